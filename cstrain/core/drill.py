"""A drill: which facts are asked, by which items, in which order. Facts are scheduled, items are drawn for them.

A drill ranges over the modules, so here items and facts are called module/item and module/fact. An item without facts stands for
what it teaches: it is scheduled itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from math import ceil
from random import Random

from cstrain.core.evidence import Evidence
from cstrain.core.history import Past
from cstrain.core.items import Item
from cstrain.core.localised import Localised
from cstrain.core.module import Fact, Module, Policy
from cstrain.core.schedule import Schedule
from cstrain.core.value import Value, replace

# Of this many questions, this many may be about facts that were never asked: a fixed pace, whatever there is to catch up with.
FULL, NEW_OF_FULL = 15, 8
QUESTIONS_A_MINUTE = 3
# Items in a row from one module.
LONGEST_RUN = 2
# One question in so many may be a decision of a role-play: they take longer to read.
ONE_DECISION_IN = 3

NOTHING: Mapping[str, Item] = {}


def named(module: str, id: str) -> str:
    """What an item or fact of this module is called in a drill."""
    return f"{module}/{id}"


def module_of(name: str) -> str:
    return name.partition("/")[0]


class Bank:
    """What there is to ask. `items` are the items of each fact, in the order of modules and facts; `decisions` are those of
    role-plays that come back as items, by their name in a drill."""

    def __init__(self, modules: Sequence[Module], decisions: Mapping[str, Item] = NOTHING) -> None:
        self.modules = {module.id: module for module in modules}
        self.decisions = decisions
        self._taught: dict[str, tuple[str, ...]] = {}
        askable: dict[str, list[str]] = {named(module.id, fact): [] for module in modules for fact in module.facts}
        for name in chain((named(module.id, id) for module in modules for id in module.items), decisions):
            for fact in self.taught(name):
                askable.setdefault(fact, []).append(name)
        self.items = {fact: tuple(names) for fact, names in askable.items() if names}

    def taught(self, item: str) -> tuple[str, ...]:
        """The facts that this item teaches, a decision of a role-play too; none if it is no longer there."""
        if item not in self._taught:
            self._taught[item] = self._look_up(item)
        return self._taught[item]

    def _look_up(self, name: str) -> tuple[str, ...]:
        module, id = self.modules.get(module_of(name)), name.partition("/")[2]
        if module is None:
            return ()
        item = module.items.get(id) or self.decisions.get(name)
        if item is not None:
            facts = item.facts
        else:
            roleplay, _, node = id.partition("/")
            found = module.roleplays[roleplay].node(node) if roleplay in module.roleplays else None
            if found is None:
                return ()
            facts = found.facts
        return tuple(self._fact(module, fact) for fact in facts) or (name,)

    def _fact(self, module: Module, fact: str) -> str:
        """A fact is of the module that states it: another one that is linked may ask it too."""
        holders = (id for id in (module.id, *module.links) if id in self.modules and fact in self.modules[id].facts)
        return named(next(holders, module.id), fact)

    def item(self, name: str) -> Item | None:
        """The item as it is asked in a drill; None if it is not there."""
        module = self.modules.get(module_of(name))
        if module is None:
            return None
        item = self.decisions.get(name) or module.items.get(name.partition("/")[2])
        if item is None:
            return None
        twin_set = named(module.id, item.twin_set) if item.twin_set else ""
        return replace(item, id=name, facts=self.taught(name), twin_set=twin_set)

    def statement(self, fact: str) -> Fact | None:
        """The fact of this name; None for an item that stands for itself."""
        module = self.modules.get(module_of(fact))
        return module.facts.get(fact.partition("/")[2]) if module else None

    def mixed(self, items: Iterable[Item], policy: Policy) -> Module:
        """A module made of these items, for an attempt that ranges over the modules: it has no id of its own."""
        asked = {item.id: item for item in items}
        stated = {fact: self.statement(fact) for item in asked.values() for fact in item.facts}
        return Module(
            id="",
            version="",
            languages=(),
            title=Localised({"en": ""}),
            summary=Localised({"en": ""}),
            objectives=(),
            skills={},
            policy=policy,
            order=0,
            links=(),
            facts={name: fact for name, fact in stated.items() if fact},
            lessons=(),
            items=asked,
        )


def evidence(bank: Bank, past: Iterable[Past]) -> Iterator[Evidence]:
    """What these answers say about the facts of the bank."""
    for one in past:
        item = named(one.module, one.item)
        yield Evidence(
            item=item,
            facts=bank.taught(item),
            share=one.share,
            chance=one.chance,
            elapsed_ms=one.elapsed_ms,
            at=one.at,
            teaches=not one.is_ahead,
        )


class Agenda(Value):
    """What to ask: `first` up to `pace` questions about these facts, then these others, in this order, up to `length` in all."""

    length: int
    pace: int = 0
    first: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


def todays(bank: Bank, schedule: Schedule, length: int, required: Sequence[str] = ()) -> Agenda:
    """New facts at their pace, then what is due, the weakest first. However long someone was away: never more than `length`.

    New ones come from the modules that were begun, by turns; when these are through, from the next one. `required` are the
    modules that are asked of this person, all of them if it is empty.
    """
    return Agenda(
        length=length,
        pace=ceil(length * NEW_OF_FULL / FULL),
        first=tuple(_unseen(bank, schedule, required)),
        then=tuple(one.fact for one in schedule.due),
    )


def missed(schedule: Schedule, length: int) -> Agenda:
    """What was not right at its latest answer, the newest first."""
    return Agenda(length=length, then=tuple(one.fact for one in schedule.missed))


def ahead(schedule: Schedule, length: int) -> Agenda:
    """What is not due yet, the weakest first."""
    return Agenda(length=length, then=tuple(one.fact for one in schedule.ahead))


def _unseen(bank: Bank, schedule: Schedule, required: Sequence[str]) -> Iterator[str]:
    unseen: dict[str, list[str]] = {}
    for fact in bank.items:
        if fact not in schedule.memories and (not required or module_of(fact) in required):
            unseen.setdefault(module_of(fact), []).append(fact)
    begun = {module_of(fact) for fact in schedule.memories}
    by_turns = zip_longest(*(facts for module, facts in unseen.items() if module in begun))
    yield from (fact for turn in by_turns for fact in turn if fact)
    yield from (fact for module, facts in unseen.items() if module not in begun for fact in facts)


def draw(bank: Bank, agenda: Agenda, schedule: Schedule, rng: Random) -> tuple[Item, ...]:
    """The items of a drill, in the order to ask them."""
    drawing = _Drawing(bank, schedule, agenda.length, rng)
    drawing.take(agenda.first, agenda.pace)
    drawing.take(agenda.then, agenda.length)
    return tuple(mixed_up(drawing.items, rng))


class _Drawing:
    """Items are chosen fact by fact: not the one asked last for the fact if there is another, a missed decision before others,
    then whichever was asked longest ago; of those never asked the one that brings along most of what is wanted. At most one
    stem of a twin set. A fact that an item brings along is not asked again."""

    def __init__(self, bank: Bank, schedule: Schedule, length: int, rng: Random) -> None:
        self.items: list[Item] = []
        self._bank = bank
        self._schedule = schedule
        self._length = length
        self._rng = rng
        self._asked = {item: place for place, item in enumerate(schedule.asked)}
        self._wanted: set[str] = set()
        self._sets: set[str] = set()

    def take(self, facts: Sequence[str], most: int) -> None:
        """Up to so many items for these facts, in their order."""
        self._wanted.update(facts)
        taken = 0
        for fact in facts:
            if taken == most or len(self.items) == self._length:
                return
            item = self._item_for(fact) if fact in self._wanted else None
            if item:
                taken += 1
                self.items.append(item)
                self._wanted.difference_update(item.facts)
                self._sets.add(item.twin_set)

    def _item_for(self, fact: str) -> Item | None:
        found = [item for name in self._bank.items.get(fact, ()) if self._may_ask(name) and (item := self._bank.item(name))]
        free = [item for item in found if not item.twin_set or item.twin_set not in self._sets]
        memory = self._schedule.memories.get(fact)
        others = [item for item in free if memory is None or item.id != memory.item]
        return min(others or free, key=self._order, default=None)

    def _may_ask(self, name: str) -> bool:
        if name not in self._bank.decisions:
            return True
        return sum(item.id in self._bank.decisions for item in self.items) < self._length // ONE_DECISION_IN

    def _order(self, item: Item) -> tuple[bool, int, int, float]:
        brings = sum(fact in self._wanted for fact in item.facts)
        return item.id not in self._bank.decisions, self._asked.get(item.id, -1), -brings, self._rng.random()


def mixed_up(items: Iterable[Item], rng: Random) -> list[Item]:
    """The items in a drawn order, at most LONGEST_RUN in a row from one module as long as there are others."""
    left: dict[str, list[Item]] = {}
    for item in rng.sample(pool := list(items), len(pool)):
        left.setdefault(module_of(item.id), []).append(item)
    order: list[Item] = []
    while left:
        latest = {module_of(item.id) for item in order[-LONGEST_RUN:]}
        run = next(iter(latest)) if len(order) >= LONGEST_RUN and len(latest) == 1 else ""
        # Whichever has most left goes first, or it would be left over in the end.
        module = max((id for id in left if id != run), key=lambda id: (len(left[id]), rng.random()), default=run)
        order.append(left[module].pop())
        if not left[module]:
            del left[module]
    return order
