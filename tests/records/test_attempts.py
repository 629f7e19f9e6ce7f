"""Attempts: what is written is read back equal, scores exactly so."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstrain.core.attempt import Attempt, Ending, Finished, Kind
from cstrain.core.items import Item, Response
from cstrain.core.value import replace
from cstrain.errors import AlreadyAnswered
from cstrain.records import answers, attempts
from cstrain.records import store as opening
from cstrain.records.attempts import Selection, exact, read_back, written
from cstrain.records.store import Store
from tests.core.strategies import listed_kinds, scores
from tests.making import NOON, answered, choice, match, multi, number, order, rate, started
from tests.records.keeping import keep, keep_trainee

EVERYTHING = Selection()
JAKARTA = timezone(timedelta(hours=7))
FIVE = tuple(choice(f"item-{n}") for n in range(5))


@pytest.fixture
def known(store: Store) -> Store:
    """A store in which the trainee of `started()` is known."""
    keep_trainee(store)
    return store


# What is written is read back

RESPONSES: list[tuple[Item, Response]] = [
    (choice(), "a"),
    (choice(), 'a"\\\n\u2028é\u202e<script>'),
    (multi(), ("a", "b")),
    (multi(), ("d",)),
    (order(), ("d", "c", "b", "a")),
    (match(), {"a": "b", "b": "x", "c": "a"}),
    (rate(), {"a": 1, "b": 5, "c": 3}),
    (number(), 5),
    (number(), 0.1),
    (number(), -1250000.25),
    (number(), 1e15),
]


@pytest.mark.parametrize(("item", "response"), RESPONSES)
def test_a_response_of_every_kind_comes_back_as_it_was_given(known: Store, item: Item, response: Response) -> None:
    attempt = keep(known, started(item), [replace(answered(0), response=response)])
    assert attempts.load(known, "attempt-1") == attempt
    (row,) = answers.answer_rows(known, EVERYTHING)
    assert (row.response, type(row.response)) == (response, type(response))


ids = st.text(max_size=20)
responses: st.SearchStrategy[Response] = st.one_of(
    ids,
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(ids).map(tuple),
    st.dictionaries(ids, ids),
    st.dictionaries(ids, st.integers(1, 5)),
)


@given(responses)
def test_any_response_survives_being_written(response: Response) -> None:
    assert read_back(written(response)) == response


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("ending", [None, *Ending])
def test_an_attempt_of_any_kind_and_ending_is_rebuilt_whole(known: Store, kind: Kind, ending: Ending | None) -> None:
    begun = replace(started(choice(), number(), match(), kind=kind), seed=2**53, at=NOON.astimezone(JAKARTA))
    attempt = keep(known, begun, [answered(0, Fraction(2, 3)), answered(1, 0, critical=True)], ending)
    assert attempts.load(known, "attempt-1") == attempt
    assert attempts.load(known, "attempt-1").started.at.utcoffset() == timedelta(hours=7)


POLICIES: list[dict[str, Any]] = [{"time_limit_minutes": 20}, {"valid_days": None}, {"pass_mark": 100}]


@pytest.mark.parametrize("changes", POLICIES)
def test_an_attempt_keeps_the_policy_it_was_started_under(known: Store, changes: dict[str, Any]) -> None:
    begun = started(choice(), **changes)
    keep(known, begun)
    assert attempts.load(known, "attempt-1").started.policy == begun.policy
    assert [one.policy for one in attempts.outcomes(known, EVERYTHING)] == [begun.policy]


# Scores


@given(listed_kinds, st.data())
def test_the_score_and_chance_of_any_answer_are_exact_through_a_float(item: Item, data: st.DataObject) -> None:
    grade = item.grade(data.draw(st.sampled_from(list(item.responses()))))
    assert exact(float(grade.score)) == grade.score
    assert exact(float(item.chance())) == item.chance()


@given(st.lists(scores, max_size=500))
def test_the_total_of_many_answers_is_exact_through_a_float(given: list[Fraction]) -> None:
    assert exact(float(sum(given))) == sum(given)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("lasting") / "records.db") as opened:
        keep_trainee(opened)
        yield opened


@settings(max_examples=25)
@given(parts=st.lists(scores, min_size=1, max_size=12), ending=st.sampled_from([None, Ending.COMPLETED, Ending.ABANDONED]))
def test_the_file_sums_an_attempt_up_exactly_as_the_answers_do(
    lasting: Store, parts: list[Fraction], ending: Ending | None
) -> None:
    items = [choice(f"item-{n}") for n in range(len(parts) + (ending is not Ending.COMPLETED))]
    begun = replace(started(*items), attempt=str(uuid4()))
    given = [answered(place, score, critical=not score, elapsed_ms=place) for place, score in enumerate(parts)]
    attempt = keep(lasting, begun, given, ending)
    (outcome,) = [one for one in attempts.outcomes(lasting, EVERYTHING) if one.attempt == begun.attempt]
    assert (outcome.score, outcome.maximum) == (attempt.score, attempt.maximum)
    assert (outcome.passed, outcome.critical_errors) == (attempt.passed, attempt.critical_errors)
    assert (outcome.answers, outcome.elapsed_ms) == (len(parts), attempt.elapsed_ms)


# Summing up and raw rows


def test_an_unfinished_attempt_has_its_score_so_far_and_no_end(known: Store) -> None:
    keep(known, started(*FIVE), [answered(0), answered(1, Fraction(1, 3), critical=True)])
    (outcome,) = attempts.outcomes(known, EVERYTHING)
    assert (outcome.started, outcome.ended, outcome.ending, outcome.passed) == (NOON, None, None, False)
    assert (outcome.score, outcome.maximum, outcome.answers) == (Fraction(4, 3), 5, 2)
    assert (outcome.critical_errors, outcome.elapsed_ms) == (1, 2000)


def test_a_finished_attempt_has_its_end(known: Store) -> None:
    keep(known, started(*FIVE), [answered(place) for place in range(5)], Ending.COMPLETED)
    (outcome,) = attempts.outcomes(known, EVERYTHING)
    assert (outcome.ended, outcome.ending, outcome.passed) == (NOON + timedelta(hours=1), Ending.COMPLETED, True)
    assert outcome.policy == started().policy


def test_attempts_and_answers_come_in_the_order_they_were_made_even_when_the_clock_was_set_back(known: Store) -> None:
    for days, id in enumerate(("first", "second", "third")):
        keep(known, replace(started(choice()), attempt=id, at=NOON - timedelta(days=days)), [answered(0)])
    assert [one.attempt for one in attempts.outcomes(known, EVERYTHING)] == ["first", "second", "third"]
    assert [row.attempt for row in answers.answer_rows(known, EVERYTHING)] == ["first", "second", "third"]


def test_an_answer_row_says_what_it_belongs_to(known: Store) -> None:
    keep(known, started(order("steps"), kind=Kind.PRACTICE), [replace(answered(0, Fraction(2, 3)), response=tuple("abdc"))])
    (row,) = answers.answer_rows(known, EVERYTHING)
    assert (row.attempt, row.trainee, row.module, row.kind) == ("attempt-1", "trainee-1", "welcome", "practice")
    assert (row.item, row.content_hash, row.response) == ("steps", "hash of steps", tuple("abdc"))
    assert (row.score, row.maximum, row.chance, row.elapsed_ms) == (2 / 3, 1, 1 / 3, 1000)
    assert row.answered == NOON


@pytest.mark.parametrize("count", range(6))
def test_many_rows_come_whole_and_once_however_they_are_read(known: Store, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(attempts, "BATCH", 2)
    ids = [str(number) for number in range(count)]
    for id in ids:
        keep(known, replace(started(choice()), attempt=id), [answered(0)])
    assert [one.attempt for one in attempts.outcomes(known, EVERYTHING)] == ids
    assert [row.attempt for row in answers.answer_rows(known, EVERYTHING)] == ids


@pytest.mark.parametrize("read", [attempts.outcomes, answers.answer_rows])
def test_a_report_that_is_read_slowly_keeps_nobody_waiting(
    known: Store, monkeypatch: pytest.MonkeyPatch, read: Callable[[Store, Selection], Iterator[object]]
) -> None:
    """A pager or a slow disk holds the report; a trainee in another window still has every answer saved."""
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    for id in ("one", "two", "three"):
        keep(known, replace(started(*FIVE), attempt=id), [answered(0)])
    rows = read(known, EVERYTHING)
    next(rows)
    with Store(known.path) as other:
        keep(other, replace(started(*FIVE), attempt="four"), [answered(0)])
    assert len(list(rows)) in (2, 3)


# What is refused


def test_a_question_is_answered_once(known: Store) -> None:
    keep(known, started(*FIVE), [answered(0)])
    with pytest.raises(AlreadyAnswered, check=lambda error: error.position == 0), known.writing():
        attempts.answer(known, "attempt-1", answered(0, 0), "", "en")
    assert attempts.load(known, "attempt-1").answers == (answered(0),)


def test_nothing_is_answered_after_the_end(known: Store) -> None:
    keep(known, started(*FIVE), [answered(0)], Ending.ABANDONED)
    with pytest.raises(AlreadyAnswered), known.writing():
        attempts.answer(known, "attempt-1", answered(1), "", "en")
    assert attempts.load(known, "attempt-1").position == 1


def test_an_unfinished_attempt_has_no_totals_to_keep(known: Store) -> None:
    attempt = keep(known, started(*FIVE))
    with pytest.raises(ValueError, match="not finished"), known.writing():
        attempts.finish(known, attempt)


def test_an_attempt_ends_once(known: Store) -> None:
    keep(known, started(*FIVE), [], Ending.ABANDONED)
    again = Attempt(started=started(*FIVE), finished=Finished(ending=Ending.COMPLETED, at=NOON))
    with pytest.raises(sqlite3.IntegrityError), known.writing():
        attempts.finish(known, again)
