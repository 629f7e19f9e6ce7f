"""Attempts as a standing over thousands reads them: the same standing as from the whole attempts."""

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import Ending, Kind
from cstrain.core.standing import Graded, stand
from cstrain.core.value import replace
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.standings import passed_talks, results
from cstrain.records.store import Store
from tests.making import NOON, answered, choice, policy, started
from tests.records.keeping import keep, keep_trainee


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file for many tries of a law, without waiting for the disk: what is tried is not what survives a power cut."""
    with Store(tmp_path_factory.mktemp("lasting") / "records.db") as opened:
        opened.db.execute("PRAGMA synchronous = OFF")
        keep_trainee(opened, id="sari")
        yield opened


scores = st.lists(
    st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(5, 6), Fraction(1)]), min_size=3, max_size=3
)
# ending, scores, critical, days before, valid days, answered how many
made_attempts = st.lists(
    st.tuples(
        st.sampled_from([None, *Ending]),
        scores,
        st.booleans(),
        st.integers(-400, 0),
        st.sampled_from([None, 30, 365]),
        st.integers(0, 3),
    ),
    max_size=5,
)


@given(made_attempts, st.integers(1, 3), st.integers(0, 2))
def test_a_standing_is_the_same_from_rows_as_from_whole_attempts(
    lasting: Store, made: list[tuple[Ending | None, list[Fraction], bool, int, int | None, int]], allowed: int, grants: int
) -> None:
    with lasting.writing():
        for table in ("answer", "finish", "drawn", "attempt"):
            lasting.db.execute(f"DELETE FROM {table}")
    for ending, points, critical, days, valid, many in made:
        begun = started(choice("one"), choice("two"), choice("three"), valid_days=valid)
        begun = replace(begun, attempt=str(uuid4()), trainee="sari", at=NOON + timedelta(days=days))
        answers = [answered(place, points[place], critical=critical) for place in range(many)]
        keep(lasting, begun, answers, ending)
    now, rules = NOON + timedelta(hours=3), policy(graded_attempts=allowed)
    of_rows = list(results(lasting, Selection()))
    whole = list(attempts.outcomes(lasting, Selection()))
    assert stand(of_rows, rules, grants, now) == stand(whole, rules, grants, now)
    assert [one.policy for one in of_rows] == [one.policy for one in whole]


@pytest.mark.parametrize(("late", "lapsed"), [(-1000, False), (-999, False), (-1, False), (0, True), (999, True), (1000, True)])
def test_an_attempt_lapses_at_the_same_moment_from_rows_as_from_whole_attempts(store: Store, late: int, lapsed: bool) -> None:
    """To the millisecond, whatever the microseconds and the zone of the clock; `late` is in microseconds."""
    keep_trainee(store, id="sari")
    begun = replace(started(choice(), valid_days=30), trainee="sari")
    keep(store, begun, [answered(0)], Ending.COMPLETED)
    (row,), (whole,) = results(store, Selection()), attempts.outcomes(store, Selection())
    assert row.valid_until == whole.valid_until == begun.at + timedelta(hours=1, days=30)
    for zone in (UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-9, minutes=-30))):
        now = (begun.at + timedelta(hours=1, days=30, microseconds=late)).astimezone(zone)
        assert (row.has_lapsed(now), whole.has_lapsed(now)) == (lapsed, lapsed)


def test_an_attempt_that_is_open_or_valid_for_good_never_lapses(store: Store) -> None:
    keep_trainee(store, id="sari")
    for id, valid, ending in (("open", 30, None), ("for good", None, Ending.COMPLETED)):
        keep(store, replace(started(choice(), valid_days=valid), trainee="sari", attempt=id), [answered(0)], ending)
    made: list[Graded] = [*results(store, Selection()), *attempts.outcomes(store, Selection())]
    assert [one.has_lapsed(NOON + timedelta(days=36_500)) for one in made] == [False] * 4


@given(st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=40))
def test_a_percentage_of_a_stored_score_is_rounded_down_as_the_exact_one(lasting: Store, points: list[Fraction]) -> None:
    with lasting.writing():
        for table in ("answer", "finish", "drawn", "attempt"):
            lasting.db.execute(f"DELETE FROM {table}")
    begun = replace(started(*(choice(f"c{n}") for n in range(len(points)))), trainee="sari")
    keep(lasting, begun, [answered(place, each) for place, each in enumerate(points)], Ending.COMPLETED)
    (row,), (whole,) = results(lasting, Selection()), attempts.outcomes(lasting, Selection())
    assert row.percent == whole.percent
    assert row.share == pytest.approx(float(whole.share))


def test_only_graded_attempts_are_read_and_of_talks_only_those_that_passed(store: Store) -> None:
    keep_trainee(store, id="sari")
    for kind in Kind:
        played = "kettle" if kind in (Kind.ROLEPLAY, Kind.REHEARSAL) else ""
        begun = replace(started(choice(), kind=kind), attempt=f"a {kind}", trainee="sari", roleplay=played)
        keep(store, begun, [answered(0)], Ending.COMPLETED)
    assert len(list(results(store, Selection()))) == 1
    assert passed_talks(store, Selection()) == []
    with store.writing():
        store.db.execute("UPDATE finish SET passed = 1 WHERE attempt_id IN ('a roleplay', 'a rehearsal')")
    assert passed_talks(store, Selection()) == [("sari", "welcome", "kettle")]


def test_entries_are_those_of_people_who_have_several(store: Store) -> None:
    for id in ("one", "two", "three", "alone"):
        keep_trainee(store, id=id)
    at = "2026-03-01T12:00:00.000Z"
    with store.writing():
        for id, into in (("three", "two"), ("two", "one")):
            store.append("joined", at, id=id, trainee_id=id, into_id=into, recorded_at=at, recorded_offset=0)
    assert trainees.persons(store) == dict.fromkeys(("one", "two", "three"), "one")
