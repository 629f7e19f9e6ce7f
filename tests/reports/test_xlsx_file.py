"""Workbooks, read back by another library: figures are figures, days are days, text is text, and nothing is ever run."""

import re
import resource
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cstrain.reports import xlsx_file
from cstrain.reports.table import Cell, Column, Report, Table
from cstrain.reports.words import Words, as_json, printable
from cstrain.reports.xlsx_file import write
from tests.reports.making import BARS, DAY, EMPTY, EMPTY_CHARTS, FULL, HEAT, LINES, WORDS, named, report, said, table
from tests.reports.test_csv_file import HOSTILE as FORMULAS
from tests.reports.test_html_page import HOSTILE as MARKUP

# Without the sheet that tells of the file.
TERSE = type(WORDS)(**{**WORDS.__dict__, "notes": ()})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def written(path: Path, made: Report, words: Words = TERSE) -> openpyxl.Workbook:
    write(made, path, words)
    return openpyxl.load_workbook(path)


def values(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_sheet_has_headings_in_words_and_every_row_in_its_own_type(path: Path) -> None:
    sheet = written(path, report(FULL, EMPTY))["T summary"]
    assert values(sheet) == [
        ["H:id", "H:name", "H:status", "H:attempts", "H:best", "H:gain", "H:day", "H:moment", "H:counts", "H:response"],
        ["t-1", "Sari", "W:passed", 3, 87.5, -12.5, datetime(2026, 3, 1), datetime(2026, 3, 1, 6, 30, 59), True, '["a", "b"]'],
        ["t-2", "Budi", "W:not-started", 0, None, None, None, None, None, None],
    ]


def test_figures_have_the_format_of_what_they_measure(path: Path) -> None:
    sheet = written(path, report(FULL))["T summary"]
    formats = {head.value: cell.number_format for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert {key: formats[f"H:{key}"] for key in ("attempts", "best", "gain", "day", "moment")} == {
        "attempts": "0",
        "best": "0.0",
        "gain": "+0.0;-0.0;0.0",
        "day": "yyyy-mm-dd",
        "moment": "yyyy-mm-dd hh:mm",
    }


def test_headings_stay_in_sight_are_filters_and_are_printed_on_every_page(path: Path) -> None:
    sheet = written(path, report(FULL, EMPTY))["T summary"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J3"
    assert sheet.print_title_rows == "$1:$1"
    # As wide as one page (which is what nothing means), as many as it takes.
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", None, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width < sheet.column_dimensions["H"].width


def test_percentages_and_good_and_bad_news_are_coloured_by_what_they_say(path: Path) -> None:
    sheet = written(path, report(FULL, EMPTY))["T summary"]
    rules = {str(where.sqref): list(where.rules) for where in sheet.conditional_formatting}
    assert [rule.type for rule in rules["E2:E3"]] == ["colorScale"]
    assert [(rule.operator, rule.formula) for rule in rules["F2:F3"]] == [("lessThan", ["0"])]
    assert ("equal", ['"W:passed"']) in [(rule.operator, rule.formula) for rule in rules["C2:C3"]]


def test_each_table_has_a_sheet_of_its_own(path: Path) -> None:
    more = [table(FULL, name="items"), table(name="none")]
    assert written(path, report(FULL, more=more)).sheetnames == ["T summary", "T items", "T none"]


def charts(path: Path) -> list[ElementTree.Element]:
    with zipfile.ZipFile(path) as parts:
        names = sorted(name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [ElementTree.fromstring(parts.read(name)) for name in names]


def test_charts_are_native_and_drawn_from_figures_on_their_own_sheet(path: Path) -> None:
    book = written(path, report(FULL, charts=[HEAT, BARS, LINES]))
    assert book.sheetnames == ["T summary", "T skills", "T scores", "T weeks"]
    assert values(book["T skills"]) == [[None, "Bandung", "Medan"], ["greet", 20, 99.5], ["listen", None, 60]]
    assert [next(iter(where.rules)).type for where in book["T skills"].conditional_formatting] == ["colorScale"]
    assert values(book["T scores"]) == [[None, "T:scores"], ["W:0-49", 2], ["W:50-100", 5]]
    assert values(book["T weeks"]) == [[None, "care", "3s"], ["W1", 10, 5], ["W2", None, 50], ["W3", 30, 100]]
    bars, lines = charts(path)
    said = [[element.text for element in chart.iter() if element.tag.endswith("}f")] for chart in (bars, lines)]
    assert said == [
        ["'T scores'!$B$1", "'T scores'!$A$2:$A$3", "'T scores'!$B$2:$B$3"],
        [
            *("'T weeks'!$B$1", "'T weeks'!$A$2:$A$4", "'T weeks'!$B$2:$B$4"),
            *("'T weeks'!$C$1", "'T weeks'!$A$2:$A$4", "'T weeks'!$C$2:$C$4"),
        ],
    ]
    assert [len(book[name]._charts) for name in ("T skills", "T scores", "T weeks")] == [0, 1, 1]  # type: ignore[attr-defined]


def test_charts_without_figures_are_sheets_without_a_chart(path: Path) -> None:
    book = written(path, report(charts=EMPTY_CHARTS))
    assert len(book.sheetnames) == 1 + len(EMPTY_CHARTS)
    # Bars and lines that have a place for a figure, though there is none or it is zero.
    assert len(charts(path)) == 2


def test_charts_say_what_they_show_to_those_who_do_not_see_them(path: Path) -> None:
    write(report(charts=[BARS]), path, WORDS)
    with zipfile.ZipFile(path) as parts:
        assert 'descr="D:scores"' in parts.read("xl/drawings/drawing1.xml").decode()


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(report(FULL, EMPTY, charts=[HEAT, BARS, LINES]), tmp_path / name, WORDS)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "ROWS", 3)
    rows = [(f"t-{number}", *FULL[1:]) for number in range(5)]
    book = written(path, report(*rows))
    assert book.sheetnames == ["T summary", "T summary 2", "T summary 3"]
    found = [[row[0] for row in values(sheet)] for sheet in book.worksheets]
    assert found == [["H:id", "t-0", "t-1"], ["H:id", "t-2", "t-3"], ["H:id", "t-4"]]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["a/b:c*?[x]", "a/b:c*?[x]"], ["a b c x", "a b c x 2"]),
        (["x" * 40, "X" * 40], ["x" * 31, "X" * 29 + " 2"]),
        (["History", "'quoted'"], ["History 2", "quoted"]),
        (["", "\x1b\u202e"], ["-", "- 2"]),
        (["Fakta yang perlu dipelajari lagi"] * 2, ["Fakta yang perlu dipelajari", "Fakta yang perlu dipelajari 2"]),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(path: Path, titles: list[str], names: list[str]) -> None:
    tables = tuple(table(FULL, name=title) for title in titles)
    words = type(WORDS)(**{**WORDS.__dict__, "title": lambda key: key})
    *sheets, _about = written(path, Report(name="summary", tables=tables), words).sheetnames
    assert sheets == names


# Hostile text

# What the library we write with takes for a rich string, and would write as it is.
RICH = ("<r></is></c><c r='A9' t='str'><f>HYPERLINK(1)</f></c></r>", "<r><t>x</t></r>")


@pytest.mark.parametrize("text", [*MARKUP, *RICH, "_x0041_", "http://example.com", "0812", *(typed for typed, _ in FORMULAS)])
def test_text_stays_text_wherever_it_comes_from(path: Path, text: str) -> None:
    write(named(text), path, said(text))
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
        assert len(sheets) == 5
        for name in sheets:
            tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(parts.read(name)).iter()}
            assert not tags & {"f", "hyperlinks", "hyperlink"} - {"formula"}
        assert not [name for name in parts.namelist() if "external" in name.lower()]
    shown = printable(text)
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    if not shown.strip():
        return
    # An ending space is all that is ever added; that "_x0041_" is no letter is said in a way that Excel knows.
    told = {str(cell.value).rstrip().replace("_x005F_x0041_", "_x0041_") for cell in cells}
    assert told == {shown.rstrip(), printable(as_json([text]))}
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_name_as_long_as_any_is_cut_and_the_book_is_sound(path: Path) -> None:
    (sheet,) = written(path, report(("t-1", "\N{GRINNING FACE}" * 40_000, *FULL[2:]))).worksheets
    assert 16_000 < len(str(sheet["B2"].value)) <= 32_767


def test_figures_that_no_cell_holds_are_text(path: Path) -> None:
    rows = [(float("inf"),), (float("nan"),)]
    made = Report(name="x", tables=(Table(name="x", columns=(Column(key="n"),), rows=rows),))
    assert values(written(path, made).worksheets[0])[1:] == [["inf"], ["nan"]]


# Faults and size


def test_what_the_system_says_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(OSError, match="No such file"):
        write(report(FULL), tmp_path / "nowhere" / "report.xlsx", WORDS)

    def failing() -> Iterator[tuple[Cell, ...]]:
        yield FULL
        raise OSError(28, "No space left on device")

    made = Report(name="x", tables=(Table(name="x", columns=report().tables[0].columns, rows=failing()),))
    with pytest.raises(OSError, match="No space"):
        write(made, tmp_path / "report.xlsx", WORDS)
    assert [each.name for each in tmp_path.iterdir()] == []


def test_a_large_table_is_never_whole_in_memory(path: Path) -> None:
    def rows(many: int) -> Iterator[tuple[Cell, ...]]:
        for number in range(many):
            yield (f"text number {number}", number, DAY)

    def peak(many: int) -> int:
        columns = tuple(Column(key=key) for key in "abc")
        write(Report(name="x", tables=(Table(name="x", columns=columns, rows=rows(many)),)), path, WORDS)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    first = peak(2_000)
    # 40,000 rows of three cells would be ten megabytes and more; ru_maxrss is in kilobytes here.
    assert peak(40_000) - first < 4_000
