"""What a person has a right to: everything that is kept about them, and to have it erased; and erasing what is old."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from re import fullmatch

from cstrain.app import trainees
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.people import confirm
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render.figures import day
from cstrain.cli.render.people import described
from cstrain.cli.safe import safe_json, shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, plural
from cstrain.core.standing import Outcome
from cstrain.core.trainee import Trainee, likeness
from cstrain.core.value import as_dict
from cstrain.errors import BadFormat, BadPeriod, NothingChanged
from cstrain.files import whole_file
from cstrain.records import attempts, backup, erasing, sessions
from cstrain.records import trainees as entries
from cstrain.records.attempts import Selection
from cstrain.records.erasing import Subject
from cstrain.records.store import Store

FORMATS = ("json", "html")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def hand_over(setup: Setup, name: str, out: Path, *, replace: bool) -> None:
    """Write everything that is kept about a person."""
    from cstrain.cli.reporting import spare
    from cstrain.records.holdings import holdings

    format = out.suffix.removeprefix(".").lower()
    if format not in FORMATS:
        raise BadFormat(value=out.suffix or str(out), accepted=FORMATS)
    with setup.existing_store() as store:
        trainee = trainees.find(store, name)
        held = holdings(store, trainee.id)
    spare(setup, out)
    now = setup.clock.now()
    with whole_file(out, replace=replace) as stream:
        if format == "json":
            told = {"format": "cstrain.data/1", "made_at": now.isoformat(timespec="seconds"), "person": as_dict(trainee), **held}
            stream.write(safe_json(told, indent=2) + "\n")
        else:
            from cstrain.cli.catalogue import usable_modules
            from cstrain.cli.render.holdings import holdings_page

            stream.writelines(holdings_page(trainee, held, usable_modules(setup), now, setup.records_path))
    setup.face.tell([Line(_("Written: {path}").format(path=shortened(str(out), 300)))])


def forget(setup: Setup, name: str, *, sure: bool) -> None:
    """Erase a person, if that is what is wanted: whoever does it types the name."""
    with setup.existing_store() as store:
        trainee = trainees.find(store, name)
        if not sure:
            _type_the_name(setup, store, trainee)
        # Looked up last: whoever joined an entry to this person while the name was typed meant it to be theirs.
        theirs = entries.entries(store, entries.persons(store).get(trainee.id, trainee.id))
        if setup.settings().trainee in theirs:
            setup.remember_trainee("")
        unreached = _erase(setup, store, [Subject("trainee", id) for id in theirs])
    setup.face.tell([Line(_("Erased: {name}").format(name=shortened(trainee.name)), Look.RIGHT), *_beyond_reach(unreached)])


def _type_the_name(setup: Setup, store: Store, trainee: Trainee) -> None:
    count = sum(1 for _one in attempts.outcomes(store, Selection(trainee=trainee.id)))
    copies = len(backup.all_of(store.path))
    hint = command(f'trainee data "{_("NAME")}" --out FILE.html')
    above = [
        Line(_("Everything that is kept about this person will be erased:"), Look.TITLE),
        Line(described(trainee), indent=2),
        Line(plural("{n} attempt with its answers", "{n} attempts with their answers", count), indent=2),
        Line(plural("also in {n} backup", "also in {n} backups", copies), indent=2),
        Line(
            _("It cannot be undone. First give them what is kept, if they want it: {command}").format(command=hint),
            Look.STRONG,
        ),
    ]
    try:
        typed = setup.face.type_in(_("Type the name to erase it"), above=above)
    except Leave:
        raise NothingChanged from None
    if likeness(typed) != likeness(trainee.name):
        raise NothingChanged


def _erase(setup: Setup, store: Store, subjects: Sequence[Subject]) -> list[Path]:
    erasing.erase(store, subjects, setup.clock.now())
    return erasing.finish(store)


def _beyond_reach(unreached: Sequence[Path]) -> list[Line]:
    """What erasing does not reach, in so many words."""
    lines = [
        Line(_("Gone from the records and from the backups beside them.")),
        Line(
            _(
                "What cstrain cannot reach: exported files, copies that somebody made, and other machines, until their records"
                " are merged with these."
            )
        ),
    ]
    for path in unreached:
        told = _("This backup cannot be opened and may still hold it: {path}. Delete it if you do not need it.")
        lines.append(Line(told.format(path=shortened(str(path), 300)), Look.WRONG))
    return lines


def purge(setup: Setup, older_than: str, *, dry_run: bool, sure: bool) -> None:
    """Erase the attempts and group sessions that ended before a period of time, whoever's they are."""
    now = setup.clock.now()
    limit = now - period(older_than)
    with setup.existing_store() as store:
        old = [one for one in attempts.outcomes(store, Selection()) if (one.ended or one.started) < limit]
        held = sessions.ended_before(store, limit)

        def lines() -> list[Line]:
            return _purge_lines(old, len(held), limit, now)

        if dry_run or not (old or held):
            setup.face.tell([*lines(), *([Line(_("Nothing was erased."))] if dry_run else [])])
            return
        if not sure:
            confirm(setup, lines, _("Yes, erase them"))
        gone = [Subject("attempt", one.attempt) for one in old] + [Subject("session", id) for id in held]
        unreached = _erase(setup, store, gone)
    told = [Line(plural("Erased: {n} attempt.", "Erased: {n} attempts.", len(old)), Look.RIGHT)]
    if held:
        told.append(Line(plural("Erased: {n} group session.", "Erased: {n} group sessions.", len(held)), Look.RIGHT))
    setup.face.tell([*told, *_beyond_reach(unreached)])


def period(typed: str) -> timedelta:
    """A number of days, weeks, months (of 30 days) or years (of 365): 180d, 26w, 6m, 2y; BadPeriod if it is none."""
    found = fullmatch(r"([1-9][0-9]{0,4})([dwmy])", typed.strip().lower())
    if not found:
        raise BadPeriod(value=typed)
    return timedelta(days=min(int(found[1]) * DAYS[found[2]], 36_500))


def _purge_lines(old: Sequence[Outcome], held: int, limit: datetime, now: datetime) -> list[Line]:
    told = _("Attempts that ended before {day}: {count}").format(day=day(limit), count=len(old))
    lines = [Line(told, Look.TITLE)]
    people = len({one.trainee for one in old})
    if old:
        lines.append(Line(plural("of {n} person", "of {n} people", people), indent=2))
    holding = sum(1 for one in old if one.counts and one.passed and (one.valid_until is None or one.valid_until > now))
    if holding:
        told = plural("{n} of them is a pass that still holds", "{n} of them are passes that still hold", holding)
        lines.append(Line(told, Look.WRONG, indent=2))
    if held:
        told = plural("and {n} group session, with who answered what", "and {n} group sessions, with who answered what", held)
        lines.append(Line(told, indent=2))
    if old or held:
        lines += [Line(_("They are erased here and in the backups. It cannot be undone."), Look.STRONG), BLANK]
    return lines
