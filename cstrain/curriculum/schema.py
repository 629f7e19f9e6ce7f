"""The JSON Schemas of the files an author writes, made from the models; editors complete and check with them."""

import json
from pathlib import Path
from typing import Any

from cstrain.curriculum.models import FILES

NAMES = tuple(FILES)
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {
    "module": "cstrain: a module in one file, or module.yaml of a module folder",
    "facts": "cstrain: facts.yaml",
    "lessons": "cstrain: lessons.yaml",
    "items": "cstrain: items.yaml",
    "roleplay": "cstrain: a role-play, a file in the folder roleplays",
}


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file: module, facts, lessons, items or a role-play."""
    return {"$schema": DIALECT, **FILES[name].model_json_schema(), "title": TITLES[name]}


def file_name(name: str) -> str:
    return f"{name}.schema.json"


def write(folder: Path) -> list[Path]:
    """Write all schemas into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in NAMES:
        path = folder / file_name(name)
        path.write_text(as_text(name), encoding="utf-8")
        paths.append(path)
    return paths


def as_text(name: str) -> str:
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
