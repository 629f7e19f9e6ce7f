"""A fault or weakness in content, as a value with its place; the words are in cli/words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from cstrain.core.value import Value

# Keys and list positions from the top of a file down to a value, e.g. ("items", 3, "prompt", "en").
Path = tuple[str | int, ...]


# So many problems of one file or module are kept and told; of those beyond only the number. Nobody mends more at one sitting, and
# a file full of faults fills no memory and no screen.
MAX_KEPT = 1_000
MORE = "more-problems"
NO_DETAILS: Mapping[str, str] = {}


class Severity(StrEnum):
    """`STRUCTURE`: the content cannot be run or graded. `QUALITY`: it can, but should be better. (content-rules.md)"""

    STRUCTURE = "S"
    QUALITY = "Q"


class Place(Value):
    """A spot in a file; line and column count from 1, 0 where the whole file is meant."""

    file: str
    line: int = 0
    column: int = 0


class Problem(Value):
    """`rule` names what is broken; `figure` is what was found and `bound` what is asked for, where there are such."""

    rule: str
    severity: Severity
    place: Place
    path: Path = ()
    item: str = ""
    language: str = ""
    figure: str = ""
    bound: str = ""
    details: Mapping[str, str] = NO_DETAILS


def faults(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep content from being used."""
    return [problem for problem in problems if problem.severity is Severity.STRUCTURE]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line and column; how many more there are stands after those of its file."""
    return sorted(problems, key=lambda p: (p.place.file, p.rule == MORE, p.place.line, p.place.column, p.rule, p.language))
