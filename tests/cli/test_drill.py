"""cstrain drill on both faces: what is told before and after, what is asked, and the one key for what was wrong."""

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import time_machine

from cstrain.app.attempt import LiveAttempt
from cstrain.app.drill import Return, Wish
from cstrain.cli.render import drill as render
from cstrain.core.attempt import Kind
from cstrain.core.value import replace
from cstrain.records.store import Store
from tests.app.test_drill import start
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, WRONG, counter
from tests.cli.running import Answer, Press, Run, kept, picking, run
from tests.conftest import StoppedClock
from tests.records.keeping import keep_trainee

ENTER, CTRL_C = "\r", "\x03"


@pytest.fixture(autouse=True)
def two_modules(shelved: Shelve) -> None:
    """Ten questions in two modules; each stands for itself, as none has a fact."""
    shelved(counter=counter(5), door=counter(5, id="door"))


def drill(*answers: Answer, flags: tuple[str, ...] = (), lang: str = "en") -> Run:
    return run("--lang", lang, "drill", "--as", "Sari", *flags, answers=answers)


def pressed(*presses: Press, flags: tuple[str, ...] = ()) -> Run:
    return run("--lang", "en", "drill", "--as", "Sari", *flags, presses=presses)


# Lines


def test_a_drill_from_its_contents_to_what_comes_back_when(home: Path) -> None:
    taken = drill(*[RIGHT] * 7, WRONG)
    assert taken.code == 0
    assert "Drill: a few minutes for today\nTrainee: Sari\n\n8 questions.\nIt ends after 5 minutes at the latest." in taken.out
    assert "Drill - question 8 of 8" in taken.out
    assert "Result: Drill\n7 of 8 right.\n" in taken.out
    assert "What comes back:\n  - tomorrow: 8 things\n" in taken.out
    assert "Press Enter to finish" not in taken.out
    (attempt,) = kept(home)
    assert attempt.started.kind is Kind.DRILL and attempt.finished


def test_the_same_in_indonesian(home: Path) -> None:
    taken = drill(*[picking("benar")] * 8, lang="id")
    assert "Latihan harian - soal 8 dari 8" in taken.out and "8 dari 8 benar." in taken.out
    assert "Yang akan muncul lagi:\n  - besok: 8 hal\n" in taken.out


def test_it_is_left_with_5_and_goes_on_with_the_same_questions(home: Path) -> None:
    left = drill(RIGHT, "q")
    assert left.code == 5 and "Saved: 1 of 8 answered.\nGo on with: cstrain --lang en drill\n" in left.out
    back = drill(*[RIGHT] * 7, flags=("--resume",))
    assert back.code == 0 and "question 2 of 8" in back.out and "8 of 8 right." in back.out
    assert len(kept(home)) == 1


def test_who_left_one_is_asked_whether_to_go_on(home: Path) -> None:
    drill(RIGHT, "q")
    asked = drill("2", "q")
    assert "You have an unfinished drill: 1 question answered. Started 20" in asked.out
    assert asked.code == 5 and len(kept(home)) == 2


def test_who_left_one_before_the_first_answer_is_asked_nothing(home: Path) -> None:
    drill("q")
    anew = drill(*[RIGHT] * 8)
    assert "unfinished" not in anew.out and "8 questions." in anew.out and "8 of 8 right." in anew.out


def test_restart_asks_nothing(home: Path) -> None:
    drill(RIGHT, "q")
    assert "unfinished" not in drill("q", flags=("--restart",)).out and len(kept(home)) == 2


def test_a_module_that_changed_closes_the_drill_and_says_so(home: Path, shelved: Shelve) -> None:
    drill(RIGHT, "q")
    shelved(counter=counter(1), door=counter(1, id="door"))
    (home.parent / "content" / "counter.yaml").unlink()
    anew = drill("1", "q")
    assert "The modules have changed since; that drill is closed. A new one starts." in anew.out


def test_when_nothing_is_due_it_says_when_something_is(home: Path) -> None:
    drill(*[RIGHT] * 8)
    drill(*[RIGHT] * 2)
    nothing = drill()
    assert nothing.code == 0
    assert "Nothing is due today. Well done.\nThe next comes back tomorrow.\n" in nothing.out
    assert "If you want to practise now: cstrain --lang en drill --ahead\n" in nothing.out
    ahead = drill(*[RIGHT] * 10, flags=("--ahead",))
    assert "This is practice: it changes nothing about what comes when." in ahead.out
    assert "Result: Practice ahead\n10 of 10 right.\n" in ahead.out and "What comes back" not in ahead.out


@pytest.mark.parametrize("flag", ["--missed", "--ahead"])
def test_whoever_answered_nothing_yet_is_told_where_to_start(home: Path, flag: str) -> None:
    asked = drill(flags=(flag,))
    assert asked.code == 0 and not kept(home)
    assert "You have answered nothing yet. Start with: cstrain --lang en drill\n" in asked.out


def test_where_everything_is_due_nothing_is_ahead(home: Path) -> None:
    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        drill(*[RIGHT] * 8)
    assert "Everything is due already. Start with: cstrain --lang en drill\n" in drill(flags=("--ahead",)).out


def test_without_content_there_is_something_to_do_too(home: Path) -> None:
    for file in (home.parent / "content").iterdir():
        file.unlink()
    assert "See what there is to learn: cstrain --lang en modules" in drill().out


def test_missed_asks_what_was_wrong_in_whatever_it_was(home: Path) -> None:
    run("--lang", "en", "quiz", "counter", "--as", "Sari", answers=[WRONG, WRONG, *[RIGHT] * 3])
    again = drill(RIGHT, RIGHT, flags=("--missed",))
    assert "Drill: what you got wrong" in again.out and "2 of 2 right." in again.out
    assert "There is nothing to repeat" in drill(flags=("--missed",)).out


@pytest.mark.parametrize(
    "flags", [("--resume", "--restart"), ("--missed", "--ahead"), ("--resume", "--minutes", "3"), ("--resume", "--missed")]
)
def test_wishes_that_do_not_go_together_are_refused(home: Path, flags: tuple[str, ...]) -> None:
    refused = drill(flags=flags)
    assert refused.code == 2 and "do not go together" in refused.err


def test_there_may_be_nothing_to_resume(home: Path) -> None:
    assert drill(flags=("--resume",)).code == 2


def test_the_raw_answers_name_the_module_and_item_of_each(home: Path) -> None:
    drill(*[RIGHT] * 8)
    exported = json.loads(run("export", "answers", "--out", "-", "--format", "json", "--kind", "drill").out)
    rows = exported["answers"]
    assert {row["module"] for row in rows} == {"counter", "door"} and {row["kind"] for row in rows} == {"drill"}
    assert all(row["item"].startswith("question-") for row in rows)
    only = json.loads(run("export", "answers", "--out", "-", "--format", "json", "--module", "door").out)
    assert {row["module"] for row in only["answers"]} == {"door"}


# Keys


def test_keys_answer_at_once_and_enter_goes_on(home: Path) -> None:
    taken = pressed(ENTER, *["1", ENTER] * 8, ENTER)
    assert taken.code == 0 and "Result: Drill" in taken.out and kept(home)[0].finished


def test_one_key_on_the_result_drills_what_was_wrong(home: Path) -> None:
    """A graded quiz of five, all wrong by pressing whatever is not right; then m, Enter to start, and q."""
    run("--lang", "en", "quiz", "counter", "--as", "Sari", answers=[WRONG] * 4)
    last = run("--lang", "en", "quiz", "counter", "--as", "Sari", "--resume", presses=["1" + ENTER, ENTER, "m", ENTER, "q"])
    assert "m drill what I got wrong" in last.out
    assert last.code == 5 and "Drill: what you got wrong" in last.out
    assert [one.started.kind for one in kept(home)] == [Kind.QUIZ, Kind.DRILL]


def test_where_all_was_right_there_is_no_such_key(home: Path) -> None:
    run("--lang", "en", "drill", "--as", "Sari", answers=[RIGHT] * 7)
    plan = kept(home)[0].started.plan
    key = str(plan[7].options.index("right") + 1)
    taken = pressed(key, ENTER, ENTER, flags=("--resume",))
    assert taken.code == 0 and "8 of 8 right." in taken.out and "m drill" not in taken.out


def plain(*line: str, answers: list[Answer]) -> Run:
    """Plain mode at a terminal."""
    return run("--lang", "en", "--plain", *line, "--as", "Sari", answers=answers, terminal=True)


def test_plain_on_a_terminal_offers_it_by_a_letter(home: Path) -> None:
    taken = plain("drill", answers=["", *[WRONG] * 8, "l", "l", "?", "m", "q"])
    assert "> Press Enter to finish; m drill what I got wrong: " in taken.out
    assert taken.out.count("Result: Drill") == 3 and "Hasil: Latihan harian" in taken.out
    assert "Drill: what you got wrong" in taken.out


def test_enter_there_finishes(home: Path) -> None:
    taken = plain("drill", answers=["", *[WRONG] * 8, ""])
    assert taken.code == 0 and len(kept(home)) == 1


def test_a_lesson_offers_it_at_its_end(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1, lessons=1))
    learnt = plain("learn", "counter", answers=["", WRONG, "m", "", "q"])
    assert "m drill what I got wrong" in learnt.out and "Drill: what you got wrong" in learnt.out
    assert learnt.code == 5


def test_ctrl_c_saves(home: Path) -> None:
    stopped = pressed(ENTER, "1", ENTER, CTRL_C)
    assert stopped.code == 130 and "Saved: 1 of 8 answered." in stopped.out and "Traceback" not in stopped.err


def test_the_language_is_switched_on_the_result_too(home: Path) -> None:
    run("--lang", "en", "drill", "--as", "Sari", answers=[WRONG] * 7)
    taken = pressed("1", ENTER, "l", "q", flags=("--resume",))
    assert taken.code == 0 and "Result: Drill" in taken.out and "Hasil: Latihan harian" in taken.out


# Days that pass


def test_after_some_days_new_and_known_ones_are_told_apart(home: Path) -> None:
    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        drill(*[RIGHT] * 8)
    with time_machine.travel("2026-03-05T02:00:00Z", tick=False):
        taken = drill(*[RIGHT] * 9, "q")
    assert "10 questions.\n2 new, 8 to bring back to mind.\n" in taken.out


def test_what_comes_back_is_told_in_days(home: Path) -> None:
    for day in (2, 3):
        with time_machine.travel(f"2026-03-0{day}T02:00:00Z", tick=False):
            taken = drill(*[RIGHT] * 10)
    assert "  - tomorrow: 2 things\n  - in 7 days: 8 things\n" in taken.out


def test_home_and_the_drill_count_the_same_and_the_end_of_a_drill_is_one(home: Path) -> None:
    """What is due is told in things, as at the end of a drill: its questions are these and new ones."""
    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        assert "tomorrow: 8 things" in drill(*[RIGHT] * 8).out
    with time_machine.travel("2026-03-03T02:00:00Z", tick=False):
        before = run("--lang", "en", "--plain", answers=["q"], terminal=True).out
        assert (
            "Due today: 8 things. The drill takes 5 minutes at most.\n" in before and "Next: drill what is due today." in before
        )
        drill(*[RIGHT] * 10)
        after = run("--lang", "en", "--plain", answers=["q"], terminal=True).out
        assert "You have drilled today" not in after and "Nothing is due today; the next questions come back tomorrow." in after


def test_what_is_left_after_a_drill_can_wait(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(20), door=counter(5, id="door"))
    with time_machine.travel("2026-03-02T02:00:00Z", tick=False):
        run("--lang", "en", "quiz", "counter", "--practice", "--as", "Sari", "--count", "20", answers=[WRONG] * 20)
    with time_machine.travel("2026-03-03T02:00:00Z", tick=False):
        drill(*[RIGHT] * 15)
        home_said = run("--lang", "en", "--plain", answers=["q"], terminal=True).out
        progress = run("--lang", "en", "progress", "--as", "Sari").out
    assert "You have drilled today. What is left can wait until tomorrow." in home_said
    assert "drill what is due today" not in home_said + progress


def test_what_was_partly_right_is_told(store: Store, stopped: StoppedClock) -> None:
    live = start(store, keep_trainee(store), stopped, Wish(minutes=1))
    while live.question:
        live.answer("a", "en")
    partly = tuple(replace(answer, score=answer.maximum / 2) for answer in live.state.answers)
    half = SimpleNamespace(module=live.module, state=replace(live.state, answers=(*live.state.answers[:1], *partly[1:])))
    assert "1 of 2 right, 1 partly." in [line.text for line in render.result(cast(LiveAttempt, half), [])]


def test_of_people_called_alike_the_drill_says_which_one_it_is(home: Path) -> None:
    run("trainee", "add", "Ayu", "--branch", "Bandung")
    run("trainee", "add", "AYU", "--branch", "Medan")
    said = run("--lang", "en", "--plain", answers=[picking("Ayu"), "q"], terminal=True).out
    assert "Ayu (Bandung)." in said
    for _ in range(2):
        met = run("--lang", "en", "--plain", "drill", answers=["1", "1", RIGHT, "q"], terminal=True).out
        assert "Trainee: Ayu (Bandung)\n" in met


@pytest.mark.parametrize(("in_days", "said"), [(-1, "today"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_a_day_is_said_as_people_say_it(in_days: int, said: str) -> None:
    assert render.when(in_days) == said


def test_far_days_are_summed_up_and_an_end_by_time_is_said(store: Store, stopped: StoppedClock) -> None:
    live = start(store, keep_trainee(store), stopped, Wish(minutes=1))
    while live.question:
        stopped.forward(seconds=61)
        live.answer("a", "en")
    back = [Return(day=date(2026, 3, 1 + days), in_days=days, facts=days) for days in range(1, 8)]
    said = [line.text for line in render.result(live, back)]
    assert "The time is over: enough for today." in said and said[-1] == "- later: 13 things"
