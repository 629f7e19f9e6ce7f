"""cstrain report: figures on the screen."""

from typing import Annotated, TypeAlias

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("Figures for trainers and HR, on the screen."), example="report summary")
    app.add_typer(group, name="report")

    Modules: TypeAlias = Annotated[
        list[str] | None, typer.Option("--module", metavar="MODULE", help=_("Only this module; may be repeated."))
    ]
    Cohort: TypeAlias = Annotated[str, typer.Option(metavar="COHORT", help=_("Only this cohort."))]
    Branch: TypeAlias = Annotated[str, typer.Option(metavar="BRANCH", help=_("Only this branch."))]
    Since: TypeAlias = Annotated[str, typer.Option(metavar="DAY", help=_("Attempts from this day on (2026-01-31)."))]
    Until: TypeAlias = Annotated[str, typer.Option(metavar="DAY", help=_("Attempts up to this day."))]
    Kinds: TypeAlias = Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help=_("Only this kind of attempt; may be repeated."))
    ]
    Mask: TypeAlias = Annotated[bool, typer.Option("--mask-names", help=_("Leave out names and employee numbers."))]
    Json: TypeAlias = Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))]

    @group.command(
        help=_("One row for each trainee and module; who needs help comes first."), example="report summary --branch Bandung"
    )
    def summary(
        ctx: typer.Context,
        modules: Modules = None,
        cohort: Cohort = "",
        branch: Branch = "",
        since: Since = "",
        until: Until = "",
        mask_names: Mask = False,
        as_json: Json = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show

        filters = Filters(
            modules=tuple(modules or ()), cohort=cohort, branch=branch, since=since, until=until, mask_names=mask_names
        )
        show(ctx.obj, "summary", filters, as_json=as_json)

    @group.command(help=_("One person: modules, skills, facts to learn again, time."), example='report trainee "Sari Dewi"')
    def trainee(
        ctx: typer.Context,
        name: Annotated[
            str | None, typer.Argument(metavar="[NAME]", help=_("Name or employee number; else who trained last here."))
        ] = None,
        as_name: Annotated[
            str | None, typer.Option("--as", metavar="NAME", help=_("The same, as the other commands have it."))
        ] = None,
        modules: Modules = None,
        since: Since = "",
        until: Until = "",
        kinds: Kinds = None,
        mask_names: Mask = False,
        as_json: Json = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show
        from cstrain.errors import ClashingOptions

        if name and as_name:
            raise ClashingOptions(first=name, second=f"--as {as_name}")
        filters = Filters(
            trainee=name or as_name or "",
            modules=tuple(modules or ()),
            since=since,
            until=until,
            kinds=tuple(kinds or ()),
            mask_names=mask_names,
        )
        show(ctx.obj, "trainee", filters, as_json=as_json)

    @group.command(help=_("Modules over a group: who passed, scores, time, hardest items."), example="report module 3s-greeting")
    def module(
        ctx: typer.Context,
        modules: Annotated[
            list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("Only these modules; else all of them."))
        ] = None,
        cohort: Cohort = "",
        branch: Branch = "",
        since: Since = "",
        until: Until = "",
        as_json: Json = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show

        filters = Filters(modules=tuple(modules or ()), cohort=cohort, branch=branch, since=since, until=until)
        show(ctx.obj, "module", filters, as_json=as_json)

    @group.command(
        help=_("What a group lacks: its weakest skills, and the facts most missed."), example="report gaps --branch Bandung"
    )
    def gaps(
        ctx: typer.Context,
        modules: Modules = None,
        cohort: Cohort = "",
        branch: Branch = "",
        since: Since = "",
        until: Until = "",
        kinds: Kinds = None,
        mask_names: Mask = False,
        as_json: Json = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show

        filters = Filters(
            modules=tuple(modules or ()),
            cohort=cohort,
            branch=branch,
            since=since,
            until=until,
            kinds=tuple(kinds or ()),
            mask_names=mask_names,
        )
        show(ctx.obj, "gaps", filters, as_json=as_json)

    @group.command(
        help=_("Items by their first attempts: how easy, what they tell, which need checking."),
        example="report items --module 3s-greeting",
    )
    def items(
        ctx: typer.Context,
        modules: Modules = None,
        cohort: Cohort = "",
        branch: Branch = "",
        since: Since = "",
        until: Until = "",
        kinds: Kinds = None,
        as_json: Json = False,
    ) -> None:
        from cstrain.app.report import Filters
        from cstrain.cli.reporting import show

        filters = Filters(
            modules=tuple(modules or ()), cohort=cohort, branch=branch, since=since, until=until, kinds=tuple(kinds or ())
        )
        show(ctx.obj, "items", filters, as_json=as_json)
