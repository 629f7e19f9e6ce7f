"""What a session comes to: what was hard, what talking changed, what to repeat, and what each person did."""

from fractions import Fraction

from cstrain.core.session.asked import Asked
from cstrain.core.session.events import Mode, Question
from cstrain.core.session.state import Session
from cstrain.core.value import Value

# Facts of questions that fewer got right are worth another look.
KNOWN_WELL = Fraction(70, 100)


class Told(Value):
    """One question that was answered: `number` from 1; `share` right at the first vote, of so many `answers`.

    `distribution` is that of the first vote, by option in the order shown; `tempting` the wrong option most chose, or "".
    """

    number: int
    question: Question
    share: Fraction
    answers: int
    distribution: dict[str, int]
    tempting: str
    notes: tuple[str, ...]


class Gain(Value):
    """What talking to a neighbour changed: of the same `people` (cards), or of each count of the room (tally)."""

    number: int
    question: Question
    before: Fraction
    after: Fraction
    people: int
    again: dict[str, int]

    @property
    def points(self) -> int:
        """In percentage points."""
        return round((self.after - self.before) * 100)


class Result(Value):
    """What a person or a team scored, of what they were asked."""

    who: str
    score: Fraction
    maximum: int


class Debrief(Value):
    """`questions` as asked, `hardest` those not all right, the hardest first. `missed` by person: the questions asked without
    them, by number. `people` in roster order, never ranked; `teams` the best first. `repeat` holds (module, fact)."""

    questions: tuple[Told, ...]
    hardest: tuple[Told, ...]
    gains: tuple[Gain, ...]
    repeat: tuple[tuple[str, str], ...]
    missed: dict[str, tuple[int, ...]]
    late: dict[str, int]
    left: tuple[str, ...]
    people: tuple[Result, ...]
    teams: tuple[Result, ...]
    skipped: int
    ended_early: bool
    ending: str
    verdict: str


def debrief(session: Session) -> Debrief:
    answered = [(number, one) for number, one in enumerate(session.asked, start=1) if one.is_answered]
    told = tuple(_told(number, one) for number, one in answered)
    hardest = tuple(sorted((one for one in told if one.share < 1), key=lambda one: one.share))
    to_repeat = [(one.question.module, fact) for one in hardest if one.share < KNOWN_WELL for fact in one.question.facts]
    everyone = dict.fromkeys((*session.plan.people, *session.people, *session.left))
    scores, team_scores = session.scores, session.team_scores
    missed = {who: tuple(number for number, one in answered if who in one.missing) for who in everyone}
    teams = [Result(who=team, score=score, maximum=maximum) for team, (score, maximum) in team_scores.items()]
    return Debrief(
        questions=told,
        hardest=hardest,
        gains=tuple(_gain(session, number, one) for number, one in answered if one.is_second_vote and one.is_revealed),
        repeat=tuple(dict.fromkeys(to_repeat)),
        missed={who: numbers for who, numbers in missed.items() if numbers},
        late=dict(session.late),
        left=session.left,
        people=tuple(Result(who=who, score=scores[who][0], maximum=scores[who][1]) for who in everyone if who in scores),
        teams=tuple(sorted(teams, key=lambda one: -one.score)),
        skipped=sum(one.skipped for one in session.asked),
        ended_early=session.ended_early,
        ending=session.ending,
        verdict=session.verdict,
    )


def _told(number: int, asked: Asked) -> Told:
    share = asked.right_share
    distribution = asked.first.distribution(asked.question)
    wrong = {option: count for option, count in distribution.items() if option not in asked.question.right and count}
    return Told(
        number=number,
        question=asked.question,
        share=Fraction(0) if share is None else share,
        answers=asked.first.total,
        distribution=distribution,
        tempting=max(wrong, key=lambda option: wrong[option], default=""),
        notes=asked.notes,
    )


def _gain(session: Session, number: int, asked: Asked) -> Gain:
    first, second = asked.rounds
    if session.plan.mode is Mode.TALLY:
        before, after = first.right_share(asked.question), second.right_share(asked.question)
        people = second.total
    else:
        both = [who for who in second.votes if who in first.votes]
        people = len(both)
        before = Fraction(sum(first.votes[who].score == 1 for who in both), people) if both else None
        after = Fraction(sum(second.votes[who].score == 1 for who in both), people) if both else None
    return Gain(
        number=number,
        question=asked.question,
        before=before or Fraction(0),
        after=after or Fraction(0),
        people=people,
        again=second.distribution(asked.question),
    )
