"""Home, as someone meets it who types nothing but `cstrain`: with keys, and in plain mode on a terminal."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from cstrain.app import settings
from cstrain.core.attempt import Kind
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Answer, Press, Run, kept, picking, run

ENTER = "\r"


def greeted(run: Run, name: str = "Sari") -> int:
    """How often home has greeted this person, by whatever hour it is, in either language."""
    return len(re.findall(rf"(?:Good|Selamat) \w+, {name}\.", run.out))


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
    ("how", "said"), [(("2", "Sari"), "Take a quiz"), (("1", "Sari"), "Kerjakan kuis")], ids=["English", "Indonesian"]
)
def test_the_first_start_asks_for_the_language_and_a_name_and_nothing_else(home: Path, how: Sequence[str], said: str) -> None:
    first = run("--plain", answers=[*how, "q"], terminal=True)
    assert first.code == 0 and first.err == ""
    assert first.out.count("> ") == 3 and said in first.out and greeted(first) == 1
    assert names(home) == ["Sari"]
    again = run("--plain", answers=["q"], terminal=True)
    assert again.out.count("> ") == 1 and said in again.out


def test_the_first_start_with_keys(home: Path) -> None:
    """`l` has no meaning yet; a name needs a letter."""
    first = run(presses=["l", "2", ENTER, "Sari" + ENTER, "q"])
    assert "at least one letter" in first.out
    assert first.code == 0 and "Pilih bahasa. / Choose a language." in first.out and greeted(first) == 1
    assert settings.load(home / "settings.json").language == "en"
    assert names(home) == ["Sari"]


@pytest.mark.parametrize("answers", [["", "3", "x", "2", "Sari"]])
def test_a_language_that_is_none_is_asked_for_again(home: Path, answers: list[str]) -> None:
    assert greeted(run("--plain", answers=answers, terminal=True))


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


@pytest.mark.parametrize("last", [[], ["q"]], ids=["end of input", "q"])
def test_leaving_home_is_done(home: Path, last: list[Answer]) -> None:
    run("trainee", "add", "Sari")
    left = plain(*last)
    assert (left.code, left.err) == (0, "") and "cstrain" in left.out.splitlines()[-1]


def test_someone_alone_is_greeted_and_several_say_who_they_are(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert greeted(plain())
    run("trainee", "add", "Budi")
    asked = plain(picking("I am someone else"), picking("Budi"))
    assert "Are you Sari?\n  1. Yes, I am Sari\n  2. I am someone else\n" in asked.out
    assert "Who are you?\n  1. Sari\n  2. Budi\n  3. I am new here\n" in asked.out and greeted(asked, "Budi")


def test_whoever_trained_last_comes_back_with_one_key(home: Path) -> None:
    run("trainee", "add", "Sari", "--branch", "Bandung")
    plain()
    run("trainee", "add", "Sari", "--branch", "Medan")
    back = keys(ENTER, "q")
    assert "Are you Sari (Bandung)?" in back.out and greeted(back, r"Sari \(Bandung\)") == 1 and back.code == 0


def test_where_nobody_trained_yet_everyone_is_asked_for_their_name(home: Path) -> None:
    run("trainee", "add", "Sari")
    run("trainee", "add", "Budi")
    assert plain().out.startswith("Who are you?\n  1. Budi\n  2. Sari\n")


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
    assert greeted(found, "Person 00")
    assert "  9. I am new here" in found.out and " 10. " not in found.out


def test_the_first_run_leads_through_a_card_and_its_question_to_home(home: Path, shelved: Shelve) -> None:
    """Language, name, card, question, what was right about it; then home, with the next card as the next step."""
    shelved(counter=counter(2, lessons=2))
    first = run(presses=["2", "Sari" + ENTER, ENTER, "1", ENTER, "q"])
    said = [first.out.index(each) for each in ("One card, one question", "Question number 1?", "See my progress")]
    assert said == sorted(said) and "Question number 2?" not in first.out
    assert "Learn At the counter" in first.out and "It is begun, and saved." in first.out
    (lesson,) = kept(home)
    assert (lesson.started.kind, lesson.position, lesson.finished) == (Kind.LESSON, 1, None)
    assert "One card" not in keys("q").out
    told = run("--lang", "en", "progress").out
    assert told.count("facts mastered, 1 answered so far") == told.count("Not started") == 1


@pytest.mark.parametrize("presses", [["q"], [ENTER, "q"], [ENTER, "1", "q"]], ids=["at the card", "question", "feedback"])
def test_the_first_lesson_can_be_left_at_every_page_for_home(home: Path, shelved: Shelve, presses: list[str]) -> None:
    """And does not come again by itself. "Saved" is said of nothing."""
    shelved(counter=counter(2, lessons=2))
    run("trainee", "add", "Sari")
    left = keys(*presses, "q")
    assert left.code == 0 and "See my progress" in left.out and "Saved." not in left.out
    assert "One card" not in keys("q").out


def test_ctrl_c_at_the_first_lesson_says_what_is_saved(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=2))
    run("trainee", "add", "Sari")
    stopped = keys(ENTER, "1", "\x03")
    assert stopped.code == 130 and "Saved: 1 of 2 answered." in stopped.out
    run("trainee", "add", "Budi")
    assert "Saved" not in keys("2", "1", "\x03").out


def test_the_first_lesson_in_plain_mode(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=2))
    first = run("--plain", answers=["2", "Sari", "", "1", "q"], terminal=True)
    assert first.code == 0 and "One card, one question: two minutes." in first.out and "1. Learn At the counter" in first.out


def test_leaving_a_page_on_which_nothing_was_done_says_nothing_of_saving(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=2))
    run("trainee", "add", "Sari")
    plain("q")
    left = plain(picking("Learn At"), "q", picking("Take a quiz"), picking("At the counter"), "q", "q")
    assert left.code == 0 and "Saved." not in left.out


def test_the_next_step_is_the_first_entry_and_starts_with_one_key(home: Path, shelved: Shelve) -> None:
    """First the lessons, then the quiz; what is open before both."""
    shelved(counter=counter(2, lessons=1))
    run("trainee", "add", "Sari")
    first = keys(ENTER, "1", ENTER, "q")
    assert "Next: take the quiz At the counter." in first.out
    quiz = keys("1", ENTER, "1" + ENTER, "q", "q")
    assert "Saved. You can go on where you stopped." in quiz.out and "Next: go on with the quiz At the counter." in quiz.out
    keys("1", "1" + ENTER, ENTER, ENTER, "q")
    assert [one.started.kind for one in kept(home)] == [Kind.LESSON, Kind.QUIZ]
    assert all(one.finished for one in kept(home))


def test_the_question_mark_tells_in_five_lines_how_to_move_and_that_nothing_is_lost(home: Path) -> None:
    run("trainee", "add", "Sari")
    shown = keys("?", ENTER, "?", "q", "q")
    assert shown.code == 0 and "How this works" in shown.out and "Nothing is ever lost" in shown.out
    asked = plain("?", "q").out
    assert len(re.findall(r"^- ", asked, re.MULTILINE)) == 5


@pytest.mark.parametrize(("entry", "said"), [("Drill: a few minutes", "Drill"), ("Drill what I missed", "answered nothing yet")])
def test_the_drills_are_one_key_away(home: Path, entry: str, said: str) -> None:
    run("trainee", "add", "Sari")
    drilled = plain(picking(entry), "q", "q")
    assert drilled.code == 0 and said in drilled.out and greeted(drilled) == 2


def test_what_was_missed_is_the_step_before_another_try(home: Path) -> None:
    run("trainee", "add", "Sari")
    run("quiz", "counter", answers=[WRONG])
    again = plain(picking("Drill what you missed"), "", RIGHT, "", "q")
    assert "First what you missed, then the quiz again." in again.out and "Next: take the quiz At the counter." in again.out
    assert [one.started.kind for one in kept(home)] == [Kind.QUIZ, Kind.DRILL]


def test_of_many_modules_the_sum_is_told_and_those_that_are_under_way(home: Path, shelved: Shelve) -> None:
    """Thirty modules, the menu and the keys fit a window of 80 x 24."""
    for number in range(28):
        shelved(**{f"module_{number:02}": counter(1, id=f"module-{number:02}")})
    run("trainee", "add", "Sari")
    run("quiz", "module-20", answers=[WRONG])
    shown = keys("q").out
    assert "0 of 30 modules passed" in shown and "At the module-20: not passed yet" in shown
    assert "More below" not in shown


def test_a_title_is_cut_only_where_its_line_would_not_fit(home: Path, shelved: Shelve) -> None:
    for id in ("door-at-the-side-of-the-market", "door-at-the-other-end-of-the-long-shop-in-the-town"):
        shelved(**{id: counter(1, id=id)})
    run("trainee", "add", "Sari")
    said = keys("q").out
    assert "At the door-at-the-side-of-the-market: not started" in said
    assert "At the door-at-the-other-end-of-the-long-shop-in-t...: not started" in said


@pytest.mark.parametrize(
    ("entry", "kind"), [("Learn a module", Kind.LESSON), ("Take a quiz", Kind.QUIZ), ("Practise (", Kind.PRACTICE)]
)
def test_each_way_of_training_starts_from_home(home: Path, shelved: Shelve, entry: str, kind: Kind) -> None:
    shelved(counter=counter(1, lessons=1))
    run("trainee", "add", "Sari")
    plain("q", picking(entry), picking("At the counter"), "", "q")
    assert [one.started.kind for one in kept(home)] == list(dict.fromkeys([Kind.LESSON, kind]))


def test_progress_is_shown_until_it_is_read(home: Path) -> None:
    run("trainee", "add", "Sari")
    shown = plain(picking("See my progress"), "", picking("See my progress"), "q")
    assert shown.out.count("Progress of Sari") == 2


def test_someone_else_can_take_over(home: Path) -> None:
    run("trainee", "add", "Sari")
    taken_over = plain(picking("I am someone else"), picking("I am new"), "Budi", "q")
    assert greeted(taken_over, "Budi")
    assert "Progress of Budi" in run("--lang", "en", "progress").out


def test_what_cannot_be_done_is_told_at_home(home: Path, shelved: Shelve) -> None:
    """No lessons to learn; no attempt left."""
    shelved(counter=counter(1, graded_attempts=1))
    run("trainee", "add", "Sari")
    run("quiz", "counter", answers=["1"])
    told = plain(picking("Learn a module"), picking("At the counter"), picking("Take a quiz"), picking("At the counter"), "q")
    assert told.code == 0
    assert "has nothing for this" in told.out and "graded attempts at counter are used" in told.out
    assert greeted(told) == 3


def test_l_changes_the_language_of_home_and_it_stays(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert "Lihat kemajuan saya" in plain("l").out
    assert "Lihat kemajuan saya" in run("--plain", answers=[], terminal=True).out
    switched = keys("l", "q")
    assert "See my progress" in switched.out and "Lihat kemajuan saya" in switched.out


def test_a_question_mark_shows_home_again(home: Path) -> None:
    run("trainee", "add", "Sari")
    assert greeted(plain("?", "q")) == 2


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
