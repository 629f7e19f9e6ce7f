"""One trainee's way so far: modules, role-plays, skills, facts, weeks, and what to do next."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cstrain.app.clock import Clock
from cstrain.app.following import Next, what_next
from cstrain.app.knowledge import Knowledge, SkillProgress, WeakFact, knowledge
from cstrain.app.overview import ModuleProgress, has_drilled, open_drill, overview, required_first
from cstrain.app.roleplay import RoleplayStanding, standings
from cstrain.core.history import Past, Week, weeks
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records.history import history
from cstrain.records.store import Store

if TYPE_CHECKING:
    from cstrain.app.forecast import Forecast


class Progress(Value):
    """`known` is what the answers show, in the order of the modules; `forecast` is None where nothing was ever answered."""

    trainee: Trainee
    modules: tuple[ModuleProgress, ...]
    roleplays: tuple[RoleplayStanding, ...]
    known: tuple[Knowledge, ...]
    weeks: tuple[Week, ...]
    forecast: "Forecast | None"
    next: Next | None
    answers: int
    now: datetime

    @property
    def skills(self) -> tuple[SkillProgress, ...]:
        return tuple(skill for one in self.known for skill in one.skills)

    @property
    def weak(self) -> tuple[WeakFact, ...]:
        return tuple(fact for one in self.known for fact in one.weak)


def progress(store: Store, modules: Sequence[Module], trainee: Trainee, clock: Clock) -> Progress:
    """Worked out from this trainee's records: every kind of attempt, standing from graded ones alone."""
    now = clock.now()
    past = history(store, trainee.id)
    made, talks = overview(store, modules, trainee, now), standings(store, modules, trainee)
    known = knowledge(modules, past)
    ahead = _forecast(modules, past, clock)
    return Progress(
        trainee=trainee,
        modules=tuple(made),
        roleplays=tuple(talks),
        known=tuple(known),
        weeks=weeks(past),
        forecast=ahead,
        next=what_next(
            required_first(made, trainee),
            talks,
            known,
            due=ahead.today if ahead and not has_drilled(store, trainee, now) else 0,
            open_drill=open_drill(store, trainee),
            now=now,
        ),
        answers=len(past),
        now=now,
    )


def _forecast(modules: Sequence[Module], past: Sequence[Past], clock: Clock) -> "Forecast | None":
    if not past:
        return None
    from cstrain.app.forecast import forecast

    return forecast(modules, past, clock)
