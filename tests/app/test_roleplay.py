"""Playing a role-play: each reply is committed whole with what follows from it, and the talk can be rebuilt from that."""

import sqlite3
from datetime import timedelta
from fractions import Fraction

import pytest

from cstrain.app import roleplay as playing
from cstrain.app.report import Filters, report
from cstrain.app.roleplay import LivePlay, Wish, from_decision, kept
from cstrain.core.attempt import Ending, Kind
from cstrain.core.module import Module
from cstrain.core.roleplay import Roleplay
from cstrain.core.roleplay.transcript import Transcript
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import AlreadyAnswered, BadResponse, RecordsDamaged, UnknownAttempt
from cstrain.records import answers, attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.talking import COACHED, SHOP, STRAIGHT, brief, go_on, play, standing, stored, with_talks
from tests.conftest import StoppedClock
from tests.talks import KETTLE, ending, line, node, reply, roleplay, text

# One reply after the other


def test_a_talk_is_played_from_its_first_line_to_an_ending(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock)
    for number, (at, chosen) in enumerate([("first", "listen"), ("second", "fix")], start=1):
        question = live.question
        assert question and (question.number, question.item.id) == (number, f"kettle/{at}")
        assert question.options == live.play.shown
        assert live.answer(chosen, "en").score == 1
    assert live.question is None and live.state.finished
    assert (live.state.finished.roleplay_ending, live.state.finished.verdict) == ("glad", "good")
    assert (live.state.score, live.state.maximum, live.state.passed) == (Fraction(2), 2, True)


def test_every_reply_is_in_the_file_with_what_follows_from_it(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """The next decision with its replies in their order, or the end: nothing is left to be worked out later."""
    live = play(store, sari, stopped.clock)
    assert stored(live, store.path)
    live.answer("poor", "en")
    assert stored(live, store.path) and live.state.prompt and live.state.prompt.options == live.play.shown
    live.answer("wait", "en")
    assert stored(live, store.path) and live.state.finished


def test_a_reply_and_what_was_said_are_one_commit(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "listen")
    before = live.state
    for table in ("turn", "finish"):
        store.db.execute(f"CREATE TEMP TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END")
        with pytest.raises(sqlite3.IntegrityError):
            live.answer("fix", "en")
        store.db.execute("DROP TRIGGER refuse")
        assert live.state == before and stored(live, store.path)
    live.answer("fix", "en")
    assert live.state.passed and stored(live, store.path)


def test_what_a_reply_came_to_is_known_as_it_is_kept(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock)
    for reply_given in ("listen", "fix"):
        live.answer(reply_given, "en")
        kept_now = live.transcript
        assert live.latest == Transcript(turns=kept_now.turns[-1:], parting=kept_now.parting)


def test_a_reply_that_is_not_offered_records_nothing(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """A promise is offered in a good mood only."""
    live = play(store, sari, stopped.clock, "poor")
    with pytest.raises(BadResponse):
        live.answer("promise", "en")
    assert live.state.position == 1 and stored(live, store.path)


def test_a_critical_reply_does_not_pass_even_with_a_good_ending(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "listen", "promise")
    (outcome,) = attempts.outcomes(store, Selection())
    assert (outcome.verdict, outcome.passed, outcome.critical_errors) == ("good", False, 1)
    assert outcome.score == Fraction(1) and outcome.percent == 50 and stored(live, store.path)


def test_the_clock_is_watched_as_for_answers(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock)
    for moved, chosen in ((0, "listen"), (-7200, "fix")):
        assert live.question
        stopped.forward(seconds=10)
        stopped.at += timedelta(seconds=moved)
        live.answer(chosen, "en")
    assert [answer.clock_step_s for answer in live.state.answers] == [0, -7200]
    assert [answer.elapsed_ms for answer in live.state.answers] == [10_000, 10_000]
    assert verify(store).set_back == 1 and verify(store).flaws == ()


def test_a_reply_given_in_another_window_is_told_and_the_talk_goes_on_from_there(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = play(store, sari, stopped.clock)
    with Store(store.path) as window:
        other = go_on(window, sari, stopped.clock)
        assert other
        other.answer("poor", "en")
        with pytest.raises(AlreadyAnswered):
            live.answer("listen", "en")
        assert live.play.situation == other.play.situation and live.question
        live.answer("fix", "en")
        assert stored(live, store.path) and len(live.transcript.turns) == 2


# Leaving and coming back


def test_a_talk_goes_on_where_it_was_left_in_the_same_words_and_order(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "listen")
    with Store(store.path) as later:
        again = go_on(later, sari, stopped.clock)
        assert again and (again.state, again.question, again.play) == (live.state, live.question, live.play)
        again.answer("fix", "id")
        assert again.state.passed and stored(again, store.path)


def test_there_is_nothing_to_go_on_with_before_a_start(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    assert brief(store, sari).unfinished is None
    with pytest.raises(ValueError, match="nothing to go on with"):
        go_on(store, sari, stopped.clock)


def test_starting_again_closes_what_was_left_of_the_same_kind_and_role_play_alone(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    shop = with_talks(KETTLE, replace(KETTLE, id="lamp"))
    for wish, id in ((STRAIGHT, "kettle"), (COACHED, "kettle"), (STRAIGHT, "lamp"), (STRAIGHT, "kettle")):
        play(store, sari, stopped.clock, "poor", wish=wish, shop=shop, id=id)
    endings = [(one.roleplay, one.kind, one.ending, one.maximum) for one in attempts.outcomes(store, Selection())]
    assert endings == [
        ("kettle", Kind.ROLEPLAY, Ending.ABANDONED, 1),
        ("kettle", Kind.REHEARSAL, None, 1),
        ("lamp", Kind.ROLEPLAY, None, 1),
        ("kettle", Kind.ROLEPLAY, None, 1),
    ]
    assert verify(store).flaws == ()


def changed(**parts: object) -> Roleplay:
    """The kettle with other choices in its second node."""
    second = replace(KETTLE.nodes[1], **parts)
    return replace(KETTLE, nodes=(KETTLE.nodes[0], second))


def calmer() -> Roleplay:
    first = KETTLE.nodes[0]
    choices = tuple(replace(choice, mood=0) for choice in first.choices)
    return replace(KETTLE, nodes=(replace(first, choices=choices), KETTLE.nodes[1]))


def without_listening() -> Roleplay:
    first = KETTLE.nodes[0]
    return replace(KETTLE, nodes=(replace(first, choices=first.choices[1:]), KETTLE.nodes[1]))


CHANGES: dict[str, Roleplay] = {
    "its node gone": roleplay(node("first", reply("listen", 3, to="end"), reply("poor", 0, to="end")), ending("end", "good")),
    "its node of another name": replace(
        KETTLE,
        nodes=(
            replace(
                KETTLE.nodes[0],
                choices=tuple(replace(choice, to=(choice.to[0].__class__(to="then"),)) for choice in KETTLE.nodes[0].choices),
            ),
            replace(KETTLE.nodes[1], id="then"),
        ),
    ),
    "a reply less": changed(choices=KETTLE.nodes[1].choices[:2]),
    "a reply that was given gone": without_listening(),
    "in another mood": calmer(),
}


@pytest.mark.parametrize("now", CHANGES.values(), ids=CHANGES.keys())
def test_a_talk_that_is_no_longer_the_same_is_withdrawn(
    store: Store, sari: Trainee, stopped: StoppedClock, now: Roleplay
) -> None:
    play(store, sari, stopped.clock, "listen")
    assert go_on(store, sari, stopped.clock, shop=with_talks(replace(now, id="kettle"))) is None
    (outcome,) = attempts.outcomes(store, Selection())
    assert (outcome.ending, outcome.passed, outcome.roleplay_ending) == (Ending.WITHDRAWN, False, "")
    assert standing(store, sari).played == 0 and verify(store).flaws == ()


def test_new_wording_is_no_reason_and_what_was_said_stays_as_it_was(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "listen")
    reworded = changed(says=(line("in new words"),), content_hash="new hash")
    live = go_on(store, sari, stopped.clock, shop=with_talks(reworded))
    assert live and live.play.says == text("in new words")
    live.answer("fix", "en")
    assert [turn.says for turn in live.transcript.turns] == [text("says first"), text("in new words")]
    assert [row.content_hash for row in answers.answer_rows(store, Selection())] == ["hash of first", "new hash"]


def test_a_talk_that_another_window_ended_is_shown_as_it_ended(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "listen")
    offered = brief(store, sari)
    live.answer("fix", "en")
    ended = playing.go_on(store, offered, stopped.clock)
    assert ended and ended.state == live.state and ended.question is None


# Rehearsals


@pytest.mark.parametrize("wish", [COACHED, Wish(seed=7), Wish(coach=True, seed=7)])
def test_a_coach_or_a_seed_means_a_rehearsal_that_has_no_result(
    store: Store, sari: Trainee, stopped: StoppedClock, wish: Wish
) -> None:
    live = play(store, sari, stopped.clock, "listen", "fix", wish=wish)
    assert (live.state.started.kind, live.state.passed) == (Kind.REHEARSAL, False)
    one = standing(store, sari)
    assert (one.played, one.rehearsed, one.passed, one.best_verdict) == (0, 1, False, "")


def test_one_seed_gives_one_talk(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    first, second = (play(store, sari, stopped.clock, "poor", wish=Wish(seed=7)) for _ in range(2))
    assert first.state.started.plan == second.state.started.plan
    assert brief(store, sari, Wish(seed=7)).unfinished is None
    unfinished = brief(store, sari, COACHED).unfinished
    assert unfinished and unfinished.attempt == second.state.started.attempt


def test_again_from_a_decision_begins_there_and_counts_from_there(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    first = play(store, sari, stopped.clock, "listen", "wait")
    wish = from_decision(first.state, 1)
    again = play(store, sari, stopped.clock, wish=wish)
    question = again.question
    assert question and question.item.id == "kettle/second" and question.options == first.state.started.plan[1].options
    assert again.play.situation.mood == 60
    again.answer("fix", "en")
    assert (again.state.maximum, again.state.score, len(again.transcript.turns)) == (1, Fraction(1), 1)
    assert again.transcript.moods == (60, 70) and stored(again, store.path)
    assert (standing(store, sari).played, standing(store, sari).rehearsed) == (1, 1)


def test_again_from_a_decision_of_such_a_talk_goes_back_to_the_same_place(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    first = play(store, sari, stopped.clock, "listen", "wait")
    again = play(store, sari, stopped.clock, "wait", wish=from_decision(first.state, 1))
    assert from_decision(again.state, 0) == from_decision(first.state, 1)


def test_a_rehearsal_from_a_decision_is_gone_on_with_too(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    first = play(store, sari, stopped.clock, "listen", "wait")
    again = play(store, sari, stopped.clock, wish=from_decision(first.state, 1))
    resumed = go_on(store, sari, stopped.clock, wish=COACHED)
    assert resumed and (resumed.state, resumed.question) == (again.state, again.question)


# Standing


def test_the_standing_is_that_of_the_best_talk_played_through(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    assert (standing(store, sari).played, standing(store, sari).best_percent) == (0, None)
    for replies in (("rude",), ("poor", "wait"), ("listen", "promise"), ("listen", "fix"), ("poor",)):
        play(store, sari, stopped.clock, *replies)
    one = standing(store, sari)
    assert (one.played, one.passed, one.best_verdict, one.best_percent) == (4, True, "good", 100.0)
    assert one.open_attempt


def test_a_bad_ending_is_better_than_none_and_a_mixed_one_better_than_a_bad_one(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    verdicts = []
    for replies in (("rude",), ("poor", "wait")):
        play(store, sari, stopped.clock, *replies)
        verdicts.append(standing(store, sari).best_verdict)
    assert verdicts == ["bad", "mixed"] and not standing(store, sari).passed


def test_without_role_plays_there_is_no_standing(store: Store, sari: Trainee) -> None:
    nothing: Module = with_talks()
    assert playing.standings(store, [nothing], sari) == [] and playing.unplayed([nothing]) == []
    assert [one.played for one in playing.unplayed([SHOP])] == [0]


# Read again


def test_a_talk_is_found_by_the_beginning_of_its_id(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "listen", "fix")
    state, transcript = kept(store, live.state.started.attempt[:8].upper())
    assert (state, transcript) == (live.state, live.transcript)


@pytest.mark.parametrize(("beginning", "found"), [("nobody", 0), ("", 2), ("%", 0)])
def test_what_names_none_or_several_is_refused(
    store: Store, sari: Trainee, stopped: StoppedClock, beginning: str, found: int
) -> None:
    for _ in range(2):
        play(store, sari, stopped.clock)
    with pytest.raises(UnknownAttempt, check=lambda error: (error.wanted, error.found) == (beginning, found)):
        kept(store, beginning)


@pytest.mark.parametrize(
    "change", ["UPDATE turn SET said = '{'", "UPDATE turn SET said = '[]'", "UPDATE answer SET answered_at = ''"]
)
def test_what_was_altered_beyond_reading_is_told_as_damaged(
    store: Store, sari: Trainee, stopped: StoppedClock, change: str
) -> None:
    live = play(store, sari, stopped.clock, "listen")
    store.db.execute(change)
    with pytest.raises(RecordsDamaged, check=lambda error: live.state.started.attempt in error.detail):
        kept(store, live.state.started.attempt)


def test_a_decision_cannot_be_drawn_after_the_end(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live: LivePlay = play(store, sari, stopped.clock, "rude")
    with pytest.raises(ValueError, match="the talk is over"):
        playing.decision(live.play)


@pytest.mark.parametrize("said", ["{}", "[", "[]", '{"says": 1}'])
def test_words_that_cannot_be_read_stop_an_export_with_the_attempt_named(
    store: Store, sari: Trainee, stopped: StoppedClock, said: str
) -> None:
    live = play(store, sari, stopped.clock, "listen")
    store.db.execute("UPDATE turn SET said = ?", (said,))
    told = f"attempt {live.state.started.attempt}"
    with pytest.raises(RecordsDamaged, check=lambda error: error.detail == told):
        list(report("answers", store, [SHOP], Filters(), stopped.clock).tables[0].rows)
    with pytest.raises(RecordsDamaged, check=lambda error: error.detail == told):
        _ = live.transcript


def test_a_verdict_that_nobody_knows_ranks_below_all_others(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "rude")
    play(store, sari, stopped.clock, "poor", "wait")
    store.db.execute("PRAGMA ignore_check_constraints = ON")
    for altered in ("", "won"):
        store.db.execute("UPDATE finish SET verdict = ?", (altered,))
        assert standing(store, sari).best_verdict == ""
    play(store, sari, stopped.clock, "rude")
    assert standing(store, sari).best_verdict != ""
