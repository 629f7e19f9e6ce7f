"""How this run was called, so that a command named in a hint does the same when it is copied."""

import os
from collections.abc import Sequence

# Longer than a hint should be; it then names the command alone.
LONGEST = 500

_options: tuple[str, ...] = ()


def remember(options: Sequence[str]) -> None:
    """The options that stood before the command of this run."""
    global _options
    _options = tuple(options)


def command(rest: str = "") -> str:
    """The program with the options of this run, then `rest` as it is typed."""
    given = " ".join(quoted(option) for option in _options)
    return " ".join(part for part in ("cstrain", given if len(given) <= LONGEST else "", rest) if part)


def quoted(word: str) -> str:
    """The word as this system's shell takes it for one."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline([word])
    from shlex import quote

    return quote(word)
