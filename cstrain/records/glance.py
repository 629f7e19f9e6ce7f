"""A look at who is in the records, for completing a command line: quick, changing nothing, and silent about every fault."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cstrain.core.value import Value
from cstrain.errors import CstrainError
from cstrain.records.store import recognise

# Whoever presses TAB waits for no lock.
PATIENCE_SECONDS = 0.2


class Person(Value):
    name: str
    employee_number: str
    branch: str
    cohort: str


def people(path: Path) -> list[Person]:
    """Everyone in the order they were added; nobody where the file is missing, locked, damaged or not ours."""
    try:
        recognise(path)
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE_SECONDS)) as db:
            rows = db.execute("SELECT name, employee_number, branch, cohort FROM person ORDER BY sequence").fetchall()
    except (OSError, ValueError, sqlite3.Error, CstrainError):
        return []
    return [Person(name=name, employee_number=number, branch=branch, cohort=cohort) for name, number, branch, cohort in rows]
