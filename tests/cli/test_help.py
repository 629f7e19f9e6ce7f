"""Help: every command and every option has some, in both languages, and its examples work as they stand."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import cstrain
from cstrain.cli import manual, words
from cstrain.cli.commands import build
from cstrain.cli.group import COMMANDS as COMMAND_ORDER
from cstrain.errors import ExitCode
from tests.cli.conftest import Shelve
from tests.cli.running import run
from tests.curriculum.authored import SOUND
from tests.curriculum.talks import HEAD, guide, indented
from tests.test_readme import COMMANDS

PACKAGE = Path(cstrain.__file__).parent
DOCS = PACKAGE.parent / "docs"


def every(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Each command and group, as it is typed."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from every(f"{path} {name}", below)


def told(language: str) -> dict[str, str]:
    """The help of each command, option and argument in this language."""
    words.use(language)
    texts: dict[str, str] = {}
    for path, command in every("cstrain", typer.main.get_command(build())):
        texts[path] = command.help or ""
        texts |= {f"{path} {parameter.name}": parameter.help or "" for parameter in command.params}
    return texts


def test_everything_is_explained_in_both_languages() -> None:
    english, indonesian = told("en"), told("id")
    assert [name for name, text in english.items() if not text] == []
    assert [name for name, text in indonesian.items() if text == english[name]] == []


@pytest.mark.parametrize("command", ["cstrain", *COMMANDS])
@pytest.mark.parametrize(("language", "usage"), [("en", "Usage: cstrain"), ("id", "Cara pakai: cstrain")])
def test_help_is_shown_in_the_language_of_the_run(home: Path, command: str, language: str, usage: str) -> None:
    shown = run("--lang", language, *command.split()[1:], "--help")
    assert (shown.code, shown.err) == (0, "") and shown.out.startswith(usage)
    assert ("Show this" in shown.out or "Options:" in shown.out) is (language == "en")


def examples(language: str) -> dict[str, str]:
    """The example of each command and group, by its path."""
    words.use(language)
    label = {"en": "Example: ", "id": "Contoh: "}[language]
    found: dict[str, str] = {}
    for path, command in every("cstrain", typer.main.get_command(build())):
        assert (command.help + command.epilog).count(label) == 1 and command.epilog.startswith(label), path
        found[path] = command.epilog.removeprefix(label)
    return found


def parsed(command: Any, arguments: list[str], parent: Any = None) -> str:
    """The path of the command that these arguments call; the parser's own error if they are no command line."""
    context = command.make_context("cstrain" if parent is None else command.name, arguments, parent=parent)
    if not hasattr(command, "commands"):
        return str(context.command_path)
    if not context._protected_args:
        return str(context.command_path)
    _name, below, rest = command.resolve_command(context, context._protected_args + context.args)
    return parsed(below, rest, context)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_has_one_example_that_is_a_command_line_of_the_program(language: str) -> None:
    root = typer.main.get_command(build())
    for path, example in examples(language).items():
        program, *arguments = shlex.split(example)
        assert program == "cstrain" and parsed(root, arguments).startswith(path)


def test_the_examples_in_the_help_work_as_they_stand(
    home: Path, shelved: Shelve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the help, but someone must be there first, and is forgotten last; "my-module" is the reader's own. A
    session was left, to be told of and gone on with, and two files of records have come in."""
    monkeypatch.chdir(tmp_path)
    greeting = SOUND.replace("id: shop", "id: 3s-greeting", 1).replace("id: seconds", "id: first-seconds")
    bakery = HEAD.replace("id: home", "id: bakery") + "roleplays:\n" + indented(guide().replace("broken-kettle", "full-bakery"))
    own = SOUND.replace("id: shop", "id: my-module", 1)
    shelved(**{"3s-greeting": greeting, "bakery": bakery, "my-module": own})
    (tmp_path / "roster.csv").write_text("nama;nomor karyawan\nBudi;0018\n", encoding="utf-8")
    run("session", "run", "3s-greeting", "--mode", "tally")
    for other in ("bandung.db", "depok.db"):
        run("records", "backup", "--out", other)
    for example in sorted(
        examples("en").values(), key=lambda example: ("trainee forget" in example) - ("trainee add" in example)
    ):
        if "trainee join" in example:
            run("trainee", "add", "Sari D.")
        assert run("--lang", "en", *shlex.split(example)[1:]).code in (0, 5), example


@pytest.mark.parametrize("columns", [20, 40, 57, 80, 200])
@pytest.mark.parametrize("language", ["id", "en"])
def test_help_is_as_narrow_as_the_window_and_loses_no_word(
    home: Path, language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    texts = told(language)
    for command in ["cstrain", *COMMANDS]:
        shown = run("--lang", language, *command.split()[1:], "--help").out
        plainly = "".join(shown.split())
        assert [text for name, text in texts.items() if name == command and "".join(text.split()) not in plainly] == []
        if columns >= 40:
            # Words that cannot be broken (a list of what to type) may be wider than half a narrow window.
            wide = [line for line in shown.splitlines() if len(line) > columns and len(line.split()) > 1]
            assert [line for line in wide if max(map(len, line.split())) < columns // 2] == []


def test_a_number_that_does_not_fit_is_refused_in_our_words() -> None:
    """Every option that takes a number has a lowest and a highest, which the refusal names."""
    for path, command in every("cstrain", typer.main.get_command(build())):
        for parameter in command.params:
            if "int" in type(parameter.type).__name__.lower():
                assert parameter.type.min is not None and parameter.type.max is not None, f"{path} {parameter.name}"


def test_the_commands_stand_in_the_order_in_which_someone_meets_them(home: Path) -> None:
    listed = re.findall(r"^  ([a-z]+) ", run("--lang", "en", "--help").out.split("Commands:")[1], re.MULTILINE)
    assert listed == list(COMMAND_ORDER)


@pytest.mark.parametrize(("language", "file"), [("en", "cstrain.1"), ("id", "cstrain.id.1")])
def test_the_manual_page_is_that_of_this_program(language: str, file: str) -> None:
    """Else: python -m cstrain.cli.manual en > docs/cstrain.1; python -m cstrain.cli.manual id > docs/cstrain.id.1"""
    words.use(language)
    assert (DOCS / file).read_text(encoding="utf-8") == manual.manual()


def test_the_manual_page_has_every_command_option_code_variable_and_file() -> None:
    page = manual.manual().replace("\\-", "-").replace("\\(aq", "'")
    for command in COMMANDS:
        assert f".SS {command}" in page
    options = {
        option for _path, command in every("", typer.main.get_command(build())) for one in command.params for option in one.opts
    }
    assert [option for option in options if option.startswith("-") and f".B {option}" not in page] == []
    assert set(manual.exit_codes()) == set(ExitCode)
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    assert set(re.findall(r'"(CSTRAIN_[A-Z]+)"', source)) <= set(manual.variables())
    for section in ("EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f".SH {section}" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")
@pytest.mark.parametrize("file", ["cstrain.1", "cstrain.id.1"])
def test_the_manual_page_is_sound_roff(file: str) -> None:
    linted = subprocess.run(["groff", "-ww", "-man", "-Kutf8", "-z", DOCS / file], capture_output=True, text=True, check=True)
    assert linted.stderr == ""
