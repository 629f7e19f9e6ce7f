"""The exact analysis says what trying every talk says; and it stops where there is too much to try."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.items.choice import BEST
from cstrain.core.roleplay import Edge, NodeChoice, Roleplay, Situation, When
from cstrain.core.roleplay.analysis import Proof, Space, explore, loop, moods
from cstrain.core.roleplay.graph import Verdict
from cstrain.core.roleplay.play import Play, choose, replay, start
from tests.talks import edge, ending, node, reply, roleplay

MOST = 10_000
FLAGS = ("a", "b")
VERDICTS: tuple[Verdict, ...] = ("good", "mixed", "bad")


@st.composite
def conditions(draw: st.DrawFn) -> When | None:
    if draw(st.booleans()):
        return None
    moods = st.none() | st.sampled_from([30, 50, 70])
    chosen = draw(
        st.tuples(moods, moods, st.lists(st.sampled_from(FLAGS), max_size=1), st.lists(st.sampled_from(FLAGS), max_size=1))
    )
    return When(mood_at_least=chosen[0], mood_below=chosen[1], has=tuple(chosen[2]), lacks=tuple(chosen[3]))


@st.composite
def graphs(draw: st.DrawFn, *, forward: bool) -> Roleplay:
    """A role-play of a few nodes with all that a graph may have; forward: each node leads on to later ones only."""
    count = draw(st.integers(1, 4))
    parts = [f"n{number}" for number in range(count)] + list(VERDICTS)

    def replies(number: int) -> Iterator[NodeChoice]:
        targets = st.sampled_from(parts[number + 1 :] if forward else parts)
        for name in range(draw(st.integers(1, 3))):
            ways: list[Edge] = [edge(draw(targets), draw(conditions())) for _ in range(draw(st.integers(0, 1)))]
            yield reply(
                f"c{name}",
                draw(st.integers(0, 3)),
                to=(*ways, edge(draw(targets))),
                mood=draw(st.sampled_from([-40, -10, 0, 20])),
                sets=tuple(draw(st.lists(st.sampled_from(FLAGS), max_size=1))),
                clears=tuple(draw(st.lists(st.sampled_from(FLAGS), max_size=1))),
                when=draw(conditions()) if name else None,
            )

    nodes = [node(f"n{number}", *replies(number)) for number in range(count)]
    return roleplay(*nodes, *(ending(verdict, verdict) for verdict in VERDICTS), mood=draw(st.sampled_from([20, 50, 90])))


def every_talk(talk: Roleplay) -> Iterator[Play]:
    """All talks, from the first word to an ending, by playing them."""
    waiting = [start(talk, 1)]
    while waiting:
        play = waiting.pop()
        if play.ending:
            yield play
        waiting += [choose(play, choice.id) for choice in play.offered]


def replies(play: Play) -> tuple[str, ...]:
    return tuple(decision.choice.id for decision in play.decisions)


def score_of(play: Play) -> Fraction:
    return Fraction(sum(decision.choice.grade for decision in play.decisions), BEST * len(play.decisions))


def chance(play: Play) -> float:
    share = 1.0
    for decision in play.decisions:
        share /= len(decision.offered)
    return share


@given(graphs(forward=True))
def test_the_figures_are_those_of_trying_every_talk(talk: Roleplay) -> None:
    space = explore(talk, MOST)
    proof, talks = Proof(space), list(every_talk(talk))
    scores = [score_of(play) for play in talks]
    assert loop(space) is None
    assert proof.ways() == len(talks)
    assert (proof.best()[0], proof.worst()[0]) == (max(scores), min(scores))
    for score, route in (proof.best(), proof.worst()):
        play = replay(talk, 1, route)
        assert play.ending and score_of(play) == score
    for verdict in VERDICTS:
        expected = sum(chance(play) for play in talks if play.ending and play.ending.verdict == verdict)
        assert proof.by_chance(verdict) == pytest.approx(expected)
    assert sum(map(proof.by_chance, VERDICTS)) == pytest.approx(1)


@given(graphs(forward=True))
def test_what_can_be_reached_is_what_some_talk_reaches(talk: Roleplay) -> None:
    space = explore(talk, MOST)
    reach = Proof(space).within_reach()
    stood: dict[Situation, set[str]] = {}
    for play in every_talk(talk):
        assert play.ending
        for situation in (*(decision.before for decision in play.decisions), play.situation):
            stood.setdefault(situation, set()).add(play.ending.verdict)
    assert {situation: set(verdicts) for situation, verdicts in zip(space.situations, reach, strict=True)} == stood
    assert moods(space) == {
        node: (min(mood for name, mood in at if name == node), max(mood for name, mood in at if name == node))
        for at in [[(situation.node, situation.mood) for situation in stood]]
        for node, _ in at
    }


@given(graphs(forward=True))
def test_a_route_leads_where_it_says_and_none_is_shorter(talk: Roleplay) -> None:
    space = explore(talk, MOST)
    shortest: dict[Situation, int] = {}
    for play in every_talk(talk):
        for length, situation in enumerate((*(decision.before for decision in play.decisions), play.situation)):
            shortest[situation] = min(length, shortest.get(situation, length))
    for place, situation in enumerate(space.situations):
        route = space.route(place)
        assert replay(talk, 1, route).situation == situation
        assert len(route) == shortest[situation]


@given(graphs(forward=True))
def test_the_best_talk_and_the_fixed_position_are_talks_played_so(talk: Roleplay) -> None:
    proof = Proof(explore(talk, MOST))
    best = replay(talk, 1, [step.choice.id for _, step in proof.best_talk()])
    assert best.ending and all(decision.choice.grade == decision.best.grade for decision in best.decisions)
    for place in range(3):
        play = start(talk, 1)
        while offered := play.offered:
            play = choose(play, offered[min(place, len(offered) - 1)].id)
        assert proof.at_position(place) is play.ending


@given(graphs(forward=True))
def test_a_first_mistake_is_one_reply_off_the_best_talk_and_reaches_what_talks_from_there_reach(talk: Roleplay) -> None:
    proof = Proof(explore(talk, MOST))
    best = tuple(step.choice.id for _, step in proof.best_talk())
    expected: dict[tuple[str, str], set[str]] = {}
    for play in every_talk(talk):
        given = replies(play)
        same = next((number for number, pair in enumerate(zip(given, best, strict=False)) if pair[0] != pair[1]), len(best))
        if same < (len(best) + 1) // 2 and play.ending:
            expected.setdefault((play.decisions[same].before.node, given[same]), set()).add(play.ending.verdict)
    assert {(mistake.node, mistake.choice): set(mistake.reach) for mistake in proof.first_mistakes()} == expected


@given(graphs(forward=False))
def test_a_loop_is_found_exactly_where_a_talk_can_come_back(talk: Roleplay) -> None:
    """Found: the replies named do come back. Not found: going on ends, within as many replies as there are situations."""
    space = explore(talk, MOST)
    found = loop(space)
    if found:
        place, round = found
        situation, route = space.situations[place], space.route(place)
        assert replay(talk, 1, route).situation == situation
        assert round and replay(talk, 1, (*route, *round)).situation == situation
    else:
        assert longest(space) <= len(space.steps)


def longest(space: Space) -> int:
    """The longest talk in situations, by going on until nothing goes on; at most one more than could be without a loop."""
    standing, length = {0}, 0
    while standing and length <= len(space.steps):
        standing = {step.to for place in standing for step in space.steps[place]}
        length += 1
    return length


def test_a_loop_may_be_a_single_reply_or_a_way_of_many() -> None:
    own = roleplay(node("a", reply("again", 3, to="a"), reply("on", 1, to="good")), ending("good", "good"))
    assert loop(explore(own, MOST)) == (0, ("again",))
    wide = roleplay(
        node("a", reply("on", 3, to="b")),
        node("b", reply("on", 3, to="c"), reply("off", 1, to="good")),
        node("c", reply("back", 3, to="b")),
        ending("good", "good"),
    )
    space = explore(wide, MOST)
    place, round = loop(space) or (0, ())
    assert (space.situations[place].node, round) == ("b", ("on", "back"))


def test_asking_again_until_the_mood_is_at_its_end_is_a_loop_and_with_a_flag_it_is_none() -> None:
    """The mood stops at 0: then the same situation comes again."""
    nagging = roleplay(node("a", reply("nag", 1, to="a", mood=-25), reply("on", 3, to="good")), ending("good", "good"))
    space = explore(nagging, MOST)
    place, round = loop(space) or (0, ())
    assert (space.situations[place].mood, round) == (0, ("nag",))
    once = When(lacks=("asked",))
    asking = roleplay(
        node("a", reply("ask", 1, to="a", sets=("asked",), when=once), reply("on", 3, to="good")), ending("good", "good")
    )
    assert loop(explore(asking, MOST)) is None
    assert Proof(explore(asking, MOST)).ways() == 2


def test_what_is_never_reached_is_not_in_the_space() -> None:
    talk = roleplay(
        node("a", reply("x", 3, to="good"), reply("y", 1, to="b", when=When(mood_below=20))),
        node("b", reply("z", 3, to="bad")),
        ending("good", "good"),
        ending("bad", "bad"),
        mood=50,
    )
    assert [situation.node for situation in explore(talk, MOST).situations] == ["a", "good"]


def test_a_talk_with_nothing_left_to_say_has_a_situation_without_steps() -> None:
    stuck = roleplay(node("a", reply("x", 3, to="good", when=When(mood_at_least=60))), ending("good", "good"), mood=50)
    space = explore(stuck, MOST)
    assert (space.situations, space.steps, space.whole) == ([stuck.start], [()], True)


def test_the_search_stops_at_its_bound() -> None:
    """Twelve flags set in any order: 4,096 situations at one node, each with every reply."""
    names = [f"f{number}" for number in range(12)]
    replies = [reply(name, 3, to="a", sets=(name,), when=When(lacks=(name,))) for name in names]
    wide = roleplay(node("a", *replies, reply("out", 3, to="good")), ending("good", "good"))
    assert len(explore(wide, MOST).steps) == 2 * 2**12
    assert explore(wide, MOST).whole
    stopped = explore(wide, 100)
    assert not stopped.whole and len(stopped.steps) <= 100


def test_a_talk_of_many_ways_is_counted_without_walking_them() -> None:
    names = [f"n{number}" for number in range(200)]
    grades = {"x": 3, "y": 0, "z": 1}
    nodes = [
        node(one, *(reply(id, grade, to=after) for id, grade in grades.items())) for one, after in pairwise([*names, "good"])
    ]
    proof = Proof(explore(roleplay(*nodes, ending("good", "good")), MOST))
    assert proof.ways() == 3**200
    assert (proof.worst()[0], proof.best()[0]) == (Fraction(0), Fraction(1))
    assert len(proof.best_talk()) == 200


def test_the_worst_score_is_a_mean_and_not_a_sum() -> None:
    """One weak reply and out (1/3) is worse than a long talk with more weak replies and some good ones."""
    talk = roleplay(
        node("a", reply("out", 1, to="bad"), reply("on", 1, to="b")),
        node("b", reply("on", 1, to="c")),
        node("c", reply("on", 2, to="good")),
        ending("good", "good"),
        ending("bad", "bad"),
    )
    proof = Proof(explore(talk, MOST))
    assert proof.worst() == (Fraction(1, 3), ("out",))
    assert proof.best() == (Fraction(4, 9), ("on", "on", "on"))
