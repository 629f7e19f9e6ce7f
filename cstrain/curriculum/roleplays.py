"""The structural rules of role-plays (content-rules.md, S): what cannot be played or graded."""

from collections.abc import Collection, Iterator
from typing import Any

from cstrain.core.items.choice import BEST
from cstrain.curriculum.problem import Path, Severity
from cstrain.curriculum.proof import check_ways
from cstrain.curriculum.shape import Source
from cstrain.curriculum.structure import FACTS_OF_AN_ITEM, bound, known_facts, unique, within

Entry = dict[str, Any]
# More than any talk that a person wrote has, and any module; what was made to exhaust the program is stopped here.
SITUATIONS_OF_A_ROLEPLAY = 10_000
SITUATIONS_OF_A_MODULE = 40_000


def check_roleplays(source: Source, linked_facts: Collection[str]) -> None:
    """Note every structural fault of the role-plays."""
    facts = {str(fact["id"]) for _, fact in source.entries["facts"]} | set(linked_facts)
    items = {entry["id"] for _, entry in source.entries["items"]}
    left = SITUATIONS_OF_A_MODULE
    for index, entry in source.entries["roleplays"]:
        path: Path = ("roleplays", index)
        if entry["id"] in items:
            source.fault("duplicate-id", (*path, "id"), item=entry["id"], id=entry["id"])
        _check_file(source, entry, index)
        _check_ids(source, entry, path)
        _check_conditions(source, entry, path)
        _check_taught(source, entry, path, facts)
        if not any(problem.item == entry["id"] and problem.severity is Severity.STRUCTURE for problem in source.problems):
            allowed = SITUATIONS_OF_A_ROLEPLAY if left >= SITUATIONS_OF_A_ROLEPLAY else SITUATIONS_OF_A_MODULE
            left -= check_ways(source, entry, path, min(left, allowed), allowed)


def _check_file(source: Source, entry: Entry, index: int) -> None:
    """A file of its own is named after what it holds."""
    if "roleplays" in source.documents:
        return
    name = [part.removeprefix("roleplays/") for part in source.documents if part.startswith("roleplays/")][index]
    if entry["id"] != name:
        source.fault("id-not-file", ("roleplays", index, "id"), item=entry["id"], found=entry["id"], expected=name)


def _check_ids(source: Source, entry: Entry, path: Path) -> None:
    nodes, endings = entry["nodes"], entry["endings"]
    unique(source, (*path, "nodes"), list(enumerate(nodes)), entry["id"])
    unique(source, (*path, "endings"), list(enumerate(endings)), entry["id"])
    targets = {part["id"] for part in (*nodes, *endings)}
    for place, ending in enumerate(endings):
        if ending["id"] in {node["id"] for node in nodes}:
            source.fault("duplicate-id", (*path, "endings", place, "id"), item=entry["id"], id=ending["id"])
    for place, node in enumerate(nodes):
        unique(source, (*path, "nodes", place, "choices"), list(enumerate(node["choices"])), entry["id"])
    for where, node, choice in choices(entry, path):
        about = {"item": entry["id"], "node": node["id"], "choice": choice["id"]}
        for place, edge in enumerate(choice["to"]):
            if edge["to"] not in targets:
                source.fault("unknown-target", (*where, "to", place, "to"), **about, id=edge["to"])
        if choice["critical"] and choice["grade"] == BEST:
            source.fault("critical-key", where, **about)


def choices(entry: Entry, path: Path) -> Iterator[tuple[Path, Entry, Entry]]:
    """Every choice with its path and its node."""
    for place, node in enumerate(entry["nodes"]):
        for number, choice in enumerate(node["choices"]):
            yield (*path, "nodes", place, "choices", number), node, choice


def lists(entry: Entry, path: Path) -> Iterator[tuple[Path, dict[str, str], list[Entry]]]:
    """Every list of which the first entry that holds is taken: its path, whose it is, its entries."""
    for place, node in enumerate(entry["nodes"]):
        yield (*path, "nodes", place, "says"), {"node": node["id"]}, node["says"]
    for where, node, choice in choices(entry, path):
        about = {"node": node["id"], "choice": choice["id"]}
        yield (*where, "react"), about, choice["react"]
        yield (*where, "to"), about, choice["to"]
    for place, ending in enumerate(entry["endings"]):
        yield (*path, "endings", place, "says"), {"node": ending["id"]}, ending["says"]


def _check_conditions(source: Source, entry: Entry, path: Path) -> None:
    """Each can hold, and each list ends with the one entry that always does."""
    flags = {flag for _, _, choice in choices(entry, path) for flag in choice["sets"]}
    for where, about, entries in lists(entry, path):
        for place, one in enumerate(entries):
            is_last = place == len(entries) - 1
            if is_last and one["when"] is not None:
                source.fault("no-otherwise", (*where, place, "when"), item=entry["id"], **about)
            if not is_last and one["when"] is None:
                source.fault("never-reached", (*where, place + 1), item=entry["id"], **about)
            _check_when(source, one["when"], (*where, place, "when"), flags, {"item": entry["id"], **about})
    for where, node, choice in choices(entry, path):
        about = {"item": entry["id"], "node": node["id"], "choice": choice["id"]}
        _check_when(source, choice["when"], (*where, "when"), flags, about)
        for place, flag in enumerate(choice["clears"]):
            if flag not in flags:
                source.fault("unknown-flag", (*where, "clears", place), **about, id=flag)


def _check_when(source: Source, when: Entry | None, path: Path, flags: set[str], about: dict[str, str]) -> None:
    if when is None:
        return
    least, below = when["mood_at_least"], when["mood_below"]
    if least is None and below is None and not when["has"] and not when["lacks"]:
        source.fault("empty-text", path, **about, key="when")
    if below is not None and below <= (least or 0):
        source.fault("never-holds", path, **about)
    for key in ("has", "lacks"):
        for place, flag in enumerate(when[key]):
            if flag not in flags:
                source.fault("unknown-flag", (*path, key, place), **about, id=flag)
            elif key == "has" and flag in when["lacks"]:
                source.fault("never-holds", (*path, key, place), **about)


def _check_taught(source: Source, entry: Entry, path: Path, facts: set[str]) -> None:
    """Each decision teaches a fact or a few, where the module has facts; each skill is one of the module's."""
    for place, node in enumerate(entry["nodes"]):
        where = (*path, "nodes", place)
        if source.entries["facts"] and not within(len(node["facts"]), FACTS_OF_AN_ITEM):
            figures = {"figure": len(node["facts"]), "bound": bound(FACTS_OF_AN_ITEM)}
            source.fault("facts-of-item", where, item=entry["id"], node=node["id"], **figures)
        known_facts(source, node["facts"], (*where, "facts"), facts, entry["id"])
    for place, ending in enumerate(entry["endings"]):
        known_facts(source, ending["facts"], (*path, "endings", place, "facts"), facts, entry["id"])
    for where, node, choice in choices(entry, path):
        for place, skill in enumerate(choice["skills"]):
            if source.head is not None and skill not in source.head["skills"]:
                about = {"item": entry["id"], "node": node["id"], "choice": choice["id"]}
                source.fault("unknown-skill", (*where, "skills", place), **about, id=skill)
