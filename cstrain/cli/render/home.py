"""Home in words: the greeting, what is due, how the modules stand at a glance, and the five lines of help."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cstrain.app.overview import ModuleProgress
from cstrain.app.today import Today
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.figures import bar, status
from cstrain.cli.render.following import next_step, reason
from cstrain.cli.render.progress import tally_bar
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, language, plural
from cstrain.core.mastery import Tally
from cstrain.core.standing import Status

if TYPE_CHECKING:
    from cstrain.app.forecast import Forecast

# With these home fits a window of 80 x 24; of more modules the sum is told, and those that matter now.
BARS_AT_MOST = 5
BARS_BELOW_A_SUM = 4
LONGEST_TITLE = 28
# Of a line in a window of 80, without the bar: a longer title may have what the words after it leave.
WIDE = 66
# After what is under way and what is new.
DONE = 2


def home(today: Today, name: str) -> list[Line]:
    return [*_greeting(today, name), BLANK, *_modules(today), *_next(today)]


def welcome(name: str, now: datetime) -> list[Line]:
    """Above the first card of someone new."""
    return [Line(f"{hail(name, now)} {_('One card, one question: two minutes.')}", Look.STRONG), BLANK]


def hail(name: str, now: datetime) -> str:
    """By the hour of the clock on the wall."""
    hour = now.hour
    if 4 <= hour < 11:
        return _("Good morning, {name}.").format(name=name)
    if 11 <= hour < 15:
        return _("Good day, {name}.").format(name=name)
    if 15 <= hour < 18:
        return _("Good afternoon, {name}.").format(name=name)
    return _("Good evening, {name}.").format(name=name)


def _greeting(today: Today, name: str) -> list[Line]:
    told = [_("Welcome back. Everything is as you left it.")] if today.was_away else []
    if today.forecast:
        told.append(_due(today.forecast, has_drilled=today.has_drilled))
    lines = [Line(hail(name, today.now), Look.TITLE)]
    return [*lines, Line(" ".join(told))] if told else lines


def _due(ahead: "Forecast", *, has_drilled: bool) -> str:
    """In things, as the end of a drill tells them: one question may ask several, and a drill brings new ones, too."""
    if ahead.today and has_drilled:
        return _("You have drilled today. What is left can wait until tomorrow.")
    if ahead.today:
        due = plural("Due today: {n} thing.", "Due today: {n} things.", ahead.questions)
        drill = plural("The drill takes {n} minute at most.", "The drill takes {n} minutes at most.", ahead.minutes)
        return f"{due} {drill}"
    if ahead.next_day is None:
        return _("Nothing is due today.")
    days = (ahead.next_day - ahead.day).days
    when = _("tomorrow") if days == 1 else plural("in {n} day", "in {n} days", days)
    return _("Nothing is due today; the next questions come back {when}.").format(when=when)


def _modules(today: Today) -> list[Line]:
    if not today.modules:
        return []
    if len(today.modules) <= BARS_AT_MOST:
        return [*(_module(one, today) for one in today.modules), BLANK]
    passed = sum(one.standing.status is Status.PASSED for one in today.modules)
    total = len(today.modules)
    told = _("{passed} of {total} modules passed").format(passed=passed, total=total)
    now = sorted(today.modules, key=_urgency)[:BARS_BELOW_A_SUM]
    return [Line(told, bar=bar(passed, total)), *(_module(one, today) for one in now if _urgency(one) < DONE), BLANK]


def _urgency(one: ModuleProgress) -> int:
    """What is under way before what is new, and that before what is done."""
    if one.standing.status is Status.PASSED:
        return DONE
    return 0 if one.open_attempts or one.learned or one.practised or one.standing.attempts else 1


def _module(one: ModuleProgress, today: Today) -> Line:
    tally = next(known.facts for known in today.known if known.module is one.module)
    # The status is that of the quiz: of someone who learns it is not "not started".
    parts = [] if one.standing.status is Status.NOT_STARTED and tally.asked else [status(one.standing.status)]
    parts += [_facts(tally)] if tally.asked else []
    look = Look.STRONG if one.standing.status is Status.PASSED else Look.NORMAL
    told = f": {', '.join(parts)}"
    title = shortened(one.module.title.say(language()), max(LONGEST_TITLE, WIDE - len(told)))
    return Line(title + told, look, bar=tally_bar(tally))


def _facts(tally: Tally) -> str:
    """What the bar says, in words for who does not see it."""
    told = _("{mastered}/{total} mastered, {asked} answered")
    return told.format(mastered=tally.mastered, total=tally.total, asked=tally.asked)


def _next(today: Today) -> list[Line]:
    following = today.next
    if following is None:
        return [Line(_("You have done everything there is. Practise what you like."))]
    step = _("Next: {step}.").format(step=next_step(following))
    return [Line(f"{step} {reason(following)}")]


def help_lines() -> Sequence[Line]:
    """How to move, how to leave, and that nothing is lost: five lines."""
    lines = [
        _("Choose a line by its number; with arrows, move to it and press Enter. Enter alone takes the first one."),
        _("Enter also goes on to the next page. Page Down shows what did not fit."),
        _("q goes back, from anywhere; here at home it ends cstrain."),
        _("Nothing is ever lost: each answer is saved before you see what it was worth, and you go on where you stopped."),
        _("l changes the language at any moment. Only a quiz counts; all the rest is for practising."),
    ]
    return [Line(_("How this works"), Look.TITLE), BLANK, *(Line(f"- {line}") for line in lines)]
