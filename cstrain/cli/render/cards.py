"""Cards to hold up: a large letter in a shape with a pattern of its own, so that each is told apart without colour too."""

from collections.abc import Iterator, Sequence

from cstrain.cli.words import _
from cstrain.core.value import Value
from cstrain.reports.html_page import escape

A_PAGE_FULL = 4
# Every choice has at most five options.
MOST = 5


class Card(Value, kw_only=False):
    """How a letter's card looks: `outline` and `inner` are the same shape, the pattern shows between them."""

    letter: str
    colour: str
    outline: str
    inner: str
    pattern: str


CARDS = (
    Card(
        "A",
        "#1d4f91",
        '<circle cx="200" cy="200" r="186"',
        '<circle cx="200" cy="200" r="138"',
        '<rect width="20" height="20" fill="#1d4f91"/>',
    ),
    Card(
        "B",
        "#7a3b00",
        '<rect x="16" y="16" width="368" height="368"',
        '<rect x="64" y="64" width="272" height="272"',
        '<rect width="20" height="9" fill="#7a3b00"/>',
    ),
    Card(
        "C",
        "#1c5b2d",
        '<path d="M200 8 L390 140 V392 H10 V140 Z"',
        '<path d="M200 66 L342 164 V344 H58 V164 Z"',
        '<circle cx="10" cy="10" r="6" fill="#1c5b2d"/>',
    ),
    Card(
        "D",
        "#6a1b7a",
        '<path d="M200 6 L394 200 L200 394 L6 200 Z"',
        '<path d="M200 72 L328 200 L200 328 L72 200 Z"',
        '<path d="M0 10 H20 M10 0 V20" stroke="#6a1b7a" stroke-width="5"/>',
    ),
    Card(
        "E",
        "#333333",
        '<path d="M110 16 H290 L384 200 L290 384 H110 L16 200 Z"',
        '<path d="M138 62 H262 L332 200 L262 338 H138 L68 200 Z"',
        '<rect width="9" height="20" fill="#333333"/>',
    ),
)


def cards(count: int, *, large: bool) -> Iterator[str]:
    """The cards A, B, C ... of so many options, at least four of them: one a page if `large`, else four to cut apart."""
    wanted = CARDS[: min(MOST, max(A_PAGE_FULL, count))]
    a_page = 1 if large else A_PAGE_FULL
    for start in range(0, len(wanted), a_page):
        yield f'<div class="sheet {"one" if large else "four"}">\n'
        yield from (_drawn(card) for card in wanted[start : start + a_page])
        yield "</div>\n"


def shapes() -> Sequence[str]:
    return (
        _("circle, filled"),
        _("square, striped across"),
        _("house, dotted"),
        _("diamond, checked"),
        _("hexagon, striped down"),
    )


def _drawn(card: Card) -> str:
    told = shapes()[CARDS.index(card)]
    id = f"card-{card.letter}"
    return (
        f'<div class="card">\n<svg viewBox="0 0 400 400" role="img" aria-labelledby="{id}-name {id}-look">\n'
        f'<title id="{id}-name">{card.letter}</title>\n<desc id="{id}-look">{escape(told)}</desc>\n'
        f'<defs><pattern id="{id}-fill" width="20" height="20" patternUnits="userSpaceOnUse">{card.pattern}</pattern></defs>\n'
        f'{card.outline} fill="#ffffff"/>\n'
        f'{card.outline} fill="url(#{id}-fill)" stroke="{card.colour}" stroke-width="6"/>\n'
        f'{card.inner} fill="#ffffff" stroke="{card.colour}" stroke-width="6"/>\n'
        '<text x="200" y="262" text-anchor="middle" font-size="175" font-weight="bold" fill="#000000">'
        f"{card.letter}</text>\n</svg>\n</div>\n"
    )
