"""JSON: named, versioned, and valid whatever the cells hold."""

import io
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.harm import is_harmful
from cstrain.reports.json_file import write
from cstrain.reports.table import Cell, Column, Report, Table


def written(rows: Iterable[tuple[Cell, ...]], keys: tuple[str, ...] = ("name", "score")) -> str:
    stream = io.StringIO()
    table = Table(name="summary", columns=tuple(Column(key=key) for key in keys), rows=rows)
    write(Report(name="summary", tables=(table,)), stream)
    return stream.getvalue()


def test_a_file_names_its_format_and_version_and_has_a_record_a_row() -> None:
    assert json.loads(written([("Sari", 80.5), ("Budi", None)])) == {
        "format": "cstrain.summary/1",
        "summary": [{"name": "Sari", "score": 80.5}, {"name": "Budi", "score": None}],
    }


def test_a_report_without_rows_is_valid_too() -> None:
    assert json.loads(written([])) == {"format": "cstrain.summary/1", "summary": []}


def test_each_record_has_a_line_of_its_own() -> None:
    lines = written([("Sari", 1), ("Budi", 2)]).splitlines()
    assert [line.rstrip(",") for line in lines[1:3]] == ['{"name": "Sari", "score": 1}', '{"name": "Budi", "score": 2}']


VALUES: list[tuple[Cell, Any]] = [
    (True, True),
    (3, 3),
    (0.333333, 0.333333),
    (1250000.0, 1250000.0),
    (["b", "a"], ["b", "a"]),
    ({"a": 5}, {"a": 5}),
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 6, 30, 0, 999, tzinfo=timezone(timedelta(hours=7))), "2026-03-01T06:30:00.000+07:00"),
    (datetime(2026, 3, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30))), "2026-03-01T00:00:00.000-03:30"),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_values_keep_their_type_and_times_their_offset(value: Cell, expected: Any) -> None:
    (record,) = json.loads(written([("Sari", value)]))["summary"]
    assert (record["score"], type(record["score"])) == (expected, type(expected))


@given(st.lists(st.tuples(st.text(), st.text())))
def test_no_text_breaks_the_file(rows: list[tuple[str, str]]) -> None:
    records = json.loads(written(rows))["summary"]
    assert [(record["name"], record["score"]) for record in records] == rows


def test_letters_of_every_script_are_written_as_themselves() -> None:
    assert "Nurul «نور» 😀" in written([("Nurul «نور» 😀", 1)])


def test_a_row_that_does_not_fit_the_columns_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="argument"):
        written([("Sari",)])


def test_further_tables_have_further_keys() -> None:
    stream = io.StringIO()
    columns = (Column(key="n"),)
    tables = tuple(Table(name=name, columns=columns, rows=rows) for name, rows in (("module", [(1,)]), ("items", [(2,), (3,)])))
    write(Report(name="module", tables=tables), stream)
    assert json.loads(stream.getvalue()) == {
        "format": "cstrain.module/1",
        "module": [{"n": 1}],
        "items": [{"n": 2}, {"n": 3}],
    }


def test_what_a_terminal_would_obey_is_escaped_and_the_data_is_the_same() -> None:
    text = "a\x1b]0;x\x07\x9b2J\u202eb"
    said = written([(text, 1)])
    assert not [character for character in said if is_harmful(character) and character != "\n"]
    assert json.loads(said)["summary"][0]["name"] == text
