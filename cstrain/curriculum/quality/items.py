"""Rules on items: options that do not give themselves away, feedback that teaches, prompts that set a scene."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from cstrain.core.items import KINDS
from cstrain.core.items.choice import BEST
from cstrain.curriculum.problem import Path
from cstrain.curriculum.quality.wording import likeness, vocabulary, words
from cstrain.curriculum.shape import Source

Entry = dict[str, Any]
RATED_LENGTH = 20
LONGEST_TO_SHORTEST = 2.2
SAME_OPTIONS = 0.80
SAME_PROMPTS = 0.85
FEEDBACK_CHARACTERS = 40
SCENE_WORDS = 12
RECALL_SHARE = 0.50
# Shares say nothing about a handful of items.
ENOUGH_ITEMS = 10
GIVEN_AWAY_WORDS = 4
# The gap is bounded: an open one would make the search quadratic.
ALL_OR_NONE = re.compile(
    r"\b(all|none|both|neither) of (the|these|those)\b"
    r"|\b(semua|kedua|bukan salah satu)\b.{0,40}\b(di atas|jawaban|pilihan|benar)\b",
    re.IGNORECASE,
)


def check_items(source: Source) -> None:
    items = source.entries["items"]
    for index, item in items:
        path: Path = ("items", index)
        _options(source, item, path)
        _feedback(source, item, path)
        _scene(source, item, path)
        if item["kind"] == "number":
            _ascending(source, item, path)
    _prompts(source, items)
    _given_away(source, items)
    recall = sum(item["level"] == "recall" for _, item in items)
    if len(items) >= ENOUGH_ITEMS and recall > RECALL_SHARE * len(items):
        source.weakness("recall-share", ("items",), figure=f"{recall}/{len(items)}", bound=f"<= {RECALL_SHARE:.0%}")


def parts(item: Entry) -> list[Entry]:
    """The options, steps, pairs, figures or replies of an item."""
    found: list[Entry] = item[KINDS[item["kind"]].parts_field]
    return found


def option_texts(item: Entry, language: str) -> list[str]:
    """The texts that a trainee chooses between, where the item has such."""
    if item["kind"] in ("choice", "multi"):
        return [option["text"].get(language, "") for option in item["options"]]
    return []


def _languages(source: Source) -> list[str]:
    return list((source.head or {}).get("languages", []))


def _options(source: Source, item: Entry, path: Path) -> None:
    for language in _languages(source):
        texts = option_texts(item, language)
        for rule, figure, bound in _option_faults(texts):
            source.weakness(rule, (*path, "options"), item=item["id"], language=language, figure=figure, bound=bound)


def _option_faults(texts: list[str]) -> Iterator[tuple[str, str, str]]:
    lengths = [len(text) for text in texts]
    if lengths and max(lengths) >= RATED_LENGTH:
        ratio = max(lengths) / max(1, min(lengths))
        if ratio > LONGEST_TO_SHORTEST:
            yield "option-lengths", f"{ratio:.2f}", f"<= {LONGEST_TO_SHORTEST}"
    for text in texts:
        if found := ALL_OR_NONE.search(text):
            yield "all-or-none", found.group(), ""
    if len({_ending(text) for text in texts}) > 1:
        yield "option-endings", " ".join(sorted({_ending(text) or "-" for text in texts})), ""
    if len({text[:1].isupper() for text in texts if text[:1].isalpha()}) > 1:
        yield "option-capitals", "", ""
    for one, other in combinations(map(vocabulary, texts), 2):
        if (alike := likeness(one, other)) >= SAME_OPTIONS:
            yield "same-options", f"{alike:.2f}", f"< {SAME_OPTIONS}"


def _ending(text: str) -> str:
    """The final punctuation, quotes and brackets set aside."""
    last = text.rstrip("\"'”’)")[-1:]
    return last if last in ".!?…;:," else ""


def _feedback(source: Source, item: Entry, path: Path) -> None:
    part = KINDS[item["kind"]].parts_field
    for language in _languages(source):
        told: dict[str, int] = {}
        for place, option in enumerate(parts(item)):
            text = option["feedback"].get(language, "")
            where: Path = (*path, part, place, "feedback", language)
            if len(text) < FEEDBACK_CHARACTERS:
                source.weakness(
                    "short-feedback",
                    where,
                    item=item["id"],
                    language=language,
                    figure=len(text),
                    bound=f">= {FEEDBACK_CHARACTERS}",
                )
            if text in told:
                source.weakness("same-feedback", where, item=item["id"], language=language)
            told[text] = place


def _scene(source: Source, item: Entry, path: Path) -> None:
    if item["level"] == "recall":
        return
    for language in _languages(source):
        count = len(words(item["prompt"].get(language, "")))
        if count < SCENE_WORDS:
            where: Path = (*path, "prompt", language)
            source.weakness("no-scene", where, item=item["id"], language=language, figure=count, bound=f">= {SCENE_WORDS}")


def _ascending(source: Source, item: Entry, path: Path) -> None:
    values = [figure["value"] for figure in item["figures"]]
    if values != sorted(values):
        source.weakness("figures-order", (*path, "figures"), item=item["id"], figure=", ".join(f"{v:g}" for v in values))


def _prompts(source: Source, items: list[tuple[int, Entry]]) -> None:
    for language in _languages(source):
        asked = [(index, item, vocabulary(item["prompt"].get(language, ""))) for index, item in items]
        for (_, one, first), (index, other, second) in combinations(asked, 2):
            # Sets of so different a size cannot be that alike; and twins are meant to be.
            if min(len(first), len(second)) < SAME_PROMPTS * max(len(first), len(second)):
                continue
            if one["twin_set"] and one["twin_set"] == other["twin_set"]:
                continue
            if (alike := likeness(first, second)) >= SAME_PROMPTS:
                source.weakness(
                    "same-prompts",
                    ("items", index, "prompt", language),
                    item=other["id"],
                    language=language,
                    figure=f"{alike:.2f}",
                    bound=f"< {SAME_PROMPTS}",
                    id=one["id"],
                )


def _given_away(source: Source, items: list[tuple[int, Entry]]) -> None:
    """A key that another item's prompt says word for word."""
    for language in _languages(source):
        keys = [(item["id"], " ".join(words(text)).lower()) for _, item in items for text in _key_texts(item, language)]
        for index, item in items:
            prompt = " ".join(words(item["prompt"].get(language, ""))).lower()
            for id, key in keys:
                if id != item["id"] and len(key.split()) >= GIVEN_AWAY_WORDS and key in prompt:
                    where: Path = ("items", index, "prompt", language)
                    source.weakness("key-given-away", where, item=item["id"], language=language, id=id)


def _key_texts(item: Entry, language: str) -> list[str]:
    if item["kind"] not in ("choice", "multi"):
        return []
    return [option["text"].get(language, "") for option in item["options"] if option.get("key") or option.get("grade") == BEST]
