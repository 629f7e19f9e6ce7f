"""Records files from elsewhere, as they are looked at before anything is taken from them: copied, recognised, looked through.

Such a file is hostile until shown otherwise. It is only read, through SQLite's own read-only way; everything else is done to a
private copy. Nothing in its schema is run: the schema has to be ours, table by table, before anything else is asked of it.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from cstrain.core.value import Value
from cstrain.errors import CannotWrite, NotMerged, RecordsEmptied, RecordsForeign, RecordsNewer, RecordsUnusable
from cstrain.records import seals, shape
from cstrain.records.order import BITS
from cstrain.records.store import PATIENCE_SECONDS, VERSION, Store, cut_off, recognise
from cstrain.records.times import milliseconds
from cstrain.records.verify import Soundness, look_through
from cstrain.records.waiting import begin_reading

PREFIX = ".cstrain-merge-"
# No row of an honest file is later, and none of its texts longer: of names, of what is kept as JSON, of anything.
LATEST = milliseconds("2100-01-01T00:00:00.000Z") << BITS
LONGEST_NAME, LONGEST_TEXT, LONGEST = 1_000, 1_000_000, 50_000_000
# An erasure lists every row there was, a session everything that was drawn for it.
LONG = {("erasure", "rows"), ("session", "plan")}
NAMES = {"name", "employee_number", "branch", "cohort", "nickname", "team", "module", "id", "trainee_id", "attempt_id"}
# Python's own errors at values that no honest row has.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


class Source(Value):
    """A file that was looked through: as it was named, and the copy to take from. `is_older`: its rows had no seals."""

    path: Path
    copy: Path
    soundness: Soundness
    is_older: bool


@contextmanager
def workroom(beside: Path) -> Iterator[Path]:
    """A private folder beside the records that goes away with us; and what killed runs have left of theirs."""
    for left in beside.parent.glob(f"{PREFIX}*"):
        # Its owner is the process in its name; another machine's (on a network share) looks after itself.
        if not _is_running(left.name.removeprefix(PREFIX).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=beside.parent))
    except OSError as error:
        raise CannotWrite(path=str(beside.parent), reason=error.strerror or type(error).__name__) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        # Asks only whether there is such a process; on Windows this would end it, so there it counts as running.
        if os.name != "nt":
            os.kill(int(process), 0)
    except PermissionError:
        # There is one, of someone else.
        return True
    except (ValueError, OSError, OverflowError):
        return False
    return True


def fetch(path: Path, folder: Path, key: seals.Key | None) -> Source:
    """Copy the file into this folder and look through it; NotMerged, saying why, if it is not to be trusted.

    `key` is our own: what is said to be from this machine has to be made with it.
    """
    copy = folder / f"{len(list(folder.iterdir()))}.db"
    with _refused(path, folder):
        _copy(path, copy)
        is_older = _settled(path, copy)
        with Store(copy) as store:
            if is_older:
                _refuse_schema(path, shape.misfits(store.db))
            _check_bounds(path, store.db)
            soundness = look_through(store, key)
            if soundness.flaws:
                first = soundness.flaws[0]
                raise NotMerged(path=str(path), reason="unsound", detail=f"{first.check}: {first.where}")
            if is_older:
                # Made just now, with a key that goes away with the copy.
                store.db.executescript("DELETE FROM seal; DELETE FROM tip;")
    return Source(path=path, copy=copy, soundness=soundness, is_older=is_older)


@contextmanager
def _refused(path: Path, folder: Path) -> Iterator[None]:
    """Whatever is wrong with a file is a refusal of it, with the word for why."""
    try:
        yield
    except RecordsNewer as error:
        raise NotMerged(path=str(path), reason="newer", detail=f"{error.found} > {error.known}") from error
    except (RecordsForeign, RecordsEmptied) as error:
        raise NotMerged(path=str(path), reason="foreign") from error
    except RecordsUnusable as error:
        if isinstance(error.__cause__, sqlite3.Error):
            raise _refusal(path, folder, error.__cause__) from error
        raise NotMerged(path=str(path), reason="damaged", detail=getattr(error, "detail", "")) from error
    except sqlite3.Error as error:
        raise _refusal(path, folder, error) from error
    except UNREADABLE as error:
        raise NotMerged(path=str(path), reason="unsound", detail=type(error).__name__) from error
    except FileNotFoundError as error:
        raise NotMerged(path=str(path), reason="missing") from error
    except OSError as error:
        raise NotMerged(path=str(path), reason="unreachable", detail=error.strerror or type(error).__name__) from error


# How SQLite's errors begin that are of our copies: of a file that is only read there are no others.
OF_COPIES = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


def _refusal(path: Path, folder: Path, error: sqlite3.Error) -> NotMerged | CannotWrite:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(OF_COPIES):
        return CannotWrite(path=str(folder), reason=str(error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return NotMerged(path=str(path), reason="locked")
    return NotMerged(path=str(path), reason="damaged", detail=str(error))


def _copy(path: Path, copy: Path) -> None:
    """The records as they are at one moment. What a killed program left half written is set right in the copy alone."""
    recognise(path)
    with path.open("rb") as stream:
        is_wal = stream.read(20)[18:] != b"\1\1"
    if not is_wal:
        try:
            _copy_pages(path, copy)
            return
        except sqlite3.OperationalError as error:
            # It would have to be set right first, and that may not be done to it.
            if not (error.sqlite_errorname or "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                raise
    copy.unlink(missing_ok=True)
    for end in ("", "-journal", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))


def _copy_pages(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as source:
        begin_reading(source, PATIENCE_SECONDS)
        if found := cut_off(path, source):
            raise sqlite3.DatabaseError(found)
        with closing(sqlite3.connect(copy, isolation_level=None)) as target:
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)


def _settled(path: Path, copy: Path) -> bool:
    """Look at the copy for the first time, before anything is asked of its tables; whether it is of an older version."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "journal_mode = DELETE"):
            db.execute(f"PRAGMA {setting}")
        if found := cut_off(copy, db):
            raise sqlite3.DatabaseError(found)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        # An older file has nothing that we do not know, and nothing that acts by itself.
        _refuse_schema(path, shape.misfits(db) if version >= VERSION else shape.unknown(db))
    return bool(version < VERSION)


def _refuse_schema(path: Path, found: Iterable[str]) -> None:
    for name in found:
        raise NotMerged(path=str(path), reason="schema", detail=name)


# The values


def _check_bounds(path: Path, db: sqlite3.Connection) -> None:
    """No row from a time to come, no text without measure, nothing that is no text where one should be."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    for table in tables:
        if table.startswith("sqlite_"):
            continue
        for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "TEXT":
                longest = LONGEST_NAME if column in NAMES else LONGEST if (table, column) in LONG else LONGEST_TEXT
                _refuse_if(path, db, table, column, f"typeof({column}) <> 'text' OR length({column}) > {longest}")
            elif column == "sequence":
                _refuse_if(path, db, table, column, f"sequence >= {LATEST} OR sequence < 0")


def _refuse_if(path: Path, db: sqlite3.Connection, table: str, column: str, condition: str) -> None:
    row = db.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchone()
    if row:
        named = seals.KEYS.get(table, "id") if table in seals.SEALED else "''"
        (id,) = db.execute(f"SELECT {named} FROM {table} WHERE {condition} LIMIT 1").fetchone()
        raise NotMerged(path=str(path), reason="values", detail=f"{table} {str(id)[:50]}: {column}")


def fetch_all(paths: Sequence[Path], folder: Path, key: seals.Key | None, tell: Callable[[int, Path], None]) -> list[Source]:
    """Every file, each told before it is looked through; a name given twice is one file."""
    found: dict[Path, Source] = {}
    for number, path in enumerate(paths):
        tell(number, path)
        if (real := path.resolve()) not in found:
            found[real] = fetch(path, folder, key)
    return list(found.values())
