"""A file is written whole or not at all; one that is there is not replaced unless told."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cstrain.errors import CannotWrite, TargetExists
from cstrain.files import whole_file

replacing = pytest.mark.parametrize("replace", [False, True], ids=["new", "replacing"])


def put(path: Path, content: str = "new", *, replace: bool = False) -> None:
    with whole_file(path, replace=replace) as stream:
        stream.write(content)


@replacing
def test_what_was_written_is_there_when_the_block_has_been_left(tmp_path: Path, replace: bool) -> None:
    put(tmp_path / "out.csv", "é\r\nü\n", replace=replace)
    assert (tmp_path / "out.csv").read_bytes() == "é\r\nü\n".encode()
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@replacing
def test_nothing_stands_under_the_name_before_the_block_has_been_left(tmp_path: Path, replace: bool) -> None:
    path = tmp_path / "out.csv"
    with whole_file(path, replace=replace) as stream:
        stream.write("half")
        stream.flush()
        assert not path.exists()


def test_two_files_of_one_folder_may_be_written_at_once(tmp_path: Path) -> None:
    """So what a killed run left beside is in nobody's way."""
    with whole_file(tmp_path / "one.csv", replace=False) as one, whole_file(tmp_path / "two.csv", replace=False) as two:
        one.write("1")
        two.write("2")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"one.csv": "1", "two.csv": "2"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_reads_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "out.csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


# A file that is there


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    """A file that is there already; whatever happens, nothing else may lie beside it afterwards."""
    path = tmp_path / "out.csv"
    path.write_text("old")
    yield path
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_refused_before_anything_is_done(old: Path) -> None:
    with pytest.raises(TargetExists, check=lambda error: error.path == str(old)), whole_file(old, replace=False):
        pytest.fail("the block was entered")
    assert old.read_text() == "old"


def test_a_file_that_is_there_is_replaced_when_told(old: Path) -> None:
    put(old, replace=True)
    assert old.read_text() == "new"


def test_a_file_that_appears_while_we_write_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with pytest.raises(TargetExists), whole_file(path, replace=False) as stream:
        stream.write("ours")
        path.write_text("theirs")
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, CannotWrite])
def test_an_error_in_the_block_leaves_the_old_file_whole_and_nothing_beside_it(old: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), whole_file(old, replace=True) as stream:
        stream.write("half" * 10_000)
        raise CannotWrite(path="", reason="") if error is CannotWrite else error


# The system says no


@replacing
@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_place_where_no_file_can_be_made_is_told(tmp_path: Path, folder: str, replace: bool) -> None:
    (tmp_path / "file").write_text("kept")
    path = tmp_path / folder / "out.csv"
    with pytest.raises(CannotWrite, check=lambda error: (error.path, bool(error.reason)) == (str(path), True)):
        put(path, replace=replace)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@replacing
def test_a_name_no_system_takes_is_told(tmp_path: Path, replace: bool) -> None:
    with pytest.raises(CannotWrite):
        put(tmp_path / ("x" * 300), replace=replace)


def test_a_folder_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")
    for path in (tmp_path / "folder", Path(), Path("..")):
        with pytest.raises(CannotWrite):
            put(path, replace=True)
    assert [each.name for each in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode)
    with pytest.raises(CannotWrite):
        put(folder / "out.csv")
    folder.chmod(0o700)


def failing(
    real: Callable[..., Any], *, when: Callable[..., bool] = lambda *_: True, code: int = errno.EIO
) -> Callable[..., Any]:
    """The system's call, which fails when its arguments say so."""

    def call(*arguments: Any, **more: Any) -> Any:
        if when(*arguments):
            raise OSError(code, os.strerror(code))
        return real(*arguments, **more)

    return call


def is_folder(target: Any, *_: Any) -> bool:
    return stat.S_ISDIR(os.fstat(target).st_mode) if isinstance(target, int) else Path(target).is_dir()


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file_whole(old: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(os, call, failing(getattr(os, call)))
    with pytest.raises(CannotWrite, check=lambda error: error.reason == os.strerror(errno.EIO)):
        put(old, replace=True)
    assert old.read_text() == "old"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_nothing_where_nothing_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(os, call, failing(getattr(os, call)))
    monkeypatch.setattr(os, "link", failing(os.link))
    with pytest.raises(CannotWrite):
        put(tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("piece", [7, 1000, 10_000])
def test_a_disk_that_is_full_is_told_and_leaves_the_old_file_whole(old: Path, piece: int) -> None:
    """However the writing stops: in a write, or when what is still in memory is flushed."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for allowed in range(20_000, 30_000, 1111):
        resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, limits[1]))
        try:
            with pytest.raises(CannotWrite), whole_file(old, replace=True) as stream:
                for _ in range(40_000 // piece):
                    stream.write("x" * piece)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert old.read_text() == "old"


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_stick_that_knows_no_hard_links_gets_its_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """FAT, exFAT and some network shares refuse link()."""
    monkeypatch.setattr(os, "link", failing(os.link, code=code))
    put(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "new"


@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_system_that_cannot_sync_folders_gets_its_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, failing(getattr(os, call), when=is_folder))
    put(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "new"
