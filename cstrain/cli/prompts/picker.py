"""Picking by key on a real terminal: digits, letters, arrows and Enter, on prompt_toolkit.

questionary's lists leak keys from one prompt into the next, park the cursor off the selected row and do not wrap long
options; scored questions need none of that to happen, so they are asked here (docs/decisions/0006-asking-by-key.md).
"""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import Style

from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.safe import safe_text
from cstrain.cli.words import _

WIDEST = 88
DIGITS = "123456789"
# Up to the first letter that means something else: l switches the language.
LETTERS = "abcdefghijk"
STYLE = Style.from_dict({"row": "", "here": "bold", "hint": "italic", "note": "bold", "done": ""})


class Back(Exception):
    """Backspace: to the row before."""


class KeyPicker:
    """A Picker. `at_once`: a digit or letter answers without Enter."""

    def __init__(self, *, at_once: bool, colour: bool) -> None:
        self.at_once = at_once
        self.colour = colour

    def one(self, options: Sequence[str], *, hint: str) -> int:
        return _Menu(options, [hint], self).run()[0]

    def entry(self, options: Sequence[str], *, hint: str, legend: str) -> int:
        """The place of a menu's entry: no answer, so the legend is the menu's own."""
        return _Menu(options, [hint], self, legend=legend).run()[0]

    def several(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        return tuple(sorted(_Menu(options, [hint], self, ticks="many").run()))

    def ranked(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        return _Menu(options, [hint], self, ticks="ranks").run()

    def each(self, rows: Sequence[str], options: Sequence[str], *, hint: str, unique: bool) -> tuple[int, ...]:
        taken: list[int] = []
        while len(taken) < len(rows):
            left = [place for place in range(len(options)) if not (unique and place in taken)]
            done = [f"{row} - {options[place]}" for row, place in zip(rows, taken, strict=False)]
            count = _("{number} of {total}").format(number=len(taken) + 1, total=len(rows))
            notes = [*done, f"{count}: {rows[len(taken)]}", hint]
            try:
                menu = _Menu([options[place] for place in left], notes, self, can_go_back=bool(taken))
                taken.append(left[menu.run()[0]])
            except Back:
                taken.pop()
        return tuple(taken)

    def line(self, *, hint: str) -> str:
        return type_line(f"{hint}: ")


class _Menu:
    """A list of options with a pointer. `ticks`: "" one is picked, "many" several are ticked, "ranks" all are put in order."""

    def __init__(
        self,
        options: Sequence[str],
        notes: Sequence[str],
        picker: KeyPicker,
        *,
        ticks: str = "",
        can_go_back: bool = False,
        legend: str | None = None,
    ) -> None:
        self.options = [safe_text(option) for option in options]
        self.notes = [safe_text(note) for note in notes]
        self.picker = picker
        self.ticks = ticks
        self.can_go_back = can_go_back
        self.fixed_legend = legend
        self.pointer = 0
        self.ticked: list[int] = []
        self.says = ""

    def run(self) -> tuple[int, ...]:
        control = FormattedTextControl(self.text, focusable=True, show_cursor=True)
        picked: tuple[int, ...] = run_alone(control, self.keys(), colour=self.picker.colour)
        return picked

    def text(self) -> StyleAndTextTuples:
        from prompt_toolkit.application import get_app

        width = min(WIDEST, get_app().output.get_size().columns) - 1
        parts: StyleAndTextTuples = []
        for note in self.notes[:-1]:
            parts.extend(("class:note", f"{line}\n") for line in textwrap.wrap(note, width))
        for place, option in enumerate(self.options):
            parts.extend(self.row(place, option, width))
        parts.append(("class:hint", f"\n{textwrap.fill(self.notes[-1], width)}\n"))
        parts.append(("class:hint", f"{textwrap.fill(self.legend(), width)}\n"))
        if self.says:
            parts.append(("class:note", f"{textwrap.fill(self.says, width)}\n"))
        return parts

    def row(self, place: int, option: str, width: int) -> StyleAndTextTuples:
        here = place == self.pointer
        style = "class:here" if here else "class:row"
        head = f"{'>' if here else ' '} {place + 1}. {self.tick(place)}"
        lines = textwrap.wrap(option, max(10, width - len(head))) or [""]
        parts: StyleAndTextTuples = [("[SetCursorPosition]", "")] if here else []
        parts.append((style, f"{head}{lines[0]}\n"))
        parts.extend((style, f"{' ' * len(head)}{line}\n") for line in lines[1:])
        return parts

    def tick(self, place: int) -> str:
        if self.ticks == "many":
            return "[x] " if place in self.ticked else "[ ] "
        if self.ticks == "ranks":
            return f"[{self.ticked.index(place) + 1}] " if place in self.ticked else "[ ] "
        return ""

    def legend(self) -> str:
        if self.fixed_legend is not None:
            return self.fixed_legend
        keys = [_("? help"), _("l Bahasa Indonesia"), _("q save and leave")]
        if self.can_go_back or self.ticks == "ranks":
            keys.insert(0, _("Backspace undo"))
        if not (self.picker.at_once and not self.ticks):
            keys.insert(0, _("Enter confirm"))
        return "  |  ".join(keys)

    def keys(self) -> KeyBindings:
        keys = KeyBindings()

        def on(*names: str) -> Callable[[Callable[[KeyPressEvent], None]], None]:
            def bind(action: Callable[[KeyPressEvent], None]) -> None:
                for name in names:
                    keys.add(name, eager=True)(action)

            return bind

        for place in range(len(self.options)):
            # A long menu has entries beyond the digits and the free letters: the arrows reach them.
            names = [str(place + 1)] if place < len(DIGITS) else []
            names += [LETTERS[place], LETTERS[place].upper()] if place < len(LETTERS) else []
            on(*names)(self.choose(place))
        on("up")(lambda event: self.move(-1))
        on("down")(lambda event: self.move(+1))
        on("enter")(self.confirm)
        on("space")(lambda event: self.press(self.pointer, event))
        on("backspace")(self.undo)
        bind_commands(keys)
        on("?")(lambda event: self.help())
        # Anything else does nothing, and says nothing: a cat on the keyboard answers no question.
        keys.add("<any>")(lambda event: None)
        return keys

    def choose(self, place: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: self.press(place, event)

    def press(self, place: int, event: KeyPressEvent) -> None:
        self.pointer, self.says = place, ""
        if self.ticks == "many":
            self.ticked.remove(place) if place in self.ticked else self.ticked.append(place)
        elif self.ticks == "ranks" and place not in self.ticked:
            self.ticked.append(place)
        elif not self.ticks and self.picker.at_once:
            event.app.exit(result=(place,))

    def move(self, step: int) -> None:
        self.pointer, self.says = (self.pointer + step) % len(self.options), ""

    def confirm(self, event: KeyPressEvent) -> None:
        if not self.ticks:
            event.app.exit(result=(self.pointer,))
        elif self.ticks == "ranks" and len(self.ticked) < len(self.options):
            # Enter on a row ranks it, so that arrows and Enter alone are enough.
            if self.pointer in self.ticked:
                self.says = _("Pick the ones that have no number yet.")
            else:
                self.press(self.pointer, event)
                self.pointer = next((p for p in range(len(self.options)) if p not in self.ticked), self.pointer)
        elif not self.ticked:
            self.says = _("Tick at least one first, with its number or the space bar.")
        else:
            event.app.exit(result=tuple(self.ticked))

    def undo(self, event: KeyPressEvent) -> None:
        if self.ticks and self.ticked:
            self.ticked.pop()
        elif self.can_go_back:
            event.app.exit(exception=Back())

    def help(self) -> None:
        self.says = {
            "": _("Move with the arrows or press the number; Enter confirms."),
            "many": _("Several answers fit. A number or the space bar ticks and unticks; Enter confirms all ticks."),
            "ranks": _("Press the number of what comes first, then second, and so on. Backspace takes the last one back."),
        }[self.ticks]


def bind_commands(keys: KeyBindings) -> None:
    """The keys that mean the same everywhere."""
    for names, error in ((("q", "Q", "c-d"), Leave), (("l", "L"), SwitchLanguage), (("c-c", "<sigint>"), KeyboardInterrupt)):
        for name in names:
            keys.add(name, eager=True)(_exiting(error))


def _exiting(error: type[BaseException]) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(exception=error())


def wait_for_enter(label: str, *, colour: bool) -> None:
    """Wait until the person goes on, with Enter or the space bar."""
    keys = KeyBindings()
    for name in ("enter", "space"):
        keys.add(name)(lambda event: event.app.exit())
    bind_commands(keys)
    keys.add("<any>")(lambda event: None)
    legend = "  |  ".join((_("l Bahasa Indonesia"), _("q save and leave")))
    text: StyleAndTextTuples = [("class:here", f"{safe_text(label)}\n"), ("class:hint", f"{legend}\n")]
    run_alone(FormattedTextControl(text, focusable=True, show_cursor=False), keys, colour=colour)


def run_alone(control: FormattedTextControl, keys: KeyBindings, *, colour: bool) -> Any:
    """Run a small application whose keys come from nowhere but the time it is on the screen."""
    application: Application[Any] = Application(
        layout=Layout(Window(control, wrap_lines=False)),
        key_bindings=keys,
        style=STYLE,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        erase_when_done=True,
    )
    forget_typed_ahead(application)
    picked = application.run()
    # What was typed while the answer was being taken belongs to no later question.
    forget_typed_ahead(application)
    return picked


def type_line(label: str) -> str:
    """A typed line; Leave for an empty end of input."""
    import questionary

    question = questionary.text(safe_text(label), qmark="")
    forget_typed_ahead(question.application)
    try:
        return str(question.unsafe_ask())
    except EOFError:
        raise Leave from None


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
