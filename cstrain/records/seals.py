"""The seals of rows: a chain for each machine, in which every row that was written has its place.

A seal holds a salted digest of its row, so that a row can be erased and the chain stays whole; it holds the hash of the seal
before it, and a code that only the key of the installation can make. The key stands beside the records file and never in
it. What this shows and what it does not: docs/decisions/0022-order-and-seals.md.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from cstrain.core.value import Value
from cstrain.errors import CannotWrite, RecordsUnreachable, TargetExists
from cstrain.files import whole_file

SIZE = 16
NOTHING = b""

# The tables whose rows have seals of their own; those that go along with them, by which rows, are in `covered`.
SEALED = (
    "trainee", "trainee_detail", "attempt_grant", "joined", "pin", "erasure",
    "attempt", "answer", "finish", "session", "participant", "session_event",
)  # fmt: skip
KEYS = {"finish": "attempt_id"}
# What is not part of a row's digest: its place in this file's order.
UNSEALED = ("sequence",)


class Key(Value):
    """The secret of an installation, and the name its seals go by."""

    secret: bytes
    machine: str


def digest_of(*parts: bytes, key: bytes = b"") -> bytes:
    """A hash over parts of any length; with a key only its owner can make it (RFC 7693)."""
    from hashlib import blake2b

    data = b"".join([piece for part in parts for piece in (len(part).to_bytes(4, "big"), part)])
    return blake2b(data, digest_size=SIZE, key=key).digest()


def key_path(records: Path) -> Path:
    return records.with_name(f"{records.name}.key")


def key_of(records: Path) -> Key:
    """The key that stands beside this records file, made if there is none; RecordsUnreachable if neither can be."""
    path = key_path(records)
    try:
        if not os.path.lexists(path):
            with suppress(TargetExists), whole_file(path, replace=False) as stream:
                stream.write(os.urandom(32).hex() + "\n")
        return read_key(records)
    except CannotWrite as error:
        raise RecordsUnreachable(path=error.path, detail=error.reason) from error


def read_key(records: Path) -> Key:
    """The key beside this records file; RecordsUnreachable if there is none that can be read."""
    path = key_path(records)
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise RecordsUnreachable(path=str(path), detail=error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise RecordsUnreachable(path=str(path), detail="not a key") from error
    if len(secret) != 32:
        raise RecordsUnreachable(path=str(path), detail="not a key")
    return Key(secret=secret, machine=digest_of(b"machine", key=secret).hex())


# What a seal covers


class Rows:
    """Rows of a file as seals cover them: by their columns, without those left at their default, so that a column which is added
    later changes no digest."""

    def __init__(self, db: sqlite3.Connection, schema: str = "main") -> None:
        self.db = db
        self.schema = schema
        self.columns: dict[str, list[tuple[str, Any]]] = {}
        self.selects: dict[str, str] = {}

    def covered(self, kind: str, id: str) -> list[Any] | None:
        """The row of this kind with what goes along with it, as JSON has it; None if there is no such row.

        An attempt has what was drawn for it at its start; what is drawn answer by answer (a talk, a group session) goes with the
        answer, as does a talk's turn; the last turn of a talk goes with the finish.
        """
        if kind == "answer":
            return self._answer(id)
        row = next(self._plain(kind, f"{KEYS.get(kind, 'id')} = ?", (id,)), None)
        return None if row is None else [row, *self._beside(kind, id, row)]

    def _answer(self, id: str) -> list[Any] | None:
        """In one query: there are more answers than anything else."""
        widths = [len(self._known(table)) for table in ("answer", "drawn", "turn")]
        if "answers" not in self.selects:
            tables = ("answer", "drawn", "turn")
            columns = ", ".join(f"{table}.{name}" for table in tables for name, _ in self.columns[table])
            along = (
                f" LEFT JOIN {self.schema}.{table}"
                f" ON {table}.attempt_id = answer.attempt_id AND {table}.position = answer.position"
                for table in ("drawn", "turn")
            )
            self.selects["answers"] = f"SELECT {columns} FROM {self.schema}.answer{''.join(along)} WHERE answer.id = ?"
        row = self.db.execute(self.selects["answers"], (id,)).fetchone()
        if row is None:
            return None
        told, start = [], 0
        for table, width in zip(("answer", "drawn", "turn"), widths, strict=True):
            # A row of a table that has none here is nothing but NULL, which no column of ours may be.
            if row[start] is not None:
                told.append(self._told(table, row[start : start + width]))
            start += width
        return told

    def _beside(self, kind: str, id: str, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """What goes along with a row that has been read."""
        if kind == "attempt" and not row.get("roleplay") and not row.get("session"):
            yield from self._plain("drawn", "attempt_id = ? ORDER BY position", (id,))
        elif kind == "finish":
            yield from self._plain("turn", "attempt_id = ? AND position = ?", (id, row["answers"]))

    def _known(self, table: str) -> list[tuple[str, Any]]:
        if table not in self.columns:
            self.columns[table] = [*_columns(self.db, f"{self.schema}.table_info({table})").items()]
        return self.columns[table]

    def _plain(self, table: str, condition: str, values: Sequence[Any]) -> Iterator[dict[str, Any]]:
        columns = ", ".join(name for name, _ in self._known(table))
        for row in self.db.execute(f"SELECT {columns} FROM {self.schema}.{table} WHERE {condition}", values).fetchall():
            yield self._told(table, row)

    def _told(self, table: str, row: Sequence[Any]) -> dict[str, Any]:
        return {name: value for (name, default), value in zip(self.columns[table], row, strict=True) if value != default}


def covered(db: sqlite3.Connection, kind: str, id: str) -> list[Any] | None:
    """One row as seals cover it; see Rows."""
    return Rows(db).covered(kind, id)


def _columns(db: sqlite3.Connection, about: str) -> dict[str, Any]:
    """The columns that are sealed, with their defaults (None, which no row holds, where there is none)."""
    found = db.execute(f"PRAGMA {about}").fetchall()
    return {name: _default(text) for _, name, _, _, text, _ in found if name not in UNSEALED}


@cache
def _default(text: str | None) -> Any:
    """A default as the schema writes it: a whole number or a text in quotes."""
    if text is None:
        return None
    return text[1:-1] if text.startswith("'") else int(text)


CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(salt: bytes, content: list[Any]) -> bytes:
    """The salted digest of a row with what goes along with it."""
    return digest_of(salt, CANONICAL.encode(content).encode("utf-8", "surrogatepass"))


def chained(previous: bytes, machine: str, number: int, kind: str, row: str, row_digest: bytes) -> bytes:
    """The hash of a seal: of everything in it but its salt, which may go, and of the seal before."""
    return digest_of(previous, machine.encode(), str(number).encode(), kind.encode(), row.encode(), row_digest)


def seal_code(key: Key, hash: bytes) -> bytes:
    """What only the owner of the key can put to a seal."""
    return digest_of(b"seal", hash, key=key.secret)


def tip_code(key: Key, number: int, hash: bytes) -> bytes:
    """What only the owner of the key can put to the end of the chain."""
    return digest_of(b"tip", str(number).encode(), hash, key=key.secret)


# Sealing


SEAL = "INSERT INTO seal (machine, number, hash, previous, kind, row, salt, digest, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def seal(db: sqlite3.Connection, key: Key, rows: Iterable[tuple[str, str]]) -> None:
    """Inside a transaction that wrote these rows (their kind and id): put them at the end of this machine's chain."""
    tip = db.execute(
        "SELECT number, hash FROM tip WHERE machine = ? ORDER BY number DESC, hash DESC LIMIT 1", (key.machine,)
    ).fetchone()
    began = tip[1] if tip else NOTHING
    number, previous = tip or (0, NOTHING)
    covering = Rows(db)
    for kind, id in rows:
        content = covering.covered(kind, id)
        if content is None:
            raise ValueError(f"no {kind} {id} to seal")
        number += 1
        salt = os.urandom(SIZE)
        row_digest = digest(salt, content)
        hash = chained(previous, key.machine, number, kind, id, row_digest)
        db.execute(SEAL, (key.machine, number, hash, previous, kind, id, salt, row_digest, seal_code(key, hash)))
        previous = hash
    if previous == began:
        return
    db.execute("DELETE FROM tip WHERE machine = ? AND hash = ?", (key.machine, began))
    db.execute(
        "INSERT INTO tip (machine, hash, number, mac) VALUES (?, ?, ?, ?)",
        (key.machine, previous, number, tip_code(key, number, previous)),
    )


def unsealed(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The rows that have no seal: table by table, in their order."""
    for table in SEALED:
        id = KEYS.get(table, "id")
        order = "finished_at, attempt_id" if table == "finish" else "sequence"
        rows = db.execute(
            f"SELECT {id} FROM {table} WHERE {id} NOT IN (SELECT row FROM seal WHERE kind = ?) ORDER BY {order}", (table,)
        )
        yield from ((table, row) for (row,) in rows.fetchall())


def unsalt(db: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Take the salts of these rows, which are being erased: what is left of them tells nothing, and the chain stays whole."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS erased (kind TEXT, row TEXT, PRIMARY KEY (kind, row)) WITHOUT ROWID")
    db.execute("DELETE FROM temp.erased")
    db.executemany("INSERT OR IGNORE INTO temp.erased VALUES (?, ?)", rows)
    db.execute("UPDATE seal SET salt = NULL WHERE salt IS NOT NULL AND (kind, row) IN (SELECT kind, row FROM temp.erased)")
    db.execute("DELETE FROM temp.erased")
