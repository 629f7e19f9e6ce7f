"""Asking a number: a typed figure, with decimal comma or point."""

import re

from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import MARKS, Asking, Picker, Read, Unclear
from cstrain.cli.words import _, language
from cstrain.core.items import Grade, Number, Response, Verdict

FIGURE = re.compile(r"[-+]?[0-9]{1,15}([.,][0-9]{1,9})?\Z")
# Digits in groups of three. 1.500 is fifteen hundred to one reader and one and a half to another, whatever the language
# of the run: Indonesian writes the thousands with a point, English with a comma, and a phone's calculator as it likes.
GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,][0-9]{3})+([.,][0-9]+)?\Z")


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
    if GROUPED.match(text):
        raise Unclear(_without_groups(text))
    if not FIGURE.match(text):
        raise Unclear(_("Type digits, for example 12 or 2.5"))
    return float(text.replace(",", "."))


def _without_groups(text: str) -> str:
    """How to write what was meant so that it has one meaning only."""
    whole, separators = re.sub("[.,]", "", text), re.findall("[.,]", text)
    if len(separators) > 1:
        return _("Type the figure without a sign for thousands, for example 1500 or 2.5")
    # A fraction of three digits is told from a group of three by a nought after it.
    fraction = text.rstrip("0") if text.endswith("0") else f"{text}0"
    message = _("This can mean two figures. Type {whole}, without a sign for thousands, or the fraction: {fraction}")
    return message.format(whole=whole, fraction=fraction.rstrip(".,"))


def shown(figure: str) -> str:
    return figure.replace(".", ",") if language() == "id" else figure
