"""Reports with everything that a cell may hold, in words that tell where they came from."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from cstrain.reports.table import Bars, Cell, Chart, Column, Heat, Lines, Measure, Report, Table
from cstrain.reports.words import Words

JAKARTA = timezone(timedelta(hours=7))
MOMENT, DAY = datetime(2026, 3, 1, 6, 30, 59, tzinfo=JAKARTA), date(2026, 3, 1)

WORDS = Words(
    language="id",
    decimal=",",
    title=lambda key: f"T:{key}",
    heading=lambda key: f"H:{key}",
    word=lambda code: f"W:{code}",
    describe=lambda chart: f"D:{chart.name}",
    notes=("First note.", "Second note."),
    on_paper="On paper.",
)

COLUMNS = (
    Column(key="id"),
    Column(key="name", on_screen=True),
    Column(key="status", measure=Measure.WORD),
    Column(key="attempts", measure=Measure.COUNT),
    Column(key="best", measure=Measure.PERCENT),
    Column(key="gain", measure=Measure.POINTS),
    Column(key="day", measure=Measure.DAY),
    Column(key="moment", measure=Measure.MOMENT),
    Column(key="counts", measure=Measure.FLAG),
    Column(key="response", measure=Measure.DATA),
)
FULL: tuple[Cell, ...] = ("t-1", "Sari", "passed", 3, 87.5, -12.5, DAY, MOMENT, True, ["a", "b"])
EMPTY: tuple[Cell, ...] = ("t-2", "Budi", "not-started", 0, None, None, None, None, None, None)

HEAT = Heat(name="skills", rows=("greet", "listen"), columns=("Bandung", "Medan"), cells=((20.0, 99.5), (None, 60.0)))
BARS = Bars(name="scores", labels=("0-49", "50-100"), heights=(2.0, 5.0))
LINES = Lines(name="weeks", points=("W1", "W2", "W3"), lines=(("care", (10.0, None, 30.0)), ("3s", (5.0, 50.0, 100.0))))

EMPTY_CHARTS: list[Chart] = [
    Heat(name="a", rows=(), columns=(), cells=()),
    Bars(name="b", labels=(), heights=()),
    Bars(name="c", labels=("x",), heights=(0.0,)),
    Lines(name="d", points=(), lines=()),
    Lines(name="e", points=("x",), lines=(("y", (None,)),)),
]


def table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS, name: str = "summary") -> Table:
    return Table(name=name, columns=columns, rows=rows)


def report(*rows: tuple[Cell, ...], charts: Iterable[Chart] = (), more: Iterable[Table] = ()) -> Report:
    return Report(name="summary", tables=(table(*rows), *more), charts=tuple(charts))


def named(text: str) -> Report:
    """A report in which every text there is is this one."""
    charts = (
        Heat(name=text, rows=(text,), columns=(text,), cells=((50.0,),)),
        Bars(name=text, labels=(text,), heights=(1.0,)),
        Lines(name=text, points=(text,), lines=((text, (1.0,)),)),
    )
    columns = (Column(key=text), Column(key="status", measure=Measure.WORD), Column(key="data", measure=Measure.DATA))
    return Report(name=text, tables=(table((text, text, [text]), columns=columns, name=text),), charts=charts)


def said(text: str) -> Words:
    """Words that say nothing but this."""
    return Words(
        language="en",
        decimal=".",
        title=lambda _: text,
        heading=lambda _: text,
        word=lambda _: text,
        describe=lambda _: text,
        notes=(text,),
    )
