"""Who trains: finding a person by what someone typed, and adding one."""

from uuid import uuid4

from cstrain.app.clock import Clock
from cstrain.core.trainee import Trainee, clean_label, clean_name, likeness
from cstrain.core.value import Value
from cstrain.errors import AmbiguousTrainee, NumberTaken, UnknownTrainee
from cstrain.records import trainees
from cstrain.records.store import Store

SHOWN_OF_ID = 8


def everyone(store: Store) -> list[Trainee]:
    return trainees.everyone(store)


def find(store: Store, wanted: str) -> Trainee:
    """The trainee with this employee number, name or id (or how that begins).

    Names that differ only by case or spaces are never taken for one: they are suggested in UnknownTrainee. Two people
    with one name are told apart by AmbiguousTrainee's choices.
    """
    people = trainees.everyone(store)
    name = clean_label(wanted)
    for one in people:
        if one.employee_number and likeness(one.employee_number) == likeness(name):
            return one
    # The id, or the beginning of it that told_apart() shows.
    same = [one for one in people if one.name == name] or [
        one for one in people if len(name) >= SHOWN_OF_ID and one.id.startswith(name.lower())
    ]
    if len(same) == 1:
        return same[0]
    if same:
        raise AmbiguousTrainee(wanted=name, choices=tuple(told_apart(one) for one in same))
    near = tuple(one.name for one in people if likeness(one.name) == likeness(name))
    raise UnknownTrainee(wanted=name, near=near)


def told_apart(trainee: Trainee) -> str:
    """A line that tells this person from others of the same name."""
    known = [trainee.employee_number, trainee.branch, trainee.cohort]
    return " | ".join([trainee.name, *(each for each in known if each), trainee.id[:SHOWN_OF_ID]])


class Details(Value):
    """What is typed about a new trainee."""

    name: str
    employee_number: str = ""
    branch: str = ""
    cohort: str = ""


def add(store: Store, details: Details, clock: Clock) -> Trainee:
    """A new trainee; NumberTaken if the employee number is someone's."""
    trainee = Trainee(
        id=str(uuid4()),
        name=clean_name(details.name),
        employee_number=_cleaned(details.employee_number),
        branch=_cleaned(details.branch),
        cohort=_cleaned(details.cohort),
    )
    with store.writing():
        for one in trainees.everyone(store):
            if trainee.employee_number and likeness(one.employee_number) == likeness(trainee.employee_number):
                raise NumberTaken(number=trainee.employee_number, name=one.name)
        trainees.add(store, trainee, clock.now())
    return trainee


def _cleaned(typed: str) -> str:
    return clean_label(typed) if typed.strip() else ""


def grant(store: Store, trainee: Trainee, module: str, clock: Clock) -> None:
    """Allow one more graded attempt."""
    with store.writing():
        trainees.grant(store, trainee.id, module, clock.now())
