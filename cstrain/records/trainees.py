"""Trainees in the records: who there is, which entries are one person, and further attempts granted to them.

A person is named by the id of the entry that was made first; what stands at another entry is theirs all the same.
"""

import json
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

from cstrain.core.trainee import Trainee
from cstrain.core.value import made
from cstrain.records.store import Store
from cstrain.records.times import stored

PERSON = "SELECT id, name, employee_number, branch, cohort, required FROM person"
# The entries of one person from any of them on, by index: the views look at everyone.
ENTRIES = """
    WITH RECURSIVE same (id) AS (
        SELECT :id
        UNION SELECT joined.into_id FROM same JOIN joined ON joined.trainee_id = same.id
        UNION SELECT joined.trainee_id FROM same JOIN joined ON joined.into_id = same.id
    )
"""
PERSON_OF = f"{ENTRIES} SELECT trainee.id FROM same CROSS JOIN trainee USING (id) ORDER BY trainee.sequence, trainee.id LIMIT 1"
DETAILS = f"""
    {ENTRIES} SELECT name, employee_number, branch, cohort, required FROM trainee_detail
    WHERE sequence = (
        SELECT max(each.sequence) FROM same CROSS JOIN trainee_detail AS each INDEXED BY trainee_detail_newest
        ON each.trainee_id = same.id
    )
"""


def everyone(store: Store) -> list[Trainee]:
    """All trainees in the order they were added."""
    with store.reading() as db:
        rows = db.execute(f"{PERSON} ORDER BY sequence").fetchall()
    return [_trainee(row) for row in rows]


def one(store: Store, id: str) -> Trainee | None:
    """The person with this id, if there is one; nobody else is read."""
    with store.reading() as db:
        if person_of(store, id) != id:
            return None
        details = db.execute(DETAILS, {"id": id}).fetchone()
    return _trainee((id, *details)) if details else None


def person_of(store: Store, entry: str) -> str | None:
    """The id of the person that this entry belongs to, if there is such an entry."""
    with store.reading() as db:
        found = db.execute(PERSON_OF, {"id": entry}).fetchone()
    return found[0] if found else None


def some(store: Store, limit: int) -> list[Trainee]:
    """The first trainees, up to so many: whether there is nobody, someone alone, or several."""
    with store.reading() as db, closing(db.execute("SELECT id FROM trainee ORDER BY sequence")) as ids:
        people = (one(store, id) for (id,) in ids)
        return list(islice((each for each in people if each), limit))


def perhaps_called(store: Store, alike: str) -> list[Trainee]:
    """Those whose name may be like this one: `alike` is its core.trainee.likeness, which is not empty. A name in plain ASCII is
    compared here, its last letter first, to spare whoever works among thousands; of any other only its likeness tells."""
    query = """
        SELECT trainee_id FROM trainee_detail
        WHERE (substr(name, -1) = :last COLLATE NOCASE AND replace(lower(name), ' ', '') = :alike)
            OR length(name) <> length(CAST(name AS BLOB))
    """
    with store.reading() as db:
        entries = db.execute(query, {"alike": alike, "last": alike[-1:]}).fetchall()
    persons = dict.fromkeys(person_of(store, entry) for (entry,) in entries)
    found = [one(store, id) for id in persons if id]
    return [each for each in found if each]


def _trainee(row: tuple[Any, ...]) -> Trainee:
    id, name, number, branch, cohort, required = row
    asked = () if required == "[]" else tuple(json.loads(required))
    values = {"id": id, "name": name, "employee_number": number, "branch": branch, "cohort": cohort, "required": asked}
    return made(Trainee, values)


def add(store: Store, trainee: Trainee, now: datetime) -> None:
    """Inside `store.writing()`: a new trainee with the details given."""
    at, offset = stored(now)
    store.append("trainee", at, id=trainee.id, created_at=at, created_offset=offset)
    describe(store, trainee, now)


def describe(store: Store, trainee: Trainee, now: datetime) -> None:
    """Inside `store.writing()`: what holds of a trainee from now on."""
    at, offset = stored(now)
    store.append(
        "trainee_detail",
        at,
        id=str(uuid4()),
        trainee_id=trainee.id,
        name=trainee.name,
        employee_number=trainee.employee_number,
        branch=trainee.branch,
        cohort=trainee.cohort,
        recorded_at=at,
        recorded_offset=offset,
        required=json.dumps(trainee.required),
    )


def grant(store: Store, trainee: str, module: str, now: datetime) -> None:
    """Inside `store.writing()`: allow one more graded attempt."""
    at, offset = stored(now)
    store.append("attempt_grant", at, id=str(uuid4()), trainee_id=trainee, module=module, granted_at=at, granted_offset=offset)


def grants(store: Store) -> dict[tuple[str, str], int]:
    """How many attempts were granted, by person and module."""
    query = """
        SELECT person_id, module, count(*) FROM attempt_grant
        JOIN identity USING (trainee_id) GROUP BY person_id, module
    """
    with store.reading() as db:
        return {(person, module): count for person, module, count in db.execute(query).fetchall()}


def persons(store: Store) -> dict[str, str]:
    """For each entry that was joined with another, the person it belongs to; any other entry is its own person."""
    with store.reading() as db:
        return dict(db.execute("SELECT trainee_id, person_id FROM joint").fetchall())


def entries(store: Store, person: str) -> list[str]:
    """The ids of all entries of a person, the first-made first."""
    query = "SELECT trainee_id FROM identity JOIN trainee ON id = trainee_id WHERE person_id = ? ORDER BY sequence"
    with store.reading() as db:
        return [id for (id,) in db.execute(query, (person,)).fetchall()]


def join(store: Store, one: str, other: str, now: datetime) -> None:
    """Inside `store.writing()`: from now on two entries are one person."""
    at, offset = stored(now)
    store.append("joined", at, id=str(uuid4()), trainee_id=other, into_id=one, recorded_at=at, recorded_offset=offset)


def granted_to(store: Store, trainee: str) -> dict[str, int]:
    """How many attempts were granted to this trainee, by module."""
    query = """
        SELECT module, count(*) FROM attempt_grant
        WHERE trainee_id IN (SELECT :trainee UNION SELECT trainee_id FROM joint
            WHERE person_id = (SELECT person_id FROM joint WHERE trainee_id = :trainee))
        GROUP BY module
    """
    with store.reading() as db:
        return dict(db.execute(query, {"trainee": trainee}).fetchall())
