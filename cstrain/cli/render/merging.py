"""What a merge brought, or would bring; and the text of a receipt."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cstrain import __version__
from cstrain.app.trainees import SHOWN_OF_ID, told_apart
from cstrain.cli.calling import command
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural
from cstrain.core.value import as_dict
from cstrain.records.counting import Counts
from cstrain.records.merge import Merged
from cstrain.records.receipt import End

MOST_SHOWN = 20


def merged(came: Merged, *, dry_run: bool) -> str:
    lines = [plural("Read, and sound: {n} file.", "Read, and sound: {n} files.", came.files)]
    lines.append(_("In them: {counts}.").format(counts=_counts(came.read)))
    if came.has_news:
        told = _("Would be new here: {counts}.") if dry_run else _("New here: {counts}.")
        lines.append(told.format(counts=_counts(_at_least_nothing(came.new))))
        if not any(vars(came.new).values()):
            lines.append(_("What comes is what was corrected, granted, joined or erased there."))
    else:
        lines.append(_("Nothing in them is new here."))
    lines += _alike(came)
    lines += _erased(came, dry_run=dry_run)
    if came.aside:
        lines.append(
            plural(
                "{n} entry is set aside: the same attempt was gone on with in two copies. Nothing was lost.",
                "{n} entries are set aside: the same attempt was gone on with in two copies. Nothing was lost.",
                came.aside,
            )
        )
    if came.backup:
        lines.append(_("As it was before: {path}").format(path=shortened(str(came.backup), 300)))
    if dry_run:
        lines.append(_("Nothing was changed. To bring it in, leave out --dry-run."))
    return "\n".join(lines)


def _counts(counts: Counts) -> str:
    return _("{trainees} trainees, {attempts} attempts, {answers} answers").format(**vars(counts))


def _at_least_nothing(counts: Counts) -> Counts:
    """Where more was erased than came, nothing is new."""
    return Counts(**{name: max(0, value) for name, value in vars(counts).items()})


def _alike(came: Merged) -> list[str]:
    lines = []
    for one, other in came.alike[:MOST_SHOWN]:
        told = _("One person, or two? {one} / {other}")
        lines.append(told.format(one=shortened(told_apart(one), 100), other=shortened(told_apart(other), 100)))
    if len(came.alike) > MOST_SHOWN:
        lines.append(_("... and {count} more").format(count=len(came.alike) - MOST_SHOWN))
    if came.alike:
        ids = " ".join(each.id[:SHOWN_OF_ID] for each in came.alike[0])
        joining = command(f"trainee join {ids}")
        lines.append(_("They stay two until you say that they are one, for example: {command}").format(command=joining))
    return lines


def _erased(came: Merged, *, dry_run: bool) -> list[str]:
    lines = []
    if came.erased_here:
        names = ", ".join(shortened(each) for each in came.erased_here[:MOST_SHOWN])
        told = _("Would be erased here, because erased elsewhere ({count}): {names}")
        done = _("Erased here and in the backups, because erased elsewhere ({count}): {names}")
        lines.append((told if dry_run else done).format(count=len(came.erased_here), names=names))
    if came.kept_out:
        lines.append(
            plural(
                "{n} entry was not taken: it belongs to someone who was erased.",
                "{n} entries were not taken: they belong to someone who was erased.",
                came.kept_out,
            )
        )
    if came.unreached:
        paths = ", ".join(shortened(str(path), 200) for path in came.unreached)
        lines.append(_("Not reached, so delete these copies yourself: {paths}").format(paths=paths))
    return lines


def merged_json(came: Merged, *, dry_run: bool) -> dict[str, Any]:
    return {
        "format": "cstrain.merge/1",
        "dry_run": dry_run,
        "files": came.files,
        "read": as_dict(came.read),
        "new": as_dict(came.new),
        "has_news": came.has_news,
        "alike": [[one.id, other.id] for one, other in came.alike],
        "erased_here": list(came.erased_here),
        "kept_out": came.kept_out,
        "aside": came.aside,
        "backup": str(came.backup) if came.backup else None,
    }


def reading(number: int, many: int, path: Path) -> str:
    return _("Reading {number} of {many}: {path}").format(number=number, many=many, path=shortened(str(path), 200))


def receipt(ends: Sequence[End], counts: Counts, now: datetime) -> str:
    """What is printed or mailed; the lines at its end are what counts."""
    lines = [
        _("Receipt of the training records (cstrain {version})").format(version=__version__),
        _("Made: {moment}").format(moment=now.strftime("%Y-%m-%d %H:%M %z")),
        _counts(counts) + ".",
        _("Keep it away from this computer. Later: {command}").format(command=command(f"records verify --receipt {_('FILE')}")),
        "",
        *(end.line for end in ends),
    ]
    return "\n".join(lines)


def receipt_json(ends: Sequence[End], counts: Counts, now: datetime) -> dict[str, Any]:
    return {
        "format": "cstrain.receipt/1",
        "program": __version__,
        "made": now.isoformat(timespec="seconds"),
        **as_dict(counts),
        "lines": [end.line for end in ends],
    }
