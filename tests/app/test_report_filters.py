"""The filters of reports: whom, what and when they mean, and those that mean nothing."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from cstrain.app.report import REPORTS, Filters, report
from cstrain.core.attempt import Ending, Kind
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import BadDate, BadFilter, ClashingOptions, DaysTurnedRound, NeedsName, UnknownTrainee
from cstrain.records import trainees
from cstrain.records.store import Store
from cstrain.reports.table import Cell
from tests.app.taking import choices
from tests.conftest import StoppedClock
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee

JAKARTA = timezone(timedelta(hours=7))
MODULES = (choices(1, id="welcome"), choices(1, id="care"))
KINDS = (Kind.QUIZ, Kind.PRACTICE, Kind.LESSON)
PEOPLE = {"Sari": ("Spring", "Bandung"), "Budi": ("Spring", "Medan"), "Tono": ("", "Medan")}


@pytest.fixture(autouse=True)
def in_jakarta(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows takes its zone from the system alone")
    monkeypatch.setenv("TZ", "WIB-7")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def office(store: Store) -> Store:
    """Everyone made an attempt of each of these kinds at each module, at noon on the first of March."""
    for name, (cohort, branch) in PEOPLE.items():
        keep_trainee(store, id=f"{name}-1234567", name=name, employee_number=f"No {name}", cohort=cohort, branch=branch)
        for module in MODULES:
            for kind in KINDS:
                attempt(store, f"{name} {module.id} {kind}", at="2026-03-01 12:00", trainee=name, module=module.id, kind=kind)
    return store


def attempt(store: Store, id: str, *, at: str, trainee: str = "Sari", module: str = "welcome", kind: Kind = Kind.QUIZ) -> None:
    begun = replace(
        started(choice(), kind=kind),
        attempt=id,
        trainee=f"{trainee}-1234567",
        module=module,
        at=datetime.fromisoformat(at).replace(tzinfo=JAKARTA),
    )
    keep(store, begun, [answered(0)], Ending.COMPLETED)


def column(name: str, key: str, store: Store, filters: Filters) -> list[Cell]:
    table = report(name, store, MODULES, filters, StoppedClock().clock).tables[0]
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


# Whom and what

MEANT = [
    (Filters(), "Sari Budi Tono", "welcome care", "quiz practice lesson"),
    (Filters(modules=("care",)), "Sari Budi Tono", "care", "quiz practice lesson"),
    (Filters(modules=("care", "welcome")), "Sari Budi Tono", "welcome care", "quiz practice lesson"),
    (Filters(cohort="Spring"), "Sari Budi", "welcome care", "quiz practice lesson"),
    (Filters(branch="Medan"), "Budi Tono", "welcome care", "quiz practice lesson"),
    (Filters(cohort="Spring", branch="Medan", modules=("welcome",)), "Budi", "welcome", "quiz practice lesson"),
    (Filters(kinds=("practice",)), "Sari Budi Tono", "welcome care", "practice"),
    (Filters(kinds=("quiz", "lesson")), "Sari Budi Tono", "welcome care", "quiz lesson"),
]


@pytest.mark.parametrize(("filters", "people", "modules", "kinds"), MEANT)
def test_the_raw_rows_are_those_that_every_filter_means(
    office: Store, filters: Filters, people: str, modules: str, kinds: str
) -> None:
    meant = [f"{name} {of} {kind}" for name in people.split() for of in modules.split() for kind in kinds.split()]
    assert column("attempts", "attempt_id", office, filters) == meant
    assert column("answers", "attempt_id", office, filters) == meant


@pytest.mark.parametrize(("filters", "people", "modules"), [each[:3] for each in MEANT if not each[0].kinds])
def test_the_summary_has_a_row_for_each_person_and_module_meant(
    office: Store, filters: Filters, people: str, modules: str
) -> None:
    meant = [(name, of) for name in people.split() for of in modules.split()]
    names, ids = column("summary", "name", office, filters), column("summary", "module", office, filters)
    assert list(zip(names, ids, strict=True)) == meant


def test_a_cohort_and_a_branch_that_nobody_is_in_both_of_mean_nobody(office: Store) -> None:
    keep_trainee(office, id="x", name="Ani", cohort="Autumn", branch="Bali")
    filters = Filters(cohort="Autumn", branch="Medan")
    for name in ("summary", "attempts", "answers"):
        assert column(name, "trainee_id", office, filters) == []
    assert column("module", "people", office, filters) == [0, 0]
    assert column("items", "item", office, filters) == column("gaps", "skill", office, filters) == []


# When

MOMENTS = {
    "eve": "2026-02-28 23:59:59.999",
    "first": "2026-03-01 00:00:00",
    "last": "2026-03-01 23:59:59.999",
    "next": "2026-03-02 00:00:00",
}
DAYS = [
    (Filters(since="2026-03-01"), "first last next"),
    (Filters(until="2026-03-01"), "eve first last"),
    (Filters(since="2026-03-01", until="2026-03-01"), "first last"),
    (Filters(since="2026-02-28", until="2026-02-28"), "eve"),
    (Filters(since="2026-03-02"), "next"),
    (Filters(until="2026-02-27"), ""),
    (Filters(since="1970-01-01", until="2999-12-31"), "eve first last next"),
]


def test_days_that_end_before_they_begin_are_no_report_of_nobody(office: Store) -> None:
    with pytest.raises(DaysTurnedRound):
        report("summary", office, MODULES, Filters(since="2026-03-02", until="2026-03-01"), StoppedClock().clock)


@pytest.mark.parametrize(("filters", "meant"), DAYS)
def test_days_are_local_and_the_last_one_is_included(store: Store, filters: Filters, meant: str) -> None:
    keep_trainee(store, id="Sari-1234567")
    for id, at in MOMENTS.items():
        attempt(store, id, at=at)
    assert column("attempts", "attempt_id", store, filters) == meant.split()


def test_the_summary_of_some_days_looks_at_the_attempts_of_those_days(store: Store) -> None:
    keep_trainee(store, id="Sari-1234567")
    attempt(store, "eve", at=MOMENTS["eve"])
    assert column("summary", "status", store, Filters(until="2026-02-28")) == ["passed", "not-started"]
    assert column("summary", "status", store, Filters(since="2026-03-01")) == ["not-started", "not-started"]


NO_DAYS = ["01-03-2026", "2026-02-30", "2026-13-01", "2026-03-01T00:00", "yesterday", "20260301", " ", "\x1b[31m"]


@pytest.mark.parametrize("typed", NO_DAYS)
def test_what_is_no_day_is_told_as_it_was_typed(office: Store, typed: str) -> None:
    for filters in (Filters(since=typed), Filters(until=typed)):
        with pytest.raises(BadDate, check=lambda error: error.value == typed):
            report("attempts", office, MODULES, filters, StoppedClock().clock)


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_break_nothing(office: Store, typed: str) -> None:
    """They may be refused: no clock reaches them."""
    for filters in (Filters(since=typed), Filters(until=typed)):
        try:
            assert len(column("attempts", "attempt_id", office, filters)) in (0, 18)
        except BadDate as error:
            assert error.value == typed


# What means nothing

NOTHING = [
    (Filters(cohort="spring"), "--cohort", "spring", ("Spring",)),
    (Filters(branch="Bali"), "--branch", "Bali", ("Bandung", "Medan")),
    (Filters(kinds=("quiz", "exam")), "--kind", "exam", tuple(sorted(Kind))),
]


@pytest.mark.parametrize(("filters", "option", "value", "accepted"), NOTHING)
@pytest.mark.parametrize("name", REPORTS)
def test_a_filter_that_names_nothing_is_told_with_what_there_is(
    office: Store, name: str, filters: Filters, option: str, value: str, accepted: tuple[str, ...]
) -> None:
    with pytest.raises(BadFilter) as told:
        report(name, office, MODULES, filters, StoppedClock().clock)
    assert (told.value.option, told.value.value, told.value.accepted) == (option, value, accepted)


@pytest.mark.parametrize(
    ("kinds", "clashing"), [(("practice",), "practice"), (("lesson", "practice"), "lesson"), (("quiz", "practice"), "practice")]
)
def test_the_summary_is_of_graded_attempts_and_names_the_kind_that_does_not_go_with_it(
    office: Store, kinds: tuple[str, ...], clashing: str
) -> None:
    with pytest.raises(ClashingOptions, check=lambda error: (error.first, error.second) == ("summary", f"--kind {clashing}")):
        report("summary", office, MODULES, Filters(kinds=kinds), StoppedClock().clock)


def test_the_report_on_one_person_wants_a_person(office: Store) -> None:
    with pytest.raises(NeedsName):
        report("trainee", office, MODULES, Filters(), StoppedClock().clock)
    with pytest.raises(UnknownTrainee):
        report("trainee", office, MODULES, Filters(trainee="Ani"), StoppedClock().clock)


@pytest.mark.parametrize("wanted", ["Sari", "No Sari", "Sari-1234567"])
def test_a_person_is_named_by_name_number_or_id(office: Store, wanted: str) -> None:
    for name in ("trainee", "summary", "attempts"):
        assert set(column(name, "trainee_id", office, Filters(trainee=wanted))) == {"Sari-1234567"}
    assert column("trainee", "trainee_id", office, Filters(trainee=wanted, branch="Medan")) == []


def test_someone_counts_with_the_branch_of_today(office: Store) -> None:
    """A branch is a detail; the newest holds, for old attempts too."""
    with office.writing():
        trainees.describe(office, Trainee(id="Sari-1234567", name="Sari", branch="Medan"), NOON)
    assert set(column("attempts", "trainee", office, Filters(branch="Medan"))) == {"Sari", "Budi", "Tono"}
    with pytest.raises(BadFilter):
        report("attempts", office, MODULES, Filters(branch="Bandung"), StoppedClock().clock)


@pytest.mark.parametrize("filters", [Filters(), Filters(branch="Bandung"), Filters(trainee="Sari"), Filters(mask_names=True)])
def test_entries_that_were_joined_are_one_person_in_every_report(office: Store, filters: Filters) -> None:
    """Tono turns out to be Sari: the first entry stands for both, with all that either did."""
    with office.writing():
        at = "2026-03-02T00:00:00.000Z"
        office.append("joined", at, id="j", trainee_id="Tono-1234567", into_id="Sari-1234567", recorded_at=at, recorded_offset=0)
        trainees.describe(office, Trainee(id="Tono-1234567", name="Sari", branch="Bandung"), NOON)
    one = replace(filters, trainee="Sari-1234567")
    assert column("summary", "attempts", office, one) == [2, 2]
    assert column("trainee", "attempts", office, one) == [2, 2]
    for name in ("attempts", "answers"):
        assert column(name, "trainee_id", office, one) == ["Sari-1234567"] * 12
        assert len(set(column(name, "trainee", office, one))) == 1
    assert column("module", "people", office, one) == [1, 1]
    assert set(column("summary", "trainee_id", office, filters)) <= {"Sari-1234567", "Budi-1234567"}


def test_the_summary_of_quizzes_is_the_summary(office: Store) -> None:
    whole, quizzes = (column("summary", "best_percent", office, Filters(kinds=kinds)) for kinds in ((), ("quiz",)))
    assert whole == quizzes == [100.0] * 6


# Masks


@pytest.mark.parametrize("name", REPORTS)
def test_masked_names_are_nowhere_in_a_report_nor_are_employee_numbers(office: Store, name: str) -> None:
    filters = Filters(mask_names=True, branch="Bandung", trainee="Sari")
    made = report(name, office, MODULES, filters, StoppedClock().clock)
    hidden = {"attempt_id", "trainee_id", "answer_id"}
    for table in made.tables:
        rows = list(table.rows)
        cells = [cell for row in rows for column, cell in zip(table.columns, row, strict=True) if column.key not in hidden]
        assert not {"Sari", "No Sari"} & {str(cell) for cell in cells}
        if {"name", "trainee"} & {column.key for column in table.columns} and rows:
            assert "Sari-123" in cells
    assert not any(name in str(made.charts) for name in ("'Sari'", "No Sari"))


def test_who_is_masked_is_still_told_from_others(office: Store) -> None:
    assert set(column("summary", "name", office, Filters(mask_names=True))) == {"Sari-123", "Budi-123", "Tono-123"}
