"""The projected screen: what the room sees and does not see, and what each key does, in every mode."""

from itertools import pairwise

import pytest

from cstrain.app.clock import Clock
from cstrain.cli import words
from cstrain.cli.lines import Line
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.session.face import Join
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.session import Mode
from cstrain.core.value import replace
from cstrain.records.store import Store
from tests.app.session.holding import begin
from tests.cli.session.booth import Booth
from tests.conftest import StoppedClock
from tests.making import choice, match, module, multi, number, order, rate, text
from tests.talks import KETTLE

SIZES = [(80, 24), (200, 50), (60, 20)]
WORKS = module(*(choice(f"question-{n}") for n in range(3)), items_per_quiz=3)


@pytest.fixture
def clock(stopped: StoppedClock) -> Clock:
    return stopped.clock


def booth(store: Store, clock: Clock, mode: Mode, *items: Item, people: str = "Ani Budi Citra Dewi", **wish: object) -> Booth:
    modules = [module(*items)] if items else [WORKS]
    return Booth(begin(store, clock, mode, people.split(), modules, **wish), clock)


def letters(one: Booth) -> list[str]:
    """The letters of the options: the right one first."""
    options = one.live.state.now.question.drawn.options
    return ["abcde"[options.index(id)] for id in "abcde"[: len(options)]]


def of_screen(one: Booth, columns: int, height: int) -> list[str]:
    return [row.text for row in one.rows(columns, height)]


@pytest.mark.parametrize("mode", [Mode.CARDS, Mode.TALLY, Mode.TEAMS, Mode.TURNS])
@pytest.mark.parametrize(("columns", "height"), SIZES)
def test_nothing_of_the_key_is_on_the_screen_before_the_reveal(
    store: Store, clock: Clock, mode: Mode, columns: int, height: int
) -> None:
    """Neither before the vote nor with all of it taken, whatever keys are tried: no feedback, no mark, no notes, no figures."""
    one = booth(store, clock, mode)
    keys = {Mode.CARDS: "abca", Mode.TALLY: "a3b2", Mode.TEAMS: "ab", Mode.TURNS: "b"}[mode]
    for more in ("", *keys, "w", "r", "s", "n", "k", "v"):
        seen = one.press(more).sees(columns, height)
        assert "feedback" not in seen and "%" not in seen and "Best answer" not in seen
        marked = [row.text for row in one.rows(columns, height) if row.look in ("right", "wrong", "partly")]
        assert marked == [] and not any(
            "✓ A" in row or "✓ B" in row or "✓ C" in row for row in of_screen(one, columns, height)[:-4]
        )
    assert not one.live.state.now.is_revealed and one.live.state.now.notes == ()


@pytest.mark.parametrize(("columns", "height"), SIZES)
def test_a_question_is_whole_in_sight_and_no_row_is_wider_than_the_window(
    store: Store, clock: Clock, columns: int, height: int
) -> None:
    one = booth(store, clock, Mode.CARDS)
    seen = one.sees(columns, height)
    item = one.live.item
    assert "Question 1 of 3" in seen and item.prompt.say("en") in seen
    assert all(f"{letter} option" in seen for letter in "ABC")
    rows = of_screen(one, columns, height)
    assert len(rows) == height and max(map(len, rows)) < columns
    assert any("Enter reveal" in row for row in rows[-2:])


def test_a_large_screen_has_wide_margins_block_letters_and_room_between_the_options(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS)
    rows = of_screen(one, 200, 50)
    assert all(row.startswith(" " * 50) for row in rows if row)
    assert sum("█" in row for row in rows) >= 5
    places = [next(at for at, row in enumerate(rows) if f" {letter}   option" in row) for letter in "ABC"]
    assert [later - earlier for earlier, later in pairwise(places)] == [3, 3]
    assert of_screen(one, 80, 24)[3].startswith(f">> {one.live.label(one.live.state.now.turn)} <<")


def test_a_name_that_has_no_block_letters_is_written_as_it_is(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS, people="سارة")
    assert ">> سارة <<" in one.sees(200, 50)


# Cards


def test_cards_come_in_roster_order_hidden_but_counted_and_can_be_corrected(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    assert "[Ani] Budi Citra Dewi" in one.sees() and "Answered: 0 of 4." in one.sees()
    one.press("ab")
    assert "Ani ✓ Budi ✓ [Citra] Dewi" in one.sees() and "Answered: 2 of 4." in one.sees()
    one.press("backspace")
    assert "Ani ✓ [Budi] Citra Dewi" in one.sees()
    # Up and down find someone else; a second letter takes the place of the first.
    one.press("up", "c", "down", "down", "b")
    people, votes = one.live.state.people, one.live.state.now.round.votes
    options = one.live.state.now.question.drawn.options
    assert {one.live.label(who): options.index(str(vote.response)) for who, vote in votes.items()} == {"Ani": 2, "Dewi": 1}
    assert [who in votes for who in people] == [True, False, False, True]


def test_who_is_absent_is_passed_over_and_comes_back_in_the_list(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("a", "-", "b", "b")
    assert "Answered: 3 of 3." in one.sees()
    one.press("m")
    assert "Here: 3 of 4" in one.sees() and "2. Budi (away)" in one.sees()
    assert "Budi is back." in one.press("down", "-").sees()
    assert "Citra has left." in one.press("down", "x").sees()
    one.press("escape")
    assert [one.live.label(who) for who in one.live.state.present] == ["Ani", "Budi", "Dewi"]
    assert [one.live.label(who) for who in one.live.state.left] == ["Citra"]
    assert "[Budi]" in one.sees()


def test_in_the_list_a_number_marks_whoever_has_it(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS, people=" ".join(f"P{chr(97 + n)}" for n in range(12)))
    one.press("m")
    for typed, marked in (
        ("1", "[1. Pa]"),
        ("2", "[12. Pl]"),
        ("3", "[3. Pc]"),
        ("0", "[3. Pc]"),
        ("down", "[4. Pd]"),
        ("1", "[1. Pa]"),
    ):
        assert marked in one.press(typed).sees()
    (away,) = one.press("1", "-").live.state.away
    assert one.live.label(away) == "Pk"
    one.press("escape", "a")
    assert one.live.state.now.round.total == 1


def test_a_vote_that_is_not_whole_is_revealed_only_at_the_second_enter(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    assert "Nobody has answered yet." in one.press("enter").sees()
    assert "Not answered yet: 3." in one.press("a", "enter").sees() and one.live.state.is_open
    # Another answer is another reason to be told.
    assert "Not answered yet: 2." in one.press("a", "enter").sees() and one.live.state.is_open
    one.press("enter")
    assert not one.live.state.is_open


def test_half_of_them_right_talk_and_vote_again_and_both_votes_show_with_the_gain(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    right, wrong, _other = letters(one)
    one.press(right, right, wrong, wrong, "enter")
    seen = one.sees()
    assert "Talk to your neighbour" in seen and seen.count("2 (50%)") == 2 and "✓" not in seen and "Best answer" not in seen
    assert one.press("w", "r", "n").sees() == seen
    assert "second vote" in one.press("enter").sees()
    one.press(right, right, right, wrong, "enter")
    seen = one.sees()
    assert "vote 1" in seen and "vote 2" in seen and "3 (75%)" in seen and "Gain: +25 points." in seen
    assert f"✓ {right.upper()} option 0 (en)" in seen and f"Best answer: {right.upper()}." in seen


def test_a_second_vote_that_is_worse_is_told_as_a_loss(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    right, wrong, _other = letters(one)
    one.press(right, right, wrong, wrong, "enter", "enter", right, wrong, wrong, wrong, "enter")
    assert "Right before talking: 50%, after: 25%. Down by 25 points." in one.sees()


def test_the_second_vote_may_be_left_out(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    right, wrong, _other = letters(one)
    one.press(right, right, wrong, wrong, "enter", "k")
    assert "Best answer:" in one.sees() and "vote 2" not in one.sees()


def test_bars_say_in_figures_what_they_say_in_length(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    right, wrong, _other = letters(one)
    one.press(right, right, right, wrong, "enter")
    bars = {row.count("█"): row.split()[-2:] for row in of_screen(one, 80, 24) if "%)" in row}
    assert bars[22] == ["3", "(75%)"] and bars[8] == ["1", "(25%)"] and "0 (0%)" in one.sees()


def test_after_the_reveal_a_key_each_tells_why_and_asks_the_room(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    right, wrong, _other = letters(one)
    one.press(wrong * 4, "enter", "w")
    seen = one.sees()
    assert all(f"feedback {n}" in seen for n in range(3)) and f"✓ {right.upper()}" in seen
    one.press("enter", "r")
    # What most of this room chose is what it talks about.
    assert "When would “option 1 (en)” be the right thing to do" in one.sees()
    one.press("escape", "n", "slow start", "enter")
    assert one.live.state.now.notes == ("slow start",) and "Noted" in one.sees()


def test_what_is_too_long_for_the_window_is_read_through_with_enter(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press(letters(one)[0] * 4, "enter", "w")
    seen = one.sees(60, 12)
    assert "Enter read on" in seen and "More below" in seen
    for _page in range(9):
        if "Enter read on" not in one.sees(60, 12):
            break
        one.press("enter")
    assert "Enter back" in one.sees(60, 12) and "More above" in one.sees(60, 12)
    assert "Enter next" in one.press("enter").sees()


def test_the_last_answer_can_be_looked_at_again_while_the_next_vote_is_open(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    assert "No question has been revealed yet." in one.press("left").sees()
    right, first = letters(one)[0], one.live.item.prompt.say("en")
    one.press(right * 4, "enter", "enter", "left")
    seen = one.sees()
    assert "Back to question 1" in seen and first in seen and "Best answer:" in seen
    assert first not in one.press("left").sees() and one.live.state.is_open


# Turns


def test_a_turn_shows_the_name_takes_one_key_and_tells_how_it_was(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS)
    who = one.live.label(one.live.state.now.turn)
    assert f">> {who} <<" in one.sees()
    right, wrong, _other = letters(one)
    one.press(right, wrong)
    assert f"> {wrong.upper()} option" in one.sees() and "Answered." in one.sees()
    one.press("enter")
    seen = one.sees()
    assert "✗ Not right." in seen and f"✗>{wrong.upper()}" in seen and f"✓ {right.upper()}" in seen and "%" not in seen
    one.press("enter")
    assert one.live.state.number == 2 and f">> {who} <<" not in one.sees()


def test_why_calls_the_options_as_the_question_did_and_marks_all_that_are_right(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS, multi())
    one.press("1", "enter", "enter", "w")
    rows = of_screen(one, 80, 24)
    texts = {part.id: part.text.say("en") for part in one.live.item.parts()}
    right = one.live.item.correct()
    for place, option in enumerate(one.live.state.now.question.drawn.options, start=1):
        assert f"{'✓' if option in right else ' '} {place}. {texts[option]}" in rows
    one = booth(store, clock, Mode.TURNS, rate())
    one.press("1 3 5", "enter", "enter", "w")
    assert all(f"  -  {part.text.say('en')}" in of_screen(one, 80, 24) for part in one.live.item.parts())


def test_a_turn_is_passed_on_to_the_next_or_to_someone_or_the_question_dropped(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS)
    first = one.live.state.now.turn
    one.press("tab")
    second = one.live.state.now.turn
    assert first != second
    third = next(who for who in one.live.state.people if who not in (first, second))
    one.press("o", one.live.label(third), "enter")
    assert one.live.state.now.turn == third
    one.press("o", "nobody", "enter")
    assert "Who? Type the number or the name." in one.sees() and one.live.state.now.turn == third
    one.press("o", one.live.label(third), "enter")
    assert f"{one.live.label(third)} is on turn already." in one.sees()
    assert "Question 1 is skipped." in one.press("x").sees()
    assert one.live.state.number == 2 and one.live.state.asked[0].skipped
    one.press("-")
    assert len(one.live.state.away) == 1


@pytest.mark.parametrize(
    ("item", "typed", "told"),
    [
        (multi(), ["12", "enter"], "feedback a (en)"),
        (multi(), ["a 2", "enter"], "feedback a (en)"),
        (order(), ["1234", "enter"], "The right order:"),
        (match(), ["1", "enter", "2", "enter", "3", "enter"], "left a (en) - right a (en)"),
        (number(), ["5", "enter"], "Your answer: 5"),
        (rate(), ["1 3 5", "enter"], "Key: "),
    ],
    ids=["multi", "letters", "order", "match", "number", "rate"],
)
def test_in_turns_every_kind_is_answered_by_typing(store: Store, clock: Clock, item: Item, typed: list[str], told: str) -> None:
    """And what is said of it comes with the reveal, not before."""
    one = booth(store, clock, Mode.TURNS, item)
    one.press(*typed)
    assert one.live.state.now.round.votes and told not in one.sees() and "feedback" not in one.sees()
    assert told in one.press("enter").sees()


def test_a_typed_line_that_is_no_answer_says_what_is_accepted_and_keeps_nothing(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TURNS, multi())
    one.press("9", "enter")
    assert "Type a number from 1 to 4" in one.sees() and not one.live.state.now.round.votes
    one.press("1", "3", "backspace", "backspace", "backspace")
    assert not one.live.state.now.round.votes and "type the number" in one.sees()


# Teams


def test_teams_answer_by_one_key_each_and_stand_by_what_was_right(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TEAMS)
    right, wrong, _other = letters(one)
    assert "[Team 1] Team 2" in one.sees()
    one.press(wrong, right)
    assert "Team 1 ✓ Team 2 ✓" in one.sees()
    one.press("enter")
    rows = of_screen(one, 80, 24)
    assert [row.strip() for row in rows if row.strip() in ("Team 1", "Team 2")]
    one.press("s")
    assert one.sees().index("Team 2: 1") < one.sees().index("Team 1: 0")


def test_people_are_not_ranked(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press(letters(one)[0] * 4, "enter", "s")
    assert "people are not ranked" in one.sees()
    assert not any(name in one.sees() for name in ("Ani", "Budi", "Citra", "Dewi"))


# Tally


def test_a_counted_room_takes_a_letter_and_a_figure_and_shows_neither_before_the_reveal(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TALLY)
    one.press("a12b")
    assert "A ✓ B: _ C: - Counted: 12" in one.sees()
    one.press("5", "7", "backspace", "c3", "enter")
    counts = dict(zip("abc", one.live.state.now.question.drawn.options, strict=True))
    assert one.live.state.now.round.counts == {counts["a"]: 12, counts["b"]: 5, counts["c"]: 3}
    # Corrected before the reveal.
    one.press("a9", "enter", "enter")
    assert one.live.state.now.first.counts[counts["a"]] == 9 and "17 answers." in one.sees()
    assert "In a counted room nobody is kept by name." in one.press("m").sees()


def test_a_figure_without_a_letter_and_a_letter_without_a_figure_count_nobody(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.TALLY)
    one.press("5", "a", "b", "enter")
    assert not one.live.state.now.round.total and one.live.state.is_open
    assert "Nobody has answered yet." in one.press("enter").sees()


# At any time


def test_a_pause_leaves_nothing_to_look_at(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("p")
    assert one.live.state.paused and "Question" not in one.sees() and "option" not in one.sees()
    one.press("a", "x")
    assert one.live.state.paused and not one.live.state.now.round.votes
    one.press("enter")
    assert not one.live.state.paused and "option 0" in one.sees()


def test_leaving_is_asked_once_and_ending_early_is_one_of_the_answers(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("q")
    assert "Leave the session?" in one.sees()
    one.press("enter")
    assert one.live.state.is_open and "Leave the session?" not in one.sees()
    with pytest.raises(Leave):
        one.press("qq")
    assert not one.live.state.is_over
    one.press("q", "x")
    assert one.live.state.ended_early


def test_a_late_comer_is_typed_in_and_may_change_their_mind(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("m", "j", "Eka Putri", "backspace", "enter")
    assert one.others == [Join(typed="Eka Putr")]
    one.press("j", "Fajar", "escape", "j", "enter")
    assert len(one.others) == 1


def test_the_time_is_shown_only_where_it_is_wanted(store: Store, stopped: StoppedClock) -> None:
    one = Booth(begin(store, stopped.clock, Mode.CARDS, minutes=45), stopped.clock)
    stopped.forward(minutes=12)
    assert "min" not in one.sees()
    assert "12 of 45 min" in one.press("i").sees()
    assert "min" not in one.press("i").sees()


def test_the_language_is_switched_with_the_question_and_its_votes_kept(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("a", "l")
    assert words.language() == "id" and "option 0 (id)" in one.sees() and "Ani ✓ [Budi]" in one.sees()
    assert "Sudah menjawab: 1 dari 4." in one.sees()


def test_every_key_of_the_legend_is_in_the_help(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    seen = one.press("?").sees(80, 30)
    assert all(
        f"{key}: " in seen for key in ("Enter", "Backspace", "-", "Tab", "o", "x", "w", "r", "s", "n", "v", "k", "m", "Left")
    )
    assert "option 0" in one.press("?").sees()


def test_keys_that_mean_nothing_do_nothing(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    before = one.sees()
    for key in ("e", "z", "0", "9", "é", "=", "$", "w"):
        assert f"The key {key} means nothing now. ? shows all keys." in one.press(key).sees()
    assert one.press("tab").sees() == before and not one.live.state.now.round.votes


def test_a_letter_that_is_no_option_leaves_the_turn_to_whoever_has_it(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    assert "The key d means nothing now." in one.press("a", "d").sees() and "Ani ✓ [Budi]" in one.sees()
    assert "means nothing" not in one.press("b").sees()


def test_keys_pressed_for_one_part_of_a_question_are_forgotten_at_the_next(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press("abca")
    assert one.hand.forgotten == 0
    one.press("enter")
    assert one.hand.forgotten == 1


def test_names_and_texts_are_shown_and_never_obeyed(store: Store, clock: Clock) -> None:
    nasty = replace(choice("question-0"), prompt=text("\x1b[2Jhello [bold]x[/bold]"))
    one = Booth(begin(store, clock, Mode.TURNS, ["[red]Ani\u202e"], [module(nasty)]), clock)
    seen = one.sees()
    assert "\x1b" not in seen and "\u202e" not in seen and "[bold]x[/bold]" in seen and "[red]Ani" in seen


def test_forty_people_fit_into_the_strip_around_the_one_who_is_next(store: Store, clock: Clock) -> None:
    names = " ".join(f"Person{chr(65 + n // 20)}{chr(65 + n % 20)}" for n in range(40))
    one = booth(store, clock, Mode.CARDS, people=names)
    one.press("a" * 20)
    (strip,) = [row for row in of_screen(one, 80, 24) if "[" in row]
    assert len(strip) < 80 and "PersonAT ✓  [PersonBA]  PersonBB" in strip
    assert "Here: 40 of 40" in one.press("m").sees() and "40. PersonBT" in one.sees()


def test_in_a_long_list_whoever_is_meant_is_in_sight(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS, people=" ".join(f"P{chr(65 + n // 20)}{chr(65 + n % 20)}" for n in range(90)))
    one.press("m")
    assert "[1. PAA]" in one.sees()
    one.press("up")
    assert "[90. PEJ]" in one.sees()
    one.press("down")
    assert "[1. PAA]" in one.sees()


# Role-plays


def played(store: Store, clock: Clock, people: str = "Ani Budi Citra") -> Booth:
    kettle = replace(WORKS, roleplays={"kettle": KETTLE})
    modules: list[Module] = [kettle]
    return Booth(begin(store, clock, Mode.CARDS, people.split(), modules, roleplay="kettle"), clock)


def reply(one: Booth, id: str) -> str:
    return "abcde"[one.live.state.now.question.drawn.options.index(id)]


def test_the_room_votes_on_a_reply_and_the_customer_reacts(store: Store, clock: Clock) -> None:
    one = played(store, clock)
    assert "Mood: 40 of 100" in one.sees() and "name (en): says first (en)" in one.sees()
    one.press(reply(one, "listen") * 2, reply(one, "poor"), "enter")
    seen = one.sees()
    assert "2 (67%)" in seen and "✓" not in seen and "feedback" not in seen and "Enter the customer answers" in seen
    one.press("enter")
    seen = one.sees()
    assert "reaction to listen" in seen and "Mood now: 60 of 100" in seen and "says second calmly" in seen


def test_of_replies_with_as_many_votes_the_trainer_takes_one(store: Store, clock: Clock) -> None:
    one = played(store, clock, people="Ani Budi")
    one.press(reply(one, "listen"), reply(one, "poor"), "enter", "enter")
    assert "As many votes each:" in one.sees() and one.live.state.number == 1
    one.press(reply(one, "rude"))
    assert one.live.state.number == 1
    one.press(reply(one, "poor"))
    assert "reaction to poor" in one.sees()


# When the records cannot be written


def test_what_could_not_be_saved_is_said_and_tried_again_with_enter(store: Store, clock: Clock) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.hand.keys.extend(["x", "enter"])
    one.face.failed([Line("The disk is full.")])
    assert "The disk is full." in one.sees() and "Enter try again" in one.sees() and not one.hand.keys
    one.hand.keys.append("q")
    with pytest.raises(Leave):
        one.face.failed([Line("The disk is full.")])
    # The question stands as it did.
    assert "option 0" in one.press("?", "?").sees()


def test_what_is_told_while_the_screen_is_on_stands_on_it_and_after_it_below(
    store: Store, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.face.tell([Line("Eka has joined.")])
    assert "Eka has joined." in one.sees()
    assert "Eka has joined." not in one.press("a").sees()
    one.face.stop()
    one.face.tell([Line("Saved.")])
    assert capsys.readouterr().out == "Saved.\n"


def test_at_the_end_the_debrief_is_told(store: Store, clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    one = booth(store, clock, Mode.CARDS)
    one.press(letters(one)[1] * 4, "enter", "q", "x")
    one.face.close(one.live)
    told = capsys.readouterr().out
    assert one.hand.is_stopped and "Ended early." in told and "Most tempting: option 1 (en)" in told


def test_at_the_end_of_a_role_play_the_customer_has_the_last_word(
    store: Store, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    one = played(store, clock)
    one.press(reply(one, "rude") * 3, "enter", "enter")
    assert one.live.state.ending == "angry"
    one.face.close(one.live)
    told = capsys.readouterr().out
    assert "reaction to rude" in told and "name (en): says angry (en)" in told and "A bad ending." in told
