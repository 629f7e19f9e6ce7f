"""Counting words, sentences and syllables, and comparing texts."""

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
# The same place, its mark taken along: where only words matter, found faster without looking behind at every place.
MARK_AND_END = re.compile(r"[.!?…][\"'”’)]*\s+|\n+")
# A final e after a consonant is silent, but not in "table", where "le" is a syllable of its own.
SILENT_E = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$")
VOWELS = re.compile(r"[aeiouy]+")


def words(text: str) -> list[str]:
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_END.split(text) if WORD.search(sentence)]


def spoken(text: str) -> list[list[str]]:
    """The words of a text, sentence by sentence."""
    return [said for sentence in MARK_AND_END.split(text) if (said := WORD.findall(sentence))]


def vocabulary(text: str) -> frozenset[str]:
    """The different words of a text, case set aside."""
    return frozenset(word.lower() for word in words(text))


def likeness(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """Jaccard similarity of two vocabularies, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 1.0


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """English syllables, by groups of vowels; a final silent e is not counted."""
    groups = len(VOWELS.findall(word.lower()))
    if SILENT_E.search(word.lower()) and groups > 1:
        groups -= 1
    return max(1, groups)


def flesch_kincaid(said: Sequence[Sequence[str]]) -> float:
    """The Flesch-Kincaid grade level (Kincaid et al. 1975) of English, given as the words of each sentence; 0 for no words."""
    count = sum(map(len, said))
    if not count:
        return 0.0
    return 0.39 * count / len(said) + 11.8 * sum(syllables(word) for sentence in said for word in sentence) / count - 15.59
