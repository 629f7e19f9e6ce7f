"""Which modules there are and in which files they stand, without opening any of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cstrain.core.value import Value
from cstrain.curriculum.problem import MAX_KEPT, MORE, Place, Problem, Severity
from cstrain.errors import NoContent

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
# More than any module needs; what goes on after that is not read.
MAX_BYTES = 8_000_000
SUFFIXES = {".yaml", ".yml"}
SECTIONS = ("facts", "lessons", "items")
ROLEPLAYS = "roleplays"


class Volume(Value):
    """One module's files: by the part of it that they hold ("module", "facts", "lessons", "items", "roleplays/<id>")."""

    id: str
    files: Mapping[str, Path]
    is_folder: bool


def shipped() -> Path:
    """The modules that come with the program: of the checkout if this is one, else as installed.

    An editable install leaves a stale copy inside the package's folder, so the checkout is looked at first.
    """
    package = Path(__file__).parent.parent
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "content").is_dir():
        return checkout / "content"
    return package / "_content"


def survey(roots: Iterable[Path]) -> tuple[dict[str, Volume], list[Problem]]:
    """The modules in these folders by id; a folder that cannot be read is NoContent. The first of two equal ids is kept."""
    volumes: dict[str, Volume] = {}
    problems: list[Problem] = []
    for root in roots:
        try:
            entries = sorted(root.iterdir())
        except OSError as error:
            raise NoContent(path=str(root)) from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            volume = _volume_at(entry, problems)
            if volume is None:
                continue
            if volume.id in volumes:
                problems.append(_fault("module-twice", entry, id=volume.id))
            else:
                volumes[volume.id] = volume
        _keep_first(problems, root)
    return volumes, problems


def _keep_first(problems: list[Problem], root: Path) -> None:
    """A folder full of strange files is told like a file full of faults: the first, and how many more."""
    if len(problems) > MAX_KEPT:
        more = Problem(
            rule=MORE,
            severity=Severity.STRUCTURE,
            place=Place(file=str(root)),
            figure=str(len(problems) - MAX_KEPT),
        )
        problems[MAX_KEPT:] = [more]


def _volume_at(entry: Path, problems: list[Problem]) -> Volume | None:
    try:
        return _folder(entry, problems) if entry.is_dir() else _single_file(entry, problems)
    except OSError as error:
        problems.append(_fault("unreadable", entry, reason=error.strerror or ""))
        return None


def _folder(folder: Path, problems: list[Problem]) -> Volume | None:
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in SUFFIXES:
            if path.stem in files:
                problems.append(_fault("stray-file", path))
            files.setdefault(path.stem, path)
    if not files:
        return None
    if "module" not in files:
        problems.append(_fault("no-module-file", folder))
        return None
    for name, path in files.items():
        if name not in {"module", *SECTIONS}:
            problems.append(_fault("stray-file", path))
    parts = {name: files[name] for name in ("module", *SECTIONS) if name in files}
    return _volume(folder, folder.name, parts | _roleplays(folder / ROLEPLAYS, problems), problems, is_folder=True)


def _roleplays(folder: Path, problems: list[Problem]) -> dict[str, Path]:
    """Each role-play of a module has a file of its own, named after it."""
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix not in SUFFIXES or path.name.startswith("."):
            continue
        if f"{ROLEPLAYS}/{path.stem}" in files:
            problems.append(_fault("stray-file", path))
        files.setdefault(f"{ROLEPLAYS}/{path.stem}", path)
    return files


def _single_file(path: Path, problems: list[Problem]) -> Volume | None:
    return _volume(path, path.stem, {"module": path}, problems, is_folder=False) if path.suffix in SUFFIXES else None


def _volume(entry: Path, id: str, files: dict[str, Path], problems: list[Problem], *, is_folder: bool) -> Volume | None:
    if not NAME.match(id):
        problems.append(_fault("bad-module-name", entry, found=id))
        return None
    return Volume(id=id, files=files, is_folder=is_folder)


def _fault(rule: str, path: Path, **details: str) -> Problem:
    return Problem(rule=rule, severity=Severity.STRUCTURE, place=Place(file=str(path)), details=details)


def beginning(path: Path) -> bytes:
    """As much of a file as can matter: more than is ever read is a fault, however it goes on. Nothing if it is unreadable."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        return repr(error).encode()
