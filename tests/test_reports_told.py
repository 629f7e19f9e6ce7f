"""docs/reports.md tells what every column and every code of the reports means, in the words the program uses."""

import re
from pathlib import Path

import pytest

import cstrain
from cstrain.app.report import REPORTS, Filters, report
from cstrain.cli import words
from cstrain.cli.render import columns
from cstrain.cli.render.columns import heading, title, word
from cstrain.core.attempt import Ending, Kind
from cstrain.core.standing import Need, Status
from cstrain.core.statistics import Likelihood, Reason
from cstrain.records.store import Store
from cstrain.reports.table import Column, Measure, Report
from tests.app.taking import RIGHT, choices, take
from tests.conftest import StoppedClock
from tests.records.keeping import keep_trainee

DOCS = (Path(cstrain.__file__).parents[1] / "docs" / "reports.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w-]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
KEY = re.compile(r'"([a-z_]+)"')
CODES = {code.value for kind in (Status, Need, Likelihood, Reason) for code in kind}
ONE = choices(1)


@pytest.fixture
def everything(store: Store, stopped: StoppedClock) -> list[Report]:
    one = keep_trainee(store, id="sari-id", name="Sari")
    take(store, ONE, one, stopped.clock, RIGHT)
    return [report(name, store, [ONE], Filters(trainee="Sari"), stopped.clock) for name in REPORTS]


def all_columns(reports: list[Report]) -> list[Column]:
    return [column for one in reports for table in one.tables for column in table.columns]


def test_every_column_and_code_is_told_and_no_other(everything: list[Report]) -> None:
    told = [key for key, _words, _meaning in ROW.findall(DOCS)]
    expected = {column.key for column in all_columns(everything)} | CODES
    # The columns "passed", "failed" and the statuses of the same name are told each by itself.
    assert set(told) == expected
    assert sorted({key for key in told if told.count(key) > 1}) == ["expired", "failed", "few", "passed"]


def test_columns_and_codes_are_told_in_the_words_of_the_program(everything: list[Report]) -> None:
    keys = {column.key for column in all_columns(everything)}
    in_cells = DOCS.index("## Words in cells")
    for found in ROW.finditer(DOCS):
        key, said, _meaning = found.groups()
        is_code = found.start() > in_cells
        assert (key in CODES) if is_code else (key in keys)
        spoken = []
        for language in ("en", "id"):
            words.use(language)
            spoken.append(word(key) if is_code else heading(key))
        assert said == " / ".join(spoken)


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_in_a_report_has_words(everything: list[Report], language: str) -> None:
    words.use(language)
    keys = {column.key for column in all_columns(everything)}
    names = {one.name for one in everything} | {table.name for one in everything for table in one.tables}
    names |= {chart.name.partition("/")[0] for one in everything for chart in one.charts} | {"skills"}
    assert [key for key in keys if key not in columns._headings()] == []
    assert [name for name in names if name not in columns._titles()] == []
    codes = CODES | {each.value for kind in (Kind, Ending) for each in kind}
    assert [code for code in codes if code not in columns._words()] == []


def test_no_words_are_kept_for_what_no_report_has() -> None:
    package = Path(cstrain.__file__).parent
    written = {
        key
        for path in package.rglob("*.py")
        if path.name != "columns.py"
        for key in KEY.findall(path.read_text(encoding="utf-8"))
    }
    assert [key for key in columns._headings() if key not in written] == []


def test_what_has_no_words_is_said_as_it_is() -> None:
    assert (heading("odd"), word("odd"), title("odd"), title("scores/care")) == (
        "odd",
        "odd",
        "odd",
        "Distribution of scores: care",
    )


def test_words_follow_the_language() -> None:
    assert heading("name") == "Name"
    words.use("id")
    assert heading("name") == "Nama"


def test_percentages_are_measured_as_such(everything: list[Report]) -> None:
    """A file formats a column by its measure: a forgotten one would be text."""
    wrong = [one.key for one in all_columns(everything) if "percent" in one.key and one.measure is not Measure.PERCENT]
    assert wrong == []
