"""match: each left side has one right side. Score: share of right pairs."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict, are_ids, shuffled
from cstrain.core.localised import Localised
from cstrain.core.value import Value


class Pair(Value):
    """A left side with its right side; both go by the pair's id."""

    id: str
    left: Localised
    right: Localised
    feedback: Localised


class Extra(Value):
    """A right side that fits no left side."""

    id: str
    text: Localised


class Match(Item):
    """A response maps every left side to a right side (pair or extra), none used twice."""

    kind = "match"
    parts_field = "pairs"
    size = (3, 6)

    pairs: tuple[Pair, ...]
    extras: tuple[Extra, ...] = ()

    @property
    def right_sides(self) -> Mapping[str, Localised]:
        return {pair.id: pair.right for pair in self.pairs} | {extra.id: extra.text for extra in self.extras}

    def parts(self) -> tuple[Part, ...]:
        rights = tuple(Part(id=one.id, text=one.right, feedback=one.feedback) for one in self.pairs)
        return rights + tuple(Part(id=one.id, text=one.text, feedback=None) for one in self.extras)

    def correct(self) -> tuple[str, ...]:
        return tuple(pair.id for pair in self.pairs)

    def key_faults(self) -> Iterator[Fault]:
        return iter(())

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return shuffled(tuple(self.right_sides), rng)

    def grade(self, response: Response) -> Grade:
        if not isinstance(response, Mapping) or set(response) != {pair.id for pair in self.pairs}:
            raise self.refuse()
        given = tuple(response.values())
        if not are_ids(given) or not set(given) <= set(self.right_sides) or len(set(given)) != len(self.pairs):
            raise self.refuse()
        remarks = tuple(
            Remark(
                option=pair.id, verdict=Verdict.RIGHT if response[pair.id] == pair.id else Verdict.WRONG, feedback=pair.feedback
            )
            for pair in self.pairs
        )
        hits = sum(left == right for left, right in response.items())
        return Grade(score=Fraction(hits, len(self.pairs)), remarks=remarks)

    def responses(self) -> Iterator[Mapping[str, str]]:
        lefts = [pair.id for pair in self.pairs]
        return (dict(zip(lefts, rights, strict=True)) for rights in permutations(self.right_sides, len(lefts)))

    def chance(self) -> Fraction:
        # Each left side meets each right side equally often over all assignments.
        return Fraction(1, len(self.right_sides))
