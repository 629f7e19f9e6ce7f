"""How long it takes to prove a role-play sound, and whether that grows with its situations and nothing else."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from cstrain.core.roleplay import NodeChoice, Roleplay
from cstrain.core.roleplay.analysis import Proof, explore, loop
from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from tests.benchmarks.measuring import Measured, least, once
from tests.talks import ending, node, reply, roleplay

# More than are ever looked at outside of this.
MOST = 1_000_000
ALLOWED_SECONDS = 0.050
FLAGS = 3


def measure(smaller: int, larger: int, rounds: int) -> Iterator[Measured]:
    """`smaller` and `larger` are how many nodes the two role-plays have; the floor of a shipped one is what it may take."""
    small, large = talk(smaller), talk(larger)
    growth = situations(large) / situations(small)
    # The small one as often as makes it as long as the large one: a busy machine then slows both alike.
    times = round(growth)

    def as_long() -> None:
        for _ in range(times):
            prove(small)

    floor, ours = least(as_long, lambda: prove(large), rounds)
    what = f"growth: proof of a role-play, {situations(small):,} to {situations(large):,} situations"
    yield Measured(what=what, floor=floor * growth / times, ours=ours, budget=1.25)
    for shipped in _shipped():
        took = min(once(lambda: prove(shipped)) for _ in range(rounds))  # noqa: B023
        yield Measured(what=f"proof of {shipped.id}, of 50 ms allowed", floor=ALLOWED_SECONDS, ours=took, budget=1.0)


def _shipped() -> Iterator[Roleplay]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library([shelf.shipped()], Path(folder))
        for id in library.ids:
            yield from library.module(id).roleplays.values()


def talk(nodes: int) -> Roleplay:
    """So many moments in a row with four replies each, three flags and moods of all kinds."""
    names = [*(f"n{number}" for number in range(nodes)), "good"]
    return roleplay(*(node(names[n], *_replies(f"f{n % FLAGS}", names[n + 1])) for n in range(nodes)), ending("good", "good"))


def _replies(flag: str, to: str) -> tuple[NodeChoice, ...]:
    return (
        reply("best", 3, to=to, mood=10, sets=(flag,)),
        reply("fair", 2, to=to),
        reply("weak", 1, to=to, mood=-10),
        reply("poor", 0, to=to, mood=-20, clears=(flag,)),
    )


def situations(talk: Roleplay) -> int:
    return len(explore(talk, MOST).situations)


def prove(talk: Roleplay) -> None:
    """Everything that is checked or shown of a role-play."""
    space = explore(talk, MOST)
    loop(space)
    proof = Proof(space)
    proof.ways()
    proof.worst()
    proof.first_mistakes()
    proof.by_chance("good")
    for position in range(4):
        proof.at_position(position)
