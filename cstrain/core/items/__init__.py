"""The kinds of item: one file each, all with the same contract (base.Item)."""

from cstrain.core.items.base import Grade, Item, Remark, Response, Verdict
from cstrain.core.items.choice import Choice, ChoiceOption
from cstrain.core.items.match import Extra, Match, Pair
from cstrain.core.items.multi import Multi, MultiOption
from cstrain.core.items.number import Figure, Number
from cstrain.core.items.order import Order, Step
from cstrain.core.items.rate import Rate, Reply

__all__ = [
    "Choice",
    "ChoiceOption",
    "Extra",
    "Figure",
    "Grade",
    "Item",
    "Match",
    "Multi",
    "MultiOption",
    "Number",
    "Order",
    "Pair",
    "Rate",
    "Remark",
    "Reply",
    "Response",
    "Step",
    "Verdict",
]
