"""What answers say about facts: the one thing that schedule and mastery are worked out from."""

from datetime import datetime

from cstrain.core.value import Value


class Evidence(Value):
    """One answer as it bears on the facts its item teaches; items and facts are named so that no two modules share a name.

    `share` is score / maximum, `chance` what a guess scores on average; `at` is aware, with the local offset. `teaches` is False
    where the answer was not to touch the schedule.
    """

    item: str
    facts: tuple[str, ...]
    share: float
    chance: float
    elapsed_ms: int
    at: datetime
    teaches: bool = True
