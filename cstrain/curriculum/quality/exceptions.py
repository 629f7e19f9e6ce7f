"""Weaknesses that an author has looked at and means: listed in the module's head with a reason, set aside, never out of sight."""

from collections.abc import Iterable, Sequence

from cstrain.core.value import Value
from cstrain.curriculum.problem import Place, Problem, Severity
from cstrain.curriculum.rules import OF_THE_BANK
from cstrain.curriculum.shape import Source


class Excepted(Value):
    """A rule that need not hold in a module, or in one of its items (else `item` is ""), and why."""

    module: str
    rule: str
    item: str
    reason: str
    place: Place

    def covers(self, problem: Problem) -> bool:
        return problem.severity is Severity.QUALITY and problem.rule == self.rule and self.item in ("", problem.item)


def listed(source: Source) -> list[Excepted]:
    """The exceptions that a module lists, in the order in which it does."""
    written = (source.head or {}).get("exceptions", [])
    return [
        Excepted(
            module=source.id,
            rule=each["rule"],
            item=each["item"] or "",
            reason=each["reason"],
            place=source.place(("exceptions", number)),
        )
        for number, each in enumerate(written)
    ]


def set_aside(problems: Iterable[Problem], exceptions: Sequence[Excepted]) -> tuple[list[Problem], list[int]]:
    """The problems of a module that no exception covers, and how many each exception does."""
    kept: list[Problem] = []
    covered = [0] * len(exceptions)
    for problem in problems:
        hit = [number for number, each in enumerate(exceptions) if each.covers(problem)]
        for number in hit:
            covered[number] += 1
        if not hit:
            kept.append(problem)
    return kept, covered


def unused(exceptions: Sequence[Excepted], covered: Sequence[int], *, whole_bank: bool) -> list[Problem]:
    """What is excepted in vain: nothing breaks that rule. Rules of the bank are only known when all modules were looked at."""
    return [
        Problem(
            rule="unused-exception",
            severity=Severity.QUALITY,
            place=each.place,
            path=("exceptions", number),
            item=each.item,
            details={"id": each.rule},
        )
        for number, (each, count) in enumerate(zip(exceptions, covered, strict=True))
        if not count and (whole_bank or each.rule not in OF_THE_BANK)
    ]
