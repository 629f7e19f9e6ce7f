"""What people answered, person by person."""

from collections.abc import Mapping

import pytest

from cstrain.core.attempt import Ending, Kind
from cstrain.core.value import replace
from cstrain.records import answering
from cstrain.records.answering import by_person
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee


@pytest.fixture
def answers(store: Store) -> Store:
    """Three people with one answer each in a quiz and one in practice; the third with none at all."""
    for id in ("sari", "budi", "tono"):
        keep_trainee(store, id=id)
    for id in ("sari", "budi"):
        for kind in (Kind.PRACTICE, Kind.QUIZ):
            begun = replace(started(choice(f"of {id}"), kind=kind), attempt=f"{id} {kind}", trainee=id)
            keep(store, begun, [answered(0, kind is Kind.QUIZ)], Ending.COMPLETED)
    return store


@pytest.mark.parametrize("at_once", [1, 2, 50])
def test_each_person_has_their_answers_in_order_however_many_are_read_at_once(
    answers: Store, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PEOPLE", at_once)
    entries = {id: id for id in ("budi", "tono", "sari")}
    found = {person: [(one.item, one.share) for one in given] for person, given in by_person(answers, entries, Selection())}
    assert list(found) == ["budi", "tono", "sari"]
    assert found == {"budi": [("of budi", 0), ("of budi", 1)], "tono": [], "sari": [("of sari", 0), ("of sari", 1)]}


@pytest.mark.parametrize(
    "entries", [{"sari": "sari", "budi": "sari"}, {"budi": "sari", "sari": "sari", "tono": "tono"}], ids=["two", "and-another"]
)
def test_entries_of_one_person_are_read_as_one(answers: Store, entries: Mapping[str, str]) -> None:
    found = dict(by_person(answers, entries, Selection()))
    assert [one.item for one in found["sari"]] == ["of sari", "of sari", "of budi", "of budi"]


def test_what_was_not_selected_is_there_and_is_not_meant(answers: Store) -> None:
    ((_person, given),) = by_person(answers, {"sari": "sari"}, Selection(kinds=(Kind.QUIZ,)))
    assert [bool(one.is_meant) for one in given] == [False, True]
    assert given[0].response == "a"
