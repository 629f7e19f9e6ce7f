"""Where cstrain keeps things, and the clocks it reads."""

from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from cstrain.app.clock import Clock
from cstrain.app.places import places
from cstrain.app.settings import Settings, load, save


def test_cstrain_home_holds_everything(tmp_path: Path) -> None:
    found = places({"CSTRAIN_HOME": str(tmp_path)})
    assert (found.settings, found.records) == (tmp_path / "settings.json", tmp_path / "records.db")
    assert (found.packs, found.cache) == (tmp_path / "packs", tmp_path / "cache")


def test_a_tilde_is_the_persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert places({"CSTRAIN_HOME": "~/training"}).records == tmp_path / "training" / "records.db"


@pytest.mark.parametrize("environ", [{}, {"CSTRAIN_HOME": ""}])
def test_without_it_things_are_where_the_platform_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = places(environ)
    for place in (found.settings, found.records, found.packs, found.cache):
        assert "cstrain" in place.parts
    assert found.records.parent == found.data == found.packs.parent
    assert list(tmp_path.iterdir()) == []


def test_now_is_the_time_of_day_with_its_offset() -> None:
    before = datetime.now(UTC)
    now = Clock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == now.astimezone().utcoffset()


def test_the_monotonic_clock_never_goes_back() -> None:
    clock = Clock()
    assert clock.monotonic() <= clock.monotonic()


@pytest.mark.parametrize("version", ["that says so", "that does not"])
def test_where_nobody_knows_a_home_things_are_kept_nowhere(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """And not in a folder named "~" wherever the program was started."""

    def unresolved(dirs: object) -> Path:
        if version == "that says so":
            raise RuntimeError
        return Path("~/.local/share/cstrain")

    monkeypatch.setattr(platformdirs.PlatformDirs, "user_data_path", property(unresolved))
    found = places({})
    assert found.is_nowhere and not found.records.exists()
    save(found.settings, Settings(language="id"))
    assert load(found.settings) == Settings()
