"""Home: who you are, what comes next, and the start of it in one key."""

from cstrain.app.progress import Next, Step, overview, progress, what_next
from cstrain.app.quiz import Wish
from cstrain.cli.calling import command
from cstrain.cli.catalogue import usable_modules
from cstrain.cli.curtain import admit
from cstrain.cli.error_words import words_for
from cstrain.cli.learning import run_lessons
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.playing import choose_roleplay
from cstrain.cli.prompts.face import Entry
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import modules as render
from cstrain.cli.setup import Setup
from cstrain.cli.taking import Decision, Desk, run_quiz
from cstrain.cli.who import choose, introduce, settle_language
from cstrain.cli.words import _, language
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.errors import CstrainError, ExitCode, NothingToAsk, RecordsUnusable
from cstrain.records import trainees
from cstrain.records.store import Store


def run_home(setup: Setup) -> ExitCode:
    """Until the person leaves. Leaving a quiz comes back here; leaving home is done."""
    try:
        settle_language(setup)
        modules = usable_modules(setup)
        with setup.store() as store:
            desk = Desk(setup=setup, store=store, trainee=_arrive(setup, store))
            note: list[Line] = []
            while True:
                desk, note = _visit(desk, modules, note)
    except Leave:
        setup.face.tell([BLANK, Line(_("See you soon. Start again with: {command}").format(command=command()))])
        return ExitCode.DONE


def _arrive(setup: Setup, store: Store) -> Trainee:
    """On a shared machine everyone says who they are; someone alone is greeted."""
    people = trainees.everyone(store)
    if not people:
        trainee = introduce(setup, store)
    elif len(people) == 1:
        trainee = admit(setup, store, people[0])
    else:
        trainee = choose(setup, store)
    setup.remember_trainee(trainee.id)
    return trainee


def _visit(desk: Desk, modules: list[Module], note: list[Line]) -> tuple[Desk, list[Line]]:
    """Show home once, with a note on what went before, and do what is chosen; the desk and the note to go on with."""
    made = overview(desk.store, modules, desk.trainee, desk.setup.clock.now())
    following = what_next(made)
    name = desk.called
    chosen = desk.setup.face.menu(lambda: [*note, *_greeting(name, following)], lambda: _entries(following, modules))
    if chosen == "leave":
        raise Leave
    try:
        if chosen == "who":
            someone = choose(desk.setup, desk.store)
            desk.setup.remember_trainee(someone.id)
            return Desk(setup=desk.setup, store=desk.store, trainee=someone), []
        code = _do(desk, chosen, modules, following)
    except Leave:
        # Out of a menu or a page, not out of the program.
        return desk, []
    except RecordsUnusable:
        raise
    except CstrainError as error:
        return desk, [Line(words_for(error), Look.WRONG), BLANK]
    saved = [Line(_("Saved. You can go on where you stopped."), Look.STRONG), BLANK]
    return desk, saved if code is ExitCode.UNFINISHED else []


def _greeting(name: str, following: Next | None) -> list[Line]:
    lines = [Line("cstrain", Look.TITLE), Line(_("Hello, {name}.").format(name=name), Look.STRONG)]
    if following is None:
        return [*lines, Line(_("You have passed everything there is. Practise what you like."))]
    return [*lines, Line(_("Next: {step}.").format(step=render.next_step(following)))]


def _entries(following: Next | None, modules: list[Module]) -> list[Entry]:
    play = [Entry(key="play", label=_("Play a role-play"))] if any(module.roleplays for module in modules) else []
    entries = [
        Entry(key="learn", label=_("Learn a module")),
        Entry(key="quiz", label=_("Take a quiz (it counts)")),
        Entry(key="practice", label=_("Practise (it never counts)")),
        *play,
        Entry(key="progress", label=_("See my progress")),
        Entry(key="who", label=_("I am someone else")),
        Entry(key="leave", label=_("Leave")),
    ]
    if following is None:
        return entries
    step = render.next_step(following)
    return [Entry(key="next", label=step[:1].upper() + step[1:]), *entries]


def _do(desk: Desk, chosen: str, modules: list[Module], following: Next | None) -> ExitCode:
    if chosen == "progress":
        shown = progress(desk.store, modules, desk.trainee, desk.setup.clock)
        desk.setup.face.pause(lambda: render.progress(shown), lambda: _("Press Enter to go back"), wait=True)
        return ExitCode.DONE
    if chosen == "play":
        return choose_roleplay(desk, modules)
    if chosen == "next" and following:
        return _begin(desk, following.module, following.step)
    steps = {"learn": Step.LEARN, "quiz": Step.QUIZ, "practice": Step.PRACTICE}
    return _begin(desk, _which(desk, modules), steps[chosen])


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


def _begin(desk: Desk, module: Module, step: Step) -> ExitCode:
    if step is Step.LEARN:
        return run_lessons(desk, module)
    decision = Decision.RESUME if step is Step.RESUME else Decision.ASK
    return run_quiz(desk, module, Wish(practice=step is Step.PRACTICE), decision)
