"""What the items of a module add up to, for rules that speak of a bank as a whole: sums and counts, however many they are."""

from collections import Counter
from typing import Any

from cstrain.core.items.choice import BEST
from cstrain.curriculum.quality.cues import CUES, negative_word
from cstrain.curriculum.quality.stems import stems
from cstrain.curriculum.quality.wording import words

Entry = dict[str, Any]
# What is counted, in which language ("": the same in all), and for items of how many options (0: no matter).
Measure = tuple[str, str, int]
RATED_LENGTH = 20
LONGEST_TO_SHORTEST = 1.6


class Tally:
    """Sums and counts by measure; those of two tallies add up to those of their items together."""

    def __init__(self) -> None:
        self.sums: Counter[Measure] = Counter()
        self.counts: Counter[Measure] = Counter()

    def add(self, what: str, language: str, size: int, value: float) -> None:
        self.sums[what, language, size] += value  # type: ignore[assignment]
        self.counts[what, language, size] += 1

    def join(self, other: "Tally") -> None:
        # Not Counter's own sum, which drops what is not above zero.
        self.sums.update(other.sums)
        self.counts.update(other.counts)

    def mean(self, what: str, language: str = "", size: int = 0) -> float:
        """Zero where nothing was counted."""
        count = self.counts[what, language, size]
        return self.sums[what, language, size] / count if count else 0.0

    def positions(self, size: int) -> list[int]:
        """How often the key of items with so many options stands first, second, ... as written."""
        return [self.counts[f"key-{place}", "", size] for place in range(size)]


def tally(items: list[Entry], languages: list[str]) -> Tally:
    made = Tally()
    for item in items:
        for language in languages:
            asks = negative_word(item["prompt"][language], language)
            made.add("negative-stems", language, 0, asks is not None)
            if item["kind"] in ("choice", "multi"):
                _options(made, item, language)
            if item["kind"] == "choice":
                _single_key(made, item, language)
        if item["kind"] == "choice":
            made.add(f"key-{key_place(item)}", "", len(item["options"]), 1)
            if item["situational"]:
                _grades(made, item)
    return made


def is_key(option: Entry) -> bool:
    return bool(option.get("key")) or option.get("grade") == BEST


def key_place(item: Entry) -> int:
    return next(place for place, option in enumerate(item["options"]) if is_key(option))


def _options(made: Tally, item: Entry, language: str) -> None:
    texts = [option["text"][language] for option in item["options"]]
    lengths = [len(text) for text in texts]
    made.add("option-items", language, 0, 1)
    if max(lengths) >= RATED_LENGTH:
        made.add("option-spread", language, 0, max(lengths) > LONGEST_TO_SHORTEST * min(lengths))
    for option, text in zip(item["options"], texts, strict=True):
        side = "keys" if is_key(option) else "others"
        for cue, patterns in CUES.items():
            made.add(f"{cue}, {side}", language, 0, patterns[language].search(text) is not None)


def _single_key(made: Tally, item: Entry, language: str) -> None:
    texts = [option["text"][language] for option in item["options"]]
    size, place = len(texts), key_place(item)
    longest = max(map(len, texts))
    tied = sum(len(text) == longest for text in texts)
    # Whoever always picks the longest has to guess among those that are equally long.
    made.add("key-longest", language, size, (len(texts[place]) == longest) / tied)
    asked = stems(words(item["prompt"][language]), language)
    shared = [len(asked & stems(words(text), language)) for text in texts]
    key = shared.pop(place)
    made.add("key-echoes", language, 0, key > max(shared, default=0))
    made.add("key-echoes, chance", language, 0, 1 / size)


def _grades(made: Tally, item: Entry) -> None:
    grades = [option["grade"] for option in item["options"] if not is_key(option)]
    made.add("harmful-grades", "", 0, 0 in grades)
    for grade in grades:
        made.add("mean-grade", "", 0, grade)
