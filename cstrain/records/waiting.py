"""Waiting for a lock, so that whoever waits gets it soon.

SQLite's own waiting sleeps longer the longer it has waited, up to a tenth of a second at a time: among several who answer
at once, the one who has waited longest is the one who asks least often (docs/decisions/0012-waiting-for-the-lock.md).
Here everyone asks every few milliseconds, sooner after a longer wait, and Ctrl-C is heard in between.
"""

import sqlite3
import time
from random import Random

# Sleeps between two tries, in seconds: of random length, so that two who wait do not keep meeting.
SHORTEST, LONGEST = 0.001, 0.008
# Who has waited longest asks most often: after a tenth of a second the sleeps are a third as long, at last a sixth.
URGENCY, UP_TO_SECONDS = 20, 0.25
# A journal left by a killed program is being rolled back elsewhere: also a lock.
BUSY = {"SQLITE_BUSY", "SQLITE_BUSY_RECOVERY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"}


def begin_writing(db: sqlite3.Connection, patience: float) -> None:
    """BEGIN IMMEDIATE, tried for so many seconds; then SQLite's own error (busy) is passed on."""
    _begin(db, ("BEGIN IMMEDIATE",), patience)


def begin_reading(db: sqlite3.Connection, patience: float) -> None:
    """A transaction that reads one state of the file to its end; tried as long. BEGIN alone would not take the lock yet."""
    _begin(db, ("BEGIN", "SELECT count(*) FROM sqlite_schema"), patience)


def _begin(db: sqlite3.Connection, statements: tuple[str, ...], patience: float) -> None:
    began = time.monotonic()
    rng = Random()
    db.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                for statement in statements:
                    db.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                if error.sqlite_errorname not in BUSY or (waited := time.monotonic() - began) > patience:
                    raise
            time.sleep(rng.uniform(SHORTEST, LONGEST) / (1 + URGENCY * min(waited, UP_TO_SECONDS)))
    finally:
        db.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
