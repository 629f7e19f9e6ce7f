"""Reports on a person's screen: the same as in the file, in both languages, as wide as the window, and safe."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cstrain.app.report import RAW, REPORTS
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import run

SHOWN = [name for name in REPORTS if name not in RAW]
HOSTILE = "[bold]Sari\x1b[31m \u202e=1+1"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def skilled() -> str:
    """The counter, whose questions all train one skill."""
    made = json.loads(counter())
    for item in made["items"]:
        item["skills"] = ["warm"]
    return json.dumps({**made, "skills": {"warm": {"id": "Kehangatan", "en": "Warmth"}}})


@pytest.fixture(autouse=True)
def scores(home: Path, shelved: Shelve) -> None:
    shelved(counter=skilled())
    run("trainee", "add", HOSTILE, "--branch", "Bandung")
    run("trainee", "add", "Budi", "--branch", "Medan", "--cohort", "2026")
    run("quiz", "counter", "--as", "Budi", answers=[WRONG, RIGHT, RIGHT, WRONG])


def asked(name: str, *more: str) -> list[str]:
    return ["report", name, *(["Budi"] if name == "trainee" else []), *more]


def exported(name: str, *more: str) -> bytes:
    of = ["--as", "Budi"] if name == "trainee" else []
    return run("export", name, *of, "--out", "-", "--format", "json", *more).raw


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("filters", [[], ["--module", "counter"], ["--since", "2000-01-01"]], ids=" ".join)
def test_a_report_as_json_is_the_file_to_the_byte(name: str, filters: list[str]) -> None:
    if name == "module":
        filters = [each for each in filters if each != "--module"]
    shown = run(*asked(name), *filters, "--json")
    assert shown.code == 0 and json.loads(shown.raw)["format"] == f"cstrain.{name}/1"
    same = ["--module", "counter"] if filters == ["counter"] else filters
    assert shown.raw == exported(name, *same)


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_row_of_the_first_table_is_on_the_screen_with_its_figures(name: str, language: str) -> None:
    rows: list[dict[str, Any]] = json.loads(exported(name))[name]
    lines = run("--lang", language, *asked(name)).out.splitlines()
    assert len(rows) <= len(lines) and rows
    for row, line in zip(rows, lines, strict=False):
        assert row["module"] in line
        assert "True" not in line and "False" not in line and "None" not in line


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("columns", [20, 44, 80, 200])
def test_a_screen_is_as_narrow_as_the_window_or_says_each_row_in_a_line(
    name: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cli.running.COLUMNS", columns)
    shown = ANSI.sub("", run("--lang", "en", *asked(name), presses=[]).out)
    lines = [line for line in shown.splitlines() if not re.match(r"(Name|Module): ", line)]
    assert [line for line in lines if len(line) > columns and "=" not in line] == []
    assert "counter" in shown


def test_a_narrow_screen_says_what_it_goes_without_and_where_all_of_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cli.running.COLUMNS", 60)
    told = run("--lang", "en", "report", "summary", presses=[]).err.splitlines()
    assert re.fullmatch(r"Too narrow for: (\w[\w ]+, )*Valid until\.", told[0])
    assert told[1] == "All columns, as a file: cstrain --lang en export summary --out summary.xlsx"


@pytest.mark.parametrize("colour", [False, True])
def test_a_heat_map_is_digits_and_colour_only_adds_to_them(colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    shown = run("--lang", "en", "report", "gaps", presses=[]).out
    told = ANSI.sub("", shown)
    assert re.search(r"^Skills: counter\n +1\nBudi +50\n +1 = Warmth$", told, re.MULTILINE)
    assert ("\x1b[31m" in shown) is colour


def test_in_plain_mode_a_chart_is_told_line_by_line() -> None:
    shown = run("--lang", "en", "report", "gaps").out
    assert "\n\nSkills: counter\nBudi: Warmth 50\n" in shown
    assert "\n50-59: 1\n" in run("--lang", "en", "report", "module", "counter").out
    assert re.search(
        r"\n\nMean score, week by week \(%\)\ncounter: \d{4}-\d\d-\d\d 50\n", run("--lang", "en", *asked("trainee")).out
    )


@pytest.mark.parametrize("presses", [None, []])
@pytest.mark.parametrize("name", SHOWN)
def test_a_name_is_shown_and_never_obeyed(name: str, presses: list[str] | None) -> None:
    run("quiz", "counter", "--as", HOSTILE, "--practice", answers=[WRONG] * 4)
    shown = run(*([*asked(name)] if name != "trainee" else ["report", "trainee", HOSTILE]), presses=presses).out
    assert "\u202e" not in shown and "\x1b" not in ANSI.sub("", shown).replace("\x1b[0m", "")
    if name == "summary":
        assert "[bold]Sari" in shown


def test_without_a_name_the_report_is_on_who_trained_last(home: Path) -> None:
    assert run("report", "trainee", "--json").raw == exported("trainee")
    refused = run("--lang", "en", "export", "trainee", "--out", "-", "--as", "Ani")
    assert refused.code != 0 and "Ani" in refused.err


def test_a_report_of_nothing_says_so() -> None:
    empty = run("--lang", "en", "report", "items", "--since", "2999-01-01")
    assert (empty.code, empty.out, empty.err) == (0, "", "There is nothing to show yet.\n")


def test_a_person_is_named_as_the_hint_says() -> None:
    """The hint of other commands is --as; what is told must work when it is typed."""
    named = run("--lang", "en", "report", "trainee", "--as", "Budi")
    assert (named.code, named.out) == (0, run("--lang", "en", "report", "trainee", "Budi").out)
    assert run("report", "trainee", "Budi", "--as", "Budi").code == 2
