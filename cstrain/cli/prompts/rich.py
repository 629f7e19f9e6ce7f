"""The rich face: a page for each question, keys instead of lines. Foreign text reaches Rich as Text, never as markup."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import Unclear
from cstrain.cli.prompts.face import Entry, Face, Heading
from cstrain.cli.prompts.interruptions import SwitchLanguage
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
# A blank row, the label and the keys below a page.
ROWS_OF_WAITING = 4


class RichFace(Face):
    def __init__(self, remember: Callable[[str], None]) -> None:
        super().__init__(remember)
        self.console = Console(highlight=False, soft_wrap=False)

    @property
    def colour(self) -> bool:
        return not self.console.no_color

    def tell(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.console.print(shown(line), width=self.width)

    @property
    def width(self) -> int:
        return min(WIDEST, self.console.width)

    def height_of(self, lines: Sequence[Line]) -> int:
        """How many rows these lines take."""
        options = self.console.options.update_width(self.width)
        return sum(len(self.console.render_lines(shown(line), options)) for line in lines)

    def page(self) -> None:
        self.console.clear()

    def ask(self, question: Question, heading: Callable[[], Heading]) -> Response:
        says = ""
        while True:
            one = asking(question, words.language())
            above = heading()
            self.page()
            self.tell([*(above.scene or self.above(question, above.title)), BLANK])
            if says:
                self.tell([Line(says, Look.STRONG)])
            try:
                return one.pick(KeyPicker(at_once=above.at_once, colour=self.colour))
            except Unclear as unclear:
                says = str(unclear)
            except SwitchLanguage:
                self.switch_language()

    def above(self, question: Question, title: str) -> list[Line]:
        prompt = Line(question.item.prompt.say(words.language()))
        return [Line(title, Look.TITLE), Line(self.bar(question), Look.QUIET), BLANK, prompt]

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

    def pause(
        self,
        lines: Callable[[], Sequence[Line]],
        label: Callable[[], str],
        *,
        above: Callable[[], Sequence[Line]] = list,
        wait: bool = False,
    ) -> None:
        done = 0
        while True:
            pages = self.pages(above(), lines())
            self.page()
            self.tell([*pages[done], BLANK])
            is_last = done == len(pages) - 1
            try:
                wait_for_enter(label() if is_last else _("Press Enter to read on"), colour=self.colour)
            except SwitchLanguage:
                # The other language may fill other pages.
                self.switch_language()
                done = 0
                continue
            if is_last:
                return
            done += 1

    def pages(self, above: Sequence[Line], lines: Sequence[Line]) -> list[list[Line]]:
        """The lines in pages that fit; what stands above only if one page holds everything."""
        room = max(1, self.console.height - ROWS_OF_WAITING)
        if self.height_of([*above, *lines]) <= room:
            return [[*above, *lines]]
        pages: list[list[Line]] = [[]]
        for line in lines:
            if pages[-1] and self.height_of([*pages[-1], line]) > room:
                pages.append([])
            pages[-1].append(line)
        return pages


def shown(line: Line) -> Padding:
    bar = f"{line.bar} " if line.bar else ""
    text = Text(MARKS.get(line.look, "") + bar + safe_text(line.text, paragraphs=True), style=STYLES[line.look])
    return Padding(text, (0, 0, 0, line.indent))
