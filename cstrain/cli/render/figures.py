"""Figures and days as people here write them."""

from datetime import datetime

from cstrain.cli.words import _, language
from cstrain.core.standing import Status


def decimal(value: float) -> str:
    """Without a needless ".0", with the language's decimal sign."""
    text = f"{value:g}"
    return text.replace(".", ",") if language() == "id" else text


def percent(value: float) -> str:
    return f"{decimal(value)}%"


def day(moment: datetime) -> str:
    """The local day, unmistakable in both languages: 22-11-2026 is written 2026-11-22."""
    return moment.date().isoformat()


def status(value: Status) -> str:
    return {
        Status.NOT_STARTED: _("not started"),
        Status.IN_PROGRESS: _("in progress"),
        Status.PASSED: _("passed"),
        Status.FAILED: _("not passed yet"),
        Status.EXPIRED: _("pass expired"),
    }[value]
