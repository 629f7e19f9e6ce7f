"""Items as an author sees them: whole, keys and all."""

from collections.abc import Iterator, Sequence
from typing import Any

from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.sources import sources
from cstrain.cli.words import _, language
from cstrain.core.items import Item, Number
from cstrain.core.module import Module
from cstrain.curriculum.export import item_json


def list_lines(modules: Sequence[Module]) -> Iterator[str]:
    for module in modules:
        for item in module.items.values():
            yield "\t".join((module.id, item.id, item.kind, item.level, item.twin_set or "-", ",".join(item.facts) or "-"))
        for roleplay in module.roleplays.values():
            yield "\t".join((module.id, roleplay.id, "roleplay", "-", "-", ",".join(roleplay.facts) or "-"))


def list_json(modules: Sequence[Module]) -> dict[str, Any]:
    kept = ("id", "module", "kind", "level", "facts", "skills", "set")
    return {
        "format": "cstrain.item-list/1",
        "items": [
            {key: value for key, value in item_json(module, item).items() if key in kept}
            for module in modules
            for item in module.items.values()
        ],
        "roleplays": [
            {"id": one.id, "module": module.id, "facts": list(one.facts), "skills": list(one.skills)}
            for module in modules
            for one in module.roleplays.values()
        ],
    }


def item_lines(module: Module, item: Item) -> list[Line]:
    """The item in the language of this run."""
    whole = item_json(module, item)
    about = [whole["kind"], whole["level"], *whole["facts"]]
    lines = [Line(f"{module.id}/{item.id} ({', '.join(about)})", Look.TITLE)]
    if item.twin_set:
        lines.append(Line(_("Twin set: {name}").format(name=item.twin_set), Look.QUIET))
    lines += [BLANK, Line(item.prompt.say(language())), BLANK]
    for number, option in enumerate(whole["options"], start=1):
        lines += _option(number, option, whole["correct"])
    if isinstance(item, Number):
        lines += [Line(_("Any other figure")), Line(item.otherwise.say(language()), Look.NORMAL, 3)]
    return [*lines, BLANK, *sources(module, item.facts)]


def _option(number: int, option: dict[str, Any], correct: list[str]) -> Iterator[Line]:
    said = _in_language(option["text"])
    if option.get("left"):
        said = f"{_in_language(option['left'])} - {said}"
    marks: list[str] = [_("key")] if option["id"] in correct else []
    if option["grade"] is not None:
        marks.append(_("grade {grade}").format(grade=option["grade"]))
    if option.get("rating"):
        marks.append(_("rating {rating}").format(rating=option["rating"]))
    if option.get("critical"):
        marks.append(_("critical"))
    tail = f" [{', '.join(marks)}]" if marks else ""
    yield Line(f"{number}. {said}{tail}", Look.RIGHT if option["id"] in correct else Look.NORMAL)
    if option["feedback"]:
        yield Line(_in_language(option["feedback"]), Look.NORMAL, 3)


def _in_language(texts: dict[str, str]) -> str:
    return texts.get(language()) or next(iter(texts.values()))
