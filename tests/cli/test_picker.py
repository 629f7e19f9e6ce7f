"""Picking by key: real keys go through prompt_toolkit into each kind of list, and what was picked comes out."""

from collections.abc import Callable, Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input

from cstrain.cli.lines import Line
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.prompts.page import read, reading
from cstrain.cli.prompts.picker import KeyPicker
from tests.cli.running import Ear, Press, Screen

UP, DOWN, ENTER, SPACE, BACK = "\x1b[A", "\x1b[B", "\r", " ", "\x7f"
FOUR = ["tea", "coffee", "water", "milk"]
GRADED, PRACTICE = False, True

Picked = tuple[int, ...]


class Hands:
    """Someone at the keys; `screen` is what they saw."""

    def __init__(self, keyboard: PipeInput) -> None:
        self.keyboard = keyboard
        self.ear = Ear(terminal=True)

    def press(self, ask: Callable[[], object], *presses: Press) -> object:
        """Ask, and press these keys, one group for each list that is shown."""
        with create_app_session(input=self.keyboard, output=Screen(self.ear, self.keyboard, presses)):
            return ask()

    @property
    def screen(self) -> str:
        return self.ear.raw.decode()


@pytest.fixture
def hands() -> Iterator[Hands]:
    with create_pipe_input() as keyboard:
        yield Hands(keyboard)


def graded() -> KeyPicker:
    return KeyPicker(at_once=False)


def one(at_once: bool = GRADED) -> Callable[[], int]:
    return lambda: KeyPicker(at_once=at_once).one(FOUR, hint="Choose")


def several() -> Picked:
    return graded().several(FOUR, hint="Tick")


def ranked() -> Picked:
    return graded().ranked(FOUR, hint="Put in order")


def each(*, unique: bool, at_once: bool = GRADED) -> Callable[[], Picked]:
    return lambda: KeyPicker(at_once=at_once).each(["first", "second", "third"], FOUR, hint="Which?", unique=unique)


def go_on() -> None:
    read(reading([], [Line("Read this.")], "Go on"))


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (ENTER, 0),
        ("3" + ENTER, 2),
        ("c" + ENTER, 2),
        ("C" + ENTER, 2),
        (DOWN + DOWN + ENTER, 2),
        (UP + ENTER, 3),
        (DOWN * 4 + ENTER, 0),
        ("4" + UP + ENTER, 2),
        ("1" + "2" + ENTER, 1),
        (DOWN + SPACE + ENTER, 1),
    ],
)
def test_where_it_counts_a_key_selects_and_only_enter_confirms(hands: Hands, keys: str, place: int) -> None:
    assert hands.press(one(), keys) == place


@pytest.mark.parametrize(("keys", "place"), [("3", 2), ("c", 2), ("C", 2), (DOWN + ENTER, 1), (DOWN + SPACE, 1)])
def test_in_practice_a_digit_or_letter_answers_at_once(hands: Hands, keys: str, place: int) -> None:
    assert hands.press(one(PRACTICE), keys) == place


@pytest.mark.parametrize("at_once", [GRADED, PRACTICE])
def test_any_other_key_does_nothing(hands: Hands, at_once: bool) -> None:
    """Digits and letters of no option, tabs, arrows sideways, page and function keys, controls."""
    noise = ["590ez", "é~٣", "\t", "\x1b[C", "\x1b[5~", "\x1bOP", "\x00\x01", BACK]
    assert hands.press(one(at_once), (DOWN, *noise, ENTER)) == 1


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        ("13" + ENTER, (0, 2)),
        ("31" + ENTER, (0, 2)),
        ("ac" + ENTER, (0, 2)),
        ("113" + ENTER, (2,)),
        (SPACE + DOWN + SPACE + ENTER, (0, 1)),
        ("12" + BACK + ENTER, (0,)),
        (BACK + "2" + ENTER, (1,)),
    ],
)
def test_several_are_ticked_and_unticked_until_enter(hands: Hands, keys: str, picked: Picked) -> None:
    assert hands.press(several, keys) == picked


def test_several_needs_one_tick_and_says_so(hands: Hands) -> None:
    assert hands.press(several, (ENTER, "2", ENTER)) == (1,)
    assert "Tick at least one first" in hands.screen


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        ("4321" + ENTER, (3, 2, 1, 0)),
        ("dcba" + ENTER, (3, 2, 1, 0)),
        ("2" + UP + ENTER * 4, (1, 0, 2, 3)),
        (ENTER * 5, (0, 1, 2, 3)),
        ("44321" + ENTER, (3, 2, 1, 0)),
        ("12" + BACK + "3" + "24" + ENTER, (0, 2, 1, 3)),
        ("1234" + BACK + BACK + "43" + ENTER, (0, 1, 3, 2)),
        (UP + SPACE + "123" + ENTER, (3, 0, 1, 2)),
    ],
)
def test_ranked_puts_all_in_the_order_they_were_picked(hands: Hands, keys: str, picked: Picked) -> None:
    assert hands.press(ranked, keys) == picked


def test_ranked_needs_all_and_says_so(hands: Hands) -> None:
    """Enter on one that has its number already confirms nothing."""
    assert hands.press(ranked, ("1", ENTER, "234", ENTER)) == (0, 1, 2, 3)
    assert "no number yet" in hands.screen


def test_each_row_in_turn_offers_only_what_is_not_used(hands: Hands) -> None:
    """After "coffee" the second of the rest is "water"."""
    assert hands.press(each(unique=True), "2" + ENTER, "2" + ENTER, "2" + ENTER) == (1, 2, 3)


def test_each_row_offers_everything_where_an_option_may_come_twice(hands: Hands) -> None:
    assert hands.press(each(unique=False), "2" + ENTER, "2" + ENTER, "2" + ENTER) == (1, 1, 1)


def test_backspace_goes_back_to_the_row_before_and_frees_its_option(hands: Hands) -> None:
    assert hands.press(each(unique=True), "2" + ENTER, BACK, "3" + ENTER, "2" + ENTER, "1" + ENTER) == (2, 1, 0)


def test_backspace_on_the_first_row_does_nothing(hands: Hands) -> None:
    assert hands.press(each(unique=True), BACK + "1" + ENTER, "1" + ENTER, "1" + ENTER) == (0, 1, 2)


def test_what_is_already_matched_stays_in_sight(hands: Hands) -> None:
    hands.press(each(unique=True, at_once=PRACTICE), "2", "1", "1")
    assert "2 of 3: second" in hands.screen and "first - coffee" in hands.screen


@pytest.mark.parametrize("ask", [one(PRACTICE), several, ranked, each(unique=True), go_on])
@pytest.mark.parametrize(("key", "error"), [("q", Leave), ("l", SwitchLanguage), ("\x03", KeyboardInterrupt)])
def test_the_keys_to_leave_switch_and_interrupt_are_the_same_everywhere(
    hands: Hands, ask: Callable[[], object], key: str, error: type[BaseException]
) -> None:
    with pytest.raises(error):
        hands.press(ask, key)


@pytest.mark.parametrize(("key", "error"), [("Q", Leave), ("\x04", Leave), ("L", SwitchLanguage)], ids=["Q", "Ctrl-D", "L"])
def test_these_keys_have_other_names_too(hands: Hands, key: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        hands.press(one(), key)


@pytest.mark.parametrize("key", [ENTER, SPACE, "x1a" + DOWN + ENTER])
def test_waiting_ends_with_enter_or_the_space_bar_alone(hands: Hands, key: str) -> None:
    assert hands.press(go_on, key) is None
    assert "Go on" in hands.screen


@pytest.mark.parametrize("keys", ["1" + ENTER + "2" + ENTER, "1" + ENTER + "q", "1" + ENTER * 20])
def test_keys_pressed_after_the_answer_do_not_leak_into_the_next_question(hands: Hands, keys: str) -> None:
    assert hands.press(one(), keys) == 0
    assert hands.press(one(), "4" + ENTER) == 3


def test_keys_kept_from_before_the_question_do_not_answer_it(hands: Hands) -> None:
    """prompt_toolkit keeps what one prompt left over for the next; questions take none of it."""
    from prompt_toolkit.input.typeahead import store_typeahead
    from prompt_toolkit.key_binding import KeyPress

    store_typeahead(hands.keyboard, [KeyPress("2", "2"), KeyPress("\r", "\r")])
    assert hands.press(one(), "3" + ENTER) == 2


@pytest.mark.parametrize(
    ("ask", "help"),
    [(one(), "arrows"), (several, "Several answers fit"), (ranked, "Press the number of what comes first")],
)
def test_a_question_mark_says_how_and_goes_when_one_goes_on(hands: Hands, ask: Callable[[], object], help: str) -> None:
    hands.press(ask, ("?", "1234" if ask is ranked else "1", ENTER))
    assert help in hands.screen


@pytest.mark.parametrize("count", [2, 9, 10, 40])
def test_a_menu_may_have_any_number_of_entries(hands: Hands, count: int) -> None:
    """One for each module, say; the last is reached with the arrows where digits end."""
    options = [f"module {number}" for number in range(count)]
    assert hands.press(lambda: KeyPicker(at_once=True).entry(options, hint="Which?", legend=()), UP + ENTER) == count - 1


def test_text_is_shown_without_what_a_terminal_obeys(hands: Hands) -> None:
    hands.press(lambda: graded().one(["\x1b]0;owned\x07tea", "a\u202eb"], hint="\x1b[5m?"), ENTER)
    assert not [bad for bad in ("\x1b]0", "\x07", "\u202e", "\x1b[5m") if bad in hands.screen]


def test_a_long_option_wraps_beside_its_number_and_loses_no_word(hands: Hands) -> None:
    words = [f"word{number}" for number in range(40)]
    hands.press(lambda: graded().one([" ".join(words), "short"], hint="Choose"), ENTER)
    assert [word for word in words if word not in hands.screen] == []
