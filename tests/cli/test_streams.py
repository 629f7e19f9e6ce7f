"""The program as its own process, where its streams are not what one would wish: closed, full, or read by someone who left."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shelve
from tests.cli.modules import counter

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such devices here")
CSTRAIN = f"{sys.executable} -m cstrain"


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-c", command.replace("cstrain", CSTRAIN)], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(autouse=True)
def counters(shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter())))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("cstrain quiz counter --as Sari <&-", 5),
        ("cstrain modules >&-", None),
        ("cstrain quiz nowhere 2>&-", 2),
        ("cstrain trainee list > /dev/full", 1),
        ("cstrain export answers --out - > /dev/full", 1),
        ("cstrain content export | true; exit ${PIPESTATUS[0]}", 1),
        ("yes 1 | head -n 1 | cstrain quiz counter --as Sari", 5),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_reason_for_a_traceback(home: Path, command: str, code: int | None) -> None:
    ended = shell(command)
    assert "Traceback" not in ended.stderr and "Exception" not in ended.stderr
    assert code is None or ended.returncode == code


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_whose_encoding_lacks_a_character_shows_something_else(
    home: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    ended = shell("cstrain trainee add 'سارة' && cstrain trainee list")
    assert ended.returncode == 0 and " | " in ended.stdout


def test_a_report_for_a_pipe_is_utf8_whatever_the_terminal_speaks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    assert "سارة" in shell("cstrain trainee add 'سارة' && cstrain export summary --out -").stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_an_encoding_lacks_is_said_with_what_it_has(
    home: Path, encoding: str, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    text = counter(1).replace("Question number 1?", "Caf\u00e9 \u2026 \u2713 \u201cyes\u201d \u2192 \u2588?")
    shelved(counter=text)
    told = shell("cstrain quiz counter --as Sari < /dev/null").stdout
    shown = {"ascii": 'Cafe ... OK "yes" -> #?', "cp1252": None}[encoding]
    assert "Cafe" in told or encoding == "cp1252"
    assert shown is None or shown in told
    assert "OK" in told and "->" in told and "??" not in told
