"""A session step by step, in each mode."""

from fractions import Fraction

import pytest

from cstrain.core.session import (
    Away,
    Continued,
    Counted,
    Ended,
    Event,
    Here,
    Joined,
    KeyShown,
    Left,
    Mode,
    Next,
    Noted,
    NotNow,
    Passed,
    Paused,
    Plan,
    Replied,
    Revealed,
    Skipped,
    Team,
    Unvoted,
    Voted,
    VotedAgain,
    start,
)
from tests.core.session.rooms import go, may, plan, question, room, scored, vote, voted

ALL_RIGHT = "aaaa"


def test_a_session_without_questions_cannot_start() -> None:
    with pytest.raises(ValueError, match="nothing to ask"):
        start(plan(Mode.CARDS, 0))


# Cards


def test_everyone_votes_in_roster_order_and_those_to_come_are_told() -> None:
    session = room(Mode.CARDS)
    assert session.waiting == ("ani", "budi", "citra", "dewi") and Revealed not in session.allowed
    session = go(session, vote("ani"))
    assert session.waiting == ("budi", "citra", "dewi") and Revealed in session.allowed


def test_a_vote_can_be_corrected_and_taken_back_until_the_reveal() -> None:
    session = go(room(Mode.CARDS), vote("ani", "b"), vote("ani", "a"), vote("budi"), Unvoted(by="budi"))
    assert [(who, one.response) for who, one in session.now.round.votes.items()] == [("ani", "a")]
    with pytest.raises(NotNow):
        go(session, Unvoted(by="budi"))
    with pytest.raises(NotNow):
        go(session, Revealed(), vote("ani", "b"))


@pytest.mark.parametrize("wrong", [vote("nobody"), Voted(by="ani", response="x", score=Fraction(0))])
def test_only_who_is_there_votes_and_only_for_what_is_shown(wrong: Event) -> None:
    with pytest.raises(NotNow):
        go(room(Mode.CARDS), wrong)


def test_what_each_person_was_asked_is_what_counts_for_them() -> None:
    session = go(room(Mode.CARDS), Away(person="dewi"))
    session = voted(session, "aab", Revealed(), KeyShown(), Next())
    session = voted(go(session, Here(person="dewi")), "-aaa", Revealed(), Next())
    assert scored(session) == {"ani": (1, 1), "budi": (2, 2), "citra": (1, 2), "dewi": (1, 1)}
    assert [asked.missing for asked in session.asked] == [("dewi",), ("ani",), ()]


@pytest.mark.parametrize(("options", "is_proposed"), [("aabb", True), ("aaab", False), ("abbb", False), ("aaaa", False)])
def test_a_second_vote_is_proposed_where_30_to_70_percent_are_right(options: str, is_proposed: bool) -> None:
    session = voted(room(Mode.CARDS), options, Revealed())
    assert session.proposes_second_vote == is_proposed == (not session.key_is_out)
    assert may(session, VotedAgain, KeyShown, Next) == ({"VotedAgain", "KeyShown"} if is_proposed else {"Next"})


@pytest.mark.parametrize(("right", "is_proposed"), [(3, True), (7, True), (2, False), (8, False)])
def test_the_bounds_of_that_belong_to_it(right: int, is_proposed: bool) -> None:
    session = go(room(Mode.TALLY), Counted(option="a", count=right), Counted(option="b", count=10 - right), Revealed())
    assert session.proposes_second_vote == is_proposed


def test_the_second_vote_scores_nobody_and_the_key_is_out_after_it() -> None:
    session = voted(room(Mode.CARDS), "aabb", Revealed(), VotedAgain())
    assert not session.key_is_out and session.waiting == ("ani", "budi", "citra", "dewi")
    assert Skipped not in session.allowed
    session = voted(session, "aaaa", Revealed())
    assert session.key_is_out and session.now.is_second_vote and may(session, Next, VotedAgain, KeyShown) == {"Next"}
    assert scored(session)["citra"] == (0, 1)
    assert session.now.distribution == {"a": 4, "b": 0, "c": 0, "d": 0} and session.now.right_share == Fraction(1, 2)


def test_the_key_comes_out_if_no_second_vote_is_wanted() -> None:
    session = voted(room(Mode.CARDS), "aabb", Revealed(), KeyShown())
    assert session.key_is_out and Next in session.allowed


def test_a_second_vote_can_be_given_up() -> None:
    session = voted(room(Mode.CARDS), "aabb", Revealed(), VotedAgain(), vote("ani", "c"), KeyShown())
    assert session.key_is_out and not session.now.is_second_vote and Next in session.allowed


def test_who_leaves_keeps_the_score_and_takes_the_open_vote_along() -> None:
    session = voted(room(Mode.CARDS), ALL_RIGHT, Revealed(), Next(), vote("ani"), Left(person="ani"))
    assert scored(session)["ani"] == (1, 1) and "ani" not in session.now.round.votes and session.left == ("ani",)
    assert session.voters == ("budi", "citra", "dewi")
    with pytest.raises(NotNow):
        go(session, Left(person="ani"))


def test_a_late_comer_votes_from_then_on_and_one_who_left_can_come_back() -> None:
    session = voted(room(Mode.CARDS), ALL_RIGHT, Revealed(), Next(), Joined(person="eka"), Left(person="ani"))
    session = go(session, Joined(person="ani"))
    assert session.voters == ("budi", "citra", "dewi", "eka", "ani")
    assert session.late == {"eka": 2} and session.left == ()
    with pytest.raises(NotNow):
        go(session, Joined(person="eka"))


def test_someone_away_takes_the_open_vote_along_and_cannot_be_away_twice() -> None:
    session = go(room(Mode.CARDS), vote("ani"), Away(person="ani"))
    assert session.waiting == ("budi", "citra", "dewi") and not session.now.round.votes
    for event in (Away(person="ani"), Here(person="budi")):
        with pytest.raises(NotNow):
            go(session, event)


def test_a_question_that_is_skipped_was_asked_of_nobody() -> None:
    session = go(room(Mode.CARDS), vote("ani"), Skipped())
    assert session.number == 2 and session.scores == {} and session.asked[0].skipped and not session.asked[0].is_answered


def test_the_session_is_over_after_its_last_question_whether_answered_or_skipped() -> None:
    answered = voted(room(Mode.CARDS, 1), ALL_RIGHT, Revealed(), Next())
    skipped = go(room(Mode.CARDS, 1), Skipped())
    assert answered.completed and skipped.completed and answered.allowed == skipped.allowed == frozenset()


def test_the_trainer_can_end_it_early_also_while_it_is_paused() -> None:
    session = go(room(Mode.CARDS), vote("ani"), Paused(), Ended())
    assert session.is_over and session.ended_early and not session.completed and session.scores == {}
    assert session.waiting == () and not session.paused


def test_while_it_is_paused_people_come_and_go_but_nobody_votes() -> None:
    session = go(room(Mode.CARDS), Paused(), Left(person="ani"), Joined(person="eka"), Noted(text="tea"))
    assert not may(session, Voted, Revealed, Skipped, Paused)
    session = go(session, Continued(), vote("eka"))
    assert session.now.notes == ("tea",)


# Tally


def test_the_room_is_counted_and_nobody_has_a_score() -> None:
    session = go(room(Mode.TALLY), Counted(option="a", count=3), Counted(option="b", count=9), Counted(option="b", count=1))
    assert session.now.distribution == {"a": 3, "b": 1, "c": 0, "d": 0}
    session = go(session, Revealed())
    assert session.now.right_share == Fraction(3, 4) and session.scores == {} and session.waiting == ()
    assert not may(session, Joined, Left, Away, Here, Voted)


@pytest.mark.parametrize("wrong", [Counted(option="x", count=1), Counted(option="a", count=-1)])
def test_a_count_is_of_an_option_and_not_below_zero(wrong: Counted) -> None:
    with pytest.raises(NotNow):
        go(room(Mode.TALLY), wrong)


def test_an_empty_count_is_no_vote() -> None:
    session = go(room(Mode.TALLY), Counted(option="a", count=2), Counted(option="a", count=0))
    assert Revealed not in session.allowed and session.now.right_share is None and session.leading == ()


# Teams


def test_each_team_answers_once_and_its_answer_is_that_of_the_members_there() -> None:
    session = go(room(Mode.TEAMS), Away(person="budi"))
    assert session.voters == ("1", "2")
    session = voted(session, "ab", Revealed())
    assert scored(session) == {"ani": (1, 1), "citra": (0, 1), "dewi": (0, 1)}
    assert [(team, int(score), most) for team, (score, most) in session.team_scores.items()] == [
        ("1", 1, 1),
        ("2", 0, 1),
    ] and session.now.missing == ("budi",)
    assert not session.proposes_second_vote


def test_a_team_with_nobody_there_is_not_waited_for() -> None:
    session = go(room(Mode.TEAMS), vote("1"), Away(person="ani"), Left(person="budi"))
    assert session.voters == ("2",) and session.now.round.votes == {}


def test_a_late_comer_joins_the_smallest_team_or_the_one_named() -> None:
    session = go(room(Mode.TEAMS), Left(person="citra"), Joined(person="eka"), Joined(person="fajar", team="2"))
    assert [team.members for team in session.teams] == [("ani", "budi"), ("dewi", "eka", "fajar")]
    team = session.team_of("eka")
    assert team and team.id == "2" and session.team_of("citra") is None


def test_only_teams_have_scores_of_teams() -> None:
    assert voted(room(Mode.CARDS), ALL_RIGHT, Revealed()).team_scores == {}


# Role-plays


def talk(mode: Mode) -> Plan:
    return plan(mode, 1, roleplay="kettle")


def test_the_room_goes_on_with_a_reply_that_has_most_votes() -> None:
    session = voted(start(talk(Mode.CARDS)), "aabb", Revealed())
    assert session.leading == ("a", "b") and session.total is None
    assert not session.key_is_out and may(session, Next, Replied, Skipped, VotedAgain) == {"Replied"}
    with pytest.raises(NotNow):
        go(session, Replied(reply="c", question=question(2)))
    session = go(session, Replied(reply="b", question=question(2)))
    assert session.number == 2 and session.asked[0].reply == "b" and Skipped not in session.allowed


def test_a_role_play_ends_with_its_ending() -> None:
    session = voted(start(talk(Mode.TEAMS)), "aa", Revealed(), Replied(reply="a", question=None, ending="calm", verdict="good"))
    assert session.completed and (session.ending, session.verdict) == ("calm", "good")


def test_in_turns_each_reply_is_someone_elses() -> None:
    session = start(talk(Mode.TURNS))
    session = voted(session, "a", Revealed(), Replied(reply="a", question=question(2)))
    assert session.now.turn == "budi"


# Turns


def test_passing_gives_the_question_to_the_next_or_to_a_colleague_and_the_turn_is_still_to_come() -> None:
    session = go(room(Mode.TURNS), Passed())
    assert session.voters == ("budi",)
    session = go(session, Passed(to="dewi"))
    assert session.voters == ("dewi",) and session.now.declined == ("ani", "budi")
    session = voted(session, "a", Revealed(), Next())
    assert scored(session) == {"dewi": (1, 1)} and session.now.turn == "ani"


@pytest.mark.parametrize("to", ["ani", "nobody"])
def test_a_question_passes_only_to_a_colleague_who_is_there(to: str) -> None:
    with pytest.raises(NotNow):
        go(room(Mode.TURNS), Passed(to=to))


def test_when_everyone_has_passed_nobody_is_left_to_pass_to() -> None:
    session = go(room(Mode.TURNS, people=("ani", "budi")), Passed())
    assert Passed not in session.allowed
    assert go(session, Left(person="budi")).now.turn == "ani"


def test_a_question_passes_no_more_once_it_is_answered() -> None:
    assert Passed not in go(room(Mode.TURNS), vote("ani")).allowed


def test_a_turn_moves_on_when_its_owner_goes_and_waits_when_nobody_is_there() -> None:
    session = go(room(Mode.TURNS, people=("ani", "budi")), vote("ani"), Away(person="ani"))
    assert session.now.turn == "budi" and session.now.round.votes == {}
    session = go(session, Left(person="budi"))
    assert session.voters == () and Voted not in session.allowed and Skipped in session.allowed
    assert go(session, Here(person="ani")).now.turn == "ani"
    assert go(session, Joined(person="eka")).now.turn == "eka"


def test_who_comes_late_or_back_does_not_catch_up_on_turns() -> None:
    session = go(room(Mode.TURNS, 9, people=("ani", "budi")), Away(person="budi"))
    for _ in range(3):
        session = voted(session, "a", Revealed(), Next())
    session = go(session, Here(person="budi"), Joined(person="eka"))
    turns = []
    for _ in range(6):
        turns.append(session.now.turn)
        session = voted(session, "a", Revealed(), Next())
    assert sorted(turns) == ["ani", "ani", "budi", "budi", "eka", "eka"]


def test_in_turns_those_away_missed_it_and_the_others_were_not_asked() -> None:
    session = go(room(Mode.TURNS), Away(person="dewi"))
    assert voted(session, "a", Revealed()).now.missing == ("dewi",)


def test_the_order_of_turns_is_the_drawn_one() -> None:
    session = room(Mode.TURNS, order=("dewi", "citra", "budi", "ani"))
    assert session.now.turn == "dewi"


def test_teams_may_be_named_or_not() -> None:
    assert room(Mode.TEAMS, teams=(Team(id="1", name="Kasir", members=("ani",)),)).voters == ("1",)
