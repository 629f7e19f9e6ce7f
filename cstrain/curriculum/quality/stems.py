"""Light stemming: near enough to tell that "complained" and "complains" or "sapa" and "menyapa" are one word.

By endings and beginnings alone, without a dictionary. A stem is never shown; it is only compared with stems of the same item,
so what it looks like is no matter, and two words that fall together wrongly do so rarely within thirty words.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

# Shorter words hold a sentence together and are what it is about only now and then.
SHORTEST = 4
# At least so many letters of a word are left.
ENGLISH_ROOT, ROOT = 3, 4
ENGLISH_ENDINGS = ("ation", "ment", "ingly", "edly", "ing", "ie", "ied", "est", "ed", "er", "ly", "e", "y")
# guest's, guests, boxes; not glass
PLURAL = re.compile(r"(?:['’]s|(?<=[xh])es|(?<=[^su])s)$")
PARTICLES = ("nya", "lah", "kah", "pun", "ku", "mu")
SUFFIXES = ("kan", "an")
# A final i is more often of the word itself: janji, pakai, beli.
FINAL_I, ROOT_BEFORE_I = "i", 5
PREFIXES = ("meny", "peny", "meng", "peng", "mem", "pem", "men", "pen", "ber", "ter", "per", "me", "pe", "di")
# What a beginning has swallowed: menyapa is of sapa, memakai of pakai, menolong of tolong.
SWALLOWED = {"meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t"}
VOWEL = re.compile(r"[aeiou]")


def english(word: str) -> str:
    word = without(PLURAL.sub("", word), ENGLISH_ENDINGS, ENGLISH_ROOT)
    # stopped and stop, tried and try
    if len(word) > ENGLISH_ROOT and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def indonesian(word: str) -> str:
    # Doubled words are of the single one: pelan-pelan, barang-barang.
    word = without(word.partition("-")[0], PARTICLES, ROOT)
    for prefix in PREFIXES:
        rest = word[len(prefix) :]
        root = SWALLOWED.get(prefix, "") + rest if VOWEL.match(rest) else rest
        if word.startswith(prefix) and len(root) >= ROOT:
            word = root
            break
    shorter = without(word, SUFFIXES, ROOT)
    return without(word, (FINAL_I,), ROOT_BEFORE_I) if shorter == word else shorter


def without(word: str, endings: tuple[str, ...], root: int) -> str:
    """The word without the first of these endings that it has, if so many letters are left."""
    return next((word[: -len(each)] for each in endings if word.endswith(each) and len(word) - len(each) >= root), word)


STEMMERS: Mapping[str, Callable[[str], str]] = {"en": english, "id": indonesian}


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    return STEMMERS[language](word)


def stems(words: list[str], language: str) -> frozenset[str]:
    """The different stems of what these words are about, case set aside."""
    return frozenset(stem(word.lower(), language) for word in words if len(word) >= SHORTEST)
