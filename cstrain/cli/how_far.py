"""How far something long has come: one line on stderr, drawn over and over and gone at the end. For eyes at a terminal only."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from cstrain.cli.setup import Setup
from cstrain.cli.words import plural

Row = TypeVar("Row")

# What takes less is not worth a word; how often it is drawn, and after how many rows the clock is looked at.
PATIENCE_SECONDS, REDRAWN_SECONDS, EVERY = 1.0, 0.1, 250
WIDTH = 30
CLEARED = "\r\x1b[K"


class HowFar:
    """Counts rows on their way, and tells of them once it has taken a while."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._due = monotonic() + PATIENCE_SECONDS
        self._is_drawn = False

    def over(self, rows: Iterable[Row], expected: Callable[[], int] | None) -> Iterator[Row]:
        """The same rows; `expected` tells how many there will be, where that can be known."""
        many: int | None = None
        for number, row in enumerate(rows, start=1):
            yield row
            if number % EVERY == 0 and (now := self._monotonic()) >= self._due:
                many = expected() if expected and many is None else many
                self._due = now + REDRAWN_SECONDS
                self._draw(number, many)

    def _draw(self, number: int, expected: int | None) -> None:
        said = plural("{n} row", "{n} rows", number)
        if expected:
            share = min(1.0, number / expected)
            full = round(share * WIDTH)
            said = f"{'█' * full}{'░' * (WIDTH - full)} {share:4.0%}  {said}"
        self._is_drawn = True
        sys.stderr.write(CLEARED + said)
        sys.stderr.flush()

    def clear(self) -> None:
        if self._is_drawn:
            sys.stderr.write(CLEARED)
            sys.stderr.flush()


@contextmanager
def watching(setup: Setup, *, is_wanted: bool) -> Iterator[HowFar | None]:
    """One to count with, where somebody is there to see it and wants to; gone again when the block is left."""
    if not is_wanted or setup.is_plain or not sys.stderr.isatty():
        yield None
        return
    far = HowFar(setup.clock.monotonic)
    try:
        yield far
    finally:
        far.clear()
