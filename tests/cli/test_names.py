"""Who trains: finding and adding people by what someone typed, whatever that was."""

import json
import unicodedata
from pathlib import Path

import pytest

from cstrain.core.trainee import Trainee
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import run

HOSTILE = {
    "markup": "[bold red]Sari[/bold red]",
    "closing markup": "[/x] Sari",
    "colour": "\x1b[31mSari",
    "window title": "\x1b]0;owned\x07Sari",
    "one-byte escape": "\x9b31mSari",
    "backspaces": "Sari\b\b\b\bBudi",
    "line break": "Sari\n> Your answer: 1\r\nScore: 100%",
    "right to left": "\u202eiraS",
    "invisible": "Sa\u200bri\u2028\ufeff",
    "surrogate": "Suri\udcff",
    "braces": "{0} {name} {n}",
    "percent": "%s %(name)s %n",
    "path": "../../../etc/passwd",
    "formula": '=HYPERLINK("http://x")',
    "arabic": "سارة ديوي",
    "emoji": "Sari 👩\u200d🌾",
    "html": "<script>alert(1)</script>",
}
COMMANDS = (["progress"], ["trainee", "list"], ["report", "summary"], ["modules"], ["quiz", "counter", "--resume"])


@pytest.fixture(autouse=True)
def counters(shelved: Shelve) -> None:
    shelved(counter=counter())


def people(home: Path) -> list[Trainee]:
    with Store(home / "records.db") as store:
        return trainees.everyone(store)


def harmful(said: str) -> set[str]:
    return {
        character for character in said if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character != "\n"
    }


def test_no_name_reaches_the_screen_raw_or_ends_a_run(home: Path) -> None:
    """Everybody trains; then everyone is listed, reported, and looked at alone."""
    for name in HOSTILE.values():
        run("trainee", "add", "--", name)
    started = [run("quiz", "counter", f"--as={name}", answers=[RIGHT]) for name in HOSTILE.values()]
    shown = [run(*command) for command in COMMANDS]
    alone = [run("progress", f"--as={name}") for name in HOSTILE.values()]
    assert {ended.code for ended in started} == {5} and {ended.code for ended in (*shown, *alone)} <= {0, 5}
    assert [harmful(ended.out + ended.err) for ended in (*started, *shown, *alone)] == [set()] * (
        2 * len(HOSTILE) + len(COMMANDS)
    )
    assert len(people(home)) == len(HOSTILE)
    assert {each.name for each in home.iterdir()} == {
        "cache",
        "records.db",
        "records.db-journal",
        "records.db.key",
        "settings.json",
    }


def test_no_name_changes_a_terminal(home: Path) -> None:
    for number, name in enumerate(HOSTILE.values()):
        run("trainee", "add", f"--employee-number={number} {name}", f"--branch={name}", f"--cohort={name}", "--", name)
    chosen = run("--lang", "en", presses=["8", "8", "1", "q"])
    listed = run("--lang", "en", "report", "summary", presses=[])
    assert (chosen.code, listed.code) == (0, 0)
    for said in (chosen.out, listed.out):
        assert "{name}" in said
        assert not {"\x9b", "\u202e", "\u200b", "\u2028", "\x07"} & set(said)
        assert "\x1b]" not in said and "\x1b[31m" not in said


@pytest.mark.parametrize(
    ("name", "kept"), [("Sari\t Dewi  ", "Sari Dewi"), ("Re\u0301mi", "Rémi"), ("سارة", "سارة"), ("李雷", "李雷")]
)
def test_a_name_is_kept_as_typed_in_one_form(home: Path, name: str, kept: str) -> None:
    assert run("quiz", "counter", "--as", name).code == 5
    assert [one.name for one in people(home)] == [kept]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "at least one letter"), ("   ", "at least one letter"), ("\u200b\x1b", "at least one letter"), ("S" * 10_000, "200")],
    ids=["empty", "spaces", "invisible", "10,000 characters"],
)
@pytest.mark.parametrize(
    "command", [["quiz", "counter", "--as"], ["learn", "counter", "--as"], ["trainee", "add"], ["progress", "--as"]]
)
def test_a_name_that_cannot_be_one_is_refused_and_nobody_is_added(home: Path, command: list[str], name: str, reason: str) -> None:
    refused = run(*command, name)
    assert (refused.code, refused.out) == (2, "")
    assert reason in refused.err and len(refused.err) < 200
    assert people(home) == []


def test_a_new_name_becomes_a_trainee_and_that_is_said(home: Path) -> None:
    assert run("quiz", "counter", "--as", "Sari").err == "New trainee: Sari\n"
    assert run("quiz", "counter", "--as", "Sari", answers=["1"]).err == ""
    assert len(people(home)) == 1


@pytest.mark.parametrize("typed", ["sari dewi", "SARI DEWI", "Sari  dewi", "SariDewi", "Ｓari Dewi"])
def test_a_name_that_differs_little_is_suggested_and_never_joined_or_added(home: Path, typed: str) -> None:
    run("trainee", "add", "Sari Dewi")
    refused = run("quiz", "counter", "--as", typed)
    assert (refused.code, refused.out) == (2, "")
    assert "there is Sari Dewi" in refused.err and "trainee add" in refused.err
    assert len(people(home)) == 1


@pytest.mark.parametrize("typed", ["Sari Dewy", "Sri Dewi", "Sari Dew", "Sarri Dewi"])
def test_a_slip_of_the_finger_makes_nobody_new(home: Path, typed: str) -> None:
    run("trainee", "add", "Sari Dewi")
    refused = run("quiz", "counter", "--as", typed)
    assert refused.code == 2 and "there is Sari Dewi" in refused.err
    assert len(people(home)) == 1
    assert run("trainee", "add", typed).code == 0
    assert run("quiz", "counter", "--as", typed).code == 5


def test_a_records_file_that_is_new_is_named(home: Path, tmp_path: Path) -> None:
    """A slip in --records is seen before a whole course stands in the wrong file."""
    elsewhere = tmp_path / "recrods.db"
    first = run("--records", elsewhere, "trainee", "add", "Sari")
    assert (first.code, first.err) == (0, f"New records file: {elsewhere}\n")
    assert run("--records", elsewhere, "trainee", "add", "Budi").err == ""
    assert run("trainee", "add", "Budi").err == ""


@pytest.mark.parametrize("field", ["employee number", "branch", "cohort"])
def test_what_is_too_long_is_named(home: Path, field: str) -> None:
    refused = run("trainee", "add", "Sari", f"--{field.replace(' ', '-')}", "x" * 201)
    assert (refused.code, refused.err) == (2, f"That {field} is too long. Use at most 200 characters.\n")


def test_two_people_whose_names_differ_by_case_are_two(home: Path) -> None:
    run("trainee", "add", "Sari")
    run("trainee", "add", "sari")
    for name in ("Sari", "sari"):
        assert f"Trainee: {name} (" in run("quiz", "counter", "--as", name).out


@pytest.mark.parametrize("key", ["id", "employee_number"])
def test_a_person_goes_by_employee_number_or_id_too(home: Path, key: str) -> None:
    run("trainee", "add", "Sari", "--employee-number", "E-1")
    (sari,) = people(home)
    assert "Trainee: Sari\n" in run("quiz", "counter", "--as", getattr(sari, key)).out
    assert "Trainee: Sari\n" in run("quiz", "counter", "--as", "e-1", answers=["2"]).out


def test_people_of_one_name_are_told_apart_by_number(home: Path) -> None:
    run("trainee", "add", "Sari", "--employee-number", "E-1", "--branch", "Bandung")
    run("trainee", "add", "Sari", "--employee-number", "E-2")
    refused = run("quiz", "counter", "--as", "Sari")
    assert refused.code == 2
    assert "E-1 | Bandung" in refused.err and "E-2" in refused.err and "--as NUMBER" in refused.err
    assert run("quiz", "counter", "--as", "E-2").code == 5


def test_people_of_one_name_without_numbers_go_by_what_is_shown_of_them(home: Path) -> None:
    """The message lists what tells them apart; typed after --as it must mean that person, not a new one of that name."""
    run("trainee", "add", "Sari")
    run("trainee", "add", "Sari")
    shown = [line.split(" | ")[-1] for line in run("quiz", "counter", "--as", "Sari").err.splitlines() if " | " in line]
    assert len(shown) == 2
    for token in shown:
        assert f"Trainee: Sari ({token})\n" in run("quiz", "counter", "--as", token).out
    assert len(people(home)) == 2


def test_an_employee_number_belongs_to_one_person(home: Path) -> None:
    run("trainee", "add", "Sari", "--employee-number", "E-1")
    refused = run("trainee", "add", "Budi", "--employee-number", "e-1")
    assert refused.code == 2 and "already belongs to Sari" in refused.err
    assert len(people(home)) == 1


def test_without_a_terminal_somebody_must_be_named(home: Path) -> None:
    refused = run("quiz", "counter")
    assert (refused.code, refused.out) == (2, "") and "--as" in refused.err


def test_the_only_person_need_not_be_named_and_later_the_last_one(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert "Trainee: Sari\n" in run("quiz", "counter").out
    run("quiz", "counter", "--as", "Budi")
    assert "Progress of Budi\n" in run("progress").out
    (home / "settings.json").unlink()
    assert run("progress").code == 2


@pytest.mark.parametrize("command", [["progress", "--as", "Budi"], ["trainee", "grant", "Budi", "counter"]])
def test_looking_at_someone_adds_nobody(home: Path, command: list[str]) -> None:
    run("trainee", "add", "Sari")
    refused = run(*command)
    assert refused.code == 2 and "Nobody is called Budi" in refused.err and "trainee list" in refused.err
    assert len(people(home)) == 1


def test_everyone_is_listed_for_people_and_for_programs(home: Path) -> None:
    assert "trainee add" in run("trainee", "list").out
    run("trainee", "add", "Sari", "--employee-number", "E-1", "--branch", "Bandung", "--cohort", "2026")
    run("trainee", "add", "Budi")
    lines = run("trainee", "list").out.splitlines()
    assert lines[0].startswith("Sari | E-1 | Bandung | 2026 | ") and lines[1].startswith("Budi | ")
    listed = json.loads(run("trainee", "list", "--json").out)
    assert listed["format"] == "cstrain.trainees/1"
    sari = next(one for one in listed["trainees"] if one["name"] == "Sari")
    assert set(sari) == {"id", "name", "employee_number", "branch", "cohort", "required"}
    assert (sari["employee_number"], sari["branch"], sari["cohort"]) == ("E-1", "Bandung", "2026")
