"""An older file is taken forward: step by step, each with its record, after a copy; or it is left as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from cstrain.core.attempt import Ending
from cstrain.core.value import replace
from cstrain.errors import ExitCode, RecordsLocked, RecordsNotCopied
from cstrain.records import attempts, migration, trainees
from cstrain.records import store as opening
from cstrain.records.attempts import Selection
from cstrain.records.erasing import mark
from cstrain.records.store import VERSION, Store
from cstrain.records.verify import verify
from tests.making import answered, choice, started
from tests.records.keeping import keep

FIRST = (Path(__file__).parent / "files" / "version-1.sql").read_text(encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file as the first version wrote it: two people, a grant, a passed quiz, an abandoned one, an open practice."""
    path = tmp_path / "records.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FIRST)
    return path


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def copies(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*"))


def shape(path: Path) -> dict[str, object]:
    """Every table's columns, every index's, and the views."""
    with closing(sqlite3.connect(path)) as db:
        names = db.execute("SELECT type, name, tbl_name FROM sqlite_schema ORDER BY name").fetchall()
        columns = {name: db.execute(f"PRAGMA table_xinfo('{name}')").fetchall() for kind, name, _ in names if kind != "index"}
        indexes = {name: db.execute(f"PRAGMA index_xinfo('{name}')").fetchall() for kind, name, _ in names if kind == "index"}
        keys = {name: db.execute(f"PRAGMA foreign_key_list('{name}')").fetchall() for kind, name, _ in names if kind == "table"}
        return {"names": names, "columns": columns, "indexes": indexes, "keys": keys}


def test_the_steps_lead_from_version_to_version_up_to_ours() -> None:
    assert [step.version for step in migration.steps()] == list(range(2, VERSION + 1))
    assert all(step.name for step in migration.steps())


def test_a_file_of_the_first_version_is_sound_and_whole_afterwards(old: Path) -> None:
    with Store(old) as store:
        soundness = verify(store)
        assert (soundness.trainees, soundness.attempts, soundness.answers, soundness.flaws) == (2, 3, 4, ())
        assert [one.name for one in trainees.everyone(store)] == ["Sari", "Budi"]
        outcomes = {outcome.attempt: outcome for outcome in attempts.outcomes(store, Selection())}
        assert outcomes["passed"].passed and outcomes["left"].ending is Ending.ABANDONED and outcomes["open"].ending is None
        assert attempts.load(store, "open").position == 1
    assert version(old) == VERSION


def test_it_is_then_what_a_new_file_is(old: Path, tmp_path: Path) -> None:
    Store(old).db.close()
    Store(tmp_path / "new.db").db.close()
    assert shape(old) == shape(tmp_path / "new.db")


def test_every_step_is_recorded_with_its_name(old: Path) -> None:
    with Store(old) as store:
        rows = store.db.execute("SELECT version, name, program, applied_at FROM migration").fetchall()
    assert [(number, name) for number, name, _, _ in rows] == [(step.version, step.name) for step in migration.steps()]
    assert all(program and applied_at.endswith("Z") for _, _, program, applied_at in rows)


def test_new_rows_stand_beside_the_old_ones(old: Path) -> None:
    with Store(old) as store:
        keep(store, replace(started(choice("one")), attempt="new"), [answered(0)], Ending.COMPLETED)
        assert verify(store).flaws == ()


def test_the_file_is_copied_as_it_was_before_anything_is_changed(old: Path) -> None:
    before = old.read_bytes()
    Store(old).db.close()
    (copy,) = copies(old)
    assert "version-1" in copy.name and version(copy) == 1
    with closing(sqlite3.connect(old.parent / "was.db")) as was, closing(sqlite3.connect(copy)) as db:
        was.deserialize(before)
        assert list(db.iterdump()) == list(was.iterdump())


def test_a_file_that_is_current_is_neither_copied_nor_stepped(old: Path) -> None:
    for _ in range(3):
        Store(old).db.close()
    assert len(copies(old)) == 1


def test_without_a_copy_nothing_is_changed(old: Path) -> None:
    (old.parent / "backups").write_text("no folder")
    before = old.read_bytes()
    with pytest.raises(RecordsNotCopied, check=lambda error: error.path == str(old) and bool(error.reason)) as refusal:
        Store(old)
    assert refusal.value.exit_code is ExitCode.RECORDS
    assert old.read_bytes() == before


def test_a_step_that_fails_leaves_the_version_before_it_whole(old: Path, tmp_path: Path) -> None:
    """The first step is through and recorded; the second fails half way, and nothing of it stays."""
    good = [replace(step) for step in migration.steps()]
    bad = tmp_path / "bad.sql"
    bad.write_text("CREATE TABLE extra (a TEXT) STRICT;\nCREATE TABLE extra (a TEXT) STRICT;\n")
    broken = migration.Step(version=VERSION + 1, name="broken", script=bad)
    with patch.object(migration, "steps", lambda: [*good, broken]), pytest.raises(Exception, match="extra"):
        Store(old)
    assert version(old) == VERSION
    with Store(old) as store:
        assert verify(store).flaws == ()
        assert store.db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone() == (0,)


def test_a_file_that_somebody_writes_to_is_waited_for_then_told(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    with closing(sqlite3.connect(old, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsLocked):
            Store(old)
    assert (version(old), copies(old)) == (1, [])


def test_a_window_that_was_faster_leaves_nothing_to_do(old: Path) -> None:
    """Both looked before either had the lock: the second finds the work done, and makes no copy of what is done."""
    with Store(old) as store:
        migration.bring_forward(store)
        assert len(copies(old)) == 1 and verify(store).flaws == ()


def test_one_that_was_put_back_in_the_middle_of_an_erasure_can_be_looked_at(old: Path) -> None:
    """The mark beside it is of a file that had erasures; the next one who opens the records for use goes on with it."""
    mark(old).touch()
    with Store(old, forward=False) as store:
        assert verify(store).flaws == ()
    assert mark(old).exists()
    Store(old).db.close()
    assert not mark(old).exists()
