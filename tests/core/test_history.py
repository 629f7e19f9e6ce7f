"""Weeks of one person's past: local ones, with what was done in them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cstrain.core.history import Past, monday_of, weeks

JAKARTA = timezone(timedelta(hours=7))
# A Wednesday.
MIDWEEK = datetime(2026, 3, 4, 9, 0, tzinfo=JAKARTA)


def past(at: datetime, score: float = 1.0, maximum: int = 1, elapsed_ms: int = 20_000, *, is_ahead: bool = False) -> Past:
    return Past(
        module="welcome",
        item="item",
        kind="practice",
        is_ahead=is_ahead,
        score=score,
        maximum=maximum,
        chance=0.25,
        at=at,
        elapsed_ms=elapsed_ms,
    )


def test_without_a_past_there_are_no_weeks() -> None:
    assert weeks([]) == ()


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        (datetime(2026, 3, 1, 23, 59, tzinfo=JAKARTA), date(2026, 2, 23)),
        (datetime(2026, 3, 2, 0, 0, tzinfo=JAKARTA), date(2026, 3, 2)),
        # Monday in Jakarta while it is still Sunday in Greenwich; and the same moment there.
        (datetime(2026, 3, 1, 17, 30, tzinfo=UTC).astimezone(JAKARTA), date(2026, 3, 2)),
        (datetime(2026, 3, 1, 17, 30, tzinfo=UTC), date(2026, 2, 23)),
        (datetime(2027, 1, 1, 12, 0, tzinfo=JAKARTA), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_the_local_monday(moment: datetime, monday: date) -> None:
    assert monday_of(moment) == monday


def test_a_week_tells_days_answers_right_ones_and_minutes() -> None:
    made = weeks(
        [
            past(MIDWEEK),
            past(MIDWEEK + timedelta(minutes=5), score=0.5),
            past(MIDWEEK + timedelta(days=1), score=2.0, maximum=3, elapsed_ms=80_000),
        ]
    )
    (week,) = made
    assert (week.monday, week.days, week.answers, week.right, week.percent, week.minutes) == (
        date(2026, 3, 2),
        2,
        3,
        1,
        33.3,
        2,
    )


def test_weeks_without_answers_are_not_told_and_a_clock_set_back_reorders_nothing() -> None:
    made = weeks([past(MIDWEEK + timedelta(days=21)), past(MIDWEEK)])
    assert [week.monday for week in made] == [date(2026, 3, 2), date(2026, 3, 23)]


def test_of_a_pause_three_minutes_count() -> None:
    (week,) = weeks([past(MIDWEEK, elapsed_ms=3_600_000)])
    assert week.minutes == 3
