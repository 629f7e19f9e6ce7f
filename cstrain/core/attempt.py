"""One attempt as a pure reducer: started, answered, finished. Rebuilding it from its stored events is how it is resumed."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from cstrain.core.draw import Drawn
from cstrain.core.items import Response
from cstrain.core.module import Policy
from cstrain.core.value import Value, replace


class Kind(StrEnum):
    """What an attempt is for. Only a quiz counts for its module. A rehearsal is a role-play as practice; a session is what one
    person answered in a trainer's group; a drill ranges over the modules."""

    QUIZ = "quiz"
    PRACTICE = "practice"
    LESSON = "lesson"
    ROLEPLAY = "roleplay"
    REHEARSAL = "rehearsal"
    SESSION = "session"
    DRILL = "drill"


TALKS = (Kind.ROLEPLAY, Kind.REHEARSAL)
# Whoever takes longer than this over one question has been away.
PAUSE_MS = 180_000


class Ending(StrEnum):
    """Why an attempt ended. A withdrawn one (its questions are no longer in the module) does not use an attempt."""

    COMPLETED = "completed"
    ABANDONED = "abandoned"
    TIME_UP = "time-up"
    WITHDRAWN = "withdrawn"


class Started(Value):
    """The first event. `plan` is what was drawn; `policy` is the one in force then; times are aware.

    `roleplay` is the talk that is played, or ""; `given` are the replies of another talk that it goes on from; `session` is the
    group session it belongs to, or "". What comes next in a talk depends on the replies, and in a session on the trainer, so
    the plan grows. `clock_step_s`: see Answered; here against the newest row in the records.
    """

    attempt: str
    trainee: str
    kind: Kind
    module: str
    version: str
    policy: Policy
    seed: int
    language: str
    at: datetime
    plan: tuple[Drawn, ...]
    clock_step_s: int = 0
    roleplay: str = ""
    given: tuple[str, ...] = ()
    session: str = ""

    @property
    def grows(self) -> bool:
        """Whether what is asked is drawn one by one, with the answers."""
        return bool(self.roleplay or self.session)

    @property
    def is_drill(self) -> bool:
        """Whether it ranges over the modules: today's drill, or practice ahead of it, which does not touch the schedule."""
        return self.kind is Kind.DRILL or (self.kind is Kind.PRACTICE and not self.module)


class Answered(Value):
    """One committed answer. `position` counts from 0 in the plan; `chance` is what a guess would score on average.

    `clock_step_s`: by how many seconds the clock was moved since the event before, against the time that really passed; below
    zero if it was set back, 0 if it was left alone.
    """

    position: int
    response: Response
    score: Fraction
    maximum: int
    chance: Fraction
    critical: bool
    elapsed_ms: int
    at: datetime
    clock_step_s: int = 0


class Finished(Value):
    """`roleplay_ending` and its `verdict` are those of the talk, if it came to its end."""

    ending: Ending
    at: datetime
    roleplay_ending: str = ""
    verdict: str = ""


Event = Answered | Finished


class Attempt(Value):
    """What has happened in one attempt so far."""

    started: Started
    answers: tuple[Answered, ...] = ()
    finished: Finished | None = None

    @property
    def position(self) -> int:
        """How many questions are answered; the next question's place in the plan."""
        return len(self.answers)

    @property
    def prompt(self) -> Drawn | None:
        """The question to ask now; None when there is nothing left to ask."""
        if self.finished or self.position >= len(self.started.plan):
            return None
        return self.started.plan[self.position]

    @property
    def newest(self) -> datetime:
        """When the newest event was."""
        return self.answers[-1].at if self.answers else self.started.at

    @property
    def score(self) -> Fraction:
        return sum((answer.score for answer in self.answers), Fraction(0))

    @property
    def maximum(self) -> int:
        """Of everything drawn: a question left unanswered scores 0. Where the plan grows or the time ends it, only of what was
        answered."""
        return len(self.answers) if self.started.grows or self.started.is_drill else len(self.started.plan)

    @property
    def critical_errors(self) -> int:
        return sum(answer.critical for answer in self.answers)

    @property
    def elapsed_ms(self) -> int:
        return sum(answer.elapsed_ms for answer in self.answers)

    @property
    def passed(self) -> bool:
        """Whether a quiz reached the pass mark, or a role-play a good ending, without a critical error.

        One left for good never passes, nor does practice.
        """
        if self.finished is None or self.critical_errors:
            return False
        if self.started.kind is Kind.ROLEPLAY:
            return self.finished.verdict == "good"
        if self.started.kind is not Kind.QUIZ or self.finished.ending not in (Ending.COMPLETED, Ending.TIME_UP):
            return False
        return reaches(self.score, self.maximum, self.started.policy.pass_mark)

    @property
    def time_is_up(self) -> bool:
        """Whether the questions so far took the whole time allowed. Only a quiz and a drill are timed; time away does not count,
        and in a drill no pause does."""
        limit, is_drill = self.started.policy.time_limit_minutes, self.started.is_drill
        if limit is None or not (is_drill or self.started.kind is Kind.QUIZ):
            return False
        taken = sum(answer.elapsed_ms for answer in self.answers if not is_drill or answer.elapsed_ms <= PAUSE_MS)
        return taken >= limit * 60_000

    @property
    def due_ending(self) -> Ending | None:
        """The ending that has come about by itself, if any."""
        if self.finished is None and not self.started.session and self.position == len(self.started.plan):
            return Ending.COMPLETED
        return Ending.TIME_UP if self.finished is None and self.time_is_up else None


def drawing(attempt: Attempt, drawn: Drawn) -> Attempt:
    """The attempt with one more question in its plan."""
    return replace(attempt, started=replace(attempt.started, plan=(*attempt.started.plan, drawn)))


def reaches(score: Fraction, maximum: int, pass_mark: int) -> bool:
    return maximum > 0 and score * 100 >= pass_mark * maximum


def percent(score: Fraction, maximum: int) -> float:
    """A score in percent to one decimal, rounded down: 79.97 is not yet 80."""
    return int(score * 1000 / maximum) / 10 if maximum else 0.0


def after(attempt: Attempt, event: Event) -> Attempt:
    """The attempt after one more event; ValueError for an event that cannot follow."""
    if attempt.finished:
        raise ValueError("the attempt is finished")
    if isinstance(event, Finished):
        return replace(attempt, finished=event)
    if attempt.prompt is None or event.position != attempt.position:
        raise ValueError("an answer to a question that is not being asked")
    return replace(attempt, answers=(*attempt.answers, event))


def replay(started: Started, events: Iterable[Event]) -> Attempt:
    """The attempt that these events add up to."""
    attempt = Attempt(started=started)
    for event in events:
        attempt = after(attempt, event)
    return attempt
