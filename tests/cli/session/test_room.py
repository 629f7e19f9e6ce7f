"""A session on a whole terminal, each mode by its keys: what a trainer with a projector does in an hour, in a minute."""

import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cstrain.core.attempt import Kind
from cstrain.core.session import Session, replay
from cstrain.records import sessions
from cstrain.records.sessions import Head
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import kept, run
from tests.cli.terminals import BACKSPACE, CTRL_C, DOWN, ENTER, Terminal
from tests.curriculum.talks import HEAD, guide, indented

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")
ESCAPE = "\x1b"
PEOPLE = ("Ani", "Budi", "Citra", "Dewi")


@pytest.fixture
def room(home: Path, shelved: Shelve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Terminal]]:
    """Starts sessions of a module of three questions with a roster of four; ends those that still run."""
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter(3))))
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(variable, raising=False)
    roster = tmp_path / "team.csv"
    roster.write_text("nama\n" + "\n".join(PEOPLE), encoding="utf-8")
    started: list[Terminal] = []

    def start(*arguments: str, language: str = "en", **more: object) -> Terminal:
        one = Terminal("--lang", language, "session", "run", "counter", "--roster", str(roster), *arguments, **more)  # type: ignore[arg-type]
        started.append(one)
        one.see("Enter")
        one.press(ENTER)
        # The footer, which is drawn last.
        one.see("? keys" if language == "en" else "? tombol")
        return one

    def again(*arguments: str) -> Terminal:
        started.append(Terminal("--lang", "en", *arguments))
        return started[-1]

    start.again = again  # type: ignore[attr-defined]
    yield start
    for one in started:
        one.child.close(force=True)


def letter(one: Terminal, option: str) -> str:
    """The key of this option, as the screen has it."""
    (found,) = re.findall(rf"\b([A-C]) {option}\b", one.text)
    return str(found).lower()


def stored(home: Path) -> tuple[Head, Session]:
    """The one session in the records, and how it stands there."""
    with Store(home / "records.db") as store:
        (head,) = sessions.heads(store)
        return head, replay(head.plan, sessions.events(store, head.id))


def to_the_end(one: Terminal) -> int:
    """The debrief, read to its end: Enter after whatever was drawn, until it is over."""
    one.see("How it went", "Press Enter to")
    goes_on = True
    while goes_on:
        page = one.screen.display
        one.press(ENTER)
        while goes_on and one.screen.display == page:
            goes_on = one.read()
    return one.end()


def test_cards_with_a_second_vote_to_the_debrief(room: Callable[..., Terminal], home: Path) -> None:
    one = room("--mode", "cards")
    one.see("Question 1 of 3", "[Ani] Budi Citra Dewi")
    right, wrong = letter(one, "right"), letter(one, "wrong")
    # A whole roster typed at once.
    one.press(right + right + wrong + wrong)
    one.see("Answered: 4 of 4.")
    assert "That does harm" not in one.text and "%" not in one.text
    one.press(BACKSPACE)
    one.see("Answered: 3 of 4.")
    one.press(wrong + ENTER)
    one.see("Talk to your neighbour", "2 (50%)")
    one.press(ENTER)
    one.see("second vote", "Answered: 0 of 4.")
    one.press(right * 4 + ENTER)
    one.see("Gain: +50 points.", f"Best answer: {right.upper()}.")
    one.press("w")
    one.see("So it is.", "That does harm.")
    one.press("r")
    one.see("For everyone:")
    one.press(ENTER)
    one.see("Gain: +50 points.")
    for number in (2, 3):
        one.press(ENTER)
        one.see(f"Question {number} of 3", "Answered: 0 of 4.")
        one.press(letter(one, "right") * 4 + ENTER)
        one.see("4 (100%)")
    one.press(ENTER)
    assert to_the_end(one) == 0
    assert "Right before talking: 50%, after: 100%." in one.text
    made = kept(home)
    assert len(made) == 4 and all(attempt.finished and attempt.position == 3 for attempt in made)
    assert {attempt.started.kind for attempt in made} == {Kind.SESSION}
    # The second vote is the room's: a person's first answer stays.
    assert sorted(float(attempt.score) for attempt in made) == [2, 2, 3, 3]


def test_turns_on_a_large_screen(room: Callable[..., Terminal], home: Path) -> None:
    one = room("--mode", "turns", rows=50, columns=200)
    one.see("Question 1 of 3", "Tab pass on")
    first = one.screen.display
    assert sum(row.count("█") > 4 for row in first) >= 3 and all(row.startswith(" " * 50) for row in first if row.strip())
    one.press("\t")
    one.until(lambda: one.screen.display != first, "another name")
    for number in (1, 2, 3):
        # The footer is drawn last: until then letters may be those of the question before.
        one.see(f"Question {number} of 3", "Tab pass on")
        one.press(letter(one, "right"))
        one.see("Answered.")
        one.press(ENTER)
        one.see("Right.", "Enter next")
        one.press(ENTER)
    assert to_the_end(one) == 0
    assert sum(attempt.position for attempt in kept(home)) == 3


def test_teams_by_a_key_each(room: Callable[..., Terminal]) -> None:
    one = room("--mode", "teams", "--teams", "2")
    for number in (1, 2, 3):
        one.see(f"Question {number} of 3", "[Team 1] Team 2")
        one.press(letter(one, "wrong") + letter(one, "right"))
        one.see("Team 1 ✓ Team 2 ✓")
        one.press(ENTER)
        one.see("2 answers.", "s teams")
        one.press("s")
        stand = rf"Team 2: {number} \w+, \w+ Team 1: 0 \w+, \w+"
        one.until(lambda: bool(re.search(stand, one.text)), "how the teams stand, and who is in them")  # noqa: B023
        one.press(ENTER)
        one.see("2 answers.", "s teams")
        one.press(ENTER)
    assert to_the_end(one) == 0


def test_a_counted_room(room: Callable[..., Terminal], home: Path) -> None:
    one = room("--mode", "tally")
    for number in (1, 2, 3):
        one.see(f"Question {number} of 3", "Counted: 0")
        right, wrong = letter(one, "right"), letter(one, "wrong")
        one.press(f"{right}20{wrong}4{ENTER}")
        one.see("Counted: 24")
        one.press(ENTER)
        one.see("24 answers.", "20 (83%)")
        one.press(ENTER)
    assert to_the_end(one) == 0
    # Nobody is in the records for it.
    assert kept(home) == [] and stored(home)[1].completed


def test_a_role_play_with_the_room(room: Callable[..., Terminal], shelved: Shelve, home: Path) -> None:
    shelved(home=f"{HEAD}roleplays:\n{indented(guide())}")
    one = room.again("session", "run", "--roleplay", "broken-kettle", "--mode", "tally")  # type: ignore[attr-defined]
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("Reply 1", "Mood:")
    reactions = 0
    while "How it went" not in one.text:
        one.press(f"a3{ENTER}")
        one.see("Counted: 3")
        one.press(ENTER)
        one.see("3 answers.", "Enter the customer answers")
        one.press(ENTER)
        reactions += 1
        one.until(lambda: f"Reply {reactions + 1}" in one.text or "How it went" in one.text, "what follows")  # noqa: B023
    assert stored(home)[1].ending and reactions >= 2


@pytest.mark.parametrize("way", ["kill", "ctrl-c", "leave"])
def test_whatever_ends_it_the_same_question_and_votes_are_there_again(
    room: Callable[..., Terminal], home: Path, way: str
) -> None:
    one = room("--mode", "cards")
    one.press(letter(one, "right") * 4 + ENTER)
    one.see("4 (100%)")
    one.press(ENTER)
    one.see("Question 2 of 3", "Answered: 0 of 4.")
    question = re.search(r"Question number \d\?", one.text)
    options = re.findall(r"\b[A-C] \w+", one.text)
    one.press(letter(one, "wrong") + letter(one, "right"))
    one.see("Ani ✓ Budi ✓ [Citra] Dewi")
    if way == "kill":
        one.child.kill(signal.SIGKILL)
    else:
        one.press(CTRL_C if way == "ctrl-c" else "qq")
        one.see("Saved, with every vote so far.", "cstrain --lang en session resume")
    code = one.end() if way != "kill" else None
    assert code == {"kill": None, "ctrl-c": 130, "leave": 5}[way] and "Traceback" not in one.everything
    two = room.again("session", "resume")  # type: ignore[attr-defined]
    two.see("Question 2 of 3", "Ani ✓ Budi ✓ [Citra] Dewi")
    assert question and question[0] in two.text and re.findall(r"\b[A-C] \w+", two.text) == options
    assert stored(home)[1].now.round.total == 2


def test_people_come_and_go_in_the_middle(room: Callable[..., Terminal], home: Path) -> None:
    one = room("--mode", "cards", language="id")
    one.see("Soal 1 dari 3", "[Ani] Budi Citra Dewi")
    one.press("m")
    one.see("Hadir: 4 dari 4")
    one.press("j")
    one.see("Siapa yang datang?")
    one.press("Eka Putri" + ENTER)
    one.see("Hadir: 5 dari 5", "5. Eka")
    one.press(DOWN + "x")
    one.see("Hadir: 4 dari 4")
    one.press(ENTER)
    one.see("[Ani] Citra Dewi Eka")
    one.press("p")
    one.see("Enter lanjut")
    assert "Ani" not in one.text
    one.press(ENTER)
    one.see("[Ani] Citra Dewi Eka")
    one.press("qx")
    one.see("Tekan Enter")
    assert len(stored(home)[1].people) == 4 and stored(home)[1].ended_early


def test_a_narrow_and_a_resized_window_lose_no_word(room: Callable[..., Terminal]) -> None:
    one = room("--mode", "cards", rows=20, columns=44)
    one.see("Question 1 of 3", "A ", "B ", "C ", "[Ani]", "? keys")
    one.resize(24, 80)
    one.press(letter(one, "right"))
    one.see("Ani ✓ [Budi]", "Question 1 of 3")
    assert one.text.count("Question 1 of 3") == 1 and one.text.count("? keys") == 1


def test_on_an_ascii_terminal_the_bars_are_ascii(room: Callable[..., Terminal]) -> None:
    one = room("--mode", "cards", PYTHONIOENCODING="ascii")
    one.press(letter(one, "right") * 4 + ENTER)
    one.see("####################", "OK A" if letter(one, "right") == "a" else "OK", "4 (100%)")
    one.press("qq")
    one.see("Saved")
    assert one.end() == 5 and one.everything.isascii()


def test_a_report_of_the_session_is_on_the_screen_and_in_files(room: Callable[..., Terminal], home: Path, tmp_path: Path) -> None:
    one = room("--mode", "cards")
    one.press(letter(one, "wrong") * 4 + ENTER)
    one.see("4 (100%)")
    one.press("qx")
    to_the_end(one)
    id = stored(home)[0].id
    told = run("--lang", "en", "session", "report", id[:8])
    assert told.code == 0 and "Most tempting: wrong" in told.out
    for name in ("session.html", "session.json", "session.csv", "session.xlsx"):
        assert run("session", "report", id[:8], "--out", tmp_path / name, "--mask-names").code == 0
        assert (tmp_path / name).stat().st_size > 100
    assert "Ani" not in (tmp_path / "session.html").read_text("utf-8") and "wrong" in (tmp_path / "session.html").read_text(
        "utf-8"
    )
