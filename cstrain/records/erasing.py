"""Erasing people, old attempts and old sessions: the rows, their salts, and the same rows in our own backups.

The rows go in one transaction with their tombstones, which keep a merge from bringing them back. A mark beside the file says that
the rest (the backups, and what SQLite leaves in free pages) is not done yet: it is gone on with whenever the file is opened
(docs/decisions/0027-erasing.md).
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from cstrain.core.value import Value
from cstrain.errors import RecordsLocked, RecordsUnusable
from cstrain.files import whole_file
from cstrain.records import backup, seals
from cstrain.records.store import PATIENCE_SECONDS, Store, recognise
from cstrain.records.times import stored
from cstrain.records.waiting import BUSY, begin_writing

# The tables with rows of an attempt, of a session or of a trainee, and the column that says whose: in the order in which nothing
# is left that refers to what is gone. Older files have not all of them.
OF_ATTEMPTS = {
    "set_aside": "attempt_id",
    "turn": "attempt_id",
    "finish": "attempt_id",
    "answer": "attempt_id",
    "drawn": "attempt_id",
    "attempt": "id",
}
OF_SESSIONS = {
    "set_aside": "attempt_id",
    "session_event": "session_id",
    "participant": "session_id",
    "session": "id",
}
OF_TRAINEES = {
    "participant": ("trainee_id",),
    "pin": ("trainee_id",),
    "joined": ("trainee_id", "into_id"),
    "attempt_grant": ("trainee_id",),
    "trainee_detail": ("trainee_id",),
    "trainee": ("id",),
}
GOING = (
    "CREATE TEMP TABLE IF NOT EXISTS going_trainee (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS going_attempt (id TEXT PRIMARY KEY, subject TEXT) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS going_session (id TEXT PRIMARY KEY, subject TEXT) WITHOUT ROWID",
    "DELETE FROM temp.going_trainee",
    "DELETE FROM temp.going_attempt",
    "DELETE FROM temp.going_session",
)


class Subject(Value, kw_only=False):
    """What a tombstone stands for: everything at a trainee's entry (kind "trainee"), one attempt ("attempt"), or one group
    session with who voted what ("session")."""

    kind: str
    id: str

    @property
    def written(self) -> str:
        return f"{self.kind} {self.id}"


def erase(store: Store, subjects: Sequence[Subject], now: datetime) -> None:
    """Take the rows and leave tombstones, in one transaction; what is left to do is for `finish`."""
    at, offset = stored(now)
    with store.writing():
        # Before anything is gone: whoever opens the file after a fall finds it, waits for the lock, and goes on.
        with whole_file(mark(store.path), replace=True):
            pass
        taken = take(store.db, subjects)
        for subject in subjects:
            rows = json.dumps(taken[subject.written])
            id = str(uuid4())
            moment = {"recorded_at": at, "recorded_offset": offset}
            store.append("erasure", at, id=id, subject=subject.written, rows=rows, **moment)


def mark(records: Path) -> Path:
    """The file that stands beside the records while an erasure is not finished."""
    return records.with_name(f"{records.name}.erasing")


def finish(store: Store) -> list[Path]:
    """Do what is left of erasing, in the backups and in pages that are free now; the backups that could not be reached.

    Where someone else keeps a file busy for long the mark stays, and this is tried again when the records are next opened.
    """
    # Who is in the middle of erasing holds the lock: what is found then is all of it, or nothing.
    with store.writing():
        erasures = store.db.execute("SELECT * FROM erasure").fetchall()
    unreached = []
    with suppress(RecordsLocked):
        for path in backup.all_of(store.path):
            try:
                _clean(path, erasures, store.path)
            except (sqlite3.Error, OSError, RecordsUnusable) as error:
                if getattr(error, "sqlite_errorname", "") in BUSY:
                    raise RecordsLocked(path=str(path)) from error
                # Damaged, or written by a newer cstrain: it may be all that is left of other people's records.
                unreached.append(path)
        with store.reading() as db:
            db.execute("VACUUM")
        mark(store.path).unlink(missing_ok=True)
    return unreached


def _clean(path: Path, erasures: Sequence[tuple[object, ...]], records: Path) -> None:
    """Erase in a backup, in place: SQLite's journal makes that whole or not at all."""
    recognise(path)
    tombstones = {str(row[2]): row for row in erasures}
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_SECONDS)) as db:
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA trusted_schema = OFF")
        with _transaction(db):
            here = [subject for subject in _subjects(db) if subject.written in tombstones]
            take(db, here)
            if here and "erasure" in _tables(db):
                _entomb(db, [tombstones[subject.written] for subject in here], records)
        if here:
            db.execute("VACUUM")


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    begin_writing(db, PATIENCE_SECONDS)
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _entomb(db: sqlite3.Connection, rows: Iterable[tuple[object, ...]], records: Path) -> None:
    """The tombstones of the records in a backup too, sealed there: should it become the records again, they are not lost."""
    fresh = [row for row in rows if not db.execute("SELECT 1 FROM erasure WHERE id = ?", (row[1],)).fetchone()]
    db.executemany("INSERT INTO erasure VALUES (?, ?, ?, ?, ?, ?)", fresh)
    seals.seal(db, seals.key_of(records), [("erasure", str(row[1])) for row in fresh])


def _subjects(db: sqlite3.Connection) -> Iterator[Subject]:
    """Everything in a file that a tombstone could stand for."""
    for kind in {"trainee", "attempt", "session"} & _tables(db):
        yield from (Subject(kind, id) for (id,) in db.execute(f"SELECT id FROM {kind}").fetchall())


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()}


def take(db: sqlite3.Connection, subjects: Iterable[Subject]) -> Mapping[str, list[tuple[str, str]]]:
    """Inside a transaction: delete everything about these subjects, and the salts of its seals. The rows that had or could have
    seals (their kind and id), by subject."""
    _note(db, subjects)
    tables = _tables(db)
    taken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for whose, kind, id in _rows(db, tables):
        taken[whose].append((kind, id))
    if "seal" in tables:
        seals.unsalt(db, [row for rows in taken.values() for row in rows])
    for going, of in (("going_attempt", OF_ATTEMPTS), ("going_session", OF_SESSIONS)):
        for table, column in of.items():
            if table in tables:
                db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM temp.{going})")
    for table, columns in OF_TRAINEES.items():
        if table in tables:
            condition = " OR ".join(f"{column} IN (SELECT id FROM temp.going_trainee)" for column in columns)
            db.execute(f"DELETE FROM {table} WHERE {condition}")
    return taken


def _note(db: sqlite3.Connection, subjects: Iterable[Subject]) -> None:
    """Which trainees, attempts and sessions are going, in temporary tables; a kind that we do not know is nobody here."""
    for statement in GOING:
        db.execute(statement)
    for subject in subjects:
        if subject.kind == "trainee":
            db.execute("INSERT OR IGNORE INTO temp.going_trainee VALUES (?)", (subject.id,))
        elif subject.kind in ("attempt", "session"):
            db.execute(f"INSERT OR IGNORE INTO temp.going_{subject.kind} VALUES (?, ?)", (subject.id, subject.written))
    db.execute(
        "INSERT OR IGNORE INTO temp.going_attempt SELECT attempt.id, 'trainee ' || trainee_id FROM attempt"
        " WHERE trainee_id IN (SELECT id FROM temp.going_trainee)"
    )


def _rows(db: sqlite3.Connection, tables: set[str]) -> Iterator[tuple[str, str, str]]:
    """The subject, kind and id of every row that is going and has an id of its own."""
    for name, of in (("going_attempt", OF_ATTEMPTS), ("going_session", OF_SESSIONS)):
        for table, column in of.items():
            if table not in tables or table not in (*seals.SEALED, "set_aside"):
                continue
            kind, id = ("each.kind", "each.id") if table == "set_aside" else (f"'{table}'", f"each.{seals.KEYS.get(table, 'id')}")
            yield from db.execute(
                f"SELECT going.subject, {kind}, {id} FROM {table} AS each JOIN temp.{name} AS going ON going.id = each.{column}"
            ).fetchall()
    for table, columns in OF_TRAINEES.items():
        if table in tables:
            for column in columns:
                yield from db.execute(
                    f"SELECT 'trainee ' || each.{column}, '{table}', each.id FROM {table} AS each"
                    f" WHERE each.{column} IN (SELECT id FROM temp.going_trainee)"
                ).fetchall()
