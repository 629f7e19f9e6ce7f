"""Everything that is kept about one person: every table that says something of them, and nothing of anybody else."""

import json
from typing import Any

from cstrain.core.attempt import Ending, Kind
from cstrain.core.value import replace
from cstrain.records import pins, seals, trainees
from cstrain.records.holdings import holdings
from cstrain.records.pins import Pin
from cstrain.records.store import Store
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee

AT = "2026-03-01T12:00:00.000Z"
# What is not about a person, and where that is told.
ELSEWHERE = {"erasure": "a tombstone stands for someone who is gone"}


def append(store: Store, table: str, id: str, **columns: Any) -> None:
    store.append(table, AT, id=id, **columns)


def fill(store: Store, id: str) -> None:
    """Someone with a row in every table."""
    keep_trainee(store, id=id, name=f"name of {id}", employee_number=f"number of {id}")
    begun = replace(started(choice()), attempt=f"attempt of {id}", trainee=id, kind=Kind.QUIZ)
    keep(store, begun, [answered(0)], Ending.COMPLETED)
    moment = {"recorded_at": AT, "recorded_offset": 0}
    with store.writing():
        trainees.grant(store, id, "welcome", NOON)
        pins.put(store, id, Pin(salt="salt", digest=f"digest of {id}"), NOON)
        append(
            store,
            "participant",
            f"part of {id}",
            session_id="session",
            trainee_id=id,
            nickname=f"nick of {id}",
            team="",
            **moment,
        )
        event = json.dumps({"kind": "vote", "trainee": id})
        append(store, "session_event", f"event of {id}", session_id="session", number=len(id), event=event, **moment)
        store.db.execute("INSERT INTO set_aside VALUES ('answer', ?, ?, '{}')", (f"aside of {id}", f"attempt of {id}"))
        store.db.execute("INSERT INTO turn VALUES (?, 0, 50, 50, ?)", (f"attempt of {id}", json.dumps({"says": {"en": "Hello"}})))


def session(store: Store) -> None:
    with store.writing():
        append(
            store, "session", "session", title="Morning", modules='["care"]', mode="turns", seed=1, language="id",
            plan='["secret"]', graded=0, program="0", started_at=AT, started_offset=0,
        )  # fmt: skip


def test_it_is_all_of_them_and_nothing_of_anybody_else(store: Store) -> None:
    session(store)
    for id in ("sari", "sari-2", "budi-other"):
        fill(store, id)
    with store.writing():
        trainees.join(store, "sari", "sari-2", NOON)
    held = holdings(store, "sari")
    assert {name: len(rows) for name, rows in held.items() if isinstance(rows, list)} == {
        **dict.fromkeys(held.keys() - {"has_pin"}, 2),
        "joined": 1,
        "sessions": 1,
    }
    told = json.dumps(held)
    assert "budi" not in told and "secret" not in told and "digest" not in told
    assert all(f"{what} of sari-2" in told for what in ("name", "number", "nick", "attempt", "event", "aside"))
    assert held["has_pin"] is True
    assert held["answers"][0]["response"] == "a" and held["talks"][0]["said"] == {"says": {"en": "Hello"}}


def test_every_table_of_the_records_is_told_or_says_nothing_of_a_person(store: Store) -> None:
    """A table that is added later must come into `holdings`, or here."""
    told = {
        "trainee", "trainee_detail", "joined", "attempt_grant", "pin", "attempt", "drawn", "answer", "finish", "turn",
        "set_aside", "session", "participant", "session_event",
    }  # fmt: skip
    assert set(seals.SEALED) <= told | set(ELSEWHERE)
    tables = {name for (name,) in store.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables - told - set(ELSEWHERE) <= {"seal", "tip", "migration"} | {n for n in tables if n.startswith("sqlite_")}


def test_someone_about_whom_nothing_is_kept_but_the_name(store: Store) -> None:
    keep_trainee(store, id="sari")
    held = holdings(store, "sari")
    assert (held["attempts"], held["sessions"], held["has_pin"]) == ([], [], False)


def test_what_cannot_be_read_is_handed_over_as_it_stands(store: Store) -> None:
    keep_trainee(store, id="sari")
    store.db.execute("UPDATE trainee_detail SET required = 'damaged'")
    # The person cannot be listed then; their rows can be handed over.
    assert holdings(store, "sari")["details"][0]["required"] == "damaged"
