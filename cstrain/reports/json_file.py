"""JSON with its format named and versioned: {"format": "cstrain.<name>/1", "<name>": [...]}; further tables have further keys."""

import json
from datetime import date, datetime
from typing import TextIO

from cstrain.core.harm import is_harmful
from cstrain.reports.table import Report, Table
from cstrain.reports.words import as_json


def write(report: Report, stream: TextIO) -> None:
    """Write the tables row by row; times are ISO 8601 with their offset."""
    stream.write(f'{{"format": "cstrain.{report.name}/1"')
    for table in report.tables:
        stream.write(f", {as_json(table.name)}: [")
        _write_rows(table, stream)
        stream.write("\n]")
    stream.write("}\n")


def _write_rows(table: Table, stream: TextIO) -> None:
    keys = [column.key for column in table.columns]
    for number, row in enumerate(table.rows):
        stream.write(",\n" if number else "\n")
        stream.write(_unharmful(_ENCODED(dict(zip(keys, row, strict=True)))))


def _unharmful(text: str) -> str:
    """The same data, with what a terminal acts on as escapes."""
    if text.isprintable():
        return text
    return "".join(json.dumps(character)[1:-1] if is_harmful(character) else character for character in text)


def _time(value: date | datetime) -> str:
    """What JSON has no type for."""
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else value.isoformat()


_ENCODED = json.JSONEncoder(ensure_ascii=False, default=_time).encode
