"""Where a trainee stands in a module, worked out from the graded attempts alone: practice cannot change it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from cstrain.core.attempt import Ending, Kind, percent
from cstrain.core.module import Policy
from cstrain.core.value import Value


class Status(StrEnum):
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    PASSED = "passed"
    FAILED = "failed"
    EXPIRED = "expired"


class Outcome(Value):
    """One attempt, summed up. An unfinished one has neither `ended` nor `ending`, and the score so far.

    `roleplay` is "" for what is none; `roleplay_ending` and `verdict` are "" unless its talk came to its end.
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

    @property
    def percent(self) -> float:
        return percent(self.score, self.maximum)

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


class Standing(Value):
    """Percentages are None until an attempt has ended. `best` counts valid attempts only; `improvement` in points."""

    status: Status
    attempts: int
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

    @property
    def minutes(self) -> int:
        return round(self.elapsed_ms / 60_000)


def stand(outcomes: Iterable[Outcome], policy: Policy, grants: int, now: datetime) -> Standing:
    """The standing of one trainee in one module, from the attempts in the order they were made.

    An expired pass opens a new round: attempts made since then are what is counted against the allowance.
    """
    graded = [outcome for outcome in outcomes if outcome.counts and outcome.ending is not Ending.WITHDRAWN]
    ended = [outcome for outcome in graded if outcome.ending]
    valid = [outcome for outcome in ended if outcome.valid_until is None or outcome.valid_until > now]
    passes = [outcome for outcome in valid if outcome.passed]
    best = max(passes or valid, key=_share, default=None)
    expired = [outcome.valid_until for outcome in ended if outcome.passed and outcome.valid_until and outcome.valid_until <= now]
    round_began = max(expired, default=None)
    used = [outcome for outcome in graded if round_began is None or outcome.started >= round_began]
    open_now = next((outcome.attempt for outcome in reversed(graded) if outcome.ending is None), None)
    passed = best if best and best.passed else None
    return Standing(
        status=_status(bool(passes), open_now is not None, bool(expired), bool(ended)),
        attempts=len(graded),
        attempts_left=max(0, policy.graded_attempts + grants - len(used)),
        first=ended[0].percent if ended else None,
        best=best.percent if best else None,
        latest=ended[-1].percent if ended else None,
        passed_at=passed.ended if passed else None,
        valid_until=_last_end(passes) if passes else round_began,
        critical_errors=sum(outcome.critical_errors for outcome in graded),
        elapsed_ms=sum(outcome.elapsed_ms for outcome in graded),
        open_attempt=open_now,
        improvement=round(ended[-1].percent - ended[0].percent, 1) if len(ended) > 1 else None,
    )


def _share(outcome: Outcome) -> Fraction:
    return outcome.score / outcome.maximum if outcome.maximum else Fraction(0)


def _last_end(passes: list[Outcome]) -> datetime | None:
    """When the last of these passes ends; None if one of them never does."""
    ends = [one.valid_until for one in passes]
    return None if None in ends else max(end for end in ends if end)


def _status(passed: bool, open_now: bool, expired: bool, ended: bool) -> Status:
    if passed:
        return Status.PASSED
    if open_now:
        return Status.IN_PROGRESS
    if expired:
        return Status.EXPIRED
    return Status.FAILED if ended else Status.NOT_STARTED
