"""The simulated learners learn and forget as people do, and the comparison runs; what it finds is no matter here."""

from pathlib import Path
from random import Random

import pytest

from cstrain.core.drill import Bank
from tests.benchmarks.learners import MODELS, Learner
from tests.benchmarks.learning import WAYS, Course, interval, measure, table, train
from tests.core.test_drill import teaching

SMALL = Bank([teaching("a", facts=6), teaching("b", facts=6)])
WEEK = Course(days=7, missed=0.4, later=(14,))


def average(model: type[Learner]) -> Learner:
    learner = model(Random(1), {"f": 0.0})
    learner.ease, learner.speed = 0.0, 1.0
    return learner


@pytest.mark.parametrize("model", MODELS.values())
def test_what_was_studied_fades_and_more_study_makes_it_last(model: type[Learner]) -> None:
    once, often = average(model), average(model)
    assert once.recall("f", 1) == 0
    once.study("f", 0, recalled=False)
    for day in (0, 3, 10):
        often.study("f", day, recalled=True)
    after_once, after_often = ([one.recall("f", start + days) for days in (1, 7, 30)] for one, start in ((once, 0), (often, 10)))
    assert 0 <= after_once[2] < after_once[1] < after_once[0] <= 1
    assert all(more > less for more, less in zip(after_often, after_once, strict=True))
    assert 0.35 < after_once[0] < 0.65, "about half after a day, as the docstring says"


@pytest.mark.parametrize("model", list(MODELS.values())[:3])
def test_the_three_models_have_a_spacing_effect(model: type[Learner]) -> None:
    massed, spaced = average(model), average(model)
    for at in range(4):
        massed.study("f", 21 + at * 0.001, recalled=True)
        spaced.study("f", at * 7, recalled=True)
    assert spaced.recall("f", 21 + 30) > massed.recall("f", 21 + 30)


def test_the_same_learner_trains_in_every_way_with_as_many_questions() -> None:
    made = train(SMALL, MODELS["activation (Pavlik & Anderson)"], WEEK, seed=1)
    assert set(made) == set(WAYS) and len({one.asked for one in made.values()}) == 1
    assert train(SMALL, MODELS["activation (Pavlik & Anderson)"], WEEK, seed=1) == made


def test_the_comparison_runs_and_gives_a_table() -> None:
    rows, _unseen = measure(SMALL, [WEEK], range(2))
    assert len(rows) == len(MODELS) * (len(WAYS) - 1)
    assert all(one.low <= one.difference <= one.high for one in rows)
    assert table(rows).count("\n") == len(rows) + 1


def test_an_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    low, high = interval([0.1, 0.2, 0.3, 0.4])
    assert low < 0.25 < high and (low, high) == interval([0.1, 0.2, 0.3, 0.4])


def test_the_shipped_content_can_be_drilled(tmp_path: Path) -> None:
    from tests.benchmarks.learning import shipped

    assert len(shipped(tmp_path).items) > 100
