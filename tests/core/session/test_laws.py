"""What holds of every session, whatever happens in the room."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.session import (
    Away,
    Counted,
    Event,
    Here,
    Joined,
    Left,
    Mode,
    Next,
    Noted,
    NotNow,
    Passed,
    Replied,
    Revealed,
    Session,
    Unvoted,
    Voted,
    after,
    debrief,
    replay,
    start,
)
from tests.core.session.rooms import FOUR, plan, question

EVERYONE = (*FOUR, "eka", "erased")
PEOPLE = st.sampled_from((*EVERYONE, "1", "2"))


def made(kind: type[Event], draw: st.DrawFn) -> Event:
    """An event of this kind that may or may not fit."""
    who, option = draw(PEOPLE), draw(st.sampled_from("abcdx"))
    if kind is Voted:
        return Voted(by=who, response=option, score=Fraction(option == "a"))
    if kind is Unvoted:
        return Unvoted(by=who)
    if kind is Counted:
        return Counted(option=option, count=draw(st.integers(0, 5)))
    if kind in (Away, Here, Left, Joined):
        return _plain(kind, person=who)
    if kind is Passed:
        return Passed(to=draw(st.sampled_from(("", *FOUR))))
    if kind is Replied:
        return Replied(reply=option, question=draw(st.sampled_from((None, question(9)))), ending="end", verdict="mixed")
    return Noted(text="so") if kind is Noted else _plain(kind)


def _plain(kind: Any, **fields: str) -> Event:
    event: Event = kind(**fields)
    return event


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Session, list[Event]]:
    """A session, and the events that led to it."""
    first = plan(draw(st.sampled_from(Mode)), draw(st.integers(1, 4)), roleplay=draw(st.sampled_from(("", "kettle"))))
    session, events = start(first), list[Event]()
    for _ in range(draw(st.integers(0, 40))):
        allowed = sorted(session.allowed, key=lambda kind: kind.__name__)
        if not allowed:
            break
        event = made(draw(st.sampled_from(allowed)), draw)
        try:
            session = after(session, event)
        except NotNow:
            continue
        events.append(event)
    return session, events


@given(sessions())
def test_replay_is_the_state(made: tuple[Session, list[Event]]) -> None:
    session, events = made
    assert replay(session.plan, events) == session


@given(sessions())
def test_nobody_scores_more_than_they_were_asked_nor_is_asked_more_than_was_asked(made: tuple[Session, list[Event]]) -> None:
    session, _ = made
    answered = sum(one.is_answered for one in session.asked)
    assert all(0 <= score <= maximum <= answered for score, maximum in session.scores.values())
    for one in session.asked:
        assert not set(one.missing) & set(one.credited)
        share = one.right_share
        assert share is None or 0 <= share <= 1


@given(sessions())
def test_a_key_is_out_only_when_its_vote_is_closed(made: tuple[Session, list[Event]]) -> None:
    session, _ = made
    assert not session.key_is_out or (session.now.is_revealed and Voted not in session.allowed)
    assert not (session.is_open and Revealed in session.allowed) or session.now.round.total > 0


@given(sessions())
def test_a_debrief_can_be_made_at_any_moment(made: tuple[Session, list[Event]]) -> None:
    session, _ = made
    told = debrief(session)
    assert len(told.questions) == sum(one.is_answered for one in session.asked)
    assert {one.who: (one.score, one.maximum) for one in told.people} == session.scores
    shares = [one.share for one in told.hardest]
    assert shares == sorted(shares) and all(share < 1 for share in shares)


@given(st.integers(1, 9), st.integers(1, 40))
def test_turns_are_fair(people: int, questions: int) -> None:
    """All get as many: at no time has anyone had two turns more than another."""
    names = tuple(f"person {n}" for n in range(people))
    session = start(plan(Mode.TURNS, questions, names, order=tuple(reversed(names))))
    while not session.is_over:
        session = after(session, Voted(by=session.now.turn, response="a", score=Fraction(1)))
        session = after(session, Revealed())
        assert max(session.shares.values()) - min(session.shares.values()) <= 1
        session = after(session, Next())
    assert sum(maximum for _, maximum in session.scores.values()) == questions
