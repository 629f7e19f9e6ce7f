"""The past of one person, read by way of that person's own rows."""

from datetime import timedelta
from fractions import Fraction

from cstrain.core.attempt import Answered, Kind, Started
from cstrain.core.draw import Drawn
from cstrain.core.history import Past
from cstrain.records import trainees
from cstrain.records.history import HISTORY, history
from cstrain.records.store import Store
from cstrain.records.times import stored
from tests.making import NOON, policy
from tests.records.keeping import keep, keep_trainee


def kept(store: Store, attempt: str, trainee: str, *scores: int, minutes: int = 0, kind: Kind = Kind.PRACTICE) -> None:
    at = NOON + timedelta(minutes=minutes)
    started = Started(
        attempt=attempt,
        trainee=trainee,
        kind=kind,
        module="welcome",
        version="v",
        policy=policy(),
        seed=1,
        language="en",
        at=at,
        plan=tuple(Drawn(item=f"{attempt}-{n}", kind="choice", content_hash="h", options=("a", "b")) for n in range(len(scores))),
    )
    answers = (
        Answered(
            position=n,
            response="a",
            score=Fraction(score, 2),
            maximum=1,
            chance=Fraction(1, 2),
            critical=False,
            elapsed_ms=4000,
            at=at + timedelta(minutes=n),
        )
        for n, score in enumerate(scores)
    )
    keep(store, started, answers)


def test_every_answer_of_this_person_in_the_order_given_and_of_nobody_else(store: Store) -> None:
    keep_trainee(store, id="sari-id", name="Sari")
    keep_trainee(store, id="budi-id", name="Budi")
    kept(store, "first", "sari-id", 2, 1)
    kept(store, "other", "budi-id", 2, minutes=5)
    kept(store, "second", "sari-id", 0, minutes=10, kind=Kind.QUIZ)
    made = history(store, "sari-id")
    assert [(one.item, one.kind, one.score, one.is_right) for one in made] == [
        ("first-0", "practice", 1.0, True),
        ("first-1", "practice", 0.5, False),
        ("second-0", "quiz", 0.0, False),
    ]
    assert made[0] == Past(
        module="welcome",
        item="first-0",
        kind="practice",
        is_ahead=False,
        score=1.0,
        maximum=1,
        chance=0.5,
        at=NOON,
        elapsed_ms=4000,
    )
    assert history(store, "nobody") == []


def test_entries_that_are_one_person_have_one_past(store: Store) -> None:
    keep_trainee(store, id="sari-id", name="Sari")
    keep_trainee(store, id="sari-elsewhere", name="Sari")
    kept(store, "here", "sari-id", 2)
    kept(store, "there", "sari-elsewhere", 1, minutes=5)
    at, offset = stored(NOON)
    with store.writing():
        store.append(
            "joined", at, id="joined-1", trainee_id="sari-elsewhere", into_id="sari-id", recorded_at=at, recorded_offset=offset
        )
    (person,) = trainees.everyone(store)
    assert [one.item for one in history(store, person.id)] == ["here-0", "there-0"]
    assert trainees.one(store, person.id) == person


def test_the_tables_that_grow_are_read_by_index(store: Store) -> None:
    with store.reading() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {HISTORY}", {"trainee": "x"}).fetchall()]
    found = [step.partition(" USING ")[0] for step in plan]
    assert [step for step in found if step.endswith((" a", " w", " d"))] == ["SEARCH a", "SEARCH w", "SEARCH d"]


def test_one_person_some_people_and_their_grants(store: Store) -> None:
    sari = keep_trainee(store, id="sari-id", name="Sari", branch="Bandung")
    budi = keep_trainee(store, id="budi-id", name="Budi")
    with store.writing():
        trainees.grant(store, "sari-id", "welcome", NOON)
        trainees.grant(store, "sari-id", "welcome", NOON)
        trainees.grant(store, "budi-id", "care", NOON)
    assert (trainees.one(store, "sari-id"), trainees.one(store, "gone")) == (sari, None)
    assert (trainees.some(store, 1), trainees.some(store, 9)) == ([sari], [sari, budi])
    assert trainees.granted_to(store, "sari-id") == {"welcome": 2}


def test_who_may_be_called_so_is_told_by_the_letters_whatever_their_case_and_spaces(store: Store) -> None:
    """A name beyond ASCII may be anybody's: its likeness is worked out elsewhere."""
    people = [
        keep_trainee(store, id=f"id-{n}", name=name) for n, name in enumerate(["Sari Dewi", "sariDEWI", "Budi", "Ｓari Dewi"])
    ]
    assert trainees.perhaps_called(store, "saridewi") == [people[0], people[1], people[3]]
    at, offset = stored(NOON)
    with store.writing():
        store.append("joined", at, id="joined-1", trainee_id="id-1", into_id="id-0", recorded_at=at, recorded_offset=offset)
    assert [one.id for one in trainees.perhaps_called(store, "saridewi")] == ["id-0", "id-3"]
