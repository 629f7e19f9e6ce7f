"""Asking a choice: one option, by number, letter or arrow."""

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, numbered, place
from cstrain.cli.words import _
from cstrain.core.items import Choice, Grade, Response, Verdict


class ChoiceAsking(Asking[Choice]):
    @property
    def options(self) -> list[str]:
        texts = {option.id: option.text.say(self.language) for option in self.item.options}
        return [texts[id] for id in self.question.options]

    def lines(self) -> list[Line]:
        return numbered(self.options)

    def read(self, read: Read) -> Response:
        return self.question.options[read(_("Your answer (number or letter)"), lambda line: place(line, len(self.options)))]

    def pick(self, picker: Picker) -> Response:
        return self.question.options[picker.one(self.options, hint=_("Choose with a number, a letter or the arrows"))]

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        texts = {option.id: option.text.say(self.language) for option in self.item.options}
        lines = []
        for remark in grade.remarks:
            label = _("Best answer") if remark.verdict is Verdict.MISSED else _("Your answer")
            lines.append(Line(f"{label}: {texts[remark.option]}", MARKS[remark.verdict]))
            lines.append(Line(remark.feedback.say(self.language), Look.NORMAL, 3))
        return lines
