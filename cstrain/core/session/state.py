"""Where a group session stands, and what may happen now: faces show it and decide nothing."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from cstrain.core.session import turns
from cstrain.core.session.asked import LEAST_TO_TALK, MOST_TO_TALK, Asked, Vote
from cstrain.core.session.events import (
    Away,
    Continued,
    Counted,
    Ended,
    Event,
    Here,
    Joined,
    KeyShown,
    Left,
    Mode,
    Next,
    Noted,
    Passed,
    Paused,
    Plan,
    Replied,
    Revealed,
    Skipped,
    Team,
    Unvoted,
    Voted,
    VotedAgain,
)
from cstrain.core.value import Value

VOTES_AGAIN = (Mode.CARDS, Mode.TALLY)


class NotNow(ValueError):
    """An event that cannot happen in this state."""


class Session(Value):
    """What has happened so far. `asked` ends with the question that is on; `people` are those who belong to the session now, in
    roster order, `away` those of them who are out of the room, `left` those who were here and have gone.

    `shares` is how many turns each person has had, for fairness: late comers start with as many as the one with fewest.
    """

    plan: Plan
    asked: tuple[Asked, ...]
    people: tuple[str, ...]
    order: tuple[str, ...]
    teams: tuple[Team, ...]
    shares: Mapping[str, int]
    away: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()
    late: Mapping[str, int] = {}
    paused: bool = False
    ended_early: bool = False
    completed: bool = False
    ending: str = ""
    verdict: str = ""

    @property
    def now(self) -> Asked:
        """The question that is on, or was the last one."""
        return self.asked[-1]

    @property
    def number(self) -> int:
        """Which question is on, from 1."""
        return len(self.asked)

    @property
    def total(self) -> int | None:
        """How many questions there are; None in a role-play, where that depends on the replies."""
        return None if self.plan.roleplay else len(self.plan.questions)

    @property
    def is_over(self) -> bool:
        return self.completed or self.ended_early

    @property
    def is_open(self) -> bool:
        """Whether a vote is being taken."""
        return not self.is_over and not self.now.is_revealed

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(person for person in self.people if person not in self.away)

    @property
    def proposes_second_vote(self) -> bool:
        """Whether the first vote is such that talking it over is worth while; the key stays hidden until that is settled."""
        now = self.now
        if self.plan.mode not in VOTES_AGAIN or self.plan.roleplay or now.is_second_vote or not now.is_revealed or now.key_shown:
            return False
        share = now.right_share
        return share is not None and LEAST_TO_TALK <= share <= MOST_TO_TALK

    @property
    def key_is_out(self) -> bool:
        """Whether the room may see which option is right, and why. In a role-play the customer tells."""
        return self.now.is_revealed and not self.proposes_second_vote and not self.plan.roleplay

    @property
    def voters(self) -> tuple[str, ...]:
        """Who can answer the question that is on, in order: people, teams by id, or nobody by name."""
        if self.plan.mode is Mode.TURNS:
            return (self.now.turn,) if self.now.turn else ()
        if self.plan.mode is Mode.TEAMS:
            return tuple(team.id for team in self.teams if any(member not in self.away for member in team.members))
        return self.present if self.plan.mode is Mode.CARDS else ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those of them who have not answered yet."""
        return tuple(voter for voter in self.voters if voter not in self.now.round.votes) if self.is_open else ()

    @property
    def leading(self) -> tuple[str, ...]:
        """The replies that a role-play can go on with: those with most votes."""
        return self.now.round.leading(self.now.question)

    def team_of(self, person: str) -> Team | None:
        return next((team for team in self.teams if person in team.members), None)

    @property
    def scores(self) -> dict[str, tuple[Fraction, int]]:
        """(score, maximum) of everyone who was asked something, those who have left too. First votes only, never speed."""
        credited = [(person, vote) for asked in self.asked for person, vote in asked.credited.items()]
        return _summed(credited)

    @property
    def team_scores(self) -> dict[str, tuple[Fraction, int]]:
        """(score, maximum) by team id, of the questions that a team answered."""
        if self.plan.mode is not Mode.TEAMS:
            return {}
        answered = [asked for asked in self.asked if asked.is_answered]
        return _summed([(team, vote) for asked in answered for team, vote in asked.first.votes.items()])

    @property
    def allowed(self) -> frozenset[type[Event]]:
        """The events that may come now."""
        if self.is_over:
            return frozenset()
        always: set[type[Event]] = {Noted, Ended}
        if self.plan.mode is not Mode.TALLY:
            always |= {Away, Here, Joined, Left}
        if self.paused:
            return frozenset({*always, Continued})
        return frozenset({*always, Paused, *(self._while_open() if self.is_open else self._after_reveal())})

    def _while_open(self) -> set[type[Event]]:
        now, mode = self.now, self.plan.mode
        events: set[type[Event]] = {KeyShown} if now.is_second_vote else set() if self.plan.roleplay else {Skipped}
        if mode is Mode.TALLY:
            events.add(Counted)
        elif self.voters:
            events.add(Voted)
        if now.round.votes:
            events.add(Unvoted)
        if now.round.total:
            events.add(Revealed)
        elif mode is Mode.TURNS and turns.fairest(self, without=(*now.declined, now.turn)):
            events.add(Passed)
        return events

    def _after_reveal(self) -> set[type[Event]]:
        if self.proposes_second_vote:
            return {VotedAgain, KeyShown}
        return {Replied} if self.plan.roleplay else {Next}


def _summed(votes: Iterable[tuple[str, Vote]]) -> dict[str, tuple[Fraction, int]]:
    sums: dict[str, tuple[Fraction, int]] = {}
    for who, vote in votes:
        score, maximum = sums.get(who, (Fraction(0), 0))
        sums[who] = (score + vote.score, maximum + 1)
    return sums
