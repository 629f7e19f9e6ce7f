"""Immutable values with named fields: what a frozen, keyword-only dataclass is, without its price at every start.

`dataclass` writes and compiles methods for each class, about half a millisecond each; the classes that a first question
needs cost more than all of Typer (docs/decisions/0008-values.md). Type checkers see these as frozen dataclasses.
"""

from collections.abc import Mapping
from inspect import get_annotations
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_origin

Some = TypeVar("Some", bound="Value")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Value:
    """The base of all values: its subclasses list their fields, with defaults for those that may be left out.

    Equal if of one class and equal field by field. `kw_only=False` in the class's own line lets fields be given by position.
    """

    _fields: ClassVar[Mapping[str, Any]] = {}
    _defaults: ClassVar[Mapping[str, Any]] = {}
    _by_position: ClassVar[bool] = False

    def __init_subclass__(cls, *, kw_only: bool = True, **more: Any) -> None:
        super().__init_subclass__(**more)
        own = {name: kind for name, kind in get_annotations(cls).items() if not _is_of_class(kind)}
        cls._fields = {**cls._fields, **own}
        cls._defaults = {**cls._defaults, **{name: cls.__dict__[name] for name in own if name in cls.__dict__}}
        cls._by_position = not kw_only

    def __init__(self, *given: Any, **named: Any) -> None:
        if given:
            if not self._by_position or len(given) > len(self._fields):
                raise TypeError(f"{type(self).__name__} takes its fields by name")
            named = {**dict(zip(self._fields, given, strict=False)), **named}
        values = {**self._defaults, **named}
        if len(values) != len(self._fields) or any(name not in values for name in self._fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._fields)}, not {', '.join(values)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self._fields)))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return f"{type(self).__name__}({fields})"


def _is_of_class(kind: Any) -> bool:
    return kind is ClassVar or get_origin(kind) is ClassVar


def made(kind: type[Some], values: Mapping[str, Any]) -> Some:
    """A value of these fields, which are taken to be all of them: for what was looked over before (a validated file)."""
    value = object.__new__(kind)
    value.__dict__.update(values)
    return value


def fields(kind: type[Value]) -> Mapping[str, Any]:
    """The fields by name, with their types as annotated; those of its bases first."""
    return kind._fields


def defaults(kind: type[Value]) -> Mapping[str, Any]:
    """The fields that may be left out, with what they then are."""
    return kind._defaults


def replace(value: Some, **changed: Any) -> Some:
    """The same value but for these fields."""
    return type(value)(**{**value.__dict__, **changed})


def as_dict(value: Value) -> dict[str, Any]:
    """Its fields by name, values within it likewise."""
    return {name: _plain(each) for name, each in value.__dict__.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return as_dict(value)
    return tuple(_plain(each) for each in value) if isinstance(value, tuple) else value
