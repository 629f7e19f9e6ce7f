"""The structural rules that need more than one place to be seen (content-rules.md, S): what cannot be run or graded."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from cstrain.core.items import KINDS
from cstrain.core.items.choice import BEST
from cstrain.curriculum import assemble
from cstrain.curriculum.problem import Path
from cstrain.curriculum.shape import Source
from cstrain.curriculum.texts import check_texts

Entry = dict[str, Any]
STEMS_OF_A_SET = (2, 4)
FACTS_OF_AN_ITEM = (1, 3)


def check_structure(source: Source, linked_facts: Collection[str]) -> None:
    """Note every structural fault, name the texts' languages and give twin items their set's texts, in place."""
    languages = _languages(source)
    if source.head:
        check_texts(source, source.head, (), languages)
        _check_head(source, source.head)
    for section, entries in source.entries.items():
        unique(source, (section,), entries)
        for index, entry in entries:
            item = str(entry["id"]) if section in ("items", "roleplays") else ""
            check_texts(source, entry, (section, index), languages, item)
    facts = {str(fact["id"]) for _, fact in source.entries["facts"]} | set(linked_facts)
    items = {entry["id"] for _, entry in source.entries["items"]}
    for index, entry in source.entries["lessons"]:
        _check_lesson(source, entry, ("lessons", index), facts, items)
    for index, entry in source.entries["sets"]:
        options = [(place, option) for place, option in enumerate(entry["options"])]
        unique(source, ("sets", index, "options"), options)
    _dress_twins(source)
    for index, entry in source.entries["items"]:
        _check_item(source, entry, ("items", index), facts)


def _languages(source: Source) -> list[str]:
    """The module's languages, also where something else in its head is faulty; none if they are not known."""
    if source.head:
        return list(dict.fromkeys(source.head["languages"]))
    written = source.written("module")
    languages = written.get("languages", ["id", "en"]) if isinstance(written, dict) else None
    if not isinstance(languages, list) or not all(each in ("id", "en") for each in languages):
        return []
    return list(dict.fromkeys(languages))


def _check_head(source: Source, head: Entry) -> None:
    if head["id"] != source.id:
        source.fault("id-not-file", ("id",), found=head["id"], expected=source.id)
    if len(set(head["languages"])) != len(head["languages"]):
        source.fault("duplicate-id", ("languages",), id=", ".join(head["languages"]))


def unique(source: Source, path: Path, entries: list[tuple[int, Entry]], item: str = "") -> None:
    seen: set[str] = set()
    for index, entry in entries:
        if entry["id"] in seen:
            source.fault("duplicate-id", (*path, index, "id"), item=item, id=entry["id"])
        seen.add(entry["id"])


def _check_lesson(source: Source, lesson: Entry, path: Path, facts: set[str], items: set[str]) -> None:
    known_facts(source, lesson["facts"], (*path, "facts"), facts, "")
    # An item that is itself faulty is not in the list; its own fault is told, not this one.
    written = len(source.entries["items"]) == _written(source, "items")
    if lesson["check"] and lesson["check"] not in items and written:
        source.fault("unknown-item", (*path, "check"), id=lesson["check"])


def _written(source: Source, section: str) -> int:
    written = source.written(section)
    values = written.get(section) if isinstance(written, dict) else None
    return len(values) if isinstance(values, list) else 0


def known_facts(source: Source, ids: list[str], path: Path, known: set[str], item: str) -> None:
    all_facts_sound = len(source.entries["facts"]) == _written(source, "facts")
    seen: set[str] = set()
    for place, fact in enumerate(ids):
        if fact not in known and all_facts_sound and source.links_sound:
            source.fault("unknown-fact", (*path, place), item=item, id=fact)
        if fact in seen:
            source.fault("duplicate-id", (*path, place), item=item, id=fact)
        seen.add(fact)


def _dress_twins(source: Source) -> None:
    """Put the set's texts into the options of its stems, and fault stems that do not fit their set."""
    sets = {entry["id"]: entry for _, entry in source.entries["sets"]}
    stems: Counter[str] = Counter()
    all_sound = len(source.entries["items"]) == _written(source, "items")
    for index, item in source.entries["items"]:
        path: Path = ("items", index)
        if not KINDS[item["kind"]].may_be_twin():
            continue
        if item["set"] is None:
            for place, option in enumerate(item["options"]):
                if option["text"] is None:
                    source.fault("missing-key", (*path, "options", place), item=item["id"], key="text")
        elif item["set"] not in sets:
            if len(sets) == _written(source, "sets"):
                source.fault("unknown-set", (*path, "set"), item=item["id"], id=item["set"])
        else:
            stems[item["set"]] += 1
            _dress(source, item, path, sets[item["set"]])
    for index, entry in source.entries["sets"]:
        if all_sound and not within(stems[entry["id"]], STEMS_OF_A_SET):
            source.fault("set-stems", ("sets", index), figure=stems[entry["id"]], bound=bound(STEMS_OF_A_SET), id=entry["id"])


def _dress(source: Source, item: Entry, path: Path, twin_set: Entry) -> None:
    texts = {option["id"]: option["text"] for option in twin_set["options"]}
    if {option["id"] for option in item["options"]} != set(texts):
        source.fault("set-options", (*path, "options"), item=item["id"], expected=", ".join(texts))
    for place, option in enumerate(item["options"]):
        if option["text"] is not None:
            source.fault("set-text", (*path, "options", place, "text"), item=item["id"])
        option["text"] = texts.get(option["id"]) or option["text"]


def _check_item(source: Source, item: Entry, path: Path, facts: set[str]) -> None:
    if source.entries["facts"] and not within(len(item["facts"]), FACTS_OF_AN_ITEM):
        source.fault("facts-of-item", path, item=item["id"], figure=len(item["facts"]), bound=bound(FACTS_OF_AN_ITEM))
    known_facts(source, item["facts"], (*path, "facts"), facts, item["id"])
    for place, skill in enumerate(item["skills"]):
        if source.head is not None and skill not in source.head["skills"]:
            source.fault("unknown-skill", (*path, "skills", place), item=item["id"], id=skill)
    is_clear = item["kind"] != "choice" or _settle_choice(source, item, path)
    item["twin_set"] = item.pop("set", None) or ""
    if not is_clear or any(option.get("text", "") is None for option in item.get("options", ())):
        return
    built = assemble.item({**item, "content_hash": ""})
    for fault in built.faults():
        source.fault(fault.rule, (*path, built.parts_field), item=item["id"], figure=fault.figure, bound=fault.bound, id=fault.id)


def _settle_choice(source: Source, item: Entry, path: Path) -> bool:
    """Turn what is written for short into what is kept: a grade for every option, in place. False if that is unclear."""
    options = item["options"]
    graded = [option for option in options if option["grade"] is not None]
    is_clear = not graded or (len(graded) == len(options) and not any(option["key"] for option in options))
    if not is_clear:
        source.fault("key-or-grade", (*path, "options"), item=item["id"])
    item["situational"] = bool(graded)
    for option in options:
        key = option.pop("key")
        option["grade"] = (option["grade"] or 0) if graded else BEST if key else 0
    return is_clear


def within(count: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= count <= bounds[1]


def bound(bounds: tuple[int, int]) -> str:
    return f"{bounds[0]}-{bounds[1]}"
