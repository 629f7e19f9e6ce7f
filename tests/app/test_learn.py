"""Learning: cards in order, from where they were left; kept, but never counted."""

import pytest

from cstrain.app import quiz
from cstrain.app.learn import Course, course
from cstrain.core.attempt import Ending, Kind
from cstrain.core.module import Lesson, Module
from cstrain.core.standing import Status
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import NothingToAsk
from cstrain.records import attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.app.taking import RIGHT, WRONG
from tests.conftest import StoppedClock
from tests.making import choice, module, text


def lesson(id: str, check: str = "") -> Lesson:
    return Lesson(id=id, title=text(id), text=text(id), facts=(), check=check)


def taught(*checks: str) -> Module:
    """Cards 1, 2, 3 ... with these checks ("" for none)."""
    lessons = tuple(lesson(str(place), check) for place, check in enumerate(checks, start=1))
    return replace(module(*(choice(id) for id in "xyz")), lessons=lessons)


def ahead(learning: Course) -> list[str]:
    return [card.lesson.id for card in learning.cards]


def begin(store: Store, taught: Module, who: Trainee, stopped: StoppedClock, *responses: str) -> Course:
    learning = course(store, taught, who, "en", stopped.clock)
    for response in responses:
        assert learning.attempt
        learning.attempt.answer(response, "en")
    return learning


def kinds(store: Store) -> list[tuple[Kind, Ending | None]]:
    return [(one.kind, one.ending) for one in attempts.outcomes(store, Selection())]


def test_a_module_without_cards_has_nothing_to_show(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    with pytest.raises(NothingToAsk):
        course(store, module(choice()), sari, "en", stopped.clock)


def test_cards_come_in_order_numbered_and_each_check_is_asked_in_its_turn(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    learning = begin(store, taught("y", "", "x"), sari, stopped)
    assert [(card.number, card.total, card.lesson.id) for card in learning.cards] == [(1, 3, "1"), (2, 3, "2"), (3, 3, "3")]
    assert learning.attempt
    assert [drawn.item for drawn in learning.attempt.state.started.plan] == ["y", "x"]


# checks of the cards, how many are answered, the cards that are then ahead
PLACES: list[tuple[tuple[str, ...], int, str]] = [
    (("x", "y", "z"), 0, "1 2 3"),
    (("x", "y", "z"), 1, "2 3"),
    (("x", "y", "z"), 2, "3"),
    (("", "x", "", "y"), 0, "1 2 3 4"),
    (("", "x", "", "y"), 1, "3 4"),
    (("x", "y", "", ""), 2, "3 4"),
]


@pytest.mark.parametrize(("checks", "answered", "left"), PLACES)
def test_cards_go_on_behind_the_last_check_that_was_answered(
    store: Store, sari: Trainee, stopped: StoppedClock, checks: tuple[str, ...], answered: int, left: str
) -> None:
    learning = begin(store, taught(*checks), sari, stopped, *[WRONG] * answered)
    assert ahead(learning) == left.split()


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_learning_is_taken_up_where_it_was_left(store: Store, sari: Trainee, stopped: StoppedClock, answered: int) -> None:
    left = begin(store, taught("x", "y", "z"), sari, stopped, *[RIGHT] * answered)
    again = begin(store, taught("x", "y", "z"), sari, stopped)
    assert ahead(again) == ahead(left)
    assert again.attempt
    assert left.attempt
    assert again.attempt.state == left.attempt.state


def test_who_has_gone_through_all_cards_may_do_so_again(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    begin(store, taught("x"), sari, stopped, RIGHT)
    assert ahead(begin(store, taught("x"), sari, stopped)) == ["1"]
    assert kinds(store) == [(Kind.LESSON, Ending.COMPLETED), (Kind.LESSON, None)]


def test_cards_without_checks_leave_no_attempt(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    learning = begin(store, taught("", ""), sari, stopped)
    assert (learning.attempt, ahead(learning), kinds(store)) == (None, ["1", "2"], [])


def test_learning_never_counts(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    begin(store, taught("x", "y"), sari, stopped, RIGHT, RIGHT)
    standing = quiz.standing(store, taught("x", "y"), sari, stopped.clock)
    assert (standing.status, standing.attempts, standing.attempts_left) == (Status.NOT_STARTED, 0, 3)


CHANGED = {
    "a check is gone from the module": replace(taught("y"), items={"y": choice("y")}),
    "the checks come in another order": taught("y", "x"),
    "a card was added": taught("x", "y", "z"),
    "a card was dropped": taught("x"),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_cards_that_have_changed_are_shown_from_the_start(
    store: Store, sari: Trainee, stopped: StoppedClock, changed: Module
) -> None:
    begin(store, taught("x", "y"), sari, stopped)
    assert len(ahead(begin(store, changed, sari, stopped))) == len(changed.lessons)


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_an_attempt_at_cards_that_have_changed_is_closed(
    store: Store, sari: Trainee, stopped: StoppedClock, changed: Module
) -> None:
    """An attempt is finished, or it can be gone on with."""
    begin(store, taught("x", "y"), sari, stopped)
    begin(store, changed, sari, stopped)
    assert [(kind, ending is None) for kind, ending in kinds(store)] == [(Kind.LESSON, False), (Kind.LESSON, True)]
