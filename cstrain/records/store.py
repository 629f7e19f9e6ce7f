"""Opening the records file, and the one way to write to it.

Settings are the measured ones of docs/decisions/0003-storage-settings.md: a commit is durable, a lock is waited for, and a
transaction takes its write lock at once, because a lock that is upgraded midway fails without waiting.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cstrain.errors import (
    RecordsDamaged,
    RecordsEmptied,
    RecordsForeign,
    RecordsLocked,
    RecordsNewer,
    RecordsUnreachable,
)
from cstrain.records.creation import create
from cstrain.records.order import next_number
from cstrain.records.waiting import BUSY, begin_reading, begin_writing

# "cstr", in SQLite's header: how the file is known to be ours.
APPLICATION_ID = 0x63737472
VERSION = 4
PATIENCE_SECONDS = 20
DAMAGE = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


class Store:
    """An open records file. Use it as a context manager; `with store.writing():` is one durable transaction."""

    def __init__(self, path: Path, *, forward: bool = True) -> None:
        """Open the file, making it if there is none; RecordsUnusable (one of its kinds) if it cannot be used.

        With `forward` an older one is brought to our version; without it is left as it is, to be looked at.
        """
        # Absolute, because SQLite takes a file named ":memory:" for none at all.
        self.path = path = path.absolute()
        # Rows written in this transaction that are to be sealed: their table and id.
        self._fresh: list[tuple[str, str]] = []
        with self._faults_named():
            if not os.path.lexists(path):
                create(path, application_id=APPLICATION_ID, version=VERSION)
            recognise(path)
            self.db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_SECONDS, cached_statements=256)
        try:
            with self._faults_named():
                self._settle()
                # Looked at again, now that it is open: a newer program may have been here since its first bytes were read.
                if (version := self.version()) > VERSION:
                    raise RecordsNewer(path=str(path), found=version, known=VERSION)
                if version < VERSION and forward:
                    from cstrain.records.migration import bring_forward

                    bring_forward(self)
                # One of before there were erasures may have been put back while something was being erased.
                if (forward or version == VERSION) and os.path.lexists(self.path.with_name(f"{self.path.name}.erasing")):
                    from cstrain.records.erasing import finish

                    finish(self)
        except BaseException:
            self.db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.db.close()

    def _settle(self) -> None:
        for setting in (
            "journal_mode = TRUNCATE",
            "synchronous = EXTRA",
            "foreign_keys = ON",
            "secure_delete = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
        ):
            self.db.execute(f"PRAGMA {setting}")

    def version(self) -> int:
        """The version of the file's schema."""
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: durable when the block has been left, undone if anything in it fails."""
        with self._faults_named():
            begin_writing(self.db, PATIENCE_SECONDS)
        self._fresh.clear()
        try:
            with self._faults_named():
                yield
                self._seal()
                self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def append(self, table: str, at: str, /, **columns: Any) -> None:
        """Inside `writing()`: one more row of a table, with its place in the order (`at` is its stored time); it is sealed when
        the block has been left, with the rows that go along with it."""
        if table != "finish":
            columns["sequence"] = next_number(self.db, table, columns["id"], at)
        marks = ", ".join("?" * len(columns))
        self.db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))
        self._fresh.append((table, columns["attempt_id"] if table == "finish" else columns["id"]))

    def _seal(self) -> None:
        if self._fresh:
            from cstrain.records import seals

            seals.seal(self.db, seals.key_of(self.path), self._fresh)

    def make_durable(self) -> None:
        """Commit what the file already says once more: a commit that failed at its last step is in it, but may not outlast
        a power cut."""
        with self.writing():
            # Written anew, this page takes part in the commit; what it says stays, also if a newer program has been here.
            self.db.execute(f"PRAGMA user_version = {self.version()}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read in the block is of one state of the file; inside a transaction, that of the transaction."""
        if self.db.in_transaction:
            yield
            return
        with self._faults_named():
            begin_reading(self.db, PATIENCE_SECONDS)
            try:
                yield
            finally:
                # SQLite ends it by itself after some faults. Nothing was written: there is nothing to commit.
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    @contextmanager
    def copied(self) -> Iterator["Store"]:
        """A private copy of the records as they are at one moment: no file with a name, and gone when we are, however we end."""
        copy = object.__new__(Store)
        copy.path, copy._fresh = self.path, []
        copy.db = sqlite3.connect("", isolation_level=None)
        with closing(copy.db):
            with self.snapshot(), self.reading() as db:
                db.backup(copy.db)
            for setting in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
                copy.db.execute(f"PRAGMA {setting}")
            yield copy

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Queries; SQLite's own errors leave it as ours."""
        with self._faults_named():
            yield self.db

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            path = str(self.path)
            if name in DAMAGE or name.startswith("SQLITE_CORRUPT"):
                raise self.damaged(str(error)) from error
            if name in BUSY:
                raise RecordsLocked(path=path) from error
            raise RecordsUnreachable(path=path, detail=str(error)) from error
        except OSError as error:
            raise RecordsUnreachable(path=str(self.path), detail=error.strerror or type(error).__name__) from error

    def damaged(self, detail: str) -> RecordsDamaged:
        """The error to raise, with the newest sound backup."""
        from cstrain.records.backup import newest

        return RecordsDamaged(path=str(self.path), detail=detail, backup=str(newest(self.path) or ""))


def cut_off(path: Path, db: sqlite3.Connection) -> str:
    """What there is of a file that is shorter than it says, "" if it is whole: SQLite takes what is missing of its last page
    for zeros, and those may fit. The file is not opened for this: closing it again would give up SQLite's locks."""
    due = db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0]
    size = path.stat().st_size
    return f"{size} bytes of {due}" if size < due or not size else ""


def recognise(path: Path) -> None:
    """Refuse a file that is not ours or is newer than we are, by its first bytes: SQLite itself might change it.

    Nor is an empty file taken for a new one. Offsets: https://www.sqlite.org/fileformat2.html, section 1.3.
    """
    if not path.is_file():
        # FileNotFoundError if there is nothing; a folder or device would fail with a less helpful word when it is opened.
        path.stat()
        raise IsADirectoryError(0, "not a regular file")
    with path.open("rb") as stream:
        header = stream.read(100)
    if not header:
        raise RecordsEmptied(path=str(path), left=str(path))
    version = int.from_bytes(header[60:64], "big")
    is_ours = header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    if not is_ours or version == 0:
        raise RecordsForeign(path=str(path))
    if version > VERSION:
        raise RecordsNewer(path=str(path), found=version, known=VERSION)
