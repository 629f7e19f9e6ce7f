"""order: steps to be put in their right order. Score: share of concordant pairs (Kendall)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict, are_ids, shuffled
from cstrain.core.localised import Localised
from cstrain.core.value import Value


class Step(Value):
    id: str
    text: Localised
    feedback: Localised


class Order(Item):
    """`options` stand in their right order; a response is all their ids in the order given."""

    kind = "order"
    size = (3, 7)

    options: tuple[Step, ...]

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(id=one.id, text=one.text, feedback=one.feedback) for one in self.options)

    def correct(self) -> tuple[str, ...]:
        return tuple(step.id for step in self.options)

    def key_faults(self) -> Iterator[Fault]:
        return iter(())

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return shuffled(tuple(step.id for step in self.options), rng)

    def grade(self, response: Response) -> Grade:
        right = [step.id for step in self.options]
        if not are_ids(response) or sorted(response) != sorted(right):
            raise self.refuse()
        rank = {id: place for place, id in enumerate(response)}
        pairs = list(combinations(right, 2))
        concordant = sum(rank[earlier] < rank[later] for earlier, later in pairs)
        remarks = tuple(
            Remark(option=step.id, verdict=Verdict.RIGHT if rank[step.id] == place else Verdict.MISSED, feedback=step.feedback)
            for place, step in enumerate(self.options)
        )
        return Grade(score=Fraction(concordant, len(pairs)), remarks=remarks)

    def responses(self) -> Iterator[tuple[str, ...]]:
        return permutations(step.id for step in self.options)

    def chance(self) -> Fraction:
        # Every pair stands the right way round in exactly half of all orders.
        return Fraction(1, 2)
