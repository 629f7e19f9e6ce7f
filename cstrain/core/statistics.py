"""What answers say about the items themselves, and about a group: pure figures, and verdicts as codes.

Sources: the figures are those of Moodle's quiz statistics (docs.moodle.org/dev/Quiz_statistics_calculations: facility index,
discrimination index, discriminative efficiency), from first attempts only, as there; the bounds of discrimination are those of
R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement (5th ed., 1991), chapter 13; the gain is that of R. R. Hake,
Interactive-engagement versus traditional methods, American Journal of Physics 66 (1998), 64-74.
Sums are math.fsum, so that no figure depends on the order in which people come.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import fsum, sqrt
from typing import NamedTuple

from cstrain.core.value import Value

# Below so many first attempts there is nothing but the facility; below so many no verdict.
FEW = 10
ENOUGH = 30
# Per cent. Ebel and Frisbie: below 20 an item is poor; the half of that says next to nothing.
POOR_DISCRIMINATION = 20
NO_DISCRIMINATION = 10
NEARLY_ALL = 0.95

# An item in its module.
Key = tuple[str, str]


class FirstAttempt(NamedTuple):
    """What one person answered when an item was met first: `share` of its points from 0 to 1, `chosen` as the item tells it."""

    item: Key
    share: float
    chosen: tuple[str, ...] = ()


class ItemFigures(Value):
    """The figures of one item. `facility` from 0 to 1; `discrimination` from -100 to 100; `efficiency` up to 100 (what goes
    against the rest may be more than what could go with it); both are None where they are not defined or there are too few.
    `counts`: how many chose what; `rest`: the mean of their other answers, from 0 to 1."""

    attempts: int
    facility: float
    discrimination: float | None
    efficiency: float | None
    counts: Mapping[str, int]
    rest: Mapping[str, float]

    @property
    def are_few(self) -> bool:
        return self.attempts < FEW


class Likelihood(StrEnum):
    """How likely it is that an item needs checking by a person; FEW: nobody can say yet."""

    FEW = "few"
    UNLIKELY = "unlikely"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"


class Reason(StrEnum):
    KEY_LOSES = "key-loses"
    BELOW_CHANCE = "below-chance"
    GOOD_ONES_FAIL = "good-ones-fail"
    TELLS_NOTHING = "tells-nothing"
    TELLS_LITTLE = "tells-little"
    NEARLY_ALL_RIGHT = "nearly-all-right"


class Verdict(Value, kw_only=False):
    likelihood: Likelihood
    because: Reason | None = None


class _Gathered:
    """What is kept of an item while people go by."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        # Beside each other: a share and the mean of the same person's other answers, where there are any.
        self.paired: list[float] = []
        self.rests: list[float] = []
        self.chosen: dict[str, list[float | None]] = {}


def item_figures(people: Iterable[Sequence[FirstAttempt]]) -> dict[Key, ItemFigures]:
    """The figures of every item; for each person the first attempts that belong together (at the items of one module).

    The rest of a person is the mean of these without the item itself: corrected, or an item would agree with itself.
    """
    gathered: dict[Key, _Gathered] = {}
    for attempts in people:
        total, others = fsum(one.share for one in attempts), len(attempts) - 1
        for one in attempts:
            item = gathered.setdefault(one.item, _Gathered())
            item.shares.append(one.share)
            rest = (total - one.share) / others if others else None
            if rest is not None:
                item.paired.append(one.share)
                item.rests.append(rest)
            for option in one.chosen:
                item.chosen.setdefault(option, []).append(rest)
    return {item: _figures(found) for item, found in gathered.items()}


def _figures(found: _Gathered) -> ItemFigures:
    count = len(found.shares)
    few = count < FEW
    rests = {option: [each for each in several if each is not None] for option, several in found.chosen.items()}
    return ItemFigures(
        attempts=count,
        facility=fsum(found.shares) / count,
        discrimination=None if few else discrimination(found.paired, found.rests),
        efficiency=None if few else efficiency(found.paired, found.rests),
        counts=Counter({option: len(several) for option, several in found.chosen.items()}),
        rest={option: fsum(several) / len(several) for option, several in rests.items() if several},
    )


def discrimination(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """100 cov(x, r) / (sd_x sd_r), from -100 to 100; None where all are alike. Moodle: discrimination index."""
    if _is_constant(shares) or _is_constant(rests):
        return None
    spread = sqrt(_comoment(shares, shares) * _comoment(rests, rests))
    # The last digit of a float may be beyond what can be.
    return max(-100.0, min(100.0, 100 * _comoment(shares, rests) / spread)) if spread else None


def efficiency(shares: Sequence[float], rests: Sequence[float]) -> float | None:
    """100 cov(x, r) / the greatest that these same figures could have, both sorted; None where all are alike.

    Moodle: discriminative efficiency. An item that nearly all get right cannot discriminate much; this takes it into account.
    """
    if _is_constant(shares) or _is_constant(rests):
        return None
    greatest = _comoment(sorted(shares), sorted(rests))
    return min(100.0, 100 * _comoment(shares, rests) / greatest) if greatest else None


def _is_constant(values: Sequence[float]) -> bool:
    return len(values) < 2 or min(values) == max(values)


def _comoment(one: Sequence[float], other: Sequence[float]) -> float:
    """The sum of products of differences from the means: the covariance but for a factor that cancels out."""
    middle, middle_of_other = fsum(one) / len(one), fsum(other) / len(other)
    return fsum((a - middle) * (b - middle_of_other) for a, b in zip(one, other, strict=True))


def worst_distractor(figures: ItemFigures, options: Sequence[str], keys: frozenset[str]) -> str | None:
    """The wrong option chosen most often, the first as written among equals; None if nobody chose one or there are too few."""
    if figures.are_few:
        return None
    wrong = [option for option in options if option not in keys and figures.counts.get(option)]
    return max(wrong, key=lambda option: figures.counts[option], default=None)


def verdict(figures: ItemFigures, chance: float, keys: frozenset[str], worst: str | None) -> Verdict:
    """Whether an item needs checking, and why; `chance` from 0 to 1 is what guessing earns, `worst` its worst distractor.

    The first reason that holds, the gravest first. Where nearly all are right hardly anything can correlate: no reason to doubt.
    """
    if figures.attempts < ENOUGH:
        return Verdict(Likelihood.FEW)
    if worst and len(keys) == 1 and figures.counts[worst] > figures.counts.get(next(iter(keys)), 0):
        return Verdict(Likelihood.VERY_LIKELY, Reason.KEY_LOSES)
    if figures.facility < chance:
        return Verdict(Likelihood.VERY_LIKELY, Reason.BELOW_CHANCE)
    if figures.facility >= NEARLY_ALL:
        return Verdict(Likelihood.UNLIKELY, Reason.NEARLY_ALL_RIGHT)
    if figures.discrimination is None or figures.discrimination >= POOR_DISCRIMINATION:
        return Verdict(Likelihood.UNLIKELY)
    if figures.discrimination < 0:
        return Verdict(Likelihood.VERY_LIKELY, Reason.GOOD_ONES_FAIL)
    nothing = figures.discrimination < NO_DISCRIMINATION
    return Verdict(Likelihood.LIKELY, Reason.TELLS_NOTHING if nothing else Reason.TELLS_LITTLE)


class Gain(Value):
    """How much of what could be gained a group gained: `pre` and `post` are means from 0 to 1 over the `people` with both."""

    pre: float
    post: float
    people: int

    @property
    def gain(self) -> float | None:
        """(post - pre) / (1 - pre), on the means; None where nothing was left to gain. Hake: average normalised gain."""
        return (self.post - self.pre) / (1 - self.pre) if self.pre < 1 else None


def gain(pairs: Iterable[tuple[float, float]]) -> Gain | None:
    """The gain of a group from each person's (pre, post), from 0 to 1; None of nobody."""
    both = list(pairs)
    if not both:
        return None
    pre, post = (fsum(several) / len(both) for several in zip(*both, strict=True))
    return Gain(pre=pre, post=post, people=len(both))
