"""A group session on the projected screen: how long it takes to start, and how long after a key the screen has what it came to."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import COMMAND, Measured, environment, least, percentile, python, until

MODULES = ("3s-greeting", "care", "customer-types", "angry-customers", "behavioural-styles")
READY = b"\x1b[?2004h"
IMPORTS = "import typer, rich.console, sqlite3, questionary"
# What is drawn anew with every vote, here and in the floor.
MARK = "✓".encode()
# A loop that does nothing but count keys and draw a mark for each.
FLOOR = """
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

count = 0
keys = KeyBindings()

@keys.add("<any>")
def _(event):
    global count
    count += 1

Application(layout=Layout(Window(FormattedTextControl(lambda: "✓" * count + f" {count}"))), key_bindings=keys).run()
"""
# A delay that an eye notices.
NOTICED = 0.1
PATIENCE = 60


class Keyboard:
    """A running program on a terminal of 80 x 24: keys in, what is drawn out."""

    def __init__(self, *arguments: str, home: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environ = {**environment(home), "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.running = subprocess.Popen([sys.executable, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environ)
        os.close(theirs)

    def press(self, keys: str, drawn: bytes) -> float:
        """Seconds from these keys until this is drawn."""
        began = time.perf_counter()
        os.write(self.ours, keys.encode())
        self.see(drawn)
        return time.perf_counter() - began

    def see(self, drawn: bytes) -> None:
        said, deadline = b"", time.monotonic() + PATIENCE
        while drawn not in said:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{drawn!r} was not drawn but {said!r}")
            said += os.read(self.ours, 65536)

    def stop(self) -> None:
        self.running.kill()
        self.running.wait()
        os.close(self.ours)


def measure(people: int, questions: int, rounds: int) -> Iterator[Measured]:
    """Nothing where there are no such terminals (Windows)."""
    if sys.platform == "win32":
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        roster = home / "team.csv"
        roster.write_text("nama\n" + "\n".join(f"Person{n:02}" for n in range(people)), encoding="utf-8")
        session = (*COMMAND, "session", "run", *MODULES, "--roster", str(roster), "--mode", "cards", "--count", str(questions))
        python(*COMMAND, "modules", home=home)()
        floor, ours = least(python("-c", IMPORTS, home=home), until(READY, *session, home=home), rounds)
        yield Measured(what="session run: start until its first screen", floor=floor, ours=ours, budget=1.25)
        yield from _keys(session, home, people, questions)


def _keys(session: tuple[str, ...], home: Path, people: int, questions: int) -> Iterator[Measured]:
    """A vote for each person in each question; the floor gets as many keys, in turns with ours."""
    bare, held = Keyboard("-c", FLOOR, home=home), Keyboard(*session, home=home)
    try:
        bare.see(READY)
        held.see(READY)
        held.press("\r", b"Answered")
        floor: list[float] = []
        ours: list[float] = []
        for number in range(questions):
            for _person in range(people):
                floor.append(bare.press("a", MARK))
                ours.append(held.press("a", MARK))
            held.press("\r", b"%")
            if number + 1 < questions:
                held.press("\r", b"Answered")
    finally:
        bare.stop()
        held.stop()
    size = f"{people} people, {questions} questions"
    half, most = percentile(floor, 0.5), percentile(ours, 0.99)
    yield Measured(what=f"session, {size}: key to screen, median", floor=half, ours=percentile(ours, 0.5), budget=None)
    yield Measured(what=f"session, {size}: key to screen, p99", floor=percentile(floor, 0.99), ours=most, budget=None)
    yield Measured(what="the same p99 against a delay that is seen (100 ms)", floor=NOTICED, ours=most, budget=1)
