"""Rules on all items checked, taken together (content-rules.md): whether cues other than knowledge lead to the key.

Of each module only its tally is kept. A weakness of the bank is told at the items of the module that has most of it.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cstrain.curriculum.problem import Place, Problem, Severity
from cstrain.curriculum.quality.cues import CUES
from cstrain.curriculum.quality.tally import Tally

# Statistics say nothing about fewer items.
ENOUGH_ITEMS = 40
SIZES = (3, 4, 5)
ABOVE_CHANCE = 0.10
KEY_LONGEST_AT_LEAST = 0.10
SPREAD_SHARE = 0.10
KEY_POSITION_P = 0.05
CUE_DIFFERENCE = {"absolute-words": 0.05, "hedges": 0.05, "service-words": 0.15, "negative-options": 0.10}
NEGATIVE_STEMS = 0.05
HARMFUL_SHARE = 0.40
MEAN_GRADE = (0.8, 1.8)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A module's items: their tally and where they stand."""

    module: str
    place: Place
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """A figure of a bank and its bounds; `items` says on how many items it rests, `size` of how many options they are."""

    rule: str
    figure: Callable[[Tally], float]
    items: Callable[[Tally], int]
    low: float = -math.inf
    high: float = math.inf
    language: str = ""
    size: int = 0
    percent: bool = True

    def excess(self, tally: Tally) -> float:
        """How far beyond its bounds the figure of these items lies; not above zero where it is within them."""
        figure = self.figure(tally)
        return max(self.low - figure, figure - self.high)

    def written(self, figure: float) -> str:
        return f"{figure:.0%}" if self.percent else f"{figure:.2f}"

    @property
    def bound(self) -> str:
        low, high = ("" if math.isinf(each) else self.written(each) for each in (self.low, self.high))
        if low and high:
            return f"{low} - {high}"
        return f">= {low}" if low else f"<= {high}"


def bank_problems(modules: list[Counted]) -> Iterator[tuple[str, Problem]]:
    """The weaknesses of these modules together, each with the module at which it is told."""
    whole = Tally()
    for each in modules:
        whole.join(each.tally)
    for statistic in every_statistic():
        if statistic.items(whole) >= ENOUGH_ITEMS and statistic.excess(whole) > 0:
            worst = max(modules, key=lambda one: statistic.excess(one.tally) * statistic.items(one.tally))
            yield (
                worst.module,
                Problem(
                    rule=statistic.rule,
                    severity=Severity.QUALITY,
                    place=worst.place,
                    path=("items",),
                    language=statistic.language,
                    figure=statistic.written(statistic.figure(whole)),
                    bound=statistic.bound,
                    details={"items": str(statistic.items(whole)), "modules": str(len(modules)), "size": str(statistic.size)},
                ),
            )


def every_statistic() -> Iterator[Statistic]:
    for language in ("id", "en"):
        for size in SIZES:
            yield _mean("key-longest", language, size, low=KEY_LONGEST_AT_LEAST, high=round(1 / size + ABOVE_CHANCE, 2))
        yield _mean("option-spread", language, 0, high=SPREAD_SHARE)
        yield _mean("negative-stems", language, 0, high=NEGATIVE_STEMS)
        yield _echoes(language)
        for cue in CUES:
            yield _cue(cue, language)
    for size in SIZES:
        yield _positions(size)
    yield _mean("harmful-grades", "", 0, high=HARMFUL_SHARE)
    low, high = MEAN_GRADE
    # Rests on the items, not on their options.
    yield Statistic(
        rule="mean-grade",
        figure=lambda tally: tally.mean("mean-grade"),
        items=lambda tally: tally.counts["harmful-grades", "", 0],
        low=low,
        high=high,
        percent=False,
    )


def _mean(rule: str, language: str, size: int, low: float = -math.inf, high: float = math.inf) -> Statistic:
    return Statistic(
        rule=rule,
        figure=lambda tally: tally.mean(rule, language, size),
        items=lambda tally: tally.counts[rule, language, size],
        low=low,
        high=high,
        language=language,
        size=size,
    )


def _echoes(language: str) -> Statistic:
    """Above chance, so that items of three, four and five options count together."""
    return Statistic(
        rule="key-echoes",
        figure=lambda tally: tally.mean("key-echoes", language) - tally.mean("key-echoes, chance", language),
        items=lambda tally: tally.counts["key-echoes", language, 0],
        high=ABOVE_CHANCE,
        language=language,
    )


def _cue(cue: str, language: str) -> Statistic:
    """How much oftener keys have such a word than distractors; for negative words the other way about, and only that counts."""
    sign, most = (-1 if cue == "negative-options" else 1), CUE_DIFFERENCE[cue]
    return Statistic(
        rule=cue,
        figure=lambda tally: sign * (tally.mean(f"{cue}, keys", language) - tally.mean(f"{cue}, others", language)),
        items=lambda tally: tally.counts["option-items", language, 0],
        low=-math.inf if sign < 0 else -most,
        high=most,
        language=language,
    )


def _positions(size: int) -> Statistic:
    return Statistic(
        rule="key-position",
        figure=lambda tally: even_chance(tally.positions(size)),
        items=lambda tally: sum(tally.positions(size)),
        low=KEY_POSITION_P,
        size=size,
        percent=False,
    )


def even_chance(counts: list[int]) -> float:
    """The p-value of Pearson's chi-square test that each of these is equally likely; 1 for no counts."""
    expected = sum(counts) / len(counts)
    if not expected:
        return 1.0
    return chi_square_beyond(sum((count - expected) ** 2 / expected for count in counts), len(counts) - 1)


def chi_square_beyond(value: float, freedom: int) -> float:
    """The probability that chi-square with so many degrees of freedom exceeds this (Abramowitz & Stegun 26.4.4, 26.4.5)."""
    half = value / 2
    if freedom % 2 == 0:
        return math.exp(-half) * sum(half**k / math.factorial(k) for k in range(freedom // 2))
    steps = range((freedom - 1) // 2)
    return math.erfc(math.sqrt(half)) + math.exp(-half) * sum(math.pow(half, k + 0.5) / math.gamma(k + 1.5) for k in steps)
