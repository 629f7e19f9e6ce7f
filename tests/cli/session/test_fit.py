"""Shipped questions on the projected screen: all of each is in sight at 80 x 24, before the vote and after both."""

from pathlib import Path

import pytest

from cstrain.cli import words
from cstrain.core.session import Mode
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.records.store import Store
from tests.app.session.holding import begin
from tests.cli.session.booth import Booth
from tests.conftest import StoppedClock

# Every so many questions of a module is looked at.
ONE_IN = 5


@pytest.mark.parametrize("id", Library([shelf.shipped()], None).ids)
def test_a_question_is_never_scrolled(store: Store, stopped: StoppedClock, tmp_path: Path, id: str) -> None:
    module = Library([shelf.shipped()], tmp_path).module(id)
    items = [(module, item) for item in module.items.values() if item.kind == "choice"][::ONE_IN]
    one = Booth(begin(store, stopped.clock, Mode.TALLY, [], [module], items=tuple(items)), stopped.clock)
    too_long = []
    while not one.live.state.is_over:
        question = one.live.state.now.question
        right = "abcde"[question.drawn.options.index(question.right[0])]
        wrong = "abcde"[(question.drawn.options.index(question.right[0]) + 1) % len(question.drawn.options)]
        votes = f"{right}5{wrong}5"
        for keys in ((), (votes, "enter", "enter"), ("enter", votes, "enter", "enter")):
            one.press(*keys)
            for language in ("id", "en"):
                words.use(language)
                one.rows(80, 24)
                if one.stage.length > one.stage.room:
                    too_long.append((question.drawn.item, language, keys))
        one.press("enter")
    assert items and too_long == []
