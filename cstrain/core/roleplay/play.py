"""Playing a role-play, as a pure reducer over the replies given: the same replies give the same talk, so resume is a replay.

What is drawn (the order of the replies, the wording of the customer's lines) follows from the seed and the place alone.
"""

from collections.abc import Iterable, Sequence
from random import Random

from cstrain.core.items.base import shuffled
from cstrain.core.localised import Localised
from cstrain.core.roleplay.graph import Ending, Line, Node, NodeChoice, Roleplay, Situation, first_that_holds, outcome
from cstrain.core.value import Value, replace
from cstrain.errors import BadResponse


class Decision(Value):
    """One reply given: where, between which replies (as written), and what came of it."""

    before: Situation
    offered: tuple[NodeChoice, ...]
    choice: NodeChoice
    after: Situation

    @property
    def best(self) -> NodeChoice:
        return max(self.offered, key=lambda choice: choice.grade)

    @property
    def skills(self) -> dict[str, int]:
        """The skills that some reply here would show, and the grade earned in each: 0 with a reply that does not show it."""
        offered = dict.fromkeys(skill for choice in self.offered for skill in choice.skills)
        return {skill: self.choice.grade if skill in self.choice.skills else 0 for skill in offered}


class Play(Value):
    """What has happened in one talk so far."""

    roleplay: Roleplay
    seed: int
    situation: Situation
    decisions: tuple[Decision, ...] = ()

    @property
    def node(self) -> Node | None:
        """The moment to reply in; None at the end."""
        return self.roleplay.node(self.situation.node)

    @property
    def ending(self) -> Ending | None:
        return self.roleplay.ending(self.situation.node)

    @property
    def offered(self) -> tuple[NodeChoice, ...]:
        """The replies there are now, as written; none at the end."""
        return self.node.offered(self.situation.mood, self.situation.flags) if self.node else ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the replies in the order to show them."""
        return shuffled(tuple(choice.id for choice in self.offered), self._draw("replies"))

    @property
    def says(self) -> Localised:
        """What the customer says now."""
        part = self.node or self.ending
        assert part is not None
        return self._wording(part.says, self.situation, "says")

    @property
    def reaction(self) -> Localised | None:
        """How the customer took the latest reply; None at the start."""
        if not self.decisions:
            return None
        latest = self.decisions[-1]
        return self._wording(latest.choice.react, latest.after, "react")

    def _wording(self, lines: Sequence[Line], situation: Situation, what: str) -> Localised:
        line = first_that_holds(lines, situation.mood, situation.flags)
        return self._draw(what).choice((line.text, *line.variants))

    def _draw(self, what: str) -> Random:
        """Chance of its own for each thing drawn, so that drawing one more changes none of the others."""
        return Random(f"{self.seed} {len(self.decisions)} {self.situation.node} {what}")


def start(roleplay: Roleplay, seed: int) -> Play:
    return Play(roleplay=roleplay, seed=seed, situation=roleplay.start)


def choose(play: Play, choice: object) -> Play:
    """The talk after this reply (a choice's id); BadResponse if it is not offered now."""
    chosen = next((one for one in play.offered if one.id == choice), None)
    if chosen is None:
        raise BadResponse(item=play.roleplay.id)
    after = outcome(chosen, play.situation)
    decision = Decision(before=play.situation, offered=play.offered, choice=chosen, after=after)
    return replace(play, situation=after, decisions=(*play.decisions, decision))


def replay(roleplay: Roleplay, seed: int, choices: Iterable[str]) -> Play:
    """The talk that these replies add up to."""
    play = start(roleplay, seed)
    for choice in choices:
        play = choose(play, choice)
    return play
