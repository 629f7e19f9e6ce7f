"""cstrain drill: a few minutes a day over all modules."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("A few minutes a day: what is due today, from all modules."), example="drill")
    def drill(
        ctx: typer.Context,
        name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("Who is training: name or employee number."))
        ] = None,
        minutes: Annotated[
            int | None, typer.Option(min=1, max=60, metavar="N", help=_("How long, in minutes (5 if not said)."))
        ] = None,
        missed: Annotated[bool, typer.Option("--missed", help=_("Only what you got wrong the last time."))] = False,
        ahead: Annotated[
            bool, typer.Option("--ahead", help=_("Practise what is not due yet; it changes nothing about what comes when."))
        ] = False,
        resume: Annotated[bool, typer.Option("--resume", help=_("Go on with an unfinished attempt."))] = False,
        restart: Annotated[bool, typer.Option("--restart", help=_("Close an unfinished attempt and start anew."))] = False,
    ) -> None:
        from cstrain.app.drill import MINUTES, Wish
        from cstrain.cli.drilling import run
        from cstrain.cli.taking import Decision
        from cstrain.errors import ClashingOptions

        clashing = {
            ("--resume", "--restart"): resume and restart,
            ("--missed", "--ahead"): missed and ahead,
            ("--resume", "--minutes"): resume and minutes is not None,
            ("--resume", "--missed"): resume and missed,
        }
        for (first, second), clash in clashing.items():
            if clash:
                raise ClashingOptions(first=first, second=second)
        wish = Wish(minutes=MINUTES if minutes is None else minutes, missed=missed, ahead=ahead)
        raise typer.Exit(run(ctx.obj, name, wish, Decision.RESUME if resume else Decision.RESTART if restart else Decision.ASK))
