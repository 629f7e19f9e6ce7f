"""Merging the files of many branches, against bare ATTACH and INSERT ... SELECT of the same rows.

Verifying them is reported beside it, and for how long nobody else could write meanwhile.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from cstrain.core.value import as_dict
from cstrain.records import seals
from cstrain.records.merge import _take_for_good, merge
from cstrain.records.order import number
from cstrain.records.store import Store
from cstrain.records.taking import TABLES
from cstrain.records.times import stored
from cstrain.records.verify import look_through, verify
from tests.benchmarks.measuring import Measured, once
from tests.making import policy

ATTEMPTS_OF_A_TRAINEE = 20
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def measure(files: int, attempts: int, answers: int, rounds: int) -> Iterator[Measured]:
    """So many files with so many attempts of so many answers each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        paths = [home / f"branch-{branch}.db" for branch in range(files)]
        for branch, path in enumerate(paths):
            fill(path, branch, attempts, answers)
        times = [_round(home / f"round-{number}", paths) for number in range(rounds)]
        floor, ours, verifying, locked = (min(each) for each in zip(*times, strict=True))
        what = f"merge of {files} files x {attempts} attempts"
        yield Measured(what=f"{what}, verifying aside", floor=floor, ours=ours, budget=2.5)
        yield Measured(what=f"{what}, verifying alone", floor=floor, ours=verifying, budget=None)
        yield Measured(what=f"{what}, nobody else can write", floor=floor, ours=locked, budget=None)
        yield Measured(
            what="verify, one file of these", floor=once(lambda: _scan(paths[0])), ours=_verified(paths[0]), budget=None
        )


def _round(folder: Path, paths: list[Path]) -> tuple[float, float, float, float]:
    """Seconds of the floor, of ours without verifying, of verifying, and for how long nobody else could write."""
    (folder / "floor").mkdir(parents=True)
    (folder / "ours").mkdir()
    floor = once(lambda: _insert(folder / "floor" / "records.db", paths))
    verifying, locked = Stopwatch(look_through), Stopwatch(_take_for_good)
    with (
        Store(folder / "ours" / "records.db") as store,
        patch("cstrain.records.source.look_through", verifying),
        patch("cstrain.records.merge._take_for_good", locked),
    ):
        ours = once(lambda: merge(store, paths, BEGAN + timedelta(days=300)))
    shutil.rmtree(folder)
    return floor, ours - verifying.seconds, verifying.seconds, locked.seconds


class Stopwatch:
    """Does the same as a function, and keeps how long that took in all."""

    def __init__(self, does: Callable[..., Any]) -> None:
        self.does = does
        self.seconds = 0.0

    def __call__(self, *given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return self.does(*given, **named)
        finally:
            self.seconds += time.perf_counter() - began


def _insert(path: Path, paths: list[Path]) -> None:
    with Store(path) as store:
        for each in paths:
            store.db.execute("ATTACH ? AS source", (str(each),))
            with store.writing():
                for table in (*TABLES, "seal", "tip"):
                    store.db.execute(f"INSERT INTO main.{table} SELECT * FROM source.{table}")
            store.db.execute("DETACH source")


def _scan(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA integrity_check").fetchall()


def _verified(path: Path) -> float:
    with Store(path) as store:
        return once(lambda: verify(store))


def _id(branch: int, table: int, number: int) -> str:
    # Spread as random ones are, and the same in every run.
    return str(UUID(bytes=seals.digest_of(f"{branch} {table} {number}".encode())))


def fill(path: Path, branch: int, attempts: int, answers: int) -> None:
    """A branch's records: finished quizzes of its people, sealed."""
    with Store(path) as store:
        db = store.db
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        _people(db, branch, 1 + attempts // ATTEMPTS_OF_A_TRAINEE)
        for attempt in range(attempts):
            _attempt(db, branch, attempt, answers)
        seals.seal(db, seals.Key(secret=os.urandom(32), machine=f"{branch:032x}"), [*seals.unsealed(db)])
        db.execute("COMMIT")


def _people(db: sqlite3.Connection, branch: int, people: int) -> None:
    for person in range(people):
        at, id, detail = (
            stored(BEGAN + timedelta(seconds=person, milliseconds=branch)),
            _id(branch, 0, person),
            _id(branch, 1, person),
        )
        db.execute("INSERT INTO trainee VALUES (?, ?, ?, ?)", (number(id, at[0], 0), id, *at))
        db.execute(
            "INSERT INTO trainee_detail VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, '[]')",
            (number(detail, at[0], 0), detail, id, f"Trainee {person}", f"{branch}-{person}", f"Branch {branch}", *at),
        )


def _attempt(db: sqlite3.Connection, branch: int, attempt: int, answers: int) -> None:
    id, trainee = _id(branch, 2, attempt), _id(branch, 0, attempt // ATTEMPTS_OF_A_TRAINEE)
    began = BEGAN + timedelta(hours=1, minutes=10 * attempt, milliseconds=branch)
    at = stored(began)
    db.execute(
        "INSERT INTO attempt VALUES (?, ?, ?, 'quiz', 'welcome', 'v', ?, 1, 'en', 'self-declared', '0', ?, ?, 0, '', '[]', '')",
        (number(id, at[0], 0), id, trainee, json.dumps(as_dict(policy())), *at),
    )
    for position in range(answers):
        db.execute(
            "INSERT INTO drawn VALUES (?, ?, ?, 'choice', 'hash', '[\"a\", \"b\", \"c\"]')", (id, position, f"item-{position}")
        )
    for position in range(answers):
        answer, when = _id(branch, 3, attempt * 100 + position), stored(began + timedelta(seconds=position))
        db.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?, 'hash', 'en', '\"a\"', 1.0, 1, 0.25, 0, 9000, ?, ?, 0)",
            (number(answer, when[0], 0), answer, id, position, *when),
        )
    end = stored(began + timedelta(minutes=5))
    db.execute(
        "INSERT INTO finish VALUES (?, 'completed', ?, ?, 1, 0, ?, ?, ?, ?, '', '')",
        (id, float(answers), answers, answers, 9000 * answers, *end),
    )
