"""CSV: what Excel shows is what was meant, in both locales, and nothing in it is ever run."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cstrain.core.attempt import Kind
from cstrain.core.harm import is_harmful
from cstrain.reports.csv_file import BATCH, BOM, LOCALES, ExcelLocale, disarm, write
from cstrain.reports.table import Cell, Column, Table

SEPARATORS = re.compile(r"[;,\t|\r\n]")
FORMULA_SIGNS = tuple("=+-@＝＋－＠")

every_locale = pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES.keys())


def table(*rows: tuple[Cell, ...]) -> Table:
    width = len(rows[0]) if rows else 2
    return Table(name="scores", columns=tuple(Column(key=f"column_{n}") for n in range(width)), rows=rows)


def text_of(report: Table, locale: ExcelLocale = LOCALES["en"]) -> str:
    stream = io.StringIO(newline="")
    write(report, stream, locale)
    return stream.getvalue()


def read(text: str, locale: ExcelLocale) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=locale.separator, strict=True))


def cells(row: tuple[Cell, ...], locale: ExcelLocale) -> list[str]:
    return read(text_of(table(row), locale), locale)[1]


# The file


def test_a_file_begins_with_a_byte_order_mark_and_its_headings() -> None:
    assert text_of(table()) == "\ufeffcolumn_0,column_1\r\n"
    assert text_of(table(), LOCALES["id"]) == "\ufeffcolumn_0;column_1\r\n"


@every_locale
def test_every_row_is_there_in_order(locale: ExcelLocale) -> None:
    assert read(text_of(table(("a", 1), ("b", 2)), locale), locale) == [["column_0", "column_1"], ["a", "1"], ["b", "2"]]


def test_a_large_table_is_never_whole_in_memory() -> None:
    """Batch by batch: no more rows have been asked for than are written, but for those of one batch."""
    stream = io.StringIO(newline="")
    ahead: list[int] = []

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number in range(3 * BATCH + 1):
            ahead.append(number - stream.getvalue().count("\r\n"))
            yield (number,)

    write(Table(name="scores", columns=(Column(key="n"),), rows=rows()), stream, LOCALES["en"])
    assert stream.getvalue().count("\r\n") == 3 * BATCH + 2
    assert max(ahead) < BATCH


@every_locale
def test_a_cell_is_written_alike_whatever_stands_above_and_below_it(locale: ExcelLocale) -> None:
    """Columns are written as a whole where they are harmless: no neighbour makes a cell harmless, or spares it."""
    given = [value for value, _english, _indonesian in VALUES] + [typed for typed, _kept in HOSTILE]
    rows: list[tuple[Cell, ...]] = [(value, "plain", number) for number, value in enumerate(given)]
    alone = [cells(row, locale) for row in rows]
    assert read(text_of(table(*rows), locale), locale)[1:] == alone
    assert read(text_of(table(*reversed(rows)), locale), locale)[1:] == alone[::-1]


# Values

JAKARTA = timezone(timedelta(hours=7))
VALUES: list[tuple[Cell, str, str]] = [
    (None, "", ""),
    (True, "TRUE", "TRUE"),
    (False, "FALSE", "FALSE"),
    (0, "0", "0"),
    (-12, "-12", "-12"),
    (79.9, "79.9", "79,9"),
    (-0.5, "-0.5", "-0,5"),
    (100.0, "100", "100"),
    (0.333333, "0.333333", "0,333333"),
    (1250000.0, "1250000", "1250000"),
    (12345678.25, "12345678.25", "12345678,25"),
    (datetime(2026, 3, 1, 6, 30, 59, 999_000, tzinfo=JAKARTA), "2026-03-01 06:30:59", "2026-03-01 06:30:59"),
    (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01 00:00:00", "2026-03-01 00:00:00"),
    (date(2026, 3, 1), "2026-03-01", "2026-03-01"),
    ("Sari", "Sari", "Sari"),
    ("", "", ""),
    (["b", "a"], '["b", "a"]', '["b", "a"]'),
    ({"é": 5}, '{"é": 5}', '{"é": 5}'),
]


@pytest.mark.parametrize(("value", "english", "indonesian"), VALUES)
def test_a_value_is_written_as_each_excel_reads_it(value: Cell, english: str, indonesian: str) -> None:
    assert cells((value, "next"), LOCALES["en"]) == [english, "next"]
    assert cells((value, "next"), LOCALES["id"]) == [indonesian, "next"]


@given(st.decimals(-(10**9), 10**9, places=3).map(float))
def test_a_figure_that_a_trainee_typed_keeps_every_digit(figure: float) -> None:
    for locale in LOCALES.values():
        (written,) = cells((figure,), locale)
        assert float(written.replace(locale.decimal, ".")) == figure


# Hostile text

HOSTILE = [
    ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
    ("+62 812", "'+62 812"),
    ("-1+1", "'-1+1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("＝1", "'＝1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠x", "'＠x"),
    (" =1", "' =1"),
    ("Sari;=1", "Sari;'=1"),
    ("Sari,+1", "Sari,'+1"),
    ("Sari|@x", "Sari|'@x"),
    ("Sari; -1", "Sari;' -1"),
    ("Sari\t=1", "Sari\t'=1"),
    ("Sari\r=1", "Sari\r'=1"),
    ("Sari\n=1", "Sari\n'=1"),
    ("=1;=2", "'=1;'=2"),
]


@pytest.mark.parametrize(("typed", "kept"), HOSTILE)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(typed: str, kept: str) -> None:
    assert disarm(typed) == kept
    for locale in LOCALES.values():
        assert cells((typed, "next"), locale) == [kept, "next"]


@pytest.mark.parametrize("harmless", ["Sari-Dewi", "a = b", "5+3", "sari@example.com", "Budi; Tono", "don't", "", " "])
def test_harmless_text_stays_as_it_is(harmless: str) -> None:
    assert disarm(harmless) == harmless


def test_a_formula_inside_a_list_or_a_mapping_is_no_formula_either() -> None:
    assert cells((["a", ";=1"], {"x": ",=1"}), LOCALES["en"]) == ['["a", ";\'=1"]', '{"x": ",\'=1"}']


tricky = st.text(st.sampled_from([*FORMULA_SIGNS, *";,\t|\r\n \u00a0\v'\"aé"]), max_size=12)


@given(st.one_of(tricky, st.text()))
@example("\t=1")
@example("; \n=1")
def test_wherever_excel_splits_a_cell_no_part_begins_a_formula(typed: str) -> None:
    for part in SEPARATORS.split(disarm(typed)):
        assert not part.lstrip().startswith(FORMULA_SIGNS)


def without_harm(text: str) -> str:
    return "".join(character for character in text if character in "\t\r\n" or not is_harmful(character))


@given(st.one_of(tricky, st.text()))
def test_nothing_but_apostrophes_is_added_and_nothing_but_harm_is_dropped(typed: str) -> None:
    assert disarm(typed).replace("'", "") == without_harm(typed).replace("'", "")
    assert disarm(typed).count("'") >= typed.count("'")


@given(st.lists(st.one_of(tricky, st.text(st.sampled_from("aZ09-_.:+ /\n")), st.text()), min_size=1))
def test_a_column_of_texts_is_disarmed_cell_by_cell_or_needs_it_nowhere(typed: list[str]) -> None:
    back = read(text_of(table(*((each, "next") for each in typed))), LOCALES["en"])
    assert [row[0] for row in back[1:]] == [disarm(each) for each in typed]


def test_a_code_is_text_and_what_a_terminal_would_obey_is_not_written() -> None:
    assert cells((Kind.QUIZ, "next"), LOCALES["en"]) == ["quiz", "next"]
    assert cells(("a\x1b[2Jb\u202ec", "next"), LOCALES["en"]) == ["a[2Jbc", "next"]


@given(st.lists(st.tuples(st.one_of(tricky, st.text()), tricky), max_size=4))
def test_quotes_separators_and_line_breaks_survive_a_reader(rows: list[tuple[str, str]]) -> None:
    for locale in LOCALES.values():
        back = read(text_of(table(*rows) if rows else table(), locale), locale)
        assert back[1:] == [[disarm(value) for value in row] for row in rows]
