"""Rules on texts: short enough to be read at a counter, and as long in one language as in the other."""

from collections.abc import Iterator
from statistics import mean, quantiles
from typing import Any

from cstrain.curriculum.problem import Path
from cstrain.curriculum.quality.wording import flesch_kincaid, sentences, words
from cstrain.curriculum.shape import Source
from cstrain.curriculum.texts import texts

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
# Below this a module's mean says nothing.
ENOUGH_SENTENCES = 20


def check_language(source: Source) -> None:
    every = list(_texts(source))
    for path, item, text in every:
        _lengths(source, path, item, text)
        _ratio(source, path, item, text)
    for language in (source.head or {}).get("languages", []):
        _sentences(source, language, [text[language] for _, _, text in every if language in text])


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


def _lengths(source: Source, path: Path, item: str, text: dict[str, str]) -> None:
    fewest, most = WORDS.get(_role(path), (0, 10_000))
    for language, said in text.items():
        count = len(words(said))
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


def _sentences(source: Source, language: str, said: list[str]) -> None:
    lengths = [len(words(sentence)) for text in said for sentence in sentences(text)]
    if len(lengths) < ENOUGH_SENTENCES:
        return
    bound = SENTENCE_WORDS.get(language)
    if bound and mean(lengths) > bound:
        source.weakness("sentence-words", (), language=language, figure=f"{mean(lengths):.1f}", bound=f"<= {bound}")
    longest = LONG_SENTENCE_WORDS.get(language)
    if longest and (high := quantiles(lengths, n=20)[-1]) > longest:
        source.weakness("long-sentences", (), language=language, figure=f"{high:.0f}", bound=f"<= {longest}")
    if language == "en" and (grade := flesch_kincaid(said)) > READING_GRADE:
        source.weakness("reading-grade", (), language=language, figure=f"{grade:.1f}", bound=f"<= {READING_GRADE}")
