"""What is told about a roster: lines that were passed over or look wrong, and what becomes of the people in it."""

from collections import Counter
from collections.abc import Sequence

from cstrain.app.enrolment import DETAILS, Enrolled, Fate, Why, Wish
from cstrain.app.roster import Doubt, Remark, Roster
from cstrain.cli.lines import Line, Look
from cstrain.cli.render.columns import heading
from cstrain.cli.render.people import described
from cstrain.cli.safe import safe_json, shortened
from cstrain.cli.words import _, plural
from cstrain.core.value import as_dict, replace

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
        Doubt.EMPTY: _("nothing stands here, and it is passed over. Empty lines: {value}"),
    }[doubt]


# What becomes of each row


def enrolment_lines(roster: Roster, made: Sequence[Enrolled], wish: Wish) -> list[Line]:
    """What becomes of a roster: the figures, then whatever somebody should look at."""
    tally = Counter(one.fate for one in made)
    left_out = sum(one.is_left_out for one in roster.remarks)
    told = _("{new} new, {changed} changed, {unchanged} unchanged, {doubtful} doubtful, {left_out} left out.").format(
        new=tally[Fate.NEW],
        changed=tally[Fate.CHANGED],
        unchanged=tally[Fate.UNCHANGED],
        doubtful=tally[Fate.DOUBTFUL],
        left_out=left_out,
    )
    lines = [Line(told, Look.TITLE)]
    for title, fate, line in (
        (_("New:"), Fate.NEW, _new_line),
        (_("Changed:"), Fate.CHANGED, _changed_line),
        (_("Doubtful: nothing is done about these lines."), Fate.DOUBTFUL, _doubtful_line),
    ):
        rows = [one for one in made if one.fate is fate]
        if rows:
            lines += [Line(title, Look.STRONG), *map(line, rows[:MOST_TOLD]), *_more(len(rows))]
    if roster.remarks:
        lines += [Line(_("About the file:"), Look.STRONG), *(replace(one, indent=2) for one in remark_lines(roster.remarks))]
    if wish.dry_run:
        lines.append(Line(_("Nothing was changed: this only tells. Leave out --dry-run to do it."), Look.STRONG))
    return lines


def _more(count: int) -> list[Line]:
    more = count - MOST_TOLD
    return [Line(plural("And {n} more person.", "And {n} more people.", more), Look.QUIET, indent=2)] if more > 0 else []


def _new_line(one: Enrolled) -> Line:
    known = [one.row.name, one.row.employee_number, one.row.branch, one.row.cohort, *one.row.required]
    return Line(shortened(" | ".join(each for each in known if each), 300), indent=2)


def _changed_line(one: Enrolled) -> Line:
    changes = "; ".join(f"{heading(field)}: {_told(old)} -> {_told(new)}" for field, (old, new) in one.changes.items())
    return Line(f"{shortened(one.row.name)}: {changes}", indent=2)


def _told(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return shortened(text) or "-"


def _doubtful_line(one: Enrolled) -> Line:
    others = " / ".join(described(each) for each in one.others[:3])
    told = {
        Why.SAME_NAME: _("{name}: the same person as {others}? Give both one employee number, or use --match-names."),
        Why.OTHER_NAME: _("{name} has the employee number of {others}. If it is one person, correct the name first."),
        Why.TWICE: _("{name} stands here twice. If they are two people, give them employee numbers."),
        Why.UNKNOWN_MODULE: _("{name}: there is no module {word}."),
        Why.LOST_ZEROS: _(
            "{name} with the number {number}: is it {others}? Excel drops zeros at the beginning. Make that column Text in Excel."
        ),
        None: "",
    }[one.why]
    number = shortened(one.row.employee_number)
    text = told.format(name=shortened(one.row.name), others=others, word=shortened(one.word), number=number)
    return Line(_("Line {line}: {told}").format(line=one.row.line, told=text), Look.PARTLY, indent=2)


def enrolment_json(roster: Roster, made: Sequence[Enrolled], wish: Wish) -> str:
    rows = [
        {
            "line": one.row.line,
            "fate": one.fate,
            "why": one.why or "",
            "trainee_id": one.trainee.id if one.trainee and not (wish.dry_run and one.fate is Fate.NEW) else "",
            **{field: getattr(one.trainee or one.row, field) for field in ("name", *DETAILS)},
            "changes": {field: {"before": old, "after": new} for field, (old, new) in one.changes.items()},
            "others": [each.id for each in one.others],
        }
        for one in made
    ]
    told = {
        "format": "cstrain.import/1",
        "done": not wish.dry_run,
        "rows": rows,
        "remarks": [{**as_dict(one), "left_out": one.is_left_out} for one in roster.remarks],
    }
    return safe_json(told, indent=2)
