"""The JSON Schemas that editors complete and check with: they take what the loader takes, and not what it refuses."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cstrain.curriculum import schema
from cstrain.curriculum.document import parse, read
from cstrain.curriculum.shelf import shipped
from tests.curriculum.authored import BOTH, FACTS, HEAD, ITEMS, LESSONS, SOUND, but
from tests.curriculum.talks import guide

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
# Words that tell a reader something and restrict nothing.
TOLD = {"$schema", "$defs", "title", "description", "default", "discriminator", "$ref"}


def faults(value: Any, shape: Mapping[str, Any], whole: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """What JSON Schema (the words our schemas use; any other is an error) finds wrong with a value."""
    if "$ref" in shape:
        yield from faults(value, whole["$defs"][shape["$ref"].removeprefix("#/$defs/")], whole, at)
    for word, asked in shape.items():
        if word not in TOLD and not holds(value, word, asked, shape, whole):
            yield f"{at}: {word} {asked}"
    if isinstance(value, dict):
        for key, below in value.items():
            inner = shape.get("properties", {}).get(key)
            yield from faults(below, inner, whole, f"{at}/{key}") if inner else ()
    if isinstance(value, list):
        for index, below in enumerate(value):
            yield from faults(below, shape.get("items", {}), whole, f"{at}/{index}")


def holds(value: Any, word: str, asked: Any, shape: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    def fits(one: Mapping[str, Any], what: Any = value) -> bool:
        return next(faults(what, one, whole), None) is None

    def is_named(key: str) -> bool:
        return key in shape.get("properties", {}) or any(re.search(one, key) for one in shape.get("patternProperties", {}))

    extra = [below for key, below in value.items() if not is_named(key)] if isinstance(value, dict) else []
    rules: dict[str, Callable[[], bool]] = {
        "type": lambda: isinstance(value, TYPES[asked]) and (asked == "boolean" or not isinstance(value, bool)),
        "const": lambda: value == asked,
        "enum": lambda: value in asked,
        "anyOf": lambda: any(map(fits, asked)),
        "oneOf": lambda: sum(map(fits, asked)) == 1,
        "required": lambda: not isinstance(value, dict) or set(asked) <= set(value),
        "additionalProperties": lambda: not extra if asked is False else all(fits(asked, below) for below in extra),
        "propertyNames": lambda: not isinstance(value, dict) or all(fits(asked, key) for key in value),
        "patternProperties": lambda: (
            not isinstance(value, dict)
            or all(fits(below, value[key]) for pattern, below in asked.items() for key in value if re.search(pattern, key))
        ),
        "pattern": lambda: not isinstance(value, str) or re.search(asked, value) is not None,
        "minLength": lambda: not isinstance(value, str) or len(value) >= asked,
        "maxLength": lambda: not isinstance(value, str) or len(value) <= asked,
        "minItems": lambda: not isinstance(value, list) or len(value) >= asked,
        "maxItems": lambda: not isinstance(value, list) or len(value) <= asked,
        "minProperties": lambda: not isinstance(value, dict) or len(value) >= asked,
        "minimum": lambda: not isinstance(value, int | float) or value >= asked,
        "maximum": lambda: not isinstance(value, int | float) or value <= asked,
        "multipleOf": lambda: not isinstance(value, int | float) or value % asked == 0,
        "properties": lambda: True,
        "items": lambda: True,
    }
    return rules[word]()


@cache
def schema_of(name: str) -> dict[str, Any]:
    return schema.schema(name)


def refused(name: str, text: str) -> list[str]:
    shape = schema_of(name)
    return list(faults(parse(text.encode(), "f.yaml").data, shape, shape))


@pytest.mark.parametrize("name", [name for name in schema.NAMES if name != "roleplay"])
def test_the_shipped_files_fit_their_schemas(name: str) -> None:
    shape = schema_of(name)
    paths = sorted(shipped().glob(f"*/{name}.yaml"))
    assert paths
    for path in paths:
        assert list(faults(read(path, str(path)).data, shape, shape)) == []


def test_the_shipped_role_plays_fit_their_schema() -> None:
    shape = schema_of("roleplay")
    for path in sorted(shipped().glob("*/roleplays/*.yaml")):
        assert list(faults(read(path, str(path)).data, shape, shape)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("module", SOUND),
        ("module", BOTH),
        ("module", HEAD),
        ("facts", FACTS),
        ("lessons", LESSONS),
        ("items", ITEMS),
        ("roleplay", guide()),
    ],
)
def test_what_the_loader_takes_fits(name: str, text: str) -> None:
    assert refused(name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("module", but("pass_mark: 70", "pass_mark: 101")),
        ("module", but("pass_mark: 70", "pass_mark: '70'")),
        ("module", but("id: shop\n", "id: The Shop\n")),
        ("module", but("languages: [en]", "languages: [en, fr]")),
        ("module", but("languages: [en]", "languages: []")),
        ("module", but("title: In the shop\n", "")),
        ("module", but("title: In the shop", "title: {de: Im Laden}")),
        ("module", but("title: In the shop", "title: ''")),
        ("module", but("order: 5", "colour: red")),
        ("module", but("{talk: Talking", "{The Talk: Talking")),
        ("facts", but("tier: C", "tier: D", FACTS)),
        ("facts", but("tier: C, ", "", FACTS)),
        ("lessons", but("check: shy", "check: 5", LESSONS)),
        ("lessons", LESSONS + "items: []\n"),
        ("items", but("kind: multi", "kind: multiple", ITEMS)),
        ("items", but("kind: multi", "kind: order", ITEMS)),
        ("items", but("grade: 2", "grade: 4", ITEMS)),
        ("items", but("value: 30", "value: thirty", ITEMS)),
        ("items", but("critical: true", "critical: yes", ITEMS)),
        ("items", but("rating: 5", "ratings: 5", ITEMS)),
        ("roleplay", but("mood: 30", "mood: 31", guide())),
        ("roleplay", but("mood: 30", "mood: 105", guide())),
        ("roleplay", but("verdict: mixed", "verdict: fine", guide())),
        ("roleplay", but("{mood_at_least: 50}", "{mood_above: 50}", guide())),
        ("roleplay", but("        to: leaves-angry", "        to: 5", guide())),
    ],
)
def test_what_the_loader_refuses_for_its_shape_does_not_fit(name: str, text: str) -> None:
    assert refused(name, text) != []


def test_an_editor_tells_what_a_key_is_for() -> None:
    """The descriptions reach the schema: ids, grades, the order of modules."""
    told = json.dumps(schema_of("module"))
    for words in ("Ids stay for ever", "3 best, 2 acceptable", "smaller comes first", "A text in each language"):
        assert words in told


def test_all_schemas_are_written_into_a_folder_as_they_are_printed(tmp_path: Path) -> None:
    paths = schema.write(tmp_path / "new" / "schema")
    assert [path.name for path in paths] == [
        "module.schema.json", "facts.schema.json", "lessons.schema.json", "items.schema.json", "roleplay.schema.json",
    ]  # fmt: skip
    for name, path in zip(schema.NAMES, paths, strict=True):
        assert path.read_text(encoding="utf-8") == schema.as_text(name)
        assert json.loads(path.read_text(encoding="utf-8")) == schema_of(name)
        assert schema_of(name)["$schema"].endswith("2020-12/schema")
