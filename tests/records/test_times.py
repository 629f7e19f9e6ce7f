"""Times in the records: UTC text in the order of time, the local offset beside it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.records.times import restored, stored

zones = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1000, 1, 3), datetime(9999, 12, 29), timezones=zones)


@given(moments)
def test_a_time_comes_back_to_the_millisecond_with_its_offset(moment: datetime) -> None:
    back = restored(*stored(moment))
    assert back == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert back.utcoffset() == moment.utcoffset()


@given(moments, moments)
def test_the_text_sorts_as_time_does_whatever_the_offsets(one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])
    assert stored(earlier)[0] <= stored(later)[0]


JAKARTA = timezone(timedelta(hours=7))
NEWFOUNDLAND = timezone(-timedelta(hours=3, minutes=30))
WRITTEN: list[tuple[datetime, tuple[str, int]]] = [
    (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), ("2026-03-01T12:00:00.000Z", 0)),
    (datetime(2026, 3, 1, 6, 30, 0, 1999, tzinfo=JAKARTA), ("2026-02-28T23:30:00.001Z", 420)),
    (datetime(2026, 3, 1, 22, 0, tzinfo=NEWFOUNDLAND), ("2026-03-02T01:30:00.000Z", -210)),
]


@pytest.mark.parametrize(("moment", "text"), WRITTEN)
def test_times_are_written_as_utc_with_milliseconds_and_z(moment: datetime, text: tuple[str, int]) -> None:
    assert stored(moment) == text
