"""cstrain session: a trainer's group session."""

from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("Hold a session with a group: a trainer, a projector, a room."), example="session run 3s-greeting")
    app.add_typer(group, name="session")
    _register_run(group)
    _register_report(group)

    @group.command(help=_("Go on with a session that was left: the same question, the same votes."), example="session resume")
    def resume(
        ctx: typer.Context,
        session: Annotated[
            str,
            typer.Argument(metavar="[ID]", help=_("The session's id, or how it begins; else the newest."), show_default=False),
        ] = "",
    ) -> None:
        from cstrain.cli.session import going_on

        raise typer.Exit(going_on.resume(ctx.obj, session))

    @group.command("list", help=_("List the sessions."), example="session list")
    def list_sessions(
        ctx: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False
    ) -> None:
        from cstrain.app.session import opening
        from cstrain.cli.session import going_on

        with ctx.obj.existing_store() as store:
            found = opening.listed(store)
        if as_json:
            typer.echo(going_on.list_json(found))
            return
        ctx.obj.face.tell(going_on.list_lines(found))


def _register_run(group: Application) -> None:
    @group.command(
        help=_("Hold a session: questions of modules, or a role-play, with a group.")
        + "\n\n"
        + _("By lines (--plain, pipes): each line answers the prompt before it. With cards or teams: letters in the order of the")
        + " "
        + _("roster for those who have not answered (abca-d; - is out of the room), 3=b corrects, 3= takes back. Tally: 5 3 0 2.")
        + " "
        + _("An empty line reveals, then goes on; again opens a proposed second vote. Other commands: type help.")
        + " "
        + _("The end of input saves and exits with 5."),
        example="session run 3s-greeting --roster roster.csv --mode cards",
    )
    def run(
        ctx: typer.Context,
        modules: Annotated[
            list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("The modules to ask about."), show_default=False)
        ] = None,
        roster: Annotated[
            Path | None, typer.Option(metavar="FILE", help=_("Who is in the room, as CSV; else names are typed in."))
        ] = None,
        mode: Annotated[
            str, typer.Option(metavar="turns|teams|cards|tally", help=_("Who answers: one by one, teams, everyone, or counts."))
        ] = "turns",
        count: Annotated[int | None, typer.Option(min=1, max=500, metavar="N", help=_("How many questions."))] = None,
        seed: Annotated[int | None, typer.Option(min=0, max=2**53, metavar="N", help=_("The same draw each time."))] = None,
        item: Annotated[list[str] | None, typer.Option(metavar="ITEM", help=_("This very question; may be repeated."))] = None,
        roleplay: Annotated[str, typer.Option(metavar="ROLEPLAY", help=_("Play a role-play with the room."))] = "",
        teams: Annotated[int | None, typer.Option(min=2, max=9, metavar="N", help=_("How many teams."))] = None,
        minutes: Annotated[int | None, typer.Option(min=1, max=600, metavar="N", help=_("How long it is to take."))] = None,
        graded: Annotated[bool, typer.Option("--graded", help=_("Count as graded attempts (cards only)."))] = False,
    ) -> None:
        from cstrain.cli.session import starting
        from cstrain.cli.who import settle_language
        from cstrain.core.session import Mode

        if mode not in [each.value for each in Mode]:
            raise typer.BadParameter(_("use one of: {accepted}").format(accepted=", ".join(Mode)), param_hint="--mode")
        if not (modules or item or roleplay):
            raise typer.BadParameter(_("name a module, or choose with --item or --roleplay"), param_hint="MODULE")
        settle_language(ctx.obj)
        asked = starting.Asked(
            modules=tuple(modules or ()),
            mode=Mode(mode),
            items=tuple(item or ()),
            roleplay=roleplay,
            roster=roster,
            count=count,
            seed=seed,
            teams=teams,
            minutes=minutes,
            graded=graded,
        )
        raise typer.Exit(starting.run(ctx.obj, asked))


def _register_report(group: Application) -> None:
    @group.command(
        help=_("Tell what a session came to: what was hard, what talking changed, what to repeat, who was absent."),
        example="session report --out session.html",
    )
    def report(
        ctx: typer.Context,
        session: Annotated[
            str,
            typer.Argument(metavar="[ID]", help=_("The session's id, or how it begins; else the newest."), show_default=False),
        ] = "",
        out: Annotated[
            str | None, typer.Option(metavar="FILE", help=_("Write it as this file instead; - for the screen or a pipe."))
        ] = None,
        format: Annotated[
            str | None, typer.Option(metavar="html|xlsx|csv|json", help=_("Format, if the name does not say it."))
        ] = None,
        excel_locale: Annotated[
            str | None, typer.Option(metavar="id|en", help=_("For which Excel the CSV is (else your language)."))
        ] = None,
        mask_names: Annotated[bool, typer.Option("--mask-names", help=_("Leave out names and employee numbers."))] = False,
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.reporting import STDOUT, Target
        from cstrain.cli.session import reporting
        from cstrain.errors import ClashingOptions

        if as_json and (out or format):
            raise ClashingOptions(first="--json", second="--out / --format")
        wanted = Target(out=STDOUT, format="json") if as_json else None
        if out:
            wanted = Target(out=out, format=format, excel_locale=excel_locale, replace=replace)
        reporting.report(ctx.obj, session, wanted, mask_names=mask_names)
