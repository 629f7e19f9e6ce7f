"""Making a records file: whole under another name, then given its own, so that an empty one is never ours.

A file that is made in place is empty until its first commit, and could not be told from one that has lost everything
(docs/decisions/0013-an-empty-file-is-a-loss.md).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cstrain.errors import CannotWrite, RecordsEmptied, RecordsUnreachable, TargetExists
from cstrain.files import whole


def create(path: Path, *, application_id: int, version: int) -> None:
    """Make the folder (0700) and the file (0600) with its tables, unless someone else is faster.

    RecordsEmptied if there is no file, but something that belongs to one: a journal, which SQLite would play into the new file,
    or a key, which is made with the first row that is written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in (path.with_name(f"{path.name}{end}") for end in ("-journal", ".key")):
        # Someone who was faster may be in the first commit to a file of their own: looked for again, it is there, and the one.
        if left.exists() and left.stat().st_size and not os.path.lexists(path):
            raise RecordsEmptied(path=str(path), left=str(left))
    try:
        with whole(path, replace=False) as temporary:
            _fill(temporary, application_id, version)
    except TargetExists:
        # Someone else was faster: the file there is the one.
        return
    except CannotWrite as error:
        raise RecordsUnreachable(path=str(path), detail=error.reason) from error


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


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript() would end our transaction before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
