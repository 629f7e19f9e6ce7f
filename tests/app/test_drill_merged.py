"""Two machines, one trainee: after a merge the schedule is what it would have been on one."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cstrain.app.clock import Clock
from cstrain.app.drill import scheduled
from cstrain.core.attempt import Ending, Kind, Started
from cstrain.core.drill import Bank
from cstrain.core.schedule import Schedule
from cstrain.core.value import replace
from cstrain.records.history import history
from cstrain.records.merge import merge
from cstrain.records.store import Store
from tests.core.test_drill import teaching
from tests.making import NOON, answered, drawn, started
from tests.records.keeping import keep, keep_trainee

A = teaching("a", facts=4)
BANK = Bank([A])
DAY = timedelta(days=1)
SITTINGS = st.lists(
    # How many hours later than the one before, on which machine, which items, which of them right.
    st.tuples(
        st.integers(1, 90),
        st.integers(0, 1),
        st.lists(st.sampled_from(sorted(A.items)), min_size=1, max_size=4),
        st.integers(0, 15),
    ),
    min_size=1,
    max_size=6,
)


def sitting(number: int, at: datetime, items: list[str]) -> Started:
    """A drill of these items."""
    asked = [item for id in items if (item := BANK.item(f"a/{id}"))]
    plan = tuple(drawn(item) for item in asked)
    return replace(started(kind=Kind.DRILL), attempt=f"attempt-{number}", trainee="sari", module="", at=at, plan=plan)


def schedule_of(store: Store, now: datetime) -> Schedule:
    return scheduled([A], history(store, "sari"), Clock(now=lambda: now))


@settings(max_examples=15, deadline=None)
@given(SITTINGS, st.booleans())
def test_the_schedule_is_that_of_one_machine(sittings: list[tuple[int, int, list[str], int]], backwards: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name / "records.db" for name in ("alone", "here", "there")]
        for path in paths:
            path.parent.mkdir()
        with Store(paths[0]) as alone, Store(paths[1]) as here, Store(paths[2]) as there:
            for store in (alone, here):
                keep_trainee(store, id="sari")
            merge(there, [paths[1]], NOON)
            at = NOON
            for number, (hours, machine, items, right) in enumerate(sittings):
                at += timedelta(hours=hours)
                begun = sitting(number, at, items)
                answers = [
                    replace(answered(place, right >> place & 1), at=at + timedelta(minutes=place)) for place in range(len(items))
                ]
                for store in (alone, (here, there)[machine]):
                    keep(store, begun, answers, Ending.COMPLETED)
            now = at + DAY
            into, other = (there, paths[1]) if backwards else (here, paths[2])
            merge(into, [other], now)
            assert schedule_of(into, now) == schedule_of(alone, now)
            assert len(history(into, "sari")) == sum(len(items) for _, _, items, _ in sittings)
