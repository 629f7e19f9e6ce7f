"""Simulated learners: models of memory that are none of the scheduler's, with people who differ.

Forms and citations are the papers'; their parameters are from memory and moved so that, in each model, what was studied once is
recalled by an average learner in about half of the cases after a day and in about a fifth after two weeks. Times are in days.
"""

from abc import ABC, abstractmethod
from itertools import pairwise
from math import e, exp, log
from random import Random

# Two answers of one sitting are at least so far apart.
A_MOMENT = 30 / 86_400


class Learner(ABC):
    """One person: `speed` is how fast this one forgets, `ease` how much more comes to mind; both differ between people.

    `hardness` differs between facts, the same for everyone.
    """

    def __init__(self, rng: Random, hardness: dict[str, float]) -> None:
        self.ease = rng.gauss(0, 1)
        self.speed = exp(rng.gauss(0, 0.3))
        self.hardness = hardness
        self.times: dict[str, list[float]] = {}

    @abstractmethod
    def recall(self, fact: str, now: float) -> float:
        """The chance that the fact comes to mind."""

    def study(self, fact: str, now: float, recalled: bool) -> None:
        """The fact was asked and explained."""
        self.times.setdefault(fact, []).append(now)


class Activation(Learner):
    """ACT-R's base-level activation where each trace decays by how active the fact was when it was made: Pavlik & Anderson
    (2005), Cognitive Science 29:559-586."""

    SCALE, INTERCEPT, NOISE, THRESHOLD = 0.217, 0.177, 0.255, -1.40
    # Between sittings psychological time runs slower.
    SLOWED = 0.025 * 86_400

    def __init__(self, rng: Random, hardness: dict[str, float]) -> None:
        super().__init__(rng, hardness)
        self.decays: dict[str, list[float]] = {}

    def activation(self, fact: str, now: float) -> float:
        traces = zip(self.times.get(fact, ()), self.decays.get(fact, ()), strict=True)
        total = sum((max(now - time, A_MOMENT) * self.SLOWED * self.speed) ** -decay for time, decay in traces)
        return log(total) if total else -9.0

    def recall(self, fact: str, now: float) -> float:
        if fact not in self.times:
            return 0.0
        threshold = self.THRESHOLD + 0.15 * self.hardness[fact] - 0.15 * self.ease
        return 1 / (1 + exp((threshold - self.activation(fact, now)) / self.NOISE))

    def study(self, fact: str, now: float, recalled: bool) -> None:
        decay = self.SCALE * exp(self.activation(fact, now)) + self.INTERCEPT
        super().study(fact, now, recalled)
        self.decays.setdefault(fact, []).append(decay)


class Timescales(Learner):
    """Traces that decay exponentially, each on its own scale, and learn only what the faster ones have forgotten: the multiscale
    context model, Mozer, Pashler, Cepeda, Lindsey & Vul (2009), NIPS 22:1321-1329."""

    SCALES = tuple(0.02 * 2.6**place for place in range(12))
    WEIGHTS = tuple(0.92**place for place in range(12))
    UNRECALLED, RECALLED = 0.95, 1.2

    def __init__(self, rng: Random, hardness: dict[str, float]) -> None:
        super().__init__(rng, hardness)
        self.traces: dict[str, list[float]] = {}

    def faded(self, fact: str, now: float) -> list[float]:
        since = max(now - self.times[fact][-1], A_MOMENT) * self.speed
        return [trace * exp(-since / scale) for trace, scale in zip(self.traces[fact], self.SCALES, strict=True)]

    def recall(self, fact: str, now: float) -> float:
        if fact not in self.times:
            return 0.0
        strength = sum(weight * trace for weight, trace in zip(self.WEIGHTS, self.faded(fact, now), strict=True))
        return min(1.0, strength / sum(self.WEIGHTS))

    def study(self, fact: str, now: float, recalled: bool) -> None:
        traces = self.faded(fact, now) if fact in self.times else [0.0] * len(self.SCALES)
        rate = self.RECALLED if recalled else self.UNRECALLED
        rate *= exp(0.2 * self.ease - 0.2 * self.hardness[fact])
        weighed, weights = 0.0, 0.0
        for place, weight in enumerate(self.WEIGHTS):
            weighed, weights = weighed + weight * traces[place], weights + weight
            traces[place] += min(1.0, rate) * max(0.0, 1 - weighed / weights)
        super().study(fact, now, recalled)
        self.traces[fact] = traces


class Predictive(Learner):
    """The predictive performance equation: a power of practice times a power of age, which falls slower after wider gaps: Walsh,
    Gluck, Gunzelmann, Jastrzembski & Krusmark (2018), Cognitive Science 42:644-691."""

    PRACTICE, AGE, BASE, SPACING, THRESHOLD, NOISE = 0.35, 0.6, 0.05, 0.14, 0.55, 0.19

    def recall(self, fact: str, now: float) -> float:
        times = self.times.get(fact)
        if not times:
            return 0.0
        ages = [max(now - time, A_MOMENT) * 24 * self.speed for time in times]
        weights = [age**-self.AGE for age in ages]
        age = sum(weight * one for weight, one in zip(weights, ages, strict=True)) / sum(weights)
        gaps = [0.0, *(24 * (later - sooner) for sooner, later in pairwise(times))]
        decay = self.BASE + self.SPACING * sum(1 / log(gap + e) for gap in gaps) / len(gaps)
        strength: float = len(times) ** self.PRACTICE * age**-decay
        threshold = self.THRESHOLD + 0.08 * self.hardness[fact] - 0.08 * self.ease
        return 1 / (1 + exp((threshold - strength) / self.NOISE))


class Unspaced(Learner):
    """A control: exponential forgetting whose half-life grows with a power of the number of times alone, however close together
    (the exponential law of Ebbinghaus with Newell & Rosenbloom's (1981) power law of practice). Here spacing gains nothing by
    itself: whatever is better is better by asking the right facts."""

    HALF_LIFE, POWER = 2.5, 1.1

    def recall(self, fact: str, now: float) -> float:
        times = self.times.get(fact)
        if not times:
            return 0.0
        half_life = self.HALF_LIFE * len(times) ** self.POWER * exp(0.3 * self.ease - 0.3 * self.hardness[fact]) / self.speed
        return 0.75 * float(0.5 ** (max(now - times[-1], 0.0) / half_life))


MODELS: dict[str, type[Learner]] = {
    "activation (Pavlik & Anderson)": Activation,
    "time scales (Mozer et al.)": Timescales,
    "predictive performance (Walsh et al.)": Predictive,
    "control without a spacing effect": Unspaced,
}
