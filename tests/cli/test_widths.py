"""What is printed on a terminal of any width: no line is wider, and no word is lost."""

import re
from pathlib import Path

import pytest
from prompt_toolkit.utils import get_cwidth

from tests.cli.conftest import Shelve
from tests.cli.running import run
from tests.curriculum.authored import SOUND

STYLING = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = (10, 20, 40, 57, 80, 120, 200)


@pytest.fixture(autouse=True)
def somewhere(home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(shop=SOUND)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    run("trainee", "add", "Raden Ajeng Kartini Sastrodiningrat", "--branch", "Yogyakarta Malioboro", "--cohort", "2026")
    run("quiz", "shop", "--as", "Raden Ajeng Kartini Sastrodiningrat", answers=["1"])


def printed(columns: int, monkeypatch: pytest.MonkeyPatch, *command: str) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = run("--lang", "en", *command, terminal=True)
    # A report says beside itself where the columns are that found no room.
    beside = [line for line in shown.err.splitlines() if not line.startswith(("Too narrow for: ", "All columns, as a file: "))]
    assert (shown.code, beside) == (0, [])
    out = STYLING.sub("", shown.out)
    assert [line for line in out.splitlines() if get_cwidth(line) > columns] == []
    return "".join(out.split())


@pytest.mark.parametrize("command", ["modules", "progress", "trainee list", "content show seconds"])
@pytest.mark.parametrize("columns", WIDTHS)
def test_lines_are_broken_and_lose_no_word(columns: int, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(columns, monkeypatch, *command.split()) == printed(500, monkeypatch, *command.split())


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_report_keeps_who_what_and_how_on_any_screen(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table where it fits, with fewer columns where it must; else lines, as in plain mode."""
    shown = printed(columns, monkeypatch, "report", "summary")
    assert "…" not in shown and "inprogress" in shown and "shop" in shown
    assert [word for word in ("Raden", "Ajeng", "Kartini") if word not in shown] == []
