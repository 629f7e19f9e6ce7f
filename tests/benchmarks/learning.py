"""python -m tests.benchmarks.learning: does drilling pay? Simulated learners, the shipped modules, the real schedule and draw.

Each learner trains in each way: the same person, the same days, the same number of questions (those of the drill). Recall is
the mean chance, over all facts, that a fact comes to mind some time after the last day, by the learner's own memory: no guessing,
no multiple choice. Figures and what they mean: docs/learning-evidence.md.
"""

import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean

from cstrain.core.drill import FULL, Bank, draw, module_of, todays
from cstrain.core.evidence import Evidence
from cstrain.core.items import Item
from cstrain.core.schedule import schedule
from cstrain.core.value import Value
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from tests.benchmarks.learners import MODELS, Learner

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SECONDS_A_QUESTION = 20
SLIP, SLOW = 0.03, 0.05
RESAMPLES = 2000
DAYS = 45


class Course(Value):
    """How long people train, how likely they miss a day, and how many days after it their recall is looked at."""

    days: int
    missed: float
    later: tuple[int, ...]


class Trained(Value):
    """What one way of training came to for one learner: recall by how many days later; facts never asked; questions in all."""

    recall: Mapping[int, float]
    unseen: int
    asked: int


class Compared(Value):
    """Paired differences in recall between the drill and another way, over learners, with a 95 % bootstrap interval."""

    model: str
    missed: float
    later: int
    other: str
    drill: float
    than: float
    low: float
    high: float

    @property
    def difference(self) -> float:
        return self.drill - self.than


class Person:
    """Someone who answers questions: what does not come to mind is guessed; everything asked is explained and so studied."""

    def __init__(self, bank: Bank, learner: Learner, rng: Random) -> None:
        self.bank, self.learner, self.rng = bank, learner, rng
        self.evidence: list[Evidence] = []

    def sit(self, day: int, items: Sequence[Item]) -> None:
        for place, item in enumerate(items):
            self.answer(item, day + place * SECONDS_A_QUESTION / 86_400)

    def answer(self, item: Item, now: float) -> None:
        rng, chance = self.rng, float(item.chance())
        recalled = {fact: rng.random() < self.learner.recall(fact, now) for fact in item.facts}
        is_right = all(recalled.values()) and rng.random() > SLIP
        is_right = is_right or rng.random() < chance
        for fact, came in recalled.items():
            self.learner.study(fact, now, came)
        seconds = 90 if rng.random() < SLOW else SECONDS_A_QUESTION
        self.evidence.append(
            Evidence(
                item=item.id,
                facts=item.facts,
                share=float(is_right),
                chance=chance,
                elapsed_ms=seconds * 1000,
                at=START + timedelta(days=now),
            )
        )


Way = Callable[[Bank, Person, Sequence[int], Sequence[int], Random], None]


def by_drill(bank: Bank, person: Person, days: Sequence[int], _asked: Sequence[int], rng: Random) -> None:
    for day in days:
        made = schedule(person.evidence, START + timedelta(days=day))
        person.sit(day, draw(bank, todays(bank, made, FULL), made, rng))


def by_module(bank: Bank, person: Person, days: Sequence[int], asked: Sequence[int], rng: Random) -> None:
    """One module after the other, a little each day, over and over until the next one."""
    order = _modules_in_turn(bank, sum(asked), rng)
    for day, count in zip(days, asked, strict=True):
        person.sit(day, [next(order) for _ in range(count)])


def cramming(bank: Bank, person: Person, days: Sequence[int], asked: Sequence[int], rng: Random) -> None:
    """One module after the other, each in one sitting, on the day on which `by_module` would have been through with it: as late
    as it can be."""
    order = list(_modules_in_turn(bank, sum(asked), rng))
    sittings: dict[str, list[Item]] = {}
    last: dict[str, int] = {}
    asked_on = (day for day, count in zip(days, asked, strict=True) for _ in range(count))
    for item, day in zip(order, asked_on, strict=True):
        sittings.setdefault(module_of(item.id), []).append(item)
        last[module_of(item.id)] = day
    # Two may end on one day: one after the other.
    for module, items in sittings.items():
        person.sit(last[module], items)


def _modules_in_turn(bank: Bank, questions: int, rng: Random) -> Iterator[Item]:
    """So many questions, for each module its share: that of its facts."""
    facts: dict[str, list[str]] = {}
    for fact in bank.items:
        facts.setdefault(module_of(fact), []).append(fact)
    rounds = {module: _round_and_round(bank, own, rng) for module, own in facts.items()}
    owners = [module for module, own in facts.items() for _ in own]
    for number in range(questions):
        yield next(rounds[owners[number * len(owners) // questions]])


def evenly(bank: Bank, person: Person, days: Sequence[int], asked: Sequence[int], rng: Random) -> None:
    """Even spacing: all facts in turn, each as often and as far apart as every other."""
    rounds = _round_and_round(bank, list(bank.items), rng)
    for day, count in zip(days, asked, strict=True):
        person.sit(day, [next(rounds) for _ in range(count)])


def _round_and_round(bank: Bank, facts: list[str], rng: Random) -> Iterator[Item]:
    """Items for these facts in turn, in one mixed order, each time another item of the fact; what an item brings along is not
    asked again in the same round."""
    rng.shuffle(facts)
    number = 0
    while True:
        covered: set[str] = set()
        for fact in facts:
            if fact not in covered:
                names = bank.items[fact]
                item = bank.item(names[number % len(names)])
                assert item
                covered.update(item.facts)
                yield item
        number += 1


WAYS: dict[str, Way] = {
    "drill": by_drill,
    "cramming, a module a sitting": cramming,
    "module by module, a little a day": by_module,
    "even spacing": evenly,
}


def train(bank: Bank, model: type[Learner], course: Course, seed: int) -> dict[str, Trained]:
    """One learner, trained in every way: the same memory, the same days."""
    facts = list(bank.items)
    own = Random(seed)
    hard = Random("hardness")
    hardness = {fact: hard.gauss(0, 1) for fact in facts}
    days = [day for day in range(course.days) if own.random() >= course.missed]
    asked: tuple[int, ...] = ()
    results: dict[str, Trained] = {}
    for name, way in WAYS.items():
        person = Person(bank, model(Random(seed), hardness), Random(seed + 1))
        way(bank, person, days, asked, Random(seed + 2))
        by_day = [(one.at - START).days for one in person.evidence]
        # What the drill asked each day is what the others have to do with.
        asked = asked or tuple(by_day.count(day) for day in days)
        results[name] = Trained(
            recall={
                later: mean(person.learner.recall(fact, course.days - 1 + later) for fact in facts) for later in course.later
            },
            unseen=sum(fact not in person.learner.times for fact in facts),
            asked=len(by_day),
        )
    return results


def measure(bank: Bank, courses: Sequence[Course], learners: Sequence[int]) -> tuple[list[Compared], int]:
    """The comparisons over these learners (by their seeds), and the most facts that a drilling one was never asked."""
    rows: list[Compared] = []
    unseen = 0
    for name, model in MODELS.items():
        for course in courses:
            made = [train(bank, model, course, seed) for seed in learners]
            assert all(len({one.asked for one in each.values()}) == 1 for each in made), "unequal budgets"
            unseen = max(unseen, *(each["drill"].unseen for each in made))
            for later in course.later:
                drill = [each["drill"].recall[later] for each in made]
                for other in list(WAYS)[1:]:
                    than = [each[other].recall[later] for each in made]
                    low, high = interval([one - two for one, two in zip(drill, than, strict=True)])
                    rows.append(
                        Compared(
                            model=name,
                            missed=course.missed,
                            later=later,
                            other=other,
                            drill=mean(drill),
                            than=mean(than),
                            low=low,
                            high=high,
                        )
                    )
    return rows, unseen


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the mean."""
    rng = Random(0)
    means = sorted(mean(rng.choices(differences, k=len(differences))) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def shipped(cache: Path) -> Bank:
    library = Library([shelf.shipped()], cache)
    return Bank([library.module(id) for id in library.ids])


def table(rows: Sequence[Compared]) -> str:
    lines = [
        "| memory | days missed | recall after | drill | against | recall | difference (95 %) |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.model} | {one.missed:.0%} | {one.later} days | {one.drill:.3f} | {one.other} | {one.than:.3f}"
        f" | {one.difference:+.3f} ({one.low:+.3f} to {one.high:+.3f}) |"
        for one in rows
    ]
    return "\n".join(lines)


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first learner; those after it have the next ones")
    given = parser.parse_args()
    courses = [Course(days=DAYS, missed=missed, later=(14, 30)) for missed in (0.0, 0.4)]
    with tempfile.TemporaryDirectory() as folder:
        bank = shipped(Path(folder))
        rows, unseen = measure(bank, courses, range(given.first, given.first + given.learners))
    print(f"{given.learners} learners, {DAYS} days, {len(bank.items)} facts; never asked of a learner who drilled: {unseen}")
    print(table(rows))


if __name__ == "__main__":
    main()
