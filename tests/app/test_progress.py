"""One trainee's way: modules, skills, weak facts, and the one thing to do next."""

from collections.abc import Callable

import pytest

from cstrain.app import drill
from cstrain.app.following import Next, Step
from cstrain.app.knowledge import knowledge
from cstrain.app.learn import course
from cstrain.app.overview import overview
from cstrain.app.progress import progress
from cstrain.core.history import Past
from cstrain.core.items import Item
from cstrain.core.module import Fact, Lesson, Module
from cstrain.core.standing import Status
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records.store import Store
from tests.app.taking import GRADED, PRACTICE, RIGHT, WRONG, choices, take
from tests.conftest import StoppedClock
from tests.making import NOON, choice, module, order, text
from tests.records.keeping import keep_trainee

CARD = Lesson(id="card", title=text("card"), text=text("card"), facts=(), check="")


def with_cards(id: str) -> Module:
    plain = choices(1, id=id, graded_attempts=2)
    return replace(plain, lessons=(replace(CARD, check=f"{id}-0"),))


WELCOME, CARE = with_cards("welcome"), with_cards("care")
TOUR = choices(1, id="tour", graded_attempts=2)
READING = replace(module(id="reading"), lessons=(CARD,))
ALL = [WELCOME, READING, CARE, TOUR]
BY_ID = {each.id: each for each in ALL}

Deed = Callable[[Store, Module, Trainee, StoppedClock], object]


def lesson_withdrawn(store: Store, of: Module, who: Trainee, stopped: StoppedClock) -> None:
    """The cards were begun; before they were gone on with, their check went from the module."""
    course(store, of, who, "en", stopped.clock)
    course(store, replace(of, items={}, lessons=(CARD,)), who, "en", stopped.clock)


def learn(store: Store, of: Module, who: Trainee, stopped: StoppedClock) -> None:
    learning = course(store, of, who, "en", stopped.clock)
    assert learning.attempt
    learning.attempt.answer(WRONG, "en")


def drill_tomorrow(store: Store, of: Module, who: Trainee, stopped: StoppedClock) -> None:
    """What is due the day after, all of it right."""
    stopped.forward(days=1)
    brief = drill.brief(store, ALL, who, drill.Wish(), stopped.clock)
    live = drill.start(store, brief, who, "en", stopped.clock)
    while live.question:
        live.answer(RIGHT, "en")


DEEDS: dict[str, Deed] = {
    "learn": learn,
    "look-at": lambda store, of, who, stopped: course(store, of, who, "en", stopped.clock),
    "withdraw-lesson": lesson_withdrawn,
    "open": lambda store, of, who, stopped: take(store, of, who, stopped.clock),
    "pass": lambda store, of, who, stopped: take(store, of, who, stopped.clock, RIGHT),
    "fail": lambda store, of, who, stopped: take(store, of, who, stopped.clock, WRONG),
    "practise": lambda store, of, who, stopped: take(store, of, who, stopped.clock, RIGHT, wish=PRACTICE),
    "open-practice": lambda store, of, who, stopped: take(store, of, who, stopped.clock, wish=PRACTICE),
    "wait-a-year-after": lambda store, of, who, stopped: stopped.forward(days=366),
    "drill-tomorrow": drill_tomorrow,
}


def do(store: Store, who: Trainee, stopped: StoppedClock, deeds: str) -> None:
    for deed in deeds.split():
        verb, _, of = deed.partition(":")
        DEEDS[verb](store, BY_ID[of], who, stopped)


# What comes next

WAYS = [
    ("", "learn welcome"),
    ("look-at:welcome", "learn welcome"),
    ("withdraw-lesson:welcome", "learn welcome"),
    ("learn:welcome", "quiz welcome"),
    ("practise:welcome open-practice:care", "learn welcome"),
    ("fail:welcome", "missed welcome"),
    ("fail:welcome learn:care", "missed welcome"),
    ("fail:welcome practise:welcome", "quiz welcome"),
    ("open:care", "resume care"),
    ("pass:welcome open:tour open:care", "resume care"),
    ("pass:welcome", "learn care"),
    ("pass:welcome learn:care", "quiz care"),
    ("pass:welcome pass:care", "quiz tour"),
    ("pass:care", "learn welcome"),
    ("pass:welcome pass:care fail:tour fail:tour", "practice tour"),
    ("fail:welcome fail:welcome practise:welcome", "learn care"),
    ("pass:welcome pass:care pass:tour", ""),
    ("pass:welcome pass:care pass:tour wait-a-year-after:tour", "drill "),
    ("pass:welcome pass:care pass:tour wait-a-year-after:tour drill-tomorrow:tour", "quiz welcome"),
]


def following(store: Store, who: Trainee, stopped: StoppedClock) -> Next | None:
    return progress(store, ALL, who, stopped.clock).next


@pytest.mark.parametrize(("deeds", "step"), WAYS)
def test_next_is_what_is_open_then_the_first_module_not_passed(
    store: Store, sari: Trainee, stopped: StoppedClock, deeds: str, step: str
) -> None:
    do(store, sari, stopped, deeds)
    verb, _, of = step.partition(" ")
    made = following(store, sari, stopped)
    assert (made and (made.step, made.module)) == ((Step(verb), BY_ID.get(of)) if step else None)


def test_where_there_is_no_module_nothing_comes_next(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    assert progress(store, [], sari, stopped.clock).next is None


# Modules

# deeds: status, practised, learned
STANDINGS = [
    ("", Status.NOT_STARTED, 0, False),
    ("look-at:welcome", Status.NOT_STARTED, 0, False),
    ("learn:welcome", Status.NOT_STARTED, 0, True),
    ("withdraw-lesson:welcome", Status.NOT_STARTED, 0, False),
    ("practise:welcome practise:welcome open-practice:welcome", Status.NOT_STARTED, 2, False),
    ("open:welcome", Status.IN_PROGRESS, 0, False),
    ("fail:welcome", Status.FAILED, 0, False),
    ("learn:welcome practise:welcome pass:welcome", Status.PASSED, 1, True),
    ("pass:welcome wait-a-year-after:welcome", Status.EXPIRED, 0, False),
    ("pass:care learn:care practise:care", Status.NOT_STARTED, 0, False),
]


@pytest.mark.parametrize(("deeds", "status", "practised", "learned"), STANDINGS)
def test_a_module_says_how_the_trainee_stands_in_it(
    store: Store, sari: Trainee, stopped: StoppedClock, deeds: str, status: Status, practised: int, learned: bool
) -> None:
    do(store, sari, stopped, deeds)
    (made,) = overview(store, [WELCOME], sari, stopped.at)
    assert (made.module, made.standing.status, made.practised, made.learned) == (WELCOME, status, practised, learned)


def test_progress_is_of_one_person(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    do(store, sari, stopped, "learn:welcome practise:welcome pass:welcome")
    budi = keep_trainee(store, id="budi-id", name="Budi")
    made = progress(store, ALL, budi, stopped.clock)
    assert (made.trainee, made.answers, made.skills, made.weak) == (budi, 0, (), ())
    assert {one.standing.status for one in made.modules} == {Status.NOT_STARTED}


def test_every_answer_is_counted_of_whatever_kind(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    do(store, sari, stopped, "learn:welcome practise:welcome pass:care open:tour")
    assert progress(store, ALL, sari, stopped.clock).answers == 3


# Skills and weak facts


def fact(id: str) -> Fact:
    return Fact(
        id=id,
        group="greeting",
        tier="A",
        kind="rule",
        provenance="source",
        flags=(),
        statement=text(id),
        source=text("deck"),
        doubt=None,
    )


def skilled(item: Item, *skills: str) -> Item:
    return replace(item, skills=skills)


def of_facts(*items: Item) -> Module:
    return replace(module(*items, items_per_quiz=len(items)), facts={id: fact(id) for id in ("F-1", "F-2", "F-3")})


def answer(store: Store, of: Module, who: Trainee, stopped: StoppedClock, **given: str | tuple[str, ...]) -> None:
    """A practice in which these items get these responses, and no others are answered."""
    live = take(store, replace(of, items={id: of.items[id] for id in given}), who, stopped.clock, wish=PRACTICE)
    while question := live.question:
        live.answer(given[question.item.id], "en")


def test_a_fact_is_weak_while_the_latest_answer_to_one_of_its_items_is_not_wholly_right(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    taught = of_facts(
        choice("one", facts=("F-1", "F-2")),
        choice("two", facts=("F-2",), grades=(3, 2, 0), situational=True),
        choice("three", facts=("F-3",)),
    )

    def weak() -> dict[str, tuple[str, ...]]:
        return {one.fact.id: one.items for one in progress(store, [taught], sari, stopped.clock).weak}

    assert weak() == {}
    answer(store, taught, sari, stopped, one=WRONG, two="b", three=RIGHT)
    assert weak() == {"F-1": ("one",), "F-2": ("one", "two")}
    answer(store, taught, sari, stopped, one=RIGHT)
    assert weak() == {"F-2": ("two",)}
    answer(store, taught, sari, stopped, three=WRONG, two=RIGHT)
    assert weak() == {"F-3": ("three",)}


def test_what_is_no_longer_in_the_module_is_neither_weak_nor_a_skill(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    taught = of_facts(skilled(choice("one", facts=("F-1",)), "listen"), choice("two", facts=("F-9",)))
    answer(store, taught, sari, stopped, one=WRONG, two=WRONG)
    smaller = replace(taught, items={"two": taught.items["two"]})
    made = progress(store, [smaller], sari, stopped.clock)
    assert (made.weak, made.skills) == ((), ())


def test_items_of_one_name_in_two_modules_are_two(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    here, there = (replace(of_facts(choice("one", facts=("F-1",))), id=id) for id in ("here", "there"))
    answer(store, here, sari, stopped, one=WRONG)
    answer(store, there, sari, stopped, one=RIGHT)
    assert [weak.module.id for weak in progress(store, [here, there], sari, stopped.clock).weak] == ["here"]


def test_a_skill_is_the_mean_over_the_latest_answer_to_each_of_its_items(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    taught = of_facts(
        skilled(choice("one"), "listen", "greet"),
        skilled(choice("two"), "listen"),
        skilled(choice("three", grades=(3, 2, 1), situational=True), "listen"),
        skilled(choice("unasked"), "listen", "calm"),
    )
    answer(store, taught, sari, stopped, one=WRONG, two=WRONG, three="b")
    answer(store, taught, sari, stopped, one=RIGHT)
    made = progress(store, [taught], sari, stopped.clock).skills
    assert [(one.skill, one.percent, one.items) for one in made] == [("listen", 55.5, 3), ("greet", 100.0, 1)]


def test_a_skill_is_worked_out_from_exact_scores(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """0.7 and 0.1 make 40 %, not 39.9."""
    taught = of_facts(*(skilled(order(id, steps="abcde"), "sort") for id in ("one", "two")))
    answer(store, taught, sari, stopped, one=tuple("badec"), two=tuple("edcab"))
    assert [one.percent for one in progress(store, [taught], sari, stopped.clock).skills] == [40.0]


def test_graded_answers_show_what_is_weak_too(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    taught = of_facts(choice("one", facts=("F-1",)))
    take(store, taught, sari, stopped.clock, WRONG, wish=GRADED)
    assert [one.fact.id for one in progress(store, [taught], sari, stopped.clock).weak] == ["F-1"]


# Mastery


def test_a_fact_is_mastered_by_two_items_on_two_days_in_whatever_they_were_answered(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    taught = of_facts(choice("one", facts=("F-1",)), choice("two", facts=("F-1", "F-2")), choice("three", facts=("F-3",)))
    answer(store, taught, sari, stopped, one=RIGHT, two=RIGHT)
    stopped.forward(days=1)
    take(store, replace(taught, items={"one": taught.items["one"]}), sari, stopped.clock, RIGHT, wish=GRADED)
    (known,) = progress(store, [taught], sari, stopped.clock).known
    assert [(id, known.of(id).is_mastered, known.can_be_mastered(id)) for id in taught.facts] == [
        ("F-1", True, True),
        ("F-2", False, False),
        ("F-3", False, False),
    ]
    assert (known.facts.total, known.facts.asked, known.facts.mastered) == (1, 1, 1)


def test_a_skill_tells_how_many_of_its_facts_are_mastered(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    taught = of_facts(
        skilled(choice("one", facts=("F-1",)), "listen"),
        skilled(choice("two", facts=("F-1", "F-2")), "listen", "greet"),
        skilled(choice("three", facts=("F-2",)), "greet"),
    )
    for _ in range(2):
        answer(store, taught, sari, stopped, one=RIGHT, two=RIGHT)
        stopped.forward(days=1)
    made = {one.skill: one.facts for one in progress(store, [taught], sari, stopped.clock).skills}
    assert (made["listen"].mastered, made["listen"].total) == (1, 2)
    assert (made["greet"].mastered, made["greet"].total, made["greet"].asked) == (1, 2, 2)


def test_what_is_answered_ahead_of_time_settles_nothing_that_was_missed(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    """It does not touch the schedule, so a drill of what was missed still asks it."""
    past = [answered(right=False), answered(right=True, is_ahead=True)]
    (known,) = knowledge([of_facts(choice("one", facts=("F-1",)))], past)
    assert known.has_missed and known.latest["one"].is_right
    (wrong_ahead,) = knowledge([of_facts(choice("one", facts=("F-1",)))], [answered(right=False, is_ahead=True)])
    assert not wrong_ahead.has_missed


def answered(*, right: bool, is_ahead: bool = False) -> Past:
    return Past(
        module="welcome",
        item="one",
        kind="practice",
        is_ahead=is_ahead,
        score=float(right),
        maximum=1,
        chance=0.25,
        at=NOON,
        elapsed_ms=1000,
    )
