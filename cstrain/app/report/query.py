"""What was asked of a report, and what every report is made from: whose rows, of which modules, when, and by what names."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cstrain.app.clock import Clock
from cstrain.app.trainees import find
from cstrain.core.attempt import Kind
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value, replace
from cstrain.errors import BadDate, BadFilter, ClashingOptions, DaysTurnedRound
from cstrain.records import trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# How much of an id stands for a masked name.
SHOWN_OF_ID = 8


class Filters(Value):
    """What was asked for, as typed; empty means all. Dates are local days, `until` included.

    `trainee` is a name, an employee number or an id. `language` is that of authored text (skills, facts) in the report.
    """

    modules: tuple[str, ...] = ()
    cohort: str = ""
    branch: str = ""
    since: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()
    mask_names: bool = False
    trainee: str = ""
    language: str = "en"


class Query(Value):
    """What every report is made from.

    `entries` are joined entries with the person that each belongs to; who is in none of them has but one. `of_one`: one
    person was named.
    """

    store: Store
    modules: Sequence[Module]
    people: Sequence[Trainee]
    selection: Selection
    clock: Clock
    language: str
    entries: Mapping[str, str]
    of_one: bool

    def person(self, trainee: str) -> str:
        """The id of the person that this entry belongs to."""
        return self.entries.get(trainee, trainee)

    def entries_of(self, people: Sequence[Trainee]) -> dict[str, str]:
        """Every entry of these people, with the person it belongs to, one person after another."""
        joined: dict[str, list[str]] = {}
        for entry, person in self.entries.items():
            joined.setdefault(person, []).append(entry)
        return {entry: one.id for one in people for entry in joined.get(one.id, [one.id])}

    def refuse_kinds(self, name: str, *accepted: Kind) -> None:
        """ClashingOptions for a kind that this report does not look at."""
        for kind in self.selection.kinds:
            if kind not in accepted:
                raise ClashingOptions(first=name, second=f"--kind {kind}")


def query(store: Store, modules: Sequence[Module], filters: Filters, clock: Clock) -> Query:
    """BadFilter, BadDate, DaysTurnedRound, ClashingOptions or an error about the trainee if it cannot be meant."""
    people = trainees.everyone(store)
    _known("--cohort", filters.cohort, {one.cohort for one in people})
    _known("--branch", filters.branch, {one.branch for one in people})
    for kind in filters.kinds:
        _known("--kind", kind, set(Kind))
    if filters.since and filters.until and _day(filters.since) > _day(filters.until):
        raise DaysTurnedRound(since=filters.since, until=filters.until)
    chosen = _chosen(store, people, filters)
    asked = Query(
        store=store,
        modules=[module for module in modules if not filters.modules or module.id in filters.modules],
        people=[masked(one) for one in chosen] if filters.mask_names else chosen,
        selection=Selection(
            modules=filters.modules,
            kinds=filters.kinds,
            since=_day(filters.since) if filters.since else None,
            until=_day(filters.until, days_later=1) if filters.until else None,
        ),
        clock=clock,
        language=filters.language,
        entries=trainees.persons(store),
        of_one=bool(filters.trainee),
    )
    if len(chosen) == len(people):
        return asked
    return replace(asked, selection=replace(asked.selection, entries=tuple(asked.entries_of(chosen))))


def _chosen(store: Store, people: Sequence[Trainee], filters: Filters) -> list[Trainee]:
    chosen = [one for one in people if filters.cohort in ("", one.cohort) and filters.branch in ("", one.branch)]
    if not filters.trainee:
        return chosen
    exact = [one for one in people if one.id == filters.trainee] or [find(store, filters.trainee)]
    return [one for one in chosen if one.id == exact[0].id]


def masked(trainee: Trainee) -> Trainee:
    return replace(trainee, name=trainee.id[:SHOWN_OF_ID], employee_number="")


def _known(option: str, value: str, accepted: set[str]) -> None:
    if value and value not in accepted:
        raise BadFilter(option=option, value=value, accepted=tuple(sorted(each for each in accepted if each)))


def _day(typed: str, days_later: int = 0) -> datetime:
    """The first moment of a local day."""
    try:
        day = datetime.strptime(typed, "%Y-%m-%d")
        return (day + timedelta(days=days_later)).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise BadDate(value=typed) from error
