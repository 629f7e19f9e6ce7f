"""A report as one page that can be opened, printed and sent by itself: its charts, then each table as a section."""

from collections.abc import Iterable, Iterator

from cstrain.reports.html_charts import SCALE, chart, shade
from cstrain.reports.html_page import Heading, cell, heading, page, paragraph, row, row_heading, table
from cstrain.reports.table import Cell, Column, Measure, Report, Table
from cstrain.reports.words import FIGURES, SHADES, Words

STYLE = "".join(f".sixth-{place} {{ background: {paper}; color: {ink}; }}\n" for place, (paper, ink) in enumerate(SCALE))


def write(report: Report, words: Words) -> Iterator[str]:
    """The page, piece by piece."""
    return page(words.title(report.name), words.language, _body(report, words), style=STYLE)


def _body(report: Report, words: Words) -> Iterator[str]:
    for note in words.notes:
        yield paragraph(note, "note")
    for number, drawn in enumerate(report.charts, start=1):
        yield heading(2, words.title(drawn.name))
        yield from chart(drawn, words, number)
    for each in report.tables:
        yield heading(2, words.title(each.name))
        yield from _section(each, words)


def _section(written: Table, words: Words) -> Iterator[str]:
    headings = [
        Heading(text=words.heading(column.key), is_figure=column.measure in FIGURES, is_code=_is_code(column))
        for column in written.columns
    ]
    return table(words.title(written.name), headings, _rows(written, words))


def _rows(written: Table, words: Words) -> Iterable[str]:
    columns = written.columns
    # What a screen shows first is what a row is about: a name, where the row begins with an id.
    about = next((place for place, column in enumerate(columns) if column.on_screen), 0)
    for values in written.rows:
        yield row(
            row_heading(words.shown(column, value)) if place == about else cell(words.shown(column, value), _kind(column, value))
            for place, (column, value) in enumerate(zip(columns, values, strict=True))
        )


def _is_code(column: Column) -> bool:
    return column.key.endswith(("_id", "_hash"))


def _kind(column: Column, value: Cell) -> str:
    """The classes of a cell: where it stands, and what colour its figure or word has."""
    if _is_code(column):
        return "code"
    if column.measure is Measure.WORD:
        return SHADES.get(str(value), "")
    if column.measure is Measure.PERCENT and isinstance(value, int | float):
        return f"figure sixth-{shade(value)}"
    return "figure" if column.measure in FIGURES else ""
