"""What a group knows, which items are bad, one person: figures worked by hand from a few answers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from cstrain.app.report import Filters, report
from cstrain.core.attempt import Kind
from cstrain.core.items import Choice
from cstrain.core.module import Module
from cstrain.core.session import Mode, Next, Revealed, VotedAgain
from cstrain.core.standing import SOON
from cstrain.core.statistics import ENOUGH, FEW
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records.store import Store
from cstrain.reports.table import Bars, Heat, Lines, Report
from tests import making
from tests.app.session.holding import begin, member, vote
from tests.app.session.holding import made as made_of
from tests.app.taking import GRADED, PRACTICE, RIGHT, WRONG, choices, take
from tests.app.talking import play, with_talks
from tests.app.test_roleplay_figures import fact
from tests.conftest import StoppedClock
from tests.making import choice, match, module, multi, order, rate, text
from tests.records.keeping import keep_trainee
from tests.talks import KETTLE

Row = dict[str, Any]


def taught(id: str, skills: Sequence[str] = (), facts: Sequence[str] = ()) -> Choice:
    return replace(choice(id), skills=tuple(skills), facts=tuple(facts))


def shop(*items: Choice, facts: Sequence[str] = (), id: str = "shop") -> Module:
    skills = {skill: text(f"skill {skill}") for item in items for skill in item.skills}
    made = module(*items, id=id, items_per_quiz=len(items))
    return replace(made, skills=skills, facts={one: fact(one) for one in facts})


def made(name: str, store: Store, known: Sequence[Module], stopped: StoppedClock, **filters: Any) -> Report:
    return report(name, store, known, Filters(**filters), stopped.clock)


def rows(of: Report, table: str = "") -> list[Row]:
    (found,) = [each for each in of.tables if each.name == (table or of.name)]
    return [dict(zip((column.key for column in found.columns), row, strict=True)) for row in found.rows]


def only(rows: Sequence[Row], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


def people(store: Store, *names: str, **details: Any) -> list[Trainee]:
    return [keep_trainee(store, id=f"{name}-id", name=name, **details) for name in names]


# Gaps


LISTEN = taught("one", ["listen"], ["F-1"]), taught("two", ["listen", "calm"], ["F-1", "F-2"])
SKILLED = shop(*LISTEN, facts=["F-1", "F-2"])


def answer(store: Store, taken: Module, who: Trainee, stopped: StoppedClock, answers: Mapping[str, str], **how: Any) -> None:
    """One attempt with these responses by item, whatever order they are drawn in."""
    live = take(store, taken, who, stopped.clock, wish=how.get("wish", PRACTICE))
    while live.question:
        live.answer(answers[live.question.item.id], "en")


def test_a_skill_is_the_mean_over_people_of_their_latest_answers(store: Store, stopped: StoppedClock) -> None:
    """Sari: listen 1/2 after a first try of 0, calm 0; Budi: listen 1, calm 1. Means: calm 50, listen 75."""
    sari, budi, _tono = people(store, "Sari", "Budi", "Tono")
    answer(store, SKILLED, sari, stopped, {"one": WRONG, "two": WRONG})
    answer(store, SKILLED, sari, stopped, {"one": RIGHT, "two": WRONG})
    answer(store, SKILLED, budi, stopped, {"one": RIGHT, "two": RIGHT})
    found = made("gaps", store, [SKILLED], stopped)
    assert only(rows(found), "module", "skill", "skill_name", "people", "few", "percent", "below_mark") == [
        ("shop", "calm", "skill calm (en)", 2, True, 50.0, 1),
        ("shop", "listen", "skill listen (en)", 2, True, 75.0, 1),
    ]
    assert only(rows(found, "skills_by_person"), "name", "skill", "percent", "items") == [
        ("Sari", "calm", 0.0, 1),
        ("Sari", "listen", 50.0, 2),
        ("Budi", "calm", 100.0, 1),
        ("Budi", "listen", 100.0, 2),
    ]
    (heat,) = found.charts
    assert heat == Heat(
        name="skills/shop",
        rows=("Sari", "Budi"),
        columns=("skill listen (en)", "skill calm (en)"),
        cells=((50.0, 0.0), (100.0, 100.0)),
    )


def test_facts_most_missed_come_first_with_those_who_answered_and_the_items(store: Store, stopped: StoppedClock) -> None:
    sari, budi = people(store, "Sari", "Budi")
    answer(store, SKILLED, sari, stopped, {"one": RIGHT, "two": WRONG})
    answer(store, SKILLED, budi, stopped, {"one": WRONG, "two": RIGHT})
    found = rows(made("gaps", store, [SKILLED], stopped), "missed_facts")
    assert only(found, "fact", "statement", "people", "missed", "missed_percent", "few", "items") == [
        ("F-1", "statement (en)", 2, 2, 100.0, True, "one, two"),
        ("F-2", "statement (en)", 2, 1, 50.0, True, "two"),
    ]


def test_a_decision_of_a_role_play_can_miss_a_fact_and_trains_no_skill(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    talks = replace(with_talks(KETTLE, items=2, items_per_quiz=2), facts={"F-second": fact("F-second")})
    play(store, sari, stopped.clock, "listen", "wait", shop=talks)
    found = made("gaps", store, [talks], stopped)
    assert only(rows(found, "missed_facts"), "fact", "items") == [("F-second", "kettle/second")]
    assert rows(found) == [] and found.charts == ()


def test_from_ten_people_on_they_are_not_few(store: Store, stopped: StoppedClock) -> None:
    for one in people(store, *(f"Person {number}" for number in range(FEW))):
        answer(store, SKILLED, one, stopped, {"one": WRONG, "two": WRONG})
    found = made("gaps", store, [SKILLED], stopped)
    assert {row["few"] for row in (*rows(found), *rows(found, "missed_facts"))} == {False}


def test_of_many_people_the_heat_map_has_their_branches_or_else_their_cohorts(store: Store, stopped: StoppedClock) -> None:
    everyone = [keep_trainee(store, id=f"p{n}", name=f"P {n}", branch=f"B{n % 2}", cohort=f"C{n % 3}") for n in range(31)]
    for one in everyone[:3]:
        answer(store, SKILLED, one, stopped, {"one": RIGHT, "two": WRONG})

    def labels(**filters: Any) -> tuple[str, ...]:
        (heat,) = made("gaps", store, [SKILLED], stopped, **filters).charts
        assert isinstance(heat, Heat)
        return heat.rows

    assert labels() == ("B0 (2)", "B1 (1)")
    assert labels(branch="B0") == ("P 0", "P 2")
    for number in range(31, 80):
        keep_trainee(store, id=f"p{number}", name=f"P {number}", branch="B0", cohort="C0")
    assert labels(branch="B0") == ("C0 (1)", "C2 (1)")


def test_two_people_of_one_name_have_a_row_each(store: Store, stopped: StoppedClock) -> None:
    for id in ("11111111-a", "22222222-b"):
        one = keep_trainee(store, id=id, name="Sari")
        answer(store, SKILLED, one, stopped, {"one": RIGHT, "two": WRONG})
    (heat,) = made("gaps", store, [SKILLED], stopped).charts
    assert isinstance(heat, Heat) and heat.rows == ("Sari (11111111)", "Sari (22222222)")


# Items


def test_only_the_first_answer_to_an_item_counts_whatever_it_was_given_in(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    once = choices(1, id="shop")
    take(store, once, sari, stopped.clock, WRONG, wish=PRACTICE)
    take(store, once, sari, stopped.clock, RIGHT, wish=GRADED)
    (row,) = rows(made("items", store, [once], stopped))
    assert (row["first_attempts"], row["facility_percent"], row["few"], row["needs_checking"]) == (1, 0.0, True, "few")
    assert rows(made("items", store, [once], stopped, kinds=("quiz",))) == [], "the answer in the quiz was not the first"
    assert len(rows(made("items", store, [once], stopped, kinds=("practice",)))) == 1


def first_attempts(store: Store, taken: Module, stopped: StoppedClock) -> list[tuple[Any, ...]]:
    """Of each item, by the items and by the module's hardest ones: how many, and how many percent are right."""
    items, module_told = made("items", store, [taken], stopped), made("module", store, [taken], stopped)
    found = only(rows(items), "first_attempts", "facility_percent")
    assert only(rows(module_told, "hardest_items"), "first_attempts", "facility_percent") == found
    return found


def test_an_answer_of_a_team_is_no_first_attempt_nor_is_a_later_one_of_its_members(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    once = choices(1, id="shop")
    live = vote(begin(store, stopped.clock, Mode.TEAMS, modules=[once]), [RIGHT, WRONG], Revealed(), Next())
    assert live.state.is_over and made_of(store, "Ani"), "the answer is kept with each member"
    assert first_attempts(store, once, stopped) == []
    take(store, once, member(store, "Ani"), stopped.clock, WRONG)
    assert first_attempts(store, once, stopped) == []
    take(store, once, sari, stopped.clock, WRONG)
    assert first_attempts(store, once, stopped) == [(1, 0.0)]


def test_of_two_votes_with_cards_the_first_is_each_persons_first_attempt(store: Store, stopped: StoppedClock) -> None:
    once = choices(1, id="shop")
    live = vote(begin(store, stopped.clock, Mode.CARDS, modules=[once]), [RIGHT, RIGHT, WRONG, WRONG], Revealed(), VotedAgain())
    vote(live, [RIGHT] * 4, Revealed(), Next())
    assert first_attempts(store, once, stopped) == [(4, 50.0)]


def test_an_item_whose_key_loses_is_named_first_with_its_worst_distractor(store: Store, stopped: StoppedClock) -> None:
    """Of 30 people 20 choose b, the rest the key, who are those that get the other item right as well."""
    pair = module(choice("bad", grades=(3, 0, 0, 0)), choice("good", grades=(3, 0, 0, 0)), id="shop", items_per_quiz=2)
    for place, one in enumerate(people(store, *(f"P {number}" for number in range(ENOUGH)))):
        right = place < 10
        answer(store, pair, one, stopped, {"bad": "a" if right else "b", "good": "a" if right or place < 16 else "c"})
    found = made("items", store, [pair], stopped)
    bad, good = rows(found)
    told = ("item", "first_attempts", "facility_percent", "needs_checking", "because", "worst_distractor")
    assert only([bad, good], *told) == [
        ("bad", 30, 33.3, "very-likely", "key-loses", "b"),
        ("good", 30, 53.3, "unlikely", None, "c"),
    ]
    assert (bad["worst_distractor_text"], bad["worst_distractor_percent"], bad["chance_percent"]) == ("option 1 (en)", 66.7, 25.0)
    # x: 10 of 30; r: 16 of 30, all ten among them.
    # 100 (10/30 - 160/900) / sqrt(200/900 x 224/900) = 66.1; and 100 of what can be.
    assert (bad["discrimination"], bad["efficiency"]) == (66.1, 100.0)
    assert only(rows(found, "options"), "item", "option", "is_key", "chosen", "chosen_percent", "rest_percent")[:4] == [
        ("bad", "a", True, 10, 33.3, 100.0),
        ("bad", "b", False, 20, 66.7, 30.0),
        ("bad", "c", False, 0, 0.0, None),
        ("bad", "d", False, 0, 0.0, None),
    ]
    assert found.charts == (
        Bars(
            name="facilities",
            labels=("0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80-89", "90-100"),
            heights=(0, 0, 0, 1, 0, 1, 0, 0, 0, 0),
        ),
    )


CHOSEN = [
    (multi(keys="ab", options="abcd"), ("a", "c"), {"a": 1, "b": 0, "c": 1, "d": 0}, {"a", "b"}),
    (order(steps="abc"), ("b", "a", "c"), {"a > b > c": 0, "b > a > c": 1}, {"a > b > c"}),
    (match(pairs="ab", extras="x"), {"a": "a", "b": "x"}, {"a: a": 1, "b: b": 0, "b: x": 1}, {"a: a", "b: b"}),
    (making.number(key=5, others=(10,), tolerance=1), 5.5, {"5": 1, "10": 0}, {"5"}),
    (making.number(key=5, others=(10,)), 7.0, {"5": 0, "10": 0, "7": 1}, {"5"}),
    (rate(ratings=(1, 5)), {"a": 1, "b": 2}, {"a: 1": 1, "b: 2": 1, "b: 5": 0}, {"a: 1", "b: 5"}),
]


@pytest.mark.parametrize(("item", "response", "counts", "keys"), CHOSEN, ids=lambda value: getattr(value, "kind", ""))
def test_what_was_chosen_is_counted_in_every_kind_of_item(
    store: Store, stopped: StoppedClock, item: Any, response: Any, counts: dict[str, int], keys: set[str]
) -> None:
    alone = module(item, id="shop", items_per_quiz=1)
    for one in people(store, *(f"P {number}" for number in range(FEW))):
        take(store, alone, one, stopped.clock).answer(response, "en")
    found = rows(made("items", store, [alone], stopped), "options")
    assert {row["option"]: row["chosen"] for row in found} == {option: FEW * count for option, count in counts.items()}
    assert {row["option"] for row in found if row["is_key"]} == keys


def test_an_item_that_was_edited_says_how_many_versions_were_answered(store: Store, stopped: StoppedClock) -> None:
    for one, hash in zip(people(store, "Sari", "Budi", "Tono"), ("old", "new", "new"), strict=True):
        take(store, module(replace(choice("one"), content_hash=hash), id="shop"), one, stopped.clock, RIGHT)
    (row,) = rows(made("items", store, [module(choice("one"), id="shop")], stopped))
    assert (row["first_attempts"], row["versions"]) == (3, 2)


# Modules


def test_a_module_says_who_passed_and_what_was_gained(store: Store, stopped: StoppedClock) -> None:
    """Four people, three began. Sari 50 then 100, Budi 0 then 50; Tono 100 at once; before (50 + 0) / 2 = 25, after 75:
    50 of the 75 points that could be gained."""
    sari, budi, tono, _ani = people(store, "Sari", "Budi", "Tono", "Ani")
    two = choices(2, id="shop")
    for one, responses in (
        (sari, (RIGHT, WRONG)), (sari, (RIGHT, RIGHT)), (budi, (WRONG, WRONG)), (budi, (RIGHT, WRONG)), (tono, (RIGHT, RIGHT)),
    ):  # fmt: skip
        live = take(store, two, one, stopped.clock)
        for response in responses:
            assert live.question
            stopped.forward(minutes=1)
            live.answer(response, "en")
    found = made("module", store, [two], stopped)
    (row,) = rows(found)
    assert [row[key] for key in ("people", "started", "passed", "passed_percent", "failed", "not_started")] == [
        4,
        3,
        2,
        50.0,
        1,
        1,
    ]
    assert [row[key] for key in ("mean_best_percent", "median_minutes", "attempts")] == [83.3, 4, 5]
    assert [row[key] for key in ("pre_percent", "post_percent", "gain", "gain_people")] == [25.0, 75.0, 0.67, 2]
    scores = only(rows(found, "scores"), "band", "people")
    assert (scores[5::4], len(scores)) == ([("50-59", 1), ("90-100", 2)], 10)
    bands, people_in_them = zip(*scores, strict=True)
    assert found.charts == (Bars(name="scores/shop", labels=bands, heights=people_in_them),)


def test_a_module_names_its_hardest_items_and_how_its_role_plays_ended(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    talks = with_talks(KETTLE, items=2, items_per_quiz=2)
    hard, easy = talks.items
    answer(store, talks, sari, stopped, {hard: WRONG, easy: RIGHT})
    play(store, sari, stopped.clock, "listen", "fix", shop=talks)
    play(store, sari, stopped.clock, "poor", shop=talks)
    found = made("module", store, [talks], stopped)
    assert only(rows(found, "hardest_items"), "item", "first_attempts", "facility_percent", "few") == [(hard, 1, 0.0, True)]
    endings = only(rows(found, "endings"), "roleplay", "ending", "verdict", "talks", "talks_percent")
    assert endings[0] == ("kettle", "glad", "good", 1, 100.0), "a talk that was left has no ending"
    assert {ending[3] for ending in endings[1:]} == {0} and len(endings) == len(KETTLE.endings)


def test_a_module_that_nobody_began_has_a_row_and_no_figures(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    found = made("module", store, [choices(1, id="shop")], stopped)
    (row,) = rows(found)
    assert (row["people"], row["started"], row["passed_percent"], row["gain"], row["gain_people"]) == (1, 0, 0.0, None, 0)
    assert (row["mean_best_percent"], row["median_minutes"], found.charts) == (None, None, ())


# One person


def test_one_person_with_modules_skills_weak_facts_role_plays_and_time(store: Store, stopped: StoppedClock) -> None:
    sari, budi = people(store, "Sari", "Budi")
    answer(store, SKILLED, budi, stopped, {"one": WRONG, "two": WRONG})
    for wish, two in ((PRACTICE, WRONG), (GRADED, RIGHT), (GRADED, WRONG)):
        live = take(store, SKILLED, sari, stopped.clock, wish=wish)
        while live.question:
            stopped.forward(minutes=2)
            live.answer(two if live.question.item.id == "two" else RIGHT, "en")
        stopped.forward(days=7)
    found = made("trainee", store, [SKILLED], stopped, trainee="Sari")
    (row,) = rows(found)
    assert (row["name"], row["status"], row["attempts"], row["best_percent"], row["latest_percent"]) == (
        "Sari",
        "passed",
        2,
        100,
        50,
    )
    assert (row["minutes"], row["total_minutes"], row["practices"], row["lessons_done"]) == (8, 12, 1, False)
    assert (row["counted_attempt"], row["improvement_points"], row["attempts_left"]) == (1, -50.0, 1)
    assert only(rows(found, "skills"), "skill", "percent", "items") == [("calm", 0.0, 1), ("listen", 50.0, 2)]
    assert only(rows(found, "weak_facts"), "fact", "items") == [("F-1", "two"), ("F-2", "two")]
    assert found.charts == (
        Lines(
            name="weeks",
            points=("2026-02-23", "2026-03-02", "2026-03-09"),
            lines=(("shop", (50.0, 100.0, 50.0)),),
        ),
    )


def test_role_plays_of_one_person_with_the_best_ending(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    talks = with_talks(KETTLE, items=2)
    for replies in (("poor", "wait"), ("listen", "fix"), ("poor",)):
        play(store, sari, stopped.clock, *replies, shop=talks)
    (row,) = rows(made("trainee", store, [talks], stopped, trainee="Sari"), "roleplays")
    assert [row[key] for key in ("roleplay", "played", "rehearsed", "passed", "best_verdict")] == ["kettle", 2, 0, True, "good"]


# The summary: policy at work


def needs(store: Store, stopped: StoppedClock, modules: Sequence[Module]) -> list[tuple[Any, ...]]:
    return only(rows(made("summary", store, modules, stopped)), "name", "module", "needs_help")


def test_who_needs_help_comes_first_the_most_pressing_first(store: Store, stopped: StoppedClock) -> None:
    grave = module(choice("one", critical=2), choice("two", critical=2), id="grave", graded_attempts=2, items_per_quiz=2)
    ani, budi, citra, dewi = people(store, "Ani", "Budi", "Citra", "Dewi")
    for one, attempts in ((ani, "aa"), (budi, "bb"), (citra, "cc"), (dewi, "bb bb")):
        for responses in attempts.split():
            take(store, grave, one, stopped.clock, *responses)
    assert needs(store, stopped, [grave]) == [
        ("Dewi", "grave", "no-attempts-left"),
        ("Citra", "grave", "critical-error"),
        ("Budi", "grave", "not-passed"),
        ("Ani", "grave", None),
    ]
    stopped.forward(days=400)
    assert needs(store, stopped, [grave])[-1] == ("Ani", "grave", "pass-expired")


def test_a_pass_that_ends_within_thirty_days_expires_soon(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    short = choices(1, id="shop", valid_days=40)
    take(store, short, sari, stopped.clock, RIGHT)
    stopped.at += timedelta(days=40) - SOON - timedelta(seconds=1)
    for soon in (False, True):
        (row,) = rows(made("summary", store, [short], stopped))
        assert (row["status"], row["expires_soon"], row["valid_until"].isoformat()) == ("passed", soon, "2026-04-10")
        stopped.forward(seconds=1)
    stopped.forward(days=30)
    (row,) = rows(made("summary", store, [short], stopped))
    assert (row["status"], row["expires_soon"], row["needs_help"]) == ("expired", False, "pass-expired")


def test_abandoned_attempts_and_the_one_that_counts_are_told(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    two = choices(2, id="shop")
    take(store, two, sari, stopped.clock, RIGHT)
    take(store, two, sari, stopped.clock, RIGHT, RIGHT)
    take(store, two, sari, stopped.clock, RIGHT, WRONG)
    (row,) = rows(made("summary", store, [two], stopped))
    assert [row[key] for key in ("attempts", "attempts_allowed", "attempts_left", "abandoned", "counted_attempt")] == [
        3,
        3,
        0,
        1,
        2,
    ]


def test_a_person_has_a_row_for_each_required_module_and_for_what_was_taken_besides(store: Store, stopped: StoppedClock) -> None:
    modules = [choices(1, id=id) for id in ("a", "b", "c")]
    (sari,) = people(store, "Sari", required=("c", "gone"))
    people(store, "Budi")
    take(store, modules[0], sari, stopped.clock, RIGHT)
    found = rows(made("summary", store, modules, stopped))
    assert only(found, "name", "module", "required", "status") == [
        ("Sari", "a", False, "passed"),
        ("Sari", "c", True, "not-started"),
        ("Sari", "gone", True, "not-started"),
        ("Budi", "a", True, "not-started"),
        ("Budi", "b", True, "not-started"),
        ("Budi", "c", True, "not-started"),
    ]
    assert only(rows(made("summary", store, modules[2:], stopped, modules=("c",))), "name", "module") == [
        ("Sari", "c"),
        ("Budi", "c"),
    ]


def test_the_summary_draws_where_people_stand_and_how_many_have_passed_by_week(store: Store, stopped: StoppedClock) -> None:
    one = choices(1, id="shop")
    for who in people(store, "Sari", "Budi", "Tono", "Ani")[:3]:
        take(store, one, who, stopped.clock, RIGHT if who.name != "Tono" else WRONG)
        stopped.forward(days=7)
    statuses, weeks = made("summary", store, [one], stopped).charts
    assert isinstance(statuses, Bars) and isinstance(weeks, Lines)
    assert dict(zip(statuses.labels, statuses.heights, strict=True)) == {
        "not-started": 1, "in-progress": 0, "passed": 2, "failed": 1, "expired": 0,
    }  # fmt: skip
    assert weeks == Lines(name="passed_by_week", points=("2026-02-23", "2026-03-02"), lines=(("shop", (25.0, 50.0)),))


def test_of_long_times_the_last_half_year_is_drawn_and_what_was_before_is_in_it(store: Store, stopped: StoppedClock) -> None:
    one = choices(1, id="shop", valid_days=None)
    sari, budi = people(store, "Sari", "Budi")
    take(store, one, sari, stopped.clock, RIGHT)
    stopped.forward(days=700)
    take(store, one, budi, stopped.clock, RIGHT)
    weeks = made("summary", store, [one], stopped).charts[1]
    assert isinstance(weeks, Lines) and len(weeks.points) == 26
    assert weeks.lines == (("shop", (50.0,) * 25 + (100.0,)),)


@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.DRILL])
def test_sessions_and_drills_are_no_graded_attempts(store: Store, sari: Trainee, stopped: StoppedClock, kind: Kind) -> None:
    one = choices(1, id="shop")
    take(store, one, sari, stopped.clock, RIGHT)
    with store.writing():
        store.db.execute("UPDATE attempt SET kind = ?", (kind.value,))
    (row,) = rows(made("summary", store, [one], stopped))
    assert (row["status"], row["attempts"]) == ("not-started", 0)
    (attempt,) = rows(made("attempts", store, [one], stopped))
    assert (attempt["kind"], attempt["counts"], attempt["identity"], attempt["session"]) == (kind, False, "self-declared", None)
    assert rows(made("items", store, [one], stopped))[0]["first_attempts"] == 1
