"""Asking a rate: for each reply, how effective it is, from 1 to 5."""

from collections.abc import Mapping, Sequence

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear, answered, row_by_row
from cstrain.cli.words import _
from cstrain.core.items import Grade, Rate, Response
from cstrain.core.items.rate import HIGHEST, LOWEST, SCALE


def scale() -> list[str]:
    """What each rating means, from 1 to 5."""
    return [_("harms"), _("weak"), _("fair"), _("effective"), _("very effective")]


class RateAsking(Asking[Rate]):
    @property
    def rows(self) -> list[str]:
        texts = {reply.id: reply.text.say(self.language) for reply in self.item.options}
        return [texts[id] for id in self.question.options]

    def lines(self) -> list[Line]:
        meanings = ", ".join(f"{rating} = {meaning}" for rating, meaning in zip(SCALE, scale(), strict=True))
        replies = [Line(f"- {row}", indent=2) for row in self.rows]
        return [*replies, Line(_("Rate each: {meanings}").format(meanings=meanings)), *answered(self.rows, self.taken)]

    def read(self, read: Read) -> Response:
        hint = _("A number from 1 to 5 for: {row}")
        taken = row_by_row(self.rows, read, rating, lambda row: hint.format(row=row), self.taken)
        return dict(zip(self.question.options, taken, strict=True))

    def pick(self, picker: Picker) -> Response:
        places = picker.each(self.rows, scale(), hint=_("How effective is this reply?"), unique=False)
        return {id: LOWEST + place for id, place in zip(self.question.options, places, strict=True)}

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        replies = {reply.id: reply for reply in self.item.options}
        given = response if isinstance(response, Mapping) else {}
        lines = []
        for remark in grade.remarks:
            reply = replies[remark.option]
            lines.append(Line(reply.text.say(self.language), MARKS[remark.verdict]))
            verdict = _("You: {given}. Key: {key} ({meaning}).").format(
                given=given.get(reply.id, ""), key=reply.rating, meaning=scale()[reply.rating - LOWEST]
            )
            lines.append(Line(f"{verdict} {reply.feedback.say(self.language)}", Look.NORMAL, 3))
        return lines


def rating(word: str, _taken: Sequence[int]) -> int:
    if not (word.isdecimal() and word.isascii() and len(word) < 4 and int(word) in SCALE):
        raise Unclear(_("Type a number from {lowest} to {highest}.").format(lowest=LOWEST, highest=HIGHEST))
    return int(word)
