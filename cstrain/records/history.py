"""Everything one person has answered, whichever entry it was for: a few columns of this person's rows, and of nobody else's."""

from cstrain.core.history import Past
from cstrain.records.attempts import ITEM, MODULE
from cstrain.records.store import Store
from cstrain.records.times import restored

# The answers are found by way of the person's attempts; by way of the answers it would be everyone's.
HISTORY = f"""
    SELECT {MODULE}, {ITEM}, a.kind, a.kind = 'practice' AND a.module = '', w.score, w.maximum, w.chance, w.answered_at,
        w.answered_offset, w.elapsed_ms
    FROM attempt AS a
    CROSS JOIN answer AS w ON w.attempt_id = a.id
    CROSS JOIN drawn AS d ON d.attempt_id = w.attempt_id AND d.position = w.position
    WHERE a.trainee_id IN (SELECT :trainee UNION SELECT trainee_id FROM joint WHERE person_id = :trainee)
    ORDER BY w.sequence
"""


def history(store: Store, trainee: str) -> list[Past]:
    """Every answer of this trainee in the order they were given."""
    with store.reading() as db:
        rows = db.execute(HISTORY, {"trainee": trainee}).fetchall()
    return [
        Past(
            module=module,
            item=item,
            kind=kind,
            is_ahead=bool(is_ahead),
            score=score,
            maximum=maximum,
            chance=chance,
            at=restored(at, offset),
            elapsed_ms=elapsed_ms,
        )
        for module, item, kind, is_ahead, score, maximum, chance, at, offset, elapsed_ms in rows
    ]
