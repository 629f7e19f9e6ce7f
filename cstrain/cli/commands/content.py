"""cstrain content: for authors."""

from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.safe import safe_json
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("For authors: check, see and dump the content."), example="content check")
    app.add_typer(group, name="content")
    for command in (
        _register_check,
        _register_list,
        _register_show,
        _register_export,
        _register_schema,
        _register_new,
        _register_print,
    ):
        command(group)


def _register_check(group: Application) -> None:
    @group.command(
        help=_("Check modules: every fault with its line and column (exit 3 if there is one)."), example="content check my-module"
    )
    def check(
        ctx: typer.Context,
        module: Annotated[list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("Which modules; else all."))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=_("Weaknesses are faults too."))] = False,
        stats: Annotated[bool, typer.Option("--stats", help=_("Say too what the modules are made of, in figures."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.render.problems import findings_json, findings_lines
        from cstrain.curriculum.check import examine
        from cstrain.curriculum.problem import faults
        from cstrain.errors import ExitCode

        library = ctx.obj.library
        ids = list(dict.fromkeys(library.find(each) for each in module)) if module else library.ids
        findings = examine(library, ids, with_figures=stats)
        failed = bool(faults(findings.problems)) or (strict and bool(findings.problems))
        if as_json:
            typer.echo(safe_json(findings_json(findings, len(ids), stats=stats), indent=2))
        else:
            for line in findings_lines(findings, len(ids), stats=stats):
                typer.echo(line)
        raise typer.Exit(ExitCode.CONTENT if failed else ExitCode.DONE)


def _register_list(group: Application) -> None:
    @group.command(
        "list", help=_("List every item and role-play: module, id, kind, level, facts."), example="content list 3s-greeting"
    )
    def list_items(
        ctx: typer.Context,
        module: Annotated[list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("Which modules; else all."))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.catalogue import wanted_modules
        from cstrain.cli.render.items import list_json, list_lines

        modules = wanted_modules(ctx.obj, module or [])
        if as_json:
            typer.echo(safe_json(list_json(modules), indent=2))
            return
        for line in list_lines(modules):
            typer.echo(line)


def _register_show(group: Application) -> None:
    @group.command(help=_("Show one item or role-play whole, keys and feedback too."), example="content show first-seconds")
    def show(
        ctx: typer.Context,
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of the item or role-play."))],
        graph: Annotated[
            bool, typer.Option("--graph", help=_("A role-play's ways, grades and moods, without its texts."))
        ] = False,
    ) -> None:
        from cstrain.cli.catalogue import find_item
        from cstrain.cli.render.items import item_lines
        from cstrain.cli.render.roleplays import graph_lines, script_lines
        from cstrain.core.roleplay import Roleplay
        from cstrain.errors import NoGraph

        module, found = find_item(ctx.obj, item)
        if isinstance(found, Roleplay):
            ctx.obj.face.tell(graph_lines(module, found) if graph else script_lines(module, found))
        elif graph:
            raise NoGraph(item=found.id)
        else:
            ctx.obj.face.tell(item_lines(module, found))


def _register_export(group: Application) -> None:
    @group.command(help=_("Print every item and role-play of every module as JSON."), example="content export")
    def export(
        ctx: typer.Context,
        format: Annotated[str, typer.Option(metavar="json", help=_("The format: json."))] = "json",
    ) -> None:
        from cstrain.cli.catalogue import wanted_modules
        from cstrain.curriculum.export import items_json
        from cstrain.errors import BadFormat

        if format != "json":
            raise BadFormat(value=format, accepted=("json",))
        typer.echo(safe_json(items_json(wanted_modules(ctx.obj, [])), indent=1))


def _register_schema(group: Application) -> None:
    @group.command(
        help=_("Print the JSON Schema of a module file, or write all schemas into a folder."),
        example="content schema --out schema",
    )
    def schema(
        kind: Annotated[
            str, typer.Argument(metavar="[module|facts|lessons|items|roleplay]", help=_("For which file of a module."))
        ] = "module",
        out: Annotated[Path | None, typer.Option(metavar="DIR", help=_("Write all of them into this folder."))] = None,
    ) -> None:
        from cstrain.curriculum import schema as schemas
        from cstrain.errors import BadFormat, CannotWrite

        if kind not in schemas.NAMES:
            raise BadFormat(value=kind, accepted=schemas.NAMES)
        if out is None:
            typer.echo(schemas.as_text(kind), nl=False)
            return
        try:
            for path in schemas.write(out):
                typer.echo(str(path))
        except OSError as error:
            raise CannotWrite(path=str(out), reason=error.strerror or "") from error


def _register_new(group: Application) -> None:
    @group.command(help=_("Start a module: a small sound file to change."), example="content new lost-items")
    def new(
        ctx: typer.Context,
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("Its id: small letters, digits and single dashes."))],
        out: Annotated[Path, typer.Option(metavar="DIR", help=_("The folder to write it into (else this one)."))] = Path(),
    ) -> None:
        from cstrain.cli import new_module
        from cstrain.cli.diagnostics import narrate
        from cstrain.cli.safe import safe_text
        from cstrain.errors import ModuleExists

        if module in ctx.obj.library.ids:
            raise ModuleExists(path=module)
        typer.echo(safe_text(str(new_module.write(module, out))))
        narrate(new_module.next_step(module, out))


def _register_print(group: Application) -> None:
    @group.command(
        "print",
        help=_("Make sheets to print: questions to answer on paper, the key for the trainer, and cards A to D to hold up."),
        example="content print 3s-greeting",
    )
    def print_sheets(
        ctx: typer.Context,
        module: Annotated[str, typer.Argument(metavar="MODULE", help=_("The module's id, or how it begins."))],
        out: Annotated[
            str | None, typer.Option(metavar="FILE", help=_("The file to write, else MODULE.html; - for a pipe."))
        ] = None,
        items: Annotated[int | None, typer.Option(min=1, max=500, metavar="N", help=_("How many questions."))] = None,
        item: Annotated[list[str] | None, typer.Option(metavar="ITEM", help=_("Only this item; may be repeated."))] = None,
        seed: Annotated[
            int | None, typer.Option(min=0, max=2**53, metavar="N", help=_("The same questions in the same order each time."))
        ] = None,
        only: Annotated[
            list[str] | None,
            typer.Option(metavar="worksheet|key|cards", help=_("Only this sheet; may be repeated.")),
        ] = None,
        both: Annotated[bool, typer.Option("--both", help=_("Each text in both languages."))] = False,
        large_cards: Annotated[bool, typer.Option("--large-cards", help=_("One card a page instead of four."))] = False,
        replace: Annotated[bool, typer.Option("--replace", help=_("Replace the file if there is one."))] = False,
    ) -> None:
        from cstrain.app.handout import Pick, handout
        from cstrain.cli import pages
        from cstrain.cli.render.handout import Print, handout_page, sheets_of
        from cstrain.errors import ClashingOptions

        if items is not None and item:
            raise ClashingOptions(first="--items", second="--item")
        library = ctx.obj.library
        chosen = library.module(library.find(module))
        made = handout(chosen, Pick(count=items, items=tuple(item or ()), seed=seed))
        wanted = Print(sheets=sheets_of(only or ()), both=both, large_cards=large_cards)
        pages.save(ctx.obj, out or f"{chosen.id}.html", handout_page(made, wanted), replace=replace)
