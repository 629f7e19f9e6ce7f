"""Quizzes: graded ones are used by starting them, practice is free; what is unfinished can be gone on with or given up."""

from fractions import Fraction
from threading import Barrier, Thread

import pytest

from cstrain.app import quiz, trainees
from cstrain.app.quiz import Wish
from cstrain.core.attempt import Ending, Kind
from cstrain.core.standing import Status
from cstrain.core.trainee import Trainee
from cstrain.errors import NoAttemptsLeft, NothingToAsk
from cstrain.records import attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.app.taking import GRADED, PRACTICE, RIGHT, WRONG, choices, take
from tests.conftest import StoppedClock
from tests.making import choice, module
from tests.records.keeping import keep_trainee


def endings(store: Store) -> list[tuple[Kind, Ending | None]]:
    return [(one.kind, one.ending) for one in attempts.outcomes(store, Selection())]


# What is wished for

WISHES: list[tuple[Wish, Kind, bool]] = [
    (Wish(), Kind.QUIZ, False),
    (Wish(practice=True), Kind.PRACTICE, False),
    (Wish(count=3), Kind.PRACTICE, True),
    (Wish(seed=0), Kind.PRACTICE, True),
    (Wish(practice=True, count=3, seed=7), Kind.PRACTICE, True),
]


@pytest.mark.parametrize(("wish", "kind", "own_draw"), WISHES)
def test_a_count_or_a_seed_means_practice_so_that_nobody_picks_an_easy_draw(
    store: Store, sari: Trainee, stopped: StoppedClock, wish: Wish, kind: Kind, own_draw: bool
) -> None:
    live = take(store, choices(4, graded_attempts=1), sari, stopped.clock, wish=wish)
    assert (wish.is_own_draw, live.state.started.kind) == (own_draw, kind)
    left = quiz.standing(store, live.module, sari, stopped.clock).attempts_left
    assert left == (0 if kind is Kind.QUIZ else 1)


@pytest.mark.parametrize(("wish", "asked"), [(GRADED, 4), (Wish(count=2), 2), (Wish(count=50), 6), (Wish(seed=1), 4)])
def test_as_many_questions_as_wished_or_as_the_policy_says_or_as_there_are(
    store: Store, sari: Trainee, stopped: StoppedClock, wish: Wish, asked: int
) -> None:
    """Two twins of a set are one question."""
    items = [*(choice(f"i{n}") for n in range(5)), choice("twin-1", twin_set="set"), choice("twin-2", twin_set="set")]
    welcome = module(*items, items_per_quiz=4)
    assert quiz.brief(store, welcome, sari, wish, stopped.clock).questions == asked
    assert len(take(store, welcome, sari, stopped.clock, wish=wish).state.started.plan) == asked


def test_a_seed_draws_the_same_questions_in_the_same_order_each_time(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    many = choices(20)
    plans = [take(store, many, sari, stopped.clock, wish=Wish(seed=seed)).state.started.plan for seed in (7, 7, 8)]
    assert plans[0] == plans[1] != plans[2]


def test_graded_draws_differ(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Twenty items in order: that two draws are the same by chance is out of the question."""
    many = choices(20, graded_attempts=2)
    first, second = (take(store, many, sari, stopped.clock).state.started for _ in range(2))
    assert first.seed != second.seed
    assert first.plan != second.plan


# What is told before


def test_the_briefing_says_how_things_stand(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    welcome = choices(4)
    brief = quiz.brief(store, welcome, sari, GRADED, stopped.clock)
    assert (brief.kind, brief.questions, brief.unfinished, brief.has_critical) == (Kind.QUIZ, 4, None, False)
    assert (brief.standing.status, brief.standing.attempts_left) == (Status.NOT_STARTED, 3)


def test_the_briefing_warns_of_answers_that_fail_an_attempt(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    grave = module(choice("mild"), choice("grave", grades=(3, 0, 0), critical=2))
    assert quiz.brief(store, grave, sari, GRADED, stopped.clock).has_critical


def test_a_module_without_items_has_nothing_to_ask(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    with pytest.raises(NothingToAsk, check=lambda error: error.module == "welcome"):
        quiz.brief(store, module(), sari, GRADED, stopped.clock)


OFFERS: list[tuple[Wish, Wish, bool]] = [
    (GRADED, GRADED, True),
    (PRACTICE, PRACTICE, True),
    (GRADED, PRACTICE, False),
    (PRACTICE, GRADED, False),
    (PRACTICE, Wish(count=2), False),
    (PRACTICE, Wish(seed=2), False),
    (Wish(seed=2), PRACTICE, True),
]


@pytest.mark.parametrize(("left", "wish", "offered"), OFFERS)
def test_what_was_left_is_offered_to_whoever_wishes_for_its_kind(
    store: Store, sari: Trainee, stopped: StoppedClock, left: Wish, wish: Wish, offered: bool
) -> None:
    live = take(store, choices(4), sari, stopped.clock, RIGHT, wish=left)
    unfinished = quiz.brief(store, live.module, sari, wish, stopped.clock).unfinished
    assert (unfinished.attempt if unfinished else None) == (live.state.started.attempt if offered else None)


def test_nobody_is_offered_another_ones_attempt_or_another_modules(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    budi = keep_trainee(store, id="budi-id", name="Budi")
    take(store, choices(4), sari, stopped.clock)
    assert quiz.brief(store, choices(4), budi, GRADED, stopped.clock).unfinished is None
    assert quiz.brief(store, choices(4, id="care"), sari, GRADED, stopped.clock).unfinished is None


# Going on


def test_going_on_asks_the_same_questions_with_options_in_the_same_order(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    live = take(store, choices(4), sari, stopped.clock, RIGHT)
    brief = quiz.brief(store, live.module, sari, GRADED, stopped.clock)
    resumed = quiz.go_on(store, brief, stopped.clock)
    assert resumed
    assert (resumed.state, resumed.question) == (live.state, live.question)


def test_a_module_that_has_changed_closes_the_attempt_and_gives_it_back(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    take(store, choices(4, graded_attempts=1), sari, stopped.clock, RIGHT)
    changed = module(choice("new"), graded_attempts=1)
    brief = quiz.brief(store, changed, sari, GRADED, stopped.clock)
    assert brief.standing.attempts_left == 0
    assert quiz.go_on(store, brief, stopped.clock) is None
    assert endings(store) == [(Kind.QUIZ, Ending.WITHDRAWN)]
    after = quiz.brief(store, changed, sari, GRADED, stopped.clock)
    assert (after.standing.status, after.standing.attempts_left, after.unfinished) == (Status.NOT_STARTED, 1, None)
    assert take(store, changed, sari, stopped.clock).question


def test_there_must_be_something_to_go_on_with(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    brief = quiz.brief(store, choices(4), sari, GRADED, stopped.clock)
    with pytest.raises(ValueError, match="nothing"):
        quiz.go_on(store, brief, stopped.clock)


# Starting again


def test_starting_again_closes_what_was_left_as_abandoned_with_its_score(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    take(store, choices(4, pass_mark=25), sari, stopped.clock, RIGHT, RIGHT)
    stopped.forward(hours=1)
    new = take(store, choices(4, pass_mark=25), sari, stopped.clock)
    old, fresh = attempts.outcomes(store, Selection())
    assert (old.ending, old.ended, old.score, old.maximum, old.passed) == (Ending.ABANDONED, stopped.at, Fraction(2), 4, False)
    assert (fresh.attempt, fresh.ending) == (new.state.started.attempt, None)


@pytest.mark.parametrize(("left", "begun"), [(GRADED, PRACTICE), (PRACTICE, GRADED)])
def test_practice_and_graded_attempts_leave_each_other_alone(
    store: Store, sari: Trainee, stopped: StoppedClock, left: Wish, begun: Wish
) -> None:
    take(store, choices(4), sari, stopped.clock, RIGHT, wish=left)
    take(store, choices(4), sari, stopped.clock, RIGHT, wish=begun)
    assert endings(store) == [(left.kind, None), (begun.kind, None)]


# The allowance


def test_starting_uses_an_attempt_and_leaving_does_not_give_it_back(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    welcome = choices(4, graded_attempts=2)
    left = []
    for _ in range(2):
        take(store, welcome, sari, stopped.clock)
        left.append(quiz.standing(store, welcome, sari, stopped.clock).attempts_left)
    assert left == [1, 0]


def test_when_all_attempts_are_used_the_open_one_stays_open(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    welcome = choices(4, graded_attempts=1)
    open_one = take(store, welcome, sari, stopped.clock, RIGHT)
    with pytest.raises(NoAttemptsLeft, check=lambda error: error.module == "welcome"):
        take(store, welcome, sari, stopped.clock)
    assert endings(store) == [(Kind.QUIZ, None)]
    open_one.answer(RIGHT, "en")


def test_practice_is_always_allowed(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    welcome = choices(1, graded_attempts=1)
    take(store, welcome, sari, stopped.clock, WRONG)
    for _ in range(3):
        take(store, welcome, sari, stopped.clock, RIGHT, wish=PRACTICE)
    assert quiz.standing(store, welcome, sari, stopped.clock).status is Status.FAILED


def test_a_grant_allows_one_more_to_that_person_in_that_module(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    budi = keep_trainee(store, id="budi-id", name="Budi")
    welcome, care = (choices(1, id=id, graded_attempts=1) for id in ("welcome", "care"))
    trainees.grant(store, sari, "welcome", stopped.clock)
    left = {
        (one.name, each.id): quiz.standing(store, each, one, stopped.clock).attempts_left
        for one in (sari, budi)
        for each in (welcome, care)
    }
    assert left == {("Sari", "welcome"): 2, ("Sari", "care"): 1, ("Budi", "welcome"): 1, ("Budi", "care"): 1}
    for _ in range(2):
        take(store, welcome, sari, stopped.clock, WRONG)
    with pytest.raises(NoAttemptsLeft):
        take(store, welcome, sari, stopped.clock)


def test_a_pass_that_has_run_out_allows_a_new_round(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    welcome = choices(1, graded_attempts=1, valid_days=30)
    take(store, welcome, sari, stopped.clock, RIGHT)
    with pytest.raises(NoAttemptsLeft):
        take(store, welcome, sari, stopped.clock)
    stopped.forward(days=31)
    assert quiz.standing(store, welcome, sari, stopped.clock).status is Status.EXPIRED
    take(store, welcome, sari, stopped.clock, RIGHT)
    assert quiz.standing(store, welcome, sari, stopped.clock).status is Status.PASSED


@pytest.mark.parametrize("rivals", [2, 6])
def test_of_windows_that_race_for_the_last_attempt_exactly_one_gets_it(
    store: Store, sari: Trainee, stopped: StoppedClock, rivals: int
) -> None:
    """All of them stand at the lock, whatever they looked at before; then it is let go."""
    welcome = choices(4, graded_attempts=1)
    results: list[bool] = []
    at_the_lock = Barrier(rivals + 1, timeout=60)

    def window() -> None:
        with Store(store.path) as own:

            def stand(sql: str) -> None:
                if sql.startswith("BEGIN"):
                    # Once: the lock is asked for again and again.
                    own.db.set_trace_callback(None)
                    at_the_lock.wait()

            own.db.set_trace_callback(stand)
            try:
                quiz.start(own, welcome, sari, GRADED, "en", stopped.clock)
                results.append(True)
            except NoAttemptsLeft:
                results.append(False)

    windows = [Thread(target=window) for _ in range(rivals)]
    with store.writing():
        for each in windows:
            each.start()
        at_the_lock.wait()
    for each in windows:
        each.join()
    assert sorted(results) == [False] * (rivals - 1) + [True]
    assert endings(store) == [(Kind.QUIZ, None)]
    assert verify(store).flaws == ()


def test_where_someone_stands_takes_no_longer_for_what_others_were_granted(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    """Told by the steps of SQLite's machine."""
    welcome = choices(4, graded_attempts=1)

    def steps() -> int:
        counted = [0]

        def step() -> None:
            counted[0] += 1

        store.db.set_progress_handler(step, 1)
        quiz.standing(store, welcome, sari, stopped.clock)
        store.db.set_progress_handler(None, 1)
        return counted[0]

    before = steps()
    for number in range(50):
        other = keep_trainee(store, id=f"other {number}", name=f"Other {number}")
        trainees.grant(store, other, welcome.id, stopped.clock)
    assert steps() == before
