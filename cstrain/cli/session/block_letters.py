"""Letters five rows high, for what the last row of the room has to read: the name of whoever is on, the letter of the key."""

from collections.abc import Sequence

from prompt_toolkit.utils import get_cwidth

HEIGHT = 5
GAP = 2

# Five rows a letter, from the top, each as wide as the widest.
_DRAWN = {
    "A": " ## |#  #|####|#  #|#  #",
    "B": "### |#  #|### |#  #|### ",
    "C": " ###|#   |#   |#   | ###",
    "D": "### |#  #|#  #|#  #|### ",
    "E": "####|#   |### |#   |####",
    "F": "####|#   |### |#   |#   ",
    "G": " ###|#   |# ##|#  #| ###",
    "H": "#  #|#  #|####|#  #|#  #",
    "I": "###| # | # | # |###",
    "J": "  ##|   #|   #|#  #| ## ",
    "K": "#  #|# # |##  |# # |#  #",
    "L": "#   |#   |#   |#   |####",
    "M": "#   #|## ##|# # #|#   #|#   #",
    "N": "#   #|##  #|# # #|#  ##|#   #",
    "O": " ## |#  #|#  #|#  #| ## ",
    "P": "### |#  #|### |#   |#   ",
    "Q": " ## |#  #|#  #|# ##| ###",
    "R": "### |#  #|### |# # |#  #",
    "S": " ###|#   | ## |   #|### ",
    "T": "#####|  #  |  #  |  #  |  #  ",
    "U": "#  #|#  #|#  #|#  #| ## ",
    "V": "#   #|#   #|#   #| # # |  #  ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "#   #| # # |  #  | # # |#   #",
    "Y": "#   #| # # |  #  |  #  |  #  ",
    "Z": "#####|   # |  #  | #   |#####",
    "0": " ## |#  #|#  #|#  #| ## ",
    "1": " # |## | # | # |###",
    "2": "### |   #| ## |#   |####",
    "3": "### |   #| ## |   #|### ",
    "4": "#  #|#  #|####|   #|   #",
    "5": "####|#   |### |   #|### ",
    "6": " ## |#   |### |#  #| ## ",
    "7": "####|   #|  # | #  | #  ",
    "8": " ## |#  #| ## |#  #| ## ",
    "9": " ## |#  #| ###|   #| ## ",
    " ": "  |  |  |  |  ",
    ".": " | | | |#",
    "-": "   |   |###|   |   ",
    "'": "#|#| | | ",
}


def block_letters(text: str, width: int) -> Sequence[str]:
    """The rows of the text in large letters; none where a letter is not known here or the rows would be wider than this."""
    drawn = [_DRAWN[letter].split("|") for letter in text.upper() if letter in _DRAWN]
    if not drawn or len(drawn) < len(text):
        return ()
    rows = [(" " * GAP).join(letter[row] for letter in drawn).replace("#", "█").rstrip() for row in range(HEIGHT)]
    return rows if max(map(get_cwidth, rows)) <= width else ()
