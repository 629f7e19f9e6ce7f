"""Rows laid out in columns for a screen of some width: what fits, how wide, and the lines themselves. No colour, no terminal.

Much faster than Rich's own tables, which take a minute for the rows of some thousand people.
"""

from collections.abc import Iterator, Sequence

from prompt_toolkit.utils import get_cwidth

from cstrain.cli.prompts.page import wrapped
from cstrain.core.value import Value

GAP = "  "


class Heading(Value):
    """A column: `least` is how narrow its cells may be made by breaking them between words, 0 if they may not; `rank` says how
    soon a narrow screen goes without it, smaller sooner, None never."""

    text: str
    is_figure: bool = False
    least: int = 0
    rank: int | None = None


class Grid(Value):
    """The places of the columns that fit, and how wide each is."""

    places: tuple[int, ...]
    widths: tuple[int, ...]


def fitted(headings: Sequence[Heading], rows: Sequence[Sequence[str]], width: int) -> Grid | None:
    """The grid for a screen so wide; None if it is too narrow for the columns that nothing goes without."""
    widest = [max((get_cwidth(row[place]) for row in rows), default=0) for place in range(len(headings))]
    words = [max(map(get_cwidth, heading.text.split()), default=0) for heading in headings]
    narrow = [max(word, min(wide, heading.least or wide)) for heading, wide, word in zip(headings, widest, words, strict=True)]
    kept = list(range(len(headings)))
    leaving = sorted((place for place in kept if headings[place].rank is not None), key=lambda place: headings[place].rank or 0)
    while _total([narrow[place] for place in kept]) > width:
        if not leaving:
            return None
        kept.remove(leaving.pop(0))
    wanted = [max(narrow[place], widest[place]) for place in kept]
    return Grid(places=tuple(kept), widths=_shared([narrow[place] for place in kept], wanted, width))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _shared(narrow: Sequence[int], wanted: Sequence[int], width: int) -> tuple[int, ...]:
    """What is left of the width, given to the columns that want it, from the first on."""
    left = width - _total(narrow)
    widths = []
    for least, most in zip(narrow, wanted, strict=True):
        more = min(left, most - least)
        widths.append(least + more)
        left -= more
    return tuple(widths)


def header(grid: Grid, headings: Sequence[Heading]) -> list[str]:
    """The headings, and a line below them."""
    texts = [headings[place].text for place in grid.places]
    return [*_row(texts, grid, headings), GAP.join("-" * width for width in grid.widths)]


def body(grid: Grid, headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield from _row([row[place] for place in grid.places], grid, headings)


def _row(texts: Sequence[str], grid: Grid, headings: Sequence[Heading]) -> list[str]:
    columns = [_broken(text, width) for text, width in zip(texts, grid.widths, strict=True)]
    high = max(map(len, columns))
    lines = []
    for number in range(high):
        cells = [column[number] if number < len(column) else "" for column in columns]
        padded = [
            _padded(cell, width, headings[place].is_figure)
            for cell, width, place in zip(cells, grid.widths, grid.places, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines


def _broken(text: str, width: int) -> list[str]:
    return [text] if get_cwidth(text) <= width else wrapped(text, width)


def _padded(text: str, width: int, is_figure: bool) -> str:
    blank = " " * (width - get_cwidth(text))
    return blank + text if is_figure else text + blank
