"""What a merge brings, from what; and that it is all or nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from threading import Event

import pytest

from cstrain.core.attempt import Ending, Finished, replay
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import CannotWrite, NotMerged, RecordsDamaged
from cstrain.records import attempts, backup, erasing, merge, seals, source, trainees
from cstrain.records.counting import Counts
from cstrain.records.erasing import Subject
from cstrain.records.store import VERSION, Store
from cstrain.records.verify import verify
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee, tamper
from tests.records.machines import merged, seen

TWO = (choice("one"), choice("two"))
FIRST_VERSION = (Path(__file__).parent / "files" / "version-1.sql").read_text(encoding="utf-8")


def machine(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name / "records.db"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Sari, with an open quiz of one answer."""
    path = machine(tmp_path, "ours")
    with Store(path) as store:
        keep_trainee(store)
        keep(store, replace(started(*TWO), attempt="open"), [answered(0)])
    return path


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Budi of another branch, who passed."""
    path = machine(tmp_path, "theirs")
    with Store(path) as store:
        keep_trainee(store, id="budi", name="Budi", employee_number="17")
        keep(store, replace(started(*TWO), attempt="passed", trainee="budi"), [answered(0), answered(1)], Ending.COMPLETED)
    return path


@pytest.fixture
def copy(ours: Path) -> Path:
    """Our folder as it was taken to another computer, its key with it."""
    folder = ours.parent.with_name("copy")
    shutil.copytree(ours.parent, folder)
    return folder / "records.db"


def answer(path: Path, position: int, score: int = 1, attempt: str = "open") -> None:
    with Store(path) as store, store.writing():
        attempts.answer(store, attempt, answered(position, score), "hash", "en")


def finish(path: Path, ending: Ending, minutes: int = 60, attempt: str = "open") -> None:
    with Store(path) as store:
        state = attempts.load(store, attempt)
        end = Finished(ending=ending, at=NOON + timedelta(minutes=minutes))
        with store.writing():
            attempts.finish(store, replay(state.started, [*state.answers, end]))


def content(folder: Path) -> dict[str, bytes]:
    """What is in a folder, its backups aside."""
    files = (each for each in sorted(folder.rglob("*")) if each.is_file() and each.parent.name != "backups")
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


def refusal(into: Path, *paths: Path) -> NotMerged:
    """The refusal, after which nothing is changed anywhere."""
    folders = {path.parent for path in (into, *paths) if path.parent.exists()}
    before = {folder: content(folder) for folder in folders}
    with pytest.raises(NotMerged) as refused:
        merged(into, *paths)
    # A backup may have been made before the rows did not fit.
    assert {folder: content(folder) for folder in folders} == before
    return refused.value


# What comes


def test_another_branch_comes_with_people_attempts_and_answers(ours: Path, theirs: Path) -> None:
    came = merged(ours, theirs)
    assert (came.files, came.read, came.new) == (
        1,
        Counts(trainees=1, attempts=1, answers=2),
        Counts(trainees=1, attempts=1, answers=2),
    )
    assert came.backup and came.backup.exists()
    found = seen(ours)
    assert [name for _, name, *_ in found["people"]] == ["Sari", "Budi"]
    assert [(one.attempt, one.passed) for one in found["attempts"]] == [("open", False), ("passed", True)]


def test_the_backup_is_the_file_as_it_was(ours: Path, theirs: Path) -> None:
    before = seen(ours)
    came = merged(ours, theirs)
    assert came.backup
    assert seen(came.backup) == before


def test_a_second_time_nothing_comes_and_nothing_is_copied(ours: Path, theirs: Path) -> None:
    merged(ours, theirs)
    before = content(ours.parent)
    came = merged(ours, theirs, theirs, ours)
    assert (came.files, came.new, came.backup) == (2, Counts(trainees=0, attempts=0, answers=0), None)
    assert content(ours.parent) == before


def test_a_trial_tells_what_would_come_and_changes_nothing(ours: Path, theirs: Path) -> None:
    before = content(ours.parent)
    with Store(ours) as store:
        tried = merge.merge(store, [theirs], NOON, dry_run=True)
    assert content(ours.parent) == before
    assert (tried.new, tried.backup) == (Counts(trainees=1, attempts=1, answers=2), None)
    assert merged(ours, theirs).new == tried.new


def test_every_file_is_told_before_it_is_read(ours: Path, theirs: Path, copy: Path) -> None:
    told: list[tuple[int, Path]] = []
    with Store(ours) as store:
        merge.merge(store, [theirs, copy], NOON, tell=lambda number, path: told.append((number, path)))
    assert told == [(0, theirs), (1, copy)]


def test_whoever_may_be_one_is_told_and_stays_two(ours: Path, theirs: Path) -> None:
    with Store(theirs) as store:
        keep_trainee(store, id="sari-there", name="SARI")
        keep_trainee(store, id="other", name="Wati", employee_number="17")
    came = merged(ours, theirs)
    assert {(one.id, other.id) for one, other in came.alike} == {("trainee-1", "sari-there"), ("budi", "other")}
    assert len(seen(ours)["people"]) == 4
    assert merged(ours, theirs).alike == ()


# Copies that went on apart


def test_what_was_added_in_a_copy_comes_back(ours: Path, copy: Path) -> None:
    answer(copy, 1)
    finish(copy, Ending.COMPLETED)
    merged(ours, copy)
    (one,) = seen(ours)["attempts"]
    assert (one.passed, one.answers) == (True, 2)


def test_two_answers_to_one_question_are_both_kept_and_one_counts(ours: Path, copy: Path) -> None:
    answer(ours, 1, 0)
    answer(copy, 1, 1)
    finish(copy, Ending.COMPLETED)
    ours_then = seen(ours)["answers"][-1].answer
    came = merged(ours, copy)
    found = seen(ours)
    assert found["attempts"][0].passed and came.aside == 1
    assert [(kind, id) for kind, id, *_ in found["aside"]] == [("answer", ours_then)]


def test_of_two_ends_the_earlier_stands_and_the_other_is_kept(ours: Path, copy: Path) -> None:
    finish(ours, Ending.ABANDONED, minutes=90)
    answer(copy, 1)
    finish(copy, Ending.COMPLETED, minutes=30)
    there = copy.with_name("there.db")
    shutil.copy(copy, there)
    merged(ours, copy)
    merged(there, ours)
    assert seen(ours) == seen(there)
    assert seen(ours)["attempts"][0].ending is Ending.COMPLETED
    ((kind, id, attempt, _),) = seen(ours)["aside"]
    assert (kind, attempt) == ("finish", "open") and id.startswith("open ")


def test_what_is_set_aside_stays_so_when_its_attempt_goes_on(ours: Path, copy: Path, tmp_path: Path) -> None:
    answer(ours, 1, 0)
    third = machine(tmp_path, "third")
    shutil.copy(ours, third)
    answer(copy, 1, 1)
    finish(copy, Ending.COMPLETED)
    merged(ours, copy)
    finish(third, Ending.COMPLETED, minutes=10)
    merged(ours, third)
    found = seen(ours)
    assert found["attempts"][0].score == Fraction(1)
    assert sorted(kind for kind, *_ in found["aside"]) == ["answer", "finish"]


def event(path: Path, number: int, said: str) -> None:
    with Store(path) as store, store.writing():
        at = "2026-03-01T12:00:00.000Z"
        columns = {"session_id": "monday", "number": number, "event": said, "recorded_at": at, "recorded_offset": 0}
        store.append("session_event", at, id=f"{said}", **columns)


def test_a_session_that_went_on_in_two_copies_keeps_the_longer_line(ours: Path, tmp_path: Path) -> None:
    at = "2026-03-01T12:00:00.000Z"
    with Store(ours) as store, store.writing():
        fixed = {"modules": "[]", "mode": "turns", "seed": 1, "language": "en", "plan": "[]", "graded": 0, "program": "0"}
        store.append("session", at, id="monday", title="Monday", started_at=at, started_offset=0, **fixed)
    event(ours, 0, "begun")
    there = machine(tmp_path, "there")
    shutil.copytree(ours.parent, there.parent, dirs_exist_ok=True)
    event(ours, 1, "ours")
    event(there, 1, "theirs")
    event(there, 2, "more")
    merged(ours, there)
    found = seen(ours)
    assert [id for _, _, id, _ in found["events"]] == ["begun", "theirs", "more"]
    assert [(kind, id, whose) for kind, id, whose, _ in found["aside"]] == [("session_event", "ours", "monday")]


def test_rows_that_meet_in_one_number_get_the_same_ones_everywhere(tmp_path: Path) -> None:
    """As the machines of a future clock would: the lower id keeps the number."""
    paths = [machine(tmp_path, name) for name in "abc"]
    for path, id in zip(paths, ("one", "two", "three"), strict=True):
        with Store(path) as store:
            keep_trainee(store, id=id, name=id)
        tamper(path, "UPDATE trainee SET sequence = 1000")
    found = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        into = machine(tmp_path, "into-" + "".join(map(str, order)))
        for each in order:
            merged(into, paths[each])
        merged(into, *paths)
        with closing(sqlite3.connect(into)) as db:
            found.append(db.execute("SELECT id, sequence FROM trainee ORDER BY sequence").fetchall())
    assert found == [[("one", 1000), ("three", 1001), ("two", 1002)]] * 3


# Who was erased


def erase(path: Path, subject: str) -> None:
    kind, _, id = subject.partition(" ")
    with Store(path) as store:
        erasing.erase(store, [Subject(kind, id)], NOON)
        erasing.finish(store)


def test_whoever_was_erased_here_does_not_come_back_with_more_rows(ours: Path, copy: Path) -> None:
    answer(copy, 1)
    erase(ours, "trainee trainee-1")
    came = merged(ours, copy)
    assert came.new == Counts(trainees=0, attempts=0, answers=0) and came.kept_out > 4
    assert seen(ours)["people"] == [] == seen(ours)["answers"]
    assert b"Sari" not in ours.read_bytes()
    again = merged(ours, copy)
    assert again.backup is None


def test_whoever_was_erased_elsewhere_is_erased_here_and_in_the_backups(ours: Path, copy: Path) -> None:
    erase(copy, "trainee trainee-1")
    answer(ours, 1)
    came = merged(ours, copy)
    assert came.erased_here == ("Sari",)
    assert seen(ours)["people"] == []
    for path in (ours, *ours.parent.glob("backups/*")):
        assert b"Sari" not in path.read_bytes()


def test_an_attempt_that_was_purged_stays_so(ours: Path, copy: Path) -> None:
    erase(copy, "attempt open")
    came = merged(ours, copy)
    assert (came.erased_here, came.new.attempts) == (("attempt open",), -1)
    assert [name for _, name, *_ in seen(ours)["people"]] == ["Sari"]


# Files as they come


def test_an_older_file_comes_too_and_once(tmp_path: Path) -> None:
    ours, old = machine(tmp_path, "ours"), machine(tmp_path, "old")
    with closing(sqlite3.connect(old)) as db:
        db.executescript(FIRST_VERSION)
    before = content(old.parent)
    assert merged(ours, old).new == Counts(trainees=2, attempts=3, answers=4)
    found = seen(ours)
    assert merged(ours, old).backup is None
    # Brought forward on its own machine it has other seals, and is the same.
    there = tmp_path / "forward.db"
    shutil.copy(old, there)
    Store(there).db.close()
    assert merged(ours, there).new.answers == 0
    assert {**seen(ours), "seals of rows": 0} == {**found, "seals of rows": 0}
    assert content(old.parent) == before


def test_what_was_put_in_here_gets_no_seal_when_an_older_file_comes(tmp_path: Path) -> None:
    ours, old = machine(tmp_path, "ours"), machine(tmp_path, "old")
    with Store(ours) as store:
        keep_trainee(store, id="mine")
    with closing(sqlite3.connect(old)) as db:
        db.executescript(FIRST_VERSION)
    tamper(ours, "INSERT INTO attempt_grant SELECT 1, 'more', id, 'welcome', created_at, 0 FROM trainee WHERE id = 'mine'")
    merged(ours, old)
    with Store(ours) as store:
        assert [(flaw.check, flaw.where) for flaw in verify(store).flaws] == [("added", "attempt_grant more")]


HALF = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = TRUNCATE")
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN")
db.execute("UPDATE finish SET passed = 0, score = 0")
db.execute("UPDATE answer SET score = 0, response = hex(randomblob(20000))")
os._exit(9)
"""


def test_what_a_killed_program_left_half_written_is_set_right_in_our_copy_alone(ours: Path, theirs: Path) -> None:
    subprocess.run([sys.executable, "-c", HALF, str(theirs)], check=False)
    assert theirs.with_name("records.db-journal").stat().st_size
    before = content(theirs.parent)
    merged(ours, theirs)
    assert content(theirs.parent) == before
    assert seen(ours)["attempts"][-1].passed


def test_a_file_that_another_program_left_in_wal_mode_is_read_and_left(ours: Path, theirs: Path) -> None:
    tamper(theirs, "PRAGMA journal_mode = WAL")
    before = content(theirs.parent)
    merged(ours, theirs)
    assert content(theirs.parent) == before
    assert seen(ours)["attempts"][-1].passed


def test_files_that_may_only_be_read_are_read(ours: Path, theirs: Path) -> None:
    theirs.chmod(0o400)
    theirs.parent.chmod(0o500)
    try:
        merged(ours, theirs)
    finally:
        theirs.parent.chmod(0o700)
    assert len(seen(ours)["people"]) == 2


def test_what_killed_runs_have_left_is_cleared_away_and_others_folders_are_not(ours: Path, theirs: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        pass
    left, running = (ours.parent / f"{source.PREFIX}{process}-x" for process in (dead.pid, os.getpid()))
    for folder in (left, running):
        folder.mkdir()
        shutil.copy(theirs, folder / "0.db")
    merged(ours, theirs)
    assert not left.exists() and running.exists()


def test_the_folder_of_someone_elses_run_is_left(ours: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    running = ours.parent / f"{source.PREFIX}1-x"
    running.mkdir()
    monkeypatch.setattr(os, "kill", refuse)
    merged(ours, theirs)
    assert running.exists()


def test_without_room_for_copies_nothing_is_merged(ours: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(CannotWrite, check=lambda error: error.reason == "No space left on device"):
        merged(ours, theirs)


def test_a_damaged_file_of_ours_is_told_before_anything_comes(ours: Path, theirs: Path) -> None:
    with Store(ours) as store:
        (page,) = store.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'answer'").fetchone()
    damaged = bytearray(ours.read_bytes())
    damaged[(page - 1) * 4096 : page * 4096] = bytes(4096)
    ours.write_bytes(damaged)
    with pytest.raises(RecordsDamaged):
        merged(ours, theirs)
    assert ours.read_bytes() == damaged


def spoilt(change: str) -> Callable[[Path], object]:
    return lambda path: tamper(path, *change.split(";"))


def resealed(path: Path, *changes: str) -> None:
    """Changed by someone who knows how records are sealed."""
    tamper(path, *changes, "DELETE FROM seal", "DELETE FROM tip")
    seals.key_path(path).unlink(missing_ok=True)
    with Store(path) as store, store.writing():
        seals.seal(store.db, seals.key_of(path), seals.unsealed(store.db))


def forged_in_our_name(path: Path) -> None:
    own = seals.read_key(path.parent.with_name("ours") / "records.db").machine
    with Store(path) as store, store.writing():
        seals.seal(store.db, seals.Key(secret=bytes(32), machine=own), [("attempt", "passed")])


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def extra_column(path: Path) -> None:
    tamper(path, "ALTER TABLE trainee ADD COLUMN more TEXT AS (hex(id)) VIRTUAL")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("name;score\n" * 100), "foreign"),
    "nothing": (lambda path: path.write_bytes(b""), "foreign"),
    "not there": (lambda path: path.unlink(), "missing"),
    "another program's": (spoilt("PRAGMA application_id = 1"), "foreign"),
    "newer": (spoilt(f"PRAGMA user_version = {VERSION + 1}"), "newer"),
    "cut": (truncated, "damaged"),
    "a trigger": (
        lambda path: tamper(path, "CREATE TRIGGER t AFTER INSERT ON seal BEGIN DELETE FROM answer; END"),
        "schema",
    ),
    "a view in place of a table": (spoilt("DROP TABLE pin;CREATE VIEW pin AS SELECT * FROM trainee"), "schema"),
    "a view more": (spoilt("CREATE VIEW more AS SELECT * FROM trainee"), "schema"),
    "another view": (spoilt("DROP VIEW person;CREATE VIEW person AS SELECT *, '' AS required FROM trainee"), "schema"),
    "a table more": (spoilt("CREATE TABLE more (a)"), "schema"),
    "a table less": (spoilt("DROP TABLE pin"), "schema"),
    "a virtual table": (spoilt("DROP TABLE pin;CREATE VIRTUAL TABLE pin USING fts5(id)"), "schema"),
    "a column more": (extra_column, "schema"),
    "a table that is not strict": (spoilt("DROP TABLE pin;CREATE TABLE pin (sequence INTEGER PRIMARY KEY)"), "schema"),
    "an index on an expression": (spoilt("CREATE INDEX more ON trainee (hex(id))"), "schema"),
    "an edited score": (spoilt("UPDATE answer SET score = 0"), "unsound"),
    "an edited name": (spoilt("UPDATE trainee_detail SET name = 'Someone'"), "unsound"),
    "a row of nobody": (spoilt("DELETE FROM trainee"), "unsound"),
    "a value that the schema forbids": (spoilt("UPDATE attempt SET identity = 'the boss'"), "unsound"),
    "a policy that is none": (lambda path: resealed(path, "UPDATE attempt SET policy = '[]'"), "unsound"),
    "JSON without end": (lambda path: resealed(path, f"UPDATE attempt SET policy = '{'[' * 100_000}'"), "unsound"),
    "rows of a time to come": (
        lambda path: resealed(path, f"UPDATE attempt SET sequence = {source.LATEST}"),
        "values",
    ),
    "a name without end": (lambda path: resealed(path, f"UPDATE trainee_detail SET name = '{'x' * 2000}'"), "values"),
    "a text without end": (lambda path: resealed(path, f"UPDATE attempt SET policy = '{'x' * 1_000_001}'"), "values"),
    "an entry in our name": (forged_in_our_name, "unsound"),
    "no seals at all": (spoilt("DELETE FROM seal;DELETE FROM tip"), "unsound"),
}


@pytest.mark.parametrize(("spoil", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_not_to_be_trusted_is_refused_and_nothing_is_taken_from_any(
    ours: Path, theirs: Path, copy: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    answer(copy, 1)
    spoil(theirs)
    refused = refusal(ours, copy, theirs)
    assert (refused.reason, refused.path) == (reason, str(theirs))


def test_a_trigger_is_never_run(ours: Path, tmp_path: Path) -> None:
    """Neither in a file of ours nor in an older one, which is written to on its way to our version."""
    old = machine(tmp_path, "old")
    with closing(sqlite3.connect(old)) as db:
        db.executescript(FIRST_VERSION)
        db.execute("CREATE TRIGGER t AFTER UPDATE ON trainee BEGIN INSERT INTO attempt_grant SELECT 1; END")
    assert refusal(ours, old).reason == "schema"


@pytest.mark.parametrize("folder", [True, False])
def test_a_folder_and_a_pipe_are_no_files(ours: Path, tmp_path: Path, folder: bool) -> None:
    place = tmp_path / "place"
    if folder:
        place.mkdir()
    else:
        os.mkfifo(place)
    with pytest.raises(NotMerged, check=lambda error: error.reason == "unreachable"):
        merged(ours, place)


def test_a_file_that_stays_locked_is_told(ours: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PATIENCE_SECONDS", 0.05)
    with closing(sqlite3.connect(theirs, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotMerged, check=lambda error: error.reason == "locked"):
            merged(ours, theirs)


# Rows that say something else


CONFLICTS = {
    "a score": (
        ("UPDATE answer SET score = 0 WHERE attempt_id = 'passed'", "UPDATE finish SET score = 0, passed = 0"),
        "answer ",
    ),
    "a name": (("UPDATE trainee_detail SET name = 'Someone'",), "trainee_detail "),
    "a plan": (("UPDATE drawn SET options = '[\"c\"]'",), "drawn passed"),
    "an attempt": (("UPDATE attempt SET seed = 7",), "attempt passed"),
    "an order": (("UPDATE attempt SET sequence = sequence + 9999999999",), "attempt passed"),
}


@pytest.mark.parametrize(("changes", "row"), CONFLICTS.values(), ids=CONFLICTS.keys())
@pytest.mark.parametrize("together", [True, False])
def test_a_rewritten_file_is_found_out_by_an_honest_copy(
    ours: Path, theirs: Path, tmp_path: Path, together: bool, changes: tuple[str, ...], row: str
) -> None:
    """Everything in it fits, sealed anew: what it tells of one row is not what the other tells."""
    honest = tmp_path / "honest.db"
    shutil.copy(theirs, honest)
    resealed(theirs, *changes)
    assert merged(machine(tmp_path, "alone"), theirs).new.trainees == 1
    if not together:
        merged(ours, honest)
    refused = refusal(ours, *([honest] if together else []), theirs)
    assert (refused.reason, refused.path) == ("conflict", str(theirs)) and refused.detail.startswith(row)


@pytest.mark.parametrize("by", [-1_000_000, 0, 1_000_000])
def test_an_answer_that_belongs_to_another_attempt_elsewhere_is_a_conflict(ours: Path, theirs: Path, by: int) -> None:
    """Wherever it stands in the order."""
    taken = seen(ours)["answers"][0].answer
    with Store(ours) as store:
        (place,) = store.db.execute("SELECT sequence FROM answer").fetchone()
    resealed(theirs, f"UPDATE answer SET id = '{taken}', sequence = {place + by} WHERE position = 0")
    assert refusal(ours, theirs).reason == "conflict"


def test_an_erasure_takes_no_rows_of_others(ours: Path, copy: Path) -> None:
    """A tombstone that lists what is not its subject's, by someone who could seal it."""
    (victim,) = [row.answer for row in seen(ours)["answers"]]
    with Store(copy) as store, store.writing():
        at = "2026-03-01T12:00:00.000Z"
        rows = f'[["answer", "{victim}"]]'
        store.append("erasure", at, id="e", subject="trainee nobody", rows=rows, recorded_at=at, recorded_offset=0)
        store.db.execute("DELETE FROM answer")
        seals.unsalt(store.db, [("answer", victim)])
    with Store(copy) as store:
        assert verify(store).flaws == ()
    assert refusal(ours, copy).detail == f"answer {victim}"
    with Store(ours) as store:
        assert verify(store).flaws == ()


def test_a_deleted_attempt_comes_back_from_the_honest_copy(ours: Path, theirs: Path, tmp_path: Path) -> None:
    honest = tmp_path / "honest.db"
    shutil.copy(theirs, honest)
    gone = [f"DELETE FROM {table} WHERE attempt_id = 'passed'" for table in ("finish", "answer", "drawn")]
    resealed(theirs, *gone, "DELETE FROM attempt")
    merged(ours, theirs, honest)
    assert [one.attempt for one in seen(ours)["attempts"]] == ["open", "passed"]


def test_pins_grants_and_joins_come_along(ours: Path, theirs: Path) -> None:
    with Store(theirs) as store:
        with store.writing():
            trainees.grant(store, "budi", "welcome", NOON)
            trainees.add(store, Trainee(id="twin", name="Budi B"), NOON)
        with store.writing():
            trainees.join(store, "budi", "twin", NOON)
            at = "2026-03-01T12:00:00.000Z"
            store.append("pin", at, id="p", trainee_id="budi", salt="s", digest="d", recorded_at=at, recorded_offset=0)
    merged(ours, theirs)
    found = seen(ours)
    assert ("twin", "budi") in found["identities"]
    assert found["pins"] == [("p", "budi", "d")] and len(found["grants"]) == 1


# Fuzzed


def test_a_file_cut_at_any_page_is_refused(ours: Path, theirs: Path) -> None:
    whole = theirs.read_bytes()
    before = ours.read_bytes()
    for length in [*range(0, len(whole), 4096), *range(1, 4096, 500), len(whole) - 1]:
        theirs.write_bytes(whole[:length])
        with pytest.raises(NotMerged):
            merged(ours, theirs)
    assert ours.read_bytes() == before


def test_a_file_with_flipped_bits_is_refused_or_tells_what_the_honest_one_tells(ours: Path, theirs: Path, tmp_path: Path) -> None:
    """A flip where SQLite keeps nothing changes nothing; any other is found."""
    into = machine(tmp_path, "into")
    shutil.copy(ours, into)
    merged(into, theirs)
    expected, honest, rng, refused = seen(into), theirs.read_bytes(), Random(6), 0
    # Most of a page is empty.
    written = [place for place, byte in enumerate(honest) if byte]
    for _ in range(80):
        content = bytearray(honest)
        place = rng.choice(written)
        content[place] ^= 1 << rng.randrange(8)
        theirs.write_bytes(content)
        shutil.copy(ours, into)
        try:
            merged(into, theirs)
        except NotMerged:
            refused += 1
            assert into.read_bytes() == ours.read_bytes()
        else:
            assert seen(into) == expected, place
    assert refused > 20


# Someone else at the same time


def test_someone_who_answers_while_files_are_merged_loses_nothing(ours: Path, theirs: Path, copy: Path) -> None:
    given: list[str] = []
    is_over = Event()

    def answer_on() -> None:
        while not is_over.is_set() or not given:
            id = f"meanwhile-{len(given)}"
            with Store(ours) as store:
                keep(store, replace(started(*TWO), attempt=id), [answered(0), answered(1)], Ending.COMPLETED)
            given.append(id)

    with ThreadPoolExecutor() as pool:
        answering = pool.submit(answer_on)
        try:
            merged(ours, theirs)
            answer(copy, 1)
            merged(ours, copy)
        finally:
            is_over.set()
        answering.result()
    attempts_here = {one.attempt for one in seen(ours)["attempts"]}
    assert attempts_here == {"open", "passed", *given}


def test_whoever_is_erased_while_a_merge_waits_is_not_brought_back(
    ours: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(copy, 1)
    keep_a_copy = backup.keep

    def erased_meanwhile(store: Store, reason: str) -> Path:
        kept = keep_a_copy(store, reason)
        erase(ours, "trainee trainee-1")
        return kept

    monkeypatch.setattr("cstrain.records.backup.keep", erased_meanwhile)
    with pytest.raises(NotMerged, check=lambda error: error.reason == "locked"):
        merged(ours, copy)
    assert seen(ours)["people"] == []


def test_what_is_set_aside_is_held_against_its_seal_and_against_other_files(ours: Path, copy: Path, tmp_path: Path) -> None:
    answer(ours, 1, 0)
    loser = tmp_path / "loser.db"
    shutil.copy(ours, loser)
    answer(copy, 1, 1)
    finish(copy, Ending.COMPLETED)
    merged(ours, copy)
    ((kind, id, *_),) = seen(ours)["aside"]
    resealed(loser, f"UPDATE answer SET elapsed_ms = 7 WHERE id = '{id}'")
    assert refusal(ours, loser).detail == f"{kind} {id}"
    for change, how in {
        "UPDATE set_aside SET content = '['": "gone",
        "UPDATE set_aside SET content = '[]'": "gone",
        "DELETE FROM set_aside": "gone",
    }.items():
        spoilt_copy = tmp_path / "spoilt.db"
        shutil.copy(ours, spoilt_copy)
        tamper(spoilt_copy, change)
        with Store(spoilt_copy) as store:
            assert (how, f"{kind} {id}") in {(flaw.check, flaw.where) for flaw in verify(store).flaws}
    tamper(ours, "INSERT INTO set_aside VALUES ('answer', 'forged', 'open', '[]')")
    with Store(ours) as store:
        assert [(flaw.check, flaw.where) for flaw in verify(store).flaws] == [("added", "answer forged")]
