"""Exports as files for people: workbooks and pages, whole or not at all, safe to open, in both languages."""

import csv
import io
import json
import shutil
from contextlib import closing, redirect_stderr
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cstrain.app.clock import Clock
from cstrain.app.report import Filters, report
from cstrain.cli.how_far import CLEARED, EVERY, watching
from cstrain.cli.render.report_file import described
from cstrain.cli.setup import Setup
from cstrain.cli.words import use
from cstrain.core.trainee import Trainee
from cstrain.records import attempts, trainees
from cstrain.records.store import Store
from cstrain.reports.csv_file import disarm
from cstrain.reports.table import Bars, Chart, Heat, Lines
from cstrain.reports.words import printable
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Ear, run, someone
from tests.conftest import StoppedClock
from tests.making import NOON
from tests.reports.pages import Element, read, wrong

REPORTS = ("summary", "module", "gaps", "items", "trainee", "attempts", "answers")
FORMATS = ("csv", "xlsx", "json", "html")
# A name as no keyboard gives it, but a file from elsewhere may.
HOSTILE = "=cmd|'/c calc'!A1<script>alert(1)</script>\"&\x1b]0;x\x07\u202eSari"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Someone with a hostile name fails and passes, Budi leaves an attempt open."""
    folder = tmp_path_factory.mktemp("records")
    (folder / "counter.yaml").write_text(counter(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSTRAIN_HOME", str(folder / "home"))
        patch.setenv("CSTRAIN_CONTENT", str(folder))
        run("trainee", "add", "Budi", "--branch", "Medan", "--employee-number", "E-2")
        with Store(folder / "home" / "records.db") as store, store.writing():
            trainees.add(store, Trainee(id="hostile", name=HOSTILE, employee_number="E-1", branch=HOSTILE, cohort="x"), NOON)
        for who, answers in (("E-1", [WRONG, RIGHT, RIGHT, WRONG]), ("E-1", [RIGHT] * 4), ("E-2", [WRONG])):
            run("quiz", "counter", "--as", who, answers=answers)
    return folder / "home"


@pytest.fixture(autouse=True)
def scores(home: Path, shelved: Shelve, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(counter=counter(), till=counter(3, id="till"))
    monkeypatch.chdir(tmp_path)
    for name in ("records.db", "records.db.key"):
        shutil.copy(records / name, home)


def arguments(name: str) -> list[str]:
    return [name, "--as", "E-1"] if name == "trainee" else [name]


def exported(name: str, *more: str, format: str = "json", language: str = "en") -> Path:
    path = Path(f"{name}.{format}")
    done = run("--lang", language, "export", *arguments(name), "--out", path, "--replace", *more)
    assert (done.code, done.err.count("\n")) == (0, 1), done.err
    return path


def tables(page: Element) -> list[list[list[str]]]:
    """The cells of each table for eyes; those that tell a chart to ears are left out."""
    seen = [div for div in page.all("div") if div.attributes.get("class") == "wide" and not div.all("svg")]
    return [[[cell.text for cell in row.children] for row in each.all("tr")] for div in seen for each in div.all("table")]


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_has_the_same_tables_with_as_many_rows(name: str) -> None:
    """One definition: the JSON's keys are the book's sheets and the page's sections, in the same order."""
    data: dict[str, Any] = json.loads(exported(name).read_text(encoding="utf-8"))
    assert data.pop("format") == f"cstrain.{name}/1"
    sizes = [len(rows) for rows in data.values()]
    with exported(name, format="csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) - 1 == sizes[0]
    with closing(openpyxl.load_workbook(exported(name, format="xlsx"))) as book:
        sheets = book.worksheets[: len(sizes)]
        assert [sheet.max_row - 1 for sheet in sheets] == sizes
        assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in sheets)
    page = exported(name, format="html").read_text(encoding="utf-8")
    assert wrong(page) == [] and [len(rows) - 1 for rows in tables(read(page))] == sizes


@pytest.mark.parametrize("name", ["summary", "attempts"])
def test_a_book_has_the_figures_and_days_of_the_json(name: str) -> None:
    rows = json.loads(exported(name).read_text(encoding="utf-8"))[name]
    with closing(openpyxl.load_workbook(exported(name, format="xlsx"))) as book:
        found = [list(row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    for cells, row in zip(found, rows, strict=True):
        for cell, value in zip(cells, row.values(), strict=True):
            if isinstance(value, int | float):
                assert cell == pytest.approx(value)
            elif isinstance(cell, datetime):
                # Wall time where it was made.
                assert cell.isoformat()[: len(value[:19])] == value[:19]
            else:
                assert (cell is None) == (value in (None, ""))


def test_a_page_and_a_book_speak_the_language_of_the_run() -> None:
    page = read(exported("summary", format="html", language="id").read_text(encoding="utf-8"))
    assert page.one("html").attributes["lang"] == "id"
    assert page.one("h1").text == "Ringkasan" and "lulus" in [cell.text for cell in page.all("td")]
    with closing(openpyxl.load_workbook(exported("summary", format="xlsx", language="id"))) as book:
        assert book.sheetnames[0] == "Ringkasan" and "lulus" in [cell.value for cell in book.worksheets[0]["H"]]


def test_a_page_says_when_it_was_made_and_what_it_is_narrowed_to() -> None:
    page = exported("summary", "--module", "counter", "--branch", "Medan", "--since", "2020-01-01", "--mask-names", format="html")
    shown = [note for note in read(page.read_text(encoding="utf-8")).all("p") if note.attributes["class"] == "note"]
    day, *notes = [note.text for note in shown]
    assert day.startswith("Made on 20")
    assert notes == ["Module: counter", "Branch: Medan", "From: 2020-01-01", "Names and employee numbers are left out."]


def test_a_page_on_one_person_says_whose_it_is_but_for_masked_names() -> None:
    """On paper there is no column for the name."""

    def first_note(*more: str) -> str:
        page = exported("trainee", "--as", "Budi", *more, format="html")
        return next(note.text for note in read(page.read_text(encoding="utf-8")).all("p") if note.attributes["class"] == "note")

    assert first_note() == "Trainee: Budi"
    assert first_note("--mask-names").startswith("Trainee: ") and "Budi" not in first_note("--mask-names")


def test_a_book_says_on_its_last_sheet_what_it_is_narrowed_to() -> None:
    """Whoever opens it next year must not take the figures of some days for those of all."""
    path = exported("summary", "--branch", "Medan", "--since", "2020-01-01", format="xlsx", language="id")
    with closing(openpyxl.load_workbook(path)) as book:
        assert book.sheetnames[-1] == "Tentang berkas ini"
        day, *notes = [row[0] for row in book.worksheets[-1].iter_rows(values_only=True)]
    assert str(day).startswith("Dibuat pada 20") and notes == ["Cabang: Medan", "Mulai: 2020-01-01"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["summary", "attempts", "answers"])
def test_masked_names_are_nowhere_in_a_file(name: str, format: str) -> None:
    raw = exported(name, "--mask-names", "--cohort", "x", format=format).read_bytes()
    if format == "xlsx":
        with closing(openpyxl.load_workbook(io.BytesIO(raw))) as book:
            raw = repr([[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]).encode()
    # The branch of this one holds the name as well; a branch is no name.
    told = raw.decode("utf-8", "replace").replace(HOSTILE, "").replace(printable(HOSTILE), "").replace(disarm(HOSTILE), "")
    assert "E-1" not in told and "counter" in told


@pytest.mark.parametrize("name", ["summary", "attempts"])
def test_a_hostile_name_is_told_and_never_obeyed_in_any_format(name: str) -> None:
    key = "name" if name == "summary" else "trainee"
    names = [row[key] for row in json.loads(exported(name).read_text(encoding="utf-8"))[name]]
    assert HOSTILE in names
    raw = exported(name).read_text(encoding="utf-8") + exported(name, format="csv").read_text(encoding="utf-8")
    assert not set(raw) & {"\x1b", "\x07", "\u202e"}
    with exported(name, format="csv").open(encoding="utf-8-sig", newline="") as stream:
        assert disarm(HOSTILE) in [row[key] for row in csv.DictReader(stream)]
    with closing(openpyxl.load_workbook(exported(name, format="xlsx"))) as book:
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert printable(HOSTILE) in [cell.value for cell in cells] and "f" not in {cell.data_type for cell in cells}
    page = exported(name, format="html").read_text(encoding="utf-8")
    assert wrong(page) == [] and printable(HOSTILE) in [cell for table in tables(read(page)) for row in table for cell in row]


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_csv_opens_in_the_excel_it_is_for(locale: str) -> None:
    """Read as that Excel reads it: a mark of UTF-8, its separator, its decimal sign, a figure where a figure is."""
    raw = exported("summary", "--excel-locale", locale, format="csv").read_bytes()
    separator, decimal = {"id": (";", ","), "en": (",", ".")}[locale]
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True))
    assert {float(row["best_percent"].replace(decimal, ".")) for row in rows if row["best_percent"]} == {100.0}
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_replaced_only_when_told_and_otherwise_left_as_it_was(format: str) -> None:
    path = Path(f"scores.{format}")
    path.write_text("mine")
    refused = run("--lang", "en", "export", "summary", "--out", path)
    assert (refused.code, path.read_text()) == (1, "mine") and "already a file" in refused.err
    assert run("export", "summary", "--out", path, "--replace").code == 0
    assert path.read_bytes() != b"mine" and [each.name for each in Path().glob(".*")] == []


@pytest.mark.parametrize("format", ["csv", "json", "html"])
def test_formats_of_text_go_to_stdout_as_they_go_to_a_file(format: str) -> None:
    assert run("export", "summary", "--out", "-", "--format", format).raw == exported("summary", format=format).read_bytes()


def test_a_locale_that_we_do_not_write_for_is_refused() -> None:
    refused = run("--lang", "en", "export", "summary", "--out", "x.csv", "--excel-locale", "fr")
    assert refused.code == 2 and "fr" in refused.err and not Path("x.csv").exists()


# Charts in words

CHARTS: list[tuple[Chart, str, str]] = [
    (
        Heat(name="skills", rows=("greet", "ask"), columns=("Medan", "Padang"), cells=((20.5, None), (90.0, 60.0))),
        "Percentages in 2 rows and 2 columns. Lowest: 20.5 (greet, Medan). Highest: 90.",
        "Persentase dalam 2 baris dan 2 kolom. Terendah: 20,5 (greet, Medan). Tertinggi: 90.",
    ),
    (
        Bars(name="statuses", labels=("passed", "failed"), heights=(3.0, 1.0)),
        "Bars: passed 3, not passed yet 1.",
        "Batang: lulus 3, belum lulus 1.",
    ),
    (
        Lines(name="weeks", points=("W1", "W2"), lines=(("care", (10.0, None)), ("till", (None, None)))),
        "Lines from W1 to W2. At the end: care 10, till –.",
        "Garis dari W1 sampai W2. Di akhir: care 10, till –.",
    ),
    *(
        (empty, "There is nothing to show yet.", "Belum ada yang bisa ditampilkan.")
        for empty in (
            Heat(name="skills", rows=("greet",), columns=("Medan",), cells=((None,),)),
            Bars(name="scores", labels=(), heights=()),
            Lines(name="weeks", points=(), lines=()),
        )
    ),
]


@pytest.mark.parametrize(("chart", "told_en", "told_id"), CHARTS)
def test_a_chart_is_described_in_both_languages(chart: Chart, told_en: str, told_id: str) -> None:
    assert described(chart) == told_en
    use("id")
    assert described(chart) == told_id


# How far


def told(
    stopped: StoppedClock, *, seconds: float, terminal: bool = True, wanted: bool = True, plain: bool = False, many: int = 0
) -> str:
    """What is said on stderr while 1,000 rows go by in so many seconds."""
    with someone(terminal=terminal), redirect_stderr(Ear(terminal=terminal)) as err:
        setup = Setup(plain=plain, environ={}, clock=stopped.clock)
        with watching(setup, is_wanted=wanted) as far:
            if far is not None:
                for _row in far.over(range(1000), (lambda: many) if many else None):
                    stopped.forward(seconds=seconds / 1000)
        return err.raw.decode()


def test_a_long_export_says_how_far_it_has_come_and_then_is_quiet(stopped: StoppedClock) -> None:
    said = told(stopped, seconds=8, many=1000)
    assert said.startswith(CLEARED) and said.endswith(CLEARED)
    assert said.count("rows") == 1000 // EVERY and "  25%  250 rows" in said and " 100%  1000 rows" in said


def test_where_nobody_knows_how_many_there_will_be_the_rows_are_counted(stopped: StoppedClock) -> None:
    assert f"{CLEARED}500 rows" in told(stopped, seconds=8)


@pytest.mark.parametrize(
    "more", [{"seconds": 0.9}, {"terminal": False}, {"wanted": False}, {"plain": True}], ids=["short", "pipe", "stdout", "plain"]
)
def test_nothing_is_said_of_a_short_one_nor_where_no_eyes_are(stopped: StoppedClock, more: dict[str, Any]) -> None:
    assert told(stopped, **{"seconds": 8, **more}) == ""


def test_how_many_there_will_be_is_what_there_is(home: Path) -> None:
    with Store(home / "records.db") as store:
        for kind in ("", "practice"):
            (table,) = report("answers", store, [], Filters(kinds=(kind,) if kind else ()), Clock()).tables
            assert table.expected and table.expected() == len(list(table.rows))


def test_an_export_while_others_write_has_all_from_before_and_keeps_nobody_waiting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row once, those that come meanwhile at the end; every quiz that is taken meanwhile is kept."""
    monkeypatch.setattr(attempts, "BATCH", 2)
    with Store(home / "records.db") as store:
        (before,) = report("answers", store, [], Filters(), Clock()).tables
        there = [row[0] for row in before.rows]
        (table,) = report("answers", store, [], Filters(), Clock()).tables
        seen = []
        for number, row in enumerate(table.rows):
            seen.append(row[0])
            if number in (0, 3, 6):
                assert run("quiz", "counter", "--as", "Budi", "--practice", "--count", "1", answers=[RIGHT]).code == 0
        assert seen[: len(there)] == there and len(set(seen)) == len(seen) == len(there) + 3
