"""Receipts: where each chain of seals ends, in a few short lines that can be printed or mailed and held against the file later.

A line of a receipt is the machine (its first eight figures), the number of its newest entry, the hash of that entry, and four
figures that tell a slip of the pen from a file that was changed.
"""

import re
import sqlite3
from collections.abc import Sequence

from cstrain.core.value import Value
from cstrain.errors import BadReceipt
from cstrain.records import seals
from cstrain.records.chain import SHOWN_OF_MACHINE, entry

LINE = re.compile(r"\b([0-9a-f]{8})[ \t]+([0-9]{1,15})[ \t]+([0-9a-f]{32})[ \t]+([0-9a-f]{4})\b")
# What looks like such a line, for telling which one was not copied right.
ALIKE = re.compile(r"\b[0-9a-f]{6,10}[ \t]+[0-9]{1,15}[ \t]+\S{20,}.*")


class End(Value):
    """Where a chain ended when the receipt was made; `hash` as hexadecimal figures."""

    machine: str
    number: int
    hash: str

    @property
    def line(self) -> str:
        said = f"{self.machine} {self.number} {self.hash}"
        return f"{said} {_check(said)}"


def _check(said: str) -> str:
    return seals.digest_of(b"receipt", said.encode()).hex()[:4]


def ends(db: sqlite3.Connection) -> list[End]:
    """Where the chains end now: a line for each machine, more if copies were gone on with apart."""
    rows = db.execute("SELECT machine, number, hash FROM tip ORDER BY machine, number, hash").fetchall()
    return [End(machine=machine[:SHOWN_OF_MACHINE], number=number, hash=hash.hex()) for machine, number, hash in rows]


def read(text: str, path: str = "-") -> list[End]:
    """The lines of a receipt, whatever stands around them; BadReceipt if there is none, or one was not copied right."""
    found = []
    for line in text.lower().splitlines():
        parts = LINE.search(line)
        if parts is None:
            if ALIKE.search(line):
                raise BadReceipt(path=path, line=line.strip())
            continue
        end = End(machine=parts[1], number=int(parts[2]), hash=parts[3])
        if _check(f"{end.machine} {end.number} {end.hash}") != parts[4]:
            raise BadReceipt(path=path, line=line.strip())
        found.append(end)
    if not found:
        raise BadReceipt(path=path, line="")
    return found


def missing(db: sqlite3.Connection, receipt: Sequence[End]) -> list[str]:
    """The ends in a receipt that the chains no longer go through: a file of before, or a past that was written anew."""
    found = []
    for end in receipt:
        rows = db.execute(
            "SELECT hash FROM seal WHERE substr(machine, 1, ?) = ? AND number = ?", (SHOWN_OF_MACHINE, end.machine, end.number)
        )
        if bytes.fromhex(end.hash) not in {hash for (hash,) in rows}:
            found.append(entry(end.machine, end.number))
    return found
