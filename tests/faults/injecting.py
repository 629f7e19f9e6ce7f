"""Runs of the program in which the first, second, third ... change to a file fails, until one passes untouched.

`python -m tests.faults.injecting FOLDER WORKLOAD FAILURE...`, with the shim below it, prints what became of each run as a line
of JSON; a failure with a "+" is one from which on everything fails. One process imports everything once; each run is a fork
of it, in a folder of its own.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from cstrain.app import quiz, settings
from cstrain.app.clock import Clock
from cstrain.app.quiz import Wish
from cstrain.cli import words
from cstrain.cli.diagnostics import tell
from cstrain.cli.main import main
from cstrain.core.value import replace
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.errors import CstrainError, ExitCode, RecordsUnusable
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.cli.modules import counter
from tests.faults.shim import Failure, Shim

QUESTIONS = 4
FIRST_VERSION = Path(__file__).parents[1] / "records" / "files" / "version-1.sql"


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Command lines with what is typed: those that go before, and the one whose files fail."""

    before: tuple[tuple[tuple[str, ...], str], ...] = ()
    command: tuple[str, ...] = ()
    typed: str = ""
    # In place of a command.
    does: Callable[[], None] | None = None
    # Without the content cache.
    cold: bool = False
    # On records as the first version of the program left them.
    old: bool = False
    # With the records of a branch beside the home, in which Wati has answered twice.
    branch: bool = False
    # Of so many changes one fails: where private copies are written page by page there are hundreds.
    every: int = 1


def answer_and_try_again() -> None:
    """Answer the rest of Sari's quiz; a response that could not be saved is given again, as on a terminal."""
    home = Path(os.environ["CSTRAIN_HOME"])
    module = Library([shelf.shipped()], None).module("counter")
    with Store(home / "records.db") as store:
        (sari,) = trainees.everyone(store)
        live = quiz.go_on(store, quiz.brief(store, module, sari, Wish(), Clock()), Clock())
        assert live
        while question := live.question:
            for tries in range(3):
                try:
                    live.answer(question.options[0], "en")
                    break
                except RecordsUnusable:
                    if tries == 2:
                        raise
            print("Right.")
    print("Score: all")


def remember_another_language() -> None:
    path = Path(os.environ["CSTRAIN_HOME"]) / "settings.json"
    settings.save(path, replace(settings.load(path), language="id"))


ADD = (("trainee", "add", "Sari"), "")
QUIZ = ("quiz", "counter", "--as", "Sari")
THREE = (QUIZ, "1\n2\n3\n")
ALL = (QUIZ, "1\n2\n3\n1\n")
EXPORT = ("export", "answers", "--out", "out/answers.csv")
BOOK = ("export", "attempts", "--out", "out/attempts.xlsx")
PAGE = ("export", "attempts", "--out", "out/attempts.html")

WORKLOADS = {
    "create": Workload(command=ADD[0]),
    "answer": Workload(before=(ADD,), command=QUIZ, typed="1\n"),
    "finish": Workload(before=(ADD, THREE), command=(*QUIZ, "--resume"), typed="1\n"),
    "try again": Workload(before=(ADD, THREE), does=answer_and_try_again),
    "export": Workload(before=(ADD, ALL), command=EXPORT),
    "export over a file": Workload(
        before=(ADD, ALL, (EXPORT, ""), ((*QUIZ, "--practice"), "1\n")), command=(*EXPORT, "--replace")
    ),
    "export a book over a file": Workload(
        before=(ADD, ALL, (BOOK, ""), ((*QUIZ, "--practice"), "1\n")), command=(*BOOK, "--replace")
    ),
    "export a page": Workload(before=(ADD, ALL), command=PAGE),
    "settings": Workload(before=(ADD, THREE), does=remember_another_language),
    "cache": Workload(before=(ADD,), command=("modules",), cold=True),
    "backup": Workload(before=(ADD, ALL), command=("records", "backup", "--out", "out/copy.db")),
    "migration": Workload(old=True, every=5, command=("trainee", "list")),
    "merge": Workload(before=(ADD, ALL), branch=True, every=11, command=("records", "merge", "../branch/records.db")),
    # A new one that writes files is a line here.
}


@dataclass(frozen=True, kw_only=True)
class Observed:
    """One run: which change was struck ("" if none), how it ended (minus the signal that ended it), what was said, where."""

    failure: str
    nth: int
    struck: str
    code: int
    out: str
    err: str
    home: str


def inject(folder: Path, workload: Workload, failure: str) -> Iterator[Observed]:
    """Fail at the first change, the second ... until a run passes without a failure."""
    nth = 1 - workload.every
    while True:
        nth += workload.every
        seen = observe(folder, workload, nth, failure)
        yield seen
        if not seen.struck and seen.code >= 0:
            return


def prepare(folder: Path, workload: Workload) -> None:
    """What stands before the first change, in `base`; and everything a run imports, here: every fork has it then."""
    content = folder / "content"
    content.mkdir()
    (content / "counter.yaml").write_text(counter(QUESTIONS), encoding="utf-8")
    shelf.shipped = lambda: content
    base = folder / "base"
    (base / "out").mkdir(parents=True)
    (base / "tmp").mkdir()
    for command, typed in workload.before:
        in_here(folder, base, partial(cstrain, command), typed)
    if workload.old:
        with closing(sqlite3.connect(base / "records.db")) as db:
            db.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    if workload.branch:
        (folder / "branch").mkdir()
        for command, typed in ((("trainee", "add", "Wati"), ""), (("quiz", "counter", "--as", "Wati"), "1\n2\n")):
            in_here(folder, folder / "branch", partial(cstrain, command), typed)
    if workload.cold:
        shutil.rmtree(base / "cache", ignore_errors=True)
    shutil.copytree(base, folder / "warm")
    in_here(folder, folder / "warm", workload.does or partial(cstrain, workload.command), workload.typed)


def observe(folder: Path, workload: Workload, nth: int, failure: str) -> Observed:
    home = folder / f"{failure}-{nth}"
    shutil.copytree(folder / "base", home)
    does = workload.does or partial(cstrain, workload.command)
    code, out, err, struck = forked(folder, home, does, workload.typed, (nth, failure))
    return Observed(failure=failure, nth=nth, struck=struck, code=code, out=out, err=err, home=str(home))


def cstrain(command: tuple[str, ...]) -> None:
    sys.argv = ["cstrain", *command]
    main()


def forked(folder: Path, home: Path, does: Callable[[], None], typed: str, fault: tuple[int, str]) -> tuple[int, str, str, str]:
    """Do it in a process of its own with its own streams: how it ended, what it said, which change was struck."""
    paths = _streams(folder, typed)
    child = os.fork()
    if not child:
        code = 70
        try:
            code = _as_child(home, does, paths, fault)
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    out, err, struck = (path.read_text(encoding="utf-8") for path in paths[1:])
    return code, out, err, struck


def in_here(folder: Path, home: Path, does: Callable[[], None], typed: str) -> None:
    """Do it in this process; it has to succeed, or to be left unfinished."""
    paths = _streams(folder, typed)
    with patch.multiple(sys, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, argv=sys.argv, excepthook=sys.excepthook):
        code = _as_child(home, does, paths, None)
    if code not in (ExitCode.DONE, ExitCode.UNFINISHED):
        raise RuntimeError(paths[2].read_text(encoding="utf-8"))


def _streams(folder: Path, typed: str) -> list[Path]:
    paths = [folder / name for name in ("in", "out", "err", "struck")]
    for path in paths:
        path.write_text(typed if path.name == "in" else "", encoding="utf-8")
    return paths


def _as_child(home: Path, does: Callable[[], None], paths: list[Path], fault: tuple[int, str] | None) -> int:
    os.chdir(home)
    os.environ.update({"CSTRAIN_HOME": str(home), "CSTRAIN_LANG": "en"})
    # Temporary files are among those that fail.
    tempfile.tempdir = str(home / "tmp")
    sys.stdin = open(paths[0], encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(paths[1], "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(paths[2], "w", encoding="utf-8")  # noqa: SIM115
    words.use("en")
    shim = Shim()
    if fault:
        nth, failure = fault
        shim.arm(home, nth, Failure[failure.rstrip("+")], onwards=failure.endswith("+"))
    code = 0
    try:
        does()
    except SystemExit as end:
        code = int(end.code or 0)
    except CstrainError as error:
        tell(error)
        code = error.exit_code
    except BaseException:
        traceback.print_exc()
        code = 70
    struck = shim.disarm()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    paths[3].write_text(struck)
    return code


def run() -> None:
    folder, name, *failures = sys.argv[1:]
    prepare(Path(folder), WORKLOADS[name])
    for failure in failures:
        for seen in inject(Path(folder), WORKLOADS[name], failure):
            print(json.dumps(asdict(seen)))


if __name__ == "__main__":
    run()
