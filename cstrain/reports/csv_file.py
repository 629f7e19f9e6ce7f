"""CSV that Excel opens with a double click: UTF-8 with BOM, the locale's separator and decimal sign, no live formula."""

import csv
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TextIO

from cstrain.core.harm import is_harmful
from cstrain.core.value import Value
from cstrain.reports.table import Cell, Table
from cstrain.reports.words import as_json, figure

# A cell that begins like this is run as a formula; Excel also splits at the list separator, so each part may begin one.
FORMULA = re.compile(r"(^|[;,\t|\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])")
LAYOUT = set("\t\r\n")
BOM = "\ufeff"
# Rows are looked at so many at a time, column by column: most columns are seen to be harmless as a whole.
BATCH = 200
# What ids, codes and times are made of; and how a cell of them begins that may be run after all.
PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:+ /"
BEGINS_ODDLY = re.compile(r"\n[^0-9A-Za-z\n]")
# Most cells say one of a few things.
REMEMBERED = 4096
# What the csv module writes as we would.
AS_IT_IS = {int, type(None)}


class ExcelLocale(Value):
    separator: str
    decimal: str


LOCALES = {
    "en": ExcelLocale(separator=",", decimal="."),
    "id": ExcelLocale(separator=";", decimal=","),
}


def write(table: Table, stream: TextIO, locale: ExcelLocale) -> None:
    """Write the table; the stream must be opened with newline=""."""
    stream.write(BOM)
    writer = csv.writer(stream, delimiter=locale.separator, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    written, rows = Written(locale), iter(table.rows)
    while batch := list(islice(rows, BATCH)):
        columns = [_column(cells, written) for cells in zip(*batch, strict=True)]
        writer.writerows(zip(*columns, strict=True))


def _column(cells: tuple[Cell, ...], written: "Written") -> Iterable[object]:
    """The cells of one column as they are written."""
    kinds = set(map(type, cells))
    if kinds <= AS_IT_IS or (kinds == {str} and _is_plain(cells)):
        return cells
    return [written[type(cell)](cell) for cell in cells]


def _is_plain(cells: Iterable[Any]) -> bool:
    """Whether these texts are such that nothing need be done to any of them; if in doubt they are not."""
    lines = "\n" + "\n".join(cells)
    return lines.isascii() and not lines.encode().translate(None, PLAIN).strip(b"\n") and not BEGINS_ODDLY.search(lines)


class Written(dict[type, Callable[[Any], str]]):
    """How a cell of each type is written, with what was written last in mind."""

    def __init__(self, locale: ExcelLocale) -> None:
        self._known: dict[str, str] = {}
        super().__init__(
            {
                type(None): lambda _: "",
                bool: lambda value: "TRUE" if value else "FALSE",
                int: str,
                float: lru_cache(maxsize=REMEMBERED)(lambda value: figure(value).replace(".", locale.decimal)),
                # Wall time where it was made: what Excel takes for a date. The offset has a column of its own.
                datetime: _wall_time,
                date: date.isoformat,
                str: lru_cache(maxsize=REMEMBERED)(disarm),
            }
        )

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """Codes are texts; all else is data, as JSON."""
        return disarm if issubclass(kind, str) else self._data

    def _data(self, value: Any) -> str:
        key = repr(value)
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = disarm(as_json(value))
        return self._known[key]


def _wall_time(at: datetime) -> str:
    # Twice as fast as isoformat, which works out the offset too; there is one in every row.
    return "%04d-%02d-%02d %02d:%02d:%02d" % (at.year, at.month, at.day, at.hour, at.minute, at.second)  # noqa: UP031


def disarm(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run, and without what a terminal would obey."""
    if not text.isprintable():
        text = "".join(character for character in text if character in LAYOUT or not is_harmful(character))
    return FORMULA.sub(r"\1'\2", text)
