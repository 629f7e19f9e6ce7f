"""What someone's answers show of each module: which facts are mastered, which are weak, how the skills stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from cstrain.core.attempt import percent
from cstrain.core.history import Past
from cstrain.core.mastery import ITEMS, UNKNOWN, Answer, Mastery, Tally, after, tally
from cstrain.core.module import Fact, Module
from cstrain.core.value import Value
from cstrain.records.attempts import exact


class WeakFact(Value):
    """A fact of which some item's latest answer was not wholly right; `items` are decisions of role-plays too."""

    module: Module
    fact: Fact
    items: tuple[str, ...]


class SkillProgress(Value):
    """Mean score over the latest answer to each item that trains this skill, in percent; and the facts of all its items."""

    module: Module
    skill: str
    percent: float
    items: int
    facts: Tally


class Knowledge(Value):
    """Of one module: `mastery` by fact, for those that anything was answered for; `latest` by item; `taught` by fact the items
    that ask it. A fact that fewer than two items ask cannot be shown to be mastered, and is in no tally.

    `has_missed`: whether there is something for a drill of what was missed (a fact whose newest answer was not wholly right).
    """

    module: Module
    mastery: Mapping[str, Mastery]
    latest: Mapping[str, Past]
    taught: Mapping[str, tuple[str, ...]]
    has_missed: bool

    def of(self, fact: str) -> Mastery:
        return self.mastery.get(fact, UNKNOWN)

    def can_be_mastered(self, fact: str) -> bool:
        return len(self.taught.get(fact, ())) >= ITEMS

    def tally(self, facts: Iterable[str]) -> Tally:
        return tally((fact for fact in facts if self.can_be_mastered(fact)), self.mastery)

    @property
    def facts(self) -> Tally:
        return self.tally(self.module.facts)

    @property
    def weak(self) -> tuple[WeakFact, ...]:
        """In the order of the module."""
        wrong = {item for item, past in self.latest.items() if not past.is_right}
        missed = {fact: tuple(item for item in items if item in wrong) for fact, items in self.taught.items()}
        facts = self.module.facts
        return tuple(WeakFact(module=self.module, fact=facts[id], items=missed[id]) for id in facts if missed.get(id))

    @property
    def skills(self) -> tuple[SkillProgress, ...]:
        """Those that anything was answered for. In a talk a skill is earned by showing it, which is another measure."""
        items: dict[str, list[str]] = defaultdict(list)
        for item in self.module.items.values():
            for skill in item.skills:
                items[skill].append(item.id)
        return tuple(self._skill(skill, ids) for skill, ids in items.items() if any(id in self.latest for id in ids))

    def _skill(self, skill: str, ids: Sequence[str]) -> SkillProgress:
        answered = [self.latest[id] for id in ids if id in self.latest]
        got = sum((exact(past.score) / past.maximum for past in answered), Fraction(0))
        return SkillProgress(
            module=self.module,
            skill=skill,
            percent=percent(got, len(answered)),
            items=len(answered),
            facts=self.tally(fact for id in ids for fact in self.module.items[id].facts),
        )


def knowledge(modules: Sequence[Module], past: Iterable[Past]) -> list[Knowledge]:
    """What this past shows of each module. Answers to what is no longer there show nothing."""
    by_module: dict[str, list[Past]] = defaultdict(list)
    for one in past:
        by_module[one.module].append(one)
    return [_of(module, by_module[module.id]) for module in modules]


def _of(module: Module, past: Sequence[Past]) -> Knowledge:
    asks = facts_by_item(module)
    taught: dict[str, list[str]] = defaultdict(list)
    for item, facts in asks.items():
        for fact in facts:
            taught[fact].append(item)
    mastery: dict[str, Mastery] = {}
    latest: dict[str, Past] = {}
    newest: dict[str, bool] = {}
    for one in past:
        latest[one.item] = one
        if one.item in asks and not one.is_ahead:
            # An item without facts stands for what it teaches, as in the drills.
            newest |= dict.fromkeys(asks[one.item] or (one.item,), one.is_right)
        for fact in asks.get(one.item, ()):
            mastery[fact] = after(mastery.get(fact, UNKNOWN), Answer(item=one.item, right=one.is_right, at=one.at))
    return Knowledge(
        module=module,
        mastery=mastery,
        latest=latest,
        taught={fact: tuple(items) for fact, items in taught.items()},
        has_missed=not all(newest.values()),
    )


def facts_by_item(module: Module) -> dict[str, tuple[str, ...]]:
    """What each item teaches; the decisions of role-plays are items too."""
    asks = {item.id: item.facts for item in module.items.values()}
    if module.roleplays:
        from cstrain.core.roleplay.graph import decision_id

        asks |= {decision_id(one.id, node.id): node.facts for one in module.roleplays.values() for node in one.nodes}
    return asks
