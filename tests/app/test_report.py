"""Reports: their columns, one row for every trainee and module, and practice that changes nothing."""

import gc
from collections.abc import Iterator, Sequence
from datetime import date, timedelta, timezone
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.app import trainees
from cstrain.app.clock import Clock
from cstrain.app.report import REPORTS, Filters, report
from cstrain.core.attempt import Ending, Kind
from cstrain.core.items import Item, Response
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import UnknownReport
from cstrain.records.store import Store
from cstrain.reports.table import Cell
from tests.app.taking import PRACTICE, RIGHT, WRONG, choices, take
from tests.conftest import StoppedClock
from tests.making import NOON, answered, choice, match, module, multi, number, rate, started
from tests.records.keeping import keep, keep_trainee

WELCOME, CARE = choices(2, id="welcome"), choices(2, id="care")
BOTH = (WELCOME, CARE)
JAKARTA = timezone(timedelta(hours=7))


def rows(
    name: str, store: Store, clock: Clock, modules: Sequence[Module] = BOTH, filters: Filters | None = None
) -> list[dict[str, Cell]]:
    table = report(name, store, modules, filters or Filters(), clock).tables[0]
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]


def keys(name: str, store: Store, stopped: StoppedClock) -> list[str]:
    return [column.key for column in report(name, store, BOTH, Filters(), stopped.clock).tables[0].columns]


# What commands.md promises

COLUMNS = {
    "summary": "name employee_number branch cohort module status attempts first_percent best_percent latest_percent"
    " improvement_points passed_at valid_until critical_errors minutes",
    "attempts": "attempt_id trainee_id trainee module kind started_at finished_at answers score maximum percent passed counts",
    "answers": "answer_id attempt_id trainee_id trainee module kind item content_hash response score maximum answered_at"
    " elapsed_ms",
}


@pytest.mark.parametrize(("name", "promised"), COLUMNS.items())
def test_a_report_has_the_columns_promised_in_their_order(store: Store, stopped: StoppedClock, name: str, promised: str) -> None:
    assert [key for key in keys(name, store, stopped) if key in promised.split()] == promised.split()


def test_every_report_is_named_as_it_is_asked_for(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    assert REPORTS.keys() == {"summary", "trainee", "module", "gaps", "items", "attempts", "answers"}
    for name in REPORTS:
        made = report(name, store, BOTH, Filters(trainee="Sari"), stopped.clock)
        assert (made.name, made.tables[0].name) == (name, name)


def test_a_report_that_is_none_is_told_with_those_there_are(store: Store, stopped: StoppedClock) -> None:
    with pytest.raises(UnknownReport, check=lambda error: error.accepted == tuple(REPORTS)):
        report("sumary", store, BOTH, Filters(), stopped.clock)


# Summary


def test_the_summary_has_a_row_for_everyone_in_every_module_also_where_nothing_was_started(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    keep_trainee(store, id="budi-id", name="Budi", employee_number="0018", branch="Medan", cohort="Spring")
    take(store, CARE, sari, stopped.clock)
    found = rows("summary", store, stopped.clock)
    assert [(row["name"], row["module"], row["status"], row["attempts"]) for row in found] == [
        ("Sari", "welcome", "not-started", 0),
        ("Sari", "care", "in-progress", 1),
        ("Budi", "welcome", "not-started", 0),
        ("Budi", "care", "not-started", 0),
    ]
    nothing: dict[str, Cell] = dict.fromkeys(
        ("first_percent", "best_percent", "latest_percent", "improvement_points", "passed_at", "valid_until")
    )
    assert found[3] == {
        "trainee_id": "budi-id",
        "name": "Budi",
        "employee_number": "0018",
        "branch": "Medan",
        "cohort": "Spring",
        "module": "care",
        "status": "not-started",
        "attempts": 0,
        "critical_errors": 0,
        "minutes": 0,
        "required": True,
        "needs_help": None,
        "attempts_allowed": 3,
        "attempts_granted": 0,
        "attempts_left": 3,
        "abandoned": 0,
        "counted_attempt": None,
        "expires_soon": False,
        "roleplays_passed": 0,
        "roleplays_available": 0,
        **nothing,
    }


def test_a_row_of_the_summary_sums_the_graded_attempts_up(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    stopped.at = stopped.at.astimezone(JAKARTA).replace(hour=3)
    grave = module(*(choice(id, critical=2) for id in ("one", "two", "three")), id="grave", valid_days=30)
    for responses in ((RIGHT, "c", RIGHT), (WRONG, RIGHT, WRONG), (RIGHT, RIGHT, RIGHT)):
        live = take(store, grave, sari, stopped.clock)
        for response in responses:
            assert live.question
            stopped.forward(minutes=1)
            live.answer(response, "en")
        stopped.forward(days=1)
    (row,) = rows("summary", store, stopped.clock, [grave])
    assert (row["status"], row["attempts"], row["critical_errors"], row["minutes"]) == ("passed", 3, 1, 9)
    assert [row[f"{which}_percent"] for which in ("first", "best", "latest")] == [66.6, 100.0, 100.0]
    assert (row["improvement_points"], row["passed_at"]) == (33.4, date(2026, 3, 3))
    assert row["valid_until"] == date(2026, 4, 2)


def test_a_module_that_is_gone_keeps_the_rows_of_those_who_took_it(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    keep_trainee(store, id="budi-id", name="Budi")
    take(store, CARE, sari, stopped.clock, RIGHT, RIGHT)
    found = rows("summary", store, stopped.clock, [WELCOME])
    assert [(row["name"], row["module"], row["status"]) for row in found] == [
        ("Sari", "welcome", "not-started"),
        ("Sari", "care", "passed"),
        ("Budi", "welcome", "not-started"),
    ]
    assert [row["required"] for row in found] == [True, False, True]


def test_a_grant_changes_what_is_left_and_nothing_of_what_was_made(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, WELCOME, sari, stopped.clock, WRONG, WRONG)
    (before, _care) = rows("summary", store, stopped.clock)
    trainees.grant(store, sari, "welcome", stopped.clock)
    (after, _care) = rows("summary", store, stopped.clock)
    changed = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert changed == {"attempts_allowed": (3, 4), "attempts_granted": (0, 1), "attempts_left": (2, 3)}


# kind, trainee, module, ending, scores, whether they are critical errors, day
Making = tuple[Kind, str, str, Ending | None, list[Fraction], bool, int]
makings: st.SearchStrategy[list[Making]] = st.lists(
    st.tuples(
        st.sampled_from(Kind),
        st.sampled_from(["sari", "budi"]),
        st.sampled_from(["welcome", "care", "gone"]),
        st.sampled_from([None, *Ending]),
        st.lists(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)]), min_size=2, max_size=2),
        st.booleans(),
        st.integers(-400, 0),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file for many tries of a law, without waiting for the disk: what is tried is not what survives a power cut."""
    with Store(tmp_path_factory.mktemp("lasting") / "records.db") as opened:
        opened.db.execute("PRAGMA synchronous = OFF")
        for id in ("sari", "budi"):
            keep_trainee(opened, id=id, name=id)
        yield opened


def summary_of(store: Store, made: list[Making]) -> list[dict[str, Cell]]:
    """The summary where these attempts are all there is."""
    with store.writing():
        for table in ("answer", "finish", "drawn", "attempt"):
            store.db.execute(f"DELETE FROM {table}")
    for kind, trainee, of, ending, scores, critical, days in made:
        begun = replace(
            started(choice("one"), choice("two"), kind=kind),
            attempt=str(uuid4()),
            trainee=trainee,
            module=of,
            at=NOON + timedelta(days=days),
        )
        keep(store, begun, [answered(n, score, critical=critical) for n, score in enumerate(scores)], ending)
    return rows("summary", store, Clock(now=lambda: NOON + timedelta(days=1)))


@given(makings)
def test_practice_and_lessons_never_change_the_summary(lasting: Store, made: list[Making]) -> None:
    graded = [making for making in made if making[0] is Kind.QUIZ]
    assert summary_of(lasting, made) == summary_of(lasting, graded)


# Attempts


def test_every_attempt_has_a_row_unfinished_ones_too(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, WELCOME, sari, stopped.clock, RIGHT)
    take(store, WELCOME, sari, stopped.clock, RIGHT, RIGHT)
    take(store, CARE, sari, stopped.clock, RIGHT)
    take(store, CARE, sari, stopped.clock, RIGHT, WRONG, wish=PRACTICE)
    wanted = ("module", "kind", "ending", "answers", "score", "maximum", "percent", "passed", "counts")
    assert [tuple(row[key] for key in wanted) for row in rows("attempts", store, stopped.clock)] == [
        ("welcome", "quiz", "abandoned", 1, 1.0, 2, 50.0, False, True),
        ("welcome", "quiz", "completed", 2, 2.0, 2, 100.0, True, True),
        ("care", "quiz", None, 1, 1.0, 2, None, None, True),
        ("care", "practice", "completed", 2, 1.0, 2, 50.0, None, False),
    ]


def test_an_attempt_says_whose_it_is_and_when_it_was(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    stopped.at = NOON.astimezone(timezone(-timedelta(hours=3, minutes=30)))
    live = take(store, choices(1), sari, stopped.clock)
    assert live.question
    stopped.forward(minutes=2)
    live.answer(RIGHT, "en")
    (row,) = rows("attempts", store, stopped.clock)
    assert (row["attempt_id"], row["trainee_id"], row["trainee"]) == (live.state.started.attempt, "sari-id", "Sari")
    assert (row["started_at"], row["finished_at"]) == (NOON, stopped.at)
    assert (row["utc_offset"], row["elapsed_ms"]) == ("UTC-03:30", 120_000)


# Answers

GIVEN: list[tuple[Item, Response, Cell]] = [
    (choice(), "a", "a"),
    (multi(), ("a", "b"), ["a", "b"]),
    (match(), {"a": "a", "b": "b", "c": "x"}, {"a": "a", "b": "b", "c": "x"}),
    (rate(), {"a": 1, "b": 3, "c": 5}, {"a": 1, "b": 3, "c": 5}),
    (number(key=1250000), 1250000.0, 1250000.0),
]


@pytest.mark.parametrize(("item", "response", "cell"), GIVEN, ids=lambda value: getattr(value, "kind", ""))
def test_an_answer_shows_the_response_as_it_was_given(
    store: Store, sari: Trainee, stopped: StoppedClock, item: Item, response: Response, cell: Cell
) -> None:
    take(store, module(item), sari, stopped.clock).answer(response, "en")
    (row,) = rows("answers", store, stopped.clock)
    assert (row["response"], type(row["response"])) == (cell, type(cell))


def test_an_answer_says_what_it_was_worth_and_what_a_guess_is(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    stopped.at = NOON.astimezone(JAKARTA)
    live = take(store, module(choice("one", grades=(3, 2, 1), situational=True)), sari, stopped.clock)
    assert live.question
    stopped.forward(seconds=3)
    live.answer("b", "en")
    (row,) = rows("answers", store, stopped.clock)
    assert (row["item"], row["content_hash"], row["kind"], row["trainee"]) == ("one", "hash of one", "quiz", "Sari")
    assert (row["score"], row["maximum"], row["chance"]) == (0.666667, 1, 0.666667)
    assert (row["answered_at"], row["utc_offset"], row["elapsed_ms"]) == (stopped.at, "UTC+07:00", 3000)


def test_every_answer_has_an_id_of_its_own(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, WELCOME, sari, stopped.clock, RIGHT, RIGHT)
    take(store, CARE, sari, stopped.clock, WRONG, wish=PRACTICE)
    assert len({row["answer_id"] for row in rows("answers", store, stopped.clock)}) == 3


@pytest.mark.parametrize("name", ["attempts", "answers"])
def test_someone_who_comes_while_a_report_is_made_goes_by_the_id(
    store: Store, sari: Trainee, stopped: StoppedClock, name: str
) -> None:
    table = report(name, store, BOTH, Filters(), stopped.clock).tables[0]
    late = keep_trainee(store, id="12345678-late", name="Late")
    take(store, WELCOME, late, stopped.clock, RIGHT)
    (row,) = table.rows
    assert "12345678" in row
    assert "Late" not in row


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was_found(store: Store, stopped: StoppedClock, is_on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        report("summary", store, BOTH, Filters(), stopped.clock)
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()
