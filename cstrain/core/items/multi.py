"""multi: several keys. Score: max(0, hits / keys - false ticks / distractors), so ticking everything earns nothing."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict, are_ids, shuffled
from cstrain.core.localised import Localised
from cstrain.core.value import Value


class MultiOption(Value):
    id: str
    text: Localised
    feedback: Localised
    key: bool = False


class Multi(Item):
    """A response is the ids ticked, at least one, in any order."""

    kind = "multi"
    size = (4, 7)

    options: tuple[MultiOption, ...]

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(id=one.id, text=one.text, feedback=one.feedback) for one in self.options)

    def correct(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options if option.key)

    def key_faults(self) -> Iterator[Fault]:
        keys, most = len(self.correct()), len(self.options) - 2
        if not 2 <= keys <= most:
            yield Fault(rule="keys-count", figure=str(keys), bound=f"2-{max(2, most)}")

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return shuffled(tuple(option.id for option in self.options), rng)

    def grade(self, response: Response) -> Grade:
        ids = {option.id for option in self.options}
        if not are_ids(response) or not response or not ids.issuperset(response) or len(set(response)) != len(response):
            raise self.refuse()
        remarks = []
        for option in self.options:
            ticked = option.id in response
            if ticked or option.key:
                verdict = Verdict.MISSED if not ticked else Verdict.RIGHT if option.key else Verdict.WRONG
                remarks.append(Remark(option=option.id, verdict=verdict, feedback=option.feedback))
        return Grade(score=self._score(frozenset(response)), remarks=tuple(remarks))

    def _score(self, ticked: frozenset[str]) -> Fraction:
        keys = {option.id for option in self.options if option.key}
        distractors = len(self.options) - len(keys)
        return max(Fraction(0), Fraction(len(ticked & keys), len(keys)) - Fraction(len(ticked - keys), distractors))

    def responses(self) -> Iterator[tuple[str, ...]]:
        ids = [option.id for option in self.options]
        return chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))

    def chance(self) -> Fraction:
        scores = [self._score(frozenset(ticked)) for ticked in self.responses()]
        return sum(scores, Fraction(0)) / len(scores)
