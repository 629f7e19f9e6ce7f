"""A report as a value: one definition for the screen and for every file format."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cstrain.core.value import Value

# What a cell may hold. JSON-like values (lists, mappings) appear only in columns of raw responses.
Cell = str | int | float | bool | date | datetime | None | list[Any] | dict[str, Any]


class Measure(StrEnum):
    """What a column's figures are: how a file formats and colours them. Where nothing is known a cell is None."""

    TEXT = "text"
    # A word of a fixed list (status, verdict, kind): files for people show it in their language.
    WORD = "word"
    COUNT = "count"
    # 0 to 100, with one decimal.
    PERCENT = "percent"
    # A difference of two percentages; may be below zero.
    POINTS = "points"
    # -1 to 1: correlations and gains.
    RATIO = "ratio"
    # A score or the like, with as many decimals as it has.
    NUMBER = "number"
    MINUTES = "minutes"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    # A raw response: text, a list or a mapping.
    DATA = "data"


class Column(Value):
    """`key` is the column's name in every file; `on_screen` says whether a screen of 80 columns shows it."""

    key: str
    measure: Measure = Measure.TEXT
    on_screen: bool = False


class Table(Value):
    """`rows` may be read once only: a large table is never whole in memory. `expected` tells how many there will be, about, where
    that can be known beforehand; it may take a while, and is asked by who has to wait anyhow."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    expected: Callable[[], int] | None = None


class Heat(Value):
    """A heat map: percentages (None where there is nothing) of each row's label under each column's label."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]


class Bars(Value):
    """One bar of a height for each label, such as how many people reached which score."""

    name: str
    labels: tuple[str, ...]
    heights: tuple[float, ...]
    measure: Measure = Measure.COUNT


class Lines(Value):
    """Lines over the same points, such as a percentage by week; None where a line has a gap."""

    name: str
    points: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float | None, ...]], ...]
    measure: Measure = Measure.PERCENT


Chart = Heat | Bars | Lines


class Report(Value):
    """The first table is the report: what the screen, a CSV and the first key of the JSON hold. Further tables are sheets,
    sections and keys of their own. Names of tables and charts are keys; their words are the face's.
    `of` is the name of the one person it is about, or ""."""

    name: str
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    of: str = ""
