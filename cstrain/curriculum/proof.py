"""Structural faults of a role-play that only show when all its ways are looked at: each with the replies that lead there."""

from collections.abc import Iterator, Sequence
from typing import Any

from cstrain.core.items.choice import BEST
from cstrain.core.roleplay import Roleplay
from cstrain.core.roleplay.analysis import Proof, Space, Step, explore, loop
from cstrain.curriculum import assemble
from cstrain.curriculum.problem import Path
from cstrain.curriculum.shape import Source

Entry = dict[str, Any]
FEWEST_REPLIES = 2


def roleplay_of(entry: Entry) -> Roleplay:
    """The role-play that a sound entry says."""
    nodes = [{**node, "content_hash": ""} for node in entry["nodes"]]
    return assemble.build(Roleplay, {**entry, "nodes": nodes, "content_hash": ""})


def place_of(entry: Entry, path: Path, node: str, choice: str = "") -> Path:
    """The path of a node or an ending, or of a choice in it."""
    every = [(part, place, each) for part in ("nodes", "endings") for place, each in enumerate(entry[part])]
    part, place, found = next(one for one in every if one[2]["id"] == node)
    if not choice:
        return (*path, part, place)
    return (*path, part, place, "choices", [one["id"] for one in found["choices"]].index(choice))


def by(route: Sequence[str]) -> str:
    """A way, as it is told."""
    return " > ".join(route)


def check_ways(source: Source, entry: Entry, path: Path, most: int, allowed: int) -> int:
    """Note what is wrong with its ways, unless there are more than `most` situations; how many were looked at.

    `allowed` is the bound that is told: of a role-play, or of a module of which `most` is left.
    """
    space = explore(roleplay_of(entry), most)
    if space.whole:
        _check_space(source, entry, path, space)
    else:
        source.fault("too-many-situations", path, item=entry["id"], bound=f"<= {allowed:,}")
    return len(space.steps)


def _check_space(source: Source, entry: Entry, path: Path, space: Space) -> None:
    _unreached(source, entry, path, space)
    is_sound = _decisions(source, entry, path, space)
    if round := loop(space):
        place, replies = round
        node = space.situations[place].node
        about = {"node": node, "by": by(space.route(place)), "round": by(replies)}
        source.fault("endless-loop", place_of(entry, path, node), item=entry["id"], **about)
    elif is_sound:
        _best_talk(source, entry, path, space)


def _unreached(source: Source, entry: Entry, path: Path, space: Space) -> None:
    reached = {situation.node for situation in space.situations}
    for part in (*entry["nodes"], *entry["endings"]):
        if part["id"] not in reached:
            source.fault("unreachable", place_of(entry, path, part["id"]), item=entry["id"], node=part["id"])
    offered = {
        (situation.node, step.choice.id) for situation, steps in zip(space.situations, space.steps, strict=True) for step in steps
    }
    for node in entry["nodes"]:
        for choice in node["choices"]:
            if node["id"] in reached and (node["id"], choice["id"]) not in offered:
                where = (*place_of(entry, path, node["id"], choice["id"]), "when")
                source.fault("never-offered", where, item=entry["id"], node=node["id"], choice=choice["id"])


def _decisions(source: Source, entry: Entry, path: Path, space: Space) -> bool:
    """Whether there is something to decide everywhere, and one best reply; a node is told once, by its shortest way."""
    told: set[tuple[str, str]] = set()
    for place, node in space.decisions():
        for rule, figure, bound in _faults_of_decision(space.steps[place]):
            if (node.id, rule) not in told:
                told.add((node.id, rule))
                about = {"figure": figure, "bound": bound, **_situation(space, place)}
                source.fault(rule, place_of(entry, path, node.id), item=entry["id"], node=node.id, **about)
    return not told


def _faults_of_decision(steps: Sequence[Step]) -> Iterator[tuple[str, str, str]]:
    if len(steps) < FEWEST_REPLIES:
        yield "few-replies", str(len(steps)), f">= {FEWEST_REPLIES}"
    best = sum(step.choice.grade == BEST for step in steps)
    if steps and best != 1:
        yield "best-reply", str(best), "1"


def _situation(space: Space, place: int) -> dict[str, str]:
    situation = space.situations[place]
    return {"by": by(space.route(place)), "mood": str(situation.mood), "flags": ", ".join(sorted(situation.flags))}


def _best_talk(source: Source, entry: Entry, path: Path, space: Space) -> None:
    talk = Proof(space).best_talk()
    ending = space.roleplay.ending(space.situations[talk[-1][1].to].node)
    if ending and ending.verdict != "good":
        about = {"node": ending.id, "figure": ending.verdict, "bound": "good", "by": by([step.choice.id for _, step in talk])}
        source.fault("best-talk", place_of(entry, path, ending.id), item=entry["id"], **about)
