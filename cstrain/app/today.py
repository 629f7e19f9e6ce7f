"""What home shows of one trainee: how the modules stand, what is due today, and the one thing to do next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cstrain.app.clock import Clock
from cstrain.app.following import Next, what_next
from cstrain.app.knowledge import Knowledge, knowledge
from cstrain.app.overview import ModuleProgress, overview, required_first
from cstrain.app.roleplay import standings
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records.history import history
from cstrain.records.store import Store

# Who was away for so long is welcomed back.
AWAY = timedelta(days=7)


class Today(Value):
    """`due` is how many facts are due; `last` when something was answered last, None if nothing ever was."""

    modules: tuple[ModuleProgress, ...]
    known: tuple[Knowledge, ...]
    due: int
    last: datetime | None
    next: Next | None
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
        return any(left.counts or left.answers for one in self.modules for left in one.open_attempts)


def today(store: Store, modules: Sequence[Module], trainee: Trainee, clock: Clock) -> Today:
    """Worked out from this trainee's rows alone."""
    now = clock.now()
    past = history(store, trainee.id)
    made, known = required_first(overview(store, modules, trainee, now), trainee), knowledge(modules, past)
    due = 0
    return Today(
        modules=tuple(made),
        known=tuple(known),
        due=due,
        last=past[-1].at if past else None,
        next=what_next(made, standings(store, modules, trainee), known, due=due, now=now),
        now=now,
    )
