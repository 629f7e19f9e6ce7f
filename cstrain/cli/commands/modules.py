"""cstrain modules: what there is, and how the trainee stands in it."""

import json
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Show the modules, and how you stand in them."), example="modules")
    def modules(
        ctx: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.catalogue import standings, usable_modules
        from cstrain.cli.render.modules import catalogue, catalogue_json

        setup = ctx.obj
        available = usable_modules(setup)
        known = standings(setup, available)
        if as_json:
            typer.echo(json.dumps(catalogue_json(available, known), ensure_ascii=False, indent=2))
            return
        setup.face.tell(catalogue(available, known))
