"""Mastered: 3 of the last 4 answers right, on 2 days or more and 2 items or more (content rules, Drills)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.mastery import DAYS, ITEMS, LAST, RIGHT, UNKNOWN, Answer, Mastery, after, shown_by, tally

JAKARTA = timezone(timedelta(hours=7))


def answer(said: str) -> Answer:
    """ "a1+" is a right answer to item a on day 1, "b2-" a wrong one to item b on day 2."""
    item, day, verdict = tuple(said)
    return Answer(item=item, right=verdict == "+", at=datetime(2026, 3, int(day), 9, tzinfo=JAKARTA))


def shown(said: str) -> Mastery:
    return shown_by(answer(word) for word in said.split())


@pytest.mark.parametrize(
    ("said", "mastered"),
    [
        ("", False),
        ("a1+", False),
        ("a1+ b2+", False),
        ("a1+ b2+ a2+", True),
        ("a1+ b2+ a2+ b2-", True),
        ("a1- a1+ b2+ a2+", True),
        ("a1+ b1- b2+ a2+", True),
        ("a1+ b2+ a2- b2-", False),
        ("a1- b1- b2+ a3+", False),
        # The fifth answer back no longer counts, right or wrong.
        ("a1- a1+ b2+ a2- b3+", True),
        ("a1+ b1+ a2- b2- a3+", False),
        ("a1- a1- a1- a2+ b2+ a3+", True),
    ],
)
def test_three_of_the_last_four_are_right(said: str, mastered: bool) -> None:
    assert shown(said).is_mastered is mastered


@pytest.mark.parametrize(
    ("said", "mastered"),
    [
        ("a1+ b1+ a1+ b1+", False),
        ("a1+ b1+ a1+ b2+", True),
        # What was missed the day before makes no cramming good, nor does a miss on the day after.
        ("a1- b2+ a2+ b2+", False),
        ("a1+ b1+ a1+ b2-", False),
        # Right on an earlier day, but five answers ago.
        ("a1+ b2+ a2+ b2+ a2+", False),
    ],
)
def test_the_right_ones_are_of_two_days(said: str, mastered: bool) -> None:
    assert shown(said).is_mastered is mastered


@pytest.mark.parametrize(
    ("said", "mastered"),
    [
        ("a1+ a2+ a3+ a4+", False),
        ("a1+ a2+ a3+ b3-", False),
        ("a1+ a2+ a3+ b3+", True),
        ("b1+ a2+ a3+ a4+ a5+", False),
    ],
)
def test_the_right_ones_are_of_two_items(said: str, mastered: bool) -> None:
    assert shown(said).is_mastered is mastered


def at(moment: datetime, item: str = "a") -> Answer:
    return Answer(item=item, right=True, at=moment)


@pytest.mark.parametrize(
    ("minutes", "offset_hours", "days"),
    [
        (-1, 7, 2),
        (0, 7, 1),
        # One and the same moments, lived elsewhere: midnight of UTC is seven in the morning in Jakarta.
        (-1, 0, 1),
    ],
)
def test_a_day_is_the_local_day_of_where_the_answer_was_given(minutes: int, offset_hours: int, days: int) -> None:
    """Around midnight in Jakarta, which is 17:00 UTC."""
    zone = timezone(timedelta(hours=offset_hours))
    midnight = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    moments = [midnight + timedelta(minutes=minutes), midnight + timedelta(minutes=1)]
    assert shown_by(at(moment.astimezone(zone)) for moment in moments).days == days


def test_a_clock_set_back_loses_no_answer_and_reorders_none() -> None:
    """The last four are those given last, not those with the highest times."""
    assert [one.at.day for one in shown("a9- a9- b9- a1+ b2+ a2+").last] == [9, 1, 2, 2]
    assert shown("a9- a9- b9- a1+ b2+ a2+").is_mastered


DAY = st.integers(min_value=1, max_value=9).map(str)
SAID = st.builds("".join, st.tuples(st.sampled_from("abc"), DAY, st.sampled_from("+-")))
ANSWERS = st.lists(SAID.map(answer), max_size=12)


@given(ANSWERS)
def test_mastery_is_the_rule_said_plainly(answers: list[Answer]) -> None:
    right = [one for one in answers[-4:] if one.right]
    plainly = len(right) >= 3 and len({one.at.date() for one in right}) >= 2 and len({one.item for one in right}) >= 2
    assert shown_by(answers).is_mastered is plainly
    assert (LAST, RIGHT, DAYS, ITEMS) == (4, 3, 2, 2)


@given(ANSWERS, ANSWERS)
def test_one_answer_after_the_other_is_the_same_as_all_at_once(first: list[Answer], then: list[Answer]) -> None:
    step_by_step = shown_by(first)
    for one in then:
        step_by_step = after(step_by_step, one)
    assert step_by_step == shown_by([*first, *then])


@given(ANSWERS, st.lists(SAID.map(answer), min_size=LAST, max_size=LAST))
def test_four_answers_are_all_that_matters(older: list[Answer], newest: list[Answer]) -> None:
    assert shown_by([*older, *newest]) == shown_by(newest)


@given(ANSWERS)
def test_a_wrong_answer_never_makes_a_master(answers: list[Answer]) -> None:
    before = shown_by(answers)
    wrong = Answer(item="a", right=False, at=datetime(2026, 3, 9, tzinfo=JAKARTA))
    assert before.is_mastered or not after(before, wrong).is_mastered


@pytest.mark.parametrize(
    ("facts", "total", "asked", "mastered", "percent"),
    [
        ((), 0, 0, 0, 0.0),
        (("known",), 1, 1, 1, 100.0),
        (("known", "known", "begun"), 2, 2, 1, 50.0),
        (("known", "begun", "new"), 3, 2, 1, 33.3),
        (("begun", "new", "empty"), 3, 1, 0, 0.0),
    ],
)
def test_a_tally_counts_each_fact_once_and_rounds_down(
    facts: Sequence[str], total: int, asked: int, mastered: int, percent: float
) -> None:
    mastery = {"known": shown("a1+ b2+ a2+"), "begun": shown("a1+"), "empty": UNKNOWN}
    made = tally(facts, mastery)
    assert (made.total, made.asked, made.mastered, made.percent) == (total, asked, mastered, percent)
