"""How long a person waits before anything happens: commands, the first question, the very first start."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cstrain.curriculum import shelf
from tests.benchmarks.measuring import Measured, least, python, until

MODULE = "3s-greeting"
QUIZ = ("-m", "cstrain", "--plain", "quiz", MODULE, "--as", "Bench", "--practice", "--restart")
RICH = ("-m", "cstrain", "quiz", MODULE, "--as", "Bench", "--practice", "--restart")
TAB = {"_CSTRAIN_TAB": "bash", "_CSTRAIN_TYPED": "cstrain quiz 3s"}
# On its first page a quiz is ready when prompt_toolkit has hidden and moved nothing more: it asks for pasted text as such.
READY = b"\x1b[?2004h"
PARSE = (
    "import sys, yaml, pathlib\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.yaml')):\n"
    "    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)\n"
    "import pydantic, typer, sqlite3\n"
)


def measure(rounds: int) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        python(*QUIZ, home=home)()
        python("-m", "cstrain", "modules", home=home)()
        for what, floor, ours, budget in (
            ("cstrain --version", "import typer", ("-m", "cstrain", "--version"), 1.3),
            ("cstrain modules", "import typer, rich.console, rich.table, sqlite3", ("-m", "cstrain", "modules"), 1.4),
            ("quiz, plain: start to first question", "import typer, sqlite3", QUIZ, 1.5),
        ):
            yield _row(what, python("-c", floor, home=home), python(*ours, home=home), budget, rounds)
        tab = python("-m", "cstrain", home=home, **TAB)
        yield _row("TAB completion of a module name", python("-c", "import typer", home=home), tab, 1.3, rounds)
        if sys.platform != "win32":
            bare = python("-c", "import typer, rich.console, sqlite3, questionary", home=home)
            yield _row("quiz, rich: start until it accepts a key", bare, until(READY, *RICH, home=home), 1.25, rounds)
        yield _first_start(home, rounds)


def _row(what: str, floor: Callable[[], object], ours: Callable[[], object], budget: float | None, rounds: int) -> Measured:
    least_floor, least_ours = least(floor, ours, rounds)
    return Measured(what=what, floor=least_floor, ours=least_ours, budget=budget)


def _first_start(home: Path, rounds: int) -> Measured:
    """Nothing cached yet: the module's YAML is parsed and validated before the first question."""

    def without_cache() -> object:
        shutil.rmtree(home / "cache", ignore_errors=True)
        return python(*QUIZ, home=home)()

    floor = python("-c", PARSE, str(shelf.shipped() / MODULE), home=home)
    return _row("first start ever, to first question", floor, without_cache, 1.5, rounds)
