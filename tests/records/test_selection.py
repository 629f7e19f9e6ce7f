"""Which attempts and answers a selection means."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from cstrain.core.attempt import Kind
from cstrain.core.value import replace
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee

PEOPLE = {"sari": ("spring", "Bandung"), "budi": ("spring", "Medan"), "tono": ("", "Medan")}
# attempt: trainee, module, kind, hours after noon
MADE = {
    "s1": ("sari", "welcome", Kind.QUIZ, 0),
    "s2": ("sari", "care", Kind.PRACTICE, 1),
    "b1": ("budi", "welcome", Kind.LESSON, 2),
    "b2": ("budi", "safety", Kind.QUIZ, 3),
    "t1": ("tono", "care", Kind.QUIZ, 4),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("office") / "records.db") as store:
        for id, (cohort, branch) in PEOPLE.items():
            keep_trainee(store, id=id, name=id, cohort=cohort, branch=branch)
        for id, (trainee, module, kind, hours) in MADE.items():
            at = NOON + timedelta(hours=hours)
            played = "kettle" if id == "b1" else ""
            begun = replace(started(choice()), attempt=id, trainee=trainee, module=module, kind=kind, at=at, roleplay=played)
            keep(store, begun, [answered(0)])
        yield store


def hour(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


A_MILLISECOND = 1 / 3_600_000
SELECTIONS: list[tuple[Selection, str]] = [
    (Selection(), "s1 s2 b1 b2 t1"),
    (Selection(trainee="sari"), "s1 s2"),
    (Selection(trainee="nobody"), ""),
    (Selection(modules=("welcome",)), "s1 b1"),
    (Selection(modules=("care", "safety")), "s2 b2 t1"),
    (Selection(cohort="spring"), "s1 s2 b1 b2"),
    (Selection(branch="Medan"), "b1 b2 t1"),
    (Selection(cohort="spring", branch="Medan"), "b1 b2"),
    (Selection(kinds=("quiz",)), "s1 b2 t1"),
    (Selection(kinds=("practice", "lesson")), "s2 b1"),
    (Selection(roleplay="kettle"), "b1"),
    (Selection(before="b1"), "s1 s2"),
    (Selection(before="nobody"), ""),
    (Selection(since=hour(1)), "s2 b1 b2 t1"),
    (Selection(since=hour(1 + A_MILLISECOND)), "b1 b2 t1"),
    (Selection(until=hour(1)), "s1"),
    (Selection(until=hour(1 + A_MILLISECOND)), "s1 s2"),
    (Selection(since=hour(1), until=hour(3)), "s2 b1"),
    (Selection(since=hour(1).astimezone(timezone(timedelta(hours=7))), until=hour(2).astimezone(timezone.min)), "s2"),
    (Selection(trainee="budi", modules=("safety", "care"), kinds=("quiz",), branch="Medan", since=hour(0)), "b2"),
    (Selection(modules=('x") OR 1 --',), cohort="' OR '1'='1"), ""),
]


@pytest.mark.parametrize(("selection", "meant"), SELECTIONS)
def test_a_selection_means_these_attempts_and_their_answers(office: Store, selection: Selection, meant: str) -> None:
    assert [one.attempt for one in attempts.outcomes(office, selection)] == meant.split()
    assert [row.attempt for row in attempts.answer_rows(office, selection)] == meant.split()


def test_someone_counts_with_the_branch_of_today(store: Store) -> None:
    """A branch is a detail; the newest holds, for old attempts too."""
    keep_trainee(store, id="sari", branch="Bandung")
    keep(store, replace(started(choice()), trainee="sari"))
    with store.writing():
        store.db.execute(
            "INSERT INTO trainee_detail (id, trainee_id, name, employee_number, branch, cohort, recorded_at, recorded_offset)"
            " VALUES ('newer', 'sari', 'Sari Dewi', '7', 'Medan', '', '', 0)"
        )
    assert [(one.name, one.branch, one.employee_number) for one in trainees.everyone(store)] == [("Sari Dewi", "Medan", "7")]
    assert list(attempts.outcomes(store, Selection(branch="Bandung"))) == []
    assert len(list(attempts.outcomes(store, Selection(branch="Medan")))) == 1
