"""Who trains: finding a person by what someone typed; adding, correcting and joining people."""

import difflib
from collections.abc import Iterable, Sequence
from uuid import uuid4

from cstrain.app.clock import Clock
from cstrain.core.trainee import Trainee, clean_label, clean_name, likeness
from cstrain.core.value import Value, fields, replace
from cstrain.errors import AmbiguousTrainee, BadName, NumberTaken, SamePerson, UnknownTrainee
from cstrain.records import trainees
from cstrain.records.store import Store

SHOWN_OF_ID = 8
# One letter wrong among six, or one missing among four; two names of four letters with three in common are two names.
NEARLY = 0.82


def everyone(store: Store) -> list[Trainee]:
    return trainees.everyone(store)


def find(store: Store, wanted: str) -> Trainee:
    """The trainee with this employee number, name or id (or how that begins).

    Names that differ only by case, spaces or a slip of the finger are never taken for one: they are suggested in
    UnknownTrainee. Two people with one name are told apart by AmbiguousTrainee's choices.
    """
    people = trainees.everyone(store)
    name = clean_label(wanted)
    for one in people:
        if one.employee_number and likeness(one.employee_number) == likeness(name):
            return one
    same = [one for one in people if one.name == name] or _by_id(store, people, name.lower())
    if len(same) == 1:
        return same[0]
    if same:
        raise AmbiguousTrainee(wanted=name, choices=tuple(told_apart(one) for one in same))
    raise UnknownTrainee(wanted=name, near=nearly_called(people, name))


def _by_id(store: Store, people: Sequence[Trainee], beginning: str) -> list[Trainee]:
    """Whose id this is, or the beginning of it that told_apart() shows; an entry that was joined is its person."""
    if len(beginning) < SHOWN_OF_ID:
        return []
    joined = {person for entry, person in trainees.persons(store).items() if entry.startswith(beginning)}
    return [one for one in people if one.id in joined or one.id.startswith(beginning)]


def nearly_called(people: Iterable[Trainee], name: str) -> tuple[str, ...]:
    """The names that may be meant: the same but for case and spaces, else but for a letter or so."""
    alike = likeness(name)
    names = {one.name: likeness(one.name) for one in people}
    if same := tuple(known for known, other in names.items() if other == alike):
        return same
    near = difflib.get_close_matches(alike, names.values(), n=3, cutoff=NEARLY)
    return tuple(known for known, other in names.items() if other in near)


def namesakes(store: Store, name: str) -> list[Trainee]:
    """Those who are called the same, but for case and spaces."""
    alike = likeness(name)
    return [one for one in trainees.perhaps_called(store, alike) if likeness(one.name) == alike]


def other(number: str, people: Iterable[Trainee]) -> Trainee | None:
    """Whoever has this employee number."""
    wanted = likeness(number)
    return next((one for one in people if wanted and likeness(one.employee_number) == wanted), None)


def told_apart(trainee: Trainee) -> str:
    """A line that tells this person from others of the same name."""
    known = [trainee.employee_number, trainee.branch, trainee.cohort]
    return " | ".join([trainee.name, *(each for each in known if each), trainee.id[:SHOWN_OF_ID]])


def called(trainee: Trainee, people: Iterable[Trainee]) -> str:
    """The name; with what tells this person from the others of these who are called alike."""
    others = [one for one in people if one.id != trainee.id and likeness(one.name) == likeness(trainee.name)]
    if not others:
        return trainee.name
    known = [trainee.employee_number, trainee.branch, trainee.cohort]
    own = [each for each in known if each and all(each not in (o.employee_number, o.branch, o.cohort) for o in others)]
    return f"{trainee.name} ({own[0] if own else trainee.id[:SHOWN_OF_ID]})"


class Details(Value):
    """What is typed about a trainee. `required` are modules by their ids."""

    name: str
    employee_number: str = ""
    branch: str = ""
    cohort: str = ""
    required: tuple[str, ...] = ()


class Correction(Value):
    """What is to hold from now on of someone; None leaves it as it is."""

    name: str | None = None
    employee_number: str | None = None
    branch: str | None = None
    cohort: str | None = None
    required: tuple[str, ...] | None = None


def add(store: Store, details: Details, clock: Clock) -> Trainee:
    """A new trainee; NumberTaken if the employee number is someone's."""
    trainee = cleaned(str(uuid4()), details)
    with store.writing():
        _spare_numbers(trainee, trainees.everyone(store))
        trainees.add(store, trainee, clock.now())
    return trainee


def correct(store: Store, trainee: Trainee, correction: Correction, clock: Clock) -> Trainee:
    """What holds of a trainee from now on; what held before is kept. NumberTaken if the employee number is another's."""
    with store.writing():
        now = _as_it_stands(store, trainee)
        known = {field: getattr(now, field) for field in fields(Details)}
        told = {field: value for field in known if (value := getattr(correction, field)) is not None}
        changed = cleaned(now.id, Details(**{**known, **told}))
        _spare_numbers(changed, trainees.everyone(store))
        if changed != now:
            trainees.describe(store, changed, clock.now())
    return changed


def _as_it_stands(store: Store, trainee: Trainee) -> Trainee:
    """Inside `store.writing()`: what holds of a trainee now, whatever another window has changed since; UnknownTrainee if
    nobody is left."""
    person = trainees.persons(store).get(trainee.id, trainee.id)
    found = trainees.one(store, person)
    if found is None:
        raise UnknownTrainee(wanted=trainee.name, near=())
    return found


def cleaned(id: str, details: Details) -> Trainee:
    """The trainee with this id as the details are kept; BadName if one of them cannot be."""
    return Trainee(
        id=id,
        name=clean_name(details.name),
        employee_number=_label("employee_number", details.employee_number),
        branch=_label("branch", details.branch),
        cohort=_label("cohort", details.cohort),
        required=details.required,
    )


def _label(field: str, typed: str) -> str:
    try:
        return clean_label(typed) if typed.strip() else ""
    except BadName as error:
        if error.reason == "empty":
            # Nothing but characters that nobody sees.
            return ""
        raise BadName(reason=field, limit=error.limit) from error


def _spare_numbers(trainee: Trainee, people: Iterable[Trainee]) -> None:
    """NumberTaken if the employee number of this trainee is someone else's."""
    owner = other(trainee.employee_number, [one for one in people if one.id != trainee.id])
    if owner:
        raise NumberTaken(number=trainee.employee_number, name=owner.name)


def grant(store: Store, trainee: Trainee, module: str, clock: Clock) -> None:
    """Allow one more graded attempt."""
    with store.writing():
        trainees.grant(store, trainee.id, module, clock.now())


def joint(one: Trainee, another: Trainee) -> Trainee:
    """What will hold when these two are one: what the first has, and from the other what it lacks."""
    known = {
        field: getattr(one, field) or getattr(another, field) for field in ("employee_number", "branch", "cohort", "required")
    }
    return replace(one, **known)


def join(store: Store, one: Trainee, another: Trainee, clock: Clock) -> Trainee:
    """From now on these two entries are one person, with the details of the first; SamePerson if they are already."""
    with store.writing():
        one, another = _as_it_stands(store, one), _as_it_stands(store, another)
        if one.id == another.id:
            raise SamePerson(name=one.name)
        now = clock.now()
        trainees.join(store, one.id, another.id, now)
        trainees.describe(store, joint(one, another), now)
        return next(each for each in trainees.everyone(store) if each.id in (one.id, another.id))
