"""What is remembered between runs: a convenience whose loss is never an error."""

import errno
import os
import stat
from pathlib import Path

import pytest

from cstrain.app.settings import Settings, load, save


@pytest.mark.parametrize(
    "settings", [Settings(), Settings(language="id"), Settings(trainee="x"), Settings(language="en", trainee="é")]
)
def test_what_was_saved_is_remembered(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "new" / "folder" / "settings.json"
    save(path, Settings(language="xx", trainee="old"))
    save(path, settings)
    assert load(path) == settings
    assert list(path.parent.iterdir()) == [path]


UNREADABLE = [b"", b"{", b"\xff\xfe", b"[]", b"null", b'"id"', b"5", b'{"language": 5, "trainee": ["x"]}', b"[" * 100_000]


@pytest.mark.parametrize("content", UNREADABLE, ids=lambda content: repr(content[:12]))
def test_an_unreadable_file_remembers_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert load(tmp_path / "settings.json") == Settings()


def test_a_file_that_is_not_there_remembers_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == load(tmp_path) == Settings()


def test_what_a_newer_program_remembers_beside_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"language": "id", "colour": "blue"}')
    assert load(tmp_path / "settings.json") == Settings(language="id")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_folder_is_the_owners_alone(tmp_path: Path) -> None:
    save(tmp_path / "cstrain" / "settings.json", Settings(trainee="x"))
    assert stat.S_IMODE((tmp_path / "cstrain").stat().st_mode) == 0o700


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    save(tmp_path / "file" / "settings.json", Settings(language="id"))
    assert (tmp_path / "file").read_text() == "kept"


def test_a_disk_that_fails_leaves_the_old_settings_and_nothing_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    save(path, Settings(language="id"))

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "replace", fail)
    save(path, Settings(language="en"))
    assert load(path) == Settings(language="id")
    assert list(tmp_path.iterdir()) == [path]
