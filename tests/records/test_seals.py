"""Every row that is written gets its place in the chain of its machine."""

import os
import stat
from pathlib import Path

import pytest

from cstrain.errors import RecordsUnreachable
from cstrain.records import seals
from cstrain.records.store import Store
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee

CHAIN = "SELECT machine, number, hash, previous, kind, row, salt, digest, mac FROM seal ORDER BY number"


def test_each_row_has_one_seal_in_the_order_of_writing(store: Store) -> None:
    keep_trainee(store)
    attempt = keep(store, started(choice(), choice()), [answered(0)])
    chain = store.db.execute(CHAIN).fetchall()
    assert [row[4] for row in chain] == ["trainee", "trainee_detail", "attempt", "answer"]
    assert [row[1] for row in chain] == [1, 2, 3, 4]
    assert chain[2][5] == attempt.started.attempt
    assert not [*seals.unsealed(store.db)]


def test_a_seal_is_of_its_row_of_the_one_before_and_of_the_key(store: Store) -> None:
    keep_trainee(store)
    keep(store, started(choice(), choice()), [answered(0)])
    key = seals.read_key(store.path)
    before = seals.NOTHING
    for machine, number, hash, previous, kind, row, salt, digest, mac in store.db.execute(CHAIN).fetchall():
        content = seals.covered(store.db, kind, row)
        assert content is not None
        assert digest == seals.digest(salt, content)
        assert previous == before
        assert hash == seals.chained(previous, machine, number, kind, row, digest)
        assert (machine, mac) == (key.machine, seals.seal_code(key, hash))
        before = hash
    assert store.db.execute("SELECT machine, hash, number, mac FROM tip").fetchall() == [
        (key.machine, before, 4, seals.tip_code(key, 4, before))
    ]


ALTERED = [
    "UPDATE attempt SET seed = seed + 1",
    "UPDATE attempt SET clock_step_s = -500",
    "UPDATE drawn SET item = 'other'",
    "DELETE FROM drawn WHERE position = 1",
]


@pytest.mark.parametrize("change", ALTERED)
def test_a_row_that_was_changed_no_longer_fits_its_seal(store: Store, change: str) -> None:
    keep_trainee(store)
    keep(store, started(choice(), choice()))
    salt, digest, row = store.db.execute("SELECT salt, digest, row FROM seal WHERE kind = 'attempt'").fetchone()
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute(change)
    content = seals.covered(store.db, "attempt", row)
    assert content is not None
    assert seals.digest(salt, content) != digest


def test_a_column_that_is_added_later_changes_no_digest(store: Store) -> None:
    keep_trainee(store)
    keep(store, started(choice(), choice()))
    (row,) = store.db.execute("SELECT row FROM seal WHERE kind = 'attempt'").fetchone()
    before = seals.covered(store.db, "attempt", row)
    store.db.execute("ALTER TABLE attempt ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
    store.db.execute("ALTER TABLE attempt ADD COLUMN weight INTEGER NOT NULL DEFAULT 3")
    assert seals.covered(store.db, "attempt", row) == before


def test_an_erased_row_leaves_its_seal_without_the_salt(store: Store) -> None:
    keep_trainee(store)
    with store.writing():
        seals.unsalt(store.db, [("trainee_detail", store.db.execute("SELECT id FROM trainee_detail").fetchone()[0])])
    assert store.db.execute("SELECT kind, salt IS NULL FROM seal ORDER BY number").fetchall() == [
        ("trainee", 0),
        ("trainee_detail", 1),
    ]


def test_what_fails_leaves_neither_row_nor_seal(store: Store) -> None:
    keep_trainee(store)
    with pytest.raises(ZeroDivisionError), store.writing():
        store.append("trainee", "2026-01-01T00:00:00.000Z", id="x", created_at="2026-01-01T00:00:00.000Z", created_offset=0)
        raise ZeroDivisionError
    keep_trainee(store, id="trainee-2")
    assert [number for (number,) in store.db.execute("SELECT number FROM seal ORDER BY number")] == [1, 2, 3, 4]


def test_copies_of_a_file_with_its_key_go_on_with_one_chain(store: Store, tmp_path: Path) -> None:
    keep_trainee(store)
    with Store(store.path) as other:
        keep_trainee(other, id="trainee-2")
    assert {machine for (machine,) in store.db.execute("SELECT machine FROM seal")} == {seals.read_key(store.path).machine}


def test_without_its_key_a_file_is_gone_on_with_by_another_machine(store: Store) -> None:
    keep_trainee(store)
    seals.key_path(store.path).unlink()
    keep_trainee(store, id="trainee-2")
    chain = store.db.execute("SELECT machine, number, length(previous) FROM seal").fetchall()
    assert len({machine for machine, _, _ in chain}) == 2
    assert sorted((number, length) for _, number, length in chain) == [(1, 0), (1, 0), (2, 16), (2, 16)]


@pytest.mark.parametrize("content", ["", "zz", "ab" * 31, "é"])
def test_what_is_no_key_is_refused_and_left(store: Store, content: str) -> None:
    seals.key_path(store.path).write_text(content, encoding="utf-8")
    with pytest.raises(RecordsUnreachable, check=lambda error: error.path.endswith(".key")):
        keep_trainee(store)
    assert seals.key_path(store.path).read_text(encoding="utf-8") == content


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_reads_the_key(store: Store) -> None:
    keep_trainee(store)
    assert stat.S_IMODE(seals.key_path(store.path).stat().st_mode) == 0o600
