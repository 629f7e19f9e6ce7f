"""How long reports and exports take over large records: against SQLite, Python's csv and xlsxwriter doing the bare work."""

import csv
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from cstrain.app.clock import Clock
from cstrain.app.report import Filters, report
from cstrain.cli.render.report_file import words
from cstrain.core.module import Module
from cstrain.records.store import Store
from cstrain.reports import csv_file, xlsx_file
from cstrain.reports.table import Report
from tests.benchmarks.checking import PEAK
from tests.benchmarks.measuring import Measured, Size, environment, least
from tests.benchmarks.scale import Size as Scale
from tests.benchmarks.scale import fill, shipped

# All modules that are planned.
MODULES = 14
AGGREGATE = """
    SELECT a.trainee_id, a.module, count(*), sum(w.score), sum(w.maximum), sum(w.critical), sum(w.elapsed_ms)
    FROM answer AS w JOIN attempt AS a ON a.id = w.attempt_id
    WHERE a.kind = 'quiz' GROUP BY a.trainee_id, a.module
"""
SAME_ROWS = """
    SELECT w.id, a.id, a.trainee_id, p.name, a.module, a.kind, d.item, w.content_hash, w.response, w.score, w.maximum, w.chance,
        w.answered_at, w.answered_offset, w.elapsed_ms, w.clock_step_s, t.mood_before, t.mood_after, t.said
    FROM answer AS w
    JOIN attempt AS a ON a.id = w.attempt_id
    JOIN trainee_detail AS p ON p.trainee_id = a.trainee_id
    JOIN drawn AS d ON d.attempt_id = w.attempt_id AND d.position = w.position
    LEFT JOIN turn AS t ON t.attempt_id = w.attempt_id AND t.position = w.position
    ORDER BY w.sequence
"""
# What the command does, in a process that has loaded nothing else.
EXPORT = """
import sys
sys.argv = ["cstrain", "--records", sys.argv[1], "export", "answers", "--replace", "--format", "csv", "--out", sys.argv[2]]
from cstrain.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code
"""


def measure(scale: Scale, rounds: int) -> Iterator[Measured | Size]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _all(Path(folder), scale, rounds)


def _all(folder: Path, scale: Scale, rounds: int) -> Iterator[Measured | Size]:
    records, out = folder / "records.db", folder / "out"
    modules = shipped(folder / "cache", MODULES)
    fill(records, modules, scale)
    yield _measured(
        f"report summary, {scale.answers:,} answers",
        0.25,
        least(lambda: _aggregate(records), lambda: _read(_summary(records, modules)), rounds),
    )
    yield _measured(
        f"export answers, CSV, {scale.answers:,} rows",
        1.6,
        least(lambda: _plain_csv(records, out), lambda: answers_csv(records, out), rounds),
    )
    command = [sys.executable, "-c", EXPORT + PEAK, str(records), str(out)]
    peak = int(subprocess.run(command, capture_output=True, check=True, env=environment(folder / "home")).stdout)
    yield Size(what=f"export answers, CSV, {scale.answers:,} rows: peak memory", bytes=peak, budget=120_000_000)
    cells = [list(row) for row in _summary(records, modules).tables[0].rows]
    yield _measured(
        f"export summary, XLSX, {len(cells):,} rows",
        1.3,
        least(lambda: _plain_xlsx(cells, out), lambda: _summary_xlsx(records, modules, out), rounds),
    )


def _measured(what: str, budget: float, times: tuple[float, float]) -> Measured:
    return Measured(what=what, floor=times[0], ours=times[1], budget=budget)


def _aggregate(records: Path) -> None:
    with closing(sqlite3.connect(records)) as db:
        db.execute(AGGREGATE).fetchall()


def _summary(records: Path, modules: Sequence[Module]) -> Report:
    with Store(records) as store:
        made = report("summary", store, modules, Filters(), Clock())
        first, *more = made.tables
        # Read to the end while the file is open.
        table = type(first)(name=first.name, columns=first.columns, rows=list(first.rows))
        return Report(name=made.name, tables=(table, *more), charts=made.charts)


def _read(made: Report) -> None:
    for _row in made.tables[0].rows:
        pass


def answers_csv(records: Path, out: Path) -> None:
    with Store(records) as store, out.open("w", encoding="utf-8", newline="") as stream:
        made = report("answers", store, [], Filters(), Clock())
        csv_file.write(made.tables[0], stream, csv_file.LOCALES["id"])


def _plain_csv(records: Path, out: Path) -> None:
    with closing(sqlite3.connect(records)) as db, out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(db.execute(SAME_ROWS))


def _summary_xlsx(records: Path, modules: Sequence[Module], out: Path) -> None:
    xlsx_file.write(_summary(records, modules), out, words(Filters(), Clock().now()))


def _plain_xlsx(rows: Sequence[Sequence[Any]], out: Path) -> None:
    """The same cells, each handed to the library as it is."""
    with xlsxwriter.Workbook(str(out), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
