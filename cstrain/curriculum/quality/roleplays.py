"""Rules on role-plays: talks that need judgement, let people err and recover, and teach at every turn."""

from collections.abc import Iterator
from typing import Any

from cstrain.core.roleplay import Ending, Node
from cstrain.core.roleplay.analysis import Proof, Space, Talk, explore
from cstrain.core.roleplay.graph import place_that_holds
from cstrain.curriculum.problem import Path
from cstrain.curriculum.proof import by, place_of, roleplay_of
from cstrain.curriculum.quality.items import FEEDBACK_CHARACTERS, option_faults
from cstrain.curriculum.roleplays import SITUATIONS_OF_A_ROLEPLAY, choices, lists
from cstrain.curriculum.shape import Source

Entry = dict[str, Any]
VERDICTS = ("good", "mixed", "bad")
FEWEST_WAYS = 8
# Where a talk is the heart of the module, there must be more of it.
FEWEST_WAYS_IN = {"angry-customers": 12}
BEST_TALK = (4, 7)
REPLIES = (3, 4)
FIRST_MISTAKES = 0.60
BY_CHANCE = 0.15
MOST_NODES = 30
MERGING = (0.30, 0.60)


def check_roleplays(source: Source) -> None:
    for index, entry in source.entries["roleplays"]:
        path: Path = ("roleplays", index)
        space = explore(roleplay_of(entry), SITUATIONS_OF_A_ROLEPLAY)
        talk = Talking(source, entry, path, space)
        for check in (_size, _endings, _replies, _recovery, _guessing, _moods, _merging, _unused, _cues, _feedback, _taught):
            check(talk)


class Talking:
    """One role-play as it is looked at: what was written, and what can happen in it."""

    def __init__(self, source: Source, entry: Entry, path: Path, space: Space) -> None:
        self.source, self.entry, self.path, self.space = source, entry, path, space
        self.proof = Proof(space)
        self.best: Talk = self.proof.best_talk()
        self.languages: list[str] = list((source.head or {}).get("languages", []))

    def weakness(self, rule: str, path: Path, **about: Any) -> None:
        self.source.weakness(rule, path, item=self.entry["id"], **about)

    def place(self, node: str, choice: str = "") -> Path:
        return place_of(self.entry, self.path, node, choice)

    @property
    def best_replies(self) -> str:
        return by([step.choice.id for _, step in self.best])


def _size(talk: Talking) -> None:
    fewest = FEWEST_WAYS_IN.get(talk.source.id, FEWEST_WAYS)
    if (ways := talk.proof.ways()) < fewest:
        talk.weakness("few-ways", talk.path, figure=ways, bound=f">= {fewest}")
    low, high = BEST_TALK
    if not low <= len(talk.best) <= high:
        talk.weakness("best-talk-length", talk.path, figure=len(talk.best), bound=f"{low}-{high}", by=talk.best_replies)
    if len(talk.entry["nodes"]) > MOST_NODES:
        talk.weakness("many-nodes", (*talk.path, "nodes"), figure=len(talk.entry["nodes"]), bound=f"<= {MOST_NODES}")


def _endings(talk: Talking) -> None:
    endings = talk.entry["endings"]
    there = {ending["verdict"] for ending in endings}
    if there != set(VERDICTS):
        figure = ", ".join(verdict for verdict in VERDICTS if verdict in there)
        talk.weakness("ending-verdicts", (*talk.path, "endings"), figure=figure, bound=", ".join(VERDICTS))
    start = talk.space.roleplay.start.node
    for step in talk.space.steps[0]:
        if not talk.space.steps[step.to] and not step.choice.critical:
            talk.weakness("early-ending", talk.place(start, step.choice.id), node=start, choice=step.choice.id)


def _replies(talk: Talking) -> None:
    """How many replies are offered and how good they are; a node is told once, by its shortest way."""
    told: set[tuple[str, str]] = set()
    low, high = REPLIES
    for place, node in talk.space.decisions():
        steps = talk.space.steps[place]
        is_middling = any(step.choice.grade in (1, 2) for step in steps)
        for rule, is_kept, figure, bound in (
            ("replies-offered", low <= len(steps) <= high, len(steps), f"{low}-{high}"),
            ("middle-grade", is_middling, 0, ">= 1"),
        ):
            if not is_kept and (node.id, rule) not in told:
                told.add((node.id, rule))
                route = by(talk.space.route(place))
                talk.weakness(rule, talk.place(node.id), node=node.id, figure=figure, bound=bound, by=route)


def _recovery(talk: Talking) -> None:
    """Whether a first mistake, made in the first half of the best talk, can still be put right."""
    mistakes = talk.proof.first_mistakes()
    lost = [f"{mistake.node}/{mistake.choice}" for mistake in mistakes if not mistake.reach & {"good", "mixed"}]
    back = len(mistakes) - len(lost)
    if back < FIRST_MISTAKES * len(mistakes):
        about = {"figure": f"{back}/{len(mistakes)}", "bound": f">= {FIRST_MISTAKES:.0%}", "names": ", ".join(lost)}
        talk.weakness("no-way-back", talk.path, **about)


def _guessing(talk: Talking) -> None:
    if (share := talk.proof.by_chance("good")) > BY_CHANCE:
        talk.weakness("good-by-chance", talk.path, figure=f"{share:.1%}", bound=f"<= {BY_CHANCE:.0%}")
    for place in range(max(len(node["choices"]) for node in talk.entry["nodes"])):
        ending = talk.proof.at_position(place)
        if ending is not None and ending.verdict == "good":
            talk.weakness("good-by-position", talk.path, number=place + 1)


def _moods(talk: Talking) -> None:
    for where, node, choice in choices(talk.entry, talk.path):
        if choice["grade"] == 0 and choice["mood"] > 0:
            about = {"node": node["id"], "choice": choice["id"], "figure": f"{choice['mood']:+d}", "bound": "<= 0"}
            talk.weakness("mood-rises", (*where, "mood"), **about)


def _merging(talk: Talking) -> None:
    """How many replies leave the best talk and come back to it: fewer is a tree too wide to write, more is a straight line."""
    situations = talk.space.situations
    line = {situations[place].node for place, _ in talk.best}
    on_it = {(situations[place].node, step.choice.id) for place, step in talk.best}
    leading_there = {
        (situation.node, step.choice.id)
        for situation, steps in zip(situations, talk.space.steps, strict=True)
        for step in steps
        if situations[step.to].node in line
    }
    back = leading_there - on_it
    every = sum(len(node["choices"]) for node in talk.entry["nodes"])
    low, high = MERGING
    if not low <= len(back) / every <= high:
        talk.weakness("merging", talk.path, figure=f"{len(back)}/{every}", bound=f"{low:.0%}-{high:.0%}")


def _unused(talk: Talking) -> None:
    """Entries that no talk takes, and flags that nothing asks for."""
    taken = set(_taken(talk.space))
    for where, about, entries in lists(talk.entry, talk.path):
        for place in range(len(entries)):
            if (about["node"], about.get("choice", ""), str(where[-1]), place) not in taken:
                talk.weakness("never-taken", (*where, place), **about)
    conditions = [one["when"] for _, _, entries in lists(talk.entry, talk.path) for one in entries]
    conditions += [choice["when"] for _, _, choice in choices(talk.entry, talk.path)]
    asked = {flag for when in conditions if when for flag in (*when["has"], *when["lacks"])}
    for where, node, choice in choices(talk.entry, talk.path):
        for place, flag in enumerate(choice["sets"]):
            if flag not in asked:
                talk.weakness("unused-flag", (*where, "sets", place), node=node["id"], choice=choice["id"], id=flag)


def _taken(space: Space) -> Iterator[tuple[str, str, str, int]]:
    """The entries that are taken somewhere: node, choice, list, place."""
    every: tuple[Node | Ending, ...] = (*space.roleplay.nodes, *space.roleplay.endings)
    parts = {part.id: part for part in every}
    for situation, steps in zip(space.situations, space.steps, strict=True):
        says = parts[situation.node].says
        yield situation.node, "", "says", place_that_holds(says, situation.mood, situation.flags)
        for step in steps:
            after = space.situations[step.to]
            for name, entries in (("react", step.choice.react), ("to", step.choice.to)):
                yield situation.node, step.choice.id, name, place_that_holds(entries, after.mood, after.flags)


def _cues(talk: Talking) -> None:
    """The replies of a node differ in nothing but what they say."""
    for place, node in enumerate(talk.entry["nodes"]):
        for language in talk.languages:
            texts = [choice["text"].get(language, "") for choice in node["choices"]]
            for rule, figure, bound in option_faults(texts):
                where = (*talk.path, "nodes", place, "choices")
                talk.weakness(rule, where, node=node["id"], language=language, figure=figure, bound=bound)


def _feedback(talk: Talking) -> None:
    told: set[tuple[str, str, str]] = set()
    for where, node, choice in choices(talk.entry, talk.path):
        for language in talk.languages:
            text = choice["feedback"].get(language, "")
            about = {"node": node["id"], "choice": choice["id"], "language": language}
            if len(text) < FEEDBACK_CHARACTERS:
                figures = {"figure": len(text), "bound": f">= {FEEDBACK_CHARACTERS}"}
                talk.weakness("short-feedback", (*where, "feedback", language), **about, **figures)
            if (node["id"], language, text) in told:
                talk.weakness("same-feedback", (*where, "feedback", language), **about)
            told.add((node["id"], language, text))


def _taught(talk: Talking) -> None:
    """Decisions rest on facts that may be asked, and endings name what they show, where the module has facts."""
    tiers = {fact["id"]: fact["tier"] for _, fact in talk.source.entries["facts"]}
    for place, node in enumerate(talk.entry["nodes"]):
        for number, fact in enumerate(node["facts"]):
            if tiers.get(fact) == "C":
                talk.weakness("tier-c-asked", (*talk.path, "nodes", place, "facts", number), node=node["id"], id=fact)
    for place, ending in enumerate(talk.entry["endings"]):
        if tiers and not ending["facts"]:
            talk.weakness("ending-facts", (*talk.path, "endings", place), node=ending["id"])
