"""A quiz in its own process on a terminal of its own, answered as fast as it asks, until it is killed."""

import os
import re
import select
import signal
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import pexpect  # type: ignore[import-untyped]
import pyte

ROWS, COLUMNS = 24, 80
BRACKETED_PASTE = 2004 << 5
ENTER, CTRL_C = "\r", "\x03"
# How long a slow machine may take for anything; nothing waits this long when all is well.
PATIENCE = 30.0
ASKED = re.compile(r"question (\d+) of (\d+)\D*Question number (\d+)\?\D*1\. (\w+)\D*2\. (\w+)\D*3\. (\w+)")
FEEDBACK = re.compile(r"(?:Right|Not right)\.")


class Blow(StrEnum):
    """How a run is ended from outside."""

    KILL = "SIGKILL"
    TERM = "SIGTERM"
    HUP = "SIGHUP"
    CLOSED = "terminal closed"
    CTRL_C = "Ctrl-C"


SIGNALS = {Blow.KILL: signal.SIGKILL, Blow.TERM: signal.SIGTERM, Blow.HUP: signal.SIGHUP}


class Struck(Exception):
    """The moment of the blow has come."""


class Ended(Exception):
    """The program has ended by itself."""


@dataclass(frozen=True)
class Shown:
    """A question as it stands on the screen: its place (from 0), of how many, its own number, its options in order."""

    position: int
    total: int
    prompt: str
    options: tuple[str, ...]


class Victim:
    """`moment` is when it is to be struck, by the monotonic clock; every wait ends then, with Struck."""

    def __init__(
        self, *arguments: str, plain: bool, environ: Mapping[str, str], hangs_up: signal.Handlers = signal.SIG_DFL
    ) -> None:
        self.plain = plain
        self.moment = float("inf")
        self.everything = ""
        # Where in it the last answer was given.
        self.mark: int | None = None
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)
        flags = ["--plain"] if plain else []
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "cstrain", *flags, *arguments],
            dimensions=(ROWS, COLUMNS),
            env={**os.environ, "TERM": "xterm-256color", **environ},
            # Whoever runs us may have this ignored (nohup), and the program would respect that.
            preexec_fn=partial(signal.signal, signal.SIGHUP, hangs_up),
        )
        # Read and waited for by ourselves: pexpect sleeps a little at each of these, and the moment would be lost.
        self.child.delaybeforesend = None
        self.decoder = getincrementaldecoder("utf-8")()
        self.settings = termios.tcgetattr(self.child.child_fd)
        # As a real terminal does, this one says where its cursor is when it is asked.
        self.screen.write_process_input = self.press  # type: ignore[method-assign, assignment]

    def press(self, keys: str) -> None:
        with suppress(OSError):
            self.child.send(keys)

    def read(self, seconds: float) -> None:
        """Take in what is drawn within so many seconds; Ended when there will be no more."""
        if not select.select([self.child.child_fd], [], [], max(0.0, seconds))[0]:
            return
        try:
            drawn = self.decoder.decode(os.read(self.child.child_fd, 65536))
        except OSError:
            # What Linux says when the other side of a terminal has gone.
            raise Ended from None
        self.everything += drawn
        self.stream.feed(drawn)

    def until(self, shown: Callable[[], bool], what: str) -> None:
        patience = time.monotonic() + PATIENCE
        while not shown():
            now = time.monotonic()
            if now >= self.moment:
                raise Struck
            assert now < patience, f"{what} did not appear on\n" + "\n".join(self.screen.display)
            self.read(min(self.moment, patience) - now)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.screen.display).split())

    def begin(self) -> None:
        """Past the rules, if they are shown, to a question or the result."""
        self.until(lambda: "Press Enter to start" in self.text or self.awaits_answer or self.is_over, "the start")
        if "Press Enter to start" in self.text and not self.awaits_answer:
            self.press(ENTER)
            self.until(lambda: self.awaits_answer, "the first question")

    @property
    def is_over(self) -> bool:
        return "Score: " in self.text

    @property
    def awaits_answer(self) -> bool:
        text = self.text
        return text.endswith("(number or letter):") if self.plain else "Enter confirm" in text and bool(ASKED.search(text))

    def question(self) -> Shown:
        """The question on the screen, the last of them in plain mode."""
        *_, found = ASKED.finditer(self.text)
        number, total, prompt, *options = found.groups()
        return Shown(int(number) - 1, int(total), prompt, tuple(options))

    def answer(self, place: int, delay: float | None) -> None:
        """Give the option at this place (from 0); with a `delay` the blow comes so many seconds after that."""
        self.mark = len(self.everything)
        if not self.plain:
            self.press(str(place + 1))
            self.until(lambda: f"> {place + 1}. " in self.text, "the pointer")
        if delay is not None:
            self.moment = time.monotonic() + delay
        self.press(ENTER if not self.plain else f"{place + 1}\n")

    @property
    def has_feedback(self) -> bool:
        """Whether something was said about the answer given last."""
        return self.mark is not None and bool(FEEDBACK.search(self.everything, self.mark))

    def go_on(self) -> None:
        """From the feedback to the next question, or the result."""
        if not self.plain:
            self.until(lambda: "Press Enter to go on" in self.text, "the end of the feedback")
            self.press(ENTER)
        self.until(lambda: self.awaits_answer or self.is_over, "the next question")

    def strike(self, blow: Blow) -> None:
        """End it, and take in what it had still drawn before it was gone."""
        if blow is Blow.CLOSED:
            self.child.ptyproc.fileobj.close()
            self._buried()
            return
        if blow is Blow.CTRL_C:
            self._interrupt()
        else:
            with suppress(ProcessLookupError):
                os.kill(self.child.pid, SIGNALS[blow])
        self._drained()

    def _interrupt(self) -> None:
        """Ctrl-C, again if nothing came of it: keys typed while a page is made are dropped, whatever they are."""
        with suppress(Ended):
            for _ in range(10):
                self.press(CTRL_C)
                patience = time.monotonic() + 1
                while time.monotonic() < patience:
                    self.read(0.1)

    def _drained(self) -> None:
        """Take in everything up to its end."""
        deadline = time.monotonic() + PATIENCE
        with suppress(Ended):
            while time.monotonic() < deadline:
                self.read(deadline - time.monotonic())
        self._buried()

    def _buried(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            pid, status = os.waitpid(self.child.pid, os.WNOHANG)
            if pid:
                break
            assert time.monotonic() < deadline, "it did not end"
            time.sleep(0.001)
        self.child.ptyproc.terminated = True
        # As subprocess has it: the exit code, or the signal with a minus.
        self.code = os.waitstatus_to_exitcode(status)

    def finish(self) -> None:
        """From the result to the end."""
        self.moment = float("inf")
        self.until(lambda: "Press Enter to finish" in self.text, "the end of the result")
        self.press(ENTER if not self.plain else "\n")
        self._drained()

    def die(self) -> None:
        """It has ended by itself."""
        self._drained()

    def close(self) -> None:
        with suppress(OSError):
            self.child.ptyproc.fileobj.close()

    @property
    def leaves_terminal_as_it_was(self) -> bool:
        """Its settings, a cursor that is seen, and pasted text that arrives as typed."""
        same = termios.tcgetattr(self.child.child_fd) == self.settings
        return same and not self.screen.cursor.hidden and BRACKETED_PASTE not in self.screen.mode
