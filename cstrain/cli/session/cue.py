"""Where the trainer's hand is: what the screen shows beside the question, whose answer comes next, what is being typed.

Nothing here is kept: a session that is gone on with starts with an empty hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from cstrain.cli.lines import Line
from cstrain.core.session import Mode, Session


class Showing(Enum):
    """What is on the screen."""

    QUESTION = auto()
    WHY = auto()
    TALK = auto()
    LAST = auto()
    TEAMS = auto()
    PEOPLE = auto()
    HELP = auto()
    LEAVING = auto()


class Typing(Enum):
    """What a typed line is for."""

    JOIN = auto()
    NOTE = auto()
    PASS = auto()
    ANSWER = auto()


# Questions look anew when one of these changes.
Phase = tuple[int, int, bool, bool, bool]


def phase_of(state: Session) -> Phase:
    return (state.number, len(state.now.rounds), state.now.is_revealed, state.key_is_out, state.is_over)


@dataclass
class Cue:
    showing: Showing = Showing.QUESTION
    # The person or team whose answer the next key is, and in the list of people who is meant.
    pointer: str = ""
    person: str = ""
    # Counting: the option, and the figure typed so far.
    option: str = ""
    digits: str = ""
    typing: Typing | None = None
    typed: str = ""
    # The lines of an answer that takes several, such as a match.
    lines: list[str] = field(default_factory=list)
    says: Sequence[Line] = ()
    # Whether it was said that not everyone has answered.
    was_told: bool = False
    has_clock: bool = False

    def clear(self) -> None:
        """Another question or another part of it is on."""
        self.showing, self.pointer, self.option, self.digits = Showing.QUESTION, "", "", ""
        self.was_told = False
        self.lines = []
        self.stop_typing()

    def stop_typing(self) -> None:
        self.typing, self.typed = None, ""

    def start_typing(self, what: Typing, typed: str = "") -> None:
        self.typing, self.typed = what, typed


def pointed(state: Session, cue: Cue) -> str:
    """The person or team whose answer the next key is: the one chosen, else the first who has not answered, else nobody."""
    if cue.pointer in state.voters:
        return cue.pointer
    return state.waiting[0] if state.waiting else ""


def following(state: Session, voter: str) -> str:
    """Whose answer comes after this one's: the next who has not answered, going round; nobody if all have."""
    voters = state.voters
    place = voters.index(voter) if voter in voters else -1
    others = (*voters[place + 1 :], *voters[: max(0, place)])
    return next((one for one in others if one in state.waiting), "")


def moved(state: Session, cue: Cue, step: int) -> str:
    """The voter before or after the one pointed at."""
    voters = state.voters
    if not voters:
        return ""
    now = pointed(state, cue)
    if not now:
        return voters[-1] if step < 0 else voters[0]
    return voters[(voters.index(now) + step) % len(voters)]


def is_by_roster(state: Session) -> bool:
    """Whether answers come in from one after another, a key each."""
    return state.plan.mode in (Mode.CARDS, Mode.TEAMS)
