"""What a session came to, told again: on the screen, or as a file that can be printed."""

from cstrain.app.report import Filters
from cstrain.app.session import opening
from cstrain.app.session.live import LiveSession
from cstrain.app.session.report import SHOWN_OF_ID, session_report
from cstrain.cli.render.figures import day
from cstrain.cli.reporting import Target, tell_written, write
from cstrain.cli.session import telling
from cstrain.cli.session.going_on import modules_of
from cstrain.cli.setup import Setup
from cstrain.cli.words import language, plural
from cstrain.core.value import replace


def report(setup: Setup, session: str, target: Target | None, *, mask_names: bool) -> None:
    """The debrief of this session (the newest, if none is named) as far as it has gone; into a file, if one is named."""
    if target:
        target.check()
    with setup.existing_store() as store:
        head = opening.one_of(store, session)
        live = opening.go_on(store, head, modules_of(setup, head), setup.clock)
        if target is None:
            if mask_names:
                _mask(live)
            setup.face.tell(telling.debrief_lines(live))
            return
        made = session_report(live, language(), mask_names=mask_names)
        write(setup, made, Filters(mask_names=mask_names), target, about=_about(live))
    tell_written(target)


def _mask(live: LiveSession) -> None:
    """People go by the beginning of their ids."""
    for id, one in live.people.items():
        live.people[id] = replace(one, nickname=id[:SHOWN_OF_ID], name=id[:SHOWN_OF_ID])


def _about(live: LiveSession) -> tuple[str, ...]:
    """Which session this was."""
    people = plural("{n} person", "{n} people", len(live.people))
    return (telling.title(live), f"{day(live.head.started)} - {telling.mode_name(live.head.plan.mode)} - {people}")
