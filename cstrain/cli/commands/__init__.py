"""The command line: a file with `register(app)` for each of COMMANDS.

`build` makes it anew, because help is written in the language of the run.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from cstrain.cli import calling
from cstrain.cli.group import COMMANDS, Application
from cstrain.cli.setup import Setup
from cstrain.cli.words import LANGUAGES, _

FLAGS = {"--plain"}
HELP = {"--help"}
# Where the trainer's passphrase is asked for, if there is one.
GUARDED = {"trainee", "report", "export", "records"}
WITH_VALUE = {"--lang", "--records", "--content"}


def named_in(arguments: Sequence[str]) -> tuple[str, ...]:
    """The one command these arguments begin with, none for the version, or all where that is not plain (help, a typo)."""
    rest = list(arguments)
    if rest == ["--version"]:
        return ()
    while rest:
        word = rest.pop(0)
        if word in COMMANDS:
            return (word,)
        if word in WITH_VALUE and rest:
            rest.pop(0)
        elif word not in FLAGS and not word.startswith(tuple(f"{option}=" for option in WITH_VALUE)):
            break
    return COMMANDS


def build(commands: Sequence[str] = COMMANDS) -> Application:
    """The program as a Typer application, with these commands: a start pays only for the one it runs."""
    app = Application(name="cstrain", example="")
    _register_start(app)
    for command in commands:
        import_module(f"{__name__}.{command}").register(app)
    return app


def _register_start(app: Application) -> None:
    @app.callback(
        invoke_without_command=True,
        help=_("Train people who serve customers: learn, practise, be quizzed, and see how it went.")
        + "\n\n"
        + _("New here? Type cstrain and press Enter: it asks who you are and what you want to do."),
    )
    def start(
        ctx: typer.Context,
        lang: Annotated[str | None, typer.Option("--lang", metavar="id|en", help=_("Language: id or en."))] = None,
        plain: Annotated[bool, typer.Option("--plain", help=_("Numbered lines, for screen readers and pipes."))] = False,
        records: Annotated[Path | None, typer.Option(help=_("Keep scores in this file."), metavar="FILE")] = None,
        content: Annotated[
            list[Path] | None, typer.Option(help=_("A folder with more modules; may be repeated."), metavar="DIR")
        ] = None,
        version: Annotated[bool, typer.Option("--version", help=_("Show the version."))] = False,
    ) -> None:
        if lang is not None and lang not in LANGUAGES:
            raise typer.BadParameter(_("use one of: {accepted}").format(accepted="id, en"), param_hint="--lang")
        if version:
            from cstrain import __version__

            typer.echo(f"cstrain {__version__}")
            raise typer.Exit
        ctx.obj = Setup(language=lang or "", plain=plain, records=records, content=tuple(content or ()))
        calling.remember(ctx.obj.options)
        is_guarded = ctx.invoked_subcommand in GUARDED and not ctx.resilient_parsing and not HELP & set(sys.argv)
        if is_guarded and ctx.obj.settings().passphrase:
            from cstrain.cli.curtain import guard

            guard(ctx.obj)
        if ctx.invoked_subcommand is None:
            _home_or_help(ctx)


def _home_or_help(ctx: typer.Context) -> None:
    if not ctx.obj.on_terminal:
        typer.echo(ctx.get_help())
        return
    from cstrain.cli.home import run_home

    raise typer.Exit(run_home(ctx.obj))
