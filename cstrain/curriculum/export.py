"""Every item and role-play of some modules as plain data (cstrain.items/1)."""

from collections.abc import Sequence
from typing import Any

from cstrain.core.items import Item
from cstrain.core.localised import Localised
from cstrain.core.module import Module
from cstrain.core.roleplay import Roleplay
from cstrain.core.value import Value, fields


def items_json(modules: Sequence[Module]) -> dict[str, Any]:
    return {
        "format": "cstrain.items/1",
        "items": [item_json(module, item) for module in modules for item in module.items.values()],
        "roleplays": [roleplay_json(module, roleplay) for module in modules for roleplay in module.roleplays.values()],
    }


def roleplay_json(module: Module, roleplay: Roleplay) -> dict[str, Any]:
    """The graph as authored, the nodes by id; what was written for short is written out."""
    return {
        "id": roleplay.id,
        "module": module.id,
        "title": plain(roleplay.title),
        "facts": list(roleplay.facts),
        "skills": list(roleplay.skills),
        "scene": plain(roleplay.scene),
        "customer": plain(roleplay.customer),
        "mood": roleplay.mood,
        "endings": plain(roleplay.endings),
        "start": roleplay.nodes[0].id,
        "nodes": {node.id: plain(node) for node in roleplay.nodes},
        "content_hash": roleplay.content_hash,
    }


def item_json(module: Module, item: Item) -> dict[str, Any]:
    """`correct` names the keys: in their right order for an order, one for each left side for a match.

    Each option also has whatever its own kind keeps of it (rating, left, value, critical).
    """
    written = {part.id: plain(part) for part in item.written_parts()}
    return {
        "id": item.id,
        "module": module.id,
        "kind": item.kind,
        "level": item.level,
        "facts": list(item.facts),
        "skills": list(item.skills),
        "set": item.twin_set or None,
        "prompt": dict(item.prompt.texts),
        "options": [{**written.get(part.id, {}), **plain(part)} for part in item.parts()],
        "correct": list(item.correct()),
        "content_hash": item.content_hash,
    }


def plain(value: Any) -> Any:
    """A core value as JSON has it: texts by language, values as mappings."""
    if isinstance(value, Localised):
        return dict(value.texts)
    if isinstance(value, Value):
        return {name: plain(getattr(value, name)) for name in fields(type(value))}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value
