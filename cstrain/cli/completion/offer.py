"""What may come next on a command line.

What a value is, is known by its placeholder in the help (MODULE, NAME, FILE, "csv|json"), so that every command that names
one is completed without a word of its own. No module and no record is loaded for it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cstrain.cli.safe import safe_text
from cstrain.cli.setup import Setup
from cstrain.core.value import Value

FILES = {"FILE", "DIR"}


class Candidate(Value, kw_only=False):
    """A word that may come next, without quotes, and what it means."""

    word: str
    note: str = ""


class Offer(Value):
    """The candidates, or `files`: the shell knows those itself. `head` is the option (`--as=`) that a word is joined to."""

    candidates: Sequence[Candidate] = ()
    files: bool = False
    head: str = ""


class Spot(Value):
    """Where on the command line the next word stands."""

    command: Any
    given: dict[str, list[str]]
    waiting: Any
    arguments: int
    options_ended: bool


def offer(root: Any, words: Sequence[str], incomplete: str) -> Offer:
    """What may come after these words, beginning like the incomplete one; upper and lower case are taken for one."""
    spot = find(root, words)
    if spot.waiting is not None:
        return _values(spot, spot.waiting, incomplete)
    name, joined, begun = incomplete.partition("=")
    if joined and (option := _option(spot.command, name)) is not None:
        found = _values(spot, option, begun)
        return Offer(candidates=found.candidates, files=found.files, head=name + joined)
    if incomplete.startswith("-") and not spot.options_ended:
        return Offer(candidates=_beginning(incomplete, _options(spot)))
    below = getattr(spot.command, "commands", None)
    if below is not None:
        names = [Candidate(name, each.help or "") for name, each in below.items() if not each.hidden]
        return Offer(candidates=_beginning(incomplete, names))
    argument = _argument(spot)
    if argument is not None:
        return _values(spot, argument, incomplete)
    return Offer(candidates=_beginning(incomplete, _options(spot)))


def find(root: Any, words: Sequence[str]) -> Spot:
    """Walk over the words as the parser would, without minding mistakes."""
    command, waiting, arguments, ended = root, None, 0, False
    given: dict[str, list[str]] = {}
    for word in words:
        name, joined, value = word.partition("=")
        if waiting is not None:
            given.setdefault(waiting.name, []).append(word)
            waiting = None
        elif word == "--":
            ended = True
        elif word.startswith("-") and not ended:
            option = _option(command, name)
            if option is not None and (joined or option.is_flag):
                given.setdefault(option.name, []).append(value)
            else:
                waiting = option
        elif word in getattr(command, "commands", {}):
            command = command.commands[word]
        else:
            arguments += 1
    return Spot(command=command, given=given, waiting=waiting, arguments=arguments, options_ended=ended)


def _option(command: Any, name: str) -> Any:
    return next((one for one in command.params if one.param_type_name == "option" and name in one.opts), None)


def _argument(spot: Spot) -> Any:
    """The argument that the next word would be, if one is left."""
    arguments = [one for one in spot.command.params if one.param_type_name == "argument"]
    if spot.arguments < len(arguments):
        return arguments[spot.arguments]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def _options(spot: Spot) -> Iterator[Candidate]:
    """Options not given yet; and the help, which every command has."""
    for one in spot.command.params:
        if one.param_type_name == "option" and not one.hidden and (one.multiple or one.name not in spot.given):
            yield Candidate(one.opts[0], one.help or "")
    yield Candidate("--help")


def _values(spot: Spot, parameter: Any, incomplete: str) -> Offer:
    placeholder = (parameter.metavar or "").strip("[].")
    if placeholder in FILES:
        return Offer(files=True)
    if placeholder in KNOWN:
        return Offer(candidates=_beginning(incomplete, KNOWN[placeholder](_setup(spot))))
    # A list of the words there are, or a word of ours for something that cannot be listed (N, DAY).
    words = placeholder.split("|") if "|" in placeholder else []
    return Offer(candidates=_beginning(incomplete, map(Candidate, words)))


def _setup(spot: Spot) -> Setup:
    records = spot.given.get("records", [])
    contents = tuple(Path(each) for each in spot.given.get("content", []))
    return Setup(records=Path(records[-1]) if records else None, content=contents)


def _beginning(incomplete: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that begin so, each once, as one harmless line."""
    found: dict[str, Candidate] = {}
    for one in candidates:
        word, note = safe_text(one.word), " ".join(safe_text(one.note).split())
        if word and word.casefold().startswith(incomplete.casefold()):
            found.setdefault(word, Candidate(word, note))
    return list(found.values())


def _modules(setup: Setup) -> Iterator[Candidate]:
    from cstrain.curriculum.shelf import survey

    volumes, _problems = survey(setup.shelves)
    return map(Candidate, sorted(volumes))


def _roleplays(setup: Setup) -> Iterator[Candidate]:
    """Those with a file of their own; one inside a single-file module would have to be read for."""
    from cstrain.curriculum.shelf import ROLEPLAYS, survey

    volumes, _problems = survey(setup.shelves)
    sections = (section.split("/") for volume in volumes.values() for section in volume.files)
    return map(Candidate, sorted(name for first, *names in sections if first == ROLEPLAYS for name in names))


def _people(tell: Callable[[Any], Candidate]) -> Callable[[Setup], Iterator[Candidate]]:
    def candidates(setup: Setup) -> Iterator[Candidate]:
        from cstrain.records.glance import people

        told = (tell(person) for person in people(setup.records or setup.places.records))
        # What begins like an option would be taken for one.
        return (one for one in told if not one.word.startswith("-"))

    return candidates


def _reports(_setup: Setup) -> Iterator[Candidate]:
    from cstrain.app.report import REPORTS

    return map(Candidate, REPORTS)


def _kinds(_setup: Setup) -> Iterator[Candidate]:
    from cstrain.core.attempt import Kind

    return (Candidate(kind.value) for kind in Kind)


KNOWN: dict[str, Callable[[Setup], Iterator[Candidate]]] = {
    "REPORT": _reports,
    "KIND": _kinds,
    "MODULE": _modules,
    "ROLEPLAY": _roleplays,
    "NAME": _people(lambda person: Candidate(person.name, person.branch)),
    "BRANCH": _people(lambda person: Candidate(person.branch)),
    "COHORT": _people(lambda person: Candidate(person.cohort)),
}
