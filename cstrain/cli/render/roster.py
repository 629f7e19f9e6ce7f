"""What is told about a roster file: each line that was passed over or looks wrong, and what to do about it."""

from collections.abc import Sequence

from cstrain.app.roster import Doubt, Remark
from cstrain.cli.lines import Line, Look
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural

# More is too much to read; what they have in common shows in these.
MOST_TOLD = 20


def remark_lines(remarks: Sequence[Remark]) -> list[Line]:
    lines = [remark_line(one) for one in remarks[:MOST_TOLD]]
    if (more := len(remarks) - MOST_TOLD) > 0:
        lines.append(Line(plural("And {n} more remark.", "And {n} more remarks.", more), Look.QUIET))
    return lines


def remark_line(remark: Remark) -> Line:
    """One line: where, what, and whether the person is left out."""
    told = _words(remark.doubt).format(value=shortened(remark.value), other=remark.other)
    text = _("Line {line}: {told}").format(line=remark.line, told=told)
    if remark.is_left_out:
        return Line(f"{text} " + _("Left out."), Look.WRONG)
    return Line(text, Look.PARTLY)


def _words(doubt: Doubt) -> str:
    return {
        Doubt.NOT_UNICODE: _("the file is not in Unicode. Check names with accents, or save it as CSV UTF-8."),
        Doubt.UNKNOWN_COLUMN: _("the column {value} is not known here and is passed over."),
        Doubt.DOUBLE_COLUMN: _("the column {value} says the same as one before it and is passed over."),
        Doubt.ABOVE_HEADER: _("{value}: this stands above the names of the columns and is passed over."),
        Doubt.NO_NAME: _("there is no name in this line."),
        Doubt.TOO_LONG: _("something in this line is too long: {value}"),
        Doubt.SURPLUS_CELLS: _("more cells than columns ({value}). A comma in a name needs quotation marks around it."),
        Doubt.BROKEN_LINES: _("a cell goes over several lines: {value}"),
        Doubt.DOUBLE_NUMBER: _("the employee number {value} stands in line {other} already."),
        Doubt.DOUBLE_NAME: _("{value} has the same name as line {other}. One person, or two?"),
        Doubt.ROUNDED_NUMBER: _("Excel has rounded the employee number to {value}. Make that column Text in Excel."),
        Doubt.NATIONAL_ID: _(
            "{value} has a number of 16 digits. Use the employee number, never the one of the identity card (KTP)."
        ),
        Doubt.FORMULA: _("{value} begins like a formula. Is it a name?"),
    }[doubt]
