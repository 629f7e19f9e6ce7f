"""The shape of a records file: whether its tables, indexes and views are those that cstrain makes, with nothing beside them.

SQLite runs what a schema says: a trigger acts on our insertions, before they are sealed, and a view tells what it likes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from cstrain.records.creation import statements

NAMED = "SELECT type, name, tbl_name FROM sqlite_schema"


def misfits(db: sqlite3.Connection) -> list[str]:
    """What is not as ours, is missing or is none of ours in a file of our version: its kind and name."""
    ours, _ = _ours()
    found = _shape(db)
    return sorted(name for name in ours.keys() | found.keys() if ours.get(name) != found.get(name))


def unknown(db: sqlite3.Connection) -> Iterator[str]:
    """What no version of ours has, in a file of an older one."""
    _, ours = _ours()
    for kind, name, table in db.execute(NAMED).fetchall():
        if (kind, name, table) not in ours:
            yield f"{kind} {name}"
    yield from (name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'").fetchall())


@cache
def _ours() -> tuple[dict[str, Any], set[tuple[str, str, str]]]:
    script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in statements(script):
            db.execute(statement)
        return _shape(db), set(db.execute(NAMED).fetchall())


def _shape(db: sqlite3.Connection) -> dict[str, Any]:
    """What there is, by kind and name: columns with their types and keys, strictness, the words of views and partial indexes."""
    found: dict[str, Any] = {}
    strict = {name: rest for _, name, *rest in db.execute("PRAGMA main.table_list").fetchall()}
    for kind, name, table, sql in db.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_schema").fetchall():
        words = " ".join((sql or "").split())
        if kind == "table":
            quoted = name.replace("'", "''")
            columns = db.execute(f"PRAGMA main.table_xinfo('{quoted}')").fetchall()
            keys = sorted(db.execute(f"PRAGMA main.foreign_key_list('{quoted}')").fetchall(), key=repr)
            # Columns that came with a migration stand elsewhere in its words, so that only what they mean is compared.
            found[f"{kind} {name}"] = (
                [row[1:] for row in columns],
                [row[2:] for row in keys],
                strict.get(name),
                "VIRTUAL" in words,
            )
        else:
            found[f"{kind} {name}"] = (table, words)
    return found
