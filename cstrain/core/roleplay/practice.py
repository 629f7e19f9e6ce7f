"""One decision of a role-play as an item by itself: the situation, what the customer says, and the replies there were."""

from collections.abc import Sequence

from cstrain.core.items import Choice, ChoiceOption
from cstrain.core.localised import Localised
from cstrain.core.roleplay.graph import NodeChoice, Roleplay, Situation, decision_id, first_that_holds


def decision_item(roleplay: Roleplay, at: Situation) -> Choice:
    """The decision to take in this situation, as a situational item: id `role-play/node`."""
    node = roleplay.node(at.node)
    if node is None:
        raise ValueError("the talk is over here")
    offered = node.offered(at.mood, at.flags)
    return Choice(
        id=decision_id(roleplay.id, node.id),
        level="judge",
        prompt=_prompt(roleplay, node.situation, first_that_holds(node.says, at.mood, at.flags).text),
        facts=node.facts,
        skills=tuple(dict.fromkeys(skill for choice in offered for skill in choice.skills)),
        twin_set="",
        content_hash=node.content_hash,
        options=_options(offered),
        situational=True,
    )


def _options(offered: Sequence[NodeChoice]) -> tuple[ChoiceOption, ...]:
    return tuple(
        ChoiceOption(id=one.id, text=one.text, feedback=one.feedback, grade=one.grade, critical=one.critical) for one in offered
    )


def _prompt(roleplay: Roleplay, situation: Localised | None, says: Localised) -> Localised:
    """A paragraph for the scene, one for what is seen now, one for what the customer says."""
    scene = roleplay.scene
    texts: dict[str, str] = {}
    for language in says.texts:
        paragraphs = [" ".join(part.say(language) for part in (scene.you, scene.place, scene.limits))]
        paragraphs += [situation.say(language)] if situation else []
        paragraphs.append(f"{roleplay.customer.name.say(language)}: {says.say(language)}")
        texts[language] = "\n\n".join(paragraphs)
    return Localised(texts)
