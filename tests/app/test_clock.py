"""A clock that is moved is noticed, and nothing is lost, doubled or put in another order by it."""

from datetime import timedelta

import pytest

from cstrain.app import quiz
from cstrain.app.clock import step, step_back
from cstrain.app.quiz import Wish
from cstrain.core.trainee import Trainee
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.conftest import StoppedClock
from tests.making import NOON, choice, module

MODULE = module(*(choice(f"item-{n}") for n in range(4)))
SARI = Trainee(id="sari", name="Sari")


@pytest.mark.parametrize(
    ("wall", "real", "expected"),
    [(60, 60, 0), (180, 60, 0), (181, 60, 121), (-60, 60, 0), (-61, 60, -121), (0, 121, -121), (3600, 0, 3600)],
)
def test_a_step_is_what_goes_beyond_two_minutes(wall: float, real: float, expected: int) -> None:
    assert step(wall, real) == expected


def test_a_clock_that_stands_before_the_records_was_set_back() -> None:
    assert step_back(NOON, None) == 0
    assert step_back(NOON, NOON - timedelta(days=9)) == 0
    assert step_back(NOON, NOON + timedelta(seconds=119)) == 0
    assert step_back(NOON, NOON + timedelta(hours=1)) == -3600


@pytest.fixture(autouse=True)
def sari(store: Store) -> None:
    with store.writing():
        trainees.add(store, SARI, NOON)


def test_every_answer_says_how_the_clock_was_moved_before_it(store: Store, stopped: StoppedClock) -> None:
    live = quiz.start(store, MODULE, SARI, Wish(), "en", stopped.clock)
    steps = []
    for moved in (0, -7200, 7200, -30):
        assert live.question
        stopped.forward(seconds=10)
        stopped.at += timedelta(seconds=moved)
        live.answer("a", "en")
        steps.append(live.state.answers[-1].clock_step_s)
    assert steps == [0, -7200, 7200, 0]
    stored = attempts.load(store, live.state.started.attempt)
    assert [answer.clock_step_s for answer in stored.answers] == steps
    assert [answer.elapsed_ms for answer in stored.answers] == [10_000] * 4
    assert stored.finished and verify(store).flaws == () and verify(store).set_back == 1


def test_between_two_runs_the_clock_is_held_against_the_newest_answer(store: Store, stopped: StoppedClock) -> None:
    live = quiz.start(store, MODULE, SARI, Wish(), "en", stopped.clock)
    live.answer("a", "en")
    stopped.at -= timedelta(hours=5)
    again = quiz.go_on(store, quiz.brief(store, MODULE, SARI, Wish(), stopped.clock), stopped.clock)
    assert again and again.state.position == 1
    again.answer("a", "en")
    again.answer("a", "en")
    assert [answer.clock_step_s for answer in again.state.answers] == [0, -5 * 3600, 0]


def test_a_new_attempt_is_held_against_the_newest_row_and_stands_after_it(store: Store, stopped: StoppedClock) -> None:
    first = quiz.start(store, MODULE, SARI, Wish(practice=True), "en", stopped.clock)
    stopped.at -= timedelta(days=30)
    second = quiz.start(store, MODULE, SARI, Wish(practice=True), "en", stopped.clock)
    assert (first.state.started.clock_step_s, second.state.started.clock_step_s) == (0, -30 * 86_400)
    assert [one.attempt for one in attempts.outcomes(store, Selection())] == [
        live.state.started.attempt for live in (first, second)
    ]
    assert attempts.newest_time(store) == NOON - timedelta(days=30)
