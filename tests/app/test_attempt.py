"""Taking an attempt: an answer is committed before anything is said about it, once, and whole with what follows from it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from threading import Barrier, Thread
from typing import Any

import pytest

from cstrain import __version__
from cstrain.app import quiz
from cstrain.app.attempt import LiveAttempt
from cstrain.core.attempt import Ending
from cstrain.core.items import Item, Response
from cstrain.core.trainee import Trainee
from cstrain.errors import AlreadyAnswered, BadResponse, RecordsLocked, RecordsUnreachable
from cstrain.records import attempts
from cstrain.records import store as opening
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.taking import GRADED, PRACTICE, RIGHT, WRONG, choices, stored, take
from tests.conftest import StoppedClock
from tests.making import choice, match, module, multi, number, order, rate

# One answer after the other


def test_questions_come_as_drawn_and_are_counted_from_one(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(3), sari, stopped.clock)
    seen = []
    while question := live.question:
        seen.append((question.number, question.total, question.item.id, question.options))
        live.answer(RIGHT, "en")
    assert seen == [(place, 3, drawn.item, drawn.options) for place, drawn in enumerate(live.state.started.plan, start=1)]


def test_every_answer_is_in_the_file_before_it_is_said_how_it_was(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(3), sari, stopped.clock)
    for count, response in enumerate([RIGHT, WRONG, RIGHT], start=1):
        assert live.answer(response, "en").score == (response == RIGHT)
        assert live.state.position == count
        assert stored(live, store.path)


GIVEN: list[tuple[Item, Response]] = [
    (choice(grades=(3, 2, 0), situational=True), "b"),
    (multi(), ("a", "c")),
    (order(), ("a", "b", "d", "c")),
    (match(), {"a": "a", "b": "x", "c": "b"}),
    (number(), 5.0),
    (rate(), {"a": 1, "b": 1, "c": 5}),
]


@pytest.mark.parametrize(("item", "response"), GIVEN, ids=lambda value: getattr(value, "kind", ""))
def test_an_answer_of_every_kind_is_kept_as_graded(
    store: Store, sari: Trainee, stopped: StoppedClock, item: Item, response: Response
) -> None:
    live = quiz.start(store, module(item), sari, GRADED, "en", stopped.clock)
    grade = live.answer(response, "en")
    (answer,) = live.state.answers
    assert (answer.response, answer.score, answer.chance, answer.at) == (response, grade.score, item.chance(), stopped.at)
    assert stored(live, store.path)


def test_what_an_answer_was_given_to_is_kept_with_it(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, choices(1), sari, stopped.clock).answer(RIGHT, "id")
    assert store.db.execute("SELECT content_hash, language FROM answer").fetchall() == [("hash of welcome-0", "id")]
    assert store.db.execute("SELECT identity, program FROM attempt").fetchall() == [("self-declared", __version__)]


@pytest.mark.parametrize("response", ["z", 3, ("a",), {}])
def test_a_response_that_does_not_fit_records_nothing(
    store: Store, sari: Trainee, stopped: StoppedClock, response: Response
) -> None:
    live = take(store, choices(), sari, stopped.clock, RIGHT)
    before, asked = live.state, live.question
    with pytest.raises(BadResponse):
        live.answer(response, "en")
    assert (live.state, live.question) == (before, asked)
    assert stored(live, store.path)


def test_there_is_nothing_to_answer_after_the_end(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(1), sari, stopped.clock, RIGHT)
    assert live.question is None
    with pytest.raises(ValueError, match="no question"):
        live.answer(RIGHT, "en")


# The end


def test_the_last_answer_ends_the_attempt_with_its_result(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(2), sari, stopped.clock, RIGHT, WRONG)
    assert live.state.finished
    assert live.state.finished.ending is Ending.COMPLETED
    (outcome,) = attempts.outcomes(store, Selection())
    assert (outcome.score, outcome.maximum, outcome.passed, outcome.ended) == (Fraction(1), 2, False, stopped.at)


def test_the_last_answer_and_the_end_are_one_commit(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Where the end cannot be kept, the answer is not kept either, and the question still stands."""
    live = take(store, choices(2), sari, stopped.clock, RIGHT)
    before = live.state
    store.db.execute("CREATE TEMP TRIGGER refuse BEFORE INSERT ON finish BEGIN SELECT RAISE(ABORT, 'refused'); END")
    with pytest.raises(sqlite3.IntegrityError):
        live.answer(RIGHT, "en")
    assert live.state == before
    assert stored(live, store.path)
    store.db.execute("DROP TRIGGER refuse")
    live.answer(RIGHT, "en")
    assert live.state.passed
    assert stored(live, store.path)


def test_an_answer_that_could_not_be_committed_can_be_given_again(
    store: Store, sari: Trainee, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    live = take(store, choices(2), sari, stopped.clock, RIGHT)
    with Store(store.path) as window, closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        impatient = LiveAttempt(window, live.module, live.state, stopped.clock)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM answer").fetchall()
        with pytest.raises(RecordsLocked):
            impatient.answer(RIGHT, "en")
        assert impatient.state == live.state
        reader.execute("ROLLBACK")
        impatient.answer(RIGHT, "en")
        assert len(impatient.state.answers) == 2
        assert stored(impatient, store.path)


class FailingAtTheEnd:
    """A connection that commits, and says it could not: so often."""

    def __init__(self, db: sqlite3.Connection, times: int) -> None:
        self._db = db
        self.times = times

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        done = self._db.execute(sql, *values)
        if sql == "COMMIT" and self.times:
            self.times -= 1
            raise sqlite3.OperationalError("disk I/O error")
        return done

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)


@pytest.mark.parametrize("questions", [1, 3])
def test_an_answer_that_was_stored_by_a_commit_that_failed_is_stored_once(
    store: Store, sari: Trainee, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch, questions: int
) -> None:
    """The question stands until a commit has gone through, also if it is the last one; then it is confirmed as ours."""
    live = take(store, choices(questions), sari, stopped.clock)
    monkeypatch.setattr(store, "db", FailingAtTheEnd(store.db, times=2))
    asked = live.question
    for _ in range(2):
        with pytest.raises(RecordsUnreachable):
            live.answer(RIGHT, "en")
        assert live.question == asked
    live.answer(RIGHT, "en")
    assert live.state.position == 1 and bool(live.state.finished) == (questions == 1)
    assert stored(live, store.path)


def test_another_answer_than_the_one_that_was_stored_after_all_is_not_taken(
    store: Store, sari: Trainee, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = take(store, choices(3), sari, stopped.clock)
    monkeypatch.setattr(store, "db", FailingAtTheEnd(store.db, times=1))
    with pytest.raises(RecordsUnreachable):
        live.answer(RIGHT, "en")
    with pytest.raises(AlreadyAnswered):
        live.answer(WRONG, "en")
    assert [answer.response for answer in live.state.answers] == [RIGHT]
    assert stored(live, store.path)


# Two windows


def test_a_question_that_another_window_answered_is_told_and_the_next_one_asked(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    first = take(store, choices(3), sari, stopped.clock)
    with Store(store.path) as other:
        second = LiveAttempt(other, first.module, first.state, stopped.clock)
        first.answer(RIGHT, "en")
        with pytest.raises(AlreadyAnswered, check=lambda error: error.position == 0):
            second.answer(WRONG, "en")
        assert second.state == first.state
        assert second.question == first.question
        second.answer(RIGHT, "en")
    assert attempts.load(store, first.state.started.attempt).score == 2


@pytest.mark.parametrize("responses", [(), (RIGHT,)])
def test_an_attempt_that_another_window_ended_takes_no_more_answers(
    store: Store, sari: Trainee, stopped: StoppedClock, responses: tuple[str, ...]
) -> None:
    old = take(store, choices(3), sari, stopped.clock, *responses)
    take(store, choices(3), sari, stopped.clock)
    with pytest.raises(AlreadyAnswered):
        old.answer(RIGHT, "en")
    assert old.state.finished
    assert (old.state.finished.ending, old.question) == (Ending.ABANDONED, None)
    assert stored(old, store.path)


def test_of_windows_that_answer_at_once_exactly_one_is_confirmed(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(8), sari, stopped.clock)
    confirmed: list[int] = []
    gate = Barrier(4, timeout=60)

    def window() -> None:
        with Store(store.path) as own:
            mine = LiveAttempt(own, live.module, live.state, stopped.clock)
            while mine.question:
                gate.wait()
                try:
                    place = mine.state.position
                    mine.answer(RIGHT, "en")
                    confirmed.append(place)
                except AlreadyAnswered:
                    pass

    windows = [Thread(target=window) for _ in range(4)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert sorted(confirmed) == list(range(8))
    assert verify(store).flaws == ()


# Time


def test_an_answer_took_as_long_as_its_question_was_seen(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """From the first look at it, however often it is looked at; the wall clock has no say."""
    live = take(store, choices(3), sari, stopped.clock)
    stopped.forward(hours=1)
    assert live.question
    stopped.forward(seconds=2)
    assert live.question
    stopped.forward(seconds=1.5)
    stopped.at -= timedelta(days=1)
    live.answer(RIGHT, "en")
    stopped.forward(seconds=7)
    live.answer(RIGHT, "en")
    assert [answer.elapsed_ms for answer in live.state.answers] == [3500, 0]
    assert [answer.at for answer in live.state.answers] == [stopped.at - timedelta(seconds=7), stopped.at]


def test_a_monotonic_clock_that_is_not_makes_no_negative_time(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(1), sari, stopped.clock)
    assert live.question
    stopped.seconds -= 5
    live.answer(RIGHT, "en")
    assert live.state.answers[0].elapsed_ms == 0


def test_the_answer_on_the_screen_when_time_runs_out_counts_and_those_after_it_are_nothing(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = take(store, choices(4, time_limit_minutes=1, pass_mark=50), sari, stopped.clock)
    for seconds in (59, 1):
        assert live.question
        stopped.forward(seconds=seconds)
        live.answer(RIGHT, "en")
    assert live.state.finished
    assert (live.state.finished.ending, live.question) == (Ending.TIME_UP, None)
    assert (live.state.score, live.state.maximum, live.state.passed) == (Fraction(2), 4, True)
    assert stored(live, store.path)


def test_the_last_answer_in_time_or_not_completes_the_attempt(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(1, time_limit_minutes=1), sari, stopped.clock)
    assert live.question
    stopped.forward(hours=1)
    live.answer(RIGHT, "en")
    assert live.state.finished
    assert live.state.finished.ending is Ending.COMPLETED


def test_practice_has_all_the_time_in_the_world(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = take(store, choices(2, time_limit_minutes=1), sari, stopped.clock, wish=PRACTICE)
    assert live.question
    stopped.forward(hours=5)
    live.answer(RIGHT, "en")
    assert live.question
