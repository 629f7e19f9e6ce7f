"""What a group session is made of: its plan, drawn once and stored, and the events that happen in the room.

People appear by trainee id alone, never by name, so that a person can be erased without breaking a session.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from cstrain.core.draw import Drawn
from cstrain.core.items import Response
from cstrain.core.value import Value


class Mode(StrEnum):
    """Who answers: one person after another, every team, everyone by a card held up, or the room as counts of cards alone."""

    TURNS = "turns"
    TEAMS = "teams"
    CARDS = "cards"
    TALLY = "tally"


class Question(Value):
    """One question of a session: all that has to be known of it when its module may have changed.

    `right` is the best option of a choice, () for other kinds; `chance` what a guess would score; `facts` what it teaches.
    """

    module: str
    drawn: Drawn
    right: tuple[str, ...]
    chance: Fraction
    facts: tuple[str, ...]


class Team(Value):
    """`name` is "" where a face numbers the teams; `members` are in roster order."""

    id: str
    name: str = ""
    members: tuple[str, ...] = ()


class Plan(Value):
    """`people` are in roster order, `order` is the drawn one in which turns go round.

    The questions of a role-play follow from the replies: only the first is in its plan. `minutes` is how long the trainer means
    to take, if that is said.
    """

    mode: Mode
    questions: tuple[Question, ...]
    people: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    teams: tuple[Team, ...] = ()
    roleplay: str = ""
    minutes: int | None = None


class Voted(Value):
    """A response of a person (turns, cards) or of a team, by its id; a later one of the same takes its place until the reveal."""

    by: str
    response: Response
    score: Fraction
    critical: bool = False


class Unvoted(Value):
    """A response taken back."""

    by: str


class Counted(Value):
    """How many hold up this option (tally); a later count takes its place until the reveal."""

    option: str
    count: int


class Away(Value):
    """Not in the room for the time being: passed over until there again."""

    person: str


class Here(Value):
    person: str


class Joined(Value):
    """A late comer, or one who had left; `team` is the team's id."""

    person: str
    team: str = ""


class Left(Value):
    """Gone for good; what was answered stays."""

    person: str


class Passed(Value):
    """The question goes to this colleague, or to the next in order; whoever passed it on still has a turn to come."""

    to: str = ""


class Skipped(Value):
    """The question is dropped: nobody is asked it."""


class Revealed(Value):
    """The vote is closed and its distribution shown. The key stays hidden while a second vote is proposed."""


class VotedAgain(Value):
    """The second vote is opened, after talking to a neighbour."""


class KeyShown(Value):
    """No second vote is wanted, or no longer: the key comes out."""


class Next(Value):
    """On to the next question, or to the end after the last one."""


class Replied(Value):
    """The room's reply in a role-play, one of those with most votes, and where it led: the next question, or an ending."""

    reply: str
    question: Question | None
    ending: str = ""
    verdict: str = ""


class Paused(Value):
    pass


class Continued(Value):
    pass


class Noted(Value):
    """What the trainer wants to remember of this question."""

    text: str


class Ended(Value):
    """The trainer ends the session before its last question."""


Event = (
    Voted
    | Unvoted
    | Counted
    | Away
    | Here
    | Joined
    | Left
    | Passed
    | Skipped
    | Revealed
    | VotedAgain
    | KeyShown
    | Next
    | Replied
    | Paused
    | Continued
    | Noted
    | Ended
)
EVENTS: tuple[type[Event], ...] = (
    Voted,
    Unvoted,
    Counted,
    Away,
    Here,
    Joined,
    Left,
    Passed,
    Skipped,
    Revealed,
    VotedAgain,
    KeyShown,
    Next,
    Replied,
    Paused,
    Continued,
    Noted,
    Ended,
)
NAMES: Mapping[str, type[Event]] = {event.__name__.lower(): event for event in EVENTS}
