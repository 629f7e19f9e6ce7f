"""python -m tests.benchmarks: all measurements, one table."""

import platform
import sqlite3
import sys
from itertools import chain

from tests.benchmarks import answers, checking, growth, merging, proof, reports, session, startup
from tests.benchmarks.measuring import table
from tests.benchmarks.scale import Size


def main() -> None:
    rows = list(
        chain(
            startup.measure(rounds=25),
            answers.measure(answers=1000),
            # Half a minute each: few rounds, and what disturbs one run is small beside it.
            checking.measure(10_000, rounds=3),
            growth.measure(100_000, 1_000_000, rounds=25),
            proof.measure(20, 60, rounds=25),
            # A minute and more for a round.
            reports.measure(Size(trainees=5_000, attempts=50_000, answers=1_000_000), rounds=3),
            # Minutes: what it is made of has to be sealed and verified row by row.
            merging.measure(50, 2000, 5, rounds=1),
            session.measure(40, 30, rounds=25),
        )
    )
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    print(table(rows))
    sys.exit(0 if all(row.within != "NO" for row in rows) else 1)


main()
