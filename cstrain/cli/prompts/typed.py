"""A line typed on a real terminal: questionary's own, below a page that is drawn whole."""

from collections.abc import Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from cstrain.cli.lines import Line
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.prompts.page import Page, Row, View, bind_scrolling, forget_typed_ahead, legend, rows_of
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.words import _

# What is typed stands here, the row after a long one, and a row to spare.
ROWS_OF_TYPING = 3


def type_answer(above: Sequence[Line], hint: str) -> str:
    """A typed line that answers a question: the letters that are commands everywhere are commands here, with Enter."""
    keys = (_("Enter confirm"), _("l and Enter: Bahasa Indonesia"), _("q and Enter: save and leave"))
    typed = type_line(above, f"{hint}: ", keys)
    command = {"q": Leave, "l": SwitchLanguage}.get(typed.strip().lower())
    if command:
        raise command
    return typed


def type_line(above: Sequence[Line], label: str, keys: Sequence[str] = (), *, hidden: bool = False) -> str:
    """A typed line, shown as stars if `hidden`; Leave for an empty end of input."""
    import questionary

    def make(width: int, _more: bool) -> View:
        footer = [*legend(keys, width), Row("")] if keys else []
        return View(body=rows_of(above, width), footer=footer)

    ask = questionary.password if hidden else questionary.text
    question = ask(legible(safe_text(label)).strip(), qmark="")
    _put_above(question.application, Page(make, rows_kept=ROWS_OF_TYPING))
    forget_typed_ahead(question.application)
    try:
        return str(question.unsafe_ask())
    except EOFError:
        raise Leave from None


def _put_above(application: Application[Any], page: Page) -> None:
    """Draw the page above the prompt of this application, as part of it."""
    scrolling = KeyBindings()
    bind_scrolling(scrolling, page, sideways=False)
    window = Window(FormattedTextControl(page.text), wrap_lines=False, dont_extend_height=True)
    typing = application.layout
    application.layout = Layout(HSplit([window, typing.container]), focused_element=typing.current_control)
    application.key_bindings = merge_key_bindings([each for each in (application.key_bindings, scrolling) if each])
    application.before_render += page.draw_anew
    application.erase_when_done = True
