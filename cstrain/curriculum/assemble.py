"""Plain validated data into core types, by their fields alone. Trusts its input: shape.py and structure.py have been over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin

from cstrain.core.items import KINDS, Item
from cstrain.core.localised import Localised
from cstrain.core.module import Fact, Lesson, Module, Policy
from cstrain.core.value import Value, defaults, fields, made

if TYPE_CHECKING:
    from cstrain.core.roleplay import Roleplay

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
        facts=OnDemand(partial(build, Fact), plain["facts"]),
        lessons=tuple(build(Lesson, {**lesson, "check": lesson["check"] or ""}) for lesson in plain["lessons"]),
        items={each["id"]: item(each) for each in plain["items"]},
        roleplays=OnDemand(roleplay, plain.get("roleplays", ())),
    )


def item(plain: Plain) -> Item:
    """The item, of whatever kind it says it is."""
    return build(KINDS[plain["kind"]], plain)


def roleplay(plain: Plain) -> "Roleplay":
    """The role-play; its types are loaded when the first one is asked for."""
    from cstrain.core.roleplay import Roleplay

    return build(Roleplay, plain)


class OnDemand(Mapping[str, Built]):
    """Values by their id, each built when it is first asked for: a quiz looks at few facts, and at no role-play."""

    def __init__(self, make: Callable[[Plain], Built], plain: Iterable[Plain]) -> None:
        self._make = make
        self._plain = {each["id"]: each for each in plain}
        self._built: dict[str, Built] = {}

    def __getitem__(self, id: str) -> Built:
        if id not in self._built:
            self._built[id] = self._make(self._plain[id])
        return self._built[id]

    def __contains__(self, id: object) -> bool:
        return id in self._plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def build(type_: type[Built], plain: Plain) -> Built:
    """A value from a mapping that has (at least) its fields; a field with a default may be missing."""
    given, makers = _makers(cast(Any, type_))
    return made(type_, {**given, **{name: make(plain[name]) for name, make in makers if name not in given or name in plain}})


@cache
def _makers(type_: Any) -> tuple[Plain, tuple[tuple[str, Callable[[Any], Any]], ...]]:
    """The fields that may be missing, with what they then are; and for each field what makes it from plain data."""
    return defaults(type_), tuple((name, _maker(hint)) for name, hint in fields(type_).items())


def _maker(hint: Any) -> Callable[[Any], Any]:
    if hint is Localised:
        return lambda plain: made(Localised, {"texts": plain})
    if isinstance(hint, type) and issubclass(hint, Value):
        return lambda plain: build(hint, plain)
    if get_origin(hint) is tuple:
        make = _maker(get_args(hint)[0])
        return lambda plain: tuple(make(each) for each in plain)
    if isinstance(hint, UnionType):
        make = _maker(next(option for option in get_args(hint) if option is not type(None)))
        return lambda plain: None if plain is None else make(plain)
    return lambda plain: plain
