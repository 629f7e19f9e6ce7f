"""The README names every command and tells no other story than the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import cstrain
from cstrain.app.report import REPORTS
from cstrain.cli.commands import build
from cstrain.errors import ExitCode

README = (Path(cstrain.__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def commands(typed: str, command: object) -> Iterator[str]:
    """Each command that does something, as it is typed."""
    below: dict[str, object] = getattr(command, "commands", {})
    if not below:
        yield typed
    for name, each in below.items():
        yield from commands(f"{typed} {name}", each)


COMMANDS = list(commands("cstrain", typer.main.get_command(build())))


def table() -> set[str]:
    """The commands in the table: `cstrain trainee add`, `list` means trainee list as well; placeholders are left out."""
    named: set[str] = set()
    for row in re.findall(r"^\| (`cstrain.*?) \|", README, re.MULTILINE):
        group = ""
        for quoted in re.findall(r"`([^`]+)`", row):
            words = [word for word in quoted.split() if word.islower()]
            if words[0] == "cstrain":
                group = " ".join(words[:2])
                named.add(" ".join(words))
            else:
                named.add(f"{group} {words[0]}")
    return named


def marked(name: str) -> str:
    found = re.findall(rf"<!-- {name} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert len(found) == 1, f"the README has {len(found)} blocks marked {name}"
    return str(found[0])


def test_there_are_commands() -> None:
    assert {"cstrain modules", "cstrain trainee add", "cstrain content check"} <= set(COMMANDS)


def test_every_command_is_in_the_table_and_no_other() -> None:
    reports = {f"cstrain export {name}" for name in REPORTS}
    expected = {"cstrain", *COMMANDS, *reports} - {"cstrain export"}
    assert table() == expected


def test_the_exit_codes_are_the_programs() -> None:
    told = re.search(r"Exit codes: (.*?)\.\s*\n\n", README, re.DOTALL)
    assert told
    assert [int(code) for code in re.findall(r"(?:^|,\s)(\d+) [a-z]", told[1])] == [code.value for code in ExitCode]


@pytest.mark.parametrize(("name", "ends"), [("start", "cstrain"), ("tests", "-m pytest -n auto")])
def test_the_start_and_the_tests_are_one_command_each(name: str, ends: str) -> None:
    (command,) = marked(name).strip().splitlines()
    assert command.startswith("python3 -m venv") and command.endswith(ends)


def test_the_options_before_a_command_are_told() -> None:
    options = [option for parameter in typer.main.get_command(build()).params for option in parameter.opts]
    assert [option for option in options if option not in README and option not in ("--version", "--help")] == []
