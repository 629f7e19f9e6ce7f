"""Proving content sound: every structural and quality problem of some modules, straight from their files.

Module by module: of one that has been looked at only its problems are kept, and what rules on the whole bank need.
"""

from collections.abc import Sequence

from cstrain.core.value import Value
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem, faults, in_order
from cstrain.curriculum.quality import Bank, check_quality
from cstrain.curriculum.quality.exceptions import Excepted, listed, set_aside, unused
from cstrain.curriculum.quality.figures import ModuleFigures, figures


class Findings(Value):
    """What was found: problems in their order; the exceptions that modules list, each with how many weaknesses it set aside; and,
    where asked for, the figures of each sound module."""

    problems: Sequence[Problem]
    exceptions: Sequence[tuple[Excepted, int]]
    figures: Sequence[ModuleFigures]


def check(library: Library, ids: Sequence[str]) -> list[Problem]:
    """The problems alone."""
    return list(examine(library, ids).problems)


def examine(library: Library, ids: Sequence[str], *, with_figures: bool = False) -> Findings:
    """What there is to say of these modules and, when all are checked, of the folders; the cache is not looked at.

    Quality is looked at only in modules that are structurally sound: half a module has no coverage.
    """
    bank = Bank()
    found: dict[str, list[Problem]] = {}
    excepted: dict[str, list[Excepted]] = {}
    counted: list[ModuleFigures] = []
    for id in ids:
        source, _ = library.source(id)
        if not faults(source.problems):
            check_quality(source)
            tally = bank.take(source)
            excepted[id] = listed(source)
            if with_figures:
                counted.append(figures(source, tally))
        found[id] = source.told()
    for id, problem in bank.problems():
        found[id].append(problem)
    whole = set(ids) == set(library.ids)
    problems, used = _without_exceptions(found, excepted, whole_bank=whole)
    if whole:
        problems.extend(library.misplaced)
    return Findings(problems=in_order(problems), exceptions=used, figures=counted)


def _without_exceptions(
    found: dict[str, list[Problem]], excepted: dict[str, list[Excepted]], *, whole_bank: bool
) -> tuple[list[Problem], list[tuple[Excepted, int]]]:
    """The problems that no exception of their module covers, with those of exceptions in vain; and what each exception covers."""
    problems: list[Problem] = []
    used: list[tuple[Excepted, int]] = []
    for id, told in found.items():
        exceptions = excepted.get(id, [])
        kept, covered = set_aside(told, exceptions)
        problems += [*kept, *unused(exceptions, covered, whole_bank=whole_bank)]
        used += zip(exceptions, covered, strict=True)
    return problems, used
