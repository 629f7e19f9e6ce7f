"""All that can happen in a role-play: every situation that can be reached is looked at once, so what is found holds for all ways.

Everything here is linear in the situations. Figures over whole ways (how many, the worst, by chance) need a talk that always
ends; `loop` tells whether it does.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from cstrain.core.items.choice import BEST
from cstrain.core.roleplay.graph import Ending, Node, NodeChoice, Roleplay, Situation, Verdict, outcome
from cstrain.core.value import Value

Route = tuple[str, ...]


class Step(Value):
    """One reply offered in a situation, and the situation it makes."""

    choice: NodeChoice
    to: Situation


class Space(Value):
    """Every situation that can be reached, in the order of the shortest ways there, and the steps out of it (none at an ending).

    `before` is the last step of a shortest way. Not `whole` if there were more than were looked at.
    """

    roleplay: Roleplay
    steps: Mapping[Situation, tuple[Step, ...]]
    before: Mapping[Situation, tuple[Situation, str]]
    whole: bool

    def route(self, situation: Situation) -> Route:
        """The replies of a shortest way from the start."""
        taken: list[str] = []
        while situation in self.before:
            situation, choice = self.before[situation]
            taken.append(choice)
        return tuple(reversed(taken))

    def decisions(self) -> Iterator[tuple[Node, Situation, tuple[Step, ...]]]:
        """Every situation with something to decide, or that should have."""
        nodes = {node.id: node for node in self.roleplay.nodes}
        for situation, steps in self.steps.items():
            if situation.node in nodes:
                yield nodes[situation.node], situation, steps


def explore(roleplay: Roleplay, most: int) -> Space:
    """The space of a role-play whose ways all lead somewhere (curriculum/roleplays.py), up to about this many situations."""
    nodes = {node.id: node for node in roleplay.nodes}
    steps: dict[Situation, tuple[Step, ...]] = {}
    before: dict[Situation, tuple[Situation, str]] = {}
    seen = {roleplay.start}
    waiting = deque(seen)
    while waiting and len(seen) <= most:
        situation = waiting.popleft()
        node = nodes.get(situation.node)
        offered = node.offered(situation.mood, situation.flags) if node else ()
        steps[situation] = tuple(Step(choice=choice, to=outcome(situation, choice)) for choice in offered)
        for step in steps[situation]:
            if step.to not in seen:
                seen.add(step.to)
                before[step.to] = (situation, step.choice.id)
                waiting.append(step.to)
    return Space(roleplay=roleplay, steps=steps, before=before, whole=not waiting)


def loop(space: Space) -> tuple[Situation, Route] | None:
    """A situation that can come again, and the replies that bring it round; None if every talk ends."""
    finished: set[Situation] = set()
    way = [space.roleplay.start]
    taken: list[str] = []
    left = [iter(space.steps[way[0]])]
    on_way = set(way)
    while way:
        step = next(left[-1], None)
        if step is None:
            finished.add(way[-1])
            on_way.discard(way.pop())
            left.pop()
            del taken[-1:]
        elif step.to in on_way:
            return step.to, (*taken[way.index(step.to) :], step.choice.id)
        elif step.to not in finished:
            way.append(step.to)
            on_way.add(step.to)
            taken.append(step.choice.id)
            left.append(iter(space.steps[step.to]))
    return None


def _last_first(space: Space) -> list[Situation]:
    """The situations, each after all that can follow it."""
    ordered: list[Situation] = []
    seen = {space.roleplay.start}
    way = [space.roleplay.start]
    left = [iter(space.steps[way[0]])]
    while way:
        step = next(left[-1], None)
        if step is None:
            ordered.append(way.pop())
            left.pop()
        elif step.to not in seen:
            seen.add(step.to)
            way.append(step.to)
            left.append(iter(space.steps[step.to]))
    return ordered


Talk = tuple[tuple[Situation, Step], ...]


class Proof:
    """What can be said of a space in which every talk ends."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.roleplay = space.roleplay
        self._verdicts = {ending.id: ending.verdict for ending in space.roleplay.endings}
        self._last_first = _last_first(space)

    def ways(self) -> int:
        """How many different talks there are, from the first word to an ending."""
        count: dict[Situation, int] = {}
        for situation in self._last_first:
            count[situation] = sum(count[step.to] for step in self.space.steps[situation]) or 1
        return count[self.roleplay.start]

    def by_chance(self, verdict: Verdict) -> float:
        """How likely such an ending is if every reply is chosen blindly."""
        share: dict[Situation, float] = {}
        for situation in self._last_first:
            steps = self.space.steps[situation]
            ended = self._verdicts.get(situation.node) == verdict
            share[situation] = sum(share[step.to] for step in steps) / len(steps) if steps else float(ended)
        return share[self.roleplay.start]

    def within_reach(self) -> Mapping[Situation, frozenset[Verdict]]:
        """The verdicts that a talk standing in each situation can still end with."""
        reach: dict[Situation, frozenset[Verdict]] = {}
        for situation in self._last_first:
            if situation.node in self._verdicts:
                reach[situation] = frozenset({self._verdicts[situation.node]})
            else:
                reach[situation] = frozenset().union(*(reach[step.to] for step in self.space.steps[situation]))
        return reach

    def best_talk(self) -> Talk:
        """The talk in which every reply is the best of those offered."""
        return self._following(lambda steps: max(range(len(steps)), key=lambda place: steps[place].choice.grade))

    def at_position(self, place: int) -> Ending | None:
        """Where always choosing the reply at this place (from 0, as written) ends; the last one where there are fewer."""
        talk = self._following(lambda steps: min(place, len(steps) - 1))
        last = talk[-1][1].to if talk else self.roleplay.start
        return self.roleplay.ending(last.node)

    def _following(self, pick: Callable[[Sequence[Step]], int]) -> Talk:
        talk: list[tuple[Situation, Step]] = []
        situation = self.roleplay.start
        while steps := self.space.steps[situation]:
            step = steps[pick(steps)]
            talk.append((situation, step))
            situation = step.to
        return tuple(talk)

    def worst(self) -> tuple[Fraction, Route]:
        """The lowest score that a talk can have (0 to 1), and its replies."""
        return self._extreme(-1)

    def best(self) -> tuple[Fraction, Route]:
        """The highest score that a talk can have, and its replies."""
        return self._extreme(1)

    def _extreme(self, sign: int) -> tuple[Fraction, Route]:
        """A ratio of two sums along a way, made extreme by Dinkelbach's method (Management Science 13, 1967).

        With a ratio supposed, a way that beats it is found in one pass over the situations; if there is none, it is extreme.
        """
        score = Fraction(0 if sign > 0 else 1)
        route: Route | None = None
        while True:
            gain, grades, found = self._beating(score, sign)
            if route is not None and gain <= 0:
                return score, route
            score, route = Fraction(grades, BEST * max(1, len(found))), found

    def _beating(self, score: Fraction, sign: int) -> tuple[int, int, Route]:
        """The way that is farthest beyond this score: by how much (in parts of its denominator), its grades, its replies."""
        gain: dict[Situation, int] = {}
        chosen: dict[Situation, Step] = {}
        for situation in self._last_first:
            gain[situation] = 0
            for number, step in enumerate(self.space.steps[situation]):
                beyond = sign * (step.choice.grade * score.denominator - BEST * score.numerator) + gain[step.to]
                if number == 0 or beyond > gain[situation]:
                    gain[situation], chosen[situation] = beyond, step
        situation, replies, grades = self.roleplay.start, [], 0
        while situation in chosen:
            step = chosen[situation]
            replies.append(step.choice.id)
            grades += step.choice.grade
            situation = step.to
        return gain[self.roleplay.start], grades, tuple(replies)
