"""Picking by key on a real terminal: digits, letters, arrows and Enter, on prompt_toolkit.

questionary's lists leak keys from one prompt into the next, park the cursor off the selected row and do not wrap long
options; scored questions need none of that to happen, so they are asked here (docs/decisions/0006-asking-by-key.md).
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.interruptions import WantsHelp
from cstrain.cli.prompts.page import Page, Row, View, bind_commands, hung, legend, rows_of, show, wrapped
from cstrain.cli.words import _

DIGITS = "123456789"
# Up to the first letter that means something else: l switches the language.
LETTERS = "abcdefghijk"


# Whoever is used to confirm presses Enter within this time after a key that answers at once.
SETTLING_SECONDS = 0.2


class Back(Exception):
    """Backspace: to the row before."""


class KeyPicker:
    """A Picker on the page of one question, whose prompt is `above`. `at_once`: a digit or letter answers without Enter.

    What was picked so far is kept here, so that a question shown again (in the other language) goes on where it was.
    With `has_help` a question mark raises WantsHelp; without, it says how to pick.
    """

    def __init__(self, *, at_once: bool, above: Sequence[Line] = (), has_help: bool = False) -> None:
        self.at_once = at_once
        self.has_help = has_help
        self.above = above
        self.pointer = 0
        self.ticked: list[int] = []
        self.taken: list[int] = []

    def one(self, options: Sequence[str], *, hint: str) -> int:
        return _Menu(options, hint, self).run()[0]

    def entry(self, options: Sequence[str], *, hint: str, legend: Sequence[str]) -> int:
        """The place of a menu's entry: no answer, so the legend is the menu's own."""
        return _Menu(options, hint, self, legend=legend).run()[0]

    def several(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        return tuple(sorted(_Menu(options, hint, self, ticks="many").run()))

    def ranked(self, options: Sequence[str], *, hint: str) -> tuple[int, ...]:
        return _Menu(options, hint, self, ticks="ranks").run()

    def each(self, rows: Sequence[str], options: Sequence[str], *, hint: str, unique: bool) -> tuple[int, ...]:
        while len(self.taken) < len(rows):
            left = [place for place in range(len(options)) if not (unique and place in self.taken)]
            done = [f"{row} - {options[place]}" for row, place in zip(rows, self.taken, strict=False)]
            count = _("{number} of {total}").format(number=len(self.taken) + 1, total=len(rows))
            notes = [*done, f"{count}: {rows[len(self.taken)]}"]
            try:
                offered = [options[place] for place in left]
                picked = _Menu(offered, hint, self, notes=notes, can_go_back=bool(self.taken)).run()
                self.taken.append(left[picked[0]])
            except Back:
                self.taken.pop()
            self.pointer = 0
        return tuple(self.taken)

    def line(self, *, hint: str) -> str:
        from cstrain.cli.prompts.typed import type_answer

        return type_answer(self.above, hint)


class _Menu:
    """A list of options with a pointer. `ticks`: "" one is picked, "many" several are ticked, "ranks" all are put in order."""

    def __init__(
        self,
        options: Sequence[str],
        hint: str,
        picker: KeyPicker,
        *,
        ticks: str = "",
        notes: Sequence[str] = (),
        can_go_back: bool = False,
        legend: Sequence[str] | None = None,
    ) -> None:
        self.options = options
        self.hint = hint
        self.picker = picker
        self.ticks = ticks
        self.notes = notes
        self.can_go_back = can_go_back
        self.fixed_legend = legend
        self.says = ""
        self.settled: tuple[int, ...] | None = None
        self.page = Page(self.view)

    def run(self) -> tuple[int, ...]:
        settled = Condition(lambda: self.settled is not None)
        picked: tuple[int, ...] = show(self.page, self.keys(), instead=self.keys_once_settled(), when=settled)
        return picked

    def view(self, width: int, _more: bool) -> View:
        body = rows_of([*self.picker.above, *(Line(note, Look.STRONG) for note in self.notes)], width)
        here = (0, 0)
        for place, option in enumerate(self.options):
            is_here = place == self.picker.pointer
            head = f"{'>' if is_here else ' '} {place + 1}. {self.tick(place)}"
            rows = hung(head, option, width, Look.STRONG if is_here else Look.NORMAL)
            here = (len(body), len(body) + len(rows)) if is_here else here
            body += rows
        footer = [Row(""), *(Row(row, Look.QUIET) for row in wrapped(self.hint, width)), *legend(self.legend(), width)]
        footer += [Row(row, Look.STRONG) for row in wrapped(self.says, width)] if self.says else []
        return View(body=body, footer=footer, here=here)

    def tick(self, place: int) -> str:
        ticked = self.picker.ticked
        if self.ticks == "many":
            return "[x] " if place in ticked else "[ ] "
        if self.ticks == "ranks":
            return f"[{ticked.index(place) + 1}] " if place in ticked else "[ ] "
        return ""

    def legend(self) -> Sequence[str]:
        if self.fixed_legend is not None:
            return self.fixed_legend
        keys = [_("? help"), _("l Bahasa Indonesia"), _("q save and leave")]
        if self.can_go_back or self.ticks == "ranks":
            keys.insert(0, _("Backspace undo"))
        if not (self.picker.at_once and not self.ticks):
            keys.insert(0, _("Enter confirm"))
        return keys

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
        on("up")(lambda event: self.point_to((self.picker.pointer - 1) % len(self.options)))
        on("down")(lambda event: self.point_to((self.picker.pointer + 1) % len(self.options)))
        on("enter")(self.confirm)
        on("space")(lambda event: self.press(self.picker.pointer, event))
        on("backspace")(self.undo)
        bind_commands(keys)
        on("?")(self.help)
        # Anything else does nothing, and says nothing: a cat on the keyboard answers no question.
        keys.add("<any>")(lambda event: None)
        return keys

    def choose(self, place: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: self.press(place, event)

    def press(self, place: int, event: KeyPressEvent) -> None:
        self.point_to(place)
        ticked = self.picker.ticked
        if self.ticks == "many":
            ticked.remove(place) if place in ticked else ticked.append(place)
        elif self.ticks == "ranks" and place not in ticked:
            ticked.append(place)
        elif not self.ticks and self.picker.at_once:
            self.settle(event.app, (place,))

    def settle(self, application: Application[Any], result: tuple[int, ...]) -> None:
        """Give the result, having shown for a moment what was picked. An Enter that follows out of habit (where it counts, Enter
        confirms) belongs to this page: without this it would turn the next one, unread."""
        self.settled = result
        asyncio.get_running_loop().call_later(SETTLING_SECONDS, lambda: self.end(application))

    def end(self, application: Application[Any]) -> None:
        if application.is_running and not application.is_done:
            application.exit(result=self.settled)

    def keys_once_settled(self) -> KeyBindings:
        """Nothing but the Enter that is waited for, and the way out."""
        keys = KeyBindings()
        keys.add("enter", eager=True)(lambda event: self.end(event.app))
        for name in ("c-c", "<sigint>"):
            keys.add(name, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        keys.add("<any>")(lambda event: None)
        return keys

    def point_to(self, place: int) -> None:
        self.picker.pointer, self.says = place, ""
        self.page.follow()

    def confirm(self, event: KeyPressEvent) -> None:
        ticked = self.picker.ticked
        if not self.page.shows_here:
            # Nobody confirms what is out of sight: Enter brings it there first.
            self.page.follow()
        elif not self.ticks:
            event.app.exit(result=(self.picker.pointer,))
        elif self.ticks == "ranks" and len(ticked) < len(self.options):
            # Enter on a row ranks it, so that arrows and Enter alone are enough.
            if self.picker.pointer in ticked:
                self.says = _("Pick the ones that have no number yet.")
            else:
                self.press(self.picker.pointer, event)
                self.point_to(next((p for p in range(len(self.options)) if p not in ticked), self.picker.pointer))
        elif not ticked:
            self.says = _("Tick at least one first, with its number or the space bar.")
        else:
            event.app.exit(result=tuple(ticked))

    def undo(self, event: KeyPressEvent) -> None:
        if self.ticks and self.picker.ticked:
            self.picker.ticked.pop()
        elif self.can_go_back:
            event.app.exit(exception=Back())

    def help(self, event: KeyPressEvent) -> None:
        if self.picker.has_help:
            event.app.exit(exception=WantsHelp())
            return
        self.says = {
            "": _("Move with the arrows or press the number; Enter confirms."),
            "many": _("Several answers fit. A number or the space bar ticks and unticks; Enter confirms all ticks."),
            "ranks": _("Press the number of what comes first, then second, and so on. Backspace takes the last one back."),
        }[self.ticks]
