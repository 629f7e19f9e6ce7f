"""Attempts summed up, to stand on: one line each."""

from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from cstrain.core.attempt import Ending, Kind, reaches
from cstrain.core.standing import Outcome
from tests.core.strategies import scores
from tests.making import NOON, policy


def day(number: float) -> datetime:
    return NOON + timedelta(days=number)


def outcome(
    score: Fraction | int,
    on: float,
    *,
    kind: Kind = Kind.QUIZ,
    ending: Ending | None = Ending.COMPLETED,
    critical: int = 0,
    valid_days: int | None = 365,
    name: str = "",
) -> Outcome:
    """An attempt of ten questions begun on this day and ended an hour later, with what follows from its score (of 10)."""
    can_pass = kind is Kind.QUIZ and ending in (Ending.COMPLETED, Ending.TIME_UP) and not critical
    return Outcome(
        attempt=name or f"attempt of day {on}",
        trainee="trainee-1",
        kind=kind,
        module="welcome",
        policy=policy(valid_days=valid_days),
        started=day(on),
        ended=day(on) + timedelta(hours=1) if ending else None,
        ending=ending,
        score=Fraction(score),
        maximum=10,
        passed=can_pass and reaches(Fraction(score), 10, 80),
        critical_errors=critical,
        answers=10,
        elapsed_ms=90_000,
    )


def opened(on: float, *, kind: Kind = Kind.QUIZ, name: str = "") -> Outcome:
    """An attempt that is still open."""
    return outcome(3, on, kind=kind, ending=None, name=name)


GRADED = st.just(Kind.QUIZ)
OPEN_OR_ENDED = st.sampled_from([None, Ending.COMPLETED, Ending.ABANDONED, Ending.TIME_UP])


@st.composite
def histories(
    draw: st.DrawFn, kinds: st.SearchStrategy[Kind] = GRADED, endings: st.SearchStrategy[Ending | None] = OPEN_OR_ENDED
) -> list[Outcome]:
    """Attempts of two years and a half, one after the other."""
    days = sorted(draw(st.lists(st.integers(0, 900), max_size=6)))
    return [
        outcome(
            draw(scores) + draw(st.sampled_from([4, 7, 8, 9])),
            on,
            kind=draw(kinds),
            ending=draw(endings),
            critical=draw(st.sampled_from([0, 0, 1])),
            valid_days=draw(st.sampled_from([None, 30, 365, 365])),
            name=f"attempt {place}",
        )
        for place, on in enumerate(days)
    ]
