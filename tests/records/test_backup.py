"""A backup is whole and sound or not there, and taking it disturbs nobody."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cstrain.errors import CannotWrite, RecordsDamaged, RecordsLocked, TargetExists, TargetIsRecords
from cstrain.records import backup as backups
from cstrain.records import trainees
from cstrain.records.backup import backup, beside, keep, newest
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.making import NOON
from tests.records.keeping import keep_trainee, tamper


def names(path: Path) -> list[str]:
    with Store(path) as store:
        return [one.name for one in trainees.everyone(store)]


def test_a_backup_holds_what_was_committed(store: Store, tmp_path: Path) -> None:
    keep_trainee(store)
    backup(store, tmp_path / "copy.db")
    keep_trainee(store, id="trainee-2", name="Budi")
    assert names(tmp_path / "copy.db") == ["Sari"]
    assert {each.name for each in tmp_path.iterdir()} >= {"copy.db", "records.db"}
    assert not list(tmp_path.glob(".cstrain*"))


def test_a_transaction_in_another_window_is_no_part_of_it_and_goes_on(store: Store, tmp_path: Path) -> None:
    keep_trainee(store)
    with Store(store.path) as other, other.writing():
        trainees.grant(other, "trainee-1", "welcome", NOON)
        backup(store, tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as copy:
        assert trainees.grants(copy) == {}
    assert trainees.grants(store) == {("trainee-1", "welcome"): 1}


def test_writers_who_do_not_stop_lose_nothing_and_every_copy_is_sound(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        with Store(store.path) as own:
            while not stop.is_set():
                id = f"trainee-{len(written)}"
                keep_trainee(own, id=id)
                written.append(id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            before = len(written)
            backup(store, tmp_path / f"{number}.db")
            with Store(tmp_path / f"{number}.db") as copy:
                found = verify(copy)
                assert found.flaws == () and found.trainees >= before
    finally:
        stop.set()
        writer.join()
    assert [one.id for one in trainees.everyone(store)] == written


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_reads_a_backup_and_its_folder(store: Store) -> None:
    path = keep(store)
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)


def test_a_file_that_is_there_is_replaced_only_when_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(TargetExists):
        backup(store, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    backup(store, tmp_path / "copy.db", replace=True)
    assert names(tmp_path / "copy.db") == []


@pytest.mark.parametrize("link", [None, os.symlink, os.link])
@pytest.mark.parametrize("own", ["records.db", "records.db-journal"])
def test_the_records_themselves_are_never_replaced_by_their_copy(
    store: Store, tmp_path: Path, own: str, link: Callable[[Path, Path], None] | None
) -> None:
    """By their own name or another; nor is the journal, whether or not there is one just now."""
    keep_trainee(store)
    target = tmp_path / own
    if link:
        link(target, tmp_path / "other name")
        target = tmp_path / "other name"
    inode = store.path.stat().st_ino
    with pytest.raises(TargetIsRecords, check=lambda error: error.path == str(target)):
        backup(store, target, replace=True)
    assert store.path.stat().st_ino == inode and names(store.path) == ["Sari"]
    (tmp_path / "records.db-journal").unlink()
    with pytest.raises(TargetIsRecords):
        backup(store, tmp_path / "records.db-journal")


@pytest.mark.parametrize("where", ["nowhere/copy.db", "records.db/copy.db"])
def test_a_place_that_cannot_be_written_is_told_by_its_name(store: Store, tmp_path: Path, where: str) -> None:
    with pytest.raises(CannotWrite, check=lambda error: error.path == str(tmp_path / where)):
        backup(store, tmp_path / where)


def test_a_full_disk_is_told_and_leaves_no_half(store: Store, tmp_path: Path) -> None:
    """The copy cannot grow beyond what the system allows."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(CannotWrite):
            backup(store, tmp_path / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not (tmp_path / "copy.db").exists() and not list(tmp_path.glob(".cstrain*"))


def test_a_locked_file_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "PATIENCE_SECONDS", 0.05)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordsLocked):
            backup(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def overwrite_page(path: Path, page: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: page * 4096] + b"\xff" * 4096 + content[(page + 1) * 4096 :])


def test_a_copy_of_a_damaged_file_does_not_become_a_backup(store: Store, tmp_path: Path) -> None:
    keep_trainee(store)
    overwrite_page(store.path, 3)
    with pytest.raises(RecordsDamaged):
        backup(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_backups_of_one_second_get_names_of_their_own(store: Store) -> None:
    paths = [keep(store, "test") for _ in range(3)]
    assert len(set(paths)) == 3 and all(path.parent.name == "backups" for path in paths)


def test_the_newest_sound_backup_is_the_one_offered(store: Store, tmp_path: Path) -> None:
    assert newest(store.path) is None
    folder = tmp_path / "backups"
    for day in ("20260101-080000", "20260102-080000", "20260103-080000"):
        folder.mkdir(exist_ok=True)
        backup(store, folder / f"records-{day}.db")
    overwrite_page(folder / "records-20260103-080000.db", 3)
    (folder / "records-20260104-080000.db").write_text("no database")
    backup(store, folder / "other-20260105-080000.db")
    assert newest(store.path) == folder / "records-20260102-080000.db"


@pytest.mark.parametrize("cut", [1, 3000, 4096, None])
def test_what_is_empty_or_cut_off_is_no_backup(store: Store, tmp_path: Path, cut: int | None) -> None:
    keep_trainee(store)
    good, bad = keep(store), tmp_path / "backups" / "records-99990101-000000.db"
    bad.write_bytes(good.read_bytes()[: -cut if cut else 0])
    assert newest(store.path) == good and not backups.is_sound(bad)


@pytest.mark.parametrize("cut", [1, 3000])
def test_a_file_that_was_cut_off_is_not_filled_up_with_zeros(store: Store, tmp_path: Path, cut: int) -> None:
    good = keep(store)
    store.path.write_bytes(store.path.read_bytes()[:-cut])
    with pytest.raises(RecordsDamaged, check=lambda error: error.backup == str(good) and "bytes of" in error.detail):
        backup(store, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_backups_are_told_from_those_of_other_files_and_put_in_their_order(tmp_path: Path) -> None:
    """Whatever the file is called; the tenth of a second comes after the ninth."""
    folder = tmp_path / "backups"
    for name in ("scores[1].db", "scores[1]-b.db", "scores1.db"):
        with Store(tmp_path / name) as store:
            keep(store)
            for number in ("-9", "-10", "-version-1", "-version-1-2") if name == "scores[1].db" else ():
                backup(store, folder / f"scores[1]-20260101-080000{number}.db")
    for path in folder.glob("scores[[]1[]]-20[0-9][0-9]*"):
        if "20260101-080000" not in path.name:
            path.unlink()
    assert newest(tmp_path / "scores[1].db") == folder / "scores[1]-20260101-080000-10.db"
    assert "scores[1]-b-" in str(newest(tmp_path / "scores[1]-b.db"))


def test_damage_met_while_copying_is_told_as_damage_of_the_records(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = keep(store)

    def damaged(*_: object) -> None:
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorname = "SQLITE_CORRUPT_INDEX"
        raise error

    monkeypatch.setattr(backups, "begin_reading", damaged)
    with pytest.raises(RecordsDamaged, check=lambda error: error.backup == str(good)):
        backup(store, tmp_path / "copy.db")


def test_damage_is_told_with_the_backup_to_use(store: Store, tmp_path: Path) -> None:
    copy = keep(store)
    store.db.close()
    tamper(store.path, "PRAGMA journal_mode = DELETE")
    content = store.path.read_bytes()
    store.path.write_bytes(content[:100] + b"\xff" * 3996 + content[4096:])
    with pytest.raises(RecordsDamaged, check=lambda error: error.backup == str(copy)):
        Store(store.path)


def test_a_name_beside_is_free(tmp_path: Path) -> None:
    assert beside(tmp_path / "records.db").parent == tmp_path / "backups"
