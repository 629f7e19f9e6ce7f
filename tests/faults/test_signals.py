"""A program that is told to stop gives the terminal back, says nothing it should not, and ends as signals end programs."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cstrain.cli import main
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.faults.victim import Blow, Victim

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")


@pytest.fixture
def victim(home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> Iterator[Victim]:
    """A quiz at its first question, its keys read one by one."""
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter(2))))
    one = Victim("--lang", "en", "quiz", "counter", "--as", "Sari", plain=False, environ={})
    one.begin()
    assert not one.leaves_terminal_as_it_was
    yield one
    one.close()


@pytest.mark.parametrize(("blow", "code"), [(Blow.TERM, -signal.SIGTERM), (Blow.HUP, -signal.SIGHUP), (Blow.CTRL_C, 130)])
def test_the_terminal_gets_its_own_settings_back(victim: Victim, blow: Blow, code: int) -> None:
    victim.strike(blow)
    assert victim.code == code
    assert victim.leaves_terminal_as_it_was and "Traceback" not in victim.everything


def test_an_interrupt_from_outside_is_told_as_ctrl_c_is(victim: Victim) -> None:
    os.kill(victim.child.pid, signal.SIGINT)
    victim.die()
    assert victim.code == 130 and "Saved: 0 of 2 answered." in victim.text
    assert victim.leaves_terminal_as_it_was


def test_a_signal_that_whoever_started_us_ignores_stays_ignored(
    home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nohup."""
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter(2))))
    one = Victim("--lang", "en", "quiz", "counter", "--as", "Sari", plain=False, environ={}, hangs_up=signal.SIG_IGN)
    one.begin()
    os.kill(one.child.pid, signal.SIGHUP)
    one.answer(0, None)
    one.until(lambda: one.has_feedback, "feedback")
    one.strike(Blow.KILL)
    one.close()


def test_ctrl_c_while_the_program_starts_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(arguments: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "speak", interrupted)
    with pytest.raises(SystemExit, check=lambda end: end.code == 130):
        main.main()
