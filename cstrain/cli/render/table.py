"""A report on the screen: a table on a real terminal, a line for each row in plain mode."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from cstrain.cli.render.columns import heading, word
from cstrain.cli.render.figures import decimal
from cstrain.cli.safe import legible, safe_text
from cstrain.reports.table import Cell, Column, Measure, Report, Table

# Free text, which may be broken over rows; and what a narrow screen goes without, first to last.
FREE_TEXT = {"name": 12, "branch": 10}
LESS_NEEDED = ("valid_until", "branch", "attempts")
GAP, MARGINS = 2, 2


def print_report(report: Report, *, plain: bool) -> None:
    print_table(report.tables[0], plain=plain)


def print_table(table: Table, *, plain: bool) -> None:
    """Print what fits a screen; every column is in the file."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.on_screen]
    rows = [[cell(column, row[place]) for place, column in shown] for row in table.rows]
    keys = [column.key for _place, column in shown]
    if plain:
        for line in lines(keys, rows):
            print(line)
        return
    _print_rich(keys, rows)


def lines(keys: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each row, which says what each figure is."""
    names = [heading(key) for key in keys]
    for row in rows:
        yield "; ".join(f"{name}: {value or '-'}" for name, value in zip(names, row, strict=True))


def _print_rich(keys: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(highlight=False)
    kept = fitting(keys, rows, console.width)
    if not kept:
        for line in lines(keys, rows):
            console.print(Text(legible(line)))
        return
    grid = RichTable(box=SIMPLE, pad_edge=False)
    for place in kept:
        grid.add_column(Text(heading(keys[place])), overflow="fold", no_wrap=keys[place] not in FREE_TEXT)
    for row in rows:
        grid.add_row(*(Text(legible(row[place])) for place in kept))
    console.print(grid)


def fitting(keys: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The places of the columns that a screen holds without breaking a word that is no free text; none if it is too narrow."""
    from rich.cells import cell_len

    columns = [[heading(key), *(row[place] for row in rows)] for place, key in enumerate(keys)]
    widths = [max(map(cell_len, column)) for column in columns]
    needed = {key: min(widest, FREE_TEXT.get(key, widest)) for key, widest in zip(keys, widths, strict=True)}
    kept = list(keys)
    for key in ("", *LESS_NEEDED):
        if key in kept:
            kept.remove(key)
        if sum(needed[each] for each in kept) + GAP * (len(kept) - 1) + MARGINS <= width:
            return [keys.index(key) for key in kept]
    return []


def cell(column: Column, value: Cell) -> str:
    if column.measure is Measure.WORD and value is not None:
        return word(str(value))
    match value:
        case None:
            return ""
        case float():
            return decimal(value)
        case datetime() | date():
            return value.isoformat()
    return safe_text(str(value))
