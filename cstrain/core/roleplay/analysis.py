"""All that can happen in a role-play: every situation that can be reached is looked at once, so what is found holds for all ways.

Everything here is linear in the situations. Figures over whole ways (how many, the worst, by chance) need a talk that always
ends; `loop` tells whether it does.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, get_args

from cstrain.core.items.choice import BEST
from cstrain.core.roleplay.graph import Ending, Node, NodeChoice, Roleplay, Situation, Verdict, first_that_holds
from cstrain.core.value import Value

Route = tuple[str, ...]
Verdicts = frozenset[Verdict]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Step(NamedTuple):
    """One reply offered in a situation, and the place of the situation it makes."""

    choice: NodeChoice
    to: int


class Space(Value):
    """Every situation that can be reached, in the order of the shortest ways there; its place in that order stands for it.

    `steps` lead out of each (none at an ending); `before` is the last step of a shortest way to each but the first.
    Not `whole` if there were more situations than were looked at.
    """

    roleplay: Roleplay
    situations: Sequence[Situation]
    steps: Sequence[Sequence[Step]]
    before: Sequence[tuple[int, str]]
    whole: bool

    def route(self, place: int) -> Route:
        """The replies of a shortest way from the start."""
        taken: list[str] = []
        while place:
            place, choice = self.before[place - 1]
            taken.append(choice)
        return tuple(reversed(taken))

    def decisions(self) -> Iterator[tuple[int, Node]]:
        """The place of every situation with something to decide, or that should have; and its node."""
        nodes = {node.id: node for node in self.roleplay.nodes}
        for place, situation in enumerate(self.situations):
            if situation.node in nodes:
                yield place, nodes[situation.node]


def explore(roleplay: Roleplay, most: int) -> Space:
    """The space of a role-play whose ways all lead somewhere (curriculum/roleplays.py), up to so many situations."""
    nodes = {node.id: node for node in roleplay.nodes}
    found = [roleplay.start]
    places = {roleplay.start: 0}
    before: list[tuple[int, str]] = []
    steps: list[tuple[Step, ...]] = []
    # What a reply makes of the flags is asked for in every mood.
    flagged: dict[tuple[int, frozenset[str]], frozenset[str]] = {}
    while len(steps) < len(found) <= most:
        here, mood, flags = found[len(steps)]
        node = nodes.get(here)
        out: list[Step] = []
        for choice in node.offered(mood, flags) if node else ():
            known = (id(choice), flags)
            if (then := flagged.get(known)) is None:
                then = flagged[known] = choice.flags_after(flags)
            felt = choice.mood_after(mood)
            after = Situation(first_that_holds(choice.to, felt, then).to, felt, then)
            if (place := places.setdefault(after, len(found))) == len(found):
                found.append(after)
                before.append((len(steps), choice.id))
            out.append(Step(choice, place))
        steps.append(tuple(out))
    return Space(roleplay=roleplay, situations=found, steps=steps, before=before, whole=len(steps) == len(found))


def loop(space: Space) -> tuple[int, Route] | None:
    """A situation that can come again, and the replies that bring it round; None if every talk ends."""
    finished: set[int] = set()
    way, taken = [0], list[str]()
    left = [iter(space.steps[0])]
    on_way = {0}
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


def moods(space: Space) -> dict[str, tuple[int, int]]:
    """The lowest and the highest mood in which each node or ending can be reached; those that cannot are missing."""
    reached: dict[str, tuple[int, int]] = {}
    for situation in space.situations:
        low, high = reached.get(situation.node, (situation.mood, situation.mood))
        reached[situation.node] = (min(low, situation.mood), max(high, situation.mood))
    return reached


# The place of each situation of a talk, and the step taken there.
Talk = tuple[tuple[int, Step], ...]


class Mistake(Value):
    """A reply that is not the best, given in an otherwise best talk; `reach` has the verdicts it can still end with."""

    node: str
    choice: str
    reach: Verdicts


class Proof:
    """What can be said of a space in which every talk ends."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._verdicts: dict[str, Verdict] = {ending.id: ending.verdict for ending in space.roleplay.endings}
        # Where there is something to decide, each after all that can follow it.
        self._last_first = [(place, steps) for place, steps in _last_first(space) if steps]

    def ways(self) -> int:
        """How many different talks there are, from the first word to an ending."""
        count = [1] * len(self.space.steps)
        for place, steps in self._last_first:
            count[place] = sum([count[to] for _, to in steps])
        return count[0]

    def by_chance(self, verdict: Verdict) -> float:
        """How likely such an ending is if every reply is chosen blindly."""
        share = [float(self._verdicts.get(situation.node) == verdict) for situation in self.space.situations]
        for place, steps in self._last_first:
            share[place] = sum([share[to] for _, to in steps]) / len(steps)
        return share[0]

    def within_reach(self) -> Sequence[Verdicts]:
        """The verdicts that a talk can still end with, for each situation."""
        # As bits, because so few different sets are met so often.
        bits = {verdict: 1 << number for number, verdict in enumerate(VERDICTS)}
        sets = [frozenset(verdict for verdict in VERDICTS if bits[verdict] & met) for met in range(1 << len(VERDICTS))]
        ends = {ending: bits[verdict] for ending, verdict in self._verdicts.items()}
        reach = [ends.get(situation.node, 0) for situation in self.space.situations]
        for place, steps in self._last_first:
            for _, to in steps:
                reach[place] |= reach[to]
        return [sets[met] for met in reach]

    def best_talk(self) -> Talk:
        """The talk in which every reply is the best of those offered."""
        return self._following(lambda steps: max(steps, key=lambda step: step.choice.grade))

    def at_position(self, number: int) -> Ending | None:
        """Where always choosing the reply at this position (from 0, as written) ends; the last one where there are fewer."""
        talk = self._following(lambda steps: steps[min(number, len(steps) - 1)])
        return self.space.roleplay.ending(self.space.situations[talk[-1][1].to if talk else 0].node)

    def _following(self, pick: Callable[[Sequence[Step]], Step]) -> Talk:
        talk: list[tuple[int, Step]] = []
        place = 0
        while steps := self.space.steps[place]:
            talk.append((place, pick(steps)))
            place = talk[-1][1].to
        return tuple(talk)

    def first_mistakes(self) -> tuple[Mistake, ...]:
        """Every mistake that can be the first, in the first half of the best talk."""
        reach, best = self.within_reach(), self.best_talk()
        return tuple(
            Mistake(node=self.space.situations[place].node, choice=step.choice.id, reach=reach[step.to])
            for place, taken in best[: (len(best) + 1) // 2]
            for step in self.space.steps[place]
            if step is not taken
        )

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
        talk: Talk | None = None
        while True:
            gain, found = self._beating(score, sign)
            if talk is not None and gain <= 0:
                return score, tuple(step.choice.id for _, step in talk)
            talk = found
            score = Fraction(sum(step.choice.grade for _, step in talk), BEST * max(1, len(talk)))

    def _beating(self, score: Fraction, sign: int) -> tuple[int, Talk]:
        """The talk that is farthest beyond this score, and by how much (in parts of the score's denominator)."""
        worth = [sign * (grade * score.denominator - BEST * score.numerator) for grade in range(BEST + 1)]
        gain = [0] * len(self.space.steps)
        chosen: dict[int, Step] = {}
        for place, steps in self._last_first:
            gains = [worth[choice.grade] + gain[to] for choice, to in steps]
            gain[place] = most = max(gains)
            chosen[place] = steps[gains.index(most)]
        talk: list[tuple[int, Step]] = []
        place = 0
        while place in chosen:
            talk.append((place, chosen[place]))
            place = chosen[place].to
        return gain[0], tuple(talk)


def _last_first(space: Space) -> list[tuple[int, Sequence[Step]]]:
    """The situations with their steps, each after all that can follow it."""
    ordered: list[tuple[int, Sequence[Step]]] = []
    seen = {0}
    way = [0]
    left = [iter(space.steps[0])]
    while way:
        step = next(left[-1], None)
        if step is None:
            ordered.append((way[-1], space.steps[way.pop()]))
            left.pop()
        elif step.to not in seen:
            seen.add(step.to)
            way.append(step.to)
            left.append(iter(space.steps[step.to]))
    return ordered
