"""What is said about which option after an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.items import Item, Response, Verdict
from tests.core.strategies import every_kind, key_of, listed_kinds
from tests.making import choice, match, multi, number, order, rate

RIGHT, PARTLY, WRONG, MISSED = Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG, Verdict.MISSED

SITUATIONAL = choice(grades=(0, 1, 2, 3), situational=True)
FIGURE = number(key=24, others=(48,), tolerance=1)

SAID: list[tuple[Item, Response, list[tuple[str, Verdict]]]] = [
    # choice: the one chosen, and the key where it was missed
    (SITUATIONAL, "d", [("d", RIGHT)]),
    (SITUATIONAL, "c", [("c", PARTLY), ("d", MISSED)]),
    (SITUATIONAL, "b", [("b", PARTLY), ("d", MISSED)]),
    (SITUATIONAL, "a", [("a", WRONG), ("d", MISSED)]),
    (choice(grades=(0, 3, 0)), "c", [("c", WRONG), ("b", MISSED)]),
    # multi: all that was ticked or should have been, as written
    (multi(keys="ab", options="abcd"), ("c", "a"), [("a", RIGHT), ("b", MISSED), ("c", WRONG)]),
    (multi(keys="ab", options="abcd"), ("a", "b"), [("a", RIGHT), ("b", RIGHT)]),
    # order: every step in its right order, right where it stands in its own place
    (order(steps="abcd"), ("a", "c", "b", "d"), [("a", RIGHT), ("b", MISSED), ("c", MISSED), ("d", RIGHT)]),
    # match: every pair
    (match(pairs="abc", extras="x"), {"a": "b", "b": "x", "c": "c"}, [("a", WRONG), ("b", WRONG), ("c", RIGHT)]),
    # rate: every reply; one step off is partly right
    (rate(ratings=(1, 3, 5)), {"a": 1, "b": 4, "c": 3}, [("a", RIGHT), ("b", PARTLY), ("c", WRONG)]),
    # number: the figure typed, and the key where it was missed; within the tolerance it is the key
    (FIGURE, 24, [("24", RIGHT)]),
    (FIGURE, 25, [("24", RIGHT)]),
    (FIGURE, 48, [("48", WRONG), ("24", MISSED)]),
    (FIGURE, 7.5, [("7.5", WRONG), ("24", MISSED)]),
]


@pytest.mark.parametrize(("item", "response", "said"), SAID, ids=lambda value: getattr(value, "kind", None))
def test_what_is_remarked_on(item: Item, response: Response, said: list[tuple[str, Verdict]]) -> None:
    assert [(remark.option, remark.verdict) for remark in item.grade(response).remarks] == said


@given(listed_kinds, st.data())
def test_each_remark_carries_the_feedback_written_for_its_option(item: Item, data: st.DataObject) -> None:
    written = {part.id: part.feedback for part in item.parts()}
    remarks = item.grade(data.draw(st.sampled_from(list(item.responses())))).remarks
    assert all(remark.feedback == written[remark.option] for remark in remarks)


@pytest.mark.parametrize(("typed", "feedback"), [(24, "right (en)"), (48, "not 48 (en)"), (7, "otherwise (en)")])
def test_a_likely_wrong_figure_has_feedback_of_its_own_and_the_rest_share_one(typed: float, feedback: str) -> None:
    assert FIGURE.grade(typed).remarks[0].feedback.say("en") == feedback


@given(every_kind)
def test_nothing_is_called_wrong_or_missed_in_a_right_answer(item: Item) -> None:
    assert {remark.verdict for remark in item.grade(key_of(item)).remarks} == {RIGHT}


@given(listed_kinds)
def test_the_verdict_on_the_whole_follows_the_score(item: Item) -> None:
    for response in item.responses():
        grade = item.grade(response)
        assert grade.verdict is (RIGHT if grade.score == 1 else WRONG if grade.score == 0 else PARTLY)


@given(listed_kinds)
def test_an_item_can_fail_an_attempt_exactly_if_some_response_is_critical(item: Item) -> None:
    assert item.can_fail == any(item.grade(response).critical for response in item.responses())


def test_a_critical_option_keeps_its_score() -> None:
    grade = choice(grades=(3, 1, 0), situational=True, critical=1).grade("b")
    assert (grade.critical, grade.score) == (True, SITUATIONAL.grade("b").score)
