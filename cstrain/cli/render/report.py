"""A report on the screen: its tables, then its charts; and where the rest is."""

import shutil
from collections.abc import Iterator, Sequence

from cstrain.cli.calling import command
from cstrain.cli.diagnostics import narrate
from cstrain.cli.render.charts import drawn, is_empty, spoken
from cstrain.cli.render.columns import heading, title
from cstrain.cli.render.table import Shown, headings, lines, shown
from cstrain.cli.safe import legible
from cstrain.cli.words import _
from cstrain.reports.table import Column, Report

# Lists so long that a chart below them would be out of sight; it is in the file.
WITHOUT_CHARTS = {"summary", "items"}


def print_report(report: Report, *, plain: bool) -> None:
    tables = [(table.name, shown(table)) for table in report.tables if any(column.on_screen for column in table.columns)]
    charts = [] if report.name in WITHOUT_CHARTS else [chart for chart in report.charts if not is_empty(chart)]
    first, *others = tables
    for line in _table(first[1], plain=plain):
        print(line)
    for name, table in others:
        if table.rows:
            _print_section(name, _table(table, plain=plain), plain=plain)
    for chart in charts:
        _print_section(chart.name, spoken(chart) if plain else drawn(chart, _width()), plain=plain)
    if not first[1].rows:
        narrate(_("There is nothing to show yet."))
    elif not plain:
        narrate(_("All columns, as a file: {command}").format(command=_in_a_file(report.name)))


def _in_a_file(name: str) -> str:
    return command(f"export {name} --out {name}.xlsx")


def _print_section(name: str, rows: Iterator[str], *, plain: bool) -> None:
    print()
    for line in [title(name)] if plain else map(_bold, _wrapped(title(name))):
        print(legible(line))
    for line in rows:
        print(line)


def _table(table: Shown, *, plain: bool) -> Iterator[str]:
    if plain:
        yield from lines(table.columns, table.rows)
    elif table.rows:
        yield from _grid(table.columns, table.rows)


def _grid(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from cstrain.cli.render.grid import body, fitted, header

    told, texts = headings(columns), [[legible(text) for text in row] for row in rows]
    grid = fitted(told, texts, _width())
    if grid is None:
        for line in lines(columns, rows):
            yield from _wrapped(legible(line))
        return
    yield from map(_bold, header(grid, told))
    yield from body(grid, told, texts)
    left_out = [heading(column.key) for place, column in enumerate(columns) if place not in grid.places]
    if left_out:
        narrate(_("Too narrow for: {columns}.").format(columns=", ".join(left_out)))


def _width() -> int:
    return shutil.get_terminal_size().columns


def _wrapped(text: str) -> list[str]:
    from cstrain.cli.prompts.page import wrapped

    return wrapped(text, _width())


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
