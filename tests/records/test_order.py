"""Rows have numbers that give their order in every file: made from the time, never going back."""

from datetime import timedelta
from itertools import pairwise

from cstrain.records.order import BITS, LATEST, number
from cstrain.records.store import Store
from cstrain.records.times import stored
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee

AT = stored(NOON)[0]


def test_the_number_is_of_the_time_and_the_id_alone() -> None:
    assert number("a", AT, 0) == number("a", AT, 17) != number("b", AT, 0)
    assert number("a", AT, 0) >> BITS == number("b", AT, 0) >> BITS == int(NOON.timestamp() * 1000)
    later = stored(NOON + timedelta(milliseconds=1))[0]
    assert number("a", later, 0) > number("b", AT, 0)


def test_a_clock_that_was_set_back_does_not_change_the_order() -> None:
    before = number("a", AT, 0)
    after = number("b", stored(NOON - timedelta(days=900))[0], before)
    assert after > before and after >> BITS == (before >> BITS) + 1
    # Nor do rows of two machines meet that were written after one row from the future.
    assert after != number("c", stored(NOON - timedelta(days=900))[0], before)


def test_no_clock_leads_past_what_sqlite_can_hold() -> None:
    far = number("a", "9999-12-31T23:59:59.999Z", 0)
    assert far >> BITS == LATEST
    assert far < 1 << 63
    assert number("b", AT, far) == far + 1
    assert number("a", "1890-01-01T00:00:00.000Z", 0) >> BITS == 0


def test_rows_are_numbered_in_the_order_in_which_they_are_written(store: Store) -> None:
    keep_trainee(store)
    keep(store, started(choice(), choice()), [answered(0), answered(1)])
    numbers = [row[0] for row in store.db.execute("SELECT sequence FROM answer ORDER BY position")]
    assert all(one < other for one, other in pairwise(numbers))
