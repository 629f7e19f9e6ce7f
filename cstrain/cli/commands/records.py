"""cstrain records: where the scores are kept, whether the file is sound, a copy of it, and files of other machines brought in."""

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
    def verify(
        ctx: typer.Context,
        receipt: Annotated[
            Path | None, typer.Option("--receipt", metavar="FILE", help=_("Also hold them against this receipt (- is stdin)."))
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.keeping import verify as verified

        verified(ctx.obj, receipt, as_json=as_json)

    @group.command(
        help=_("Print a receipt: a few lines to keep elsewhere, against which a file that was changed shows."),
        example="records receipt --out receipt.txt",
    )
    def receipt(
        ctx: typer.Context,
        out: Annotated[Path | None, typer.Option(metavar="FILE", help=_("A file to write it to (else the screen)."))] = None,
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.keeping import receipt as made

        made(ctx.obj, out, replace=replace, as_json=as_json)

    @group.command(
        help=_("Bring in the records of other machines: all of it or nothing, after a backup."),
        example="records merge bandung.db depok.db --dry-run",
    )
    def merge(
        ctx: typer.Context,
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Records files of other machines."))],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only tell what would come."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.keeping import merge as merged

        merged(ctx.obj, files, dry_run=dry_run, as_json=as_json)

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
        help=_(
            "Erase attempts and group sessions that ended longer ago than this, here and in the backups. It cannot be undone."
        ),
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
