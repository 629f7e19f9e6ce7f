"""cstrain report: figures on the screen."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("Figures for trainers and HR, on the screen."), example="report summary")
    app.add_typer(group, name="report")

    @group.command(help=_("One row for each trainee and module."), example="report summary --branch Bandung")
    def summary(
        ctx: typer.Context,
        module: Annotated[list[str] | None, typer.Option(metavar="MODULE", help=_("Only this module; may be repeated."))] = None,
        cohort: Annotated[str, typer.Option(metavar="COHORT", help=_("Only this cohort."))] = "",
        branch: Annotated[str, typer.Option(metavar="BRANCH", help=_("Only this branch."))] = "",
        since: Annotated[str, typer.Option(metavar="DAY", help=_("Attempts from this day on (2026-01-31)."))] = "",
        until: Annotated[str, typer.Option(metavar="DAY", help=_("Attempts up to this day."))] = "",
        mask_names: Annotated[bool, typer.Option("--mask-names", help=_("Leave out names and employee numbers."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show

        filters = Filters(
            modules=tuple(module or ()), cohort=cohort, branch=branch, since=since, until=until, mask_names=mask_names
        )
        show(ctx.obj, "summary", filters, as_json=as_json)
