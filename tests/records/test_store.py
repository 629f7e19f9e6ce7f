"""A records file: how it is made, which settings are in force, and what a transaction promises."""

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cstrain.core.trainee import Trainee
from cstrain.errors import RecordsEmptied, RecordsUnreachable
from cstrain.records import creation, trainees
from cstrain.records import store as opening
from cstrain.records.seals import SEALED
from cstrain.records.store import VERSION, Store
from cstrain.records.verify import verify
from tests.making import NOON
from tests.records.keeping import keep_trainee, tamper

ROOT = Path(__file__).parents[2]


def names(store: Store) -> list[str]:
    return [one.name for one in trainees.everyone(store)]


# Making it


def test_a_new_file_is_marked_as_ours_in_its_header(store: Store) -> None:
    header = store.path.read_bytes()[:100]
    assert (header[68:72], header[60:64]) == (b"cstr", VERSION.to_bytes(4, "big"))


def test_a_new_file_has_every_table_and_each_is_strict(store: Store) -> None:
    rows = store.db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    beside = {"drawn", "turn", "migration", "set_aside", "seal", "tip"}
    assert {name for name, _ in rows} == {*SEALED, *beside}
    assert all(strict for _, strict in rows)


@pytest.fixture
def open_umask() -> Iterator[None]:
    """What the system would give away if nobody asked for less."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_reads_the_records(tmp_path: Path) -> None:
    path = tmp_path / "cstrain" / "records.db"
    with Store(path) as store:
        keep_trainee(store)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in [path.parent, *path.parent.iterdir()]}
    assert modes == {"cstrain": 0o700, "records.db": 0o600, "records.db-journal": 0o600, "records.db.key": 0o600}


def test_a_journal_without_its_file_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    journal = tmp_path / "records.db-journal"
    journal.write_bytes(b"half a write")
    with pytest.raises(RecordsEmptied, check=lambda error: error.left == str(journal)):
        Store(tmp_path / "records.db")
    assert list(tmp_path.iterdir()) == [journal]
    journal.write_bytes(b"")
    with Store(tmp_path / "records.db") as store:
        assert verify(store).flaws == ()


def test_a_file_that_someone_else_made_meanwhile_is_the_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the name was taken before the link, or there are no links and it was taken before the rename."""
    link = os.link
    for number, refusal in enumerate([None, PermissionError(errno.EPERM, "")]):
        path = tmp_path / f"{number}.db"

        def faster(temporary: Path, target: Path, refusal: OSError | None = refusal) -> None:
            monkeypatch.setattr(os, "link", link)
            with Store(target) as other:
                keep_trainee(other, name="First")
            if refusal:
                raise refusal
            link(temporary, target)

        monkeypatch.setattr(os, "link", faster)
        with Store(path) as store:
            assert names(store) == ["First"]
    assert not list(tmp_path.glob(".cstrain-*"))


def test_the_journal_of_someone_who_was_faster_is_no_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They made the file after we looked, and are in their first commit when we look at the journal."""
    path = tmp_path / "records.db"
    create = creation.create

    def create_later(path: Path, **marks: int) -> None:
        monkeypatch.setattr(opening, "create", create)
        with Store(path) as other, other.writing():
            trainees.add(other, Trainee(id="trainee-1", name="First"), NOON)
            assert path.with_name("records.db-journal").stat().st_size
            create(path, **marks)

    monkeypatch.setattr(opening, "create", create_later)
    with Store(path) as store:
        assert names(store) == ["First"]


def test_a_folder_that_cannot_be_synced_is_no_reason_not_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows opens no folders."""
    really = os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if path == tmp_path:
            raise PermissionError(errno.EACCES, "")
        return really(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    with Store(tmp_path / "records.db") as store:
        keep_trainee(store)


def test_where_files_cannot_be_linked_the_file_is_made_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    with Store(tmp_path / "new" / "records.db") as store:
        keep_trainee(store)
        assert sorted(each.name for each in store.path.parent.iterdir()) == ["records.db", "records.db-journal", "records.db.key"]


def test_a_name_that_sqlite_takes_for_memory_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(Path(":memory:")) as store:
        keep_trainee(store)
    with Store(Path(":memory:")) as store:
        assert names(store) == ["Sari"]


OPEN_TEN_FILES = """
import sys
from pathlib import Path
from cstrain.records.store import VERSION, Store
from tests.records.keeping import keep_trainee

print("ready", flush=True)
sys.stdin.readline()
for number in range(10):
    with Store(Path(sys.argv[1]) / f"{number}.db") as store:
        keep_trainee(store, id=sys.argv[2])
"""


def test_several_processes_that_make_the_file_at_once_all_find_it_made(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", OPEN_TEN_FILES, str(tmp_path)]
    runs = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(4)
    ]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 4
    for run in runs:
        assert run.stdin
        run.stdin.write("go\n")
        run.stdin.flush()
    for run in runs:
        run.communicate()
    assert [run.returncode for run in runs] == [0] * 4
    for path in tmp_path.glob("*.db"):
        with Store(path) as store:
            assert (verify(store).flaws, {one.id for one in trainees.everyone(store)}) == ((), {"0", "1", "2", "3"})


# Settings

SETTINGS = {
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
def test_the_measured_settings_are_in_force(store: Store, setting: str, value: str | int) -> None:
    assert store.db.execute(f"PRAGMA {setting}").fetchone() == (value,)


def test_a_lock_is_waited_for_fifteen_seconds_or_more(store: Store) -> None:
    assert store.db.execute("PRAGMA busy_timeout").fetchone()[0] >= 15_000


def test_a_file_that_another_program_left_in_wal_mode_is_set_back(store: Store) -> None:
    store.db.close()
    tamper(store.path, "PRAGMA journal_mode = WAL")
    with Store(store.path) as again:
        assert again.db.execute("PRAGMA journal_mode").fetchone() == ("truncate",)


def test_a_row_that_points_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.writing():
        trainees.grant(store, "nobody", "welcome", NOON)


def test_a_deleted_name_is_gone_from_the_bytes_of_the_file(store: Store) -> None:
    keep_trainee(store, name="Unforgettable")
    assert b"Unforgettable" in store.path.read_bytes()
    with store.writing():
        store.db.execute("DELETE FROM trainee_detail")
    assert b"Unforgettable" not in store.path.read_bytes()


# Transactions


def test_a_transaction_that_was_left_is_there_for_everyone(store: Store) -> None:
    keep_trainee(store)
    with Store(store.path) as other:
        assert names(other) == ["Sari"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, sqlite3.IntegrityError])
def test_a_failure_inside_a_transaction_leaves_nothing_of_it(store: Store, error: type[BaseException]) -> None:
    with pytest.raises(error), store.writing():
        store.db.execute("INSERT INTO trainee (id, created_at, created_offset) VALUES ('half', '', 0)")
        raise error
    keep_trainee(store, id="whole")
    assert store.db.execute("SELECT id FROM trainee").fetchall() == [("whole",)]


def test_a_full_disk_in_the_middle_of_a_transaction_is_told_as_ours_and_leaves_nothing(store: Store) -> None:
    (pages,) = store.db.execute("PRAGMA page_count").fetchone()
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RecordsUnreachable, check=lambda error: "full" in error.detail):
        keep_trainee(store, name="a long name " * 10_000)
    keep_trainee(store, name="Budi")
    assert names(store) == ["Budi"]


def test_what_is_committed_once_more_keeps_the_version_a_newer_program_gave_it(store: Store) -> None:
    tamper(store.path, f"PRAGMA user_version = {VERSION + 1}")
    store.make_durable()
    assert store.version() == VERSION + 1


def test_a_closed_store_is_closed(store: Store) -> None:
    with store:
        pass
    with pytest.raises(RecordsUnreachable):
        names(store)


def test_the_file_is_plain_sqlite_that_any_tool_can_read(store: Store) -> None:
    keep_trainee(store)
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("SELECT name FROM person").fetchall() == [("Sari",)]


def test_a_key_without_its_file_tells_that_there_were_records(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with Store(path) as store:
        keep_trainee(store)
    for left in (path, path.with_name("records.db-journal")):
        left.unlink()
    key = path.with_name("records.db.key")
    with pytest.raises(RecordsEmptied, check=lambda error: error.left == str(key)):
        Store(path)
    assert list(tmp_path.iterdir()) == [key]
    key.unlink()
    Store(path).db.close()
    assert path.exists()
