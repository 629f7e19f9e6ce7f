"""Rules on texts: short enough to be read at a counter, and as long in one language as in the other."""

import re
from collections.abc import Iterator
from statistics import fmean, quantiles
from typing import Any

from cstrain.core.value import Value
from cstrain.curriculum.problem import Path
from cstrain.curriculum.quality.wording import flesch_kincaid, spoken
from cstrain.curriculum.shape import Source
from cstrain.curriculum.texts import texts

# What is said in each language: the words of each sentence.
Said = dict[str, list[list[str]]]
# Fewest and most words of a text, by the key it stands under and where.
WORDS = {
    "prompt": (6, 70),
    "option": (1, 28),
    "feedback": (12, 70),
    "card": (1, 120),
    "line": (1, 40),
    "scene": (1, 60),
    "debrief": (15, 120),
}
RATED_LENGTH = 30
INDONESIAN_TO_ENGLISH = (0.6, 1.7)
SENTENCE_WORDS = {"id": 14, "en": 18}
LONG_SENTENCE_WORDS = {"id": 24}
READING_GRADE = 9
# A figure by itself, or money: not the 3 of "3S".
FIGURE = re.compile(r"(?:(?<!\w)|(?<=\bRp))\d++(?:[.,:]\d++)*+(?!\w)")
DIGIT = re.compile(r"\d")
SEPARATOR = re.compile(r"[.,:]")
# 14.00 is 2 p.m. in English.
HALF_DAY = re.compile(r"\b[ap]\.?m\b", re.IGNORECASE)
# Below this a module's mean says nothing.
ENOUGH_SENTENCES = 20


def check_language(source: Source) -> None:
    said: Said = {}
    for path, item, text in _texts(source):
        _lengths(source, path, item, {language: _listen(said, language, text[language]) for language in text})
        _ratio(source, path, item, text)
        # A talk is spoken: half past seven is 7.30 in the other language.
        if path[0] != "roleplays":
            _figures(source, path, item, text)
    _sentences(source, readings(said))


def said_in(source: Source) -> Said:
    """All that a trainee reads in a module."""
    said: Said = {}
    for _, _, text in _texts(source):
        for language in text:
            _listen(said, language, text[language])
    return said


def _listen(said: Said, language: str, text: str) -> int:
    """Add a text to what is said; how many words it has."""
    by_sentence = spoken(text)
    said.setdefault(language, []).extend(by_sentence)
    return sum(map(len, by_sentence))


def _texts(source: Source) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """What a trainee reads: path, item, text. Facts and sources are shown too, but are not prose to be held to this."""
    for section in ("lessons", "items", "roleplays"):
        for index, entry in source.entries[section]:
            for path, text in texts(_without_set_texts(entry), (section, index)):
                yield path, "" if section == "lessons" else entry["id"], text
    for index, entry in source.entries["sets"]:
        for path, text in texts(entry, ("sets", index)):
            yield path, "", text


def _without_set_texts(entry: dict[str, Any]) -> dict[str, Any]:
    """A twin item without the option texts that its set has: they are looked at there, once."""
    if not entry.get("twin_set"):
        return entry
    options = [{key: value for key, value in option.items() if key != "text"} for option in entry["options"]]
    return {**entry, "options": options}


def _role(path: Path) -> str:
    if path[0] == "lessons":
        return "card" if path[-1] == "text" else ""
    if path[0] == "roleplays" and {"says", "react"} & set(path):
        return "line"
    if path[0] == "roleplays" and (path[-1] == "situation" or "scene" in path):
        return "scene"
    if path[-1] in ("text", "left", "right"):
        return "option"
    return str(path[-1]) if path[-1] in ("prompt", "feedback", "debrief") else ""


def _lengths(source: Source, path: Path, item: str, counts: dict[str, int]) -> None:
    fewest, most = WORDS.get(_role(path), (0, 10_000))
    for language, count in counts.items():
        if not fewest <= count <= most:
            source.weakness(
                "text-words",
                (*path, language),
                item=item,
                language=language,
                figure=count,
                bound=f"{fewest}-{most}",
                what=_role(path),
            )


def _ratio(source: Source, path: Path, item: str, text: dict[str, str]) -> None:
    if "id" not in text or "en" not in text or min(len(text["id"]), len(text["en"])) < RATED_LENGTH:
        return
    ratio = len(text["id"]) / len(text["en"])
    low, high = INDONESIAN_TO_ENGLISH
    if not low <= ratio <= high:
        source.weakness("language-ratio", path, item=item, figure=f"{ratio:.2f}", bound=f"{low}-{high}")


def _figures(source: Source, path: Path, item: str, text: dict[str, str]) -> None:
    """Written out as words a figure may differ from language to language; in digits it is the same one."""
    if "id" not in text or "en" not in text or not any(map(DIGIT.search, text.values())) or HALF_DAY.search(text["en"]):
        return
    indonesian, english = (sorted(map(_digits, FIGURE.findall(text[language]))) for language in ("id", "en"))
    if indonesian != english:
        figure = f"id {' '.join(indonesian) or '-'}; en {' '.join(english) or '-'}"
        source.weakness("figures-differ", path, item=item, figure=figure)


def _digits(figure: str) -> str:
    """1.500.000 and 1,500,000, 08.00 and 8:00 are the same."""
    return SEPARATOR.sub("", figure).lstrip("0")


class Reading(Value):
    """How the texts of a module read in one language: words of a sentence, on average and of the longest twentieth; the reading
    grade is known for English alone."""

    sentences: int
    mean_words: float
    long_words: float
    grade: float | None


def readings(said: Said) -> dict[str, Reading]:
    """By language, where there is enough to read."""
    made: dict[str, Reading] = {}
    for language, by_sentence in said.items():
        lengths = [len(sentence) for sentence in by_sentence]
        if len(lengths) >= ENOUGH_SENTENCES:
            made[language] = Reading(
                sentences=len(lengths),
                mean_words=fmean(lengths),
                long_words=quantiles(lengths, n=20)[-1],
                grade=flesch_kincaid(by_sentence) if language == "en" else None,
            )
    return made


def _sentences(source: Source, reads: dict[str, Reading]) -> None:
    for language, reading in reads.items():
        bound, longest = SENTENCE_WORDS.get(language), LONG_SENTENCE_WORDS.get(language)
        if bound and reading.mean_words > bound:
            source.weakness("sentence-words", (), language=language, figure=f"{reading.mean_words:.1f}", bound=f"<= {bound}")
        if longest and reading.long_words > longest:
            source.weakness("long-sentences", (), language=language, figure=f"{reading.long_words:.0f}", bound=f"<= {longest}")
        if reading.grade is not None and reading.grade > READING_GRADE:
            source.weakness("reading-grade", (), language=language, figure=f"{reading.grade:.1f}", bound=f"<= {READING_GRADE}")
