"""What people know by their latest answers: for each person the skills in percent, and the facts that were missed.

The latest answer to each item counts, in whatever kind of attempt; of a fact decisions of role-plays count too. A fact is missed
while the latest answer to one of its items was not wholly right.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cstrain.app.report.query import Query
from cstrain.core.module import Module
from cstrain.core.roleplay.graph import decision_id
from cstrain.core.trainee import Trainee
from cstrain.records.answering import Given, by_person

# A skill or a fact in its module.
Key = tuple[str, str]


class SkillLevel(NamedTuple):
    """The mean share over the latest answers to the items of a skill, and how many items that are."""

    share: float
    items: int


class FactState(NamedTuple):
    """The items of a fact that were answered, and those of them whose latest answer was not wholly right."""

    answered: tuple[str, ...]
    missed: tuple[str, ...]


class Known(NamedTuple):
    """What one person knows; only of what was answered."""

    person: Trainee
    skills: dict[Key, SkillLevel]
    facts: dict[Key, FactState]
    answers: list[Given]


class Taught(NamedTuple):
    """What an item trains and teaches."""

    skills: tuple[str, ...]
    facts: tuple[str, ...]


def taught(modules: Sequence[Module]) -> dict[Key, Taught]:
    found = {(module.id, item.id): Taught(item.skills, item.facts) for module in modules for item in module.items.values()}
    for module in modules:
        for roleplay in module.roleplays.values():
            for node in roleplay.nodes:
                found[module.id, decision_id(roleplay.id, node.id)] = Taught((), node.facts)
    return found


def everyone(query: Query) -> Iterator[Known]:
    """Person by person, those too who answered nothing."""
    by_item = taught(query.modules)
    people = {one.id: one for one in query.people}
    for person, answers in by_person(query.store, query.entries_of(query.people), query.selection):
        meant = [given for given in answers if given.is_meant]
        yield _known(people[person], meant, by_item)


def _known(person: Trainee, answers: list[Given], by_item: dict[Key, Taught]) -> Known:
    latest = {(given.module, given.item): given for given in answers}
    shares: dict[Key, list[float]] = defaultdict(list)
    answered: dict[Key, list[str]] = defaultdict(list)
    missed: dict[Key, list[str]] = defaultdict(list)
    for (module, item), given in latest.items():
        trained = by_item.get((module, item))
        if trained is None:
            continue
        for skill in trained.skills:
            shares[module, skill].append(given.share)
        for fact in trained.facts:
            answered[module, fact].append(item)
            if given.score < given.maximum:
                missed[module, fact].append(item)
    return Known(
        person=person,
        skills={skill: SkillLevel(sum(several) / len(several), len(several)) for skill, several in shares.items()},
        facts={fact: FactState(tuple(several), tuple(missed[fact])) for fact, several in answered.items()},
        answers=answers,
    )


def skill_name(query: Query, module: str, skill: str) -> str:
    """What a skill is called in its module; its id where it has no name."""
    names = next(one.skills for one in query.modules if one.id == module)
    return names[skill].say(query.language) if skill in names else skill
