"""Copies of the records file: whole and checked before they get their name, also while the file is in use."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from cstrain.errors import CannotWrite, RecordsDamaged, RecordsLocked, TargetIsRecords
from cstrain.files import refusal, whole
from cstrain.records.store import DAMAGE, PATIENCE_SECONDS, Store
from cstrain.records.waiting import BUSY, begin_reading

FOLDER = "backups"


def beside(path: Path, reason: str = "") -> Path:
    """A free name for a backup of this file, in the folder for backups beside it; `reason` becomes part of the name."""
    made = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    stem = "-".join(part for part in (path.stem, made, reason) if part)
    names = (f"{stem}{'-' + str(number) if number else ''}{path.suffix}" for number in range(10_000))
    return next(target for name in names if not os.path.lexists(target := path.parent / FOLDER / name))


def newest(path: Path) -> Path | None:
    """The newest sound backup that stands beside this file; None if there is none."""
    with suppress(OSError):
        for found in sorted((path.parent / FOLDER).glob(f"{path.stem}-*{path.suffix}"), reverse=True):
            if is_sound(found):
                return found
    return None


def is_sound(path: Path) -> bool:
    """Whether SQLite finds no fault in this file; it is only read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            return bool(db.execute("PRAGMA quick_check").fetchall() == [("ok",)])
    except sqlite3.Error:
        return False


def backup(store: Store, target: Path, *, replace: bool = False) -> None:
    """Copy the records as they are at one moment to `target`, whole and sound or not at all; others may go on writing.

    TargetIsRecords if the target is the file itself or its journal; TargetExists if there is a file already and `replace`
    is not set; CannotWrite if the target cannot be written; RecordsDamaged if what was copied is not sound.
    """
    if _is_own(store.path, target):
        raise TargetIsRecords(path=str(target))
    with whole(target, replace=replace) as copy:
        _copy(store, copy, target)
        if not is_sound(copy):
            raise RecordsDamaged(path=str(store.path), detail="quick_check")


def _is_own(path: Path, target: Path) -> bool:
    """Whether this name, by whatever way it leads there, is that of the records or of a journal SQLite keeps beside them."""
    real = path.resolve()
    own = [real, real.with_name(f"{real.name}-journal"), real.with_name(f"{real.name}-wal")]
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
    with closing(sqlite3.connect(store.path, isolation_level=None)) as source, closing(sqlite3.connect(file)) as copy:
        # What is half written is thrown away, so nothing of it need be undone.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        try:
            # Hold the file before copying: backup() itself would wait for a lock without end.
            begin_reading(source, PATIENCE_SECONDS)
            source.backup(copy)
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            if name in BUSY:
                raise RecordsLocked(path=str(store.path)) from error
            if name in DAMAGE:
                raise RecordsDamaged(path=str(store.path), detail=str(error)) from error
            raise CannotWrite(path=str(target), reason=str(error)) from error
