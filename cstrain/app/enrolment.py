"""Bringing the people of a roster into the records: first what it would do, then all of it in one transaction.

The same employee number is the same person. A name alone is not: whoever may be meant is told, and nothing is done about it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from uuid import uuid4

from cstrain.app.clock import Clock
from cstrain.app.roster import Roster, RosterRow
from cstrain.core.trainee import Trainee, likeness
from cstrain.core.value import Value, replace
from cstrain.errors import UnknownModule
from cstrain.records import trainees
from cstrain.records.store import Store

# What a roster says of a person, beside the name.
DETAILS = ("employee_number", "branch", "cohort", "required")
# The part of their letters that two spellings of one name have in common.
ALIKE = 0.7


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"


class Why(StrEnum):
    """Why a row is doubtful."""

    SAME_NAME = "same-name"
    OTHER_NAME = "other-name"
    TWICE = "twice"
    UNKNOWN_MODULE = "unknown-module"
    LOST_ZEROS = "lost-zeros"


class Enrolled(Value):
    """A row and what becomes of it: `trainee` as it will be, `before` as it is (None if new or doubtful). `others` are those
    who may be meant, `word` is the module that nobody knows."""

    row: RosterRow
    fate: Fate
    trainee: Trainee | None = None
    before: Trainee | None = None
    why: Why | None = None
    others: tuple[Trainee, ...] = ()
    word: str = ""

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """What becomes different, by field: before and after."""
        if not self.before or not self.trainee:
            return {}
        both = ((field, getattr(self.before, field), getattr(self.trainee, field)) for field in ("name", *DETAILS))
        return {field: (old, new) for field, old, new in both if old != new}


class Wish(Value):
    """`match_names`: a person without an employee number is whoever has the same name in the roster, if that is only one."""

    match_names: bool = False
    dry_run: bool = False


def enrol(store: Store, roster: Roster, find: Callable[[str], str], wish: Wish, clock: Clock) -> list[Enrolled]:
    """What becomes of every row, in their order; done unless it is only to be told. `find` gives the id of a module that was
    typed, or raises UnknownModule."""
    if wish.dry_run:
        return sort_out(trainees.everyone(store), roster, find, wish)
    with store.writing():
        made = sort_out(trainees.everyone(store), roster, find, wish)
        now = clock.now()
        for one in made:
            if one.trainee and one.fate is Fate.NEW:
                trainees.add(store, one.trainee, now)
            elif one.trainee and one.fate is Fate.CHANGED:
                trainees.describe(store, one.trainee, now)
    return made


def sort_out(people: Iterable[Trainee], roster: Roster, find: Callable[[str], str], wish: Wish) -> list[Enrolled]:
    """What would become of every row, among these people."""
    register = _Register(people, find, wish)
    return [register.sort(row) for row in roster.people]


class _Register:
    """The people known so far, by number and by name."""

    def __init__(self, people: Iterable[Trainee], find: Callable[[str], str], wish: Wish) -> None:
        self.find = find
        self.wish = wish
        self.numbers: dict[str, Trainee] = {}
        # By number without the zeros before it, which Excel takes away.
        self.bare: dict[str, list[Trainee]] = defaultdict(list)
        self.names: dict[str, list[Trainee]] = defaultdict(list)
        # Who was met in the roster already: no other row of it is the same person.
        self.met: set[str] = set()
        for one in people:
            self._remember(one)

    def _remember(self, trainee: Trainee) -> None:
        if trainee.employee_number:
            self.numbers[likeness(trainee.employee_number)] = trainee
            self.bare[_bare(trainee.employee_number)].append(trainee)
        self.names[likeness(trainee.name)].append(trainee)

    def sort(self, row: RosterRow) -> Enrolled:
        try:
            required = tuple(dict.fromkeys(self.find(id) for id in row.required))
        except UnknownModule as error:
            return Enrolled(row=row, fate=Fate.DOUBTFUL, why=Why.UNKNOWN_MODULE, word=error.wanted)
        told = replace(row, required=required)
        owner = self.numbers.get(likeness(row.employee_number)) if row.employee_number else None
        if owner:
            if not _may_be_one(owner.name, row.name):
                return Enrolled(row=row, fate=Fate.DOUBTFUL, why=Why.OTHER_NAME, others=(owner,))
            return self._settled(told, owner)
        if shorn := [one for one in self.bare.get(_bare(row.employee_number), ()) if _may_be_one(one.name, row.name)]:
            return Enrolled(row=row, fate=Fate.DOUBTFUL, why=Why.LOST_ZEROS, others=tuple(shorn))
        alike = [one for one in self.names[likeness(row.name)] if not (one.employee_number and row.employee_number)]
        if not alike:
            return self._new(told)
        if len(alike) == 1 and alike[0].id not in self.met and self._is_meant(told, alike[0]):
            return self._settled(told, alike[0])
        why = Why.TWICE if any(one.id in self.met for one in alike) else Why.SAME_NAME
        return Enrolled(row=row, fate=Fate.DOUBTFUL, why=why, others=tuple(alike))

    def _is_meant(self, row: RosterRow, trainee: Trainee) -> bool:
        """Whether this can be taken for the person of the row: it was said so, or the row says nothing else of them."""
        return self.wish.match_names or _as_told(trainee, row) == trainee

    def _new(self, row: RosterRow) -> Enrolled:
        trainee = _as_told(Trainee(id=str(uuid4()), name=row.name), row)
        self._remember(trainee)
        self.met.add(trainee.id)
        return Enrolled(row=row, fate=Fate.NEW, trainee=trainee)

    def _settled(self, row: RosterRow, before: Trainee) -> Enrolled:
        trainee = _as_told(before, row)
        self.met.add(before.id)
        fate = Fate.UNCHANGED if trainee == before else Fate.CHANGED
        return Enrolled(row=row, fate=fate, trainee=trainee, before=before)


def _as_told(trainee: Trainee, row: RosterRow) -> Trainee:
    """The person with what the row says; an empty cell says nothing."""
    told = {field: value for field in DETAILS if (value := getattr(row, field))}
    return replace(trainee, name=row.name, **told)


def _bare(number: str) -> str:
    return likeness(number).lstrip("0")


def _may_be_one(name: str, other: str) -> bool:
    """Whether two names can be those of one person: they have a word in common, or most of their letters."""
    if set(name.casefold().split()) & set(other.casefold().split()):
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, likeness(name), likeness(other)).ratio() >= ALIKE
