"""Who trains: found by what someone typed, never mistaken for another, whatever the name holds."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cstrain.app import trainees
from cstrain.app.trainees import Correction, Details, called, told_apart
from cstrain.core.trainee import Trainee, clean_name
from cstrain.core.value import replace
from cstrain.errors import AmbiguousTrainee, BadName, NumberTaken, SamePerson, UnknownTrainee
from cstrain.records import erasing
from cstrain.records import trainees as kept
from cstrain.records.erasing import Subject
from cstrain.records.store import Store
from tests.conftest import StoppedClock
from tests.records.keeping import keep_trainee


def add(store: Store, stopped: StoppedClock, name: str, number: str = "", branch: str = "", cohort: str = "") -> Trainee:
    details = Details(name=name, employee_number=number, branch=branch, cohort=cohort)
    return trainees.add(store, details, stopped.clock)


# Adding


def test_someone_new_is_kept_with_everything_known_of_them(store: Store, stopped: StoppedClock) -> None:
    sari = add(store, stopped, "  Sari   Dewi ", " 0017 ", "Bandung", " Spring 2026")
    assert sari == Trainee(id=sari.id, name="Sari Dewi", employee_number="0017", branch="Bandung", cohort="Spring 2026")
    assert trainees.everyone(store) == [sari]


def test_two_people_of_one_name_stay_two(store: Store, stopped: StoppedClock) -> None:
    first, second = add(store, stopped, "Sari"), add(store, stopped, "Sari")
    assert first.id != second.id
    assert trainees.everyone(store) == [first, second]


@pytest.mark.parametrize("number", ["0017A", "0017a", " 0017A ", "0017 A", "００１７Ａ"])
def test_an_employee_number_is_one_persons(store: Store, stopped: StoppedClock, number: str) -> None:
    sari = add(store, stopped, "Sari", "0017A")
    with pytest.raises(NumberTaken, check=lambda error: error.name == "Sari"):
        add(store, stopped, "Budi", number)
    assert trainees.everyone(store) == [sari]


def test_no_number_is_nobodys(store: Store, stopped: StoppedClock) -> None:
    for name in ("Sari", "Budi", "Tono"):
        add(store, stopped, name, "  ")
    assert [one.employee_number for one in trainees.everyone(store)] == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "reason"), [("", "empty"), (" \t\n", "empty"), ("\u200b\u202e", "empty"), ("x" * 10_000, "long")]
)
def test_a_name_that_is_none_is_refused(store: Store, stopped: StoppedClock, name: str, reason: str) -> None:
    with pytest.raises(BadName, check=lambda error: error.reason == reason):
        add(store, stopped, name)
    assert trainees.everyone(store) == []


HOSTILE = [
    ("[/bold][link=x]Sari", "[/bold][link=x]Sari"),
    ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("'; DROP TABLE trainee; --", "'; DROP TABLE trainee; --"),
    ("\x1b]0;x\x07Sari\r\nBudi", "]0;x Sari Budi"),
    ("Sari\u202eibuD\u200b", "SariibuD"),
    ("نور الهدى", "نور الهدى"),
    ("Ame\u0301lie", "Am\u00e9lie"),
    ("x" * 200, "x" * 200),
]


@pytest.mark.parametrize(("typed", "name"), HOSTILE)
def test_a_name_is_kept_as_typed_but_for_what_a_terminal_obeys_and_found_by_it(
    store: Store, stopped: StoppedClock, typed: str, name: str
) -> None:
    added = add(store, stopped, typed)
    assert added.name == name
    assert trainees.find(store, typed) == trainees.find(store, name) == added


words = st.text(min_size=1, max_size=30).filter(lambda typed: bool(kept_form(typed)))


def kept_form(typed: str) -> str:
    try:
        return clean_name(typed)
    except BadName:
        return ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(typed=words, number=st.one_of(st.just(""), words))
@example(typed="e\u200d\u0301", number="")
@example(typed="Sari", number="A  17")
@example(typed="Sari", number="A\u200b17")
@example(typed="Sari", number="e\u0301")
def test_whoever_was_added_is_found_by_what_was_typed_and_by_what_was_kept(store: Store, typed: str, number: str) -> None:
    with store.writing():
        for table in ("trainee_detail", "trainee"):
            store.db.execute(f"DELETE FROM {table}")
    added = add(store, StoppedClock(), typed, number)
    ways = [typed, added.name, added.id, *([number, added.employee_number] if number else [])]
    assert [trainees.find(store, way) for way in ways] == [added] * len(ways)


# Two windows


def test_what_another_window_changed_meanwhile_stays(store: Store, stopped: StoppedClock) -> None:
    before = add(store, stopped, "Sari", "17", "Depok")
    trainees.correct(store, before, Correction(branch="Bandung"), stopped.clock)
    now = trainees.correct(store, before, Correction(cohort="May"), stopped.clock)
    assert trainees.everyone(store) == [now] == [replace(before, branch="Bandung", cohort="May")]


def test_two_who_were_looked_at_before_a_change_are_joined_as_they_stand(store: Store, stopped: StoppedClock) -> None:
    one, another = add(store, stopped, "Sari", "17"), add(store, stopped, "Sari")
    trainees.correct(store, one, Correction(branch="Bandung"), stopped.clock)
    assert trainees.join(store, one, another, stopped.clock) == replace(one, branch="Bandung")
    with pytest.raises(SamePerson):
        trainees.join(store, one, another, stopped.clock)


def test_nothing_is_kept_of_someone_who_was_erased_meanwhile(store: Store, stopped: StoppedClock) -> None:
    gone = add(store, stopped, "Sari")
    erasing.erase(store, [Subject("trainee", gone.id)], stopped.clock.now())
    with pytest.raises(UnknownTrainee):
        trainees.correct(store, gone, Correction(branch="Bandung"), stopped.clock)
    assert store.db.execute("SELECT count(*) FROM trainee_detail").fetchone() == (0,)


# Finding


@pytest.fixture
def office(store: Store, stopped: StoppedClock) -> dict[str, Trainee]:
    return {
        "sari": add(store, stopped, "Sari Dewi", "0017A", "Bandung"),
        "budi": add(store, stopped, "Budi"),
        "Budi of Medan": add(store, stopped, "Budi", "0018", "Medan"),
        "0019": add(store, stopped, "0018B", "0019"),
    }


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Sari Dewi", "sari"),
        ("  Sari \t Dewi\n", "sari"),
        ("0017A", "sari"),
        (" 0017a ", "sari"),
        ("0018", "Budi of Medan"),
        ("0018B", "0019"),
        ("0019", "0019"),
    ],
)
def test_someone_is_found_by_name_or_number(store: Store, office: dict[str, Trainee], typed: str, who: str) -> None:
    assert trainees.find(store, typed) == office[who]


@pytest.mark.parametrize("shown", [36, 8])
def test_someone_is_found_by_id_and_by_as_much_of_it_as_is_shown(store: Store, office: dict[str, Trainee], shown: int) -> None:
    assert [trainees.find(store, one.id[:shown].upper()) for one in office.values()] == list(office.values())


@pytest.mark.parametrize("typed", ["1234567", "123456789"])
def test_less_of_an_id_or_another_one_is_nobodys(store: Store, typed: str) -> None:
    keep_trainee(store, id="12345678-1234")
    with pytest.raises(UnknownTrainee):
        trainees.find(store, typed)


def test_the_beginning_of_two_ids_is_told(store: Store) -> None:
    for id in ("12345678-1", "12345678-2"):
        keep_trainee(store, id=id, name=f"Sari {id[-1]}")
    with pytest.raises(AmbiguousTrainee, check=lambda error: error.choices == ("Sari 1 | 12345678", "Sari 2 | 12345678")):
        trainees.find(store, "12345678")


def test_a_number_goes_before_a_name(store: Store, stopped: StoppedClock) -> None:
    """A name is never identity; a number is one person's."""
    add(store, stopped, "B18")
    numbered = add(store, stopped, "Sari", "B18")
    assert trainees.find(store, "B18") == numbered


@pytest.mark.parametrize("typed", ["sari dewi", "SARI DEWI", "SariDewi", "Sari  D ewi", "Ｓａｒｉ Ｄｅｗｉ"])
def test_a_name_that_is_nearly_someones_is_suggested_and_never_taken(
    store: Store, office: dict[str, Trainee], typed: str
) -> None:
    with pytest.raises(UnknownTrainee, check=lambda error: error.near == ("Sari Dewi",)):
        trainees.find(store, typed)


@pytest.mark.parametrize("typed", ["Tono", "Sari", "0017", "Dewi Sari"])
def test_a_name_that_is_nobodys_is_told_as_it_was_typed(store: Store, office: dict[str, Trainee], typed: str) -> None:
    with pytest.raises(UnknownTrainee, check=lambda error: (error.wanted, error.near) == (typed, ())):
        trainees.find(store, f" {typed} ")


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_nothing_typed_is_no_name(store: Store, office: dict[str, Trainee], typed: str) -> None:
    with pytest.raises(BadName):
        trainees.find(store, typed)


def test_people_of_one_name_are_told_apart(store: Store, office: dict[str, Trainee]) -> None:
    with pytest.raises(AmbiguousTrainee) as told:
        trainees.find(store, "Budi")
    assert told.value.choices == tuple(told_apart(office[who]) for who in ("budi", "Budi of Medan"))
    assert len(set(told.value.choices)) == 2


def test_each_of_several_people_of_one_name_can_be_named_by_what_their_line_ends_with(
    store: Store, office: dict[str, Trainee]
) -> None:
    """Not everyone has a number; the line shows the beginning of the id."""
    with pytest.raises(AmbiguousTrainee) as told:
        trainees.find(store, "Budi")
    named = [trainees.find(store, line.rpartition(" | ")[2]) for line in told.value.choices]
    assert named == [office["budi"], office["Budi of Medan"]]


TOLD = [
    (Trainee(id="12345678-9", name="Sari"), "Sari | 12345678"),
    (
        Trainee(id="12345678-9", name="Sari", employee_number="7", branch="Medan", cohort="Spring"),
        "Sari | 7 | Medan | Spring | 12345678",
    ),
]


@pytest.mark.parametrize(("trainee", "line"), TOLD)
def test_a_line_holds_what_is_known_of_someone(trainee: Trainee, line: str) -> None:
    assert told_apart(trainee) == line


def test_a_grant_is_kept_for_the_person_and_the_module(store: Store, stopped: StoppedClock) -> None:
    sari = add(store, stopped, "Sari")
    trainees.grant(store, sari, "welcome", stopped.clock)
    trainees.grant(store, replace(sari, name="Sari Dewi"), "welcome", stopped.clock)
    assert kept.grants(store) == {(sari.id, "welcome"): 2}


# Slips


@pytest.mark.parametrize(("typed", "near"), [("Sari Dewy", ("Sari Dewi",)), ("Sri Dewi", ("Sari Dewi",)), ("Buddi", ("Budi",))])
def test_a_name_but_for_a_letter_is_suggested(
    store: Store, office: dict[str, Trainee], typed: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownTrainee, check=lambda error: error.near == near):
        trainees.find(store, typed)


@pytest.mark.parametrize("typed", ["Rudi", "Dewi", "Sari Devina"])
def test_another_name_is_another_name(store: Store, office: dict[str, Trainee], typed: str) -> None:
    with pytest.raises(UnknownTrainee, check=lambda error: error.near == ()):
        trainees.find(store, typed)


# Correcting


def test_what_is_corrected_holds_and_all_else_stays(store: Store, stopped: StoppedClock) -> None:
    sari = add(store, stopped, "Sari", "7", "Depok", "2026")
    now = trainees.correct(store, sari, Correction(name=" Sari  Dewi ", branch="", required=("care",)), stopped.clock)
    assert now == replace(sari, name="Sari Dewi", branch="", required=("care",))
    assert trainees.everyone(store) == [now]


def test_a_correction_that_changes_nothing_writes_nothing(store: Store, stopped: StoppedClock) -> None:
    sari = add(store, stopped, "Sari", "7")
    assert trainees.correct(store, sari, Correction(employee_number="7"), stopped.clock) == sari
    assert store.db.execute("SELECT count(*) FROM trainee_detail").fetchone() == (1,)


def test_nobody_is_given_the_number_of_another(store: Store, stopped: StoppedClock) -> None:
    add(store, stopped, "Sari", "7")
    budi = add(store, stopped, "Budi")
    with pytest.raises(NumberTaken):
        trainees.correct(store, budi, Correction(employee_number="7"), stopped.clock)
    assert trainees.everyone(store)[1] == budi


@pytest.mark.parametrize("field", ["employee_number", "branch", "cohort"])
def test_what_is_too_long_is_told_by_its_field(store: Store, stopped: StoppedClock, field: str) -> None:
    with pytest.raises(BadName, check=lambda error: error.reason == field):
        trainees.add(store, replace(Details(name="Sari"), **{field: "x" * 201}), stopped.clock)


def test_characters_that_nobody_sees_are_no_number(store: Store, stopped: StoppedClock) -> None:
    assert add(store, stopped, "Sari", "\u200b").employee_number == ""


# Joining


def test_two_entries_become_one_with_what_either_knows(store: Store, stopped: StoppedClock) -> None:
    """The first-made stands for both; the details are those of the one that was named first."""
    alone = add(store, stopped, "sari d", branch="Depok")
    listed = add(store, stopped, "Sari Dewi", "7", cohort="2026")
    joined = trainees.join(store, listed, alone, stopped.clock)
    assert joined == Trainee(id=alone.id, name="Sari Dewi", employee_number="7", branch="Depok", cohort="2026")
    assert trainees.everyone(store) == [joined]
    assert all(trainees.find(store, typed) == joined for typed in ("7", "Sari Dewi", alone.id, listed.id[:8]))


def test_one_person_is_not_joined_with_themselves(store: Store, stopped: StoppedClock) -> None:
    one, other = add(store, stopped, "Sari"), add(store, stopped, "Sari")
    joined = trainees.join(store, one, other, stopped.clock)
    with pytest.raises(SamePerson):
        trainees.join(store, joined, trainees.find(store, other.id), stopped.clock)


PEOPLE = [
    Trainee(id="11111111-1", name="Sari", employee_number="7", branch="Depok"),
    Trainee(id="22222222-2", name="SARI", branch="Depok", cohort="2026"),
    Trainee(id="33333333-3", name="sari", branch="Depok"),
    Trainee(id="44444444-4", name="Budi"),
]


@pytest.mark.parametrize(("number", "name"), [(0, "Sari (7)"), (1, "SARI (2026)"), (2, "sari (33333333)"), (3, "Budi")])
def test_someone_is_called_by_what_tells_them_from_others_of_the_name(number: int, name: str) -> None:
    assert called(PEOPLE[number], PEOPLE) == name
