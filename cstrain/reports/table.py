"""A report as a value: one definition for the screen and for every file format."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from cstrain.core.value import Value

# What a cell may hold. JSON-like values (lists, mappings) appear only in columns of raw responses.
Cell = str | int | float | bool | date | datetime | None | list[Any] | dict[str, Any]


class Column(Value):
    """`key` is the column's name in every file; `on_screen` says whether a screen of 80 columns shows it."""

    key: str
    on_screen: bool = False


class Table(Value):
    """`rows` may be read once only: a large table is never whole in memory."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
