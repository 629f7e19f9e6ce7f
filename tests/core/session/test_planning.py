"""Drawing a session: questions suited to the room, teams of a size, and what is told afterwards."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.session import Away, Counted, Event, Joined, KeyShown, Left, Mode, Next, Revealed, Skipped, VotedAgain, debrief
from cstrain.core.session.planning import available, chosen_questions, drawn_questions, suits, usual_count
from cstrain.core.session.turns import dealt, drawn_order, team_count
from tests.core.session.rooms import FOUR, go, room, voted
from tests.making import choice, match, module, multi, number

MIXED = module(choice("one"), choice("two", twin_set="twins"), choice("three", twin_set="twins"), multi(), match(), number())
OTHER = module(*(choice(f"other-{n}") for n in range(6)), id="other")


@pytest.mark.parametrize(("mode", "count"), [(Mode.TURNS, 5), (Mode.TEAMS, 2), (Mode.CARDS, 2), (Mode.TALLY, 2)])
def test_cards_take_choices_alone_and_one_person_any_question(mode: Mode, count: int) -> None:
    assert available([MIXED], mode) == count
    assert len(drawn_questions([MIXED], mode, 99, Random(1))) == count


def test_a_choice_with_more_options_than_there_are_cards_does_not_suit_them() -> None:
    item = choice(grades=(3, 0, 0, 0, 0, 0))
    assert suits(item, Mode.TURNS) and not suits(item, Mode.CARDS)


def test_several_modules_give_about_as_many_each_in_a_seeded_order() -> None:
    drawn = drawn_questions([MIXED, OTHER], Mode.CARDS, 5, Random(7))
    assert sorted(one.module for one in drawn) == ["other", "other", "other", "welcome", "welcome"]
    assert drawn == drawn_questions([MIXED, OTHER], Mode.CARDS, 5, Random(7))
    assert drawn != drawn_questions([MIXED, OTHER], Mode.CARDS, 5, Random(8))
    assert all(one.right == ("a",) for one in drawn)


def test_chosen_items_come_in_the_order_named() -> None:
    items = [(OTHER, OTHER.items["other-3"]), (MIXED, MIXED.items["multi"])]
    chosen = chosen_questions(items, Random(1))
    assert [(one.module, one.drawn.item, one.right) for one in chosen] == [("other", "other-3", ("a",)), ("welcome", "multi", ())]


@pytest.mark.parametrize(
    ("people", "mode", "there_are", "count"),
    [(20, Mode.CARDS, 30, 10), (3, Mode.TURNS, 30, 9), (20, Mode.TURNS, 30, 20), (20, Mode.TURNS, 7, 7), (0, Mode.TURNS, 4, 4)],
)
def test_without_a_wish_all_get_as_many_where_there_are_enough(people: int, mode: Mode, there_are: int, count: int) -> None:
    assert usual_count(people, mode, there_are) == count


@given(st.integers(1, 40), st.integers(2, 6), st.integers(0, 9))
def test_teams_are_balanced_and_everyone_is_in_one(people: int, count: int, seed: int) -> None:
    names = [f"person {n}" for n in range(people)]
    teams = dealt(names, {}, count, Random(seed))
    sizes = [len(team.members) for team in teams]
    assert max(sizes) - min(sizes) <= 1 and len(teams) == count
    assert sorted(member for team in teams for member in team.members) == sorted(names)


def test_the_roster_may_say_who_is_in_which_team_and_the_rest_are_dealt() -> None:
    first, second = dealt(FOUR, {"ani": "Kasir", "budi": "Kasir", "dewi": "Gudang"}, 6, Random(1))
    assert (first.name, first.members) == ("Kasir", ("ani", "budi"))
    assert (second.name, second.members) == ("Gudang", ("citra", "dewi"))


def test_one_team_named_alone_gets_another_to_play_against() -> None:
    first, second = dealt(FOUR, {"ani": "Kasir"}, 6, Random(1))
    assert (first.name, second.name) == ("Kasir", "") and len(first.members) == len(second.members) == 2


@pytest.mark.parametrize(("people", "teams"), [(2, 2), (8, 2), (12, 3), (20, 5), (60, 6)])
def test_how_many_teams_there_are_follows_from_how_many_people(people: int, teams: int) -> None:
    assert team_count(people) == teams


def test_an_order_is_drawn_over_everyone() -> None:
    assert sorted(drawn_order(FOUR, Random(3))) == sorted(FOUR)


# The debrief


def test_the_debrief_tells_the_hardest_first_with_the_most_tempting_wrong_option() -> None:
    session = voted(room(Mode.CARDS), "aaab", Revealed(), Next())
    session = voted(session, "bccc", Revealed(), Next())
    session = voted(session, "aaaa", Revealed(), Next())
    told = debrief(session)
    assert [(one.number, one.tempting, one.share) for one in told.hardest] == [(2, "c", 0), (1, "b", Fraction(3, 4))]
    assert told.repeat == (("welcome", "F-2"),) and told.hardest[0].answers == 4
    assert told.hardest[0].distribution == {"a": 0, "b": 1, "c": 3, "d": 0}


def test_the_gain_is_that_of_those_who_voted_twice() -> None:
    session = go(voted(room(Mode.CARDS), "aabb", Revealed(), VotedAgain()), Left(person="ani"), Joined(person="eka"))
    (gain,) = debrief(voted(session, "aaba", Revealed())).gains
    assert (gain.people, gain.before, gain.after, gain.points) == (3, Fraction(1, 3), Fraction(2, 3), 33)


def test_nobody_who_voted_twice_is_no_gain() -> None:
    session = go(voted(room(Mode.CARDS, people=("ani", "budi")), "ab", Revealed(), VotedAgain()), Joined(person="eka"))
    (gain,) = debrief(voted(session, "--a", Revealed())).gains
    assert (gain.people, gain.points) == (0, 0)


def test_of_a_counted_room_it_is_that_of_the_counts() -> None:
    counted: list[Event] = [Counted(option="a", count=2), Counted(option="b", count=2), Revealed()]
    session = go(room(Mode.TALLY), *counted, VotedAgain(), Counted(option="a", count=3), Counted(option="c", count=1), Revealed())
    (gain,) = debrief(session).gains
    assert (gain.before, gain.after, gain.points, gain.again) == (
        Fraction(1, 2),
        Fraction(3, 4),
        25,
        {"a": 3, "b": 0, "c": 1, "d": 0},
    )


def test_a_second_vote_that_was_not_closed_is_no_gain() -> None:
    assert debrief(voted(room(Mode.CARDS), "aabb", Revealed(), VotedAgain())).gains == ()


def test_people_stand_in_roster_order_and_teams_the_best_first() -> None:
    told = debrief(voted(room(Mode.TEAMS), "ba", Revealed()))
    assert [one.who for one in told.people] == list(FOUR)
    assert [(one.who, int(one.score), one.maximum) for one in told.teams] == [("2", 1, 1), ("1", 0, 1)]


def test_it_tells_who_was_absent_late_or_left() -> None:
    session = go(room(Mode.CARDS), Away(person="dewi"))
    session = voted(session, "aaa", Revealed(), Next(), Joined(person="eka"), Left(person="ani"), Skipped())
    told = debrief(session)
    assert (told.missed, told.late, told.left, told.skipped) == ({"dewi": (1,)}, {"eka": 2}, ("ani",), 1)
    assert [one.who for one in told.people] == ["ani", "budi", "citra"]


def test_the_notes_of_a_question_are_told_with_it() -> None:
    session = voted(room(Mode.CARDS), "aabb", Revealed(), KeyShown())
    assert debrief(session).questions[0].notes == ()
