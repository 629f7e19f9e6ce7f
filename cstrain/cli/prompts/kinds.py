"""Which way of asking belongs to which kind of item."""

from typing import Any

from cstrain.app.attempt import Question
from cstrain.cli.prompts.asking import Asking
from cstrain.cli.prompts.choice import ChoiceAsking
from cstrain.cli.prompts.match import MatchAsking
from cstrain.cli.prompts.multi import MultiAsking
from cstrain.cli.prompts.number import NumberAsking
from cstrain.cli.prompts.order import OrderAsking
from cstrain.cli.prompts.rate import RateAsking

ASKINGS: dict[str, type[Asking[Any]]] = {
    "choice": ChoiceAsking,
    "multi": MultiAsking,
    "order": OrderAsking,
    "match": MatchAsking,
    "number": NumberAsking,
    "rate": RateAsking,
}


def asking(question: Question, language: str, taken: list[int] | None = None) -> Asking[Any]:
    """The way to ask this question in this language, with the rows answered so far."""
    return ASKINGS[question.item.kind](question, question.item, language, [] if taken is None else taken)
