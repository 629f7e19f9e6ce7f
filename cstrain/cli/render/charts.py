"""Charts of a report on the screen: figures first, so that nothing is told by colour or length alone."""

import os
from collections.abc import Iterator, Sequence

from cstrain.cli.render.columns import word
from cstrain.cli.render.figures import decimal
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.words import plural
from cstrain.reports.table import Bars, Chart, Heat, Lines

# How wide the labels of a chart may be, and each figure below a number of the heat map.
LABELS, FIGURE = 24, 5
LONGEST_BAR = 40
# Of many points a screen shows the latest.
POINTS = 8
# Beside the figure: below a mark the colour (ANSI) that goes with it.
COLOURS = ((60, 31), (80, 33), (101, 32))


def is_empty(chart: Chart) -> bool:
    match chart:
        case Heat():
            return not any(value is not None for row in chart.cells for value in row)
        case Bars():
            return not any(chart.heights)
        case Lines():
            return not chart.points


def spoken(chart: Chart) -> Iterator[str]:
    """A line for each row of the chart, to be read aloud."""
    match chart:
        case Heat():
            for label, values in zip(chart.rows, chart.cells, strict=True):
                yield _told(label, chart.columns, values)
        case Bars():
            for label, height in zip(chart.labels, chart.heights, strict=True):
                yield f"{word(label)}: {decimal(height)}"
        case Lines():
            for label, values in chart.lines:
                yield _told(label, chart.points[-POINTS:], values[-POINTS:])


def _told(label: str, names: Sequence[str], values: Sequence[float | None]) -> str:
    told = [f"{safe_text(name)} {decimal(value)}" for name, value in zip(names, values, strict=True) if value is not None]
    return f"{safe_text(label)}: {'; '.join(told) or '-'}"


def drawn(chart: Chart, width: int) -> Iterator[str]:
    """The chart for a screen so wide."""
    match chart:
        case Heat():
            return _heat(chart, width)
        case Bars():
            return _bars(chart, width)
        case Lines():
            return _numbered(
                [label for label, _values in chart.lines],
                chart.points[-POINTS:],
                [values[-POINTS:] for _label, values in chart.lines],
                width,
            )


def _heat(heat: Heat, width: int) -> Iterator[str]:
    return _numbered(heat.rows, heat.columns, heat.cells, width)


def _numbered(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[float | None]], width: int) -> Iterator[str]:
    """Whole percentages in narrow columns, each with a number that is told below; as many as fit."""
    from prompt_toolkit.utils import get_cwidth

    labels = [legible(safe_text(row)) for row in rows]
    wide = min(max(map(get_cwidth, labels), default=0), LABELS)
    fit = min(len(columns), max(1, (width - wide) // FIGURE))
    yield " " * wide + "".join(f"{number:>{FIGURE}}" for number in range(1, fit + 1))
    for label, values in zip(labels, cells, strict=True):
        yield _cut(label, wide) + "".join(map(_in_heat, values[:fit]))
    for number, name in enumerate(columns[:fit], 1):
        yield f"{number:>4} = {legible(safe_text(name))}"
    if fit < len(columns):
        yield plural("{n} more column is in the file.", "{n} more columns are in the file.", len(columns) - fit)


def _in_heat(value: float | None) -> str:
    """Rounded down: what has not reached the mark does not look as if it had."""
    if value is None:
        return "-".rjust(FIGURE)
    text = str(int(value)).rjust(FIGURE)
    colour = next(code for below, code in COLOURS if value < below)
    return text if os.environ.get("NO_COLOR") else f"\x1b[{colour}m{text}\x1b[0m"


def _cut(label: str, width: int) -> str:
    """The label in exactly so many cells."""
    from prompt_toolkit.utils import get_cwidth

    while get_cwidth(label) > width:
        label = label[:-1]
    return label + " " * (width - get_cwidth(label))


def _bars(bars: Bars, width: int) -> Iterator[str]:
    labels = [legible(safe_text(word(label))) for label in bars.labels]
    wide, most = max(map(len, labels), default=0), max(bars.heights, default=0)
    room = max(1, min(LONGEST_BAR, width - wide - 8))
    for label, height in zip(labels, bars.heights, strict=True):
        # What is there at all is seen.
        bar = legible("█" * max(1, round(room * height / most))) + " " if height else ""
        yield f"{label:>{wide}} {bar}{decimal(height)}"
