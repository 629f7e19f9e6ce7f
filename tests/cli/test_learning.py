"""Lessons by lines, and what is told about the way so far: `learn`, `modules`, `progress`."""

import json
from pathlib import Path
from typing import Any

import pytest

from cstrain.core.attempt import Ending, Kind
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Answer, Run, kept, run
from tests.curriculum.authored import SOUND


def learn(*answers: Answer) -> Run:
    return run("--lang", "en", "learn", "counter", "--as", "Sari", answers=answers)


def test_each_card_is_followed_by_its_check(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(3, lessons=2))
    learned = learn(RIGHT, WRONG)
    assert learned.code == 0
    order = [
        "card 1 of 2",
        "Card number 1",
        "Question number 1?",
        "So it is.",
        "card 2 of 2",
        "Question number 2?",
        "That does harm.",
    ]
    places = [learned.out.index(words) for words in order]
    assert places == sorted(places)
    assert learned.out.endswith("Next, take the quiz: cstrain --lang en quiz counter\n")
    (attempt,) = kept(home)
    assert attempt.started.kind is Kind.LESSON and attempt.finished


def test_a_card_names_its_sources_and_doubts(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, lessons=1))
    card = learn().out.split("question 1")[0]
    assert "Source: The book" in card and "Note: Nobody is sure." in card


def test_lessons_go_on_with_the_card_whose_check_is_open(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(3, lessons=3))
    left = learn(RIGHT)
    assert left.code == 5 and "Saved: 1 of 3 answered.\nGo on with: cstrain --lang en learn counter" in left.out
    again = learn(RIGHT, RIGHT)
    assert again.code == 0
    assert "card 1 of 3" not in again.out and "card 2 of 3" in again.out and "card 3 of 3" in again.out
    assert len(kept(home)) == 1


def test_lessons_can_be_learned_again(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, lessons=1))
    assert (learn(RIGHT).code, learn(RIGHT).code) == (0, 0)
    assert [one.started.kind for one in kept(home)] == [Kind.LESSON, Kind.LESSON]


def test_lessons_that_changed_begin_anew(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(3, lessons=3))
    learn(RIGHT)
    shelved(counter=counter(3, lessons=2))
    assert "card 1 of 2" in learn().out
    assert [one.finished and one.finished.ending for one in kept(home)] == [Ending.WITHDRAWN, None]


def test_a_module_without_checks_is_read_to_its_end(home: Path, shelved: Shelve) -> None:
    module = json.loads(counter(1, lessons=2))
    for lesson in module["lessons"]:
        del lesson["check"]
    shelved(counter=json.dumps(module))
    read = learn()
    assert read.code == 0 and "card 2 of 2" in read.out and "last card" in read.out
    assert kept(home) == []


@pytest.mark.parametrize(("stop", "code"), [("q", 0), ("\x03", 130)])
def test_whoever_stops_reading_such_a_module_has_nothing_to_go_on_with(home: Path, shelved: Shelve, stop: str, code: int) -> None:
    module = json.loads(counter(1, lessons=2))
    for lesson in module["lessons"]:
        del lesson["check"]
    shelved(counter=json.dumps(module))
    left = run("--lang", "en", "learn", "counter", "--as", "Sari", presses=["\r", stop, stop])
    assert left.code == code and "Saved" not in left.out and "Go on with" not in left.out


def test_paragraphs_of_a_card_have_one_empty_line_between_them(home: Path, shelved: Shelve) -> None:
    shelved(shop=SOUND)
    card = run("--lang", "en", "learn", "shop", "--as", "Sari").out
    assert "decides what follows.\n\nLook first, then speak.\n" in card


def test_learning_does_not_count(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, lessons=1))
    learn(WRONG)
    (row,) = json.loads(run("export", "summary", "--out", "-", "--format", "json").out)["summary"]
    assert (row["status"], row["attempts"]) == ("not-started", 0)


def modules(*flags: str) -> dict[str, Any]:
    listed: dict[str, Any] = json.loads(run(*flags, "modules", "--json").out)
    assert listed["format"] == "cstrain.modules/1"
    return listed


def test_modules_are_shown_with_what_they_hold_in_their_order(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(3, lessons=1), shop=SOUND)
    shown = run("--lang", "en", "modules")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.index("counter: At the counter") < shown.out.index("shop: In the shop")
    assert "1 lesson, 3 items" in shown.out
    assert "Di counter" in run("--lang", "id", "modules").out
    assert [module["id"] for module in modules()["modules"]] == ["counter", "shop"]


def test_a_module_as_json_has_its_rules_and_the_standing_where_it_is_known(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=1))
    (module,) = modules()["modules"]
    assert set(module) == {"id", "title", "summary", "languages", "version", "lessons", "items", "roleplays", "policy"}
    policy = {"pass_mark": 80, "graded_attempts": 3, "items_per_quiz": 2, "time_limit_minutes": None, "valid_days": 365}
    assert (module["lessons"], module["items"], module["policy"]) == (1, 2, policy)
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT, RIGHT])
    standing = modules()["modules"][0]["standing"]
    assert (standing["status"], standing["attempts"], standing["attempts_left"]) == ("passed", 1, 2)
    assert (standing["first_percent"], standing["best_percent"], standing["latest_percent"]) == (100, 100, 100)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        ([], "In progress"),
        ([RIGHT, WRONG], "Not passed yet - best 50%"),
        ([RIGHT, RIGHT], "Passed - best 100% - valid until "),
    ],
)
def test_the_standing_is_told_with_each_module(home: Path, shelved: Shelve, answers: list[Answer], standing: str) -> None:
    shelved(counter=counter(2))
    assert standing not in run("--lang", "en", "modules").out
    run("quiz", "counter", "--as", "Sari", answers=answers)
    assert standing in run("--lang", "en", "modules").out


def test_nobodys_standing_is_told_when_nobody_is_meant(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    run("trainee", "add", "Sari")
    run("trainee", "add", "Budi")
    listed = run("modules")
    assert listed.code == 0 and "standing" not in modules()["modules"][0]


def progress(*flags: str) -> str:
    return run("--lang", "en", "progress", *flags).out


def test_progress_begins_with_no_answers_and_a_next_step(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=1))
    run("trainee", "add", "Sari")
    assert "Progress of Sari" in progress() and "No answers yet." in progress()
    assert progress().endswith(
        "Next: learn At the counter\n  The lessons come first: short cards, each with a question.\n"
        "  cstrain --lang en learn counter\n"
    )


@pytest.mark.parametrize(
    ("done", "following"),
    [
        ([("learn", [RIGHT])], "cstrain --lang en quiz counter"),
        ([("quiz", [RIGHT])], "cstrain --lang en quiz counter"),
        ([("quiz", [WRONG, WRONG])], "cstrain --lang en quiz counter --practice"),
    ],
    ids=["learned", "left", "used up"],
)
def test_the_next_step_follows_from_what_was_done(
    home: Path, shelved: Shelve, done: list[tuple[str, list[Answer]]], following: str
) -> None:
    shelved(counter=counter(2, lessons=1, graded_attempts=1))
    for command, answers in done:
        run(command, "counter", "--as", "Sari", answers=answers)
    assert progress().endswith(f"  {following}\n")


def test_when_all_is_passed_there_is_no_next_step(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1))
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT])
    assert "Next:" not in progress()
    assert json.loads(run("progress", "--json").out)["next"] is None
    assert "You have done everything there is" in run("--lang", "en", "--plain", terminal=True).out


def test_progress_tells_skills_weak_facts_lessons_and_practice(home: Path, shelved: Shelve) -> None:
    shelved(shop=SOUND.replace("skills: {talk", "skills: {other: Other things, talk"))
    run("learn", "shop", "--as", "Sari", answers=["1"])
    run("quiz", "shop", "--practice", answers=["1 2 3 4"] * 40)
    run("quiz", "shop", "--seed", "1", "--count", "7", answers=["x"] * 3)
    told = progress("--as", "Sari")
    assert "lessons done" in told and "Talking with customers: " in told and "Other things" not in told
    plain = json.loads(run("progress", "--json").out)
    assert plain["format"] == "cstrain.progress/1"
    more = {"facts", "forecast", "weeks"}
    assert set(plain) == {"format", "trainee", "answers", "modules", "roleplays", "skills", "weak_facts", "next"} | more
    assert set(plain["trainee"]) == {"id", "name", "employee_number", "branch", "cohort"}
    for fact in plain["weak_facts"]:
        assert set(fact) == {"module", "fact", "statement", "items", "command"}
        assert fact["statement"]["en"] in told and "cstrain --lang en quiz shop --practice" in told
    (skill,) = plain["skills"]
    assert (skill["module"], skill["skill"]) == ("shop", "talk") and 0 <= skill["percent"] <= 100


def test_a_fact_is_weak_until_its_latest_answer_is_right(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, lessons=1))
    learn(WRONG)
    weak = "Still weak:\n  At the counter - cstrain --lang en quiz counter --practice\n    - First words matter.\n"
    assert weak in progress() and "question-1" not in progress()
    learn(RIGHT)
    assert "Still weak" not in progress()


def test_what_comes_back_when_and_what_was_done_week_by_week(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))
    run("quiz", "counter", "--as", "Sari", answers=[RIGHT, WRONG])
    told = progress()
    assert "What comes back when:\n  today: 0\n  tomorrow: 2\n" in told
    assert "Week by week:\n  from " in told and "2 answers, 50% right, on 1 day, 0 minutes" in told
    plain = json.loads(run("progress", "--json").out)
    assert set(plain["forecast"]) == {"day", "today", "tomorrow", "this_week", "later"}
    (week,) = plain["weeks"]
    assert (week["days"], week["answers"], week["right"], week["right_percent"]) == (1, 2, 1, 50.0)


def test_every_fact_is_shown_if_wanted(home: Path, shelved: Shelve) -> None:
    """Three right answers of one day do not make a master, and that is said."""
    shelved(counter=counter(2, lessons=1))
    run("trainee", "add", "Sari")
    assert "- First words matter. (not asked yet)" in progress("--facts") and "First words" not in progress()
    learn(WRONG)
    assert "- First words matter. (0 of the last 1 right)" in progress("--facts")
    for _ in range(2):
        run("quiz", "counter", "--practice", "--restart", answers=[RIGHT, RIGHT])
    assert "- First words matter. (4 of the last 4 right, but all on one day)" in progress("--facts")
    (fact,) = json.loads(run("progress", "--json").out)["facts"]
    assert (fact["fact"], fact["mastered"], fact["can_be_mastered"]) == ("F-1", False, True)
    assert [one["right"] for one in fact["last"]] == [True] * 4 and set(fact["last"][0]) == {"item", "right", "answered_at"}


def test_the_modules_of_someone_with_nothing_yet_are_whole_in_json(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=1))
    run("trainee", "add", "Sari")
    plain = json.loads(run("progress", "--json").out)
    assert (plain["forecast"], plain["weeks"], plain["weak_facts"], plain["answers"]) == (None, [], [], 0)
    assert plain["modules"][0]["facts"] == {"total": 1, "answered": 0, "mastered": 0, "mastered_percent": 0.0}
    assert plain["next"]["step"] == "learn" and plain["next"]["why"] == "new"
