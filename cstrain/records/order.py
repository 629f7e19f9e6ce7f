"""The numbers that give rows their order: made from the time, never lower than any before in the file, the same in every file.

A row keeps its number when it is merged into another file, so that "in the order of `sequence`" means one thing everywhere
(docs/decisions/0022-order-and-seals.md).
"""

import sqlite3
from zlib import crc32

from cstrain.records.times import milliseconds

# The bits below the milliseconds: rows of one moment made on different machines do not meet.
BITS = 20
# The year 2248: what is left of SQLite's 63 bits.
LATEST = (1 << 63 - BITS) - 1


def number(id: str, at: str, after: int) -> int:
    """The number of a row with this id, written at this stored time, in a table whose highest number so far is `after`.

    Where the clock is behind that, it is one of the millisecond after: rows that are written on two machines after one row
    from the future do not meet either, and there is room between them (records/merge.py).
    """
    moment = min(max(milliseconds(at), 0), LATEST)
    below = crc32(id.encode()) % (1 << BITS)
    given = (moment << BITS) + below
    if given > after:
        return given
    following = (after >> BITS) + 1
    return (following << BITS) + below if following <= LATEST else after + 1


def next_number(db: sqlite3.Connection, table: str, id: str, at: str) -> int:
    """The number of the next row of this table."""
    (highest,) = db.execute(f"SELECT max(sequence) FROM {table}").fetchone()
    return number(id, at, highest or 0)


def renumber(db: sqlite3.Connection, table: str, at: str) -> None:
    """Give the rows of a table that were merely counted the numbers they would have got; `at` is its column of times."""
    highest = 0
    for sequence, id, moment in db.execute(f"SELECT sequence, id, {at} FROM {table} ORDER BY sequence").fetchall():
        highest = number(id, moment, highest)
        db.execute(f"UPDATE {table} SET sequence = ? WHERE sequence = ?", (highest, sequence))
