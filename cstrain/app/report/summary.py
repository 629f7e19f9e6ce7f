"""The summary: one row for each person and module that is required or was taken, those who need help first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

COLUMNS = (
    Column(key="trainee_id"),
    Column(key="name", on_screen=True),
    Column(key="employee_number"),
    Column(key="branch", on_screen=True),
    Column(key="cohort"),
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
    Column(key="roleplays_passed", measure=Measure.COUNT),
    Column(key="roleplays_available", measure=Measure.COUNT),
)
NEEDS = {need: place for place, need in enumerate(Need)}
UNKNOWN = Policy(pass_mark=0, graded_attempts=0, items_per_quiz=0, time_limit_minutes=None, valid_days=None)


class Place(NamedTuple):
    """One person in one module. `granted` are counted in the standing's attempts; `talks_passed` are role-plays of the module."""

    module: str
    required: bool
    standing: Standing
    need: Need | None
    granted: int
    talks_passed: int


class Standings:
    """How everyone stands, worked out in one pass over the attempts; a place that nobody was in yet is made when asked for."""

    def __init__(self, query: Query) -> None:
        self.now: datetime = query.clock.now()
        self._modules: Mapping[str, Module] = {module.id: module for module in query.modules}
        self._asked = query.selection.modules
        self._granted: dict[tuple[str, str], int] = defaultdict(int)
        for (trainee, module), count in trainees.grants(query.store).items():
            self._granted[query.person(trainee), module] += count
        self._made: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
        self._talks: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._begun_by_nobody: dict[tuple[str, int], Standing] = {}
        for result in standings.results(query.store, query.selection):
            made = self._made[query.person(result.trainee)][result.module]
            made.append(result)
        for trainee, module, roleplay in standings.passed_talks(query.store, query.selection):
            self._talks[query.person(trainee), module].add(roleplay)

    def of(self, person: Trainee) -> Iterator[Place]:
        """The modules required of a person, in their order, then any others that were taken."""
        taken = self._made.get(person.id, {})
        required = person.required or tuple(self._modules)
        ids = [id for id in self._modules if id in required or id in taken]
        ids += sorted(id for id in {*person.required, *taken} if id not in self._modules and self._is_asked(id))
        for id in ids:
            key = person.id, id
            granted = self._granted.get(key, 0)
            made = taken.get(id)
            if made:
                known = self._modules.get(id)
                # Of a module that is gone the policy last in force holds.
                standing = stand(made, known.policy if known else made[-1].policy, granted, self.now)
                yield Place(id, id in required, standing, standing.need, granted, self._talks_passed(key))
            else:
                yield Place(id, id in required, self._fresh(id, granted), None, granted, self._talks_passed(key))

    def _talks_passed(self, key: tuple[str, str]) -> int:
        passed = self._talks.get(key)
        return len(passed.intersection(self._modules[key[1]].roleplays)) if passed and key[1] in self._modules else 0

    def _is_asked(self, module: str) -> bool:
        return not self._asked or module in self._asked

    def _fresh(self, module: str, granted: int) -> Standing:
        """How everyone stands who has not begun."""
        if (module, granted) not in self._begun_by_nobody:
            known = self._modules.get(module)
            self._begun_by_nobody[module, granted] = stand((), known.policy if known else UNKNOWN, granted, self.now)
        return self._begun_by_nobody[module, granted]

    def roleplays(self, module: str) -> int:
        return len(self._modules[module].roleplays) if module in self._modules else 0


def summary(query: Query) -> Report:
    """Graded attempts alone are looked at, and talks played straight through."""
    query.refuse_kinds("summary", Kind.QUIZ)
    known = Standings(query)
    places = [(person, list(known.of(person))) for person in query.people]
    return Report(
        name="summary",
        tables=(Table(name="summary", columns=COLUMNS, rows=_rows(known, places)),),
        charts=(_statuses(places), _weeks(places)),
    )


Places = Sequence[tuple[Trainee, Sequence[Place]]]


def _rows(known: Standings, places: Places) -> Iterator[tuple[Cell, ...]]:
    """Those who need help first, the most pressing first; else people and modules in their order."""
    helped = [(NEEDS[place.need], person, place) for person, several in places for place in several if place.need]
    helped.sort(key=lambda one: one[0])
    for _rank, person, place in helped:
        yield _row(known, person, place)
    # Thousands have not begun, and stand alike.
    cells: dict[int, tuple[Cell, ...]] = {}
    for person, several in places:
        for place in several:
            if not place.need:
                yield _row(known, person, place, cells)


def _row(known: Standings, person: Trainee, place: Place, made: dict[int, tuple[Cell, ...]] | None = None) -> tuple[Cell, ...]:
    standing = place.standing
    if made is None or standing.attempts:
        cells = standing_cells(standing, place.granted, known.now)
    else:
        cells = made.get(id(standing)) or made.setdefault(id(standing), standing_cells(standing, place.granted, known.now))
    return (
        person.id,
        person.name,
        person.employee_number,
        person.branch,
        person.cohort,
        place.module,
        place.required,
        *cells,
        place.talks_passed,
        known.roleplays(place.module),
    )


def standing_cells(standing: Standing, granted: int, now: datetime) -> tuple[Cell, ...]:
    """The columns from `status` to `minutes`."""
    return (
        standing.status.value,
        standing.need.value if standing.need else None,
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
    counts = Counter([id(place.standing.status) for _person, several in places for place in several])
    return Bars(
        name="statuses",
        labels=tuple(status.value for status in Status),
        heights=tuple(float(counts[id(status)]) for status in Status),
    )


def _weeks(places: Places) -> Lines:
    """For each module which percentage of those it is required of have passed it."""
    passes: dict[str, list[datetime]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for _person, several in places:
        for place in several:
            if place.required:
                people[place.module] += 1
                if place.standing.passed_at:
                    passes[place.module].append(place.standing.passed_at)
    return shares_by_week("weeks", passes, people)
