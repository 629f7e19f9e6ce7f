"""How many graded attempts are left: a round lasts until a pass has expired, and a trainer can grant more."""

from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import Ending, Kind
from cstrain.core.standing import Outcome, Status, stand
from cstrain.core.value import replace
from tests.core.outcomes import day, histories, opened, outcome
from tests.making import policy

PASS, FAIL = 9, 5
HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)


def left(*outcomes: Outcome, at: float = 10, allowed: int = 3, grants: int = 0) -> int:
    return stand(outcomes, policy(graded_attempts=allowed), grants, day(at)).attempts_left


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], 3),
        ([opened(1)], 2),
        ([outcome(FAIL, 1)], 2),
        ([outcome(FAIL, 1, ending=Ending.ABANDONED)], 2),
        ([outcome(FAIL, 1, ending=Ending.TIME_UP)], 2),
        ([outcome(PASS, 1)], 2),
        ([outcome(FAIL, 1, ending=Ending.WITHDRAWN)], 3),
        ([outcome(FAIL, 1, kind=Kind.PRACTICE), opened(1, kind=Kind.PRACTICE), outcome(FAIL, 2, kind=Kind.LESSON)], 3),
        ([outcome(FAIL, 1), outcome(FAIL, 2), opened(3)], 0),
        ([outcome(FAIL, 1)] * 5, 0),
        ([outcome(FAIL, -400), outcome(FAIL, -390)], 1),
    ],
    ids=[
        "none used",
        "starting uses one",
        "failing uses one",
        "leaving for good uses one",
        "running out of time uses one",
        "passing uses one",
        "one withdrawn by us uses none",
        "practice and lessons use none",
        "all used",
        "more used than allowed",
        "old failures stay used",
    ],
)
def test_attempts_left(outcomes: list[Outcome], expected: int) -> None:
    assert left(*outcomes) == expected


@given(histories(), st.integers(0, 2000), st.integers(0, 5), st.integers(1, 5))
def test_there_are_never_fewer_than_none_nor_more_than_allowed_and_granted(
    graded: list[Outcome], now: int, grants: int, allowed: int
) -> None:
    assert 0 <= left(*graded, at=now, grants=grants, allowed=allowed) <= allowed + grants


@given(histories(), st.integers(1600, 1700), st.integers(1, 5))
def test_starting_one_more_uses_one_of_those_left(graded: list[Outcome], now: int, grants: int) -> None:
    before = left(*graded, at=now, grants=grants)
    assert left(*graded, opened(now), at=now, grants=grants) == max(0, before - 1)


@pytest.mark.parametrize(("used", "grants", "expected"), [(0, 1, 4), (3, 0, 0), (3, 1, 1), (3, 2, 2), (4, 1, 0), (4, 2, 1)])
def test_a_grant_allows_one_attempt_more(used: int, grants: int, expected: int) -> None:
    assert left(*[outcome(FAIL, 1)] * used, grants=grants) == expected


def test_a_pass_holds_to_the_last_moment_and_then_opens_a_new_round() -> None:
    used_up = [outcome(FAIL, 0), outcome(FAIL, 1), outcome(PASS, 2, valid_days=30)]
    end = day(32) + HOUR
    before, then = (stand(used_up, policy(), 0, moment) for moment in (end - MOMENT, end))
    assert (before.status, before.attempts_left, before.best) == (Status.PASSED, 0, 90.0)
    assert (then.status, then.attempts_left, then.best) == (Status.EXPIRED, 3, 50.0)


def test_in_a_new_round_only_attempts_begun_since_then_are_used() -> None:
    """The pass of day 2 holds for 30 days; the one of day 40 opens the next round on day 70."""
    first, second = outcome(PASS, 2, valid_days=30), outcome(PASS, 40, valid_days=30)
    failed = [outcome(FAIL, 35), outcome(FAIL, 80)]
    assert left(first, failed[0], at=36) == 2
    assert left(first, failed[0], second, at=41) == 1
    assert left(first, failed[0], second, failed[1], at=81) == 2


def test_an_attempt_begun_at_the_very_moment_a_pass_expires_belongs_to_the_new_round() -> None:
    expiring = outcome(PASS, 0, valid_days=30)
    at_that_moment = replace(outcome(FAIL, 30), started=day(30) + HOUR)
    assert left(expiring, at_that_moment, at=31) == 2


def test_the_new_round_tells_of_all_attempts_there_were() -> None:
    found = stand([outcome(PASS, -400), outcome(FAIL, 1)], policy(), 0, day(10))
    assert (found.attempts, found.attempts_left) == (2, 2)


@pytest.mark.parametrize(
    ("second", "holds_until"),
    [(outcome(10, 200), 565), (outcome(9, 200), 565), (outcome(8, 200), 565), (outcome(10, 200, valid_days=None), None)],
    ids=["better", "as good", "not as good but still a pass", "for ever"],
)
def test_whoever_passes_again_is_valid_until_the_last_of_the_passes_ends(second: Outcome, holds_until: int | None) -> None:
    found = stand([outcome(9, 0), second], policy(), 0, day(300))
    assert found.valid_until == (None if holds_until is None else day(holds_until) + HOUR)


passes = st.lists(st.tuples(st.integers(8, 10), st.integers(1, 300)), min_size=1, max_size=4)


@given(passes, st.integers(0, 300))
def test_the_day_named_is_the_day_the_pass_ends(passed: list[tuple[int, int]], days_later: int) -> None:
    """HR plans by this date: up to it the trainee stands as passed, from it on not, if nothing else is done."""
    days = list(accumulate(gap for _, gap in passed))
    made = [outcome(score, on) for (score, _), on in zip(passed, days, strict=True)]
    end = stand(made, policy(), 0, day(days[-1] + days_later)).valid_until
    assert end is not None
    assert stand(made, policy(), 0, end - MOMENT).status is Status.PASSED
    assert stand(made, policy(), 0, end).status is Status.EXPIRED
