"""Answers read back one by one, each with what it belongs to: for the raw export, and for asking what was answered before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cstrain.core.items import Response
from cstrain.core.value import Value
from cstrain.records import trainees
from cstrain.records.attempts import ITEM, MODULE, Selection, read_back, rows_in_batches
from cstrain.records.store import Store
from cstrain.records.times import restored


class AnswerRow(Value):
    """One answer with what it belongs to, for the raw export. A decision of a talk has moods, and `said` (talks.in_words)."""

    answer: str
    attempt: str
    trainee: str
    module: str
    kind: str
    item: str
    content_hash: str
    response: Response
    score: float
    maximum: int
    chance: float
    answered: datetime
    elapsed_ms: int
    clock_step_s: int
    language: str
    mood_before: int | None = None
    mood_after: int | None = None
    said: str | None = None


OF_ANSWERS = """
    FROM answer AS w
    JOIN attempt AS a ON a.id = w.attempt_id
    LEFT JOIN finish AS f ON f.attempt_id = a.id
    JOIN drawn AS d ON d.attempt_id = w.attempt_id AND d.position = w.position
    LEFT JOIN turn AS t ON t.attempt_id = w.attempt_id AND t.position = w.position
"""
ANSWER = f"""
    SELECT w.id, a.id, a.trainee_id, {MODULE}, a.kind, {ITEM}, w.content_hash, w.response, w.score, w.maximum, w.chance,
        w.answered_at, w.answered_offset, w.elapsed_ms, w.clock_step_s, w.language, t.mood_before, t.mood_after, t.said,
        w.sequence
    {OF_ANSWERS}
"""


def stored_answers(store: Store, selection: Selection) -> Iterator[tuple[Any, ...]]:
    """Every answer of the attempts selected, in the order they were given: the columns of ANSWER as they are stored. One of a
    drill has the module it is from."""
    condition, values = selection.condition(MODULE)
    query = f"{ANSWER} WHERE {condition} AND w.sequence > :after ORDER BY w.sequence LIMIT :many"
    return rows_in_batches(store, query, values)


def answer_rows(store: Store, selection: Selection) -> Iterator[AnswerRow]:
    """The same, each with its fields by name, and with its person."""
    persons = trainees.persons(store)
    for row in stored_answers(store, selection):
        id, attempt, trainee, module, kind, item, hash, response, score, maximum, chance, at, offset, *more = row
        elapsed, step, language, mood_before, mood_after, said, _sequence = more
        yield AnswerRow(
            answer=id,
            attempt=attempt,
            trainee=persons.get(trainee, trainee),
            module=module,
            kind=kind,
            item=item,
            content_hash=hash,
            response=read_back(response),
            score=score,
            maximum=maximum,
            chance=chance,
            answered=restored(at, offset),
            elapsed_ms=elapsed,
            clock_step_s=step,
            language=language,
            mood_before=mood_before,
            mood_after=mood_after,
            said=said,
        )


def many_answers(store: Store, selection: Selection) -> int:
    """How many answers these are now."""
    condition, values = selection.condition(MODULE)
    with store.reading() as db:
        (count,) = db.execute(f"SELECT count(*) {OF_ANSWERS} WHERE {condition}", values).fetchone()
    return int(count)
