"""Prompts of all modules checked, against each other and against the keys of other items: nearly the same, or giving a key away.

Of each prompt only its words are kept, four bytes each. What is to be compared is found by an index of words, not by going over
all pairs.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from math import ceil
from zlib import crc32

from cstrain.core.value import Value
from cstrain.curriculum.problem import Path, Place, Problem, Severity
from cstrain.curriculum.quality.tally import Entry, is_key
from cstrain.curriculum.quality.wording import likeness, words
from cstrain.curriculum.shape import Source

SAME_PROMPTS = 0.85
GIVEN_AWAY_WORDS = 4
# A prompt is compared with so many others at most. Real prompts share their rarest words with a handful; only thousands that are
# made of the same few words share them with more.
MOST_COMPARED = 500
# So many rare words two prompts have in common before they are compared.
SHARED = 3
# An unsigned int of 32 bits stands for a word: its CRC. That two words have one happens once in four thousand million pairs.
WORD, WORD_BYTES = "I", array("I").itemsize
WINDOW = GIVEN_AWAY_WORDS * WORD_BYTES

Owner = tuple[str, str]


class Asked(Value):
    """A prompt in one language: whose it is, where it stands, and its words."""

    module: str
    item: str
    twin_set: str
    place: tuple[str, int, int]
    path: Path
    said: bytes

    @property
    def owner(self) -> Owner:
        return self.module, self.item


class Prompts:
    """Filled module by module, then asked once."""

    def __init__(self) -> None:
        self._prompts: dict[str, list[Asked]] = defaultdict(list)
        # Who has a key of these words (two are enough: one of them is another item), and how long keys are that begin so.
        self._owners: dict[tuple[str, bytes], list[Owner]] = defaultdict(list)
        self._lengths: dict[tuple[str, bytes], set[int]] = defaultdict(set)

    def take(self, source: Source, languages: list[str]) -> None:
        for index, item in source.entries["items"]:
            for language in languages:
                path: Path = ("items", index, "prompt", language)
                place = source.place(path)
                self._prompts[language].append(
                    Asked(
                        module=source.id,
                        item=item["id"],
                        twin_set=item["twin_set"],
                        place=(place.file, place.line, place.column),
                        path=path,
                        said=packed(item["prompt"][language]),
                    )
                )
                for text in key_texts(item, language):
                    self._keep_key(language, packed(text), (source.id, item["id"]))

    def _keep_key(self, language: str, key: bytes, owner: Owner) -> None:
        if len(key) < WINDOW:
            return
        owners = self._owners[language, key]
        if len(owners) < 2 and owner not in owners:
            owners.append(owner)
        self._lengths[language, key[:WINDOW]].add(len(key))

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """What is wrong with them, each with the module at which it is told."""
        for language, prompts in self._prompts.items():
            for asked, other, alike in _alike(prompts):
                about = {"figure": f"{alike:.2f}", "bound": f"< {SAME_PROMPTS}"}
                yield asked.module, _problem("same-prompts", asked, language, other.owner, **about)
            for asked in prompts:
                for owner in self._given_away(asked, language):
                    yield asked.module, _problem("key-given-away", asked, language, owner)

    def _given_away(self, asked: Asked, language: str) -> list[Owner]:
        """The items whose key this prompt says word for word."""
        found: dict[Owner, None] = {}
        said = asked.said
        for at in range(0, len(said) - WINDOW + 1, WORD_BYTES):
            for length in self._lengths.get((language, said[at : at + WINDOW]), ()):
                owners = self._owners.get((language, said[at : at + length]), ())
                found |= dict.fromkeys(owner for owner in owners if owner != asked.owner)
        return list(found)


def packed(text: str) -> bytes:
    """The words of a text, case set aside."""
    return array(WORD, [crc32(word.lower().encode(errors="surrogatepass")) for word in words(text)]).tobytes()


def unpacked(said: bytes) -> frozenset[int]:
    """The different words of a packed text."""
    numbers = array(WORD)
    numbers.frombytes(said)
    return frozenset(numbers)


def key_texts(item: Entry, language: str) -> list[str]:
    if item["kind"] not in ("choice", "multi"):
        return []
    return [option["text"][language] for option in item["options"] if is_key(option)]


def _alike(prompts: list[Asked]) -> Iterator[tuple[Asked, Asked, float]]:
    """Each prompt that is nearly the same as one before it, with the first such one; stems of one set are meant to be.

    Two sets of words of which so large a share is common have some of the rarest few words of each in common, whatever the order
    of rarity (prefix filtering: Chaudhuri, Ganti & Kaushik 2006); only those need be compared.
    """
    vocabularies = [unpacked(asked.said) for asked in prompts]
    rarity = Counter(word for vocabulary in vocabularies for word in vocabulary)
    index: dict[int, list[int]] = defaultdict(list)
    for number, (asked, vocabulary) in enumerate(zip(prompts, vocabularies, strict=True)):
        size = len(vocabulary)
        rarest = sorted(vocabulary, key=lambda word: (rarity[word], word))[: size - ceil(SAME_PROMPTS * size) + SHARED]
        common = Counter(chain.from_iterable(islice(index[word], MOST_COMPARED) for word in rarest))
        near = (other for other, shared in common.items() if shared >= min(SHARED, size, len(vocabularies[other])))
        for other in islice(near, MOST_COMPARED):
            if asked.twin_set and (asked.module, asked.twin_set) == (prompts[other].module, prompts[other].twin_set):
                continue
            if (alike := likeness(vocabulary, vocabularies[other])) >= SAME_PROMPTS:
                yield asked, prompts[other], alike
                break
        for word in rarest:
            index[word].append(number)


def _problem(rule: str, asked: Asked, language: str, other: Owner, figure: str = "", bound: str = "") -> Problem:
    file, line, column = asked.place
    module, item = other
    return Problem(
        rule=rule,
        severity=Severity.QUALITY,
        place=Place(file=file, line=line, column=column),
        path=asked.path,
        item=asked.item,
        language=language,
        figure=figure,
        bound=bound,
        details={"id": item if module == asked.module else f"{module}/{item}"},
    )
