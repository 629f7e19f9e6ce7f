"""Going on with a session that was left, and the list of sessions."""

from collections.abc import Mapping, Sequence

from cstrain.app.session import opening
from cstrain.app.session.opening import Listed
from cstrain.cli.calling import command
from cstrain.cli.lines import Line, Look
from cstrain.cli.render.figures import day
from cstrain.cli.safe import safe_json, shortened
from cstrain.cli.session import telling
from cstrain.cli.session.hosting import hold
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, plural
from cstrain.core.module import Module
from cstrain.errors import ContentFaulty, ExitCode, UnknownModule
from cstrain.records.sessions import Head

# As much of a session's id as tells it from others.
SHOWN_OF_ID = 8


def resume(setup: Setup, wanted: str) -> ExitCode:
    """The session of this id, or the newest that is not over, from where it was left."""
    with setup.existing_store() as store:
        head = opening.unfinished(store, wanted)
        live = opening.go_on(store, head, modules_of(setup, head), setup.clock)
        setup.face.tell([Line(_("Going on with: {title}").format(title=head.title), Look.STRONG)])
        return hold(setup, store, live)


def modules_of(setup: Setup, head: Head) -> Mapping[str, Module]:
    """Those of its modules that can still be used: what is gone from the others is skipped."""
    found: dict[str, Module] = {}
    for id in head.modules:
        try:
            found[id] = setup.library.module(setup.library.find(id))
        except (UnknownModule, ContentFaulty):
            continue
    return found


def status(one: Listed) -> str:
    if not one.state.is_over:
        return "open"
    return "ended" if one.state.ended_early else "completed"


def list_lines(found: Sequence[Listed]) -> list[Line]:
    if not found:
        return [Line(_("No session yet. Start one: {command}").format(command=command(f"session run {_('MODULE')}")))]
    lines: list[Line] = []
    for one in found:
        said = {"open": _("open"), "ended": _("ended early"), "completed": _("completed")}[status(one)]
        parts = [
            one.head.id[:SHOWN_OF_ID],
            day(one.head.started),
            shortened(one.head.title),
            telling.mode_name(one.head.plan.mode),
            plural("{n} person", "{n} people", one.people),
            telling.counted(one.state),
            said,
        ]
        lines.append(Line(" | ".join(parts)))
    if any(not one.state.is_over for one in found):
        lines.append(Line(_("Go on with: {command}").format(command=command("session resume")), Look.QUIET))
    return lines


def list_json(found: Sequence[Listed]) -> str:
    rows = [
        {
            "id": one.head.id,
            "title": one.head.title,
            "modules": list(one.head.modules),
            "roleplay": one.head.plan.roleplay or None,
            "mode": one.head.plan.mode.value,
            "graded": one.head.graded,
            "started_at": one.head.started.isoformat(),
            "people": one.people,
            "questions": one.state.total,
            "answered": sum(asked.is_answered for asked in one.state.asked),
            "status": status(one),
        }
        for one in found
    ]
    return safe_json({"format": "cstrain.sessions/1", "sessions": rows}, indent=2)
