"""Merging records of other machines into ours: all of it or nothing.

The files are first merged with one another, in a private copy; what comes of that is brought into our file in one transaction, so
that the lock is held no longer than writing takes. Both are the same act (records/taking.py), and in whatever order and however
often files are merged, the same comes of it (docs/decisions/0029-merging.md).
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from os import urandom
from pathlib import Path
from uuid import uuid4

from cstrain.core.trainee import Trainee, likeness
from cstrain.core.value import Value, replace
from cstrain.errors import CannotWrite, NotMerged
from cstrain.files import whole_file
from cstrain.records import backup, erasing, seals, trainees
from cstrain.records.chain import erased_rows
from cstrain.records.counting import Counts, counted, less
from cstrain.records.source import Source, fetch_all, workroom
from cstrain.records.store import Store
from cstrain.records.taking import Row, Taking, erased
from cstrain.records.times import stored
from cstrain.records.verify import own_key

# More than SQLite takes by itself: pages that are filled row by row need not be read again and again.
CACHE_KB = 64_000


class Merged(Value):
    """What a merge brought. `read` is what the files hold together, `new` what of it we had not.

    `alike`: people who are new here, each with someone who was here or is new as well and may be the same. `erased_here`: people
    and attempts that were here and are erased now, because they were erased elsewhere; `kept_out`: how many rows a file had of
    what stays erased. `aside`: of how many rows more another line of history has taken the place. `backup`: the copy made
    before, if anything came. `has_news`: whether anything comes at all; corrections and grants are in no count. `unreached`:
    backups that could not be cleaned of what was erased.
    """

    files: int
    read: Counts
    new: Counts
    alike: tuple[tuple[Trainee, Trainee], ...] = ()
    erased_here: tuple[str, ...] = ()
    kept_out: int = 0
    aside: int = 0
    backup: Path | None = None
    has_news: bool = False
    unreached: tuple[Path, ...] = ()


def merge(
    store: Store,
    paths: Sequence[Path],
    now: datetime,
    *,
    dry_run: bool = False,
    tell: Callable[[int, Path], None] = lambda *_: None,
) -> Merged:
    """Bring in these files; NotMerged, and nothing is changed, if one of them is not to be trusted or does not fit the others.

    With `dry_run` the same is done to a copy that is thrown away. `tell` hears of each file before it is looked through.
    """
    with workroom(store.path) as folder:
        sources = fetch_all(paths, folder, own_key(store), tell)
        stubs: dict[str, set[Row]] = {}
        with _writable(folder):
            kept_out = sum(_put_together(sources, each, stubs) for each in sources[1:])
        if not dry_run:
            merged = _bring(store, sources, stubs, now)
        else:
            backup.backup(store, folder / "trial.db")
            with Store(folder / "trial.db") as trial:
                merged = replace(_bring(trial, sources, stubs, now), backup=None, unreached=())
        return replace(merged, kept_out=merged.kept_out + kept_out)


def _put_together(sources: Sequence[Source], source: Source, stubs: dict[str, set[Row]]) -> int:
    """Take a file into the copy of the first one, which nobody else has: it needs no journal. How many rows stay erased."""
    with closing(sqlite3.connect(sources[0].copy, isolation_level=None)) as db:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "trusted_schema = OFF"):
            db.execute(f"PRAGMA {setting}")
        taking = Taking(db, source.path, stubs)
        taking.keep_out(source.copy, erased(db, "main"))
        with _attached(taking, source.copy):
            db.execute("BEGIN")
            taking.erase()
            taking.take()
            db.execute("COMMIT")
    return taking.kept_out


def _bring(store: Store, sources: Sequence[Source], stubs: dict[str, set[Row]], now: datetime) -> Merged:
    """Take what was put together into our file."""
    db, together = store.db, sources[0].copy
    known, before, aside = {one.id for one in trainees.everyone(store)}, counted(db), _aside(db)
    with closing(sqlite3.connect(together)) as copy:
        read = counted(copy)
    taking = Taking(db, sources[0].path, stubs)
    kept_out_of = erased(db, "main")
    with _writable(together.parent):
        taking.keep_out(together, kept_out_of)
    kept = None
    with _named(sources), _attached(taking, together):
        if taking.has_news():
            kept = backup.keep(store, "before-merge")
            with store.writing():
                if erased(db, "main") != kept_out_of:
                    # Someone was erased since we looked.
                    raise NotMerged(path=str(sources[0].path), reason="locked")
                _take_for_good(store, taking, now, is_older=any(source.is_older for source in sources))
    unreached = erasing.finish(store) if taking.erased_here else []
    return Merged(
        files=len(sources),
        read=read,
        new=less(counted(db), before),
        alike=tuple(_alike(trainees.everyone(store), known)),
        erased_here=tuple(taking.erased_here),
        kept_out=taking.kept_out,
        aside=max(0, _aside(db) - aside),
        backup=kept,
        has_news=kept is not None,
        unreached=tuple(unreached),
    )


def _take_for_good(store: Store, taking: Taking, now: datetime, *, is_older: bool) -> None:
    """Inside `store.writing()`."""
    # What has no seal here was not written by cstrain, and gets none now.
    loose = set(seals.unsealed(store.db)) if is_older else set()
    taking.erase()
    taking.take()
    if is_older:
        # Rows of a version without seals get a chain of their own, whose key nobody keeps.
        seals.seal(store.db, _passing_key(), [row for row in seals.unsealed(store.db) if row not in loose])
    if taking.stubs:
        _entomb(store, taking.stubs, now)
    if taking.erased_here:
        # What is left to do in the backups is gone on with, whatever happens to us.
        with whole_file(erasing.mark(store.path), replace=True):
            pass


def _entomb(store: Store, stubs: dict[str, set[Row]], now: datetime) -> None:
    """A tombstone for rows that no erasure lists yet: those that were written elsewhere and are erased with the others."""
    listed = {row for (rows,) in store.db.execute("SELECT rows FROM erasure") for row in erased_rows(rows)}
    at, offset = stored(now)
    for subject, rows in sorted(stubs.items()):
        if fresh := sorted(rows - listed):
            written = json.dumps(fresh)
            store.append("erasure", at, id=str(uuid4()), subject=subject, rows=written, recorded_at=at, recorded_offset=offset)


@contextmanager
def _attached(taking: Taking, copy: Path) -> Iterator[None]:
    """The copy stands by as `source`. Nobody else has it: it needs no journal, and ours must not be tied to one of its."""
    db = taking.db
    db.execute("ATTACH ? AS source", (str(copy),))
    try:
        for setting in ("source.journal_mode = OFF", "source.synchronous = OFF", f"main.cache_size = -{CACHE_KB}"):
            db.execute(f"PRAGMA {setting}")
        yield
    except sqlite3.IntegrityError as error:
        raise taking.conflict(str(error)) from error
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("DETACH source")


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """What SQLite cannot do to our copies is told of the folder they stand in."""
    try:
        yield
    except sqlite3.Error as error:
        raise CannotWrite(path=str(folder), reason=str(error)) from error


@contextmanager
def _named(sources: Sequence[Source]) -> Iterator[None]:
    """A conflict with what was put together is one with the file that the row came from."""
    try:
        yield
    except NotMerged as error:
        kind, _, id = error.detail.partition(" ")
        raise NotMerged(path=str(_whose(sources, kind, id)), reason=error.reason, detail=error.detail) from error


def _whose(sources: Sequence[Source], kind: str, id: str) -> Path:
    for source in sources[1:]:
        with closing(sqlite3.connect(source.copy)) as db:
            if kind in seals.SEALED and seals.covered(db, kind, id) is not None:
                return source.path
    return sources[0].path


def _aside(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM main.set_aside").fetchone()[0])


def _passing_key() -> seals.Key:
    secret = urandom(32)
    return seals.Key(secret=secret, machine=seals.digest_of(b"machine", key=secret).hex())


def _alike(people: Iterable[Trainee], known: set[str]) -> Iterator[tuple[Trainee, Trainee]]:
    """Who is new and may be someone who stands before them: one employee number, or names that a person takes for one."""
    met: dict[tuple[str, str], Trainee] = {}
    for one in sorted(people, key=lambda each: each.id not in known):
        looks = [("name", likeness(one.name))] + ([("number", likeness(one.employee_number))] if one.employee_number else [])
        found = [met[look] for look in looks if look in met]
        if found and one.id not in known:
            yield found[0], one
        for look in looks:
            met.setdefault(look, one)
