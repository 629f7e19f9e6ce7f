"""Mastery: whether the answers to the items of a fact show that it is known. Pure; what is due is the schedule's business."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from cstrain.core.attempt import percent
from cstrain.core.value import Value

# The rule of the drills: 3 of the last 4 answers right, on 2 days or more and 2 items or more. Three right recalls, taken up
# again on another day, are what Rawson & Dunlosky (2011, J. Exp. Psychol. Gen. 140:283-302) found to be enough to last; a
# second item shows that the fact is known and not the look of one question.
LAST = 4
RIGHT = 3
DAYS = 2
ITEMS = 2


class Answer(Value):
    """One answer to an item that teaches the fact. `right` is wholly right; `at` is aware, with the local offset."""

    item: str
    right: bool
    at: datetime


class Mastery(Value):
    """What the newest answers show of one fact: `last` are up to four of them, oldest first, in the order they were given.

    Only right answers show anything, so days and items are theirs: three right ones in one sitting are cramming, whatever was
    missed the day before. A day is the local one of where the answer was given.
    """

    last: tuple[Answer, ...] = ()

    @property
    def right(self) -> int:
        return sum(answer.right for answer in self.last)

    @property
    def days(self) -> int:
        return len({answer.at.date() for answer in self.last if answer.right})

    @property
    def items(self) -> int:
        return len({answer.item for answer in self.last if answer.right})

    @property
    def is_mastered(self) -> bool:
        return self.right >= RIGHT and self.days >= DAYS and self.items >= ITEMS


UNKNOWN = Mastery()


def after(mastery: Mastery, answer: Answer) -> Mastery:
    """The mastery after one more answer."""
    return Mastery(last=(*mastery.last, answer)[-LAST:])


def shown_by(answers: Iterable[Answer]) -> Mastery:
    """What these answers show, in the order they were given."""
    mastery = UNKNOWN
    for answer in answers:
        mastery = after(mastery, answer)
    return mastery


class Tally(Value):
    """Of so many facts: how many were asked at least once, and how many are mastered."""

    total: int
    asked: int
    mastered: int

    @property
    def percent(self) -> float:
        """The share mastered, rounded down to one decimal."""
        return percent(Fraction(self.mastered), self.total)


def tally(facts: Iterable[str], mastery: Mapping[str, Mastery]) -> Tally:
    """How these facts stand; each counts once. A fact that nothing was answered for is in no mapping."""
    distinct = set(facts)
    known = [mastery[fact] for fact in distinct if fact in mastery]
    return Tally(
        total=len(distinct),
        asked=sum(bool(one.last) for one in known),
        mastered=sum(one.is_mastered for one in known),
    )
