"""The kinds of item: one file each, all with the same contract (base.Item)."""

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict
from cstrain.core.items.choice import Choice, ChoiceOption
from cstrain.core.items.match import Extra, Match, Pair
from cstrain.core.items.multi import Multi, MultiOption
from cstrain.core.items.number import Figure, Number
from cstrain.core.items.order import Order, Step
from cstrain.core.items.rate import Rate, Reply

# Every kind by its name; what an author may write and what a face can ask follow from this.
KINDS: dict[str, type[Item]] = {kind.kind: kind for kind in (Choice, Multi, Order, Match, Number, Rate)}

__all__ = [
    "KINDS",
    "Choice",
    "ChoiceOption",
    "Extra",
    "Fault",
    "Figure",
    "Grade",
    "Item",
    "Match",
    "Multi",
    "MultiOption",
    "Number",
    "Order",
    "Pair",
    "Part",
    "Rate",
    "Remark",
    "Reply",
    "Response",
    "Step",
    "Verdict",
]
