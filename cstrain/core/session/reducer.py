"""A group session as a pure reducer over its events: the same plan and events give the same state, so resume is a replay."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cstrain.core.session import turns
from cstrain.core.session.asked import Asked, Round, Vote
from cstrain.core.session.events import (
    Away,
    Continued,
    Counted,
    Ended,
    Event,
    Here,
    Joined,
    KeyShown,
    Left,
    Mode,
    Next,
    Noted,
    Passed,
    Paused,
    Plan,
    Replied,
    Revealed,
    Skipped,
    Unvoted,
    Voted,
    VotedAgain,
)
from cstrain.core.session.state import NotNow, Session
from cstrain.core.value import replace


def start(plan: Plan) -> Session:
    """The session before anything has happened: its first question is on."""
    if not plan.questions:
        raise ValueError("there is nothing to ask")
    session = Session(
        plan=plan,
        asked=(),
        people=plan.people,
        order=plan.order or plan.people,
        teams=plan.teams,
        shares=dict.fromkeys(plan.people, 0),
    )
    return _ask(session)


def after(session: Session, event: Event) -> Session:
    """The session after one more event; NotNow for one that cannot happen now."""
    if type(event) not in session.allowed:
        raise NotNow(type(event).__name__)
    return AFTER[type(event)](session, event)


def replay(plan: Plan, events: Iterable[Event]) -> Session:
    """The session that these events add up to."""
    session = start(plan)
    for event in events:
        session = after(session, event)
    return session


def _ask(session: Session) -> Session:
    """The next question of the plan is on."""
    asked = Asked(question=session.plan.questions[len(session.asked)])
    return _give_turn(replace(session, asked=(*session.asked, asked)))


def _give_turn(session: Session) -> Session:
    """In turns, the question goes to whoever has had fewest; "" while nobody is there to take it."""
    if session.plan.mode is not Mode.TURNS or not session.is_open:
        return session
    # When everyone left has passed it on, it comes round again.
    return _with(session, turn=turns.fairest(session, without=session.now.declined) or turns.fairest(session))


def _with(session: Session, **changed: Any) -> Session:
    """The session with the question that is on changed so."""
    return replace(session, asked=(*session.asked[:-1], replace(session.now, **changed)))


def _with_round(session: Session, **changed: Any) -> Session:
    now = session.now
    return _with(session, rounds=(*now.rounds[:-1], replace(now.round, **changed)))


def _voted(session: Session, event: Voted) -> Session:
    if event.by not in session.voters:
        raise NotNow("not one who answers now")
    if session.now.question.right and event.response not in session.now.question.drawn.options:
        raise NotNow("not an option of this question")
    vote = Vote(response=event.response, score=event.score, critical=event.critical)
    return _with_round(session, votes={**session.now.round.votes, event.by: vote})


def _unvoted(session: Session, event: Unvoted) -> Session:
    if event.by not in session.now.round.votes:
        raise NotNow("no vote of theirs")
    return _without_vote(session, event.by)


def _without_vote(session: Session, by: str) -> Session:
    return _with_round(session, votes={who: vote for who, vote in session.now.round.votes.items() if who != by})


def _counted(session: Session, event: Counted) -> Session:
    if event.option not in session.now.question.drawn.options or event.count < 0:
        raise NotNow("not a count of an option")
    counts = {**session.now.round.counts, event.option: event.count}
    return _with_round(session, counts={option: count for option, count in counts.items() if count})


def _away(session: Session, event: Away) -> Session:
    if event.person not in session.present:
        raise NotNow("not in the room")
    return _settle(replace(session, away=session.away | {event.person}), event.person)


def _left(session: Session, event: Left) -> Session:
    if event.person not in session.people:
        raise NotNow("not in the session")
    teams = tuple(replace(team, members=_less(team.members, event.person)) for team in session.teams)
    people, order = _less(session.people, event.person), _less(session.order, event.person)
    gone = replace(session, people=people, order=order, teams=teams, away=session.away - {event.person})
    return _settle(replace(gone, left=(*_less(gone.left, event.person), event.person)), event.person)


def _less(people: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(one for one in people if one != person)


def _settle(session: Session, gone: str) -> Session:
    """The open vote without someone who is no longer there: neither their vote nor their turn, nor that of an empty team."""
    if not session.is_open:
        return session
    if session.now.turn == gone:
        return _give_turn(_with_round(session, votes={}))
    voters = session.voters
    return _with_round(session, votes={by: vote for by, vote in session.now.round.votes.items() if by in voters})


def _here(session: Session, event: Here) -> Session:
    if event.person not in session.away:
        raise NotNow("not away")
    fewest = turns.fewest(session)
    shares = {**session.shares, event.person: max(session.shares.get(event.person, 0), fewest)}
    back = replace(session, away=session.away - {event.person}, shares=shares)
    return back if back.now.turn else _give_turn(back)


def _joined(session: Session, event: Joined) -> Session:
    person = event.person
    if person in session.people:
        raise NotNow("already in the session")
    teams = session.teams
    if session.plan.mode is Mode.TEAMS:
        wanted = event.team if any(team.id == event.team for team in teams) else turns.smallest(teams).id
        teams = tuple(replace(team, members=(*team.members, person)) if team.id == wanted else team for team in teams)
    shares = {**session.shares, person: max(session.shares.get(person, 0), turns.fewest(session))}
    late = session.late if person in session.left else {**session.late, person: session.number}
    joined = replace(
        session,
        people=(*session.people, person),
        order=(*session.order, person),
        teams=teams,
        shares=shares,
        left=_less(session.left, person),
        late=late,
    )
    return joined if joined.now.turn else _give_turn(joined)


def _passed(session: Session, event: Passed) -> Session:
    now = session.now
    declined = (*now.declined, now.turn) if now.turn else now.declined
    if event.to and (event.to not in session.present or event.to == now.turn):
        raise NotNow("not a colleague in the room")
    to = event.to or turns.fairest(session, without=declined)
    return _with(session, turn=to, declined=declined)


def _skipped(session: Session, event: Skipped) -> Session:
    return _go_on(_with(session, skipped=True, rounds=(Round(),)))


def _revealed(session: Session, event: Revealed) -> Session:
    if session.now.is_second_vote:
        return _with_round(session, revealed=True)
    credited = _credited(session)
    missing = (
        () if session.plan.mode is Mode.TALLY else tuple(one for one in session.people if _is_missing(session, one, credited))
    )
    shares = session.shares
    if session.plan.mode is Mode.TURNS:
        shares = {**shares, **{person: shares.get(person, 0) + 1 for person in credited}}
    shown = _with(_with_round(session, revealed=True), credited=credited, missing=missing)
    return replace(shown, shares=shares)


def _credited(session: Session) -> dict[str, Vote]:
    votes = session.now.round.votes
    if session.plan.mode is not Mode.TEAMS:
        return dict(votes)
    members = [(member, votes[team.id]) for team in session.teams if team.id in votes for member in team.members]
    return {member: vote for member, vote in members if member not in session.away}


def _is_missing(session: Session, person: str, credited: Mapping[str, Vote]) -> bool:
    return person in session.away or (session.plan.mode is not Mode.TURNS and person not in credited)


def _voted_again(session: Session, event: VotedAgain) -> Session:
    return _with(session, rounds=(*session.now.rounds, Round()))


def _key_shown(session: Session, event: KeyShown) -> Session:
    # A second vote that is open is given up.
    rounds = tuple(one for one in session.now.rounds if one.revealed)
    return _with(session, rounds=rounds, key_shown=True)


def _go_on(session: Session) -> Session:
    """The next question is on, or the session has come to its end."""
    if len(session.asked) < len(session.plan.questions):
        return _ask(session)
    return replace(session, completed=True)


def _next(session: Session, event: Next) -> Session:
    return _go_on(session)


def _replied(session: Session, event: Replied) -> Session:
    if event.reply not in session.leading:
        raise NotNow("not a reply with most votes")
    replied = _with(session, reply=event.reply)
    if event.question is None:
        return replace(replied, completed=True, ending=event.ending, verdict=event.verdict)
    return _give_turn(replace(replied, asked=(*replied.asked, Asked(question=event.question))))


def _paused(session: Session, event: Paused) -> Session:
    return replace(session, paused=True)


def _continued(session: Session, event: Continued) -> Session:
    return replace(session, paused=False)


def _noted(session: Session, event: Noted) -> Session:
    return _with(session, notes=(*session.now.notes, event.text))


def _ended(session: Session, event: Ended) -> Session:
    return replace(session, ended_early=True, paused=False)


AFTER: Mapping[type[Event], Callable[[Session, Any], Session]] = {
    Voted: _voted,
    Unvoted: _unvoted,
    Counted: _counted,
    Away: _away,
    Here: _here,
    Joined: _joined,
    Left: _left,
    Passed: _passed,
    Skipped: _skipped,
    Revealed: _revealed,
    VotedAgain: _voted_again,
    KeyShown: _key_shown,
    Next: _next,
    Replied: _replied,
    Paused: _paused,
    Continued: _continued,
    Noted: _noted,
    Ended: _ended,
}
