"""A report on the screen: a table on a real terminal, a line for each row in plain mode."""

from collections.abc import Sequence
from datetime import date, datetime

from cstrain.cli.render.figures import decimal
from cstrain.cli.safe import safe_text
from cstrain.cli.words import _
from cstrain.core.standing import Status
from cstrain.reports.table import Cell, Column, Table

SHORTEST_NAME = 12
GAP, MARGINS = 2, 2


def headings() -> dict[str, str]:
    """What a column is called on the screen; in files it keeps its key."""
    return {
        "name": _("Name"),
        "branch": _("Branch"),
        "module": _("Module"),
        "status": _("Status"),
        "attempts": _("Attempts"),
        "best_percent": _("Best %"),
        "valid_until": _("Valid until"),
    }


def print_table(table: Table, *, plain: bool) -> None:
    """Print what fits a screen; every column is in the file."""
    shown = [(place, column) for place, column in enumerate(table.columns) if column.on_screen]
    rows = [[cell(column, row[place]) for place, column in shown] for row in table.rows]
    names = [headings()[column.key] for _place, column in shown]
    if plain:
        for row in rows:
            print("; ".join(f"{name}: {value or '-'}" for name, value in zip(names, row, strict=True)))
        return
    _print_rich(names, rows)


def _print_rich(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(highlight=False)
    kept = fitting(names, rows, console.width)
    grid = RichTable(box=SIMPLE, pad_edge=False)
    for place, name in enumerate(names[:kept]):
        # The first column, people's names, is the one that may be broken.
        grid.add_column(Text(name), overflow="fold", no_wrap=place > 0)
    for row in rows:
        grid.add_row(*(Text(value) for value in row[:kept]))
    console.print(grid)


def fitting(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> int:
    """How many columns, from the left, a screen holds without breaking a word; the first may shrink to SHORTEST_NAME."""
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    widths[0] = min(widths[0], SHORTEST_NAME)
    kept = len(widths)
    while kept > 1 and sum(widths[:kept]) + GAP * (kept - 1) + MARGINS > width:
        kept -= 1
    return kept


def cell(column: Column, value: Cell) -> str:
    if column.key == "status":
        from cstrain.cli.render.figures import status

        return status(Status(str(value)))
    match value:
        case None:
            return ""
        case float():
            return decimal(value)
        case datetime() | date():
            return value.isoformat()
    return safe_text(str(value))
