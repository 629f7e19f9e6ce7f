"""Talks in the records: what was said is kept with the decision, read back the same, and held against the attempt."""

import json
from pathlib import Path

import pytest

from cstrain.core.trainee import Trainee
from cstrain.records import talks
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.talking import play
from tests.conftest import StoppedClock
from tests.records.keeping import keep_trainee, tamper
from tests.talks import text


@pytest.fixture
def sari(store: Store) -> Trainee:
    return keep_trainee(store)


def test_what_was_said_is_kept_in_every_language_and_read_back_the_same(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = play(store, sari, stopped.clock, "poor", "wait")
    told = live.transcript
    assert [turn.reply for turn in told.turns] == [text("reply poor"), text("reply wait")]
    assert told.turns[0].better and told.turns[0].better.reply == text("reply listen")
    assert told.parting and (told.parting.ending, told.parting.mood) == ("doubting", 20)
    (said,) = store.db.execute("SELECT said FROM turn WHERE position = 1").fetchone()
    assert set(json.loads(said)["reply"]) == {"id", "en"}


def test_the_mood_is_that_after_the_latest_reply(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock)
    id = live.state.started.attempt
    assert talks.mood_now(store, id) is None
    live.answer("poor", "en")
    assert talks.mood_now(store, id) == 30


def test_the_words_of_a_decision_are_told_in_the_language_asked_for(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "poor")
    (said,) = store.db.execute("SELECT said FROM turn").fetchone()
    assert talks.in_words(store, "", said, "id") == {
        "says": "says first (id)",
        "reply": "reply poor (id)",
        "reaction": "reaction to poor (id)",
        "feedback": "feedback on poor (id)",
    }


# Verified

CHANGES = [
    "DELETE FROM turn WHERE position = 0",
    "DELETE FROM turn WHERE position = 2",
    "UPDATE turn SET mood_after = 95 WHERE position = 0",
    "UPDATE turn SET mood_before = 95, mood_after = 95 WHERE position = 2",
    "UPDATE turn SET said = '{}' WHERE position = 1",
    "UPDATE turn SET said = '[' WHERE position = 1",
    "UPDATE turn SET said = '[]' WHERE position = 2",
    "UPDATE turn SET said = json_set(said, '$.reply', 'x') WHERE position = 0",
    "UPDATE turn SET said = json_set(said, '$.node', 'second') WHERE position = 0",
    "UPDATE turn SET said = json_set(said, '$.verdict', 'good') WHERE position = 2",
    "INSERT INTO turn SELECT attempt_id, 3, mood_before, mood_after, said FROM turn WHERE position = 2",
    "UPDATE finish SET verdict = 'good'",
    "UPDATE finish SET verdict = 'good', passed = 1",
    "UPDATE finish SET roleplay_ending = 'glad'",
    "UPDATE turn SET said = json_set(said, '$.verdict', 'superb') WHERE position = 2",
    "UPDATE finish SET score = 2",
    "UPDATE finish SET maximum = 3",
    "UPDATE attempt SET roleplay = 'lamp'",
    "UPDATE attempt SET given = '['",
    "UPDATE answer SET score = 1 WHERE position = 0",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_talk_that_was_altered_is_found(store: Store, sari: Trainee, stopped: StoppedClock, change: str) -> None:
    live = play(store, sari, stopped.clock, "poor", "wait")
    assert verify(store).flaws == ()
    path: Path = store.path
    store.db.close()
    tamper(path, change)
    with Store(path) as again:
        flaws = [(flaw.check, flaw.where) for flaw in verify(again).flaws]
    assert flaws[0] == ("total", f"attempt {live.state.started.attempt}")
    # And its seal says so too.
    assert {check for check, _ in flaws[1:]} <= {"altered", "gone"}
