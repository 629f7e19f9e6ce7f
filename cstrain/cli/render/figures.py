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


BAR = 10


def bar(full: int, total: int, *, partly: int = 0, width: int = BAR) -> str:
    """So many of a total as blocks, those that are partly so as lighter ones; told apart without colour.

    What is there is never too little to be seen, and only a whole is shown as one.
    """
    blocks = _blocks(full, total, width)
    light = max(blocks, _blocks(full + partly, total, width)) - blocks
    if partly and not light and blocks < width:
        light = 1
    return "█" * blocks + "▒" * light + "░" * (width - blocks - light)


def _blocks(count: int, total: int, width: int) -> int:
    if count <= 0 or total <= 0:
        return 0
    return width if count >= total else min(width - 1, max(1, count * width // total))


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
