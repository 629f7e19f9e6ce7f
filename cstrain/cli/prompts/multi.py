"""Asking a multi: tick every option that fits."""

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear, numbered, places
from cstrain.cli.words import _
from cstrain.core.items import Grade, Multi, Response, Verdict


class MultiAsking(Asking[Multi]):
    @property
    def options(self) -> list[str]:
        texts = {option.id: option.text.say(self.language) for option in self.item.options}
        return [texts[id] for id in self.question.options]

    def lines(self) -> list[Line]:
        return numbered(self.options)

    def read(self, read: Read) -> Response:
        picked = read(_("All that fit, for example: 1 3"), self.parse)
        return tuple(self.question.options[place] for place in picked)

    def parse(self, line: str) -> list[int]:
        picked = places(line, len(self.options))
        if not picked:
            raise Unclear(_("Type at least one number, for example: 1 3"))
        return sorted(set(picked))

    def pick(self, picker: Picker) -> Response:
        picked = picker.several(self.options, hint=_("Several fit: tick each with its number or the space bar"))
        return tuple(self.question.options[place] for place in picked)

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        texts = {option.id: option.text.say(self.language) for option in self.item.options}
        labels = {Verdict.RIGHT: _("Fits"), Verdict.WRONG: _("Does not fit"), Verdict.MISSED: _("Fits too, not ticked")}
        lines = []
        for remark in grade.remarks:
            lines.append(Line(f"{labels[remark.verdict]}: {texts[remark.option]}", MARKS[remark.verdict]))
            lines.append(Line(remark.feedback.say(self.language), Look.NORMAL, 3))
        return lines
