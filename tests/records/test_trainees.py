"""People in the records: stored as they are, in the order they came; attempts granted to them."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstrain.core.trainee import Trainee
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.making import NOON
from tests.records.keeping import keep_trainee


def test_everyone_comes_back_as_added_in_the_order_they_came(store: Store) -> None:
    added = [
        keep_trainee(store, id="z", name="Zainal", employee_number="007", branch="Medan", cohort="spring"),
        keep_trainee(store, id="a", name="Ani"),
    ]
    assert trainees.everyone(store) == added


foreign = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=foreign.filter(bool), number=foreign, branch=foreign, cohort=foreign)
def test_no_text_is_too_strange_to_be_kept(store: Store, name: str, number: str, branch: str, cohort: str) -> None:
    """Quotes, markup, SQL, NUL, scripts of any direction: all of it is data."""
    added = Trainee(id=str(len(trainees.everyone(store))), name=name, employee_number=number, branch=branch, cohort=cohort)
    with store.writing():
        trainees.add(store, added, NOON)
    assert trainees.everyone(store)[-1] == added


def test_one_id_is_one_person(store: Store) -> None:
    keep_trainee(store, name="Sari")
    with pytest.raises(sqlite3.IntegrityError):
        keep_trainee(store, name="Budi")
    assert [one.name for one in trainees.everyone(store)] == ["Sari"]


def test_grants_are_counted_by_person_and_module(store: Store) -> None:
    keep_trainee(store, id="sari")
    keep_trainee(store, id="budi")
    assert trainees.grants(store) == {}
    for person, module in [("sari", "welcome"), ("sari", "welcome"), ("sari", "care"), ("budi", "welcome")]:
        with store.writing():
            trainees.grant(store, person, module, NOON)
    assert trainees.grants(store) == {("sari", "welcome"): 2, ("sari", "care"): 1, ("budi", "welcome"): 1}
