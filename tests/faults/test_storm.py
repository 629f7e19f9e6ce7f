"""Several processes answer on one file at once: every answer that was confirmed is there, once. No time is asserted."""

from pathlib import Path

from tests.faults.storm import storm


def test_of_several_who_answer_at_once_everyone_finds_all_their_answers(tmp_path: Path) -> None:
    came = storm(tmp_path, processes=3, seconds=2)
    assert (came.lost, came.doubled, came.unclaimed, came.flaws) == (0, 0, 0, 0)
    assert came.confirmed > 3
