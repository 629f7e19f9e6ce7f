"""Rules on facts: each is asked as often as its tier wants, every group is put to use, doubts are named."""

import re
from collections import Counter
from typing import Any

from cstrain.curriculum.problem import Path
from cstrain.curriculum.shape import Source

Fact = dict[str, Any]
ITEMS_BY_TIER = {"A": 2, "B": 1}
# Figures, bare terms and gaps can only be recalled.
RECALL_ONLY = {"figure", "acronym", "definition", "gap", "claim"}
# Fewer facts of a group are no list.
LIST = 3
ACCORDING_TO = {
    "id": re.compile(r"\b(menurut|artikel|deck|naskah|pepatah|literatur|sumber|materi)\b", re.IGNORECASE),
    "en": re.compile(r"\b(according to|articles?|deck|text|saying|literature|source|material)\b", re.IGNORECASE),
}


def check_coverage(source: Source) -> None:
    facts = {fact["id"]: (("facts", index), fact) for index, fact in source.entries["facts"]}
    items = source.entries["items"]
    asked = Counter(id for _, item in items for id in set(item["facts"]))
    played = {id for _, roleplay in source.entries["roleplays"] for node in roleplay["nodes"] for id in node["facts"]}
    used = played | {id for _, item in items if item["level"] != "recall" for id in item["facts"]}
    for id, (path, fact) in facts.items():
        wanted = ITEMS_BY_TIER.get(fact["tier"], 0)
        # A decision in a role-play stands for the second item, never for the only one: drills need items.
        if asked[id] + (wanted > 1 and id in played) < wanted:
            source.weakness("fact-items", path, figure=asked[id], bound=f">= {wanted}", id=id, tier=fact["tier"])
    groups: dict[str, list[Fact]] = {}
    for _, fact in facts.values():
        groups.setdefault(fact["group"], []).append(fact)
    for group, members in groups.items():
        askable = [fact["id"] for fact in members if fact["tier"] != "C" and fact["kind"] not in RECALL_ONLY]
        if askable and not used & set(askable):
            source.weakness("group-unused", facts[members[0]["id"]][0], id=group)
        _whole(source, group, members, asked, facts[members[0]["id"]][0])
    for index, item in items:
        for place, id in enumerate(item["facts"]):
            if id in facts:
                _fact_of_item(source, item, ("items", index), place, facts[id][1])


def _whole(source: Source, group: str, members: list[Fact], asked: Counter[str], path: Path) -> None:
    """A list of which some is asked is asked whole; what is for lessons only is no part of it."""
    askable = [fact["id"] for fact in members if fact["tier"] != "C"]
    missing = [id for id in askable if not asked[id]]
    if len(askable) >= LIST and 0 < len(missing) < len(askable):
        figure = f"{len(askable) - len(missing)}/{len(askable)}"
        source.weakness("list-incomplete", path, figure=figure, id=group, missing=", ".join(missing))


def _fact_of_item(source: Source, item: dict[str, Any], path: Path, place: int, fact: Fact) -> None:
    if fact["tier"] == "C":
        source.weakness("tier-c-asked", (*path, "facts", place), item=item["id"], id=fact["id"])
    # A doubtful figure that is put to use in a scene is not stated; only asking for it must say whose word it is. A fact that
    # another text contradicts has to name its text wherever it decides what is right.
    if "X" not in fact["flags"] and ("D" not in fact["flags"] or item["level"] != "recall"):
        return
    for language, pattern in ACCORDING_TO.items():
        if language in item["prompt"] and not pattern.search(item["prompt"][language]):
            source.weakness(
                "not-according-to",
                (*path, "prompt", language),
                item=item["id"],
                language=language,
                id=fact["id"],
                flags=", ".join(fact["flags"]),
            )
    if not fact["doubt"]:
        source.weakness("doubt-untold", (*path, "facts", place), item=item["id"], id=fact["id"])
