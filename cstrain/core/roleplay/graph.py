"""A role-play as written: what the customer says, what the trainee may reply, and where each reply leads.

The only state is the node, the customer's mood and the flags set so far (Situation). All that depends on it is a list of
entries with a condition each (`when`): the first that holds is taken, and the last has none.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol, TypeVar

from cstrain.core.localised import Localised
from cstrain.core.value import Value

Verdict = Literal["good", "mixed", "bad"]

CALM = 100
# Moods and their changes are multiples of this, so that a role-play has few states and every one of them can be looked at.
MOOD_STEP = 5


class Situation(NamedTuple):
    """Where a talk stands: the id of a node or ending, the mood from 0 (furious) to 100 (calm), the flags set.

    A tuple, since the analysis makes and compares thousands.
    """

    node: str
    mood: int
    flags: frozenset[str]


class When(Value):
    """A condition on mood and flags; all that is given must hold."""

    mood_at_least: int | None = None
    mood_below: int | None = None
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def holds(self, mood: int, flags: frozenset[str]) -> bool:
        return (
            (self.mood_at_least is None or mood >= self.mood_at_least)
            and (self.mood_below is None or mood < self.mood_below)
            and flags.issuperset(self.has)
            and flags.isdisjoint(self.lacks)
        )


class Line(Value):
    """What the customer says; `variants` say the same in other words, for the next time."""

    text: Localised
    variants: tuple[Localised, ...] = ()
    when: When | None = None


class Edge(Value):
    to: str
    when: When | None = None


class NodeChoice(Value):
    """A reply the trainee may give.

    `when` looks at the situation it is given in; `react` and `to` look at what it has made of the mood and the flags.
    `grade`: 3 best, 2 acceptable, 1 weak, 0 harmful. `critical` fails the attempt. `skills` are what it shows.
    """

    id: str
    text: Localised
    grade: int
    react: tuple[Line, ...]
    feedback: Localised
    to: tuple[Edge, ...]
    mood: int = 0
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    critical: bool = False
    when: When | None = None

    def mood_after(self, mood: int) -> int:
        """The customer's mood after this reply."""
        return min(CALM, max(0, mood + self.mood))

    def flags_after(self, flags: frozenset[str]) -> frozenset[str]:
        """The flags after this reply."""
        return flags.union(self.sets).difference(self.clears) if self.sets or self.clears else flags


class Node(Value):
    """A moment of the talk. `situation` is what can be seen before the customer speaks."""

    id: str
    says: tuple[Line, ...]
    choices: tuple[NodeChoice, ...]
    situation: Localised | None = None
    facts: tuple[str, ...] = ()
    content_hash: str

    def offered(self, mood: int, flags: frozenset[str]) -> tuple[NodeChoice, ...]:
        """The replies there are in this situation, as written."""
        return tuple([choice for choice in self.choices if choice.when is None or choice.when.holds(mood, flags)])


class Ending(Value):
    id: str
    verdict: Verdict
    says: tuple[Line, ...]
    debrief: Localised
    facts: tuple[str, ...] = ()


class Scene(Value):
    """Who the trainee is, where, and what the rules of the house allow."""

    you: Localised
    place: Localised
    limits: Localised


class Customer(Value):
    name: Localised
    manner: Localised


class Roleplay(Value):
    """The talk begins at the first node, in this mood, with no flag set."""

    id: str
    title: Localised
    scene: Scene
    customer: Customer
    mood: int
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]
    content_hash: str

    @property
    def start(self) -> Situation:
        return Situation(node=self.nodes[0].id, mood=self.mood, flags=frozenset())

    def node(self, id: str) -> Node | None:
        """The node with this id; None for an ending."""
        return next((node for node in self.nodes if node.id == id), None)

    def ending(self, id: str) -> Ending | None:
        return next((ending for ending in self.endings if ending.id == id), None)

    @property
    def facts(self) -> tuple[str, ...]:
        """What its decisions and endings teach, each once."""
        parts: tuple[Node | Ending, ...] = (*self.nodes, *self.endings)
        return tuple(dict.fromkeys(fact for part in parts for fact in part.facts))

    @property
    def skills(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(skill for node in self.nodes for choice in node.choices for skill in choice.skills))

    @property
    def has_critical(self) -> bool:
        """Whether some reply fails the talk whatever its score."""
        return any(choice.critical for node in self.nodes for choice in node.choices)


def decision_id(roleplay: str, node: str) -> str:
    """What the decision in this node is called among the items of its module."""
    return f"{roleplay}/{node}"


class Conditional(Protocol):
    @property
    def when(self) -> When | None: ...


Some = TypeVar("Some", bound=Conditional)


def first_that_holds(entries: Sequence[Some], mood: int, flags: frozenset[str]) -> Some:
    """The entry to take in this situation; the last one if none before it holds."""
    return entries[place_that_holds(entries, mood, flags)]


def place_that_holds(entries: Sequence[Conditional], mood: int, flags: frozenset[str]) -> int:
    last = len(entries) - 1
    for place in range(last):
        when = entries[place].when
        if when is None or when.holds(mood, flags):
            return place
    return last


def outcome(choice: NodeChoice, at: Situation) -> Situation:
    """What a reply given in this situation makes of it."""
    mood, flags = choice.mood_after(at.mood), choice.flags_after(at.flags)
    return Situation(first_that_holds(choice.to, mood, flags).to, mood, flags)
