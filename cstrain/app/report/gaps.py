"""What a group lacks: its skills, the weakest first, as a heat map; and the facts most missed. Honest where there are few."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import fsum
from typing import NamedTuple

from cstrain.app.report.items import hundredths
from cstrain.app.report.knowledge import FactState, Key, Known, SkillLevel, everyone, skill_name
from cstrain.app.report.query import Query
from cstrain.core.statistics import FEW
from cstrain.core.trainee import Trainee
from cstrain.reports.table import Cell, Column, Heat, Measure, Report, Table

COLUMNS = (
    Column(key="module", on_screen=True),
    Column(key="skill"),
    Column(key="skill_name", on_screen=True),
    Column(key="people", measure=Measure.COUNT, on_screen=True),
    Column(key="few", measure=Measure.FLAG, on_screen=True),
    Column(key="percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="below_mark", measure=Measure.COUNT, on_screen=True),
)
MISSED = (
    Column(key="module", on_screen=True),
    Column(key="fact"),
    Column(key="statement", on_screen=True),
    Column(key="people", measure=Measure.COUNT, on_screen=True),
    Column(key="few", measure=Measure.FLAG),
    Column(key="missed", measure=Measure.COUNT, on_screen=True),
    Column(key="missed_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="items"),
)
# On a screen the heat map shows these.
BY_PERSON = (
    Column(key="trainee_id"),
    Column(key="name"),
    Column(key="branch"),
    Column(key="cohort"),
    Column(key="module"),
    Column(key="skill"),
    Column(key="skill_name"),
    Column(key="percent", measure=Measure.PERCENT),
    Column(key="items", measure=Measure.COUNT),
)
# What a skill should reach; the usual pass mark.
MARK = 0.8
# So many people have a row each in a heat map; of more the branches do, or else the cohorts.
MOST_ROWS = 30


class Gathered(NamedTuple):
    """What is kept of everyone: small, whatever the number of answers."""

    people: list[tuple[Trainee, dict[Key, SkillLevel]]]
    facts: dict[Key, list[FactState]]


def gaps(query: Query) -> Report:
    found = _gather(everyone(query))
    return Report(
        name="gaps",
        tables=(
            Table(name="gaps", columns=COLUMNS, rows=_skills(query, found)),
            Table(name="missed_facts", columns=MISSED, rows=_missed(query, found)),
            Table(name="skills_by_person", columns=BY_PERSON, rows=_by_person(query, found)),
        ),
        charts=tuple(_heats(query, found)),
    )


def _gather(everybody: Iterator[Known]) -> Gathered:
    found = Gathered([], defaultdict(list))
    for known in everybody:
        found.people.append((known.person, known.skills))
        for fact, state in known.facts.items():
            found.facts[fact].append(state)
    return found


def _skills(query: Query, found: Gathered) -> list[tuple[Cell, ...]]:
    shares: dict[Key, list[float]] = defaultdict(list)
    for _person, skills in found.people:
        for skill, level in skills.items():
            shares[skill].append(level.share)
    rows = [(fsum(several) / len(several), module, skill, several) for (module, skill), several in shares.items()]
    rows.sort(key=lambda row: row[:3])
    return [
        (
            module,
            skill,
            skill_name(query, module, skill),
            len(several),
            len(several) < FEW,
            hundredths(mean),
            sum(each < MARK for each in several),
        )
        for mean, module, skill, several in rows
    ]


def _missed(query: Query, found: Gathered) -> list[tuple[Cell, ...]]:
    """The facts that anyone missed, those missed by the greatest share first; with so few people it may be chance."""
    statements = {(module.id, fact.id): fact.statement for module in query.modules for fact in module.facts.values()}
    rows = []
    for key, states in found.facts.items():
        misses = sum(bool(state.missed) for state in states)
        if misses and key in statements:
            items = sorted({item for state in states for item in state.missed})
            rows.append((-misses / len(states), -misses, key, len(states), items))
    return [
        (
            module,
            fact,
            statements[module, fact].say(query.language),
            people,
            people < FEW,
            -misses,
            hundredths(-share),
            ", ".join(items),
        )
        for share, misses, (module, fact), people, items in sorted(rows)
    ]


def _by_person(query: Query, found: Gathered) -> Iterator[tuple[Cell, ...]]:
    for person, skills in found.people:
        for (module, skill), level in sorted(skills.items()):
            yield (
                person.id,
                person.name,
                person.branch,
                person.cohort,
                module,
                skill,
                skill_name(query, module, skill),
                hundredths(level.share),
                level.items,
            )


def _heats(query: Query, found: Gathered) -> Iterator[Heat]:
    """A heat map for each module: people, or branches, or cohorts, by its skills."""
    label = _label([person for person, _skills in found.people])
    are_groups = len(found.people) > MOST_ROWS
    for module in query.modules:
        groups: dict[str, list[dict[Key, SkillLevel]]] = defaultdict(list)
        for person, skills in found.people:
            if any(of == module.id for of, _skill in skills):
                groups[label(person)].append(skills)
        keys = [(module.id, skill) for skill in module.skills]
        if groups and keys:
            yield Heat(
                name=f"skills/{module.id}",
                # Of how many people a row tells; some may not have met every skill.
                rows=tuple(f"{name} ({len(several)})" if are_groups else name for name, several in groups.items()),
                columns=tuple(skill_name(query, *key) for key in keys),
                cells=tuple(tuple(_mean(several, key) for key in keys) for several in groups.values()),
            )


def _mean(several: Sequence[dict[Key, SkillLevel]], key: Key) -> float | None:
    shares = [skills[key].share for skills in several if key in skills]
    return hundredths(fsum(shares) / len(shares)) if shares else None


def _label(people: Sequence[Trainee]) -> Callable[[Trainee], str]:
    """What a row of the heat map stands for. Two people of one name are told apart by their ids."""
    if len(people) <= MOST_ROWS:
        names = [one.name for one in people]
        return lambda one: one.name if names.count(one.name) == 1 else f"{one.name} ({one.id[:8]})"
    if len({one.branch for one in people}) > 1:
        return lambda one: one.branch or "-"
    return lambda one: one.cohort or "-"
