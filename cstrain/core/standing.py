"""Where a trainee stands in a module, worked out from the graded attempts alone: practice cannot change it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from cstrain.core.attempt import Ending, Kind, percent
from cstrain.core.module import Policy
from cstrain.core.value import Value, made


class Status(StrEnum):
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    PASSED = "passed"
    FAILED = "failed"
    EXPIRED = "expired"


class Outcome(Value):
    """One attempt, summed up. An unfinished one has neither `ended` nor `ending`, and the score so far.

    `roleplay` is "" for what is none; `roleplay_ending` and `verdict` are "" unless its talk came to its end.
    `identity` is how the trainee was known; `session` the group session that it belongs to, or "".
    """

    attempt: str
    trainee: str
    kind: Kind
    module: str
    policy: Policy
    started: datetime
    ended: datetime | None
    ending: Ending | None
    score: Fraction
    maximum: int
    passed: bool
    critical_errors: int
    answers: int
    elapsed_ms: int
    roleplay: str = ""
    roleplay_ending: str = ""
    verdict: str = ""
    identity: str = ""
    session: str = ""

    @property
    def percent(self) -> float:
        return percent(self.score, self.maximum)

    @property
    def share(self) -> Fraction:
        return self.score / self.maximum if self.maximum else Fraction(0)

    @property
    def counts(self) -> bool:
        return self.kind is Kind.QUIZ

    @property
    def can_pass(self) -> bool:
        """Whether it has a result at all; practice has none."""
        return self.kind in (Kind.QUIZ, Kind.ROLEPLAY)

    @property
    def valid_until(self) -> datetime | None:
        """When this attempt stops counting; None while it is open or if its policy sets no end."""
        days = self.policy.valid_days
        return self.ended + timedelta(days=days) if self.ended and days is not None else None

    def has_lapsed(self, now: datetime) -> bool:
        """Whether it has stopped counting by now."""
        end = self.valid_until
        return end is not None and end <= now


class Graded(Protocol):
    """What is asked of an attempt to work a standing out: an Outcome, or a row of the records (records/standings.py)."""

    @property
    def counts(self) -> bool: ...
    @property
    def started(self) -> datetime: ...
    @property
    def ended(self) -> datetime | None: ...
    @property
    def ending(self) -> str | None: ...
    @property
    def passed(self) -> object: ...
    @property
    def percent(self) -> float: ...
    @property
    def share(self) -> Fraction | float: ...
    @property
    def valid_until(self) -> datetime | None: ...
    @property
    def critical_errors(self) -> int: ...
    @property
    def elapsed_ms(self) -> float: ...
    @property
    def attempt(self) -> str: ...
    def has_lapsed(self, now: datetime) -> bool: ...


class Standing(Value):
    """Percentages are None until an attempt has ended. `best` counts valid attempts only; `improvement` in points.

    `attempts_allowed` are those of the policy and those granted. `counted` is the number, from 1, of the attempt that counts;
    `latest_is_critical` says whether the latest that ended had a critical error.
    """

    status: Status
    attempts: int
    attempts_allowed: int
    attempts_left: int
    first: float | None
    best: float | None
    latest: float | None
    passed_at: datetime | None
    valid_until: datetime | None
    critical_errors: int
    elapsed_ms: int
    open_attempt: str | None
    improvement: float | None
    abandoned: int
    counted: int | None
    latest_is_critical: bool

    @property
    def minutes(self) -> int:
        return round(self.elapsed_ms / 60_000)

    def expires_soon(self, now: datetime) -> bool:
        """Whether a pass that holds ends within SOON."""
        return self.status is PASSED and self.valid_until is not None and self.valid_until - now <= SOON

    @property
    def need(self) -> "Need | None":
        """Why somebody should help; None if nobody need: it has not begun, is going on, or is passed."""
        if self.status is not FAILED and self.status is not EXPIRED:
            return None
        if not self.attempts_left:
            return Need.NO_ATTEMPTS_LEFT
        if self.status is EXPIRED:
            return Need.PASS_EXPIRED
        return Need.CRITICAL_ERROR if self.latest_is_critical else Need.NOT_PASSED


class Need(StrEnum):
    """Why someone needs help with a module, the most pressing first."""

    NO_ATTEMPTS_LEFT = "no-attempts-left"
    CRITICAL_ERROR = "critical-error"
    NOT_PASSED = "not-passed"
    PASS_EXPIRED = "pass-expired"


SOON = timedelta(days=30)


# Looked up once, and endings as plain text: there may be tens of thousands of attempts.
ABANDONED, WITHDRAWN = Ending.ABANDONED.value, Ending.WITHDRAWN.value
NOT_STARTED, IN_PROGRESS, PASSED, FAILED, EXPIRED = Status


def stand(outcomes: Iterable[Graded], policy: Policy, grants: int, now: datetime) -> Standing:
    """The standing of one trainee in one module, from the attempts in the order they were made.

    An expired pass opens a new round: attempts made since then are what is counted against the allowance.
    """
    graded: list[Graded] = []
    first_end = last_end = best = counted = None
    passes: list[datetime | None] = []
    expired: list[datetime] = []
    open_now: str | None = None
    critical_errors = abandoned = 0
    elapsed_ms: float = 0
    for one in outcomes:
        ending = one.ending
        if ending == WITHDRAWN or not one.counts:
            continue
        graded.append(one)
        critical_errors += one.critical_errors
        elapsed_ms += one.elapsed_ms
        if not ending:
            open_now = one.attempt
            continue
        last_end = one
        if first_end is None:
            first_end = one
        if ending == ABANDONED:
            abandoned += 1
        passed = one.passed
        if one.has_lapsed(now):
            if passed and (end := one.valid_until):
                expired.append(end)
            continue
        if passed:
            passes.append(one.valid_until)
        if best is None or _worth(one) > _worth(best):
            best, counted = one, len(graded)
    allowed = policy.graded_attempts + grants
    round_began = max(expired) if expired else None
    used = sum(one.started >= round_began for one in graded) if round_began else len(graded)
    first = first_end.percent if first_end else None
    latest = last_end.percent if last_end and last_end is not first_end else first
    return made(
        Standing,
        {
            "status": _status(passes, open_now is not None, expired, first_end),
            "attempts": len(graded),
            "attempts_allowed": allowed,
            "attempts_left": max(0, allowed - used),
            "first": first,
            "best": first if best is first_end else best.percent if best else None,
            "latest": latest,
            "passed_at": best.ended if best and passes else None,
            "valid_until": _last_end(passes) if passes else round_began,
            "critical_errors": critical_errors,
            "elapsed_ms": int(elapsed_ms),
            "open_attempt": open_now,
            "improvement": None if first is None or latest is None or last_end is first_end else round(latest - first, 1),
            "abandoned": abandoned,
            "counted": counted,
            "latest_is_critical": bool(last_end and last_end.critical_errors),
        },
    )


def _worth(one: Graded) -> tuple[bool, Fraction | float]:
    """Any pass is worth more than any attempt that did not pass."""
    return bool(one.passed), one.share


def _last_end(ends: list[datetime | None]) -> datetime | None:
    """When the last of these passes ends; None if one of them never does."""
    if len(ends) == 1:
        return ends[0]
    return None if None in ends else max(end for end in ends if end)


def _status(passed: object, open_now: bool, expired: object, ended: object) -> Status:
    if passed:
        return PASSED
    if open_now:
        return IN_PROGRESS
    if expired:
        return EXPIRED
    return FAILED if ended else NOT_STARTED
