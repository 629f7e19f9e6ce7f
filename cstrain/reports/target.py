"""Writing a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cstrain.errors import CannotWrite, TargetExists


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[TextIO]:
    """A text stream whose content is moved into place when the block is left without an error, readable by its owner only.

    TargetExists if there is a file already and `replace` is not set; CannotWrite if the system says no.
    """
    if path.exists() and not replace:
        raise TargetExists(path=str(path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise CannotWrite(path=str(path), reason=error.strerror or "") from error
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as stream:
            yield stream
            _flush(stream, path)
        _move(temporary, path, replace)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _flush(stream: TextIO, path: Path) -> None:
    try:
        stream.flush()
        os.fsync(stream.fileno())
    except OSError as error:
        raise CannotWrite(path=str(path), reason=error.strerror or "") from error


def _move(temporary: Path, path: Path, replace: bool) -> None:
    try:
        if replace:
            os.replace(temporary, path)
        else:
            # A hard link fails where a file has appeared meanwhile; a rename would silently take its place.
            os.link(temporary, path)
            temporary.unlink()
    except FileExistsError as error:
        raise TargetExists(path=str(path)) from error
    except OSError as error:
        raise CannotWrite(path=str(path), reason=error.strerror or "") from error
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder (Windows) do that themselves."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
