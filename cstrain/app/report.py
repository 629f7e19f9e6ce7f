"""The figures for trainers and HR, as tables: one row per trainee and module, and the raw attempts and answers."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from cstrain.app.clock import Clock
from cstrain.core.attempt import Kind
from cstrain.core.module import Module, Policy
from cstrain.core.standing import Outcome, stand
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value, replace
from cstrain.errors import BadDate, BadFilter, ClashingOptions, UnknownReport
from cstrain.records import attempts, trainees
from cstrain.records.attempts import AnswerRow, Selection
from cstrain.records.store import Store
from cstrain.reports.table import Cell, Column, Measure, Table


class Filters(Value):
    """What was asked for, as typed; empty means all. Dates are local days, `until` included."""

    modules: tuple[str, ...] = ()
    cohort: str = ""
    branch: str = ""
    since: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()
    mask_names: bool = False


class Query(Value):
    """What every report is made from."""

    store: Store
    modules: Sequence[Module]
    people: Sequence[Trainee]
    selection: Selection
    clock: Clock


def report(name: str, store: Store, modules: Sequence[Module], filters: Filters, clock: Clock) -> Table:
    """The report with this name; UnknownReport, BadFilter, BadDate or ClashingOptions if it cannot be meant."""
    if name not in REPORTS:
        raise UnknownReport(wanted=name, accepted=tuple(REPORTS))
    return REPORTS[name](_query(store, modules, filters, clock))


def _query(store: Store, modules: Sequence[Module], filters: Filters, clock: Clock) -> Query:
    people = trainees.everyone(store)
    _known("--cohort", filters.cohort, {one.cohort for one in people})
    _known("--branch", filters.branch, {one.branch for one in people})
    for kind in filters.kinds:
        _known("--kind", kind, set(Kind))
    chosen = [one for one in people if filters.cohort in ("", one.cohort) and filters.branch in ("", one.branch)]
    if filters.mask_names:
        chosen = [replace(one, name=one.id[:8], employee_number="") for one in chosen]
    if filters.since and filters.until and _day(filters.since) > _day(filters.until):
        raise ClashingOptions(first=f"--since {filters.since}", second=f"--until {filters.until}")
    selection = Selection(
        modules=filters.modules,
        cohort=filters.cohort,
        branch=filters.branch,
        kinds=filters.kinds,
        since=_day(filters.since) if filters.since else None,
        until=_day(filters.until, days_later=1) if filters.until else None,
    )
    wanted = [module for module in modules if not filters.modules or module.id in filters.modules]
    return Query(store=store, modules=wanted, people=chosen, selection=selection, clock=clock)


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


SUMMARY = (
    Column(key="trainee_id"),
    Column(key="name", on_screen=True),
    Column(key="employee_number"),
    Column(key="branch", on_screen=True),
    Column(key="cohort"),
    Column(key="module", on_screen=True),
    Column(key="status", measure=Measure.WORD, on_screen=True),
    Column(key="attempts", on_screen=True),
    Column(key="first_percent"),
    Column(key="best_percent", on_screen=True),
    Column(key="latest_percent"),
    Column(key="improvement_points"),
    Column(key="passed_at"),
    Column(key="valid_until", on_screen=True),
    Column(key="critical_errors"),
    Column(key="minutes"),
)


def summary(query: Query) -> Table:
    """One row per trainee and module, also where nothing was started. Graded attempts alone are looked at."""
    for kind in query.selection.kinds:
        if kind != Kind.QUIZ:
            raise ClashingOptions(first="summary", second=f"--kind {kind}")
    made: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    policies: dict[str, Policy] = {}
    for outcome in attempts.outcomes(query.store, replace(query.selection, kinds=(Kind.QUIZ,))):
        made[outcome.trainee, outcome.module].append(outcome)
        policies[outcome.module] = outcome.policy
    policies |= {module.id: module.policy for module in query.modules}
    # Modules that are no longer there but have been taken keep their rows.
    order = [module.id for module in query.modules]
    ids = order + sorted(set(policies) - set(order))
    return Table(name="summary", columns=SUMMARY, rows=_summary_rows(query, made, policies, ids))


def _summary_rows(
    query: Query, made: dict[tuple[str, str], list[Outcome]], policies: dict[str, Policy], ids: list[str]
) -> Iterator[tuple[Cell, ...]]:
    granted = trainees.grants(query.store)
    now = query.clock.now()
    for person in query.people:
        for module in ids:
            standing = stand(made[person.id, module], policies[module], granted.get((person.id, module), 0), now)
            yield (
                person.id,
                person.name,
                person.employee_number,
                person.branch,
                person.cohort,
                module,
                standing.status.value,
                standing.attempts,
                standing.first,
                standing.best,
                standing.latest,
                standing.improvement,
                standing.passed_at.date() if standing.passed_at else None,
                standing.valid_until.date() if standing.valid_until else None,
                standing.critical_errors,
                standing.minutes,
            )


def _name(names: dict[str, str], trainee: str) -> str:
    """The name to show; someone who was added while the report is being made goes by the id, as a masked name does."""
    return names.get(trainee, trainee[:8])


def _offset(moment: datetime) -> str:
    """The local offset, as text that no spreadsheet takes for a sum."""
    return f"UTC{moment.isoformat()[-6:]}"


ATTEMPTS = tuple(
    Column(key=key)
    for key in (
        "attempt_id", "trainee_id", "trainee", "module", "kind", "started_at", "finished_at", "utc_offset", "ending",
        "answers", "score", "maximum", "percent", "passed", "counts", "critical_errors", "elapsed_ms", "roleplay", "verdict",
    )
)  # fmt: skip


def all_attempts(query: Query) -> Table:
    """Every attempt, unfinished ones too: these have a score so far, but neither percent nor passed.

    The ending of a talk that came to its end is that of the role-play, with its verdict.
    """
    return Table(name="attempts", columns=ATTEMPTS, rows=_attempt_rows(query))


def _attempt_rows(query: Query) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in query.people}
    for outcome in attempts.outcomes(query.store, query.selection):
        yield (
            outcome.attempt,
            outcome.trainee,
            _name(names, outcome.trainee),
            outcome.module,
            outcome.kind.value,
            outcome.started,
            outcome.ended,
            _offset(outcome.started),
            outcome.roleplay_ending or (outcome.ending.value if outcome.ending else None),
            outcome.answers,
            round(float(outcome.score), 6),
            outcome.maximum,
            outcome.percent if outcome.ended else None,
            outcome.passed if outcome.ended and outcome.can_pass else None,
            outcome.counts,
            outcome.critical_errors,
            outcome.elapsed_ms,
            outcome.roleplay or None,
            outcome.verdict or None,
        )


# What a decision of a role-play has besides: the customer's line and what followed from it, in the language it was shown in.
SAID = ("says", "reply", "reaction", "feedback")
UNSAID = (None,) * len(SAID)

ANSWERS = tuple(
    Column(key=key)
    for key in (
        "answer_id", "attempt_id", "trainee_id", "trainee", "module", "kind", "item", "content_hash", "response",
        "score", "maximum", "chance", "answered_at", "utc_offset", "elapsed_ms", "clock_step_s",
        "mood_before", "mood_after", *SAID,
    )
)  # fmt: skip


def all_answers(query: Query) -> Table:
    """Every answer of the attempts selected."""
    return Table(name="answers", columns=ANSWERS, rows=_answer_rows(query))


def _answer_rows(query: Query) -> Iterator[tuple[Cell, ...]]:
    names = {one.id: one.name for one in query.people}
    for row in attempts.answer_rows(query.store, query.selection):
        response: Cell = list(row.response) if isinstance(row.response, tuple) else row.response  # type: ignore[assignment]
        yield (
            row.answer,
            row.attempt,
            row.trainee,
            _name(names, row.trainee),
            row.module,
            row.kind,
            row.item,
            row.content_hash,
            response,
            round(row.score, 6),
            row.maximum,
            round(row.chance, 6),
            row.answered,
            _offset(row.answered),
            row.elapsed_ms,
            row.clock_step_s,
            row.mood_before,
            row.mood_after,
            *_said(query.store, row),
        )


def _said(store: Store, row: AnswerRow) -> tuple[Cell, ...]:
    if row.said is None:
        return UNSAID
    from cstrain.records.talks import in_words

    said = in_words(store, row.attempt, row.said, row.language)
    return tuple(said[name] for name in SAID)


REPORTS: dict[str, Callable[[Query], Table]] = {
    "summary": summary,
    "attempts": all_attempts,
    "answers": all_answers,
}
