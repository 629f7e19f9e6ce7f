"""Is the records file sound? Its structure, its references, and whether its totals are what the answers add up to."""

import sqlite3
from collections.abc import Iterator

from cstrain.core.roleplay.transcript import Transcript
from cstrain.core.value import Value
from cstrain.errors import RecordsDamaged
from cstrain.records import attempts, talks
from cstrain.records.store import Store, cut_off


class Flaw(Value):
    """Something that does not fit: `check` is integrity, reference or total; `where` names the row or page."""

    check: str
    where: str


class Soundness(Value):
    """`set_back` is how many rows were written after the clock had been set back: no flaw, but worth knowing."""

    trainees: int
    attempts: int
    answers: int
    set_back: int
    flaws: tuple[Flaw, ...]


COUNTED = (
    "FROM trainee",
    "FROM attempt",
    "FROM answer",
    "FROM (SELECT clock_step_s FROM attempt UNION ALL SELECT clock_step_s FROM answer) WHERE clock_step_s < 0",
)


FINISH = "SELECT score, maximum, passed, critical_errors, answers, elapsed_ms FROM finish WHERE attempt_id = ?"


def verify(store: Store) -> Soundness:
    """Read the whole file and report every flaw found."""
    flaws = [*_structure(store)]
    if not flaws:
        flaws = [*_references(store), *_totals(store)]
    with store.reading() as db:
        counts = [0, 0, 0, 0]
        if not any(flaw.check == "integrity" for flaw in flaws):
            counts = [db.execute(f"SELECT count(*) {rows}").fetchone()[0] for rows in COUNTED]
    trainees, attempts, answers, set_back = counts
    return Soundness(trainees=trainees, attempts=attempts, answers=answers, set_back=set_back, flaws=tuple(flaws))


def _structure(store: Store) -> Iterator[Flaw]:
    try:
        with store.reading() as db:
            lines = db.execute("PRAGMA integrity_check").fetchall()
    except RecordsDamaged as error:
        # Too damaged to be looked through to the end.
        yield Flaw(check="integrity", where=error.detail)
        return
    for (line,) in lines:
        if line != "ok":
            yield Flaw(check="integrity", where=str(line))
    with store.reading() as db:
        found = cut_off(store.path, db)
    if found:
        yield Flaw(check="integrity", where=found)


def _references(store: Store) -> Iterator[Flaw]:
    with store.reading() as db:
        for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
            yield Flaw(check="reference", where=f"{_named(db, table, row)} -> {parent}")
        for (id,) in db.execute("SELECT id FROM trainee WHERE id NOT IN (SELECT id FROM person)").fetchall():
            yield Flaw(check="reference", where=f"trainee {id} -> trainee_detail")


def _named(db: sqlite3.Connection, table: str, row: int | None) -> str:
    """A row by its id, if its table has such."""
    if row is None or table == "turn":
        return table
    (id,) = db.execute(f"SELECT id FROM {table} WHERE sequence = ?", (row,)).fetchone()
    return f"{table} {id}"


def _totals(store: Store) -> Iterator[Flaw]:
    """Attempts whose stored ending is not what their answers add up to, whose answers skip a question, or whose talk is
    told otherwise than it was decided."""
    with store.reading() as db:
        ids = [id for (id,) in db.execute("SELECT id FROM attempt ORDER BY sequence").fetchall()]
    for id in ids:
        try:
            # Someone may be playing: each attempt is looked at as it is at one moment.
            with store.snapshot():
                attempt = attempts.load(store, id)
                told = talks.transcript(store, id) if attempt.started.roleplay else Transcript()
                stored = store.db.execute(FINISH, (id,)).fetchone()
        except (ValueError, TypeError, LookupError, AttributeError):
            # What is stored cannot be read as an attempt at all.
            yield Flaw(check="total", where=f"attempt {id}")
            continue
        due = (
            float(attempt.score),
            attempt.maximum,
            int(attempt.passed),
            attempt.critical_errors,
            len(attempt.answers),
            attempt.elapsed_ms,
        )
        fits = told.belongs_to(attempt) if attempt.started.roleplay else True
        if (stored is not None and stored != due) or not fits:
            yield Flaw(check="total", where=f"attempt {id}")
