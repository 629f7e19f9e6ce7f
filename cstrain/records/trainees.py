"""Trainees in the records: who there is, and further attempts granted to them."""

from datetime import datetime
from uuid import uuid4

from cstrain.core.trainee import Trainee
from cstrain.records.store import Store
from cstrain.records.times import stored


def everyone(store: Store) -> list[Trainee]:
    """All trainees in the order they were added."""
    with store.reading() as db:
        rows = db.execute("SELECT id, name, employee_number, branch, cohort FROM person ORDER BY sequence").fetchall()
    return [
        Trainee(id=id, name=name, employee_number=number, branch=branch, cohort=cohort)
        for id, name, number, branch, cohort in rows
    ]


def add(store: Store, trainee: Trainee, now: datetime) -> None:
    """Inside `store.writing()`: a new trainee with the details given."""
    moment = stored(now)
    store.db.execute("INSERT INTO trainee (id, created_at, created_offset) VALUES (?, ?, ?)", (trainee.id, *moment))
    store.db.execute(
        "INSERT INTO trainee_detail (id, trainee_id, name, employee_number, branch, cohort, recorded_at, recorded_offset)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (str(uuid4()), trainee.id, trainee.name, trainee.employee_number, trainee.branch, trainee.cohort, *moment),
    )


def grant(store: Store, trainee: str, module: str, now: datetime) -> None:
    """Inside `store.writing()`: allow one more graded attempt."""
    store.db.execute(
        "INSERT INTO attempt_grant (id, trainee_id, module, granted_at, granted_offset) VALUES (?, ?, ?, ?, ?)",
        (str(uuid4()), trainee, module, *stored(now)),
    )


def grants(store: Store) -> dict[tuple[str, str], int]:
    """How many attempts were granted, by trainee and module."""
    with store.reading() as db:
        rows = db.execute("SELECT trainee_id, module, count(*) FROM attempt_grant GROUP BY trainee_id, module").fetchall()
    return {(trainee, module): count for trainee, module, count in rows}
