"""How each kind describes itself: its parts, its key, the order it is shown in, and what keeps it from being asked."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.items import Fault, Item
from cstrain.core.value import replace
from tests.core.strategies import every_kind
from tests.making import choice, match, multi, number, order, rate, text

PARTS: list[tuple[Item, list[str], list[str]]] = [
    (choice(grades=(0, 3, 0)), ["a", "b", "c"], ["b"]),
    (multi(keys="db", options="abcd"), ["a", "b", "c", "d"], ["b", "d"]),
    (order(steps="cab"), ["c", "a", "b"], ["c", "a", "b"]),
    (match(pairs="abc", extras="xy"), ["a", "b", "c", "x", "y"], ["a", "b", "c"]),
    (rate(ratings=(5, 3, 5)), ["a", "b", "c"], ["a", "c"]),
    (number(key=24, others=(12, 48)), ["24", "12", "48"], ["24"]),
]


@pytest.mark.parametrize(("item", "parts", "correct"), PARTS, ids=lambda value: getattr(value, "kind", None))
def test_the_parts_and_the_key_by_their_ids(item: Item, parts: list[str], correct: list[str]) -> None:
    assert ([part.id for part in item.parts()], list(item.correct())) == (parts, correct)


@given(every_kind)
def test_every_part_is_written_in_every_language_of_the_prompt(item: Item) -> None:
    assert {frozenset(part.text.texts) for part in item.parts()} == {frozenset(item.prompt.texts)}


def test_only_situational_options_show_a_grade() -> None:
    keyed, situational = choice(grades=(3, 0, 0)), choice(grades=(3, 2, 0), situational=True)
    assert [part.grade for part in keyed.parts()] == [None, None, None]
    assert [part.grade for part in situational.parts()] == [3, 2, 0]


def test_a_right_side_that_fits_nothing_has_no_feedback() -> None:
    assert [part.id for part in match(pairs="abc", extras="x").parts() if part.feedback is None] == ["x"]


def test_a_figure_is_shown_with_its_unit_in_each_language() -> None:
    item = replace(number(key=24, others=()), unit=text("hours"))
    assert item.parts()[0].text.texts == {"id": "24 hours (id)", "en": "24 hours (en)"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (24, "24"),
        (24.0, "24"),
        (2.5, "2.5"),
        (0.05, "0.05"),
        (-3, "-3"),
        (0.1 + 0.2, "0.3"),
        (1_500_000, "1500000"),
        (10**15, "1" + 15 * "0"),
        (1_234_567.5, "1234567.5"),
    ],
)
def test_a_figure_is_written_out_in_full_as_people_write_it(value: float, written: str) -> None:
    """A price of a million and a half is not "1.5e+06"."""
    item = number(key=value, others=())
    assert (item.correct(), item.parts()[0].text.say("en")) == ((written,), written)
    assert number(key=1, others=()).grade(value).remarks[0].option == written


def test_two_large_figures_that_differ_are_two() -> None:
    assert list(number(key=1_000_000, others=(1_000_001,)).faults()) == []


@given(every_kind, st.integers())
def test_what_is_shown_is_every_option_once_and_a_typed_figure_shows_none(item: Item, seed: int) -> None:
    options = [] if item.kind == "number" else [part.id for part in item.parts()]
    assert sorted(item.arrange(Random(seed))) == sorted(options)


@given(every_kind, st.integers())
def test_the_same_seed_shows_the_same_order(item: Item, seed: int) -> None:
    assert item.arrange(Random(seed)) == item.arrange(Random(seed))


FAULTS: list[tuple[Item, list[Fault]]] = [
    (choice(grades=(3, 0)), [Fault(rule="options-count", figure="2", bound="3-5")]),
    (choice(grades=(3, 0, 0, 0, 0, 0)), [Fault(rule="options-count", figure="6", bound="3-5")]),
    (choice(grades=(0, 0, 0)), [Fault(rule="keys-count", figure="0", bound="1")]),
    (choice(grades=(3, 3, 0)), [Fault(rule="keys-count", figure="2", bound="1")]),
    (choice(grades=(2, 1, 0), situational=True), [Fault(rule="best-grade", figure="0", bound="1")]),
    (choice(grades=(3, 3, 1), situational=True), [Fault(rule="best-grade", figure="2", bound="1")]),
    (choice(grades=(3, 0, 0), situational=True), [Fault(rule="middle-grade", figure="0", bound=">= 1")]),
    (multi(keys="a", options="abcd"), [Fault(rule="keys-count", figure="1", bound="2-2")]),
    (multi(keys="abc", options="abcd"), [Fault(rule="keys-count", figure="3", bound="2-2")]),
    (multi(keys="", options="abcde"), [Fault(rule="keys-count", figure="0", bound="2-3")]),
    (
        multi(keys="ab", options="abc"),
        [Fault(rule="options-count", figure="3", bound="4-7"), Fault(rule="keys-count", figure="2", bound="2-2")],
    ),
    (multi(keys="ab", options="abcdefgh"), [Fault(rule="options-count", figure="8", bound="4-7")]),
    (order(steps="ab"), [Fault(rule="options-count", figure="2", bound="3-7")]),
    (order(steps="abca"), [Fault(rule="duplicate-id", id="a")]),
    (match(pairs="ab", extras="xyz"), [Fault(rule="options-count", figure="2", bound="3-6")]),
    (match(pairs="abc", extras="a"), [Fault(rule="duplicate-id", id="a")]),
    (rate(ratings=(1, 2)), [Fault(rule="options-count", figure="2", bound="3-5")]),
    (
        rate(ratings=(0, 3, 6)),
        [Fault(rule="rating", figure="0", bound="1-5", id="a"), Fault(rule="rating", figure="6", bound="1-5", id="c")],
    ),
    (number(key=5, others=(5,)), [Fault(rule="duplicate-id", id="5")]),
    (number(key=5, tolerance=-0.5), [Fault(rule="tolerance", figure="-0.5", bound=">= 0")]),
    (
        replace(number(key=5), figures=()),
        [Fault(rule="options-count", figure="0", bound="1-8"), Fault(rule="keys-count", figure="0", bound="1")],
    ),
    (
        replace(number(), figures=2 * number(others=()).figures),
        [Fault(rule="duplicate-id", id="5"), Fault(rule="keys-count", figure="2", bound="1")],
    ),
]


@pytest.mark.parametrize(("item", "faults"), FAULTS, ids=lambda value: getattr(value, "kind", None) or value[0].rule)
def test_what_keeps_an_item_from_being_asked_is_told_with_figure_and_bound(item: Item, faults: list[Fault]) -> None:
    assert list(item.faults()) == faults
