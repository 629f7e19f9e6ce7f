"""Attempts in the records: written event by event, read back as core types."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import uuid4

from cstrain.core.attempt import Answered, Attempt, Ending, Event, Finished, Kind, Started, replay
from cstrain.core.draw import Drawn
from cstrain.core.items import Response
from cstrain.core.module import Policy
from cstrain.core.standing import Outcome
from cstrain.core.value import Value, as_dict
from cstrain.errors import AlreadyAnswered
from cstrain.records import trainees
from cstrain.records.store import Store
from cstrain.records.times import restored, stored

# Scores are sums of fractions with small denominators; the nearest such fraction to the stored number is the score itself.
LARGEST_DENOMINATOR = 10_000


# How many rows are read at a time: few enough to stay in the processor's cache.
BATCH = 500

TAKEN = """
    SELECT 1 FROM answer WHERE attempt_id = ? AND position = ?
    UNION ALL
    SELECT 1 FROM finish WHERE attempt_id = ?
"""


@lru_cache(1024)
def exact(score: float) -> Fraction:
    """The score that was stored as the nearest number there is."""
    return Fraction(score).limit_denominator(LARGEST_DENOMINATOR)


# Writing: each inside `store.writing()`, so that an answer and what follows from it are one commit.


def start(store: Store, started: Started, identity: str, program: str) -> None:
    """Keep an attempt with everything drawn for it."""
    at, offset = stored(started.at)
    store.append(
        "attempt",
        at,
        id=started.attempt,
        trainee_id=started.trainee,
        kind=started.kind.value,
        module=started.module,
        module_version=started.version,
        policy=json.dumps(as_dict(started.policy)),
        seed=started.seed,
        language=started.language,
        identity=identity,
        program=program,
        started_at=at,
        started_offset=offset,
        clock_step_s=started.clock_step_s,
        roleplay=started.roleplay,
        given=json.dumps(started.given),
        session=started.session,
    )
    for position, drawn in enumerate(started.plan):
        draw(store, started.attempt, position, drawn)


def draw(store: Store, attempt: str, position: int, drawn: Drawn) -> None:
    """Keep one question that was drawn."""
    store.db.execute(
        "INSERT INTO drawn (attempt_id, position, item, kind, content_hash, options) VALUES (?, ?, ?, ?, ?, ?)",
        (attempt, position, drawn.item, drawn.kind, drawn.content_hash, json.dumps(drawn.options)),
    )


def answer(store: Store, attempt: str, answered: Answered, content_hash: str, language: str) -> None:
    """Keep one answer, with the item's content hash and the language as they were when it was given.

    AlreadyAnswered if there is an answer to this question, or the attempt has ended: another window was faster.
    """
    if store.db.execute(TAKEN, (attempt, answered.position, attempt)).fetchone():
        raise AlreadyAnswered(position=answered.position)
    at, offset = stored(answered.at)
    store.append(
        "answer",
        at,
        id=str(uuid4()),
        attempt_id=attempt,
        position=answered.position,
        content_hash=content_hash,
        language=language,
        response=written(answered.response),
        score=float(answered.score),
        maximum=answered.maximum,
        chance=float(answered.chance),
        critical=int(answered.critical),
        elapsed_ms=answered.elapsed_ms,
        answered_at=at,
        answered_offset=offset,
        clock_step_s=answered.clock_step_s,
    )


def finish(store: Store, attempt: Attempt) -> None:
    """Keep how a finished attempt ended, with its totals."""
    if attempt.finished is None:
        raise ValueError("the attempt is not finished")
    at, offset = stored(attempt.finished.at)
    store.append(
        "finish",
        at,
        attempt_id=attempt.started.attempt,
        ending=attempt.finished.ending.value,
        score=float(attempt.score),
        maximum=attempt.maximum,
        passed=int(attempt.passed),
        critical_errors=attempt.critical_errors,
        answers=len(attempt.answers),
        elapsed_ms=attempt.elapsed_ms,
        finished_at=at,
        finished_offset=offset,
        roleplay_ending=attempt.finished.roleplay_ending,
        verdict=attempt.finished.verdict,
    )


# Reading


def load(store: Store, attempt: str) -> Attempt:
    """An attempt rebuilt from what is stored, as it is at one moment."""
    with store.snapshot():
        return replay(_started(store, attempt), _events(store, attempt))


def _started(store: Store, attempt: str) -> Started:
    with store.reading() as db:
        head = db.execute(
            "SELECT id, trainee_id, kind, module, module_version, policy, seed, language, clock_step_s, roleplay, given, session,"
            " started_at, started_offset FROM attempt WHERE id = ?",
            (attempt,),
        ).fetchone()
        plan = db.execute(
            "SELECT item, kind, content_hash, options FROM drawn WHERE attempt_id = ? ORDER BY position", (attempt,)
        ).fetchall()
    id, trainee, kind, module, version, policy, seed, language, clock_step, roleplay, given, session, *moment = head
    return Started(
        attempt=id,
        trainee=trainee,
        kind=Kind(kind),
        module=module,
        version=version,
        policy=Policy(**json.loads(policy)),
        seed=seed,
        language=language,
        at=restored(*moment),
        plan=tuple(
            Drawn(item=item, kind=kind, content_hash=hash, options=tuple(json.loads(options)))
            for item, kind, hash, options in plan
        ),
        clock_step_s=clock_step,
        roleplay=roleplay,
        given=tuple(json.loads(given)),
        session=session,
    )


def _events(store: Store, attempt: str) -> Iterator[Event]:
    with store.reading() as db:
        answers = db.execute(
            "SELECT position, response, score, maximum, chance, critical, elapsed_ms, clock_step_s, answered_at,"
            " answered_offset FROM answer WHERE attempt_id = ? ORDER BY position",
            (attempt,),
        ).fetchall()
        end = db.execute(
            "SELECT ending, roleplay_ending, verdict, finished_at, finished_offset FROM finish WHERE attempt_id = ?", (attempt,)
        ).fetchone()
    for position, response, score, maximum, chance, critical, elapsed_ms, clock_step, *moment in answers:
        yield Answered(
            position=position,
            response=read_back(response),
            score=exact(score),
            maximum=maximum,
            chance=exact(chance),
            critical=bool(critical),
            elapsed_ms=elapsed_ms,
            at=restored(*moment),
            clock_step_s=clock_step,
        )
    if end:
        ending, roleplay_ending, verdict, *moment = end
        yield Finished(ending=Ending(ending), at=restored(*moment), roleplay_ending=roleplay_ending, verdict=verdict)


def written(response: Response) -> str:
    """A response as JSON."""
    return json.dumps(response if isinstance(response, str | int | float | tuple) else dict(response), ensure_ascii=False)


def read_back(text: str) -> Response:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


# A drill ranges over the modules: its attempt has none, and what was drawn is called module/item (core/drill.py).
MODULE = "CASE a.module WHEN '' THEN substr(d.item, 1, instr(d.item, '/') - 1) ELSE a.module END"
ITEM = "CASE a.module WHEN '' THEN substr(d.item, instr(d.item, '/') + 1) ELSE d.item END"
IS_DRILL = "(a.kind = 'drill' OR a.kind = 'practice' AND a.module = '')"

OUTCOME = f"""
    SELECT a.id, a.trainee_id, a.kind, a.module, a.policy, a.started_at, a.started_offset,
        f.finished_at, f.finished_offset, f.ending,
        coalesce(f.score, (SELECT total(score) FROM answer WHERE attempt_id = a.id)),
        coalesce(f.maximum, CASE WHEN a.roleplay = '' AND a.session = '' AND NOT {IS_DRILL}
            THEN (SELECT count(*) FROM drawn WHERE attempt_id = a.id)
            ELSE (SELECT count(*) FROM answer WHERE attempt_id = a.id) END),
        coalesce(f.passed, 0),
        coalesce(f.critical_errors, (SELECT count(*) FROM answer WHERE attempt_id = a.id AND critical)),
        coalesce(f.answers, (SELECT count(*) FROM answer WHERE attempt_id = a.id)),
        coalesce(f.elapsed_ms, (SELECT total(elapsed_ms) FROM answer WHERE attempt_id = a.id)),
        a.roleplay, coalesce(f.roleplay_ending, ''), coalesce(f.verdict, ''), a.identity, a.session,
        a.sequence
    FROM attempt AS a LEFT JOIN finish AS f ON f.attempt_id = a.id
"""


# The attempts of a person stand at each entry that was joined to theirs.
ENTRIES = """a.trainee_id IN (SELECT :trainee UNION SELECT trainee_id FROM joint
    WHERE person_id = (SELECT person_id FROM joint WHERE trainee_id = :trainee))"""


class Selection(Value):
    """Which attempts are meant; an empty field narrows nothing. Times are aware, `until` is exclusive.

    `trainee` is any of a person's entries; `entries` are those of many, one by one: none at all are nobody.
    `is_open`: only those that have not ended. `before`: only those started before this attempt, by the order in the file.
    """

    trainee: str = ""
    entries: tuple[str, ...] | None = None
    modules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    is_open: bool = False
    roleplay: str = ""
    before: str = ""

    def condition(self, module: str = "a.module") -> tuple[str, Mapping[str, Any]]:
        """The SQL condition over `attempt AS a LEFT JOIN finish AS f`, with its parameters; `module` is the module in SQL."""
        parts, values = ["f.attempt_id IS NULL" if self.is_open else "1"], {}
        for name, wanted, condition in (
            ("trainee", self.trainee, ENTRIES),
            ("roleplay", self.roleplay, "a.roleplay = :roleplay"),
            ("before", self.before, "a.sequence < (SELECT sequence FROM attempt WHERE id = :before)"),
        ):
            if wanted:
                parts.append(condition)
                values[name] = wanted
        for name, column, several in (
            ("modules", module, self.modules or None),
            ("kinds", "a.kind", self.kinds or None),
            ("entries", "a.trainee_id", self.entries),
        ):
            if several is not None:
                parts.append(f"{column} IN (SELECT value FROM json_each(:{name}))")
                values[name] = json.dumps(several)
        for sign, name, moment in ((">=", "since", self.since), ("<", "until", self.until)):
            if moment:
                parts.append(f"a.started_at {sign} :{name}")
                values[name] = stored(moment)[0]
        return " AND ".join(parts), values


def newest_time(store: Store) -> datetime | None:
    """The time of the newest start or answer, by the order in which they were written; None if there is none."""
    with store.reading() as db:
        rows = [
            db.execute("SELECT started_at, started_offset FROM attempt ORDER BY sequence DESC LIMIT 1").fetchone(),
            db.execute("SELECT answered_at, answered_offset FROM answer ORDER BY sequence DESC LIMIT 1").fetchone(),
        ]
    return max((restored(*row) for row in rows if row), default=None)


def modules(store: Store) -> set[str]:
    """The ids of all modules that an attempt was ever recorded for; a drill is none of one module."""
    with store.reading() as db:
        return {id for (id,) in db.execute("SELECT DISTINCT module FROM attempt WHERE module <> ''").fetchall()}


def outcomes(store: Store, selection: Selection) -> Iterator[Outcome]:
    """The attempts selected, summed up, in the order they were started; each with its person."""
    persons = trainees.persons(store)
    condition, values = selection.condition()
    query = f"{OUTCOME} WHERE {condition} AND a.sequence > :after ORDER BY a.sequence LIMIT :many"
    for row in rows_in_batches(store, query, values):
        yield _outcome(row, persons)


def rows_in_batches(store: Store, query: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that goes by sequence, the last column of each.

    Between batches the file is free: a report that is read slowly keeps nobody waiting, however long it is.
    """
    after = 0
    while True:
        with store.reading() as db:
            rows = db.execute(query, {**values, "after": after, "many": BATCH}).fetchall()
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1][-1]


def _outcome(row: tuple[Any, ...], persons: Mapping[str, str]) -> Outcome:
    id, trainee, kind, module, policy, started_at, started_offset, ended_at, ended_offset, ending, *figures = row
    (
        score,
        maximum,
        passed,
        critical_errors,
        answers,
        elapsed_ms,
        roleplay,
        roleplay_ending,
        verdict,
        identity,
        session,
        _sequence,
    ) = figures
    return Outcome(
        attempt=id,
        trainee=persons.get(trainee, trainee),
        kind=Kind(kind),
        module=module,
        policy=Policy(**json.loads(policy)),
        started=restored(started_at, started_offset),
        ended=restored(ended_at, ended_offset) if ended_at else None,
        ending=Ending(ending) if ending else None,
        score=exact(score),
        maximum=maximum,
        passed=bool(passed),
        critical_errors=critical_errors,
        answers=answers,
        elapsed_ms=int(elapsed_ms),
        roleplay=roleplay,
        roleplay_ending=roleplay_ending,
        verdict=verdict,
        identity=identity,
        session=session,
    )
