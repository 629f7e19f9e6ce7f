"""Role-plays as an author sees them: the whole script, or the graph with what can happen in it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.figures import percent
from cstrain.cli.render.sources import sources
from cstrain.cli.words import _, language, plural
from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.module import Module
from cstrain.core.roleplay import Edge, Ending, Node, NodeChoice, Roleplay, When
from cstrain.core.roleplay import Line as Said
from cstrain.core.roleplay.analysis import Mistake, Proof, Space, explore, moods
from cstrain.core.roleplay.graph import Verdict

# A sound role-play has fewer (curriculum/roleplays.py).
MOST = 1_000_000
IN_ALL = 100


def script_lines(module: Module, roleplay: Roleplay) -> list[Line]:
    """The role-play to be read aloud, in the language of this run."""
    scene, customer = roleplay.scene, roleplay.customer
    lines = [_heading(module, roleplay), BLANK]
    lines += [Line(_say(part)) for part in (scene.you, scene.place, scene.limits)]
    lines += [Line(f"{_say(customer.name)}: {_say(customer.manner)}"), Line(_mood(roleplay.mood), Look.QUIET)]
    for node in roleplay.nodes:
        lines += [BLANK, Line(", ".join((node.id, *node.facts)), Look.STRONG)]
        lines += [Line(_say(node.situation), Look.QUIET)] if node.situation else []
        lines += _said(roleplay, node.says)
        for number, choice in enumerate(node.choices, start=1):
            lines += _choice(number, choice)
    for ending in roleplay.endings:
        lines += [BLANK, Line(f"{ending.id}: {verdict(ending.verdict)}", Look.STRONG)]
        lines += [*_said(roleplay, ending.says), Line(_say(ending.debrief), indent=3)]
    return [*lines, BLANK, *sources(module, roleplay.facts)]


def _heading(module: Module, roleplay: Roleplay) -> Line:
    return Line(f"{module.id}/{roleplay.id}: {_say(roleplay.title)}", Look.TITLE)


def _said(roleplay: Roleplay, lines: Sequence[Said]) -> Iterator[Line]:
    for said in lines:
        spoken = " / ".join(map(_say, (said.text, *said.variants)))
        yield Line(f"{_say(roleplay.customer.name)}: {_if(said.when)}{spoken}")


def _choice(number: int, choice: NodeChoice) -> Iterator[Line]:
    yield Line(f"{number}. {_say(choice.text)} [{', '.join(_marks(choice))}]", _look(choice))
    if choice.when:
        yield Line(_("offered if {condition}").format(condition=condition(choice.when)), Look.QUIET, 3)
    for said in choice.react:
        yield Line(f"{_if(said.when)}{' / '.join(map(_say, (said.text, *said.variants)))}", indent=3)
    yield Line(_say(choice.feedback), indent=3)
    yield Line(f"-> {_targets(choice.to)}", Look.QUIET, 3)


def _look(choice: NodeChoice) -> Look:
    return Look.RIGHT if choice.grade == BEST else Look.WRONG if choice.critical else Look.NORMAL


def _marks(choice: NodeChoice) -> list[str]:
    """What a reply is worth and what it changes."""
    marks = [_("grade {grade}").format(grade=choice.grade)]
    marks += [_("mood {change}").format(change=f"{choice.mood:+d}")] if choice.mood else []
    marks += [*(f"+{flag}" for flag in choice.sets), *(f"-{flag}" for flag in choice.clears), *choice.skills]
    return [*marks, _("critical")] if choice.critical else marks


def graph_lines(module: Module, roleplay: Roleplay) -> list[Line]:
    """Nodes, replies and where they lead, the best talk marked, with the moods in which each can be reached."""
    space = explore(roleplay, MOST)
    proof, reached = Proof(space), moods(space)
    best = {(space.situations[place].node, step.choice.id) for place, step in proof.best_talk()}
    lines = [_heading(module, roleplay), *_figures(space, proof), BLANK]
    for node in roleplay.nodes:
        lines.append(Line(f"{node.id} ({_range(reached[node.id])})", Look.STRONG))
        lines += [_step(node, choice, is_best=(node.id, choice.id) in best) for choice in node.choices]
    lines.append(BLANK)
    lines += [_ending(ending, reached[ending.id]) for ending in roleplay.endings]
    return [*lines, BLANK, Line(_("* the best talk; a condition looks at the mood and flags after the reply"), Look.QUIET)]


def _figures(space: Space, proof: Proof) -> Iterator[Line]:
    ways = plural("{n} way through it", "{n} ways through it", proof.ways())
    yield Line(f"{ways}, {plural('{n} situation', '{n} situations', len(space.situations))}", Look.QUIET)
    best = " > ".join(step.choice.id for _place, step in proof.best_talk())
    yield Line(_("Best talk: {route}").format(route=best), Look.QUIET)
    score, route = proof.worst()
    yield Line(_("Worst talk, {percent}: {route}").format(percent=_percent(score), route=" > ".join(route)), Look.QUIET)
    verdicts: tuple[Verdict, ...] = ("good", "mixed", "bad")
    shares = ", ".join(f"{verdict(each)} {_percent(proof.by_chance(each))}" for each in verdicts)
    yield Line(_("Choosing blindly: {shares}").format(shares=shares), Look.QUIET)
    mistakes = proof.first_mistakes()
    mended = sum(map(_can_be_mended, mistakes))
    yield Line(_("First mistakes that can be mended: {count} of {all}").format(count=mended, all=len(mistakes)), Look.QUIET)


def _can_be_mended(mistake: Mistake) -> bool:
    return bool(mistake.reach & {"good", "mixed"})


def _percent(share: float | Fraction) -> str:
    return percent(round(float(share) * IN_ALL, 1))


def _step(node: Node, choice: NodeChoice, *, is_best: bool) -> Line:
    offered = f" ({_('offered if {condition}').format(condition=condition(choice.when))})" if choice.when else ""
    wide = max(len(each.id) for each in node.choices)
    text = f"{'*' if is_best else ' '} {choice.id:<{wide}} [{', '.join(_marks(choice))}]{offered} -> {_targets(choice.to)}"
    return Line(text, Look.STRONG if is_best else Look.NORMAL, 2)


def _ending(ending: Ending, reached: tuple[int, int]) -> Line:
    return Line(f"{ending.id}: {verdict(ending.verdict)} ({_range(reached)})", Look.STRONG)


def _range(reached: tuple[int, int]) -> str:
    low, high = reached
    return _mood(low) if low == high else _("mood {low} to {high}").format(low=low, high=high)


def _mood(mood: int) -> str:
    return _("mood {change}").format(change=mood)


def _targets(edges: Sequence[Edge]) -> str:
    return " | ".join(f"{_if(edge.when)}{edge.to}" for edge in edges)


def _if(when: When | None) -> str:
    return f"({_('if {condition}').format(condition=condition(when))}) " if when else ""


def condition(when: When) -> str:
    """A condition in a few words."""
    parts = [_("mood >= {mood}").format(mood=when.mood_at_least)] if when.mood_at_least is not None else []
    parts += [_("mood < {mood}").format(mood=when.mood_below)] if when.mood_below is not None else []
    parts += [*when.has, *(_("not {flag}").format(flag=flag) for flag in when.lacks)]
    return ", ".join(parts)


def verdict(verdict: Verdict) -> str:
    return {"good": _("good"), "mixed": _("mixed"), "bad": _("bad")}[verdict]


def _say(text: Localised) -> str:
    return text.say(language())
