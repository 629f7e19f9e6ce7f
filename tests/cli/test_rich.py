"""Quizzes and lessons on a terminal with keys: whole runs, key by key, through Rich and prompt_toolkit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cstrain.cli.prompts import picker
from cstrain.core.attempt import Kind
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import Press, Run, kept, run
from tests.curriculum.authored import FACTS, HEAD, LESSONS, MATCH, MULTI, NUMBER, ORDER, RATE, SETS, TWINS

ENTER, DOWN = "\r", "\x1b[B"


def quiz(*presses: Press, flags: tuple[str, ...] = (), id: str = "counter") -> Run:
    return run("--lang", "en", "quiz", id, "--as", "Sari", *flags, presses=presses)


def responses(home: Path) -> list[object]:
    (attempt,) = kept(home)
    return [answer.response for answer in attempt.answers]


def test_a_graded_quiz_takes_a_key_to_select_and_enter_to_confirm(home: Path, shelved: Shelve) -> None:
    """Enter starts; then an answer and an Enter for its feedback, twice; the last Enter ends."""
    shelved(counter=counter(2))
    taken = quiz(ENTER, "2" + ENTER, ENTER, "2" + DOWN + ENTER, ENTER, ENTER)
    assert taken.code == 0 and "Score:" in taken.out
    (attempt,) = kept(home)
    first, second = attempt.started.plan
    assert responses(home) == [first.options[1], second.options[2]]


def test_in_practice_the_key_answers(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    assert quiz(ENTER, "2", ENTER, "c", ENTER, ENTER, flags=("--practice",)).code == 0
    (attempt,) = kept(home)
    assert attempt.started.kind is Kind.PRACTICE
    assert responses(home) == [attempt.started.plan[0].options[1], attempt.started.plan[1].options[2]]


@pytest.mark.parametrize(
    ("item", "presses", "check"),
    [
        (MULTI, ["13" + ENTER], lambda options: (options[0], options[2])),
        (ORDER, ["321" + ENTER], lambda options: (options[2], options[1], options[0])),
        (
            MATCH,
            ["4" + ENTER, "1" + ENTER, "1" + ENTER],
            lambda options: {"shy": options[3], "regular": options[0], "lost": options[1]},
        ),
        (NUMBER, ["5,5" + ENTER], lambda options: 5.5),
        (RATE, ["1" + ENTER, "5" + ENTER, "3" + ENTER], lambda options: dict(zip(options, (1, 5, 3), strict=True))),
    ],
    ids=["multi", "order", "match", "number", "rate"],
)
def test_every_kind_is_answered_by_key(
    home: Path, shelved: Shelve, item: str, presses: list[Press], check: Callable[[tuple[str, ...]], object]
) -> None:
    shelved(shop=f"{HEAD}{FACTS}items:\n{item}")
    assert quiz(ENTER, *presses, ENTER, ENTER, id="shop").code == 0
    assert responses(home) == [check(kept(home)[0].started.plan[0].options)]


def test_a_figure_that_is_none_is_asked_for_again(home: Path, shelved: Shelve) -> None:
    shelved(shop=f"{HEAD}{FACTS}items:\n{NUMBER}")
    taken = quiz(ENTER, "five" + ENTER, "5" + ENTER, ENTER, ENTER, id="shop")
    assert "Type digits" in taken.out and responses(home) == [5]


@pytest.mark.parametrize("habit", [("2", ENTER), ("2", "3q" + ENTER)], ids=["Enter", "more keys, then Enter"])
def test_an_enter_out_of_habit_after_a_key_that_answers_turns_no_page(
    home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch, habit: Press
) -> None:
    """It ends the moment in which the key is shown, and the feedback stands until an Enter of its own."""
    monkeypatch.setattr(picker, "SETTLING_SECONDS", 60)
    shelved(counter=counter(2))
    left = quiz(ENTER, habit, "q", flags=("--practice",))
    assert left.code == 5
    assert "Press Enter to go on" in left.out
    assert "question 2 of 2" not in left.out
    (practice,) = kept(home)
    assert [one.response for one in practice.answers] == [practice.started.plan[0].options[1]]


def test_ctrl_c_right_after_a_key_that_answers_is_still_ctrl_c(
    home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picker, "SETTLING_SECONDS", 60)
    shelved(counter=counter(2))
    assert quiz(ENTER, ("2", "\x03"), flags=("--practice",)).code == 130
    assert [one.answers for one in kept(home)] == [()]


def test_l_shows_the_same_question_in_the_other_language(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1))
    taken = quiz(ENTER, "l", "2" + ENTER, ENTER, ENTER)
    english, indonesian = taken.out.split("Question number 1?", 1)[1].split("Pertanyaan nomor 1?", 1)
    names = {"right": "benar", "wrong": "salah", "neither": "bukan"}
    options = kept(home)[0].started.plan[0].options
    for number, id in enumerate(options, start=1):
        assert f"{number}. {id}" in english and f"{number}. {names[id]}" in indonesian
    assert responses(home) == [options[1]]


@pytest.mark.parametrize("where", ["rules", "feedback", "result"])
def test_l_shows_any_page_in_the_other_language(home: Path, shelved: Shelve, where: str) -> None:
    shelved(counter=counter(1))
    presses = {
        "rules": ["l", ENTER, "1" + ENTER, ENTER, ENTER],
        "feedback": [ENTER, "1" + ENTER, "l", ENTER, ENTER],
        "result": [ENTER, "1" + ENTER, ENTER, "l", ENTER],
    }
    assert "Di counter" in quiz(*presses[where]).out


def test_q_leaves_and_the_next_run_offers_the_same_question(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    left = quiz(ENTER, "1" + ENTER, ENTER, "q")
    assert left.code == 5
    assert "Saved: 1 of 2 answered." in left.out and "cstrain --lang en quiz counter" in left.out
    resumed = quiz("1", "1" + ENTER, ENTER, ENTER)
    assert resumed.code == 0 and "question 2 of 2" in resumed.out and "question 1 of 2" not in resumed.out


def test_leaving_the_feedback_of_an_answer_has_saved_the_answer(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    assert quiz(ENTER, "1" + ENTER, "q").code == 5
    assert kept(home)[0].position == 1


@pytest.mark.parametrize("last", ["feedback", "result"])
def test_whoever_leaves_after_the_last_answer_has_finished(home: Path, shelved: Shelve, last: str) -> None:
    shelved(counter=counter(1))
    left = quiz(ENTER, "1" + ENTER, *(["q", ENTER] if last == "feedback" else [ENTER, "q"]))
    assert left.code == 0 and "Saved:" not in left.out and "Score:" in left.out
    assert kept(home)[0].finished


def test_leaving_at_the_rules_uses_no_attempt(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1))
    assert quiz("q").code == 0
    assert kept(home) == []


def test_ctrl_c_in_the_middle_says_what_is_saved_and_exits_with_130(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    stopped = quiz(ENTER, "1" + ENTER, ENTER, "\x03")
    assert stopped.code == 130 and "Saved: 1 of 2 answered." in stopped.out
    assert "Traceback" not in stopped.err


def test_ctrl_c_after_the_last_answer_does_not_invite_to_go_on(home: Path, shelved: Shelve) -> None:
    """There is nothing to go on with: the command named would start, and use, another attempt."""
    shelved(counter=counter(1))
    stopped = quiz(ENTER, "1" + ENTER, "\x03")
    assert stopped.code == 130 and kept(home)[0].finished
    assert "Go on with" not in stopped.out


@pytest.mark.parametrize("presses", [["q"], ["2", "\x04"]], ids=["at the language", "at the name"])
@pytest.mark.parametrize("command", ["quiz", "learn"])
def test_whoever_leaves_before_anything_has_begun_simply_leaves(
    home: Path, shelved: Shelve, command: str, presses: list[str]
) -> None:
    shelved(counter=counter(1, lessons=1))
    left = run(command, "counter", presses=presses)
    assert left.code == 0 and left.err == ""


@pytest.mark.parametrize("command", ["quiz", "learn"])
def test_whoever_leaves_when_asked_who_they_are_simply_leaves(home: Path, shelved: Shelve, command: str) -> None:
    shelved(counter=counter(1, lessons=1))
    run("trainee", "add", "Sari")
    run("trainee", "add", "Budi")
    left = run("--lang", "en", command, "counter", presses=["q"])
    assert left.code == 0 and left.err == ""


def test_lessons_are_pages_each_followed_by_its_check(home: Path, shelved: Shelve) -> None:
    shelved(shop=f"{HEAD}{FACTS}{LESSONS}{SETS}items:\n{TWINS}")
    learned = run("--lang", "en", "learn", "shop", "--as", "Sari", presses=[ENTER, "1", ENTER, ENTER])
    assert learned.code == 0
    assert "The first words" in learned.out and "Ani steps in" in learned.out and "cstrain --lang en quiz shop" in learned.out
    assert kept(home)[0].started.kind is Kind.LESSON


@pytest.mark.parametrize("stop", ["q", "\x03"])
def test_leaving_the_lessons_keeps_the_place(home: Path, shelved: Shelve, stop: str) -> None:
    shelved(counter=counter(3, lessons=3))
    left = run("--lang", "en", "learn", "counter", "--as", "Sari", presses=[ENTER, "1", ENTER, stop])
    assert left.code == (5 if stop == "q" else 130)
    assert "Saved: 1 of 3 answered." in left.out and "cstrain --lang en learn counter" in left.out
    again = run("--lang", "en", "learn", "counter", presses=[ENTER, "1", ENTER, "q"]).out
    assert "card 2 of 3" in again and "card 1 of 3" not in again


def test_markup_is_shown_and_not_obeyed(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1))
    briefing = run("--lang", "en", "quiz", "counter", "--as", "[bold red]Sari[/x]", presses=["q"])
    assert "Trainee: [bold red]Sari[/x]" in briefing.out
