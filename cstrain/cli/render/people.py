"""Who trains here."""

import json
from collections.abc import Sequence

from cstrain.app.trainees import joint, told_apart
from cstrain.cli.calling import command
from cstrain.cli.lines import Line, Look
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural
from cstrain.core.trainee import Trainee
from cstrain.core.value import as_dict


def people_lines(people: Sequence[Trainee]) -> list[Line]:
    if not people:
        return [Line(_("Nobody yet. Add someone: {command}").format(command=command(f'trainee add "{_("NAME")}"')))]
    return [Line(described(one)) for one in people] + [Line(plural("{n} person", "{n} people", len(people)), Look.QUIET)]


def people_json(people: Sequence[Trainee]) -> str:
    return json.dumps(
        {"format": "cstrain.trainees/1", "trainees": [as_dict(one) for one in people]}, ensure_ascii=False, indent=2
    )


def described(one: Trainee) -> str:
    """What is known of someone, in one line."""
    line = shortened(told_apart(one), 300)
    return f"{line} | " + _("required: {modules}").format(modules=", ".join(one.required)) if one.required else line


def joining_lines(one: Trainee, other: Trainee) -> list[Line]:
    """What joining these two means."""
    result = joint(one, other)
    lines = [
        Line(_("Are these two one person?"), Look.TITLE),
        Line(described(one), indent=2),
        Line(described(other), indent=2),
        Line(_("Their attempts are counted together from then on, under: {name}").format(name=described(result))),
    ]
    if one.employee_number and other.employee_number:
        lines.append(Line(_("They have two employee numbers: two people, perhaps."), Look.WRONG))
    lines.append(Line(_("It cannot be undone."), Look.STRONG))
    return lines
