"""cstrain export: reports and raw rows as files."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Write a report as a file."), example="export summary --out scores.csv")
    def export(
        ctx: typer.Context,
        what: Annotated[
            str,
            typer.Argument(metavar="REPORT", help=_("What to write: summary, trainee, module, gaps, items; attempts, answers.")),
        ],
        out: Annotated[str, typer.Option(metavar="FILE", help=_("The file to write; - for the screen or a pipe."))],
        format: Annotated[
            str | None, typer.Option(metavar="csv|xlsx|json|html", help=_("Format, if the name does not say it."))
        ] = None,
        excel_locale: Annotated[
            str | None, typer.Option(metavar="id|en", help=_("For which Excel the CSV is (else your language)."))
        ] = None,
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
        module: Annotated[list[str] | None, typer.Option(metavar="MODULE", help=_("Only this module; may be repeated."))] = None,
        cohort: Annotated[str, typer.Option(metavar="COHORT", help=_("Only this cohort."))] = "",
        branch: Annotated[str, typer.Option(metavar="BRANCH", help=_("Only this branch."))] = "",
        since: Annotated[str, typer.Option(metavar="DAY", help=_("Attempts from this day on (2026-01-31)."))] = "",
        until: Annotated[str, typer.Option(metavar="DAY", help=_("Attempts up to this day."))] = "",
        kind: Annotated[
            list[str] | None,
            typer.Option(
                metavar="KIND",
                help=_("Only this kind: quiz, practice, lesson, roleplay, rehearsal, drill or session; may be repeated."),
            ),
        ] = None,
        trainee: Annotated[
            str, typer.Option("--as", metavar="NAME", help=_("Whose report, for trainee: name or employee number."))
        ] = "",
        mask_names: Annotated[bool, typer.Option("--mask-names", help=_("Leave out names and employee numbers."))] = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import Target, save

        filters = Filters(
            modules=tuple(module or ()),
            cohort=cohort,
            branch=branch,
            since=since,
            until=until,
            kinds=tuple(kind or ()),
            trainee=trainee,
            mask_names=mask_names,
        )
        save(ctx.obj, what, filters, Target(out=out, format=format, excel_locale=excel_locale, replace=replace))
