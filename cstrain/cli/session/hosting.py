"""Holding a session on a face: what the trainer wants is committed, then shown, until the session is over or is left."""

from contextlib import suppress

from cstrain.app.session import opening, people
from cstrain.app.session.live import LiveSession
from cstrain.app.session.people import LEFT_OUT
from cstrain.cli.calling import command
from cstrain.cli.error_words import words_for
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.safe import shortened
from cstrain.cli.session.face import Join, SessionFace, Wish
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, language, plural
from cstrain.core.session import Here, NotNow
from cstrain.errors import BadName, ExitCode, RecordsUnusable, SessionGoesOn
from cstrain.records.store import Store


def session_face(setup: Setup) -> SessionFace:
    if setup.is_plain:
        from cstrain.cli.session.plain import PlainSessionFace

        return PlainSessionFace(setup.face)
    from cstrain.cli.session.projector import Projector
    from cstrain.cli.session.screen import ScreenFace
    from cstrain.cli.session.stage import Stage

    stage = Stage()
    return ScreenFace(setup.face, stage, Projector(stage), setup.clock.monotonic)


def hold(setup: Setup, store: Store, live: LiveSession) -> ExitCode:
    """From the question that is on to the debrief. UNFINISHED if the trainer leaves before the end."""
    face = session_face(setup)
    try:
        _skip_what_is_gone(face, live)
        while not live.state.is_over:
            _follow(setup, store, live, face)
        face.close(live)
    except Leave:
        face.stop()
        if not live.state.is_over:
            face.tell(left(live))
            return ExitCode.UNFINISHED
    except KeyboardInterrupt:
        face.stop()
        with suppress(RecordsUnusable):
            live.reread()
        if not live.state.is_over:
            face.tell(left(live))
        raise
    finally:
        face.stop()
    return ExitCode.DONE


def _follow(setup: Setup, store: Store, live: LiveSession, face: SessionFace) -> None:
    """One wish of the trainer, committed."""
    wish = face.wish(live)
    try:
        _commit(setup, store, live, face, wish)
    except NotNow:
        face.tell([Line(_("That cannot be done now."), Look.WRONG)])
    except BadName as error:
        face.tell([Line(words_for(error), Look.WRONG)])
    except SessionGoesOn:
        told = _("Another window has gone on with this session.") + " " + _("This is how it stands now.")
        face.tell([Line(told, Look.STRONG)])
    _skip_what_is_gone(face, live)


def _commit(setup: Setup, store: Store, live: LiveSession, face: SessionFace, wish: Wish) -> None:
    """Commit a wish; where that fails, say so and let the trainer try again."""
    while True:
        try:
            if isinstance(wish, Join):
                _join(setup, store, live, face, wish)
            else:
                live.do(wish, language())
            return
        except RecordsUnusable as error:
            if not setup.on_terminal:
                raise
            face.failed([BLANK, Line(words_for(error), Look.WRONG), Line(_("What you typed is kept here until it is saved."))])


def _join(setup: Setup, store: Store, live: LiveSession, face: SessionFace, wish: Join) -> None:
    seat = people.typed(store, wish.typed, live.called(wish.typed))
    person = seat.trainee.id
    if person in live.state.away:
        live.do(Here(person=person), language())
        face.tell([Line(_("{name} is back.").format(name=live.label(person)))])
        return
    if person in live.state.people:
        told = _("{name} is here already. Someone else of that name? Type the full name.")
        face.tell([Line(told.format(name=live.label(person)), Look.STRONG)])
        return
    if seat.finding in LEFT_OUT:
        told = _("Several people are called {name}. Use the employee number.")
        face.tell([Line(told.format(name=shortened(wish.typed)), Look.WRONG)])
        return
    opening.late_comer(store, live, seat, wish.team, language(), setup.clock)
    told = _("{name} has joined, new here.") if seat.is_new else _("{name} has joined.")
    face.tell([Line(told.format(name=shortened(seat.trainee.name)))])


def _skip_what_is_gone(face: SessionFace, live: LiveSession) -> None:
    gone = live.skip_what_is_gone(language())
    if gone:
        told = plural(
            "{n} question is no longer in its module and was skipped.",
            "{n} questions are no longer in their modules and were skipped.",
            gone,
        )
        face.tell([Line(told, Look.STRONG)])


def left(live: LiveSession) -> list[Line]:
    """What is said when the trainer leaves in the middle."""
    return [
        BLANK,
        Line(_("Saved, with every vote so far."), Look.STRONG),
        Line(_("Go on with: {command}").format(command=command("session resume"))),
    ]
