"""The modules and how a trainee stands in them."""

from collections.abc import Iterator, Sequence
from typing import Any

from cstrain.app.progress import ModuleProgress, Next, Progress, Step
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render import roleplay
from cstrain.cli.render.attempt import rest_of_command
from cstrain.cli.render.figures import day, percent, status
from cstrain.cli.words import _, language, plural
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.core.standing import Status

LOOKS = {
    Status.PASSED: Look.RIGHT,
    Status.FAILED: Look.WRONG,
    Status.EXPIRED: Look.WRONG,
    Status.IN_PROGRESS: Look.PARTLY,
    Status.NOT_STARTED: Look.NORMAL,
}


def catalogue(modules: Sequence[Module], standings: Sequence[ModuleProgress]) -> list[Line]:
    """Each module with its id, and its standing where there is one."""
    standing = {one.module.id: one for one in standings}
    lines: list[Line] = []
    for module in modules:
        lines.append(Line(f"{module.id}: {module.title.say(language())}", Look.STRONG))
        lines.append(Line(module.summary.say(language()), indent=3))
        lines.append(Line(", ".join(_counted(module)), Look.QUIET, 3))
        if module.id in standing:
            lines.append(_standing(standing[module.id]))
        lines.append(BLANK)
    return lines[:-1]


def _counted(module: Module) -> Iterator[str]:
    yield plural("{n} lesson", "{n} lessons", len(module.lessons))
    yield plural("{n} item", "{n} items", len(module.items))
    if module.roleplays:
        yield plural("{n} role-play", "{n} role-plays", len(module.roleplays))


def _standing(one: ModuleProgress) -> Line:
    standing = one.standing
    text = status(standing.status)
    if standing.best is not None:
        text += " - " + _("best {percent}").format(percent=percent(standing.best))
    if standing.valid_until is not None and standing.status is Status.PASSED:
        text += " - " + _("valid until {day}").format(day=day(standing.valid_until))
    return Line(text[:1].upper() + text[1:], LOOKS[standing.status], 3)


def catalogue_json(modules: Sequence[Module], standings: Sequence[ModuleProgress]) -> dict[str, Any]:
    standing = {one.module.id: one for one in standings}
    return {"format": "cstrain.modules/1", "modules": [_module_json(module, standing.get(module.id)) for module in modules]}


def _module_json(module: Module, one: ModuleProgress | None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": module.id,
        "title": dict(module.title.texts),
        "summary": dict(module.summary.texts),
        "languages": list(module.languages),
        "version": module.version,
        "lessons": len(module.lessons),
        "items": len(module.items),
        "roleplays": list(module.roleplays),
        "policy": {
            "pass_mark": module.policy.pass_mark,
            "graded_attempts": module.policy.graded_attempts,
            "items_per_quiz": module.policy.items_per_quiz,
            "time_limit_minutes": module.policy.time_limit_minutes,
            "valid_days": module.policy.valid_days,
        },
    }
    if one:
        plain["standing"] = standing_json(one)
    return plain


def standing_json(one: ModuleProgress) -> dict[str, Any]:
    standing = one.standing
    return {
        "status": standing.status.value,
        "attempts": standing.attempts,
        "attempts_left": standing.attempts_left,
        "first_percent": standing.first,
        "best_percent": standing.best,
        "latest_percent": standing.latest,
        "passed_at": standing.passed_at.isoformat() if standing.passed_at else None,
        "valid_until": standing.valid_until.isoformat() if standing.valid_until else None,
        "practised": one.practised,
        "learned": one.learned,
    }


def progress(made: Progress) -> list[Line]:
    """One trainee's way so far."""
    lines = [Line(_("Progress of {name}").format(name=made.trainee.name), Look.TITLE), BLANK]
    for one in made.modules:
        lines.append(Line(one.module.title.say(language()), Look.STRONG))
        lines.append(_standing(one))
        if one.learned or one.practised:
            learned = _("lessons done") if one.learned else _("lessons not finished")
            practised = plural("practised {n} time", "practised {n} times", one.practised)
            lines.append(Line(f"{learned}, {practised}", Look.QUIET, 3))
    if made.roleplays:
        lines += [BLANK, Line(_("Role-plays:"), Look.STRONG)]
        lines += [Line(f"- {roleplay.entry(one)}", indent=2) for one in made.roleplays]
    if made.skills:
        lines += [BLANK, Line(_("Skills, by the latest answer to each item:"), Look.STRONG)]
        for skill in made.skills:
            name = skill.module.skills[skill.skill].say(language())
            items = plural("{n} item", "{n} items", skill.items)
            lines.append(Line(f"- {name}: {percent(skill.percent)} ({items})", indent=2))
    if made.weak:
        lines += [BLANK, Line(_("Still weak:"), Look.STRONG)]
        lines += [Line(f"- {weak.fact.statement.say(language())} ({', '.join(weak.items)})", indent=2) for weak in made.weak]
    if not made.answers:
        lines += [BLANK, Line(_("No answers yet."))]
    if made.next:
        lines += [BLANK, Line(_("Next: {step}").format(step=next_step(made.next)), Look.STRONG)]
        lines.append(Line(command(next_command(made.next)), indent=2))
    return lines


def next_step(step: Next) -> str:
    """What to do next, as a sentence without its end."""
    title = step.module.title.say(language())
    return {
        Step.RESUME: _("go on with the quiz {title}"),
        Step.LEARN: _("learn {title}"),
        Step.QUIZ: _("take the quiz {title}"),
        Step.PRACTICE: _("practise {title}"),
    }[step.step].format(title=title)


def next_command(step: Next) -> str:
    """After the program's name."""
    kinds = {Step.LEARN: Kind.LESSON, Step.PRACTICE: Kind.PRACTICE}
    return rest_of_command(step.module.id, kinds.get(step.step, Kind.QUIZ))


def progress_json(made: Progress) -> dict[str, Any]:
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
        "modules": [{"module": one.module.id, **standing_json(one)} for one in made.modules],
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
            {"module": one.module.id, "skill": one.skill, "percent": one.percent, "items": one.items} for one in made.skills
        ],
        "weak_facts": [
            {
                "module": one.module.id,
                "fact": one.fact.id,
                "statement": dict(one.fact.statement.texts),
                "items": list(one.items),
            }
            for one in made.weak
        ],
        "next": {"step": made.next.step.value, "module": made.next.module.id, "command": f"cstrain {next_command(made.next)}"}
        if made.next
        else None,
    }
