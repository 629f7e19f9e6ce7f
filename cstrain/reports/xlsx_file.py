"""A report as a workbook: a sheet for each table and chart, with headings that stay, filters, formats, colours and native charts.

Row by row into temporary files, so that a large table is never whole in memory. The same report gives the same bytes. What was
typed or authored is text and stays text: no formula, no address, no markup.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from errno import EFBIG
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cstrain.reports.table import Bars, Cell, Chart, Heat, Lines, Measure, Report, Table
from cstrain.reports.words import SHADES, Words, as_json, printable

# What Excel holds: rows of a sheet, letters of a cell and of a sheet's name.
ROWS, LETTERS, NAME = 1_048_576, 32_767, 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
SETTINGS = {
    "constant_memory": True,
    # A name "=HYPERLINK(...)" would be live otherwise.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Any fixed day: the time of writing would make every file another.
CREATED = datetime(2026, 1, 1)
FORMATS = {
    Measure.COUNT: "0",
    Measure.PERCENT: "0.0",
    Measure.POINTS: "+0.0;-0.0;0.0",
    Measure.RATIO: "0.00",
    Measure.MINUTES: "0",
    Measure.DAY: "yyyy-mm-dd",
    Measure.MOMENT: "yyyy-mm-dd hh:mm",
}
WIDTHS = {Measure.DAY: 11, Measure.MOMENT: 16}
WIDEST = 60
A4 = 9
COLOURS = {
    "good": {"bg_color": "#D3EAD9", "font_color": "#123D20"},
    "soon": {"bg_color": "#FDEEC2", "font_color": "#4D3800"},
    "bad": {"bg_color": "#F9D6D2", "font_color": "#6B1109"},
}
# Orange to blue, as in the page: eyes without red or green tell them apart.
SCALE = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0,
    "mid_value": 60,
    "max_value": 100,
    "min_color": "#F1A340",
    "mid_color": "#FFFFFF",
    "max_color": "#8DBFE0",
}
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "square_dot")


def write(report: Report, path: Path, words: Words) -> None:
    """Write the workbook; OSError if the system says no."""
    with _book(path) as book:
        book.set_properties({"title": printable(words.title(report.name)), "created": CREATED})
        sheets = Sheets(book)
        for table in report.tables:
            _write_table(sheets, table, words)
        for drawn in report.charts:
            _write_chart(sheets, drawn, words)
        _write_notes(sheets, words)


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A workbook that is stored when the block is left without an error; nothing of it is left elsewhere."""
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError, FileSizeError  # type: ignore[import-untyped]

    with TemporaryDirectory(prefix="cstrain-", ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(str(path), {**SETTINGS, "tmpdir": folder})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        except FileSizeError as error:
            raise OSError(EFBIG, os.strerror(EFBIG)) from error
        finally:
            # After a fault they are still open, and Windows removes no open file.
            for sheet in book.worksheets():
                with suppress(OSError):
                    sheet._opt_close()


class Sheets:
    """The sheets of one workbook, with names that Excel takes, and the formats of their cells."""

    def __init__(self, book: Any) -> None:
        self.book = book
        # Excel keeps this one for itself.
        self.taken = {"history"}
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F5", "bottom": 1})
        self.bold = book.add_format({"bold": True})
        self.formats = {measure: book.add_format({"num_format": format}) for measure, format in FORMATS.items()}
        self.colours = {name: book.add_format(colour) for name, colour in COLOURS.items()}

    def add(self, title: str) -> Any:
        plain = " ".join(printable(title).translate(NOT_IN_NAMES).split()) or "-"
        name, number = _cut(plain, NAME), 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{_cut(plain, NAME - 1 - len(str(number)))} {number}"
        self.taken.add(name.casefold())
        return self.book.add_worksheet(name)


def _cut(text: str, most: int) -> str:
    """The text in so many letters, cut between words where there are any."""
    if len(text) <= most:
        return text
    words, space, _rest = text[: most + 1].rpartition(" ")
    return words if space else text[:most]


def _write_notes(sheets: Sheets, words: Words) -> None:
    """When the file was made and what it is narrowed to: a figure of some days is not one of all."""
    if not words.notes:
        return
    sheet = sheets.add(words.title("about"))
    sheet.set_column(0, 0, WIDEST)
    for row, note in enumerate(words.notes):
        sheet.write_string(row, 0, _text(note))


def _write_table(sheets: Sheets, table: Table, words: Words) -> None:
    """The table on a sheet, or on as many as it takes."""
    rows = iter(table.rows)
    more: tuple[Cell, ...] | None = ()
    while more is not None:
        _write_sheet(sheets, table, words, islice(chain([more] if more else [], rows), ROWS - 1))
        more = next(rows, None)


def _write_sheet(sheets: Sheets, table: Table, words: Words, rows: Iterable[tuple[Cell, ...]]) -> None:
    sheet = sheets.add(words.title(table.name))
    widths = [len(words.heading(column.key)) + 3 for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, _text(words.heading(column.key)), sheets.head)
    columns = [(place, column.measure, sheets.formats.get(column.measure)) for place, column in enumerate(table.columns)]
    last = 0
    for last, row in enumerate(rows, start=1):
        for (place, measure, format), value in zip(columns, row, strict=True):
            told = words.word(value) if measure is Measure.WORD and isinstance(value, str) else value
            if isinstance(told, str):
                widths[place] = max(widths[place], len(told))
            _put(sheet, last, place, told, format)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDTHS.get(column.measure) or min(widths[place], WIDEST))
        _colour(sheets, sheet, (1, place, max(last, 1), place), column.measure, words)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _put(sheet: Any, row: int, place: int, value: Cell, format: Any = None) -> None:
    """One cell: figures as figures, days as days, all else as text."""
    match value:
        case None | "":
            return
        case str():
            sheet.write_string(row, place, _text(value))
        case bool():
            sheet.write_boolean(row, place, value)
        case int() | float():
            if isfinite(value):
                sheet.write_number(row, place, value, format)
            else:
                sheet.write_string(row, place, str(value))
        case datetime():
            # Wall time where it was made; the offset has a column of its own.
            sheet.write_datetime(row, place, value.replace(tzinfo=None), format)
        case date():
            sheet.write_datetime(row, place, value, format)
        case _:
            sheet.write_string(row, place, _text(as_json(value)))


def _text(text: str) -> str:
    """The text as a cell can hold it. What begins and ends as a rich string does would be written as markup: a space ends it."""
    safe = printable(text)
    return f"{safe} " if safe.startswith("<r>") and safe.endswith("</r>") else safe


def _label(text: str) -> str:
    """The text as a chart's title, where an exclamation mark would make the address of a cell."""
    return printable(text).replace("!", " ")


def _colour(sheets: Sheets, sheet: Any, cells: tuple[int, int, int, int], measure: Measure, words: Words) -> None:
    if measure is Measure.PERCENT:
        sheet.conditional_format(*cells, SCALE)
    elif measure in (Measure.POINTS, Measure.RATIO):
        sheet.conditional_format(*cells, {"type": "cell", "criteria": "<", "value": 0, "format": sheets.colours["bad"]})
    elif measure is Measure.WORD:
        for code, shade in SHADES.items():
            said = '"' + _text(words.word(code)).replace('"', '""') + '"'
            sheet.conditional_format(*cells, {"type": "cell", "criteria": "==", "value": said, "format": sheets.colours[shade]})


def _write_chart(sheets: Sheets, drawn: Chart, words: Words) -> None:
    """The figures of a chart on a sheet, and the chart beside them; a heat map is its figures, coloured."""
    sheet = sheets.add(words.title(drawn.name))
    match drawn:
        case Heat():
            _grid(sheets, sheet, drawn.columns, zip(drawn.rows, drawn.cells, strict=True), Measure.PERCENT)
            sheet.conditional_format(1, 1, max(len(drawn.rows), 1), max(len(drawn.columns), 1), SCALE)
        case Bars():
            labels = [words.word(label) for label in drawn.labels]
            bars = ((label, (height,)) for label, height in zip(labels, drawn.heights, strict=True))
            _grid(sheets, sheet, [words.title(drawn.name)], bars, drawn.measure)
            _insert(sheets, sheet, drawn, words, len(drawn.labels), 1)
        case Lines():
            values = zip(*(line for _name, line in drawn.lines), strict=True) if drawn.lines else ()
            points = zip(drawn.points, values, strict=False)
            _grid(sheets, sheet, [name for name, _line in drawn.lines], points, drawn.measure)
            _insert(sheets, sheet, drawn, words, len(drawn.points), len(drawn.lines))


def _grid(
    sheets: Sheets,
    sheet: Any,
    headings: Sequence[str],
    rows: Iterable[tuple[str, Sequence[float | None]]],
    measure: Measure,
) -> None:
    """Figures under their headings, each row after its label."""
    for place, heading in enumerate(headings, start=1):
        sheet.write_string(0, place, _text(heading), sheets.head)
    widest = 8
    for number, (label, values) in enumerate(rows, start=1):
        sheet.write_string(number, 0, _text(label), sheets.bold)
        for place, value in enumerate(values, start=1):
            _put(sheet, number, place, value, sheets.formats.get(measure))
        widest = max(widest, len(label))
    sheet.set_column(0, 0, min(widest + 2, WIDEST))
    sheet.set_column(1, max(len(headings), 1), 12)
    sheet.freeze_panes(1, 1)


def _insert(sheets: Sheets, sheet: Any, drawn: Bars | Lines, words: Words, rows: int, series: int) -> None:
    """The native chart of what `_grid` has written; nothing is no chart."""
    if not rows or not series:
        return
    chart = sheets.book.add_chart({"type": "column" if isinstance(drawn, Bars) else "line"})
    name = sheet.get_name()
    for place in range(series):
        look = {
            "line": {"dash_type": DASHES[place % len(DASHES)], "width": 2},
            "marker": {"type": MARKERS[place % len(MARKERS)], "size": 7},
        }
        chart.add_series(
            {
                "name": [name, 0, place + 1],
                "categories": [name, 1, 0, max(rows, 1), 0],
                "values": [name, 1, place + 1, max(rows, 1), place + 1],
                "data_labels": {"value": isinstance(drawn, Bars)},
                **(look if isinstance(drawn, Lines) else {}),
            }
        )
    chart.set_title({"name": _label(words.title(drawn.name)), "name_font": {"size": 12}})
    chart.set_y_axis({"min": 0, **({"max": 100} if drawn.measure is Measure.PERCENT else {})})
    chart.set_legend({"position": "bottom"} if isinstance(drawn, Lines) else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 900, "height": 420})
    sheet.insert_chart(1, series + 2, chart, {"description": printable(words.describe(drawn))})
