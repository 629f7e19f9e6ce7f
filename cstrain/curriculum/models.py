"""The shapes an author may write, as pydantic models: one for each part of a module, and the whole files for the JSON Schema.

The models of items are made from core's own values, so that a new kind of item needs nothing here.

Only shapes are settled here. What needs two places at once (ids that must exist, languages that must be whole) is in
structure.py, so that a fault in one item never hides a fault in another.
"""

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)
from pydantic_core import CoreSchema, PydanticCustomError

from cstrain.core.items import KINDS, Choice, Item
from cstrain.core.items.base import Level
from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.roleplay.graph import CALM, MOOD_STEP, Verdict
from cstrain.core.value import Value, defaults, fields
from cstrain.curriculum.rules import EVERY

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60),
    Field(description="Small letters, digits and single dashes. Ids stay for ever: scores are kept under them."),
]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
Language = Literal["id", "en"]

# A text in a module of one language may be written as a plain string; it is kept under this key until the language is known.
UNNAMED = ""


def as_text(value: Any) -> Any:
    if isinstance(value, str):
        return {UNNAMED: value}
    if not isinstance(value, dict):
        raise PydanticCustomError("string_type", "a text or a mapping of texts by language")
    return value


Text = Annotated[
    dict[Literal["", "id", "en"], Annotated[str, StringConstraints(min_length=1)]],
    Field(min_length=1),
    BeforeValidator(as_text),
    WithJsonSchema(
        {
            "description": "A text in each language of the module; a plain string in a module of one language.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"id": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
        }
    ),
]


class OrShort:
    """In the JSON Schema: a list, or the short form of a list of one."""

    def __init__(self, short: Any) -> None:
        self.short = short

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [TypeAdapter(self.short).json_schema(), handler(core_schema)]}


def list_or_one(key: str, short: Any) -> tuple[Any, ...]:
    """Lets an author write a list of one entry as the value of that entry's one important key."""
    return BeforeValidator(lambda value: value if isinstance(value, list) else [{key: value}]), OrShort(short)


class Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class AuthoredPolicy(Authored):
    pass_mark: Annotated[int, Field(ge=1, le=100, description="Percent")] = 80
    graded_attempts: Annotated[int, Field(ge=1, le=100)] = 3
    items_per_quiz: Annotated[int, Field(ge=1, le=100)] = 12
    time_limit_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    valid_days: Annotated[int, Field(ge=1, le=36500)] | None = 365


class AuthoredException(Authored):
    rule: Annotated[Literal[EVERY], Field(description="The rule that need not hold here")]  # type: ignore[valid-type]
    item: Annotated[Slug | None, Field(description="In this item only; else in the whole module")] = None
    reason: Annotated[str, StringConstraints(min_length=1), Field(description="Why, for whoever reads this next")]


class AuthoredHead(Authored):
    id: Slug
    languages: Annotated[list[Language], Field(min_length=1)] = ["id", "en"]
    title: Text
    summary: Text
    objectives: list[Text] = []
    skills: Annotated[dict[Slug, Text], Field(json_schema_extra={"additionalProperties": False})] = {}
    policy: AuthoredPolicy = AuthoredPolicy()
    order: Annotated[int, Field(ge=0, le=9999, description="Its place among the modules: smaller comes first")] = 1000
    links: Annotated[list[Slug], Field(description="Modules whose facts this one may use")] = []
    exceptions: Annotated[list[AuthoredException], Field(description="Weaknesses that are meant")] = []


class AuthoredFact(Authored):
    id: Reference
    group: Reference
    tier: Literal["A", "B", "C"]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
    provenance: Literal["source", "source-inferred", "literature", "practice"]
    flags: list[Literal["T", "G", "X", "D", "O", "A", "M", "R"]] = []
    statement: Text
    source: Text
    doubt: Text | None = None


class AuthoredLesson(Authored):
    id: Slug
    title: Text
    text: Text
    facts: list[Reference] = []
    check: Slug | None = None


class AuthoredSetOption(Authored):
    id: Slug
    text: Text


class AuthoredSet(Authored):
    id: Slug
    options: list[AuthoredSetOption]


# Worked out, not written.
DERIVED = {"content_hash", "twin_set", "situational"}
# What a field means that its type does not say.
BY_NAME: dict[str, Any] = {"id": Slug, "facts": list[Reference], "skills": list[Slug]}


SharedText = Annotated[Text | None, Field(description="Left out in a twin set, where the set has it")]


def authored(type_: type[Value], *, is_part: bool = False) -> type[BaseModel]:
    """What an author writes for a value of core: its fields, with texts and lists as YAML has them.

    `is_part`: it is an option of an item that may stand in a twin set, where the set has its text.
    """
    optional: dict[str, Any] = {"facts": (), "skills": (), **defaults(type_)}
    written: dict[str, Any] = {}
    if issubclass(type_, Item):
        written["kind"] = (Literal[type_.kind], ...)
        if type_.may_be_twin():
            written["set"] = (Slug | None, None)
    for name, hint in fields(type_).items():
        if name == "text" and is_part:
            written[name] = (SharedText, None)
        elif name not in DERIVED:
            default = optional.get(name, ...)
            parts = issubclass(type_, Item) and type_.may_be_twin() and name == type_.parts_field
            written[name] = (BY_NAME.get(name, _annotation(hint, are_parts=parts)), [] if default == () else default)
    return create_model(f"Authored{type_.__name__}", __base__=Authored, **written)


def _annotation(hint: Any, *, are_parts: bool = False) -> Any:
    if hint is Localised:
        return Text
    if isinstance(hint, type) and issubclass(hint, Value):
        return authored(hint, is_part=are_parts)
    if get_origin(hint) is tuple:
        return list[_annotation(get_args(hint)[0], are_parts=are_parts)]  # type: ignore[misc]
    if isinstance(hint, UnionType):
        return Optional[_annotation(next(option for option in get_args(hint) if option is not type(None)))]  # noqa: UP045
    return hint


class AuthoredChoiceOption(Authored):
    id: Slug
    text: SharedText = None
    feedback: Text
    key: bool = False
    grade: Annotated[int, Field(ge=0, le=BEST, description="3 best, 2 acceptable, 1 weak, 0 harmful")] | None = None
    critical: Annotated[bool, Field(description="Choosing it fails the attempt")] = False


class AuthoredChoice(Authored):
    """The one kind that is written otherwise than it is kept: a key for short instead of grades."""

    kind: Literal["choice"]
    id: Slug
    level: Level
    prompt: Text
    facts: list[Reference] = []
    skills: list[Slug] = []
    set: Slug | None = None
    options: list[AuthoredChoiceOption]


ITEMS: dict[str, type[BaseModel]] = {
    kind: AuthoredChoice if type_ is Choice else authored(type_) for kind, type_ in KINDS.items()
}
if TYPE_CHECKING:
    AnyItem = BaseModel
else:
    AnyItem = Annotated[Union[tuple(ITEMS.values())], Field(discriminator="kind")]  # noqa: UP007


Grade = Annotated[int, Field(ge=0, le=BEST, description="3 best, 2 acceptable, 1 weak, 0 harmful")]
Mood = Annotated[int, Field(ge=0, le=CALM, multiple_of=MOOD_STEP, description="From 0, furious, to 100, calm, in steps of 5")]
MoodChange = Annotated[int, Field(ge=-CALM, le=CALM, multiple_of=MOOD_STEP, description="What it adds to the mood")]
# More than anyone needs, so that a role-play can be proved sound in bounded time.
MOST_ENTRIES = 12
Flags = Annotated[
    list[Slug],
    Field(max_length=MOST_ENTRIES, description="What has happened in this talk, in a word or two: apologised, told-the-price"),
]


class AuthoredWhen(Authored):
    mood_at_least: Mood | None = None
    mood_below: Mood | None = None
    has: Flags = []
    lacks: Flags = []


When = Annotated[AuthoredWhen | None, Field(description="All of it must hold; the last entry of a list has none")]


class AuthoredLine(Authored):
    text: Text
    variants: Annotated[list[Text], Field(description="The same in other words, for the next time")] = []
    when: When = None


class AuthoredEdge(Authored):
    to: Slug
    when: When = None


Lines = Annotated[list[AuthoredLine], Field(min_length=1, max_length=MOST_ENTRIES), *list_or_one("text", Text)]
Edges = Annotated[list[AuthoredEdge], Field(min_length=1, max_length=MOST_ENTRIES), *list_or_one("to", Slug)]


class AuthoredNodeChoice(Authored):
    id: Slug
    text: Text
    grade: Grade
    mood: MoodChange = 0
    sets: Flags = []
    clears: Flags = []
    skills: Annotated[list[Slug], Field(description="What this reply shows")] = []
    critical: Annotated[bool, Field(description="Choosing it fails the attempt")] = False
    when: Annotated[AuthoredWhen | None, Field(description="Offered only then")] = None
    react: Annotated[Lines, Field(description="How the customer takes it, before anything is explained")]
    feedback: Annotated[Text, Field(description="Why: first the consequence, then the reason")]
    to: Annotated[Edges, Field(description="The node or ending that follows")]


class AuthoredNode(Authored):
    id: Slug
    situation: Annotated[Text | None, Field(description="What can be seen before the customer speaks")] = None
    says: Lines
    facts: list[Reference] = []
    choices: Annotated[list[AuthoredNodeChoice], Field(min_length=1, max_length=MOST_ENTRIES)]


class AuthoredEnding(Authored):
    id: Slug
    verdict: Verdict
    says: Lines
    debrief: Annotated[Text, Field(description="What made the talk end so, and what would have changed it")]
    facts: list[Reference] = []


class AuthoredScene(Authored):
    you: Annotated[Text, Field(description="Who the trainee is")]
    place: Text
    limits: Annotated[Text, Field(description="What the rules of the house allow: time, stock, authority")]


class AuthoredCustomer(Authored):
    name: Text
    manner: Text


class AuthoredRoleplay(Authored):
    id: Slug
    title: Text
    scene: AuthoredScene
    customer: AuthoredCustomer
    mood: Annotated[Mood, Field(description="The customer's mood at the start: 0 furious, 100 calm, in steps of 5")]
    nodes: Annotated[list[AuthoredNode], Field(min_length=1, description="The talk begins at the first")]
    endings: Annotated[list[AuthoredEnding], Field(min_length=1)]


class RoleplayFile(AuthoredRoleplay):
    """One role-play, in a file of its own in the folder roleplays."""


class FactsFile(Authored):
    facts: list[AuthoredFact]


class LessonsFile(Authored):
    lessons: list[AuthoredLesson]


class ItemsFile(Authored):
    sets: list[AuthoredSet] = []
    items: list[AnyItem]


class ModuleFile(AuthoredHead):
    """A whole module in one file, or the head of a module folder."""

    facts: list[AuthoredFact] = []
    lessons: list[AuthoredLesson] = []
    sets: list[AuthoredSet] = []
    items: list[AnyItem] = []
    roleplays: list[AuthoredRoleplay] = []


# The lists of a module, each entry validated by itself.
ENTRIES: dict[str, TypeAdapter[Any]] = {
    "facts": TypeAdapter(AuthoredFact),
    "lessons": TypeAdapter(AuthoredLesson),
    "sets": TypeAdapter(AuthoredSet),
    "items": TypeAdapter(AnyItem),
    "roleplays": TypeAdapter(AuthoredRoleplay),
}
HEAD: TypeAdapter[AuthoredHead] = TypeAdapter(AuthoredHead)
FILES: dict[str, type[Authored]] = {
    "module": ModuleFile,
    "facts": FactsFile,
    "lessons": LessonsFile,
    "items": ItemsFile,
    "roleplay": RoleplayFile,
}


@cache
def known_keys() -> frozenset[str]:
    """Every key an author may write anywhere; what a misspelt one is compared with."""
    schemas = [model.model_json_schema() for model in FILES.values()]
    shapes = [shape for schema in schemas for shape in (schema, *schema.get("$defs", {}).values())]
    return frozenset(name for shape in shapes for name in shape.get("properties", {}))
