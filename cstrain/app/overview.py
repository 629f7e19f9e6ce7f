"""How one trainee stands in each module."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from cstrain.core.attempt import Ending, Kind
from cstrain.core.module import Module
from cstrain.core.standing import Outcome, Standing, stand
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# So many questions drilled in a day are enough, about half a drill: one or two of those just missed are not.
ENOUGH = 8


class ModuleProgress(Value):
    """`practised` counts finished practice attempts; `learned` says whether the lessons were gone through to the end;
    `open_attempts` are those of every kind that have not ended."""

    module: Module
    standing: Standing
    practised: int
    learned: bool
    open_attempts: tuple[Outcome, ...] = ()


def required_first(made: Sequence[ModuleProgress], trainee: Trainee) -> list[ModuleProgress]:
    """The modules asked of this person before those that are not; none named is all of them."""
    return sorted(made, key=lambda one: bool(trainee.required) and one.module.id not in trainee.required)


def overview(store: Store, modules: Sequence[Module], trainee: Trainee, now: datetime) -> list[ModuleProgress]:
    """How the trainee stands in each module."""
    made: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in attempts.outcomes(store, Selection(trainee=trainee.id)):
        made[outcome.module].append(outcome)
    granted = trainees.granted_to(store, trainee.id)
    return [
        ModuleProgress(
            module=module,
            standing=stand(made[module.id], module.policy, granted.get(module.id, 0), now),
            practised=sum(outcome.kind is Kind.PRACTICE and outcome.ending is Ending.COMPLETED for outcome in made[module.id]),
            learned=any(outcome.kind is Kind.LESSON and outcome.ending is Ending.COMPLETED for outcome in made[module.id]),
            open_attempts=tuple(outcome for outcome in made[module.id] if outcome.ending is None),
        )
        for module in modules
    ]


def open_drill(store: Store, trainee: Trainee) -> Outcome | None:
    """The newest drill that was left open."""
    found = list(attempts.outcomes(store, Selection(trainee=trainee.id, kinds=(Kind.DRILL,), is_open=True)))
    return found[-1] if found else None


def has_drilled(store: Store, trainee: Trainee, now: datetime) -> bool:
    """Whether enough was drilled on the local day that it is now: a drill has a clear end, and no other is suggested after it."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    begun = attempts.outcomes(store, Selection(trainee=trainee.id, kinds=(Kind.DRILL,), since=midnight))
    done = [outcome for outcome in begun if outcome.ending in (Ending.COMPLETED, Ending.TIME_UP)]
    return any(outcome.ending is Ending.TIME_UP for outcome in done) or sum(outcome.answers for outcome in done) >= ENOUGH
