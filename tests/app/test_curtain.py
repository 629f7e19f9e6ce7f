"""PINs and the passphrase: kept as salted hashes, changed by a new row, the newest holds."""

import pytest

from cstrain.app import curtain, trainees
from cstrain.app.trainees import Details
from cstrain.core.trainee import Trainee
from cstrain.errors import BadPin
from cstrain.records.store import Store
from tests.conftest import StoppedClock


@pytest.fixture
def sari(store: Store, stopped: StoppedClock) -> Trainee:
    return trainees.add(store, Details(name="Sari"), stopped.clock)


def test_a_pin_is_right_or_not(store: Store, stopped: StoppedClock, sari: Trainee) -> None:
    assert curtain.pin_of(store, sari) is None
    curtain.set_pin(store, sari, " 4711 ", stopped.clock)
    pin = curtain.pin_of(store, sari)
    assert pin and curtain.is_right("4711", pin)
    assert not any(curtain.is_right(typed, pin) for typed in ("4712", "", "47110", "\udcff"))


def test_the_newest_pin_holds_also_when_it_is_none(store: Store, stopped: StoppedClock, sari: Trainee) -> None:
    for typed in ("1111", "2222"):
        curtain.set_pin(store, sari, typed, stopped.clock)
    pin = curtain.pin_of(store, sari)
    assert pin and curtain.is_right("2222", pin) and not curtain.is_right("1111", pin)
    curtain.remove_pin(store, sari, stopped.clock)
    assert curtain.pin_of(store, sari) is None


def test_a_pin_stands_nowhere_as_it_was_typed_and_one_pin_has_two_hashes(
    store: Store, stopped: StoppedClock, sari: Trainee
) -> None:
    for _again in range(2):
        curtain.set_pin(store, sari, "47114711", stopped.clock)
    digests = {digest for (digest,) in store.db.execute("SELECT digest FROM pin")}
    assert len(digests) == 2 and b"47114711" not in store.path.read_bytes()


@pytest.mark.parametrize("typed", ["", "123", "1234567890123", "12a4", "12 34", "١٢٣٤"])
def test_what_is_no_pin_is_refused(store: Store, stopped: StoppedClock, sari: Trainee, typed: str) -> None:
    with pytest.raises(BadPin):
        curtain.set_pin(store, sari, typed, stopped.clock)
    assert curtain.pin_of(store, sari) is None


def test_of_joined_entries_the_newest_pin_holds(store: Store, stopped: StoppedClock, sari: Trainee) -> None:
    other = trainees.add(store, Details(name="Sari D."), stopped.clock)
    curtain.set_pin(store, other, "2222", stopped.clock)
    joined = trainees.join(store, sari, other, stopped.clock)
    pin = curtain.pin_of(store, joined)
    assert pin and curtain.is_right("2222", pin)


def test_a_passphrase_comes_back_from_the_settings() -> None:
    kept = curtain.hashed("correct horse")
    assert curtain.read(curtain.written(kept)) == kept
    assert [curtain.read(text) for text in ("", "half", " x")] == [None, None, None]
