"""The one owner of stderr: errors, warnings and other narration beside the data."""

import sys

from cstrain.cli.safe import safe_text
from cstrain.errors import CstrainError


def narrate(text: str) -> None:
    """Say something beside the data."""
    print(safe_text(text, paragraphs=True), file=sys.stderr, flush=True)


def tell(error: CstrainError) -> None:
    """Say what went wrong, where, and what to do next."""
    from cstrain.cli.error_words import words_for

    narrate(words_for(error))
