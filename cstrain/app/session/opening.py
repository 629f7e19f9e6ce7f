"""Beginning a session, going on with one, and which there are."""

from collections.abc import Mapping, Sequence
from random import Random
from uuid import uuid4

from cstrain import __version__
from cstrain.app import quiz
from cstrain.app.clock import Clock
from cstrain.app.quiz import drawn_seed
from cstrain.app.session.live import LiveSession
from cstrain.app.session.people import Seat, nickname_beside, nicknames
from cstrain.core import session as core
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.session import Mode, Plan, Question, Session, Team
from cstrain.core.session.planning import as_question, available, chosen_questions, drawn_questions, suits, usual_count
from cstrain.core.session.turns import dealt, drawn_order, team_count
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.errors import ItemUnsuited, NothingToAsk, SessionOver, UnknownSession
from cstrain.records import sessions, trainees
from cstrain.records.sessions import Head, Participant
from cstrain.records.store import Store


class Wish(Value):
    """What kind of session is wanted. `items` are chosen ones, with their modules; `roleplay` is an id in the one module."""

    modules: tuple[Module, ...]
    mode: Mode
    items: tuple[tuple[Module, Item], ...] = ()
    roleplay: str = ""
    count: int | None = None
    seed: int | None = None
    teams: int | None = None
    minutes: int | None = None
    graded: bool = False


class Offer(Value):
    """What would be asked of whom: told before the session starts. `none_left` have no graded attempt left (id, module)."""

    wish: Wish
    seed: int
    seats: tuple[Seat, ...]
    plan: Plan
    there_are: int
    none_left: tuple[tuple[str, str], ...] = ()


class Listed(Value):
    """A session in the list. `asked` counts the questions that came up."""

    head: Head
    state: Session
    people: int


def offer(store: Store, wish: Wish, seats: Sequence[Seat], clock: Clock) -> Offer:
    """Draw a session; NothingToAsk if there is nothing to ask so, ItemUnsuited if a chosen item cannot be."""
    seed = wish.seed if wish.seed is not None else drawn_seed()
    seats = () if wish.mode is Mode.TALLY else tuple(seats)
    people = tuple(seat.trainee.id for seat in seats)
    rng = Random(seed)
    there_are = len(wish.items) if wish.items else available(wish.modules, wish.mode)
    plan = Plan(
        mode=wish.mode,
        questions=_questions(wish, len(people), there_are, seed, rng),
        people=people,
        order=drawn_order(people, rng) if wish.mode is Mode.TURNS else (),
        teams=_teams(wish, seats, rng),
        roleplay=wish.roleplay,
        minutes=wish.minutes,
    )
    none_left = _without_attempts(store, wish, seats, clock) if wish.graded else ()
    return Offer(wish=wish, seed=seed, seats=seats, plan=plan, there_are=there_are, none_left=none_left)


def _questions(wish: Wish, people: int, there_are: int, seed: int, rng: Random) -> tuple[Question, ...]:
    if wish.roleplay:
        return _first_decision(wish, seed)
    if wish.items:
        unsuited = next((item for _, item in wish.items if not suits(item, wish.mode)), None)
        if unsuited:
            raise ItemUnsuited(item=unsuited.id, mode=wish.mode)
        return chosen_questions(wish.items, rng)
    if not there_are:
        raise NothingToAsk(module=", ".join(module.id for module in wish.modules))
    if wish.graded:
        return graded_questions(wish.modules, rng)
    count = wish.count or usual_count(people, wish.mode, there_are)
    return drawn_questions(wish.modules, wish.mode, count, rng)


def graded_questions(modules: Sequence[Module], rng: Random) -> tuple[Question, ...]:
    """As many of each module as its quiz has: nobody picks an easy draw."""
    return tuple(one for module in modules for one in drawn_questions([module], Mode.CARDS, module.policy.items_per_quiz, rng))


def _first_decision(wish: Wish, seed: int) -> tuple[Question, ...]:
    # Only role-plays need how talks go.
    from cstrain.app.roleplay import decision
    from cstrain.core.roleplay.play import start
    from cstrain.core.roleplay.practice import decision_item

    module = wish.modules[0]
    play = start(module.roleplays[wish.roleplay], seed)
    return (as_question(module.id, decision_item(play.roleplay, play.situation), decision(play)),)


def _teams(wish: Wish, seats: Sequence[Seat], rng: Random) -> tuple[Team, ...]:
    if wish.mode is not Mode.TEAMS:
        return ()
    given = {seat.trainee.id: seat.team for seat in seats}
    return dealt([seat.trainee.id for seat in seats], given, wish.teams or team_count(len(seats)), rng)


def _without_attempts(store: Store, wish: Wish, seats: Sequence[Seat], clock: Clock) -> tuple[tuple[str, str], ...]:
    known = [seat.trainee for seat in seats if not seat.is_new]
    return tuple(
        (one.id, module.id)
        for one in known
        for module in wish.modules
        if not quiz.standing(store, module, one, clock).attempts_left
    )


def begin(store: Store, offered: Offer, title: str, language: str, clock: Clock) -> LiveSession:
    """Keep the session with everyone in it, the new ones added, and hold it."""
    wish, now = offered.wish, clock.now()
    head = Head(
        id=str(uuid4()),
        title=title,
        modules=tuple(module.id for module in wish.modules),
        seed=offered.seed,
        language=language,
        graded=wish.graded,
        started=now,
        plan=offered.plan,
    )
    with store.writing():
        sessions.start(store, head, __version__)
        for seat, nickname in zip(offered.seats, nicknames(offered.seats), strict=True):
            if seat.is_new:
                trainees.add(store, seat.trainee, now)
            team = next((team.id for team in offered.plan.teams if seat.trainee.id in team.members), "")
            sessions.seat(store, head.id, Participant(trainee=seat.trainee.id, nickname=nickname, team=team), now)
    return LiveSession(store, head, {module.id: module for module in wish.modules}, clock)


def late_comer(store: Store, live: LiveSession, seat: Seat, team: str, language: str, clock: Clock) -> None:
    """Someone joins who was not there at the start, and is added if new here."""
    after_joining = core.Joined(person=seat.trainee.id, team=team)
    core.after(live.state, after_joining)
    if seat.is_new:
        with store.writing():
            trainees.add(store, seat.trainee, clock.now())
    nickname = nickname_beside(seat, map(live.label, live.people))
    live.join(seat.trainee, nickname, team, language)


def one_of(store: Store, beginning: str) -> Head:
    """The session whose id begins so, the newest without a beginning; UnknownSession unless there is exactly one."""
    if not beginning:
        latest = sessions.newest(store)
        found = [latest] if latest else []
    else:
        found = sessions.find(store, beginning.lower())
    if len(found) != 1:
        raise UnknownSession(wanted=beginning, found=len(found))
    return found[0]


def unfinished(store: Store, beginning: str) -> Head:
    """The session to go on with: the one whose id begins so, else the newest that is not over.

    SessionOver for one that is over; UnknownSession("") if there is none to go on with.
    """
    if beginning:
        head = one_of(store, beginning)
        if sessions.state(store, head).is_over:
            raise SessionOver(session=head.id)
        return head
    left = [head for head in sessions.heads(store) if not sessions.state(store, head).is_over]
    if not left:
        raise UnknownSession(wanted="", found=0)
    return left[-1]


def left_open(store: Store) -> Head | None:
    """The newest session, if it is not over: whoever begins another may have meant to go on with it."""
    newest = sessions.newest(store)
    return newest if newest and not sessions.state(store, newest).is_over else None


def go_on(store: Store, head: Head, modules: Mapping[str, Module], clock: Clock) -> LiveSession:
    """The session as it was left: the same question, order and votes."""
    return LiveSession(store, head, modules, clock)


def listed(store: Store) -> list[Listed]:
    """Every session, the newest first."""
    found = [
        Listed(
            head=head,
            state=sessions.state(store, head),
            people=len(sessions.participants(store, head.id)),
        )
        for head in sessions.heads(store)
    ]
    return found[::-1]


def names(store: Store, head: Head) -> dict[str, Trainee]:
    """Everyone of a session who is known here, by id."""
    there = {one.trainee for one in sessions.participants(store, head.id)}
    return {one.id: one for one in trainees.everyone(store) if one.id in there}
