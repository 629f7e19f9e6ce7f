"""Reports as pages: whole in one file, the same figures for eyes, ears and paper, and nothing in them is ever run."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.reports.html_charts import EMPTY as EMPTY_CELL
from cstrain.reports.html_charts import SCALE, shade
from cstrain.reports.html_file import ON_PAPER, write
from cstrain.reports.html_page import STYLE
from cstrain.reports.table import Cell, Chart, Column, Report
from cstrain.reports.words import printable
from tests.reports.making import BARS, EMPTY, EMPTY_CHARTS, FULL, HEAT, LINES, WORDS, named, report, said, table
from tests.reports.pages import Element, read, wrong
from tests.reports.test_html_page import HOSTILE


def page(made: Report) -> str:
    return "".join(write(made, WORDS))


def rows(table: Element) -> list[list[str]]:
    return [[cell.text for cell in row.children] for row in table.all("tr")]


def test_a_page_has_the_language_the_title_and_what_it_was_made_from() -> None:
    root = read(page(report(FULL)))
    assert root.one("html").attributes["lang"] == "id"
    assert root.one("title").text == root.one("h1").text == "T:summary"
    assert [note.text for note in root.all("p")] == ["First note.", "Second note."]


def test_every_column_and_row_is_there_in_words_and_figures_of_the_language() -> None:
    root = read(page(report(FULL, EMPTY)))
    assert wrong(page(report(FULL, EMPTY))) == []
    assert rows(root.one("table")) == [
        ["H:id", "H:name", "H:status", "H:attempts", "H:best", "H:gain", "H:day", "H:moment", "H:counts", "H:response"],
        ["t-1", "Sari", "W:passed", "3", "87,5", "-12,5", "2026-03-01", "2026-03-01 06:30", "W:yes", '["a", "b"]'],
        ["t-2", "Budi", "W:not-started", "0", "–", "–", "–", "–", "–", "–"],
    ]


def test_a_row_is_headed_by_what_it_is_about() -> None:
    heads = [head for head in read(page(report(FULL))).all("th") if head.attributes["scope"] == "row"]
    assert [head.text for head in heads] == ["Sari"]


def test_each_table_is_a_section_with_its_caption() -> None:
    root = read(page(report(FULL, more=[table(FULL, name="items")])))
    assert [head.text for head in root.all("h2")] == ["T:summary", "T:items"]
    assert [caption.text for caption in root.all("caption")] == ["T:summary", "T:items"]


def test_good_and_bad_news_have_a_colour_beside_the_word() -> None:
    root = read(page(report(FULL, EMPTY)))
    kinds = {cell.text: cell.attributes.get("class", "") for cell in root.all("td")}
    assert (kinds["W:passed"], kinds["W:not-started"], kinds["87,5"], kinds["3"]) == ("good", "soon", "figure sixth-5", "figure")


def off_paper(page: Element) -> set[str]:
    """The headings that paper has not; each cell below one of them is not there either."""
    found = set()
    for row in page.all("tr"):
        kinds = ["off-paper" in cell.attributes.get("class", "").split() for cell in row.children]
        if row.children[0].attributes.get("scope") == "col":
            heads = kinds
            found = {cell.text for cell, is_off in zip(row.children, kinds, strict=True) if is_off}
        assert kinds == heads
    return found


def test_ids_are_left_out_on_paper_and_so_is_what_a_wide_table_has_beside_the_main_columns() -> None:
    columns = (Column(key="trainee_id"), Column(key="name", on_screen=True), Column(key="minutes"))
    few = Report(name="x", tables=(table(("t", "Sari", "3"), columns=columns),))
    many = (*columns, *(Column(key=f"more-{number}") for number in range(ON_PAPER - 2)))
    wide = Report(name="x", tables=(table(("t", "Sari", "3", *("x" for _ in many[3:])), columns=many),))
    assert off_paper(read(page(few))) == {"H:trainee_id"}
    assert off_paper(read(page(wide))) == {f"H:{column.key}" for column in many} - {"H:name"}
    assert [note.text for note in read(page(wide)).all("p")][2:] == ["On paper."]
    raw = tuple(Column(key=f"more-{number}") for number in range(ON_PAPER + 1))
    assert off_paper(read(page(Report(name="x", tables=(table(tuple("x" for _ in raw), columns=raw),))))) == set()


def test_a_page_is_made_row_by_row() -> None:
    """However long it is, it is never whole in memory: a row is on its way before the next one is asked for."""
    asked: list[int] = []

    def endless() -> Iterator[tuple[Cell, ...]]:
        for number in range(100):
            asked.append(number)
            yield (f"t-{number}", *FULL[1:])

    made = report()
    (only,) = made.tables
    pieces = write(Report(name="summary", tables=(type(only)(name="summary", columns=only.columns, rows=endless()),)), WORDS)
    for piece in pieces:
        if "t-0" in piece:
            break
    assert asked == [0]


# Charts


@pytest.mark.parametrize("chart", [HEAT, BARS, LINES], ids=lambda chart: chart.name)
def test_a_chart_is_drawn_described_and_told_as_a_table(chart: Chart) -> None:
    text = page(report(charts=[chart]))
    assert wrong(text) == []
    figure = read(text).one("figure")
    svg = figure.one("svg")
    assert svg.attributes["role"] == "img"
    assert svg.all("title")[0].text == f"T:{chart.name}" and svg.one("desc").text == f"D:{chart.name}"
    assert figure.one("caption").text == f"T:{chart.name}"


def test_a_heat_map_has_its_figures_in_the_cells_and_in_the_table() -> None:
    figure = read(page(report(charts=[HEAT]))).one("figure")
    assert [text.text for text in figure.all("text")] == [
        "Bandung", "Medan", "greet", "20", "99,5", "listen", "–", "60",
    ]  # fmt: skip
    assert rows(figure.one("table")) == [["", "Bandung", "Medan"], ["greet", "20", "99,5"], ["listen", "–", "60"]]


def test_bars_are_as_high_as_their_figures_and_have_them_on_top() -> None:
    figure = read(page(report(charts=[BARS]))).one("figure")
    low, high = (float(bar.attributes["height"]) for bar in figure.all("rect"))
    assert low / high == pytest.approx(2 / 5, abs=0.01)
    assert [text.text for text in figure.all("text")] == ["2", "W:0-49", "5", "W:50-100"]


def test_lines_differ_without_colour_and_are_open_where_nothing_is_known() -> None:
    figure = read(page(report(charts=[LINES]))).one("figure")
    drawn = [line for line in figure.all("line") if line.attributes.get("stroke-width")]
    # One in each key; the first line is open on both sides of its gap, the second joins its three points.
    assert [line.attributes.get("stroke-dasharray", "") for line in drawn] == ["", "8 4", "8 4", "8 4"]
    assert len(figure.all("circle")) == 3 and len(figure.all("rect")) == 4
    assert [text.text for text in figure.all("text")][-2:] == ["care: 30", "3s: 100"]


def test_charts_without_figures_are_sound_too() -> None:
    assert wrong(page(report(charts=EMPTY_CHARTS))) == []


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_text_stands_out_from_its_paper() -> None:
    """At least 4.5 to 1 (WCAG 2.2, 1.4.3), on every colour that has text on it."""
    papers = re.findall(r"background: (#\w{3,6});", STYLE)
    assert len(papers) == 5
    for paper in papers:
        full = paper if len(paper) == 7 else "#" + "".join(2 * letter for letter in paper[1:])
        assert contrast(full, "#1a1a1a") >= 4.5 and (full != "#ffffff" or contrast(full, "#4a4a4a") >= 4.5)
    assert min(contrast(*pair) for pair in (*SCALE, EMPTY_CELL)) >= 4.5


@pytest.mark.parametrize(
    ("percent", "sixth"), [(0.0, 0), (16.6, 0), (16.7, 1), (50, 3), (99.9, 5), (100.0, 5), (120, 5), (-1, 0)]
)
def test_a_percentage_has_the_shade_of_its_sixth(percent: float, sixth: int) -> None:
    assert shade(percent) == sixth


# Hostile text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_never_obeyed_wherever_it_comes_from(text: str) -> None:
    written = "".join(write(named(text), said(text)))
    assert wrong(written) == []
    root, shown = read(written), printable(text)
    # Beside the heads and texts of its own nothing is there: no element came in with the text.
    assert {one.text for tag in ("title", "desc", "h1", "h2", "caption", "p") for one in root.all(tag)} == {shown}
    assert root.one("main").all("td")[-1].text


@given(st.text())
def test_whatever_is_typed_a_page_stays_a_page(text: str) -> None:
    assert wrong("".join(write(named(text), said(text)))) == []
