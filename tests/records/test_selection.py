"""Which attempts and answers a selection means."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from cstrain.core.attempt import Kind
from cstrain.core.value import replace
from cstrain.records import answers, attempts
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


AT = "2026-03-01T12:00:00.000Z"
A_MILLISECOND = 1 / 3_600_000
SELECTIONS: list[tuple[Selection, str]] = [
    (Selection(), "s1 s2 b1 b2 t1"),
    (Selection(trainee="sari"), "s1 s2"),
    (Selection(trainee="nobody"), ""),
    (Selection(modules=("welcome",)), "s1 b1"),
    (Selection(modules=("care", "safety")), "s2 b2 t1"),
    (Selection(entries=("sari", "tono", "nobody")), "s1 s2 t1"),
    (Selection(entries=()), ""),
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
    (Selection(trainee="budi", modules=("safety", "care"), kinds=("quiz",), since=hour(0)), "b2"),
    (Selection(modules=('x") OR 1 --',), entries=("' OR '1'='1",)), ""),
]


@pytest.mark.parametrize(("selection", "meant"), SELECTIONS)
def test_a_selection_means_these_attempts_and_their_answers(office: Store, selection: Selection, meant: str) -> None:
    assert [one.attempt for one in attempts.outcomes(office, selection)] == meant.split()
    assert [row.attempt for row in answers.answer_rows(office, selection)] == meant.split()


def test_a_person_has_the_attempts_of_every_entry_that_was_joined(store: Store) -> None:
    for id in ("sari", "sari-too", "third", "budi"):
        keep_trainee(store, id=id)
        keep(store, replace(started(choice()), attempt=f"of {id}", trainee=id))
    with store.writing():
        for number, (one, other) in enumerate([("sari-too", "sari"), ("third", "sari-too")]):
            store.append("joined", AT, id=f"{number}", trainee_id=one, into_id=other, recorded_at=AT, recorded_offset=0)
    joined = attempts.outcomes(store, Selection(trainee="sari"))
    assert [one.attempt for one in joined] == ["of sari", "of sari-too", "of third"]
    assert [one.attempt for one in attempts.outcomes(store, Selection(trainee="budi"))] == ["of budi"]
