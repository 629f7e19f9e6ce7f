"""Typer's own refusals (a missing argument, an unknown option) in the language of this run."""

import re
from typing import Any

import typer

from cstrain.cli.diagnostics import narrate
from cstrain.cli.safe import shortened
from cstrain.cli.words import _

SURPLUS = re.compile(r"unexpected extra argument\(?s?\)? \((.*)\)")


def tell_usage(error: typer.TyperException) -> int:
    """Say it in a line or two; the exit code."""
    narrate(describe(error))
    return error.exit_code


def describe(error: Any) -> str:
    """What is wrong and where help is. Typer's classes are private, so they are known by name and by what they carry."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cstrain"
    return _reason(error) + "\n" + _("Help: {command} --help").format(command=command)


def _reason(error: Any) -> str:
    match type(error).__name__:
        case "NoSuchOption" if meant := _of_the_program(error):
            option = " ".join(word for word in (error.option_name, meant.metavar or "") if word)
            line = error.ctx.command_path.replace(" ", f" {option} ", 1)
            return _("The option {option} stands before the command: {command}").format(
                option=error.option_name, command=f"{line} ..."
            )
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            message = _("There is no option {option}.").format(option=shortened(error.option_name))
            return message + " " + _("Did you mean {names}?").format(names=near) if near else message
        case "MissingParameter":
            return _("{name} is missing.").format(name=_name(error))
        case "BadParameter":
            return _("{name} does not fit: {reason}").format(name=_name(error), reason=_plain_reason(error))
        case "BadOptionUsage":
            takes_none = "does not take a value" in error.message
            message = _("The option {option} takes no value.") if takes_none else _("The option {option} needs a value.")
            return message.format(option=shortened(error.option_name))
        case "UsageError" if found := SURPLUS.search(error.message):
            return _("This is too much: {words}").format(words=shortened(found.group(1)))
    return shortened(error.format_message(), 300)


def _of_the_program(error: Any) -> Any:
    """The option of the whole program that has this name, where a command was given it; else None."""
    if error.ctx is None or error.ctx.parent is None:
        return None
    return next((one for one in error.ctx.find_root().command.params if error.option_name in one.opts), None)


def _name(error: Any) -> str:
    if error.param is None:
        return shortened(str(error.param_hint or ""))
    names = error.param.opts if error.param.param_type_name == "option" else [error.param.make_metavar(error.ctx)]
    return str(names[0])


def _plain_reason(error: Any) -> str:
    """The parser's reason, said anew for a number; the other reasons are our own commands'."""
    low, high = (getattr(getattr(error.param, "type", None), bound, None) for bound in ("min", "max"))
    if low is not None:
        return _("use a whole number from {low} to {high}").format(low=low, high=high)
    return shortened(error.message, 200)
