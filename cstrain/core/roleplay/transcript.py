"""A talk as it went, in words that stay true whatever becomes of its module: what is kept of it, and what is told of it."""

from collections.abc import Mapping

from cstrain.core.attempt import Attempt, Ending
from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.roleplay.graph import decision_id
from cstrain.core.roleplay.play import Play
from cstrain.core.value import Value


class Better(Value):
    """The reply that would have been best, and why."""

    reply: Localised
    feedback: Localised


class Turn(Value):
    """One decision: what came before it, the reply, and what came of it. `skills` as in play.Decision; no `better` after the
    best reply."""

    node: str
    customer: Localised
    situation: Localised | None
    says: Localised
    mood_before: int
    reply: Localised
    grade: int
    critical: bool
    reaction: Localised
    mood_after: int
    feedback: Localised
    better: Better | None
    facts: tuple[str, ...]
    skills: Mapping[str, int]


class Parting(Value):
    """How a talk ended: the ending it came to, the customer's mood and last line, and what made it end so."""

    ending: str
    verdict: str
    customer: Localised
    mood: int
    says: Localised
    debrief: Localised
    facts: tuple[str, ...]


class Transcript(Value):
    """`parting` is None while the talk has not come to its end."""

    turns: tuple[Turn, ...] = ()
    parting: Parting | None = None

    @property
    def skills(self) -> dict[str, tuple[int, int]]:
        """For each skill that could be shown: the grades earned with replies that show it, and the most there was to earn."""
        shown: dict[str, tuple[int, int]] = {}
        for turn in self.turns:
            for skill, grade in turn.skills.items():
                earned, most = shown.get(skill, (0, 0))
                shown[skill] = (earned + grade, most + BEST)
        return shown

    @property
    def moods(self) -> tuple[int, ...]:
        """The mood at the start and after each reply."""
        return (*(turn.mood_before for turn in self.turns[:1]), *(turn.mood_after for turn in self.turns))

    def belongs_to(self, attempt: Attempt) -> bool:
        """Whether it tells the same talk as the attempt's own rows: decision by decision, to the same end."""
        nodes = [decision_id(attempt.started.roleplay, turn.node) for turn in self.turns]
        asked = [drawn.item for drawn in attempt.started.plan[: attempt.position]]
        return nodes == asked and self._hangs_together() and self._ends_as(attempt)

    def _hangs_together(self) -> bool:
        before = [turn.mood_before for turn in self.turns[1:]] + ([self.parting.mood] if self.parting else [])
        after = [turn.mood_after for turn in self.turns]
        return before == after[: len(before)]

    def _ends_as(self, attempt: Attempt) -> bool:
        finished = attempt.finished
        if finished is None or finished.ending is not Ending.COMPLETED:
            return self.parting is None
        told = (self.parting.ending, self.parting.verdict) if self.parting else None
        return told == (finished.roleplay_ending, finished.verdict)


def turn(before: Play, after: Play) -> Turn:
    """What the latest decision was, from the talk before and after it."""
    node, reaction = before.node, after.reaction
    if node is None or reaction is None:
        raise ValueError("nothing was decided")
    decision = after.decisions[-1]
    best = decision.best
    return Turn(
        node=node.id,
        customer=before.roleplay.customer.name,
        situation=node.situation,
        says=before.says,
        mood_before=before.situation.mood,
        reply=decision.choice.text,
        grade=decision.choice.grade,
        critical=decision.choice.critical,
        reaction=reaction,
        mood_after=after.situation.mood,
        feedback=decision.choice.feedback,
        better=None if decision.choice is best else Better(reply=best.text, feedback=best.feedback),
        facts=node.facts,
        skills=decision.skills,
    )


def parting(play: Play) -> Parting | None:
    """How the talk ended; None if it goes on."""
    ending = play.ending
    if ending is None:
        return None
    return Parting(
        ending=ending.id,
        verdict=ending.verdict,
        customer=play.roleplay.customer.name,
        mood=play.situation.mood,
        says=play.says,
        debrief=ending.debrief,
        facts=ending.facts,
    )
