"""cstrain play: a role-play with a scripted customer."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Play a role-play: a talk with a customer. Without a name: which there are."), example="play full-bakery")
    def play(
        ctx: typer.Context,
        roleplay: Annotated[
            str | None, typer.Argument(metavar="[ROLEPLAY]", help=_("The role-play's id, or how it begins."), show_default=False)
        ] = None,
        name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("Who is training: name or employee number."))
        ] = None,
        coach: Annotated[bool, typer.Option("--coach", help=_("Explain each reply at once (means practice)."))] = False,
        seed: Annotated[
            int | None, typer.Option(min=0, max=2**53, metavar="N", help=_("The same wording each time (means practice)."))
        ] = None,
        resume: Annotated[bool, typer.Option("--resume", help=_("Go on with an unfinished attempt."))] = False,
        restart: Annotated[bool, typer.Option("--restart", help=_("Close an unfinished attempt and start anew."))] = False,
        replay: Annotated[
            str | None,
            typer.Option("--replay", metavar="ATTEMPT", help=_("Show a talk again that was played; the id, or its start.")),
        ] = None,
    ) -> None:
        from cstrain.app.roleplay import Wish
        from cstrain.cli import playing
        from cstrain.cli.taking import Decision
        from cstrain.errors import ClashingOptions

        clashing = {
            ("--resume", "--restart"): resume and restart,
            ("--resume", "--seed"): resume and seed is not None,
            ("--replay", "ROLEPLAY"): replay is not None and roleplay is not None,
        }
        for (first, second), clash in clashing.items():
            if clash:
                raise ClashingOptions(first=first, second=second)
        if replay is not None:
            playing.replay(ctx.obj, replay)
            return
        decision = Decision.RESUME if resume else Decision.RESTART if restart else Decision.ASK
        raise typer.Exit(playing.run(ctx.obj, roleplay, name, Wish(coach=coach, seed=seed), decision))
