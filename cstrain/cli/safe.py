"""Foreign text at the edge: whatever was typed or authored is shown, and never obeyed, by the terminal.

What the terminal's encoding lacks is said with what it has: `legible` for what is laid out by us, the error handler
that `say_legibly` gives to a stream for all the rest.
"""

import codecs
import io
import json
import sys
import unicodedata
from typing import Any, TextIO

from cstrain.core.harm import is_harmful

# Each says the same in ASCII. Letters with accents lose them; anything else is a question mark.
LIKENESS = {
    "✓": "OK",
    "✗": "X",
    "█": "#",
    "▒": "+",
    "░": ".",
    "…": "...",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "×": "x",
    "→": "->",
    "•": "*",
    "\N{NO-BREAK SPACE}": " ",
}
HANDLER = "cstrain.legible"


def safe_text(text: str, *, paragraphs: bool = False) -> str:
    """The text without characters that a terminal acts on; with `paragraphs` its line breaks stay."""
    if text.isprintable():
        return text
    return "".join(character for character in text if not is_harmful(character) or (paragraphs and character == "\n"))


def shortened(text: str, limit: int = 80) -> str:
    """Safe, and cut to a length that leaves the message readable."""
    safe = safe_text(text)
    return safe if len(safe) <= limit else safe[: limit - 3] + "..."


def safe_json(value: Any, *, indent: int) -> str:
    """JSON with letters as they are and what a terminal acts on as escapes: the same data to whoever reads it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(_escaped(character) if is_harmful(character) else character for character in text)


def _escaped(character: str) -> str:
    return character if character == "\n" else json.dumps(character)[1:-1]


def legible(text: str) -> str:
    """The text in characters that stdout can show."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, HANDLER).decode(encoding)
    return text


def say_legibly(stream: TextIO) -> None:
    """Let a stream say what its encoding lacks with what it has."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=HANDLER)


def _likened(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_like, error.object[error.start : error.end])), error.end


def _like(character: str) -> str:
    if character in LIKENESS:
        return LIKENESS[character]
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isascii() else "?"


codecs.register_error(HANDLER, _likened)
