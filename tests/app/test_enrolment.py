"""What becomes of a roster: the same number is the same person, a name alone is not; then all of it in one transaction."""

import pytest

from cstrain.app import enrolment, trainees
from cstrain.app.enrolment import Enrolled, Fate, Why, Wish
from cstrain.app.roster import parse
from cstrain.app.trainees import Details
from cstrain.core.trainee import Trainee
from cstrain.errors import UnknownModule
from cstrain.records.store import Store
from tests.conftest import StoppedClock

MODULES = {"care": "care", "car": "care", "lost": "lost-items"}


def find(wanted: str) -> str:
    if wanted not in MODULES:
        raise UnknownModule(wanted=wanted)
    return MODULES[wanted]


def add(store: Store, name: str, number: str = "", branch: str = "") -> Trainee:
    return trainees.add(store, Details(name=name, employee_number=number, branch=branch), StoppedClock().clock)


def enrol(store: Store, text: str, **wish: bool) -> list[Enrolled]:
    return enrolment.enrol(store, parse(text), find, Wish(**wish), StoppedClock().clock)


def fates(made: list[Enrolled]) -> list[str]:
    return [one.why or one.fate for one in made]


def people(store: Store) -> list[tuple[str, str, str]]:
    return [(one.name, one.employee_number, one.branch) for one in trainees.everyone(store)]


def test_new_people_come_with_everything_the_roster_says(store: Store) -> None:
    made = enrol(store, "nama;nip;toko;angkatan;modul wajib\nSari;007;Depok;2026;car, lost, care\n")
    (sari,) = trainees.everyone(store)
    assert sari == Trainee(
        id=sari.id, name="Sari", employee_number="007", branch="Depok", cohort="2026", required=("care", "lost-items")
    )
    assert fates(made) == [Fate.NEW] and made[0].trainee == sari and made[0].changes == {}


def test_only_telling_changes_nothing_and_tells_the_same(store: Store) -> None:
    add(store, "Sari", "007", "Depok")
    text = "nama;nip;toko\nSari;007;Bandung\nBudi;008;Depok\n"
    told = enrol(store, text, dry_run=True)
    assert people(store) == [("Sari", "007", "Depok")]
    assert fates(enrol(store, text)) == fates(told) == [Fate.CHANGED, Fate.NEW]
    assert people(store) == [("Sari", "007", "Bandung"), ("Budi", "008", "Depok")]


def test_a_roster_brought_in_twice_changes_nothing_the_second_time(store: Store) -> None:
    text = "nama;nip;toko\nSari;007;Depok\nBudi;;Depok\n"
    enrol(store, text)
    before = people(store)
    assert fates(enrol(store, text)) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert people(store) == before
    assert store.db.execute("SELECT count(*) FROM trainee_detail").fetchone() == (2,)


def test_the_same_number_is_the_same_person_and_what_changed_is_told(store: Store) -> None:
    add(store, "Sari Dewi", "a 07", "Depok")
    (one,) = enrol(store, "nama;nip;toko\nSari Dewi Lestari;A07;\n")
    assert one.changes == {"name": ("Sari Dewi", "Sari Dewi Lestari"), "employee_number": ("a 07", "A07")}
    assert people(store) == [("Sari Dewi Lestari", "A07", "Depok")]


def test_an_empty_cell_says_nothing(store: Store) -> None:
    add(store, "Sari", "007", "Depok")
    assert fates(enrol(store, "nama;nip;toko;angkatan\nSari;007;;\n")) == [Fate.UNCHANGED]


def test_a_number_that_lost_its_zeros_in_excel_makes_no_second_person(store: Store) -> None:
    add(store, "Sari Dewi", "00123")
    made = enrol(store, "nama;nip\nSari Dewi, S.E.;123\nBudi Santoso;0456\nBudi Santoso;456\n")
    assert fates(made) == [Why.LOST_ZEROS, Fate.NEW, Why.LOST_ZEROS]
    assert [[each.name for each in one.others] for one in (made[0], made[2])] == [["Sari Dewi"], ["Budi Santoso"]]
    assert people(store) == [("Sari Dewi", "00123", ""), ("Budi Santoso", "0456", "")]


def test_a_number_under_quite_another_name_is_doubtful(store: Store) -> None:
    add(store, "Sari Dewi", "007")
    (one,) = enrol(store, "nama;nip\nBudi Santoso;007\n")
    assert (one.why, [each.name for each in one.others]) == (Why.OTHER_NAME, ["Sari Dewi"])
    assert people(store) == [("Sari Dewi", "007", "")]


@pytest.mark.parametrize("name", ["Sary Dewy", "Dewi Sari", "SARI D."])
def test_a_number_under_a_name_that_can_be_theirs_is_not(store: Store, name: str) -> None:
    add(store, "Sari Dewi", "007")
    assert fates(enrol(store, f"nama;nip\n{name};007\n")) == [Fate.CHANGED]


def test_a_name_without_a_number_is_never_joined_alone(store: Store) -> None:
    """Either side may lack the number; what else the row says would be news."""
    add(store, "Sari")
    add(store, "Budi", "008")
    made = enrol(store, "nama;nip;toko\nsari;007;\nBudi;;Depok\n")
    assert fates(made) == [Why.SAME_NAME, Why.SAME_NAME]
    assert people(store) == [("Sari", "", ""), ("Budi", "008", "")]


def test_it_is_joined_where_that_was_asked_for(store: Store) -> None:
    """People enter themselves by name; their numbers come later, in a list."""
    add(store, "Sari")
    made = enrol(store, "nama;nip;toko\nSari;007;Depok\n", match_names=True)
    assert fates(made) == [Fate.CHANGED]
    assert people(store) == [("Sari", "007", "Depok")]


def test_several_of_one_name_are_doubtful_even_then(store: Store) -> None:
    add(store, "Sari")
    add(store, "Sari")
    (one,) = enrol(store, "nama;nip\nSari;007\n", match_names=True)
    assert (one.why, len(one.others)) == (Why.SAME_NAME, 2)


def test_two_people_of_one_name_with_two_numbers_are_two(store: Store) -> None:
    add(store, "Sari", "006")
    assert fates(enrol(store, "nama;nip\nSari;007\nSari;008\n")) == [Fate.NEW, Fate.NEW]
    assert len(people(store)) == 3


@pytest.mark.parametrize("match_names", [False, True])
def test_one_name_twice_in_a_roster_without_numbers_is_doubtful_once(store: Store, match_names: bool) -> None:
    made = enrol(store, "nama;toko\nSari;Depok\nSari;Depok\n", match_names=match_names)
    assert fates(made) == [Fate.NEW, Why.TWICE]
    assert people(store) == [("Sari", "", "Depok")]


def test_a_module_that_nobody_knows_is_doubtful(store: Store) -> None:
    (one,) = enrol(store, "nama;modul\nSari;care xyz\n")
    assert (one.why, one.word) == (Why.UNKNOWN_MODULE, "xyz")
    assert people(store) == []


def test_it_is_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full in the middle leaves nothing of it."""
    add(store, "Sari", "007")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cstrain.records.trainees.describe", full)
    with pytest.raises(Exception, match="No space"):
        enrol(store, "nama;nip;toko\nBudi;008;Depok\nSari;007;Depok\n")
    assert people(store) == [("Sari", "007", "")]


def test_a_company_is_sorted_out_at_once(store: Store) -> None:
    text = "nama;nip\n" + "".join(f"Orang {number};{number:05}\n" for number in range(2000))
    assert set(fates(enrol(store, text))) == {Fate.NEW}
    assert set(fates(enrol(store, text))) == {Fate.UNCHANGED}
