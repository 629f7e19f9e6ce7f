"""Proving content sound: every structural and quality problem of some modules, straight from their files."""

from collections.abc import Sequence

from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem, faults, in_order
from cstrain.curriculum.quality import check_quality


def check(library: Library, ids: Sequence[str]) -> list[Problem]:
    """The problems of these modules and, when all are checked, of the folders; the cache is not looked at.

    Quality is looked at only in modules that are structurally sound: half a module has no coverage.
    """
    problems: list[Problem] = []
    for id in ids:
        source, _ = library.source(id)
        if not faults(source.problems):
            check_quality(source)
        problems.extend(source.told())
    if set(ids) == set(library.ids):
        problems.extend(library.misplaced)
    return in_order(problems)
