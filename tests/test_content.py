"""The shipped modules: without a fault, without a weakness, and in the hands of a trainee what the rules promise."""

from functools import cache
from random import Random

import pytest

from cstrain.cli.render.problems import problem_line
from cstrain.core.module import Module
from cstrain.curriculum import schema
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.shelf import shipped

LIBRARY = Library([shipped()], None)


@cache
def loaded(id: str) -> Module:
    return LIBRARY.module(id)


@pytest.fixture(params=LIBRARY.ids)
def module(request: pytest.FixtureRequest) -> Module:
    return loaded(request.param)


def test_there_are_modules_and_nothing_lies_beside_them() -> None:
    assert "3s-greeting" in LIBRARY.ids
    assert [problem_line(problem) for problem in LIBRARY.misplaced] == []


@pytest.mark.parametrize("id", LIBRARY.ids)
def test_a_shipped_module_has_neither_fault_nor_weakness(id: str) -> None:
    assert [problem_line(problem) for problem in check(LIBRARY, [id])] == []


def test_a_shipped_module_is_whole_in_both_languages(module: Module) -> None:
    assert module.languages == ("id", "en")
    for item in module.items.values():
        assert set(item.prompt.texts) == {"id", "en"}
        assert all(set(part.text.texts) == {"id", "en"} for part in item.parts())


def test_a_quiz_has_as_many_questions_as_its_policy_says(module: Module) -> None:
    """Stems of one set help each other, so an attempt asks at most one of each."""
    sets = {item.twin_set for item in module.items.values() if item.twin_set}
    alone = sum(not item.twin_set for item in module.items.values())
    assert len(sets) + alone >= module.policy.items_per_quiz


def test_every_item_can_be_shown_guessed_and_graded(module: Module) -> None:
    for item in module.items.values():
        assert set(item.arrange(Random(1))) <= {part.id for part in item.parts()}
        assert 0 <= item.chance() < 1
        assert item.correct()


def test_every_card_is_followed_by_an_item_there_is_and_every_source_is_told(module: Module) -> None:
    assert all(lesson.check in module.items for lesson in module.lessons if lesson.check)
    told = {fact for lesson in module.lessons for fact in lesson.facts} | {
        f for item in module.items.values() for f in item.facts
    }
    assert told <= set(module.facts)


@pytest.mark.parametrize("name", schema.NAMES)
def test_the_schemas_beside_the_modules_are_those_of_this_program(name: str) -> None:
    """Else an editor would complete keys of yesterday: cstrain content schema --out content/schema."""
    shown = (shipped() / "schema" / schema.file_name(name)).read_text(encoding="utf-8")
    assert shown == schema.as_text(name)
