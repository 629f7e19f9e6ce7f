"""One person: how every module stands, skills, facts to learn again, role-plays, and the way there week by week."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cstrain.app.report.items import hundredths
from cstrain.app.report.knowledge import Known, everyone, skill_name
from cstrain.app.report.query import Query
from cstrain.app.report.summary import OF_ROLEPLAYS, OF_STANDING, Standings
from cstrain.app.report.weeks import means_by_week
from cstrain.core.attempt import TALKS, Ending, Kind
from cstrain.core.standing import Outcome
from cstrain.core.value import replace
from cstrain.errors import NeedsName
from cstrain.records import attempts
from cstrain.reports.table import Cell, Column, Measure, Report, Table

COLUMNS = (
    Column(key="trainee_id"),
    Column(key="name"),
    *OF_STANDING,
    Column(key="total_minutes", measure=Measure.MINUTES, on_screen=True),
    Column(key="practices", measure=Measure.COUNT),
    Column(key="lessons_done", measure=Measure.FLAG),
)
SKILLS = (
    Column(key="module", on_screen=True),
    Column(key="skill"),
    Column(key="skill_name", on_screen=True),
    Column(key="percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="items", measure=Measure.COUNT, on_screen=True),
)
WEAK = (
    Column(key="module", on_screen=True),
    Column(key="fact"),
    Column(key="statement", on_screen=True),
    Column(key="items", on_screen=True),
)
ROLEPLAYS = (
    Column(key="module", on_screen=True),
    Column(key="roleplay", on_screen=True),
    Column(key="title"),
    Column(key="played", measure=Measure.COUNT, on_screen=True),
    Column(key="rehearsed", measure=Measure.COUNT, on_screen=True),
    Column(key="passed", measure=Measure.FLAG, on_screen=True),
    Column(key="best_verdict", measure=Measure.WORD, on_screen=True),
    Column(key="best_percent", measure=Measure.PERCENT, on_screen=True),
)
# What a verdict is worth; one that nobody knows is worth less than any.
RANKS = {"good": 3, "mixed": 2, "bad": 1}
SCORED = (Kind.QUIZ, Kind.PRACTICE)


def trainee(query: Query) -> Report:
    """NeedsName if nobody is named. Where other filters leave the person out, it is of nobody."""
    if not query.of_one:
        raise NeedsName
    made = _outcomes(query)
    known = list(everyone(query))
    return Report(
        name="trainee",
        of=query.people[0].name if query.people else "",
        tables=(
            Table(name="trainee", columns=COLUMNS, rows=_modules(query, made)),
            Table(name="skills", columns=SKILLS, rows=_skills(query, known)),
            Table(name="weak_facts", columns=WEAK, rows=_weak(query, known)),
            Table(name="roleplays", columns=ROLEPLAYS, rows=_roleplays(query, made)),
        ),
        charts=(means_by_week("weeks", ((one.module, one.ended, one.percent) for one in made if one.ended and _is_scored(one))),),
    )


def _outcomes(query: Query) -> list[Outcome]:
    selection = replace(query.selection, entries=tuple(query.entries_of(query.people)))
    return list(attempts.outcomes(query.store, selection))


def _is_scored(one: Outcome) -> bool:
    return one.kind in SCORED and one.ending is not Ending.WITHDRAWN


def _modules(query: Query, made: Sequence[Outcome]) -> Iterator[tuple[Cell, ...]]:
    known = Standings(query)
    in_module: dict[str, list[Outcome]] = defaultdict(list)
    for one in made:
        in_module[one.module].append(one)
    for person in query.people:
        for place in known.of(person):
            several = in_module[place.module]
            yield (
                person.id,
                person.name,
                *place.told[:-OF_ROLEPLAYS],
                round(sum(one.elapsed_ms for one in several) / 60_000),
                _completed(several, Kind.PRACTICE),
                _completed(several, Kind.LESSON) > 0,
            )


def _completed(several: Sequence[Outcome], kind: Kind) -> int:
    return sum(one.kind is kind and one.ending is Ending.COMPLETED for one in several)


def _skills(query: Query, known: Sequence[Known]) -> Iterator[tuple[Cell, ...]]:
    """The weakest first."""
    for one in known:
        for (module, skill), level in sorted(one.skills.items(), key=lambda entry: (entry[1].share, entry[0])):
            yield module, skill, skill_name(query, module, skill), hundredths(level.share), level.items


def _weak(query: Query, known: Sequence[Known]) -> Iterator[tuple[Cell, ...]]:
    facts = {(module.id, fact.id): fact for module in query.modules for fact in module.facts.values()}
    for one in known:
        for key, state in one.facts.items():
            if state.missed and key in facts:
                module, fact = key
                yield module, fact, facts[key].statement.say(query.language), ", ".join(state.missed)


def _roleplays(query: Query, made: Sequence[Outcome]) -> Iterator[tuple[Cell, ...]]:
    for module in query.modules if query.people else ():
        for roleplay in module.roleplays.values():
            talks = [one for one in made if (one.module, one.roleplay) == (module.id, roleplay.id) and one.kind in TALKS]
            yield module.id, roleplay.id, roleplay.title.say(query.language), *_talk_cells(talks)


def _talk_cells(talks: Sequence[Outcome]) -> tuple[Cell, ...]:
    through = [one for one in talks if one.kind is Kind.ROLEPLAY and one.roleplay_ending]
    best = max(through, key=lambda one: (RANKS.get(one.verdict, 0), one.score / max(one.maximum, 1)), default=None)
    return (
        len(through),
        sum(one.kind is Kind.REHEARSAL and bool(one.roleplay_ending) for one in talks),
        any(one.passed for one in through),
        best.verdict or None if best else None,
        best.percent if best else None,
    )
