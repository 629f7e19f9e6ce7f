"""The validated form of a module, kept so that starting never waits for YAML or pydantic.

Disposable: it may be deleted at any time, and one that is stale, damaged or edited is rebuilt without a word. That of the
shipped modules is made when the program is built (build_hook.py) and lies ready in its package.
"""

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from cstrain import __version__
from cstrain.core.value import as_dict
from cstrain.curriculum.problem import Place, Problem, Severity

PACKAGE = Path(__file__).parent.parent
READY = PACKAGE / "_ready"
# The sources that decide what a validated form is.
DECIDING = (str(PACKAGE / "core"), str(PACKAGE / "curriculum"))


def fingerprint(content: bytes) -> str:
    """Length and checksum: enough to know an edit or damage by. Nobody is kept out by it, and it needs no OpenSSL at a start."""
    return f"{len(content):x}-{zlib.crc32(content):08x}"


@cache
def program() -> str:
    """Which program this is: its version, and the sizes of the sources that validate, for a checkout that changes within one."""
    return f"{__version__} {sorted(size for folder in DECIDING for size in _sizes(folder))}"


def _sizes(folder: str) -> Iterator[tuple[str, int]]:
    """By scandir, because every start does this."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.name, entry.stat().st_size
            elif entry.is_dir():
                yield from _sizes(entry.path)


def read(path: Path, key: str) -> tuple[dict[str, Any] | None, list[Problem]] | None:
    """The plain module (None if it has faults) and its problems, as kept under this key; None if there is nothing to trust."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode("ascii", "replace") != f"{key} {fingerprint(body)}":
        return None
    try:
        kept = json.loads(body)
        return kept["module"], [_problem(plain) for plain in kept["problems"]]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        # Whoever edited it knew how to sign it.
        return None


def _problem(plain: dict[str, Any]) -> Problem:
    read = {"severity": Severity(plain["severity"]), "place": Place(**plain["place"]), "path": tuple(plain["path"])}
    return Problem(**{**plain, **read})


def write(path: Path, key: str, module: dict[str, Any] | None, problems: list[Problem]) -> None:
    """Keep it; a cache that cannot be written only costs the next start some time, so that is not an error."""
    kept = {"module": module, "problems": [as_dict(problem) for problem in problems]}
    # ASCII, because the name of a file may hold bytes that are no text.
    body = json.dumps(kept, separators=(",", ":")).encode()
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_bytes(f"{key} {fingerprint(body)}\n".encode() + body)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
