"""The plain face: lines in, lines out, for screen readers, pipes and dumb terminals. No redraw, no boxes, no colour.

It waits for input only after a line that begins with "> ".
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import BLANK, Line
from cstrain.cli.prompts.asking import Meaning, Unclear, numbered, place
from cstrain.cli.prompts.face import Entry, Face, Heading
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.safe import safe_text
from cstrain.cli.words import _
from cstrain.core.items import Response


class Repeat(Exception):
    """The person wants the prompt once more."""


COMMANDS: dict[str, type[Exception]] = {"q": Leave, "?": Repeat, "l": SwitchLanguage}


def entry_of(entries: Sequence[Entry], line: str) -> Entry:
    return entries[place(line, len(entries))]


class PlainFace(Face):
    def __init__(self, remember: Callable[[str], None]) -> None:
        super().__init__(remember)
        self._commands_told = ""

    def tell(self, lines: Sequence[Line]) -> None:
        for line in lines:
            for paragraph in safe_text(line.text, paragraphs=True).split("\n"):
                print(f"{' ' * line.indent}{paragraph}".rstrip())
        sys.stdout.flush()

    def read_line(self, hint: str) -> str:
        """A line as typed, without its end; Leave at the end of input."""
        said = safe_text(hint)
        print(f"> {said} " if said[-1:] in ".!?" else f"> {said}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line or not sys.stdin.isatty():
            # A terminal has echoed the person's Enter; from a pipe nothing has ended the line.
            print(flush=True)
        if not line:
            raise Leave
        return line.rstrip("\r\n")

    def read_answer(self, hint: str, parse: Callable[[str], Meaning], /) -> Meaning:
        """What `parse` makes of a line that is not a command. Which commands there are is told once in each language."""
        if self._commands_told != words.language():
            self.tell([Line(_("Type ? to hear this again, l for Bahasa Indonesia, q to save and leave."))])
            self._commands_told = words.language()
        while True:
            line = self.read_line(hint)
            if line.strip().lower() in COMMANDS:
                raise COMMANDS[line.strip().lower()]
            try:
                return parse(line)
            except Unclear as unclear:
                self.tell([Line(str(unclear))])

    def ask(self, question: Question, heading: Callable[[], Heading]) -> Response:
        shown, taken = False, list[int]()
        while True:
            one = asking(question, words.language(), taken)
            if not shown:
                above = heading()
                scene = above.scene or [Line(above.title), Line(question.item.prompt.say(words.language()))]
                self.tell([BLANK, *scene, *one.lines()])
                shown = True
            try:
                return one.read(self.read_answer)
            except Repeat:
                shown = False
            except SwitchLanguage:
                self.switch_language()
                shown = False

    def menu(
        self,
        title: Callable[[], Sequence[Line]],
        entries: Callable[[], Sequence[Entry]],
        *,
        help: Callable[[], Sequence[Line]] | None = None,
    ) -> str:
        shown = False
        while True:
            offered = entries()
            if not shown:
                self.tell([*title(), *(Line(f"{n}. {entry.label}", indent=2) for n, entry in enumerate(offered, start=1))])
                shown = True
            try:
                return self.read_answer(_("Your choice"), partial(entry_of, offered)).key
            except Repeat:
                self.tell([BLANK, *help(), BLANK] if help else [])
                shown = False
            except SwitchLanguage:
                self.switch_language()
                shown = False

    def ask_language(self) -> str:
        names = tuple(words.NAMES)
        self.tell([Line("Pilih bahasa. / Choose a language."), *numbered(list(words.NAMES.values()))])
        while True:
            typed = self.read_line("Ketik angka / Type a number")
            try:
                return names[place(typed, len(names))]
            except Unclear:
                continue

    def type_in(self, label: str, *, above: Sequence[Line] = (), note: str = "", hidden: bool = False) -> str:
        self.tell(above)
        if note:
            self.tell([Line(note)])
        return self.read_line(label)

    def pause(
        self,
        lines: Callable[[], Sequence[Line]],
        label: Callable[[], str],
        *,
        above: Callable[[], Sequence[Line]] = list,
        wait: bool = False,
        stays: bool = False,
    ) -> None:
        self.tell([BLANK, *lines()])
        while wait and sys.stdin.isatty():
            try:
                self.read_answer(label(), str)
                return
            except Repeat:
                self.tell(lines())
            except SwitchLanguage:
                self.switch_language()
                self.tell(lines())

    def offer(self, lines: Callable[[], Sequence[Line]], label: Callable[[], str], key: str, what: Callable[[], str]) -> bool:
        self.tell([BLANK, *lines()])
        while sys.stdin.isatty():
            try:
                return self.read_answer(f"{label()}; {key} {what()}", str).strip().lower() == key
            except Repeat:
                self.tell(lines())
            except SwitchLanguage:
                self.switch_language()
                self.tell(lines())
        return False
