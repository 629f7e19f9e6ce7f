"""Each module over a group: who passed, how scores are spread, what was gained, the hardest items, how its role-plays ended."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from statistics import fmean, median

from cstrain.app.report.items import Judged, band, hundredths, judge
from cstrain.app.report.query import Query
from cstrain.app.report.summary import Place, Standings
from cstrain.core.attempt import Kind
from cstrain.core.standing import Status
from cstrain.core.statistics import gain
from cstrain.core.value import replace
from cstrain.records import attempts
from cstrain.reports.table import Bars, Cell, Column, Measure, Report, Table

COLUMNS = (
    Column(key="module", on_screen=True),
    Column(key="title"),
    Column(key="people", measure=Measure.COUNT, on_screen=True),
    Column(key="started", measure=Measure.COUNT, on_screen=True),
    Column(key="passed", measure=Measure.COUNT, on_screen=True),
    Column(key="passed_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="in_progress", measure=Measure.COUNT),
    Column(key="failed", measure=Measure.COUNT, on_screen=True),
    Column(key="expired", measure=Measure.COUNT, on_screen=True),
    Column(key="not_started", measure=Measure.COUNT),
    Column(key="mean_best_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="median_minutes", measure=Measure.MINUTES, on_screen=True),
    Column(key="attempts", measure=Measure.COUNT),
    Column(key="abandoned", measure=Measure.COUNT),
    Column(key="critical_errors", measure=Measure.COUNT),
    Column(key="pre_percent", measure=Measure.PERCENT),
    Column(key="post_percent", measure=Measure.PERCENT),
    Column(key="gain", measure=Measure.RATIO),
    Column(key="gain_people", measure=Measure.COUNT),
)
# On a screen a chart shows these.
SCORES = (
    Column(key="module"),
    Column(key="band"),
    Column(key="people", measure=Measure.COUNT),
)
HARDEST = (
    Column(key="module", on_screen=True),
    Column(key="item", on_screen=True),
    Column(key="prompt"),
    Column(key="first_attempts", measure=Measure.COUNT, on_screen=True),
    Column(key="few", measure=Measure.FLAG),
    Column(key="facility_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="needs_checking", measure=Measure.WORD, on_screen=True),
)
ENDINGS = (
    Column(key="module", on_screen=True),
    Column(key="roleplay", on_screen=True),
    Column(key="ending", on_screen=True),
    Column(key="verdict", measure=Measure.WORD, on_screen=True),
    Column(key="talks", measure=Measure.COUNT, on_screen=True),
    Column(key="talks_percent", measure=Measure.PERCENT, on_screen=True),
)
# How many items of each module are named, and in how many bands scores are told.
HARDEST_ITEMS, BANDS = 5, 10


def module(query: Query) -> Report:
    """The modules asked for; graded attempts alone, but for the items (first attempts of every kind) and the talks."""
    query.refuse_kinds("module", Kind.QUIZ)
    places = _places(query)
    return Report(
        name="module",
        tables=(
            Table(name="module", columns=COLUMNS, rows=_modules(query, places)),
            Table(name="scores", columns=SCORES, rows=_scores(places)),
            Table(name="hardest_items", columns=HARDEST, rows=_hardest(query)),
            Table(name="endings", columns=ENDINGS, rows=_endings(query)),
        ),
        charts=tuple(
            Bars(name=f"scores/{id}", labels=tuple(map(band, range(BANDS))), heights=tuple(map(float, _bands(several))))
            for id, several in places.items()
            if any(place.standing.best is not None for place in several)
        ),
    )


def _places(query: Query) -> dict[str, list[Place]]:
    """Everyone in each module that is required of them or that they took."""
    known = Standings(query)
    found: dict[str, list[Place]] = {module.id: [] for module in query.modules}
    for person in query.people:
        for place in known.of(person):
            found.setdefault(place.module, []).append(place)
    return found


def _modules(query: Query, places: Mapping[str, Sequence[Place]]) -> Iterator[tuple[Cell, ...]]:
    titles = {module.id: module.title.say(query.language) for module in query.modules}
    for id, several in places.items():
        standings = [place.standing for place in several]
        statuses = Counter(standing.status for standing in standings)
        begun = [standing for standing in standings if standing.attempts]
        best = [standing.best for standing in begun if standing.best is not None]
        yield (
            id,
            titles.get(id),
            len(several),
            len(begun),
            statuses[Status.PASSED],
            hundredths(statuses[Status.PASSED] / len(several)) if several else None,
            statuses[Status.IN_PROGRESS],
            statuses[Status.FAILED],
            statuses[Status.EXPIRED],
            statuses[Status.NOT_STARTED],
            round(fmean(best), 1) if best else None,
            round(median(standing.elapsed_ms for standing in begun) / 60_000) if begun else None,
            sum(standing.attempts for standing in begun),
            sum(standing.abandoned for standing in begun),
            sum(standing.critical_errors for standing in begun),
            *_gain(several),
        )


def _gain(several: Sequence[Place]) -> tuple[Cell, ...]:
    """From the first graded attempt that ended to the latest, of those who have both."""
    ends = ((place.standing.first, place.standing.latest, place.standing.improvement) for place in several)
    both = [
        (first / 100, latest / 100)
        for first, latest, points in ends
        if points is not None and first is not None and latest is not None
    ]
    found = gain(both)
    if found is None:
        return None, None, None, 0
    return hundredths(found.pre), hundredths(found.post), None if found.gain is None else round(found.gain, 2), found.people


def _bands(several: Sequence[Place]) -> list[int]:
    """How many people's best score is in each tenth."""
    counts = [0] * BANDS
    for place in several:
        if place.standing.best is not None:
            counts[min(int(place.standing.best) // BANDS, BANDS - 1)] += 1
    return counts


def _scores(places: Mapping[str, Sequence[Place]]) -> Iterator[tuple[Cell, ...]]:
    for id, several in places.items():
        for tenth, people in enumerate(_bands(several)):
            yield id, band(tenth), people


def _hardest(query: Query) -> Iterator[tuple[Cell, ...]]:
    """Items that some did not get right, the hardest first; those with few first attempts come last."""
    # The filter of the report is on graded attempts; items are met in others as well.
    judged = judge(replace(query, selection=replace(query.selection, kinds=())))
    for _module, several in groupby(judged, key=lambda one: one.module):
        hard = sorted((one for one in several if one.figures.facility < 1), key=_hardness)
        for one in hard[:HARDEST_ITEMS]:
            yield (
                one.module,
                one.item.id,
                one.item.prompt.say(query.language),
                one.figures.attempts,
                one.figures.are_few,
                hundredths(one.figures.facility),
                one.verdict.likelihood.value,
            )


def _hardness(one: Judged) -> tuple[bool, float]:
    return one.figures.are_few, one.figures.facility


def _endings(query: Query) -> Iterator[tuple[Cell, ...]]:
    """How talks that were played straight through to their end ended, each ending that there is too."""
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in attempts.outcomes(query.store, replace(query.selection, kinds=(Kind.ROLEPLAY,))):
        if one.roleplay_ending:
            counts[one.module, one.roleplay][one.roleplay_ending, one.verdict] += 1
    for module in query.modules:
        for roleplay in module.roleplays.values():
            found = counts.pop((module.id, roleplay.id), Counter())
            found.update({(ending.id, ending.verdict): 0 for ending in roleplay.endings})
            yield from _ending_rows(module.id, roleplay.id, found)
    for (of, roleplay_id), found in counts.items():
        yield from _ending_rows(of, roleplay_id, found)


def _ending_rows(module: str, roleplay: str, counts: Counter[tuple[str, str]]) -> Iterator[tuple[Cell, ...]]:
    total = sum(counts.values())
    for (ending, verdict), talks in counts.most_common():
        yield module, roleplay, ending, verdict or None, talks, hundredths(talks / total) if total else None
