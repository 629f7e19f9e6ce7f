"""The program as its own process, where its streams are not what one would wish: closed, full, or read by someone who left."""

import subprocess
import sys
from pathlib import Path

import pytest

from cstrain.cli.safe import HANDLER
from tests.cli.conftest import Shelve
from tests.cli.modules import counter

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such devices here")
CSTRAIN = f"{sys.executable} -m cstrain"


def shell(command: str, encoding: str = "utf-8") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-c", command.replace("cstrain", CSTRAIN)], capture_output=True, text=True, encoding=encoding, check=False
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


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", 'Cafe ... OK "yes" -> #?'),
        ("cp1252", "Caf\u00e9 \u2026 OK \u201cyes\u201d -> #?"),
        ("utf-8", "Caf\u00e9 \u2026 \u2713 \u201cyes\u201d \u2192 \u2588?"),
    ],
)
def test_what_an_encoding_lacks_is_said_with_what_it_has(
    home: Path, encoding: str, shown: str, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    asked = "Caf\u00e9 \u2026 \u2713 \u201cyes\u201d \u2192 \u2588?"
    shelved(counter=counter(1).replace("Question number 1?", asked.replace('"', "'")))
    assert shown in shell("cstrain quiz counter --as Sari < /dev/null", encoding=encoding).stdout


@pytest.mark.parametrize(
    ("character", "said"), [("\u2713", "OK"), ("\u2717", "X"), ("\u65e5", "?"), ("\u00e9", "e"), ("\ufb01", "f")]
)
def test_each_character_has_a_likeness_in_ascii(character: str, said: str) -> None:
    assert f"{character}!".encode("ascii", HANDLER) == f"{said}!".encode()


def test_only_what_is_written_is_likened() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", HANDLER)
