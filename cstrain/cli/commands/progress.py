"""cstrain progress: one trainee's way so far."""

import json
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Show one trainee's progress."), example='progress --as "Sari Dewi"')
    def progress(
        ctx: typer.Context,
        name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("Whose progress: name or employee number."))
        ] = None,
        facts: Annotated[bool, typer.Option("--facts", help=_("Show every fact, too."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.app.progress import progress as worked_out
        from cstrain.cli.catalogue import usable_modules
        from cstrain.cli.render.progress import progress as lines
        from cstrain.cli.render.progress import progress_json
        from cstrain.cli.who import known

        setup = ctx.obj
        available = usable_modules(setup)
        with setup.existing_store() as store:
            made = worked_out(store, available, known(setup, store, name), setup.clock)
        if as_json:
            typer.echo(json.dumps(progress_json(made), ensure_ascii=False, indent=2))
            return
        setup.face.tell(lines(made, facts=facts))
