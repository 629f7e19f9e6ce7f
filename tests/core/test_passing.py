"""Who passes, exactly: no rounding and no float stands between a score and its pass mark."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import Attempt, Ending, Finished, Kind, percent, reaches, replay
from tests.core.strategies import scores
from tests.making import NOON, answered, choice, started

THIRD, TENTH = Fraction(1, 3), Fraction(1, 10)


def ended(
    given: Sequence[Fraction | int],
    *,
    ending: Ending = Ending.COMPLETED,
    kind: Kind = Kind.QUIZ,
    critical_at: int = -1,
    pass_mark: int = 80,
    asked: int = 0,
) -> Attempt:
    """An ended attempt with these scores; `asked` questions in all, if more than were answered."""
    items = [choice(f"item-{n}") for n in range(asked or len(given))]
    answers = [answered(n, score, critical=n == critical_at) for n, score in enumerate(given)]
    return replay(started(*items, kind=kind, pass_mark=pass_mark), [*answers, Finished(ending=ending, at=NOON)])


@pytest.mark.parametrize(
    ("pass_mark", "given", "passed"),
    [
        (80, [1, 1, 2 * THIRD, 2 * THIRD, 2 * THIRD], True),
        (80, [1, 1, 1, THIRD, THIRD, 2 * THIRD, 1, 1, 2 * THIRD, 1], True),
        (80, [1, 1, 2 * THIRD, 2 * THIRD, 2 * THIRD - Fraction(1, 1680)], False),
        (70, [7 * TENTH] * 10, True),
        (30, [TENTH, TENTH, TENTH, 0, 0, 0, 0, 1, 1, Fraction(7, 10)], True),
        (10, [TENTH] * 3, True),
        (58, [Fraction(7, 12)], True),
        (59, [Fraction(7, 12)], False),
        (100, [THIRD * 3, 1], True),
        (100, [1, Fraction(9999, 10000)], False),
        (1, [0], False),
        (1, [Fraction(1, 100)], True),
    ],
)
def test_the_pass_mark_is_reached_exactly_or_not_at_all(pass_mark: int, given: list[Fraction | int], passed: bool) -> None:
    assert ended(given, pass_mark=pass_mark).passed is passed


@given(st.lists(scores, min_size=1, max_size=20), st.data())
def test_a_score_made_up_to_the_mark_passes_and_a_hair_less_fails(others: list[Fraction], data: st.DataObject) -> None:
    """The last question brings the sum to the mark; `pass_mark` is one that this question can still reach."""
    so_far, asked = sum(others, Fraction(0)), len(others) + 1
    pass_mark = data.draw(st.integers(so_far * 100 // asked + 1, (so_far + 1) * 100 // asked))
    missing = Fraction(pass_mark * asked, 100) - so_far
    assert ended([*others, missing], pass_mark=pass_mark).passed
    assert not ended([*others, missing - min(missing, Fraction(1, 10**9))], pass_mark=pass_mark).passed


@given(st.lists(scores, min_size=1, max_size=20), st.integers(1, 100))
def test_the_percentage_shown_reaches_the_mark_exactly_if_the_score_does(given: list[Fraction], pass_mark: int) -> None:
    score = sum(given, Fraction(0))
    assert (percent(score, len(given)) >= pass_mark) is reaches(score, len(given), pass_mark)


@given(st.lists(scores, min_size=1, max_size=20))
def test_a_percentage_is_rounded_down_by_less_than_a_tenth(given: list[Fraction]) -> None:
    score = sum(given, Fraction(0))
    exact = score * 100 / len(given)
    tenths = round(percent(score, len(given)) * 10)
    assert 0 <= exact * 10 - tenths < 1


@pytest.mark.parametrize(
    ("score", "maximum", "shown"),
    [
        (Fraction(0), 5, 0.0),
        (Fraction(5), 5, 100.0),
        (Fraction(7997, 10000), 1, 79.9),
        (Fraction(79999, 100000), 1, 79.9),
        (Fraction(2, 3), 1, 66.6),
        (Fraction(4), 5, 80.0),
        (Fraction(12, 5), 3, 80.0),
        (Fraction(23, 20), 2, 57.5),
        (Fraction(29, 100), 1, 29.0),
        (Fraction(0), 0, 0.0),
    ],
)
def test_percent(score: Fraction, maximum: int, shown: float) -> None:
    assert percent(score, maximum) == shown


def test_an_attempt_of_no_questions_is_not_passed() -> None:
    assert not ended([], pass_mark=1).passed


@given(st.integers(1, 10), st.data())
def test_one_critical_error_fails_the_best_of_scores(size: int, data: st.DataObject) -> None:
    assert not ended([1] * size, critical_at=data.draw(st.integers(0, size - 1))).passed


@pytest.mark.parametrize(
    ("ending", "passed"),
    [(Ending.COMPLETED, True), (Ending.TIME_UP, True), (Ending.ABANDONED, False), (Ending.WITHDRAWN, False)],
)
def test_only_a_quiz_brought_to_its_end_or_stopped_by_time_can_pass(ending: Ending, passed: bool) -> None:
    assert ended([1] * 5, ending=ending).passed is passed


@pytest.mark.parametrize(("right", "passed"), [(4, True), (3, False)])
def test_when_time_is_up_the_questions_not_reached_count_as_0(right: int, passed: bool) -> None:
    assert ended([1] * right, ending=Ending.TIME_UP, asked=5).passed is passed


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.QUIZ])
@pytest.mark.parametrize("ending", Ending)
def test_practice_never_passes(kind: Kind, ending: Ending) -> None:
    assert not ended([1] * 5, kind=kind, ending=ending).passed


def test_an_attempt_is_not_passed_before_it_has_ended() -> None:
    assert not replay(started(choice()), [answered(0)]).passed
