"""Learning on a face: a card, its check, the next card."""

from collections.abc import Callable

from cstrain.app.learn import Card, Course, course
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import attempt as render
from cstrain.cli.render.sources import sources
from cstrain.cli.taking import Desk, ask_one, conclude, has_missed
from cstrain.cli.words import _, language
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.errors import ExitCode


def run_lessons(desk: Desk, module: Module) -> ExitCode:
    """Show the cards from where they were left. UNFINISHED if the person leaves before the end."""
    learning = _course(desk, module)
    try:
        for card in learning.cards:
            _show(desk, learning, card)
    except (Leave, KeyboardInterrupt) as stop:
        is_open = _tell_left(desk, learning)
        if isinstance(stop, KeyboardInterrupt):
            raise
        if is_open:
            return ExitCode.UNFINISHED
    return _close(desk, learning)


def run_first_card(desk: Desk, module: Module, welcome: Callable[[], list[Line]]) -> None:
    """For someone new: the way to the first question below a welcome, then back. The lessons go on from there another time."""
    learning = _course(desk, module)
    try:
        for card in learning.cards:
            _show(desk, learning, card, welcome)
            if card.lesson.check:
                return
    except Leave:
        return
    except KeyboardInterrupt:
        _tell_left(desk, learning)
        raise


def _course(desk: Desk, module: Module) -> Course:
    return course(desk.store, module, desk.trainee, language(), desk.setup.clock, desk.identity)


def _tell_left(desk: Desk, learning: Course) -> bool:
    """Whether the lessons are still open; what is saved is told, if anything is."""
    live = learning.attempt
    if live is None or live.state.finished:
        return False
    if live.state.position:
        desk.setup.face.tell(render.unfinished(live))
    return True


def _show(desk: Desk, learning: Course, card: Card, above: Callable[[], list[Line]] = list) -> None:
    desk.setup.face.pause(lambda: [*above(), *_card(learning, card)], lambda: _("Press Enter to go on"), wait=True)
    live = learning.attempt
    while card.lesson.check and live and (question := live.question) and question.item.id == card.lesson.check:
        ask_one(desk, live, question)


def _card(learning: Course, card: Card) -> list[Line]:
    counted = _("card {number} of {total}").format(number=card.number, total=card.total)
    return [
        Line(f"{render.title(learning.module, Kind.LESSON)} - {counted}", Look.QUIET),
        BLANK,
        Line(card.lesson.title.say(language()), Look.TITLE),
        BLANK,
        *(line for paragraph in paragraphs(card.lesson.text.say(language())) for line in (Line(paragraph), BLANK)),
        *sources(learning.module, card.lesson.facts),
    ]


def paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n") if paragraph.strip()]


def _close(desk: Desk, learning: Course) -> ExitCode:
    """What to do after the last card."""

    def lines() -> list[Line]:
        done = _("That was the last card of {title}.").format(title=learning.module.title.say(language()))
        quiz = command(render.rest_of_command(learning.module.id, Kind.QUIZ))
        return [Line(done, Look.TITLE), Line(_("Next, take the quiz: {command}").format(command=quiz))]

    return conclude(desk, lines, has_missed=learning.attempt is not None and has_missed(learning.attempt))
