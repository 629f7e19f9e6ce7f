"""PINs in the records: what someone types before being taken for a trainee, as a salted hash."""

from datetime import datetime
from uuid import uuid4

from cstrain.core.value import Value
from cstrain.records.store import Store
from cstrain.records.times import stored

# The newest at any of a person's entries holds.
NEWEST = """
    SELECT salt, digest FROM pin
    WHERE trainee_id = :trainee OR trainee_id IN (SELECT trainee_id FROM joint WHERE person_id = :trainee)
    ORDER BY sequence DESC LIMIT 1
"""


class Pin(Value):
    """An empty digest is no PIN."""

    salt: str
    digest: str


def pin(store: Store, person: str) -> Pin | None:
    """The PIN that holds for a person, if there is one."""
    with store.reading() as db:
        row = db.execute(NEWEST, {"trainee": person}).fetchone()
    return Pin(salt=row[0], digest=row[1]) if row and row[1] else None


def put(store: Store, person: str, pin: Pin, now: datetime) -> None:
    """Inside `store.writing()`: the PIN that holds from now on."""
    at, offset = stored(now)
    store.append(
        "pin",
        at,
        id=str(uuid4()),
        trainee_id=person,
        salt=pin.salt,
        digest=pin.digest,
        recorded_at=at,
        recorded_offset=offset,
    )
