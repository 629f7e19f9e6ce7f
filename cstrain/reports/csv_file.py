"""CSV that Excel opens with a double click: UTF-8 with BOM, the locale's separator and decimal sign, no live formula."""

import csv
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TextIO

from cstrain.core.value import Value
from cstrain.reports.table import Cell, Table

# A cell that begins like this is run as a formula; Excel also splits at the list separator, so each part may begin one.
FORMULA = re.compile(r"(^|[;,\t|\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])")
BOM = "\ufeff"


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
    for row in table.rows:
        writer.writerow([_cell(value, locale) for value in row])


def _cell(value: Cell, locale: ExcelLocale) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return figure(value).replace(".", locale.decimal)
        case datetime():
            # Wall time where it was made: what Excel takes for a date. The offset has a column of its own.
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case str():
            return disarm(value)
    return disarm(json.dumps(value, ensure_ascii=False))


def figure(value: float) -> str:
    """Every digit, without an exponent and without a needless ".0"."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def disarm(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run."""
    return FORMULA.sub(r"\1'\2", text)
