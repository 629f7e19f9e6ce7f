"""Lines of history: one attempt, or one group session, that was gone on with in two copies of a file.

There are then two answers to one question. Both were given and confirmed, and neither may be lost; but a result is of one line.
Which of two stands is settled by what they are alone, so that it comes out the same whoever merges what with whom: the one that
ended first, else the longer one. Of the other, what both have in common stays and the rest is set aside, sealed as it was.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from cstrain.core.value import Value
from cstrain.records import seals


class Line(Value):
    """What happened, in order: the ids of the answers (of a session's events), and the finish as it is sealed, "" if open."""

    ids: tuple[str, ...]
    finish: str = ""
    finished_at: str = ""

    @property
    def rank(self) -> tuple[Any, ...]:
        """The lower one stands."""
        return (not self.finish, self.finished_at, -len(self.ids), self.ids, self.finish)


def settle(db: sqlite3.Connection) -> None:
    """Inside a transaction on `main` with `source` attached: where both have something that the other has not, one line stays in
    both, and the other is set aside in `main`."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS shared (kind TEXT, id TEXT)")
    db.execute("DELETE FROM temp.shared")
    db.execute(SHARED)
    for attempt in sorted(_apart(db, "main", "source", ATTEMPTS) & _apart(db, "source", "main", ATTEMPTS)):
        _settle(db, attempt, _Attempt)
    for session in sorted(_apart(db, "main", "source", SESSIONS) & _apart(db, "source", "main", SESSIONS)):
        _settle(db, session, _Session)


SHARED = """
    INSERT INTO temp.shared
    SELECT 'attempt', s.id FROM source.attempt AS s CROSS JOIN main.attempt AS m ON m.id = s.id
    UNION ALL
    SELECT 'session', s.id FROM source.session AS s CROSS JOIN main.session AS m ON m.id = s.id
"""
# Of those that both know: whose rows in the first file the second has not.
ATTEMPTS = """
    SELECT a.attempt_id FROM temp.shared CROSS JOIN {one}.answer AS a ON a.attempt_id = shared.id
    WHERE shared.kind = 'attempt' AND NOT EXISTS (SELECT 1 FROM {other}.answer WHERE id = a.id)
    UNION
    SELECT attempt_id FROM (
        SELECT f.* FROM temp.shared CROSS JOIN {one}.finish AS f ON f.attempt_id = shared.id WHERE shared.kind = 'attempt'
        EXCEPT
        SELECT f.* FROM temp.shared CROSS JOIN {other}.finish AS f ON f.attempt_id = shared.id WHERE shared.kind = 'attempt'
    )
"""
SESSIONS = """
    SELECT e.session_id FROM temp.shared CROSS JOIN {one}.session_event AS e ON e.session_id = shared.id
    WHERE shared.kind = 'session' AND NOT EXISTS (SELECT 1 FROM {other}.session_event WHERE id = e.id)
"""


def _apart(db: sqlite3.Connection, one: str, other: str, query: str) -> set[str]:
    return {id for (id,) in db.execute(query.format(one=one, other=other)).fetchall()}


class _Attempt:
    """An attempt in one of the two files."""

    kind = "answer"

    def __init__(self, db: sqlite3.Connection, schema: str, id: str) -> None:
        self.db, self.schema, self.id = db, schema, id
        self.rows = seals.Rows(db, schema)

    def line(self) -> Line:
        answers = self.db.execute(f"SELECT id FROM {self.schema}.answer WHERE attempt_id = ? ORDER BY position", (self.id,))
        ids = tuple(id for (id,) in answers.fetchall())
        finish = self.rows.covered("finish", self.id)
        ended = str(finish[0]["finished_at"]) if finish else ""
        return Line(ids=ids, finish=seals.CANONICAL.encode(finish) if finish else "", finished_at=ended)

    def beside(self, line: Line, other: Line) -> Iterator[tuple[str, str, str]]:
        """The kind, id and content of what only the first of two lines has."""
        for id in line.ids:
            if id not in other.ids:
                yield "answer", id, seals.CANONICAL.encode(self.rows.covered("answer", id))
        if line.finish and line.finish != other.finish:
            yield "finish", aside_id(self.id, line.finish), line.finish

    def clear(self) -> None:
        tables = ["turn", "finish", "answer"]
        if self.db.execute(f"SELECT roleplay || session FROM {self.schema}.attempt WHERE id = ?", (self.id,)).fetchone()[0]:
            # What is asked came with the answers.
            tables.append("drawn")
        for table in tables:
            self.db.execute(f"DELETE FROM {self.schema}.{table} WHERE attempt_id = ?", (self.id,))


class _Session:
    """A group session in one of the two files."""

    def __init__(self, db: sqlite3.Connection, schema: str, id: str) -> None:
        self.db, self.schema, self.id = db, schema, id
        self.rows = seals.Rows(db, schema)

    def line(self) -> Line:
        events = self.db.execute(f"SELECT id FROM {self.schema}.session_event WHERE session_id = ? ORDER BY number", (self.id,))
        return Line(ids=tuple(id for (id,) in events.fetchall()))

    def beside(self, line: Line, other: Line) -> Iterator[tuple[str, str, str]]:
        for id in line.ids:
            if id not in other.ids:
                yield "session_event", id, seals.CANONICAL.encode(self.rows.covered("session_event", id))

    def clear(self) -> None:
        self.db.execute(f"DELETE FROM {self.schema}.session_event WHERE session_id = ?", (self.id,))


def aside_id(attempt: str, finish: str) -> str:
    """An attempt has one finish in a line, and as many as there are lines set aside."""
    return f"{attempt} {seals.digest_of(finish.encode()).hex()}"


def _settle(db: sqlite3.Connection, id: str, kind: type[_Attempt] | type[_Session]) -> None:
    ours, theirs = kind(db, "main", id), kind(db, "source", id)
    here, there = ours.line(), theirs.line()
    stays, goes, side = (here, there, theirs) if here.rank <= there.rank else (there, here, ours)
    put_aside(db, id, side.beside(goes, stays))
    side.clear()


ASIDE = "INSERT INTO main.set_aside (kind, id, attempt_id, content) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO NOTHING"


def put_aside(db: sqlite3.Connection, whose: str, rows: Iterator[tuple[str, str, str]]) -> None:
    db.executemany(ASIDE, [(kind, id, whose, content) for kind, id, content in rows])


def bring_aside(db: sqlite3.Connection) -> None:
    """What was set aside in either file is so in `main`, but for what is part of the line that stands."""
    db.execute(
        "INSERT INTO main.set_aside SELECT kind, id, attempt_id, content FROM source.set_aside WHERE true"
        " ON CONFLICT (kind, id) DO NOTHING"
    )
    for table in ("answer", "session_event"):
        db.execute(f"DELETE FROM main.set_aside WHERE kind = '{table}' AND id IN (SELECT id FROM main.{table})")
    rows = seals.Rows(db)
    for id, attempt in db.execute("SELECT id, attempt_id FROM main.set_aside WHERE kind = 'finish'").fetchall():
        finish = rows.covered("finish", attempt)
        if finish and id == aside_id(attempt, seals.CANONICAL.encode(finish)):
            db.execute("DELETE FROM main.set_aside WHERE kind = 'finish' AND id = ?", (id,))


def at_odds(db: sqlite3.Connection) -> str | None:
    """A row that is set aside in one file and says something else in the other; None if there is none."""
    for one, other in (("main", "source"), ("source", "main")):
        rows = seals.Rows(db, other)
        for kind, id, content in db.execute(f"SELECT kind, id, content FROM {one}.set_aside WHERE kind <> 'finish'").fetchall():
            found = rows.covered(kind, id)
            if found is not None and found != json.loads(content):
                return f"{kind} {id}"
    row = db.execute(
        "SELECT kind || ' ' || id FROM main.set_aside AS m JOIN source.set_aside AS s USING (kind, id)"
        " WHERE m.content <> s.content"
    ).fetchone()
    return row[0] if row else None
