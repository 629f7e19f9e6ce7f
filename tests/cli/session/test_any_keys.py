"""Whatever keys are pressed, in whatever order: nothing breaks, nothing of the key shows early, what is stored is what stands."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstrain.app.clock import Clock
from cstrain.cli import words
from cstrain.cli.prompts.interruptions import Leave
from cstrain.core.session import Mode
from cstrain.core.value import replace
from cstrain.records.store import Store
from tests.app.session.holding import begin, resumed
from tests.cli.session.booth import NAMED, Booth
from tests.conftest import StoppedClock
from tests.making import choice, match, module, multi, number, order, rate
from tests.talks import KETTLE

# Each key may be a commit: few examples, in every mode, here; more where they are looked for by hand.
KEYS = st.lists(st.sampled_from([*NAMED - {"end"}, *"abcde12345-xmpjonlqwrsvki? zé="]), max_size=40)
KINDS = module(choice("choice-1"), multi(), order(), match(), number(), rate(), items_per_quiz=6)
CHOICES = module(*(choice(f"choice-{n}") for n in range(3)), items_per_quiz=3)


def held(store: Store, clock: Clock, mode: Mode, *, talk: bool) -> Booth:
    shop = KINDS if mode is Mode.TURNS else CHOICES
    if talk:
        return Booth(
            begin(store, clock, mode, modules=[replace(CHOICES, roleplays={"kettle": KETTLE})], roleplay="kettle"), clock
        )
    return Booth(begin(store, clock, mode, modules=[shop], count=3), clock)


@pytest.mark.parametrize("talk", [False, True])
@pytest.mark.parametrize("mode", list(Mode))
@settings(max_examples=8)
@given(keys=KEYS)
def test_any_keys(mode: Mode, talk: bool, keys: list[str]) -> None:
    clock = StoppedClock().clock
    with TemporaryDirectory() as folder, Store(Path(folder) / "records.db") as store:
        one = held(store, clock, mode, talk=talk)
        for key in keys:
            try:
                one.press(key)
            except Leave:
                continue
            if one.live.state.is_over:
                break
            for columns, height in ((80, 24), (200, 50), (20, 8)):
                rows = one.rows(columns, height)
                assert len(rows) <= height and all(len(row.text) < columns for row in rows)
            if one.live.state.is_open and "Back to question" not in one.sees() and "Kembali ke soal" not in one.sees():
                assert "feedback" not in one.sees()
        assert resumed(store, one.live, clock).state == one.live.state
    words.use("en")
