"""What is due when, in a few words. Built on the schedule, so it is loaded only where something can be due."""

from collections.abc import Sequence
from datetime import date

from cstrain.app.clock import Clock
from cstrain.app.drill import Wish, scheduled
from cstrain.core.history import Past
from cstrain.core.module import Module
from cstrain.core.value import Value

DAYS = 7


class Forecast(Value):
    """How many facts fall due: today with all that was due before, tomorrow, within the week after today, and after it. `day` is
    today; `next_day` the first later day on which something falls due, None if none does."""

    day: date
    today: int
    tomorrow: int
    this_week: int
    later: int
    next_day: date | None

    @property
    def questions(self) -> int:
        """Of what is due today no more than a drill asks: whoever was away meets no mountain."""
        return min(self.today, Wish().length)

    @property
    def minutes(self) -> int:
        """What a drill takes at most: beside what is due it brings something new."""
        return Wish().minutes


def forecast(modules: Sequence[Module], past: Sequence[Past], clock: Clock) -> Forecast:
    """What this past makes due when."""
    made = scheduled(modules, past, clock)
    days = [max(0, (memory.due - made.today).days) for memory in made.memories.values()]
    later = min((memory.due for memory in made.memories.values() if memory.due > made.today), default=None)
    return Forecast(
        day=made.today,
        today=days.count(0),
        tomorrow=days.count(1),
        this_week=sum(1 < day < DAYS for day in days),
        later=sum(day >= DAYS for day in days),
        next_day=later,
    )
