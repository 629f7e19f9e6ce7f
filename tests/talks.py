"""Role-plays made of small parts; what a test is about it sets itself."""

from collections.abc import Sequence

from cstrain.core.localised import Localised
from cstrain.core.roleplay import Customer, Edge, Ending, Line, Node, NodeChoice, Roleplay, Scene, When
from cstrain.core.roleplay.graph import Verdict


def text(said: str) -> Localised:
    return Localised({"id": f"{said} (id)", "en": f"{said} (en)"})


def line(said: str, *variants: str, when: When | None = None) -> Line:
    return Line(text=text(said), variants=tuple(map(text, variants)), when=when)


def edge(to: str, when: When | None = None) -> Edge:
    return Edge(to=to, when=when)


def reply(id: str, grade: int, *, to: str | Sequence[Edge], **more: object) -> NodeChoice:
    edges = (edge(to),) if isinstance(to, str) else tuple(to)
    said = {"text": text(f"reply {id}"), "feedback": text(f"feedback on {id}"), "react": (line(f"reaction to {id}"),)}
    return NodeChoice(id=id, grade=grade, to=edges, **said, **more)  # type: ignore[arg-type]


def node(id: str, *choices: NodeChoice, says: Sequence[Line] = ()) -> Node:
    return Node(
        id=id,
        says=tuple(says) or (line(f"says {id}"),),
        choices=choices,
        situation=text(f"situation of {id}"),
        facts=(f"F-{id}",),
        content_hash=f"hash of {id}",
    )


def ending(id: str, verdict: Verdict) -> Ending:
    return Ending(id=id, verdict=verdict, says=(line(f"says {id}"),), debrief=text(f"debrief of {id}"))


def roleplay(*parts: Node | Ending, mood: int = 50, id: str = "talk") -> Roleplay:
    return Roleplay(
        id=id,
        title=text("title"),
        scene=Scene(you=text("you"), place=text("place"), limits=text("limits")),
        customer=Customer(name=text("name"), manner=text("manner")),
        mood=mood,
        nodes=tuple(part for part in parts if isinstance(part, Node)),
        endings=tuple(part for part in parts if isinstance(part, Ending)),
        content_hash=f"hash of {id}",
    )


# Two decisions: the best talk ends well, a promise that cannot be kept is critical and ends well too, the others end otherwise.
KETTLE = roleplay(
    node(
        "first",
        reply("listen", 3, to="second", mood=20, sets=("heard",), skills=("listen",)),
        reply("poor", 1, to="second", mood=-10),
        reply("rude", 0, to="angry", mood=-40, critical=True),
    ),
    node(
        "second",
        reply("fix", 3, to=(edge("glad", When(has=("heard",))), edge("doubting")), mood=10, skills=("solve",)),
        reply("wait", 1, to="doubting", mood=-10),
        reply("promise", 0, to="glad", critical=True, when=When(mood_at_least=50)),
        says=(line("says second calmly", when=When(mood_at_least=50)), line("says second crossly")),
    ),
    ending("glad", "good"),
    ending("doubting", "mixed"),
    ending("angry", "bad"),
    mood=40,
    id="kettle",
)
