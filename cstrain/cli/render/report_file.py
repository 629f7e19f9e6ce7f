"""What a report says in a file for people: its words, what it was made from, and its charts for those who do not see them."""

from datetime import datetime

from cstrain.app.report import Filters
from cstrain.cli.render.columns import heading, title, word
from cstrain.cli.words import _, language
from cstrain.reports.table import Bars, Chart, Heat, Lines
from cstrain.reports.words import NOTHING, Words, figure


def words(filters: Filters, now: datetime, about: tuple[str, ...] = ()) -> Words:
    """In the language of this run; `about` are notes of the report's own, which come first."""
    return Words(
        language=language(),
        decimal=_decimal(),
        title=title,
        heading=heading,
        word=word,
        describe=described,
        notes=(*about, _("Made on {day}.").format(day=now.date().isoformat()), *_narrowed(filters)),
        on_paper=_("On paper there are the main columns; all are in the file."),
    )


def _decimal() -> str:
    return "," if language() == "id" else "."


def _narrowed(filters: Filters) -> list[str]:
    """What the rows are narrowed to, in a line each."""
    told = [
        (heading("module"), ", ".join(filters.modules)),
        (heading("cohort"), filters.cohort),
        (heading("branch"), filters.branch),
        (heading("kind"), ", ".join(map(word, filters.kinds))),
        (_("From"), filters.since),
        (_("Up to"), filters.until),
    ]
    masked = [_("Names and employee numbers are left out.")] if filters.mask_names else []
    return [f"{name}: {value}" for name, value in told if value] + masked


def described(chart: Chart) -> str:
    """What a chart shows, in a sentence or two; its figures stand in a table beside."""
    match chart:
        case Heat():
            return _heat(chart)
        case Bars():
            return _bars(chart)
        case Lines():
            return _lines(chart)


def _heat(heat: Heat) -> str:
    known = [
        (value, row, column)
        for row, values in zip(heat.rows, heat.cells, strict=True)
        for column, value in zip(heat.columns, values, strict=True)
        if value is not None
    ]
    if not known:
        return _("There is nothing to show yet.")
    low, high = min(known), max(known)
    return _(
        "Percentages in {rows} rows and {columns} columns. Lowest: {low} ({low_row}, {low_column}). Highest: {high}."
    ).format(
        rows=len(heat.rows),
        columns=len(heat.columns),
        low=_figure(low[0]),
        low_row=low[1],
        low_column=low[2],
        high=_figure(high[0]),
    )


def _bars(bars: Bars) -> str:
    if not any(bars.heights):
        return _("There is nothing to show yet.")
    told = ", ".join(f"{word(label)} {_figure(height)}" for label, height in zip(bars.labels, bars.heights, strict=True))
    return _("Bars: {told}.").format(told=told)


def _lines(lines: Lines) -> str:
    if not any(value is not None for _name, values in lines.lines for value in values):
        return _("There is nothing to show yet.")
    newest = ", ".join(f"{name} {_figure(_newest(values))}" for name, values in lines.lines)
    return _("Lines from {first} to {last}. At the end: {newest}.").format(
        first=lines.points[0], last=lines.points[-1], newest=newest
    )


def _newest(values: tuple[float | None, ...]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _figure(value: float | None) -> str:
    return NOTHING if value is None else figure(value).replace(".", _decimal())
