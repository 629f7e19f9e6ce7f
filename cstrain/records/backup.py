"""Copies of the records file: whole and checked before they get their name, also while the file is in use."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from cstrain.errors import CannotWrite, RecordsUnusable, TargetIsRecords
from cstrain.files import refusal, whole
from cstrain.records.store import PATIENCE_SECONDS, Store, cut_off, recognise
from cstrain.records.waiting import begin_reading

FOLDER = "backups"
# How SQLite's errors begin that come from writing. The records are only read here, so that they are those of the copy.
WRITING = (
    "SQLITE_FULL",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_FSYNC",
)


def beside(path: Path, reason: str = "") -> Path:
    """A free name for a backup of this file, in the folder for backups beside it; `reason` becomes part of the name."""
    made = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    stem = "-".join(part for part in (path.stem, made, reason) if part)
    names = (f"{stem}{'-' + str(number) if number else ''}{path.suffix}" for number in range(10_000))
    return next(target for name in names if not os.path.lexists(target := path.parent / FOLDER / name))


def newest(path: Path) -> Path | None:
    """The newest sound backup that stands beside this file; None if there is none."""
    return next((each for each in all_of(path) if is_sound(each)), None)


def all_of(path: Path) -> list[Path]:
    """The backups that stand beside this file, the newest first, sound or not."""
    with suppress(OSError):
        found = [(made, each) for each in (path.parent / FOLDER).iterdir() if (made := _made(path, each.name))]
        return [each for _, each in sorted(found, reverse=True)]
    return []


def _made(path: Path, name: str) -> tuple[str, int] | None:
    """When a backup of this file with this name was made, and as which of that second; None if it is no backup of it."""
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    found = re.fullmatch(rf"{stem}-(\d{{8}}-\d{{6}})(?:-version-\d+|-\D.*?)?(?:-(\d+))?{suffix}", name)
    return (found[1], int(found[2] or 0)) if found else None


def is_sound(path: Path) -> bool:
    """Whether this is a whole records file of ours in which SQLite finds no fault; it is only read."""
    try:
        recognise(path)
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            return not cut_off(path, db) and bool(db.execute("PRAGMA quick_check").fetchall() == [("ok",)])
    except (OSError, sqlite3.Error, RecordsUnusable):
        return False


def backup(store: Store, target: Path, *, replace: bool = False) -> None:
    """Copy the records as they are at one moment to `target`, whole and sound or not at all; others may go on writing.

    TargetIsRecords if the target is the file itself or its journal; TargetExists if there is a file already and `replace`
    is not set; CannotWrite if the target cannot be written; RecordsDamaged if what was copied is not sound.
    """
    if is_own(store.path, target):
        raise TargetIsRecords(path=str(target))
    with whole(target, replace=replace) as copy:
        _copy(store, copy, target)
        if not is_sound(copy):
            raise store.damaged("quick_check")


def is_own(path: Path, target: Path) -> bool:
    """Whether this name, by whatever way it leads there, is that of the records or of what belongs to them."""
    real = path.resolve()
    own = [real, *(real.with_name(f"{real.name}{end}") for end in ("-journal", "-wal", ".key", ".erasing"))]
    if target.exists():
        return any(each.exists() and each.samefile(target) for each in own)
    return target.resolve() in own


def keep(store: Store, reason: str = "") -> Path:
    """A backup in the folder for backups beside the file; its path."""
    target = beside(store.path, reason)
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refusal(target, error) from error
    backup(store, target)
    return target


def _copy(store: Store, file: Path, target: Path) -> None:
    """All pages in one step: writers wait while they are copied, and no longer while they reach the disk.

    Through a connection of its own, because SQLite copies nothing for one that is just writing (a migration).
    """
    with closing(sqlite3.connect(file)) as copy, store.reading():
        with _writing(target):
            # What is half written is thrown away, so nothing of it need be undone.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
        with closing(sqlite3.connect(store.path, isolation_level=None)) as source:
            # Hold the file before copying: backup() itself would wait for a lock without end.
            begin_reading(source, PATIENCE_SECONDS)
            if found := cut_off(store.path, source):
                raise store.damaged(found)
            with _writing(target):
                source.backup(copy)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """What keeps the copy from being written is told of its target; all else is a fault of the records."""
    try:
        yield
    except sqlite3.Error as error:
        if (getattr(error, "sqlite_errorname", "") or "").startswith(WRITING):
            raise CannotWrite(path=str(target), reason=str(error)) from error
        raise
