"""What a file for people says: the words come from the face. Files for programs keep the keys."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from json import JSONEncoder

from cstrain.core.harm import is_harmful
from cstrain.core.value import Value
from cstrain.reports.table import Cell, Chart, Column, Measure

SPACES = str.maketrans(dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", " "))
NOTHING = "–"
FIGURES = {Measure.COUNT, Measure.PERCENT, Measure.POINTS, Measure.RATIO, Measure.NUMBER, Measure.MINUTES}
# Words that are good or bad news get a colour beside: what each means is in the word.
SHADES = {
    "passed": "good",
    "good": "good",
    "expiring": "soon",
    "in-progress": "soon",
    "mixed": "soon",
    "not-started": "soon",
    "failed": "bad",
    "expired": "bad",
    "bad": "bad",
}

as_json = JSONEncoder(ensure_ascii=False).encode


class Words(Value):
    """Said in the language of the file: `title` of a report, a table or a chart, `heading` of a column, `word` for a cell of a
    fixed list, `describe` for those who do not see a chart; `notes` below the title; `on_paper` where
    paper has not all columns. `decimal` is the decimal sign."""

    language: str
    decimal: str
    title: Callable[[str], str]
    heading: Callable[[str], str]
    word: Callable[[str], str]
    describe: Callable[[Chart], str]
    notes: tuple[str, ...] = ()
    on_paper: str = ""

    def shown(self, column: Column, value: Cell) -> str:
        """A cell as people read it, unsafe characters and all."""
        match value:
            case None | "":
                return NOTHING
            case bool():
                return self.word("yes" if value else "no")
            case int() | float():
                return self.figure(value)
            case datetime():
                # Wall time where it was made; the offset has a column of its own.
                return value.strftime("%Y-%m-%d %H:%M")
            case date():
                return value.isoformat()
            case str():
                return self.word(value) if column.measure is Measure.WORD else value
        return as_json(value)

    def figure(self, value: float | None) -> str:
        return NOTHING if value is None else figure(value).replace(".", self.decimal)


def figure(value: float) -> str:
    """Every digit, without an exponent and without a needless ".0"."""
    # Zero has no sign that anyone would look for.
    text = repr(value or 0)
    return (format(Decimal(text), "f") if "e" in text else text).removesuffix(".0")


def printable(text: str) -> str:
    """The text without what moves a cursor or turns the reading order; line breaks are spaces."""
    if text.isprintable():
        return text
    return "".join(character for character in text.translate(SPACES) if not is_harmful(character))
