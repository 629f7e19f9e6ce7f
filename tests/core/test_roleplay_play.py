"""Playing: the same replies give the same talk, to the ending that they lead to."""

from itertools import pairwise

import pytest

from cstrain.core.roleplay import NodeChoice, Roleplay, Situation, When
from cstrain.core.roleplay.graph import first_that_holds, outcome
from cstrain.core.roleplay.play import choose, replay, start
from cstrain.core.roleplay.practice import decision_item
from cstrain.core.roleplay.transcript import Transcript, turn
from cstrain.core.value import replace
from cstrain.errors import BadResponse
from tests.talks import edge, ending, line, node, reply, roleplay, text

TALK = roleplay(
    node("first", reply("good", 3, to="second", mood=20, sets=("heard",), skills=("listen",)), reply("poor", 1, to="second")),
    node(
        "second",
        reply("best", 3, to=(edge("well", When(has=("heard",))), edge("so-so")), skills=("solve",)),
        reply("rude", 0, to="badly", mood=-100, critical=True, skills=("listen",)),
        reply("late", 2, to="well", when=When(mood_at_least=60)),
        says=(line("calm", "calmer", when=When(mood_at_least=60)), line("cross")),
    ),
    ending("well", "good"),
    ending("so-so", "mixed"),
    ending("badly", "bad"),
    mood=40,
)


def test_a_talk_begins_at_the_first_node_in_its_mood_without_flags() -> None:
    play = start(TALK, seed=1)
    assert play.situation == Situation(node="first", mood=40, flags=frozenset())
    assert (play.node, play.ending, play.reaction, play.decisions) == (TALK.nodes[0], None, None, ())


def test_a_reply_changes_mood_and_flags_and_leads_on() -> None:
    play = choose(start(TALK, 1), "good")
    assert play.situation == Situation(node="second", mood=60, flags=frozenset({"heard"}))
    assert play.reaction == text("reaction to good")
    assert [choice.id for choice in play.offered] == ["best", "rude", "late"]
    assert play.says in (text("calm"), text("calmer"))
    assert choose(start(TALK, 1), "poor").says == text("cross")


@pytest.mark.parametrize("choice", ["late", "good", "", None, 3, ["best"]])
def test_only_what_is_offered_now_can_be_chosen(choice: object) -> None:
    """Not even what the node offers in another mood; and nothing once the talk is over."""
    play = choose(start(TALK, 1), "poor")
    with pytest.raises(BadResponse):
        choose(play, choice)
    with pytest.raises(BadResponse):
        choose(choose(play, "best"), "best")


@pytest.mark.parametrize(
    ("choices", "ended", "grades"),
    [
        (["good", "best"], "well", [3, 3]),
        (["good", "late"], "well", [3, 2]),
        (["poor", "best"], "so-so", [1, 3]),
        (["good", "rude"], "badly", [3, 0]),
    ],
)
def test_a_talk_comes_to_the_ending_that_its_replies_lead_to(choices: list[str], ended: str, grades: list[int]) -> None:
    play = replay(TALK, 1, choices)
    assert play.ending and play.ending.id == ended
    assert [decision.choice.grade for decision in play.decisions] == grades
    assert play.node is None and play.offered == () and play.shown == ()
    assert play.says == text(f"says {ended}")


def test_the_best_reply_of_a_decision_is_of_those_offered_then() -> None:
    assert [decision.best.id for decision in replay(TALK, 1, ["poor", "rude"]).decisions] == ["good", "best"]


def test_a_skill_counts_wherever_it_could_be_shown() -> None:
    """Shown by a good reply: its grade. Not shown where a reply would have shown it: nothing of three."""

    def skills(*choices: str) -> dict[str, tuple[int, int]]:
        talk = [replay(TALK, 1, choices[:count]) for count in range(len(choices) + 1)]
        return Transcript(turns=tuple(turn(before, after) for before, after in pairwise(talk))).skills

    assert skills("good", "best") == {"listen": (3, 6), "solve": (3, 3)}
    assert skills("poor", "rude") == {"listen": (0, 6), "solve": (0, 3)}


def test_the_same_seed_and_replies_give_the_same_talk_line_by_line() -> None:
    def told(seed: int) -> list[object]:
        played = [replay(TALK, seed, ["good", "best"][:count]) for count in range(3)]
        return [(play.says, play.reaction, play.shown) for play in played]

    assert told(5) == told(5)
    assert len({str(told(seed)) for seed in range(20)}) > 1


def test_every_order_and_every_wording_comes_up() -> None:
    plays = [choose(start(TALK, seed), "good") for seed in range(100)]
    assert len({play.shown for play in plays}) == 6
    assert {play.says.say("en") for play in plays} == {"calm (en)", "calmer (en)"}


@pytest.mark.parametrize(("change", "mood"), [(-55, 0), (-40, 0), (60, 100), (65, 100), (5, 45)])
def test_the_mood_stays_from_0_to_100(change: int, mood: int) -> None:
    assert outcome(reply("x", 3, to="second", mood=change), TALK.start) == Situation("second", mood, frozenset())


def test_what_a_reply_both_sets_and_clears_is_cleared() -> None:
    chosen: NodeChoice = reply("x", 3, to="second", sets=("b", "c"), clears=("a", "c"))
    assert outcome(chosen, Situation("first", 40, frozenset({"a"}))) == Situation("second", 40, frozenset({"b"}))


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (When(), True),
        (When(mood_at_least=50), True),
        (When(mood_at_least=55), False),
        (When(mood_below=50), False),
        (When(mood_below=55), True),
        (When(has=("a", "b")), True),
        (When(has=("a", "c")), False),
        (When(lacks=("c",)), True),
        (When(lacks=("b", "c")), False),
        (When(mood_at_least=50, has=("c",)), False),
    ],
)
def test_a_condition_holds_when_all_of_it_does(when: When, holds: bool) -> None:
    assert when.holds(50, frozenset({"a", "b"})) is holds
    first, last = edge("first", when), edge("last")
    assert first_that_holds((first, last), 50, frozenset({"a", "b"})) is (first if holds else last)


def test_what_a_role_play_teaches_is_what_its_parts_teach() -> None:
    taught: Roleplay = replace(
        TALK,
        nodes=tuple(replace(each, facts=("F-1", "F-2")) for each in TALK.nodes),
        endings=tuple(replace(each, facts=("F-3", "F-1")) for each in TALK.endings),
    )
    assert taught.facts == ("F-1", "F-2", "F-3")
    assert taught.skills == ("listen", "solve")


def test_a_decision_can_be_asked_as_an_item() -> None:
    """In the situation it was missed in: the line of that mood, the replies offered then."""
    at = choose(start(TALK, 1), "poor").situation
    item = decision_item(TALK, at)
    assert (item.id, item.level, item.situational, item.facts) == ("talk/second", "judge", True, ("F-second",))
    assert item.prompt.say("en") == ("you (en) place (en) limits (en)\n\nsituation of second (en)\n\nname (en): cross (en)")
    assert [(option.id, option.grade, option.critical) for option in item.options] == [("best", 3, False), ("rude", 0, True)]
    assert item.skills == ("solve", "listen")
    assert item.content_hash == TALK.nodes[1].content_hash
    assert item.grade("best").score == 1 and item.grade("rude").critical and item.can_fail


def test_a_node_without_a_situation_says_no_more_than_there_is() -> None:
    bare = replace(TALK, nodes=tuple(replace(each, situation=None) for each in TALK.nodes))
    assert decision_item(bare, bare.start).prompt.say("id").count("\n\n") == 1


def test_an_ending_is_no_decision() -> None:
    with pytest.raises(ValueError, match="over"):
        decision_item(TALK, replay(TALK, 1, ["good", "best"]).situation)
