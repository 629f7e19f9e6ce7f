"""Reading the chains of seals: whether each entry follows from the one before, whether each row is what was sealed, and
whether anything was cut off. Nothing is written here but notes of our own in SQLite's temporary tables.

A chain is a tree: copies of a file that were gone on with apart branch off from one entry. Each stretch without a branch is a
line; within a line and all that it grew from, rows of a table stand in the order of their entries.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from cstrain.core.value import Value
from cstrain.records import seals

SHOWN_OF_MACHINE = 8


class Misfit(Value):
    """What does not fit: `how` is altered, gone, added, moved, broken, forged or cut; `where` names the row or the entry."""

    how: str
    where: str


def misfits(db: sqlite3.Connection, key: seals.Key | None) -> Iterator[Misfit]:
    """Everything in the chains that does not fit; with the key of an installation also whether it made its own entries."""
    lines = Lines()
    yield from _entries(db, key, lines)
    _note_erased(db)
    for kind in seals.SEALED:
        yield from _rows(db, kind, lines)
    yield from _aside(db)


def entry(machine: str, number: int) -> str:
    return f"{machine[:SHOWN_OF_MACHINE]} {number}"


class Lines:
    """Which line an entry is in. Only entries behind a branching are kept: the first line of a machine is named after it."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self._of: dict[tuple[str, bytes], str] = {}

    def place(self, machine: str, hash: bytes, line: str) -> None:
        if line != machine:
            self._of[machine, hash] = line

    def of(self, machine: str, hash: bytes) -> str:
        return self._of.get((machine, hash), machine)

    def branch(self, parent: str, hash: bytes) -> str:
        """A new line that grows from this one; it begins with the entry of this hash."""
        line = hash.hex()
        self.parent[line] = parent
        return line


# The entries, machine by machine


ENTRIES = "SELECT machine, number, hash, previous, kind, row, digest, mac FROM seal ORDER BY machine, number, hash"


def _entries(db: sqlite3.Connection, key: seals.Key | None, lines: Lines) -> Iterator[Misfit]:
    tips = {(machine, hash): (number, mac) for machine, hash, number, mac in db.execute("SELECT * FROM tip").fetchall()}
    ends: set[tuple[str, bytes]] = set()
    for machine, rows in groupby(db.execute(ENTRIES), key=itemgetter(0)):
        known: dict[bytes, str] = {seals.NOTHING: machine}
        last = 0
        for number, level in groupby(rows, key=itemgetter(1)):
            found = [*level]
            if number != last + 1:
                yield Misfit(how="broken", where=entry(machine, number))
                known = {previous: machine for _, _, _, previous, *_ in found}
            children = Counter(previous for _, _, _, previous, *_ in found)
            now = {}
            for row in found:
                yield from _entry(row, known, key)
                _, _, hash, previous, *_ = row
                line = known.get(previous, machine)
                now[hash] = lines.branch(line, hash) if children[previous] > 1 else line
                lines.place(machine, hash, now[hash])
            ends |= {(machine, hash) for hash in known if hash not in children and hash != seals.NOTHING}
            known, last = now, number
        ends |= {(machine, hash) for hash in known}
    yield from _tips(tips, ends, key)


def _entry(
    row: tuple[str, int, bytes, bytes, str, str, bytes, bytes], known: dict[bytes, str], key: seals.Key | None
) -> Iterator[Misfit]:
    machine, number, hash, previous, kind, id, digest, mac = row
    where = f"{entry(machine, number)} ({kind} {id})"
    if previous not in known or hash != seals.chained(previous, machine, number, kind, id, digest):
        yield Misfit(how="broken", where=where)
    elif key and machine == key.machine and mac != seals.seal_code(key, hash):
        yield Misfit(how="forged", where=where)


def _tips(
    tips: dict[tuple[str, bytes], tuple[int, bytes]], ends: set[tuple[str, bytes]], key: seals.Key | None
) -> Iterator[Misfit]:
    """Chains that end elsewhere than they are said to."""
    for machine, hash in sorted(tips.keys() ^ ends):
        number = tips[machine, hash][0] if (machine, hash) in tips else 0
        yield Misfit(how="cut", where=entry(machine, number) if number else machine[:SHOWN_OF_MACHINE])
    for (machine, hash), (number, mac) in sorted(tips.items()):
        if key and machine == key.machine and mac != seals.tip_code(key, number, hash):
            yield Misfit(how="forged", where=entry(machine, number))


# The rows, kind by kind


def _note_erased(db: sqlite3.Connection) -> None:
    """Which rows are said to be erased, and which set-aside rows have a seal; both in temporary tables."""
    for table in ("erased", "vouched"):
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (kind TEXT, row TEXT, PRIMARY KEY (kind, row)) WITHOUT ROWID")
        db.execute(f"DELETE FROM temp.{table}")
    for (rows,) in db.execute("SELECT rows FROM erasure"):
        db.executemany("INSERT OR IGNORE INTO temp.erased VALUES (?, ?)", erased_rows(rows))


def erased_rows(text: str) -> list[tuple[str, str]]:
    """The kinds and ids that an erasure lists; none if it cannot be read."""
    try:
        return [(str(kind), str(id)) for kind, id in json.loads(text)]
    except (ValueError, TypeError):
        return []


def _rows(db: sqlite3.Connection, kind: str, lines: Lines) -> Iterator[Misfit]:
    """Rows of this kind that are not what was sealed, are missing, have no seal, or stand in another place of the order."""
    id = seals.KEYS.get(kind, "id")
    sequence = "NULL" if kind == "finish" else "r.sequence"
    query = (
        f"SELECT s.machine, s.hash, s.row, s.salt, s.digest, r.{id} IS NOT NULL, {sequence}, e.row IS NOT NULL"
        f" FROM main.seal AS s LEFT JOIN {kind} AS r ON r.{id} = s.row"
        " LEFT JOIN temp.erased AS e ON e.kind = s.kind AND e.row = s.row"
        " WHERE s.kind = ? ORDER BY s.machine, s.number, s.hash"
    )
    rows, order = seals.Rows(db), Order(lines)
    for machine, hash, row, salt, digest, exists, place, is_erased in db.execute(query, (kind,)):
        where = f"{kind} {row}"
        if salt is None:
            if exists:
                yield Misfit(how="added", where=where)
            elif not is_erased:
                yield Misfit(how="gone", where=where)
        elif exists and seals.digest(salt, rows.covered(kind, row) or []) == digest:
            if place is not None and not order.rises(machine, hash, place):
                yield Misfit(how="moved", where=where)
        elif not _is_aside(db, kind, row, salt, digest):
            yield Misfit(how="altered" if exists else "gone", where=where)
    unsealed = f"SELECT {id} FROM {kind} WHERE {id} NOT IN (SELECT row FROM seal WHERE kind = ?)"
    for (row,) in db.execute(unsealed, (kind,)):
        yield Misfit(how="added", where=f"{kind} {row}")


class Order:
    """Whether the rows of one table stand in the order of their entries."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.highest: dict[str, int] = {}

    def rises(self, machine: str, hash: bytes, place: int) -> bool:
        line = self.lines.of(machine, hash)
        above: str | None = line
        while above is not None and above not in self.highest:
            above = self.lines.parent.get(above)
        rises = above is None or place > self.highest[above]
        self.highest[line] = place
        return rises


def _is_aside(db: sqlite3.Connection, kind: str, row: str, salt: bytes, digest: bytes) -> bool:
    """Whether it is a row that another line of history has taken the place of."""
    found = db.execute(
        "SELECT id, content FROM set_aside WHERE kind = ?1 AND (id = ?2 OR kind = 'finish' AND attempt_id = ?2)", (kind, row)
    ).fetchall()
    for id, content in found:
        try:
            fits = seals.digest(salt, json.loads(content)) == digest
        except ValueError:
            continue
        if fits:
            db.execute("INSERT OR IGNORE INTO temp.vouched VALUES (?, ?)", (kind, id))
            return True
    return False


def _aside(db: sqlite3.Connection) -> Iterator[Misfit]:
    query = "SELECT kind, id FROM set_aside EXCEPT SELECT kind, row FROM temp.vouched"
    for kind, id in db.execute(query):
        yield Misfit(how="added", where=f"{kind} {id}")
