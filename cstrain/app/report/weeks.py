"""Progress over weeks, as lines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from cstrain.core.attempt import percent
from cstrain.reports.table import Lines

# Half a year; what was before is in the first point.
MOST_WEEKS = 26
WEEK = timedelta(days=7)


def monday(moment: datetime) -> date:
    """The week of a moment, by its first day, where it was."""
    return moment.date() - timedelta(days=moment.weekday())


def weeks(first: date, last: date) -> tuple[date, ...]:
    """The weeks from one to another, the last half year of them."""
    many = (last - first) // WEEK + 1
    return tuple(last - WEEK * back for back in range(min(many, MOST_WEEKS) - 1, -1, -1))


def shares_by_week(name: str, passes: Mapping[str, Sequence[datetime]], people: Mapping[str, int]) -> Lines:
    """For each label, which percentage of its people had passed by the end of each week."""
    by_week = {label: Counter(map(monday, moments)) for label, moments in passes.items()}
    known = sorted({week for counts in by_week.values() for week in counts})
    points = weeks(known[0], known[-1]) if known else ()
    return Lines(
        name=name,
        points=tuple(week.isoformat() for week in points),
        lines=tuple((label, _running(counts, points, people[label])) for label, counts in by_week.items()),
    )


def _running(counts: Mapping[date, int], points: Sequence[date], people: int) -> tuple[float | None, ...]:
    return tuple(percent(Fraction(sum(many for week, many in counts.items() if week <= point)), people) for point in points)


def means_by_week(name: str, scores: Iterable[tuple[str, datetime, float]]) -> Lines:
    """For each label the mean of its percentages in each week; a gap where there are none."""
    found: dict[str, dict[date, list[float]]] = {}
    for label, moment, score in scores:
        found.setdefault(label, {}).setdefault(monday(moment), []).append(score)
    known = sorted({week for by_week in found.values() for week in by_week})
    points = weeks(known[0], known[-1]) if known else ()
    return Lines(
        name=name,
        points=tuple(week.isoformat() for week in points),
        lines=tuple(
            (label, tuple(round(sum(by_week[week]) / len(by_week[week]), 1) if week in by_week else None for week in points))
            for label, by_week in found.items()
        ),
    )
