"""The two clocks: what time it is, and how long something took; and whether somebody moved the first."""

import time
from collections.abc import Callable
from datetime import datetime

from cstrain.core.value import Value


def local_now() -> datetime:
    return datetime.now().astimezone()


class Clock(Value):
    """`now` is aware, with the local offset; `monotonic` in seconds, for durations: the wall clock may be set back."""

    now: Callable[[], datetime] = local_now
    monotonic: Callable[[], float] = time.monotonic


# What a clock that is set right by the network moves, and what a slow machine takes between two looks, is less than this.
STEP_SECONDS = 120


def step(wall_seconds: float, real_seconds: float) -> int:
    """By how many seconds the wall clock was moved while so much time really passed; 0 within two minutes.

    Below zero: set back. A machine that slept may look like one set forward: not every monotonic clock counts sleep.
    """
    moved = wall_seconds - real_seconds
    return round(moved) if abs(moved) > STEP_SECONDS else 0


def step_back(now: datetime, newest: datetime | None) -> int:
    """By how many seconds the clock stands before the newest time that is recorded; 0 within two minutes, or if it does not."""
    return step(min(0.0, (now - newest).total_seconds()), 0) if newest else 0
