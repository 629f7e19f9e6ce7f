"""Rules on items: options that do not give themselves away, feedback that teaches, prompts that set a scene."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from cstrain.core.items import KINDS
from cstrain.curriculum.problem import Path
from cstrain.curriculum.quality.cues import negative_word
from cstrain.curriculum.quality.wording import likeness, vocabulary, words
from cstrain.curriculum.shape import Source

Entry = dict[str, Any]
RATED_LENGTH = 20
LONGEST_TO_SHORTEST = 2.2
SAME_OPTIONS = 0.80
FEEDBACK_CHARACTERS = 40
SCENE_WORDS = 12
RECALL_SHARE = 0.50
TWIN_SHARE = 0.30
# In these one kindly answer could fit every question (content-rules.md).
TWIN_MODULES = {"customer-types", "angry-customers", "behavioural-styles", "care", "difficult-customers"}
# Shares say nothing about a handful of items.
ENOUGH_ITEMS = 10
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
        _negative(source, item, path)
        if item["kind"] == "number":
            _ascending(source, item, path)
    recall = sum(item["level"] == "recall" for _, item in items)
    if len(items) >= ENOUGH_ITEMS and recall > RECALL_SHARE * len(items):
        source.weakness("recall-share", ("items",), figure=f"{recall}/{len(items)}", bound=f"<= {RECALL_SHARE:.0%}")
    if source.id in TWIN_MODULES:
        twins, used = twin_share(item for _, item in items)
        if used >= ENOUGH_ITEMS and twins < TWIN_SHARE * used:
            source.weakness("twin-share", ("items",), figure=f"{twins}/{used}", bound=f">= {TWIN_SHARE:.0%}")


def twin_share(items: Iterable[Entry]) -> tuple[int, int]:
    """How many of the items that ask for use stand in twin sets, and how many of them there are."""
    used = [item for item in items if item["level"] != "recall"]
    return sum(bool(item["twin_set"]) for item in used), len(used)


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
        for rule, figure, bound in option_faults(texts):
            source.weakness(rule, (*path, "options"), item=item["id"], language=language, figure=figure, bound=bound)


def option_faults(texts: list[str]) -> Iterator[tuple[str, str, str]]:
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


def _negative(source: Source, item: Entry, path: Path) -> None:
    for language in _languages(source):
        word = negative_word(item["prompt"][language], language)
        if word and not word.isupper():
            where: Path = (*path, "prompt", language)
            source.weakness("negative-capitals", where, item=item["id"], language=language, figure=word, bound=word.upper())


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
