"""Opening the records file, and the one way to write to it.

Settings are the measured ones of docs/decisions/0003-storage-settings.md: a commit is durable, a lock is waited for, and a
transaction takes its write lock at once, because a lock that is upgraded midway fails without waiting.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from cstrain.errors import (
    RecordsDamaged,
    RecordsForeign,
    RecordsLocked,
    RecordsNewer,
    RecordsUnreachable,
)

# "cstr", in SQLite's header: how the file is known to be ours.
APPLICATION_ID = 0x63737472
VERSION = 3
PATIENCE_SECONDS = 20
DAMAGE = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}
BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}


class Store:
    """An open records file. Use it as a context manager; `with store.writing():` is one durable transaction."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it if there is none; RecordsUnusable (one of its kinds) if it cannot be used."""
        # Absolute, because SQLite takes a file named ":memory:" for none at all.
        self.path = path = path.absolute()
        with self._faults_named():
            make_private(path)
            recognise(path)
            self.db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_SECONDS, cached_statements=256)
        try:
            with self._faults_named():
                self._settle()
                if self.version() < VERSION:
                    self._make_current()
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
        """The version of the file's schema; 0 while it has none."""
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _make_current(self) -> None:
        if self.version() == 0:
            with self.writing():
                # Looked at again under the lock: another window may have been faster.
                if self.version() == 0:
                    self._create()
        else:
            from cstrain.records.migration import bring_forward

            bring_forward(self)

    def _create(self) -> None:
        script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
        for statement in statements(script):
            self.db.execute(statement)
        self.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.db.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: durable when the block has been left, undone if anything in it fails."""
        with self._faults_named():
            self.db.execute("BEGIN IMMEDIATE")
        try:
            with self._faults_named():
                yield
                self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

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
                raise RecordsDamaged(path=path, detail=str(error), backup=self._newest_backup()) from error
            if name in BUSY or name.startswith("SQLITE_BUSY"):
                raise RecordsLocked(path=path) from error
            raise RecordsUnreachable(path=path, detail=str(error)) from error
        except OSError as error:
            raise RecordsUnreachable(path=str(self.path), detail=error.strerror or type(error).__name__) from error

    def _newest_backup(self) -> str:
        from cstrain.records.backup import newest

        return str(newest(self.path) or "")


def make_private(path: Path) -> None:
    """Make the folder (0700) and an empty file (0600) before SQLite does, which would let others read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        # A folder or device is not a records file; opening it would fail with a less helpful word.
        if not path.is_file():
            raise IsADirectoryError(0, "not a regular file") from None


def recognise(path: Path) -> None:
    """Refuse a file that is not ours or is newer than we are, by its first bytes: SQLite itself might change it.

    An empty file is fine: it is about to become ours. Offsets: https://www.sqlite.org/fileformat2.html, section 1.3.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    if not header:
        return
    if not header.startswith(b"SQLite format 3\0") or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise RecordsForeign(path=str(path))
    version = int.from_bytes(header[60:64], "big")
    if version > VERSION:
        raise RecordsNewer(path=str(path), found=version, known=VERSION)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript() would end our transaction before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
