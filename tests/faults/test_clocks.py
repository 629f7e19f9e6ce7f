"""Clocks lie: one that is set back, or was years ahead, reorders, doubles and loses nothing, and makes no time negative."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from cstrain.app import quiz
from cstrain.core.standing import Status
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.taking import RIGHT, WRONG, choices, take
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT as RIGHT_ONE
from tests.cli.modules import counter
from tests.cli.running import run
from tests.conftest import StoppedClock
from tests.making import NOON
from tests.records.keeping import keep_trainee

STEPS = [timedelta(minutes=-1), timedelta(hours=-5), timedelta(days=-4000), timedelta(days=4000)]


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_clock_set_in_the_middle_of_an_attempt_changes_neither_order_nor_durations(
    store: Store, stopped: StoppedClock, step: timedelta
) -> None:
    sari = keep_trainee(store)
    live = take(store, choices(4), sari, stopped.clock)
    for number in range(4):
        assert live.question
        stopped.forward(seconds=10)
        if number == 2:
            stopped.at += step
        live.answer(RIGHT, "en")
    (outcome,) = attempts.outcomes(store, Selection())
    again = attempts.load(store, outcome.attempt)
    assert again == live.state
    assert [answer.elapsed_ms for answer in again.answers] == [10_000] * 4
    assert [answer.position for answer in again.answers] == [0, 1, 2, 3]
    assert outcome.elapsed_ms == 40_000 and outcome.passed
    assert verify(store).flaws == ()


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_attempts_stand_in_the_order_they_were_made_whatever_the_clock_said(
    store: Store, stopped: StoppedClock, step: timedelta
) -> None:
    sari, taken = keep_trainee(store), choices(2)
    take(store, taken, sari, stopped.clock, WRONG, WRONG)
    stopped.at += step
    take(store, taken, sari, stopped.clock, RIGHT, RIGHT)
    standing = quiz.standing(store, taken, sari, stopped.clock)
    assert (standing.first, standing.latest, standing.best, standing.attempts) == (0.0, 100.0, 100.0, 2)
    assert standing.status is Status.PASSED
    assert (standing.passed_at, standing.valid_until) == (stopped.at, stopped.at + timedelta(days=365))


def test_a_pass_is_valid_from_the_time_it_was_given_also_after_the_clock_is_set_back(store: Store, stopped: StoppedClock) -> None:
    sari, taken = keep_trainee(store), choices(2)
    take(store, taken, sari, stopped.clock, RIGHT, RIGHT)
    stopped.at -= timedelta(days=30)
    standing = quiz.standing(store, taken, sari, stopped.clock)
    assert (standing.status, standing.valid_until) == (Status.PASSED, NOON + timedelta(days=365))
    assert standing.attempts_left == 2


def test_an_attempt_left_before_the_clock_was_set_back_is_the_one_gone_on_with(store: Store, stopped: StoppedClock) -> None:
    sari, taken = keep_trainee(store), choices(3)
    left = take(store, taken, sari, stopped.clock, RIGHT)
    stopped.at -= timedelta(days=2)
    going_on = quiz.go_on(store, quiz.brief(store, taken, sari, quiz.Wish(), stopped.clock), stopped.clock)
    assert going_on and going_on.state == left.state
    going_on.answer(RIGHT, "en")
    assert [outcome.answers for outcome in attempts.outcomes(store, Selection())] == [2]


def test_the_real_clock_set_back_between_two_runs_and_in_the_middle_of_one(home: Path, shelved: Shelve) -> None:
    """The program itself, with the system's clock."""
    shelved(counter=counter(3))
    with time_machine.travel("2026-03-01 12:00 +0000", tick=False) as clock:
        assert run("quiz", "counter", "--as", "Sari", answers=[RIGHT_ONE]).code == 5
        clock.move_to("2026-02-27 09:00 +0000")

        def set_back(said: str) -> str:
            clock.move_to("2020-01-01 00:00 +0000")
            return RIGHT_ONE(said) if callable(RIGHT_ONE) else RIGHT_ONE

        assert run("quiz", "counter", "--resume", answers=[RIGHT_ONE, set_back]).code == 0
        assert "100" in run("progress").out
    with Store(home / "records.db") as store:
        (outcome,) = attempts.outcomes(store, Selection(trainee=trainees.everyone(store)[0].id))
        answers = attempts.load(store, outcome.attempt).answers
        assert verify(store).flaws == ()
    assert outcome.passed and [answer.at.year for answer in answers] == [2026, 2026, 2020]
    assert all(answer.elapsed_ms >= 0 for answer in answers)
