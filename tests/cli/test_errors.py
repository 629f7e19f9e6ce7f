"""What is said when something cannot be done: a line or two on stderr, nothing on stdout, and the right exit code."""

import shlex
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from cstrain import __version__
from cstrain.cli import calling
from cstrain.errors import ExitCode
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import kept, run

FAULTY = "id: broken\nlanguages: [en]\ntitle: Broken\n"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sari is known."""
    folder = tmp_path_factory.mktemp("records")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSTRAIN_HOME", str(folder))
        run("trainee", "add", "Sari", "--branch", "Bandung", "--cohort", "2026")
    return folder / "records.db"


@pytest.fixture(autouse=True)
def somewhere(shelved: Shelve, home: Path, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A good module, a faulty one, a trainee, and a folder to write in."""
    shelved(counter=counter(), broken=FAULTY)
    shutil.copy(records, home)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.csv").write_text("mine")


def assert_told(line: Sequence[str], code: int, *fragments: str) -> None:
    told = run(*line)
    assert (told.code, told.out) == (code, "")
    said = [line for line in told.err.splitlines() if "left out" not in line and "tidak dipakai" not in line]
    assert 1 <= len(said) <= 3 and all(said)
    assert [fragment for fragment in fragments if fragment not in "\n".join(said)] == []


@pytest.mark.parametrize(
    ("line", "code", "fragments"),
    [
        # commands and arguments
        ("quizz counter", 2, ["no command quizz", "quiz", "cstrain --help"]),
        ("xyzzy", 2, ["no command xyzzy", "cstrain --help"]),
        ("trainee ad", 2, ["no command ad", "add"]),
        ("trainee", 2, ["cstrain trainee --help"]),
        ("quiz", 2, ["MODULE is missing", "cstrain quiz --help"]),
        ("trainee grant Sari", 2, ["MODULE is missing"]),
        ("export summary", 2, ["--out is missing"]),
        ("modules counter", 2, ["counter", "cstrain modules --help"]),
        ("quiz counter --practise", 2, ["no option --practise", "--practice"]),
        ("quiz counter --plain", 2, ["--plain stands before the command", "cstrain --plain quiz ..."]),
        ("report summary --lang en", 2, ["--lang stands before the command", "cstrain --lang id|en report summary ..."]),
        ("quiz counter --as", 2, ["--as", "value"]),
        ("--content", 2, ["--content", "value"]),
        ("quiz counter --count many", 2, ["--count", "from 1 to 500"]),
        ("quiz counter --count 0", 2, ["--count", "from 1 to 500"]),
        ("quiz counter --count 501", 2, ["--count", "from 1 to 500"]),
        ("quiz counter --seed -1", 2, ["--seed", "from 0 to 9007199254740992"]),
        ("quiz counter --seed 1.5", 2, ["--seed", "from 0 to"]),
        ("--lang xx modules", 2, ["--lang", "id, en"]),
        ("quiz counter --resume --restart", 2, ["--resume", "--restart"]),
        ("quiz counter --resume --count 3", 2, ["--resume", "--count"]),
        ("quiz counter --resume --seed 3", 2, ["--resume", "--seed"]),
        ("quiz counter --resume", 2, ["no unfinished attempt", "--resume"]),
        # modules and content
        ("quiz countr", 2, ["no module countr", "Did you mean counter", "cstrain --lang en modules"]),
        ("quiz xyzzy", 2, ["no module xyzzy", "cstrain --lang en modules"]),
        ("learn countr", 2, ["Did you mean counter"]),
        ("trainee grant Sari countr", 2, ["Did you mean counter"]),
        ("content check countr", 2, ["Did you mean counter"]),
        ("report summary --module countr", 2, ["Did you mean counter"]),
        ("content show question-11", 2, ["no item question-11", "question-1", "content list"]),
        ("content show xyzzy", 2, ["no item xyzzy"]),
        ("content schema nope", 2, ["nope", "module, facts, lessons, items"]),
        ("content export --format xml", 2, ["xml", "json"]),
        ("learn counter", 1, ["counter has nothing", "cstrain --lang en modules"]),
        ("quiz broken", 3, ["broken cannot be used", "broken.yaml:1:1", "cstrain --lang en content check broken"]),
        ("learn broken", 3, ["broken cannot be used"]),
        ("content list broken", 3, ["broken cannot be used"]),
        ("--content nowhere modules", 3, ["nowhere", "--content"]),
        ("--content taken.csv modules", 3, ["taken.csv", "--content"]),
        # people
        ("progress --as Budi", 2, ["Budi", "trainee list"]),
        ("progress --as SARI", 2, ["Nobody is called SARI", "there is Sari"]),
        # reports
        ("export everything --out -", 2, ["no report everything", "summary, trainee, module, gaps, items, attempts, answers"]),
        ("export summary --out scores", 2, ["scores", ".csv, .xlsx, .json, .html", "--format"]),
        ("export summary --out scores.docx", 2, ["docx", "csv, xlsx, json, html"]),
        ("export summary --out - --format pdf", 2, ["pdf", "csv, xlsx, json, html"]),
        ("export summary --out - --format xlsx", 2, ["--format xlsx", "--out -"]),
        ("export summary --out .", 2, [". is a folder", "summary.xlsx"]),
        ("export summary --out nowhere/", 2, ["nowhere/ is a folder", "nowhere/summary.xlsx"]),
        ("export summary --out nowhere/scores.xlsx", 1, ["nowhere/scores.xlsx", "Nothing was written"]),
        ("export summary --out - --excel-locale fr", 2, ["fr", "en, id"]),
        ("export summary --out - --branch Medan", 2, ["--branch Medan", "Bandung"]),
        ("export summary --out - --cohort 1999", 2, ["--cohort 1999", "2026"]),
        ("export attempts --out - --kind exam", 2, ["--kind exam", "quiz"]),
        ("export summary --out - --kind practice", 2, ["summary", "--kind practice"]),
        ("export attempts --out - --since yesterday", 2, ["yesterday", "2026-03-31"]),
        ("export attempts --out - --until 2026-02-30", 2, ["2026-02-30", "2026-03-31"]),
        ("export attempts --out - --until 9999-12-31", 2, ["9999-12-31"]),
        ("export summary --out taken.csv", 1, ["taken.csv", "--replace"]),
        ("export summary --out nowhere/scores.csv", 1, ["nowhere/scores.csv", "Nothing was written"]),
        ("content schema --out taken.csv", 1, ["taken.csv", "Nothing was written"]),
        ("report summary --branch Medan", 2, ["--branch Medan", "Bandung"]),
        # records
        ("--records taken.csv progress", 4, ["taken.csv", "--records FILE"]),
        ("--records . progress", 4, ["--records FILE"]),
        ("--records taken.csv/records.db progress", 4, ["taken.csv/records.db", "--records FILE"]),
    ],
)  # fmt: skip
def test_a_refusal_says_what_where_and_what_to_do_next(line: str, code: int, fragments: list[str], tmp_path: Path) -> None:
    assert_told(["--lang", "en", *line.split()] if "--lang" not in line else line.split(), code, *fragments)
    assert (tmp_path / "taken.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("line", "code", "english"),
    [
        ("quizz counter", 2, "There is no command"),
        ("trainee", 2, "Missing"),
        ("quiz", 2, "is missing"),
        ("modules counter", 2, "unexpected"),
        ("quiz counter --practise", 2, "There is no option"),
        ("quiz counter --as", 2, "needs a value"),
        ("quiz counter --practice=yes", 2, "does not take a value"),
        ("quiz counter --count many", 2, "whole number"),
        ("quiz countr", 2, "Did you mean"),
        ("quiz broken", 3, "cannot be used"),
        ("export summary --out nowhere/scores.csv", 1, "written"),
    ],
)
def test_a_refusal_speaks_the_language_of_the_run(line: str, code: int, english: str) -> None:
    told = run("--lang", "id", *line.split())
    assert (told.code, told.out) == (code, "")
    assert english not in told.err


def test_a_flag_that_was_given_a_value_is_not_said_to_need_one() -> None:
    told = run("quiz", "counter", "--practice=yes")
    assert told.code == 2 and "--practice" in told.err
    assert "needs a value" not in told.err


def newer(path: Path) -> None:
    Store(path).db.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def damaged(path: Path) -> None:
    Store(path).db.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xa5" * (len(whole) - 100))


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE note (text)")


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 50)


@pytest.mark.parametrize(
    ("ruin", "fragment"),
    [(newer, "newer cstrain"), (damaged, "damaged"), (of_another_program, "not a records file"), (text, "not a records file")],
)
@pytest.mark.parametrize(
    "command",
    [
        ["quiz", "counter", "--as", "Sari"],
        ["learn", "counter", "--as", "Sari"],
        ["progress"],
        ["trainee", "add", "Budi"],
        ["report", "summary"],
        ["export", "attempts", "--out", "-"],
        ["records", "verify"],
    ],
    ids=" ".join,
)
def test_records_that_cannot_be_used_are_left_as_they_are(
    tmp_path: Path, ruin: Callable[[Path], None], fragment: str, command: list[str]
) -> None:
    file = tmp_path / "ruined.db"
    ruin(file)
    before = file.read_bytes()
    assert_told(["--lang", "en", "--records", str(file), *command], ExitCode.RECORDS, fragment, "ruined.db")
    assert file.read_bytes() == before


@pytest.mark.parametrize("command", [["modules"], ["content", "list"], ["report", "summary"], ["progress"]], ids=" ".join)
def test_a_faulty_module_keeps_no_good_one_from_being_used(command: list[str]) -> None:
    used = run(*command)
    assert used.code == 0
    assert "counter" in used.out or "At the counter" in used.out
    assert "broken" not in used.out
    assert "broken has" in used.err and "cstrain content check broken" in used.err


def test_a_file_that_is_no_module_is_told_and_keeps_none_from_being_used(shelved: Shelve) -> None:
    folder = shelved(counter=counter())
    (folder / "Not A Module.yaml").write_text("id: x")
    used = run("modules", "--json")
    assert used.code == 0 and '"counter"' in used.out
    assert "Not A Module.yaml" in used.err


@pytest.mark.parametrize("word", ["\x1b[31mred", "[/x]", "a\u202eb", "x" * 5000, "\udcff", "{0}", "%s"])
@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "quiz {}",
        "content show {}",
        "modules --{}",
        "quiz counter --count={}",
        "--lang={} modules",
        "export {} --out -",
        "export summary --out {}",
        "--content {} modules",
        "--records {}/x progress",
    ],
)
def test_a_hostile_word_is_told_safely_and_shortly(line: str, word: str) -> None:
    told = run(*(each.replace("{}", word) for each in line.split()))
    assert told.code in (1, 2, 3, 4) and told.out == ""
    assert "Traceback" not in told.err and len(told.err) < 800
    assert not set(told.err) & {"\x1b", "\u202e", "\udcff"}


def test_a_place_that_cannot_be_looked_at_is_named_as_such() -> None:
    """Not as a screen that cannot be written to."""
    told = run("--lang", "en", "--records", f"{'x' * 5000}/records.db", "modules")
    assert told.code == 4 and "--records FILE" in told.err and "stdout" not in told.err


@pytest.mark.parametrize("place", ["~nobody-of-that-name/cstrain", f"{'x' * 5000}/cstrain"], ids=["no such person", "too long"])
@pytest.mark.parametrize("command", ["--version", "modules", "progress"])
def test_a_cstrain_home_that_cannot_be_is_no_reason_for_a_traceback(
    monkeypatch: pytest.MonkeyPatch, place: str, command: str
) -> None:
    """What needs no home is done; else what is told is about the folder, not about the screen."""
    monkeypatch.setenv("CSTRAIN_HOME", place)
    told = run("--lang", "en", command)
    assert told.code in (0, 1, 2, 4) and "Traceback" not in told.err and "stdout" not in told.err


def test_an_unexpected_fault_asks_for_a_report_and_loses_nothing(home: Path) -> None:
    """Say, a keyboard whose driver fails."""

    def failing(said: str) -> str:
        raise ZeroDivisionError("a driver's fault")

    ended = run("--lang", "en", "quiz", "counter", "--as", "Sari", answers=["1", failing])
    assert ended.code == 1
    assert "Traceback" in ended.err and "a driver's fault" in ended.err and "Please report" in ended.err
    assert kept(home)[0].position == 1


def test_a_filter_that_nobody_has_says_how_to_set_it(home: Path) -> None:
    Store(home / "new.db").db.close()
    told = run("--lang", "en", "--records", home / "new.db", "report", "summary", "--branch", "Bandung")
    assert told.code == 2 and "trainee add NAME --branch" in told.err


def test_the_version_is_told_before_anything_is_asked_or_made(home: Path) -> None:
    before = sorted(home.rglob("*"))
    assert run("--version", "quiz").out == f"cstrain {__version__}\n"
    assert sorted(home.rglob("*")) == before


def test_outside_a_terminal_the_bare_command_is_the_help() -> None:
    shown = run("--lang", "en")
    assert shown.code == 0 and "Usage: cstrain" in shown.out and "quiz" in shown.out


@pytest.mark.parametrize("command", ["records verify", "report summary", "export summary --out -", "progress", "trainee list"])
def test_looking_at_records_that_are_not_there_says_so_and_makes_none(tmp_path: Path, command: str) -> None:
    """A slip in the name of the file must not read as "nobody has trained"."""
    told = run("--records", tmp_path / "slip.db", *command.split())
    assert told.code == 4 and "slip.db" in told.err and told.out == ""
    assert not (tmp_path / "slip.db").exists()


def test_a_mistyped_number_makes_nobody_new(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter())
    before = run("trainee", "list", "--json").out
    assert run("quiz", "counter", "--as", "0014").code == 2
    assert run("trainee", "list", "--json").out == before


def test_a_command_named_in_a_hint_does_the_same_when_it_is_copied(home: Path, tmp_path: Path) -> None:
    """It carries the options of this run, quoted where they must be."""
    folder, records = tmp_path / "my modules", tmp_path / "our scores.db"
    folder.mkdir()
    (folder / "mine.yaml").write_text(FAULTY.replace("broken", "mine"))
    told = run("--lang", "en", "--records", records, "--content", folder, "quiz", "mine", "--as", "Sari")
    hint = told.err.splitlines()[-1].split(": ", 1)[1]
    program, *copied = shlex.split(hint)
    assert program == "cstrain" and copied[:6] == ["--lang", "en", "--records", str(records), "--content", str(folder)]
    assert run(*copied).code == 3 and "mine.yaml" in run(*copied).out
    left = run("--lang", "en", "--plain", "--records", records, "quiz", "counter", "--as", "Sari")
    again = run(*shlex.split(left.out.splitlines()[-1].split(": ", 1)[1])[1:])
    assert left.code == again.code == 5 and "unfinished attempt: 0 of 4" in again.out


def test_a_hint_stays_short_where_the_options_are_long(tmp_path: Path) -> None:
    told = run("--lang", "en", "--content", tmp_path / ("x" * 200), "quiz", "counter")
    assert len(told.err) < 600
    calling.remember(["--records", "x" * 600])
    assert calling.command("modules") == "cstrain modules"
