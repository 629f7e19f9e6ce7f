"""The whole program on a whole terminal: a pseudo-terminal, a screen that is read, keys that are pressed when it says so."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Shelve
from tests.cli.modules import counter, module, question, said
from tests.cli.running import run
from tests.cli.terminals import BACKSPACE, CTRL_C, DOWN, ENTER, UP, Terminal
from tests.curriculum.authored import CHOICE, FACTS, HEAD, MATCH, MULTI, NUMBER, ORDER, RATE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals of this kind")
FOUR_TICKS = [{"id": id, "text": said(id, id), "key": id < "c", "feedback": said(id, id)} for id in "abcd"]
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
SHOP = f"{HEAD.replace('id: shop', 'id: counter')}{FACTS}items:\n"


@pytest.fixture
def terminal(home: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Terminal]]:
    """Starts programs that know a module "counter" of two questions; ends those that still run."""
    monkeypatch.setenv("CSTRAIN_CONTENT", str(shelved(counter=counter(2))))
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(variable, raising=False)
    started: list[Terminal] = []

    def start(*arguments: str, **more: object) -> Terminal:
        started.append(Terminal(*arguments, **more))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)


def quiz(start: Callable[..., Terminal], *flags: str, **more: object) -> Terminal:
    """A quiz at its first question."""
    one = start("--lang", "en", "quiz", "counter", "--as", "Sari", *flags, **more)
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("question 1 of 2", "Enter confirm")
    return one


def test_the_first_use_asks_for_language_and_name_then_shows_home(terminal: Callable[..., Terminal]) -> None:
    one = terminal()
    one.see("Pilih bahasa. / Choose a language.", "2. English")
    one.press("2")
    one.see("Your name:")
    one.press("Sari" + ENTER)
    one.see(", Sari. One card, one question: two minutes.", "q save and leave")
    one.press("q")
    one.see(", Sari.", "1.", "q leave")
    one.press("q")
    assert one.end() == 0 and "See you soon" in one.text


def test_a_graded_quiz_from_the_rules_to_the_result(terminal: Callable[..., Terminal]) -> None:
    one = quiz(terminal)
    for number in (1, 2):
        one.see(f"question {number} of 2", "Enter confirm")
        right = re.search(r"(\d)\. right", one.text)
        assert right
        one.press(right[1])
        one.see(f"> {right[1]}. right")
        one.press(ENTER)
        one.see("Right.", "So it is.", "Press Enter to go on")
        one.press(ENTER)
    one.see("Score: 100%", "Passed.")
    one.press(ENTER)
    assert one.end() == 0
    assert COLOUR.search(one.everything)


def test_ctrl_c_saves_and_the_next_run_goes_on_with_the_same_question(terminal: Callable[..., Terminal]) -> None:
    one = quiz(terminal)
    asked = re.findall(r"\d\. \w+", one.text)
    one.press(CTRL_C)
    assert one.end() == 130
    assert "Saved: 0 of 2 answered." in one.text and "cstrain --lang en quiz counter" in one.text
    assert "Traceback" not in one.everything
    two = terminal("--lang", "en", "quiz", "counter")
    two.see("unfinished attempt", "1. Go on with the same questions")
    two.press("1")
    two.see("question 1 of 2", "Enter confirm")
    assert re.findall(r"\d\. \w+", two.text) == asked


def test_a_key_typed_before_anything_is_shown_chooses_nothing(terminal: Callable[..., Terminal]) -> None:
    """4 is "Practise" at home, but it was pressed while the program started."""
    run("trainee", "add", "Sari")
    one = terminal("--lang", "en")
    one.press("4")
    one.see("One card, one question")
    one.press("q")
    one.see(", Sari.", "4. Practise", "q leave")
    one.press("q")
    assert one.end() == 0
    assert "Which module?" not in one.everything and "See you soon" in one.text


def test_keys_typed_ahead_answer_no_question(terminal: Callable[..., Terminal]) -> None:
    """Twenty impatient Enters at the rules, and as many with the first answer: each page still waits for its own."""
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari")
    one.see("Press Enter to start")
    one.press(ENTER * 20)
    one.see("question 1 of 2", "Enter confirm")
    one.press("2" + ENTER * 20)
    one.see("Press Enter to go on")
    one.press("q")
    one.see("Saved: 1 of 2 answered.")
    assert one.end() == 5


def test_colour_is_left_out_when_it_is_not_wanted(terminal: Callable[..., Terminal]) -> None:
    one = terminal("--lang", "en", NO_COLOR="1")
    one.see("Your name:")
    one.press("Sari" + ENTER)
    one.see("One card, one question")
    one.press("q")
    one.see(", Sari.", "q leave")
    one.press("q")
    assert one.end() == 0
    assert not COLOUR.search(one.everything)


def test_a_dumb_terminal_gets_lines_and_nothing_that_moves(terminal: Callable[..., Terminal]) -> None:
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari", TERM="dumb")
    one.see("> Press Enter to start:")
    one.press(ENTER)
    one.see("> Your answer (number or letter):")
    one.press("1" + ENTER)
    one.see("question 2 of 2")
    one.press("q" + ENTER)
    assert one.end() == 5
    assert "\x1b" not in one.everything


def test_forty_columns_lose_no_word(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    long = {name: " ".join(f"{name}{number}" for number in range(12)) for name in ("prompt", "option")}
    item = question(1) | {"prompt": said("x", long["prompt"])}
    item["options"][0]["text"] = said("x", long["option"])
    shelved(counter=module("counter", item, question(2), policy={"items_per_quiz": 2}))
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari", rows=40, columns=40)
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("question 1 of 2", "q save and leave")
    if "Question number 2?" in one.text:
        one.press(ENTER)
        one.see("Press Enter to go on")
        one.press(ENTER)
        one.see("question 2 of 2", "q save and leave")
    one.see(long["prompt"], long["option"])


@pytest.mark.parametrize(("rows", "columns"), [(20, 50), (40, 120), (20, 40), (24, 57)])
def test_a_resize_in_the_middle_draws_the_whole_page_anew(
    terminal: Callable[..., Terminal], shelved: Shelve, rows: int, columns: int
) -> None:
    """The prompt too; and not a row of the old page stays."""
    prompt = " ".join(f"prompt{number}" for number in range(20))
    shelved(counter=module("counter", question(1) | {"prompt": said("x", prompt)}))
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari", rows=24, columns=80)
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see(prompt, "q save and leave")
    one.press("2")
    one.see("> 2.")
    one.resize(rows, columns)
    one.press(DOWN)
    one.see("> 3.", "Enter confirm", "q save and leave", prompt)
    assert one.text.count("prompt0 ") == 1 and one.text.count("question 1 of 1") == 1
    assert one.text.count("Enter confirm") == 1 and one.text.count("1.") == 1
    one.press(ENTER)
    one.see("Press Enter to go on")


def test_a_resize_while_reading_or_typing_draws_the_whole_page_anew(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    shelved(counter=SHOP + NUMBER)
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari")
    one.see("Press Enter to start")
    one.resize(30, 45)
    one.see("Trainee: Sari", "Press Enter to start")
    assert one.text.count("Trainee: Sari") == 1
    one.press(ENTER)
    one.see("how many seconds", "Type the figure (seconds):")
    one.press("1")
    one.resize(24, 100)
    one.press("2")
    one.see("Type the figure (seconds): 12", "how many seconds decide a first impression?")
    assert one.text.count("how many seconds") == 1
    one.press(ENTER)
    one.see("Your answer: 12 seconds")


@pytest.mark.parametrize(
    ("item", "steps", "told"),
    [
        (CHOICE, [(DOWN + "a" + ENTER, "Your answer:")], "Press Enter to go on"),
        (MULTI, [("1 ", "[ ]"), (DOWN + " ", "[x]"), (ENTER, "Fits")], "Press Enter to go on"),
        (ORDER, [("3", "[1]"), (UP + ENTER, "[2]"), (ENTER, "[3]"), (ENTER, "The right order:")], "Press Enter to go on"),
        (
            MATCH,
            [
                ("1" + ENTER, "2 of 3"),
                ("1" + ENTER, "3 of 3"),
                (BACKSPACE, "2 of 3"),
                ("2" + ENTER, "3 of 3"),
                (ENTER, "Press Enter"),
            ],
            "Press Enter to go on",
        ),
        (NUMBER, [("4,5" + ENTER, "Right.")], "Press Enter to go on"),
        (RATE, [("5" + ENTER, "2 of 3"), (DOWN + ENTER, "3 of 3"), ("1" + ENTER, "Key:")], "Press Enter to go on"),
    ],
    ids=["choice", "multi", "order", "match", "number", "rate"],
)
def test_each_kind_is_answered_by_keys(
    terminal: Callable[..., Terminal], shelved: Shelve, item: str, steps: list[tuple[str, str]], told: str
) -> None:
    shelved(counter=SHOP + item)
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari")
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("question 1 of 1", "confirm")
    for keys, seen in steps:
        one.press(keys)
        one.see(seen)
    one.see(told)
    one.press(ENTER)
    one.see("Score:", "Press Enter to finish")
    one.press(ENTER)
    assert one.end() == 0 and "Score:" in one.text


def test_in_a_typed_figure_the_letters_leave_and_switch_as_everywhere(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    shelved(counter=SHOP + NUMBER)
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari")
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("q and Enter: save and leave", "Type the figure")
    one.press("1.500" + ENTER)
    one.see("Type 1500, without a sign for thousands")
    one.press("l" + ENTER)
    one.see("Ketik angkanya", "q lalu Enter")
    one.press("q" + ENTER)
    assert one.end() == 5 and "Tersimpan: 0" in one.text


def test_what_was_picked_stays_when_the_language_is_switched(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    shelved(counter=module("counter", {**question(1), "kind": "multi", "options": FOUR_TICKS}))
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari")
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see("question 1 of 1", "Enter confirm")
    one.press("13")
    one.see("> 3. [x]")
    one.press("l")
    one.see("simpan", "> 3. [x]", "1. [x]", "2. [ ]")


def test_from_a_first_card_to_home_on_to_the_next_and_back(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    shelved(counter=counter(2, lessons=2))
    run("trainee", "add", "Sari")
    one = terminal("--lang", "en")
    one.see(", Sari. One card, one question", "Card number 1", "Press Enter to go on")
    one.press(ENTER)
    one.see("Question number 1?", "q save and leave")
    one.press("1")
    one.see("Press Enter to go on", "Question number 1?")
    one.press(ENTER)
    one.see(", Sari.", "1. Learn At the counter", "q leave")
    one.press("1")
    one.see("Card number 2", "Press Enter to go on")
    one.press(ENTER)
    one.see("Question number 2?", "q save and leave")
    one.press("1")
    one.see("Press Enter to go on", "Question number 2?")
    one.press(ENTER)
    one.see("That was the last card", "Press Enter to finish")
    one.press(ENTER)
    one.see(", Sari.", "ake the quiz")
    one.press("q")
    assert one.end() == 0


def test_a_small_window_says_that_there_is_more_and_shows_it(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    prompt = " ".join(f"prompt{number}" for number in range(70))
    item = question(1) | {"prompt": said("x", prompt)}
    for option in item["options"]:
        option["text"] = said("x", " ".join(f"{option['id']}{number}" for number in range(28)))
    shelved(counter=module("counter", item))
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari", rows=15, columns=40)
    one.see("Press Enter to read on", "More below: Page Down")
    one.press(ENTER)
    one.see("Press Enter to start", "More above: Page Up")
    one.press(ENTER)
    one.see("question 1 of 1", "More below: Page Down", "save and leave")
    one.press(UP)
    one.see("> 3.", "More above")
    one.press(ENTER)
    one.see("Press Enter to", "Your answer:")


def test_an_ascii_terminal_says_the_same_in_ascii(terminal: Callable[..., Terminal], shelved: Shelve) -> None:
    item = question(1) | {"prompt": said("x", "Caf\u00e9 \u201copen\u201d \u2013 what now\u2026?")}
    shelved(counter=module("counter", item))
    one = terminal("--lang", "en", "quiz", "counter", "--as", "Sari", PYTHONIOENCODING="ascii")
    one.see("Press Enter to start")
    one.press(ENTER)
    one.see('Cafe "open" - what now...?', "....................")
    right = re.search(r"(\d)\. right", one.text)
    assert right
    one.press(right[1] + ENTER)
    one.see("OK Right.", "OK Your answer: right")
    one.press(ENTER)
    one.see("OK Passed.")
    one.press(ENTER)
    assert one.end() == 0 and one.everything.isascii()


def test_the_language_switched_in_the_middle_keeps_the_question(terminal: Callable[..., Terminal]) -> None:
    one = quiz(terminal)
    asked = re.search(r"Question number (\d)\?", one.text)
    assert asked
    options = re.findall(r"\d\. (\w+)", one.text)
    one.press("l")
    one.see(f"Pertanyaan nomor {asked[1]}?", "l English")
    names = {"right": "benar", "wrong": "salah", "neither": "bukan"}
    assert re.findall(r"\d\. (\w+)", one.text) == [names[option] for option in options]
    assert "Question number" not in one.text
