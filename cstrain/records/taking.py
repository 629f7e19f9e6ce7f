"""Taking the rows of one records file into another, on one connection: `main` takes from `source`, which is a private copy.

Everything here is inside one transaction of `main`. What comes of it depends on what the two files hold and on nothing else.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from cstrain.errors import NotMerged
from cstrain.records import erasing, lines
from cstrain.records.erasing import Subject
from cstrain.records.order import BITS
from cstrain.records.seals import SEALED

# Each after what it points to.
TABLES = (
    "trainee", "trainee_detail", "attempt_grant", "joined", "pin", "erasure", "session", "participant", "session_event",
    "attempt", "drawn", "answer", "finish", "turn",
)  # fmt: skip
KEYS = {"finish": ("attempt_id",), "drawn": ("attempt_id", "position"), "turn": ("attempt_id", "position")}
# Their rows are all new where every attempt is.
OF_ATTEMPTS = ("drawn", "answer", "finish", "turn")

Row = tuple[str, str]


class Taking:
    """One file being taken. `stubs` are rows, by subject, that an erasure made elsewhere has taken along; `erased_here` who
    and what was here until now, `kept_out` how many rows were not taken because they stay erased."""

    def __init__(self, db: sqlite3.Connection, path: Path, stubs: dict[str, set[Row]]) -> None:
        self.db = db
        self.path = path
        self.stubs = stubs
        self.erased_here: list[str] = []
        self.kept_out = 0
        self._columns: dict[str, str] = {}

    def has_news(self) -> bool:
        """Whether anything would come: rows, or the seal of a row (of an erased one too)."""
        seals = (
            "SELECT 1 FROM source.seal AS s WHERE NOT EXISTS"
            " (SELECT 1 FROM main.seal WHERE machine = s.machine AND number = s.number AND hash = s.hash) LIMIT 1"
        )
        rows = (
            f"SELECT 1 FROM source.{table} AS s WHERE {self._is_new(table)}"
            f" AND NOT EXISTS (SELECT 1 FROM main.set_aside WHERE kind = '{table}' AND id = s.{KEYS.get(table, ('id',))[0]})"
            " LIMIT 1"
            for table in TABLES
            if table in SEALED
        )
        queries = [seals, *rows]
        return any(self.db.execute(query).fetchone() for query in queries)

    def keep_out(self, copy: Path, subjects: Iterable[str]) -> None:
        """Before the copy is attached: erase in it what is erased here."""
        db = sqlite3.connect(copy, isolation_level=None)
        try:
            db.execute("BEGIN")
            for subject, rows in erasing.take(db, [as_subject(each) for each in subjects]).items():
                self.stubs.setdefault(subject, set()).update(rows)
                self.kept_out += len(rows)
            db.execute("COMMIT")
        finally:
            db.close()

    def erase(self) -> None:
        """Erase here what is erased there."""
        there, here = erased(self.db, "source"), erased(self.db, "main")
        going = [as_subject(each) for each in sorted(there - here)]
        names = {subject.written: self._called(subject) for subject in going}
        for subject, rows in erasing.take(self.db, going).items():
            self.stubs.setdefault(subject, set()).update(rows)
            if name := names.get(subject):
                self.erased_here.append(name)

    def _called(self, subject: Subject) -> str:
        """A trainee's name, "" for an entry that is not here; an attempt by its kind and id."""
        if subject.kind == "trainee":
            query = "SELECT name FROM main.trainee_detail WHERE trainee_id = ? ORDER BY sequence DESC LIMIT 1"
            row = self.db.execute(query, (subject.id,)).fetchone()
            return str(row[0]) if row else ""
        return subject.written

    def take(self) -> None:
        """Every row that is not here yet."""
        shared = self.db.execute(
            "SELECT 1 FROM source.attempt AS s CROSS JOIN main.attempt AS m ON m.id = s.id LIMIT 1"
        ).fetchone()
        compared = TABLES if shared else [table for table in TABLES if table not in OF_ATTEMPTS]
        for table in compared:
            if table not in KEYS:
                self._compare(table)
        if odd := lines.at_odds(self.db):
            raise self.conflict(odd)
        lines.settle(self.db)
        for table in compared:
            if table in KEYS:
                self._compare(table)
        self._take_seals()
        for table in TABLES:
            self._take_rows(table, some_are_here=table in compared)
        lines.bring_aside(self.db)

    def conflict(self, where: str) -> NotMerged:
        return NotMerged(path=str(self.path), reason="conflict", detail=where)

    # What is in both

    def _columns_of(self, table: str) -> str:
        if table not in self._columns:
            found = self.db.execute(f"PRAGMA main.table_info({table})").fetchall()
            self._columns[table] = ", ".join(name for _, name, *_ in found)
        return self._columns[table]

    def _is_new(self, table: str) -> str:
        keys = KEYS.get(table, ("id",))
        return f"NOT EXISTS (SELECT 1 FROM main.{table} WHERE {' AND '.join(f'{key} = s.{key}' for key in keys)})"

    def _compare(self, table: str) -> None:
        """A row that is in both says the same in both; its place in the order may differ by what rows made way for others."""
        keys = KEYS.get(table, ("id",))
        columns = [name for name in self._columns_of(table).split(", ") if name != "sequence"]
        one, other = (", ".join(f"{alias}.{name}" for name in columns) for alias in "ms")
        apart = f"({one}) IS NOT ({other})" + ("" if table in KEYS else f" OR abs(m.sequence - s.sequence) >= {1 << BITS}")
        query = (
            f"SELECT s.{keys[0]} FROM source.{table} AS s CROSS JOIN main.{table} AS m"
            f" ON {' AND '.join(f'm.{key} = s.{key}' for key in keys)} WHERE {apart} LIMIT 1"
        )
        if row := self.db.execute(query).fetchone():
            raise self.conflict(f"{table} {row[0]}")

    # The seals

    def _take_seals(self) -> None:
        self._check_salts()
        for table, keys in (("seal", "machine, number, hash"), ("tip", "machine, hash")):
            self.db.execute(
                f"INSERT INTO main.{table} SELECT {self._columns_of(table)} FROM source.{table} WHERE true"
                f" ON CONFLICT ({keys}) DO NOTHING"
            )
        # An end that was gone on from is none any more.
        self.db.execute(
            "DELETE FROM main.tip WHERE EXISTS (SELECT 1 FROM main.seal AS s WHERE s.machine = tip.machine"
            " AND s.number = tip.number + 1 AND s.previous = tip.hash)"
        )

    def _check_salts(self) -> None:
        """An erasure may take the salts of its own subject's rows alone: those are gone on both sides by now."""
        query = (
            "SELECT s.kind || ' ' || s.row FROM source.seal AS s CROSS JOIN main.seal AS m"
            " ON m.machine = s.machine AND m.number = s.number AND m.hash = s.hash"
            " WHERE (m.salt IS NULL) <> (s.salt IS NULL) LIMIT 1"
        )
        has_erased = any(self.db.execute(f"SELECT 1 FROM {schema}.erasure LIMIT 1").fetchone() for schema in ("main", "source"))
        if has_erased and (row := self.db.execute(query).fetchone()):
            raise self.conflict(row[0])

    # The rows

    def _take_rows(self, table: str, *, some_are_here: bool) -> None:
        """The new rows of a table. Where none should be here yet, one that is all the same (under an id that another row has)
        is for SQLite to refuse."""
        columns = self._columns_of(table)
        is_new = self._is_new(table) if some_are_here else "true"
        insert = f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table} AS s WHERE {is_new}"
        if table in KEYS:
            self.db.execute(insert)
            return
        waiting = self._without_place(table, some_are_here=some_are_here)
        self.db.execute(f"{insert} AND s.id NOT IN (SELECT value FROM json_each(?))", (json.dumps([*waiting]),))
        for id, sequence in waiting.items():
            self._give_place(table, columns, id, sequence)

    def _without_place(self, table: str, *, some_are_here: bool) -> dict[str, int]:
        """Rows that meet another one in their number, or had to make way for one already; with that number."""
        met = (
            f"SELECT s.id, s.sequence FROM source.{table} AS s CROSS JOIN main.{table} AS m ON m.sequence = s.sequence"
            " WHERE m.id <> s.id"
        )
        moved = (
            f"SELECT s.id, s.sequence FROM source.{table} AS s CROSS JOIN main.{table} AS m ON m.id = s.id"
            " WHERE m.sequence < s.sequence"
        )
        return {
            id: sequence
            for query in ((met, moved) if some_are_here else (met,))
            for id, sequence in self.db.execute(query).fetchall()
        }

    def _give_place(self, table: str, columns: str, id: str, sequence: int) -> None:
        """Two rows met in one number: the lower id keeps it, the other takes the next one, and so on from there. So every row
        has the same number in the end, whichever file came first (the argument is Gale and Shapley's, 1962)."""
        here = self.db.execute(f"SELECT sequence FROM main.{table} WHERE id = ?", (id,)).fetchone()
        place = self._free(table, id, max(sequence, *here) if here else sequence)
        others = columns.replace("sequence", "?", 1)
        if here:
            self.db.execute(f"UPDATE main.{table} SET sequence = ? WHERE id = ?", (place, id))
        else:
            self.db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {others} FROM source.{table} WHERE id = ?", (place, id))

    def _free(self, table: str, id: str, sequence: int) -> int:
        """The number that this id gets, freed from whoever has to go on from it."""
        occupant = f"SELECT id FROM main.{table} WHERE sequence = ? AND id <> ?"
        places, mover, place = list[tuple[str, int]](), id, sequence
        while row := self.db.execute(occupant, (place, mover)).fetchone():
            if row[0] > mover:
                places.append((mover, place))
                mover = row[0]
            place += 1
        places.append((mover, place))
        # The last one first: each goes where nobody is any more.
        for moved, free in reversed(places[1:]):
            self.db.execute(f"UPDATE main.{table} SET sequence = ? WHERE id = ?", (free, moved))
        return places[0][1]


def as_subject(written: str) -> Subject:
    kind, _, id = written.partition(" ")
    return Subject(kind, id)


def erased(db: sqlite3.Connection, schema: str) -> set[str]:
    """Everyone and everything that was erased, as written in the erasures."""
    return {subject for (subject,) in db.execute(f"SELECT DISTINCT subject FROM {schema}.erasure").fetchall()}
