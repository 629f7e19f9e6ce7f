"""Running the program in this process: what is typed or pressed, what is said, and how it ends."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import typer
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from cstrain.cli.commands import build
from cstrain.cli.main import speak
from cstrain.core.attempt import Attempt
from cstrain.records import attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# What is typed at a prompt: a line, or how to work it out from what has been said so far.
Answer = str | Callable[[str], str]
PROMPT = re.compile(r"> [^\n]*[:.!?] \Z")


@dataclass(frozen=True, kw_only=True)
class Run:
    code: int
    out: str
    err: str


class Ear(io.TextIOWrapper):
    """stdout: keeps what is said; a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        self.heard = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.heard, encoding="utf-8")

    def isatty(self) -> bool:
        return self.terminal

    @property
    def text(self) -> str:
        self.flush()
        return self.heard.getvalue().decode().replace("\r\n", "\n")


class Mouth(io.TextIOBase):
    """stdin: says the answers in turn, then nothing more. Nobody may be waited for but after a line that begins with "> "."""

    def __init__(self, answers: Iterable[Answer], ear: Ear) -> None:
        self.answers = iter(answers)
        self.ear = ear

    def isatty(self) -> bool:
        return self.ear.terminal

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        said = self.ear.text
        last_line = said.rsplit("\n", 1)[-1]
        assert PROMPT.match(last_line), f"waits for input after {last_line!r}"
        answer = next(self.answers, None)
        if answer is None:
            return ""
        return f"{answer if isinstance(answer, str) else answer(said)}\n"


class Screen(Vt100_Output):
    """A terminal on which the next keys are pressed whenever a new prompt appears; at their end the terminal is closed."""

    def __init__(self, ear: Ear, keyboard: PipeInput, presses: Iterable[str]) -> None:
        super().__init__(ear, lambda: Size(rows=24, columns=80), term="xterm", enable_cpr=False)
        self.keyboard = keyboard
        self.presses = iter(presses)

    def enable_bracketed_paste(self) -> None:
        """Called once for each prompt, when it is first drawn."""
        pressed = next(self.presses, None)
        if pressed is None:
            self.keyboard.close()
        else:
            self.keyboard.send_text(pressed)


def run(
    *arguments: object, answers: Iterable[Answer] = (), terminal: bool = False, presses: Sequence[str] | None = None
) -> Run:
    """Run a command line. `presses`: on a terminal with keys, these for each prompt in turn."""
    line = [str(argument) for argument in arguments]
    with ExitStack() as stack:
        ear = stack.enter_context(redirect_stdout(Ear(terminal=terminal or presses is not None)))
        err = stack.enter_context(redirect_stderr(io.StringIO()))
        stack.enter_context(patch.object(sys, "stdin", Mouth(answers, ear)))
        if presses is not None:
            stack.enter_context(patch.dict("os.environ", {"TERM": "xterm"}))
            keyboard = stack.enter_context(create_pipe_input())
            stack.enter_context(create_app_session(input=keyboard, output=Screen(ear, keyboard, presses)))
        speak(line)
        code = 0
        try:
            typer.main.get_command(build()).main(line, prog_name="cstrain")
        except SystemExit as end:
            code = int(end.code or 0)
        return Run(code=code, out=ear.text, err=err.getvalue())


def picking(*texts: str) -> Answer:
    """The numbers that stand before these texts where they were said last."""

    def answer(said: str) -> str:
        return " ".join(re.findall(rf"^ *(\d+)\. {re.escape(text)}", said, re.MULTILINE)[-1] for text in texts)

    return answer


def kept(home: Path) -> list[Attempt]:
    """Every attempt in the records, oldest first."""
    with Store(home / "records.db") as store:
        return [attempts.load(store, outcome.attempt) for outcome in attempts.outcomes(store, Selection())]
