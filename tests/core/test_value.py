"""Values: what a frozen, keyword-only dataclass promises holds for them too."""

import copy
import pickle
from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.value import Value, as_dict, defaults, fields, replace


class Point(Value):
    plane: ClassVar[str] = "shop"

    x: int
    y: int = 0


class Marked(Point):
    label: str
    around: tuple[Point, ...] = ()


class Other(Value):
    x: int
    y: int = 0


class Placed(Value, kw_only=False):
    x: int
    y: int = 0


points = st.builds(lambda x, y: Point(x=x, y=y), st.integers(0, 3), st.integers(0, 3))


def test_fields_are_those_of_the_bases_first_and_class_variables_are_none() -> None:
    assert (list(fields(Point)), list(fields(Marked))) == (["x", "y"], ["x", "y", "label", "around"])
    assert (defaults(Point), defaults(Marked)) == ({"y": 0}, {"y": 0, "around": ()})


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert Point(x=1) == Point(x=1, y=0)
    assert Marked(x=1, label="a").around == ()


@pytest.mark.parametrize(
    "make",
    [
        Point,
        lambda: Point(y=1),  # type: ignore[call-arg]
        lambda: Point(x=1, z=1),  # type: ignore[call-arg]
        lambda: Point(x=1, y=1, z=1),  # type: ignore[call-arg]
        lambda: Point(1),  # type: ignore[call-arg]
        lambda: Placed(1, 2, 3),  # type: ignore[call-arg]
        lambda: replace(Point(x=1), z=1),
    ],
    ids=[
        "none",
        "one missing",
        "one unknown",
        "one too many",
        "by position",
        "too many by position",
        "replacing what is not there",
    ],
)
def test_all_fields_and_only_fields_are_given(make: Callable[[], Value]) -> None:
    with pytest.raises(TypeError):
        make()


def test_fields_are_given_by_position_where_a_class_says_so() -> None:
    assert Placed(1) == Placed(1, 0) == Placed(x=1, y=0)


@pytest.mark.parametrize("name", ["x", "y", "z"])
def test_a_value_cannot_be_changed(name: str) -> None:
    point = Point(x=1)
    with pytest.raises(AttributeError, match="cannot be changed"):
        setattr(point, name, 2)
    with pytest.raises(AttributeError, match="cannot be changed"):
        delattr(point, name)
    assert point == Point(x=1)


@given(points, points)
def test_values_are_equal_exactly_if_their_fields_are(one: Point, other: Point) -> None:
    assert (one == other) is ((one.x, one.y) == (other.x, other.y))
    assert (one == other) <= (hash(one) == hash(other))


def test_values_of_two_classes_are_never_equal() -> None:
    assert Point(x=1) != Other(x=1)
    assert Point(x=1) != (1, 0)
    assert Marked(x=1, label="a") != Point(x=1)


@given(points, st.integers(0, 3))
def test_replacing_a_field_changes_that_one_only_and_makes_a_new_value(point: Point, x: int) -> None:
    before = Point(x=point.x, y=point.y)
    assert replace(point, x=x) == Point(x=x, y=point.y)
    assert point == before


def test_as_plain_data_values_within_values_are_plain_too() -> None:
    whole = Marked(x=1, label="a", around=(Point(x=2), Point(x=3, y=4)))
    assert as_dict(whole) == {"x": 1, "y": 0, "label": "a", "around": ({"x": 2, "y": 0}, {"x": 3, "y": 4})}


def test_a_value_shows_itself_as_it_is_written() -> None:
    whole = Marked(x=1, label="a", around=(Point(x=2),))
    assert repr(whole) == "Marked(x=1, y=0, label='a', around=(Point(x=2, y=0),))"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_equal(copied: Callable[[Value], Value]) -> None:
    assert copied(Point(x=1, y=2)) == Point(x=1, y=2)
