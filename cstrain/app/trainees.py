"""Who trains: finding a person by what someone typed, and adding one."""

from uuid import uuid4

from cstrain.app.clock import Clock
from cstrain.core.trainee import Trainee, clean_name, likeness
from cstrain.core.value import Value
from cstrain.errors import AmbiguousTrainee, NumberTaken, UnknownTrainee
from cstrain.records import trainees
from cstrain.records.store import Store


def everyone(store: Store) -> list[Trainee]:
    return trainees.everyone(store)


def find(store: Store, wanted: str) -> Trainee:
    """The trainee with this name, employee number or id.

    Names that differ only by case or spaces are never taken for one: they are suggested in UnknownTrainee. Two people
    with one name are told apart by AmbiguousTrainee's choices.
    """
    people = trainees.everyone(store)
    typed = wanted.strip()
    for one in people:
        if typed == one.id or (one.employee_number and one.employee_number.casefold() == typed.casefold()):
            return one
    name = clean_name(wanted)
    same = [one for one in people if one.name == name]
    if len(same) == 1:
        return same[0]
    if same:
        raise AmbiguousTrainee(wanted=name, choices=tuple(told_apart(one) for one in same))
    near = tuple(one.name for one in people if likeness(one.name) == likeness(name))
    raise UnknownTrainee(wanted=name, near=near)


def told_apart(trainee: Trainee) -> str:
    """A line that tells this person from others of the same name."""
    known = [trainee.employee_number, trainee.branch, trainee.cohort]
    return " | ".join([trainee.name, *(each for each in known if each), trainee.id[:8]])


class Details(Value):
    """What is typed about a new trainee."""

    name: str
    employee_number: str = ""
    branch: str = ""
    cohort: str = ""


def add(store: Store, details: Details, clock: Clock) -> Trainee:
    """A new trainee; NumberTaken if the employee number is someone's."""
    optional = {
        "employee_number": details.employee_number,
        "branch": details.branch,
        "cohort": details.cohort,
    }
    cleaned = {field: clean_name(typed) if typed.strip() else "" for field, typed in optional.items()}
    trainee = Trainee(id=str(uuid4()), name=clean_name(details.name), **cleaned)
    with store.writing():
        for one in trainees.everyone(store):
            if trainee.employee_number and one.employee_number.casefold() == trainee.employee_number.casefold():
                raise NumberTaken(number=trainee.employee_number, name=one.name)
        trainees.add(store, trainee, clock.now())
    return trainee


def grant(store: Store, trainee: Trainee, module: str, clock: Clock) -> None:
    """Allow one more graded attempt."""
    with store.writing():
        trainees.grant(store, trainee.id, module, clock.now())
