"""Playing a role-play on a face: the scene, the talk, what came of it, and once more."""

import difflib
from collections.abc import Sequence

from cstrain.app import roleplay as app
from cstrain.app.attempt import Question
from cstrain.app.roleplay import Briefing, LivePlay, Named, RoleplayStanding, Wish
from cstrain.cli.catalogue import has_records, usable_modules
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.face import Entry, Heading
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render import roleplay as render
from cstrain.cli.render.roleplay import Played
from cstrain.cli.setup import Setup
from cstrain.cli.taking import Decision, Desk, commit, is_gone_on_with, until_the_end
from cstrain.cli.who import known, settle_language, training
from cstrain.cli.words import _, language
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.core.roleplay.transcript import Transcript
from cstrain.core.standing import Outcome
from cstrain.errors import AlreadyAnswered, ExitCode, NeedsName, UnknownRoleplay
from cstrain.records import trainees

AGAIN, AGAIN_FROM, MISSED, FINISH = "again", "again-from", "missed", "finish"
STRAIGHT, COACHED = "straight", "coached"


def find_roleplay(setup: Setup, wanted: str) -> Named:
    """The role-play that this name means: its id, the only one it begins, or module/id; else UnknownRoleplay."""
    name = wanted.lower()
    # A file of this name saves loading every module.
    holders = setup.library.with_roleplay(name)
    modules = [setup.library.module(holders[0])] if len(holders) == 1 else usable_modules(setup)
    every = app.named(modules)
    whole = [one for one in every if name in (one.roleplay.id, f"{one.module.id}/{one.roleplay.id}")]
    found = whole or [one for one in every if name and one.roleplay.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    near = [one.name for one in found] or difflib.get_close_matches(name, [one.name for one in every], n=3, cutoff=0.5)
    raise UnknownRoleplay(wanted=wanted, near=tuple(near))


def run(setup: Setup, wanted: str | None, name: str | None, wish: Wish, decision: Decision) -> ExitCode:
    """The role-play of this name; without one, a choice on a terminal, or the list."""
    settle_language(setup)
    if wanted is not None:
        found = find_roleplay(setup, wanted)
        with setup.store() as store:
            return run_play(Desk(setup=setup, store=store, trainee=training(setup, store, name)), found, wish, decision)
    modules = usable_modules(setup)
    if not setup.on_terminal or not any(module.roleplays for module in modules):
        setup.face.tell(render.listed(_standings(setup, modules, name)))
        return ExitCode.DONE
    with setup.store() as store:
        desk = Desk(setup=setup, store=store, trainee=training(setup, store, name))
        one = _which(desk, app.standings(store, modules, desk.trainee))
        return run_play(desk, one, wish, decision)


def _standings(setup: Setup, modules: Sequence[Module], name: str | None) -> list[RoleplayStanding]:
    """Every role-play; with the standing of whoever is known here, if anyone is. Looking makes no records."""
    if has_records(setup):
        with setup.store() as store:
            try:
                return app.standings(store, modules, known(setup, store, name))
            except NeedsName:
                pass
    return app.unplayed(modules)


def run_play(desk: Desk, one: Named, wish: Wish, decision: Decision = Decision.ASK) -> ExitCode:
    """From the scene to the result, as often as is wanted. UNFINISHED if the person leaves in the middle of a talk.

    "From the start" is always the talk that was wished for at first: practice stays practice.
    """
    now = wish
    while True:
        brief = app.brief(desk.store, one.module, one.roleplay, desk.trainee, now)
        try:
            live = _going_on(desk, brief, decision) or _starting(desk, brief, now)
        except Leave:
            return ExitCode.UNFINISHED if brief.unfinished else ExitCode.DONE
        if not _talk(desk, live, one.name, now):
            return ExitCode.UNFINISHED
        following = _after(desk, live, wish)
        if isinstance(following, ExitCode):
            return following
        now, decision = following, Decision.ASK


def _going_on(desk: Desk, brief: Briefing, decision: Decision) -> LivePlay | None:
    """The unfinished talk, if there is one and it is wanted."""
    if not is_gone_on_with(brief.unfinished, decision, lambda left: _ask_decision(desk, brief, left)):
        return None
    live = app.go_on(desk.store, brief, desk.setup.clock)
    face = desk.setup.face
    if live is None:
        told = _("The role-play has changed since; that talk is closed and does not count. A new one starts.")
        face.pause(lambda: [Line(told, Look.STRONG)], lambda: _("Press Enter to go on"))
        return None
    face.pause(lambda: render.back_in(live), lambda: _("Press Enter to go on"))
    return live


def _ask_decision(desk: Desk, brief: Briefing, left: Outcome) -> Decision:
    name = desk.called

    def entries() -> list[Entry]:
        return [
            Entry(key=Decision.RESUME, label=_("Go on where it was left")),
            Entry(key=Decision.RESTART, label=_("Start again")),
        ]

    return Decision(desk.setup.face.menu(lambda: render.left_open(brief, left, name), entries))


def _starting(desk: Desk, brief: Briefing, wish: Wish) -> LivePlay:
    """Show the scene, and start when the person says so; from a decision at once, for there the scene is known."""
    if not wish.given:
        name = desk.called
        desk.setup.face.pause(lambda: render.briefing(brief, name), lambda: _("Press Enter to start"), wait=True)
    return app.start(desk.store, brief, desk.trainee, wish, language(), desk.setup.clock, desk.identity)


def _talk(desk: Desk, live: LivePlay, name: str, wish: Wish) -> bool:
    """Ask for replies until the end; False if the person left before it."""
    return until_the_end(desk, live, lambda question: _reply(desk, live, question, wish), lambda: render.unfinished(live, name))


def _reply(desk: Desk, live: LivePlay, question: Question, wish: Wish) -> None:
    """Ask for one reply and commit it; then the customer reacts. A coach explains at once, but after the customer."""
    face = desk.setup.face
    is_practice = live.state.started.kind is not Kind.ROLEPLAY
    response = face.ask(question, lambda: Heading(title=render.heading(live), at_once=is_practice, scene=render.moment(live)))
    number = len(live.play.decisions) + 1
    try:
        commit(desk, live, response)
    except AlreadyAnswered:
        face.tell([Line(_("This reply was given meanwhile in another window. On from there."), Look.STRONG)])
        return
    # Nothing is read between the commit and what follows from it.
    told = _played(live, live.latest)
    latest = told.transcript.turns[-1]

    def lines() -> list[Line]:
        coached = [BLANK, *render.explanation(latest, told)] if wish.coach else []
        return [*render.answered(latest), *render.last_words(told.transcript), *coached]

    face.pause(lines, lambda: _("Press Enter to go on"), above=lambda: render.asked(live, number, latest))


def _played(live: LivePlay, transcript: Transcript) -> Played:
    return Played(state=live.state, transcript=transcript, module=live.module)


def _after(desk: Desk, live: LivePlay, first: Wish) -> Wish | ExitCode:
    """The result and every decision; then what is wanted next: the first wish again, or from one decision. A code if it is
    neither."""
    face, told = desk.setup.face, _played(live, live.transcript)
    try:
        face.pause(lambda: render.result(told), lambda: _("Press Enter to go on"), stays=True)
        face.pause(lambda: [*render.decisions(told), BLANK, render.shown_again(live.state)], lambda: _("Press Enter to go on"))
        return _again(desk, told, first) if desk.setup.on_terminal else ExitCode.DONE
    except Leave:
        return ExitCode.DONE


def _again(desk: Desk, told: Played, first: Wish) -> Wish | ExitCode:
    def entries() -> list[Entry]:
        missed = any(turn.better for turn in told.transcript.turns)
        return [
            Entry(key=AGAIN, label=_("Again from the start")),
            Entry(key=AGAIN_FROM, label=_("Again from one decision (practice, explained at once)")),
            Entry(key=FINISH, label=_("Finish")),
            # Last, so that finishing is always the same key.
            *([Entry(key=MISSED, label=_("Drill what I got wrong"))] if missed else []),
        ]

    chosen = desk.setup.face.menu(lambda: [Line(_("And now?"), Look.TITLE)], entries)
    if chosen == FINISH:
        return ExitCode.DONE
    if chosen == MISSED:
        from cstrain.cli.drilling import drill_missed

        return drill_missed(desk)
    if chosen == AGAIN:
        return first
    return app.from_decision(told.state, _which_decision(desk, told))


def _which_decision(desk: Desk, told: Played) -> int:
    """The place of the decision to play again from."""

    def entries() -> list[Entry]:
        return [
            Entry(key=str(place), label=f"{render.say(turn.says)} - {render.grade_word(turn.grade)}: {render.say(turn.reply)}")
            for place, turn in enumerate(told.transcript.turns)
        ]

    return int(desk.setup.face.menu(lambda: [Line(_("From which decision?"), Look.TITLE)], entries))


# Choosing one


def choose_roleplay(desk: Desk, modules: Sequence[Module]) -> ExitCode:
    """Choose a role-play from the list and how to play it, and play it."""
    one = _which(desk, app.standings(desk.store, modules, desk.trainee))
    wish = Wish() if one.open_attempt else _how(desk, one)
    return run_play(desk, one, wish)


def _which(desk: Desk, standings: Sequence[RoleplayStanding]) -> RoleplayStanding:
    def entries() -> list[Entry]:
        return [Entry(key=str(place), label=render.entry(one)) for place, one in enumerate(standings)]

    return standings[int(desk.setup.face.menu(lambda: [Line(_("Which role-play?"), Look.TITLE)], entries))]


def _how(desk: Desk, one: RoleplayStanding) -> Wish:
    def entries() -> list[Entry]:
        return [
            Entry(key=STRAIGHT, label=_("Play it through (the result is kept)")),
            Entry(key=COACHED, label=_("Practise with a coach (each reply is explained at once)")),
        ]

    chosen = desk.setup.face.menu(lambda: [Line(render.say(one.roleplay.title), Look.TITLE)], entries)
    return Wish(coach=chosen == COACHED)


def replay(setup: Setup, attempt: str) -> None:
    """Show a talk from the records again."""
    with setup.existing_store() as store:
        state, transcript = app.kept(store, attempt)
        people = {one.id: one.name for one in trainees.everyone(store)}
    modules = {module.id: module for module in usable_modules(setup)}
    told = Played(state=state, transcript=transcript, module=modules.get(state.started.module))
    setup.face.tell(render.replayed(told, people.get(state.started.trainee, "-")))
