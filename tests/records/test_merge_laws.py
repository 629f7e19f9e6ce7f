"""Merging is commutative, associative and idempotent, over whatever happened on machines and on copies of their folders; what
comes of it is sound, and nothing that was answered is lost."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstrain.records import attempts, trainees
from tests.faults.disks import fastest_folder
from tests.records.machines import ACTS, World, fresh, merged, seen

# A history: for each step a machine (by number) and what is done there, or that its folder is copied.
STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*ACTS, "copy", "copy the file alone"))), min_size=4, max_size=30)


@contextmanager
def world(seed: int, steps: list[tuple[int, str]]) -> Iterator[World]:
    """Three machines on which this has happened."""
    folder = fastest_folder()
    made = World(folder, Random(seed))
    with patch.multiple(attempts, uuid4=made.uuid), patch.multiple(trainees, uuid4=made.uuid):
        try:
            for name in ("a", "b"):
                made.new(name)
            for act in ("add", "start", "answer", "session", "event"):
                made.act("a", act)
            made.copy("a", "c", with_key=True)
            for number, what in steps:
                machine = made.machines[number % len(made.machines)]
                if what in ACTS:
                    made.act(machine, what)
                elif len(made.machines) < 5:
                    made.copy(machine, f"copy-{len(made.machines)}", with_key=what == "copy")
            yield made
        finally:
            shutil.rmtree(folder)


def answers_of(path: Path) -> set[str]:
    found = seen(path)
    return {row.answer for row in found["answers"]} | {id for kind, id, *_ in found["aside"] if kind == "answer"}


LAWS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@LAWS
@given(st.integers(0, 1000), STEPS)
def test_merging_is_commutative_and_associative(seed: int, steps: list[tuple[int, str]]) -> None:
    with world(seed, steps) as made:
        one, two, three = made.machines[0], made.machines[-1], made.machines[len(made.machines) // 2]
        a, b, c, all_at_once = fresh(made, [one, two, three, one])
        before = [made.path(name).read_bytes() for name in (one, two, three)]
        merged(all_at_once, made.path(two), made.path(three))
        merged(b, made.path(three))
        merged(a, b)
        merged(c, made.path(one))
        merged(c, made.path(two))
        expected = seen(all_at_once)
        for path in (a, c):
            assert seen(path) == expected
        assert [made.path(name).read_bytes() for name in (one, two, three)] == before


@LAWS
@given(st.integers(0, 1000), STEPS)
def test_merging_again_changes_nothing_and_nothing_answered_is_lost(seed: int, steps: list[tuple[int, str]]) -> None:
    with world(seed, steps) as made:
        (a,) = fresh(made, ["a"])
        others = [made.path(name) for name in made.machines[1:]]
        merged(a, *others)
        expected, content = seen(a), a.read_bytes()
        for again in ([made.path("a")], others, [*others, *others], [a]):
            came = merged(a, *again)
            assert (came.new.trainees, came.new.attempts, came.new.answers, came.backup) == (0, 0, 0, None)
        assert a.read_bytes() == content
        gone = {subject for (subject,) in expected["erased"]}
        if not gone:
            assert answers_of(a) >= set().union(*(answers_of(path) for path in [made.path("a"), *others]))
        assert not {f"attempt {row.attempt}" for row in expected["attempts"]} & gone
        assert not {f"trainee {row.trainee}" for row in expected["attempts"]} & gone
