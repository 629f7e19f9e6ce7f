"""The laws of scoring, for every kind of item, and the score each kind promises."""

from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.items import KINDS, Item, Multi, Rate, Response, Verdict
from tests.core.strategies import SOUND, every_kind, key_of, listed_kinds, multis, rates
from tests.making import choice, match, multi, number, order, rate


def test_the_laws_are_tried_on_every_kind() -> None:
    assert SOUND.keys() == KINDS.keys()
    assert {type_.kind for type_ in Item.__subclasses__()} == KINDS.keys()


@given(every_kind)
def test_the_items_tried_are_sound(item: Item) -> None:
    assert list(item.faults()) == []


@given(listed_kinds)
def test_no_response_scores_below_0_or_above_the_maximum(item: Item) -> None:
    for response in item.responses():
        grade = item.grade(response)
        assert 0 <= grade.score <= grade.maximum


@given(listed_kinds)
def test_the_key_and_nothing_else_scores_full_marks(item: Item) -> None:
    assert [response for response in item.responses() if item.grade(response).score == 1] == [key_of(item)]


@given(every_kind)
def test_the_key_is_right_and_never_critical(item: Item) -> None:
    grade = item.grade(key_of(item))
    assert (grade.score == 1, grade.verdict, grade.critical) == (True, Verdict.RIGHT, False)


@given(listed_kinds)
def test_chance_is_the_mean_score_over_every_response(item: Item) -> None:
    scores = [item.grade(response).score for response in item.responses()]
    assert item.chance() == sum(scores) / len(scores)


def test_a_figure_cannot_be_guessed() -> None:
    assert list(number().responses()) == []
    assert number().chance() == 0


@given(multis())
def test_multi_ticking_everything_earns_nothing(item: Multi) -> None:
    assert item.grade(tuple(option.id for option in item.options)).score == 0


@given(multis(), st.data())
def test_multi_the_order_of_ticking_does_not_matter(item: Multi, data: st.DataObject) -> None:
    ticked = data.draw(st.sampled_from(list(item.responses())))
    assert item.grade(tuple(data.draw(st.permutations(ticked)))) == item.grade(ticked)


@given(multis(), st.data())
def test_multi_a_hit_never_costs_and_a_false_tick_never_pays(item: Multi, data: st.DataObject) -> None:
    ticked = data.draw(st.sampled_from([response for response in item.responses() if len(response) < len(item.options)]))
    extra = data.draw(st.sampled_from([option for option in item.options if option.id not in ticked]))
    before, now = item.grade(ticked).score, item.grade((*ticked, extra.id)).score
    assert now >= before if extra.key else now <= before


STEPS = ["abc", "abcd", "abcde", "abcdef"]


@pytest.mark.parametrize("steps", STEPS)
def test_order_wholly_reversed_earns_nothing(steps: str) -> None:
    assert order(steps=steps).grade(tuple(reversed(steps))).score == 0


@pytest.mark.parametrize("steps", STEPS)
def test_order_a_response_and_its_reverse_share_one_point(steps: str) -> None:
    item = order(steps=steps)
    assert all(item.grade(given).score + item.grade(given[::-1]).score == 1 for given in item.responses())


@pytest.mark.parametrize("steps", STEPS)
def test_order_two_neighbours_swapped_cost_one_pair(steps: str) -> None:
    swapped = [(*steps[:at], steps[at + 1], steps[at], *steps[at + 2 :]) for at in range(len(steps) - 1)]
    pairs = len(steps) * (len(steps) - 1) // 2
    assert {order(steps=steps).grade(given).score for given in swapped} == {1 - Fraction(1, pairs)}


@pytest.mark.parametrize(("pairs", "extras"), [("abc", ""), ("abc", "xy"), ("abcd", "x"), ("abcde", "")])
def test_match_scores_the_share_of_right_pairs(pairs: str, extras: str) -> None:
    item = match(pairs=pairs, extras=extras)
    for response in item.responses():
        right = sum(left == chosen for left, chosen in response.items())
        assert item.grade(response).score == Fraction(right, len(pairs))


@given(rates())
def test_rate_one_reply_rated_further_off_never_scores_more(item: Rate) -> None:
    key = cast(dict[str, int], key_of(item))
    first = item.options[0]
    by_distance = sorted(range(1, 6), key=lambda rating: abs(rating - first.rating))
    scores = [item.grade({**key, first.id: rating}).score for rating in by_distance]
    assert scores == sorted(scores, reverse=True)


# Figures as people write them: two decimals at most.
figures = st.decimals(-(10**6), 10**6, places=2)


@given(figures, st.decimals(0, 100, places=2), st.decimals(-200, 200, places=2))
def test_number_is_right_exactly_within_the_tolerance_as_it_is_written(key: Decimal, tolerance: Decimal, off: Decimal) -> None:
    item = number(key=float(key), others=(), tolerance=float(tolerance))
    assert item.grade(float(key + off)).score == (abs(off) <= tolerance)


SCORES: list[tuple[Item, Response, Fraction | int]] = [
    (choice(grades=(3, 0, 0)), "a", 1),
    (choice(grades=(3, 0, 0)), "b", 0),
    (choice(grades=(0, 1, 2, 3), situational=True), "b", Fraction(1, 3)),
    (choice(grades=(0, 1, 2, 3), situational=True), "c", Fraction(2, 3)),
    (multi(keys="ab", options="abcd"), ("a",), Fraction(1, 2)),
    (multi(keys="ab", options="abcd"), ("a", "b", "c"), Fraction(1, 2)),
    (multi(keys="ab", options="abcd"), ("a", "c", "d"), 0),
    (multi(keys="ab", options="abcde"), ("a", "c"), Fraction(1, 6)),
    (order(steps="abcd"), ("b", "a", "c", "d"), Fraction(5, 6)),
    (order(steps="abcd"), ("d", "a", "b", "c"), Fraction(1, 2)),
    (match(pairs="abc", extras="x"), {"a": "a", "b": "c", "c": "x"}, Fraction(1, 3)),
    (rate(ratings=(1, 3, 5)), {"a": 5, "b": 3, "c": 5}, Fraction(2, 3)),
    (rate(ratings=(1, 5, 5)), {"a": 5, "b": 1, "c": 1}, 0),
    (number(key=0.3, tolerance=0), 0.1 + 0.2, 1),
    (number(key=24, tolerance=2), 26, 1),
    (number(key=24, tolerance=2), 26.5, 0),
    (number(key=-5, tolerance=0), 5, 0),
]


@pytest.mark.parametrize(("item", "response", "score"), SCORES, ids=lambda value: getattr(value, "kind", None))
def test_each_kind_scores_as_it_promises(item: Item, response: Response, score: Fraction | int) -> None:
    assert item.grade(response).score == score


CHANCES: list[tuple[Item, Fraction]] = [
    (choice(grades=(3, 0, 0, 0)), Fraction(1, 4)),
    (choice(grades=(3, 2, 1, 0), situational=True), Fraction(1, 2)),
    (order(steps="abcdefg"), Fraction(1, 2)),
    (match(pairs="abcdef", extras=""), Fraction(1, 6)),
    (match(pairs="abc", extras="xy"), Fraction(1, 5)),
    (rate(ratings=(3, 3, 3)), Fraction(7, 10)),
    (rate(ratings=(1, 5, 1)), Fraction(1, 2)),
    (rate(ratings=(1, 2, 3, 4, 5)), Fraction(3, 5)),
]


@pytest.mark.parametrize(("item", "chance"), CHANCES, ids=lambda value: getattr(value, "kind", None))
def test_what_a_guess_scores_on_average(item: Item, chance: Fraction) -> None:
    assert item.chance() == chance
