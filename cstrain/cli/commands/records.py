"""cstrain records: where the scores are kept, whether the file is sound, and a copy of it."""

from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("The file that scores are kept in."), example="records path")
    app.add_typer(group, name="records")

    @group.command(help=_("Show where the records file is."), example="records path")
    def path(ctx: typer.Context) -> None:
        typer.echo(str(ctx.obj.records_path))

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

    @group.command(help=_("Copy the records file, also while it is in use."), example="records backup --out scores.db")
    def backup(
        ctx: typer.Context,
        out: Annotated[Path | None, typer.Option(metavar="FILE", help=_("The copy (else in the folder for backups)."))] = None,
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
    ) -> None:
        from cstrain.records import backup as backups

        with ctx.obj.existing_store() as store:
            if out is None:
                out = backups.keep(store)
            else:
                backups.backup(store, out, replace=replace)
        typer.echo(str(out))

    @group.command(
        help=_("Erase attempts that ended longer ago than this, here and in the backups. It cannot be undone."),
        example="records purge --older-than 2y --dry-run",
    )
    def purge(
        ctx: typer.Context,
        older_than: Annotated[
            str, typer.Option("--older-than", metavar="PERIOD", help=_("Days, weeks, months or years: 180d, 26w, 6m, 2y."))
        ],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only tell what would be erased."))] = False,
        yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    ) -> None:
        from cstrain.cli.rights import purge as purged

        purged(ctx.obj, older_than, dry_run=dry_run, sure=yes)
