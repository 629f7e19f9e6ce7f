"""What each kind of item brings to a face: how it is asked by line, how by key, and what is said about the answer."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from cstrain.app.attempt import Question
from cstrain.cli.lines import Line, Look
from cstrain.cli.words import _
from cstrain.core.items import Grade, Item, Response, Verdict

ItemKind = TypeVar("ItemKind", bound=Item)

Meaning = TypeVar("Meaning")


class Unclear(Exception):
    """A line that is no answer; its text says what is accepted. Nothing is recorded for it."""


class Read(Protocol):
    """Gives a hint and waits for a line, until there is one that `parse` understands (it raises Unclear for others)."""

    def __call__(self, hint: str, parse: Callable[[str], Meaning], /) -> Meaning: ...


class Picker(Protocol):
    """What the keyboard can do on a real terminal. Everything is confirmed before it counts, unless `at_once`."""

    def one(self, options: Sequence[str], *, hint: str) -> int:
        """The place of the option picked."""

    def several(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        """The places ticked, at least one."""

    def ranked(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        """All places in the order they were picked."""

    def each(self, rows: Sequence[str], options: Sequence[str], *, hint: str, unique: bool) -> tuple[int, ...]:
        """For each row the place of the option picked; with `unique` none is picked twice."""

    def line(self, *, hint: str) -> str:
        """A typed line."""


class Asking(ABC, Generic[ItemKind]):
    """One question in one language. `taken` holds the rows answered so far, whatever the language they were answered in."""

    def __init__(self, question: Question, item: ItemKind, language: str, taken: list[int]) -> None:
        self.question = question
        self.item = item
        self.language = language
        self.taken = taken

    @abstractmethod
    def lines(self) -> list[Line]:
        """What stands below the prompt in plain mode."""

    @abstractmethod
    def read(self, read: Read) -> Response:
        """The response, line by line."""

    @abstractmethod
    def pick(self, picker: Picker) -> Response:
        """The response, by keys; Unclear if a typed line is no answer."""

    @abstractmethod
    def explain(self, response: Response, grade: Grade) -> list[Line]:
        """What is said about the response, option by option."""


MARKS = {Verdict.RIGHT: Look.RIGHT, Verdict.PARTLY: Look.PARTLY, Verdict.WRONG: Look.WRONG, Verdict.MISSED: Look.STRONG}
WORD = re.compile(r"[\s,;]+")


def numbered(options: Sequence[str]) -> list[Line]:
    return [Line(f"{number}. {text}", indent=2) for number, text in enumerate(options, start=1)]


def place(word: str, count: int) -> int:
    """The place (from 0) that a digit or a letter means; Unclear if there is none."""
    word = word.strip().rstrip(".)").lower()
    if word.isdecimal() and word.isascii() and len(word) < 4 and 1 <= int(word) <= count:
        return int(word) - 1
    if len(word) == 1 and 0 <= ord(word) - ord("a") < count:
        return ord(word) - ord("a")
    last = chr(ord("A") + count - 1)
    raise Unclear(_("Type a number from 1 to {count}, or a letter from A to {last}.").format(count=count, last=last))


def words_of(line: str) -> list[str]:
    return [word for word in WORD.split(line.strip()) if word]


def places(line: str, count: int) -> tuple[int, ...]:
    """The places that the words of a line mean; one run of digits or letters ("132") means one place each."""
    words = words_of(line)
    if len(words) == 1 and len(words[0]) > 1 and words[0].isalnum():
        words = list(words[0])
    return tuple(place(word, count) for word in words)


def row_by_row(
    rows: Sequence[str],
    read: Read,
    take: Callable[[str, Sequence[int]], int],
    hint: Callable[[str], str],
    taken: list[int],
) -> tuple[int, ...]:
    """What `take` makes of a word for each row, asked in turn; a line with a word for every row left answers them all.

    `take` is given the word and what was taken for the rows before. `taken` grows, so that whoever interrupts goes on there.
    """

    def parse(line: str) -> list[int]:
        words = words_of(line)
        if len(words) != len(rows) - len(taken):
            words = [" ".join(words)]
        more: list[int] = []
        for word in words:
            more.append(take(word, [*taken, *more]))
        return more

    while len(taken) < len(rows):
        taken.extend(read(hint(rows[len(taken)]), parse))
    return tuple(taken)


def answered(rows: Sequence[str], answers: Sequence[object]) -> list[Line]:
    """What was answered for the rows before this one."""
    if not answers:
        return []
    said = [Line(f"- {row}: {answer}", indent=2) for row, answer in zip(rows, answers, strict=False)]
    return [Line(_("Answered so far:")), *said]
