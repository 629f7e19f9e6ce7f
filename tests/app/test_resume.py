"""Resuming an attempt: the same questions from where it was left, unless they can no longer be asked."""

import pytest

from cstrain.app import attempt as taking
from cstrain.core.attempt import Ending
from cstrain.core.items import Item
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import answers, attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.app.taking import RIGHT, WRONG, choices, stored, take
from tests.conftest import StoppedClock
from tests.making import choice, multi, order


def test_a_resumed_attempt_asks_what_was_drawn_from_where_it_was_left(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(4), sari, stopped.clock, RIGHT, WRONG)
    with Store(store.path) as later:
        resumed = taking.resume(later, live.module, live.state.started.attempt, stopped.clock)
        assert resumed
        assert (resumed.state, resumed.question) == (live.state, live.question)
        resumed.answer(RIGHT, "en")
        resumed.answer(RIGHT, "en")
        assert resumed.state.score == 3
        assert resumed.question is None
        assert stored(resumed, store.path)


def test_new_wording_is_no_reason_to_withdraw_and_its_hash_is_kept(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(2), sari, stopped.clock, RIGHT)
    items = {id: replace(item, content_hash="new wording") for id, item in live.module.items.items()}
    resumed = taking.resume(store, replace(live.module, items=items), live.state.started.attempt, stopped.clock)
    assert resumed
    resumed.answer(RIGHT, "en")
    kept = [row.content_hash for row in answers.answer_rows(store, Selection())]
    assert kept == [f"hash of {live.state.started.plan[0].item}", "new wording"]


CHANGES: dict[str, dict[str, Item]] = {
    "gone": {},
    "of another kind": {"welcome-0": multi("welcome-0", options="abcd")},
    "of another kind with the same options": {"welcome-0": order("welcome-0", steps="abc")},
    "with another option": {"welcome-0": choice("welcome-0", grades=(3, 0, 0, 0))},
    "with an option less": {"welcome-0": choice("welcome-0", grades=(3, 0))},
}


@pytest.mark.parametrize("items", CHANGES.values(), ids=CHANGES.keys())
def test_an_attempt_whose_open_question_is_no_longer_the_same_is_withdrawn(
    store: Store, sari: Trainee, stopped: StoppedClock, items: dict[str, Item]
) -> None:
    live = take(store, choices(1), sari, stopped.clock)
    stopped.forward(hours=1)
    assert taking.resume(store, replace(live.module, items=items), live.state.started.attempt, stopped.clock) is None
    (outcome,) = attempts.outcomes(store, Selection())
    assert (outcome.ending, outcome.ended, outcome.passed) == (Ending.WITHDRAWN, stopped.at, False)


def test_a_question_that_was_answered_may_change_or_go(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(2), sari, stopped.clock, RIGHT)
    answered, ahead = (drawn.item for drawn in live.state.started.plan)
    smaller = replace(live.module, items={ahead: live.module.items[ahead]})
    assert answered not in smaller.items
    assert taking.resume(store, smaller, live.state.started.attempt, stopped.clock)


def test_an_attempt_that_has_ended_is_neither_withdrawn_nor_asked_on(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Another window may end it between the offer to resume and the yes."""
    live = take(store, choices(1), sari, stopped.clock, RIGHT)
    resumed = taking.resume(store, replace(live.module, items={}), live.state.started.attempt, stopped.clock)
    assert resumed
    assert (resumed.state, resumed.question) == (live.state, None)


def test_closing_what_has_ended_changes_nothing(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(1), sari, stopped.clock, RIGHT)
    with store.writing():
        taking.close(store, live.state.started.attempt, Ending.ABANDONED, stopped.clock)
    assert stored(live, store.path)


def test_time_away_does_not_count(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(2, time_limit_minutes=1), sari, stopped.clock, RIGHT)
    stopped.forward(days=3)
    resumed = taking.resume(store, live.module, live.state.started.attempt, stopped.clock)
    assert resumed
    assert resumed.question
    stopped.forward(seconds=5)
    resumed.answer(RIGHT, "en")
    assert resumed.state.elapsed_ms == 5000
