"""The records that are made for measurements are such as the program makes."""

from pathlib import Path

import pytest

from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.records import answers, attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.benchmarks.scale import Size, fill, shipped

SIZE = Size(trainees=20, attempts=150, answers=1500)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> list[Module]:
    return shipped(tmp_path_factory.mktemp("cache"))


def test_they_are_sound_and_of_the_size_that_was_asked_for(tmp_path: Path, modules: list[Module]) -> None:
    fill(tmp_path / "records.db", modules, SIZE, sealed=True)
    with Store(tmp_path / "records.db") as store:
        found = verify(store)
        assert found.flaws == ()
        assert (found.trainees, found.attempts, found.answers) == (SIZE.trainees, SIZE.attempts, SIZE.answers)


def test_they_are_as_various_as_those_of_real_people(tmp_path: Path, modules: list[Module]) -> None:
    fill(tmp_path / "records.db", modules, SIZE)
    with Store(tmp_path / "records.db") as store:
        taken = list(attempts.outcomes(store, Selection()))
    assert {one.kind for one in taken} >= {Kind.QUIZ, Kind.PRACTICE, Kind.LESSON, Kind.ROLEPLAY, Kind.REHEARSAL}
    assert {one.ending for one in taken} >= {"completed", "abandoned", None}
    assert {one.passed for one in taken if one.kind is Kind.QUIZ} == {True, False}


def test_the_same_seed_gives_the_same_scores_and_another_gives_others(tmp_path: Path, modules: list[Module]) -> None:
    def scores(name: str, seed: int) -> list[float]:
        fill(tmp_path / name, modules, SIZE, seed=seed)
        with Store(tmp_path / name) as store:
            return [row.score for row in answers.answer_rows(store, Selection())]

    assert scores("one", 1) == scores("two", 1) != scores("three", 2)


def test_there_are_as_many_modules_as_asked_for(tmp_path: Path, modules: list[Module]) -> None:
    many = shipped(tmp_path, 14)
    assert len(many) == len({module.id for module in many}) == 14 and many[: len(modules)] == modules[:14]
