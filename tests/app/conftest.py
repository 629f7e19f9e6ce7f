"""Who trains in these tests."""

import pytest

from cstrain.core.trainee import Trainee
from cstrain.records.store import Store
from tests.records.keeping import keep_trainee


@pytest.fixture
def sari(store: Store) -> Trainee:
    return keep_trainee(store, id="sari-id", name="Sari")
