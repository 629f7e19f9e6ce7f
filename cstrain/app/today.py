"""What home shows of one trainee: how the modules stand, what is due today, and the one thing to do next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cstrain.app.clock import Clock
from cstrain.app.following import Next, what_next
from cstrain.app.knowledge import Knowledge, knowledge
from cstrain.app.overview import ModuleProgress, has_drilled, open_drill, overview, required_first
from cstrain.app.roleplay import standings
from cstrain.core.history import Past
from cstrain.core.module import Module
from cstrain.core.standing import Outcome
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records.history import history
from cstrain.records.store import Store

if TYPE_CHECKING:
    from cstrain.app.forecast import Forecast

# Who was away for so long is welcomed back.
AWAY = timedelta(days=7)


class Today(Value):
    """`forecast` is None if nothing can be due yet; `last` when something was answered last, None if nothing ever was.
    `has_drilled` if what is still due can wait until tomorrow."""

    modules: tuple[ModuleProgress, ...]
    known: tuple[Knowledge, ...]
    forecast: "Forecast | None"
    last: datetime | None
    next: Next | None
    open_drill: Outcome | None
    has_drilled: bool
    now: datetime

    @property
    def was_away(self) -> bool:
        return self.last is not None and self.now - self.last >= AWAY

    @property
    def is_new(self) -> bool:
        """Whether nothing was begun yet."""
        return self.last is None and not any(one.open_attempts for one in self.modules)

    @property
    def has_something_saved(self) -> bool:
        """Whether something is open that was begun in earnest: a quiz that counts, or anything with an answer in it."""
        left = [*(left for one in self.modules for left in one.open_attempts), *([self.open_drill] if self.open_drill else [])]
        return any(one.counts or one.answers for one in left)


def today(store: Store, modules: Sequence[Module], trainee: Trainee, clock: Clock) -> Today:
    """Worked out from this trainee's rows alone."""
    now = clock.now()
    past = history(store, trainee.id)
    made, known = required_first(overview(store, modules, trainee, now), trainee), knowledge(modules, past)
    ahead = forecast_of(modules, past, clock)
    drill = open_drill(store, trainee)
    talks = standings(store, modules, trainee)
    drilled = has_drilled(store, trainee, now)
    return Today(
        modules=tuple(made),
        known=tuple(known),
        forecast=ahead,
        last=past[-1].at if past else None,
        next=what_next(made, talks, known, due=ahead.today if ahead and not drilled else 0, open_drill=drill, now=now),
        open_drill=drill,
        has_drilled=drilled,
        now=now,
    )


def forecast_of(modules: Sequence[Module], past: Sequence[Past], clock: Clock) -> "Forecast | None":
    """What is due when; None on someone's first day, when nothing can be: the model of memory is not even loaded."""
    today = clock.now().date()
    if all(one.at.date() == today for one in past):
        return None
    from cstrain.app.forecast import forecast

    return forecast(modules, past, clock)
