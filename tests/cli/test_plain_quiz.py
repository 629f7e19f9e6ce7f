"""A quiz by lines, as a pipe, a script or a screen reader takes it. That it waits only after "> " is seen to by Mouth."""

import json
import re
import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from cstrain.core.attempt import Ending, Kind
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Answer, kept, run


@pytest.fixture
def counters(shelved: Shelve) -> Path:
    """The module "counter": four questions, all asked."""
    return shelved(counter=counter())


def questions(out: str) -> list[str]:
    """Each question as it was said, from its number to its last option."""
    return re.findall(r"question \d of \d\n.*?\n(?: +\d\. .*\n)+", out)


def test_a_graded_quiz_is_taken_to_its_end_from_a_pipe(home: Path, counters: Path) -> None:
    taken = run("quiz", "counter", "--as", "Sari", answers=[RIGHT] * 4)
    assert (taken.code, taken.err) == (0, "New trainee: Sari\n")
    assert "Score: 100%\nPassed." in taken.out
    (attempt,) = kept(home)
    assert attempt.finished and attempt.finished.ending is Ending.COMPLETED
    assert attempt.score == 4 and attempt.passed and attempt.started.kind is Kind.QUIZ


def test_the_rules_are_told_before_the_first_question(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(pass_mark=75, graded_attempts=2, time_limit_minutes=9, valid_days=30, critical=True))
    rules = run("quiz", "counter", "--as", "Sari").out.split("question 1 of 4")[0]
    for figure in ("Trainee: Sari", "4 questions", "75%", "2 graded attempts", "9 minutes", "30 days", "critical"):
        assert figure in rules


def test_a_score_below_the_pass_mark_does_not_pass(home: Path, counters: Path) -> None:
    taken = run("quiz", "counter", "--as", "Sari", answers=[RIGHT, RIGHT, RIGHT, WRONG])
    assert taken.code == 0
    assert "Score: 75%\nNot passed yet. The pass mark is 80%." in taken.out
    assert not kept(home)[0].passed


def test_one_critical_error_fails_whatever_the_score(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(8, critical=True))
    taken = run("quiz", "counter", "--as", "Sari", answers=[*[RIGHT] * 7, WRONG])
    assert "Score: 87.5%\nNot passed: there was a critical error." in taken.out
    assert "trainer" in taken.out.split("critical error.")[-1]


def test_what_was_missed_is_listed_for_review(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=1))
    taken = run("quiz", "counter", "--as", "Sari", answers=[WRONG, WRONG])
    review = taken.out.split("To review:")[1]
    assert "First words matter." in review and "cstrain learn counter" in review
    assert review.count("First words matter.") == 1


@pytest.mark.parametrize("end", [[], ["q"], ["Q "]], ids=["end of input", "q", "Q"])
def test_leaving_exits_with_5_and_says_how_to_go_on(home: Path, counters: Path, end: list[Answer]) -> None:
    left = run("quiz", "counter", "--as", "Sari", answers=[RIGHT, *end])
    assert left.code == 5
    assert left.out.endswith("Saved: 1 of 4 answered.\nGo on with: cstrain quiz counter\n")
    assert kept(home)[0].position == 1 and not kept(home)[0].finished


def test_leaving_practice_says_how_to_go_on_practising(home: Path, counters: Path) -> None:
    assert "cstrain quiz counter --practice\n" in run("quiz", "counter", "--as", "Sari", "--practice").out


def test_going_on_shows_the_same_question_with_its_options_in_the_same_order(home: Path, counters: Path) -> None:
    left = run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    resumed = run("quiz", "counter", "--resume", answers=[RIGHT] * 3)
    assert questions(resumed.out)[0] == questions(left.out)[-1]
    assert resumed.code == 0
    (attempt,) = kept(home)
    assert attempt.score == 4


def test_an_unfinished_attempt_is_offered_before_anything_starts(home: Path, counters: Path) -> None:
    left = run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    offered = run("quiz", "counter", answers=["x", "?", "1"])
    assert "1 of 4 answered" in offered.out
    assert questions(offered.out)[0] == questions(left.out)[-1]
    assert len(kept(home)) == 1


def test_unfinished_practice_is_offered_without_a_word_on_attempts(home: Path, counters: Path) -> None:
    run("quiz", "counter", "--as", "Sari", "--practice", answers=[RIGHT])
    offered = run("quiz", "counter", "--practice", answers=["1", RIGHT, RIGHT, RIGHT])
    assert offered.code == 0 and "uses another attempt" not in offered.out
    assert len(kept(home)) == 1


def test_the_end_of_input_at_that_offer_exits_with_5_too(home: Path, counters: Path) -> None:
    """An attempt is left unfinished, and a script must see that from the exit code."""
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    assert run("quiz", "counter").code == 5


@pytest.mark.parametrize(("flags", "answers"), [(["--restart"], []), ([], ["2"])], ids=["--restart", "chosen"])
def test_starting_again_closes_the_old_attempt_as_abandoned(
    home: Path, counters: Path, flags: list[str], answers: list[Answer]
) -> None:
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    run("quiz", "counter", *flags, answers=answers)
    old, new = kept(home)
    assert old.finished and old.finished.ending is Ending.ABANDONED
    assert old.score == 1 and not old.passed
    assert new.position == 0 and not new.finished


def test_restart_without_an_unfinished_attempt_simply_starts(home: Path, counters: Path) -> None:
    assert run("quiz", "counter", "--as", "Sari", "--restart", answers=[RIGHT] * 4).code == 0


@pytest.mark.parametrize(
    "line", ["", "   ", "0", "4", "d", "1 2", "-1", "1.5", "right", "٣", "1" * 5000, "\x1b[A", "\x00", "[bold]1", "{0}"]
)
def test_a_line_that_is_no_answer_asks_again_and_records_nothing(home: Path, counters: Path, line: str) -> None:
    asked = run("quiz", "counter", "--as", "Sari", answers=[line])
    assert "Type a number from 1 to 3, or a letter from A to C." in asked.out
    assert asked.out.count("> Your answer") == 2
    assert "\x1b" not in asked.out
    assert kept(home)[0].answers == ()


@pytest.mark.parametrize("typed", ["2", "b", "B", " 2 ", "2.", "b)"])
def test_an_option_is_named_by_its_number_or_its_letter(home: Path, counters: Path, typed: str) -> None:
    run("quiz", "counter", "--as", "Sari", answers=[typed])
    (attempt,) = kept(home)
    assert attempt.answers[0].response == attempt.started.plan[0].options[1]


def test_a_question_mark_repeats_the_question_and_records_nothing(home: Path, counters: Path) -> None:
    first, again = questions(run("quiz", "counter", "--as", "Sari", answers=["?"]).out)
    assert first == again
    assert kept(home)[0].answers == ()


def test_l_asks_the_same_question_in_the_other_language_and_remembers_it(home: Path, counters: Path) -> None:
    switched = run("quiz", "counter", "--as", "Sari", answers=[RIGHT, "l"])
    _english, indonesian = switched.out.split("question 2 of 4\n")
    (asked,) = re.findall(r"^Question number (\d)", indonesian, re.MULTILINE)
    assert f"Pertanyaan nomor {asked}?" in indonesian
    (attempt,) = kept(home)
    shown = re.findall(r"^  \d\. (.*)$", indonesian.split("Pertanyaan")[1], re.MULTILINE)
    names = {"right": "benar", "wrong": "salah", "neither": "bukan"}
    assert shown == [names[id] for id in attempt.started.plan[1].options]
    assert "Pertanyaan" in run("quiz", "counter", "--resume").out


def test_an_answer_is_kept_with_the_language_it_was_given_in(home: Path, counters: Path) -> None:
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT, "l", "1"])
    with sqlite3.connect(home / "records.db") as db:
        assert db.execute("SELECT language FROM answer ORDER BY position").fetchall() == [("en",), ("id",)]


@pytest.mark.parametrize("wish", [["--practice"], ["--count", "2"], ["--seed", "7"]])
def test_a_draw_of_ones_own_is_practice_and_counts_nowhere(home: Path, counters: Path, wish: list[str]) -> None:
    taken = run("quiz", "counter", "--as", "Sari", *wish, answers=[RIGHT] * 4)
    assert "never counts" in taken.out and "Passed" not in taken.out
    (row,) = json.loads(run("export", "attempts", "--out", "-", "--format", "json").out)["attempts"]
    assert (row["kind"], row["counts"], row["passed"], row["percent"]) == ("practice", False, None, 100.0)
    (summary,) = [
        row
        for row in json.loads(run("export", "summary", "--out", "-", "--format", "json").out)["summary"]
        if row["module"] == "counter"
    ]
    assert (summary["status"], summary["attempts"], summary["best_percent"]) == ("not-started", 0, None)


def test_the_same_seed_asks_the_same_questions_in_the_same_order(home: Path, counters: Path) -> None:
    first, second, other = (
        questions(run("quiz", "counter", "--as", "Sari", "--seed", seed, answers=["1"] * 4).out) for seed in (7, 7, 8)
    )
    assert first == second != other


def test_count_says_how_many_and_never_more_than_there_are(home: Path, counters: Path) -> None:
    for count, asked in ((1, 1), (3, 3), (99, 4)):
        taken = run("quiz", "counter", "--as", "Sari", "--count", count, answers=[RIGHT] * asked)
        assert (taken.code, len(questions(taken.out))) == (0, asked)


def test_after_the_last_attempt_there_is_practice_and_a_trainer_can_grant_one(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, graded_attempts=1))
    run("quiz", "counter", "--as", "Sari", answers=[WRONG])
    refused = run("quiz", "counter", "--as", "Sari")
    assert (refused.code, refused.out) == (1, "")
    assert "--practice" in refused.err and "trainer" in refused.err
    assert run("trainee", "grant", "Sari", "counter").out == "Sari may take counter once more.\n"
    assert "Passed" in run("quiz", "counter", "--as", "Sari", answers=[RIGHT]).out
    assert run("quiz", "counter", "--as", "Sari").code == 1


def test_the_last_attempt_can_be_finished_but_not_started_again(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(graded_attempts=1))
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    assert run("quiz", "counter", "--restart").code == 1
    offered = run("quiz", "counter", answers=["2", "1", RIGHT, RIGHT, RIGHT])
    assert "Start again" not in offered.out and "Passed" in offered.out


def test_a_question_answered_meanwhile_in_another_window_is_answered_once(home: Path, counters: Path) -> None:
    def elsewhere_first(said: str) -> str:
        run("quiz", "counter", "--resume", answers=[RIGHT])
        return "1"

    taken = run("quiz", "counter", "--as", "Sari", answers=[elsewhere_first, RIGHT, RIGHT, RIGHT])
    assert "answered meanwhile in another window" in taken.out
    (attempt,) = kept(home)
    assert (attempt.score, attempt.position) == (Fraction(4), 4)


def test_an_attempt_whose_questions_are_gone_is_closed_without_being_used(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(graded_attempts=1))
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    shelved(counter=counter(1, graded_attempts=1))
    taken = run("quiz", "counter", "--resume", answers=[RIGHT])
    assert "The module has changed" in taken.out and "Passed" in taken.out
    assert [one.finished and one.finished.ending for one in kept(home)] == [Ending.WITHDRAWN, Ending.COMPLETED]


@pytest.mark.parametrize(("wanted", "said"), [(4, False), (5, True), (500, True)])
def test_more_questions_than_there_are_is_said(home: Path, counters: Path, wanted: int, said: bool) -> None:
    told = run("--lang", "en", "quiz", "counter", "--as", "Sari", "--count", wanted).out
    assert "4 questions." in told and (f"You asked for {wanted}; this module has no more" in told) is said
