"""Drawing a session: which items are suited to a room, and which are asked in which order."""

from collections.abc import Sequence
from random import Random

from cstrain.core.draw import Drawn, draw, one_stem_of_a_set, show
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.session.events import Mode, Question

# Without a wish: what a room has patience for.
USUAL_COUNT = 10
# Cards are A to E.
MOST_OPTIONS = 5


def suits(item: Item, mode: Mode) -> bool:
    """Whether it can be asked so: a card answers a choice alone, one person any question."""
    return mode is Mode.TURNS or (item.kind == "choice" and len(item.parts()) <= MOST_OPTIONS)


def available(modules: Sequence[Module], mode: Mode) -> int:
    """How many questions these modules have for this mode: a set gives one stem to a session."""
    return sum(len(one_stem_of_a_set(_suited(module, mode), Random(0))) for module in modules)


def usual_count(people: int, mode: Mode, there_are: int) -> int:
    """How many questions without a wish; in turns so many that all get as many, where there are enough."""
    if mode is not Mode.TURNS or not people:
        return min(USUAL_COUNT, there_are)
    rounds = max(1, min(USUAL_COUNT, there_are) // people)
    return min(rounds * people, there_are)


def drawn_questions(modules: Sequence[Module], mode: Mode, count: int, rng: Random) -> tuple[Question, ...]:
    """Up to `count` questions, from each module about as many, mixed."""
    pools = [list(draw(_suited(module, mode), count, rng)) for module in modules]
    chosen: list[Question] = []
    while any(pools) and len(chosen) < count:
        for module, pool in zip(modules, pools, strict=True):
            if pool and len(chosen) < count:
                one = pool.pop()
                chosen.append(as_question(module.id, module.items[one.item], one))
    rng.shuffle(chosen)
    return tuple(chosen)


def chosen_questions(items: Sequence[tuple[Module, Item]], rng: Random) -> tuple[Question, ...]:
    """These very items, in this order."""
    return tuple(as_question(module.id, item, show(item, rng)) for module, item in items)


def as_question(module: str, item: Item, drawn: Drawn) -> Question:
    right = item.correct() if item.kind == "choice" else ()
    return Question(module=module, drawn=drawn, right=right, chance=item.chance(), facts=item.facts)


def _suited(module: Module, mode: Mode) -> list[Item]:
    return [item for item in module.items.values() if suits(item, mode)]


def still_there(item: Item, drawn: Drawn) -> bool:
    """Whether an item can still be asked as it was drawn; its wording may have changed."""
    return item.kind == drawn.kind and set(item.arrange(Random(0))) == set(drawn.options)
