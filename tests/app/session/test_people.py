"""Who is in the room: known people are found, new ones told, nobody is guessed."""

import pytest

from cstrain.app.roster import RosterRow
from cstrain.app.session.people import Finding, Seat, nickname_beside, nicknames, seated, taking_part, typed
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import BadName
from cstrain.records.store import Store
from tests.app.session.holding import rows
from tests.records.keeping import keep_trainee


def findings(store: Store, *roster: RosterRow) -> list[tuple[str, Finding]]:
    return [(seat.trainee.id if not seat.is_new else "new", seat.finding) for seat in seated(store, roster)]


def test_someone_not_known_yet_is_new_with_what_the_roster_says(store: Store) -> None:
    row = RosterRow(line=2, name="Sari", employee_number="7", branch="Bandung", cohort="2026", team="Kasir", nickname="Ri")
    (seat,) = seated(store, [row])
    assert seat.is_new and (seat.nickname, seat.team, seat.line) == ("Ri", "Kasir", 2)
    person = seat.trainee
    assert (person.name, person.employee_number, person.branch, person.cohort) == ("Sari", "7", "Bandung", "2026")


def test_a_person_is_known_by_the_employee_number_whatever_the_name(store: Store) -> None:
    keep_trainee(store, id="sari", name="Sari Dewi", employee_number="A 7")
    assert findings(store, RosterRow(line=2, name="sari dewi", employee_number="a7")) == [("sari", Finding.KNOWN)]
    (seat,) = seated(store, [RosterRow(line=2, name="Sari D.", employee_number="A7")])
    assert (seat.finding, seat.known_as) == (Finding.OTHER_NAME, "Sari Dewi")


def test_without_a_number_a_name_means_its_one_bearer(store: Store) -> None:
    keep_trainee(store, id="sari", name="Sari", employee_number="7")
    assert findings(store, *rows(" SARI")) == [("sari", Finding.KNOWN)]


def test_a_number_that_is_not_known_is_someone_new_also_if_the_name_is_known(store: Store) -> None:
    keep_trainee(store, id="sari", name="Sari")
    assert findings(store, RosterRow(line=2, name="Sari", employee_number="8")) == [("new", Finding.NEW)]


def test_of_two_people_with_one_name_nobody_is_guessed_unless_the_branch_tells(store: Store) -> None:
    keep_trainee(store, id="one", name="Sari", branch="Bandung")
    keep_trainee(store, id="two", name="Sari", branch="Medan")
    (seat,) = seats = seated(store, rows("Sari"))
    assert seat.finding is Finding.SEVERAL and taking_part(seats) == ()
    assert findings(store, RosterRow(line=2, name="Sari", branch="Medan")) == [("two", Finding.KNOWN)]
    (neither,) = seated(store, [RosterRow(line=2, name="Sari", branch="Padang")])
    assert neither.finding is Finding.SEVERAL


def test_who_stands_on_the_roster_twice_takes_part_once(store: Store) -> None:
    keep_trainee(store, id="sari", name="Sari")
    seats = seated(store, rows("Sari", "Sari", "Budi", "budi"))
    assert [seat.finding for seat in seats] == [Finding.KNOWN, Finding.TWICE, Finding.NEW, Finding.TWICE]
    assert [seat.trainee.name for seat in taking_part(seats)] == ["Sari", "Budi"]


def test_two_of_one_name_with_numbers_of_their_own_are_two(store: Store) -> None:
    roster = [RosterRow(line=2, name="Sari", employee_number="1"), RosterRow(line=3, name="Sari", employee_number="2")]
    assert len(taking_part(seated(store, roster))) == 2


def test_a_name_or_a_number_can_be_typed(store: Store) -> None:
    keep_trainee(store, id="sari", name="Sari", employee_number="A7")
    assert typed(store, " a7 ").trainee.id == typed(store, "sari").trainee.id == "sari"
    assert typed(store, "Budi 2").is_new
    for nothing in ("", "12345", "!!"):
        with pytest.raises(BadName):
            typed(store, nothing)


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["Sari Dewi", "Budi Santoso"], ["Sari", "Budi"]),
        (["Sari Dewi", "Sari Ayu", "Budi"], ["Sari D.", "Sari A.", "Budi"]),
        (["Sari Dewi", "Sari Dian"], ["Sari Dewi", "Sari Dian"]),
        (["Sari", "Sari"], ["Sari 1", "Sari 2"]),
        (["Sari", "Sari Ayu"], ["Sari", "Sari A."]),
    ],
)
def test_the_screen_calls_people_by_as_little_as_tells_them_apart(names: list[str], called: list[str]) -> None:
    seats = [Seat(trainee=Trainee(id=str(n), name=name), finding=Finding.NEW) for n, name in enumerate(names)]
    assert nicknames(seats) == called


def test_who_comes_later_is_told_apart_from_everyone_who_is_there() -> None:
    seat = Seat(trainee=Trainee(id="1", name="Sari Dewi"), finding=Finding.NEW)
    there: list[str] = []
    for called in ("Sari", "Sari D.", "Sari Dewi", "Sari Dewi 2", "Sari Dewi 3"):
        assert nickname_beside(seat, there) == called
        there.append(called.upper())
    assert nickname_beside(replace(seat, nickname="Bunda"), there) == "Bunda"


def test_a_nickname_that_is_given_is_used() -> None:
    seat = Seat(trainee=Trainee(id="1", name="Sari Dewi"), finding=Finding.NEW, nickname="Bunda")
    assert nicknames([seat]) == ["Bunda"]
