"""HTML pages: one file that loads nothing, runs nothing, and says its parts to a screen reader."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.harm import is_harmful
from cstrain.reports.html_page import Heading, cell, escape, heading, page, paragraph, row, row_heading, table
from tests.reports.pages import read, wrong

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><script>",
    "<!-- ",
    "]]>&amp;&#60;",
    "\u202egnp.exe",
    "a\x1b]0;x\x07b",
    "two\nlines",
    "\ud800",
    "سارة",
)


def a_page(text: str) -> str:
    body = [
        heading(2, text),
        paragraph(text, "note"),
        *table(text, [Heading(text=text), Heading(text="n", is_figure=True)], [row([row_heading(text), cell(text, "figure")])]),
    ]
    return "".join(page(text, "id", body))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_wherever_it_stands(text: str) -> None:
    written = a_page(text)
    assert wrong(written) == []
    shown = "".join(c for c in text.replace("\n", " ") if not is_harmful(c))
    root = read(written)
    for tag in ("title", "h1", "h2", "p", "caption"):
        assert root.one(tag).text == shown
    assert [one.text for one in root.all("th")] == [shown, "n", shown]
    assert [one.text for one in root.all("td")] == [shown]
    assert root.one("div").attributes["aria-label"] == shown


@given(st.text())
def test_nothing_escaped_is_markup_or_turns_the_reading_order(text: str) -> None:
    assert not set(escape(text)) & set("<>\"'") and not any(map(is_harmful, escape(text)))


def test_the_policy_lets_nothing_in_but_the_style_of_the_page_itself() -> None:
    root = read("".join(page("Scores", "en", [], style="p { color: #000; }")))
    (policy,) = [one.attributes["content"] for one in root.all("meta") if "http-equiv" in one.attributes]
    seal = b64encode(sha256(root.one("style").text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in root.one("style").text and "@import" not in root.one("style").text
    assert root.one("style").text.endswith("p { color: #000; }")
