"""Every single change to a file that a command makes fails in turn, and afterwards everything is as it was or as it should be."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cstrain.records.backup import backup
from cstrain.records.store import Store
from tests.faults import disks, shim
from tests.faults.injecting import WORKLOADS
from tests.records.keeping import keep_trainee

pytestmark = pytest.mark.skipif(bool(shim.missing()), reason=shim.missing())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shim.compiled(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def folder() -> Iterator[Path]:
    made = disks.fastest_folder()
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize("workload", WORKLOADS)
def test_whichever_change_fails_nothing_confirmed_is_lost_and_nothing_is_half_done(
    library: Path, folder: Path, workload: str
) -> None:
    seen = list(disks.runs(folder, library, workload, disks.USUAL))
    wrong = {(one.failure, one.nth, one.struck): found for one in seen if (found := disks.wrong(folder, workload, one))}
    assert wrong == {}
    # Each kind of failure was met, and each series ended with a run that met none.
    assert {one.failure for one in seen if one.struck or one.code < 0} == set(disks.USUAL)
    assert sum(not one.struck and one.code in (0, 5) for one in seen) == len(disks.USUAL)


def test_a_copy_that_lacks_something_is_noticed(folder: Path) -> None:
    (folder / "base").mkdir()
    with Store(folder / "base" / "records.db") as store:
        backup(store, folder / "empty.db")
        keep_trainee(store)
        backup(store, folder / "whole.db")
    (folder / "half.db").write_bytes((folder / "whole.db").read_bytes()[:-1])
    assert disks._half_copied(folder, folder / "whole.db") == []
    assert [disks._half_copied(folder, folder / name) != [] for name in ("empty.db", "half.db")] == [True, True]
