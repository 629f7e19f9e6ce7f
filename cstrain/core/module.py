"""A module as the rest of the program sees it: sound, whole, immutable."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cstrain.core.items import Item
from cstrain.core.localised import Localised
from cstrain.core.value import Value

if TYPE_CHECKING:
    from cstrain.core.roleplay import Roleplay


class Policy(Value):
    """The rules of a module's graded quiz. `pass_mark` in percent; a time limit or validity of None means there is none."""

    pass_mark: int
    graded_attempts: int
    items_per_quiz: int
    time_limit_minutes: int | None
    valid_days: int | None


class Fact(Value):
    """What an item teaches and where it comes from. `doubt` says what is uncertain about it."""

    id: str
    group: str
    tier: str
    kind: str
    provenance: str
    flags: tuple[str, ...]
    statement: Localised
    source: Localised
    doubt: Localised | None


class Lesson(Value):
    """A card; `check` is the item asked right after it, or ""."""

    id: str
    title: Localised
    text: Localised
    facts: tuple[str, ...]
    check: str


NO_ROLEPLAYS: Mapping[str, "Roleplay"] = {}


class Module(Value):
    """`version` changes with any content of the module; `order` is its place among the modules, smaller first."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Localised
    summary: Localised
    objectives: tuple[Localised, ...]
    skills: Mapping[str, Localised]
    policy: Policy
    order: int
    links: tuple[str, ...]
    facts: Mapping[str, Fact]
    lessons: tuple[Lesson, ...]
    items: Mapping[str, Item]
    roleplays: Mapping[str, "Roleplay"] = NO_ROLEPLAYS
