"""Charts as SVG within a page. What they show is told three times: drawn, in a description, and as a
table that is heard.

Legible without colour: figures stand in the cells and on the bars, lines differ in their dashes and marks.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from cstrain.core.value import Value
from cstrain.reports.html_page import Heading, cell, escape, row, row_heading, spoken_table
from cstrain.reports.table import Bars, Chart, Heat, Lines, Measure
from cstrain.reports.words import NOTHING, Words

# From the lowest sixth of a hundred to the highest: paper and text. Orange to blue, which eyes without red or green tell apart.
SCALE = (
    ("#b35806", "#ffffff"),
    ("#f1a340", "#1a1a1a"),
    ("#fee0b6", "#1a1a1a"),
    ("#d8e9f5", "#1a1a1a"),
    ("#8dbfe0", "#1a1a1a"),
    ("#2166ac", "#ffffff"),
)
EMPTY = ("#f2f2f2", "#1a1a1a")
INK, FAINT = "#1a1a1a", "#c9c9c9"
LINE_COLOURS = ("#1d4f91", "#b35806", "#1a1a1a", "#6a3d9a", "#00695c", "#a3195b")
DASHES = ("", "8 4", "2 3", "10 3 2 3", "14 4", "5 5")
LETTER = 8.4
LONGEST_LABEL = 34
# About how wide a chart with many points is.
LINES_WIDTH = 900


class Drawing(Value):
    """Shapes, and how large the sheet has to be."""

    width: float
    height: float
    shapes: tuple[str, ...]


def shade(percent: float) -> int:
    """Which sixth of a hundred this is."""
    return min(len(SCALE) - 1, max(0, int(percent * len(SCALE) / 100)))


def chart(drawn: Chart, words: Words, number: int) -> Iterator[str]:
    """A chart as a figure; `number` tells it from the others on the page."""
    title, id = words.title(drawn.name), f"chart-{number}"
    drawing = _draw(drawn, words)
    yield f'<figure>\n<div class="wide" role="region" aria-label="{escape(title)}" tabindex="0">\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-title {id}-desc"'
        f' width="{drawing.width:.0f}" height="{drawing.height:.0f}" viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}">\n'
        f'<title id="{id}-title">{escape(title)}</title>\n<desc id="{id}-desc">{escape(words.describe(drawn))}</desc>\n'
    )
    yield from drawing.shapes
    yield "</svg>\n</div>\n"
    labels, rows = _figures(drawn, words)
    yield from spoken_table(
        title,
        [Heading(text=""), *(Heading(text=label) for label in labels)],
        (row([row_heading(name), *(cell(words.figure(value)) for value in values)]) for name, values in rows),
    )
    yield "</figure>\n"


def _figures(drawn: Chart, words: Words) -> tuple[Sequence[str], Iterable[tuple[str, Sequence[float | None]]]]:
    """The columns' headings, and each row's heading with its figures."""
    match drawn:
        case Heat():
            return drawn.columns, zip(drawn.rows, drawn.cells, strict=True)
        case Bars():
            return [words.word(label) for label in drawn.labels], [(words.title(drawn.name), drawn.heights)]
        case Lines():
            return drawn.points, drawn.lines


def _draw(drawn: Chart, words: Words) -> Drawing:
    match drawn:
        case Heat():
            return _heat(drawn, words)
        case Bars():
            return _bars(drawn, words)
        case Lines():
            return _lines(drawn, words)


def _heat(heat: Heat, words: Words) -> Drawing:
    """A cell for each row and column; the columns' labels lean, so that long ones fit."""
    wide, high = 58, 26
    left = _room(heat.rows) + 10
    top = _room(heat.columns) * 0.6 + 24
    shapes = []
    for place, label in enumerate(heat.columns):
        x, y = left + place * wide + wide / 2, top - 8
        shapes.append(_text(x, y, _short(label), turned=-35))
    for line, (label, values) in enumerate(zip(heat.rows, heat.cells, strict=True)):
        y = top + line * high
        shapes.append(_text(left - 8, y + 18, _short(label), anchor="end"))
        for place, value in enumerate(values):
            paper, ink = EMPTY if value is None else SCALE[shade(value)]
            x = left + place * wide
            shapes.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide - 2}" height="{high - 2}" fill="{paper}"/>\n')
            shapes.append(_text(x + wide / 2 - 1, y + 17, words.figure(value), anchor="middle", ink=ink))
    # Room for the labels, which lean out to the right.
    leaning = [(place + 0.5) * wide + _room([label]) * 0.82 + 8 for place, label in enumerate(heat.columns)]
    width = left + max([len(heat.columns) * wide, *leaning])
    return Drawing(width=width, height=top + len(heat.rows) * high + 4, shapes=tuple(shapes))


def _bars(bars: Bars, words: Words) -> Drawing:
    """A bar for each label with its figure on top."""
    labels = [words.word(label) for label in bars.labels]
    wide = max(44.0, _room(labels) + 8)
    tall, top = 180, 24
    highest = max(bars.heights, default=0) or 1
    base = top + tall
    shapes = []
    for place, (label, height) in enumerate(zip(labels, bars.heights, strict=True)):
        x, size = 8 + place * wide, max(0.0, height) * tall / highest
        shapes.append(
            f'<rect x="{x + 4:.1f}" y="{base - size:.1f}" width="{wide - 8:.1f}" height="{size:.1f}" fill="{LINE_COLOURS[0]}"/>\n'
        )
        shapes.append(_text(x + wide / 2, base - size - 6, words.figure(height), anchor="middle"))
        shapes.append(_text(x + wide / 2, base + 18, _short(label), anchor="middle"))
    width = 16 + len(labels) * wide
    shapes.append(_line(8, base, width - 8, base, INK))
    return Drawing(width=width, height=base + 30, shapes=tuple(shapes))


def _lines(lines: Lines, words: Words) -> Drawing:
    """The lines over their points, with a key below: of each its dashes, its mark and its newest figure."""
    left, top, tall, room = 52, 14, 200, _room(lines.points) + 12
    wide = min(max(LINES_WIDTH / max(len(lines.points), 1), 24.0), max(room, 60.0))
    # Where they stand close, not every point has its label: the last one has, and those a whole number of steps before it.
    every = ceil(room / wide)
    known = [value for _name, values in lines.lines for value in values if value is not None]
    highest = 100.0 if lines.measure is Measure.PERCENT else max([*known, 1.0])
    base, width = top + tall, left + len(lines.points) * wide
    shapes = []
    for quarter in range(5):
        y = base - quarter * tall / 4
        shapes.append(_line(left, y, width, y, FAINT))
        shapes.append(_text(left - 6, y + 4, words.figure(round(highest * quarter / 4, 2)), anchor="end"))
    for place, label in enumerate(lines.points):
        if (len(lines.points) - 1 - place) % every == 0:
            shapes.append(_text(left + (place + 0.5) * wide, base + 18, _short(label), anchor="middle"))
    for order, (name, values) in enumerate(lines.lines):
        spots = [
            None if value is None else (left + (place + 0.5) * wide, base - max(0.0, value) * tall / highest)
            for place, value in enumerate(values)
        ]
        shapes += _one_line(order, spots)
        y = base + 44 + order * 20
        shapes.append(_line(left, y, left + 44, y, _colour(order), _dashes(order)))
        shapes.append(_mark(order, left + 22, y))
        newest = next((value for value in reversed(values) if value is not None), None)
        told = NOTHING if newest is None else words.figure(newest)
        shapes.append(_text(left + 54, y + 4, f"{_short(name)}: {told}"))
    needed = left + 54 + (_room([name for name, _values in lines.lines]) + 60)
    return Drawing(width=max(width + room / 2, needed) + 8, height=base + 44 + len(lines.lines) * 20, shapes=tuple(shapes))


def _one_line(order: int, spots: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    """A line from spot to spot, open where there is none, and a mark on each."""
    for before, after in pairwise(spots):
        if before and after:
            yield _line(*before, *after, _colour(order), _dashes(order))
    yield from (_mark(order, *spot) for spot in spots if spot)


def _colour(order: int) -> str:
    return LINE_COLOURS[order % len(LINE_COLOURS)]


def _dashes(order: int) -> str:
    return DASHES[order % len(DASHES)]


def _mark(order: int, x: float, y: float) -> str:
    colour = _colour(order)
    match order % 3:
        case 0:
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>\n'
        case 1:
            return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>\n'
    return f'<path d="M{x - 5:.1f} {y + 4:.1f}h10l-5 -9z" fill="{colour}"/>\n'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, dashes: str = "") -> str:
    drawn = f' stroke-width="2" stroke-dasharray="{dashes}"' if dashes else ' stroke-width="2"' if colour != FAINT else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{drawn}/>\n'


def _text(x: float, y: float, text: str, *, anchor: str = "start", ink: str = INK, turned: int = 0) -> str:
    turn = f' transform="rotate({turned} {x:.1f} {y:.1f})"' if turned else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}"{turn}>{escape(text)}</text>\n'


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _room(labels: Sequence[str]) -> float:
    """How wide the longest of these is, about."""
    return max((len(_short(label)) for label in labels), default=0) * LETTER
