"""Talks in the records: what was said around each decision, kept with it, and read back whole."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, get_args

from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.roleplay.graph import Verdict
from cstrain.core.roleplay.transcript import Better, Parting, Transcript, Turn
from cstrain.records.attempts import exact
from cstrain.records.store import Store

INSERT = "INSERT INTO turn (attempt_id, position, mood_before, mood_after, said) VALUES (?, ?, ?, ?, ?)"


def keep_turn(store: Store, attempt: str, position: int, turn: Turn) -> None:
    """Inside `store.writing()`, with the answer at this position."""
    said: dict[str, Any] = {
        "node": turn.node,
        "customer": turn.customer.texts,
        "situation": turn.situation.texts if turn.situation else None,
        "says": turn.says.texts,
        "reply": turn.reply.texts,
        "reaction": turn.reaction.texts,
        "feedback": turn.feedback.texts,
        "better": {"reply": turn.better.reply.texts, "feedback": turn.better.feedback.texts} if turn.better else None,
        "facts": turn.facts,
        "skills": dict(turn.skills),
    }
    store.db.execute(INSERT, (attempt, position, turn.mood_before, turn.mood_after, _written(said)))


def keep_parting(store: Store, attempt: str, position: int, parting: Parting) -> None:
    """Inside `store.writing()`: how the talk ended, after its last decision."""
    said = {
        "ending": parting.ending,
        "verdict": parting.verdict,
        "customer": parting.customer.texts,
        "says": parting.says.texts,
        "debrief": parting.debrief.texts,
        "facts": parting.facts,
    }
    store.db.execute(INSERT, (attempt, position, parting.mood, parting.mood, _written(said)))


def _written(said: Mapping[str, Any]) -> str:
    return json.dumps(
        {key: dict(value) if isinstance(value, Mapping) else value for key, value in said.items()}, ensure_ascii=False
    )


def transcript(store: Store, attempt: str) -> Transcript:
    """The talk of an attempt as far as it went; ValueError, TypeError or LookupError if that cannot be read as one."""
    with store.reading() as db:
        rows = db.execute(
            "SELECT t.mood_before, t.mood_after, t.said, w.score, w.critical FROM turn AS t"
            " LEFT JOIN answer AS w ON w.attempt_id = t.attempt_id AND w.position = t.position"
            " WHERE t.attempt_id = ? ORDER BY t.position",
            (attempt,),
        ).fetchall()
    turns: list[Turn] = []
    parting: Parting | None = None
    for mood_before, mood_after, text, score, critical in rows:
        said = json.loads(text)
        if parting:
            raise ValueError("something was said after the end")
        if score is None:
            parting = _parting(said, mood_after)
        else:
            turns.append(_turn(said, (mood_before, mood_after), exact(score), bool(critical)))
    return Transcript(turns=tuple(turns), parting=parting)


def _turn(said: Mapping[str, Any], moods: tuple[int, int], score: Fraction, critical: bool) -> Turn:
    better = said["better"]
    return Turn(
        node=said["node"],
        customer=_text(said["customer"]),
        situation=_text(said["situation"]) if said["situation"] else None,
        says=_text(said["says"]),
        mood_before=moods[0],
        reply=_text(said["reply"]),
        grade=int(score * BEST),
        critical=critical,
        reaction=_text(said["reaction"]),
        mood_after=moods[1],
        feedback=_text(said["feedback"]),
        better=Better(reply=_text(better["reply"]), feedback=_text(better["feedback"])) if better else None,
        facts=tuple(said["facts"]),
        skills=said["skills"],
    )


def _parting(said: Mapping[str, Any], mood: int) -> Parting:
    if said["verdict"] not in get_args(Verdict):
        raise ValueError("no verdict that there is")
    return Parting(
        ending=said["ending"],
        verdict=said["verdict"],
        customer=_text(said["customer"]),
        mood=mood,
        says=_text(said["says"]),
        debrief=_text(said["debrief"]),
        facts=tuple(said["facts"]),
    )


def _text(texts: Any) -> Localised:
    if not isinstance(texts, dict) or not texts or not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("not a text in any language")
    return Localised(texts)


def mood_now(store: Store, attempt: str) -> int | None:
    """The customer's mood after the latest reply; None before the first."""
    with store.reading() as db:
        row = db.execute("SELECT mood_after FROM turn WHERE attempt_id = ? ORDER BY position DESC LIMIT 1", (attempt,)).fetchone()
    return row[0] if row else None


def find(store: Store, beginning: str) -> list[str]:
    """The ids of the attempts with a talk whose id is this or begins so."""
    with store.reading() as db:
        rows = db.execute(
            "SELECT id FROM attempt WHERE roleplay <> '' AND substr(id, 1, length(?1)) = ?1 ORDER BY sequence", (beginning,)
        ).fetchall()
    return [id for (id,) in rows]


def in_words(store: Store, attempt: str, said: str, language: str) -> dict[str, str]:
    """The texts of a decision that were shown in this language: what the customer said, the reply, and what came of it."""
    with readable(store, attempt):
        kept = json.loads(said)
        return {name: _text(kept[name]).say(language) for name in ("says", "reply", "reaction", "feedback")}


@contextmanager
def readable(store: Store, attempt: str) -> Iterator[None]:
    """What is read in the block is of this attempt: RecordsDamaged, naming it, if it cannot be read."""
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise store.damaged(f"attempt {attempt}") from error
