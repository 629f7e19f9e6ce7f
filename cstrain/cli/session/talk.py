"""A role-play with the room, in words: what the customer says, and how each reply of the room was taken."""

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.roleplay import gauge_after, say
from cstrain.cli.words import _
from cstrain.core.localised import Localised
from cstrain.core.roleplay.play import Play

# How a reply of each grade looks.
GRADES = (Look.WRONG, Look.PARTLY, Look.PARTLY, Look.RIGHT)


def moment(live: LiveSession) -> list[Line]:
    """What is seen and said at the decision that is on."""
    play = live.play
    situation = play.node.situation if play.node else None
    lines = [Line(say(situation))] if situation else []
    return [*lines, _said(play, play.says)]


def reaction(live: LiveSession) -> list[Line]:
    """What the room replied, how the customer took it, and why; and how the talk ended, if it has."""
    play = live.play
    if play.reaction is None:
        return []
    decision = play.decisions[-1]
    lines = [
        BLANK,
        Line(_("The room says: {reply}").format(reply=say(decision.choice.text))),
        _said(play, play.reaction),
        gauge_after(decision.before.mood, decision.after.mood),
        Line(say(decision.choice.feedback), GRADES[decision.choice.grade], 2),
    ]
    if play.ending:
        lines += [_said(play, play.says), Line(say(play.ending.debrief))]
    return lines


def _said(play: Play, text: Localised) -> Line:
    return Line(f"{say(play.roleplay.customer.name)}: {say(text)}", Look.STRONG)
