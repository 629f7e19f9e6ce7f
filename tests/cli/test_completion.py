"""TAB: what is offered, for whom, and that no name is ever obeyed; in a real shell where there is one."""

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest
import typer

from cstrain.app.report import REPORTS
from cstrain.cli.commands import build
from cstrain.cli.completion.offer import KNOWN, offer
from cstrain.cli.completion.shells import SHELLS, answer, in_bash, of_line, of_words, script
from cstrain.records.glance import people
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import run
from tests.cli.test_help import every

HOSTILE = ["$(touch owned)", "`touch owned`", 'O\'Neil "Boy"; touch owned', "Wow! & \\co", "a\u202eb c", "*", "~root/x", "A:B c"]
PATIENCE = 30


@pytest.fixture(autouse=True)
def somewhere(home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter(), till=counter(id="till"))))
    monkeypatch.setenv("CSTRAIN_LANG", "en")
    run("trainee", "add", "Sari Dewi", "--branch", "Bandung Kota")


def asked(line: str, shell: str = "bash") -> list[str]:
    """What is answered to this line, typed up to its end."""
    return answer({"_CSTRAIN_TAB": shell, "_CSTRAIN_TYPED": line}).split("\n")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cstrain qu", ["quiz"]),
        ("cstrain --lang ", ["id", "en"]),
        ("cstrain --pl", ["--plain"]),
        ("cstrain --lang id --plain le", ["learn"]),
        ("cstrain quiz ", ["counter", "till"]),
        ("cstrain quiz COUN", ["counter"]),
        ("cstrain quiz counter --as=", ["Sari\\ Dewi"]),
        ("cstrain quiz counter --as sari", ["Sari\\ Dewi"]),
        ('cstrain quiz counter --as "sari d', ["Sari Dewi"]),
        ("cstrain quiz counter --as 'Sari", ["Sari Dewi"]),
        ("cstrain quiz counter --count 3 --as Sari\\ D", ["Sari\\ Dewi"]),
        ("cstrain quiz counter --p", ["--practice"]),
        ("cstrain quiz counter --practice --p", []),
        ("cstrain quiz counter extra ", ["--as", "--practice", "--count", "--seed", "--resume", "--restart", "--help"]),
        ("cstrain quiz --count ", []),
        (
            "cstrain trainee ",
            ["add", "list", "import", "grant", "rename", "change", "join", "pin", "passphrase", "data", "forget"],
        ),
        ("cstrain trainee grant S", ["Sari\\ Dewi"]),
        ("cstrain trainee grant Sari\\ Dewi ", ["counter", "till"]),
        ("cstrain trainee add S", []),
        ("cstrain trainee add S --branch ", ["Bandung\\ Kota"]),
        ("cstrain content check counter t", ["till"]),
        ("cstrain content schema ", ["module", "facts", "lessons", "items", "roleplay"]),
        ("cstrain export ", list(REPORTS)),
        ("cstrain export summary --kind ", ["quiz", "practice", "lesson", "roleplay", "rehearsal", "session", "drill"]),
        ("cstrain export summary --format=", ["csv", "xlsx", "json", "html"]),
        ("cstrain completion z", ["zsh"]),
        ("cstrain quiz --nothing ", ["counter", "till"]),
        ("cstrain quiz -- --p", []),
    ],
)
def test_what_may_come_next_is_offered(line: str, offered: list[str]) -> None:
    assert asked(line) == ["words", *offered]


@pytest.mark.parametrize("line", ["cstrain --records ", "cstrain export summary --out ", "cstrain --content=x"])
def test_the_shell_completes_files_itself(line: str) -> None:
    assert asked(line) == ["files"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_tell_the_words_one_a_line_and_get_notes(shell: str) -> None:
    assert asked("cstrain\nqu", shell) == ["words", "quiz\tTake the quiz of a module."]
    assert asked('cstrain\nquiz\ncounter\n--as\n"Sari D', shell) == ["words", "Sari Dewi\tBandung Kota"]
    head = "" if shell == "zsh" else "--as="
    assert asked("cstrain\nquiz\n--as=S", shell) == ["words", f"{head}Sari Dewi\tBandung Kota"]


def test_notes_are_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "cstrain"], capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "_CSTRAIN_TAB": "fish", "_CSTRAIN_TYPED": "cstrain --lang id\nqui".replace(" ", "\n")},
    )  # fmt: skip
    assert shown.stdout == "words\nquiz\tKerjakan kuis sebuah modul.\n" and shown.stderr == ""


def test_every_placeholder_that_names_something_known_is_completed() -> None:
    """A new command is completed without a word of its own; what cannot be listed is named here."""
    free = {"N", "ID", "DAY", "PERIOD", "NUMBER", "FULL-NAME", "ITEM", "ATTEMPT", "json", "FILE", "DIR"}
    for path, command in every("cstrain", typer.main.get_command(build())):
        for one in command.params:
            placeholder = (one.metavar or "").strip("[].")
            takes_none = one.param_type_name == "option" and one.is_flag
            assert takes_none or placeholder in KNOWN or placeholder in free or "|" in placeholder, f"{path} {one.name}"


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_bash_reads_a_quoted_name_as_that_name_and_nothing_else(name: str, quote: str, tmp_path: Path) -> None:
    written = in_bash(name, quote)
    if not written:
        assert quote == '"' and "!" in name
        return
    told = subprocess.run(
        ["bash", "-c", f"printf %s {quote}{written}{quote}"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert told.stdout == name and list(tmp_path.glob("owned")) == []


@pytest.mark.parametrize("shell", SHELLS)
def test_names_are_offered_without_what_a_terminal_obeys(home: Path, shell: str) -> None:
    for name in ("Ani \x1b[31m\u202e", *HOSTILE, "-x y"):
        run("trainee", "add", "--", name)
    with sqlite3.connect(home / "records.db") as db:
        # As no program of ours would store it.
        db.execute("UPDATE trainee_detail SET name = 'Ani' || char(27) || '[31m' || char(10) || 'x' WHERE name LIKE 'Ani%'")
    line = "cstrain quiz counter --as "
    told = asked(line if shell == "bash" else line.replace(" ", "\n"), shell)
    assert not set("".join(told)) & {"\x1b", "\u202e", "\r"}
    assert not [each for each in told if each.startswith("-")]


@pytest.mark.parametrize("ruin", ["missing", "foreign", "locked", "folder"])
def test_records_that_cannot_be_read_offer_nobody_and_are_left_alone(home: Path, ruin: str, tmp_path: Path) -> None:
    path = tmp_path / "ruined.db"
    if ruin == "foreign":
        path.write_text("Dear diary")
    elif ruin == "folder":
        path.mkdir()
    elif ruin == "locked":
        shutil.copy(home / "records.db", path)
        held = sqlite3.connect(path, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
    before = sorted(tmp_path.rglob("*"))
    assert asked(f"cstrain --records {shlex.quote(str(path))} quiz counter --as ") == ["words"]
    assert sorted(tmp_path.rglob("*")) == before


def test_looking_at_names_changes_no_byte(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*.db*")}
    assert [one.name for one in people(home / "records.db")] == ["Sari Dewi"]
    assert {path: path.read_bytes() for path in home.rglob("*.db*")} == before


def test_a_folder_of_modules_that_is_not_there_offers_none_and_says_nothing(tmp_path: Path) -> None:
    line = f"cstrain --content {tmp_path}/nowhere quiz "
    shown = subprocess.run(
        [sys.executable, "-m", "cstrain"], capture_output=True, text=True, check=True,
        env={**os.environ, "_CSTRAIN_TAB": "bash", "_CSTRAIN_TYPED": line},
    )  # fmt: skip
    assert (shown.stdout, shown.stderr) == ("words\n", "")


@pytest.mark.parametrize(
    ("line", "words", "incomplete"),
    [
        ("cstrain ", (), ""),
        ("cstrain a  b\tc", ("a", "b"), "c"),
        ("cstrain 'a b' \"c 'd\" e\\ f ", ("a b", "c 'd", "e f"), ""),
        ("cstrain a'b c", (), "ab c"),
        ("cstrain x\\", (), "x"),
    ],
)
def test_a_line_of_bash_is_taken_apart_as_bash_does(line: str, words: tuple[str, ...], incomplete: str) -> None:
    typed = of_line(line)
    assert (typed.words, typed.incomplete) == (words, incomplete)


def test_words_that_are_none_are_no_reason_to_fail() -> None:
    assert of_words("").incomplete == "" and of_words("cstrain").words == ()
    assert offer(typer.main.get_command(build()), ["", "--", "x"], "--").candidates == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_how_to_switch_it_on_is_told_beside_it(shell: str) -> None:
    printed = run("--lang", "en", "completion", shell)
    assert printed.code == 0 and printed.out == script(shell)
    assert printed.err.startswith("To switch it on, type this once") and f"cstrain completion {shell} >" in printed.err


def test_a_shell_we_do_not_know_is_refused() -> None:
    refused = run("--lang", "en", "completion", "tcsh")
    assert refused.code == 2 and "powershell" in refused.err


class Shell:
    """A real shell with the script in force, on a terminal."""

    def __init__(self, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bin = folder / "bin"
        bin.mkdir()
        (bin / "cstrain").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cstrain "$@"\n')
        (bin / "cstrain").chmod(0o755)
        (folder / "script").write_text(script(name))
        monkeypatch.setenv("PATH", str(bin), prepend=":")
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        monkeypatch.setenv("HOME", str(folder))
        monkeypatch.setenv("TERM", "xterm")
        flags = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[name]
        self.screen = pyte.Screen(150, 30)
        self.stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(name, flags, cwd=str(folder), encoding="utf-8", dimensions=(30, 150), timeout=PATIENCE)
        self.screen.write_process_input = self.child.send  # type: ignore[method-assign]
        if name == "zsh":
            self.type("autoload -Uz compinit && compinit -u\r")
        self.type(f"{'.' if name != 'fish' else 'source'} ./script\r")
        # Not as it is typed, so that only the shell's answer shows it.
        self.type("clear; printf 're%s\\n' ady\r")
        self.see("ready")

    def type(self, keys: str) -> None:
        self.child.send(keys)

    def see(self, words: str) -> None:
        deadline = monotonic() + PATIENCE
        while words not in " ".join(self.screen.display):
            assert monotonic() < deadline, "\n".join(self.screen.display)
            self.stream.feed(self.child.read_nonblocking(65536, timeout=PATIENCE))


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not here")
    folder = tmp_path / "shell"
    folder.mkdir()
    opened = Shell(request.param, folder, monkeypatch)
    yield opened
    opened.child.close(force=True)
    assert not list(folder.glob("owned*"))


def test_tab_in_a_real_shell_completes_commands_modules_and_names(shell: Shell) -> None:
    shell.type("cstrain qui\t")
    shell.see("cstrain quiz ")
    shell.type("count\t")
    shell.see("cstrain quiz counter ")
    shell.type("--as Sar\t")
    shell.see("--as Sari\\ Dewi")


def test_tab_in_a_real_shell_obeys_no_name(shell: Shell) -> None:
    """What is inserted is what bash, zsh and fish then give to the program as one word."""
    run("trainee", "add", "$(touch owned); `touch owned` x")
    shell.type("printf '<%s>' cstrain; clear; cstrain trainee grant \\$\t")
    shell.see("grant \\$\\(touch\\ owned\\)")
    shell.type("counter\r")
    shell.see("once more")
    with Store(Path(os.environ["CSTRAIN_HOME"]) / "records.db") as store, store.reading() as db:
        assert db.execute("SELECT count(*) FROM attempt_grant").fetchone() == (1,)
