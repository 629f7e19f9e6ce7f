"""Every item of some modules as plain data (cstrain.items/1), whatever its kind."""

from collections.abc import Iterable
from typing import Any

from cstrain.core.items import Choice, Item, Match, Multi, Number, Order, Rate
from cstrain.core.localised import Localised
from cstrain.core.module import Module


def items_json(modules: Iterable[Module]) -> dict[str, Any]:
    return {
        "format": "cstrain.items/1",
        "items": [item_json(module, item) for module in modules for item in module.items.values()],
        "roleplays": [],
    }


def item_json(module: Module, item: Item) -> dict[str, Any]:
    """`correct` names the keys: in their right order for an order, one for each left side for a match."""
    options = list(_options(item))
    return {
        "id": item.id,
        "module": module.id,
        "kind": item.kind,
        "level": item.level,
        "facts": list(item.facts),
        "skills": list(item.skills),
        "set": item.twin_set or None,
        "prompt": dict(item.prompt.texts),
        "options": options,
        "correct": _correct(item),
        "content_hash": item.content_hash,
    }


def _option(id: str, text: Localised, feedback: Localised | None, grade: int | None, **more: Any) -> dict[str, Any]:
    told = dict(feedback.texts) if feedback else None
    return {"id": id, "text": dict(text.texts), "feedback": told, "grade": grade, **more}


def _options(item: Item) -> Iterable[dict[str, Any]]:
    match item:
        case Choice():
            for option in item.options:
                grade = option.grade if item.situational else None
                yield _option(option.id, option.text, option.feedback, grade, critical=option.critical)
        case Multi() | Order():
            for part in item.options:
                yield _option(part.id, part.text, part.feedback, None)
        case Rate():
            for reply in item.options:
                yield _option(reply.id, reply.text, reply.feedback, None, rating=reply.rating)
        case Match():
            for pair in item.pairs:
                yield _option(pair.id, pair.right, pair.feedback, None, left=dict(pair.left.texts))
            for extra in item.extras:
                yield _option(extra.id, extra.text, None, None, left=None)
        case Number():
            for figure in item.figures:
                unit = item.unit.texts if item.unit else dict.fromkeys(item.prompt.texts, "")
                text = Localised({language: f"{figure.id} {name}".strip() for language, name in unit.items()})
                yield _option(figure.id, text, figure.feedback, None, value=figure.value)


def _correct(item: Item) -> list[str]:
    match item:
        case Choice():
            return [item.key.id]
        case Multi():
            return [option.id for option in item.options if option.key]
        case Order():
            return [step.id for step in item.options]
        case Match():
            return [pair.id for pair in item.pairs]
        case Number():
            return [item.key.id]
        case Rate():
            best = max(reply.rating for reply in item.options)
            return [reply.id for reply in item.options if reply.rating == best]
    return []
