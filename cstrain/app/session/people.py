"""Who is in the room: the people on a roster or typed in, matched with those who are known here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain, count
from uuid import uuid4

from cstrain.app.roster import RosterRow
from cstrain.core.trainee import Trainee, clean_name, likeness
from cstrain.core.value import Value
from cstrain.records import trainees
from cstrain.records.store import Store


class Finding(StrEnum):
    """What was found about someone who is to take part. The last two are left out."""

    KNOWN = "known"
    NEW = "new"
    OTHER_NAME = "other-name"
    SEVERAL = "several"
    TWICE = "twice"


LEFT_OUT = (Finding.SEVERAL, Finding.TWICE)


class Seat(Value):
    """Someone who is to take part, or was left out. `known_as` is their name in the records where it is another."""

    trainee: Trainee
    finding: Finding
    nickname: str = ""
    team: str = ""
    line: int = 0
    known_as: str = ""

    @property
    def is_new(self) -> bool:
        return self.finding is Finding.NEW


def seated(store: Store, rows: Iterable[RosterRow]) -> tuple[Seat, ...]:
    """Each row as a seat, those left out too, in roster order.

    A person is known by the employee number; without one by the name, if just one person has it. Where two people have it,
    nobody is guessed: the row is left out.
    """
    known = trainees.everyone(store)
    taken: set[str] = set()
    seats: list[Seat] = []
    for row in rows:
        seat = _seat(row, known)
        if not seat.is_new and seat.finding not in LEFT_OUT and seat.trainee.id in taken:
            seat = Seat(trainee=seat.trainee, finding=Finding.TWICE, line=row.line)
        taken.add(seat.trainee.id)
        seats.append(seat)
        if seat.is_new:
            known.append(seat.trainee)
    return tuple(seats)


def _seat(row: RosterRow, known: Sequence[Trainee]) -> Seat:
    numbered = [one for one in known if row.employee_number and likeness(one.employee_number) == likeness(row.employee_number)]
    # Without a number on either side, or with none said here, a name means its one bearer.
    named = [
        one for one in known if likeness(one.name) == likeness(row.name) and (not row.employee_number or not one.employee_number)
    ]
    if not row.employee_number and len(named) > 1:
        named = [one for one in named if row.branch in ("", one.branch) and row.cohort in ("", one.cohort)] or named
    found = numbered or ([] if row.employee_number else named)
    if len(found) > 1:
        return Seat(trainee=_new(row), finding=Finding.SEVERAL, line=row.line)
    if not found:
        return _placed(row, _new(row), Finding.NEW)
    person = found[0]
    is_other = likeness(person.name) != likeness(row.name)
    return _placed(row, person, Finding.OTHER_NAME if is_other else Finding.KNOWN)


def _placed(row: RosterRow, trainee: Trainee, finding: Finding) -> Seat:
    known_as = trainee.name if finding is Finding.OTHER_NAME else ""
    return Seat(trainee=trainee, finding=finding, nickname=row.nickname, team=row.team, line=row.line, known_as=known_as)


def _new(row: RosterRow) -> Trainee:
    return Trainee(
        id=str(uuid4()),
        name=row.name,
        employee_number=row.employee_number,
        branch=row.branch,
        cohort=row.cohort,
        required=row.required,
    )


def typed(store: Store, typed: str, called: str = "") -> Seat:
    """The one person that a typed name or employee number means; BadName if it can be no name.

    `called` is the id of whom the screen calls so: meant before anyone new.
    """
    wanted = clean_name(typed) if not any(character.isdigit() for character in typed) else " ".join(typed.split())
    known = trainees.everyone(store)
    numbered = [one for one in known if one.employee_number and likeness(one.employee_number) == likeness(wanted)]
    if numbered:
        return Seat(trainee=numbered[0], finding=Finding.KNOWN)
    seat = _seat(RosterRow(line=0, name=clean_name(wanted)), known)
    meant = [one for one in known if one.id == called] if seat.is_new else []
    return Seat(trainee=meant[0], finding=Finding.KNOWN) if meant else seat


def taking_part(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Those who are not left out."""
    return tuple(seat for seat in seats if seat.finding not in LEFT_OUT)


def nicknames(seats: Sequence[Seat]) -> list[str]:
    """What the screen calls each: the nickname given, else as much of the name as tells them apart."""
    names = [seat.nickname or seat.trainee.name.split()[0] for seat in seats]
    longer = [seat.nickname or _with_initial(seat.trainee.name) for seat in seats]
    for better in (longer, [seat.trainee.name for seat in seats]):
        bearers = Counter(likeness(name) for name in names)
        names = [name if bearers[likeness(name)] == 1 else other for name, other in zip(names, better, strict=True)]
    bearers = Counter(likeness(name) for name in names)
    # Two who are called the same to the last letter are numbered as they come.
    seen: Counter[str] = Counter()
    told: list[str] = []
    for name in names:
        seen[likeness(name)] += 1
        told.append(f"{name} {seen[likeness(name)]}" if bearers[likeness(name)] > 1 else name)
    return told


def nickname_beside(seat: Seat, others: Iterable[str]) -> str:
    """What the screen calls someone who comes when the others have their names already."""
    taken = {likeness(one) for one in others}
    name = seat.trainee.name
    numbered = (f"{name} {number}" for number in count(2))
    wishes = chain([seat.nickname or name.split()[0], _with_initial(name), name], numbered)
    return next(wish for wish in wishes if likeness(wish) not in taken)


def _with_initial(name: str) -> str:
    first, *rest = name.split()
    return f"{first} {rest[-1][0]}." if rest else first
