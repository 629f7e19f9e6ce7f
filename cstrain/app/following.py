"""The one thing that is best done next, and why (docs/decisions/0038-what-comes-next.md)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from cstrain.app.knowledge import Knowledge
from cstrain.app.overview import ModuleProgress
from cstrain.app.roleplay import RoleplayStanding
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.core.standing import Outcome, Status
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
    MISSED = "missed"
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


def what_next(
    modules: Sequence[ModuleProgress],
    roleplays: Sequence[RoleplayStanding] = (),
    known: Sequence[Knowledge] = (),
    *,
    due: int = 0,
    open_drill: Outcome | None = None,
    now: datetime,
) -> Next | None:
    """What is half done, then what is due, then the first module that is not through: its lessons, its quiz, its role-play.

    None if everything is done that there is.
    """
    half_done = next(_half_done(modules, roleplays, open_drill, now), None)
    if half_done:
        return half_done
    if due:
        return Next(step=Step.DRILL, why=Why.DUE)
    missed = {one.module.id for one in known if one.has_missed}
    steps = (_of_module(one, roleplays, has_missed=one.module.id in missed) for one in modules)
    ahead = [step for step in steps if step]
    # Practising is for who can do nothing else: a trainer may have to grant another attempt.
    return next((step for step in ahead if step.why is not Why.USED_UP), ahead[0] if ahead else None)


def _half_done(
    modules: Sequence[ModuleProgress], roleplays: Sequence[RoleplayStanding], drill: Outcome | None, now: datetime
) -> Iterator[Next]:
    """A graded quiz and a talk wait as long as it takes; a drill and lessons for the day: on another what is due comes first."""
    for one in modules:
        if one.standing.open_attempt:
            yield Next(step=Step.RESUME, why=Why.HALF_DONE, module=one.module)
    for talk in roleplays:
        if talk.open_attempt:
            yield Next(step=Step.PLAY, why=Why.HALF_DONE, module=talk.module, roleplay=talk)
    if drill and _is_begun_today(drill, now):
        yield Next(step=Step.DRILL, why=Why.HALF_DONE)
    for one in modules:
        if any(left.kind is Kind.LESSON and _is_begun_today(left, now) for left in one.open_attempts):
            yield Next(step=Step.LEARN, why=Why.HALF_DONE, module=one.module)


def _is_begun_today(left: Outcome, now: datetime) -> bool:
    """Whether it has an answer, and was started on the local day that it is now."""
    return left.answers > 0 and left.started.date() == now.date()


def _of_module(one: ModuleProgress, roleplays: Sequence[RoleplayStanding], *, has_missed: bool) -> Next | None:
    """The next step in this module; None if it is through."""
    module, standing = one.module, one.standing
    if standing.status is not Status.PASSED and module.items:
        return _before_the_pass(one, has_missed=has_missed)
    talk = next((talk for talk in roleplays if talk.module is module and not (talk.played or talk.rehearsed)), None)
    why = Why.PASSED if standing.status is Status.PASSED else Why.NEW
    return Next(step=Step.PLAY, why=why, module=module, roleplay=talk) if talk else None


def _before_the_pass(one: ModuleProgress, *, has_missed: bool) -> Next:
    module, standing = one.module, one.standing
    if not standing.attempts_left:
        return Next(step=Step.PRACTICE, why=Why.USED_UP, module=module)
    if standing.status is Status.EXPIRED:
        return Next(step=Step.QUIZ, why=Why.EXPIRED, module=module)
    if standing.attempts:
        # Taking the same quiz again at once tests the same gaps again: what was missed comes first.
        if has_missed:
            return Next(step=Step.MISSED, why=Why.MISSED, module=module)
        return Next(step=Step.QUIZ, why=Why.FAILED, module=module)
    if one.learned or not any(lesson.check for lesson in module.lessons):
        return Next(step=Step.QUIZ, why=Why.LEARNT if one.learned else Why.NEW, module=module)
    is_begun = any(left.kind is Kind.LESSON and left.answers for left in one.open_attempts)
    return Next(step=Step.LEARN, why=Why.HALF_DONE if is_begun else Why.NEW, module=module)
