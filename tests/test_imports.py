"""A start pays only for what it uses: which modules are loaded when a command has run, told by a fresh interpreter."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cstrain.records import sessions
from cstrain.records.store import Store
from tests.cli.modules import counter
from tests.curriculum.talks import HEAD, guide, indented
from tests.test_readme import COMMANDS

# What Windows lacks; the rest of the machine stays as it is.
BLOCK = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in {"termios", "fcntl", "pwd", "grp", "resource", "tty", "pty", "syslog"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
for name in ("termios", "fcntl", "pwd", "grp", "resource", "tty", "pty", "syslog"):
    sys.modules.pop(name, None)
"""
PROBE = """
import sys
sys.argv[0] = "cstrain"
from cstrain.cli.main import main
try:
    main()
finally:
    print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
# fsrs is the model of memory behind the drills.
HEAVY = {"yaml", "pydantic", "pydantic_core", "rich", "questionary", "prompt_toolkit", "xlsxwriter", "fsrs"}


def loaded(*arguments: str, typed: str = "", probe: str = PROBE) -> set[str]:
    """The modules (top-level names) that a run of this command line loads."""
    ended = subprocess.run(
        [sys.executable, "-c", probe, *arguments], input=typed, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in ended.stderr
    return {name.split(".")[0] for name in ended.stderr.split()}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every module was loaded once, so that its validated form is in the cache; there is someone to train, and a session
    (its id) to tell of."""
    folder = tmp_path_factory.mktemp("warm")
    (folder / "content").mkdir()
    (folder / "content" / "counter.yaml").write_text(counter(), encoding="utf-8")
    (folder / "content" / "home.yaml").write_text(f"{HEAD}roleplays:\n{indented(guide())}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSTRAIN_HOME", str(folder / "home"))
        patch.setenv("CSTRAIN_CONTENT", str(folder / "content"))
        assert loaded("modules") >= {"yaml", "pydantic"}
        assert "sqlite3" in loaded("trainee", "add", "Sari")
        assert "sqlite3" in loaded("session", "run", "counter", typed="Sari\n\n")
        with Store(folder / "home" / "records.db") as store:
            (held,) = sessions.heads(store)
        yield held.id


def test_the_version_loads_next_to_nothing(home: Path) -> None:
    names = loaded("--version")
    assert "cstrain" in names and not names & (HEAVY | {"sqlite3", "platformdirs"})


@pytest.mark.parametrize("arguments", [["--help"], ["quiz", "--help"], ["--lang", "id", "export", "--help"]])
def test_help_loads_neither_content_nor_records(home: Path, arguments: list[str]) -> None:
    assert not loaded(*arguments) & (HEAVY | {"sqlite3"})


# For each command what it may load of what is heavy, once everything was loaded before; and what is typed. "{out}" is a folder.
MAY_LOAD: dict[str, tuple[str, str, set[str]]] = {
    "modules": ("", "", {"sqlite3"}),
    "learn": ("counter --as Sari", "", {"sqlite3"}),
    "quiz": ("counter --as Sari", "1\n", {"sqlite3"}),
    "play": ("broken-kettle --as Sari", "1\n", {"sqlite3"}),
    "drill": ("--as Sari", "1\n", {"sqlite3", "fsrs"}),
    # Of someone who has answered something it tells what comes back when.
    "progress": ("--as Sari", "", {"sqlite3", "fsrs"}),
    "session run": ("counter --mode cards", "Sari\n\na\n\n", {"sqlite3"}),
    "session resume": ("", "a\n", {"sqlite3"}),
    "session list": ("", "", {"sqlite3"}),
    "session report": ("{session}", "", {"sqlite3"}),
    "trainee add": ("Budi", "", {"sqlite3"}),
    "trainee list": ("", "", {"sqlite3"}),
    "trainee import": ("{out}/roster.csv", "", {"sqlite3"}),
    "trainee grant": ("Sari counter", "", {"sqlite3"}),
    "trainee rename": ("Sari Sari", "", {"sqlite3"}),
    "trainee change": ("Sari --cohort 2026", "", {"sqlite3"}),
    "trainee join": ("Sari Sari", "", {"sqlite3"}),
    "trainee pin": ("Sari --remove", "", {"sqlite3"}),
    "trainee passphrase": ("--remove", "", {"sqlite3"}),
    "trainee data": ("Sari --out {out}/sari.html", "", {"sqlite3"}),
    "trainee forget": ("Sari", "", {"sqlite3"}),
    "report summary": ("", "", {"sqlite3"}),
    "report trainee": ("Sari", "", {"sqlite3"}),
    "report module": ("", "", {"sqlite3"}),
    "report gaps": ("", "", {"sqlite3"}),
    "report items": ("", "", {"sqlite3"}),
    "export": ("answers --out -", "", {"sqlite3"}),
    "records path": ("", "", set()),
    "records verify": ("", "", {"sqlite3"}),
    "records purge": ("--older-than 9y --dry-run", "", {"sqlite3"}),
    "records receipt": ("", "", {"sqlite3"}),
    "records merge": ("{out}/branch.db", "", {"sqlite3"}),
    "records backup": ("--out {out}/copy.db", "", {"sqlite3"}),
    "content list": ("", "", {"sqlite3"}),
    "content show": ("question-1", "", {"sqlite3"}),
    "content export": ("", "", {"sqlite3"}),
    # These read the files anew, whatever the cache holds.
    "content check": ("counter", "", {"yaml", "pydantic", "pydantic_core"}),
    "content schema": ("", "", {"yaml", "pydantic", "pydantic_core"}),
    "content new": ("lost-items --out {out}", "", {"yaml", "pydantic", "pydantic_core"}),
    "content print": ("counter --out {out}/counter.html", "", {"sqlite3"}),
    "completion": ("bash", "", set()),
}


@pytest.mark.parametrize("command", MAY_LOAD)
def test_a_command_loads_no_more_than_it_needs(warm: str, tmp_path: Path, command: str) -> None:
    arguments, typed, allowed = MAY_LOAD[command]
    (tmp_path / "roster.csv").write_text("nama\nTono\n", encoding="utf-8")
    shutil.copy(Path(os.environ["CSTRAIN_HOME"]) / "records.db", tmp_path / "branch.db")
    named = arguments.format(out=tmp_path, session=warm)
    names = loaded(*command.split(), *named.split(), typed=typed)
    assert "cstrain" in names and names & (HEAVY | {"sqlite3"}) <= allowed


@pytest.mark.parametrize(("format", "more"), [("csv", set()), ("json", set()), ("html", set()), ("xlsx", {"xlsxwriter"})])
def test_only_a_workbook_loads_what_writes_workbooks(warm: None, tmp_path: Path, format: str, more: set[str]) -> None:
    names = loaded("export", "summary", "--out", str(tmp_path / f"scores.{format}"))
    assert (tmp_path / f"scores.{format}").exists() and names & HEAVY == more


def test_every_command_is_held_to_what_it_may_load() -> None:
    assert {f"cstrain {command}" for command in MAY_LOAD} == set(COMMANDS)


@pytest.mark.parametrize(("line", "names"), [("cstrain quiz c", HEAVY | {"sqlite3"}), ("cstrain quiz counter --as S", HEAVY)])
def test_tab_loads_neither_content_nor_screen(warm: str, line: str, names: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the records no more than a look at the names, and that only where a name is wanted."""
    monkeypatch.setenv("_CSTRAIN_TAB", "bash")
    monkeypatch.setenv("_CSTRAIN_TYPED", line)
    seen = loaded()
    assert "cstrain" in seen and not seen & names


@pytest.mark.parametrize("command", [["--version"], ["modules"], ["quiz", "counter", "--as", "Sari"], ["--plain", "--help"]])
def test_nothing_that_only_posix_has_is_needed(warm: str, command: list[str]) -> None:
    names = loaded(*command, typed="1\n", probe=BLOCK + PROBE)
    assert "cstrain" in names and not names & {"termios", "fcntl", "pwd", "grp", "resource"}


def test_the_keys_of_a_terminal_are_asked_for_without_them_too() -> None:
    """prompt_toolkit brings its own way for Windows; what is ours imports nothing else."""
    probe = BLOCK + PROBE.replace("main()", "import cstrain.cli.prompts.page as page; page.forget_typed_ahead")
    assert "prompt_toolkit" in loaded(probe=probe)


def test_the_first_page_of_a_quiz_with_keys_needs_neither_rich_nor_questionary() -> None:
    probe = PROBE.replace("main()", "import cstrain.cli.taking, cstrain.cli.prompts.rich")
    names = loaded(probe=probe)
    assert "prompt_toolkit" in names and not names & {"rich", "questionary", "yaml", "pydantic"}


def test_home_on_someones_first_day_loads_neither_the_model_of_memory_nor_more_of_a_screen_than_its_keys(warm: None) -> None:
    """Nothing can be due then; drills, tables and typed lines are for those who get there."""
    home = """
from cstrain.app.today import today
from cstrain.cli import home
from cstrain.cli.prompts import rich
from cstrain.cli.setup import Setup
from cstrain.cli.catalogue import usable_modules
from cstrain.core.trainee import Trainee
setup = Setup()
with setup.store() as store:
    assert today(store, usable_modules(setup), Trainee(id="new", name="Budi"), setup.clock).next
"""
    names = loaded(probe=PROBE.replace("    main()", "\n".join(f"    {line}" for line in home.strip().splitlines())))
    assert {"cstrain", "prompt_toolkit", "sqlite3"} <= names
    assert not names & (HEAVY - {"prompt_toolkit"})
