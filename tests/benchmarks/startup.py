"""How long a person waits before anything happens: commands, the first question, the very first start."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cstrain.curriculum import shelf
from tests.benchmarks.measuring import COMMAND, Measured, least, python, until, until_piped

MODULE = "3s-greeting"
QUIZ = (*COMMAND, "--plain", "quiz", MODULE, "--as", "Bench", "--practice", "--restart")
RICH = (*COMMAND, "quiz", MODULE, "--as", "Bench", "--practice", "--restart")
TAB = {"_CSTRAIN_TAB": "bash", "_CSTRAIN_TYPED": "cstrain quiz 3s"}
# On its first page a quiz is ready when prompt_toolkit has hidden and moved nothing more: it asks for pasted text as such.
READY = b"\x1b[?2004h"
ASKED = b"\n> "
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
        python(*COMMAND, "modules", home=home)()
        for what, floor, ours, budget in (
            ("cstrain --version", "import typer", "--version", 1.3),
            ("cstrain modules", "import typer, rich.console, rich.table, sqlite3", "modules", 1.4),
        ):
            yield _row(what, python("-c", floor, home=home), python(*COMMAND, ours, home=home), budget, rounds)
        bare = python("-c", "import typer, sqlite3", home=home)
        yield _row("quiz, plain: start to first question", bare, until_piped(ASKED, *QUIZ, home=home), 1.5, rounds)
        tab = python(*COMMAND, home=home, **TAB)
        yield _row("TAB completion of a module name", python("-c", "import typer", home=home), tab, 1.3, rounds)
        if sys.platform != "win32":
            bare = python("-c", "import typer, rich.console, sqlite3, questionary", home=home)
            yield _row("quiz, rich: start until it accepts a key", bare, until(READY, *RICH, home=home), 1.25, rounds)
        yield from _first_starts(home, rounds)


def _row(what: str, floor: Callable[[], object], ours: Callable[[], object], budget: float | None, rounds: int) -> Measured:
    least_floor, least_ours = least(floor, ours, rounds)
    return Measured(what=what, floor=least_floor, ours=least_ours, budget=budget)


def _first_starts(home: Path, rounds: int) -> Iterator[Measured]:
    """Nothing cached yet, of a shipped module (validated when the program was built) and of one that somebody just wrote."""
    own = home / "content" / "own-greeting"
    shutil.copytree(shelf.shipped() / MODULE, own)
    head = own / "module.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace(f"id: {MODULE}", f"id: {own.name}"), encoding="utf-8")
    its_quiz = [own.name if word == MODULE else word for word in QUIZ]
    its_quiz[2:2] = ["--content", str(own.parent)]

    def without_cache(quiz: Sequence[str]) -> Callable[[], object]:
        start = until_piped(ASKED, *quiz, home=home)

        def run() -> object:
            shutil.rmtree(home / "cache", ignore_errors=True)
            return start()

        return run

    floor = python("-c", PARSE, str(own), home=home)
    yield _row("first start ever, to first question", floor, without_cache(QUIZ), 1.5, rounds)
    yield _row("first start of a module just written", floor, without_cache(its_quiz), None, rounds)
