"""Foreign text at the edge: whatever was typed or authored is shown, and never obeyed, by the terminal."""

import unicodedata

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
