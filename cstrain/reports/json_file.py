"""JSON with its format named and versioned: {"format": "cstrain.<name>/1", "<name>": [...]}."""

import json
from datetime import date, datetime
from typing import TextIO

from cstrain.reports.table import Cell, Table


def write(table: Table, stream: TextIO) -> None:
    """Write the table row by row; times are ISO 8601 with their offset."""
    keys = [column.key for column in table.columns]
    stream.write(f'{{"format": "cstrain.{table.name}/1", "{table.name}": [')
    for number, row in enumerate(table.rows):
        record = {key: _value(value) for key, value in zip(keys, row, strict=True)}
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(record, ensure_ascii=False))
    stream.write("\n]}\n")


def _value(value: Cell) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat() if isinstance(value, date) else value
