"""Group sessions in the records: their plan, who took part, and each event, committed before anything of it is shown."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import uuid4

from cstrain.core.draw import Drawn
from cstrain.core.session import NAMES, Event, Mode, Plan, Question, Replied, Session, Team, Voted, replay
from cstrain.core.value import Value, as_dict
from cstrain.records.attempts import read_back
from cstrain.records.store import Store
from cstrain.records.times import restored, stored

KINDS = {kind: name for name, kind in NAMES.items()}


class Head(Value):
    """A session as it was begun. `title` is what it is called in lists; `language` is the one it began in."""

    id: str
    title: str
    modules: tuple[str, ...]
    seed: int
    language: str
    graded: bool
    started: datetime
    plan: Plan


class Participant(Value):
    """Someone in a session: `nickname` is for the screen; `name` is "" if the person has been erased."""

    trainee: str
    nickname: str
    team: str = ""
    name: str = ""


# Writing: each inside `store.writing()`


def start(store: Store, head: Head, program: str) -> None:
    at, offset = stored(head.started)
    store.append(
        "session",
        at,
        id=head.id,
        title=head.title,
        modules=json.dumps(head.modules),
        mode=head.plan.mode.value,
        seed=head.seed,
        language=head.language,
        plan=_json(as_dict(head.plan)),
        graded=int(head.graded),
        program=program,
        started_at=at,
        started_offset=offset,
    )


def seat(store: Store, session: str, one: Participant, now: datetime) -> None:
    """Keep that someone takes part."""
    at, offset = stored(now)
    store.append(
        "participant",
        at,
        id=str(uuid4()),
        session_id=session,
        trainee_id=one.trainee,
        nickname=one.nickname,
        team=one.team,
        recorded_at=at,
        recorded_offset=offset,
    )


def keep(store: Store, session: str, number: int, event: Event, now: datetime) -> None:
    """Keep an event as this session's one of that number (from 0)."""
    at, offset = stored(now)
    store.append(
        "session_event",
        at,
        id=str(uuid4()),
        session_id=session,
        number=number,
        event=written(event),
        recorded_at=at,
        recorded_offset=offset,
    )


def event_count(store: Store, session: str) -> int:
    with store.reading() as db:
        (count,) = db.execute("SELECT count(*) FROM session_event WHERE session_id = ?", (session,)).fetchone()
    return int(count)


# Reading


HEAD = "SELECT id, title, modules, mode, seed, language, graded, plan, started_at, started_offset FROM session"


def heads(store: Store) -> list[Head]:
    """Every session, in the order they were begun."""
    with store.reading() as db:
        rows = db.execute(f"{HEAD} ORDER BY sequence").fetchall()
    return [_head(store, row) for row in rows]


def newest(store: Store) -> Head | None:
    """The session begun last."""
    with store.reading() as db:
        row = db.execute(f"{HEAD} ORDER BY sequence DESC LIMIT 1").fetchone()
    return _head(store, row) if row else None


def find(store: Store, beginning: str) -> list[Head]:
    """The sessions whose id is this or begins so."""
    with store.reading() as db:
        rows = db.execute(f"{HEAD} WHERE substr(id, 1, length(?1)) = ?1 ORDER BY sequence", (beginning,)).fetchall()
    return [_head(store, row) for row in rows]


def _head(store: Store, row: tuple[Any, ...]) -> Head:
    with readable(store, row[0]):
        return _read_head(row)


def _read_head(row: tuple[Any, ...]) -> Head:
    id, title, modules, _mode, seed, language, graded, plan, *moment = row
    return Head(
        id=id,
        title=title,
        modules=tuple(json.loads(modules)),
        seed=seed,
        language=language,
        graded=bool(graded),
        started=restored(*moment),
        plan=_plan(json.loads(plan)),
    )


def events(store: Store, session: str) -> list[Event]:
    """What happened, in order."""
    with store.reading() as db:
        rows = db.execute("SELECT event FROM session_event WHERE session_id = ? ORDER BY number", (session,)).fetchall()
    with readable(store, session):
        return [read(text) for (text,) in rows]


def state(store: Store, head: Head) -> Session:
    """How a session stands."""
    happened = events(store, head.id)
    with readable(store, head.id):
        return replay(head.plan, happened)


@contextmanager
def readable(store: Store, session: str) -> Iterator[None]:
    """What is made of rows in the block is of this session: RecordsDamaged, naming it, if they make none."""
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise store.damaged(f"session {session}") from error


def ended_at(store: Store, session: str) -> datetime | None:
    """When the newest event was; None if nothing has happened yet."""
    with store.reading() as db:
        row = db.execute(
            "SELECT recorded_at, recorded_offset FROM session_event WHERE session_id = ? ORDER BY number DESC LIMIT 1", (session,)
        ).fetchone()
    return restored(*row) if row else None


def ended_before(store: Store, limit: datetime) -> list[str]:
    """The ids of the sessions in which nothing has happened since then, in the order they were begun."""
    query = """
        SELECT id FROM session
        WHERE max(started_at, coalesce((SELECT max(recorded_at) FROM session_event WHERE session_id = session.id), '')) < ?
        ORDER BY sequence
    """
    with store.reading() as db:
        return [id for (id,) in db.execute(query, (stored(limit)[0],)).fetchall()]


def participants(store: Store, session: str) -> list[Participant]:
    """Who took part, in the order they came; the newest row of a person holds."""
    with store.reading() as db:
        rows = db.execute(
            "SELECT p.trainee_id, p.nickname, p.team, coalesce(d.name, '') FROM participant AS p"
            " LEFT JOIN trainee_detail AS d ON d.sequence ="
            " (SELECT max(sequence) FROM trainee_detail WHERE trainee_id = p.trainee_id)"
            " WHERE p.session_id = ? ORDER BY p.sequence",
            (session,),
        ).fetchall()
    found = {
        trainee: Participant(trainee=trainee, nickname=nickname, team=team, name=name) for trainee, nickname, team, name in rows
    }
    return list(found.values())


def bearers(store: Store) -> frozenset[str]:
    """Every id that answers can be kept for: those joined to another person too, but not those erased."""
    with store.reading() as db:
        return frozenset(id for (id,) in db.execute("SELECT id FROM trainee").fetchall())


def attempts_of(store: Store, session: str) -> list[tuple[str, bool]]:
    """The attempts of a session: their ids, and whether they are still open."""
    with store.reading() as db:
        rows = db.execute(
            "SELECT a.id, f.attempt_id IS NULL FROM attempt AS a LEFT JOIN finish AS f ON f.attempt_id = a.id"
            " WHERE a.session = ? ORDER BY a.sequence",
            (session,),
        ).fetchall()
    return [(id, bool(is_open)) for id, is_open in rows]


# As JSON: fractions as "1/3", what is a value within an event by its fields.


def written(event: Event) -> str:
    """An event as JSON."""
    return _json({"event": KINDS[type(event)], **as_dict(event)})


def read(text: str) -> Event:
    """An event from JSON; ValueError, TypeError or LookupError if it is none."""
    fields = json.loads(text)
    kind = NAMES[fields.pop("event")]
    if kind is Voted:
        fields |= {"response": read_back(json.dumps(fields["response"])), "score": Fraction(fields["score"])}
    elif kind is Replied and fields["question"] is not None:
        fields["question"] = _question(fields["question"])
    return kind(**fields)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, default=_fraction)


def _fraction(value: object) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _plan(fields: dict[str, Any]) -> Plan:
    return Plan(
        **{
            **fields,
            "mode": Mode(fields["mode"]),
            "questions": tuple(_question(one) for one in fields["questions"]),
            "people": tuple(fields["people"]),
            "order": tuple(fields["order"]),
            "teams": _teams(fields["teams"]),
        }
    )


def _teams(teams: Iterable[dict[str, Any]]) -> tuple[Team, ...]:
    return tuple(Team(id=one["id"], name=one["name"], members=tuple(one["members"])) for one in teams)


def _question(fields: dict[str, Any]) -> Question:
    drawn = fields["drawn"]
    return Question(
        module=fields["module"],
        drawn=Drawn(item=drawn["item"], kind=drawn["kind"], content_hash=drawn["content_hash"], options=tuple(drawn["options"])),
        right=tuple(fields["right"]),
        chance=Fraction(fields["chance"]),
        facts=tuple(fields["facts"]),
    )
