"""Holding a session: each event is in the file before anything of it is shown, and resume is a replay."""

import sqlite3
from fractions import Fraction
from unittest.mock import patch

import pytest

from cstrain.app.session import opening
from cstrain.app.session.people import typed
from cstrain.core.attempt import Kind
from cstrain.core.session import (
    Away,
    Counted,
    Ended,
    Joined,
    KeyShown,
    Left,
    Mode,
    Next,
    NotNow,
    Paused,
    Replied,
    Revealed,
    Skipped,
    VotedAgain,
)
from cstrain.core.trainee import Trainee
from cstrain.errors import BadResponse, RecordsUnusable, SessionGoesOn, SessionOver, UnknownSession
from cstrain.records import attempts, sessions
from cstrain.records.store import Store
from tests.app.session.holding import NAMES, WELCOME, begin, do, id_of, is_stored, made, resumed, totals, vote
from tests.app.taking import choices
from tests.app.talking import SHOP
from tests.conftest import StoppedClock


def test_every_answer_is_a_supervised_attempt_kept_with_the_reveal(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aaab")
    assert made(store, "Ani") == []
    do(live, Revealed())
    (attempt,) = made(store, "Dewi")
    assert (attempt.started.kind, attempt.started.session) == (Kind.SESSION, live.head.id)
    assert totals(store, "Dewi") == [(0, 1, False)] and attempt.answers[0].response == "b"
    with store.reading() as db:
        assert db.execute("SELECT DISTINCT identity FROM attempt").fetchall() == [("supervised",)]
    assert is_stored(live, store.path)


def test_at_the_end_each_attempt_is_finished_with_what_the_person_was_asked(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS)
    vote(live, "aaaa", Revealed(), Next(), Away(person=id_of(store, "Dewi")))
    vote(live, "aab", Revealed(), KeyShown(), Next())
    vote(live, "aab", Revealed(), KeyShown(), Next())
    assert live.state.completed
    assert {name: totals(store, name) for name in NAMES} == {
        "Ani": [(3, 3, True)],
        "Budi": [(3, 3, True)],
        "Citra": [(1, 3, True)],
        "Dewi": [(1, 1, True)],
    }
    assert is_stored(live, store.path)


def test_who_leaves_has_a_finished_attempt_and_another_one_on_coming_back(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS)
    ani = id_of(store, "Ani")
    vote(live, "aaaa", Revealed(), Next(), Left(person=ani), Joined(person=ani))
    assert [bool(one.finished) for one in made(store, "Ani")] == [True]
    vote(live, "aaaa", Revealed(), Ended())
    assert totals(store, "Ani") == [(1, 1, True), (1, 1, True)]
    assert is_stored(live, store.path)


def test_a_second_vote_is_an_event_and_no_answer(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aabb", Revealed(), VotedAgain())
    vote(live, "aaaa", Revealed())
    assert [made(store, name)[0].score for name in NAMES] == [1, 1, 0, 0]
    assert all(made(store, name)[0].maximum == 1 for name in NAMES)


def test_in_teams_the_teams_answer_is_kept_with_each_member_who_is_there(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.TEAMS, teams=2)
    do(live, Away(person=live.state.teams[0].members[0]))
    vote(live, "ab", Revealed())
    kept = {name: len(made(store, name)) for name in NAMES}
    assert sorted(kept.values()) == [0, 1, 1, 1]


def test_in_a_counted_room_nobody_has_a_record(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.TALLY)
    do(live, Counted(option="a", count=30), Revealed(), Next())
    with store.reading() as db:
        for table in ("attempt", "participant", "trainee"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert is_stored(live, store.path)


def test_in_turns_each_person_has_an_attempt_of_their_own_questions(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.TURNS, names=("Ani", "Budi", "Citra"))
    while not live.state.is_over:
        vote(live, "a", Revealed(), Next())
    assert [totals(store, name) for name in ("Ani", "Budi", "Citra")] == [[(1, 1, True)]] * 3


def test_several_modules_give_each_person_an_attempt_for_each(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS, modules=(choices(2), choices(2, "care")), count=4)
    while not live.state.is_over:
        vote(live, "aaaa", Revealed(), Next())
    assert sorted((one.started.module, one.maximum) for one in made(store, "Ani")) == [("care", 2), ("welcome", 2)]


# Going on


def test_resume_shows_the_same_question_order_and_votes(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aabb", Revealed(), VotedAgain())
    do(live, live.voted(live.state.waiting[0], "c"))
    again = resumed(store, live, stopped.clock)
    assert again.state == live.state and again.question == live.question and again.people == live.people
    vote(again, "aaa", Revealed(), Next())
    vote(again, "aaaa", Revealed(), Ended())
    assert totals(store, "Citra") == [(1, 2, True)]
    assert is_stored(again, store.path)


def test_of_two_windows_the_second_is_told_and_shows_what_stands(store: Store, stopped: StoppedClock) -> None:
    first = begin(store, stopped.clock, Mode.CARDS)
    second = resumed(store, first, stopped.clock)
    ani, budi = (id_of(store, name) for name in ("Ani", "Budi"))
    do(first, first.voted(ani, "a"))
    with pytest.raises(SessionGoesOn):
        do(second, second.voted(budi, "a"))
    assert second.state == first.state
    do(second, second.voted(budi, "a"))
    with pytest.raises(SessionGoesOn):
        first.join(Trainee(id="x", name="Eka"), "Eka", "", "en")
    assert first.state != second.state
    first.reread()
    assert first.state == second.state and is_stored(first, store.path)


def test_what_cannot_happen_now_leaves_everything_as_it_was(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS)
    for attempt in (lambda: do(live, Revealed()), lambda: do(live, Next()), lambda: live.replied("a")):
        with pytest.raises(NotNow):
            attempt()
    with pytest.raises(BadResponse):
        live.voted(live.state.waiting[0], "nothing of the kind")
    assert sessions.events(store, live.head.id) == [] and is_stored(live, store.path)


def test_an_event_whose_saving_failed_is_stored_once_when_it_is_done_again(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aaaa")
    with pytest.raises(RecordsUnusable), patch.object(store, "db", FailsOnce(store.db, before_commit=True)):
        do(live, Revealed())
    assert made(store, "Ani") == []
    do(live, Revealed())
    assert len(made(store, "Ani")) == 1 and is_stored(live, store.path)


def test_an_event_that_was_stored_though_its_saving_seemed_to_fail_is_stored_once(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aaaa")
    with pytest.raises(RecordsUnusable), patch.object(store, "db", FailsOnce(store.db, before_commit=False)):
        do(live, Revealed())
    do(live, Revealed())
    assert live.state.now.is_revealed and len(made(store, "Ani")[0].answers) == 1
    assert is_stored(live, store.path)


class FailsOnce:
    """A connection whose commit fails: before it is done, or when it is done already."""

    def __init__(self, db: sqlite3.Connection, *, before_commit: bool) -> None:
        self._db = db
        self._before = before_commit

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def execute(self, statement: str, *values: object) -> object:
        if statement != "COMMIT":
            return self._db.execute(statement, *values)  # type: ignore[arg-type]
        if not self._before:
            self._db.execute("COMMIT")
        raise sqlite3.OperationalError("disk I/O error")


def test_questions_that_are_no_longer_there_are_skipped(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS)
    gone = live.state.plan.questions[0].drawn.item
    rest = {id: item for id, item in WELCOME.items.items() if id != gone}
    smaller = WELCOME.__class__(**{**WELCOME.__dict__, "items": rest})
    again = opening.go_on(store, live.head, {"welcome": smaller}, stopped.clock)
    assert not again.is_askable and again.skip_what_is_gone("en") == 1
    assert again.is_askable and again.state.number == 2
    nothing = opening.go_on(store, live.head, {}, stopped.clock)
    assert nothing.skip_what_is_gone("en") == 2 and nothing.state.is_over and nothing.is_askable


def test_a_person_who_was_erased_breaks_nothing(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aaaa", Revealed(), Next())
    ani = id_of(store, "Ani")
    with store.writing():
        store.db.execute("DELETE FROM participant WHERE trainee_id = ?", (ani,))
        store.db.execute("DELETE FROM answer WHERE attempt_id IN (SELECT id FROM attempt WHERE trainee_id = ?)", (ani,))
        store.db.execute("DELETE FROM drawn WHERE attempt_id IN (SELECT id FROM attempt WHERE trainee_id = ?)", (ani,))
        for table in ("attempt", "trainee_detail"):
            store.db.execute(f"DELETE FROM {table} WHERE trainee_id = ?", (ani,))
        store.db.execute("DELETE FROM trainee WHERE id = ?", (ani,))
    again = resumed(store, live, stopped.clock)
    assert again.state == live.state and again.label(ani) == again.real_name(ani) == "-"
    vote(again, "aaaa", Revealed(), Ended())
    assert again.state.scores[ani][1] == 2 and [one.maximum for one in made(store, "Budi")] == [2]


# Late comers


def test_a_late_comer_is_added_and_kept(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aaaa", Revealed(), Next())
    opening.late_comer(store, live, typed(store, "Ani Lestari"), "", "en", stopped.clock)
    late = id_of(store, "Ani Lestari")
    assert live.label(late) == "Ani L." and live.real_name(late) == "Ani Lestari"
    vote(live, "aaaaa", Revealed(), Ended())
    assert totals(store, "Ani Lestari") == [(1, 1, True)]
    with pytest.raises(NotNow):
        opening.late_comer(store, live, typed(store, "Fajar"), "", "en", stopped.clock)
    assert is_stored(live, store.path)


# Role-plays


def test_the_room_plays_a_role_play_and_each_reply_is_an_answer(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS, modules=(SHOP,), roleplay="kettle")
    assert live.question.total == 0 and live.item.id == "kettle/first"
    vote(live, ["listen", "listen", "listen", "poor"], Revealed())
    with pytest.raises(NotNow):
        live.replied("poor")
    do(live, live.replied("listen"))
    assert live.item.id == "kettle/second" and live.play.situation.mood == 60
    again = resumed(store, live, stopped.clock)
    assert again.question == live.question
    vote(again, ["fix", "wait", "fix", "promise"], Revealed())
    last = again.replied("fix")
    assert isinstance(last, Replied) and (last.question, last.ending, last.verdict) == (None, "glad", "good")
    do(again, last)
    assert again.state.completed and again.play.ending and again.play.ending.id == "glad" and again.is_askable
    (dewi,) = made(store, "Dewi")
    assert (dewi.score, dewi.maximum, dewi.critical_errors) == (Fraction(1, 3), 2, 1)
    assert is_stored(again, store.path)


def test_what_the_customer_said_is_told_again_as_the_room_heard_it(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS, modules=(SHOP,), roleplay="kettle")
    vote(live, ["poor"] * 4, Revealed())
    do(live, live.replied("poor"))
    heard = live.play.says.say("en")
    assert heard == live.prompt(2, "en") == "says second crossly (en)", "and not the first of its wordings"
    vote(live, ["wait"] * 4, Revealed())
    do(live, live.replied("wait"))
    assert live.prompt(2, "en") == heard
    assert opening.go_on(store, live.head, {}, stopped.clock).prompt(2, "en") == "kettle/second"


def test_a_role_play_that_has_changed_cannot_be_asked(store: Store, stopped: StoppedClock) -> None:
    live = begin(store, stopped.clock, Mode.CARDS, modules=(SHOP,), roleplay="kettle")
    again = opening.go_on(store, live.head, {}, stopped.clock)
    assert not again.is_askable and again.skip_what_is_gone("en") == 1
    assert again.state.ended_early and is_stored(again, store.path)


def test_a_question_that_is_gone_while_it_is_talked_over_is_gone_past(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS), "aabb", Revealed(), VotedAgain(), Paused())
    again = opening.go_on(store, live.head, {}, stopped.clock)
    assert again.skip_what_is_gone("en") == 3 and again.state.completed
    assert totals(store, "Ani") == [(1, 1, True)]


# Which there are


def test_the_newest_that_is_not_over_is_gone_on_with_unless_one_is_named(store: Store, stopped: StoppedClock) -> None:
    first, second, third = (begin(store, stopped.clock, Mode.CARDS) for _ in range(3))
    do(third, Ended())
    assert opening.unfinished(store, "").id == second.head.id
    assert opening.unfinished(store, first.head.id[:8].upper()).id == first.head.id
    with pytest.raises(SessionOver):
        opening.unfinished(store, third.head.id)
    with pytest.raises(UnknownSession) as unknown:
        opening.unfinished(store, "nothing")
    assert unknown.value.found == 0
    assert [one.head.id for one in opening.listed(store)] == [one.head.id for one in (third, second, first)]
    assert next((one.people, one.state.is_over) for one in opening.listed(store)) == (4, True)
    assert set(opening.names(store, first.head)) == {id_of(store, name) for name in NAMES}


def test_without_a_session_there_is_none_to_go_on_with(store: Store) -> None:
    with pytest.raises(UnknownSession):
        opening.unfinished(store, "")
    assert opening.listed(store) == []


def test_a_session_skipped_through_leaves_no_attempt(store: Store, stopped: StoppedClock) -> None:
    live = do(begin(store, stopped.clock, Mode.CARDS), Skipped(), Skipped(), Skipped())
    assert live.state.completed and list(attempts.outcomes(store, attempts.Selection())) == []
