"""The one thing that is best done next, and why (docs/decisions/0038-what-comes-next.md)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from cstrain.app.knowledge import Knowledge
from cstrain.app.roleplay import RoleplayStanding
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.core.standing import Outcome, Standing, Status
from cstrain.core.value import Value


class Step(StrEnum):
    """What a trainee can do next."""

    RESUME = "resume"
    LEARN = "learn"
    QUIZ = "quiz"
    PRACTICE = "practice"
    PLAY = "play"
    DRILL = "drill"
    MISSED = "missed"


class Why(StrEnum):
    """The reason for a step."""

    HALF_DONE = "half-done"
    DUE = "due"
    NEW = "new"
    LEARNT = "learnt"
    FAILED = "failed"
    EXPIRED = "expired"
    PASSED = "passed"
    USED_UP = "used-up"


class Next(Value):
    """`module` is None for a drill, which ranges over all of them; `roleplay` is the one to play, in this module."""

    step: Step
    why: Why
    module: Module | None = None
    roleplay: RoleplayStanding | None = None


class ModuleProgress(Value):
    """`practised` counts finished practice attempts; `learned` says whether the lessons were gone through to the end."""

    module: Module
    standing: Standing
    practised: int
    learned: bool
    open_attempts: tuple[Outcome, ...] = ()


def what_next(
    modules: Sequence[ModuleProgress],
    roleplays: Sequence[RoleplayStanding] = (),
    known: Sequence[Knowledge] = (),
    *,
    due: int = 0,
    now: datetime,
) -> Next | None:
    """What is half done, then what is due, then the first module that is not through: its lessons, its quiz, its role-play.

    None if everything is done that there is.
    """
    half_done = next(_half_done(modules, roleplays, now), None)
    if half_done:
        return half_done
    if due:
        return Next(step=Step.DRILL, why=Why.DUE)
    weak = {one.module.id for one in known if one.weak}
    steps = (_of_module(one, roleplays, is_weak=one.module.id in weak) for one in modules)
    ahead = [step for step in steps if step]
    # Practising is for who can do nothing else: a trainer may have to grant another attempt.
    return next((step for step in ahead if step.why is not Why.USED_UP), ahead[0] if ahead else None)


def _half_done(modules: Sequence[ModuleProgress], roleplays: Sequence[RoleplayStanding], now: datetime) -> Iterator[Next]:
    """A graded quiz and a talk wait as long as it takes; lessons only for the day: on another one what is due comes first."""
    for one in modules:
        if one.standing.open_attempt:
            yield Next(step=Step.RESUME, why=Why.HALF_DONE, module=one.module)
    for talk in roleplays:
        if talk.open_attempt:
            yield Next(step=Step.PLAY, why=Why.HALF_DONE, module=talk.module, roleplay=talk)
    for one in modules:
        if any(left.kind is Kind.LESSON and left.answers and _is_of_day(left.started, now) for left in one.open_attempts):
            yield Next(step=Step.LEARN, why=Why.HALF_DONE, module=one.module)


def _is_of_day(moment: datetime, now: datetime) -> bool:
    return moment.date() == now.date()


def _of_module(one: ModuleProgress, roleplays: Sequence[RoleplayStanding], *, is_weak: bool) -> Next | None:
    """The next step in this module; None if it is through."""
    module, standing = one.module, one.standing
    if standing.status is not Status.PASSED and module.items:
        return _before_the_pass(one, is_weak=is_weak)
    talk = next((talk for talk in roleplays if talk.module is module and not (talk.played or talk.rehearsed)), None)
    return Next(step=Step.PLAY, why=Why.PASSED, module=module, roleplay=talk) if talk else None


def _before_the_pass(one: ModuleProgress, *, is_weak: bool) -> Next:
    module, standing = one.module, one.standing
    if not standing.attempts_left:
        return Next(step=Step.PRACTICE, why=Why.USED_UP, module=module)
    if standing.status is Status.EXPIRED:
        return Next(step=Step.QUIZ, why=Why.EXPIRED, module=module)
    if standing.attempts:
        # Taking the same quiz again at once tests the same gaps again: what was missed comes first.
        return Next(step=Step.MISSED if is_weak else Step.QUIZ, why=Why.FAILED, module=module)
    learn = not one.learned and any(lesson.check for lesson in module.lessons)
    return Next(step=Step.LEARN if learn else Step.QUIZ, why=Why.NEW if learn else Why.LEARNT, module=module)
