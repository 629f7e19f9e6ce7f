"""Two entries that are one person: whatever stands at either is theirs, in every query."""

import pytest

from cstrain.core.attempt import Kind
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import answers, attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee


@pytest.fixture
def joined(store: Store) -> Store:
    """Sari was entered three times; the entries are joined in a row, the newest details stand at the last."""
    for number, name in enumerate(("Sari", "Sari Dewi", "Dewi Sari")):
        keep_trainee(store, id=f"entry-{number}", name=name, branch="Bandung" if number == 2 else "Depok", cohort=f"c{number}")
        begun = replace(started(choice()), attempt=f"attempt-{number}", trainee=f"entry-{number}", kind=Kind.QUIZ)
        keep(store, begun, [answered(0)])
    keep_trainee(store, id="other", name="Budi", branch="Depok")
    keep(store, replace(started(choice()), attempt="attempt-b", trainee="other"))
    with store.writing():
        trainees.join(store, "entry-2", "entry-1", NOON)
        trainees.join(store, "entry-1", "entry-0", NOON)
    return store


def test_the_first_entry_stands_for_all_with_the_newest_details(joined: Store) -> None:
    assert [(one.id, one.name) for one in trainees.everyone(joined)] == [("entry-0", "Dewi Sari"), ("other", "Budi")]
    assert trainees.persons(joined) == dict.fromkeys(("entry-0", "entry-1", "entry-2"), "entry-0")
    assert trainees.entries(joined, "entry-0") == ["entry-0", "entry-1", "entry-2"]
    assert trainees.entries(joined, "other") == ["other"]


ALL = ["attempt-0", "attempt-1", "attempt-2"]


@pytest.mark.parametrize(
    ("selection", "meant"),
    [
        (Selection(trainee="entry-0"), ALL),
        (Selection(trainee="entry-1"), ALL),
        (Selection(trainee="entry-2", is_open=True), ALL),
        (Selection(trainee="other"), ["attempt-b"]),
    ],
)
def test_a_selection_by_person_means_the_attempts_at_every_entry(joined: Store, selection: Selection, meant: list[str]) -> None:
    assert [one.attempt for one in attempts.outcomes(joined, selection)] == meant


def test_attempts_and_answers_are_told_under_the_person(joined: Store) -> None:
    assert {one.trainee for one in attempts.outcomes(joined, Selection())} == {"entry-0", "other"}
    assert {row.trainee for row in answers.answer_rows(joined, Selection(trainee="entry-2"))} == {"entry-0"}


def test_what_was_granted_to_either_entry_adds_up(joined: Store) -> None:
    for entry in ("entry-0", "entry-2", "other"):
        with joined.writing():
            trainees.grant(joined, entry, "welcome", NOON)
    assert trainees.grants(joined) == {("entry-0", "welcome"): 2, ("other", "welcome"): 1}


JOINS = [
    [],
    [(1, 0)],
    [(3, 1), (1, 2)],
    [(0, 4), (4, 0), (2, 3)],
    [(5, 4), (4, 3), (3, 2), (2, 1), (1, 0)],
    [(0, 2), (2, 4), (1, 3)],
]


@pytest.mark.parametrize("joins", JOINS)
def test_someone_looked_up_alone_is_who_they_are_among_all(store: Store, joins: list[tuple[int, int]]) -> None:
    """In chains, in rings and from either end."""
    ids = [f"entry-{number}" for number in range(6)]
    for number in (3, 0, 5, 1, 4, 2):
        keep_trainee(store, id=ids[number], name=f"Sari {number}")
    with store.writing():
        for one, other in joins:
            trainees.join(store, ids[one], ids[other], NOON)
        trainees.describe(store, Trainee(id=ids[1], name="Sari", branch="Medan"), NOON)
    everyone, persons = trainees.everyone(store), trainees.persons(store)
    known = {one.id: one for one in everyone}
    assert [trainees.one(store, id) for id in ids] == [known.get(id) for id in ids]
    assert [trainees.person_of(store, id) for id in ids] == [persons.get(id, id) for id in ids]
    assert (trainees.some(store, 2), trainees.some(store, 9)) == (everyone[:2], everyone)
    assert trainees.person_of(store, "gone") is None


def test_looking_someone_up_takes_no_longer_among_many(joined: Store) -> None:
    """Told by the steps of SQLite's machine."""

    def steps() -> int:
        counted = [0]

        def step() -> None:
            counted[0] += 1

        joined.db.set_progress_handler(step, 1)
        trainees.one(joined, "entry-0")
        trainees.some(joined, 2)
        joined.db.set_progress_handler(None, 1)
        return counted[0]

    keep_trainee(joined, id="more", name="Budi")
    before = steps()
    for number in range(50):
        keep_trainee(joined, id=f"more {number}", name=f"Budi {number}")
    assert steps() == before
