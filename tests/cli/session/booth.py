"""A trainer before the projected screen, without a terminal: keys in, what the room sees out."""

from collections import deque

from cstrain.app.clock import Clock
from cstrain.app.session.live import LiveSession
from cstrain.cli.prompts.page import Row
from cstrain.cli.prompts.plain import PlainFace
from cstrain.cli.session.face import Wish
from cstrain.cli.session.projector import Projector
from cstrain.cli.session.screen import ScreenFace
from cstrain.cli.session.stage import Stage
from cstrain.cli.words import language
from cstrain.core.session import Event


class Idle(Exception):
    """No more keys are pressed."""


class Hand(Projector):
    """Keys that were pressed already; there is no terminal."""

    def __init__(self) -> None:
        self.keys: deque[str] = deque()
        self.forgotten = 0
        self.is_stopped = False

    @property
    def is_on(self) -> bool:
        return not self.is_stopped

    def key(self) -> str:
        if not self.keys:
            raise Idle
        return self.keys.popleft()

    def forget_keys(self) -> None:
        self.forgotten += 1

    def stop(self) -> None:
        self.is_stopped = True


class Booth:
    def __init__(self, live: LiveSession, clock: Clock) -> None:
        self.live = live
        self.hand = Hand()
        self.stage = Stage()
        self.face = ScreenFace(PlainFace(lambda language: None), self.stage, self.hand, clock.monotonic)
        self.others: list[Wish] = []
        self.press()

    def press(self, *keys: str) -> "Booth":
        """These keys, each by its name or as a character; what they want is done. A string of several is typed."""
        for key in keys:
            self.hand.keys.extend([key] if key in NAMED else list(key))
        while not self.live.state.is_over:
            try:
                wish = self.face.wish(self.live)
            except Idle:
                break
            if isinstance(wish, Event):
                self.live.do(wish, language())
            else:
                self.others.append(wish)
        return self

    def rows(self, columns: int = 80, height: int = 24) -> list[Row]:
        return self.stage.arranged(columns, height)

    def sees(self, columns: int = 80, height: int = 24) -> str:
        """The words on the screen, however they are wrapped."""
        return " ".join(" ".join(row.text for row in self.rows(columns, height)).split())


NAMED = {"enter", "backspace", "tab", "up", "down", "left", "escape", "end"}
