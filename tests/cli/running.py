"""Running the program in this process: what is typed or pressed, what is said, and how it ends."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from cstrain.cli.main import main
from cstrain.core.attempt import Attempt
from cstrain.records import attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# What is typed at a prompt: a line, or how to work it out from what has been said so far.
Answer = str | Callable[[str], str]
# Keys pressed at a prompt.
Press = str | tuple[str, ...]
PROMPT = re.compile(r"> [^\n]*[:.!?] \Z")
ROWS, COLUMNS = 24, 80


@dataclass(frozen=True, kw_only=True)
class Run:
    """How a run ended and what it said; `raw` is its stdout to the byte."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode().replace("\r\n", "\n")


class Ear(io.TextIOWrapper):
    """stdout or stderr: keeps what is said; a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        self.heard = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.heard, encoding="utf-8")

    def isatty(self) -> bool:
        return self.terminal

    @property
    def raw(self) -> bytes:
        self.flush()
        return self.heard.getvalue()


class Mouth(io.TextIOBase):
    """stdin: says the answers in turn, then nothing more. Nobody may be waited for but after a line that begins with "> "."""

    def __init__(self, answers: Iterable[Answer], ear: Ear) -> None:
        self.answers = iter(answers)
        self.ear = ear

    def isatty(self) -> bool:
        return self.ear.terminal

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        said = self.ear.raw.decode()
        last_line = said.rsplit("\n", 1)[-1]
        assert PROMPT.match(last_line), f"waits for input after {last_line!r}"
        answer = next(self.answers, None)
        if answer is None:
            return ""
        return f"{answer if isinstance(answer, str) else answer(said)}\n"


class Screen(Vt100_Output):
    """A terminal on which the next keys are pressed whenever a new prompt appears; at their end the terminal is closed.

    Keys in one string are pressed at once, those in a tuple one after another, each when the last has been shown.
    """

    def __init__(self, ear: Ear, keyboard: PipeInput, presses: Iterable[Press]) -> None:
        super().__init__(ear, lambda: Size(rows=ROWS, columns=COLUMNS), term="xterm", enable_cpr=False)
        self.keyboard = keyboard
        self.presses = iter(presses)
        self.waiting: list[str] = []

    def enable_bracketed_paste(self) -> None:
        """Called once for each prompt, when it is first drawn."""
        pressed = next(self.presses, None)
        if pressed is None:
            self.keyboard.close()
        else:
            self.waiting = [pressed] if isinstance(pressed, str) else list(pressed)

    def flush(self) -> None:
        """Called whenever something has been drawn."""
        super().flush()
        if self.waiting:
            self.keyboard.send_text(self.waiting.pop(0))


@contextmanager
def someone(answers: Iterable[Answer] = (), *, terminal: bool = False, presses: Sequence[Press] | None = None) -> Iterator[Ear]:
    """Someone who types `answers` in turn or, at a terminal with keys, presses these for each prompt; what they hear."""
    with ExitStack() as stack:
        out = stack.enter_context(redirect_stdout(Ear(terminal=terminal or presses is not None)))
        stack.enter_context(patch.object(sys, "stdin", Mouth(answers, out)))
        if presses is not None:
            size = {"TERM": "xterm", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
            stack.enter_context(patch.dict("os.environ", size))
            keyboard = stack.enter_context(create_pipe_input())
            stack.enter_context(create_app_session(input=keyboard, output=Screen(out, keyboard, presses)))
        yield out


def run(
    *arguments: object, answers: Iterable[Answer] = (), terminal: bool = False, presses: Sequence[Press] | None = None
) -> Run:
    """Run a command line with someone before it."""
    line = ["cstrain", *(str(argument) for argument in arguments)]
    with someone(answers, terminal=terminal, presses=presses) as out, redirect_stderr(Ear(terminal=False)) as err:
        # Typer replaces the hook for good.
        with patch.multiple(sys, argv=line, excepthook=sys.excepthook), pytest.raises(SystemExit) as end:
            main()
        return Run(code=int(end.value.code or 0), raw=out.raw, err=err.raw.decode())


def picking(*texts: str) -> Answer:
    """The numbers that stand before these texts where they were said last."""

    def answer(said: str) -> str:
        return " ".join(re.findall(rf"^ *(\d+)\. {re.escape(text)}", said, re.MULTILINE)[-1] for text in texts)

    return answer


def kept(home: Path) -> list[Attempt]:
    """Every attempt in the records, oldest first."""
    with Store(home / "records.db") as store:
        return [attempts.load(store, outcome.attempt) for outcome in attempts.outcomes(store, Selection())]
