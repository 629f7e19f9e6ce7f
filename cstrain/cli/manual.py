"""The manual page, made from the program, in the language of the run: python -m cstrain.cli.manual id > docs/cstrain.id.1

What it says of commands and options is their help; of exit codes, variables and files what stands here.
"""

import sys
from collections.abc import Iterator
from typing import Any

import typer

from cstrain import __version__
from cstrain.cli import words
from cstrain.cli.commands import build
from cstrain.cli.group import in_order
from cstrain.cli.words import _
from cstrain.errors import ExitCode


def exit_codes() -> dict[ExitCode, str]:
    return {
        ExitCode.DONE: _("Done."),
        ExitCode.FAILED: _("Failed."),
        ExitCode.USAGE: _("Wrong usage: a command, option or value that there is not."),
        ExitCode.CONTENT: _("The content is faulty."),
        ExitCode.RECORDS: _("The records cannot be used, or are not sound."),
        ExitCode.UNFINISHED: _("An attempt was left unfinished, and is saved."),
        ExitCode.INTERRUPTED: _("Interrupted, and saved."),
    }


def variables() -> dict[str, str]:
    return {
        "CSTRAIN_HOME": _("A folder for everything that cstrain keeps, instead of the system's own folders."),
        "CSTRAIN_LANG": _("The language, id or en, where --lang is not given."),
        "CSTRAIN_PLAIN": _("If set and not 0: numbered lines, as with --plain."),
        "CSTRAIN_CONTENT": _("Folders with more modules, separated as in PATH."),
        "CSTRAIN_PASSPHRASE": _("The trainer's passphrase, for scripts, where one is set."),
        "NO_COLOR": _("If set: no colour."),
        "TERM": _("If dumb or unknown: numbered lines."),
    }


def files() -> dict[str, str]:
    return {
        "records.db": _("The scores, in the system's folder for data. Where it is: cstrain records path"),
        "settings.json": _("The language chosen and who trained last, in the system's folder for settings."),
        "packs/": _("Further modules, beside records.db."),
        "cache/": _("Modules made ready to start fast. May be deleted at any time."),
    }


def manual() -> str:
    """The whole page, in roff (man(7))."""
    root = typer.main.get_command(build())
    return "\n".join(_page(root, typer.Context(root, info_name="cstrain"))) + "\n"


def _page(root: Any, context: Any) -> Iterator[str]:
    yield f'.TH CSTRAIN 1 "" "cstrain {__version__}"'
    yield from _section(_("NAME"))
    yield escaped("cstrain") + " \\- " + escaped(_("training for people who serve customers"))
    yield from _section(_("SYNOPSIS"))
    yield ".B cstrain"
    yield escaped(_("[OPTIONS]") + " [" + _("COMMAND ...") + "]")
    yield from _section(_("DESCRIPTION"))
    yield from _paragraphs(root.help)
    yield from _section(_("OPTIONS"))
    yield from _parameters(root, context)
    yield from _section(_("COMMANDS"))
    for name in in_order(root.commands):
        yield from _command(root.commands[name], context, name)
    for title, entries in (
        (_("EXIT STATUS"), {str(code.value): text for code, text in exit_codes().items()}),
        (_("ENVIRONMENT"), variables()),
        (_("FILES"), files()),
    ):
        yield from _section(title)
        yield from _entries(entries)


def _command(command: Any, parent: Any, name: str) -> Iterator[str]:
    context = typer.Context(command, info_name=name, parent=parent)
    below = getattr(command, "commands", {})
    if below:
        for each, one in below.items():
            yield from _command(one, context, each)
        return
    pieces = [piece.strip("{}") for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    yield ".SS " + escaped(" ".join([context.command_path, *pieces]))
    yield from _paragraphs(command.help)
    yield from _parameters(command, context)
    yield ".PP"
    yield escaped(command.epilog)


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for kind in ("argument", "option"):
        yield from _entries(dict(command.told_about(kind, context)))


def _section(title: str) -> Iterator[str]:
    yield ".SH " + escaped(title)


def _entries(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield ".TP"
        yield ".B " + escaped(name)
        yield escaped(text)


def _paragraphs(text: str) -> Iterator[str]:
    for place, paragraph in enumerate(text.split("\n\n")):
        if place:
            yield ".PP"
        yield escaped(paragraph)


def escaped(text: str) -> str:
    """A line of text that is no request and whose signs are printed as they are typed."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{line}" if line.startswith(".") else line


if __name__ == "__main__":
    words.use(sys.argv[1])
    sys.stdout.write(manual())
