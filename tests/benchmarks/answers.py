"""How long from an answer given to its feedback: graded, durable, told; against one durable INSERT on the same disk."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from cstrain.app import quiz
from cstrain.app.clock import Clock
from cstrain.app.quiz import Wish
from cstrain.cli.render import attempt as render
from cstrain.core.items import Response
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.benchmarks.measuring import Measured, percentile

MODULE = "3s-greeting"


def measure(answers: int) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        module = Library([shelf.shipped()], home / "cache").module(MODULE)
        db = _floor_file(home / "floor.db")
        floors, ours = [], []
        with Store(home / "records.db") as store:
            taking = _answers(store, module)
            for _ in range(answers):
                floors.append(_insert(db))
                ours.append(next(taking))
        db.close()
        yield Measured(what="answer to feedback, p99", floor=percentile(floors, 0.99), ours=percentile(ours, 0.99), budget=2.0)
        yield Measured(what="answer to feedback, median", floor=percentile(floors, 0.5), ours=percentile(ours, 0.5), budget=None)


def _floor_file(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, response TEXT)")
    return db


def _insert(db: sqlite3.Connection) -> float:
    began = time.perf_counter()
    db.execute("BEGIN")
    db.execute("INSERT INTO answer (response) VALUES (?)", ("x" * 200,))
    db.execute("COMMIT")
    return time.perf_counter() - began


def _answers(store: Store, module: Module) -> Iterator[float]:
    """The seconds of one answer after another, in as many practice attempts as it takes."""
    clock, rng = Clock(), Random(7)
    trainee = Trainee(id="bench", name="Bench")
    with store.writing():
        trainees.add(store, trainee, clock.now())
    while True:
        live = quiz.start(store, module, trainee, Wish(practice=True), "en", clock)
        while question := live.question:
            response: Response = rng.choice(list(question.item.responses()) or [5.0])
            began = time.perf_counter()
            grade = live.answer(response, "en")
            render.feedback(live, question, response, grade)
            yield time.perf_counter() - began
