"""Reports on the screen and in files, as docs for HR and scripts promise them: columns, formats, filters."""

import csv
import io
import json
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Run, run

Row = dict[str, Any]

# What scripts may rely on; more columns may be there.
SUMMARY = {
    "name", "employee_number", "branch", "cohort", "module", "status", "attempts", "first_percent", "best_percent",
    "latest_percent", "improvement_points", "passed_at", "valid_until", "critical_errors", "minutes",
}  # fmt: skip
SHARED = {"attempt_id", "trainee_id", "trainee", "module", "kind", "score", "maximum", "elapsed_ms"}
ATTEMPTS = SHARED | {"started_at", "finished_at", "answers", "percent", "passed", "counts"}
ANSWERS = SHARED | {"answer_id", "item", "content_hash", "response", "answered_at"}
CONTRACT = {"summary": SUMMARY, "attempts": ATTEMPTS, "answers": ANSWERS}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sari fails and passes, practises, and leaves a third attempt open; Budi has done nothing; nor has anyone in "till"."""
    folder = tmp_path_factory.mktemp("records")
    (folder / "counter.yaml").write_text(counter(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSTRAIN_HOME", str(folder / "home"))
        patch.setenv("CSTRAIN_CONTENT", str(folder))
        run("trainee", "add", "Sari; Dewi", "--employee-number", "=E-1", "--branch", "Bandung", "--cohort", "2026")
        run("trainee", "add", "Budi", "--branch", "Medan")
        for flags, answers in (
            ([], [WRONG, RIGHT, RIGHT, WRONG]),
            ([], [RIGHT] * 4),
            (["--practice"], [WRONG] * 4),
            ([], [WRONG]),
        ):
            run("quiz", "counter", "--as", "=E-1", *flags, answers=answers)
    return folder / "home" / "records.db"


@pytest.fixture(autouse=True)
def scores(home: Path, shelved: Shelve, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(counter=counter(), till=counter(3, id="till"))
    monkeypatch.chdir(tmp_path)
    shutil.copy(records, home)


def exported(report: str, *more: str) -> list[Row]:
    """The rows of a report as JSON."""
    written = json.loads(run("export", report, "--out", "-", "--format", "json", *more).out)
    assert written["format"] == f"cstrain.{report}/1"
    rows: list[Row] = written[report]
    return rows


def cells(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=delimiter))


def one(rows: list[Row], **wanted: object) -> Row:
    (row,) = [row for row in rows if wanted.items() <= row.items()]
    return row


@pytest.mark.parametrize("report", CONTRACT)
def test_every_report_has_the_columns_that_scripts_rely_on(report: str) -> None:
    rows = exported(report)
    assert rows and all(set(row) >= CONTRACT[report] for row in rows)


@pytest.mark.parametrize("report", CONTRACT)
def test_a_csv_says_what_the_json_says(report: str) -> None:
    rows = cells(run("export", report, "--out", "-").out)
    other = exported(report)
    assert [list(row) for row in rows] == [list(row) for row in other]
    for row, wanted in zip(rows, other, strict=True):
        for key, value in wanted.items():
            match value:
                case None:
                    assert row[key] == ""
                case bool():
                    assert row[key] == str(value).upper()
                case float() | int():
                    assert float(row[key]) == pytest.approx(value)
                case str() if key.endswith("_at") and "T" in value:
                    assert row[key] == value[:19].replace("T", " ")
                case str():
                    assert row[key].replace("'", "") == value


def test_a_summary_has_a_row_for_everyone_and_every_module_started_or_not() -> None:
    rows = exported("summary")
    assert [(row["name"], row["module"]) for row in rows] == [
        ("Sari; Dewi", "counter"),
        ("Sari; Dewi", "till"),
        ("Budi", "counter"),
        ("Budi", "till"),
    ]
    sari = one(rows, name="Sari; Dewi", module="counter")
    assert (sari["status"], sari["attempts"], sari["critical_errors"]) == ("passed", 3, 0)
    assert (sari["first_percent"], sari["best_percent"], sari["latest_percent"], sari["improvement_points"]) == (50, 100, 100, 50)
    assert sari["passed_at"] < sari["valid_until"]
    assert (sari["employee_number"], sari["branch"], sari["cohort"]) == ("=E-1", "Bandung", "2026")
    budi = one(rows, name="Budi", module="counter")
    assert (budi["status"], budi["attempts"], budi["best_percent"], budi["passed_at"]) == ("not-started", 0, None, None)


def test_attempts_say_what_counts_and_what_is_unfinished() -> None:
    rows = exported("attempts")
    assert [(row["kind"], row["counts"], row["passed"], row["percent"], row["answers"]) for row in rows] == [
        ("quiz", True, False, 50.0, 4),
        ("quiz", True, True, 100.0, 4),
        ("practice", False, None, 0.0, 4),
        ("quiz", True, None, None, 1),
    ]
    assert [row["finished_at"] is None for row in rows] == [False, False, False, True]


def test_answers_say_what_was_answered_when_and_in_which_attempt() -> None:
    rows = exported("answers")
    assert len(rows) == len({row["answer_id"] for row in rows}) == 13
    attempts = {row["attempt_id"]: row for row in exported("attempts")}
    for row in rows:
        assert row["response"] == ("right" if row["score"] else "wrong")
        assert row["item"].startswith("question-") and row["trainee"] == "Sari; Dewi"
        assert row["answered_at"] >= attempts[row["attempt_id"]]["started_at"]


@pytest.mark.parametrize(
    ("arguments", "separator", "percent"),
    [
        (["--lang", "en", "export", "attempts", "--out", "-"], ",", "66.6"),
        (["--lang", "id", "export", "attempts", "--out", "-"], ";", "66,6"),
        (["--lang", "en", "export", "attempts", "--out", "-", "--excel-locale", "id"], ";", "66,6"),
        (["--lang", "id", "export", "attempts", "--out", "-", "--excel-locale", "en"], ",", "66.6"),
    ],
    ids=" ".join,
)
def test_a_csv_is_for_the_excel_of_ones_language_unless_another_is_named(
    arguments: list[str], separator: str, percent: str
) -> None:
    run("quiz", "till", "--as", "Budi", answers=[RIGHT, RIGHT, WRONG])
    (row,) = [row for row in cells(run(*arguments).out, separator) if row["module"] == "till"]
    assert row["percent"] == percent


def test_a_csv_holds_no_live_formula_and_a_name_with_a_separator_stays_one_cell() -> None:
    for locale, separator in (("en", ","), ("id", ";")):
        written = run("export", "summary", "--out", "-", "--excel-locale", locale).out
        row = cells(written, separator)[0]
        assert row["name"] == "Sari; Dewi"
        assert row["employee_number"] == "'=E-1"


def test_lines_of_a_csv_end_as_excel_wants_them() -> None:
    raw = run("export", "summary", "--out", "-").raw
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(exported("summary")) + 1


@pytest.mark.parametrize("report", CONTRACT)
def test_masked_names_and_numbers_are_nowhere_in_a_report(report: str) -> None:
    for format in ("csv", "json"):
        written = run("export", report, "--out", "-", "--format", format, "--mask-names")
        assert written.code == 0 and "counter" in written.out
        assert not [word for word in ("Sari", "Dewi", "Budi", "E-1") if word in written.out]


def test_a_masked_person_stays_one_person() -> None:
    assert len({row["name"] for row in exported("summary", "--mask-names")}) == 2
    assert len({row["trainee"] for row in exported("attempts", "--mask-names")}) == 1


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (["--module", "counter"], 4),
        (["--module", "count"], 4),
        (["--module", "till"], 0),
        (["--module", "till", "--module", "counter"], 4),
        (["--branch", "Bandung"], 4),
        (["--branch", "Medan"], 0),
        (["--cohort", "2026"], 4),
        (["--kind", "practice"], 1),
        (["--kind", "quiz", "--kind", "practice"], 4),
        (["--kind", "lesson"], 0),
        (["--since", "2000-01-01"], 4),
        (["--since", "2999-01-01"], 0),
        (["--until", "2000-01-01"], 0),
        (["--until", "2999-01-01"], 4),
    ],
)
def test_filters_narrow_the_raw_rows(filters: list[str], rows: int) -> None:
    assert len(exported("attempts", *filters)) == rows


@pytest.mark.parametrize(
    ("filters", "people", "modules"),
    [
        (["--branch", "Medan"], {"Budi"}, {"counter", "till"}),
        (["--cohort", "2026", "--module", "till"], {"Sari; Dewi"}, {"till"}),
        (["--kind", "quiz", "--module", "till"], {"Sari; Dewi", "Budi"}, {"till"}),
    ],
)
def test_filters_narrow_the_summary(filters: list[str], people: set[str], modules: set[str]) -> None:
    rows = exported("summary", *filters)
    assert ({row["name"] for row in rows}, {row["module"] for row in rows}) == (people, modules)


def saved(*arguments: object) -> Run:
    return run("--lang", "en", "export", "summary", "--out", *arguments)


@pytest.mark.parametrize("name", ["scores.csv", "scores.JSON", "summary of ; [x].csv"])
def test_a_file_says_its_format_by_its_name_and_is_its_owners_alone(tmp_path: Path, name: str) -> None:
    written = saved(name)
    assert (written.code, written.out, written.err) == (0, "", f"Written: {name}\n")
    screen = saved("-", "--format", Path(name).suffix[1:].lower())
    assert (tmp_path / name).read_bytes() == screen.raw
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.glob("*.part")] == []


def test_the_format_named_goes_before_the_name(tmp_path: Path) -> None:
    assert saved("scores.txt", "--format", "json").code == 0
    assert json.loads((tmp_path / "scores.txt").read_text(encoding="utf-8"))["format"] == "cstrain.summary/1"


def test_a_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("mine")
    assert saved("scores.csv").code == 1
    assert (tmp_path / "scores.csv").read_text() == "mine"
    assert saved("scores.csv", "--replace").code == 0
    assert "Budi" in (tmp_path / "scores.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("filters", [[], ["--branch", "Bandung"], ["--module", "till", "--mask-names"]])
def test_the_screen_and_the_file_say_the_same(filters: list[str]) -> None:
    shown = json.loads(run("report", "summary", "--json", *filters).out)
    assert shown["summary"] == exported("summary", *filters)
    assert len(run("report", "summary", *filters).out.splitlines()) == len(shown["summary"])


def test_in_plain_mode_each_row_is_a_line_that_can_be_read_aloud() -> None:
    lines = run("--lang", "en", "report", "summary", "--module", "counter").out.splitlines()
    day = one(exported("summary", "--module", "counter"), name="Sari; Dewi")["valid_until"]
    assert lines == [
        "Name: Sari; Dewi; Branch: Bandung; Module: counter; Status: passed; Needs help: -; Attempts: 3;"
        f" Best %: 100; Valid until: {day}",
        "Name: Budi; Branch: Medan; Module: counter; Status: not started; Needs help: -; Attempts: 0; Best %: -; Valid until: -",
    ]


@pytest.mark.parametrize(("language", "wanted"), [("en", "Attempts Bandung"), ("id", "Percobaan Terbaik")])
def test_at_a_terminal_of_80_columns_it_is_a_table_that_breaks_no_word(shelved: Shelve, language: str, wanted: str) -> None:
    shelved(counter=counter(), handling_complaints=counter(1, id="handling-complaints"))
    shown = run("--lang", language, "report", "summary", presses=[]).out
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in shown.splitlines()) <= 80
    assert [word for word in ("handling-complaints", *wanted.split()) if word not in shown] == []
    assert re.search(r" 100$", shown, re.MULTILINE), "the score itself is missing"


def test_one_long_branch_takes_the_scores_from_nobody(home: Path) -> None:
    run("trainee", "add", "Citra", "--branch", "B" * 150)
    shown = run("--lang", "en", "report", "summary", presses=[]).out
    assert "passed" in shown and " 100 " in shown


def test_figures_on_the_screen_have_the_decimal_sign_of_the_language() -> None:
    run("quiz", "till", "--as", "Budi", answers=[RIGHT, RIGHT, WRONG])
    assert "66,6" in run("--lang", "id", "report", "summary", "--module", "till").out


def test_scores_of_a_module_that_is_gone_stay_in_the_reports(shelved: Shelve, tmp_path: Path) -> None:
    (tmp_path / "content" / "counter.yaml").unlink()
    assert one(exported("summary"), name="Sari; Dewi", module="counter")["status"] == "passed"
    assert len(exported("attempts")) == 4


def test_without_anyone_a_report_is_empty_but_whole(home: Path, tmp_path: Path) -> None:
    elsewhere = ["--records", tmp_path / "new.db"]
    Store(tmp_path / "new.db").db.close()
    assert json.loads(run(*elsewhere, "report", "summary", "--json").out) == {"format": "cstrain.summary/1", "summary": []}
    assert run(*elsewhere, "report", "summary").out == ""


def test_the_records_say_where_they_are_and_that_they_are_sound(home: Path, tmp_path: Path) -> None:
    assert run("records", "path").out == f"{home / 'records.db'}\n"
    assert run("--records", tmp_path / "other.db", "records", "path").out == f"{tmp_path / 'other.db'}\n"
    checked = run("--lang", "en", "records", "verify")
    assert (checked.code, checked.out.splitlines()[0]) == (0, "Sound: 2 trainees, 4 attempts, 13 answers.")


def test_altered_scores_are_found_and_exit_with_4(home: Path) -> None:
    with closing(sqlite3.connect(home / "records.db")) as db:
        db.execute("UPDATE finish SET score = 4, passed = 1")
        db.commit()
    checked = run("--lang", "en", "records", "verify")
    assert checked.code == 4 and "not sound" in checked.out and "stored result" in checked.out


def test_of_very_many_flaws_the_first_are_told_and_the_rest_counted(home: Path) -> None:
    for _ in range(30):
        run("quiz", "counter", "--as", "Budi", "--practice", "--count", "1", answers=[RIGHT])
    with closing(sqlite3.connect(home / "records.db")) as db:
        db.execute("UPDATE finish SET score = 0.5")
        db.commit()
    told = run("--lang", "en", "records", "verify").out.splitlines()
    # Each of 33 results is not what its answers add up to, and not what was sealed.
    assert len(told) == 22 and told[-1] == "... and 46 more"


@pytest.mark.parametrize("own", ["records.db", "records.db-journal", "settings.json"])
def test_no_export_takes_the_place_of_what_cstrain_keeps_itself(home: Path, own: str) -> None:
    run("trainee", "add", "Sari")
    before = (home / "records.db").read_bytes()
    refused = run("--lang", "en", "export", "summary", "--out", home / own, "--format", "csv", "--replace")
    assert refused.code == 1 and "never replaced" in refused.err
    assert (home / "records.db").read_bytes() == before
