"""Item statistics and gains: worked by hand, and the laws that hold whatever people answer."""

from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.statistics import (
    ENOUGH,
    FEW,
    FirstAttempt,
    ItemFigures,
    Likelihood,
    Reason,
    Verdict,
    discrimination,
    efficiency,
    gain,
    item_figures,
    verdict,
    worst_distractor,
)
from cstrain.core.value import replace

A, B, C = ("m", "a"), ("m", "b"), ("m", "c")


def people(*rows: Sequence[float], times: int = 1) -> list[list[FirstAttempt]]:
    """A matrix: a row of shares for each person, a column for each item; the whole of it so many times."""
    return [[FirstAttempt(item, share) for item, share in zip((A, B, C), row, strict=False)] for row in rows] * times


def test_a_matrix_worked_by_hand() -> None:
    """Four people, three items; r is the mean of a person's other two answers. The matrix counts three times over, which changes
    neither means nor quotients, so that there are enough for figures.

          A B C    r(A)  r(B)  r(C)
    P1    1 1 1    1     1     1
    P2    1 0 1    0.5   1     0.5
    P3    0 1 1    1     0.5   0.5
    P4    1 0 0    0     0.5   0.5

    Facility: A 3/4, B 2/4, C 3/4.

    A: means 0.75 and 0.625. Products of differences: 0.25 x 0.375 + 0.25 x -0.125 + -0.75 x 0.375 + 0.25 x -0.625
       = 0.09375 - 0.03125 - 0.28125 - 0.15625 = -0.375. Squares of x: 3 x 0.0625 + 0.5625 = 0.75; of r: 2 x 0.140625 + 0.015625 +
       0.390625 = 0.6875. Discrimination 100 x -0.375 / sqrt(0.75 x 0.6875) = -52.22. Sorted, x is 0 1 1 1 and r is 0 0.5 1 1:
       -0.75 x -0.625 + 0.25 x (-0.125 + 0.375 + 0.375) = 0.625. Efficiency 100 x -0.375 / 0.625 = -60.
    B: means 0.5 and 0.75. 0.5 x 0.25 - 0.5 x 0.25 - 0.5 x 0.25 + 0.5 x 0.25 = 0: both are 0.
    C: means 0.75 and 0.625. 0.25 x 0.375 + 2 x 0.25 x -0.125 - 0.75 x -0.125 = 0.125. Squares of x: 0.75; of r: 0.140625 +
       3 x 0.015625 = 0.1875. Discrimination 100 x 0.125 / sqrt(0.140625) = 12.5 / 0.375 = 33.33. Sorted they are as they stand
       (0 with 0.5, 1 with 0.5 0.5 1): 0.125. Efficiency 100.
    """
    found = item_figures(people((1, 1, 1), (1, 0, 1), (0, 1, 1), (1, 0, 0), times=3))
    assert [found[item].attempts for item in (A, B, C)] == [12, 12, 12]
    assert [found[item].facility for item in (A, B, C)] == [0.75, 0.5, 0.75]
    assert [found[item].discrimination for item in (A, B, C)] == pytest.approx([-37.5 / sqrt(0.515625), 0, 100 / 3])
    assert [found[item].efficiency for item in (A, B, C)] == pytest.approx([-60, 0, 100])


def test_partial_points_count_as_they_are() -> None:
    """x is 1, 2/3, 0 and r is 1, 0.5, 0. Means 5/9 and 0.5; 4/9 x 0.5 + 1/9 x 0 + -5/9 x -0.5 = 0.5. Squares:
    x (16 + 1 + 25) / 81 = 14/27, r 0.5. 100 x 0.5 / sqrt(7/27) = 98.2."""
    assert discrimination([1, 2 / 3, 0], [1, 0.5, 0]) == pytest.approx(50 / sqrt(7 / 27))


def test_who_answered_nothing_else_has_no_rest_and_still_counts_for_the_facility() -> None:
    answers = people((1, 1), (0, 0), times=6) + [[FirstAttempt(A, 0.0, ("x",))]] * 4
    found = item_figures(answers)[A]
    assert (found.attempts, found.facility, found.discrimination) == (16, 6 / 16, 100)
    assert (found.counts, found.rest) == ({"x": 4}, {})


def test_what_was_chosen_is_counted_with_how_the_same_people_did_elsewhere() -> None:
    answers = [
        [FirstAttempt(A, 1, ("key",)), FirstAttempt(B, 1)],
        [FirstAttempt(A, 0, ("other",)), FirstAttempt(B, 1)],
        [FirstAttempt(A, 0, ("other",)), FirstAttempt(B, 0)],
    ]
    found = item_figures(answers)[A]
    assert (found.counts, found.rest) == ({"key": 1, "other": 2}, {"key": 1.0, "other": 0.5})


# How many are enough


@pytest.mark.parametrize(("count", "is_known"), [(1, False), (FEW - 1, False), (FEW, True)])
def test_below_ten_there_is_only_the_facility(count: int, is_known: bool) -> None:
    answers = [[FirstAttempt(A, n % 2, ("x",)), FirstAttempt(B, n % 2)] for n in range(count)]
    found = item_figures(answers)[A]
    assert found.are_few is not is_known
    assert found.facility == pytest.approx((count // 2) / count)
    assert (found.discrimination is not None, found.efficiency is not None) == (is_known, is_known)
    assert (worst_distractor(found, ["x"], frozenset()) is not None) == is_known


USUAL = ItemFigures(attempts=ENOUGH, facility=0.6, discrimination=40, efficiency=60, counts={"key": 18, "x": 12}, rest={})
KEY = frozenset({"key"})


@pytest.mark.parametrize("count", [0, FEW, ENOUGH - 1])
def test_below_thirty_there_is_no_verdict_however_bad_it_looks(count: int) -> None:
    awful = replace(USUAL, attempts=count, facility=0.0, discrimination=-100, counts={"x": count})
    assert verdict(awful, 0.25, KEY, "x") == Verdict(Likelihood.FEW)


VERDICTS = [
    ({}, Likelihood.UNLIKELY, None),
    ({"discrimination": 20}, Likelihood.UNLIKELY, None),
    ({"discrimination": None}, Likelihood.UNLIKELY, None),
    ({"discrimination": 19.9}, Likelihood.LIKELY, Reason.TELLS_LITTLE),
    ({"discrimination": 9.9}, Likelihood.LIKELY, Reason.TELLS_NOTHING),
    ({"discrimination": 0}, Likelihood.LIKELY, Reason.TELLS_NOTHING),
    ({"discrimination": -0.1}, Likelihood.VERY_LIKELY, Reason.GOOD_ONES_FAIL),
    ({"facility": 0.95, "discrimination": -50}, Likelihood.UNLIKELY, Reason.NEARLY_ALL_RIGHT),
    ({"facility": 0.24}, Likelihood.VERY_LIKELY, Reason.BELOW_CHANCE),
    ({"counts": {"key": 12, "x": 13}, "facility": 0.2}, Likelihood.VERY_LIKELY, Reason.KEY_LOSES),
    ({"counts": {"key": 12, "x": 12}}, Likelihood.UNLIKELY, None),
]


@pytest.mark.parametrize(("changed", "likelihood", "because"), VERDICTS)
def test_a_verdict_names_the_gravest_reason(changed: dict[str, object], likelihood: Likelihood, because: Reason | None) -> None:
    assert verdict(replace(USUAL, **changed), 0.25, KEY, "x") == Verdict(likelihood, because)


def test_of_several_keys_none_can_lose_to_a_wrong_option() -> None:
    both = replace(USUAL, counts={"key": 3, "other": 20, "x": 10})
    assert verdict(both, 0.25, frozenset({"key", "other"}), "x") == Verdict(Likelihood.UNLIKELY)


@pytest.mark.parametrize(
    ("counts", "worst"),
    [({"key": 30}, None), ({"key": 9, "x": 2, "y": 4}, "y"), ({"x": 3, "y": 3}, "x"), ({"gone": 9, "x": 1}, "x")],
)
def test_the_worst_distractor_is_the_wrong_option_chosen_most(counts: dict[str, int], worst: str | None) -> None:
    assert worst_distractor(replace(USUAL, counts=counts), ["key", "x", "y"], KEY) == worst


# Laws

shares = st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0])
matrices = st.lists(st.lists(shares, min_size=1, max_size=3), min_size=1, max_size=25)


@given(matrices)
def test_every_figure_is_within_its_bounds(rows: list[list[float]]) -> None:
    for found in item_figures(people(*rows)).values():
        assert 0 <= found.facility <= 1
        assert found.discrimination is None or -100 <= found.discrimination <= 100
        assert found.efficiency is None or found.efficiency <= 100
        # Its greatest covariance is at most the product of the deviations (Cauchy-Schwarz): it is never nearer to 0.
        if found.discrimination is not None and found.efficiency is not None:
            assert abs(found.efficiency) >= abs(found.discrimination) - 1e-6


@given(matrices, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(rows: list[list[float]], random: object) -> None:
    turned = list(rows)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert item_figures(people(*turned)) == item_figures(people(*rows))


@given(shares, st.lists(shares, min_size=FEW, max_size=25))
def test_an_item_that_all_answer_alike_discriminates_nothing(same: float, others: list[float]) -> None:
    found = item_figures(people(*[(same, other) for other in others]))[A]
    assert (found.discrimination, found.efficiency) == (None, None)
    assert found.facility == pytest.approx(same)


@given(st.lists(shares, min_size=FEW, max_size=25))
def test_what_goes_with_the_rest_is_a_hundred_and_what_goes_against_it_is_less_than_nothing(rests: list[float]) -> None:
    if len(set(rests)) < 2:
        rests = [*rests, 0.0, 1.0]
    assert discrimination(rests, rests) == pytest.approx(100)
    assert efficiency(rests, rests) == pytest.approx(100)
    against = discrimination([1 - each for each in rests], rests)
    assert against == pytest.approx(-100)


@pytest.mark.parametrize("short", [[], [1.0]])
def test_one_person_discriminates_nothing(short: list[float]) -> None:
    assert (discrimination(short, short), efficiency(short, short)) == (None, None)


# Gain


def test_a_gain_worked_by_hand() -> None:
    """Before 0.2, 0.4, 0.6 (mean 0.4), after 0.6, 0.8, 0.7 (mean 0.7): 0.3 of the 0.6 that could be gained, 0.5."""
    found = gain([(0.2, 0.6), (0.4, 0.8), (0.6, 0.7)])
    assert found is not None
    assert [found.pre, found.post, found.people, found.gain] == pytest.approx([0.4, 0.7, 3, 0.5])


def test_where_nothing_is_left_to_gain_there_is_no_gain() -> None:
    found = gain([(1.0, 0.5)])
    assert found is not None and (found.pre, found.post, found.gain) == (1, 0.5, None)
    assert gain([]) is None


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=20))
def test_a_gain_is_at_most_the_whole(pairs: list[tuple[float, float]]) -> None:
    found = gain(pairs)
    assert found is not None
    assert found.gain is None or found.gain <= 1 + 1e-9
