"""Asking a match: for each left side, its right side."""

from collections.abc import Sequence

from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear, answered, numbered, place, row_by_row
from cstrain.cli.words import _
from cstrain.core.items import Grade, Match, Response, Verdict


class MatchAsking(Asking[Match]):
    @property
    def rows(self) -> list[str]:
        return [pair.left.say(self.language) for pair in self.item.pairs]

    @property
    def options(self) -> list[str]:
        texts = self.item.right_sides
        return [texts[id].say(self.language) for id in self.question.options]

    def lines(self) -> list[Line]:
        lefts = [Line(f"- {row}", indent=2) for row in self.rows]
        sides = [*lefts, BLANK, Line(_("What belongs to each of them?")), *numbered(self.options)]
        return [*sides, *answered(self.rows, [self.options[place] for place in self.taken])]

    def read(self, read: Read) -> Response:
        hint = _("The number for: {row}")
        return self._response(row_by_row(self.rows, read, self.take, lambda row: hint.format(row=row), self.taken))

    def take(self, word: str, taken: Sequence[int]) -> int:
        chosen = place(word, len(self.options))
        if chosen in taken:
            raise Unclear(_("Number {number} is already used. Choose another.").format(number=chosen + 1))
        return chosen

    def pick(self, picker: Picker) -> Response:
        return self._response(picker.each(self.rows, self.options, hint=_("What belongs to this?"), unique=True))

    def _response(self, taken: tuple[int, ...]) -> Response:
        rights = [self.question.options[place] for place in taken]
        return {pair.id: right for pair, right in zip(self.item.pairs, rights, strict=True)}

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        pairs = {pair.id: pair for pair in self.item.pairs}
        lines = []
        for remark in grade.remarks:
            pair = pairs[remark.option]
            left, right = pair.left.say(self.language), pair.right.say(self.language)
            label = _("Right") if remark.verdict is Verdict.RIGHT else _("It should be")
            lines.append(Line(f"{label}: {left} - {right}", MARKS[remark.verdict]))
            lines.append(Line(remark.feedback.say(self.language), Look.NORMAL, 3))
        return lines
