"""When facts are due again: ratings, luck, days, clocks that lie, and the order of what is due."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import PAUSE_MS
from cstrain.core.evidence import Evidence
from cstrain.core.schedule import MOST_DAYS, SLOW_MS, Schedule, rate, schedule, settled, weakest
from cstrain.core.value import replace

JAKARTA = timezone(timedelta(hours=7))
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=JAKARTA)
DAY = timedelta(days=1)
TODAY = MONDAY.date()


def evidence(at: datetime = MONDAY, share: float = 1, **more: object) -> Evidence:
    usual: dict[str, object] = {"item": "m/i", "facts": ("m/f",), "chance": 0.25, "elapsed_ms": 9000}
    return Evidence(at=at, share=share, **{**usual, **more})  # type: ignore[arg-type]


def right_on(*days: int) -> list[Evidence]:
    return [evidence(MONDAY + day * DAY) for day in days]


def due_in(answers: Sequence[Evidence]) -> int:
    """In how many days of the last answer the fact is due again."""
    memory = schedule(answers, answers[-1].at).memories["m/f"]
    return (memory.due - memory.last).days


# Ratings


@pytest.mark.parametrize(
    ("answer", "rating"),
    [
        (evidence(share=1), Rating.Good),
        (evidence(share=0), Rating.Again),
        (evidence(share=1, elapsed_ms=SLOW_MS), Rating.Good),
        (evidence(share=1, elapsed_ms=SLOW_MS + 1), Rating.Hard),
        # Over three minutes is a pause: it says nothing about how fast the answer came.
        (evidence(share=1, elapsed_ms=PAUSE_MS), Rating.Hard),
        (evidence(share=1, elapsed_ms=PAUSE_MS + 1), Rating.Good),
        # A quick right answer is not more than right.
        (evidence(share=1, elapsed_ms=0), Rating.Good),
        # Partly right: half way from chance to the whole shows something.
        (evidence(share=5 / 8), Rating.Hard),
        (evidence(share=3 / 5), Rating.Again),
        (evidence(share=2 / 3, chance=1 / 2), Rating.Again),
        (evidence(share=1 / 2, chance=1), Rating.Again),
    ],
)
def test_how_an_answer_is_rated(answer: Evidence, rating: Rating) -> None:
    assert rate(answer) is rating


# Luck, growth, caps


def test_the_first_hit_comes_back_on_the_next_day_however_often_it_is_repeated_that_day() -> None:
    assert due_in(right_on(0)) == 1
    assert due_in(right_on(0, 0, 0)) == 1


def test_a_first_hit_long_after_it_was_missed_is_still_a_first_hit() -> None:
    assert due_in([evidence(share=0), evidence(MONDAY + 30 * DAY)]) == 1


def test_right_answers_on_more_days_make_it_wait_longer_and_never_longer_than_the_cap() -> None:
    days, waits = [0], list[int]()
    for _ in range(8):
        waits.append(due_in(right_on(*days)))
        days.append(days[-1] + waits[-1])
    assert waits[0] == 1 and waits == sorted(waits) and waits[1] > 1
    assert waits[-1] == MOST_DAYS


def test_a_wrong_answer_brings_a_well_known_fact_back_soon() -> None:
    known = right_on(0, 1, 6, 20)
    assert due_in(known) > 7
    assert due_in([*known, evidence(MONDAY + 50 * DAY, share=0)]) <= 3


def test_slow_grows_less_than_quick() -> None:
    slow = [evidence(), evidence(MONDAY + DAY, elapsed_ms=SLOW_MS + 1)]
    assert 1 < due_in(slow) < due_in(right_on(0, 1))


def test_an_answer_bears_on_every_fact_of_its_item() -> None:
    made = schedule([evidence(facts=("m/f", "m/g"))], MONDAY)
    assert {fact: one.due for fact, one in made.memories.items()} == {"m/f": TODAY + DAY, "m/g": TODAY + DAY}


def test_what_is_not_to_touch_the_schedule_does_not() -> None:
    """Not the dates, nor which items were asked, nor what is still missed."""
    ahead = evidence(MONDAY + DAY, item="m/j", teaches=False)
    assert schedule([evidence(share=0), ahead], MONDAY + DAY) == schedule([evidence(share=0)], MONDAY + DAY)


def test_an_item_that_teaches_nothing_schedules_nothing() -> None:
    made = schedule([evidence(facts=())], MONDAY)
    assert not made.memories and made.asked == ("m/i",)


# Days and clocks


@pytest.mark.parametrize(
    ("answered", "now", "due"),
    [
        # From before to after midnight is a day, where the trainee is.
        ("2026-03-02T23:59+07:00", "2026-03-03T00:01+07:00", True),
        # The whole local day is one: from its first minute to its last nothing comes due.
        ("2026-03-02T00:01+07:00", "2026-03-02T23:59+07:00", False),
        # The UTC day changes at seven in the morning in Jakarta: no matter.
        ("2026-03-02T06:00+07:00", "2026-03-02T08:00+07:00", False),
        # Flown east over midnight: there it is the next day. Flown west: still the same day.
        ("2026-03-02T23:00+07:00", "2026-03-03T01:30+09:00", True),
        ("2026-03-03T00:30+09:00", "2026-03-02T23:00+07:00", False),
    ],
)
def test_a_day_is_the_local_one(answered: str, now: str, due: bool) -> None:
    made = schedule([evidence(datetime.fromisoformat(answered))], datetime.fromisoformat(now))
    assert bool(made.due) is due


def test_a_clock_that_is_set_back_now_keeps_the_schedule_as_it_was() -> None:
    answers = right_on(0, 1, 5, 9)
    there = schedule(answers, MONDAY + 9 * DAY)
    assert schedule(answers, MONDAY - 400 * DAY) == there


def test_answers_under_a_clock_set_back_count_for_the_day_before_them() -> None:
    wrong = [evidence(MONDAY - 400 * DAY, item="m/j", facts=("m/g",))]
    made = schedule([*right_on(0, 1, 5), *wrong, *right_on(9)], MONDAY + 9 * DAY)
    assert made.memories["m/g"].last == TODAY + 5 * DAY
    assert made.memories["m/f"] == schedule(right_on(0, 1, 5, 9), MONDAY + 9 * DAY).memories["m/f"]


def test_answers_under_a_clock_set_ahead_come_due_all_the_same() -> None:
    ahead = [evidence(MONDAY + 4000 * DAY, item="m/j", facts=("m/g",))]
    made = schedule([*right_on(0, 1), *ahead], MONDAY + 2 * DAY)
    assert made.today == TODAY + 2 * DAY
    assert [one.fact for one in made.due] == ["m/g"]


@pytest.mark.parametrize("year", [1, 1970, 9999])
def test_no_clock_is_too_far_off(year: int) -> None:
    there = datetime(year, 12, 31, 12, tzinfo=UTC)
    for answers, now in (([evidence(there)], MONDAY), ([evidence()], there), ([evidence(there)], there)):
        made = schedule(answers, now)
        assert len(made.forecast(100)) == 100 and made.memories["m/f"].due > made.memories["m/f"].last


def test_of_two_days_that_contradict_each_other_the_present_is_believed() -> None:
    made = schedule([evidence(MONDAY + 4000 * DAY)], MONDAY)
    assert made.today == TODAY and made.memories["m/f"].due == TODAY + DAY


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
def test_settled_days_never_fall_and_keep_what_already_rises(days: list[int]) -> None:
    result = settled(days)
    assert len(result) == len(days) and result == sorted(result) and set(result) <= set(days)
    assert settled(sorted(days)) == sorted(days) and settled(result) == result


@given(st.lists(st.integers(100, 160), min_size=5, max_size=40), st.integers(0, 10_000), st.data())
def test_one_wrong_day_changes_no_other(days: list[int], wrong: int, data: st.DataObject) -> None:
    """As long as the rest tell more than two days: of two that contradict each other, nobody can say which is wrong."""
    days = sorted(days)
    place = data.draw(st.integers(0, len(days) - 1))
    others = days[:place] + days[place + 1 :]
    before, after = set(days[:place]), set(days[place + 1 :])
    if len(before) < 2 or len(after) < 2:
        return
    result = settled([*days[:place], wrong, *days[place + 1 :]])
    assert result[:place] + result[place + 1 :] == others


def test_weeks_away_make_nothing_worse_than_due() -> None:
    made = schedule(right_on(0, 1), MONDAY + 60 * DAY)
    assert [one.fact for one in made.due] == ["m/f"]
    assert made.forecast(7)[0].facts == 1 and sum(day.facts for day in made.forecast(7)) == 1


# What is due, in which order


def several() -> Schedule:
    """Three facts: `weak` missed on Monday, `fair` right once, `strong` on many days."""
    strong = [evidence(MONDAY + day * DAY, item="m/s", facts=("m/strong",)) for day in (-30, -29, -24, -10)]
    weak = evidence(item="m/w", facts=("m/weak",), share=0)
    fair = evidence(item="m/x", facts=("m/fair",))
    return schedule([*strong, weak, fair], MONDAY + 2 * DAY)


def test_the_weakest_comes_first() -> None:
    assert [one.fact for one in several().due] == ["m/weak", "m/fair"]
    assert [one.fact for one in several().ahead] == ["m/strong"]


def test_what_was_asked_within_the_week_waits_behind_what_was_not() -> None:
    """However weak it is: else what was missed yesterday would be asked day after day in the place of all others."""
    old = [evidence(MONDAY + day * DAY, item="m/o", facts=("m/old",)) for day in (-20, -19)]
    older = [evidence(MONDAY - 40 * DAY, item="m/p", facts=("m/older",))]
    answers = [*older, *old, evidence(share=0, item="m/w", facts=("m/weak",))]
    assert [one.fact for one in schedule(answers, MONDAY + 6 * DAY).due] == ["m/older", "m/old", "m/weak"]
    assert [one.fact for one in schedule(answers, MONDAY + 7 * DAY).due] == ["m/weak", "m/older", "m/old"]


def test_what_was_missed_is_the_newest_first_and_gone_when_it_is_right() -> None:
    shares = (0, 2 / 3, 0)
    wrong = [evidence(share=share, item=f"m/{n}", facts=(f"m/{n}",)) for n, share in enumerate(shares)]
    right = evidence(item="m/0", facts=("m/0",))
    assert [one.fact for one in schedule(wrong, MONDAY).missed] == ["m/2", "m/1", "m/0"]
    assert [one.fact for one in schedule([*wrong, right], MONDAY).missed] == ["m/2", "m/1"]
    assert [one.fact for one in schedule([*wrong, wrong[0]], MONDAY).missed] == ["m/0", "m/2", "m/1"]


def test_items_are_told_by_when_they_were_asked_last() -> None:
    made = schedule([evidence(item=item) for item in ("m/a", "m/b", "m/a", "m/c")], MONDAY)
    assert made.asked == ("m/b", "m/a", "m/c") and made.memories["m/f"].item == "m/c"


def test_the_forecast_counts_each_fact_once_on_its_day() -> None:
    made = schedule([evidence(item=f"m/{n}", facts=(f"m/{n}",)) for n in range(3)], MONDAY)
    assert [day.facts for day in made.forecast(3)] == [0, 3, 0]
    assert made.forecast(3)[1].day == date(2026, 3, 3) and [day.facts for day in made.forecast(1)] == [0]


def test_nothing_answered_is_an_empty_schedule() -> None:
    made = schedule([], MONDAY)
    assert made.today == TODAY and not made.due and not made.missed and [day.facts for day in made.forecast(2)] == [0, 0]


# Laws


histories = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 5), st.sampled_from([0, 2 / 3, 1]), st.integers(0, 200)),
    max_size=40,
).map(
    lambda rows: [
        evidence(MONDAY + day * DAY, share, item=f"m/{fact}", facts=(f"m/{fact}",), elapsed_ms=seconds * 1000)
        for day, fact, share, seconds in sorted(rows, key=lambda row: row[0])
    ]
)


@given(histories, st.integers(0, 200))
def test_every_fact_asked_is_scheduled_within_bounds(answers: list[Evidence], later: int) -> None:
    made = schedule(answers, MONDAY + (90 + later) * DAY)
    assert set(made.memories) == {fact for answer in answers for fact in answer.facts}
    for one in made.memories.values():
        assert timedelta(days=1) <= one.due - one.last <= timedelta(days=MOST_DAYS) and 0 < one.recall <= 1
    assert {one.fact for one in [*made.due, *made.ahead]} == set(made.memories)
    assert made.due == weakest(made.due)


@given(histories, st.randoms(use_true_random=False))
def test_the_same_answers_make_the_same_schedule_whichever_files_they_came_from(answers: list[Evidence], rng: Random) -> None:
    """Two machines, one trainee: the answers of both, put together in the order of their times, are those of one machine."""
    now = MONDAY + 91 * DAY
    numbered = list(enumerate(answers))
    here = [one for one in numbered if rng.random() < 0.5]
    there = [one for one in numbered if one not in here]
    merged = [answer for _, answer in sorted([*there, *here], key=lambda one: one[0])]
    assert schedule(merged, now) == schedule(answers, now)


@given(histories)
def test_facts_do_not_disturb_each_other(answers: list[Evidence]) -> None:
    """As long as the clock runs forward, the memory of a fact comes from its own answers alone."""
    now = MONDAY + 91 * DAY
    whole = schedule(answers, now).memories
    for fact, memory in whole.items():
        assert schedule([one for one in answers if fact in one.facts], now).memories[fact] == memory


@given(histories, st.integers(-14, 14))
def test_where_the_machine_stands_changes_nothing_but_the_day(answers: list[Evidence], hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moved = [replace(one, at=one.at.replace(tzinfo=zone)) for one in answers]
    now = MONDAY + 91 * DAY
    assert schedule(moved, now.replace(tzinfo=zone)) == schedule(answers, now)


def test_times_in_utc_do_too() -> None:
    assert schedule([evidence(MONDAY.astimezone(UTC))], MONDAY.astimezone(UTC)).memories["m/f"].due == TODAY + DAY
