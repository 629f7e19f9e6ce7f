"""One trainee's way so far, in words, in bars that need no colour, and as data."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cstrain.app.following import Next
from cstrain.app.knowledge import Knowledge, SkillProgress, WeakFact
from cstrain.app.overview import ModuleProgress
from cstrain.app.progress import Progress
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render import roleplay
from cstrain.cli.render.attempt import rest_of_command
from cstrain.cli.render.figures import bar, percent
from cstrain.cli.render.following import next_command, next_step, reason
from cstrain.cli.render.modules import standing_json, standing_line
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, language, plural
from cstrain.core.attempt import Kind
from cstrain.core.history import Week
from cstrain.core.mastery import DAYS, RIGHT, Mastery, Tally
from cstrain.core.standing import Status

if TYPE_CHECKING:
    from cstrain.app.forecast import Forecast

LONGEST_STATEMENT = 100
WEAK_OF_A_MODULE = 5
WEEKS_SHOWN = 6


def progress(made: Progress, *, facts: bool = False) -> list[Line]:
    """Everything about one trainee; with `facts` each fact of the modules, too."""
    lines = [Line(_("Progress of {name}").format(name=made.trainee.name), Look.TITLE)]
    if not made.answers:
        lines += [BLANK, Line(_("No answers yet."))]
    known = {one.module.id: one for one in made.known}
    for one in made.modules:
        lines += [BLANK, *_module(one, known[one.module.id])]
        if facts:
            lines += _facts(known[one.module.id])
    lines += _roleplays(made)
    lines += _skills(made.skills)
    lines += _weak(made.known)
    lines += _forecast(made.forecast)
    lines += _weeks(made.weeks)
    return [*lines, *_next(made.next)]


def _module(one: ModuleProgress, known: Knowledge) -> list[Line]:
    lines = [Line(one.module.title.say(language()), Look.STRONG)]
    # The status is that of the quiz: of someone who learns it is not "not started".
    if one.standing.status is not Status.NOT_STARTED or not known.facts.asked:
        lines.append(standing_line(one))
    if known.facts.asked:
        lines.append(Line(mastered(known.facts), indent=3, bar=tally_bar(known.facts)))
    if one.learned or one.practised:
        learned = _("lessons done") if one.learned else _("lessons not finished")
        practised = [plural("practised {n} time", "practised {n} times", one.practised)] if one.practised else []
        lines.append(Line(", ".join([learned, *practised]), Look.QUIET, 3))
    return lines


def mastered(tally: Tally) -> str:
    told = _("{mastered} of {total} facts mastered, {asked} answered so far")
    return told.format(mastered=tally.mastered, total=tally.total, asked=tally.asked)


def tally_bar(tally: Tally) -> str:
    return bar(tally.mastered, tally.total, partly=tally.asked - tally.mastered)


def _facts(known: Knowledge) -> list[Line]:
    """Each fact with what the last answers to it show."""
    return [
        Line(f"- {shortened(fact.statement.say(language()), LONGEST_STATEMENT)} ({shown(known.of(fact.id))})", indent=3)
        for fact in known.module.facts.values()
        if fact.id in known.taught
    ]


def shown(mastery: Mastery) -> str:
    if not mastery.last:
        return _("not asked yet")
    if mastery.is_mastered:
        return _("mastered")
    told = _("{right} of the last {n} right").format(right=mastery.right, n=len(mastery.last))
    if mastery.right < RIGHT:
        return told
    return told + ", " + (_("but all on one day") if mastery.days < DAYS else _("but all to one question"))


def _roleplays(made: Progress) -> list[Line]:
    if not made.roleplays:
        return []
    told = [Line(f"- {roleplay.entry(one)}", indent=2) for one in made.roleplays]
    return [BLANK, Line(_("Role-plays:"), Look.STRONG), *told]


def _skills(skills: Sequence[SkillProgress]) -> list[Line]:
    if not skills:
        return []
    lines = [BLANK, Line(_("Skills, by the latest answer to each item:"), Look.STRONG)]
    for skill in skills:
        name = skill.module.skills[skill.skill].say(language())
        items = plural("{n} item", "{n} items", skill.items)
        text = f"{name}: {percent(skill.percent)} ({items}; {mastered(skill.facts)})"
        lines.append(Line(text, indent=2, bar=bar(int(skill.percent), 100)))
    return lines


def _weak(known: Sequence[Knowledge]) -> list[Line]:
    """What was missed last, in words, and where to practise it."""
    modules = [(one.module, one.weak) for one in known if one.weak]
    if not modules:
        return []
    lines = [BLANK, Line(_("Still weak:"), Look.STRONG)]
    for module, weak in modules:
        where = command(rest_of_command(module.id, Kind.PRACTICE))
        lines.append(Line(f"{module.title.say(language())} - {where}", indent=2))
        lines += [Line(f"- {statement(one)}", indent=4) for one in weak[:WEAK_OF_A_MODULE]]
        if more := len(weak[WEAK_OF_A_MODULE:]):
            lines.append(Line(plural("and {n} more", "and {n} more", more), Look.QUIET, 4))
    return [*lines, Line(_("All of them, mixed: {command}").format(command=command("drill --missed")), Look.QUIET, 2)]


def statement(weak: WeakFact) -> str:
    return shortened(weak.fact.statement.say(language()), LONGEST_STATEMENT)


def _forecast(ahead: "Forecast | None") -> list[Line]:
    """What falls due when; of today no more than a drill asks."""
    if ahead is None:
        return []
    today = _("today") if ahead.questions == ahead.today else _("today (the weakest first, the others can wait)")
    rows = [
        (today, ahead.questions),
        (_("tomorrow"), ahead.tomorrow),
        (_("in the days after, up to a week"), ahead.this_week),
        (_("later"), ahead.later),
    ]
    most = max(count for _when, count in rows)
    lines = [BLANK, Line(_("What comes back when:"), Look.STRONG)]
    return [*lines, *(Line(f"{when}: {count}", indent=2, bar=bar(count, most)) for when, count in rows)]


def _weeks(weeks: Sequence[Week]) -> list[Line]:
    """The last weeks in which something was done; the others are nobody's business."""
    if not weeks:
        return []
    lately = weeks[-WEEKS_SHOWN:]
    most = max(week.answers for week in lately)
    lines = [BLANK, Line(_("Week by week:"), Look.STRONG)]
    return [*lines, *(Line(_week(week), indent=2, bar=bar(week.answers, most)) for week in lately)]


def _week(week: Week) -> str:
    parts = [
        plural("{n} answer", "{n} answers", week.answers),
        _("{percent} right").format(percent=percent(week.percent)),
        plural("on {n} day", "on {n} days", week.days),
        plural("{n} minute", "{n} minutes", week.minutes),
    ]
    return _("from {day}: {what}").format(day=week.monday.isoformat(), what=", ".join(parts))


def _next(step: Next | None) -> list[Line]:
    if step is None:
        return []
    return [
        BLANK,
        Line(_("Next: {step}").format(step=next_step(step)), Look.STRONG),
        Line(reason(step), indent=2),
        Line(command(next_command(step)), indent=2),
    ]


def progress_json(made: Progress) -> dict[str, Any]:
    known = {one.module.id: one for one in made.known}
    return {
        "format": "cstrain.progress/1",
        "trainee": {
            "id": made.trainee.id,
            "name": made.trainee.name,
            "employee_number": made.trainee.employee_number,
            "branch": made.trainee.branch,
            "cohort": made.trainee.cohort,
        },
        "answers": made.answers,
        "modules": [
            {"module": one.module.id, **standing_json(one), "facts": _tally_json(known[one.module.id].facts)}
            for one in made.modules
        ],
        "roleplays": [
            {
                "module": one.module.id,
                "roleplay": one.roleplay.id,
                "played": one.played,
                "rehearsed": one.rehearsed,
                "passed": one.passed,
                "best_verdict": one.best_verdict or None,
                "best_percent": one.best_percent,
            }
            for one in made.roleplays
        ],
        "skills": [
            {
                "module": one.module.id,
                "skill": one.skill,
                "percent": one.percent,
                "items": one.items,
                "facts": _tally_json(one.facts),
            }
            for one in made.skills
        ],
        "facts": [fact for one in made.known for fact in _facts_json(one)],
        "weak_facts": [
            {
                "module": one.module.id,
                "fact": one.fact.id,
                "statement": dict(one.fact.statement.texts),
                "items": list(one.items),
                "command": f"cstrain {rest_of_command(one.module.id, Kind.PRACTICE)}",
            }
            for one in made.weak
        ],
        "forecast": _forecast_json(made.forecast),
        "weeks": [_week_json(week) for week in made.weeks],
        "next": _next_json(made.next),
    }


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {"total": tally.total, "answered": tally.asked, "mastered": tally.mastered, "mastered_percent": tally.percent}


def _facts_json(known: Knowledge) -> Iterator[dict[str, Any]]:
    """Every fact that is asked; `can_be_mastered` where two items or more ask it."""
    for fact in known.module.facts.values():
        if fact.id not in known.taught:
            continue
        mastery = known.of(fact.id)
        yield {
            "module": known.module.id,
            "fact": fact.id,
            "statement": dict(fact.statement.texts),
            "mastered": mastery.is_mastered,
            "can_be_mastered": known.can_be_mastered(fact.id),
            "last": [{"item": one.item, "right": one.right, "answered_at": one.at.isoformat()} for one in mastery.last],
        }


def _forecast_json(ahead: "Forecast | None") -> dict[str, Any] | None:
    """How many facts fall due; `this_week` are the days after tomorrow up to a week from `day`."""
    if ahead is None:
        return None
    return {
        "day": ahead.day.isoformat(),
        "today": ahead.today,
        "tomorrow": ahead.tomorrow,
        "this_week": ahead.this_week,
        "later": ahead.later,
    }


def _week_json(week: Week) -> dict[str, Any]:
    return {
        "monday": week.monday.isoformat(),
        "days": week.days,
        "answers": week.answers,
        "right": week.right,
        "right_percent": week.percent,
        "minutes": week.minutes,
    }


def _next_json(step: Next | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "step": step.step.value,
        "module": step.module.id if step.module else None,
        "roleplay": step.roleplay.roleplay.id if step.roleplay else None,
        "why": step.why.value,
        "command": f"cstrain {next_command(step)}",
    }
