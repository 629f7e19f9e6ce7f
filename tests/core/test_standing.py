"""Where a trainee stands after these attempts: the status and the figures that HR reads."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import Ending, Kind
from cstrain.core.standing import Outcome, Standing, Status, stand
from cstrain.core.value import replace
from tests.core.outcomes import day, histories, opened, outcome
from tests.making import policy

PASS, FAIL = 9, 5
STATUSES: list[tuple[str, list[Outcome], Status]] = [
    ("nothing was begun", [], Status.NOT_STARTED),
    ("only practised", [outcome(10, 1, kind=Kind.PRACTICE), opened(2, kind=Kind.PRACTICE)], Status.NOT_STARTED),
    ("only read lessons", [outcome(10, 1, kind=Kind.LESSON)], Status.NOT_STARTED),
    ("withdrawn by us", [outcome(10, 1, ending=Ending.WITHDRAWN)], Status.NOT_STARTED),
    ("begun", [opened(1)], Status.IN_PROGRESS),
    ("failed, then begun again", [outcome(FAIL, 1), opened(2)], Status.IN_PROGRESS),
    ("failed", [outcome(FAIL, 1)], Status.FAILED),
    ("left for good", [outcome(10, 1, ending=Ending.ABANDONED)], Status.FAILED),
    ("failed by a critical error", [outcome(10, 1, critical=1)], Status.FAILED),
    ("passed", [outcome(PASS, 1)], Status.PASSED),
    ("passed at last", [outcome(FAIL, 1), outcome(FAIL, 2), outcome(PASS, 3)], Status.PASSED),
    ("passed, then failed", [outcome(PASS, 1), outcome(FAIL, 2)], Status.PASSED),
    ("passed, then begun again", [outcome(PASS, 1), opened(2)], Status.PASSED),
    ("passed for ever", [outcome(PASS, -9999, valid_days=None)], Status.PASSED),
    ("passed long ago", [outcome(PASS, -400)], Status.EXPIRED),
    ("passed long ago, then failed", [outcome(PASS, -400), outcome(FAIL, 1)], Status.EXPIRED),
    ("passed long ago, then begun again", [outcome(PASS, -400), opened(1)], Status.IN_PROGRESS),
    ("passed long ago, then passed again", [outcome(PASS, -400), outcome(PASS, 1)], Status.PASSED),
    ("failed long ago", [outcome(FAIL, -400)], Status.FAILED),
]


def standing(*outcomes: Outcome, at: float = 10, grants: int = 0, allowed: int = 3) -> Standing:
    return stand(outcomes, policy(graded_attempts=allowed), grants, day(at))


@pytest.mark.parametrize(("outcomes", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_status(outcomes: list[Outcome], status: Status) -> None:
    assert standing(*outcomes).status is status


@pytest.mark.parametrize(
    ("outcomes", "first", "best", "latest", "improvement"),
    [
        ([], None, None, None, None),
        ([opened(1)], None, None, None, None),
        ([outcome(5, 1)], 50.0, 50.0, 50.0, None),
        ([outcome(5, 1), opened(2)], 50.0, 50.0, 50.0, None),
        ([outcome(5, 1), outcome(9, 2), outcome(7, 3)], 50.0, 90.0, 70.0, 20.0),
        ([outcome(9, 1), outcome(5, 2)], 90.0, 90.0, 50.0, -40.0),
        ([outcome(5, 1), outcome(6, 2, ending=Ending.ABANDONED)], 50.0, 60.0, 60.0, 10.0),
        ([outcome(5, 1), outcome(10, 2, ending=Ending.WITHDRAWN)], 50.0, 50.0, 50.0, None),
        ([outcome(9, -400), outcome(5, 1)], 90.0, 50.0, 50.0, -40.0),
        ([outcome(9, -400)], 90.0, None, 90.0, None),
        ([outcome(8, 1), outcome(10, 2, critical=1)], 80.0, 80.0, 100.0, 20.0),
        ([outcome(5, 1), outcome(10, 2, critical=1)], 50.0, 100.0, 100.0, 50.0),
    ],
    ids=[
        "nothing",
        "an open attempt has no figures",
        "one attempt improves on nothing",
        "an open attempt changes none",
        "best is not latest",
        "worse than at first",
        "an abandoned one counts with its score",
        "a withdrawn one does not count",
        "best is only of what still holds",
        "nothing holds any more",
        "a pass stands above a higher score that failed",
        "where nothing is passed the highest score stands",
    ],
)
def test_first_best_latest_and_improvement(
    outcomes: list[Outcome], first: float | None, best: float | None, latest: float | None, improvement: float | None
) -> None:
    found = standing(*outcomes)
    assert (found.first, found.best, found.latest, found.improvement) == (first, best, latest, improvement)


def test_first_and_latest_go_by_the_order_made_not_by_a_clock_that_was_set_back() -> None:
    found = standing(outcome(5, 3), outcome(9, 1))
    assert (found.first, found.latest, found.improvement) == (50.0, 90.0, 40.0)


def test_when_it_was_passed_and_until_when_it_holds() -> None:
    found = standing(outcome(FAIL, 1), outcome(PASS, 2))
    assert found.passed_at == day(2) + timedelta(hours=1)
    assert found.valid_until == day(2 + 365) + timedelta(hours=1)


def test_a_pass_without_an_end_has_no_last_day() -> None:
    assert standing(outcome(PASS, 2, valid_days=None)).valid_until is None


@pytest.mark.parametrize("outcomes", [[], [opened(1)], [outcome(FAIL, 1)], [outcome(FAIL, -400)]])
def test_where_nothing_was_passed_there_is_nothing_to_expire(outcomes: list[Outcome]) -> None:
    found = standing(*outcomes)
    assert (found.passed_at, found.valid_until) == (None, None)


def test_an_expired_pass_says_since_when() -> None:
    found = standing(outcome(PASS, -400))
    assert (found.passed_at, found.valid_until) == (None, day(-400 + 365) + timedelta(hours=1))


def test_the_validity_that_was_in_force_then_is_the_one_that_holds() -> None:
    old, new = outcome(PASS, 1, valid_days=30), policy(valid_days=3650)
    assert stand([old], new, 0, day(40)).status is Status.EXPIRED


def test_attempts_time_and_critical_errors_are_summed_over_all_graded_attempts() -> None:
    found = standing(
        outcome(9, -400, critical=1), outcome(5, 1, critical=2), opened(2), outcome(9, 3, kind=Kind.PRACTICE, critical=1)
    )
    assert (found.attempts, found.critical_errors, found.elapsed_ms, found.minutes) == (3, 3, 270_000, 4)


@pytest.mark.parametrize(
    ("outcomes", "which"),
    [
        ([], None),
        ([outcome(5, 1)], None),
        ([opened(1, kind=Kind.PRACTICE)], None),
        ([opened(1, name="mine")], "mine"),
        ([opened(1, name="older"), opened(2, name="newer"), outcome(5, 3)], "newer"),
    ],
)
def test_the_open_attempt_is_the_newest_graded_one_that_was_left(outcomes: list[Outcome], which: str | None) -> None:
    assert standing(*outcomes).open_attempt == which


not_graded = histories(kinds=st.sampled_from([kind for kind in Kind if kind is not Kind.QUIZ]))
withdrawn = histories(endings=st.just(Ending.WITHDRAWN))


@given(histories(), not_graded | withdrawn, st.integers(0, 2000), st.data())
def test_practice_and_withdrawn_attempts_never_change_anything(
    graded: list[Outcome], more: list[Outcome], now: int, data: st.DataObject
) -> None:
    mixed = list(graded)
    for one in more:
        mixed.insert(data.draw(st.integers(0, len(mixed))), one)
    assert stand(mixed, policy(), 0, day(now)) == stand(graded, policy(), 0, day(now))


@given(histories(), st.integers(0, 2000))
def test_the_figures_lie_within_those_of_the_attempts(graded: list[Outcome], now: int) -> None:
    found = stand(graded, policy(), 0, day(now))
    percents = [one.percent for one in graded if one.ended]
    assert {found.first, found.best, found.latest} <= {*percents, None}
    assert (found.first, found.latest) == ((percents[0], percents[-1]) if percents else (None, None))


@given(histories(), st.integers(0, 2000))
def test_passed_means_a_pass_that_still_holds(graded: list[Outcome], now: int) -> None:
    found = stand(graded, policy(), 0, day(now))
    holds = [one for one in graded if one.passed and (one.valid_until is None or one.valid_until > day(now))]
    assert (found.status is Status.PASSED) == bool(holds) == (found.passed_at is not None)


def test_an_attempt_without_questions_spoils_no_report() -> None:
    empty = replace(outcome(0, 1), maximum=0)
    assert standing(empty, outcome(FAIL, 2)).best == 50.0
