"""One attempt as its events add up to it: what is asked next, what can follow, and when it ends by itself."""

from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.attempt import Answered, Attempt, Ending, Event, Finished, Kind, after, replay
from tests.core.strategies import scores
from tests.making import NOON, answered, choice, started

FIVE = tuple(choice(f"item-{n}") for n in range(5))
DONE = Finished(ending=Ending.COMPLETED, at=NOON)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Event, ...]:
    """Answers to some of five questions, with or without an end after them."""
    answers = tuple(
        answered(position, score, critical=draw(st.booleans()), elapsed_ms=draw(st.integers(0, 10**6)))
        for position, score in enumerate(draw(st.lists(scores, max_size=5)))
    )
    ending = draw(st.sampled_from([None, *Ending]))
    return (*answers, Finished(ending=ending, at=NOON)) if ending else answers


@given(stories(), st.data())
def test_an_attempt_left_and_gone_on_with_is_the_one_taken_in_one_go(story: tuple[Event, ...], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(story)))
    resumed = replay(started(*FIVE), story[:left])
    assert reduce(after, story[left:], resumed) == replay(started(*FIVE), story)


@given(stories())
def test_figures_are_those_of_the_answers_given(story: tuple[Event, ...]) -> None:
    attempt = replay(started(*FIVE), story)
    given = [event for event in story if isinstance(event, Answered)]
    assert (attempt.position, list(attempt.answers)) == (len(given), given)
    assert attempt.score == sum(answer.score for answer in given)
    assert attempt.critical_errors == sum(answer.critical for answer in given)
    assert attempt.elapsed_ms == sum(answer.elapsed_ms for answer in given)


@given(stories())
def test_a_question_left_unanswered_scores_0_of_the_same_maximum(story: tuple[Event, ...]) -> None:
    assert replay(started(*FIVE), story).maximum == 5


@given(stories())
def test_the_next_question_is_the_first_unanswered_one_and_none_after_the_end(story: tuple[Event, ...]) -> None:
    attempt = replay(started(*FIVE), story)
    asked = None if attempt.finished or attempt.position == 5 else attempt.started.plan[attempt.position]
    assert attempt.prompt == asked


@given(stories(), st.integers(-3, 8))
def test_only_the_question_that_is_asked_can_be_answered(story: tuple[Event, ...], position: int) -> None:
    attempt = replay(started(*FIVE), story)
    if attempt.prompt is not None and position == attempt.position:
        assert after(attempt, answered(position)).position == position + 1
    else:
        with pytest.raises(ValueError, match="finished" if attempt.finished else "not being asked"):
            after(attempt, answered(position))


@given(stories(), st.sampled_from(Ending))
def test_an_attempt_ends_once(story: tuple[Event, ...], ending: Ending) -> None:
    attempt = replay(started(*FIVE), story)
    finished = Finished(ending=ending, at=NOON)
    if attempt.finished:
        with pytest.raises(ValueError, match="finished"):
            after(attempt, finished)
    else:
        assert after(attempt, finished).finished == finished


@pytest.mark.parametrize(
    "story",
    [
        (answered(1),),
        (answered(0), answered(0)),
        (answered(0), answered(2)),
        (DONE, answered(0)),
        (DONE, DONE),
        tuple(answered(position) for position in range(6)),
    ],
    ids=["skipped", "twice", "gap", "after the end", "ended twice", "one too many"],
)
def test_stored_events_that_do_not_fit_are_not_taken_for_an_attempt(story: tuple[Event, ...]) -> None:
    with pytest.raises(ValueError):
        replay(started(*FIVE), story)


def test_a_step_leaves_the_attempt_before_it_as_it_was() -> None:
    before = Attempt(started=started(*FIVE))
    after(before, answered(0))
    after(before, DONE)
    assert before == Attempt(started=started(*FIVE))


MINUTE = 60_000


@pytest.mark.parametrize(
    ("kind", "limit", "spent_ms", "ending"),
    [
        (Kind.QUIZ, 1, [MINUTE - 1], None),
        (Kind.QUIZ, 1, [MINUTE], Ending.TIME_UP),
        (Kind.QUIZ, 1, [MINUTE // 2, MINUTE // 2], Ending.TIME_UP),
        (Kind.QUIZ, 2, [MINUTE], None),
        (Kind.QUIZ, None, [100 * MINUTE], None),
        (Kind.PRACTICE, 1, [100 * MINUTE], None),
        (Kind.LESSON, 1, [100 * MINUTE], None),
        (Kind.QUIZ, 1, [0, 0, 0, 0], None),
        (Kind.QUIZ, None, [0, 0, 0, 0, 0], Ending.COMPLETED),
        (Kind.PRACTICE, None, [0, 0, 0, 0, 0], Ending.COMPLETED),
        (Kind.QUIZ, 1, [MINUTE - 1, 0, 0, 0, 1], Ending.COMPLETED),
    ],
)
def test_an_attempt_ends_with_its_last_question_or_a_quiz_with_its_time(
    kind: Kind, limit: int | None, spent_ms: list[int], ending: Ending | None
) -> None:
    answers = [answered(position, elapsed_ms=spent) for position, spent in enumerate(spent_ms)]
    assert replay(started(*FIVE, kind=kind, time_limit_minutes=limit), answers).due_ending is ending


@given(stories())
def test_nothing_is_due_any_more_once_an_attempt_has_ended(story: tuple[Event, ...]) -> None:
    attempt = replay(started(*FIVE, time_limit_minutes=1), story)
    assert attempt.finished is None or attempt.due_ending is None


def test_score_of_nothing_is_0() -> None:
    assert Attempt(started=started()).score == Fraction(0)
