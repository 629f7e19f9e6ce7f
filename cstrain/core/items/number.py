"""number: a figure, typed by the trainee. Score: 1 within the tolerance, else 0."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from random import Random

from cstrain.core.items.base import Grade, Item, Remark, Response, Verdict
from cstrain.core.localised import Localised

# Binary floats cannot hold most decimal fractions; what a person types is never this close by accident.
ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """The right figure, or a likely wrong one that deserves its own feedback."""

    value: float
    feedback: Localised
    key: bool

    @property
    def id(self) -> str:
        return f"{self.value:g}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Item):
    kind = "number"

    figures: tuple[Figure, ...]
    tolerance: float
    unit: Localised | None
    otherwise: Localised

    @property
    def key(self) -> Figure:
        return next(figure for figure in self.figures if figure.key)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return ()

    def grade(self, response: Response) -> Grade:
        if isinstance(response, bool) or not isinstance(response, int | float) or not isfinite(response):
            raise self.refuse()
        if abs(response - self.key.value) <= self.tolerance + ROUNDING:
            return Grade(score=Fraction(1), remarks=(self._remark(self.key, Verdict.RIGHT),))
        known = next((figure for figure in self.figures if not figure.key and abs(response - figure.value) <= ROUNDING), None)
        missed = self._remark(self.key, Verdict.MISSED)
        if known:
            return Grade(score=Fraction(0), remarks=(self._remark(known, Verdict.WRONG), missed))
        unknown = Remark(option=f"{response:g}", verdict=Verdict.WRONG, feedback=self.otherwise)
        return Grade(score=Fraction(0), remarks=(unknown, missed))

    def _remark(self, figure: Figure, verdict: Verdict) -> Remark:
        return Remark(option=figure.id, verdict=verdict, feedback=figure.feedback)

    def responses(self) -> Iterator[Response]:
        return iter(())

    def chance(self) -> Fraction:
        return Fraction(0)
