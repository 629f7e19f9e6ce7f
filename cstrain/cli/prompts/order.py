"""Asking an order: every option, in its order."""

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear, numbered, places
from cstrain.cli.words import _
from cstrain.core.items import Grade, Order, Response


class OrderAsking(Asking[Order]):
    @property
    def options(self) -> list[str]:
        texts = {step.id: step.text.say(self.language) for step in self.item.options}
        return [texts[id] for id in self.question.options]

    def lines(self) -> list[Line]:
        return numbered(self.options)

    def read(self, read: Read) -> Response:
        hint = _("The numbers in the right order, for example: {example}").format(example=self.example)
        return tuple(self.question.options[place] for place in read(hint, self.parse))

    @property
    def example(self) -> str:
        return " ".join(str(number) for number in range(len(self.options), 0, -1))

    def parse(self, line: str) -> tuple[int, ...]:
        count = len(self.options)
        picked = places(line, count)
        if sorted(picked) != list(range(count)):
            message = _("Type each of the {count} numbers once, first to last, for example: {example}")
            raise Unclear(message.format(count=count, example=self.example))
        return picked

    def pick(self, picker: Picker) -> Response:
        picked = picker.ranked(self.options, hint=_("Put in order: pick the first, then the second, and so on"))
        return tuple(self.question.options[place] for place in picked)

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        texts = {step.id: step.text.say(self.language) for step in self.item.options}
        lines = [Line(_("The right order:"), Look.STRONG)]
        given = list(response) if isinstance(response, tuple) else []
        for number, remark in enumerate(grade.remarks, start=1):
            place = given.index(remark.option) + 1
            said = _("right") if place == number else _("you: {number}").format(number=place)
            lines.append(Line(f"{number}. {texts[remark.option]} ({said})", MARKS[remark.verdict]))
            lines.append(Line(remark.feedback.say(self.language), Look.NORMAL, 3))
        return lines
