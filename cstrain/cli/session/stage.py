"""The projected screen as a page: in the middle of a wide window, its keys at the foot."""

from collections.abc import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from cstrain.cli.prompts.page import WIDEST, Page, Row, View
from cstrain.core.value import Value

# From this size on there is room for wide margins, blank rows and block letters.
LARGE_COLUMNS, LARGE_ROWS = 120, 36


class Room(Value):
    """How much there is to write on."""

    width: int
    height: int
    is_large: bool


def nothing(room: Room, more: bool) -> View:
    return View(body=(), footer=())


class Stage(Page):
    """`draw` gives the view for a room; its second argument says whether there is more below, unread."""

    def __init__(self) -> None:
        super().__init__(self._view)
        self.draw: Callable[[Room, bool], View] = nothing
        self._size = (0, 0)

    def _view(self, width: int, more: bool) -> View:
        return self.draw(Room(width=width, height=self._size[1], is_large=self._is_large), more)

    @property
    def _is_large(self) -> bool:
        columns, rows = self._size
        return columns >= LARGE_COLUMNS and rows >= LARGE_ROWS

    def text(self) -> StyleAndTextTuples:
        size = get_app().output.get_size()
        rows = self.arranged(size.columns, size.rows)
        parts: StyleAndTextTuples = [(f"class:{row.look}", f"{row.text}\n") for row in rows[:-1]]
        return [*parts, *((f"class:{row.look}", row.text) for row in rows[-1:])]

    def arranged(self, columns: int, height: int) -> list[Row]:
        """The rows of a window of this size, each in its place."""
        self._size = (columns, height)
        width = max(1, min(WIDEST, columns - 1))
        view = self._view(width, False)
        free = height - len(view.body) - len(view.footer)
        if free < 0:
            rows = self.rows(columns=columns, height=height)
        else:
            self.top, self.room, self.length = 0, len(view.body), len(view.body)
            top = free // 4 if self._is_large else 0
            rows = [*[Row("")] * top, *view.body, *[Row("")] * (free - top), *view.footer]
        margin = " " * ((columns - 1 - width) // 2)
        return [Row(margin + _cut(row.text, width) if row.text else "", row.look) for row in rows]


def _cut(text: str, width: int) -> str:
    """Bars and columns of names have a width of their own: in a window narrower than any they lose their end."""
    while get_cwidth(text) > width:
        text = text[:-1]
    return text
