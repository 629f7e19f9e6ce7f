"""When each fact is due again, worked out from one trainee's answers. Pure, and alone in knowing fsrs.

The answers are the truth: the state of every fact is built from them whenever it is asked for, and nothing of it is kept. The
model of memory is FSRS (Ye, Su & Cao 2022, KDD '22, 4381-4390) with the parameters it comes with; time is counted in local days.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

from cstrain.core.attempt import PAUSE_MS
from cstrain.core.evidence import Evidence
from cstrain.core.value import Value, replace

# Longer than the longest question takes to read (210 words): somebody had to think hard.
SLOW_MS = 60_000
# A partly right answer shows something if it is at least half way from what a guess scores to the whole.
SHOWS_SOMETHING = 0.5
# Nothing known well is left alone for longer than this: mastered facts stay in the queue.
MOST_DAYS = 90
# Until a fact was answered right on so many days, a hit may have been luck: it comes back the next day.
DAYS_WITHOUT_LUCK = 2

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=MOST_DAYS, enable_fuzzing=False)
# Days are counted from the first there is, and a clock that is later than this is taken to be there: then none overflows.
DAY_ZERO, LATEST = datetime(1, 1, 1, tzinfo=UTC), date(9000, 1, 1).toordinal()
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Memory(Value):
    """What the answers make of one fact. `recall` is the chance (0 to 1) that it comes to mind today; `stability` in days.

    `item` was asked last, and `missed` says that its answer was not wholly right; `answers` counts them all.
    """

    fact: str
    last: date
    due: date
    recall: float
    stability: float
    difficulty: float
    answers: int
    days_right: int
    item: str
    missed: bool


class Day(Value):
    """How many facts fall due on a day."""

    day: date
    facts: int


class Schedule(Value):
    """The memory of every fact that was ever asked. `newest_first` are these facts by their latest answer; `asked` the items,
    the one that was asked longest ago first."""

    today: date
    memories: dict[str, Memory]
    newest_first: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def due(self) -> list[Memory]:
        """What is due today or was before, the weakest first; but what was asked within the week waits behind what was not.

        The weakest are often those that were asked yesterday: they would take the place of all others, day after day
        (docs/learning-evidence.md).
        """
        due = [one for one in self.memories.values() if one.due <= self.today]
        return sorted(weakest(due), key=lambda one: self.today - one.last < WEEK)

    @property
    def ahead(self) -> list[Memory]:
        """What is not due yet, the weakest first."""
        return weakest(one for one in self.memories.values() if one.due > self.today)

    @property
    def missed(self) -> list[Memory]:
        """What was not wholly right at its latest answer, the newest first."""
        return [self.memories[fact] for fact in self.newest_first if self.memories[fact].missed]

    def only(self, facts: Container[str]) -> "Schedule":
        """The schedule of these facts alone."""
        return replace(
            self,
            memories={fact: one for fact, one in self.memories.items() if fact in facts},
            newest_first=tuple(fact for fact in self.newest_first if fact in facts),
        )

    def forecast(self, days: int) -> list[Day]:
        """How many facts fall due today (with all that was due before) and on each of the days after it; `days` in all."""
        counts = [0] * days
        for one in self.memories.values():
            place = max(0, (one.due - self.today).days)
            if place < days:
                counts[place] += 1
        return [Day(day=self.today + place * ONE_DAY, facts=count) for place, count in enumerate(counts)]


def weakest(memories: Iterable[Memory]) -> list[Memory]:
    """The memories, the one least likely to come to mind first; among equals what has waited longest."""
    return sorted(memories, key=lambda one: (one.recall, one.due, one.fact))


def schedule(answers: Iterable[Evidence], now: datetime) -> Schedule:
    """The schedule that these answers, in the order they were given, make at this time (aware, local)."""
    given = [one for one in answers if one.teaches]
    *days, today = settled([min(at.toordinal(), LATEST) for at in (*(one.at for one in given), now)])
    memories: dict[str, _Growing] = {}
    asked: dict[str, None] = {}
    for one, day in zip(given, days, strict=True):
        asked.pop(one.item, None)
        asked[one.item] = None
        rating = rate(one)
        for fact in one.facts:
            # Taken out and put in again: the order of the facts is that of their latest answers.
            memory = memories.pop(fact, None) or _Growing()
            memory.take(one, day, rating)
            memories[fact] = memory
    return Schedule(
        today=date.fromordinal(today),
        memories={fact: memory.at(fact, today) for fact, memory in memories.items()},
        newest_first=tuple(reversed(memories)),
        asked=tuple(asked),
    )


def rate(answer: Evidence) -> Rating:
    """How well the facts of an answer were known. Never Easy: to recognise the right answer is easier than to know it.

    An answer that was interrupted for longer than a pause says nothing about its time.
    """
    if answer.share < 1:
        beyond_chance = (answer.share - answer.chance) / (1 - answer.chance) if answer.chance < 1 else 0.0
        # Scores are kept as floats.
        return Rating.Hard if beyond_chance >= SHOWS_SOMETHING - 1e-9 else Rating.Again
    return Rating.Hard if SLOW_MS < answer.elapsed_ms <= PAUSE_MS else Rating.Good


def settled(days: Sequence[int]) -> list[int]:
    """The days of events in their order, made to run forward only, changing as few as can be.

    A clock that was wrong for a while gives days that do not fit with those before and after it: where most days agree, the
    rest are taken for the day before them. The last event is now: so a clock that is wrong now does no harm either.
    """
    runs = [(day, len(list(same))) for day, same in groupby(days)]
    trusted = _longest_rise([day for day, _ in runs])
    before, kept = runs[trusted[0]][0], set(trusted)
    result: list[int] = []
    for place, (day, count) in enumerate(runs):
        before = day if place in kept else before
        result += [before] * count
    return result


def _longest_rise(days: Sequence[int]) -> list[int]:
    """The places of a longest part that never falls; of several the one that ends on the earliest day.

    Patience sorting (Fredman 1975, Discrete Math. 11:29-35).
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, day in enumerate(days):
        at = bisect_right(tails, day)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [day]
        ends[at : at + 1] = [place]
    rise = [ends[-1]]
    while before[rise[-1]] >= 0:
        rise.append(before[rise[-1]])
    return rise[::-1]


class _Step(NamedTuple):
    """What the model makes of a review: the new stability and difficulty, and in how many days the next one is due."""

    stability: float
    difficulty: float
    days: int


@lru_cache(maxsize=20_000)
def _reviewed(before: _Step | None, elapsed_days: int, rating: Rating) -> _Step:
    """A review so many days after the one that led to `before`. Remembered: many facts share the beginning of their way."""
    card = Card(card_id=1, state=State.Learning, due=DAY_ZERO)
    if before is not None:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=before.stability,
            difficulty=before.difficulty,
            due=DAY_ZERO,
            last_review=DAY_ZERO,
        )
    now = DAY_ZERO + elapsed_days * ONE_DAY
    after, _log = SCHEDULER.review_card(card, rating, now)
    return _Step(after.stability or 0.0, after.difficulty or 0.0, (after.due - now).days)


@lru_cache(maxsize=20_000)
def _recall(stability: float, elapsed_days: int) -> float:
    card = Card(card_id=1, state=State.Review, stability=stability, due=DAY_ZERO, last_review=DAY_ZERO)
    return SCHEDULER.get_card_retrievability(card, DAY_ZERO + elapsed_days * ONE_DAY)


class _Growing:
    """A memory while the answers are gone through; days are ordinals."""

    def __init__(self) -> None:
        self.step: _Step | None = None
        self.days_right: set[int] = set()
        self.answers = self.last = self.wait = 0
        self.item, self.missed = "", False

    def take(self, answer: Evidence, day: int, rating: Rating) -> None:
        self.step = _reviewed(self.step, day - self.last if self.step else 0, rating)
        self.last, self.answers = day, self.answers + 1
        self.item, self.missed = answer.item, answer.share < 1
        if rating is not Rating.Again:
            self.days_right.add(day)
        self.wait = self.step.days if len(self.days_right) >= DAYS_WITHOUT_LUCK else 1

    def at(self, fact: str, today: int) -> Memory:
        stability, difficulty, _days = self.step or _Step(0.0, 0.0, 0)
        return Memory(
            fact=fact,
            last=date.fromordinal(self.last),
            due=date.fromordinal(self.last + self.wait),
            recall=_recall(stability, today - self.last),
            stability=stability,
            difficulty=difficulty,
            answers=self.answers,
            days_right=len(self.days_right),
            item=self.item,
            missed=self.missed,
        )
