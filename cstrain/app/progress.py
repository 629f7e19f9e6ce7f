"""One trainee's way so far: modules, skills, facts that are still weak, and what to do next."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from cstrain.app.clock import Clock
from cstrain.app.roleplay import RoleplayStanding, standings
from cstrain.core.attempt import Ending, Kind, percent
from cstrain.core.module import Fact, Module
from cstrain.core.standing import Outcome, Standing, Status, stand
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records import attempts, trainees
from cstrain.records.attempts import AnswerRow, Selection
from cstrain.records.store import Store


class Step(StrEnum):
    """What a trainee can do next with a module."""

    RESUME = "resume"
    LEARN = "learn"
    QUIZ = "quiz"
    PRACTICE = "practice"


class Next(Value):
    step: Step
    module: Module


class ModuleProgress(Value):
    """`practised` counts finished practice attempts; `learned` says whether the lessons were gone through to the end."""

    module: Module
    standing: Standing
    practised: int
    learned: bool


class SkillProgress(Value):
    """Mean score over the latest answer to each item that trains this skill, in percent."""

    module: Module
    skill: str
    percent: float
    items: int


class WeakFact(Value):
    """A fact of which some item's latest answer was not wholly right; `items` are decisions of role-plays too."""

    module: Module
    fact: Fact
    items: tuple[str, ...]


class Progress(Value):
    trainee: Trainee
    modules: tuple[ModuleProgress, ...]
    roleplays: tuple[RoleplayStanding, ...]
    skills: tuple[SkillProgress, ...]
    weak: tuple[WeakFact, ...]
    next: Next | None
    answers: int


def progress(store: Store, modules: Sequence[Module], trainee: Trainee, clock: Clock) -> Progress:
    """Worked out from the records; latest answers of every kind of attempt, standing from graded ones alone."""
    made = overview(store, modules, trainee, clock.now())
    latest: dict[tuple[str, str], AnswerRow] = {}
    count = 0
    for row in attempts.answer_rows(store, Selection(trainee=trainee.id)):
        latest[row.module, row.item] = row
        count += 1
    return Progress(
        trainee=trainee,
        modules=tuple(made),
        roleplays=tuple(standings(store, modules, trainee)),
        skills=tuple(skill for module in modules for skill in _skills(module, latest)),
        weak=tuple(fact for module in modules for fact in _weak(module, latest)),
        next=what_next(made),
        answers=count,
    )


def overview(store: Store, modules: Sequence[Module], trainee: Trainee, now: datetime) -> list[ModuleProgress]:
    """How the trainee stands in each module."""
    made: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in attempts.outcomes(store, Selection(trainee=trainee.id)):
        made[outcome.module].append(outcome)
    granted = trainees.grants(store)
    return [
        ModuleProgress(
            module=module,
            standing=stand(made[module.id], module.policy, granted.get((trainee.id, module.id), 0), now),
            practised=sum(outcome.kind is Kind.PRACTICE and outcome.ending is Ending.COMPLETED for outcome in made[module.id]),
            learned=any(outcome.kind is Kind.LESSON and outcome.ending is Ending.COMPLETED for outcome in made[module.id]),
        )
        for module in modules
    ]


def what_next(modules: Sequence[ModuleProgress]) -> Next | None:
    """What to do next: finish what is open, else the first module that can still be passed - its lessons first, then its
    quiz. Where every attempt is used: practise, until a trainer grants another."""
    for one in modules:
        if one.standing.open_attempt:
            return Next(step=Step.RESUME, module=one.module)
    ahead = [one for one in modules if one.standing.status is not Status.PASSED and one.module.items]
    for one in ahead:
        if one.standing.attempts_left:
            fresh = not one.learned and not one.standing.attempts
            learn = fresh and any(lesson.check for lesson in one.module.lessons)
            return Next(step=Step.LEARN if learn else Step.QUIZ, module=one.module)
    return Next(step=Step.PRACTICE, module=ahead[0].module) if ahead else None


def _skills(module: Module, latest: dict[tuple[str, str], AnswerRow]) -> list[SkillProgress]:
    scores: dict[str, list[Fraction]] = defaultdict(list)
    for item in module.items.values():
        row = latest.get((module.id, item.id))
        for skill in item.skills if row else ():
            scores[skill].append(attempts.exact(row.score) / row.maximum if row else Fraction(0))
    return [
        SkillProgress(module=module, skill=skill, percent=percent(sum(got, Fraction(0)), len(got)), items=len(got))
        for skill, got in scores.items()
    ]


def _weak(module: Module, latest: dict[tuple[str, str], AnswerRow]) -> list[WeakFact]:
    missed: dict[str, list[str]] = defaultdict(list)
    taught = {item.id: item.facts for item in module.items.values()}
    if module.roleplays:
        from cstrain.core.roleplay.graph import decision_id

        taught |= {decision_id(one.id, node.id): node.facts for one in module.roleplays.values() for node in one.nodes}
    for id, facts in taught.items():
        row = latest.get((module.id, id))
        if row and row.score < row.maximum:
            for fact in facts:
                missed[fact].append(id)
    return [
        WeakFact(module=module, fact=module.facts[fact], items=tuple(items))
        for fact, items in missed.items()
        if fact in module.facts
    ]
