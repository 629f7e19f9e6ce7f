"""Who trains: identity is the id, never the name."""

import unicodedata

from cstrain.core.value import Value
from cstrain.errors import BadName

LONGEST_NAME = 200


class Trainee(Value):
    """Empty strings stand for what is not known; `required` are the modules asked of this person: none named is all of them."""

    id: str
    name: str
    employee_number: str = ""
    branch: str = ""
    cohort: str = ""
    required: tuple[str, ...] = ()


def clean_name(typed: str) -> str:
    """A person's name as it is kept; BadName if there is no letter in it, in any script, or if it is too long."""
    name = clean_label(typed)
    if not any(character.isalpha() for character in name):
        raise BadName(reason="empty", limit=LONGEST_NAME)
    return name


def clean_label(typed: str) -> str:
    """A name, number, branch or cohort: composed (NFC), without control characters, with single spaces; BadName if empty.

    Everything else stays as typed: markup, slashes and other scripts are shown safely, not forbidden.
    """
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in typed if not is_invisible(c))
    # Composed last: what was invisible may have stood between a letter and its accent.
    name = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not name:
        raise BadName(reason="empty", limit=LONGEST_NAME)
    if len(name) > LONGEST_NAME:
        raise BadName(reason="long", limit=LONGEST_NAME)
    return name


def is_invisible(character: str) -> bool:
    """Formats (bidi controls, zero-width characters) and surrogates."""
    return unicodedata.category(character) in {"Cf", "Cs"}


def likeness(name: str) -> str:
    """What names that a person may take for one have in common: case, spaces and form of characters set aside."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Folding may take characters apart that were composed (Unicode, section 3.13, D146).
    return "".join(unicodedata.normalize("NFKC", folded).split())
