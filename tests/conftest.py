"""What tests share: a folder for everything cstrain keeps, an open store, a clock that stands still, the language set back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from cstrain.app.clock import Clock
from cstrain.cli import calling, words
from cstrain.records.store import Store
from tests.making import NOON

# What fails in the checks that tests share is told in full.
pytest.register_assert_rewrite("tests.curriculum.authored")

# Properties try the same examples everywhere, and a busy machine fails none. To search further: --hypothesis-profile=long
settings.register_profile("long", max_examples=2000, deadline=None)
settings.register_profile("usual", max_examples=50, derandomize=True, deadline=None)
settings.load_profile("usual")


class StoppedClock:
    """A clock that moves only when told; the monotonic one moves along."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at
        self.seconds = 0.0

    def forward(self, **duration: float) -> None:
        step = timedelta(**duration)
        self.at += step
        self.seconds += step.total_seconds()

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, monotonic=lambda: self.seconds)


@pytest.fixture
def stopped() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """CSTRAIN_HOME in a temporary folder, and nothing of the machine's own settings."""
    for variable in ("CSTRAIN_LANG", "CSTRAIN_PLAIN", "CSTRAIN_CONTENT", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "home"
    monkeypatch.setenv("CSTRAIN_HOME", str(folder))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test starts in English; one that changes the language does not change the next test's."""
    words.use("en")
    calling.remember(())
    yield
    words.use("en")
    calling.remember(())
