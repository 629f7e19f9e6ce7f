"""A session on a real terminal, which a projector shows: a page drawn whole, a key for everything."""

from collections.abc import Callable, Sequence

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.face import Face
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.prompts.page import Row, View, legend, rows_of
from cstrain.cli.render.roleplay import gauge, spoken, verdict_sentence
from cstrain.cli.session import telling
from cstrain.cli.session.cue import Cue, Phase, Showing, phase_of
from cstrain.cli.session.face import SessionFace, Wish
from cstrain.cli.session.keys import press
from cstrain.cli.session.projector import Projector
from cstrain.cli.session.scenes import view
from cstrain.cli.session.stage import Room, Stage
from cstrain.cli.words import _, language

# What is read and not answered: Enter and the space bar go on through all of it.
PAGES, READ_ON = (Showing.WHY, Showing.HELP), ("enter", " ")


class ScreenFace(SessionFace):
    """`monotonic` gives seconds, for how long the session has gone on."""

    def __init__(self, face: Face, stage: Stage, projector: Projector, monotonic: Callable[[], float]) -> None:
        self._face = face
        self._stage = stage
        self._projector = projector
        self._monotonic = monotonic
        self._began = monotonic()
        self._cue = Cue()
        self._phase: Phase | None = None

    def wish(self, live: LiveSession) -> Wish:
        self._begin_phase(live)
        self._stage.draw = lambda room, more: view(live, self._cue, self._minutes, room, more)
        while True:
            wish = self._press(live)
            if wish is not None:
                return wish

    def _press(self, live: LiveSession) -> Wish | None:
        try:
            before = self._cue.showing
            key = self._projector.key()
            if key in READ_ON and before in PAGES and self._stage.has_more:
                self._stage.scroll(+1)
                return None
            wish = press(live, self._cue, key)
            if self._cue.showing is not before:
                self._stage.top = 0
            if self._cue.showing is Showing.PEOPLE:
                self._stage.follow()
            return wish
        except SwitchLanguage:
            self._face.switch_language()
            return None

    def _begin_phase(self, live: LiveSession) -> None:
        """Keys pressed for one part of a question answer no other."""
        phase = phase_of(live.state)
        if phase == self._phase:
            return
        if self._phase is not None:
            self._projector.forget_keys()
            says = self._cue.says
            self._cue.clear()
            self._cue.says = says
        self._phase, self._stage.top = phase, 0

    @property
    def _minutes(self) -> int:
        return int(self._monotonic() - self._began) // 60

    def tell(self, lines: Sequence[Line]) -> None:
        """On the screen while it is on, with the next thing shown; after it below."""
        if self._projector.is_on:
            self._cue.says = tuple(lines)
        else:
            self._face.tell(lines)

    def failed(self, lines: Sequence[Line]) -> None:
        def draw(room: Room, more: bool) -> View:
            keys = (_("Enter try again"), _("q leave"))
            return View(body=rows_of(lines, room.width), footer=[Row(""), *legend(keys, room.width)])

        self._stage.draw = draw
        while (key := self._projector.key()) != "enter":
            if key in ("q", "end"):
                raise Leave

    def close(self, live: LiveSession) -> None:
        self.stop()
        self._face.pause(lambda: [*_parting(live), *telling.debrief_lines(live)], lambda: _("Press Enter to finish"), stays=True)

    def stop(self) -> None:
        self._projector.stop()


def _parting(live: LiveSession) -> list[Line]:
    """How a role-play ended: how the customer took the last reply, and what was said."""
    state = live.state
    if not state.ending:
        return []
    play = live.play
    reaction = [Line(play.reaction.say(language()))] if play.reaction else []
    last = [*reaction, gauge(play.situation.mood), spoken(play.roleplay.customer.name, play.says), BLANK]
    return [*last, Line(verdict_sentence(state.verdict), Look.STRONG)]
