"""Who comes when, and with whom: fair turns and balanced teams."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from cstrain.core.session.events import Team
from cstrain.core.value import replace

if TYPE_CHECKING:
    from cstrain.core.session.state import Session

# Enough to talk, few enough that everyone does.
PEOPLE_IN_A_TEAM = 4
FEWEST_TEAMS, MOST_TEAMS = 2, 6


def fairest(session: "Session", without: Iterable[str] = ()) -> str:
    """The person in the room who has had fewest turns, the first of them in the drawn order; "" if there is none."""
    there = [person for person in session.order if person not in session.away and person not in without]
    return min(there, key=lambda person: session.shares[person], default="")


def fewest(session: "Session") -> int:
    """How many turns the person in the room who has had fewest has had."""
    return min((session.shares[person] for person in session.present), default=0)


def drawn_order(people: Sequence[str], rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(people, len(people)))


def smallest(teams: Sequence[Team]) -> Team:
    return min(teams, key=lambda team: len(team.members))


def team_count(people: int) -> int:
    """How many teams so many people make if nobody says."""
    return max(FEWEST_TEAMS, min(MOST_TEAMS, round(people / PEOPLE_IN_A_TEAM)))


def dealt(people: Sequence[str], given: Mapping[str, str], count: int, rng: Random) -> tuple[Team, ...]:
    """Teams of nearly the same size. `given` names the team of those who have one; if it names any, no others are made,
    unless it is only one. The rest are dealt out by chance to the team that is smallest."""
    names = list(dict.fromkeys(given[person] for person in people if given.get(person)))
    unnamed = max(0, (FEWEST_TEAMS if names else count) - len(names))
    teams = [Team(id=str(n), name=name) for n, name in enumerate([*names, *[""] * unnamed], start=1)]
    place = {name: n for n, name in enumerate(names)}
    for person in people:
        if given.get(person):
            teams[place[given[person]]] = _joined_by(teams[place[given[person]]], person)
    for person in rng.sample(people, len(people)):
        if not given.get(person):
            smaller = teams.index(smallest(teams))
            teams[smaller] = _joined_by(teams[smaller], person)
    return tuple(replace(team, members=tuple(one for one in people if one in team.members)) for team in teams)


def _joined_by(team: Team, person: str) -> Team:
    return replace(team, members=(*team.members, person))
