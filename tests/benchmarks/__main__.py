"""python -m tests.benchmarks: all measurements, one table."""

import platform
import sqlite3
import sys
from itertools import chain

from tests.benchmarks import answers, checking, growth, proof, session, startup
from tests.benchmarks.measuring import table


def main() -> None:
    rows = list(
        chain(
            startup.measure(rounds=25),
            answers.measure(answers=1000),
            # Half a minute each: few rounds, and what disturbs one run is small beside it.
            checking.measure(10_000, rounds=3),
            growth.measure(100_000, 1_000_000, rounds=25),
            proof.measure(20, 60, rounds=25),
            session.measure(40, 30, rounds=25),
        )
    )
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    print(table(rows))
    sys.exit(0 if all(row.within != "NO" for row in rows) else 1)


main()
