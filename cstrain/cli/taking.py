"""Taking an attempt on a face: ask, commit, tell; and everything around a quiz from its rules to its result."""

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

from cstrain.app import quiz
from cstrain.app.attempt import Identity, LiveAttempt, Question
from cstrain.app.quiz import Briefing, Wish
from cstrain.app.trainees import called, namesakes
from cstrain.cli.error_words import words_for
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.face import Entry, Heading
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import attempt as render
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, language
from cstrain.core.attempt import Kind
from cstrain.core.items import Grade, Response
from cstrain.core.module import Module
from cstrain.core.standing import Outcome
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.errors import AlreadyAnswered, ExitCode, NoAttemptsLeft, NothingToResume, RecordsUnusable
from cstrain.records.store import Store


class Decision(StrEnum):
    """What to do with an unfinished attempt."""

    ASK = "ask"
    RESUME = "resume"
    RESTART = "restart"


class Desk(Value):
    """Who sits where: the run's setup, the open records, the trainee."""

    setup: Setup
    store: Store
    trainee: Trainee

    @property
    def identity(self) -> Identity:
        """How it is known who sits here."""
        return Identity.PIN if self.trainee.id in self.setup.typed_their_pin else Identity.SELF_DECLARED

    @property
    def called(self) -> str:
        """The trainee's name, with what tells them apart from others here who are called alike."""
        return called(self.trainee, namesakes(self.store, self.trainee.name))


def run_quiz(desk: Desk, module: Module, wish: Wish, decision: Decision = Decision.ASK) -> ExitCode:
    """From the rules to the result. UNFINISHED if the person leaves before the end."""
    brief = quiz.brief(desk.store, module, desk.trainee, wish, desk.setup.clock)
    try:
        live = _going_on(desk, brief, decision) or _starting(desk, module, wish)
    except Leave:
        return ExitCode.UNFINISHED if brief.unfinished else ExitCode.DONE
    return show_result(desk, live) if take(desk, live) else ExitCode.UNFINISHED


def is_gone_on_with(unfinished: Outcome | None, decision: Decision, ask: Callable[[Outcome], Decision]) -> bool:
    """Whether there is something unfinished and it is wanted, which is asked if it was not said; NothingToResume if there is
    nothing though it was."""
    if unfinished is None:
        if decision is Decision.RESUME:
            raise NothingToResume
        return False
    return (ask(unfinished) if decision is Decision.ASK else decision) is not Decision.RESTART


def _going_on(desk: Desk, brief: Briefing, decision: Decision) -> LiveAttempt | None:
    """The unfinished attempt, if there is one and it is wanted."""
    if not is_gone_on_with(brief.unfinished, decision, lambda left: _ask_decision(desk, brief, left)):
        return None
    live = quiz.go_on(desk.store, brief, desk.setup.clock)
    if live is None:
        desk.setup.face.tell(
            [Line(_("The module has changed since; that attempt is closed and does not count. A new one starts."), Look.STRONG)]
        )
    return live


def _ask_decision(desk: Desk, brief: Briefing, left: Outcome) -> Decision:
    name = desk.called

    def entries() -> list[Entry]:
        offered = [Entry(key=Decision.RESUME, label=_("Go on with the same questions"))]
        if brief.kind is not Kind.QUIZ or brief.standing.attempts_left:
            offered.append(Entry(key=Decision.RESTART, label=_("Start again")))
        return offered

    return Decision(desk.setup.face.menu(lambda: render.rules_of_leaving(brief, left, name), entries))


def _starting(desk: Desk, module: Module, wish: Wish) -> LiveAttempt:
    """Tell the rules, and start when the person says so."""
    # Anew, because an attempt may just have been closed.
    brief = quiz.brief(desk.store, module, desk.trainee, wish, desk.setup.clock)
    if brief.kind is Kind.QUIZ and not brief.standing.attempts_left:
        raise NoAttemptsLeft(module=brief.module.id)
    name = desk.called
    desk.setup.face.pause(lambda: render.briefing(brief, name), lambda: _("Press Enter to start"), wait=True)
    return quiz.start(desk.store, brief.module, desk.trainee, wish, language(), desk.setup.clock, desk.identity)


def take(desk: Desk, live: LiveAttempt) -> bool:
    """Ask until the end; False if the person left before it."""
    return until_the_end(desk, live, lambda question: ask_one(desk, live, question), lambda: render.unfinished(live))


def until_the_end(desk: Desk, live: LiveAttempt, ask: Callable[[Question], None], left: Callable[[], list[Line]]) -> bool:
    """Ask one question after the other; False if the person left before the end, who is told `left`. Ctrl-C is told the same
    and passed on."""
    try:
        while question := live.question:
            ask(question)
    except Leave:
        if live.state.finished:
            return True
        desk.setup.face.tell(left())
        return False
    except KeyboardInterrupt:
        with suppress(RecordsUnusable):
            live.reread()
        if not live.state.finished:
            desk.setup.face.tell(left())
        raise
    return True


def ask_one(desk: Desk, live: LiveAttempt, question: Question) -> None:
    """Ask one question, commit the response, then tell how it was."""
    face = desk.setup.face
    practice = live.state.started.kind is not Kind.QUIZ
    response = face.ask(question, lambda: Heading(title=render.heading(live, question), at_once=practice))
    try:
        grade = commit(desk, live, response)
    except AlreadyAnswered:
        face.tell([Line(_("This question was answered meanwhile in another window. On with the next one."), Look.STRONG)])
        return
    face.pause(
        lambda: render.feedback(live, question, response, grade),
        lambda: _("Press Enter to go on"),
        above=lambda: render.asked(live, question),
    )


def commit(desk: Desk, live: LiveAttempt, response: Response) -> Grade:
    """Commit the response; where that fails, say so and let the person try again with the same answer."""
    while True:
        try:
            return live.answer(response, language())
        except RecordsUnusable as error:
            if not desk.setup.on_terminal:
                raise
            told = error

            def lines(told: RecordsUnusable = told) -> list[Line]:
                return [BLANK, Line(words_for(told), Look.WRONG), Line(_("Your answer is kept here until it is saved."))]

            try:
                desk.setup.face.pause(lines, lambda: _("Press Enter to try again"), wait=True)
            except Leave:
                raise error from None


def show_result(desk: Desk, live: LiveAttempt) -> ExitCode:
    return conclude(desk, lambda: render.result(live), has_missed=has_missed(live))


def has_missed(live: LiveAttempt) -> bool:
    """Whether some answer was not wholly right."""
    return any(answer.score < answer.maximum for answer in live.state.answers)


def conclude(desk: Desk, lines: Callable[[], list[Line]], *, has_missed: bool) -> ExitCode:
    """Show how something ended; what was not right can be drilled with one key."""
    face = desk.setup.face
    try:
        if not has_missed:
            face.pause(lines, lambda: _("Press Enter to finish"), stays=True)
        elif face.offer(lines, lambda: _("Press Enter to finish"), "m", lambda: _("drill what I got wrong")):
            # Only who wants it waits for all modules.
            from cstrain.cli.drilling import drill_missed

            return drill_missed(desk)
    except Leave:
        pass
    return ExitCode.DONE
