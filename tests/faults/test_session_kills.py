"""Sessions on real terminals, killed: at most the line in hand is lost, and the next run shows the same question and votes."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from cstrain.records import sessions
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.sessions import counter, roster
from tests.faults import ROOT
from tests.faults.sessions import Rounds, table
from tests.faults.victim import Blow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")


def test_killed_sessions_have_lost_no_vote_that_was_confirmed(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=2)
    rounds.run(10)
    assert not rounds.bad, f"{table(rounds.done)}\n{rounds.bad}"
    assert {round.blow for round in rounds.done} >= set(Blow)
    assert sum(round.confirmed for round in rounds.done)


def test_several_windows_on_one_session_make_one_session(tmp_path: Path) -> None:
    """Three programs hold one session at once: nothing is doubled, nothing breaks, and it can be told again."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "counter.yaml").write_text(counter(4), encoding="utf-8")
    people = [f"{chr(65 + n)}{chr(97 + n)}" for n in range(20)]
    environ = {**os.environ, "CSTRAIN_HOME": str(tmp_path / "home"), "CSTRAIN_CONTENT": str(content), "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "cstrain", "--lang", "en", "session"]
    options = ["run", "counter", "--mode", "cards", "--roster", str(roster(tmp_path, people)), "--count", "2"]
    first = subprocess.run([*run, *options], input="", capture_output=True, text=True, env=environ, check=False)
    assert first.returncode == 5, first.stderr
    with ExitStack() as stack:
        said = [stack.enter_context((tmp_path / f"said-{n}").open("w+", encoding="utf-8")) for n in range(3)]
        windows = [
            stack.enter_context(subprocess.Popen([*run, "resume"], stdin=-1, stdout=out, stderr=out, text=True, env=environ))
            for out in said
        ]
        for window in windows:
            assert window.stdin
            window.stdin.write("a\n" * 40)
            window.stdin.close()
        assert {window.wait(60) for window in windows} <= {0, 5}
    told = [(tmp_path / f"said-{n}").read_text(encoding="utf-8") for n in range(3)]
    assert not any("Traceback" in each for each in told)
    with Store(tmp_path / "home" / "records.db") as store:
        (head,) = sessions.heads(store)
        assert len(sessions.state(store, head).now.round.votes) == 20 and not verify(store).flaws
        assert sessions.event_count(store, head.id) == 20
