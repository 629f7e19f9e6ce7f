"""cstrain records: where the scores are kept, and whether the file is sound."""

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("The file that scores are kept in."), example="records path")
    app.add_typer(group, name="records")

    @group.command(help=_("Show where the records file is."), example="records path")
    def path(ctx: typer.Context) -> None:
        setup = ctx.obj
        typer.echo(str(setup.records or setup.places.records))

    @group.command(help=_("Check that the records file is sound (exit 4 if not)."), example="records verify")
    def verify(ctx: typer.Context) -> None:
        from cstrain.cli.diagnostics import narrate
        from cstrain.cli.render.soundness import soundness
        from cstrain.errors import ExitCode
        from cstrain.records.verify import verify as verified

        with ctx.obj.existing_store() as store:
            found = verified(store)
        narrate(soundness(found))
        raise typer.Exit(ExitCode.RECORDS if found.flaws else ExitCode.DONE)
