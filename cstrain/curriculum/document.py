"""Reading one YAML file safely: bounded, without aliases or tags, YAML 1.2 scalars, every value with its place.

The parser's events are turned into plain data here, in one pass and without recursion, so that no nesting, alias or size
can exhaust the stack or the memory. Duplicate keys are refused because YAML libraries silently keep the last.
"""

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path as FilePath
from typing import Any

import yaml

from cstrain.curriculum.problem import MAX_KEPT, Path, Place, Problem, Severity
from cstrain.curriculum.shelf import MAX_BYTES

MAX_DEPTH = 20
MAX_VALUES = 400_000

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
# A figure longer than this is no figure a person wrote; int() of 10,000 digits is an error of its own.
MAX_DIGITS = 18
# What PyYAML says from 6.0.4 on, before our own count is reached: its scanner looks far ahead.
TOO_DEEP = "exceeded maximum nesting depth"
# The C parser, wherever PyYAML was built with it.
FAST = hasattr(yaml, "CSafeLoader")
LOADER: Any = yaml.CSafeLoader if FAST else yaml.SafeLoader
PLAIN_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


# Line and column, counted from 1.
Spot = tuple[int, int]
BEGINNING: Spot = (1, 1)


@dataclass
class Document:
    """What a file holds. `data` is None where nothing could be read; `spots` has every key's and list entry's line and column.

    `left_out` counts the faults beyond those that are kept.
    """

    file: str
    data: Any = None
    spots: dict[Path, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def place(self, path: Path) -> Place:
        """The spot of this path, or of the nearest thing above it; steps that the author wrote for short are passed over."""
        here: Path = ()
        for step in path:
            if (*here, step) in self.spots:
                here = (*here, step)
        return self.at(self.spots.get(here, BEGINNING))

    def at(self, spot: Spot) -> Place:
        return Place(file=self.file, line=spot[0], column=spot[1])

    def fault(self, rule: str, place: Place, bound: str = "", **details: str) -> None:
        if len(self.problems) >= MAX_KEPT:
            self.left_out += 1
            return
        self.problems.append(Problem(rule=rule, severity=Severity.STRUCTURE, place=place, bound=bound, details=details))


class TooMuch(Exception):
    """Reading stops here: the fault is already noted."""


def read(path: FilePath, shown_as: str) -> Document:
    """Read a file; whatever is wrong with it is in the document's problems. `shown_as` names it in them."""
    document = Document(file=shown_as)
    whole = Place(file=shown_as)
    try:
        if not path.is_file():
            document.fault("not-a-file", whole)
            return document
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        document.fault("unreadable", whole, reason=error.strerror or type(error).__name__)
        return document
    return parse(raw, shown_as)


def parse(raw: bytes, shown_as: str) -> Document:
    """Parse a file's bytes."""
    document = Document(file=shown_as)
    whole = Place(file=shown_as)
    if len(raw) > MAX_BYTES:
        document.fault("file-too-big", whole, bound=f"{MAX_BYTES:,} bytes")
        return document
    try:
        text = raw.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        document.fault("not-utf8", spot_after(error.object[: error.start].decode(), shown_as))
        return document
    builder = _Builder(document)
    try:
        builder.build(text)
    except TooMuch:
        document.data = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = document.at((mark.line + 1, mark.column + 1)) if mark else whole
        if error.problem == TOO_DEEP:
            document.fault("yaml-depth", spot, bound=str(MAX_DEPTH))
        else:
            document.fault("yaml-syntax", spot, reason=error.problem or "")
        document.data = None
    except yaml.reader.ReaderError as error:
        # Characters that YAML does not allow at all: only their position is known, in bytes from the C parser.
        before = text.encode()[: error.position].decode(errors="ignore") if FAST else text[: error.position]
        document.fault("yaml-character", spot_after(before, shown_as), reason=str(error.reason))
        document.data = None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Escapes and tags that mean no character: the parsers let Python's own errors through, after the last thing read.
        document.fault("yaml-syntax", document.at(builder.last), reason=type(error).__name__)
        document.data = None
    return document


def spot_after(text: str, shown_as: str) -> Place:
    """The place right after this beginning of a file, counted in characters as an editor does."""
    lines = f"{text}.".splitlines()
    return Place(file=shown_as, line=len(lines), column=len(lines[-1]))


@dataclass
class _Open:
    """A mapping or list that is being filled; `key` is the mapping key whose value comes next."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.values = 0
        self.documents = 0
        # Where the event that is being looked at begins.
        self.last = BEGINNING

    def build(self, text: str) -> None:
        for event in yaml.parse(text, Loader=LOADER):
            self.last = spot_of(event)
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self.open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self.open([], event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                self.stop("yaml-alias")
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self.stop("yaml-documents")

    def fault(self, rule: str, **details: str) -> None:
        self.document.fault(rule, self.document.at(self.last), **details)

    def stop(self, rule: str, **details: str) -> None:
        self.fault(rule, **details)
        raise TooMuch

    def open(self, value: dict[str, Any] | list[Any], event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.stop("yaml-depth", bound=str(MAX_DEPTH))
        path = self.put(value, event)
        self.stack.append(_Open(value=value, path=path))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent and isinstance(parent.value, dict) and parent.key is None:
            self.begin_key(parent, event)
        else:
            self.put(resolve(event), event)

    def begin_key(self, parent: _Open, event: yaml.ScalarEvent) -> None:
        self.check(event)
        parent.key = str(event.value)
        if parent.key == "<<":
            self.stop("yaml-merge")
        if parent.key in parent.value:
            self.fault("duplicate-key", key=parent.key)
        self.document.spots[(*parent.path, parent.key)] = self.last

    def put(self, value: Any, event: yaml.NodeEvent) -> Path:
        """Hang the value where it belongs; its path."""
        self.check(event)
        if not self.stack:
            self.document.data = value
            self.document.spots[()] = self.last
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            path: Path = (*parent.path, len(parent.value))
            parent.value.append(value)
            self.document.spots[path] = self.last
            return path
        if parent.key is None:
            self.stop("yaml-key")
            return ()
        path = (*parent.path, parent.key)
        parent.value[parent.key] = value
        parent.key = None
        return path

    def check(self, event: yaml.NodeEvent) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self.stop("yaml-values", bound=f"{MAX_VALUES:,}")
        if event.anchor is not None:
            self.stop("yaml-alias")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.fault("yaml-tag", tag=str(tag))


def spot_of(event: yaml.Event) -> Spot:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def resolve(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    """A scalar's value: only null, true, false and plain numbers are typed (YAML 1.2 core schema); the rest is text."""
    text = str(event.value)
    if not event.implicit[0] or event.style:
        return text
    if text in PLAIN_WORDS:
        return PLAIN_WORDS[text]
    if len(text) <= MAX_DIGITS:
        if INTEGER.match(text) and not (len(text.lstrip("+-")) > 1 and text.lstrip("+-").startswith("0")):
            return int(text)
        if DECIMAL.match(text) and not INTEGER.match(text):
            value = float(text)
            return value if isfinite(value) else text
    return text
