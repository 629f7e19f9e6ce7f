"""cstrain quiz: a graded attempt, or practice."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Take the quiz of a module."), example="quiz 3s-greeting")
    def quiz(
        ctx: typer.Context,
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("The module's id, or how it begins."))],
        name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("Who is training: name or employee number."))
        ] = None,
        practice: Annotated[bool, typer.Option("--practice", help=_("Practise: it never counts."))] = False,
        count: Annotated[
            int | None, typer.Option(min=1, max=500, metavar="N", help=_("How many questions (means practice)."))
        ] = None,
        seed: Annotated[
            int | None,
            typer.Option(min=0, max=2**53, metavar="N", help=_("The same questions each time (means practice).")),
        ] = None,
        resume: Annotated[bool, typer.Option("--resume", help=_("Go on with an unfinished attempt."))] = False,
        restart: Annotated[bool, typer.Option("--restart", help=_("Close an unfinished attempt and start anew."))] = False,
    ) -> None:
        from cstrain.app.quiz import Wish
        from cstrain.cli.taking import Decision, Desk, run_quiz
        from cstrain.cli.who import settle_language, training
        from cstrain.errors import ClashingOptions

        if resume and restart:
            raise ClashingOptions(first="--resume", second="--restart")
        wish = Wish(practice=practice, count=count, seed=seed)
        if resume and wish.is_own_draw:
            raise ClashingOptions(first="--resume", second="--count / --seed")
        decision = Decision.RESUME if resume else Decision.RESTART if restart else Decision.ASK
        setup = ctx.obj
        settle_language(setup)
        chosen = setup.library.module(setup.library.find(module))
        with setup.store() as store:
            desk = Desk(setup=setup, store=store, trainee=training(setup, store, name))
            raise typer.Exit(run_quiz(desk, chosen, wish, decision))
