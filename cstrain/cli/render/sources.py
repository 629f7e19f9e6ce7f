"""Where a fact comes from, as it is told under an answer or a card."""

from collections.abc import Iterable

from cstrain.cli.lines import Line, Look
from cstrain.cli.words import _, language
from cstrain.core.module import Fact, Module


def sources(module: Module, facts: Iterable[str]) -> list[Line]:
    """One line for each different source, and one for each doubt."""
    known = [module.facts[id] for id in facts if id in module.facts]
    told = dict.fromkeys(f"{provenance(fact)}: {fact.source.say(language())}" for fact in known)
    doubts = dict.fromkeys(fact.doubt.say(language()) for fact in known if fact.doubt)
    lines = [Line(source, Look.QUIET) for source in told]
    lines += [Line(_("Note: {doubt}").format(doubt=doubt), Look.QUIET) for doubt in doubts]
    return lines


def provenance(fact: Fact) -> str:
    return {
        "source": _("Source"),
        "source-inferred": _("Source (our reading)"),
        "literature": _("From the literature"),
        "practice": _("From practice"),
    }[fact.provenance]
