"""Drilling on a face: what there is today, the questions, and a clear end."""

from cstrain.app import drill as app
from cstrain.app.attempt import LiveAttempt
from cstrain.app.drill import Briefing, Wish
from cstrain.cli.catalogue import usable_modules
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.face import Entry
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import drill as render
from cstrain.cli.setup import Setup
from cstrain.cli.taking import Decision, Desk, conclude, has_missed, is_gone_on_with, take
from cstrain.cli.who import settle_language, training
from cstrain.cli.words import _, language
from cstrain.core.module import Module
from cstrain.core.standing import Outcome
from cstrain.errors import ExitCode


def run(setup: Setup, name: str | None, wish: Wish, decision: Decision) -> ExitCode:
    """A drill for whoever trains now."""
    settle_language(setup)
    modules = usable_modules(setup)
    with setup.store() as store:
        return run_drill(Desk(setup=setup, store=store, trainee=training(setup, store, name)), modules, wish, decision)


def drill_missed(desk: Desk) -> ExitCode:
    """What was not right at its latest answer, whatever it was answered in."""
    return run_drill(desk, usable_modules(desk.setup), Wish(missed=True), Decision.RESTART)


def run_drill(desk: Desk, modules: list[Module], wish: Wish, decision: Decision = Decision.ASK) -> ExitCode:
    """From what there is to do to when it comes back. UNFINISHED if the person leaves before the end."""
    brief = app.brief(desk.store, modules, desk.trainee, wish, desk.setup.clock)
    try:
        live = _going_on(desk, brief, decision) or _starting(desk, brief)
    except Leave:
        return ExitCode.UNFINISHED if brief.unfinished else ExitCode.DONE
    if live is None:
        return ExitCode.DONE
    if not take(desk, live):
        return ExitCode.UNFINISHED
    back = app.comes_back(desk.store, modules, live, desk.setup.clock)
    return conclude(desk, lambda: render.result(live, back), has_missed=has_missed(live))


def _going_on(desk: Desk, brief: Briefing, decision: Decision) -> LiveAttempt | None:
    """The unfinished drill, if there is one and it is wanted. One without an answer is not worth a question: a new one is."""
    if decision is Decision.ASK and brief.unfinished and not brief.unfinished.answers:
        return None
    if not is_gone_on_with(brief.unfinished, decision, lambda left: _ask_decision(desk, brief, left)):
        return None
    live = app.go_on(desk.store, brief, desk.setup.clock)
    if live is None:
        told = _("The modules have changed since; that drill is closed. A new one starts.")
        desk.setup.face.tell([Line(told, Look.STRONG)])
    return live


def _ask_decision(desk: Desk, brief: Briefing, left: Outcome) -> Decision:
    name = desk.called

    def entries() -> list[Entry]:
        return [
            Entry(key=Decision.RESUME, label=_("Go on with the same questions")),
            Entry(key=Decision.RESTART, label=_("Start again")),
        ]

    return Decision(desk.setup.face.menu(lambda: render.left_open(brief.wish, left, name), entries))


def _starting(desk: Desk, brief: Briefing) -> LiveAttempt | None:
    """Say what there is, and start when the person says so; None if there is nothing to ask."""
    face, name = desk.setup.face, desk.called
    if not brief.items:
        face.pause(lambda: render.nothing(brief), lambda: _("Press Enter to finish"), stays=True)
        return None
    face.pause(lambda: render.briefing(brief, name), lambda: _("Press Enter to start"), wait=True)
    return app.start(desk.store, brief, desk.trainee, language(), desk.setup.clock, desk.identity)
