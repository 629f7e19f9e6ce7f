"""The summary: one row for each person and module that is required or was taken, those who need help first."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from cstrain.app.report.query import Query
from cstrain.app.report.weeks import shares_by_week
from cstrain.core.attempt import Kind
from cstrain.core.module import Module, Policy
from cstrain.core.standing import Need, Standing, Status, stand
from cstrain.core.trainee import Trainee
from cstrain.records import standings, trainees
from cstrain.records.standings import Result
from cstrain.reports.table import Bars, Cell, Column, Lines, Measure, Report, Table

# How someone stands in a module: the same words and figures in every report on people.
OF_STANDING = (
    Column(key="module", on_screen=True),
    Column(key="required", measure=Measure.FLAG),
    Column(key="status", measure=Measure.WORD, on_screen=True),
    Column(key="needs_help", measure=Measure.WORD, on_screen=True),
    Column(key="attempts", measure=Measure.COUNT, on_screen=True),
    Column(key="attempts_allowed", measure=Measure.COUNT),
    Column(key="attempts_granted", measure=Measure.COUNT),
    Column(key="attempts_left", measure=Measure.COUNT),
    Column(key="abandoned", measure=Measure.COUNT),
    Column(key="first_percent", measure=Measure.PERCENT),
    Column(key="best_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="latest_percent", measure=Measure.PERCENT),
    Column(key="improvement_points", measure=Measure.POINTS),
    Column(key="counted_attempt", measure=Measure.COUNT),
    Column(key="passed_at", measure=Measure.DAY),
    Column(key="valid_until", measure=Measure.DAY, on_screen=True),
    Column(key="expires_soon", measure=Measure.FLAG),
    Column(key="critical_errors", measure=Measure.COUNT),
    Column(key="minutes", measure=Measure.MINUTES),
)
COLUMNS = (
    Column(key="trainee_id"),
    Column(key="name", on_screen=True),
    Column(key="employee_number"),
    Column(key="branch", on_screen=True),
    Column(key="cohort"),
    *OF_STANDING,
    Column(key="roleplays_passed", measure=Measure.COUNT),
    Column(key="roleplays_available", measure=Measure.COUNT),
)
# Where `told` of a place says its status, and how many of its last columns are about role-plays.
STATUS, OF_ROLEPLAYS = 2, 2
NEEDS = {need: place for place, need in enumerate(Need)}
UNKNOWN = Policy(pass_mark=0, graded_attempts=0, items_per_quiz=0, time_limit_minutes=None, valid_days=None)


class Place(NamedTuple):
    """One person in one module. `told` are the columns from `module` on."""

    module: str
    required: bool
    standing: Standing
    need: Need | None
    told: tuple[Cell, ...]


class Standings:
    """How everyone stands, worked out in one pass over the attempts. Thousands who have not begun share one place of a module."""

    def __init__(self, query: Query) -> None:
        self.now: datetime = query.clock.now()
        self._modules: Mapping[str, Module] = {module.id: module for module in query.modules}
        self._asked = query.selection.modules
        # By person, then by module.
        self._granted: dict[str, dict[str, int]] = {}
        self._taken: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
        self._talks: dict[str, dict[str, set[str]]] = {}
        self._not_begun: dict[tuple[str, bool], Place] = {}
        for (trainee, module), count in trainees.grants(query.store).items():
            granted = self._granted.setdefault(query.person(trainee), {})
            granted[module] = granted.get(module, 0) + count
        person = query.entries.get
        for result in standings.results(query.store, query.selection):
            self._taken[person(result.trainee, result.trainee)][result.module].append(result)
        for trainee, module, roleplay in standings.passed_talks(query.store, query.selection):
            self._talks.setdefault(query.person(trainee), {}).setdefault(module, set()).add(roleplay)
        self._all_not_begun = {id: self._place(id, required=True) for id in self._modules}

    def of(self, person: Trainee) -> list[Place]:
        """The modules required of a person, in their order, then any others that were taken."""
        taken, granted, talks = self._taken.get(person.id, {}), self._granted.get(person.id, {}), self._talks.get(person.id, {})
        places = self._untouched(person.required, taken)
        for id in {*taken, *granted, *talks}:
            if id in places:
                places[id] = self._place(id, places[id].required, taken.get(id), granted.get(id, 0), talks.get(id))
        return list(places.values())

    def _untouched(self, required: Sequence[str], taken: Mapping[str, object]) -> dict[str, Place]:
        """The places of somebody in order, as if nothing had been begun yet."""
        if required:
            places = {id: self._place(id, id in required) for id in self._modules if id in required or id in taken}
        else:
            places = self._all_not_begun.copy()
        gone = {id for id in (*required, *taken) if id not in self._modules and self._is_asked(id)}
        for id in sorted(gone):
            places[id] = self._place(id, id in required)
        return places

    def _place(
        self, module: str, required: bool, taken: list[Result] | None = None, granted: int = 0, talks: set[str] | None = None
    ) -> Place:
        if taken or granted or talks:
            # Of a module that is gone the policy last in force holds.
            policy = taken[-1].policy if taken and module not in self._modules else self._policy(module)
            return self._made(
                module, required, stand(taken or (), policy, granted, self.now), granted, self._talks_passed(module, talks)
            )
        key = module, required
        if key not in self._not_begun:
            self._not_begun[key] = self._made(module, required, stand((), self._policy(module), 0, self.now), 0, 0)
        return self._not_begun[key]

    def _made(self, module: str, required: bool, standing: Standing, granted: int, talks: int) -> Place:
        need = standing.need
        told = (module, required, *_standing_cells(standing, need, granted, self.now), talks, self._roleplays(module))
        return Place(module, required, standing, need, told)

    def _policy(self, module: str) -> Policy:
        return self._modules[module].policy if module in self._modules else UNKNOWN

    def _is_asked(self, module: str) -> bool:
        return not self._asked or module in self._asked

    def _roleplays(self, module: str) -> int:
        return len(self._modules[module].roleplays) if module in self._modules else 0

    def _talks_passed(self, module: str, passed: set[str] | None) -> int:
        """Of the role-plays that are there."""
        return len(passed.intersection(self._modules[module].roleplays)) if passed and module in self._modules else 0


def summary(query: Query) -> Report:
    """Graded attempts alone are looked at, and talks played straight through."""
    query.refuse_kinds("summary", Kind.QUIZ)
    with _uncollected():
        known = Standings(query)
        places = [(person, known.of(person)) for person in query.people]
    return Report(
        name="summary",
        tables=(
            Table(
                name="summary",
                columns=COLUMNS,
                rows=_rows(places),
                expected=lambda: sum(len(several) for _person, several in places),
            ),
        ),
        charts=(_statuses(places), _weeks(places)),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is made here goes in no circles, and looking for circles among so many takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Places = Sequence[tuple[Trainee, Sequence[Place]]]


def _rows(places: Places) -> Iterator[tuple[Cell, ...]]:
    """Those who need help first, the most pressing first; else people and modules in their order."""
    helped = [(NEEDS[place.need], person, place) for person, several in places for place in several if place.need]
    helped.sort(key=lambda one: one[0])
    for _rank, person, place in helped:
        yield _who(person) + place.told
    for person, several in places:
        who = _who(person)
        for place in several:
            if not place.need:
                yield who + place.told


def _who(person: Trainee) -> tuple[Cell, ...]:
    return person.id, person.name, person.employee_number, person.branch, person.cohort


def _standing_cells(standing: Standing, need: Need | None, granted: int, now: datetime) -> tuple[Cell, ...]:
    """The columns from `status` to `minutes`."""
    return (
        str(standing.status),
        str(need) if need else None,
        standing.attempts,
        standing.attempts_allowed,
        granted,
        standing.attempts_left,
        standing.abandoned,
        standing.first,
        standing.best,
        standing.latest,
        standing.improvement,
        standing.counted,
        standing.passed_at.date() if standing.passed_at else None,
        standing.valid_until.date() if standing.valid_until else None,
        standing.expires_soon(now),
        standing.critical_errors,
        standing.minutes,
    )


def _statuses(places: Places) -> Bars:
    counts = Counter([place.told[STATUS] for _person, several in places for place in several])
    return Bars(
        name="statuses",
        labels=tuple(status.value for status in Status),
        heights=tuple(float(counts[status.value]) for status in Status),
    )


def _weeks(places: Places) -> Lines:
    """For each module which percentage of those it is required of have passed it."""
    people = Counter([place.module for _person, several in places for place in several if place.required])
    passes: dict[str, list[datetime]] = defaultdict(list)
    for _person, several in places:
        for place in several:
            if (passed_at := place.standing.passed_at) and place.required:
                passes[place.module].append(passed_at)
    return shares_by_week("passed_by_week", passes, people)
