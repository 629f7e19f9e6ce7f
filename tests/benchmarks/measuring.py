"""Alternating runs of the thing and its floor, so that a slow or busy machine slows both."""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds of the floor and of ours; `budget` is the largest ratio wanted, None where a row is only reported."""

    what: str
    floor: float
    ours: float
    budget: float | None

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else math.inf

    @property
    def within(self) -> str:
        if self.budget is None:
            return "reported"
        return "yes" if self.ratio <= self.budget else "NO"


@dataclass(frozen=True, kw_only=True)
class Size:
    """Bytes of memory at most, and how many are wanted."""

    what: str
    bytes: int
    budget: int

    @property
    def within(self) -> str:
        return "yes" if self.bytes <= self.budget else "NO"


def least(floor: Callable[[], object], ours: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The shortest of so many alternating runs of each, in seconds."""
    times = [(once(floor), once(ours)) for _ in range(rounds)]
    return min(one for one, _ in times), min(other for _, other in times)


def once(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def environment(home: Path) -> dict[str, str]:
    """Everything cstrain keeps in `home`."""
    environ = {**os.environ, "CSTRAIN_HOME": str(home), "CSTRAIN_LANG": "en", "PYTHONPATH": str(HERE)}
    # An installed program is compiled once; where nothing may be compiled, every start would compile it anew.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


def python(*arguments: str, home: Path, stdin: str = "", **more: str) -> Callable[[], object]:
    """A run of this Python with these arguments, and with `more` in its environment."""
    environ = {**environment(home), **more}

    def run() -> object:
        return subprocess.run([sys.executable, *arguments], input=stdin, text=True, capture_output=True, env=environ, check=False)

    return run


# What the installed command does: pip writes a script that imports `main` and calls it.
COMMAND = ("-c", "import sys; from cstrain.cli.main import main; sys.exit(main())")


def until(ready: bytes, *arguments: str, home: Path) -> Callable[[], object]:
    """A run of this Python on a terminal, until it has said that it is ready; then it is stopped."""
    import pty

    environ = {**environment(home), "TERM": "xterm-256color"}

    def run() -> object:
        ours, theirs = pty.openpty()
        running = subprocess.Popen([sys.executable, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environ)
        os.close(theirs)
        return _stopped_when(ready, running, ours)

    return run


def until_piped(ready: bytes, *arguments: str, home: Path) -> Callable[[], object]:
    """The same with pipes for a terminal."""
    environ = environment(home)

    def run() -> object:
        theirs, ours = os.pipe()
        read, written = os.pipe()
        running = subprocess.Popen([sys.executable, *arguments], stdin=theirs, stdout=written, stderr=written, env=environ)
        os.close(theirs)
        os.close(written)
        try:
            return _stopped_when(ready, running, read)
        finally:
            os.close(ours)

    return run


def _stopped_when(ready: bytes, running: "subprocess.Popen[bytes]", out: int) -> int:
    said = b""
    while ready not in said:
        more = os.read(out, 65536)
        if not more:
            raise RuntimeError(f"it ended before it was ready: {said!r}")
        said += more
    running.kill()
    os.close(out)
    return running.wait()


def table(rows: Sequence[Measured | Size]) -> str:
    """The figures as a Markdown table, times in milliseconds, memory in megabytes."""
    lines = ["| what | floor ms | ours ms | ratio | budget | within |", "|---|---|---|---|---|---|"]
    for row in rows:
        if isinstance(row, Size):
            lines.append(f"| {row.what} | - | {row.bytes / 1e6:.0f} MB | - | {row.budget / 1e6:.0f} MB | {row.within} |")
            continue
        budget = f"{row.budget:.2f}" if row.budget is not None else "-"
        lines.append(f"| {row.what} | {row.floor * 1e3:.1f} | {row.ours * 1e3:.1f} | {row.ratio:.2f} | {budget} | {row.within} |")
    return "\n".join(lines)
