"""What was found in the records file."""

from typing import Any

from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural
from cstrain.core.value import as_dict
from cstrain.records.verify import Flaw, Soundness

MOST_SHOWN = 20


def soundness(found: Soundness) -> str:
    if found.flaws:
        return _unsound(found)
    lines = [
        _("Sound: {trainees} trainees, {attempts} attempts, {answers} answers.").format(
            trainees=found.trainees, attempts=found.attempts, answers=found.answers
        )
    ]
    if found.machines:
        lines.append(
            plural("Every entry fits its seal ({n} machine).", "Every entry fits its seal ({n} machines).", found.machines)
        )
    if found.branches:
        lines.append(_("Copies of this file were used apart and are together again. Nothing was lost."))
    if found.aside:
        lines.append(
            plural(
                "{n} entry is set aside: the same attempt was gone on with in two copies.",
                "{n} entries are set aside: the same attempt was gone on with in two copies.",
                found.aside,
            )
        )
    if found.set_back:
        lines.append(
            plural(
                "The clock had been set back before {n} entry was written. Nothing was lost or put in another order.",
                "The clock had been set back before {n} entries were written. Nothing was lost or put in another order.",
                found.set_back,
            )
        )
    return "\n".join(lines)


def _unsound(found: Soundness) -> str:
    lines = [_("The records file is not sound. Keep it, and use a backup or ask for help.")]
    lines += [f"- {flaw_words(flaw.check)}: {shortened(flaw.where, 200)}" for flaw in found.flaws[:MOST_SHOWN]]
    if len(found.flaws) > MOST_SHOWN:
        lines.append(_("... and {count} more").format(count=len(found.flaws) - MOST_SHOWN))
    return "\n".join(lines)


def flaw_words(check: str) -> str:
    return {
        "integrity": _("the file is damaged"),
        "schema": _("this part of the file was not made by cstrain, or is missing"),
        "reference": _("a row points to one that is not there"),
        "total": _("the stored result is not what the answers add up to"),
        "altered": _("this entry was changed after it was written"),
        "gone": _("this entry was taken away"),
        "added": _("this entry was not written by cstrain"),
        "moved": _("this entry was moved to another place in the order"),
        "broken": _("the chain of seals is broken here"),
        "forged": _("this seal was not made on this machine, though it says so"),
        "cut": _("the end of the chain of seals is not where it should be"),
        "receipt": _("the receipt tells of an entry that is not here: an older copy, or a past written anew"),
    }[check]


def soundness_json(found: Soundness) -> dict[str, Any]:
    figures = as_dict(found)
    return {
        "format": "cstrain.verify/1",
        "sound": not found.flaws,
        **{name: figures[name] for name in ("trainees", "attempts", "answers", "set_back", "machines", "branches", "aside")},
        "flaws": [{"check": flaw.check, "where": flaw.where} for flaw in found.flaws],
    }


def refused_words(detail: str) -> str:
    """Of a file that was to be merged: the first flaw, as "check: where"."""
    check, _colon, where = detail.partition(": ")
    flaw = Flaw(check=check, where=where)
    return f"{flaw_words(flaw.check)}: {shortened(flaw.where, 200)}"
