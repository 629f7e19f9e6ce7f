"""Plain validated data into core types, by their fields alone. Trusts its input: shape.py and structure.py have been over it."""

from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from cstrain.core.items import KINDS, Item
from cstrain.core.localised import Localised
from cstrain.core.module import Fact, Lesson, Module, Policy
from cstrain.core.roleplay import Roleplay
from cstrain.core.value import Value, defaults, fields

Plain = Mapping[str, Any]
Built = TypeVar("Built", bound=Value)


def module(plain: Plain) -> Module:
    """The module whose plain form this is."""
    head = plain["head"]
    return Module(
        id=head["id"],
        version=plain["version"],
        languages=tuple(head["languages"]),
        title=Localised(head["title"]),
        summary=Localised(head["summary"]),
        objectives=tuple(Localised(objective) for objective in head["objectives"]),
        skills={id: Localised(name) for id, name in head["skills"].items()},
        policy=build(Policy, head["policy"]),
        order=head["order"],
        links=tuple(head["links"]),
        facts={fact["id"]: build(Fact, fact) for fact in plain["facts"]},
        lessons=tuple(build(Lesson, {**lesson, "check": lesson["check"] or ""}) for lesson in plain["lessons"]),
        items={each["id"]: item(each) for each in plain["items"]},
        roleplays={each["id"]: build(Roleplay, each) for each in plain.get("roleplays", ())},
    )


def item(plain: Plain) -> Item:
    """The item, of whatever kind it says it is."""
    return build(KINDS[plain["kind"]], plain)


def build(type_: type[Built], plain: Plain) -> Built:
    """A value from a mapping that has (at least) its fields; a field with a default may be missing."""
    return type_(**{name: make(plain[name]) for name, make, needed in _makers(cast(Any, type_)) if needed or name in plain})


@cache
def _makers(type_: Any) -> tuple[tuple[str, Callable[[Any], Any], bool], ...]:
    """For each field: its name, what makes it from plain data, and whether it must be there."""
    hints = get_type_hints(type_)
    return tuple((name, _maker(hints[name]), name not in defaults(type_)) for name in fields(type_))


def _maker(hint: Any) -> Callable[[Any], Any]:
    if hint is Localised:
        return Localised
    if isinstance(hint, type) and issubclass(hint, Value):
        return lambda plain: build(hint, plain)
    if get_origin(hint) is tuple:
        make = _maker(get_args(hint)[0])
        return lambda plain: tuple(make(each) for each in plain)
    if isinstance(hint, UnionType):
        make = _maker(next(option for option in get_args(hint) if option is not type(None)))
        return lambda plain: None if plain is None else make(plain)
    return lambda plain: plain
