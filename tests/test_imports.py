"""A start pays only for what it uses: which modules are loaded when a command has run, told by a fresh interpreter."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.modules import counter
from tests.curriculum.talks import HEAD, guide, indented

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
HEAVY = {"yaml", "pydantic", "pydantic_core", "rich", "questionary", "prompt_toolkit"}


def loaded(*arguments: str, typed: str = "", probe: str = PROBE) -> set[str]:
    """The modules (top-level names) that a run of this command line loads."""
    ended = subprocess.run(
        [sys.executable, "-c", probe, *arguments], input=typed, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in ended.stderr
    return {name.split(".")[0] for name in ended.stderr.split()}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every module was loaded once, so that its validated form is in the cache; and there is someone to train."""
    folder = tmp_path_factory.mktemp("warm")
    (folder / "content").mkdir()
    (folder / "content" / "counter.yaml").write_text(counter(), encoding="utf-8")
    (folder / "content" / "home.yaml").write_text(f"{HEAD}roleplays:\n{indented(guide())}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSTRAIN_HOME", str(folder / "home"))
        patch.setenv("CSTRAIN_CONTENT", str(folder / "content"))
        assert loaded("modules") >= {"yaml", "pydantic"}
        assert "sqlite3" in loaded("trainee", "add", "Sari")
        yield


def test_the_version_loads_next_to_nothing(home: Path) -> None:
    names = loaded("--version")
    assert "cstrain" in names and not names & (HEAVY | {"sqlite3", "platformdirs"})


@pytest.mark.parametrize("arguments", [["--help"], ["quiz", "--help"], ["--lang", "id", "export", "--help"]])
def test_help_loads_neither_content_nor_records(home: Path, arguments: list[str]) -> None:
    assert not loaded(*arguments) & (HEAVY | {"sqlite3"})


def test_a_warm_plain_quiz_loads_no_parser_and_no_screen(warm: None) -> None:
    names = loaded("quiz", "counter", typed="1\n")
    assert "sqlite3" in names and not names & HEAVY


def test_a_warm_plain_role_play_loads_no_parser_and_no_screen(warm: None) -> None:
    names = loaded("play", "broken-kettle", typed="1\n")
    assert "sqlite3" in names and not names & HEAVY


@pytest.mark.parametrize(
    "command", [["modules"], ["play"], ["progress"], ["report", "summary"], ["export", "answers", "--out", "-"]]
)
def test_looking_at_figures_loads_no_parser_and_no_screen(warm: None, command: list[str]) -> None:
    assert not loaded(*command) & HEAVY


@pytest.mark.parametrize(("line", "names"), [("cstrain quiz c", HEAVY | {"sqlite3"}), ("cstrain quiz counter --as S", HEAVY)])
def test_tab_loads_neither_content_nor_screen(warm: None, line: str, names: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the records no more than a look at the names, and that only where a name is wanted."""
    monkeypatch.setenv("_CSTRAIN_TAB", "bash")
    monkeypatch.setenv("_CSTRAIN_TYPED", line)
    seen = loaded()
    assert "cstrain" in seen and not seen & names


@pytest.mark.parametrize("command", [["--version"], ["modules"], ["quiz", "counter", "--as", "Sari"], ["--plain", "--help"]])
def test_nothing_that_only_posix_has_is_needed(warm: None, command: list[str]) -> None:
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
