"""Quizzes on real terminals, killed: what was seen confirmed is kept once, and the next run goes on where the last one was."""

import sys
from pathlib import Path

import pytest

from tests.faults.kills import Rounds, table
from tests.faults.victim import Blow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")


def test_killed_quizzes_have_lost_nothing_confirmed_and_go_on_at_the_right_question(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=3)
    rounds.run(12)
    assert not rounds.bad, f"{table(rounds.done)}\n{rounds.bad}"
    assert {round.blow for round in rounds.done} >= set(Blow)
    assert sum(round.confirmed for round in rounds.done)
