"""What every kind of item shares: identity, what it teaches, how it is shown, graded and guessed."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from random import Random
from typing import Any, ClassVar, Literal, TypeGuard

from cstrain.core.localised import Localised
from cstrain.core.value import Value
from cstrain.errors import BadResponse

Level = Literal["recall", "apply", "judge"]

# As given by a trainee and as kept in the records (JSON): an option id, a figure, option ids, or a mapping by option id.
Response = str | float | tuple[str, ...] | Mapping[str, str] | Mapping[str, int]


class Verdict(Enum):
    """How a part of a response was: `MISSED` is what would have been right and was not given."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    MISSED = "missed"


class Remark(Value):
    """What is said about one option after the answer."""

    option: str
    verdict: Verdict
    feedback: Localised


class Grade(Value):
    """The worth of one response: `score` from 0 to `maximum` (1), exact; `critical` fails the attempt."""

    score: Fraction
    remarks: tuple[Remark, ...]
    critical: bool = False
    maximum: ClassVar[int] = 1

    @property
    def verdict(self) -> Verdict:
        if self.score == self.maximum:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.score else Verdict.WRONG


class Part(Value):
    """An option, step, right side, figure or reply, as everything but its own kind sees it. `grade` from 0 to 3, if any."""

    id: str
    text: Localised
    feedback: Localised | None
    grade: int | None = None


class Fault(Value):
    """Why an item cannot be asked or graded: the rule broken, what was found and what is asked for."""

    rule: str
    figure: str = ""
    bound: str = ""
    id: str = ""


class Item(Value, ABC):
    """A question. `twin_set` is the set its options come from, or "" ; `content_hash` changes with any of its content.

    What an author writes for a kind is read off the fields of its class (curriculum/models.py).
    """

    kind: ClassVar[str]
    # The field that holds what is chosen between, and how many there may be.
    parts_field: ClassVar[str] = "options"
    size: ClassVar[tuple[int, int]]

    id: str
    level: Level
    prompt: Localised
    facts: tuple[str, ...]
    skills: tuple[str, ...]
    twin_set: str
    content_hash: str

    @classmethod
    def may_be_twin(cls) -> bool:
        """Whether its parts are options with one text each, so that a twin set can give them their texts."""
        return cls.parts_field == "options"

    @abstractmethod
    def parts(self) -> tuple[Part, ...]:
        """What is chosen between, as written."""

    @abstractmethod
    def correct(self) -> tuple[str, ...]:
        """The ids of the keys: in their right order for an order, one for each left side for a match."""

    @abstractmethod
    def key_faults(self) -> Iterator[Fault]:
        """What is wrong with the key."""

    def faults(self) -> Iterator[Fault]:
        """Everything that keeps this item from being asked or graded."""
        low, high = self.size
        count = len(self.written_parts())
        if not low <= count <= high:
            yield Fault(rule="options-count", figure=str(count), bound=f"{low}-{high}")
        ids = [part.id for part in self.parts()]
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            yield Fault(rule="duplicate-id", id=id)
        yield from self.key_faults()

    def written_parts(self) -> tuple[Any, ...]:
        """The parts in the kind's own type."""
        parts: tuple[Any, ...] = getattr(self, self.parts_field)
        return parts

    @abstractmethod
    def arrange(self, rng: Random) -> tuple[str, ...]:
        """The ids of what is shown, in a drawn order; kept with the attempt."""

    @abstractmethod
    def grade(self, response: Response) -> Grade:
        """The grade of a response; BadResponse if it does not fit this item."""

    @abstractmethod
    def responses(self) -> Iterator[Response]:
        """Every response a guesser could give; none where the answer is typed freely."""

    @abstractmethod
    def chance(self) -> Fraction:
        """The mean score of a guess drawn evenly from `responses()`; 0 where there are none."""

    @property
    def can_fail(self) -> bool:
        """Whether some response is critical: it fails the attempt whatever its score."""
        return False

    def refuse(self) -> BadResponse:
        return BadResponse(item=self.id)


def are_ids(response: object) -> TypeGuard[tuple[str, ...]]:
    """Whether a response, whatever it is, is a tuple of texts."""
    return isinstance(response, tuple) and all(isinstance(id, str) for id in response)


def shuffled(ids: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(ids, len(ids)))
