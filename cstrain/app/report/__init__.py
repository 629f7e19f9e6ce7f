"""The figures for trainers and HR: each report is defined once, as a value, for the screen and for every file."""

from collections.abc import Callable, Sequence

from cstrain.app.clock import Clock
from cstrain.app.report.gaps import gaps
from cstrain.app.report.items import items
from cstrain.app.report.module import module
from cstrain.app.report.query import Filters, Query, query
from cstrain.app.report.rows import all_answers, all_attempts
from cstrain.app.report.summary import summary
from cstrain.app.report.trainee import trainee
from cstrain.core.module import Module
from cstrain.errors import UnknownReport
from cstrain.records.store import Store
from cstrain.reports.table import Report

__all__ = ["RAW", "REPORTS", "Filters", "Query", "report"]

# The rows as they are kept, in files alone: nobody reads them on a screen.
RAW: dict[str, Callable[[Query], Report]] = {"attempts": all_attempts, "answers": all_answers}

REPORTS: dict[str, Callable[[Query], Report]] = {
    "summary": summary,
    "trainee": trainee,
    "module": module,
    "gaps": gaps,
    "items": items,
    **RAW,
}


def report(name: str, store: Store, modules: Sequence[Module], filters: Filters, clock: Clock) -> Report:
    """The report with this name; UnknownReport, BadFilter, BadDate or ClashingOptions if it cannot be meant."""
    if name not in REPORTS:
        raise UnknownReport(wanted=name, accepted=tuple(REPORTS))
    return REPORTS[name](query(store, modules, filters, clock))
