"""The curtain on a shared machine: PINs asked for on a terminal, the trainer's passphrase before what is for trainers."""

import json
import stat
from pathlib import Path

import pytest

from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import run

CURTAIN = "a curtain, not a lock"


@pytest.fixture(autouse=True)
def shop(shelved: Shelve, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(counter=counter())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cstrain.app.curtain.ROUNDS", 1)
    monkeypatch.delenv("CSTRAIN_PASSPHRASE", raising=False)
    monkeypatch.setenv("CSTRAIN_LANG", "en")
    run("trainee", "add", "Sari")
    run("trainee", "add", "Budi")


def with_pin() -> None:
    assert run("trainee", "pin", "Sari", answers=["4711", "4711"]).code == 0


def identities(home: Path) -> list[str]:
    with Store(home / "records.db") as store:
        return [identity for (identity,) in store.db.execute("SELECT identity FROM attempt ORDER BY sequence")]


# PINs


def test_setting_a_pin_says_what_it_is_worth(home: Path) -> None:
    done = run("trainee", "pin", "Sari", answers=["4711", "4711"])
    assert done.code == 0 and CURTAIN in done.out and "Sari is asked for this PIN" in done.out
    assert CURTAIN in " ".join(run("trainee", "pin", "--help").out.split()).lower()


@pytest.mark.parametrize("command", [["quiz", "counter"], ["quiz", "counter", "--practice"], ["drill"]])
def test_a_terminal_asks_for_the_pin_and_the_attempt_says_so(home: Path, command: list[str]) -> None:
    with_pin()
    done = run("--plain", *command, "--as", "Sari", answers=["4711", "", RIGHT], terminal=True)
    assert "> PIN of Sari: " in done.out and done.code == 5
    assert identities(home) == ["pin"]


def test_someone_without_a_pin_is_not_asked(home: Path) -> None:
    with_pin()
    done = run("--plain", "quiz", "counter", "--as", "Budi", answers=["", RIGHT], terminal=True)
    assert "PIN" not in done.out and identities(home) == ["self-declared"]


def test_a_script_is_not_asked_and_its_attempts_say_so(home: Path) -> None:
    with_pin()
    assert run("quiz", "counter", "--as", "Sari", answers=[RIGHT]).code == 5
    assert identities(home) == ["self-declared"]


def test_three_wrong_ones_and_nobody_is_let_in(home: Path) -> None:
    with_pin()
    done = run("--plain", "quiz", "counter", "--as", "Sari", answers=["1", "", "4712", "4711"], terminal=True)
    assert done.code == 1 and done.out.count("> PIN of Sari") == 3
    assert "not the right PIN" in done.err and "Tries left: 1" in done.out
    assert identities(home) == []


def test_q_leaves_before_anything_has_begun(home: Path) -> None:
    with_pin()
    assert run("--plain", "quiz", "counter", "--as", "Sari", answers=["q"], terminal=True).code == 0
    assert identities(home) == []


def test_l_switches_the_language_and_is_no_try(home: Path) -> None:
    with_pin()
    answers = ["1", "2", "l", "4711", "", RIGHT]
    done = run("--plain", "quiz", "counter", "--as", "Sari", answers=answers, terminal=True)
    assert "> PIN of Sari: " in done.out and "> PIN Sari: " in done.out
    assert identities(home) == ["pin"]


def test_at_home_a_wrong_pin_leads_back_to_the_names(home: Path) -> None:
    with_pin()
    done = run("--plain", answers=["2", "1", "2", "3", "1", "q"], terminal=True)
    assert done.code == 0
    assert done.out.count("> PIN of Sari") == 3 and done.out.count("Who are you?") == 2
    assert "Budi" in done.out.rpartition("Who are you?")[2].partition("> Your choice")[2]


def test_at_home_the_pin_is_asked_once(home: Path) -> None:
    with_pin()
    done = run("--plain", answers=["2", "4711", "3", "", RIGHT, "q", "q"], terminal=True)
    assert done.out.count("> PIN of Sari") == 1
    assert identities(home) == ["pin"]


def test_on_a_real_terminal_nobody_sees_what_is_typed(home: Path) -> None:
    with_pin()
    done = run("quiz", "counter", "--as", "Sari", presses=[("4711", "\r"), "q", "q"])
    assert "PIN of Sari" in done.out and "4711" not in done.out and "****" in done.out


def test_a_pin_is_changed_and_taken_away_with_the_old_one(home: Path) -> None:
    with_pin()
    assert run("trainee", "pin", "Sari", answers=["9999", "9999", "9999"]).code == 1
    assert run("trainee", "pin", "Sari", answers=["4711", "1234", "1234"]).code == 0
    assert run("trainee", "pin", "Sari", "--remove", answers=["4711", "4711", "4711"]).code == 1
    done = run("trainee", "pin", "Sari", "--remove", answers=["1234"])
    assert (done.code, "Sari has no PIN now." in done.out) == (0, True)


@pytest.mark.parametrize("answers", [[], ["4711"], ["q"], ["12", "12"], ["4711", "4712", "4711"]])
def test_a_pin_that_was_not_typed_to_the_end_is_none(home: Path, answers: list[str]) -> None:
    done = run("trainee", "pin", "Sari", answers=answers)
    assert (done.code, done.err) == (1, "Nothing was changed.\n")
    with Store(home / "records.db") as store:
        assert store.db.execute("SELECT count(*) FROM pin").fetchone() == (0,)


# The passphrase

PASSPHRASE = "correct horse"
GUARDED = [["trainee", "list"], ["report", "summary"], ["export", "summary", "--out", "-"], ["records", "path"]]
OPEN = [["modules"], ["progress", "--as", "Sari"], ["quiz", "counter", "--as", "Sari"]]


def with_passphrase() -> None:
    assert run("trainee", "passphrase", answers=[PASSPHRASE, PASSPHRASE]).code == 0


def test_setting_it_says_what_it_is_worth_and_where_it_is_asked_for(home: Path) -> None:
    done = run("trainee", "passphrase", answers=["short", "short", PASSPHRASE, PASSPHRASE])
    assert CURTAIN in done.out and "too short" in done.out
    assert "trainee, report, export, records" in done.out and "CSTRAIN_PASSPHRASE" in done.out


def test_it_stands_in_the_settings_as_a_hash_that_only_their_owner_reads(home: Path) -> None:
    with_passphrase()
    settings = home / "settings.json"
    assert PASSPHRASE not in settings.read_text() and json.loads(settings.read_text())["passphrase"]
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600


@pytest.mark.parametrize("command", GUARDED)
def test_what_is_for_trainers_is_asked_for_it(home: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with_passphrase()
    refused = run(*command)
    assert (refused.code, refused.out) == (1, "") and "CSTRAIN_PASSPHRASE" in refused.err
    wrong = run("--plain", *command, answers=["a", "b", "c"], terminal=True)
    assert wrong.code == 1 and "Sari" not in wrong.out
    right = run("--plain", *command, answers=["a", PASSPHRASE], terminal=True)
    assert right.code == 0 and "> Trainer's passphrase: " in right.out
    monkeypatch.setenv("CSTRAIN_PASSPHRASE", PASSPHRASE)
    assert run(*command).code == 0
    monkeypatch.setenv("CSTRAIN_PASSPHRASE", "another")
    assert run(*command).code == 1


@pytest.mark.parametrize("command", [*OPEN, *([*command[:1], "--help"] for command in GUARDED)])
def test_whoever_trains_or_reads_help_is_not_asked(home: Path, command: list[str]) -> None:
    with_passphrase()
    done = run(*command)
    assert done.code in (0, 5) and "passphrase" not in done.err


def test_it_is_changed_and_taken_away_by_whoever_has_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_passphrase()
    assert run("trainee", "passphrase", "--remove").code == 1
    monkeypatch.setenv("CSTRAIN_PASSPHRASE", PASSPHRASE)
    assert run("trainee", "passphrase", "--remove").code == 0
    monkeypatch.delenv("CSTRAIN_PASSPHRASE")
    assert run("trainee", "list").code == 0


def test_a_trainer_takes_away_a_forgotten_pin(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_pin()
    with_passphrase()
    monkeypatch.setenv("CSTRAIN_PASSPHRASE", PASSPHRASE)
    assert run("trainee", "pin", "Sari", "--remove").code == 0
    assert "PIN" not in run("--plain", "quiz", "counter", "--as", "Sari", answers=[""], terminal=True).out


def test_a_passphrase_that_cannot_be_kept_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cstrain.app.settings.save", lambda *_given: None)
    done = run("trainee", "passphrase", answers=[PASSPHRASE, PASSPHRASE])
    assert done.code == 1 and "settings.json" in done.err
