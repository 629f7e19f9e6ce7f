"""number: a figure, typed by the trainee. Score: 1 within the tolerance, else 0."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict
from cstrain.core.localised import Localised
from cstrain.core.value import Value

# Binary floats cannot hold most decimal fractions; what a person types is never this close by accident.
ROUNDING = 1e-9
# Beyond this a float no longer tells one whole number from the next.
LARGEST = 2**53


def written(value: float) -> str:
    """A figure as people write it: 1500000, 2.5; never with an exponent."""
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Figure(Value):
    """The right figure, or a likely wrong one that deserves its own feedback."""

    value: float
    feedback: Localised
    key: bool = False

    @property
    def id(self) -> str:
        return written(self.value)


class Number(Item):
    kind = "number"
    parts_field = "figures"
    size = (1, 8)

    figures: tuple[Figure, ...]
    otherwise: Localised
    tolerance: float = 0
    unit: Localised | None = None

    @property
    def key(self) -> Figure:
        return next(figure for figure in self.figures if figure.key)

    def parts(self) -> tuple[Part, ...]:
        units = self.unit.texts if self.unit else dict.fromkeys(self.prompt.texts, "")
        return tuple(
            Part(
                id=figure.id,
                text=Localised({language: f"{figure.id} {unit}".strip() for language, unit in units.items()}),
                feedback=figure.feedback,
            )
            for figure in self.figures
        )

    def correct(self) -> tuple[str, ...]:
        return (self.key.id,)

    def key_faults(self) -> Iterator[Fault]:
        keys = sum(figure.key for figure in self.figures)
        if keys != 1:
            yield Fault(rule="keys-count", figure=str(keys), bound="1")
        for figure in self.figures:
            if keys == 1 and figure.id != self.key.id and abs(figure.value - self.key.value) <= self.tolerance + ROUNDING:
                yield Fault(rule="figure-in-tolerance", figure=figure.id)
        if self.tolerance < 0:
            yield Fault(rule="tolerance", figure=written(self.tolerance), bound=">= 0")

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return ()

    def grade(self, response: Response) -> Grade:
        if isinstance(response, bool) or not isinstance(response, int | float) or not abs(response) <= LARGEST:
            raise self.refuse()
        if abs(response - self.key.value) <= self.tolerance + ROUNDING:
            return Grade(score=Fraction(1), remarks=(self._remark(self.key, Verdict.RIGHT),))
        known = next((figure for figure in self.figures if not figure.key and abs(response - figure.value) <= ROUNDING), None)
        missed = self._remark(self.key, Verdict.MISSED)
        if known:
            return Grade(score=Fraction(0), remarks=(self._remark(known, Verdict.WRONG), missed))
        unknown = Remark(option=written(response), verdict=Verdict.WRONG, feedback=self.otherwise)
        return Grade(score=Fraction(0), remarks=(unknown, missed))

    def _remark(self, figure: Figure, verdict: Verdict) -> Remark:
        return Remark(option=figure.id, verdict=verdict, feedback=figure.feedback)

    def responses(self) -> Iterator[Response]:
        return iter(())

    def chance(self) -> Fraction:
        return Fraction(0)
