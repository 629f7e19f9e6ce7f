"""Sessions held without a face: who is there, what is asked, and what people answer."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cstrain.app.clock import Clock
from cstrain.app.roster import RosterRow
from cstrain.app.session import opening
from cstrain.app.session.live import LiveSession
from cstrain.app.session.opening import Wish
from cstrain.app.session.people import seated, taking_part
from cstrain.core.attempt import Attempt
from cstrain.core.module import Module
from cstrain.core.session import Event, Mode
from cstrain.core.trainee import Trainee
from cstrain.records import attempts, sessions, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.taking import choices

NAMES = ("Ani", "Budi", "Citra", "Dewi")
WELCOME = choices(3)


def rows(*names: str) -> list[RosterRow]:
    return [RosterRow(line=line, name=name) for line, name in enumerate(names, start=2)]


def begin(
    store: Store, clock: Clock, mode: Mode, names: Sequence[str] = NAMES, modules: Iterable[Module] = (WELCOME,), **wish: object
) -> LiveSession:
    """A session with these people, who are added if they are new."""
    wanted = Wish(modules=tuple(modules), mode=mode, **{"seed": 5, **wish})  # type: ignore[arg-type]
    seats = taking_part(seated(store, rows(*names)))
    return opening.begin(store, opening.offer(store, wanted, seats, clock), "Welcome", "en", clock)


def do(live: LiveSession, *events: Event) -> LiveSession:
    for event in events:
        live.do(event, "en")
    return live


def vote(live: LiveSession, responses: Sequence[str], *events: Event) -> LiveSession:
    """Option ids for those who have not answered, in order; then these events."""
    for who, response in zip(live.state.waiting, responses, strict=True):
        live.do(live.voted(who, response), "en")
    return do(live, *events)


def resumed(store: Store, live: LiveSession, clock: Clock) -> LiveSession:
    """The same session in another window."""
    return opening.go_on(store, opening.one_of(store, live.head.id), live.modules, clock)


def member(store: Store, name: str) -> Trainee:
    return next(one for one in trainees.everyone(store) if one.name == name)


def id_of(store: Store, name: str) -> str:
    return member(store, name).id


def made(store: Store, name: str) -> list[Attempt]:
    """A person's attempts, oldest first."""
    found = attempts.outcomes(store, Selection(trainee=id_of(store, name)))
    return [attempts.load(store, one.attempt) for one in found]


def totals(store: Store, name: str) -> list[tuple[float, int, bool]]:
    """Score, maximum and whether it is finished, of each attempt of a person."""
    return [(float(one.score), one.maximum, bool(one.finished)) for one in made(store, name)]


def is_stored(live: LiveSession, path: Path) -> bool:
    """Whether the file, read by another program, says what this window says, and is sound."""
    with Store(path) as other:
        again = LiveSession(other, live.head, live.modules, Clock())
        count = len(sessions.events(other, live.head.id))
        return again.state == live.state and count == live._count and not verify(other).flaws
