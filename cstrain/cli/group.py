"""Typer's application, group and command with our words, every error mapped to its exit code once, at the edge."""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from cstrain.cli.diagnostics import narrate, tell
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.usage import tell_usage
from cstrain.cli.words import _
from cstrain.errors import CannotWrite, CstrainError, ExitCode, UnknownCommand


def _is_ours() -> ExitCode:
    """A fault of the program itself: its traceback is kept, and a report is asked for."""
    import traceback

    traceback.print_exc()
    narrate(_("This is a fault in cstrain. Please report the lines above. What was confirmed is saved."))
    return ExitCode.FAILED


def _output_failed(error: Exception) -> ExitCode:
    """What was to be shown could not be: the reader has left (said by the system alone), or the disk is full."""
    if not isinstance(error, BrokenPipeError):
        tell(CannotWrite(path="stdout", reason=getattr(error, "strerror", None) or type(error).__name__))
    # What is still waiting to be written would fail again when Python ends.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.FAILED


Body = TypeVar("Body", bound=Callable[..., Any])


# In the order of the help, which is the way of someone new: look, learn, be quizzed; then those who look after others.
COMMANDS = (
    "modules",
    "learn",
    "quiz",
    "play",
    "drill",
    "progress",
    "session",
    "trainee",
    "report",
    "export",
    "records",
    "content",
    "completion",
)
RANGE = re.compile(r"\[(\d+)<=x<=(\d+)\]")
LARGEST_TOLD = 1_000_000
# A longer name of an option stands on a row of its own.
WIDEST_NAMES = 30


class InOurWords:
    """Help without boxes, in our words and order, and as narrow as the window."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help.")
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        said = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND ...")}
        pieces = (said.get(piece, piece.strip("{}")) for piece in self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        below: dict[str, Any] = getattr(self, "commands", {})
        told: dict[str, list[tuple[str, str]]] = {
            _("Commands"): [(name, below[name].help or "") for name in (in_order(below) if ctx.parent is None else below)],
            _("Arguments"): self.told_about("argument", ctx),
            _("Options"): self.told_about("option", ctx),
        }
        for title, rows in told.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows, col_max=min(WIDEST_NAMES, formatter.width // 3))

    def told_about(self, kind: str, ctx: Any) -> list[tuple[str, str]]:
        """Each argument or option as it is typed, and what it does."""
        parameters = (one for one in self.get_params(ctx) if one.param_type_name == kind)  # type: ignore[attr-defined]
        records = (one.get_help_record(ctx) for one in parameters)
        return [(record[0], RANGE.sub(_range, record[1]).rstrip()) for record in records if record]


def _range(found: re.Match[str]) -> str:
    """In words; one that nobody meets the end of is not told."""
    low, high = found.groups()
    return "[" + _("{low} to {high}").format(low=low, high=high) + "]" if int(high) <= LARGEST_TOLD else ""


def in_order(names: Iterable[str]) -> list[str]:
    """The commands as someone meets them; all others after them as they come."""
    known = list(names)
    return [name for name in COMMANDS if name in known] + [name for name in known if name not in COMMANDS]


class CstrainCommand(InOurWords, TyperCommand):
    pass


class CstrainGroup(InOurWords, TyperGroup):
    """Commands whose errors are told in a line or two. Works the same under typer's test runner."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        try:
            code = super().main(args, prog_name or "cstrain", complete_var, False, windows_expand_args, **extra)
            sys.stdout.flush()
        except CstrainError as error:
            tell(error)
            code = error.exit_code
        except typer.TyperException as error:
            code = tell_usage(error)
        except typer.Abort:
            code = ExitCode.INTERRUPTED
        except Leave:
            # Before anything had begun: at the question for a language or a name.
            code = ExitCode.DONE
        except Exception as error:
            # Only what was written to a stream fails without the name of a file.
            is_output = isinstance(error, OSError) and error.filename is None
            code = _output_failed(error) if is_output else _is_ours()
        if not standalone_mode:
            return code
        sys.exit(int(code) if isinstance(code, int) else ExitCode.DONE)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0] if args else ""
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, list(self.commands), n=3, cutoff=0.5)
            raise UnknownCommand(wanted=name, near=tuple(near))
        return super().resolve_command(ctx, args)


def help_width() -> int:
    """What the window holds, and a reader's eye."""
    return max(20, min(get_terminal_size().columns, 88))


class Application(typer.Typer):
    """Commands for people, each with one example: what stands after the program's name, as it is typed."""

    def __init__(self, *, example: str, **settings: Any) -> None:
        super().__init__(
            cls=CstrainGroup,
            rich_markup_mode=None,
            add_completion=False,
            pretty_exceptions_enable=False,
            epilog=shown_example(example),
            context_settings={"terminal_width": help_width()},
            **settings,
        )

    def command(self, name: str | None = None, *, example: str = "", **settings: Any) -> Callable[[Body], Body]:
        return super().command(name, cls=CstrainCommand, epilog=shown_example(example), **settings)


def shown_example(example: str) -> str:
    return _("Example: {command}").format(command=f"cstrain {example}".strip())
