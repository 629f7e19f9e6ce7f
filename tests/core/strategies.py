"""Sound items of every kind for properties, small enough that every response to them can be tried."""

from fractions import Fraction

from hypothesis import strategies as st

from cstrain.core.items import Choice, Item, Match, Multi, Number, Order, Rate, Response
from cstrain.core.items.choice import BEST
from tests.making import choice, match, multi, number, order, rate

LETTERS = "abcdefg"


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Keyed where all wrong options are worth nothing, else situational; one wrong option may be critical."""
    others = draw(st.lists(st.integers(0, BEST - 1), min_size=2, max_size=4))
    key = draw(st.integers(0, len(others)))
    critical = draw(st.sampled_from([-1, *(place for place in range(len(others) + 1) if place != key)]))
    return choice(grades=(*others[:key], BEST, *others[key:]), situational=any(others), critical=critical)


@st.composite
def multis(draw: st.DrawFn) -> Multi:
    options = LETTERS[: draw(st.integers(4, 6))]
    keys = draw(st.lists(st.sampled_from(options), min_size=2, max_size=len(options) - 2, unique=True))
    return multi(options=options, keys="".join(keys))


def orders() -> st.SearchStrategy[Order]:
    return st.integers(3, 5).map(lambda size: order(steps=LETTERS[:size]))


def matches() -> st.SearchStrategy[Match]:
    return st.builds(
        lambda pairs, extras: match(pairs=LETTERS[:pairs], extras=extras), st.integers(3, 4), st.sampled_from(["", "x"])
    )


def rates() -> st.SearchStrategy[Rate]:
    return st.lists(st.integers(1, 5), min_size=3, max_size=3).map(lambda ratings: rate(ratings=tuple(ratings)))


def numbers() -> st.SearchStrategy[Number]:
    figures = st.lists(st.integers(-1000, 1000), min_size=1, max_size=4, unique=True)
    return figures.map(lambda values: number(key=values[0], others=tuple(values[1:])))


SOUND: dict[str, st.SearchStrategy[Item]] = {
    "choice": choices(),
    "multi": multis(),
    "order": orders(),
    "match": matches(),
    "rate": rates(),
    "number": numbers(),
}
every_kind: st.SearchStrategy[Item] = st.one_of(*SOUND.values())
# A figure is typed freely: there are no responses to count.
listed_kinds: st.SearchStrategy[Item] = st.one_of(*(strategy for kind, strategy in SOUND.items() if kind != "number"))

# What one answer can score, over all kinds and sizes: thirds, tenths, twenty-firsts, twentieths ...
scores = st.builds(
    lambda part, whole: Fraction(min(part, whole), whole),
    st.integers(0, 21),
    st.sampled_from([1, 2, 3, 6, 10, 12, 15, 16, 20, 21]),
)


def key_of(item: Item) -> Response:
    """The response that is wholly right."""
    match item:
        case Choice():
            return next(option.id for option in item.options if option.grade == BEST)
        case Multi():
            return tuple(option.id for option in item.options if option.key)
        case Order():
            return tuple(step.id for step in item.options)
        case Match():
            return {pair.id: pair.id for pair in item.pairs}
        case Rate():
            return {reply.id: reply.rating for reply in item.options}
        case Number():
            return next(figure.value for figure in item.figures if figure.key)
    raise AssertionError(f"no key is known for {item.kind}")
