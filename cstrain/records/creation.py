"""Making a records file: whole under another name, then given its own, so that an empty one is never ours.

A file that is made in place is empty until its first commit, and could not be told from one that has lost everything
(docs/decisions/0013-an-empty-file-is-a-loss.md).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from cstrain.errors import RecordsEmptied


def create(path: Path, *, application_id: int, version: int) -> None:
    """Make the folder (0700) and the file (0600) with its tables, unless someone else is faster.

    RecordsEmptied if there is no file, but a journal that belongs to one: SQLite would play it into the new file.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise RecordsEmptied(path=str(path), left=str(journal))
    # Short, whatever the file is called, and never the name of one that a killed run has left.
    temporary = path.parent / f".cstrain-{os.urandom(6).hex()}.part"
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        try:
            _fill(temporary, application_id, version)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _name(temporary, path)
    finally:
        # Gone if it was moved; where it cannot be removed, the records are what matters.
        with suppress(OSError):
            temporary.unlink()
    _sync_folder(path.parent)


def _fill(path: Path, application_id: int, version: int) -> None:
    script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    # Nobody else knows this file, and it is thrown away if anything fails: it needs no journal.
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for statement in statements(script):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {application_id}")
        db.execute(f"PRAGMA user_version = {version}")
        db.execute("COMMIT")


def _name(temporary: Path, path: Path) -> None:
    """Give the file its name, unless that has been taken meanwhile: then the file there is the one."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without links (a memory stick): look once more, then rename.
        if not os.path.lexists(path):
            os.replace(temporary, path)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder (Windows) do that themselves."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript() would end our transaction before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
