"""cstrain content: for authors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    group = Application(help=_("For authors: check, see and dump the content."), example="content check")
    app.add_typer(group, name="content")
    for command in (_register_check, _register_list, _register_show, _register_export, _register_schema):
        command(group)


def _register_check(group: Application) -> None:
    @group.command(
        help=_("Check modules: every fault with its line and column (exit 3 if there is one)."), example="content check my-module"
    )
    def check(
        ctx: typer.Context,
        module: Annotated[list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("Which modules; else all."))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=_("Weaknesses are faults too."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.render.problems import check_json, check_lines
        from cstrain.curriculum.check import check as checked
        from cstrain.curriculum.problem import faults
        from cstrain.errors import ExitCode

        library = ctx.obj.library
        ids = [library.find(each) for each in module] if module else library.ids
        problems = checked(library, ids)
        failed = bool(faults(problems)) or (strict and bool(problems))
        if as_json:
            typer.echo(json.dumps(check_json(problems, len(ids)), ensure_ascii=False, indent=2))
        else:
            for line in check_lines(problems, len(ids)):
                typer.echo(line)
        raise typer.Exit(ExitCode.CONTENT if failed else ExitCode.DONE)


def _register_list(group: Application) -> None:
    @group.command("list", help=_("List every item: module, id, kind, level, facts."), example="content list 3s-greeting")
    def list_items(
        ctx: typer.Context,
        module: Annotated[list[str] | None, typer.Argument(metavar="[MODULE]...", help=_("Which modules; else all."))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON, for other programs."))] = False,
    ) -> None:
        from cstrain.cli.catalogue import wanted_modules
        from cstrain.cli.render.items import list_json, list_lines

        modules = wanted_modules(ctx.obj, module or [])
        if as_json:
            typer.echo(json.dumps(list_json(modules), ensure_ascii=False, indent=2))
            return
        for line in list_lines(modules):
            typer.echo(line)


def _register_show(group: Application) -> None:
    @group.command(help=_("Show one item whole: prompt, options, keys, feedback, sources."), example="content show first-seconds")
    def show(
        ctx: typer.Context,
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The item's id."))],
    ) -> None:
        from cstrain.cli.catalogue import find_item
        from cstrain.cli.render.items import item_lines

        module, found = find_item(ctx.obj, item)
        ctx.obj.face.tell(item_lines(module, found))


def _register_export(group: Application) -> None:
    @group.command(help=_("Print every item of every module as JSON."), example="content export")
    def export(
        ctx: typer.Context,
        format: Annotated[str, typer.Option(metavar="json", help=_("The format: json."))] = "json",
    ) -> None:
        from cstrain.cli.catalogue import wanted_modules
        from cstrain.curriculum.export import items_json
        from cstrain.errors import BadFormat

        if format != "json":
            raise BadFormat(value=format, accepted=("json",))
        typer.echo(json.dumps(items_json(wanted_modules(ctx.obj, [])), ensure_ascii=False, indent=1))


def _register_schema(group: Application) -> None:
    @group.command(
        help=_("Print the JSON Schema of a module file, or write all schemas into a folder."),
        example="content schema --out schema",
    )
    def schema(
        kind: Annotated[
            str, typer.Argument(metavar="[module|facts|lessons|items]", help=_("For which file of a module."))
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
