"""Altered records are seen: what a database editor does to a file, and what verifying says of it, also against a receipt."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from cstrain.core.attempt import Ending
from cstrain.core.value import replace
from cstrain.errors import BadReceipt
from cstrain.records import receipt, seals
from cstrain.records.receipt import End
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee, tamper

TWO = (choice("one"), choice("two"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Sari, who passed one quiz and failed another."""
    path = tmp_path / "records.db"
    with Store(path) as store:
        keep_trainee(store)
        keep(store, replace(started(*TWO), attempt="passed"), [answered(0), answered(1)], Ending.COMPLETED)
        keep(store, replace(started(*TWO), attempt="failed"), [answered(0, 0), answered(1, Fraction(1, 3))], Ending.COMPLETED)
    return path


def found(path: Path, *held_against: End) -> list[tuple[str, str]]:
    with Store(path) as store:
        return [(flaw.check, flaw.where) for flaw in verify(store, held_against).flaws]


def ends(path: Path) -> list[End]:
    with Store(path) as store:
        return receipt.ends(store.db)


def one(path: Path, query: str) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute(query).fetchone()[0])


def machine(path: Path) -> str:
    return one(path, "SELECT substr(machine, 1, 8) FROM tip")


def carry_on(path: Path, attempt: str = "later") -> None:
    with Store(path) as store:
        keep(store, replace(started(*TWO), attempt=attempt), [answered(0), answered(1)], Ending.COMPLETED)


def test_a_file_as_it_was_written_fits_its_seals(file: Path) -> None:
    assert found(file) == []


def test_a_score_that_was_edited_and_made_to_add_up_is_named(file: Path) -> None:
    answer = one(file, "SELECT id FROM answer WHERE attempt_id = 'failed' AND position = 0")
    tamper(
        file,
        "UPDATE answer SET score = 1 WHERE attempt_id = 'failed'",
        "UPDATE finish SET score = 2, passed = 1 WHERE attempt_id = 'failed'",
    )
    flaws = found(file)
    assert flaws[0] == ("altered", f"answer {answer}")
    assert ("altered", "finish failed") in flaws and {check for check, _ in flaws} == {"altered"}


def test_a_name_that_was_edited_is_named(file: Path) -> None:
    detail = one(file, "SELECT id FROM trainee_detail")
    tamper(file, "UPDATE trainee_detail SET name = 'Someone else'")
    assert found(file) == [("altered", f"trainee_detail {detail}")]


FAILED = [f"DELETE FROM {table} WHERE attempt_id = 'failed'" for table in ("finish", "answer", "drawn")]


def test_an_attempt_that_was_taken_away_whole_is_named(file: Path) -> None:
    tamper(file, *FAILED, "DELETE FROM attempt WHERE id = 'failed'")
    flaws = found(file)
    assert ("gone", "attempt failed") in flaws and {check for check, _ in flaws} == {"gone"}


def test_a_row_that_was_taken_away_with_its_seal_breaks_the_chain(file: Path) -> None:
    number = int(one(file, "SELECT number FROM seal WHERE kind = 'finish' AND row = 'passed'"))
    tamper(file, "DELETE FROM finish WHERE attempt_id = 'passed'", "DELETE FROM seal WHERE kind = 'finish' AND row = 'passed'")
    (flaw,) = found(file)
    assert flaw == ("broken", f"{machine(file)} {number + 1}")


def test_a_tail_that_was_cut_off_is_seen_by_where_the_chain_is_said_to_end(file: Path) -> None:
    (last,) = ends(file)
    tamper(
        file,
        *FAILED,
        "DELETE FROM attempt WHERE id = 'failed'",
        "DELETE FROM seal WHERE number >= (SELECT number FROM seal WHERE row = 'failed' AND kind = 'attempt')",
    )
    assert ("cut", f"{machine(file)} {last.number}") in found(file)


def test_a_tail_cut_off_with_the_end_moved_is_seen_by_the_key(file: Path) -> None:
    before = ends(file)
    tamper(
        file,
        *FAILED,
        "DELETE FROM attempt WHERE id = 'failed'",
        "DELETE FROM seal WHERE number >= (SELECT number FROM seal WHERE row = 'failed' AND kind = 'attempt')",
        "UPDATE tip SET (number, hash) = (SELECT number, hash FROM seal ORDER BY number DESC LIMIT 1)",
    )
    (last,) = ends(file)
    assert found(file) == [("forged", f"{machine(file)} {last.number}")]
    # Without the key it is seen against the receipt alone.
    seals.key_path(file).unlink()
    assert found(file) == []
    assert found(file, *before) == [("receipt", f"{machine(file)} {before[0].number}")]


def test_a_pass_that_was_put_in_has_no_seal(file: Path) -> None:
    columns = "ending, score, maximum, passed, critical_errors, answers, elapsed_ms, finished_at, finished_offset, '', ''"
    tamper(
        file,
        "INSERT INTO attempt SELECT sequence + 1, 'forged', trainee_id, kind, module, module_version, policy, seed, language,"
        " identity, program, started_at, started_offset, 0, '', '[]', '' FROM attempt WHERE id = 'passed'",
        "INSERT INTO drawn SELECT 'forged', position, item, kind, content_hash, options FROM drawn WHERE attempt_id = 'passed'",
        "INSERT INTO answer SELECT sequence + 1, 'forged ' || position, 'forged', position, content_hash, language, response,"
        " score, maximum, chance, critical, elapsed_ms, answered_at, answered_offset, 0 FROM answer WHERE attempt_id = 'passed'",
        f"INSERT INTO finish SELECT 'forged', {columns} FROM finish WHERE attempt_id = 'passed'",
    )
    assert found(file) == [
        ("added", "attempt forged"),
        ("added", "answer forged 0"),
        ("added", "answer forged 1"),
        ("added", "finish forged"),
    ]


def test_a_forged_seal_is_seen_by_the_key(file: Path) -> None:
    """Everything about it fits; only the key to make its code was not there."""
    with Store(file) as store:
        store.db.execute("INSERT INTO attempt_grant VALUES (1, 'forged', 'trainee-1', 'welcome', '2026-01-01T00:00:00.000Z', 0)")
        own = seals.read_key(file)
        seals.seal(store.db, seals.Key(secret=os.urandom(32), machine=own.machine), [("attempt_grant", "forged")])
    flaws = found(file)
    assert {check for check, _ in flaws} == {"forged"} and len(flaws) == 2


def test_two_rows_that_changed_places_are_seen(file: Path) -> None:
    """A failed attempt made the later one."""
    tamper(
        file,
        "UPDATE attempt SET sequence = -1 WHERE id = 'passed'",
        "UPDATE attempt SET sequence = sequence + 1 WHERE id = 'failed'",
        "UPDATE attempt SET sequence = (SELECT sequence FROM attempt WHERE id = 'failed') + 1 WHERE id = 'passed'",
    )
    assert found(file) == [("moved", "attempt failed")]


def test_erased_salts_need_an_erasure_that_lists_the_row(file: Path) -> None:
    tamper(file, "UPDATE seal SET salt = NULL WHERE kind = 'finish' AND row = 'failed'")
    assert found(file) == [("added", "finish failed")]
    tamper(file, "DELETE FROM finish WHERE attempt_id = 'failed'")
    assert found(file) == [("gone", "finish failed")]


def yesterday(path: Path) -> None:
    shutil.copy(path, path.with_name("yesterday.db"))


def put_back(path: Path) -> None:
    shutil.copy(path.with_name("yesterday.db"), path)


def put_back_and_go_on(path: Path) -> None:
    put_back(path)
    carry_on(path, "other")


def reseal(path: Path, *, keep_key: bool = False) -> None:
    """A new past, by someone with all the means there are on the machine."""
    tamper(path, "UPDATE answer SET score = 1", "UPDATE finish SET score = 2, passed = 1", "DELETE FROM seal", "DELETE FROM tip")
    if not keep_key:
        seals.key_path(path).unlink()
    with Store(path) as store, store.writing():
        seals.seal(store.db, seals.key_of(path), seals.unsealed(store.db))


REWRITTEN: dict[str, Callable[[Path], None]] = {
    "yesterday's copy put back": put_back,
    "yesterday's copy put back and gone on with": put_back_and_go_on,
    "everything sealed anew with another key": reseal,
    "everything sealed anew with its own key": partial(reseal, keep_key=True),
}


@pytest.mark.parametrize("rewrite", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_a_past_that_was_written_anew_fits_itself_and_not_the_receipt(file: Path, rewrite: Callable[[Path], None]) -> None:
    yesterday(file)
    carry_on(file)
    (kept,) = ends(file)
    rewrite(file)
    assert found(file) == []
    assert found(file, kept) == [("receipt", f"{kept.machine} {kept.number}")]


def test_a_receipt_stays_good_while_the_records_grow(file: Path) -> None:
    kept = ends(file)
    carry_on(file)
    assert found(file, *kept) == []


def test_copies_that_went_on_apart_are_branches_and_no_flaw(file: Path) -> None:
    """Put together as a merge does it: both ends stay, and each row stands in the order of its own branch."""
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    shutil.copy(seals.key_path(file), seals.key_path(copy))
    carry_on(file)
    carry_on(copy, "there")
    with closing(sqlite3.connect(file)) as db:
        db.execute("ATTACH ? AS other", (str(copy),))
        for table in ("attempt", "drawn", "answer", "finish", "seal", "tip"):
            db.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM other.{table}")
        db.commit()
    with Store(file) as store:
        soundness = verify(store)
        assert (soundness.flaws, soundness.machines, soundness.branches) == ((), 1, 1)
        carry_on(file, "after")
        assert verify(store).flaws == ()
    tamper(file, "UPDATE attempt SET sequence = 5 WHERE id = 'there'")
    assert found(file) == [("moved", "attempt there")]


# The text of a receipt


def test_a_receipt_is_read_from_whatever_stands_around_it(file: Path) -> None:
    (end,) = ends(file)
    assert receipt.read(f"> Kwitansi,  1 mesin:\r\n>  {end.line.upper()}  \n-- \nHR") == [end]
    assert len(end.line) < 60


@pytest.mark.parametrize("text", ["", "nothing of the kind", "\0\0", "12345678 12 short 1234"])
def test_what_holds_no_line_of_a_receipt_is_refused(text: str) -> None:
    with pytest.raises(BadReceipt, check=lambda error: error.line == ""):
        receipt.read(text)


def test_a_slip_in_copying_is_told_as_one(file: Path) -> None:
    (end,) = ends(file)
    for place in range(len(end.line)):
        if end.line[place] != " ":
            wrong = end.line[:place] + ("0" if end.line[place] != "0" else "1") + end.line[place + 1 :]
            with pytest.raises(BadReceipt, check=lambda error: bool(error.line)):
                receipt.read(wrong)
