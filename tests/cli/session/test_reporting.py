"""`session report`: the debrief again, on the screen and as files that are safe to open."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shelve
from tests.cli.running import run
from tests.cli.sessions import counter, head, letters, roster, session
from tests.reports.pages import read, wrong

NAMES = ("Ani <script>alert(1)</script>", "=Budi", "Citra")


@pytest.fixture
def id(home: Path, shelved: Shelve, tmp_path: Path) -> str:
    """A session of two questions, of which the first went wrong."""
    shelved(counter=counter(2))
    held = session(
        "--roster",
        roster(tmp_path, NAMES),
        "--mode",
        "cards",
        "--count",
        2,
        answers=[letters("WWW"), "", "", letters("RRR"), "", ""],
    )
    assert held.code == 0
    return head(home).id


def report(*arguments: object) -> str:
    told = run("--lang", "en", "session", "report", *arguments)
    assert told.code == 0
    return told.out


def test_without_a_file_it_is_the_debrief(id: str) -> None:
    told = report(id[:6])
    assert "Hardest questions:" in told and "Most tempting: wrong" in told and "Chosen: " in told


def test_a_page_is_sound_printable_and_shows_names_as_text(id: str, tmp_path: Path) -> None:
    report(id[:6], "--out", tmp_path / "session.html")
    text = (tmp_path / "session.html").read_text("utf-8")
    assert wrong(text) == []
    root = read(text)
    assert {"What the room chose", "Who was there"} <= {one.text for one in root.all("h2")}
    assert NAMES[0] in root.text and "At the counter" in root.text and "with cards" in root.text


def test_json_has_every_table_under_its_own_key(id: str) -> None:
    told = json.loads(report(id[:6], "--json"))
    assert told["format"] == "cstrain.session/1" and list(told)[1:] == ["session", "votes", "people"]
    assert [(row["number"], row["right_percent"]) for row in told["session"]] == [(1, 0.0), (2, 100.0)]
    assert [row["trainee"] for row in told["people"]] == list(NAMES)
    assert told == json.loads(report(id[:6], "--out", "-", "--format", "json"))


@pytest.mark.parametrize("name", ["session.html", "session.json", "session.csv", "session.xlsx"])
def test_masked_nobodys_name_is_anywhere_and_nothing_is_replaced_unless_told(id: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    report(id[:6], "--out", file, "--mask-names")
    written = file.read_bytes()
    assert b"Budi" not in written and b"Citra" not in written
    refused = run("session", "report", id[:6], "--out", file)
    assert refused.code == 1 and file.read_bytes() == written
    report(id[:6], "--out", file, "--replace")


def test_masked_on_the_screen_too(id: str, tmp_path: Path, home: Path) -> None:
    held = session(
        "--roster", roster(tmp_path, NAMES), "--mode", "cards", "--count", 2, answers=["away Citra", "ab", "", "", "end"]
    )
    assert held.code == 0
    again = head(home).id
    assert "Citra" in report(again) and "Citra" not in report(again, "--mask-names")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("ffff",), 2), (("ffff", "--json"), 2), (("{id}", "--json", "--out", "x.json"), 2), (("{id}", "--out", "x.pdf"), 2)],
)
def test_what_cannot_be_told_is_said(
    id: str, arguments: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run("session", "report", *(each.format(id=id) for each in arguments))
    assert (refused.code, refused.out) == (code, "") and refused.err and "Traceback" not in refused.err


def test_without_an_id_the_newest_is_told(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    assert run("session", "report").code == 2
    for _ in range(2):
        session("--mode", "tally", "--count", 2)
    assert run("session", "report", "--json").out == run("session", "report", head(home).id, "--json").out
