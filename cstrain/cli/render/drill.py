"""A drill in words: what there is today, how it went, and when it comes back."""

from collections.abc import Iterator, Sequence

from cstrain.app.attempt import LiveAttempt
from cstrain.app.drill import Briefing, Return, Wish
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render import attempt as render
from cstrain.cli.render.figures import day
from cstrain.cli.words import _, plural
from cstrain.core.attempt import Attempt, Ending, Kind
from cstrain.core.standing import Outcome

# So many days are told one by one.
MOST_TOLD = 5


def title(wish: Wish) -> str:
    if wish.missed:
        return _("Drill: what you got wrong")
    return _("Practice ahead") if wish.ahead else _("Drill: a few minutes for today")


def briefing(brief: Briefing, trainee: str) -> list[Line]:
    """What will be asked, and for how long."""
    lines = [Line(title(brief.wish), Look.TITLE), Line(_("Trainee: {name}").format(name=trainee)), BLANK]
    lines += [Line(text) for text in _contents(brief)]
    return [*lines, Line(_("Every answer is saved at once. You can stop at any time and go on later with the same questions."))]


def _contents(brief: Briefing) -> Iterator[str]:
    yield plural("{n} question.", "{n} questions.", len(brief.items))
    if brief.new and brief.known:
        yield _("{new} new, {known} to bring back to mind.").format(new=brief.new, known=brief.known)
    yield plural("It ends after {n} minute at the latest.", "It ends after {n} minutes at the latest.", brief.wish.minutes)
    if brief.wish.ahead:
        yield _("This is practice: it changes nothing about what comes when.")


def left_open(wish: Wish, left: Outcome, trainee: str) -> list[Line]:
    """What is said about a drill that was left, before asking what to do with it."""
    told = plural(
        "You have an unfinished drill: {n} question answered.",
        "You have an unfinished drill: {n} questions answered.",
        left.answers,
    )
    return [
        Line(_("Practice ahead") if wish.ahead else _("Drill"), Look.TITLE),
        Line(_("Trainee: {name}").format(name=trainee)),
        Line(f"{told} {_('Started {day}.').format(day=day(left.started))}"),
    ]


def nothing(brief: Briefing) -> list[Line]:
    """What is said when there is nothing to ask, with what there is to do instead."""
    lines = [Line(title(brief.wish), Look.TITLE)]
    if not brief.schedule.memories and (brief.wish.missed or brief.wish.ahead):
        return [*lines, Line(_("You have answered nothing yet. Start with: {command}").format(command=command("drill")))]
    if brief.wish.missed:
        return [*lines, Line(_("There is nothing to repeat: your latest answers were right."), Look.RIGHT)]
    if brief.wish.ahead:
        told = _("Everything is due already. Start with: {command}")
        return [*lines, Line(told.format(command=command("drill")))]
    waiting = sorted(one.due for one in brief.schedule.memories.values())
    lines.append(Line(_("Nothing is due today. Well done."), Look.RIGHT))
    if not waiting:
        return [*lines, Line(_("See what there is to learn: {command}").format(command=command("modules")))]
    lines.append(Line(_("The next comes back {when}.").format(when=when((waiting[0] - brief.schedule.today).days))))
    return [*lines, Line(_("If you want to practise now: {command}").format(command=command("drill --ahead")), Look.QUIET)]


def result(live: LiveAttempt, back: Sequence[Return]) -> list[Line]:
    """How the drill went: what was right, what to read again, when it comes back."""
    state = live.state
    lines = [Line(_("Result: {title}").format(title=render.title(live.module, state.started.kind)), Look.TITLE)]
    lines.append(Line(_how_many_right(state), Look.STRONG))
    if state.finished and state.finished.ending is Ending.TIME_UP:
        lines.append(Line(_("The time is over: enough for today.")))
    lines += [*render.critical(live), *render.review(live)]
    if state.started.kind is Kind.DRILL and back:
        lines += [BLANK, Line(_("What comes back:"), Look.STRONG), *(Line(_returning(one), indent=2) for one in back[:MOST_TOLD])]
        if later := sum(one.facts for one in back[MOST_TOLD:]):
            lines.append(Line(f"- {_('later')}: {plural('{n} thing', '{n} things', later)}", indent=2))
    return lines


def _how_many_right(state: Attempt) -> str:
    """What was partly right is told, too: it was worth something."""
    right = sum(answer.score == answer.maximum for answer in state.answers)
    if partly := sum(0 < answer.score < answer.maximum for answer in state.answers):
        told = _("{right} of {asked} right, {partly} partly.")
        return told.format(right=right, asked=state.position, partly=partly)
    return _("{right} of {asked} right.").format(right=right, asked=state.position)


def _returning(one: Return) -> str:
    return f"- {when(one.in_days)}: {plural('{n} thing', '{n} things', one.facts)}"


def when(in_days: int) -> str:
    """A day from now, as people say it."""
    if in_days <= 0:
        return _("today")
    return _("tomorrow") if in_days == 1 else plural("in {n} day", "in {n} days", in_days)
