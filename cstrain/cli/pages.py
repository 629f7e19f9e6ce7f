"""HTML pages as files: whole or not at all, nothing replaced unless told."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from cstrain.cli.reporting import STDOUT, spare
from cstrain.cli.safe import safe_text
from cstrain.cli.setup import Setup
from cstrain.files import whole_file


def save(setup: Setup, out: str, pieces: Iterable[str], *, replace: bool) -> None:
    """Write the page and say where it is; to stdout, for `-`."""
    if out == STDOUT:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.writelines(pieces)
        return
    spare(setup, Path(out))
    with whole_file(Path(out), replace=replace) as stream:
        stream.writelines(pieces)
    typer.echo(safe_text(str(Path(out).absolute())))
