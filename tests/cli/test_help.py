"""Help: every command has some, in both languages, and its examples work as they stand."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Shelve
from tests.cli.running import run
from tests.curriculum.authored import SOUND
from tests.test_readme import COMMANDS

GROUPS = sorted({"cstrain", *(" ".join(command.split()[:2]) for command in COMMANDS)})
EVERY = sorted({*COMMANDS, *GROUPS})


def helped(language: str, command: str) -> str:
    shown = run("--lang", language, *command.split()[1:], "--help")
    assert (shown.code, shown.err) == (0, "")
    return shown.out


@pytest.mark.parametrize("command", EVERY)
def test_every_command_says_what_it_does_in_both_languages(home: Path, command: str) -> None:
    english, indonesian = (
        [line.strip() for line in helped(language, command).splitlines() if line.strip()] for language in ("en", "id")
    )
    assert english[0].startswith("Usage: ") and english[1][0].isupper()
    both = {line for line in english if line in indonesian}
    assert [line for line in both if not re.fullmatch(r"--\S+( [A-Z|a-z]+)?|summary \| .*|quiz \| .*", line)] == []


@pytest.mark.parametrize("command", EVERY)
def test_every_option_and_argument_is_explained(home: Path, command: str) -> None:
    text = " ".join(helped("en", command).split())
    for option in re.findall(r"(--[a-z-]+)", text.split("Options: ")[1]):
        explained = re.search(rf"{option}(?: [A-Z]+\b| [a-z|]+\|[a-z]+)? +[A-Z(\[]", text) or option in ("--kind",)
        assert explained, option


def test_the_examples_in_the_help_work_as_they_stand(
    home: Path, shelved: Shelve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an order in which a person could type them."""
    monkeypatch.chdir(tmp_path)
    shelved(
        **{
            "3s_greeting": SOUND.replace("id: shop", "id: 3s-greeting", 1)
            .replace("id: shy", "id: first-seconds")
            .replace("check: shy", "check: first-seconds")
        }
    )
    examples = {
        example
        for command in EVERY
        for example in re.findall(r"Example: (cstrain .*)", " ".join(helped("en", command).split(" Options:")[0].split()))
    }
    assert len(examples) >= 8
    order = ("trainee add", "trainee grant", "quiz", "learn", "progress", "report", "export", "content")
    for example in sorted(examples, key=lambda each: next(n for n, name in enumerate(order) if f"cstrain {name}" in each)):
        words = shlex.split(example.split(" Usage:")[0])[1:]
        assert run("--lang", "en", *words).code in (0, 5), example
