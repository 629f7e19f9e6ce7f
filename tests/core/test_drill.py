"""Drawing a drill: facts at their pace, items that rotate, modules by turns; and what several modules are called together."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.drill import (
    FULL,
    LONGEST_RUN,
    NEW_OF_FULL,
    Agenda,
    Bank,
    ahead,
    draw,
    evidence,
    missed,
    mixed_up,
    module_of,
    todays,
)
from cstrain.core.evidence import Evidence
from cstrain.core.history import Past
from cstrain.core.items import Item
from cstrain.core.module import Fact, Module
from cstrain.core.schedule import Schedule, schedule
from cstrain.core.value import replace
from tests.making import choice, module, policy, text
from tests.talks import KETTLE

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
EMPTY = schedule([], MONDAY)


def fact(id: str) -> Fact:
    return Fact(
        id=id, group="g", tier="A", kind="term", provenance="source", flags=(), statement=text(id), source=text("s"), doubt=None
    )


def teaching(id: str, facts: int = 10, items: int = 2) -> Module:
    """A module with facts f0, f1, ... and so many items for each: f0-a, f0-b, ..."""
    made = [choice(f"f{n}-{chr(97 + one)}", facts=(f"f{n}",)) for n in range(facts) for one in range(items)]
    return replace(module(*made, id=id), facts={f"f{n}": fact(f"f{n}") for n in range(facts)})


def answered(item: str, at: datetime = MONDAY, share: float = 1) -> Evidence:
    """An answer to an item of `teaching`."""
    return Evidence(item=item, facts=(item.rpartition("-")[0],), share=share, chance=0.25, elapsed_ms=9000, at=at)


def drawn(bank: Bank, agenda: Agenda, made: Schedule = EMPTY, seed: int = 1) -> list[str]:
    return [item.id for item in draw(bank, agenda, made, Random(seed))]


def facts_of(items: Sequence[Item]) -> list[str]:
    return [one for item in items for one in item.facts]


A, B, C = teaching("a"), teaching("b"), teaching("c")


# Names


def test_items_and_facts_of_different_modules_keep_apart() -> None:
    bank = Bank([A, B])
    assert bank.items["a/f0"] == ("a/f0-a", "a/f0-b") and bank.items["b/f0"] == ("b/f0-a", "b/f0-b")
    item = bank.item("b/f3-a")
    assert item and (item.id, item.facts) == ("b/f3-a", ("b/f3",))
    assert item.grade("a") == B.items["f3-a"].grade("a")


def test_what_is_not_there_is_nothing() -> None:
    bank = Bank([A])
    assert bank.item("x/f0-a") is None and bank.item("a/gone") is None
    assert bank.taught("x/f0-a") == () and bank.taught("a/gone") == () and bank.taught("a/kettle/first") == ()
    assert bank.statement("x/f0") is None and bank.statement("a/f0") == A.facts["f0"]


def test_an_item_without_facts_stands_for_itself() -> None:
    bank = Bank([module(choice("alone"), id="m")])
    assert dict(bank.items) == {"m/alone": ("m/alone",)}


def test_a_fact_that_nothing_asks_is_not_drilled() -> None:
    bank = Bank([replace(A, facts={**A.facts, "told-only": fact("told-only")})])
    assert "a/told-only" not in bank.items


def test_a_fact_of_a_linked_module_is_one_fact() -> None:
    linking = replace(module(choice("other-way", facts=("f0",)), id="z"), links=("a",))
    assert Bank([A, linking]).items["a/f0"] == ("a/f0-a", "a/f0-b", "z/other-way")
    assert Bank([linking]).items == {"z/f0": ("z/other-way",)}


def test_a_decision_of_a_talk_teaches_the_facts_of_its_moment() -> None:
    shop = replace(module(id="shop"), roleplays={"kettle": KETTLE})
    assert Bank([shop]).taught("shop/kettle/first") == ("shop/F-first",)
    assert Bank([shop]).taught("shop/kettle/gone") == ()


def test_a_twin_set_is_of_its_module() -> None:
    sets = [module(choice("t", twin_set="s"), id=id) for id in ("a", "b")]
    names = {item.twin_set for id in ("a/t", "b/t") if (item := Bank(sets).item(id))}
    assert names == {"a/s", "b/s"}


def test_the_mixed_module_has_the_items_and_their_facts() -> None:
    bank = Bank([A, B])
    items = [item for name in ("a/f1-a", "b/f2-b") if (item := bank.item(name))]
    made = bank.mixed(items, policy())
    assert made.id == "" and list(made.items) == ["a/f1-a", "b/f2-b"] and set(made.facts) == {"a/f1", "b/f2"}


def test_evidence_is_what_an_answer_says_about_the_facts() -> None:
    past = Past(
        module="a", item="f0-a", kind="practice", is_ahead=True, score=1, maximum=2, chance=0.25, at=MONDAY, elapsed_ms=5000
    )
    (made,) = evidence(Bank([A]), [past])
    assert (made.item, made.facts, made.share, made.teaches) == ("a/f0-a", ("a/f0",), 0.5, False)


# New ones at their pace, then due ones


def test_the_first_drill_has_new_facts_only_at_their_pace() -> None:
    items = draw(Bank([A]), todays(Bank([A]), EMPTY, FULL), EMPTY, Random(1))
    assert sorted(facts_of(items)) == [f"a/f{n}" for n in range(NEW_OF_FULL)]


def test_new_ones_keep_their_pace_however_much_is_due() -> None:
    bank = Bank([A, B, C])
    known = [answered(f"{id}/f{n}-a", MONDAY - 30 * DAY) for id in "abc" for n in range(7)]
    made = schedule(known, MONDAY)
    items = draw(bank, todays(bank, made, FULL), made, Random(1))
    new = [one for one in facts_of(items) if one not in made.memories]
    assert len(items) == FULL and len(new) == NEW_OF_FULL


def test_weeks_away_make_no_mountain_and_the_weakest_come_first() -> None:
    bank = Bank([A, B, C])
    known = [answered(f"{id}/f{n}-a", MONDAY - 60 * DAY, share=n % 2) for id in "abc" for n in range(10)]
    made = schedule(known, MONDAY)
    items = draw(bank, todays(bank, made, FULL), made, Random(1))
    assert len(made.due) == 30 and len(items) == FULL
    assert {int(one.split("f")[1]) % 2 for one in facts_of(items)} == {0}


def test_a_shorter_drill_has_fewer_of_both() -> None:
    bank = Bank([A, B])
    known = [answered(f"a/f{n}-a", MONDAY - 9 * DAY) for n in range(10)]
    made = schedule(known, MONDAY)
    asked = facts_of(draw(bank, todays(bank, made, 6), made, Random(1)))
    assert Counter(module_of(one) for one in asked) == {"b": 4, "a": 2}


def test_new_ones_come_from_what_was_begun_by_turns_then_from_the_next_module() -> None:
    a, b, c = (teaching(id, facts=3) for id in "abc")
    bank = Bank([a, b, c])
    made = schedule([answered("b/f0-a"), answered("c/f0-a")], MONDAY)
    agenda = todays(bank, made, FULL)
    assert agenda.first == ("b/f1", "c/f1", "b/f2", "c/f2", "a/f0", "a/f1", "a/f2")
    assert todays(bank, made, FULL, required=("a",)).first == ("a/f0", "a/f1", "a/f2")


def test_what_was_missed_is_asked_the_newest_first() -> None:
    bank = Bank([A])
    made = schedule([answered(f"a/f{n}-a", share=0) for n in range(5)], MONDAY)
    assert missed(made, 3).then == ("a/f4", "a/f3", "a/f2", "a/f1", "a/f0")
    assert sorted(facts_of(draw(bank, missed(made, 3), made, Random(1)))) == ["a/f2", "a/f3", "a/f4"]


def test_ahead_is_what_is_not_due_yet_and_nothing_new() -> None:
    bank = Bank([A])
    made = schedule([answered("a/f1-a", MONDAY - 5 * DAY), answered("a/f0-a")], MONDAY)
    assert facts_of(draw(bank, ahead(made, FULL), made, Random(1))) == ["a/f0"]
    assert drawn(bank, ahead(EMPTY, FULL)) == []


# Items for facts


def test_a_fact_is_not_asked_by_the_same_item_twice_running() -> None:
    bank, asked = Bank([teaching("a", facts=1, items=3)]), list[str]()
    for day in range(12):
        made = schedule([answered(one, MONDAY + place * DAY, share=0) for place, one in enumerate(asked)], MONDAY + day * DAY)
        asked += drawn(bank, missed(made, 1) if asked else todays(bank, made, 2), made, seed=day)
    assert all(one != other for one, other in pairwise(asked))
    assert set(Counter(asked).values()) == {4}, "items rotate"


def test_the_only_item_of_a_fact_is_asked_again() -> None:
    bank = Bank([teaching("a", facts=1, items=1)])
    made = schedule([answered("a/f0-a", share=0)], MONDAY)
    assert drawn(bank, missed(made, 5), made) == ["a/f0-a"]


def test_an_item_brings_its_other_facts_along() -> None:
    """Of those never asked the one with most of what is wanted; what it brings is not asked again."""
    both = module(choice("one", facts=("f0",)), choice("both", facts=("f0", "f1")), choice("two", facts=("f1",)), id="m")
    bank = Bank([both])
    assert drawn(bank, todays(bank, EMPTY, FULL)) == ["m/both"]


def test_at_most_one_stem_of_a_twin_set() -> None:
    twins = module(*(choice(f"t{n}", facts=(f"f{n}",), twin_set="s") for n in range(4)), choice("x", facts=("f3",)), id="m")
    for seed in range(20):
        items = draw(Bank([twins]), todays(Bank([twins]), EMPTY, FULL), EMPTY, Random(seed))
        assert sum(item.twin_set == "m/s" for item in items) == 1 and len(items) == 2


def test_a_missed_decision_comes_before_the_items_of_its_fact_and_takes_a_third_at_most() -> None:
    decisions = {f"a/talk/{n}": choice(f"talk/{n}", facts=(f"f{n}",)) for n in range(10)}
    bank = Bank([A], decisions)
    made = schedule([answered(f"a/f{n}-a", MONDAY - 9 * DAY, share=0) for n in range(10)], MONDAY)
    asked = drawn(bank, todays(bank, made, FULL), made)
    assert len(asked) == 10 and sum(one in decisions for one in asked) == FULL // 3


def test_a_missed_decision_too_is_not_asked_twice_running() -> None:
    bank = Bank([teaching("a", facts=1, items=1)], {"a/talk/0": choice("talk/0", facts=("f0",))})
    wrong = replace(answered("a/f0-a", share=0), item="a/talk/0")
    made = schedule([wrong], MONDAY)
    assert {one for seed in range(5) for one in drawn(bank, missed(made, FULL), made, seed)} == {"a/f0-a"}


# Modules by turns


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(0, 1000))
def test_at_most_two_in_a_row_from_one_module_if_others_can_part_them(counts: list[int], seed: int) -> None:
    items = [item for id, count in zip("abcde", counts, strict=False) for item in _items(id, count)]
    order = mixed_up(items, Random(seed))
    assert sorted(item.id for item in order) == sorted(item.id for item in items)
    runs = [len(list(run)) for _, run in groupby(module_of(item.id) for item in order)]
    if counts and max(counts) <= LONGEST_RUN * (sum(counts) - max(counts) + 1):
        assert max(runs, default=0) <= LONGEST_RUN


def _items(module: str, count: int) -> list[Item]:
    return [choice(f"{module}/{n}") for n in range(count)]


# Laws


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from("abc"), st.integers(0, 9), st.sampled_from("ab"), st.booleans()),
        max_size=60,
    ),
    st.integers(1, 30),
    st.integers(0, 1000),
)
def test_every_drill_keeps_the_rules(history: list[tuple[int, str, int, str, bool]], length: int, seed: int) -> None:
    bank = Bank([A, B, C])
    answers = [
        answered(f"{id}/f{n}-{letter}", MONDAY + day * DAY, share=float(right))
        for day, id, n, letter, right in sorted(history, key=lambda one: one[0])
    ]
    made = schedule(answers, MONDAY + 45 * DAY)
    for agenda in (todays(bank, made, length), missed(made, length), ahead(made, length)):
        items = draw(bank, agenda, made, Random(seed))
        asked = facts_of(items)
        assert len(items) <= length and len(set(asked)) == len(asked)
        assert set(asked) <= {*agenda.first, *agenda.then}
        assert sum(one not in made.memories for one in asked) <= agenda.pace
        assert all(item.id != made.memories[one].item for item in items for one in item.facts if one in made.memories)
        assert items == draw(bank, agenda, made, Random(seed))


def test_nothing_is_never_asked() -> None:
    """Someone who drills every day has met every fact after as many days as the pace takes, whatever is right or wrong."""
    bank, answers, rng = Bank([A, B, C]), list[Evidence](), Random(3)
    for day in range(4):
        made = schedule(answers, MONDAY + day * DAY)
        items = draw(bank, todays(bank, made, FULL), made, rng)
        answers += [replace(answered(item.id, MONDAY + day * DAY, share=rng.randrange(2)), facts=item.facts) for item in items]
    assert set(schedule(answers, MONDAY + 4 * DAY).memories) == set(bank.items)
