"""Which way of asking belongs to which kind of item: the file here that has the kind's name. A question loads its own alone."""

from importlib import import_module
from typing import Any

from cstrain.app.attempt import Question
from cstrain.cli.prompts.asking import Asking


def asking(question: Question, language: str, taken: list[int] | None = None) -> Asking[Any]:
    """The way to ask this question in this language, with the rows answered so far."""
    kind = question.item.kind
    way: type[Asking[Any]] = getattr(import_module(f"cstrain.cli.prompts.{kind}"), f"{kind.capitalize()}Asking")
    return way(question, question.item, language, [] if taken is None else taken)
