"""Home: who you are, what comes next, and the start of it in one key."""

from collections.abc import Callable
from contextlib import suppress

from cstrain.app.following import Next, Step, Why
from cstrain.app.progress import progress
from cstrain.app.quiz import Wish
from cstrain.app.roleplay import Wish as Talk
from cstrain.app.today import Today, today
from cstrain.app.trainees import called, namesakes
from cstrain.cli.calling import command
from cstrain.cli.catalogue import usable_modules
from cstrain.cli.curtain import admit
from cstrain.cli.error_words import words_for
from cstrain.cli.learning import run_first_card, run_lessons
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.playing import choose_roleplay, run_play
from cstrain.cli.prompts.face import Entry
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import home as render
from cstrain.cli.render.following import next_step
from cstrain.cli.render.progress import progress as progress_lines
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.taking import Decision, Desk, run_quiz
from cstrain.cli.who import choose, introduce, settle_language
from cstrain.cli.words import _, language
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.errors import CstrainError, ExitCode, NothingToAsk, RecordsUnusable, WrongSecret
from cstrain.records import trainees
from cstrain.records.store import Store

SOMEONE_ELSE = "who"
# As much of a name as leaves the page its room.
LONGEST_NAME = 50


def run_home(setup: Setup) -> ExitCode:
    """Until the person leaves. Leaving a quiz comes back here; leaving home is done."""
    try:
        settle_language(setup)
        modules = usable_modules(setup)
        with setup.store() as store:
            desk = Desk(setup=setup, store=store, trainee=_arrive(setup, store))
            note: Note = _nothing
            while True:
                desk, note = _visit(desk, modules, note)
    except Leave:
        setup.face.tell([BLANK, Line(_("See you soon. Start again with: {command}").format(command=command()))])
        return ExitCode.DONE


def _arrive(setup: Setup, store: Store) -> Trainee:
    """Someone alone is greeted; on a shared machine whoever trained last says that it is them, with one key, or who they are."""
    people = trainees.some(store, 2)
    if not people:
        trainee = introduce(setup, store)
    elif len(people) == 1:
        trainee = admit(setup, store, people[0])
    else:
        trainee = _again(setup, store) or choose(setup, store)
    setup.remember_trainee(trainee.id)
    return trainee


def _again(setup: Setup, store: Store) -> Trainee | None:
    """The one who trained last, if that is who sits here; None for anyone else."""
    last = trainees.one(store, setup.settings().trainee)
    if last is None:
        return None
    name = shortened(called(last, namesakes(store, last.name)))

    def title() -> list[Line]:
        return [Line(_("Are you {name}?").format(name=name), Look.TITLE)]

    def entries() -> list[Entry]:
        return [Entry(key="yes", label=_("Yes, I am {name}").format(name=name)), Entry(key="no", label=_("I am someone else"))]

    if setup.face.menu(title, entries) == "no":
        return None
    with suppress(WrongSecret):
        return admit(setup, store, last)
    return None


# What is said above home of what went before: in the language home is shown in, and of how things stand now.
Note = Callable[[Today], list[Line]]


def _nothing(here: Today) -> list[Line]:
    return []


def _visit(desk: Desk, modules: list[Module], note: Note) -> tuple[Desk, Note]:
    """Show home once, with a note on what went before, and do what is chosen; the desk and the note to go on with."""
    here = _look(desk, modules)
    name = shortened(desk.called, LONGEST_NAME)
    chosen = desk.setup.face.menu(
        lambda: [*note(here), *render.home(here, name)], lambda: _entries(here.next, modules), help=render.help_lines
    )
    if chosen == SOMEONE_ELSE:
        return _someone_else(desk)
    return desk, _noted(lambda: _do(desk, chosen, modules, here.next))


def _look(desk: Desk, modules: list[Module]) -> Today:
    """How things stand; for someone new only after a first card and its question."""
    here = today(desk.store, modules, desk.trainee, desk.setup.clock)
    first = next((one.module for one in here.modules if any(lesson.check for lesson in one.module.lessons)), None)
    if not here.is_new or first is None:
        return here
    name = shortened(desk.called, LONGEST_NAME)
    run_first_card(desk, first, lambda: render.welcome(name, here.now))
    return today(desk.store, modules, desk.trainee, desk.setup.clock)


def _someone_else(desk: Desk) -> tuple[Desk, Note]:
    """The desk of whoever sits down now; the same one if nobody does, or if they are not who they say."""
    try:
        someone = choose(desk.setup, desk.store)
    except Leave:
        return desk, _nothing
    except WrongSecret as error:
        return desk, _told(error)
    desk.setup.remember_trainee(someone.id)
    return Desk(setup=desk.setup, store=desk.store, trainee=someone), _nothing


def _noted(deed: Callable[[], ExitCode]) -> Note:
    """Do it; what is to be said of it at home."""
    try:
        code = deed()
    except Leave:
        # Out of a menu or a page, not out of the program.
        return _nothing
    except RecordsUnusable:
        raise
    except CstrainError as error:
        return _told(error)
    return _saved if code is ExitCode.UNFINISHED else _nothing


def _told(error: CstrainError) -> Note:
    return lambda here: [Line(words_for(error), Look.WRONG)]


def _saved(here: Today) -> list[Line]:
    """Said only if there is something: a card that was looked at leaves nothing behind."""
    return [Line(_("Saved. You can go on where you stopped."), Look.STRONG)] if here.has_something_saved else []


def _entries(following: Next | None, modules: list[Module]) -> list[Entry]:
    first = [Entry(key="next", label=_sentence(next_step(following)))] if following else []
    play = [Entry(key="play", label=_("Play a role-play"))] if any(module.roleplays for module in modules) else []
    return [
        *first,
        Entry(key="learn", label=_("Learn a module")),
        Entry(key="quiz", label=_("Take a quiz (it counts)")),
        Entry(key="practice", label=_("Practise (it never counts)")),
        *play,
        Entry(key="drill", label=_("Drill: a few minutes, from all modules")),
        Entry(key="missed", label=_("Drill what I missed")),
        Entry(key="progress", label=_("See my progress")),
        Entry(key=SOMEONE_ELSE, label=_("I am someone else")),
    ]


def _sentence(step: str) -> str:
    return step[:1].upper() + step[1:]


def _do(desk: Desk, chosen: str, modules: list[Module], following: Next | None) -> ExitCode:
    if chosen == "progress":
        return _show_progress(desk, modules)
    if chosen == "play":
        return choose_roleplay(desk, modules)
    if chosen in ("drill", "missed"):
        return _drill(desk, modules, missed=chosen == "missed")
    if chosen == "next" and following:
        return _follow(desk, following, modules)
    steps = {"learn": Step.LEARN, "quiz": Step.QUIZ, "practice": Step.PRACTICE}
    return _begin(desk, _which(desk, modules), steps[chosen])


def _show_progress(desk: Desk, modules: list[Module]) -> ExitCode:
    shown = progress(desk.store, modules, desk.trainee, desk.setup.clock)
    desk.setup.face.pause(lambda: progress_lines(shown), lambda: _("Press Enter to go back"), wait=True)
    return ExitCode.DONE


def _which(desk: Desk, modules: list[Module]) -> Module:
    """The only module there is, or the one chosen."""
    if not modules:
        raise NothingToAsk(module="-")
    if len(modules) == 1:
        return modules[0]
    title = [Line(_("Which module?"), Look.TITLE)]
    entries = [Entry(key=module.id, label=module.title.say(language())) for module in modules]
    chosen = desk.setup.face.menu(lambda: title, lambda: entries)
    return next(module for module in modules if module.id == chosen)


def _follow(desk: Desk, step: Next, modules: list[Module]) -> ExitCode:
    decision = Decision.RESUME if step.why is Why.HALF_DONE else Decision.ASK
    if step.roleplay:
        return run_play(desk, step.roleplay, Talk(), decision)
    if step.module is None or step.step is Step.MISSED:
        return _drill(desk, modules, decision, missed=step.step is Step.MISSED)
    return _begin(desk, step.module, step.step)


def _drill(desk: Desk, modules: list[Module], decision: Decision = Decision.ASK, *, missed: bool = False) -> ExitCode:
    # The model of memory is only for those who drill.
    from cstrain.app.drill import Wish as Drill
    from cstrain.cli.drilling import drill_missed, run_drill

    return drill_missed(desk) if missed else run_drill(desk, modules, Drill(), decision)


def _begin(desk: Desk, module: Module, step: Step) -> ExitCode:
    if step is Step.LEARN:
        return run_lessons(desk, module)
    decision = Decision.RESUME if step is Step.RESUME else Decision.ASK
    return run_quiz(desk, module, Wish(practice=step is Step.PRACTICE), decision)
