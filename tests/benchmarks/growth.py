"""Whether waiting grows with the records: the same acts on a file ten times as large."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from cstrain.app import drill, progress, quiz, today
from cstrain.app.clock import Clock
from cstrain.app.quiz import Wish
from cstrain.app.trainees import called, namesakes
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import as_dict
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.benchmarks.measuring import Measured, once

MODULE = "3s-greeting"
ANSWERS_OF_AN_ATTEMPT = 20
ATTEMPTS_OF_A_TRAINEE = 10


def measure(smaller: int, larger: int, rounds: int) -> Iterator[Measured]:
    """`smaller` and `larger` are how many answers the two files hold."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library([shelf.shipped()], Path(folder) / "cache")
        every = [library.module(id) for id in library.ids]
        module = library.module(MODULE)
        paths = [Path(folder) / f"{answers}.db" for answers in (smaller, larger)]
        for path, answers in zip(paths, (smaller, larger), strict=True):
            fill(path, module, answers)
        with Store(paths[0]) as small, Store(paths[1]) as large:
            for what, act in _acts(module, every).items():
                times = [(once(lambda: act(small)), once(lambda: act(large))) for _ in range(rounds)]  # noqa: B023
                floor, ours = min(one for one, _ in times), min(other for _, other in times)
                yield Measured(what=f"growth: {what}", floor=floor, ours=ours, budget=1.25)


def _acts(module: Module, every: list[Module]) -> dict[str, Callable[[Store], object]]:
    clock, one = Clock(), Trainee(id=_id(0, 0), name="Trainee 0")
    wish = Wish(practice=True)

    def start(store: Store) -> object:
        return quiz.start(store, module, one, wish, "en", clock)

    def answer(store: Store) -> object:
        live = quiz.start(store, module, one, wish, "en", clock)
        question = live.question
        response = next(iter(question.item.responses()), 5.0) if question else 5.0
        return live.answer(response, "en")

    def resume(store: Store) -> object:
        return quiz.go_on(store, quiz.brief(store, module, one, wish, clock), clock)

    def start_drill(store: Store) -> object:
        return drill.start(store, drill.brief(store, every, one, drill.Wish(), clock), one, "en", clock)

    def home(store: Store) -> object:
        """Who sits here, and all that home shows of the modules, with what is due."""
        here = [*trainees.some(store, 2), trainees.one(store, one.id), called(one, namesakes(store, one.name))]
        return here, today.today(store, every, one, clock)

    def whole_way(store: Store) -> object:
        return progress.progress(store, every, one, clock)

    return {
        "start a quiz": start,
        "start and answer": answer,
        "resume": resume,
        "start a drill": start_drill,
        "home": home,
        "progress": whole_way,
    }


def _id(table: int, number: int) -> str:
    return str(UUID(int=(table << 64) + number))


def fill(path: Path, module: Module, answers: int) -> None:
    """A records file with so many answers, in finished attempts of many trainees."""
    Store(path).db.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous=OFF")
    at, policy = ("2026-01-01T08:00:00.000Z", 420), json.dumps(as_dict(module.policy))
    items = list(module.items.values())
    attempts = answers // ANSWERS_OF_AN_ATTEMPT
    for trainee in range(1 + attempts // ATTEMPTS_OF_A_TRAINEE):
        id = _id(0, trainee)
        db.execute("INSERT INTO trainee (id, created_at, created_offset) VALUES (?, ?, ?)", (id, *at))
        db.execute(
            "INSERT INTO trainee_detail (id, trainee_id, name, employee_number, branch, cohort, recorded_at, recorded_offset)"
            " VALUES (?, ?, ?, '', '', '', ?, ?)",
            (_id(1, trainee), id, f"Trainee {trainee}", *at),
        )
    for attempt in range(attempts):
        id, trainee_id = _id(2, attempt), _id(0, attempt // ATTEMPTS_OF_A_TRAINEE)
        db.execute(
            "INSERT INTO attempt (id, trainee_id, kind, module, module_version, policy, seed, language, identity, program,"
            " started_at, started_offset) VALUES (?, ?, 'practice', ?, 'v', ?, 1, 'en', 'self-declared', '0', ?, ?)",
            (id, trainee_id, module.id, policy, *at),
        )
        chosen = [items[(attempt + place) % len(items)] for place in range(ANSWERS_OF_AN_ATTEMPT)]
        db.executemany(
            "INSERT INTO drawn (attempt_id, position, item, kind, content_hash, options) VALUES (?, ?, ?, ?, ?, '[]')",
            [(id, place, item.id, item.kind, item.content_hash) for place, item in enumerate(chosen)],
        )
        db.executemany(
            "INSERT INTO answer (id, attempt_id, position, content_hash, language, response, score, maximum, chance, critical,"
            " elapsed_ms, answered_at, answered_offset) VALUES (?, ?, ?, ?, 'en', '\"a\"', 1.0, 1, 0.25, 0, 9000, ?, ?)",
            [(_id(3, attempt * 100 + place), id, place, item.content_hash, *at) for place, item in enumerate(chosen)],
        )
        db.execute(
            "INSERT INTO finish (attempt_id, ending, score, maximum, passed, critical_errors, answers, elapsed_ms,"
            " finished_at, finished_offset) VALUES (?, 'completed', ?, ?, 0, 0, ?, ?, ?, ?)",
            (id, float(len(chosen)), len(chosen), len(chosen), 9000 * len(chosen), *at),
        )
    db.commit()
    db.close()
