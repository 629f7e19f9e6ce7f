"""Sessions as they stand in the file: what is written is read back, event by event."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.draw import Drawn
from cstrain.core.session import NAMES, Away, Event, Mode, Plan, Question, Replied, Team, Voted
from cstrain.errors import RecordsDamaged
from cstrain.records import sessions
from cstrain.records.sessions import Head, Participant
from cstrain.records.store import Store
from tests.core.session.rooms import plan, question
from tests.core.session.test_laws import made
from tests.making import NOON
from tests.records.keeping import keep_trainee, tamper

PLAN = plan(
    Mode.TEAMS,
    2,
    ("a", "b"),
    order=("b", "a"),
    teams=(Team(id="1", name="Kasir", members=("a",)), Team(id="2", members=("b",))),
    roleplay="kettle",
    minutes=30,
)


def head(of: Plan = PLAN, id: str = "session-1") -> Head:
    return Head(id=id, title="Sapa", modules=("welcome",), seed=7, language="id", graded=True, started=NOON, plan=of)


def test_a_session_is_read_back_as_it_was_begun(store: Store) -> None:
    first, second = head(), head(id="session-2")
    with store.writing():
        sessions.start(store, first, "0.0")
        sessions.start(store, second, "0.0")
    assert sessions.heads(store) == [first, second]
    assert sessions.find(store, "session-2") == [second] and len(sessions.find(store, "session")) == 2
    assert sessions.find(store, "sess%") == []


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_every_event_is_read_back_as_it_was(name: str, data: st.DataObject) -> None:
    event = data.draw(st.composite(lambda draw: made(NAMES[name], draw))())
    assert sessions.read(sessions.written(event)) == event


@pytest.mark.parametrize(
    "event",
    [
        Voted(by="a", response=("x", "y"), score=Fraction(1, 3), critical=True),
        Voted(by="a", response={"left": "right"}, score=Fraction(0)),
        Voted(by="a", response=2.5, score=Fraction(1)),
        Replied(reply="a", question=None, ending="glad", verdict="good"),
        Replied(reply="a", question=question(3)),
    ],
)
def test_responses_of_every_kind_are_read_back(event: Event) -> None:
    assert sessions.read(sessions.written(event)) == event


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError):
        sessions.written(Voted(by="a", response=object(), score=Fraction(1)))  # type: ignore[arg-type]


def test_events_stand_in_their_order_and_each_number_once(store: Store) -> None:
    events: list[Event] = [Voted(by="a", response="x", score=Fraction(1)), Replied(reply="x", question=None)]
    with store.writing():
        sessions.start(store, head(), "0.0")
    assert sessions.ended_at(store, "session-1") is None
    with store.writing():
        for number, event in enumerate(events):
            sessions.keep(store, "session-1", number, event, NOON)
    assert sessions.events(store, "session-1") == events and sessions.event_count(store, "session-1") == 2
    assert sessions.ended_at(store, "session-1") == NOON


def test_the_newest_word_on_who_takes_part_holds(store: Store) -> None:
    keep_trainee(store, id="a", name="Ani")
    with store.writing():
        sessions.start(store, head(), "0.0")
        sessions.seat(store, "session-1", Participant(trainee="a", nickname="Ani", team="1"), NOON)
        sessions.seat(store, "session-1", Participant(trainee="a", nickname="Nia", team="2"), NOON)
    assert sessions.participants(store, "session-1") == [Participant(trainee="a", nickname="Nia", team="2", name="Ani")]


def test_a_question_keeps_all_that_is_to_be_known_of_it() -> None:
    drawn = Drawn(item="i", kind="choice", content_hash="h", options=("b", "a"))
    kept = Question(module="m", drawn=drawn, right=("a",), chance=Fraction(1, 3), facts=("F",))
    event = Replied(reply="a", question=kept)
    assert sessions.read(sessions.written(event)) == event


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE session_event SET event = '{}'",
        "UPDATE session_event SET event = 'no json'",
        """UPDATE session_event SET event = '{"event": "nothing"}'""",
        """UPDATE session_event SET event = '{"event": "next"}'""",
        """UPDATE session_event SET event = '{"event": "away", "person": "a", "more": 1}'""",
        "UPDATE session SET plan = '[]'",
        """UPDATE session SET plan = replace(plan, '"teams"', '"mode"')""",
    ],
)
def test_a_session_that_cannot_be_read_is_damage_that_is_named(store: Store, altered: str) -> None:
    with store.writing():
        sessions.start(store, head(plan(Mode.CARDS)), "0.0")
        sessions.keep(store, "session-1", 0, Away(person="ani"), NOON)
    tamper(store.path, altered)
    with pytest.raises(RecordsDamaged) as damage:
        [sessions.state(store, one) for one in sessions.heads(store)]
    assert damage.value.detail == "session session-1"
