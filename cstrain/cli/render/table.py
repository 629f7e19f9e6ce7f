"""A table of a report on the screen: a grid on a terminal, a line for each row in plain mode. Every column is in the file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from cstrain.cli.render.columns import heading, word
from cstrain.cli.render.figures import decimal
from cstrain.cli.safe import legible, safe_text
from cstrain.core.value import Value
from cstrain.reports.table import Cell, Column, Measure, Table

if TYPE_CHECKING:
    from cstrain.cli.render.grid import Heading

# Text that may be broken between words, and how narrow it may become.
FREE_TEXT = {
    "name": 12, "branch": 10, "status": 11, "needs_help": 10, "skill_name": 16, "statement": 24, "because": 20, "items": 16,
    "needs_checking": 9,
}  # fmt: skip
# What a narrow screen goes without, first to last.
LESS_NEEDED = (
    "valid_until", "branch", "total_minutes", "talks_percent",
    "worst_distractor_percent", "discrimination", "because", "worst_distractor",
    "median_minutes", "started", "few", "attempts", "played", "rehearsed", "failed", "items", "people",
)  # fmt: skip
FIGURES = {Measure.COUNT, Measure.PERCENT, Measure.POINTS, Measure.RATIO, Measure.NUMBER, Measure.MINUTES}


class Shown(Value):
    """What a screen shows of a table: its columns and the texts in them."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]


def shown(table: Table) -> Shown:
    places = [place for place, column in enumerate(table.columns) if column.on_screen]
    columns = tuple(table.columns[place] for place in places)
    rows = [[cell(table.columns[place], row[place]) for place in places] for row in table.rows]
    return Shown(columns=columns, rows=rows)


def lines(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A line for each row, which says what each figure is."""
    names = [heading(column.key) for column in columns]
    for row in rows:
        yield "; ".join(f"{name}: {value or '-'}" for name, value in zip(names, row, strict=True))


def headings(columns: Sequence[Column]) -> "list[Heading]":
    from cstrain.cli.render.grid import Heading

    return [
        Heading(
            text=legible(heading(column.key)),
            is_figure=column.measure in FIGURES,
            least=FREE_TEXT.get(column.key, 0),
            rank=LESS_NEEDED.index(column.key) if column.key in LESS_NEEDED else None,
        )
        for column in columns
    ]


def cell(column: Column, value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return word("yes" if value else "no")
        case float():
            return decimal(value)
        case datetime() | date():
            return value.isoformat()
    return safe_text(word(str(value)) if column.measure is Measure.WORD else str(value))
