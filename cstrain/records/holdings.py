"""Everything that is kept about one person, row by row, as they have a right to get it."""

import json
from collections.abc import Iterator
from typing import Any

from cstrain.records import pins, trainees
from cstrain.records.store import Store

Row = dict[str, Any]
# What the program writes as JSON and the person reads as what it is.
WRITTEN = {"policy", "given", "options", "response", "said", "required", "modules", "event"}


def holdings(store: Store, person: str) -> Row:
    """All rows about a person, of one moment, by what they are; times are UTC with the local offset in minutes beside them.

    Of a PIN it is told that there is one, never its hash: that is no fact about a person, and would help whoever tries PINs.
    """
    with store.snapshot():
        entries = json.dumps(trainees.entries(store, person))
        attempts = list(_rows(store, "attempt", "trainee_id", entries))
        own = json.dumps([row["id"] for row in attempts])
        sessions = json.dumps(sorted({row["session_id"] for row in _rows(store, "participant", "trainee_id", entries)}))
        return {
            "entries": list(_rows(store, "trainee", "id", entries)),
            "details": list(_rows(store, "trainee_detail", "trainee_id", entries)),
            "joined": list(_rows(store, "joined", "trainee_id", entries)),
            "grants": list(_rows(store, "attempt_grant", "trainee_id", entries)),
            "has_pin": pins.pin(store, person) is not None,
            "pin_changes": [row["recorded_at"] for row in _rows(store, "pin", "trainee_id", entries)],
            "attempts": attempts,
            "questions": list(_rows(store, "drawn", "attempt_id", own, "attempt_id, position")),
            "answers": list(_rows(store, "answer", "attempt_id", own)),
            "finishes": list(_rows(store, "finish", "attempt_id", own, "finished_at")),
            "talks": list(_rows(store, "turn", "attempt_id", own, "attempt_id, position")),
            "set_aside": list(_rows(store, "set_aside", "attempt_id", own, "attempt_id, kind, id")),
            "sessions": list(_rows(store, "session", "id", sessions)),
            "participations": list(_rows(store, "participant", "trainee_id", entries)),
            "session_events": [row for row in _rows(store, "session_event", "session_id", sessions) if _names(row, entries)],
        }


def _rows(store: Store, table: str, column: str, ids: str, order: str = "sequence") -> Iterator[Row]:
    with store.reading() as db:
        found = db.execute(f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY {order}", (ids,))
        names = [each[0] for each in found.description]
        rows = found.fetchall()
    for row in rows:
        told = {name: value for name, value in zip(names, row, strict=True) if name != "sequence"}
        # What was drawn for a whole session says nothing about the person.
        told.pop("plan", None)
        yield {name: _read(value) if name in WRITTEN else value for name, value in told.items()}


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        # Damaged or altered: handed over as it stands.
        return text


def _names(row: Row, entries: str) -> bool:
    """Whether something that happened in a session is about one of these entries."""
    written = json.dumps(row["event"])
    return any(json.dumps(id) in written for id in json.loads(entries))
