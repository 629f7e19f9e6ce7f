"""Asking a number: a typed figure, with decimal comma or point."""

import re

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear
from cstrain.cli.words import _, language
from cstrain.core.items import Grade, Number, Response, Verdict

FIGURE = re.compile(r"[-+]?[0-9]{1,15}([.,][0-9]{1,9})?\Z")


class NumberAsking(Asking[Number]):
    def lines(self) -> list[Line]:
        return []

    @property
    def unit(self) -> str:
        return self.item.unit.say(self.language) if self.item.unit else ""

    @property
    def hint(self) -> str:
        return _("Type the figure ({unit})").format(unit=self.unit) if self.unit else _("Type the figure")

    def read(self, read: Read) -> Response:
        return read(self.hint, lambda line: figure(line, self.unit))

    def pick(self, picker: Picker) -> Response:
        return figure(picker.line(hint=self.hint), self.unit)

    def explain(self, response: Response, grade: Grade) -> list[Line]:
        lines = []
        for remark in grade.remarks:
            label = _("Right answer") if remark.verdict is Verdict.MISSED else _("Your answer")
            lines.append(Line(f"{label}: {shown(remark.option)} {self.unit}".rstrip(), MARKS[remark.verdict]))
            lines.append(Line(remark.feedback.say(self.language), Look.NORMAL, 3))
        return lines


def figure(line: str, unit: str) -> float:
    """The figure typed, its unit or a percent sign after it allowed."""
    text = line.strip()
    for tail in (unit, "%"):
        if tail and text.lower().endswith(tail.lower()):
            text = text[: -len(tail)].strip()
    if not FIGURE.match(text):
        raise Unclear(_("Type digits, for example 12 or 2.5"))
    return float(text.replace(",", "."))


def shown(figure: str) -> str:
    return figure.replace(".", ",") if language() == "id" else figure
