"""A page on a real terminal: what a person sees at once, drawn whole, and anew when the window changes its size.

What does not fit is scrolled, and the page says so: nothing is ever out of sight without a word.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import ConditionalKeyBindings, KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_bindings import KeyBindingsBase
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.words import _
from cstrain.core.value import Value

WIDEST = 88
# A longer indent would leave a narrow window no room for words.
WIDEST_INDENT = 1 / 3
LEAST_BODY = 3
# Said beside the colour, which not everyone sees.
MARKS = {Look.RIGHT: "✓ ", Look.PARTLY: "~ ", Look.WRONG: "✗ "}
STYLE = Style.from_dict(
    {
        "normal": "",
        "title": "bold ansicyan",
        "strong": "bold",
        "quiet": "italic",
        "right": "bold ansigreen",
        "partly": "bold ansiyellow",
        "wrong": "bold ansired",
    }
)


class Row(Value, kw_only=False):
    """One row of the screen."""

    text: str
    look: Look = Look.NORMAL


class View(Value):
    """What stands on a page: the footer is always in sight; of the body, the rows `here` (first, end) where that is wanted.

    What stands `above` the body is shown only where everything fits.
    """

    body: Sequence[Row]
    footer: Sequence[Row]
    above: Sequence[Row] = ()
    here: tuple[int, int] = (0, 0)


class Page:
    """`make` gives the view for a width; its second argument says whether there is more below, unread."""

    def __init__(self, make: Callable[[int, bool], View], *, rows_kept: int = 0) -> None:
        self.make = make
        self.rows_kept = rows_kept
        self.top = 0
        self.room = 0
        self.length = 0
        self.here = (0, 0)
        self._follows = False
        self._drawn_for: tuple[int, int] | None = None

    @property
    def has_more(self) -> bool:
        """Whether there is more below what is in sight."""
        return self.top + self.room < self.length

    @property
    def shows_here(self) -> bool:
        """Whether the rows that matter are in sight, or as many of them as the page holds."""
        first, end = self.here
        return self.top <= first and min(end, first + self.room) <= self.top + self.room

    def scroll(self, pages: int) -> None:
        self.top += pages * max(1, self.room - 1)

    def follow(self) -> None:
        """Bring the rows that matter into sight, where they will stand when the page is next drawn."""
        self._follows = True

    def text(self) -> StyleAndTextTuples:
        size = get_app().output.get_size()
        rows = self.rows(columns=size.columns, height=max(1, size.rows - self.rows_kept))
        first, _end = self.here
        parts: StyleAndTextTuples = []
        for place, row in enumerate(rows, start=self.top):
            if place == first and self.here != (0, 0):
                # Where a screen reader looks.
                parts.append(("[SetCursorPosition]", ""))
            end = "" if place == self.top + len(rows) - 1 else "\n"
            parts.append((f"class:{row.look}", row.text + end))
        return parts

    def rows(self, *, columns: int, height: int) -> list[Row]:
        """The rows in sight; a window too small even for a footer loses the end of it."""
        width = max(1, min(WIDEST, columns - 1))
        view = self.make(width, True)
        self.length, self.here = len(view.body), view.here
        if self.length + len(view.footer) <= height:
            self.top, self.room = 0, self.length
            whole = [*view.body, *self.make(width, False).footer]
            return [*view.above, *whole] if len(view.above) + len(whole) <= height else whole
        # As much is kept free as the footer and the word of what is out of sight ever take, so that neither loses its last row.
        below = max(len(view.footer), len(self.make(width, False).footer))
        told = max(len(wrapped(words, width)) for words in (_both(), _below(), _above()))
        self.room = max(min(LEAST_BODY, height), height - below - told)
        if self._follows:
            first, end = self.here
            self.top, self._follows = min(first, max(self.top, end - self.room)), False
        self.top = max(0, min(self.top, self.length - self.room))
        view = self.make(width, self.has_more)
        shown = view.body[self.top : self.top + self.room]
        said = [Row(row, Look.STRONG) for row in wrapped(self.told(), width)]
        return [*shown, *[*said, *view.footer][: max(0, height - len(shown))]]

    def told(self) -> str:
        if self.top and self.has_more:
            return _both()
        return _below() if self.has_more else _above()

    def draw_anew(self, application: Application[Any]) -> None:
        """Before each drawing: in a window of another size nothing stands where it was put."""
        size = application.output.get_size()
        if self._drawn_for != (size.columns, size.rows):
            self._drawn_for = (size.columns, size.rows)
            application.renderer.clear()


def _both() -> str:
    return _("More above and below: Page Up, Page Down")


def _below() -> str:
    return _("More below: Page Down")


def _above() -> str:
    return _("More above: Page Up")


def rows_of(lines: Sequence[Line], width: int) -> list[Row]:
    return [row for line in lines for row in _rows_of(line, width)]


def _rows_of(line: Line, width: int) -> Iterator[Row]:
    indent = " " * min(line.indent, int(width * WIDEST_INDENT))
    bar = f"{line.bar} " if line.bar else ""
    for row in wrapped(MARKS.get(line.look, "") + bar + line.text, width - len(indent)):
        yield Row(indent + row, line.look)


def hung(head: str, text: str, width: int, look: Look) -> list[Row]:
    """The text beside its head, its further rows below its first."""
    first, *more = wrapped(text, max(1, width - len(head)))
    return [Row(head + first, look), *(Row(" " * len(head) + row, look) for row in more)]


def legend(keys: Sequence[str], width: int) -> list[Row]:
    """What each key does, never broken within one where a row can hold it."""
    rows: list[str] = []
    for key in keys:
        joined = f"{rows[-1]}  |  {key}" if rows else key
        if rows and get_cwidth(joined) <= width:
            rows[-1] = joined
        else:
            rows.append(key)
    return [Row(row, Look.QUIET) for one in rows for row in ([one] if get_cwidth(one) <= width else wrapped(one, width))]


def wrapped(text: str, width: int) -> list[str]:
    """Safe rows no wider than this, as a terminal counts. Line breaks stay; only a word that is wider itself is broken."""
    return [row for paragraph in legible(safe_text(text, paragraphs=True)).split("\n") for row in _paragraph(paragraph, width)]


def _paragraph(text: str, width: int) -> list[str]:
    rows, row = [], ""
    for piece, starts_word in _pieces(text, width):
        if row and (not starts_word or get_cwidth(f"{row} {piece}") > width):
            rows.append(row)
            row = ""
        row = f"{row} {piece}" if row else piece
    return [*rows, row]


def _pieces(text: str, width: int) -> Iterator[tuple[str, bool]]:
    """The words, those wider than a row in pieces that fit it; and whether a piece is the first of its word."""
    for word in text.split():
        start = 0
        while start < len(word):
            end = start + 1
            while end < len(word) and get_cwidth(word[start : end + 1]) <= width:
                end += 1
            yield word[start:end], start == 0
            start = end


def show(page: Page, keys: KeyBindings, *, instead: KeyBindings | None = None, when: Filter | None = None) -> Any:
    """Show the page alone until a key ends it; keys come from nowhere but the time it is on the screen. While `when` holds, the
    keys are those that are given `instead`."""
    bind_scrolling(keys, page)
    bindings: KeyBindingsBase = keys
    if instead is not None and when is not None:
        bindings = merge_key_bindings([ConditionalKeyBindings(keys, ~when), ConditionalKeyBindings(instead, when)])
    application: Application[Any] = Application(
        layout=Layout(Window(FormattedTextControl(page.text, focusable=True, show_cursor=True), wrap_lines=False)),
        key_bindings=bindings,
        style=STYLE,
        before_render=page.draw_anew,
        erase_when_done=True,
    )
    forget_typed_ahead(application)
    picked = application.run()
    # What was typed while the answer was being taken belongs to no later question.
    forget_typed_ahead(application)
    return picked


def bind_scrolling(keys: KeyBindings, page: Page, *, sideways: bool = True) -> None:
    """The page keys; where nothing is typed the arrows `sideways` too, because small keyboards hide the page keys."""
    # No mouse is asked for, so what looks like one is a stray sequence; prompt_toolkit's own binding fails on some of them.
    keys.add(Keys.Vt100MouseEvent, eager=True)(lambda event: None)
    for name, pages in (("pagedown", +1), ("pageup", -1), *((("right", +1), ("left", -1)) if sideways else ())):
        keys.add(name)(_scrolling(page, pages))


def _scrolling(page: Page, pages: int) -> Callable[[KeyPressEvent], None]:
    return lambda event: page.scroll(pages)


def bind_commands(keys: KeyBindings) -> None:
    """The keys that mean the same everywhere."""
    for names, error in ((("q", "Q", "c-d"), Leave), (("l", "L"), SwitchLanguage), (("c-c", "<sigint>"), KeyboardInterrupt)):
        for name in names:
            keys.add(name, eager=True)(_exiting(error))


def _exiting(error: type[BaseException]) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(exception=error())


def reading(above: Sequence[Line], lines: Sequence[Line], label: str, *, offered: str = "") -> Page:
    """A page to be read, with what stands above it where everything fits, and a key that is `offered` besides."""

    def make(width: int, more: bool) -> View:
        says = _("Press Enter to read on") if more else label
        footer = [Row(""), *(Row(row, Look.STRONG) for row in wrapped(says, width))]
        footer += [Row(row, Look.STRONG) for row in wrapped(offered, width)] if offered else []
        footer += legend((_("l Bahasa Indonesia"), _("q save and leave")), width)
        return View(above=rows_of(above, width), body=rows_of(lines, width), footer=footer)

    return Page(make)


def read(page: Page, *, key: str = "") -> bool:
    """Wait until the page is read: Enter or the space bar go on, through all of it. True if it was the other key."""
    keys = KeyBindings()
    for name in ("enter", "space"):
        keys.add(name)(lambda event: page.scroll(+1) if page.has_more else event.app.exit(result=False))
    for name in (key, key.upper()) if key else ():
        keys.add(name)(lambda event: event.app.exit(result=True))
    for name, pages in (("up", -1), ("down", +1)):
        keys.add(name)(_scrolling(page, pages))
    bind_commands(keys)
    keys.add("<any>")(lambda event: None)
    return bool(show(page, keys))


def forget_typed_ahead(application: Application[Any]) -> None:
    """Drop keys pressed before the question was shown: in prompt_toolkit's store and in the terminal's own buffer."""
    clear_typeahead(application.input)
    try:
        import termios
    except ImportError:
        _forget_on_windows()
        return
    try:
        termios.tcflush(application.input.fileno(), termios.TCIFLUSH)
    except (termios.error, OSError, ValueError, NotImplementedError):
        # Not a terminal (a test's pipe): its input is a script, not keys pressed too early.
        return


def _forget_on_windows() -> None:
    try:
        import msvcrt
    except ImportError:
        return
    while msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
        msvcrt.getwch()  # type: ignore[attr-defined, unused-ignore]
