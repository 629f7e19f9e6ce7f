"""Is the records file sound? Its structure, its schema, its references, its seals, and whether totals are what answers add up to.

It is looked at in a private copy, so that everything told is of one moment and nobody waits meanwhile.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from cstrain.core.roleplay.transcript import Transcript
from cstrain.core.value import Value
from cstrain.errors import RecordsDamaged, RecordsUnreachable
from cstrain.records import attempts, chain, receipt, seals, shape, talks
from cstrain.records.store import VERSION, Store, cut_off


class Flaw(Value):
    """Something that does not fit: `check` is integrity, schema, reference, total, receipt or how a seal does not fit
    (chain.Misfit); `where` names the page, the table, the row or the entry of the chain."""

    check: str
    where: str


class Soundness(Value):
    """`set_back` is how many rows were written after the clock had been set back, `branches` how many copies of the file were
    gone on with apart, `aside` how many rows another line of history has taken the place of: no flaws, but worth knowing."""

    trainees: int
    attempts: int
    answers: int
    set_back: int
    flaws: tuple[Flaw, ...]
    machines: int = 0
    branches: int = 0
    aside: int = 0


COUNTED = (
    "FROM trainee",
    "FROM attempt",
    "FROM answer",
    "FROM (SELECT clock_step_s FROM attempt UNION ALL SELECT clock_step_s FROM answer) WHERE clock_step_s < 0",
    "FROM (SELECT DISTINCT machine FROM tip)",
    "FROM tip",
    "FROM set_aside",
)


FINISH = "SELECT score, maximum, passed, critical_errors, answers, elapsed_ms FROM finish WHERE attempt_id = ?"


def verify(store: Store, held_against: Sequence[receipt.End] = ()) -> Soundness:
    """Read the whole file and report every flaw found; also against a receipt.

    A file of an older version (Store with forward=False) is brought forward if its structure is sound, to be looked at.
    """
    with store.reading() as db:
        found = cut_off(store.path, db)
    if found:
        return _unsound([Flaw(check="integrity", where=found)])
    try:
        with store.copied() as copy:
            flaws = [*_structure(copy)]
            if not flaws and copy.version() == VERSION:
                return _looked_through(copy, own_key(store), held_against)
    except RecordsDamaged as error:
        # Too damaged to be copied.
        return _unsound([Flaw(check="integrity", where=error.detail)])
    if flaws:
        return _unsound(flaws)
    from cstrain.records.migration import bring_forward

    bring_forward(store)
    return verify(store, held_against)


def look_through(store: Store, key: seals.Key | None) -> Soundness:
    """The same of a file that nobody else has: it need not be copied for this."""
    flaws = [*_structure(store)]
    return _unsound(flaws) if flaws else _looked_through(store, key, ())


def own_key(store: Store) -> seals.Key | None:
    """The key of this installation, if it can be read."""
    try:
        return seals.read_key(store.path)
    except RecordsUnreachable:
        return None


def _unsound(flaws: Sequence[Flaw]) -> Soundness:
    return Soundness(trainees=0, attempts=0, answers=0, set_back=0, flaws=tuple(flaws))


def _looked_through(store: Store, key: seals.Key | None, held_against: Sequence[receipt.End]) -> Soundness:
    """A private copy whose structure is sound."""
    with store.reading() as db:
        if strange := shape.misfits(db):
            # Nothing that such a file says can be relied on.
            return _unsound([Flaw(check="schema", where=name) for name in strange])
    flaws = [*_references(store), *_totals(store)]
    with store.reading() as db:
        flaws += [Flaw(check=one.how, where=one.where) for one in chain.misfits(db, key)]
        flaws += [Flaw(check="receipt", where=where) for where in receipt.missing(db, held_against)]
        counts = [db.execute(f"SELECT count(*) {rows}").fetchone()[0] for rows in COUNTED]
    trainees, attempts, answers, set_back, machines, ends, aside = counts
    return Soundness(
        trainees=trainees,
        attempts=attempts,
        answers=answers,
        set_back=set_back,
        flaws=tuple(flaws),
        machines=machines,
        branches=max(0, ends - machines),
        aside=aside,
    )


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


def _references(store: Store) -> Iterator[Flaw]:
    with store.reading() as db:
        for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
            yield Flaw(check="reference", where=f"{_named(db, table, row)} -> {parent}")
        for (id,) in db.execute("SELECT id FROM trainee WHERE id NOT IN (SELECT trainee_id FROM trainee_detail)").fetchall():
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
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
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
