"""Looking after people: entering, correcting and joining them, and what is said about it."""

from collections.abc import Callable

from cstrain.app import enrolment, trainees
from cstrain.app.enrolment import Enrolled, Wish
from cstrain.app.roster import Roster
from cstrain.app.trainees import Correction, Details
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.face import Entry
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render.people import described, joining_lines
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _
from cstrain.core.trainee import Trainee, clean_name
from cstrain.core.value import replace
from cstrain.errors import BadFilter, NothingChanged


def add(setup: Setup, details: Details) -> None:
    required = tuple(setup.library.find(module) for module in details.required)
    with setup.store() as store:
        alike = trainees.namesakes(store, clean_name(details.name))
        added = trainees.add(store, replace(details, required=required), setup.clock)
    told = [Line(_("Added: {name}").format(name=described(added)))]
    if alike:
        told.append(Line(_("There is someone of this name already: {names}").format(names=", ".join(map(described, alike)))))
    setup.face.tell(told)


def listed(setup: Setup, *, branch: str, cohort: str) -> list[Trainee]:
    """Everyone of this branch and cohort; BadFilter if nobody has such."""
    with setup.existing_store() as store:
        people = trainees.everyone(store)
    for option, wanted, of in (("--branch", branch, "branch"), ("--cohort", cohort, "cohort")):
        there = sorted({getattr(one, of) for one in people} - {""})
        if wanted and wanted not in there:
            raise BadFilter(option=option, value=wanted, accepted=tuple(there))
    return [one for one in people if branch in ("", one.branch) and cohort in ("", one.cohort)]


def enrol(setup: Setup, roster: Roster, wish: Wish) -> list[Enrolled]:
    """What becomes of the roster. Looking makes no records."""
    from cstrain.cli.catalogue import has_records

    if wish.dry_run and not has_records(setup):
        return enrolment.sort_out([], roster, setup.library.find, wish)
    with setup.store() as store:
        return enrolment.enrol(store, roster, setup.library.find, wish, setup.clock)


def grant(setup: Setup, name: str, module: str) -> None:
    id = setup.library.find(module)
    with setup.existing_store() as store:
        trainee = trainees.find(store, name)
        trainees.grant(store, trainee, id, setup.clock)
    setup.face.tell([Line(_("{name} may take {module} once more.").format(name=shortened(trainee.name), module=id))])


def correct(setup: Setup, name: str, correction: Correction) -> None:
    if correction.required:
        correction = replace(correction, required=tuple(setup.library.find(module) for module in correction.required))
    with setup.existing_store() as store:
        before = trainees.find(store, name)
        now = trainees.correct(store, before, correction, setup.clock)
    if now == before:
        setup.face.tell([Line(_("Nothing to change: {name}").format(name=described(now)))])
        return
    told = (_("Before: {name}").format(name=described(before)), _("Now: {name}").format(name=described(now)))
    setup.face.tell([Line(each) for each in told])


def join(setup: Setup, one: str, other: str, *, sure: bool) -> None:
    """Two entries become one person, if that is what is wanted."""
    with setup.existing_store() as store:
        first, second = trainees.find(store, one), trainees.find(store, other)
        if not sure and first.id != second.id:
            confirm(setup, lambda: joining_lines(first, second), _("Yes, they are one person"))
        joined = trainees.join(store, first, second, setup.clock)
    setup.face.tell([Line(_("One person now: {name}").format(name=described(joined)), Look.RIGHT)])


def confirm(setup: Setup, lines: Callable[[], list[Line]], yes: str) -> None:
    """NothingChanged unless it is wanted."""

    def entries() -> list[Entry]:
        return [Entry(key="no", label=_("No, leave it as it is")), Entry(key="yes", label=yes)]

    try:
        chosen = setup.face.menu(lambda: [*lines(), BLANK], entries)
    except Leave:
        chosen = "no"
    if chosen != "yes":
        raise NothingChanged
