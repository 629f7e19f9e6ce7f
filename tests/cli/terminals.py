"""The whole program on a whole terminal: a pseudo-terminal, a screen that is read, keys that are pressed when it says so."""

import os
import sys
from collections.abc import Callable
from time import monotonic

import pexpect  # type: ignore[import-untyped]
import pyte

ENTER, UP, DOWN, BACKSPACE, CTRL_C = "\r", "\x1b[A", "\x1b[B", "\x7f", "\x03"
# How long a slow machine may take for one screen; nothing waits this long when all is well.
PATIENCE = 30


class Terminal:
    """A running program and the screen it draws on."""

    def __init__(self, *arguments: str, rows: int = 24, columns: int = 80, **environ: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.everything = ""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "cstrain", *arguments],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", **environ},
            encoding="utf-8",
            timeout=PATIENCE,
        )
        # As a real terminal does, this one says where its cursor is when it is asked.
        self.screen.write_process_input = self.child.send  # type: ignore[method-assign]

    def read(self) -> bool:
        """Take in what has been drawn; False when the program has ended."""
        try:
            drawn = self.child.read_nonblocking(65536, timeout=PATIENCE)
        except pexpect.EOF:
            return False
        self.everything += drawn
        self.stream.feed(drawn)
        return True

    @property
    def text(self) -> str:
        """The words on the screen, however they are wrapped."""
        return " ".join(" ".join(self.screen.display).split())

    def until(self, shown: Callable[[], bool], what: object) -> None:
        deadline = monotonic() + PATIENCE
        while not shown():
            assert monotonic() < deadline and self.read(), f"{what} did not appear on\n" + "\n".join(self.screen.display)

    def see(self, *words: str) -> None:
        """Read on until the screen has all these words."""
        self.until(lambda: all(word in self.text for word in words), words)

    def resize(self, rows: int, columns: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def end(self) -> int:
        """Read until the program has ended; its exit code."""
        while self.read():
            pass
        self.child.close()
        return int(self.child.exitstatus)
