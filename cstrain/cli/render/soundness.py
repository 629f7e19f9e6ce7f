"""What was found in the records file."""

from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural
from cstrain.records.verify import Soundness

MOST_SHOWN = 20


def soundness(found: Soundness) -> str:
    if not found.flaws:
        told = _("Sound: {trainees} trainees, {attempts} attempts, {answers} answers.").format(
            trainees=found.trainees, attempts=found.attempts, answers=found.answers
        )
        if not found.set_back:
            return told
        more = plural(
            "The clock had been set back before {n} entry was written. Nothing was lost or put in another order.",
            "The clock had been set back before {n} entries were written. Nothing was lost or put in another order.",
            found.set_back,
        )
        return f"{told}\n{more}"
    names = {
        "integrity": _("the file is damaged"),
        "reference": _("a row points to one that is not there"),
        "total": _("the stored result is not what the answers add up to"),
    }
    lines = [_("The records file is not sound. Keep it, and use a backup or ask for help.")]
    lines += [f"- {names[flaw.check]}: {shortened(flaw.where, 200)}" for flaw in found.flaws[:MOST_SHOWN]]
    if len(found.flaws) > MOST_SHOWN:
        lines.append(_("... and {count} more").format(count=len(found.flaws) - MOST_SHOWN))
    return "\n".join(lines)
