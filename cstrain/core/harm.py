"""Which characters are harmful to whoever reads them: one rule for authored texts, typed names and everything shown."""

import unicodedata

# Controls, formats, surrogates, line and paragraph separators: what moves a cursor or turns the reading order.
HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def is_harmful(character: str) -> bool:
    """Whether a character could change a terminal or the reading order; a line break does, where it is not expected.

    The zero-width joiners are formats too but needed by some scripts; no language taught here uses them.
    """
    return unicodedata.category(character) in HARMFUL
