"""Drilling on real records: what is asked, what is kept of it, how it is left and gone on with, and when things come back."""

import pytest

from cstrain.app import decisions, drill, quiz
from cstrain.app.attempt import LiveAttempt
from cstrain.app.drill import Return, Wish
from cstrain.core.attempt import PAUSE_MS, Ending, Kind
from cstrain.core.drill import NEW_OF_FULL
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import answers, attempts
from cstrain.records.attempts import Selection
from cstrain.records.history import history
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.taking import RIGHT, WRONG, choices
from tests.app.taking import take as take_quiz
from tests.app.talking import play, with_talks
from tests.conftest import StoppedClock
from tests.core.test_drill import teaching
from tests.making import choice, module
from tests.records.keeping import keep_trainee
from tests.talks import KETTLE

A, B = teaching("a"), teaching("b")
TODAY, MISSED, AHEAD = Wish(), Wish(missed=True), Wish(ahead=True)


def brief(store: Store, trainee: Trainee, stopped: StoppedClock, wish: Wish = TODAY, *modules: Module) -> drill.Briefing:
    return drill.brief(store, modules or (A, B), trainee, wish, stopped.clock)


def start(store: Store, trainee: Trainee, stopped: StoppedClock, wish: Wish = TODAY, *modules: Module) -> LiveAttempt:
    return drill.start(store, brief(store, trainee, stopped, wish, *modules), trainee, "en", stopped.clock)


def take(
    store: Store, trainee: Trainee, stopped: StoppedClock, wish: Wish = TODAY, *modules: Module, response: str = RIGHT
) -> LiveAttempt:
    """A drill to its end, every question answered alike."""
    live = start(store, trainee, stopped, wish, *modules)
    while live.question:
        stopped.forward(seconds=5)
        live.answer(response, "en")
    return live


def asked(live: LiveAttempt) -> list[str]:
    return [drawn.item for drawn in live.state.started.plan]


def due(store: Store, trainee: Trainee, stopped: StoppedClock, *modules: Module) -> int:
    return len(drill.scheduled(modules or (A, B), history(store, trainee.id), stopped.clock).due)


# What is kept


def test_a_drill_ranges_over_the_modules_and_its_answers_stand_with_their_own(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    take_quiz(store, B, sari, stopped.clock, RIGHT, wish=quiz.Wish(practice=True))
    live = take(store, sari, stopped)
    assert live.state.started.kind is Kind.DRILL and live.state.started.module == ""
    rows = [row for row in answers.answer_rows(store, Selection(trainee=sari.id)) if row.kind == Kind.DRILL]
    assert [f"{row.module}/{row.item}" for row in rows] == asked(live)
    assert [row.content_hash for row in rows] == [f"hash of {row.item}" for row in rows]
    assert not verify(store).flaws


def test_the_answers_of_one_module_are_found_in_drills_too(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    plain = [module(*(choice(f"{id}{n}") for n in range(4)), id=id) for id in "ab"]
    for one in plain:
        take_quiz(store, one, sari, stopped.clock, RIGHT, wish=quiz.Wish(count=1))
    take(store, sari, stopped, TODAY, *plain)
    found = {row.item for row in answers.answer_rows(store, Selection(modules=("b",), kinds=(Kind.DRILL,)))}
    assert found and all(id.startswith("b") for id in found)
    assert [row.module for row in attempts.outcomes(store, Selection(modules=("b",)))] == ["b"]
    assert attempts.modules(store) == {"a", "b"}


def test_a_drill_counts_for_nothing_and_its_maximum_is_what_was_answered(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = start(store, sari, stopped)
    live.answer(RIGHT, "en")
    (open_now,) = attempts.outcomes(store, Selection())
    assert (open_now.maximum, open_now.answers, open_now.counts, open_now.can_pass) == (1, 1, False, False)
    assert live.state.maximum == 1 and not live.state.passed


# The first days


def test_the_first_drill_brings_new_facts_and_they_come_back_the_next_day(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = take(store, sari, stopped)
    assert len(asked(live)) == NEW_OF_FULL and due(store, sari, stopped) == 0
    assert drill.comes_back(store, (A, B), live, stopped.clock) == [
        Return(day=stopped.at.date().replace(day=2), in_days=1, facts=NEW_OF_FULL)
    ]
    stopped.forward(days=1)
    assert due(store, sari, stopped) == NEW_OF_FULL
    next_day = brief(store, sari, stopped)
    assert (next_day.new, next_day.known) == (NEW_OF_FULL, 7)


def test_a_second_drill_of_the_day_brings_the_next_new_ones(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    first, second = take(store, sari, stopped), take(store, sari, stopped)
    assert not {one.partition("-")[0] for one in asked(first)} & {one.partition("-")[0] for one in asked(second)}


def test_when_all_is_known_and_nothing_due_there_is_nothing_to_ask(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    small = teaching("a", facts=3)
    take(store, sari, stopped, TODAY, small)
    nothing = brief(store, sari, stopped, TODAY, small)
    assert nothing.items == () and (nothing.new, nothing.known) == (0, 0)


def test_everything_that_was_answered_teaches_the_schedule(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """A quiz, and a talk: the decision that went wrong comes back as an item the next day."""
    shop = with_talks(KETTLE, items=4, items_per_quiz=4)
    take_quiz(store, shop, sari, stopped.clock, *[WRONG] * 4)
    play(store, sari, stopped.clock, "poor", "fix", shop=shop)
    assert due(store, sari, stopped, shop) == 0
    stopped.forward(days=1)
    assert len(drill.scheduled([shop], history(store, sari.id), stopped.clock).due) == 4
    live = start(store, sari, stopped, TODAY, shop)
    assert sorted(asked(live)) == [*(f"shop/item-{n}" for n in range(4)), "shop/kettle/first"]
    assert live.module.items["shop/kettle/first"].facts == ("shop/F-first",)


def test_a_decision_answered_right_in_a_drill_is_missed_no_more(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    shop = with_talks(KETTLE, items=2)
    play(store, sari, stopped.clock, "poor", "fix", shop=shop)
    stopped.forward(days=1)
    live = start(store, sari, stopped, TODAY, shop)
    while question := live.question:
        live.answer(question.item.correct()[0], "en")
    assert decisions.missed(store, shop, sari.id) == {}


def test_the_modules_asked_of_someone_are_where_new_facts_come_from(store: Store, stopped: StoppedClock) -> None:
    budi = keep_trainee(store, id="budi-id", name="Budi", required=("b",))
    assert {one.partition("/")[0] for one in asked(start(store, budi, stopped))} == {"b"}


def test_one_person_s_answers_are_no_matter_to_another(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, sari, stopped)
    stopped.forward(days=1)
    assert due(store, keep_trainee(store, id="budi-id", name="Budi"), stopped) == 0


def test_what_is_no_longer_in_any_module_is_not_due(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, sari, stopped)
    stopped.forward(days=1)
    assert due(store, sari, stopped, B) == 0 and due(store, sari, stopped, teaching("a", facts=2)) == 2


def test_what_was_missed_and_is_no_longer_there_is_not_missed(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, sari, stopped, response=WRONG)
    assert brief(store, sari, stopped, MISSED, B).items == ()
    assert len(brief(store, sari, stopped, MISSED, teaching("a", facts=2)).items) == 2


# Missed, and ahead


def test_missed_asks_what_was_wrong_the_last_time_until_it_is_right(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    assert brief(store, sari, stopped, MISSED).items == ()
    wrong = take(store, sari, stopped, response=WRONG)
    again = take(store, sari, stopped, MISSED, response=RIGHT)
    assert again.state.started.kind is Kind.DRILL
    assert {one.rpartition("-")[0] for one in asked(again)} == {one.rpartition("-")[0] for one in asked(wrong)}
    assert not set(asked(again)) & set(asked(wrong)), "each by its other item"
    assert brief(store, sari, stopped, MISSED).items == ()


def test_ahead_never_touches_the_schedule(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, sari, stopped)
    before = drill.scheduled((A, B), history(store, sari.id), stopped.clock)
    live = take(store, sari, stopped, AHEAD, response=WRONG)
    assert len(live.state.answers) == NEW_OF_FULL and live.state.started.kind is Kind.PRACTICE
    assert drill.scheduled((A, B), history(store, sari.id), stopped.clock) == before
    assert brief(store, sari, stopped, MISSED).items == ()


def test_practice_of_a_module_does_touch_it(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take_quiz(store, choices(2), sari, stopped.clock, RIGHT, RIGHT, wish=quiz.Wish(practice=True))
    stopped.forward(days=1)
    assert due(store, sari, stopped, choices(2)) == 2


# The time


def test_it_ends_after_the_question_in_which_the_time_is_over(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = start(store, sari, stopped, Wish(minutes=2))
    for seconds in (80, 40):
        assert live.question and live.state.finished is None
        stopped.forward(seconds=seconds)
        live.answer(RIGHT, "en")
    assert live.question is None and live.state.finished and live.state.finished.ending is Ending.TIME_UP
    (ended,) = attempts.outcomes(store, Selection())
    assert (ended.answers, ended.maximum, float(ended.score)) == (2, 2, 2.0)
    assert not verify(store).flaws


def test_a_pause_takes_no_time(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = start(store, sari, stopped, Wish(minutes=2))
    assert live.question
    stopped.forward(seconds=PAUSE_MS / 1000 + 1)
    live.answer(RIGHT, "en")
    assert live.question and live.state.finished is None


@pytest.mark.parametrize(("minutes", "most"), [(1, 3), (5, 15), (10, 30)])
def test_the_minutes_say_how_long_it_is_at_most(minutes: int, most: int) -> None:
    assert Wish(minutes=minutes).length == most


# Leaving and going on


def test_a_drill_that_was_left_goes_on_with_the_same_questions(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = start(store, sari, stopped)
    live.answer(RIGHT, "en")
    again = brief(store, sari, stopped)
    assert again.unfinished and again.unfinished.answers == 1
    back = drill.go_on(store, again, stopped.clock)
    assert back and back.state == live.state and back.question == live.question
    assert brief(store, sari, stopped, AHEAD).unfinished is None


def test_a_new_one_closes_the_one_that_was_left(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    start(store, sari, stopped)
    start(store, sari, stopped, AHEAD)
    start(store, sari, stopped, TODAY)
    assert [one.ending for one in attempts.outcomes(store, Selection(kinds=(Kind.DRILL,)))] == [Ending.ABANDONED, None]


def test_a_drill_whose_questions_are_gone_is_closed_and_uses_nothing(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    start(store, sari, stopped)
    changed = brief(store, sari, stopped, TODAY, B)
    assert drill.go_on(store, changed, stopped.clock) is None
    assert [one.ending for one in attempts.outcomes(store, Selection())] == [Ending.WITHDRAWN]


def test_a_question_that_is_gone_but_answered_is_no_reason(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = start(store, sari, stopped)
    live.answer(WRONG, "en")
    gone = live.state.started.plan[0].item.partition("/")[2]
    left = replace(A, items={id: item for id, item in A.items.items() if id != gone})
    back = drill.go_on(store, brief(store, sari, stopped, TODAY, left, B), stopped.clock)
    assert back is not None
    while back.question:
        back.answer(RIGHT, "en")
    assert sum(one.facts for one in drill.comes_back(store, (left, B), back, stopped.clock)) == NEW_OF_FULL - 1


def test_decisions_in_a_drill_are_as_they_were_met_when_it_was_begun(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    shop = with_talks(KETTLE, items=2)
    play(store, sari, stopped.clock, "poor", "wait", shop=shop)
    stopped.forward(days=1)
    live = start(store, sari, stopped, TODAY, shop)
    assert "shop/kettle/second" in asked(live)
    play(store, sari, stopped.clock, "listen", "fix", shop=shop)
    back = drill.go_on(store, brief(store, sari, stopped, TODAY, shop), stopped.clock)
    assert back and back.module.items["shop/kettle/second"] == live.module.items["shop/kettle/second"]


def test_there_must_be_something_to_go_on_with(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    with pytest.raises(ValueError):
        drill.go_on(store, brief(store, sari, stopped), stopped.clock)
