"""Erasing: rows, salts, free pages and our own backups; all of it or nothing, whenever it is interrupted."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cstrain.core.attempt import Ending, Kind
from cstrain.core.session import Away, Paused
from cstrain.core.value import replace
from cstrain.errors import CannotWrite
from cstrain.records import attempts, backup, erasing, seals, sessions, trainees
from cstrain.records.attempts import Selection
from cstrain.records.erasing import Subject, erase, finish, mark
from cstrain.records.sessions import Participant
from cstrain.records.store import APPLICATION_ID, Store
from cstrain.records.verify import verify
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee
from tests.records.test_sessions import head

GONE = "Sari Erased"


def office(store: Store) -> None:
    """Sari, who was entered twice, and Budi; each entry has a finished attempt."""
    for id, name in (("sari", GONE), ("sari-2", GONE), ("budi", "Budi")):
        keep_trainee(store, id=id, name=name, branch=f"branch of {id}")
        begun = replace(started(choice()), attempt=f"attempt of {id}", trainee=id, kind=Kind.QUIZ)
        keep(store, begun, [answered(0)], Ending.COMPLETED)
        with store.writing():
            trainees.grant(store, id, "welcome", NOON)
    with store.writing():
        trainees.join(store, "sari", "sari-2", NOON)


SARI = [Subject("trainee", "sari"), Subject("trainee", "sari-2")]


def counts(db: sqlite3.Connection) -> dict[str, int]:
    return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*seals.SEALED, "drawn")}


def test_every_row_of_the_person_is_gone_and_nobody_elses(store: Store) -> None:
    office(store)
    erase(store, SARI, NOON)
    assert [one.name for one in trainees.everyone(store)] == ["Budi"]
    assert [one.attempt for one in attempts.outcomes(store, Selection())] == ["attempt of budi"]
    one = dict.fromkeys(("trainee", "trainee_detail", "attempt_grant", "attempt", "answer", "finish", "drawn"), 1)
    assert counts(store.db) == {**dict.fromkeys(seals.SEALED, 0), **one, "erasure": 2}
    assert verify(store).flaws == ()


def test_the_seals_stay_without_their_salts_and_the_tombstones_name_the_rows(store: Store) -> None:
    office(store)
    before = store.db.execute("SELECT count(*) FROM seal").fetchone()[0]
    erase(store, SARI, NOON)
    told = {subject: json.loads(rows) for subject, rows in store.db.execute("SELECT subject, rows FROM erasure")}
    assert set(told) == {"trainee sari", "trainee sari-2"}
    named = {(kind, id) for rows in told.values() for kind, id in rows}
    without = set(store.db.execute("SELECT kind, row FROM seal WHERE salt IS NULL"))
    # trainee, detail, grant, attempt, answer, finish of two entries, and what joined them
    assert named == without and len(without) == 13
    assert store.db.execute("SELECT count(*) FROM seal").fetchone()[0] == before + 2
    rows = set(store.db.execute("SELECT kind, row FROM seal WHERE salt IS NOT NULL"))
    assert all(seals.covered(store.db, kind, row) for kind, row in rows)


def test_an_attempt_goes_alone(store: Store) -> None:
    office(store)
    erase(store, [Subject("attempt", "attempt of sari")], NOON)
    assert [one.attempt for one in attempts.outcomes(store, Selection())] == ["attempt of sari-2", "attempt of budi"]
    ((subject, rows),) = store.db.execute("SELECT subject, rows FROM erasure").fetchall()
    assert subject == "attempt attempt of sari"
    assert sorted(kind for kind, _ in json.loads(rows)) == ["answer", "attempt", "finish"]
    assert verify(store).flaws == ()


def test_a_session_goes_with_who_answered_what_in_it(store: Store) -> None:
    office(store)
    for id in ("monday", "tuesday"):
        with store.writing():
            sessions.start(store, head(id=id), "0")
            sessions.seat(store, id, Participant(trainee="budi", nickname="Bu"), NOON)
            sessions.keep(store, id, 0, Away(person="budi"), NOON)
    erase(store, [Subject("session", "monday")], NOON)
    assert [one.id for one in sessions.heads(store)] == ["tuesday"]
    assert counts(store.db) == {**counts(store.db), "session": 1, "participant": 1, "session_event": 1, "attempt": 3}
    (rows,) = store.db.execute("SELECT rows FROM erasure").fetchone()
    assert [kind for kind, _id in json.loads(rows)] == ["session_event", "participant", "session"]
    assert verify(store).flaws == ()


def test_a_session_is_as_old_as_the_newest_thing_that_happened_in_it(store: Store) -> None:
    for id in ("left", "gone on with"):
        with store.writing():
            sessions.start(store, head(id=id), "0")
    with store.writing():
        sessions.keep(store, "gone on with", 0, Paused(), NOON + timedelta(hours=2))
    assert sessions.ended_before(store, NOON) == []
    assert sessions.ended_before(store, NOON + timedelta(hours=1)) == ["left"]


def test_a_tombstone_of_a_kind_that_is_not_known_erases_nothing(store: Store) -> None:
    office(store)
    before = counts(store.db)
    erase(store, [Subject("branch", "attempt of sari")], NOON)
    assert counts(store.db) == {**before, "erasure": 1}


def test_no_byte_of_the_name_is_left_in_the_file_or_in_our_backups(store: Store) -> None:
    """Also in a backup of an older version, which has fewer tables."""
    office(store)
    kept = backup.keep(store)
    older = kept.with_name("records-20250101-000000-version-1.db")
    shutil.copy(kept, older)
    with closing(sqlite3.connect(older, isolation_level=None)) as db:
        for view in ("person", "identity", "joint"):
            db.execute(f"DROP VIEW {view}")
        for table in ("joined", "pin", "erasure", "participant", "session_event", "session", "set_aside", "seal", "tip", "turn"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 1")
    assert all(GONE.encode() in path.read_bytes() for path in (store.path, kept, older))
    erase(store, SARI, NOON)
    assert finish(store) == []
    for path in (store.path, kept, older):
        assert GONE.encode() not in path.read_bytes() and b"Budi" in path.read_bytes()
        assert backup.is_sound(path)
    assert not mark(store.path).exists()


def test_a_backup_that_becomes_the_records_again_knows_what_was_erased(store: Store, tmp_path: Path) -> None:
    office(store)
    kept = backup.keep(store)
    erase(store, SARI, NOON)
    finish(store)
    restored = tmp_path / "restored" / "records.db"
    restored.parent.mkdir()
    shutil.copy(kept, restored)
    shutil.copy(seals.key_path(store.path), seals.key_path(restored))
    with Store(restored) as again:
        assert [one.name for one in trainees.everyone(again)] == ["Budi"]
        assert again.db.execute("SELECT count(*) FROM erasure").fetchone()[0] == 2
        assert list(seals.unsealed(again.db)) == []
        assert verify(again).flaws == ()


def test_finishing_twice_changes_nothing_more(store: Store) -> None:
    office(store)
    kept = backup.keep(store)
    erase(store, SARI, NOON)
    finish(store)
    done = kept.read_bytes()
    finish(store)
    assert kept.read_bytes() == done


def test_a_backup_that_cannot_be_opened_is_left_as_it_is_and_named(store: Store) -> None:
    """It may be all that is left of other people's records."""
    office(store)
    kept = backup.keep(store)
    damaged, strange = (kept.with_name(f"records-2026010{day}-000000.db") for day in (2, 1))
    damaged.write_bytes(b"damaged")
    with closing(sqlite3.connect(strange)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.execute("CREATE TABLE something_else (id TEXT)")
    before = strange.read_bytes()
    erase(store, SARI, NOON)
    assert finish(store) == [damaged, strange]
    assert (damaged.read_bytes(), strange.read_bytes()) == (b"damaged", before)


def test_where_the_mark_cannot_be_left_nothing_is_erased(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office(store)
    monkeypatch.setattr(erasing, "mark", lambda path: path / "nowhere")
    with pytest.raises(CannotWrite):
        erase(store, SARI, NOON)
    assert len(trainees.everyone(store)) == 2


def test_what_someone_else_keeps_busy_is_tried_again_at_the_next_start(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office(store)
    kept = backup.keep(store)
    erase(store, SARI, NOON)
    monkeypatch.setattr("cstrain.records.erasing.PATIENCE_SECONDS", 0.01)
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        finish(store)
        assert mark(store.path).exists() and GONE.encode() in kept.read_bytes()
    with Store(store.path):
        pass
    assert not mark(store.path).exists() and GONE.encode() not in kept.read_bytes()


KILLED = """
import os, sys
from pathlib import Path
from datetime import UTC, datetime
from cstrain.records.erasing import Subject, erase, finish
from cstrain.records.store import APPLICATION_ID, Store
path, stop = Path(sys.argv[1]), int(sys.argv[2])
events = 0
def watch(event, arguments):
    # Whatever touches a file, at every one of its instants in turn.
    global events
    if event in ("open", "os.rename", "os.link", "os.remove", "sqlite3.connect"):
        events += 1
        if events == stop:
            os._exit(9)
def step():
    global events
    events += 1
    if events == stop:
        os._exit(9)
    return 0
with Store(path) as store:
    sys.addaudithook(watch)
    store.db.set_progress_handler(step, 300)
    erase(store, [Subject("trainee", "sari"), Subject("trainee", "sari-2")], datetime(2026, 3, 1, 12, tzinfo=UTC))
    finish(store)
"""


def test_killed_at_any_instant_all_is_there_or_all_is_gone_and_the_next_start_finishes(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    with Store(base / "records.db") as store:
        office(store)
        backup.keep(store)
    fates = set()
    for stop in range(1, 60):
        folder = tmp_path / f"stop-{stop}"
        shutil.copytree(base, folder)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder / "records.db"), str(stop)],
            capture_output=True,
            check=False,
            env={**os.environ},
        )
        assert ended.returncode in (0, 9), ended.stderr
        with Store(folder / "records.db") as store:
            there = GONE in {one.name for one in trainees.everyone(store)}
            assert counts(store.db)["trainee"] == (3 if there else 1)
            assert counts(store.db)["attempt"] == (3 if there else 1)
            assert verify(store).flaws == ()
        assert not mark(folder / "records.db").exists()
        left = {path.name: GONE.encode() in path.read_bytes() for path in folder.rglob("*.db*") if path.is_file()}
        assert set(left.values()) <= ({True, False} if there else {False}), (stop, left)
        fates.add((ended.returncode, there))
        shutil.rmtree(folder)
        if ended.returncode == 0:
            break
    assert fates == {(9, True), (9, False), (0, False)}


def test_every_table_with_rows_of_a_person_is_emptied_of_them(store: Store) -> None:
    """A table that is added later must be named in `erasing`."""
    tables = {name for (name,) in store.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    columns = {table: {row[1] for row in store.db.execute(f"PRAGMA table_info({table})")} for table in tables}
    assert {table for table in tables if "trainee_id" in columns[table]} <= set(erasing.OF_TRAINEES) | {"attempt"}
    assert {table for table in tables if "attempt_id" in columns[table]} <= set(erasing.OF_ATTEMPTS)
