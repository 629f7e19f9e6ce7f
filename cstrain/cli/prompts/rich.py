"""The rich face: a page for each question, keys instead of lines.

Pages are drawn by prompt_toolkit, which redraws them when the window changes its size; what stays on the screen is
printed by Rich, loaded only for that. Foreign text reaches Rich as Text, never as markup.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import Unclear
from cstrain.cli.prompts.face import Entry, Face, Heading
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage, WantsHelp
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.prompts.page import MARKS, WIDEST, read, reading
from cstrain.cli.prompts.picker import KeyPicker
from cstrain.cli.prompts.stopping import give_the_terminal_back
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.words import _
from cstrain.core.items import Response

if TYPE_CHECKING:
    from rich.padding import Padding

STYLES = {
    Look.NORMAL: "",
    Look.TITLE: "bold cyan",
    Look.STRONG: "bold",
    Look.QUIET: "dim",
    Look.RIGHT: "bold green",
    Look.PARTLY: "bold yellow",
    Look.WRONG: "bold red",
}
BAR = 20


class RichFace(Face):
    def __init__(self, remember: Callable[[str], None]) -> None:
        super().__init__(remember)
        give_the_terminal_back()

    def tell(self, lines: Sequence[Line]) -> None:
        from rich.console import Console

        console = Console(highlight=False, soft_wrap=False)
        for line in lines:
            console.print(printed(line), width=min(WIDEST, console.width))

    def ask(self, question: Question, heading: Callable[[], Heading]) -> Response:
        picker = KeyPicker(at_once=heading().at_once)
        says: list[Line] = []
        while True:
            one = asking(question, words.language())
            above = heading()
            scene = [*above.scene, BLANK] if above.scene else above_question(question, above.title)
            picker.above = [*scene, *says]
            try:
                return one.pick(picker)
            except Unclear as unclear:
                says = [Line(str(unclear), Look.STRONG), BLANK]
            except SwitchLanguage:
                self.switch_language()
                says = []

    def menu(
        self,
        title: Callable[[], Sequence[Line]],
        entries: Callable[[], Sequence[Entry]],
        *,
        help: Callable[[], Sequence[Line]] | None = None,
    ) -> str:
        picker = KeyPicker(at_once=True, has_help=help is not None)
        while True:
            picker.above = [*title(), BLANK]
            offered = entries()
            labels = [entry.label for entry in offered]
            legend = (*([_("? help")] if help else []), _("l Bahasa Indonesia"), _("q leave"))
            try:
                return offered[picker.entry(labels, hint=_("Press a number, or use the arrows and Enter"), legend=legend)].key
            except SwitchLanguage:
                self.switch_language()
            except WantsHelp:
                self._show_help(help or list)

    def _show_help(self, help: Callable[[], Sequence[Line]]) -> None:
        """From here `q` goes back to the page that help was wanted for."""
        with suppress(Leave):
            self.pause(help, lambda: _("Press Enter to go back"))

    def ask_language(self) -> str:
        above = [Line("cstrain", Look.TITLE), Line("Pilih bahasa. / Choose a language."), BLANK]
        picker = KeyPicker(at_once=True, above=above)
        names = tuple(words.NAMES)
        labels = list(words.NAMES.values())
        while True:
            try:
                return names[picker.entry(labels, hint="Tekan angka. / Press a number.", legend=())]
            except SwitchLanguage:
                continue

    def type_in(self, label: str, *, above: Sequence[Line] = (), note: str = "", hidden: bool = False) -> str:
        from cstrain.cli.prompts.typed import type_line

        noted = [Line(note, Look.STRONG), BLANK] if note else []
        head = [*(above or [Line("cstrain", Look.TITLE)]), BLANK]
        keys = (_("Enter confirm"), _("l and Enter: Bahasa Indonesia"), _("q and Enter: leave"))
        return type_line([*head, *noted], f"{label}:", keys, hidden=hidden)

    def pause(
        self,
        lines: Callable[[], Sequence[Line]],
        label: Callable[[], str],
        *,
        above: Callable[[], Sequence[Line]] = list,
        wait: bool = False,
        stays: bool = False,
    ) -> None:
        try:
            while True:
                try:
                    read(reading(above(), lines(), label()))
                    return
                except SwitchLanguage:
                    self.switch_language()
        finally:
            if stays:
                self.tell(lines())

    def offer(self, lines: Callable[[], Sequence[Line]], label: Callable[[], str], key: str, what: Callable[[], str]) -> bool:
        try:
            while True:
                try:
                    return read(reading((), lines(), label(), offered=f"{key} {what()}"), key=key)
                except SwitchLanguage:
                    self.switch_language()
        finally:
            self.tell(lines())


def above_question(question: Question, title: str) -> list[Line]:
    """What stands above the options: where in the attempt this is, and the prompt."""
    prompt = Line(question.item.prompt.say(words.language()))
    return [Line(title, Look.TITLE), Line(bar(question), Look.QUIET), BLANK, prompt, BLANK]


def bar(question: Question) -> str:
    done = BAR * (question.number - 1) // question.total
    return "█" * done + "░" * (BAR - done)


def printed(line: Line) -> "Padding":
    from rich.padding import Padding
    from rich.text import Text

    bar = f"{line.bar} " if line.bar else ""
    text = legible(MARKS.get(line.look, "") + bar + safe_text(line.text, paragraphs=True))
    return Padding(Text(text, style=STYLES[line.look]), (0, 0, 0, line.indent))
