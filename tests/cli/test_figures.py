"""Bars that need no colour, and the words of home and of what comes next."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.cli import words
from cstrain.cli.render.figures import BAR, bar
from cstrain.cli.render.home import hail


@pytest.mark.parametrize(
    ("full", "partly", "total", "drawn"),
    [
        (0, 0, 0, "░░░░░░░░░░"),
        (0, 0, 40, "░░░░░░░░░░"),
        (1, 0, 40, "█░░░░░░░░░"),
        (0, 1, 40, "▒░░░░░░░░░"),
        (1, 1, 40, "█▒░░░░░░░░"),
        (20, 10, 40, "█████▒▒░░░"),
        (39, 1, 40, "█████████▒"),
        (39, 0, 40, "█████████░"),
        (40, 0, 40, "██████████"),
        (0, 40, 40, "▒▒▒▒▒▒▒▒▒▒"),
    ],
)
def test_what_is_there_is_seen_and_only_a_whole_is_whole(full: int, partly: int, total: int, drawn: str) -> None:
    assert bar(full, total, partly=partly) == drawn


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_bar_has_always_its_width(full: int, partly: int, rest: int) -> None:
    drawn = bar(full, full + partly + rest, partly=partly)
    assert len(drawn) == BAR and drawn == "".join(sorted(drawn, key="█▒░".index))
    assert ("█" in drawn, drawn == "█" * BAR) == (full > 0, full > 0 and not partly and not rest)


HOURS = [
    (3, "Good evening", "Selamat malam"),
    (4, "Good morning", "Selamat pagi"),
    (10, "Good morning", "Selamat pagi"),
    (11, "Good day", "Selamat siang"),
    (14, "Good day", "Selamat siang"),
    (15, "Good afternoon", "Selamat sore"),
    (17, "Good afternoon", "Selamat sore"),
    (18, "Good evening", "Selamat malam"),
    (23, "Good evening", "Selamat malam"),
]


@pytest.mark.parametrize(("hour", "in_english", "in_indonesian"), HOURS)
def test_the_greeting_is_that_of_the_hour_on_the_wall(hour: int, in_english: str, in_indonesian: str) -> None:
    at = datetime(2026, 3, 1, hour, 59, tzinfo=timezone(timedelta(hours=7)))
    assert hail("Sari", at) == f"{in_english}, Sari."
    words.use("id")
    assert hail("Sari", at) == f"{in_indonesian}, Sari."
