"""What a search has found once is never found again; and the search begins where it should."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import seeds
from tests.fuzz.invariants import hold

FOUND = sorted((Path(__file__).parent / "found").glob("*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_is_mended(path: Path) -> None:
    hold(path.read_bytes())


def test_the_seeds_keep_the_invariants() -> None:
    every = list(seeds.seeds())
    assert len(every) > 20
    for seed in every[::10]:
        hold(seed)


def test_without_the_searching_package_it_is_said_what_to_install() -> None:
    hidden = "import sys, runpy; sys.modules['atheris'] = None; runpy.run_module('tests.fuzz', run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "pip install" in ended.stderr and "Traceback" not in ended.stderr
