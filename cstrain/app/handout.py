"""What a trainer prints: questions of one module, drawn or named, the same for everyone in the room."""

import difflib
from collections.abc import Sequence
from random import Random

from cstrain.app.attempt import Question
from cstrain.app.quiz import drawn_seed
from cstrain.core.draw import Drawn, draw, show
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.value import Value
from cstrain.errors import NothingToAsk, UnknownItem


class Handout(Value):
    """The same seed draws the same questions, with their options in the same order. `named`: they were asked for by id."""

    module: Module
    seed: int
    named: bool
    questions: tuple[Question, ...]


class Pick(Value):
    """Which questions are wanted: so many, or those of these ids, in this order; else as many as a quiz has."""

    count: int | None = None
    items: tuple[str, ...] = ()
    seed: int | None = None


def handout(module: Module, pick: Pick) -> Handout:
    """UnknownItem for an id that the module does not have; NothingToAsk if it has no items at all."""
    seed = drawn_seed() if pick.seed is None else pick.seed
    plan = _plan(module, pick, Random(seed))
    if not plan:
        raise NothingToAsk(module=module.id)
    return Handout(
        module=module,
        seed=seed,
        named=bool(pick.items),
        questions=tuple(
            Question(number=number, total=len(plan), item=module.items[one.item], options=one.options)
            for number, one in enumerate(plan, start=1)
        ),
    )


def _plan(module: Module, pick: Pick, rng: Random) -> Sequence[Drawn]:
    if pick.items:
        named = (_named(module, id) for id in pick.items)
        return [show(item, rng) for item in {item.id: item for item in named}.values()]
    return draw(module.items.values(), pick.count or module.policy.items_per_quiz, rng)


def _named(module: Module, id: str) -> Item:
    found = module.items.get(id.removeprefix(f"{module.id}/"))
    if found is None:
        raise UnknownItem(wanted=id, near=tuple(difflib.get_close_matches(id, module.items, n=3, cutoff=0.5)))
    return found
