"""What the standing of thousands is worked out from: one pass over attempts and how they ended.

The answers are looked at only where an attempt has not ended: one that has carries its score.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from cstrain.core.attempt import Kind
from cstrain.core.module import Policy
from cstrain.core.value import replace
from cstrain.records.attempts import Selection, rows_in_batches
from cstrain.records.store import Store
from cstrain.records.times import stored

# More than a score lacks when it is stored as a float, and less than one percentage is from the next; and how many digits equal
# shares of unlike maxima have in common.
FLOAT_SLACK, SAME_DIGITS = 1e-9, 12
# The answers are summed up where an attempt has no end, and there alone.
RESULT = """
    SELECT a.trainee_id, a.module, a.policy, CASE WHEN f.ending IS NULL THEN a.id END, a.started_at, f.finished_at,
        f.finished_offset, f.ending, f.score, f.maximum, f.passed,
        coalesce(f.critical_errors, (SELECT count(*) FROM answer WHERE attempt_id = a.id AND critical)),
        coalesce(f.elapsed_ms, (SELECT total(elapsed_ms) FROM answer WHERE attempt_id = a.id)),
        a.sequence
    FROM attempt AS a LEFT JOIN finish AS f ON f.attempt_id = a.id
"""
PASSED_TALK = """
    SELECT DISTINCT a.trainee_id, a.module, a.roleplay
    FROM attempt AS a JOIN finish AS f ON f.attempt_id = a.id
"""


class Result(NamedTuple):
    """A graded attempt as it is stored, and no more of it than a standing needs: core.standing.Graded.

    An Outcome of each of tens of thousands would take too long to make; what both can tell means the same
    (docs/decisions/0023-figures.md). What tells of its end is None while it is open.
    """

    trainee: str
    module: str
    policy_text: str
    open_attempt: str | None
    started_at: str
    ended_at: str | None
    ended_offset: int
    ending: str | None
    score: float
    maximum: int
    passed: int | None
    critical_errors: int
    elapsed_ms: float
    sequence: int

    @property
    def attempt(self) -> str:
        return self.open_attempt or ""

    @property
    def counts(self) -> bool:
        return True

    @property
    def policy(self) -> Policy:
        return policy(self.policy_text)

    @property
    def started(self) -> datetime:
        return datetime.fromisoformat(self.started_at)

    @property
    def ended(self) -> datetime | None:
        return _moment(self.ended_at, self.ended_offset) if self.ended_at else None

    @property
    def valid_until(self) -> datetime | None:
        valid = _validity(self.policy_text)
        return _moment(self.ended_at, self.ended_offset) + valid if self.ended_at and valid else None

    def has_lapsed(self, now: datetime) -> bool:
        return self.ended_at is not None and self.ended_at <= _lapsed(self.policy_text, now)

    @property
    def percent(self) -> float:
        return int(self.score * 1000 / self.maximum + FLOAT_SLACK) / 10 if self.maximum else 0.0

    @property
    def share(self) -> float:
        return round(self.score / self.maximum, SAME_DIGITS) if self.maximum else 0.0


# As Result._make, but for looking at how many columns there are.
_RESULT: Callable[[tuple[Any, ...]], Result] = partial(tuple.__new__, Result)


@cache
def policy(text: str) -> Policy:
    """There are few, and thousands of attempts under each."""
    return Policy(**json.loads(text))


@cache
def _validity(text: str) -> timedelta | None:
    days = policy(text).valid_days
    return None if days is None else timedelta(days=days)


@lru_cache
def _lapsed(text: str, now: datetime) -> str:
    """The latest end, as it is stored, that no longer counts now under this policy; "" if every end does."""
    valid = _validity(text)
    return "" if valid is None else stored(now - valid)[0]


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


# When a pass ended is asked twice: for itself, and for how long it is valid.
@lru_cache(maxsize=16)
def _moment(text: str, offset: int) -> datetime:
    return datetime.fromisoformat(text).astimezone(_zone(offset))


def results(store: Store, selection: Selection) -> Iterator[Result]:
    """The graded attempts selected, each as the little that a standing needs, in the order they were started."""
    condition, values = replace(selection, kinds=(Kind.QUIZ,)).condition()
    query = f"{RESULT} WHERE {condition} AND a.sequence > :after ORDER BY a.sequence LIMIT :many"
    return map(_RESULT, rows_in_batches(store, query, values))


def passed_talks(store: Store, selection: Selection) -> list[tuple[str, str, str]]:
    """Trainee, module and role-play of each talk that somebody passed."""
    condition, values = replace(selection, kinds=(Kind.ROLEPLAY,)).condition()
    with store.reading() as db:
        return db.execute(f"{PASSED_TALK} WHERE {condition} AND f.passed", values).fetchall()
