"""A page in every window: nothing is cut off, nothing is out of sight without a word, and everything can be reached."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from prompt_toolkit.utils import get_cwidth

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import Line
from cstrain.cli.prompts.asking import Asking
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.prompts.page import Page, Row, reading, wrapped
from cstrain.cli.prompts.picker import KeyPicker, _Menu
from cstrain.cli.prompts.rich import above_question
from cstrain.core.items import Item
from cstrain.curriculum.library import Library
from cstrain.curriculum.shelf import shipped
from tests import making

WIDTHS = (40, 57, 80, 120, 200)
TOO_SMALL = [(39, 10), (20, 8), (10, 5), (5, 3), (2, 2), (1, 1)]
LIBRARY = Library([shipped()], None)


class Caught(Exception):
    """The page that would have been shown."""

    def __init__(self, page: Page) -> None:
        self.page = page


@pytest.fixture(autouse=True)
def catching(monkeypatch: pytest.MonkeyPatch) -> None:
    def caught(menu: _Menu) -> tuple[int, ...]:
        raise Caught(menu.page)

    monkeypatch.setattr(_Menu, "run", caught)


def page_of(one: Asking[Any], question: Question, *, taken: Sequence[int] = ()) -> Page | None:
    """The page of this question with so many rows taken; None for one that is typed."""
    picker = KeyPicker(at_once=False, above=above_question(question, "Quiz: A module - question 3 of 12"))
    picker.taken = list(taken)
    if one.item.kind == "number":
        return None
    try:
        one.pick(picker)
    except Caught as caught:
        return caught.page
    raise AssertionError("no page was shown")


def whole(page: Page, columns: int, height: int) -> tuple[list[str], int]:
    """Everything a person reads who scrolls to the end, as rows; and on how many screens it stood."""
    seen: dict[int, str] = {}
    footer: list[str] = []
    for screens in range(1, 500):
        rows = page.rows(columns=columns, height=height)
        fits(rows, columns, height)
        seen |= {page.top + place: row.text for place, row in enumerate(rows[: page.room])}
        footer = [row.text for row in rows[page.room :]]
        if page.length > page.room:
            assert has(footer, page.told())
        if not page.has_more:
            return [*(seen[place] for place in sorted(seen)), *footer], screens
        page.scroll(+1)
    raise AssertionError("the end is never reached")


def fits(rows: Sequence[Row], columns: int, height: int) -> None:
    assert len(rows) <= height
    assert [row.text for row in rows if get_cwidth(row.text) > columns] == []


def plainly(text: str) -> str:
    return " ".join(text.split())


def has(rows: Sequence[str], text: str) -> bool:
    """Whether the words stand there one after another, however they are broken over rows."""
    return plainly(text) in plainly(" ".join(rows))


def shipped_questions() -> Iterator[Question]:
    for id in LIBRARY.ids:
        for item in LIBRARY.module(id).items.values():
            yield question_of(item)


def question_of(item: Item) -> Question:
    return Question(number=3, total=12, item=item, options=tuple(part.id for part in item.parts()))


QUESTIONS = list(shipped_questions())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("columns", "height"), [(80, 24), (40, 15), (57, 24), (120, 30), (200, 50)])
def test_every_shipped_question_can_be_read_whole(language: str, columns: int, height: int) -> None:
    words.use(language)
    for question in QUESTIONS:
        one: Any = asking(question, language)
        page = page_of(one, question)
        if page is None:
            continue
        rows, _screens = whole(page, columns, height)
        assert has(rows, question.item.prompt.say(language)), question.item.id
        options = one.options if one.item.kind != "rate" else one.rows[:1]
        assert [text for text in options if not has(rows, text)] == [], question.item.id


@pytest.mark.parametrize("language", ["id", "en"])
def test_on_a_usual_terminal_every_shipped_question_stands_on_one_screen(language: str) -> None:
    """80 columns and 24 rows."""
    words.use(language)
    pages = [(question, page_of(asking(question, language), question)) for question in QUESTIONS]
    scrolled = [question.item.id for question, page in pages if page and (page.rows(columns=80, height=24), page.has_more)[1]]
    assert scrolled == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_last_row_of_a_match_or_rate_shows_what_was_picked_before_it(language: str) -> None:
    words.use(language)
    rowed = [question for question in QUESTIONS if question.item.kind in ("match", "rate")]
    assert {question.item.kind for question in rowed} == {"match", "rate"}
    for question in rowed:
        one: Any = asking(question, language)
        page = page_of(one, question, taken=range(len(one.rows) - 1))
        assert page
        rows, _screens = whole(page, 80, 24)
        assert [text for text in one.rows if not has(rows, text)] == []


PROMPT = " ".join(f"prompt{number}" for number in range(70))
LONG = [" ".join(f"option{number}word{word}" for word in range(28)) for number in range(5)]


def long_page() -> tuple[Page, KeyPicker]:
    """The longest question that the rules of content let pass."""
    item = making.choice(grades=(3, 0, 0, 0, 0))
    picker = KeyPicker(at_once=False, above=[*above_question(question_of(item), "Quiz"), Line(PROMPT)])
    with pytest.raises(Caught) as caught:
        picker.one(LONG, hint="Choose with a number, a letter or the arrows")
    return caught.value.page, picker


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("height", [10, 15, 24, 60])
def test_the_longest_question_loses_no_word_in_any_window(columns: int, height: int) -> None:
    rows, _screens = whole(long_page()[0], columns, height)
    assert has(rows, PROMPT)
    assert [text for text in LONG if not has(rows, text)] == []


@pytest.mark.parametrize("place", range(5))
def test_moving_to_an_option_brings_it_into_sight(place: int) -> None:
    page, picker = long_page()
    page.rows(columns=40, height=24)
    assert not page.shows_here
    picker.pointer = place
    page.follow()
    shown = [row.text for row in page.rows(columns=40, height=24)]
    assert page.shows_here and has([row.removeprefix(">") for row in shown], LONG[place])


def test_a_page_read_to_its_end_has_shown_every_word_and_says_so_before() -> None:
    page = reading([Line("asked before")], [Line(text) for text in LONG], "Go on")
    first = [row.text for row in page.rows(columns=40, height=15)]
    assert "Press Enter to read on" in first and not has(first, "asked before")
    rows, screens = whole(page, 40, 15)
    assert screens > 1 and "Go on" in rows
    assert [text for text in LONG if not has(rows, text)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(("columns", "height"), [(40, 15), (40, 24), (57, 15), (80, 10)])
def test_on_every_part_of_a_long_page_the_footer_is_whole(language: str, columns: int, height: int) -> None:
    """In the middle of it the word of what is out of sight may take two rows."""
    words.use(language)
    page = reading((), [Line(" ".join(f"word{number}" for number in range(300)))], "Press Enter to go on with what comes next")
    parts = set()
    while True:
        shown = [row.text for row in page.rows(columns=columns, height=height)]
        end = [row.text for row in page.make(columns - 1, page.has_more).footer]
        assert shown[-len(end) :] == end and len(shown) <= height
        parts.add(page.told())
        if not page.has_more:
            break
        page.scroll(+1)
    assert len(parts) == 3


def test_what_stands_above_is_shown_where_everything_fits() -> None:
    page = reading([Line("asked before")], [Line("read this")], "Go on")
    assert [row.text for row in page.rows(columns=80, height=24)][:2] == ["asked before", "read this"]


@pytest.mark.parametrize(("columns", "height"), TOO_SMALL)
def test_a_window_too_small_for_anything_is_no_reason_to_fail(columns: int, height: int) -> None:
    for page in (long_page()[0], reading([Line("x")], [Line(PROMPT)], "Go on")):
        for _again in range(3):
            assert 1 <= len(page.rows(columns=columns, height=height)) <= height
            page.scroll(+1)


@pytest.mark.parametrize("columns", [10, 20, 39])
def test_below_forty_columns_no_word_is_lost_either(columns: int) -> None:
    rows, _screens = whole(reading([], [Line(PROMPT, indent=3)], "Go on"), columns, 24)
    assert plainly(PROMPT).replace(" ", "") in "".join(rows).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("日本語 日本", 6, ["日本語", "日本"]),
        ("日本語", 5, ["日本", "語"]),
        ("日本", 1, ["日", "本"]),
        ("e\u0301e\u0301 e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("a\x1b[31mb\u202ec", 9, ["a[31mbc"]),
    ],
)
def test_text_is_broken_between_words_as_wide_as_a_terminal_counts(text: str, width: int, rows: list[str]) -> None:
    assert wrapped(text, width) == rows
