"""The C library that makes files fail (shim.c): compiled once, loaded below a Python of its own, armed from inside."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

from tests.faults import ROOT


class Failure(IntEnum):
    """What happens in place of a change: an error of the system, or the end of the process (TEAR: in the middle of a write)."""

    EIO = errno.EIO
    ENOSPC = errno.ENOSPC
    EROFS = errno.EROFS
    KILL = -1
    TEAR = -2


def missing() -> str:
    """Why there can be no shim here; empty if there can."""
    if sys.platform != "linux":
        return "files can be made to fail on Linux only"
    return "" if shutil.which("cc") else "there is no C compiler (cc)"


def compiled(folder: Path) -> Path:
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = ["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return library


def preloaded(library: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run this Python with these arguments and the shim below it; an error of its own is ours."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )


class Shim:
    """The shim that is loaded below this process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._library.faults_last.restype = ctypes.c_char_p

    def arm(self, folder: Path, nth: int, failure: Failure, *, onwards: bool) -> None:
        """The nth change below this folder fails, and with `onwards` all after it."""
        self._library.faults_arm(os.fsencode(folder), nth, int(failure), int(onwards))

    def disarm(self) -> str:
        """Which change was struck; empty if none was."""
        last: bytes = self._library.faults_last()
        self._library.faults_arm(b"", 0, 0, 0)
        return last.decode()
