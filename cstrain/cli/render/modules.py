"""The modules and how a trainee stands in them."""

from collections.abc import Iterator, Sequence
from typing import Any

from cstrain.app.overview import ModuleProgress
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.figures import day, percent, status
from cstrain.cli.words import _, language, plural
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
            lines.append(standing_line(standing[module.id]))
        lines.append(BLANK)
    return lines[:-1]


def _counted(module: Module) -> Iterator[str]:
    yield plural("{n} lesson", "{n} lessons", len(module.lessons))
    yield plural("{n} item", "{n} items", len(module.items))
    if module.roleplays:
        yield plural("{n} role-play", "{n} role-plays", len(module.roleplays))


def standing_line(one: ModuleProgress) -> Line:
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
