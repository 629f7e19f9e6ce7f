"""A merge, a migration, a backup or an erasure that is killed has come about whole or not at all, and can be done again."""

import sys
from pathlib import Path

import pytest

from tests.faults.acts import ACTS, blows, table

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this there")


@pytest.mark.parametrize("name", ACTS)
def test_a_killed_command_has_done_all_or_nothing(tmp_path: Path, name: str) -> None:
    struck = blows(tmp_path, name, seed=5, count=3)
    assert not any(one.faults for one in struck), f"{table(struck)}\n{struck}"
