"""Verifying finds what does not fit, names it, and passes what does."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest

from cstrain.core.attempt import Ending, Event, Kind
from cstrain.core.value import replace
from cstrain.errors import RecordsLocked
from cstrain.records import attempts
from cstrain.records import store as opening
from cstrain.records.store import Store
from cstrain.records.verify import Soundness, verify
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee, tamper

TWO = (choice("one"), choice("two"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A passed quiz, an abandoned one, a practice that is still open; two people."""
    path = tmp_path / "records.db"
    with Store(path) as store:
        keep_trainee(store)
        keep_trainee(store, id="trainee-2")
        keep(store, replace(started(*TWO), attempt="passed"), [answered(0), answered(1)], Ending.COMPLETED)
        keep(store, replace(started(*TWO), attempt="left"), [answered(0, Fraction(1, 3))], Ending.ABANDONED)
        keep(store, replace(started(*TWO, kind=Kind.PRACTICE), attempt="open"), [answered(0, Fraction(2, 21))])
    return path


def verified(path: Path) -> Soundness:
    with Store(path) as store:
        return verify(store)


# What is found without the seals (tests/records/test_chain.py is about those).
ROWS = ("integrity", "reference", "total")


def found(path: Path) -> set[tuple[str, str]]:
    return {(flaw.check, flaw.where) for flaw in verified(path).flaws if flaw.check in ROWS}


def test_a_sound_file_has_no_flaws_and_is_counted(file: Path) -> None:
    assert verified(file) == Soundness(trainees=2, attempts=3, answers=4, set_back=0, flaws=(), machines=1)


def test_an_empty_file_is_sound(store: Store) -> None:
    assert verify(store) == Soundness(trainees=0, attempts=0, answers=0, set_back=0, flaws=())


PASSED = "WHERE attempt_id = 'passed'"
TOTALS = [
    f"UPDATE answer SET score = 0 {PASSED} AND position = 0",
    f"UPDATE answer SET critical = 1 {PASSED} AND position = 1",
    f"UPDATE answer SET elapsed_ms = 1 {PASSED} AND position = 1",
    f"DELETE FROM answer {PASSED} AND position = 0",
    f"DELETE FROM answer {PASSED} AND position = 1",
    f"UPDATE answer SET response = 'a' {PASSED}",
    f"UPDATE answer SET answered_at = 'yesterday' {PASSED}",
    f"UPDATE finish SET score = 1.5 {PASSED}",
    f"UPDATE finish SET maximum = 3 {PASSED}",
    f"UPDATE finish SET passed = 0 {PASSED}",
    f"UPDATE finish SET critical_errors = 1 {PASSED}",
    f"UPDATE finish SET answers = 1 {PASSED}",
    f"UPDATE finish SET elapsed_ms = 1 {PASSED}",
    f"UPDATE finish SET ending = 'abandoned' {PASSED}",
    f"UPDATE finish SET ending = 'won' {PASSED}",
    f"UPDATE drawn SET options = 'a, b, c' {PASSED}",
    f"UPDATE drawn SET options = '1' {PASSED}",
    "UPDATE attempt SET kind = 'practice' WHERE id = 'passed'",
    "UPDATE attempt SET kind = 'exam' WHERE id = 'passed'",
    "UPDATE attempt SET started_at = '' WHERE id = 'passed'",
    "UPDATE attempt SET policy = '[' WHERE id = 'passed'",
    "UPDATE attempt SET policy = '{}' WHERE id = 'passed'",
    "UPDATE attempt SET policy = '[]' WHERE id = 'passed'",
    "UPDATE attempt SET policy = '{\"more\": 1, ' || substr(policy, 2) WHERE id = 'passed'",
]


@pytest.mark.parametrize("change", TOTALS)
def test_a_result_that_is_not_what_the_rows_add_up_to_is_found_with_its_attempt(file: Path, change: str) -> None:
    tamper(file, change)
    assert found(file) == {("total", "attempt passed")}


def test_every_altered_attempt_is_named(file: Path) -> None:
    tamper(file, "UPDATE finish SET score = score + 0.25")
    assert found(file) == {("total", "attempt passed"), ("total", "attempt left")}


REFERENCES = {
    "DELETE FROM trainee WHERE id = 'trainee-1'": {"attempt left -> trainee", "attempt open -> trainee"},
    "DELETE FROM attempt WHERE id = 'left'": {"finish -> attempt", "drawn -> attempt"},
    "UPDATE answer SET id = 'lost' WHERE attempt_id = 'open'; DELETE FROM drawn WHERE attempt_id = 'open'": {
        "answer lost -> drawn"
    },
}


@pytest.mark.parametrize(("change", "missing"), REFERENCES.items())
def test_a_missing_row_is_found_by_those_that_point_to_it(file: Path, change: str, missing: set[str]) -> None:
    tamper(file, *change.split(";"))
    assert {where for check, where in found(file) if check == "reference"} >= missing


IMPOSSIBLE = [
    "UPDATE answer SET score = 2 WHERE position = 0",
    "UPDATE answer SET critical = 7",
    "UPDATE attempt SET identity = 'the boss'",
]


@pytest.mark.parametrize("change", IMPOSSIBLE)
def test_a_value_that_the_schema_forbids_is_found(file: Path, change: str) -> None:
    tamper(file, change)
    assert {flaw.check for flaw in verified(file).flaws} == {"integrity"}


SCHEMA = {
    "CREATE TRIGGER kind AFTER INSERT ON answer BEGIN UPDATE answer SET score = maximum; END": "trigger kind",
    "CREATE VIEW more AS SELECT 1": "view more",
    "CREATE TABLE more (id TEXT)": "table more",
    "ALTER TABLE answer ADD COLUMN more TEXT": "table answer",
    "DROP INDEX attempt_by_trainee": "index attempt_by_trainee",
    "DROP VIEW person": "view person",
}


@pytest.mark.parametrize(("change", "part"), SCHEMA.items())
def test_a_part_of_the_file_that_is_not_ours_is_found(file: Path, change: str, part: str) -> None:
    tamper(file, change)
    assert {(flaw.check, flaw.where) for flaw in verified(file).flaws} == {("schema", part)}


def test_a_view_that_tells_something_else_is_found(file: Path) -> None:
    tamper(file, "DROP VIEW identity", "CREATE VIEW identity AS SELECT id AS trainee_id, 'x' AS person_id FROM trainee")
    assert {(flaw.check, flaw.where) for flaw in verified(file).flaws} == {("schema", "view identity")}


def root_page(path: Path, name: str) -> int:
    with Store(path) as store:
        (page,) = store.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return int(page)


def overwritten(content: bytes, start: int, patch: bytes) -> bytes:
    return content[:start] + patch + content[start + len(patch) :]


DAMAGE: dict[str, tuple[str, Callable[[bytes, int], bytes]]] = {
    "a table's page filled with ones": ("answer", lambda content, at: overwritten(content, at, b"\xff" * 4096)),
    "a table's page zeroed": ("attempt", lambda content, at: overwritten(content, at, bytes(4096))),
    "rows of a page zeroed": ("answer", lambda content, at: overwritten(content, at + 2048, bytes(2048))),
    "an index's page zeroed": ("attempt_by_trainee", lambda content, at: overwritten(content, at, bytes(4096))),
    "an index that lost its rows": ("attempt_by_trainee", lambda content, at: overwritten(content, at + 3, b"\0\0")),
}


@pytest.mark.parametrize(("table", "damage"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_page_is_found_and_left_as_it_is(file: Path, table: str, damage: Callable[[bytes, int], bytes]) -> None:
    start = (root_page(file, table) - 1) * 4096
    file.write_bytes(damage(file.read_bytes(), start))
    before = file.read_bytes()
    assert {flaw.check for flaw in verified(file).flaws} == {"integrity"}
    assert file.read_bytes() == before


def test_an_attempt_that_is_finished_while_it_is_looked_at_is_no_flaw(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever plays commits between two of our statements, or waits until the attempt has been read."""
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    events, met = attempts._events, []

    def while_someone_answers(store: Store, attempt: str) -> Iterator[Event]:
        if attempt == "open":
            with Store(file) as other, suppress(RecordsLocked), other.writing():
                met.append(attempt)
                other.db.execute("UPDATE drawn SET options = '[' WHERE attempt_id = 'open'")
                other.db.execute(
                    "INSERT INTO finish SELECT 'open', ending, 2, maximum, passed, critical_errors, answers,"
                    " elapsed_ms, finished_at, finished_offset, roleplay_ending, verdict FROM finish WHERE attempt_id = 'passed'"
                )
        return events(store, attempt)

    with Store(file) as store:
        monkeypatch.setattr(attempts, "_events", while_someone_answers)
        assert verify(store).flaws == () and met == ["open"]
    assert "added" in {flaw.check for flaw in verified(file).flaws}


def test_a_snapshot_is_one_state_and_leaves_nothing_open(store: Store) -> None:
    with Store(store.path) as other, store.snapshot(), store.snapshot():
        before = store.db.execute("SELECT count(*) FROM trainee").fetchone()
        with other.reading() as db:
            assert db.execute("SELECT count(*) FROM trainee").fetchone() == before
        assert store.db.in_transaction
    assert not store.db.in_transaction
    with store.writing():
        with store.snapshot():
            assert store.db.in_transaction
        assert store.db.in_transaction
    with pytest.raises(KeyError), store.snapshot():
        raise KeyError
    keep_trainee(store)
