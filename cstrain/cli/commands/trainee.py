"""cstrain trainee: who trains here."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("Who trains: add people, list them, grant an attempt."), example="trainee list")
    app.add_typer(group, name="trainee")

    @group.command(help=_("Add a trainee."), example='trainee add "Sari Dewi" --branch Bandung')
    def add(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="FULL-NAME", help=_("The name as it should appear in reports."))],
        employee_number: Annotated[str, typer.Option("--employee-number", metavar="NUMBER", help=_("The employee number."))] = "",
        branch: Annotated[str, typer.Option(metavar="BRANCH", help=_("The branch this person works at."))] = "",
        cohort: Annotated[str, typer.Option(metavar="COHORT", help=_("Cohort: those who train together."))] = "",
    ) -> None:
        from cstrain.app import trainees
        from cstrain.cli.diagnostics import narrate
        from cstrain.cli.safe import shortened

        setup = ctx.obj
        details = trainees.Details(name=name, employee_number=employee_number, branch=branch, cohort=cohort)
        with setup.store() as store:
            added = trainees.add(store, details, setup.clock)
        narrate(_("Added: {name}").format(name=shortened(trainees.told_apart(added), 300)))

    @group.command("list", help=_("List everyone."), example="trainee list")
    def list_everyone(
        ctx: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False
    ) -> None:
        from cstrain.app import trainees
        from cstrain.cli.render.people import people_json, people_lines

        setup = ctx.obj
        with setup.existing_store() as store:
            people = trainees.everyone(store)
        if as_json:
            typer.echo(people_json(people))
            return
        setup.face.tell(people_lines(people))

    @group.command(help=_("Allow one more graded attempt."), example='trainee grant "Sari Dewi" 3s-greeting')
    def grant(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("The module's id, or how it begins."))],
    ) -> None:
        from cstrain.app import trainees
        from cstrain.cli.diagnostics import narrate
        from cstrain.cli.safe import shortened

        setup = ctx.obj
        id = setup.library.find(module)
        with setup.existing_store() as store:
            trainee = trainees.find(store, name)
            trainees.grant(store, trainee, id, setup.clock)
        narrate(_("{name} may take {module} once more.").format(name=shortened(trainee.name), module=id))
