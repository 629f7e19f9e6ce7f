"""A records file that cannot be used: the right error, and not a byte of anything changed."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cstrain.errors import (
    CstrainError,
    ExitCode,
    RecordsDamaged,
    RecordsEmptied,
    RecordsForeign,
    RecordsLocked,
    RecordsNewer,
    RecordsUnreachable,
    RecordsUnusable,
)
from cstrain.records import store as opening
from cstrain.records import trainees
from cstrain.records.store import VERSION, Store
from tests.records.keeping import keep_trainee, tamper

PAGE = 4096


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE holidays (day TEXT)")


def other_application(path: Path) -> None:
    ours(path)
    tamper(path, "PRAGMA application_id = 1")


def ours(path: Path) -> None:
    with Store(path) as store:
        keep_trainee(store)
    path.with_name(f"{path.name}-journal").unlink()


def newer(path: Path) -> None:
    ours(path)
    tamper(path, f"PRAGMA user_version = {VERSION + 1}")


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        ours(path)
        path.write_bytes(path.read_bytes()[:size])

    return cut


def schema_overwritten(path: Path) -> None:
    ours(path)
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (PAGE - 100) + content[PAGE:])


REFUSED: dict[str, tuple[Callable[[Path], object], type[CstrainError]]] = {
    "another program's database": (foreign_database, RecordsForeign),
    "another program's mark": (other_application, RecordsForeign),
    "a text": (lambda path: path.write_text("name;score\n" * 100), RecordsForeign),
    "a short text": (lambda path: path.write_bytes(b"x"), RecordsForeign),
    "a newer version": (newer, RecordsNewer),
    "cut to nothing": (cut_to(0), RecordsEmptied),
    "cut in half": (cut_to(9 * PAGE), RecordsDamaged),
    "cut at the last page": (cut_to(-PAGE), RecordsDamaged),
    "cut within the first page": (cut_to(1000), RecordsDamaged),
    "cut to its header": (cut_to(100), RecordsDamaged),
    "cut within its header": (cut_to(50), RecordsUnusable),
    "its schema overwritten": (schema_overwritten, RecordsDamaged),
}


@pytest.mark.parametrize(("spoil", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], object], error: type[RecordsUnusable]
) -> None:
    path = tmp_path / "records.db"
    spoil(path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(error) as refusal:
        Store(path)
    assert (refusal.value.path, refusal.value.exit_code) == (str(path), ExitCode.RECORDS)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_newer_file_is_named_with_its_version_and_ours(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    newer(path)
    with pytest.raises(RecordsNewer, check=lambda error: (error.found, error.known) == (VERSION + 1, VERSION)):
        Store(path)


def test_a_file_that_is_taken_forward_while_we_open_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.db"
    ours(path)

    def recognised_too_soon(found: Path) -> None:
        recognise(found)
        tamper(path, f"PRAGMA user_version = {VERSION + 1}")

    recognise = opening.recognise
    monkeypatch.setattr(opening, "recognise", recognised_too_soon)
    with pytest.raises(RecordsNewer, check=lambda error: (error.found, error.known) == (VERSION + 1, VERSION)):
        Store(path)


UNREACHABLE: dict[str, Callable[[Path], Path]] = {
    "a folder": lambda folder: folder,
    "below a file": lambda folder: folder / "file" / "records.db",
    "a file as the folder of the folder": lambda folder: folder / "file" / "more" / "records.db",
    "a name no system takes": lambda folder: folder / ("x" * 300),
    "a pipe": lambda folder: folder / "pipe",
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("where", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, where: Callable[[Path], Path]) -> None:
    (tmp_path / "file").write_text("kept")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RecordsUnreachable, check=lambda error: bool(error.detail)):
        Store(where(tmp_path))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "pipe"]
    assert (tmp_path / "file").read_text() == "kept"


not_as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")


@not_as_root
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RecordsUnreachable):
        Store(tmp_path / "records.db")


@not_as_root
def test_a_file_that_may_not_be_written_to_can_be_read_and_is_refused_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    ours(path)
    path.chmod(0o400)
    with Store(path) as store:
        assert [one.name for one in trainees.everyone(store)] == ["Sari"]
        with pytest.raises(RecordsUnreachable):
            keep_trainee(store, id="trainee-2")


# Locks: what another program holds, and at which of our steps it is met


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_stays_locked_is_told_and_free_again_later(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "records.db"
    ours(path)
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute(f"BEGIN {mode}")
        with pytest.raises(RecordsLocked, check=lambda error: error.path == str(path)), Store(path) as store:
            keep_trainee(store, id="trainee-2")
        assert path.read_bytes() == before
    with Store(path) as store:
        keep_trainee(store, id="trainee-2")
        assert [one.id for one in trainees.everyone(store)] == ["trainee-1", "trainee-2"]


@pytest.mark.usefixtures("impatient")
def test_a_reader_who_does_not_let_go_makes_the_commit_fail_whole(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    ours(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader, Store(path) as store:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM trainee").fetchall()
        with pytest.raises(RecordsLocked):
            keep_trainee(store, id="trainee-2")
        reader.execute("ROLLBACK")
        keep_trainee(store, id="trainee-3")
        assert [one.id for one in trainees.everyone(store)] == ["trainee-1", "trainee-3"]
