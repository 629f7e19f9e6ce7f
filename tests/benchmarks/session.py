"""A group session on the projected screen: how long it takes to start, and how long after a key the screen shows it."""

import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.measuring import COMMAND, Measured, environment, least, percentile, python, until

MODULES = ("3s-greeting", "care", "customer-types", "angry-customers", "behavioural-styles")
READY = b"\x1b[?2004h"
IMPORTS = "import typer, rich.console, sqlite3, questionary"
# What moves the cursor and sets colours; what is left of a drawing are words.
MOVES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x20]")
# A loop that does nothing but count keys and draw the figure; and one that keeps each key first, as durably as anyone can.
LOOP = """
import sqlite3, sys
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

count = 0
if len(sys.argv) > 1:
    kept = sqlite3.connect(sys.argv[1])
    kept.execute("PRAGMA synchronous=FULL")
    kept.execute("CREATE TABLE key (number INTEGER)")
keys = KeyBindings()

@keys.add("<any>")
def _(event):
    global count
    if len(sys.argv) > 1:
        kept.execute("INSERT INTO key VALUES (?)", (count,))
        kept.commit()
    count += 1

Application(layout=Layout(Window(FormattedTextControl(lambda: f"{count}"))), key_bindings=keys).run()
"""
# Up to here a screen seems to answer at once.
UNSEEN = 0.1
PATIENCE = 30


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

    def press(self, key: str) -> float:
        """Seconds from this key until something else is on the screen: every vote changes a figure there."""
        began = time.perf_counter()
        os.write(self.ours, key.encode())
        self.until(lambda said: bool(MOVES.sub(b"", said)))
        return time.perf_counter() - began

    def go_on(self, drawn: bytes) -> None:
        """Enter, until this is drawn."""
        os.write(self.ours, b"\r")
        self.until(lambda said: drawn in said)

    def until(self, is_shown: Callable[[bytes], bool]) -> None:
        said, deadline = b"", time.monotonic() + PATIENCE
        while not is_shown(said):
            if not select.select([self.ours], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise RuntimeError(f"nothing more was drawn than {said!r}")
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
    """A vote for each person in each question; the loops get as many keys, in turns with ours."""
    bare = Keyboard("-c", LOOP, home=home)
    keeping = Keyboard("-c", LOOP, str(home / "keys.db"), home=home)
    held = Keyboard(*session, home=home)
    everyone = (bare, keeping, held)
    times: dict[Keyboard, list[float]] = {one: [] for one in everyone}
    try:
        for one in everyone:
            one.until(lambda said: READY in said)
        held.go_on(b"Answered")
        for number in range(questions):
            for _person in range(people):
                for one in everyone:
                    times[one].append(one.press("a"))
            held.go_on(b"%")
            if number + 1 < questions:
                held.go_on(b"Answered")
    finally:
        for one in everyone:
            one.stop()
    half, most = ({one: percentile(times[one], share) for one in everyone} for share in (0.5, 0.99))
    what = f"session, {people} people, {questions} questions: key to screen"
    yield Measured(what=f"{what}, median", floor=half[bare], ours=half[held], budget=None)
    yield Measured(what=f"{what}, median, and a loop that keeps each key", floor=half[keeping], ours=half[held], budget=None)
    yield Measured(what=f"{what}, p99, of 100 ms that nobody sees", floor=UNSEEN, ours=most[held], budget=1)
