"""Texts are short enough to be read at a counter, and as long in one language as in the other."""

from pathlib import Path

import pytest

from cstrain.curriculum.problem import Problem, Severity
from cstrain.curriculum.quality.wording import flesch_kincaid, likeness, sentences, spoken, syllables, vocabulary, words
from tests.curriculum.authored import BOTH, HEAD, but, place_of, problems_of

ONE_LANGUAGE = "id: shop\nlanguages: [{language}]\ntitle: Shop\nsummary: Shop\n"
QUESTION = "According to the article, how many seconds decide a first impression?"
FEEDBACK = "So says the article and although no study is named the point about the start is sound."


def weaknesses(root: Path, text: str, *rules: str) -> list[Problem]:
    return [problem for problem in problems_of(root, text) if problem.rule in rules]


@pytest.mark.parametrize(
    ("anchors", "old", "count", "bound", "what"),
    [
        (("id: seconds", "prompt"), QUESTION, 5, "6-70", "prompt"),
        (("id: seconds", "prompt"), QUESTION, 71, "6-70", "prompt"),
        (("id: promise", "text"), "Tell her two days and offer a loan", 29, "1-28", "option"),
        (("id: near", "text"), "Stay near and wait for a sign", 29, "1-28", "option"),
        (("id: lost", "right"), "Where would you like to go", 29, "1-28", "option"),
        (("id: lost", "left"), "A lost tourist", 29, "1-28", "option"),
        (("value: 5", "feedback"), FEEDBACK, 11, "12-70", "feedback"),
        (("value: 5", "feedback"), FEEDBACK, 71, "12-70", "feedback"),
        (("id: first-words", "text"), "Look first, then speak.", 121 - 16, "1-120", "card"),
    ],
)
def test_each_kind_of_text_has_its_fewest_and_most_words(
    tmp_path: Path, anchors: tuple[str, ...], old: str, count: int, bound: str, what: str
) -> None:
    text = but(old, " ".join(["word"] * count))
    (problem,) = weaknesses(tmp_path, text, "text-words")
    assert (problem.place.line, problem.place.column) == place_of(text, *anchors)
    assert (problem.severity, problem.bound, problem.details["what"]) == (Severity.QUALITY, bound, what)
    assert problem.figure == str(121 if what == "card" else count)


def test_the_texts_of_a_set_are_looked_at_once(tmp_path: Path) -> None:
    """They stand in two stems, but the author wrote them once."""
    long = " ".join(["word"] * 29)
    assert len(weaknesses(tmp_path, but("Stay near and wait for a sign", long), "text-words")) == 1


@pytest.mark.parametrize(
    ("indonesian", "english", "figure"),
    [
        (60, 100, None),
        (59, 100, "0.59"),
        (170, 100, None),
        (171, 100, "1.71"),
        (29, 100, None),
        (30, 100, "0.30"),
        (100, 29, None),
    ],
)
def test_no_language_says_much_more_than_the_other(tmp_path: Path, indonesian: int, english: int, figure: str | None) -> None:
    """From 0.6 to 1.7 characters of Indonesian for one of English, where both have thirty or more."""
    lesson = f"lessons: [{{id: card, title: {{id: A, en: A}}, text: {{id: {'a' * indonesian}, en: {'b' * english}}}}}]\n"
    text = BOTH + lesson
    problems = weaknesses(tmp_path, text, "language-ratio")
    assert [(problem.figure, problem.bound) for problem in problems] == ([(figure, "0.6-1.7")] if figure else [])
    assert all((problem.place.line, problem.place.column) == place_of(text, "card", "text") for problem in problems)


def cards(language: str, *said: str) -> str:
    """A module of one language with these sentences, a lesson card each."""
    lessons = "".join(f"  - {{id: card-{n}, title: Card, text: {sentence}}}\n" for n, sentence in enumerate(said))
    return ONE_LANGUAGE.format(language=language) + "lessons:\n" + lessons


def sentence(count: int, word: str = "day") -> str:
    return " ".join([word] * count) + "."


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        # Titles count as sentences of one word each, so half of all sentences here are titles.
        ("en", [sentence(35)] * 20, []),
        ("en", [sentence(36)] * 20, [("sentence-words", "18.5", "<= 18")]),
        ("en", [sentence(60)] * 9, []),
        ("id", [sentence(23)] * 20, []),
        ("id", [sentence(28)] * 10, [("long-sentences", "28", "<= 24"), ("sentence-words", "14.5", "<= 14")]),
        ("id", [sentence(25)] * 3 + [sentence(2)] * 17, [("long-sentences", "25", "<= 24")]),
        ("id", [sentence(25)] * 1 + [sentence(2)] * 39, []),
        ("en", [sentence(10, "consideration")] * 10, [("reading-grade", "41.3", "<= 9")]),
        ("id", [sentence(10, "pertimbangan")] * 10, []),
    ],
)
def test_sentences_are_short_and_english_is_plain(
    tmp_path: Path, language: str, said: list[str], expected: list[tuple[str, str, str]]
) -> None:
    problems = weaknesses(tmp_path, cards(language, *said), "sentence-words", "long-sentences", "reading-grade")
    assert [(problem.rule, problem.figure, problem.bound) for problem in problems] == expected
    assert all(problem.language == language for problem in problems)


def test_facts_and_sources_are_not_held_to_the_bounds_of_prose(tmp_path: Path) -> None:
    fact = f"facts: [{{id: F, group: G, tier: C, kind: claim, provenance: practice, source: A, statement: {'long ' * 500}}}]\n"
    assert problems_of(tmp_path, HEAD + fact) == []


def test_words_are_counted_as_a_reader_does() -> None:
    assert words("Don't ask 1,500 or 2.5 hari-hari: Pak Made’s – 3S!") == [
        "Don't", "ask", "1,500", "or", "2.5", "hari-hari", "Pak", "Made’s", "3", "S",
    ]  # fmt: skip
    assert words("… – !") == []


def test_sentences_end_with_a_mark_or_a_line() -> None:
    assert sentences('He said "Yes." Then he left! Why? No 2.5 ends here…\nA title\n\nEnd') == [
        'He said "Yes."'[:-1], "Then he left!", "Why?", "No 2.5 ends here…", "A title", "End",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("Ask her now", "now ASK her!", 1.0), ("a b c", "b c d", 0.5), ("a", "b", 0.0), ("", "?", 1.0), ("a", "", 0.0)],
)
def test_likeness_is_the_share_of_words_that_both_have(one: str, other: str, expected: float) -> None:
    first, second = vocabulary(one), vocabulary(other)
    assert likeness(first, second) == likeness(second, first) == expected


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("smile", 1), ("table", 2), ("the", 1), ("idea", 2), ("customer", 3), ("tsk", 1), ("Rhythm", 1)],
)
def test_syllables_are_counted_by_groups_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_reading_grade_is_that_of_kincaid() -> None:
    """0.39 words per sentence + 11.8 syllables per word - 15.59."""
    assert flesch_kincaid(spoken("The cat sat on the mat.")) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert flesch_kincaid(spoken("The customer smiles. Ask.")) == pytest.approx(0.39 * 2 + 11.8 * 7 / 4 - 15.59)
    assert flesch_kincaid([]) == flesch_kincaid(spoken("…")) == 0.0
