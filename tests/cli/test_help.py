"""Help: every command and every option has some, in both languages, and its examples work as they stand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cstrain.cli import words
from cstrain.cli.commands import build
from tests.cli.conftest import Shelve
from tests.cli.running import run
from tests.curriculum.authored import SOUND
from tests.test_readme import COMMANDS


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
    # A list of words to type is the same in both.
    listed = {name for name, text in english.items() if re.fullmatch(r"[a-z]+( \| [a-z]+)*", text)}
    assert [name for name, text in indonesian.items() if text == english[name] and name not in listed] == []


@pytest.mark.parametrize("command", ["cstrain", *COMMANDS])
@pytest.mark.parametrize(("language", "usage"), [("en", "Usage: cstrain"), ("id", "Cara pakai: cstrain")])
def test_help_is_shown_in_the_language_of_the_run(home: Path, command: str, language: str, usage: str) -> None:
    shown = run("--lang", language, *command.split()[1:], "--help")
    assert (shown.code, shown.err) == (0, "") and shown.out.startswith(usage)
    assert ("Show this" in shown.out or "Options:" in shown.out) is (language == "en")


def test_the_examples_in_the_help_work_as_they_stand(
    home: Path, shelved: Shelve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the help, but someone must be there first."""
    monkeypatch.chdir(tmp_path)
    greeting = SOUND.replace("id: shop", "id: 3s-greeting", 1).replace("id: seconds", "id: first-seconds")
    shelved(**{"3s-greeting": greeting})
    examples = [found[1] for text in told("en").values() if (found := re.search(r"Example: (cstrain .*)", text))]
    assert len(examples) >= 8
    for example in sorted(examples, key=lambda example: "trainee add" not in example):
        assert run("--lang", "en", *shlex.split(example)[1:]).code in (0, 5), example
