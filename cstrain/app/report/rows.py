"""The raw rows: every attempt, and every answer."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import lru_cache

from cstrain.app.report.query import SHOWN_OF_ID, Query
from cstrain.records import answers, attempts
from cstrain.records.store import Store
from cstrain.records.times import restored
from cstrain.reports.table import Cell, Column, Measure, Report, Table


def _name(names: dict[str, str], trainee: str) -> str:
    """The name to show; someone who was added while the report is being made goes by the id, as a masked name does."""
    return names.get(trainee, trainee[:SHOWN_OF_ID])


def _offset(moment: datetime) -> str:
    """The local offset, as text that no spreadsheet takes for a sum."""
    return _offset_of(moment.tzinfo)


@lru_cache(maxsize=64)
def _offset_of(zone: tzinfo | None) -> str:
    return f"UTC{datetime(2000, 1, 1, tzinfo=zone).isoformat()[-6:]}"


ATTEMPTS = (
    Column(key="attempt_id"),
    Column(key="trainee_id"),
    Column(key="trainee"),
    Column(key="module"),
    Column(key="kind", measure=Measure.WORD),
    Column(key="started_at", measure=Measure.MOMENT),
    Column(key="finished_at", measure=Measure.MOMENT),
    Column(key="utc_offset"),
    # The word for how an attempt ended, or the id of the role-play's ending.
    Column(key="ending", measure=Measure.WORD),
    Column(key="answers", measure=Measure.COUNT),
    Column(key="score", measure=Measure.NUMBER),
    Column(key="maximum", measure=Measure.COUNT),
    Column(key="percent", measure=Measure.PERCENT),
    Column(key="passed", measure=Measure.FLAG),
    Column(key="counts", measure=Measure.FLAG),
    Column(key="critical_errors", measure=Measure.COUNT),
    Column(key="elapsed_ms", measure=Measure.COUNT),
    Column(key="roleplay"),
    Column(key="verdict", measure=Measure.WORD),
    Column(key="identity", measure=Measure.WORD),
    Column(key="session"),
)


def all_attempts(query: Query) -> Report:
    """Every attempt, unfinished ones too: these have a score so far, but neither percent nor passed.

    The ending of a talk that came to its end is that of the role-play, with its verdict.
    """
    return Report(name="attempts", tables=(Table(name="attempts", columns=ATTEMPTS, rows=_attempt_rows(query)),))


def _attempt_rows(query: Query) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in query.people}
    for outcome in attempts.outcomes(query.store, query.selection):
        yield (
            outcome.attempt,
            query.person(outcome.trainee),
            _name(names, query.person(outcome.trainee)),
            outcome.module,
            outcome.kind.value,
            outcome.started,
            outcome.ended,
            _offset(outcome.started),
            outcome.roleplay_ending or (outcome.ending.value if outcome.ending else None),
            outcome.answers,
            round(float(outcome.score), 6),
            outcome.maximum,
            outcome.percent if outcome.ended else None,
            outcome.passed if outcome.ended and outcome.can_pass else None,
            outcome.counts,
            outcome.critical_errors,
            outcome.elapsed_ms,
            outcome.roleplay or None,
            outcome.verdict or None,
            outcome.identity,
            outcome.session or None,
        )


# What a decision of a role-play has besides: the customer's line and what followed from it, in the language it was shown in.
SAID = ("says", "reply", "reaction", "feedback")
UNSAID = (None,) * len(SAID)

ANSWERS = (
    Column(key="answer_id"),
    Column(key="attempt_id"),
    Column(key="trainee_id"),
    Column(key="trainee"),
    Column(key="module"),
    Column(key="kind", measure=Measure.WORD),
    Column(key="item"),
    Column(key="content_hash"),
    Column(key="response", measure=Measure.DATA),
    Column(key="score", measure=Measure.NUMBER),
    Column(key="maximum", measure=Measure.COUNT),
    Column(key="chance", measure=Measure.NUMBER),
    Column(key="answered_at", measure=Measure.MOMENT),
    Column(key="utc_offset"),
    Column(key="elapsed_ms", measure=Measure.COUNT),
    Column(key="clock_step_s", measure=Measure.COUNT),
    Column(key="mood_before", measure=Measure.COUNT),
    Column(key="mood_after", measure=Measure.COUNT),
    *(Column(key=key) for key in SAID),
)


def all_answers(query: Query) -> Report:
    """Every answer of the attempts selected."""

    def expected() -> int:
        return answers.many_answers(query.store, query.selection)

    return Report(name="answers", tables=(Table(name="answers", columns=ANSWERS, rows=_answer_rows(query), expected=expected),))


def _answer_rows(query: Query) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in query.people}
    # From the columns as they are stored: of a million rows each is handled once.
    for row in answers.stored_answers(query.store, query.selection):
        id, attempt, trainee, module, kind, item, hash, response, score, maximum, chance, at, offset, *more = row
        elapsed, step, language, mood_before, mood_after, said, _sequence = more
        person, moment = query.person(trainee), restored(at, offset)
        yield (
            id,
            attempt,
            person,
            _name(names, person),
            module,
            kind,
            item,
            hash,
            _response(response),
            round(score, 6),
            maximum,
            round(chance, 6),
            moment,
            _offset(moment),
            elapsed,
            step,
            mood_before,
            mood_after,
            *(UNSAID if said is None else _said(query.store, attempt, said, language)),
        )


@lru_cache(maxsize=4096)
def _response(text: str) -> Cell:
    """Most answers are one of a few."""
    value = attempts.read_back(text)
    return list(value) if isinstance(value, tuple) else value  # type: ignore[return-value]


def _said(store: Store, attempt: str, said: str, language: str) -> tuple[Cell, ...]:
    from cstrain.records.talks import in_words

    texts = in_words(store, attempt, said, language)
    return tuple(texts[name] for name in SAID)
