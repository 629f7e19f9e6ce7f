"""The shapes an author may write, as pydantic models: one for each part of a module, and the whole files for the JSON Schema.

Only shapes are settled here. What needs two places at once (ids that must exist, languages that must be whole) is in
structure.py, so that a fault in one item never hides a fault in another.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, WithJsonSchema
from pydantic_core import PydanticCustomError

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


class Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class AuthoredPolicy(Authored):
    pass_mark: Annotated[int, Field(ge=1, le=100, description="Percent")] = 80
    graded_attempts: Annotated[int, Field(ge=1, le=100)] = 3
    items_per_quiz: Annotated[int, Field(ge=1, le=100)] = 12
    time_limit_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    valid_days: Annotated[int, Field(ge=1, le=36500)] | None = 365


class AuthoredHead(Authored):
    id: Slug
    languages: Annotated[list[Language], Field(min_length=1)] = ["id", "en"]
    title: Text
    summary: Text
    objectives: list[Text] = []
    skills: dict[Slug, Text] = {}
    policy: AuthoredPolicy = AuthoredPolicy()
    order: Annotated[int, Field(ge=0, le=9999, description="Its place among the modules: smaller comes first")] = 1000
    links: Annotated[list[Slug], Field(description="Modules whose facts this one may use")] = []


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


class AuthoredChoiceOption(Authored):
    id: Slug
    text: Annotated[Text | None, Field(description="Left out in a twin set, where the set has it")] = None
    feedback: Text
    key: bool = False
    grade: Annotated[int, Field(ge=0, le=3, description="3 best, 2 acceptable, 1 weak, 0 harmful")] | None = None
    critical: Annotated[bool, Field(description="Choosing it fails the attempt")] = False


class AuthoredMultiOption(Authored):
    id: Slug
    text: Text
    feedback: Text
    key: bool = False


class AuthoredStep(Authored):
    id: Slug
    text: Text
    feedback: Text


class AuthoredPair(Authored):
    id: Slug
    left: Text
    right: Text
    feedback: Text


class AuthoredExtra(Authored):
    id: Slug
    text: Text


class AuthoredFigure(Authored):
    value: float
    feedback: Text
    key: bool = False


class AuthoredReply(Authored):
    id: Slug
    text: Text
    feedback: Text
    rating: Annotated[int, Field(ge=1, le=5, description="1 harms ... 5 very effective")]


class AuthoredItem(Authored):
    id: Slug
    level: Literal["recall", "apply", "judge"]
    prompt: Text
    facts: list[Reference] = []
    skills: list[Slug] = []


class AuthoredChoice(AuthoredItem):
    kind: Literal["choice"]
    set: Slug | None = None
    options: list[AuthoredChoiceOption]


class AuthoredMulti(AuthoredItem):
    kind: Literal["multi"]
    options: list[AuthoredMultiOption]


class AuthoredOrder(AuthoredItem):
    kind: Literal["order"]
    options: Annotated[list[AuthoredStep], Field(description="In their right order")]


class AuthoredMatch(AuthoredItem):
    kind: Literal["match"]
    pairs: list[AuthoredPair]
    extras: list[AuthoredExtra] = []


class AuthoredNumber(AuthoredItem):
    kind: Literal["number"]
    figures: Annotated[list[AuthoredFigure], Field(description="The right figure and likely wrong ones, ascending")]
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: Text | None = None
    otherwise: Text


class AuthoredRate(AuthoredItem):
    kind: Literal["rate"]
    options: list[AuthoredReply]


AnyItem = Annotated[
    AuthoredChoice | AuthoredMulti | AuthoredOrder | AuthoredMatch | AuthoredNumber | AuthoredRate,
    Field(discriminator="kind"),
]


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


# The lists of a module, each entry validated by itself.
ENTRIES: dict[str, TypeAdapter[Any]] = {
    "facts": TypeAdapter(AuthoredFact),
    "lessons": TypeAdapter(AuthoredLesson),
    "sets": TypeAdapter(AuthoredSet),
    "items": TypeAdapter(AnyItem),
}
HEAD: TypeAdapter[AuthoredHead] = TypeAdapter(AuthoredHead)
FILES: dict[str, type[Authored]] = {"module": ModuleFile, "facts": FactsFile, "lessons": LessonsFile, "items": ItemsFile}


def known_keys() -> set[str]:
    """Every key an author may write anywhere; what a misspelt one is compared with."""
    models = [
        AuthoredPolicy, AuthoredFact, AuthoredLesson, AuthoredSet, AuthoredChoiceOption, AuthoredPair, AuthoredFigure,
        AuthoredReply, AuthoredChoice, AuthoredMatch, AuthoredNumber, ModuleFile,
    ]  # fmt: skip
    return {name for model in models for name in model.model_fields}
