"""Rooms for the tests of sessions: small plans, and what people in them do."""

from collections.abc import Sequence
from fractions import Fraction

from cstrain.core.draw import Drawn
from cstrain.core.session import Event, Mode, Plan, Question, Session, Team, Voted, after, start

FOUR = ("ani", "budi", "citra", "dewi")


def question(number: int, options: str = "abcd") -> Question:
    """A choice whose first option is right."""
    drawn = Drawn(item=f"item-{number}", kind="choice", content_hash=f"hash {number}", options=tuple(options))
    return Question(module="welcome", drawn=drawn, right=(options[0],), chance=Fraction(1, 4), facts=(f"F-{number}",))


def plan(mode: Mode, questions: int = 3, people: Sequence[str] = FOUR, **more: object) -> Plan:
    if mode is Mode.TEAMS and "teams" not in more:
        half = len(people) // 2
        more["teams"] = (Team(id="1", members=tuple(people[:half])), Team(id="2", members=tuple(people[half:])))
    return Plan(
        mode=mode,
        questions=tuple(question(n) for n in range(1, questions + 1)),
        people=() if mode is Mode.TALLY else tuple(people),
        **more,  # type: ignore[arg-type]
    )


def room(mode: Mode, questions: int = 3, people: Sequence[str] = FOUR, **more: object) -> Session:
    return start(plan(mode, questions, people, **more))


def vote(by: str, option: str = "a") -> Voted:
    return Voted(by=by, response=option, score=Fraction(option == "a"))


def votes(session: Session, options: str) -> list[Event]:
    """One letter for each voter, in order; "-" for none."""
    return [vote(by, option) for by, option in zip(session.voters, options, strict=True) if option != "-"]


def go(session: Session, *events: Event) -> Session:
    for event in events:
        session = after(session, event)
    return session


def voted(session: Session, options: str, *events: Event) -> Session:
    """The session after everyone's votes and these events."""
    return go(session, *votes(session, options), *events)


def scored(session: Session) -> dict[str, tuple[int, int]]:
    """What people scored of what they were asked; of questions that are right or wrong."""
    return {who: (int(score), maximum) for who, (score, maximum) in session.scores.items()}


def may(session: Session, *events: type[Event]) -> set[str]:
    """Those of these events that may come now, by name."""
    return {event.__name__ for event in events if event in session.allowed}
