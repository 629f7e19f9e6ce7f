"""Whatever a face hands over: it is graded, or refused with BadResponse, and nothing else ever happens."""

from datetime import UTC, datetime
from fractions import Fraction
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.items import Item
from cstrain.errors import BadResponse
from tests.core.strategies import every_kind, key_of
from tests.making import choice, match, multi, number, order, rate

CHOICE = choice(grades=(3, 0, 0))
MULTI = multi(keys="ab", options="abcd")
ORDER = order(steps="abc")
MATCH = match(pairs="abc", extras="x")
NUMBER = number(key=5)
RATE = rate(ratings=(1, 3, 5))
ITEMS: list[Item] = [CHOICE, MULTI, ORDER, MATCH, NUMBER, RATE]

NEVER_RIGHT = [None, b"a", {"a", "b", "c"}, 2j, Fraction(5), object(), datetime(2026, 3, 1, tzinfo=UTC), "", (), [], {}, True]


@pytest.mark.parametrize("response", NEVER_RIGHT, ids=lambda response: type(response).__name__)
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_a_response_of_no_known_shape_is_refused(item: Item, response: Any) -> None:
    with pytest.raises(BadResponse):
        item.grade(response)


NEARLY_RIGHT: list[tuple[Item, Any]] = [
    # choice: one id of its own
    (CHOICE, "z"),
    (CHOICE, "A"),
    (CHOICE, ("a",)),
    # multi: ids of its own, each once, at least one, in a tuple
    (MULTI, "ab"),
    (MULTI, ["a", "b"]),
    (MULTI, ("a", "z")),
    (MULTI, ("a", "a")),
    (MULTI, ("a", 1)),
    (MULTI, (["a"],)),
    (MULTI, ({"a": "b"}, "b")),
    # order: all ids, each once
    (ORDER, "abc"),
    (ORDER, ["a", "b", "c"]),
    (ORDER, ("a", "b")),
    (ORDER, ("a", "b", "c", "a")),
    (ORDER, ("a", "b", "z")),
    (ORDER, ("a", "b", 3)),
    (ORDER, ("a", "b", None)),
    (ORDER, ("a", "b", ["c"])),
    # match: every left side, right sides of its own, each at most once
    (MATCH, ("a", "b", "c")),
    (MATCH, {"a": "a", "b": "b"}),
    (MATCH, {"a": "a", "b": "b", "c": "c", "x": "x"}),
    (MATCH, {"a": "a", "b": "b", "c": "z"}),
    (MATCH, {"a": "a", "b": "a", "c": "c"}),
    (MATCH, {"a": "a", "b": "b", "c": None}),
    (MATCH, {"a": "a", "b": "b", "c": ["c"]}),
    (MATCH, {"a": "a", "b": "b", 3: "c"}),
    # number: one finite figure
    (NUMBER, "5"),
    (NUMBER, nan),
    (NUMBER, inf),
    (NUMBER, -inf),
    (NUMBER, 10**400),
    (NUMBER, (5,)),
    # rate: every reply, a whole number from 1 to 5
    (RATE, (1, 3, 5)),
    (RATE, {"a": 1, "b": 3}),
    (RATE, {"a": 1, "b": 3, "c": 5, "d": 1}),
    (RATE, {"a": 1, "b": 3, "c": 6}),
    (RATE, {"a": 1, "b": 3, "c": 0}),
    (RATE, {"a": 1, "b": 3, "c": "5"}),
    (RATE, {"a": 1, "b": 3, "c": 5.0}),
    (RATE, {"a": 1, "b": 3, "c": nan}),
    (RATE, {"a": 1, "b": 3, "c": [5]}),
    (RATE, {"a": True, "b": 3, "c": 5}),
]


@pytest.mark.parametrize(("item", "response"), NEARLY_RIGHT, ids=lambda value: getattr(value, "kind", None) or repr(value)[:40])
def test_a_response_that_nearly_fits_is_refused(item: Item, response: Any) -> None:
    with pytest.raises(BadResponse):
        item.grade(response)


# Shapes that come close: ids of the items' own, with anything at all among them.
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*"abcdx", 1, 3, 5]) | st.text(max_size=3)
odd = leaves | st.lists(leaves, max_size=2) | st.dictionaries(st.sampled_from("abc"), leaves, max_size=2)
lists = st.lists(st.sampled_from("abcd") | odd, min_size=1, max_size=4)
mappings = st.fixed_dictionaries({id: st.sampled_from([*"abc", 1, 5]) | odd for id in "abc"}, optional={"d": odd})


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
@given(response=leaves | lists | lists.map(tuple) | mappings)
def test_anything_at_all_is_graded_or_refused(item: Item, response: Any) -> None:
    try:
        score = item.grade(response).score
    except BadResponse as refusal:
        assert refusal.item == item.id
    else:
        assert 0 <= score <= 1


@given(every_kind)
def test_the_key_of_one_item_in_a_shape_of_another_kind_is_refused(item: Item) -> None:
    for other in ITEMS:
        if other.kind != item.kind and {item.kind, other.kind} != {"multi", "order"}:
            with pytest.raises(BadResponse):
                other.grade(key_of(item))
