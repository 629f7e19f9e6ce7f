"""Every text of a module: found wherever it stands, made whole in the module's languages, and kept harmless."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cstrain.core.harm import is_harmful
from cstrain.curriculum.models import UNNAMED
from cstrain.curriculum.problem import Path
from cstrain.curriculum.shape import Source

TEXT_KEYS = {UNNAMED, "id", "en"}
MAX_CHARACTERS = 5_000
# No markup is without one of these, and most texts are: a search for one sign is several times faster.
SIGN = re.compile(r"[<\[*_`#]")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\[/?[a-z#][a-z0-9 #_]*\]|\*\*|__|`|^#{1,6} ", re.MULTILINE)


def texts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text below this value, with its path."""
    if is_text(value):
        yield path, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from texts(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from texts(below, (*path, index))


def is_text(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and value.keys() <= TEXT_KEYS
        and all(isinstance(text, str) for text in value.values())
    )


def check_texts(source: Source, value: Any, path: Path, languages: Sequence[str], item: str = "") -> None:
    """Give every text its language's name, in place, and fault the ones that are not whole or not harmless.

    No languages: they are not known, so only harm is looked for.
    """
    for where, text in texts(value, path):
        if languages and not _in_its_languages(source, text, where, languages, item):
            continue
        for language, words in text.items():
            _check_words(source, words, (*where, language), language, item)
            text[language] = words.strip()


def _in_its_languages(source: Source, text: dict[str, str], path: Path, languages: Sequence[str], item: str) -> bool:
    """Whether the text's words are known by their languages from now on."""
    if UNNAMED in text:
        if len(languages) > 1 or len(text) > 1:
            source.fault("plain-text", path, item=item, languages=", ".join(languages))
            return False
        text[languages[0]] = text.pop(UNNAMED)
    for language in languages:
        if language not in text:
            source.fault("missing-language", path, item=item, language=language)
    for language in set(text) - set(languages):
        source.fault("extra-language", (*path, language), item=item, language=language)
    return True


def may_have_paragraphs(path: Path) -> bool:
    """Whether empty lines may part the text at this path: a card's, a prompt's, a debrief's; all others are one paragraph."""
    return path[-1] in ("prompt", "debrief") or (path[0] == "lessons" and path[-1] == "text")


def _check_words(source: Source, words: str, path: Path, language: str, item: str) -> None:
    strange = first_harmful(words)
    if not words.strip():
        source.fault("empty-text", path, item=item, language=language, key=str(path[-2]))
    elif strange is not None:
        source.fault("control-character", path, item=item, language=language, character=f"U+{ord(strange):04X}")
    elif "\n" in words.strip() and not may_have_paragraphs(path[:-1]):
        source.fault("several-paragraphs", path, item=item, language=language)
    elif SIGN.search(words) and (found := MARKUP.search(words)):
        source.fault("markup", path, item=item, language=language, found=found.group()[:40])
    if len(words) > MAX_CHARACTERS:
        source.fault("long-text", path, item=item, language=language, figure=len(words), bound=f"<= {MAX_CHARACTERS}")


def first_harmful(words: str) -> str | None:
    """The first harmful character of a text, None if there is none; a line break is for other rules."""
    # What is printable is harmless, and that is known at once for the whole text.
    if words.replace("\n", "").isprintable():
        return None
    return next((character for character in words if character != "\n" and is_harmful(character)), None)
