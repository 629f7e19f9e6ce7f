"""What the tests of the terminal face share: a folder of modules, in the place of those that are shipped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cstrain.cli.prompts import picker
from cstrain.curriculum import shelf
from tests.curriculum import authored

Shelve = Callable[..., Path]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are pressed one after another as fast as they are asked for; what is pressed out of habit is a test of its own."""
    monkeypatch.setattr(picker, "SETTLING_SECONDS", 0)


@pytest.fixture
def home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """CSTRAIN_HOME, for a program that is shipped without content: a test brings its own."""
    content = tmp_path / "content"
    content.mkdir()
    home.mkdir()
    monkeypatch.setattr(shelf, "shipped", lambda: content)
    return home


@pytest.fixture
def shelved(tmp_path: Path, home: Path) -> Shelve:
    """Puts single-file modules, by their id, where the shipped ones stand."""

    def put(**modules: str) -> Path:
        return authored.write(tmp_path / "content", {f"{id.replace('_', '-')}.yaml": text for id, text in modules.items()})

    return put
