"""cstrain completion: TAB for the shell."""

from typing import Annotated

import typer

from cstrain.cli.group import Application
from cstrain.cli.words import _


def register(app: Application) -> None:
    @app.command(help=_("Let the TAB key complete commands, modules and names in your shell."), example="completion bash")
    def completion(
        shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish|powershell", help=_("The shell you type in."))],
    ) -> None:
        from cstrain.cli.completion.shells import SHELLS, how_to_switch_on, script
        from cstrain.cli.diagnostics import narrate
        from cstrain.errors import BadFormat

        if shell not in SHELLS:
            raise BadFormat(value=shell, accepted=SHELLS)
        typer.echo(script(shell), nl=False)
        narrate(how_to_switch_on(shell))
