"""Which modules there are and in which files they stand, without opening any of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cstrain.core.value import Value
from cstrain.curriculum.problem import Place, Problem, Severity
from cstrain.errors import NoContent

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
SUFFIXES = {".yaml", ".yml"}
SECTIONS = ("facts", "lessons", "items")


class Volume(Value):
    """One module's files: by the part of it that they hold ("module", "facts", "lessons", "items")."""

    id: str
    files: Mapping[str, Path]

    @property
    def is_folder(self) -> bool:
        return self.files["module"].stem != self.id


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
            volume = _folder(entry, problems) if entry.is_dir() else _single_file(entry, problems)
            if volume is None:
                continue
            if volume.id in volumes:
                problems.append(_fault("module-twice", entry, id=volume.id))
            else:
                volumes[volume.id] = volume
    return volumes, problems


def _folder(folder: Path, problems: list[Problem]) -> Volume | None:
    try:
        files = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES}
    except OSError as error:
        problems.append(_fault("unreadable", folder, reason=error.strerror or ""))
        return None
    if not files:
        return None
    if "module" not in files:
        problems.append(_fault("no-module-file", folder))
        return None
    for name, path in files.items():
        if name not in {"module", *SECTIONS}:
            problems.append(_fault("stray-file", path))
    return _volume(folder, folder.name, {name: files[name] for name in ("module", *SECTIONS) if name in files}, problems)


def _single_file(path: Path, problems: list[Problem]) -> Volume | None:
    return _volume(path, path.stem, {"module": path}, problems) if path.suffix in SUFFIXES else None


def _volume(entry: Path, id: str, files: dict[str, Path], problems: list[Problem]) -> Volume | None:
    if not NAME.match(id):
        problems.append(_fault("bad-module-name", entry, found=id))
        return None
    return Volume(id=id, files=files)


def _fault(rule: str, path: Path, **details: str) -> Problem:
    return Problem(rule=rule, severity=Severity.STRUCTURE, place=Place(file=str(path)), details=details)
