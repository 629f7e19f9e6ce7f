"""A report as one page that can be opened, printed and sent by itself: its charts, then each table as a section."""

from collections.abc import Collection, Iterator

from cstrain.reports.html_charts import SCALE, chart, shade
from cstrain.reports.html_page import Heading, cell, heading, page, paragraph, row, row_heading, table
from cstrain.reports.table import Cell, Column, Measure, Report, Table
from cstrain.reports.words import FIGURES, SHADES, Words

# So many columns are legible on a sheet.
ON_PAPER = 16
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
        if _is_too_wide(each):
            yield paragraph(words.on_paper, "note on-paper")
        yield from _section(each, words)


def _is_too_wide(written: Table) -> bool:
    """Whether paper has the columns of a screen only. Raw rows, of which a screen shows none, stay as they are."""
    return len(written.columns) > ON_PAPER and any(column.on_screen for column in written.columns)


def _section(written: Table, words: Words) -> Iterator[str]:
    off = _off_paper(written)
    headings = [
        Heading(text=words.heading(column.key), is_figure=column.measure in FIGURES, is_off_paper=column in off)
        for column in written.columns
    ]
    return table(words.title(written.name), headings, _rows(written, words, off))


def _off_paper(written: Table) -> Collection[Column]:
    """Ids, which nobody reads there, and what a table has more than paper holds."""
    wide = _is_too_wide(written)
    return [column for column in written.columns if _is_code(column) or (wide and not column.on_screen)]


def _rows(written: Table, words: Words, off: Collection[Column]) -> Iterator[str]:
    # What a screen shows first is what a row is about: a name, where the row begins with an id.
    about = next((place for place, column in enumerate(written.columns) if column.on_screen), 0)
    ends = [" off-paper" if column in off and place != about else "" for place, column in enumerate(written.columns)]
    columns = list(enumerate(zip(written.columns, ends, strict=True)))
    for values in written.rows:
        yield row(
            row_heading(words.shown(column, value))
            if place == about
            else cell(words.shown(column, value), (_kind(column, value) + end).strip())
            for (place, (column, end)), value in zip(columns, values, strict=True)
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
