"""Commands that bring about much at once (a merge, a migration, a backup, an erasure), killed: afterwards all of it has come
about or nothing, and the same command once more brings about the rest.

A blow falls at any time while the command runs, or around the moment when the file is written. What is there then is looked at
in a copy, so that the next run finds it as the blow left it.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from cstrain.core.attempt import Ending
from cstrain.core.value import replace
from cstrain.records.backup import is_sound
from cstrain.records.store import Store
from tests.faults import ROOT
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee
from tests.records.machines import seen

TWO = (choice("one"), choice("two"))
FIRST_VERSION = ROOT / "tests" / "records" / "files" / "version-1.sql"
PATIENCE = 60.0
# Longer than a commit of this size, with what follows it, takes.
WRITING_SECONDS = 0.15


def fill(path: Path, branch: str, attempts: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with Store(path) as store:
        keep_trainee(store, id=f"{branch}-1", name=f"Person of {branch}")
        for number in range(attempts):
            begun = replace(started(*TWO), attempt=f"{branch}-{number}", trainee=f"{branch}-1")
            keep(store, begun, [answered(0), answered(1)], Ending.COMPLETED)


def two_branches(home: Path) -> None:
    fill(home / "records.db", "ours", 3)
    for branch in ("bandung", "depok"):
        fill(home.parent / branch / "records.db", branch, 40)


def first_version(home: Path) -> None:
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / "records.db")) as db:
        db.executescript(FIRST_VERSION.read_text(encoding="utf-8"))


def someone_to_erase(home: Path) -> None:
    fill(home / "records.db", "ours", 3)
    fill(home.parent / "depok" / "records.db", "depok", 40)
    merge = [sys.executable, "-m", "cstrain", "records", "merge", str(home.parent / "depok" / "records.db")]
    subprocess.run(merge, cwd=ROOT, env=environment(home), check=True, capture_output=True)


@dataclass(frozen=True)
class Act:
    """What stands before, and the command; "{beside}" in it is the folder above the home."""

    prepare: Callable[[Path], None]
    command: tuple[str, ...]


ACTS = {
    "merge": Act(two_branches, ("records", "merge", "{beside}/bandung/records.db", "{beside}/depok/records.db")),
    "migration": Act(first_version, ("trainee", "list")),
    "backup": Act(two_branches, ("records", "backup")),
    "erasing": Act(someone_to_erase, ("trainee", "forget", "Person of depok", "--yes")),
}


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CSTRAIN_HOME": str(home), "CSTRAIN_LANG": "en", "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, kw_only=True)
class Struck:
    """One blow: whether the command was still running, whether all had come about then, and what is not as promised."""

    act: str
    running: bool
    done: bool
    faults: tuple[str, ...]


class Blows:
    """Blows at one kind of command, in a folder of their own."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self.name, self.act, self.rng = name, ACTS[name], Random(seed)
        self.folder = folder
        self.base, self.after = folder / "base", folder / "after"
        self.act.prepare(self.base / "home")
        shutil.copytree(self.base, self.after)
        began = time.monotonic()
        assert self.start(self.after).wait(PATIENCE) == 0
        self.takes = time.monotonic() - began
        # As the command finds it: an older file is what it is brought forward to.
        self.states = [self.state(self.base), self.state(self.after)]

    def start(self, place: Path) -> "subprocess.Popen[bytes]":
        words = [word.format(beside=place) for word in self.act.command]
        return subprocess.Popen(
            [sys.executable, "-m", "cstrain", *words],
            cwd=ROOT,
            env=environment(place / "home"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def state(self, place: Path) -> dict[str, Any]:
        """What the records tell, from a copy; they have to be sound."""
        copy = self.folder / "looked-at"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place / "home", copy)
        found = seen(copy / "records.db")
        # Where rows without seals are sealed, each run makes a key of its own.
        return {what: each for what, each in found.items() if what != "seals of rows"}

    def strike(self) -> Struck:
        place = self.folder / "struck"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.base, place)
        sources = self.sources(place)
        running = self.blow(place)
        faults = []
        state = self.state(place)
        if state not in self.states:
            faults.append("neither before nor after")
        faults += [f"half a backup: {copy.name}" for copy in place.glob("home/backups/records-*.db") if not is_sound(copy)]
        if self.sources(place) != sources:
            faults.append("a file that was only to be read has changed")
        done = state == self.states[1] and self.states[0] != self.states[1]
        # Erased already, there is nobody of that name any more.
        again = self.start(place).wait(PATIENCE)
        if again != 0 and not (done and self.name == "erasing"):
            faults.append(f"once more ends with {again}")
        if self.state(place) != self.states[1]:
            faults.append("once more does not bring it about")
        if self.name == "erasing":
            faults += [f"still there: {path.name}" for path in place.rglob("*.db") if self.holds_erased(path)]
        faults += [f"left {path.name}" for path in place.glob("home/.cstrain-merge-*")]
        return Struck(act=self.name, running=running, done=done, faults=tuple(faults))

    def holds_erased(self, path: Path) -> bool:
        return path.parent.name != "depok" and b"Person of depok" in path.read_bytes()

    def sources(self, place: Path) -> dict[str, bytes]:
        return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.glob("[bd]*/*"))}

    def blow(self, place: Path) -> bool:
        """Kill it at some moment; whether it was still there."""
        process = self.start(place)
        if self.rng.random() < 0.5:
            time.sleep(self.rng.uniform(0.2, 1) * self.takes)
        else:
            journal = place / "home" / "records.db-journal"
            deadline = time.monotonic() + PATIENCE
            while process.poll() is None and time.monotonic() < deadline and not _holds_something(journal):
                time.sleep(0.0005)
            time.sleep(self.rng.uniform(0, WRITING_SECONDS))
        running = process.poll() is None
        process.kill()
        process.wait(PATIENCE)
        return running


def _holds_something(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > 0
    return False


def blows(folder: Path, name: str, seed: int, count: int) -> list[Struck]:
    """So many blows that found the command running."""
    (folder / name).mkdir()
    striking = Blows(folder / name, name, seed)
    struck: list[Struck] = []
    while sum(one.running for one in struck) < count:
        struck.append(striking.strike())
    return struck


def table(struck: Sequence[Struck]) -> str:
    lines = ["| while | blows | before | after | not as promised |", "|---|---|---|---|---|"]
    for name in ACTS:
        of = [one for one in struck if one.act == name and one.running]
        bad = sum(bool(one.faults) for one in struck if one.act == name)
        done = sum(one.done for one in of)
        lines.append(f"| {name} | {len(of)} | {len(of) - done} | {done} | {bad} |")
    return "\n".join(lines)
