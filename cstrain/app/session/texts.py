"""What was asked in a session, in words, from the modules as they are now; ids where these no longer have it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cstrain.core.module import Module
from cstrain.core.session import Question

if TYPE_CHECKING:
    from cstrain.core.roleplay import Node


def prompt(modules: Mapping[str, Module], question: Question, language: str) -> str:
    """The question; of a role-play's decision what the customer says."""
    module, id = modules.get(question.module), question.drawn.item
    item = module.items.get(id) if module else None
    node = _node(module, id)
    if node:
        return node.says[0].text.say(language)
    return item.prompt.say(language) if item else id


def option(modules: Mapping[str, Module], question: Question, option: str, language: str) -> str:
    module, id = modules.get(question.module), question.drawn.item
    item = module.items.get(id) if module else None
    node = _node(module, id)
    parts = node.choices if node else item.parts() if item else ()
    return next((part.text.say(language) for part in parts if part.id == option), option)


def _node(module: Module | None, id: str) -> "Node | None":
    """The moment of a role-play that a decision's id names."""
    roleplay, _slash, node = id.partition("/")
    found = module.roleplays.get(roleplay) if module else None
    return found.node(node) if found else None
