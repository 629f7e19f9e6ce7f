"""Times as the records keep them: UTC text and the local offset in minutes."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stored(moment: datetime) -> tuple[str, int]:
    """An aware time as (UTC ISO 8601 with milliseconds and Z, local offset in minutes)."""
    offset = moment.utcoffset() or timedelta()
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return text, round(offset.total_seconds() / 60)


def restored(text: str, offset: int) -> datetime:
    """The aware time that was stored."""
    return datetime.fromisoformat(text).astimezone(_zone(offset))


@lru_cache(maxsize=64)
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def milliseconds(text: str) -> int:
    """A stored time as milliseconds since 1970."""
    moment = datetime.fromisoformat(text)
    return (moment - EPOCH) // timedelta(milliseconds=1)
