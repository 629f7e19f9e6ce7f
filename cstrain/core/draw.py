"""Drawing an attempt: which items, in which order, with their options in which order. Drawn once, then stored."""

from collections.abc import Iterable
from random import Random

from cstrain.core.items import Item
from cstrain.core.value import Value


class Drawn(Value):
    """One question of an attempt: the item as it was, and the ids of its options in the order shown."""

    item: str
    kind: str
    content_hash: str
    options: tuple[str, ...]


def draw(items: Iterable[Item], count: int, rng: Random) -> tuple[Drawn, ...]:
    """Up to `count` questions in random order, at most one stem of a twin set.

    Items are taken by how many facts they add that are not asked yet, so that a short quiz ranges over the whole
    module; which of the equals comes first is chance.
    """
    pool = one_stem_of_a_set(items, rng)
    rng.shuffle(pool)
    asked: set[str] = set()
    chosen: list[Item] = []
    while pool and len(chosen) < count:
        best = max(pool, key=lambda item: len(set(item.facts) - asked))
        pool.remove(best)
        chosen.append(best)
        asked.update(best.facts)
    rng.shuffle(chosen)
    return tuple(show(item, rng) for item in chosen)


def one_stem_of_a_set(items: Iterable[Item], rng: Random) -> list[Item]:
    stems: dict[str, list[Item]] = {}
    for item in items:
        stems.setdefault(item.twin_set or f"item {item.id}", []).append(item)
    return [rng.choice(twins) for twins in stems.values()]


def show(item: Item, rng: Random) -> Drawn:
    """This item as a question, its options in a drawn order."""
    return Drawn(item=item.id, kind=item.kind, content_hash=item.content_hash, options=item.arrange(rng))
