"""The rich face: a page for each question, keys instead of lines. Foreign text reaches Rich as Text, never as markup."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import Unclear
from cstrain.cli.prompts.face import Entry, Face, Heading, SwitchLanguage
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.prompts.picker import WIDEST, KeyPicker, type_line, wait_for_enter
from cstrain.cli.safe import safe_text
from cstrain.cli.words import _
from cstrain.core.items import Response

STYLES = {
    Look.NORMAL: "",
    Look.TITLE: "bold cyan",
    Look.STRONG: "bold",
    Look.QUIET: "dim",
    Look.RIGHT: "bold green",
    Look.PARTLY: "bold yellow",
    Look.WRONG: "bold red",
}
# Said beside the colour, which not everyone sees.
MARKS = {Look.RIGHT: "✓ ", Look.PARTLY: "~ ", Look.WRONG: "✗ "}
BAR = 20


class RichFace(Face):
    def __init__(self, remember: Callable[[str], None]) -> None:
        super().__init__(remember)
        self.console = Console(highlight=False, soft_wrap=False)

    @property
    def colour(self) -> bool:
        return not self.console.no_color

    def tell(self, lines: Sequence[Line]) -> None:
        width = min(WIDEST, self.console.width)
        for line in lines:
            text = Text(MARKS.get(line.look, "") + safe_text(line.text, paragraphs=True), style=STYLES[line.look])
            self.console.print(Padding(text, (0, 0, 0, line.indent)), width=width)

    def page(self) -> None:
        self.console.clear()

    def ask(self, question: Question, heading: Callable[[], Heading]) -> Response:
        says = ""
        while True:
            one = asking(question, words.language())
            above = heading()
            self.page()
            self.tell([Line(above.title, Look.TITLE), Line(self.bar(question), Look.QUIET), BLANK])
            self.tell([Line(question.item.prompt.say(words.language())), BLANK])
            if says:
                self.tell([Line(says, Look.STRONG)])
            try:
                return one.pick(KeyPicker(at_once=above.at_once, colour=self.colour))
            except Unclear as unclear:
                says = str(unclear)
            except SwitchLanguage:
                self.switch_language()

    def bar(self, question: Question) -> str:
        done = BAR * (question.number - 1) // question.total
        return "█" * done + "░" * (BAR - done)

    def menu(self, title: Callable[[], Sequence[Line]], entries: Callable[[], Sequence[Entry]]) -> str:
        picker = KeyPicker(at_once=True, colour=self.colour)
        while True:
            self.page()
            self.tell([*title(), BLANK])
            offered = entries()
            legend = "  |  ".join((_("l Bahasa Indonesia"), _("q leave")))
            labels = [entry.label for entry in offered]
            try:
                return offered[picker.entry(labels, hint=_("Press a number, or use the arrows and Enter"), legend=legend)].key
            except SwitchLanguage:
                self.switch_language()

    def ask_language(self) -> str:
        picker = KeyPicker(at_once=True, colour=self.colour)
        self.page()
        self.tell([Line("cstrain", Look.TITLE), Line("Pilih bahasa. / Choose a language."), BLANK])
        names = tuple(words.NAMES)
        labels = list(words.NAMES.values())
        while True:
            try:
                return names[picker.entry(labels, hint="Tekan angka. / Press a number.", legend="")]
            except SwitchLanguage:
                continue

    def type_in(self, label: str, *, note: str = "") -> str:
        self.page()
        if note:
            self.tell([Line(note, Look.STRONG), BLANK])
        return type_line(f"{label}: ")

    def pause(self, lines: Callable[[], Sequence[Line]], label: Callable[[], str], *, wait: bool = False) -> None:
        self.tell(lines())
        while True:
            self.tell([BLANK])
            try:
                wait_for_enter(label(), colour=self.colour)
                return
            except SwitchLanguage:
                self.switch_language()
                self.page()
                self.tell(lines())
