"""The language of this run: gettext messages of the interface. English is written in the code, Indonesian in locale/."""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMES = {"id": "Bahasa Indonesia", "en": "English"}
LANGUAGES = tuple(NAMES)
DOMAIN = "cstrain"
FOLDER = Path(__file__).parent.parent / "locale"

# What Typer says by itself, through gettext's global domain; translated with our own messages.
SAID_BY_TYPER = ("required", "default: {default}", "Missing command.")

_language = "en"
_messages: gettext.NullTranslations = gettext.NullTranslations()


def _(message: str) -> str:
    """The message in the language of this run."""
    return _messages.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """The message for this many; {n} is the count."""
    return _messages.ngettext(one, many, count).format(n=count)


def language() -> str:
    return _language


def use(language: str) -> None:
    """Speak this language from now on. English needs no file; a missing Indonesian one is a broken installation."""
    global _language, _messages
    _language = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    _messages = gettext.NullTranslations() if language == "en" else gettext.translation(DOMAIN, FOLDER, languages=[language])


def asked_for(arguments: Sequence[str], environ: Mapping[str, str], saved: str) -> str | None:
    """The language asked for before anything runs: --lang, CSTRAIN_LANG, the saved choice; None if there is none.

    Read from the arguments by hand, because help texts are needed before they are parsed. A wrong value is left for the
    parser to refuse.
    """
    flagged = _flag(arguments)
    for candidate in (flagged, environ.get("CSTRAIN_LANG"), saved):
        if candidate in LANGUAGES:
            return candidate
    return None


def _flag(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def of_locale(environ: Mapping[str, str] = os.environ) -> str:
    """Indonesian where the system speaks it, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "id" if value.lower().startswith(("id", "in_")) else "en"
    return "en"
