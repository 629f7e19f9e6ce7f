"""Writing a file whole or not at all. At the bottom of the house: a report and a backup are written alike."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import TextIO

from cstrain.errors import CannotWrite, TargetExists


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[TextIO]:
    """A text stream whose content is moved into place when the block is left without an error; see `whole`."""
    with whole(path, replace=replace) as temporary, open(temporary, "w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def whole(path: Path, *, replace: bool) -> Iterator[Path]:
    """An empty file beside `path` to write to, readable by its owner only, that is moved into place when the block is left
    without an error.

    TargetExists if there is a file already and `replace` is not set; CannotWrite if the system says no, also in the block.
    """
    if os.path.lexists(path) and (path.is_dir() or not replace):
        raise CannotWrite(path=str(path), reason=os.strerror(EISDIR)) if path.is_dir() else TargetExists(path=str(path))
    # Short, whatever the target is called, and never the name of one that a killed run has left.
    temporary = path.absolute().parent / f".cstrain-{os.urandom(6).hex()}.part"
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise refusal(path, error) from error
    try:
        yield temporary
        _sync(temporary, os.O_RDWR)
        _move(temporary, path, replace=replace)
    except OSError as error:
        raise refusal(path, error) from error
    finally:
        # Gone if it was moved; where it cannot be removed, the target is what matters.
        with suppress(OSError):
            temporary.unlink()
    # Make the new name durable; systems that cannot open a folder (Windows) do that themselves.
    with suppress(OSError):
        _sync(path.absolute().parent, os.O_RDONLY)


def refusal(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(path=str(path), reason=error.strerror or type(error).__name__)


def _move(temporary: Path, path: Path, *, replace: bool) -> None:
    """Give the finished file its name; TargetExists if that has been taken meanwhile."""
    if replace:
        os.replace(temporary, path)
        return
    try:
        # Takes the name only if it is free; a rename would silently take it from another file.
        os.link(temporary, path)
    except FileExistsError as error:
        raise TargetExists(path=str(path)) from error
    except OSError:
        # A file system without links (a memory stick): look once more, then rename.
        if os.path.lexists(path):
            raise TargetExists(path=str(path)) from None
        os.replace(temporary, path)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
