"""Home, as someone meets it who types nothing but `cstrain`: with keys, and in plain mode on a terminal."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cstrain.app import settings
from cstrain.core.attempt import Kind
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import Answer, Press, Run, kept, picking, run

ENTER = "\r"


def names(home: Path) -> list[str]:
    with Store(home / "records.db") as store:
        return [one.name for one in trainees.everyone(store)]


def plain(*answers: Answer) -> Run:
    return run("--lang", "en", "--plain", answers=answers, terminal=True)


def keys(*presses: Press) -> Run:
    return run("--lang", "en", presses=presses)


@pytest.fixture(autouse=True)
def modules(shelved: Shelve) -> None:
    shelved(counter=counter(1), till=counter(1, id="till"))


@pytest.mark.parametrize(
    ("how", "said"), [(("2", "Sari"), "Hello, Sari."), (("1", "Sari"), "Halo, Sari.")], ids=["English", "Indonesian"]
)
def test_the_first_start_asks_for_the_language_and_a_name_and_nothing_else(home: Path, how: Sequence[str], said: str) -> None:
    first = run("--plain", answers=[*how, "q"], terminal=True)
    assert first.code == 0 and first.err == ""
    assert first.out.count("> ") == 3 and said in first.out
    assert names(home) == ["Sari"]
    again = run("--plain", answers=["q"], terminal=True)
    assert again.out.count("> ") == 1 and said in again.out


def test_the_first_start_with_keys(home: Path) -> None:
    """`l` has no meaning yet; a name needs a letter."""
    first = run(presses=["l", "2", ENTER, "Sari" + ENTER, "q"])
    assert "at least one letter" in first.out
    assert first.code == 0 and "Pilih bahasa. / Choose a language." in first.out and "Hello, Sari." in first.out
    assert settings.load(home / "settings.json").language == "en"
    assert names(home) == ["Sari"]


@pytest.mark.parametrize("answers", [["", "3", "x", "2", "Sari"]])
def test_a_language_that_is_none_is_asked_for_again(home: Path, answers: list[str]) -> None:
    assert "Hello, Sari." in run("--plain", answers=answers, terminal=True).out


def test_a_name_that_cannot_be_one_is_asked_for_again(home: Path) -> None:
    asked = plain("", "  ", "S" * 500, "Sari")
    assert asked.out.count("> Your name") == 4 and "at least one letter" in asked.out and "at most 200" in asked.out
    assert names(home) == ["Sari"]


@pytest.mark.parametrize(("answer", "people"), [("1", ["Sari"]), ("2", ["Sari", "sari"])])
def test_a_name_that_is_nearly_there_is_asked_about_and_never_joined_alone(home: Path, answer: str, people: list[str]) -> None:
    run("trainee", "add", "Sari")
    asked = plain(picking("I am someone else"), picking("I am new"), "sari", answer)
    assert "Yes, I am Sari" in asked.out
    assert names(home) == people


@pytest.mark.parametrize("last", [[], ["q"], [picking("Leave")]], ids=["end of input", "q", "chosen"])
def test_leaving_home_is_done(home: Path, last: list[Answer]) -> None:
    run("trainee", "add", "Sari")
    left = plain(*last)
    assert (left.code, left.err) == (0, "") and "cstrain" in left.out.splitlines()[-1]


def test_someone_alone_is_greeted_and_several_say_who_they_are(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert "Hello, Sari." in plain().out
    run("trainee", "add", "Budi")
    assert "Hello, Budi." in plain(picking("Budi")).out
    assert "Who are you?\n  1. Budi\n  2. Sari\n  3. I am new here\n" in plain().out


def test_people_of_one_name_are_shown_with_what_tells_them_apart(home: Path) -> None:
    run("trainee", "add", "Sari", "--branch", "Bandung")
    run("trainee", "add", "SARI", "--branch", "Medan")
    run("trainee", "add", "Budi")
    shown = plain().out
    assert "Sari | Bandung" in shown and "SARI | Medan" in shown and "Budi\n" in shown


def test_among_many_people_everyone_can_be_found(home: Path) -> None:
    for number in range(17):
        run("trainee", "add", f"Person {number:02}")
    found = plain(picking("More names"), picking("More names"), picking("Person 00"))
    assert "Hello, Person 00." in found.out
    assert "  9. I am new here" in found.out and " 10. " not in found.out


def test_the_next_step_is_the_first_entry_and_starts_with_one_key(home: Path, shelved: Shelve) -> None:
    """First the lessons, then the quiz; what is open before both."""
    shelved(counter=counter(2, lessons=1))
    run("trainee", "add", "Sari")
    first = keys("1", ENTER, "1", ENTER, ENTER, "q")
    assert "Next: learn At the counter." in first.out and "Next: take the quiz At the counter." in first.out
    quiz = keys("1", ENTER, "1" + ENTER, "q", "q")
    assert "Saved. You can go on where you stopped." in quiz.out and "Next: go on with the quiz At the counter." in quiz.out
    keys("1", "1" + ENTER, ENTER, ENTER, "q")
    assert [one.started.kind for one in kept(home)] == [Kind.LESSON, Kind.QUIZ]
    assert all(one.finished for one in kept(home))


@pytest.mark.parametrize(
    ("entry", "kind"), [("Learn a module", Kind.LESSON), ("Take a quiz", Kind.QUIZ), ("Practise (", Kind.PRACTICE)]
)
def test_each_way_of_training_starts_from_home(home: Path, shelved: Shelve, entry: str, kind: Kind) -> None:
    shelved(counter=counter(1, lessons=1))
    run("trainee", "add", "Sari")
    plain(picking(entry), picking("At the counter"), "", "q")
    assert [one.started.kind for one in kept(home)] == [kind]


def test_progress_is_shown_until_it_is_read(home: Path) -> None:
    run("trainee", "add", "Sari")
    shown = plain(picking("See my progress"), "", picking("See my progress"), "q")
    assert shown.out.count("Progress of Sari") == 2


def test_someone_else_can_take_over(home: Path) -> None:
    run("trainee", "add", "Sari")
    taken_over = plain(picking("I am someone else"), picking("I am new"), "Budi", "q")
    assert "Hello, Budi." in taken_over.out
    assert "Progress of Budi" in run("--lang", "en", "progress").out


def test_what_cannot_be_done_is_told_at_home(home: Path, shelved: Shelve) -> None:
    """No lessons to learn; no attempt left."""
    shelved(counter=counter(1, graded_attempts=1))
    run("trainee", "add", "Sari")
    run("quiz", "counter", answers=["1"])
    told = plain(picking("Learn a module"), picking("At the counter"), picking("Take a quiz"), picking("At the counter"), "q")
    assert told.code == 0
    assert "has nothing for this" in told.out and "graded attempts at counter are used" in told.out
    assert told.out.count("Hello, Sari.") == 3


def test_l_changes_the_language_of_home_and_it_stays(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert "Halo, Sari." in plain("l").out
    assert "Halo, Sari." in run("--plain", answers=[], terminal=True).out
    switched = keys("l", "q")
    assert "Hello, Sari." in switched.out and "Halo, Sari." in switched.out


def test_a_question_mark_shows_home_again(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert plain("?", "q").out.count("Hello, Sari.") == 2


@pytest.mark.parametrize("count", [2, 9, 12])
def test_any_number_of_modules_can_be_chosen_from(home: Path, shelved: Shelve, tmp_path: Path, count: int) -> None:
    """The last one is one key up from the first."""
    (tmp_path / "content" / "till.yaml").unlink()
    shelved(**{f"module_{number:02}": counter(1, id=f"module-{number:02}") for number in range(count)})
    run("trainee", "add", "Sari")
    chosen = keys("4", "\x1b[A" + ENTER, ENTER, "q", "q")
    assert chosen.code == 0
    assert [one.started.module for one in kept(home)] == [f"module-{count - 1:02}"]


def test_ctrl_c_at_home_exits_with_130(home: Path) -> None:
    run("trainee", "add", "Sari")
    stopped = keys("\x03")
    assert stopped.code == 130 and "Traceback" not in stopped.err


def test_a_lone_module_need_not_be_chosen(home: Path, tmp_path: Path) -> None:
    (tmp_path / "content" / "till.yaml").unlink()
    run("trainee", "add", "Sari")
    assert "At the counter" in plain(picking("Practise ("), "").out
    assert [one.started.kind for one in kept(home)] == [Kind.PRACTICE]


def test_records_that_go_away_while_home_is_open_end_it_with_4(home: Path) -> None:
    run("trainee", "add", "Sari")

    def quiz_without_records(said: str) -> str:
        (home / "records.db").rename(home / "elsewhere.db")
        return "4"

    ended = plain(quiz_without_records, picking("At the counter"), "")
    assert ended.code == 4 and "Traceback" not in ended.err


def test_without_any_module_home_says_so(home: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "content").iterdir():
        path.unlink()
    run("trainee", "add", "Sari")
    assert "has nothing for this" in plain(picking("Take a quiz")).out


def test_records_that_cannot_be_used_end_home_with_4(home: Path) -> None:
    (home / "records.db").write_text("Dear diary")
    refused = plain()
    assert refused.code == 4 and "not a records file" in refused.err
