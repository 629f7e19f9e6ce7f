"""What a module is made of, in figures, for `content check --stats`."""

from collections import Counter
from collections.abc import Mapping

from cstrain.core.value import Value
from cstrain.curriculum.quality.coverage import ITEMS_BY_TIER
from cstrain.curriculum.quality.items import twin_share
from cstrain.curriculum.quality.language import Reading, readings, said_in
from cstrain.curriculum.quality.tally import Tally
from cstrain.curriculum.shape import Source


class Share(Value, kw_only=False):
    """So many of so many."""

    count: int
    of: int


class ModuleFigures(Value):
    """`facts`: asked often enough, by tier. `key_longest`: share by language and number of options, with the number of items;
    `key_positions`: how often the key stands first, second, ... by number of options."""

    module: str
    items: int
    kinds: Mapping[str, int]
    levels: Mapping[str, int]
    facts: Mapping[str, Share]
    twins: Share
    key_longest: Mapping[tuple[str, int], tuple[float, int]]
    key_positions: Mapping[int, tuple[int, ...]]
    readings: Mapping[str, Reading]


def figures(source: Source, tally: Tally) -> ModuleFigures:
    items = [item for _, item in source.entries["items"]]
    measured = sorted((language, size) for what, language, size in tally.counts if what == "key-longest")
    sizes = sorted({size for _, size in measured})
    return ModuleFigures(
        module=source.id,
        items=len(items),
        kinds=dict(Counter(item["kind"] for item in items)),
        levels=dict(Counter(item["level"] for item in items)),
        facts=_facts(source),
        twins=Share(*twin_share(items)),
        key_longest={
            (language, size): (tally.mean("key-longest", language, size), tally.counts["key-longest", language, size])
            for language, size in measured
        },
        key_positions={size: tuple(tally.positions(size)) for size in sizes},
        readings=readings(said_in(source)),
    )


def _facts(source: Source) -> dict[str, Share]:
    asked = Counter(id for _, item in source.entries["items"] for id in set(item["facts"]))
    shares: dict[str, Share] = {}
    for tier, wanted in ITEMS_BY_TIER.items():
        ids = [fact["id"] for _, fact in source.entries["facts"] if fact["tier"] == tier]
        if ids:
            shares[tier] = Share(sum(asked[id] >= wanted for id in ids), len(ids))
    return shares
