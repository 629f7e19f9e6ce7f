"""Drawing: fair, repeatable, at most one stem of a set, and a short quiz ranges over the whole module."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.draw import Drawn, draw
from cstrain.core.items import Item
from tests.core.strategies import every_kind
from tests.making import choice, match, multi, number, order, rate

seeds = st.integers(0, 2**53)
counts = st.integers(0, 12)


@st.composite
def banks(draw_: st.DrawFn) -> list[Item]:
    """Up to ten items over six facts, some of them stems of two sets."""
    facts = st.lists(st.sampled_from(["F1", "F2", "F3", "F4", "F5", "F6"]), max_size=3, unique=True).map(tuple)
    about = draw_(st.lists(st.tuples(facts, st.sampled_from(["", "", "set-1", "set-2"])), max_size=10))
    return [choice(f"item-{n}", facts=facts, twin_set=twin_set) for n, (facts, twin_set) in enumerate(about)]


@given(banks(), counts, seeds)
def test_the_same_seed_draws_the_same_plan(bank: list[Item], count: int, seed: int) -> None:
    assert draw(bank, count, Random(seed)) == draw(iter(bank), count, Random(seed))


@given(banks(), counts, seeds)
def test_there_are_as_many_questions_as_asked_for_or_as_there_are(bank: list[Item], count: int, seed: int) -> None:
    stands_alone = sum(not item.twin_set for item in bank)
    sets = len({item.twin_set for item in bank} - {""})
    assert len(draw(bank, count, Random(seed))) == min(count, stands_alone + sets)


@given(banks(), counts, seeds)
def test_no_item_comes_twice_and_no_stem_helps_with_another(bank: list[Item], count: int, seed: int) -> None:
    by_id = {item.id: item for item in bank}
    chosen = [by_id[drawn.item] for drawn in draw(bank, count, Random(seed))]
    sets = [item.twin_set for item in chosen if item.twin_set]
    assert len({item.id for item in chosen}) == len(chosen)
    assert len(set(sets)) == len(sets)


@given(st.lists(every_kind, max_size=6), seeds)
def test_a_drawn_question_is_the_item_with_its_own_options(items: list[Item], seed: int) -> None:
    by_id = {item.id: item for item in items}
    for drawn in draw(by_id.values(), len(by_id), Random(seed)):
        item = by_id[drawn.item]
        assert (drawn.kind, drawn.content_hash) == (item.kind, item.content_hash)
        assert sorted(drawn.options) == sorted(item.arrange(Random(0)))


@given(st.lists(st.sampled_from(["F1", "F2", "F3", "F4", "F5"]), min_size=1, max_size=12), counts, seeds)
def test_a_short_quiz_asks_about_as_many_facts_as_it_can(facts: list[str], count: int, seed: int) -> None:
    bank = [choice(f"item-{n}", facts=(fact,)) for n, fact in enumerate(facts)]
    asked = {facts[int(drawn.item.removeprefix("item-"))] for drawn in draw(bank, count, Random(seed))}
    assert len(asked) == min(count, len(set(facts)))


@given(banks(), st.integers(1, 12), seeds)
def test_no_item_left_out_would_have_added_more_facts_than_the_drawn_ones_did(bank: list[Item], count: int, seed: int) -> None:
    alone = {item.id: set(item.facts) for item in bank if not item.twin_set}
    chosen = {drawn.item for drawn in draw([item for item in bank if item.id in alone], count, Random(seed))}
    asked = {fact for id in chosen for fact in alone[id]}
    for id in alone.keys() - chosen:
        assert len(alone[id] - asked) * len(chosen) <= len(asked)


def plans(*bank: Item, count: int) -> list[tuple[Drawn, ...]]:
    return [draw(bank, count, Random(seed)) for seed in range(100)]


def test_every_item_that_adds_as_much_has_its_chance() -> None:
    bank = [choice(f"item-{n}", facts=("F1",)) for n in range(5)]
    assert {drawn.item for plan in plans(*bank, count=1) for drawn in plan} == {item.id for item in bank}


def test_every_stem_of_a_set_has_its_chance() -> None:
    stems = [choice(f"stem-{n}", twin_set="set-1") for n in range(4)]
    assert {plan[0].item for plan in plans(*stems, count=4)} == {stem.id for stem in stems}


def test_the_item_with_the_most_facts_is_drawn_but_not_always_asked_first() -> None:
    bank = [choice("rich", facts=("F1", "F2", "F3")), choice("poor", facts=("F4",))]
    assert {plan[0].item for plan in plans(*bank, count=2)} == {"rich", "poor"}


def test_no_option_always_stands_in_the_same_place() -> None:
    for item in (choice(grades=(3, 0, 0, 0)), multi(), order(), match(pairs="abc", extras="x"), rate(ratings=(1, 2, 3, 4))):
        shown = {plan[0].options for plan in plans(item, count=1)}
        assert all(len({options[place] for options in shown}) == 4 for place in range(4))


def test_a_figure_to_be_typed_shows_no_options() -> None:
    assert draw([number()], 1, Random(1))[0].options == ()


def test_nothing_is_drawn_from_nothing() -> None:
    assert draw([], 5, Random(1)) == ()
