"""A graded session: whoever was asked every question of a module has taken its quiz, nobody else."""

from cstrain.app import quiz
from cstrain.app.quiz import Wish as QuizWish
from cstrain.app.session import opening
from cstrain.app.session.live import LiveSession
from cstrain.app.session.opening import Wish
from cstrain.app.session.people import seated
from cstrain.core.attempt import Ending, Kind
from cstrain.core.module import Module
from cstrain.core.session import Away, Ended, Here, KeyShown, Left, Mode, Next, Revealed, Skipped, VotedAgain
from cstrain.core.trainee import Trainee
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.app.session.holding import begin, do, id_of, is_stored, made, resumed, rows, totals, vote
from tests.app.taking import choices, take
from tests.conftest import StoppedClock

WELCOME = choices(2, graded_attempts=1)


def graded(store: Store, stopped: StoppedClock, *modules: Module) -> LiveSession:
    return begin(store, stopped.clock, Mode.CARDS, ("Ani", "Budi"), modules or (WELCOME,), graded=True)


def kinds(store: Store, name: str) -> list[Kind]:
    return [one.started.kind for one in made(store, name)]


def someone(store: Store, name: str) -> Trainee:
    return next(one for one in trainees.everyone(store) if one.name == name)


def test_the_quiz_is_taken_with_the_last_of_its_questions(store: Store, stopped: StoppedClock) -> None:
    live = vote(graded(store, stopped), "aa", Revealed(), Next())
    assert made(store, "Ani") == []
    vote(live, "ab", Revealed())
    assert kinds(store, "Ani") == [Kind.QUIZ] and totals(store, "Ani") == [(2, 2, True)]
    (ani,), (budi,) = made(store, "Ani"), made(store, "Budi")
    assert ani.passed and not budi.passed and ani.finished and ani.finished.ending is Ending.COMPLETED
    do(live, KeyShown(), Next())
    assert live.state.completed and len(made(store, "Ani")) == 1 and is_stored(live, store.path)


def test_it_uses_an_attempt_and_counts_as_any_other(store: Store, stopped: StoppedClock) -> None:
    live = graded(store, stopped)
    vote(vote(live, "aa", Revealed(), Next()), "aa", Revealed(), Next())
    standing = quiz.standing(store, WELCOME, someone(store, "Ani"), stopped.clock)
    assert (standing.attempts, standing.attempts_left, standing.best) == (1, 0, 100.0)


def test_a_second_vote_changes_nothing_of_it(store: Store, stopped: StoppedClock) -> None:
    live = vote(graded(store, stopped), "ab", Revealed(), VotedAgain())
    vote(live, "aa", Revealed(), Next())
    vote(live, "aa", Revealed())
    assert totals(store, "Budi") == [(1, 2, True)]


def test_who_missed_a_question_has_taken_no_quiz_but_keeps_the_answers(store: Store, stopped: StoppedClock) -> None:
    live = graded(store, stopped)
    do(live, Away(person=id_of(store, "Budi")))
    vote(live, "a", Revealed(), Next())
    do(live, Here(person=id_of(store, "Budi")))
    vote(live, "aa", Revealed())
    assert kinds(store, "Ani") == [Kind.QUIZ] and kinds(store, "Budi") == []
    do(live, Next())
    assert kinds(store, "Budi") == [Kind.SESSION] and totals(store, "Budi") == [(1, 1, True)]


def test_who_leaves_early_or_comes_short_has_answers_that_do_not_count(store: Store, stopped: StoppedClock) -> None:
    live = vote(graded(store, stopped), "ab", Revealed(), KeyShown(), Next())
    do(live, Left(person=id_of(store, "Ani")))
    assert kinds(store, "Ani") == [Kind.SESSION] and totals(store, "Ani") == [(1, 1, True)]
    do(live, Skipped())
    assert kinds(store, "Budi") == [Kind.SESSION] and totals(store, "Budi") == [(0, 1, True)]
    assert quiz.standing(store, WELCOME, someone(store, "Budi"), stopped.clock).attempts_left == 1
    assert is_stored(live, store.path)


def test_answers_of_a_module_that_has_gone_since_are_kept_and_the_session_ends(store: Store, stopped: StoppedClock) -> None:
    live = vote(graded(store, stopped), "ab", Revealed(), KeyShown(), Next())
    again = opening.go_on(store, opening.one_of(store, live.head.id), {}, stopped.clock)
    assert again.skip_what_is_gone("en") == 1 and again.state.is_over
    assert kinds(store, "Ani") == [Kind.SESSION] and totals(store, "Ani") == [(1, 1, True)]
    assert totals(store, "Budi") == [(0, 1, True)] and is_stored(again, store.path)


def test_without_an_attempt_left_the_answers_are_kept_and_do_not_count(store: Store, stopped: StoppedClock) -> None:
    vote(graded(store, stopped), "aa", Revealed(), Ended())
    take(store, WELCOME, someone(store, "Ani"), stopped.clock, "a", "a")
    wish = Wish(modules=(WELCOME,), mode=Mode.CARDS, graded=True)
    offered = opening.offer(store, wish, seated(store, rows("Ani", "Budi", "Citra")), stopped.clock)
    assert offered.none_left == ((id_of(store, "Ani"), "welcome"),)
    live = opening.begin(store, offered, "Welcome", "en", stopped.clock)
    vote(vote(live, "aaa", Revealed(), Next()), "aaa", Revealed(), Next())
    assert kinds(store, "Ani") == [Kind.SESSION, Kind.QUIZ, Kind.SESSION]
    assert kinds(store, "Citra") == [Kind.QUIZ]


def test_each_module_is_graded_by_itself(store: Store, stopped: StoppedClock) -> None:
    live = graded(store, stopped, WELCOME, choices(3, "care"))
    assert len(live.state.plan.questions) == 5
    for _ in range(3):
        vote(live, "aa", Revealed(), Next())
    done = [one.started.module for one in made(store, "Ani")]
    assert done == ["welcome"]
    do(live, Ended())
    assert [(one.started.module, one.started.kind) for one in made(store, "Ani")] == [
        ("welcome", Kind.QUIZ),
        ("care", Kind.SESSION),
    ]


def test_it_goes_on_after_a_death_in_the_middle(store: Store, stopped: StoppedClock) -> None:
    live = vote(graded(store, stopped), "aa", Revealed(), Next())
    again = resumed(store, live, stopped.clock)
    vote(again, "aa", Revealed())
    third = resumed(store, live, stopped.clock)
    do(third, Next())
    assert kinds(store, "Ani") == [Kind.QUIZ] and totals(store, "Ani") == [(2, 2, True)]


def test_an_attempt_of_a_session_is_never_taken_for_an_unfinished_quiz(store: Store, stopped: StoppedClock) -> None:
    live = vote(begin(store, stopped.clock, Mode.CARDS, ("Ani", "Budi"), (WELCOME,)), "aa", Revealed())
    brief = quiz.brief(store, WELCOME, someone(store, "Ani"), QuizWish(), stopped.clock)
    assert brief.unfinished is None and live.state.now.is_revealed
