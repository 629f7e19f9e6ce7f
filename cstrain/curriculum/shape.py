"""Documents in, plain validated data out: every entry of a module is checked for shape by itself, every fault is kept.

The plain form holds only what JSON can hold. It is what the cache keeps and what assemble.py builds core types from, so a
warm start needs neither YAML nor pydantic.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cstrain.curriculum.document import Document
from cstrain.curriculum.models import ENTRIES, HEAD, known_keys
from cstrain.curriculum.problem import MAX_KEPT, MORE, Path, Place, Problem, Severity, faults, in_order

# More than any lesson, item or head of a module needs. It bounds what one entry costs: some rules compare its options pairwise.
MOST_VALUES = 2_000
# pydantic's error types, as rules of ours.
RULES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "union_tag_invalid": "unknown-kind",
    "union_tag_not_found": "missing-kind",
    "literal_error": "not-one-of",
    "string_type": "not-text",
    "bool_type": "not-true-or-false",
    "int_type": "not-a-number",
    "int_from_float": "not-a-number",
    "float_type": "not-a-number",
    "finite_number": "not-a-number",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "string_pattern_mismatch": "bad-id",
    "string_too_long": "bad-id",
    "string_too_short": "empty-text",
    "too_short": "empty-text",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "multiple_of": "not-in-steps",
    "too_long": "too-many-entries",
}
# No slip of the finger is longer; what is costs memory to compare.
LONGEST_KEY = 60


@dataclass
class Source:
    """The sound entries of a module in plain form, each with the path it came from, and the documents they stand in."""

    id: str
    file: str
    documents: dict[str, Document]
    head: dict[str, Any] | None = None
    entries: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # How many more there are than those that are kept; weaknesses are looked for only where there are no faults.
    left_out: int = 0
    # Whether all facts that may be borrowed are known; if not, one that is not there may be one that could not be read.
    links_sound: bool = True

    def place(self, path: Path) -> Place:
        """Where in which file this path of the module stands."""
        if path[:1] == ("roleplays",) and len(path) > 1 and "roleplays" not in self.documents:
            return self.roleplays[int(path[1])].place(path[2:])
        section = str(path[0]) if path and path[0] in self.documents else "module"
        document = self.documents.get(section)
        return document.place(path) if document else Place(file=self.file)

    @property
    def roleplays(self) -> list[Document]:
        """The files of the role-plays that have one each."""
        return [document for part, document in self.documents.items() if part.startswith("roleplays/")]

    def written(self, section: str) -> Any:
        """What the file of this section holds, sound or not; None if it cannot be read."""
        document = self.documents.get(section)
        return document.data if document else None

    @property
    def is_full(self) -> bool:
        return len(self.problems) >= MAX_KEPT

    def told(self) -> list[Problem]:
        """Its problems in their order, and after them how many more there are."""
        severity = Severity.STRUCTURE if faults(self.problems) else Severity.QUALITY
        more = Problem(rule=MORE, severity=severity, place=Place(file=self.file), figure=str(self.left_out))
        return in_order([*self.problems, more] if self.left_out else self.problems)

    def report(self, rule: str, severity: Severity, path: Path, **about: Any) -> None:
        """Note a problem at this path; `item`, `language`, `figure` and `bound` may be given, the rest are details."""
        if self.is_full:
            self.left_out += 1
            return
        known = {name: str(about.pop(name)) for name in ("item", "language", "figure", "bound") if name in about}
        details = {name: str(value) for name, value in about.items()}
        self.keep(Problem(rule=rule, severity=severity, place=self.place(path), path=path, details=details, **known))

    def keep(self, problem: Problem) -> None:
        if self.is_full:
            self.left_out += 1
        else:
            self.problems.append(problem)

    def fault(self, rule: str, path: Path, **about: Any) -> None:
        self.report(rule, Severity.STRUCTURE, path, **about)

    def weakness(self, rule: str, path: Path, **about: Any) -> None:
        self.report(rule, Severity.QUALITY, path, **about)


def shape(source: Source) -> None:
    """Fill the source's head and entries from its documents."""
    for document in {id(document): document for document in source.documents.values()}.values():
        source.problems.extend(document.problems)
        source.left_out += document.left_out
        if document.data is None and not document.problems:
            source.keep(Problem(rule="empty-file", severity=Severity.STRUCTURE, place=document.place(())))
        elif document.data is not None and not isinstance(document.data, dict):
            source.keep(Problem(rule="not-a-mapping", severity=Severity.STRUCTURE, place=document.place(()), details={"key": ""}))
    head = _mapping(source.documents.get("module"))
    if head is not None:
        plain = _validate(source, HEAD, {key: value for key, value in head.items() if not _is_section(source, key, "module")}, ())
        source.head = plain
    for section, adapter in ENTRIES.items():
        holder = source.documents.get(section)
        source.entries[section] = list(_entries(source, section, adapter, holder)) if holder else []
    source.entries["roleplays"] += _in_own_files(source, ENTRIES["roleplays"])
    _unknown_sections(source)


def _is_section(source: Source, key: str, file: str) -> bool:
    """Whether this top-level key is one of the lists that stand in this document."""
    return key in ENTRIES and source.documents.get(key) is source.documents.get(file)


def _mapping(document: Document | None) -> dict[str, Any] | None:
    return document.data if document and isinstance(document.data, dict) else None


def _entries(source: Source, section: str, adapter: TypeAdapter[Any], document: Document) -> Iterable[tuple[int, dict[str, Any]]]:
    values = (_mapping(document) or {}).get(section, [])
    if not isinstance(values, list):
        source.fault("not-a-list", (section,), key=section)
        return
    for index, value in enumerate(values):
        plain = _validate(source, adapter, value, (section, index))
        if plain is not None:
            yield index, plain


def _in_own_files(source: Source, adapter: TypeAdapter[Any]) -> Iterable[tuple[int, dict[str, Any]]]:
    for index, document in enumerate(source.roleplays):
        plain = _validate(source, adapter, document.data, ("roleplays", index)) if _mapping(document) is not None else None
        if plain is not None:
            yield index, plain


def _unknown_sections(source: Source) -> None:
    """In a module folder each file holds its own lists and nothing else."""
    head = source.documents.get("module")
    for name in ("facts", "lessons", "items"):
        document = source.documents.get(name)
        if document is None or document is head:
            continue
        allowed = {"sets", "items"} if name == "items" else {name}
        data = _mapping(document)
        for key in data or {}:
            if key not in allowed:
                place = document.place((key,))
                # Looking for what a key may have meant takes a while: only for those that are told.
                details = {} if source.is_full else {"key": key, "near": _near(key)}
                source.keep(Problem(rule="unknown-key", severity=Severity.STRUCTURE, place=place, details=details))
        if data is not None and name not in data:
            source.keep(Problem(rule="missing-key", severity=Severity.STRUCTURE, place=document.place(()), details={"key": name}))


def _validate(source: Source, adapter: TypeAdapter[Any], value: Any, path: Path) -> dict[str, Any] | None:
    if _has_more_values(value, MOST_VALUES):
        source.fault("entry-too-big", path, bound=f"<= {MOST_VALUES:,}")
        return None
    try:
        model = adapter.validate_python(value)
    except ValidationError as error:
        item = value.get("id", "") if isinstance(value, dict) and path[:1] in (("items",), ("roleplays",)) else ""
        for detail in error.errors(include_url=False):
            _note(source, detail, value, path, item if isinstance(item, str) else "")
        return None
    plain: dict[str, Any] = model.model_dump(mode="json")
    return plain


def _has_more_values(value: Any, most: int) -> bool:
    """Whether an entry holds more than so many values; looks at no more than those."""
    count, waiting = 1, [value]
    while waiting:
        one = waiting.pop()
        below = list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
        count += len(below)
        if count > most:
            return True
        waiting.extend(each for each in below if isinstance(each, dict | list))
    return False


def _note(source: Source, error: ErrorDetails, value: Any, path: Path, item: str) -> None:
    if source.is_full:
        source.left_out += 1
        return
    steps = _steps(error, value)
    rule = RULES.get(error["type"], "bad-value")
    about = {"key": _key(error, (*path, *steps)), **_about(rule, error)}
    source.fault(rule, (*path, *steps), item=item, **about)


def _about(rule: str, error: ErrorDetails) -> dict[str, Any]:
    """What a sentence about this error says besides the key."""
    context: Mapping[str, Any] = error.get("ctx", {})
    about: dict[str, Any] = {}
    match rule:
        case "unknown-key":
            about["near"] = _near(str(error["loc"][-1]))
        case "unknown-kind":
            about |= {"found": context.get("tag", ""), "accepted": context.get("expected_tags", "").replace("'", "")}
        case "not-one-of":
            about |= {"found": error["input"], "accepted": _listed(context.get("expected", ""))}
        case "out-of-range":
            about["bound"] = f"<= {context['le']}" if "le" in context else f">= {context['ge']}"
        case "too-many-entries":
            about["bound"] = f"<= {context['max_length']}"
        case "not-in-steps":
            about["step"] = context["multiple_of"]
        case "bad-id":
            about["found"] = str(error["input"])[:60]
        case "bad-value":
            about["reason"] = error["msg"]
    if error["loc"][-1:] == ("[key]",):
        about["found"] = str(error["loc"][-2])
    return about


def _listed(expected: str) -> str:
    """pydantic's "'A', 'B' or 'C'" as "A, B, C"."""
    return ", ".join(word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word)


def _steps(error: ErrorDetails, value: Any) -> Path:
    """The error's location as a path in the data: pydantic also names the union's branch, which is not in the file."""
    steps: list[str | int] = []
    here = value
    location = error["loc"]
    if isinstance(value, dict) and location and location[0] == value.get("kind"):
        location = location[1:]
    for step in location:
        if isinstance(here, dict) and step in here:
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _key(error: ErrorDetails, path: Path) -> str:
    """The key that the author wrote or left out: not a place in a list, nor the empty key of a plain text."""
    last = error["loc"][-1] if error["loc"] else ""
    if error["type"] in ("missing", "extra_forbidden"):
        return str(last)
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _near(key: str) -> str:
    """What a misspelt key may have meant; nothing for one that is spelt right and stands in the wrong place."""
    if key in known_keys() or len(key) > LONGEST_KEY:
        return ""
    return ", ".join(difflib.get_close_matches(key.lower(), sorted(known_keys()), n=1, cutoff=0.6))
