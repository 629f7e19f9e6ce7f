"""Bringing an older records file forward: named steps, each in one transaction with its record, after a backup.

A step is a file in migrations/: its number is the version it leads to. Steps only add: a program that had the file open
before goes on writing its rows. What is newer than us is refused before it comes here (store.recognise).
"""

from collections.abc import Callable
from pathlib import Path

from cstrain import __version__
from cstrain.core.value import Value
from cstrain.errors import CannotWrite, RecordsNotCopied
from cstrain.records import seals
from cstrain.records.backup import keep
from cstrain.records.creation import statements
from cstrain.records.order import renumber
from cstrain.records.store import Store


def _order_and_seal(store: Store) -> None:
    """Rows were merely counted, and had no seals."""
    for table, at in COUNTED.items():
        renumber(store.db, table, at)
    seals.seal(store.db, seals.key_of(store.path), seals.unsealed(store.db))


COUNTED = {
    "trainee": "created_at",
    "trainee_detail": "recorded_at",
    "attempt_grant": "granted_at",
    "attempt": "started_at",
    "answer": "answered_at",
}
# What a step does that SQL cannot say, in the same transaction.
AFTERWARDS: dict[int, Callable[[Store], None]] = {4: _order_and_seal}

FOLDER = Path(__file__).parent / "migrations"


class Step(Value):
    """One step forward, to `version`."""

    version: int
    name: str
    script: Path


def steps() -> list[Step]:
    """Every step there is, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.sql")):
        number, _, name = path.stem.partition("-")
        found.append(Step(version=int(number), name=name, script=path))
    return found


def bring_forward(store: Store) -> None:
    """Take the file to the newest version; RecordsNotCopied, and the file as it was, if it cannot be copied first."""
    is_copied = False
    for step in steps():
        with store.writing():
            # Looked at under the lock: another window may have been here first.
            if store.version() < step.version:
                if not is_copied:
                    _copy_first(store)
                is_copied = True
                _take(store, step)


def _copy_first(store: Store) -> None:
    try:
        keep(store, f"version-{store.version()}")
    except CannotWrite as error:
        raise RecordsNotCopied(path=str(store.path), target=error.path, reason=error.reason) from error


def _take(store: Store, step: Step) -> None:
    for statement in statements(step.script.read_text(encoding="utf-8")):
        store.db.execute(statement)
    if step.version in AFTERWARDS:
        AFTERWARDS[step.version](store)
    store.db.execute(
        "INSERT INTO migration (version, name, program, applied_at) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        (step.version, step.name, __version__),
    )
    store.db.execute(f"PRAGMA user_version = {step.version}")
