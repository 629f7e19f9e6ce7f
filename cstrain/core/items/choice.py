"""choice: one best option; keyed (1 or 0) or situational (an effectiveness grade from 0 to 3)."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict, shuffled
from cstrain.core.localised import Localised
from cstrain.core.value import Value

BEST = 3


class ChoiceOption(Value):
    """`grade`: 3 best, 2 acceptable, 1 weak, 0 harmful; in a keyed item 3 or 0. `critical` fails the whole attempt."""

    id: str
    text: Localised
    feedback: Localised
    grade: int
    critical: bool


class Choice(Item):
    kind = "choice"
    size = (3, 5)

    options: tuple[ChoiceOption, ...]
    situational: bool

    @property
    def key(self) -> ChoiceOption:
        return next(option for option in self.options if option.grade == BEST)

    @property
    def can_fail(self) -> bool:
        return any(option.critical for option in self.options)

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(id=one.id, text=one.text, feedback=one.feedback, grade=one.grade if self.situational else None)
            for one in self.options
        )

    def correct(self) -> tuple[str, ...]:
        return (self.key.id,)

    def key_faults(self) -> Iterator[Fault]:
        grades = [option.grade for option in self.options]
        if grades.count(BEST) != 1:
            rule = "best-grade" if self.situational else "keys-count"
            yield Fault(rule=rule, figure=str(grades.count(BEST)), bound="1")
        if any(option.critical and option.grade == BEST for option in self.options):
            yield Fault(rule="critical-key")
        if self.situational and not {1, 2} & set(grades):
            yield Fault(rule="middle-grade", figure="0", bound=">= 1")

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return shuffled(tuple(option.id for option in self.options), rng)

    def grade(self, response: Response) -> Grade:
        chosen = next((option for option in self.options if option.id == response), None)
        if chosen is None:
            raise self.refuse()
        verdict = Verdict.RIGHT if chosen.grade == BEST else Verdict.PARTLY if chosen.grade else Verdict.WRONG
        remarks = [Remark(option=chosen.id, verdict=verdict, feedback=chosen.feedback)]
        if chosen is not self.key:
            remarks.append(Remark(option=self.key.id, verdict=Verdict.MISSED, feedback=self.key.feedback))
        return Grade(score=Fraction(chosen.grade, BEST), remarks=tuple(remarks), critical=chosen.critical)

    def responses(self) -> Iterator[Response]:
        return (option.id for option in self.options)

    def chance(self) -> Fraction:
        return Fraction(sum(option.grade for option in self.options), BEST * len(self.options))
