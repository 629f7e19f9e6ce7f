"""The frame and the pieces of every HTML page: whole in one file, printable, for eyes and screen readers, without a script.

Whatever was typed or authored goes through `escape`; nothing else here takes text. A page is made piece by piece, so that a long
one is never whole in memory. The policy in its head lets a browser load nothing, not even if something foreign got in.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from cstrain.core.value import Value
from cstrain.reports.words import printable

ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})

# Dark on light, and so on paper. What has a colour has a figure or a word too.
STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 100rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; line-height: 1.2; margin: 2rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
p { max-width: 50rem; margin: 0 0 0.75rem; }
.note { color: #4a4a4a; margin-bottom: 0.25rem; }
.wide { overflow-x: auto; margin-bottom: 1rem; }
.wide:focus-visible { outline: 3px solid #1d4f91; outline-offset: 2px; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #c9c9c9; }
td, tbody th { overflow-wrap: break-word; max-width: 24rem; }
thead th { vertical-align: bottom; background: #eef1f5; border-bottom: 2px solid #5a5a5a; }
tbody th { font-weight: 600; }
.figure { text-align: right; }
td.figure { white-space: nowrap; }
.code { overflow-wrap: anywhere; min-width: 6rem; }
.on-paper { display: none; }
.good { background: #d3ead9; }
.soon { background: #fdeec2; }
.bad { background: #f9d6d2; }
figure { margin: 0.5rem 0 1.5rem; }
svg { display: block; max-width: 100%; height: auto; font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.wide > svg { max-width: none; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  .wide > svg { max-width: 100%; }
  table { font-size: 7.5pt; line-height: 1.25; }
  th, td { padding: 0.7mm 1mm; }
  .off-paper { display: none; }
  .on-paper { display: block; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def escape(text: str) -> str:
    """The text as HTML shows it, between tags and within quoted attributes: nothing in it is markup, moves a cursor or turns
    the reading order. A line break is a space, as anywhere in HTML."""
    return printable(text).translate(ENTITIES)


def page(title: str, language: str, body: Iterable[str], *, style: str = "") -> Iterator[str]:
    """A whole page, piece by piece, under its title as the first heading; `body` is HTML, `style` what its own CSS adds."""
    styles = STYLE + style
    seal = b64encode(sha256(styles.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{styles}</style>\n</head>\n<body>\n<main>\n{heading(1, title)}"
    )
    yield from body
    yield "</main>\n</body>\n</html>\n"


def heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>\n"


def paragraph(text: str, kind: str = "") -> str:
    """`kind` is a class of the style, or "" for a plain paragraph."""
    return f"<p{_of_kind(kind)}>{escape(text)}</p>\n"


class Heading(Value):
    """A column's heading; figures stand to the right. Paper is not as wide as any table: some columns stay off it."""

    text: str
    is_figure: bool = False
    is_off_paper: bool = False

    @property
    def kind(self) -> str:
        return " ".join(["figure"] * self.is_figure + ["off-paper"] * self.is_off_paper)


def table(caption: str, headings: Iterable[Heading], rows: Iterable[str]) -> Iterator[str]:
    """A table with its caption, piece by piece; each row is one made by `row`. It scrolls by itself where it is too wide."""
    yield f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0">\n'
    yield from _table(caption, headings, rows)
    yield "</div>\n"


def spoken_table(caption: str, headings: Iterable[Heading], rows: Iterable[str]) -> Iterator[str]:
    """A table for those who hear the page: what a chart shows to the others."""
    yield '<div class="spoken">\n'
    yield from _table(caption, headings, rows)
    yield "</div>\n"


def _table(caption: str, headings: Iterable[Heading], rows: Iterable[str]) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(caption)}</caption>\n<thead>\n<tr>"
    for each in headings:
        # The corner above the rows' own headings says nothing.
        yield f'<th scope="col"{_of_kind(each.kind)}>{escape(each.text)}</th>' if each.text else "<td></td>"
    yield "</tr>\n</thead>\n<tbody>\n"
    yield from rows
    yield "</tbody>\n</table>\n"


def row(cells: Iterable[str]) -> str:
    """A row of cells made by `cell` and `row_heading`."""
    return f"<tr>{''.join(cells)}</tr>\n"


def cell(text: str, kind: str = "") -> str:
    return f"<td{_of_kind(kind)}>{escape(text)}</td>"


def row_heading(text: str) -> str:
    """The cell that says what the row is about."""
    return f'<th scope="row">{escape(text)}</th>'


def _of_kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
