"""Which items are bad: figures of first attempts, and verdicts (core/statistics.py).

A first attempt is the first answer that a person ever gave to an item, in whatever kind of attempt: after it the feedback is
known. With a filter only those count that fall into it; an answer that is the first only within the filter is none. What a team
of a group session answered is no answer of one person: it counts for nobody, and whoever was in the team knows the feedback.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cstrain.app.report.query import Query
from cstrain.core.items import Item, Response
from cstrain.core.items.number import Number, written
from cstrain.core.localised import Localised
from cstrain.core.statistics import FirstAttempt, ItemFigures, Key, Likelihood, Verdict, item_figures, verdict, worst_distractor
from cstrain.records.answering import by_person
from cstrain.reports.table import Bars, Cell, Column, Measure, Report, Table

COLUMNS = (
    Column(key="module", on_screen=True),
    Column(key="item", on_screen=True),
    Column(key="kind", measure=Measure.WORD),
    Column(key="level", measure=Measure.WORD),
    Column(key="prompt"),
    Column(key="first_attempts", measure=Measure.COUNT, on_screen=True),
    Column(key="few", measure=Measure.FLAG),
    Column(key="facility_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="chance_percent", measure=Measure.PERCENT),
    Column(key="discrimination", measure=Measure.POINTS, on_screen=True),
    Column(key="efficiency", measure=Measure.POINTS),
    Column(key="needs_checking", measure=Measure.WORD, on_screen=True),
    Column(key="because", measure=Measure.WORD, on_screen=True),
    Column(key="worst_distractor", on_screen=True),
    Column(key="worst_distractor_text"),
    Column(key="worst_distractor_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="versions", measure=Measure.COUNT),
)
# Too long for a screen, which names the worst distractor of each item.
OPTIONS = (
    Column(key="module"),
    Column(key="item"),
    Column(key="option"),
    Column(key="text"),
    Column(key="is_key", measure=Measure.FLAG),
    Column(key="chosen", measure=Measure.COUNT),
    Column(key="chosen_percent", measure=Measure.PERCENT),
    Column(key="rest_percent", measure=Measure.PERCENT),
)
# The most doubtful first.
DOUBT = {Likelihood.VERY_LIKELY: 0, Likelihood.LIKELY: 1, Likelihood.UNLIKELY: 2, Likelihood.FEW: 3}
TENTH = 10


class Judged(NamedTuple):
    """An item with what its first attempts say."""

    module: str
    item: Item
    figures: ItemFigures
    verdict: Verdict
    worst: str | None
    versions: int


def items(query: Query) -> Report:
    judged = sorted(judge(query), key=lambda one: (DOUBT[one.verdict.likelihood], one.figures.facility))
    return Report(
        name="items",
        tables=(
            Table(name="items", columns=COLUMNS, rows=[_row(one, query.language) for one in judged]),
            Table(name="options", columns=OPTIONS, rows=_options(judged, query.language)),
        ),
        charts=(_facilities(judged),),
    )


def judge(query: Query) -> list[Judged]:
    """Every item of the modules asked for that somebody has answered, in the order of the modules."""
    versions: dict[Key, set[str]] = defaultdict(set)
    figures = item_figures(_first_attempts(query, versions))
    return [
        _judged(module.id, item, figures[module.id, item.id], len(versions[module.id, item.id]))
        for module in query.modules
        for item in module.items.values()
        if (module.id, item.id) in figures
    ]


def _first_attempts(query: Query, versions: dict[Key, set[str]]) -> Iterator[list[FirstAttempt]]:
    """For each person and module the first attempts that are meant; which contents they were at is put into `versions`."""
    known = {(module.id, item.id): item for module in query.modules for item in module.items.values()}
    # Of an item few responses are given, and each by many.
    told: dict[tuple[Key, str, float], tuple[str, ...]] = {}
    for _person, answers in by_person(query.store, query.entries_of(query.people), query.selection):
        seen: set[Key] = set()
        made: dict[str, list[FirstAttempt]] = defaultdict(list)
        for given in answers:
            key = given.module, given.item
            if key in seen or key not in known:
                continue
            seen.add(key)
            if given.is_meant and not given.is_of_team:
                versions[key].add(given.content_hash)
                share, response = given.share, (key, given.response_text, given.share)
                if response not in told:
                    told[response] = _chosen(known[key], given.response, share)
                made[given.module].append(FirstAttempt(key, share, told[response]))
        yield from made.values()


def _chosen(item: Item, response: Response, share: float) -> tuple[str, ...]:
    """A response as what is counted: the options chosen, a figure, an order as a whole, pairs and ratings one by one."""
    match response:
        case str():
            return (response,)
        case float() | int():
            # A figure within the tolerance is the right one.
            return item.correct() if isinstance(item, Number) and share == 1 else (written(response),)
        case tuple():
            return response if item.kind == "multi" else (" > ".join(response),)
    return tuple(f"{left}: {right}" for left, right in response.items())


def _keys(item: Item) -> frozenset[str]:
    """What the right response counts as."""
    match item.kind:
        case "order":
            return frozenset({" > ".join(item.correct())})
        case "match":
            return frozenset(f"{id}: {id}" for id in item.correct())
        case "rate":
            return frozenset(f"{reply.id}: {reply.rating}" for reply in item.written_parts())
    return frozenset(item.correct())


def _judged(module: str, item: Item, figures: ItemFigures, versions: int) -> Judged:
    keys = _keys(item)
    worst = worst_distractor(figures, _as_written(item, figures.counts), keys)
    return Judged(module, item, figures, verdict(figures, float(item.chance()), keys, worst), worst, versions)


def _as_written(item: Item, counts: Mapping[str, int]) -> list[str]:
    """The options in the order of the item, then whatever else was chosen."""
    return list(dict.fromkeys([*(part.id for part in item.parts()), *sorted(_keys(item)), *sorted(counts)]))


def _texts(item: Item) -> Mapping[str, Localised]:
    return {part.id: part.text for part in item.parts()}


def _row(one: Judged, language: str) -> tuple[Cell, ...]:
    figures, item = one.figures, one.item
    text = _texts(item).get(one.worst or "")
    return (
        one.module,
        item.id,
        item.kind,
        item.level,
        item.prompt.say(language),
        figures.attempts,
        figures.are_few,
        hundredths(figures.facility),
        hundredths(float(item.chance())),
        _tenth(figures.discrimination),
        _tenth(figures.efficiency),
        one.verdict.likelihood.value,
        one.verdict.because.value if one.verdict.because else None,
        one.worst,
        text.say(language) if text else None,
        hundredths(figures.counts[one.worst] / figures.attempts) if one.worst else None,
        one.versions,
    )


def hundredths(share: float) -> float:
    """A share from 0 to 1 in percent, with one decimal."""
    return round(100 * share, 1)


def _tenth(figure: float | None) -> float | None:
    # Without a minus before a zero.
    return None if figure is None else round(figure, 1) + 0.0


def _options(judged: list[Judged], language: str) -> Iterator[tuple[Cell, ...]]:
    """Of each item with enough first attempts, what was chosen how often, and how these people did at the other items."""
    for one in judged:
        if one.figures.are_few:
            continue
        keys, texts = _keys(one.item), _texts(one.item)
        for option in _as_written(one.item, one.figures.counts):
            chosen = one.figures.counts.get(option, 0)
            # A part of a pair or an order is no option by itself.
            if not chosen and option not in keys and one.item.kind not in ("choice", "multi", "number"):
                continue
            rest = one.figures.rest.get(option)
            yield (
                one.module,
                one.item.id,
                option,
                texts[option].say(language) if option in texts else None,
                option in keys,
                chosen,
                hundredths(chosen / one.figures.attempts),
                None if rest is None else hundredths(rest),
            )


def _facilities(judged: list[Judged]) -> Bars:
    """How many items are how easy, in tenths."""
    counts = [0] * TENTH
    for one in judged:
        counts[min(int(one.figures.facility * TENTH), TENTH - 1)] += 1
    return Bars(name="facilities", labels=tuple(map(band, range(TENTH))), heights=tuple(map(float, counts)))


def band(tenth: int) -> str:
    """The percentages of one tenth, from 0 to 9."""
    return f"{tenth * 10}-{tenth * 10 + 9}" if tenth < TENTH - 1 else "90-100"
