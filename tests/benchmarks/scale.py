"""Records of any size that look like those of real branches: people of different abilities, items of different difficulty,
attempts of every kind, some abandoned, some still open.

The same size and seed give the same people, answers and scores. Quizzes are drawn and answered here; talks were played by the
program itself, a few times each, and are told again with other people. Nothing is sealed unless asked for: reports do not look
at seals.
"""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from itertools import islice
from math import exp
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from cstrain.app import roleplay
from cstrain.app.clock import Clock
from cstrain.app.roleplay import Wish
from cstrain.core.attempt import Ending, Kind, reaches
from cstrain.core.items import Item, Response
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import as_dict, replace
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.records import order, seals, trainees
from cstrain.records.attempts import written
from cstrain.records.store import Store
from cstrain.records.times import stored

BRANCHES = ("Bandung", "Medan", "Surabaya", "Makassar", "Semarang", "Palembang", "Denpasar", "Yogyakarta", "Malang", "Padang")
COHORTS = ("2025-10", "2026-01", "2026-04", "2026-07")
BEGAN, DAYS = datetime(2026, 1, 5, 1, 0, tzinfo=UTC), 300
OFFSET = 420
# How many of each kind, in a hundred.
KINDS = {Kind.QUIZ: 56, Kind.PRACTICE: 24, Kind.LESSON: 10, Kind.DRILL: 4, Kind.ROLEPLAY: 4, Kind.REHEARSAL: 2}
# The others were brought to their end.
ABANDONED, TIME_UP, OPEN = 0.03, 0.01, 0.02
# How many ways of answering are known of an item, and talks of a role-play.
WAYS, TALKS = 8, 3


@dataclass(frozen=True, kw_only=True)
class Size:
    trainees: int
    attempts: int
    answers: int


Row = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """One way to answer an item: as it is kept, and what it is worth."""

    response: str
    score: float
    critical: int


@dataclass(frozen=True)
class Asked:
    """An item as those who are asked see it; the first way is the best one, the second what draws most of the others."""

    item: Item
    ways: tuple[Way, ...]
    difficulty: float
    chance: float
    options: str

    def answered(self, ability: float, rng: Random) -> Way:
        if len(self.ways) == 1 or rng.random() < 1 / (1 + exp(self.difficulty - ability)):
            return self.ways[0]
        return self.ways[min(int(rng.expovariate(0.7)) + 1, len(self.ways) - 1)]


def fill(path: Path, modules: Sequence[Module], size: Size, *, seed: int = 1, sealed: bool = False) -> None:
    """A new records file of this size."""
    Store(path).db.close()
    db = sqlite3.connect(path, isolation_level=None)
    for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -64000"):
        db.execute(f"PRAGMA {setting}")
    db.execute("BEGIN")
    Filling(db, modules, size, seed).fill()
    if sealed:
        seals.seal(db, seals.key_of(path), seals.unsealed(db))
    db.execute("COMMIT")
    db.close()


class Filling:
    def __init__(self, db: sqlite3.Connection, modules: Sequence[Module], size: Size, seed: int) -> None:
        self.db, self.modules, self.size, self.rng = db, modules, size, Random(seed)
        self.asked = {module.id: [_asked(item, self.rng) for item in module.items.values()] for module in modules}
        self.policies = {module.id: json.dumps(as_dict(module.policy)) for module in modules}
        self.highest: dict[str, int] = defaultdict(int)
        self.people: list[tuple[str, float]] = []

    def fill(self) -> None:
        self._people()
        per_attempt, over = divmod(self.size.answers, self.size.attempts)
        talks = _played(self.modules, self.rng)
        pending: dict[str, list[Row]] = defaultdict(list)
        # Answers that a talk was too short to have are made up for by the next quiz.
        owed = 0
        for number in range(self.size.attempts):
            wanted = per_attempt + (number < over) + owed
            at = BEGAN + timedelta(days=DAYS * number / self.size.attempts)
            (kind,) = self.rng.choices(list(KINDS), list(KINDS.values()))
            if kind in (Kind.ROLEPLAY, Kind.REHEARSAL) and talks and number + 1 < self.size.attempts:
                owed = wanted - self._talk(pending, kind, self.rng.choice(talks), at)
            else:
                owed = wanted - self._quiz(pending, Kind.QUIZ if kind in (Kind.ROLEPLAY, Kind.REHEARSAL) else kind, wanted, at)
            if len(pending["answer"]) >= 20_000:
                self._write(pending)
        self._write(pending)

    def _write(self, pending: dict[str, list[Row]]) -> None:
        for table in ("trainee", "trainee_detail", "attempt_grant", "attempt", "drawn", "answer", "turn", "finish"):
            if rows := pending.pop(table, []):
                names = list(rows[0])
                marks = ", ".join("?" * len(names))
                values = ([row[name] for name in names] for row in rows)
                self.db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)

    def _id(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def _placed(self, table: str, at: str) -> Row:
        """A new id, and its place in the order."""
        id = self._id()
        self.highest[table] = order.number(id, at, self.highest[table])
        return {"sequence": self.highest[table], "id": id}

    def _people(self) -> None:
        pending: dict[str, list[Row]] = defaultdict(list)
        for number in range(self.size.trainees):
            at, _offset = stored(BEGAN - timedelta(days=30) + timedelta(seconds=number))
            head = self._placed("trainee", at)
            pending["trainee"].append({**head, "created_at": at, "created_offset": OFFSET})
            pending["trainee_detail"].append(
                {
                    **self._placed("trainee_detail", at),
                    "trainee_id": head["id"],
                    "name": f"Peserta {number + 1:05}",
                    "employee_number": f"E{number + 1:05}",
                    "branch": BRANCHES[number % len(BRANCHES)],
                    "cohort": COHORTS[number // len(BRANCHES) % len(COHORTS)],
                    "required": "[]",
                    "recorded_at": at,
                    "recorded_offset": OFFSET,
                }
            )
            self.people.append((head["id"], self.rng.gauss(0.8, 1.1)))
            if number % 50 == 0:
                pending["attempt_grant"].append(
                    {
                        **self._placed("attempt_grant", at),
                        "trainee_id": head["id"],
                        "module": self.rng.choice(self.modules).id,
                        "granted_at": at,
                        "granted_offset": OFFSET,
                    }
                )
        self._write(pending)

    def _attempt(self, kind: Kind, module: Module, trainee: str, at: datetime) -> Row:
        began, _ = stored(at)
        return {
            **self._placed("attempt", began),
            "trainee_id": trainee,
            "kind": kind.value,
            "module": module.id,
            "module_version": module.version,
            "policy": self.policies[module.id],
            "seed": self.rng.getrandbits(31),
            "language": self.rng.choice(("id", "id", "en")),
            "identity": "self-declared",
            "program": "0",
            "started_at": began,
            "started_offset": OFFSET,
            "roleplay": "",
        }

    def _quiz(self, pending: dict[str, list[Row]], kind: Kind, wanted: int, at: datetime) -> int:
        """An attempt with so many answers, if the module has as many items; how many there are."""
        module = self.rng.choice(self.modules)
        trainee, ability = self.rng.choice(self.people)
        attempt = self._attempt(kind, module, trainee, at)
        lot = self.rng.random()
        is_left = lot < ABANDONED + OPEN
        # The plan of a drill grows as it is answered; it ranges over the modules, and names the items with theirs.
        is_drill = kind is Kind.DRILL
        more = 3 if is_left and not is_drill else 0
        plan = self.rng.sample(self.asked[module.id], min(wanted + more, len(self.asked[module.id])))
        if is_drill:
            attempt["module"] = ""
        ways = [asked.answered(ability, self.rng) for asked in plan[:wanted]]
        times, moment = [], at
        for _ in ways:
            took = int(self.rng.lognormvariate(9.3, 0.6))
            moment += timedelta(milliseconds=took)
            times.append((took, stored(moment)[0]))
        pending["attempt"].append(attempt)
        pending["drawn"] += _plan(attempt["id"], plan, f"{module.id}/" if is_drill else "")
        pending["answer"] += [
            {
                **self._placed("answer", answered),
                "attempt_id": attempt["id"],
                "position": place,
                "content_hash": asked.item.content_hash,
                "language": attempt["language"],
                "response": way.response,
                "score": way.score,
                "maximum": 1,
                "chance": asked.chance,
                "critical": way.critical,
                "elapsed_ms": took,
                "answered_at": answered,
                "answered_offset": OFFSET,
            }
            for place, (asked, way, (took, answered)) in enumerate(zip(plan, ways, times, strict=False))
        ]
        if lot >= OPEN:
            ending = Ending.ABANDONED if is_left else Ending.TIME_UP if lot < OPEN + ABANDONED + TIME_UP else Ending.COMPLETED
            pending["finish"].append(self._finish(attempt, ending, module, len(plan), ways, times))
        return len(ways)

    def _finish(
        self,
        attempt: Row,
        ending: Ending,
        module: Module,
        maximum: int,
        ways: Sequence[Way],
        times: Sequence[tuple[int, str]],
    ) -> Row:
        score = sum((Fraction(way.score).limit_denominator(10_000) for way in ways), Fraction(0))
        critical = sum(way.critical for way in ways)
        passed = attempt["kind"] == Kind.QUIZ and ending is not Ending.ABANDONED and not critical
        return {
            "attempt_id": attempt["id"],
            "ending": ending.value,
            "score": float(score),
            "maximum": maximum,
            "passed": int(passed and reaches(score, maximum, module.policy.pass_mark)),
            "critical_errors": critical,
            "answers": len(ways),
            "elapsed_ms": sum(took for took, _ in times),
            "finished_at": times[-1][1] if times else attempt["started_at"],
            "finished_offset": OFFSET,
            "roleplay_ending": "",
            "verdict": "",
        }

    def _talk(self, pending: dict[str, list[Row]], kind: Kind, talk: "Talk", at: datetime) -> int:
        """A talk that was played, told again with someone else at another time; how many decisions it has."""
        trainee, _ability = self.rng.choice(self.people)
        head = self._attempt(kind, talk.module, trainee, at)
        kept = ("seed", "language", "roleplay")
        attempt = {**head, **{name: talk.attempt[name] for name in kept}}
        times = [stored(at + timedelta(seconds=20 * (place + 1)))[0] for place in range(len(talk.answers))]
        pending["attempt"].append(attempt)
        pending["drawn"] += [{**row, "attempt_id": attempt["id"]} for row in talk.drawn]
        pending["turn"] += [{**row, "attempt_id": attempt["id"]} for row in talk.turns]
        pending["answer"] += [
            {
                **self._placed("answer", answered),
                **row,
                "attempt_id": attempt["id"],
                "elapsed_ms": 20_000,
                "answered_at": answered,
                "answered_offset": OFFSET,
            }
            for row, answered in zip(talk.answers, times, strict=True)
        ]
        passed = int(kind is Kind.ROLEPLAY and talk.finish["verdict"] == "good" and not talk.finish["critical_errors"])
        ended = {"elapsed_ms": 20_000 * len(times), "finished_at": times[-1], "finished_offset": OFFSET, "passed": passed}
        pending["finish"].append({**talk.finish, "attempt_id": attempt["id"], **ended})
        return len(times)


def _plan(attempt: str, plan: Sequence[Asked], before: str) -> Iterator[Row]:
    for place, asked in enumerate(plan):
        yield {
            "attempt_id": attempt,
            "position": place,
            "item": before + asked.item.id,
            "kind": asked.item.kind,
            "content_hash": asked.item.content_hash,
            "options": asked.options,
        }


def _asked(item: Item, rng: Random) -> Asked:
    """What can be answered: the best, and others in the order in which they draw people."""
    given: list[Response] = list(islice(item.responses(), 200)) or [5.0, 7.0, 10.0, 24.0]
    rng.shuffle(given)
    graded = [(response, item.grade(response)) for response in given]
    ways = [Way(written(response), float(grade.score), int(grade.critical)) for response, grade in graded]
    best = max(ways, key=lambda way: way.score)
    others = [way for way in ways if way is not best][: WAYS - 1]
    options = json.dumps(item.arrange(rng))
    return Asked(item, (best, *others), rng.gauss(0, 1.2), float(item.chance()), options)


# Talks


@dataclass(frozen=True)
class Talk:
    """The rows of one talk as the program wrote them."""

    module: Module
    attempt: Row
    drawn: Sequence[Row]
    answers: Sequence[Row]
    turns: Sequence[Row]
    finish: Row


def _played(modules: Sequence[Module], rng: Random) -> list[Talk]:
    """Each role-play a few times, with whatever reply comes."""
    clock, someone = Clock(), Trainee(id=str(UUID(int=1)), name="Someone")
    found = []
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "talks.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        with store.writing():
            trainees.add(store, someone, clock.now())
        for module in modules:
            for one in module.roleplays.values():
                for number in range(TALKS):
                    wish = Wish(seed=number)
                    live = roleplay.start(store, roleplay.brief(store, module, one, someone, wish), someone, wish, "id", clock)
                    while question := live.question:
                        live.answer(rng.choice(list(question.item.responses())), "id")
                    found.append(_taken(store, module, live.state.started.attempt))
    return found


def _taken(store: Store, module: Module, id: str) -> Talk:
    rows = partial(_rows, store.db, id)
    (attempt,), (finish,) = rows("attempt", "id"), rows("finish")
    own = {"sequence", "id", "clock_step_s"}
    answers = [{name: value for name, value in row.items() if name not in own} for row in rows("answer")]
    return Talk(module, attempt, rows("drawn"), answers, rows("turn"), finish)


def _rows(db: sqlite3.Connection, id: str, table: str, column: str = "attempt_id") -> list[Row]:
    found = db.execute(f"SELECT * FROM {table} WHERE {column} = ?", (id,))
    names = [name for name, *_ in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def shipped(cache: Path, many: int = 0) -> list[Module]:
    """The shipped modules; so many of them if a number is given, further ones being the same under other ids."""
    library = Library([shelf.shipped()], cache)
    modules: list[Module] = [library.module(id) for id in library.ids]
    for number in range(max(0, many - len(modules))):
        original = modules[number]
        modules.append(replace(original, id=f"{original.id}-{number}"))
    return modules[: many or None]
