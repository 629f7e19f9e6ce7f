"""What a face of a group session can do. It shows the state, and says what the trainer wants next; it decides nothing.

What may be wanted now is `live.state.allowed`; what is wanted comes back as an event of core/session, or as Join.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Line
from cstrain.core.session import Event
from cstrain.core.value import Value


class Join(Value):
    """Someone comes late: `typed` is a name or an employee number; `team` as in Joined."""

    typed: str
    team: str = ""


Wish = Event | Join


class SessionFace(ABC):
    @abstractmethod
    def wish(self, live: LiveSession) -> Wish:
        """Show what stands now, where that is not on the screen yet, and wait for what the trainer wants next; Leave to stop.

        A response is made with `live.voted(by, response)`, a role-play's reply with `live.replied(reply)`.
        """

    @abstractmethod
    def tell(self, lines: Sequence[Line]) -> None:
        """Say what came of the last wish: someone has joined, or it could not be done."""

    @abstractmethod
    def failed(self, lines: Sequence[Line]) -> None:
        """Say that it could not be saved, and wait until the trainer wants to try again; Leave to stop."""

    @abstractmethod
    def close(self, live: LiveSession) -> None:
        """Show how it went: the debrief, when the session is over."""

    @abstractmethod
    def stop(self) -> None:
        """Give the terminal back, whatever has happened; what is told after it stands below. More than once is no fault."""
