"""cstrain learn: the lesson cards of a module."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Learn a module, card by card."), example="learn 3s-greeting")
    def learn(
        ctx: typer.Context,
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("The module's id, or how it begins."))],
        name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("Who is training: name or employee number."))
        ] = None,
    ) -> None:
        from cstrain.cli.learning import run_lessons
        from cstrain.cli.taking import Desk
        from cstrain.cli.who import settle_language, training

        setup = ctx.obj
        settle_language(setup)
        chosen = setup.library.module(setup.library.find(module))
        with setup.store() as store:
            desk = Desk(setup=setup, store=store, trainee=training(setup, store, name))
            raise typer.Exit(run_lessons(desk, chosen))
