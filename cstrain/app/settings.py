"""What is remembered between runs: the language, who trained last, the trainer's passphrase (app/curtain.py).

A convenience, all of it: losing it costs one question, or opens a curtain.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from cstrain.core.value import Value, as_dict, fields


class Settings(Value):
    """Empty where nothing was chosen yet; `trainee` is an id, `passphrase` a salted hash."""

    language: str = ""
    trainee: str = ""
    passphrase: str = ""


def load(path: Path) -> Settings:
    """What is remembered; a missing or unreadable file remembers nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    known = {name: kept.get(name) for name in fields(Settings)} if isinstance(kept, dict) else {}
    return Settings(**{name: value for name, value in known.items() if isinstance(value, str)})


def save(path: Path, settings: Settings) -> None:
    """Remember; where that is not possible the question is asked again next time."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(json.dumps(as_dict(settings)))
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
