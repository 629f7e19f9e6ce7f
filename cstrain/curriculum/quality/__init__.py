"""The quality rules (content-rules.md, Q): those that one module can be held to by itself, and those of a whole bank."""

from collections.abc import Iterator

from cstrain.curriculum.problem import Problem
from cstrain.curriculum.quality.bank import Counted, bank_problems
from cstrain.curriculum.quality.coverage import check_coverage
from cstrain.curriculum.quality.items import check_items
from cstrain.curriculum.quality.language import check_language
from cstrain.curriculum.quality.prompts import Prompts
from cstrain.curriculum.quality.roleplays import check_roleplays
from cstrain.curriculum.quality.tally import Tally, tally
from cstrain.curriculum.shape import Source


def check_quality(source: Source) -> None:
    """Note every weakness that a structurally sound module has by itself."""
    check_items(source)
    check_language(source)
    check_coverage(source)
    check_roleplays(source)


class Bank:
    """All modules checked, taken together. Little is kept of each, so that there may be many."""

    def __init__(self) -> None:
        self._counted: list[Counted] = []
        self._prompts = Prompts()

    def take(self, source: Source) -> Tally:
        """Count a structurally sound module in; its own tally."""
        languages = list((source.head or {}).get("languages", []))
        made = tally([item for _, item in source.entries["items"]], languages)
        self._counted.append(Counted(module=source.id, place=source.place(("items",)), tally=made))
        self._prompts.take(source, languages)
        return made

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """The weaknesses of the whole, each with the module at which it is told."""
        if self._counted:
            yield from bank_problems(self._counted)
            yield from self._prompts.problems()
