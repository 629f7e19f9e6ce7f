"""cstrain trainee: who trains here."""

from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("Who trains: add people, list them, grant an attempt, erase them."), example="trainee list")
    app.add_typer(group, name="trainee")
    _register_entering(group)
    _register_correcting(group)
    _register_curtain(group)
    _register_rights(group)


def _register_entering(group: Application) -> None:
    @group.command(help=_("Add a trainee."), example='trainee add "Sari Dewi" --employee-number 0017 --branch Bandung')
    def add(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="FULL-NAME", help=_("The name as it should appear in reports."))],
        employee_number: Annotated[str, typer.Option("--employee-number", metavar="NUMBER", help=_("The employee number."))] = "",
        branch: Annotated[str, typer.Option(metavar="BRANCH", help=_("The branch this person works at."))] = "",
        cohort: Annotated[str, typer.Option(metavar="COHORT", help=_("Cohort: those who train together."))] = "",
        required: Annotated[
            list[str] | None,
            typer.Option(metavar="MODULE", help=_("A module asked of this person; may be repeated (else every module).")),
        ] = None,
    ) -> None:
        from cstrain.app.trainees import Details
        from cstrain.cli.people import add as added

        details = Details(
            name=name, employee_number=employee_number, branch=branch, cohort=cohort, required=tuple(required or ())
        )
        added(ctx.obj, details)

    @group.command("list", help=_("List everyone."), example="trainee list --branch Bandung")
    def list_everyone(
        ctx: typer.Context,
        branch: Annotated[str, typer.Option(metavar="BRANCH", help=_("Only this branch."))] = "",
        cohort: Annotated[str, typer.Option(metavar="COHORT", help=_("Only this cohort."))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.people import listed
        from cstrain.cli.render.people import people_json, people_lines

        people = listed(ctx.obj, branch=branch, cohort=cohort)
        if as_json:
            typer.echo(people_json(people))
            return
        ctx.obj.face.tell(people_lines(people))

    @group.command(
        "import",
        help=_("Bring in a roster from a CSV file (nama, nomor karyawan, cabang ...)."),
        example="trainee import roster.csv --dry-run",
    )
    def bring_in(
        ctx: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The CSV file, as Excel or a form saves it."))],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only tell what would become of each line."))] = False,
        match_names: Annotated[
            bool,
            typer.Option("--match-names", help=_("Someone here without a number is whoever has the same name in the file.")),
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.app import roster
        from cstrain.app.enrolment import Wish
        from cstrain.cli.people import enrol
        from cstrain.cli.render.roster import enrolment_json, enrolment_lines

        read = roster.read(file)
        wish = Wish(dry_run=dry_run, match_names=match_names)
        made = enrol(ctx.obj, read, wish)
        if as_json:
            typer.echo(enrolment_json(read, made, wish))
            return
        ctx.obj.face.tell(enrolment_lines(read, made, wish))

    @group.command(help=_("Allow one more graded attempt."), example='trainee grant "Sari Dewi" 3s-greeting')
    def grant(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("The module's id, or how it begins."))],
    ) -> None:
        from cstrain.cli.people import grant as granted

        granted(ctx.obj, name, module)


def _register_correcting(group: Application) -> None:
    @group.command(help=_("Correct a name."), example='trainee rename 0017 "Sari Dewi"')
    def rename(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        new_name: Annotated[str, typer.Argument(metavar="FULL-NAME", help=_("The name as it should appear in reports."))],
    ) -> None:
        from cstrain.app.trainees import Correction
        from cstrain.cli.people import correct

        correct(ctx.obj, name, Correction(name=new_name))

    @group.command(
        help=_("Correct what is known of someone. What was known before is kept."),
        example="trainee change 0017 --branch Bandung --required 3s-greeting",
    )
    def change(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        employee_number: Annotated[
            str | None, typer.Option("--employee-number", metavar="NUMBER", help=_('The employee number ("" for none).'))
        ] = None,
        branch: Annotated[
            str | None, typer.Option(metavar="BRANCH", help=_('The branch this person works at ("" for none).'))
        ] = None,
        cohort: Annotated[
            str | None, typer.Option(metavar="COHORT", help=_('Cohort: those who train together ("" for none).'))
        ] = None,
        required: Annotated[
            list[str] | None, typer.Option(metavar="MODULE", help=_("A module asked of this person; may be repeated."))
        ] = None,
        every_module: Annotated[bool, typer.Option("--every-module", help=_("Every module is asked of this person."))] = False,
    ) -> None:
        from cstrain.app.trainees import Correction
        from cstrain.cli.people import correct
        from cstrain.errors import ClashingOptions

        if required and every_module:
            raise ClashingOptions(first="--required", second="--every-module")
        modules = () if every_module else tuple(required) if required else None
        correct(ctx.obj, name, Correction(employee_number=employee_number, branch=branch, cohort=cohort, required=modules))

    @group.command(
        help=_("Say that two entries are one person. It cannot be undone."), example='trainee join 0017 "Sari D." --yes'
    )
    def join(
        ctx: typer.Context,
        one: Annotated[str, typer.Argument(metavar="NAME", help=_("The entry whose name and number are right."))],
        other: Annotated[str, typer.Argument(metavar="NAME", help=_("The other entry of this person."))],
        yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    ) -> None:
        from cstrain.cli.people import join as joined

        joined(ctx.obj, one, other, sure=yes)


def _register_curtain(group: Application) -> None:
    @group.command(
        help=_("Set, change or take away a PIN. A curtain, not a lock: whoever runs this computer can look behind it."),
        example='trainee pin "Sari Dewi" --remove',
    )
    def pin(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        remove: Annotated[bool, typer.Option("--remove", help=_("Take the PIN away."))] = False,
    ) -> None:
        from cstrain.app import trainees
        from cstrain.cli.curtain import change_pin, nothing_if_left

        setup = ctx.obj
        with setup.existing_store() as store, nothing_if_left():
            setup.face.tell([change_pin(setup, store, trainees.find(store, name), remove=remove)])

    @group.command(
        help=_(
            "Set, change or take away the trainer's passphrase, asked for before trainee, report, export and records."
            " A curtain, not a lock: whoever runs this computer can read the files without it."
            " Forgotten? Delete its line from settings.json in cstrain's folder."
        ),
        example="trainee passphrase --remove",
    )
    def passphrase(
        ctx: typer.Context,
        remove: Annotated[bool, typer.Option("--remove", help=_("Take the passphrase away."))] = False,
    ) -> None:
        from cstrain.cli.curtain import change_passphrase, nothing_if_left

        with nothing_if_left():
            ctx.obj.face.tell([change_passphrase(ctx.obj, remove=remove)])


def _register_rights(group: Application) -> None:
    @group.command(
        help=_("Write a file with everything that is kept about a person, for them to have."),
        example='trainee data "Sari Dewi" --out sari.html',
    )
    def data(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        out: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to write: .html to read, .json for programs."))],
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
    ) -> None:
        from cstrain.cli.rights import hand_over

        hand_over(ctx.obj, name, out, replace=replace)

    @group.command(
        help=_("Erase a person: everything that is kept about them, here and in the backups. It cannot be undone."),
        example='trainee forget "Sari Dewi" --yes',
    )
    def forget(
        ctx: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=_("Name or employee number."))],
        yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    ) -> None:
        from cstrain.cli.rights import forget as forgotten

        forgotten(ctx.obj, name, sure=yes)
