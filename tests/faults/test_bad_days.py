"""Bad days: a line or two in the person's language, the right exit code, nothing lost, and no traceback."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cstrain.app import places
from cstrain.cli import setup
from cstrain.errors import RecordsUnusable
from cstrain.records import store as opening
from cstrain.records import trainees
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import Run, run
from tests.faults import ROOT
from tests.making import answered, choice, started
from tests.records.keeping import keep, keep_trainee, tamper
from tests.test_errors import indonesian

LANGUAGES = ["en", pytest.param("id", marks=indonesian)]
# What every refusal about the records says of what was done, in either language.
WHAT_NEXT = {"en": "--records FILE", "id": "--records BERKAS"}


@pytest.fixture
def records(home: Path) -> Path:
    """A records file with someone in it who has answered."""
    path = home / "records.db"
    with Store(path) as store:
        keep_trainee(store)
        keep(store, started(*(choice(f"item-{n}") for n in range(4))), [answered(0), answered(1)])
    return path


def refused(ended: Run, language: str, *, code: int = 4) -> bool:
    """Told in one or two lines with what to do next."""
    lines = ended.err.splitlines()
    return ended.code == code and 1 <= len(lines) <= 2 and WHAT_NEXT[language] in ended.err and "Traceback" not in ended.err


# The file


def overwritten(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])


def foreign(path: Path) -> None:
    path.write_text("name;score\n" * 100)


SPOILT: dict[str, Callable[[Path], object]] = {
    "damaged": overwritten,
    "cut in half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut to nothing": lambda path: os.truncate(path, 0),
    "foreign": foreign,
    "newer": lambda path: tamper(path, "PRAGMA user_version = 1000"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_records_file_that_cannot_be_used_is_told_and_left_as_it_is(
    records: Path, shelved: Shelve, spoil: Callable[[Path], object], language: str
) -> None:
    shelved(counter=counter())
    spoil(records)
    before = records.read_bytes()
    for command in (["trainee", "add", "Budi"], ["quiz", "counter", "--as", "Sari"], ["records", "verify"], ["progress"]):
        ended = run("--lang", language, *command, answers=["1"])
        if spoil is SPOILT["newer"]:
            # Another file is no help here: the newer program is.
            assert ended.code == 4 and len(ended.err.splitlines()) == 2
        else:
            assert refused(ended, language), (command, ended)
    assert records.read_bytes() == before


def test_wherever_a_file_is_cut_it_is_never_taken_for_a_sound_one(records: Path, tmp_path: Path) -> None:
    content = records.read_bytes()
    cut = tmp_path / "cut.db"
    taken = []
    for length in [*range(0, 4096, 331), *range(4096, len(content), 1024), len(content) - 1]:
        cut.write_bytes(content[:length])
        try:
            with Store(cut) as store:
                if not verify(store).flaws:
                    taken.append(length)
        except RecordsUnusable:
            assert cut.read_bytes() == content[:length]
    assert taken == []


HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(records: Path) -> Iterator[Path]:
    """The records, while another process keeps them locked."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(records)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        yield records
        holder.communicate()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_another_program_keeps_locked_is_told_after_the_patience(
    held: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.1)
    began = time.monotonic()
    ended = run("--lang", language, "trainee", "add", "Budi")
    assert ended.code == 4 and len(ended.err.splitlines()) == 2 and str(held) in ended.err
    assert time.monotonic() - began >= 0.1


# The folder


def as_someone_ordinary() -> list[str]:
    """What goes before a command to run it without root's power over permissions."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def cstrain(*arguments: str, typed: str = "", **environ: str) -> Run:
    """The program as its own process; a variable that is "" is not set."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    ended = subprocess.run(
        [*as_someone_ordinary(), sys.executable, "-m", "cstrain", *arguments],
        env={name: value for name, value in variables.items() if value},
        input=typed.encode(),
        capture_output=True,
        check=False,
    )
    return Run(code=ended.returncode, raw=ended.stdout, err=ended.stderr.decode(errors="replace"))


not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@not_on_windows
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", [0o500, 0o000], ids=["read-only", "forbidden"])
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, mode: int, language: str) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(mode)
    try:
        ended = cstrain("--lang", language, "trainee", "add", "Budi", CSTRAIN_HOME=str(folder / "cstrain"))
        assert refused(ended, language), ended
    finally:
        folder.chmod(0o700)
    assert list(folder.iterdir()) == []


@not_on_windows
@pytest.mark.parametrize("language", LANGUAGES)
def test_records_that_may_only_be_read_are_shown_and_refuse_to_be_written(records: Path, language: str) -> None:
    before = records.read_bytes()
    records.chmod(0o400)
    ended = cstrain("--lang", language, "trainee", "add", "Budi")
    assert refused(ended, language), ended
    assert "Sari" in cstrain("trainee", "list").out
    assert records.read_bytes() == before


@not_on_windows
def test_a_home_that_may_not_be_written_to_is_no_reason_not_to_look_at_modules(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    ended = cstrain("modules", HOME=str(tmp_path), CSTRAIN_HOME="", XDG_DATA_HOME="", XDG_CONFIG_HOME="", XDG_CACHE_HOME="")
    tmp_path.chmod(0o700)
    assert (ended.code, ended.err) == (0, "") and ended.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_home_one_is_asked_for(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """And nothing appears in the folder the program was started in."""
    monkeypatch.chdir(tmp_path / "content")
    nowhere = places.Places(config=places.NOWHERE, data=places.NOWHERE, cache=places.NOWHERE)
    monkeypatch.setattr(places, "places", lambda environ: nowhere)
    monkeypatch.setattr(setup, "places", lambda environ: nowhere)
    for command in (["trainee", "add", "Budi"], ["trainee", "list"], ["records", "path"]):
        assert refused(run("--lang", language, *command), language)
    assert run("modules").code == 0
    assert run("--records", tmp_path / "named.db", "trainee", "add", "Budi").code == 0
    assert list((tmp_path / "content").iterdir()) == []


def test_without_home_in_the_environment_the_systems_is_taken(tmp_path: Path) -> None:
    ended = cstrain("records", "path", HOME="", CSTRAIN_HOME="")
    assert ended.code == 0 and Path(ended.out.strip()).is_absolute()


# The streams and the locale


@pytest.fixture
def content(shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module for processes of their own, whose first option is always an answer."""
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter())))


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "xx_YY.broken", "LC_ALL": "xx_YY.broken"},
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
    ids=str,
)
def test_a_locale_or_an_encoding_that_knows_nothing_changes_no_name_that_is_kept(home: Path, environ: dict[str, str]) -> None:
    ended = cstrain("trainee", "add", "Żaneta سارة", **environ)
    assert ended.code == 0 and "Traceback" not in ended.err
    ended = cstrain("quiz", "counter", "--practice", "--as", "Żaneta سارة", typed="1\n", **environ)
    assert (ended.code, ended.err) == (5, "")
    with Store(home / "records.db") as store:
        assert [one.name for one in trainees.everyone(store)] == ["Żaneta سارة"]
        assert verify(store).answers == 1


@not_on_windows
@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_with_streams_closed_an_answer_that_could_be_given_is_kept(home: Path, closed: str) -> None:
    quiz = f"{sys.executable} -m cstrain quiz counter --practice --as Sari"
    given = "" if "<" in closed else "echo 1 |"
    ended = subprocess.run(["sh", "-c", f"{given} {quiz} {closed}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 5 and "Traceback" not in ended.stderr
    with Store(home / "records.db") as store:
        assert verify(store).answers == (1 if given else 0)


# The disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own can be mounted here (tests/faults/test_disks.py fills it below SQLite)")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("left", [0, 4, 16, 64])
def test_a_disk_that_fills_up_keeps_what_was_confirmed_and_says_so(
    home: Path, shelved: Shelve, small_disk: Path, monkeypatch: pytest.MonkeyPatch, language: str, left: int
) -> None:
    """`left` in KB, once the quiz has begun."""
    shelved(counter=counter(20))
    monkeypatch.setenv("CSTRAIN_HOME", str(small_disk))
    assert run("quiz", "counter", "--as", "Sari", answers=["1"]).code == 5

    def fill(said: str) -> str:
        free = shutil.disk_usage(small_disk).free - left * 1024
        if not (small_disk / "holiday.jpg").exists() and free > 0:
            (small_disk / "holiday.jpg").write_bytes(b"x" * free)
        return "1"

    ended = run("--lang", language, "quiz", "counter", "--resume", answers=[fill, *(["1"] * 30)])
    # The last of them is room enough.
    assert ended.code == 0 if left == 64 else refused(ended, language)
    confirmed = ended.out.count("Right." if language == "en" else "Tepat.") + ended.out.count(
        "Not right." if language == "en" else "Belum tepat."
    )
    (small_disk / "holiday.jpg").unlink()
    with Store(small_disk / "records.db") as store:
        found = verify(store)
    assert (found.flaws, found.answers) == ((), 1 + confirmed)
    assert run("quiz", "counter", *(["--resume"] if ended.code else ["--practice"]), answers=["1"]).code == 5
