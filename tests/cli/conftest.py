"""What the tests of the terminal face share: a folder of modules, and a cache that spares each test the shipped ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from tests.curriculum import authored


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    library = Library([shelf.shipped()], folder)
    for id in library.ids:
        library.load(id)
    return folder


@pytest.fixture
def home(home: Path, warm_cache: Path) -> Path:
    """CSTRAIN_HOME as after a first start: the shipped modules are in the cache already."""
    (home / "cache").mkdir(parents=True)
    for kept in warm_cache.iterdir():
        (home / "cache" / kept.name).hardlink_to(kept)
    return home


@pytest.fixture
def shelved(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts single-file modules, by their id, beside the shipped ones."""

    def put(**modules: str) -> Path:
        folder = authored.write(tmp_path / "content", {f"{id.replace('_', '-')}.yaml": text for id, text in modules.items()})
        monkeypatch.setenv("CSTRAIN_CONTENT", str(folder))
        return folder

    return put


@pytest.fixture
def shop(shelved: Callable[..., Path]) -> Path:
    """The module "shop": an item of each kind, in English; three of them make a quiz."""
    return shelved(shop=authored.SOUND)
