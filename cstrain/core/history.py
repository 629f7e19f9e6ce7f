"""What one person has answered, one answer after the other, and how much of it in which week. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from cstrain.core.attempt import PAUSE_MS
from cstrain.core.value import Value


class Past(Value):
    """One answer of someone's past, whatever the attempt was for; `at` is aware, with the local offset. `chance` is what a guess
    scores on average (0 to 1). `is_ahead`: practice ahead of the drills, which does not touch the schedule."""

    module: str
    item: str
    kind: str
    is_ahead: bool
    score: float
    maximum: int
    chance: float
    at: datetime
    elapsed_ms: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.score / self.maximum if self.maximum else 0.0

    @property
    def is_right(self) -> bool:
        """Wholly right; what is partly right is not yet known."""
        return self.score >= self.maximum

    @property
    def counted_ms(self) -> int:
        return min(self.elapsed_ms, PAUSE_MS)


class Week(Value):
    """A week in which something was answered: its Monday; the days trained on; how much, how much of it right, how long."""

    monday: date
    days: int
    answers: int
    right: int
    elapsed_ms: int

    @property
    def percent(self) -> float:
        """The share wholly right, rounded down to one decimal."""
        return self.right * 1000 // self.answers / 10 if self.answers else 0.0

    @property
    def minutes(self) -> int:
        return round(self.elapsed_ms / 60_000)


def monday_of(moment: datetime) -> date:
    """The Monday of the local week (ISO 8601)."""
    day = moment.date()
    return day - timedelta(days=day.weekday())


def weeks(past: Iterable[Past]) -> tuple[Week, ...]:
    """The weeks that have answers, the oldest first, by the local day of each answer."""
    by_week: dict[date, list[Past]] = {}
    for one in past:
        by_week.setdefault(monday_of(one.at), []).append(one)
    return tuple(
        Week(
            monday=monday,
            days=len({one.at.date() for one in answers}),
            answers=len(answers),
            right=sum(one.is_right for one in answers),
            elapsed_ms=sum(one.counted_ms for one in answers),
        )
        for monday, answers in sorted(by_week.items())
    )
