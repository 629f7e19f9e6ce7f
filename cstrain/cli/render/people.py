"""Who trains here."""

import json
from collections.abc import Sequence

from cstrain.app.trainees import told_apart
from cstrain.cli.calling import command
from cstrain.cli.lines import Line
from cstrain.cli.words import _
from cstrain.core.trainee import Trainee
from cstrain.core.value import as_dict


def people_lines(people: Sequence[Trainee]) -> list[Line]:
    if not people:
        return [Line(_("Nobody yet. Add someone: {command}").format(command=command(f'trainee add "{_("NAME")}"')))]
    return [Line(told_apart(one)) for one in people]


def people_json(people: Sequence[Trainee]) -> str:
    return json.dumps(
        {"format": "cstrain.trainees/1", "trainees": [as_dict(one) for one in people]}, ensure_ascii=False, indent=2
    )
