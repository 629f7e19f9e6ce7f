"""A role-play on a terminal with keys, and from home."""

import sys
from pathlib import Path
from signal import SIGKILL

import pytest

from cstrain.core.attempt import Kind
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import Press, Run, kept, picking, run
from tests.cli.test_play import in_order, shop

ENTER, DOWN, CTRL_C = "\r", "\x1b[B", "\x03"
UNTIL_THE_END = [ENTER, "1" + ENTER, ENTER, "1" + ENTER, ENTER]


@pytest.fixture(autouse=True)
def content(shelved: Shelve) -> Path:
    return shelved(home=shop())


def play(*presses: Press, flags: tuple[str, ...] = ()) -> Run:
    return run("--lang", "en", "play", "broken-kettle", "--as", "Sari", *flags, presses=presses)


def test_a_key_selects_and_enter_confirms_as_in_a_quiz(home: Path) -> None:
    """Enter starts; a reply and an Enter for the reaction, twice; then the result, the decisions, and Finish."""
    played = play(ENTER, "2" + ENTER, ENTER, "1" + DOWN + ENTER, ENTER, ENTER, ENTER, "3")
    assert played.code == 0
    (attempt,) = kept(home)
    first, second = attempt.started.plan
    assert [answer.response for answer in attempt.answers] == [first.options[1], second.options[1]]


def test_in_practice_the_key_answers(home: Path) -> None:
    assert play(ENTER, "2", ENTER, "1", ENTER, ENTER, ENTER, "3", flags=("--coach",)).code == 0
    assert kept(home)[0].started.kind is Kind.REHEARSAL


def test_the_mood_is_a_bar_a_number_and_a_word(home: Path) -> None:
    played = play(*UNTIL_THE_END, "q")
    assert "███░░░░░░░ Mood: 30 of 100, upset" in played.out
    assert "  ███░░░░░░░ At the start: 30" in played.out


def test_q_after_the_last_reply_still_shows_the_result(home: Path) -> None:
    played = play(ENTER, "1" + ENTER, ENTER, "1" + ENTER, "q", "q")
    assert played.code == 0 and "Result:" in played.out


def test_ctrl_c_in_the_middle_saves(home: Path) -> None:
    stopped = play(ENTER, "1" + ENTER, ENTER, CTRL_C)
    assert stopped.code == 130 and "Saved." in stopped.out and "Traceback" not in stopped.err
    assert kept(home)[0].position == 1
    after_the_end = play("1", ENTER, "1" + ENTER, CTRL_C)
    assert after_the_end.code == 130 and "Saved." not in after_the_end.out and kept(home)[0].finished


def test_the_language_is_switched_in_the_reaction_too(home: Path) -> None:
    played = play(ENTER, "1" + ENTER, "l", "q")
    assert in_order(played.out, "You: ", "Mood now", "Anda: ", "Suasana hati sekarang")


# Home


def test_home_offers_role_plays_where_there_are_any(home: Path, shelved: Shelve) -> None:
    run("trainee", "add", "Sari")
    played = run(
        "--lang",
        "en",
        "--plain",
        "play",
        "--coach",
        "--as",
        "Sari",
        terminal=True,
        answers=[picking("The dead kettle"), "", "1", "q"],
    )
    assert played.code == 5 and "reply 2" in played.out
    at_home = ["--lang", "en", "--plain"]
    straight = run(
        *at_home, terminal=True, answers=[picking("Play a role-play"), picking("The dead"), picking("Play it through"), "", "q"]
    )
    assert straight.code == 0 and "Saved. You can go on where you stopped." in straight.out
    again = run(*at_home, terminal=True, answers=[picking("Play a role-play"), picking("The dead"), picking("Go on"), "1", "1"])
    assert "Result:" in again.out
    coached = run(
        *at_home, terminal=True, answers=[picking("Play a role-play"), picking("The dead"), picking("Practise with a coach"), "2"]
    )
    assert "unfinished role-play" in coached.out
    assert [one.started.kind for one in kept(home)] == [Kind.REHEARSAL, Kind.ROLEPLAY]
    shelved(home=counter(1, id="home"))
    assert "role-play" not in run(*at_home, terminal=True, answers=["q"]).out


# The whole program on a whole terminal


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")
def test_killed_in_the_middle_it_goes_on_with_the_same_talk(home: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.cli.terminals import Terminal

    monkeypatch.setenv("CSTRAIN_CONTENT", str(content))
    one = Terminal("--lang", "en", "play", "broken-kettle", "--as", "Sari")
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("reply 1", "Enter confirm")
    one.press("1" + ENTER)
    one.see("Mood now:", "Press Enter to go on")
    one.press(ENTER)
    one.see("reply 2", "Enter confirm")
    shown = one.text
    one.child.kill(SIGKILL)
    one.child.close(force=True)
    two = Terminal("--lang", "en", "play", "broken-kettle", "--resume")
    two.see("What was said last:", "Press Enter to go on")
    two.press(ENTER)
    two.see("reply 2", "Enter confirm")
    assert two.text == shown
    two.press("1" + ENTER)
    two.see("Mood now:", "Press Enter to go on")
    two.press(CTRL_C)
    assert two.end() == 130
    (attempt,) = kept(home)
    assert attempt.position == 2 and attempt.finished
