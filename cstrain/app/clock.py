"""The two clocks: what time it is, and how long something took."""

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
