"""One question in the room: who is to answer, the votes on it, and what they come to."""

from collections.abc import Mapping
from fractions import Fraction

from cstrain.core.items import Response
from cstrain.core.session.events import Question
from cstrain.core.value import Value

# Of a first vote with so many right, talking to a neighbour brings most (Crouch & Mazur 2001).
LEAST_TO_TALK, MOST_TO_TALK = Fraction(30, 100), Fraction(70, 100)
ALL = Fraction(1)


class Vote(Value):
    response: Response
    score: Fraction
    critical: bool = False


class Round(Value):
    """One vote: responses by the person's or the team's id, or counts by option (tally)."""

    votes: Mapping[str, Vote] = {}
    counts: Mapping[str, int] = {}
    revealed: bool = False

    @property
    def total(self) -> int:
        return len(self.votes) + sum(self.counts.values())

    def distribution(self, question: Question) -> dict[str, int]:
        """How many chose each option, in the order shown; nothing for kinds that are not a choice."""
        if not question.right:
            return {}
        chosen = [vote.response for vote in self.votes.values()]
        return {option: chosen.count(option) + self.counts.get(option, 0) for option in question.drawn.options}

    def right_share(self, question: Question) -> Fraction | None:
        """Of those who answered, how many chose best; None if nobody answered."""
        if not self.total:
            return None
        right = sum(vote.score == ALL for vote in self.votes.values())
        return Fraction(right + sum(self.counts.get(option, 0) for option in question.right), self.total)

    def leading(self, question: Question) -> tuple[str, ...]:
        """The options with most votes: several if they have as many."""
        counts = self.distribution(question)
        most = max(counts.values(), default=0)
        return tuple(option for option, count in counts.items() if count == most and most)


class Asked(Value):
    """A question that was or is asked, with the votes on it; the first counts for people and teams, a second is for the room.

    `turn` is whose turn it is, "" if nobody's; `declined` passed it on. `credited` is what each person answered, alone or with
    the team, settled at the first reveal; `missing` were not there to answer. `reply` is what a role-play went on with.
    """

    question: Question
    turn: str = ""
    declined: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = (Round(),)
    credited: Mapping[str, Vote] = {}
    missing: tuple[str, ...] = ()
    key_shown: bool = False
    skipped: bool = False
    reply: str = ""
    notes: tuple[str, ...] = ()

    @property
    def round(self) -> Round:
        """The vote that is open, or was the last."""
        return self.rounds[-1]

    @property
    def first(self) -> Round:
        return self.rounds[0]

    @property
    def is_revealed(self) -> bool:
        return self.round.revealed

    @property
    def is_second_vote(self) -> bool:
        return len(self.rounds) > 1

    @property
    def is_answered(self) -> bool:
        """Whether it was asked and its first vote revealed."""
        return self.first.revealed

    @property
    def right_share(self) -> Fraction | None:
        return self.first.right_share(self.question)

    @property
    def distribution(self) -> dict[str, int]:
        return self.round.distribution(self.question)
