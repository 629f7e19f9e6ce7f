"""Foreign text at the edge: whatever was typed or authored is shown, and never obeyed, by the terminal."""

import json
import unicodedata
from typing import Any

# Control, format and surrogate characters, line and paragraph separators: what moves a cursor or turns the reading order.
HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def safe_text(text: str, *, paragraphs: bool = False) -> str:
    """The text without characters that a terminal acts on; with `paragraphs` its line breaks stay."""
    return "".join(
        character for character in text if unicodedata.category(character) not in HARMFUL or (paragraphs and character == "\n")
    )


def shortened(text: str, limit: int = 80) -> str:
    """Safe, and cut to a length that leaves the message readable."""
    safe = safe_text(text)
    return safe if len(safe) <= limit else safe[: limit - 3] + "..."


def safe_json(value: Any, *, indent: int) -> str:
    """JSON with letters as they are and what a terminal acts on as escapes: the same data to whoever reads it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(_escaped(character) if unicodedata.category(character) in HARMFUL else character for character in text)


def _escaped(character: str) -> str:
    return character if character == "\n" else json.dumps(character)[1:-1]
