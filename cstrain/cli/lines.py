"""What is told to a person, as lines with a meaning; each face shows them in its own way."""

from enum import StrEnum

from cstrain.core.value import Value


class Look(StrEnum):
    """What a line is, not how it looks."""

    NORMAL = "normal"
    TITLE = "title"
    STRONG = "strong"
    QUIET = "quiet"
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


class Line(Value, kw_only=False):
    """One paragraph; foreign text in it is made safe where it is shown. `indent` in characters.

    `bar` stands before the text on a screen; plain mode leaves it out, so the text says the same.
    """

    text: str = ""
    look: Look = Look.NORMAL
    indent: int = 0
    bar: str = ""


BLANK = Line()
