"""Sessions on real terminals, killed: at most the line in hand is lost, and the next run shows the same question and votes."""

import sys
from pathlib import Path

import pytest

from tests.faults.sessions import Rounds, table
from tests.faults.victim import Blow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")


def test_killed_sessions_have_lost_no_vote_that_was_confirmed(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=2)
    rounds.run(10)
    assert not rounds.bad, f"{table(rounds.done)}\n{rounds.bad}"
    assert {round.blow for round in rounds.done} >= set(Blow)
    assert sum(round.confirmed for round in rounds.done)
