"""How much there is in a records file."""

import sqlite3

from cstrain.core.value import Value

TABLES = {"trainees": "trainee", "attempts": "attempt", "answers": "answer"}


class Counts(Value):
    """How many people (entries of people), attempts and answers."""

    trainees: int
    attempts: int
    answers: int


def counted(db: sqlite3.Connection) -> Counts:
    return Counts(**{name: db.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0] for name, table in TABLES.items()})


def less(now: Counts, before: Counts) -> Counts:
    """What has come since."""
    return Counts(**{name: getattr(now, name) - getattr(before, name) for name in TABLES})
