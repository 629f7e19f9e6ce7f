"""A role-play in words: the scene, the customer's mood, what was said, how it ended, and what would have been better."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from cstrain.app.roleplay import Briefing, LivePlay, RoleplayStanding
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.figures import day, percent
from cstrain.cli.render.sources import sources
from cstrain.cli.words import _, language, plural
from cstrain.core.attempt import Attempt, Ending, Kind
from cstrain.core.attempt import percent as percent_of
from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.module import Module
from cstrain.core.roleplay import Roleplay
from cstrain.core.roleplay.graph import CALM
from cstrain.core.roleplay.transcript import Transcript, Turn
from cstrain.core.standing import Outcome
from cstrain.core.value import Value

BAR = 10
# As much of an attempt's id as tells it from others.
SHOWN_OF_ID = 8


class Played(Value):
    """One talk, to be told: how it stands in the records, what was said, and the module if it is still there."""

    state: Attempt
    transcript: Transcript
    module: Module | None

    @property
    def roleplay(self) -> Roleplay | None:
        return self.module.roleplays.get(self.state.started.roleplay) if self.module else None

    def sources(self, facts: Sequence[str]) -> list[Line]:
        return sources(self.module, facts) if self.module else []


def say(text: Localised) -> str:
    return text.say(language())


def title(kind: Kind, name: str) -> str:
    return f"{_('Role-play') if kind is Kind.ROLEPLAY else _('Role-play, practice')}: {name}"


# The mood: a bar for the eye, a number and a word for everyone.


def mood_word(mood: int) -> str:
    if mood < 20:
        return _("very upset")
    if mood < 40:
        return _("upset")
    if mood < 60:
        return _("uneasy")
    return _("fairly calm") if mood < 80 else _("calm")


def bar(mood: int) -> str:
    full = round(BAR * mood / CALM)
    return "█" * full + "░" * (BAR - full)


def gauge(mood: int) -> Line:
    return Line(_("Mood: {mood} of 100, {word}").format(mood=mood, word=mood_word(mood)), Look.NORMAL, bar=bar(mood))


def gauge_after(before: int, after: int) -> Line:
    """The mood with what a reply has changed in it."""
    text = _("Mood now: {mood} of 100, {word} ({change})")
    return Line(text.format(mood=after, word=mood_word(after), change=change(before, after)), Look.NORMAL, bar=bar(after))


def change(before: int, after: int) -> str:
    if after == before:
        return _("unchanged")
    return _("up {points}").format(points=after - before) if after > before else _("down {points}").format(points=before - after)


def chart(moods: Sequence[int]) -> list[Line]:
    """The mood over the talk, a row for each reply."""
    lines = [Line(_("The mood over the talk:"), Look.STRONG)]
    lines.append(Line(_("At the start: {mood}").format(mood=moods[0]), indent=2, bar=bar(moods[0])))
    for number, (before, after) in enumerate(pairwise(moods), start=1):
        text = _("After reply {number}: {mood} ({change})").format(number=number, mood=after, change=change(before, after))
        lines.append(Line(text, indent=2, bar=bar(after)))
    return lines


# Before the talk


def briefing(brief: Briefing, trainee: str) -> list[Line]:
    """The scene, and how it is played."""
    roleplay = brief.roleplay
    lines = [Line(title(brief.kind, say(roleplay.title)), Look.TITLE), Line(_("Trainee: {name}").format(name=trainee)), BLANK]
    mood = _("Mood: {mood} of 100, {word} (0 very upset, 100 calm)").format(mood=roleplay.mood, word=mood_word(roleplay.mood))
    lines += [*scene(roleplay), BLANK, Line(mood, bar=bar(roleplay.mood)), BLANK, *_rules(brief)]
    return [*lines, Line(_("Every reply is saved at once: stop at any time and go on later."), Look.QUIET)]


def _rules(brief: Briefing) -> Iterator[Line]:
    if brief.kind is not Kind.ROLEPLAY:
        yield Line(_("Choose what you would say. The customer reacts to it."))
        yield Line(_("This is practice: it never counts, and you can do it as often as you like."))
        return
    yield Line(_("Choose what you would say. It is explained at the end."))
    if brief.roleplay.has_critical:
        yield Line(_("You pass with a good ending and no critical error (a reply that does lasting harm)."))
    else:
        yield Line(_("You pass with a good ending."))


def scene(roleplay: Roleplay) -> list[Line]:
    limits = _("What is allowed: {limits}").format(limits=say(roleplay.scene.limits))
    customer = f"{say(roleplay.customer.name)}. {say(roleplay.customer.manner)}"
    return [
        Line(say(roleplay.scene.you)),
        Line(say(roleplay.scene.place)),
        Line(limits),
        Line(_("The customer: {customer}").format(customer=customer)),
    ]


def left_open(brief: Briefing, left: Outcome, trainee: str) -> list[Line]:
    """What is said about a talk that was left, before asking what to do with it."""
    return [
        Line(title(brief.kind, say(brief.roleplay.title)), Look.TITLE),
        Line(_("Trainee: {name}").format(name=trainee)),
        Line(_("You have an unfinished role-play, started {day}.").format(day=day(left.started))),
        Line(plural("{n} reply given so far.", "{n} replies given so far.", left.answers)),
    ]


def back_in(live: LivePlay) -> list[Line]:
    """Where a talk stands that is gone on with: the scene, and what was said last."""
    lines = [Line(title(live.state.started.kind, say(live.roleplay.title)), Look.TITLE), BLANK, *scene(live.roleplay)]
    turns = live.transcript.turns
    return [*lines, BLANK, Line(_("What was said last:"), Look.STRONG), *exchange(turns[-1])] if turns else lines


# The talk


def heading(live: LivePlay, number: int | None = None) -> str:
    """The title with the number of a reply; else of the one to give now."""
    said = _("reply {number}").format(number=number or len(live.play.decisions) + 1)
    return f"{title(live.state.started.kind, say(live.roleplay.title))} - {said}"


def moment(live: LivePlay) -> list[Line]:
    """What there is to see and hear before a reply."""
    play = live.play
    lines = [Line(heading(live), Look.TITLE), gauge(play.situation.mood), BLANK]
    if play.node and play.node.situation:
        lines.append(Line(say(play.node.situation)))
    return [*lines, spoken(play.roleplay.customer.name, play.says)]


def asked(live: LivePlay, number: int, turn: Turn) -> list[Line]:
    """The same, for standing above what followed."""
    seen = [Line(say(turn.situation))] if turn.situation else []
    return [Line(heading(live, number), Look.TITLE), BLANK, *seen, spoken(turn.customer, turn.says), BLANK]


def spoken(customer: Localised, says: Localised) -> Line:
    return Line(f"{say(customer)}: {say(says)}", Look.STRONG)


def exchange(turn: Turn) -> list[Line]:
    """What was said, and how the customer took it."""
    return [spoken(turn.customer, turn.says), *answered(turn)]


def answered(turn: Turn) -> list[Line]:
    """The reply, and what follows at once: how the customer takes it."""
    return [
        Line(_("You: {reply}").format(reply=say(turn.reply))),
        Line(say(turn.reaction), Look.STRONG),
        gauge_after(turn.mood_before, turn.mood_after),
    ]


def last_words(transcript: Transcript) -> list[Line]:
    """What the customer says at the end of the talk, if it has come."""
    parting = transcript.parting
    return [BLANK, spoken(parting.customer, parting.says)] if parting else []


def explanation(turn: Turn, told: Played) -> list[Line]:
    """How good the reply was and why, what would have been better, and where that comes from."""
    lines = [Line(f"{grade_word(turn.grade)}: {say(turn.reply)}", LOOKS[turn.grade])]
    if turn.critical:
        lines.append(Line(_("This is a critical error: it can do lasting harm to a customer."), Look.WRONG))
    lines.append(Line(say(turn.feedback), Look.NORMAL, 3))
    if turn.better:
        lines.append(Line(_("Better: {reply}").format(reply=say(turn.better.reply)), Look.STRONG))
        lines.append(Line(say(turn.better.feedback), Look.NORMAL, 3))
    return [*lines, *told.sources(turn.facts)]


LOOKS = {0: Look.WRONG, 1: Look.PARTLY, 2: Look.PARTLY, BEST: Look.RIGHT}


def grade_word(grade: int) -> str:
    return {0: _("Harmful reply"), 1: _("Weak reply"), 2: _("Acceptable reply"), BEST: _("Best reply")}[grade]


# After the talk


def result(told: Played) -> list[Line]:
    """How it ended and why, the score, the mood over the talk, and the skills shown."""
    state, transcript = told.state, told.transcript
    lines = [Line(_("Result: {title}").format(title=_told_title(told)), Look.TITLE), *_outcome(told)]
    lines.append(Line(_("Score: {percent}").format(percent=percent(percent_of(state.score, state.maximum))), Look.STRONG))
    if transcript.parting:
        lines += [BLANK, *(Line(each) for each in say(transcript.parting.debrief).split("\n") if each.strip())]
        lines += told.sources(transcript.parting.facts)
    if transcript.turns:
        lines += [BLANK, *chart(transcript.moods)]
    return [*lines, *_skills(told)]


def _told_title(told: Played) -> str:
    started = told.state.started
    return title(started.kind, say(told.roleplay.title) if told.roleplay else started.roleplay)


def _outcome(told: Played) -> list[Line]:
    parting, state = told.transcript.parting, told.state
    if parting is None:
        return [Line(_unended(state), Look.STRONG)]
    lines = [Line(verdict_sentence(parting.verdict), VERDICT_LOOKS[parting.verdict])]
    if state.started.kind is not Kind.ROLEPLAY:
        return [*lines, Line(_("This was practice: it is kept, but gives no result."))]
    if state.passed:
        return [*lines, Line(_("Passed."), Look.RIGHT)]
    if state.critical_errors:
        return [*lines, Line(_("Not passed: there was a critical error."), Look.WRONG)]
    return [*lines, Line(_("Not passed yet: it takes a good ending. You can play it again as often as you like."))]


def _unended(state: Attempt) -> str:
    ending = state.finished.ending if state.finished else None
    if ending is Ending.ABANDONED:
        return _("This role-play was left before its end, and another one started.")
    if ending is Ending.WITHDRAWN:
        return _("This role-play was closed before its end, because the module has changed.")
    return _("This role-play has not ended yet.")


VERDICT_LOOKS = {"good": Look.RIGHT, "mixed": Look.PARTLY, "bad": Look.WRONG}


def verdict_sentence(verdict: str) -> str:
    return {
        "good": _("A good ending."),
        "mixed": _("A mixed ending: partly solved."),
        "bad": _("A bad ending."),
    }[verdict]


def verdict_word(verdict: str) -> str:
    """A verdict that nobody knows (a file that was changed by hand) is told as it stands."""
    return {"good": _("good"), "mixed": _("mixed"), "bad": _("bad")}.get(verdict, verdict)


def _skills(told: Played) -> list[Line]:
    shown = told.transcript.skills
    if not shown:
        return []
    names = told.module.skills if told.module else {}
    lines = [BLANK, Line(_("Score by skill:"), Look.STRONG)]
    for skill, (earned, most) in shown.items():
        name = say(names[skill]) if skill in names else skill
        lines.append(Line(f"- {name}: {percent(percent_of(Fraction(earned), most))}", indent=2))
    return lines


def decisions(told: Played) -> list[Line]:
    """Each decision: what was said, what was chosen, what would have been better and why, with its source."""
    lines = [Line(_("Your replies, one by one:"), Look.TITLE)]
    for number, turn in enumerate(told.transcript.turns, start=1):
        said = f"{number}. {say(turn.customer)}: {say(turn.says)}"
        lines += [BLANK, Line(said, Look.STRONG), *explanation(turn, told)]
    return lines


def replayed(told: Played, trainee: str) -> list[Line]:
    """A talk from the records, whole."""
    state, transcript = told.state, told.transcript
    lines = [Line(_told_title(told), Look.TITLE), Line(_("Trainee: {name}").format(name=trainee))]
    lines.append(Line(_("Started {day}, attempt {attempt}").format(day=day(state.started.at), attempt=state.started.attempt)))
    for number, turn in enumerate(transcript.turns, start=1):
        lines += [BLANK, Line(_("reply {number}").format(number=number), Look.QUIET)]
        lines += [Line(say(turn.situation))] if turn.situation else []
        lines += [*exchange(turn), *explanation(turn, told)]
    return [*lines, *last_words(transcript), BLANK, *result(told)]


def shown_again(state: Attempt) -> Line:
    again = command(f"play --replay {state.started.attempt[:SHOWN_OF_ID]}")
    return Line(_("Read this talk again at any time: {command}").format(command=again), Look.QUIET)


def unfinished(live: LivePlay, name: str) -> list[Line]:
    """What is said when someone leaves in the middle of the role-play that is called so."""
    coached = " --coach" if live.state.started.kind is Kind.REHEARSAL else ""
    again = _("Go on with: {command}").format(command=command(f"play {name}{coached}"))
    return [BLANK, Line(_("Saved. You can go on where you stopped."), Look.STRONG), Line(again)]


# Which there are


def listed(standings: Sequence[RoleplayStanding]) -> list[Line]:
    """Every role-play with its standing."""
    if not standings:
        return [Line(_("There are no role-plays yet."))]
    lines: list[Line] = []
    for one in standings:
        lines.append(Line(f"{one.name}: {say(one.roleplay.title)}", Look.STRONG))
        lines += [Line(say(one.module.title), Look.QUIET, 3), Line(standing(one), standing_look(one), 3), BLANK]
    return [*lines, Line(_("Play one: {command}").format(command=command(f"play {standings[0].name}")))]


def entry(one: RoleplayStanding) -> str:
    return f"{say(one.roleplay.title)} - {standing(one)}"


def standing(one: RoleplayStanding) -> str:
    parts = [plural("played {n} time", "played {n} times", one.played) if one.played else _("not played yet")]
    if one.open_attempt:
        parts.append(_("one not finished"))
    if one.best_verdict:
        parts.append(_("best ending: {verdict}").format(verdict=verdict_word(one.best_verdict)))
    if one.passed:
        parts.append(_("passed"))
    if one.rehearsed:
        parts.append(plural("practised {n} time", "practised {n} times", one.rehearsed))
    return ", ".join(parts)


def standing_look(one: RoleplayStanding) -> Look:
    return Look.RIGHT if one.passed else Look.PARTLY if one.played or one.open_attempt else Look.NORMAL
