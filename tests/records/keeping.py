"""People and attempts put into a records file, for tests that read them back."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from cstrain.core.attempt import Answered, Attempt, Ending, Event, Finished, Started, replay
from cstrain.core.trainee import Trainee
from cstrain.records import attempts, trainees
from cstrain.records.store import Store
from tests.making import NOON


def keep_trainee(store: Store, id: str = "trainee-1", name: str = "Sari", **details: Any) -> Trainee:
    trainee = Trainee(id=id, name=name, **details)
    with store.writing():
        trainees.add(store, trainee, NOON)
    return trainee


def keep(store: Store, started: Started, answers: Iterable[Answered] = (), ending: Ending | None = None) -> Attempt:
    """Keep an attempt as it went; with an `ending` it ended an hour after its start."""
    events: list[Event] = list(answers)
    if ending:
        events.append(Finished(ending=ending, at=started.at + timedelta(hours=1)))
    attempt = replay(started, events)
    with store.writing():
        attempts.start(store, started, "self-declared", "0.0")
        for one in attempt.answers:
            attempts.answer(store, started.attempt, one, started.plan[one.position].content_hash, started.language)
        if attempt.finished:
            attempts.finish(store, attempt)
    return attempt


def tamper(path: Path, *statements: str) -> None:
    """Change the file behind our back, as a database editor would: no foreign keys, no checks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)
