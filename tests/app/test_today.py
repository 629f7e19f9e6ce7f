"""Home, as it is worked out: what is due, what is half done, what comes next and why."""

from datetime import date, timedelta

import pytest

from cstrain.app import drill
from cstrain.app.following import Next, Step, Why, what_next
from cstrain.app.learn import course
from cstrain.app.overview import required_first
from cstrain.app.progress import progress
from cstrain.app.roleplay import Wish
from cstrain.app.today import Today, today
from cstrain.core.module import Lesson, Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records.store import Store
from tests.app.taking import PRACTICE, RIGHT, WRONG, choices, take
from tests.app.talking import COACHED, SHOP, STRAIGHT, play, with_talks
from tests.conftest import StoppedClock
from tests.making import text
from tests.talks import KETTLE

CARDS = tuple(Lesson(id=f"card-{n}", title=text("card"), text=text("card"), facts=(), check=f"welcome-{n}") for n in range(2))
WELCOME = replace(choices(2, graded_attempts=2), lessons=CARDS)
CARE = choices(2, id="care")
BOTH = [WELCOME, CARE]


def look(store: Store, who: Trainee, stopped: StoppedClock, *modules: Module) -> Today:
    return today(store, modules or BOTH, who, stopped.clock)


def step(made: Today) -> tuple[Step, Why] | None:
    return (made.next.step, made.next.why) if made.next else None


def test_someone_new_has_nothing_yet(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    made = look(store, sari, stopped)
    assert (made.is_new, made.forecast, made.last, made.was_away, made.has_something_saved) == (True, None, None, False, False)
    assert step(made) == (Step.LEARN, Why.NEW)


def test_whoever_has_looked_at_a_card_is_not_new_and_has_nothing_saved(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    course(store, WELCOME, sari, "en", stopped.clock)
    made = look(store, sari, stopped)
    assert (made.is_new, made.has_something_saved, step(made)) == (False, False, (Step.LEARN, Why.NEW))


def test_a_graded_quiz_that_was_begun_is_saved_also_without_an_answer(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, CARE, sari, stopped.clock)
    made = look(store, sari, stopped)
    assert (made.has_something_saved, step(made)) == (True, (Step.RESUME, Why.HALF_DONE))


def test_lessons_that_were_left_are_gone_on_with_on_the_same_day_alone(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    learning = course(store, WELCOME, sari, "en", stopped.clock)
    assert learning.attempt
    learning.attempt.answer(RIGHT, "en")
    made = look(store, sari, stopped)
    assert (made.has_something_saved, step(made)) == (True, (Step.LEARN, Why.HALF_DONE))
    stopped.forward(days=1)
    assert step(look(store, sari, stopped)) == (Step.DRILL, Why.DUE)
    assert what_next(look(store, sari, stopped).modules, now=stopped.at) == Next(
        step=Step.LEARN, why=Why.HALF_DONE, module=WELCOME
    )


def test_on_the_day_of_the_first_answers_nothing_can_be_due(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Noon of UTC; the next day begins at midnight of the local clock."""
    take(store, WELCOME, sari, stopped.clock, RIGHT, RIGHT, wish=PRACTICE)
    stopped.forward(hours=11, minutes=59)
    assert look(store, sari, stopped).forecast is None
    stopped.forward(minutes=1)
    ahead = look(store, sari, stopped).forecast
    assert ahead and (ahead.today, ahead.questions, ahead.minutes) == (2, 2, 5)


def test_a_drill_that_was_left_is_gone_on_with_on_its_day_and_begun_anew_on_another(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    take(store, WELCOME, sari, stopped.clock, RIGHT, RIGHT, wish=PRACTICE)
    stopped.forward(days=1)
    live = drill.start(store, drill.brief(store, BOTH, sari, drill.Wish(), stopped.clock), sari, "en", stopped.clock)
    assert step(look(store, sari, stopped)) == (Step.DRILL, Why.DUE)
    live.answer(RIGHT, "en")
    made = look(store, sari, stopped)
    assert (made.has_something_saved, step(made)) == (True, (Step.DRILL, Why.HALF_DONE))
    stopped.forward(days=1)
    assert step(look(store, sari, stopped)) == (Step.DRILL, Why.DUE)


def test_what_comes_back_when(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Missed today, it comes back tomorrow; nothing is told of what is due later than that."""
    take(store, WELCOME, sari, stopped.clock, RIGHT, WRONG, wish=PRACTICE)
    ahead = progress(store, BOTH, sari, stopped.clock).forecast
    assert ahead
    assert (ahead.today, ahead.tomorrow, ahead.this_week, ahead.later) == (0, 2, 0, 0)
    assert (ahead.day, ahead.next_day) == (date(2026, 3, 1), date(2026, 3, 2))
    for _ in range(4):
        stopped.forward(days=1)
        while (brief := drill.brief(store, [WELCOME], sari, drill.Wish(), stopped.clock)).items:
            live = drill.start(store, brief, sari, "en", stopped.clock)
            while live.question:
                live.answer(RIGHT, "en")
    ahead = progress(store, [WELCOME], sari, stopped.clock).forecast
    assert ahead and ahead.today + ahead.tomorrow + ahead.this_week + ahead.later == 2
    assert ahead.today == 0 and ahead.this_week + ahead.later > 0


def test_whoever_was_away_meets_no_mountain(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    many = choices(40, id="many")
    take(store, many, sari, stopped.clock, *[RIGHT] * 40, wish=PRACTICE)
    stopped.forward(days=6, hours=23)
    assert not look(store, sari, stopped, many).was_away
    stopped.forward(hours=1)
    made = look(store, sari, stopped, many)
    assert made.was_away and made.forecast
    assert (made.forecast.today, made.forecast.questions, made.forecast.minutes) == (40, 15, 5)


def test_a_clock_set_back_does_no_harm(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    take(store, WELCOME, sari, stopped.clock, RIGHT, RIGHT, wish=PRACTICE)
    stopped.at -= timedelta(days=30)
    made = look(store, sari, stopped)
    assert not made.was_away and made.next


def test_after_a_quiz_its_role_play_comes_before_the_next_module(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    shop = with_talks(KETTLE, items=1, items_per_quiz=1)
    take(store, shop, sari, stopped.clock, RIGHT)
    made = look(store, sari, stopped, shop, CARE)
    assert made.next and made.next.roleplay
    assert (made.next.step, made.next.why, made.next.module) == (Step.PLAY, Why.PASSED, shop)
    assert made.next.roleplay.name == "kettle"


def test_a_talk_that_was_left_is_gone_on_with(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "listen")
    stopped.forward(days=3)
    made = look(store, sari, stopped, SHOP)
    assert step(made) == (Step.PLAY, Why.HALF_DONE) and made.has_something_saved


@pytest.mark.parametrize(("replies", "wish"), [(("listen", "promise"), STRAIGHT), (("poor", "wait"), COACHED)])
def test_a_talk_that_was_played_or_practised_is_not_asked_for_again(
    store: Store, sari: Trainee, stopped: StoppedClock, replies: tuple[str, ...], wish: Wish
) -> None:
    assert step(look(store, sari, stopped, SHOP)) == (Step.PLAY, Why.NEW)
    play(store, sari, stopped.clock, *replies, wish=wish)
    assert step(look(store, sari, stopped, SHOP)) is None


def test_modules_asked_of_someone_come_before_the_others(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    asked = replace(sari, required=("care",))
    made = look(store, asked, stopped)
    assert [one.module.id for one in made.modules] == ["care", "welcome"]
    assert made.next == Next(step=Step.QUIZ, why=Why.NEW, module=CARE)
    assert required_first(made.modules, sari) == list(made.modules)


def test_where_there_is_nothing_nothing_comes_next(stopped: StoppedClock) -> None:
    assert what_next([], now=stopped.at) is None


@pytest.mark.parametrize(("due", "expected"), [(0, None), (1, Next(step=Step.DRILL, why=Why.DUE))])
def test_what_is_due_is_enough_for_a_step(stopped: StoppedClock, due: int, expected: Next | None) -> None:
    assert what_next([], due=due, now=stopped.at) == expected


def test_after_a_drill_no_other_is_suggested_on_that_day(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """What is still due waits until tomorrow; progress says the same as home."""
    many = choices(40, id="many")
    take(store, many, sari, stopped.clock, *[RIGHT] * 40, wish=PRACTICE)
    stopped.forward(days=1)
    assert step(look(store, sari, stopped, many)) == (Step.DRILL, Why.DUE)
    live = drill.start(store, drill.brief(store, [many], sari, drill.Wish(), stopped.clock), sari, "en", stopped.clock)
    while live.question:
        assert not look(store, sari, stopped, many).has_drilled
        live.answer(RIGHT, "en")
    made = look(store, sari, stopped, many)
    assert made.has_drilled and made.forecast and made.forecast.today == 25
    assert made.next == progress(store, [many], sari, stopped.clock).next and step(made) == (Step.QUIZ, Why.NEW)
    stopped.forward(days=1)
    assert step(look(store, sari, stopped, many)) == (Step.DRILL, Why.DUE)


def test_a_drill_that_its_time_ended_is_enough_and_a_few_missed_ones_are_not(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    take(store, WELCOME, sari, stopped.clock, RIGHT, WRONG, wish=PRACTICE)
    stopped.forward(days=1)
    short = drill.start(store, drill.brief(store, BOTH, sari, drill.Wish(missed=True), stopped.clock), sari, "en", stopped.clock)
    short.answer(RIGHT, "en")
    assert short.state.finished and not look(store, sari, stopped).has_drilled
    late = drill.start(store, drill.brief(store, BOTH, sari, drill.Wish(minutes=1), stopped.clock), sari, "en", stopped.clock)
    assert late.question
    stopped.forward(minutes=2)
    late.answer(RIGHT, "en")
    assert late.state.position == 1 and late.question is None and look(store, sari, stopped).has_drilled
