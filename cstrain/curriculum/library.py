"""The modules a run of the program can use: found in folders, loaded one by one, from the cache where that is safe."""

import difflib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstrain.core.module import Module
from cstrain.core.value import Value
from cstrain.curriculum import cache, shelf
from cstrain.curriculum.problem import Problem, faults, in_order
from cstrain.curriculum.shelf import Volume, beginning
from cstrain.errors import ContentFaulty, UnknownModule

if TYPE_CHECKING:
    from cstrain.curriculum.shape import Source


class Loaded(Value):
    """A module, or None where its faults keep it from being used; and every problem found in it."""

    module: Module | None
    problems: Sequence[Problem]


class Library:
    """Modules by id, from these folders. Nothing is opened before it is asked for."""

    def __init__(self, roots: Sequence[Path], cache_folder: Path | None) -> None:
        self._roots = roots
        self._cache_folder = cache_folder

    @cached_property
    def _survey(self) -> tuple[dict[str, Volume], list[Problem]]:
        return shelf.survey(self._roots)

    @property
    def ids(self) -> list[str]:
        return sorted(self._survey[0])

    @property
    def misplaced(self) -> Sequence[Problem]:
        """Faults of the folders themselves: files that belong to no module, an id used twice."""
        return self._survey[1]

    def find(self, wanted: str) -> str:
        """The id that this name means: itself, or the one id it begins; else UnknownModule with what comes near."""
        if wanted.lower() in self.ids:
            return wanted.lower()
        begins = [id for id in self.ids if wanted and id.startswith(wanted.lower())]
        if len(begins) == 1:
            return begins[0]
        near = begins or difflib.get_close_matches(wanted.lower(), self.ids, n=3, cutoff=0.5)
        raise UnknownModule(wanted=wanted, near=tuple(near), available=tuple(self.ids))

    def with_roleplay(self, id: str) -> list[str]:
        """The modules whose folder has a file for a role-play of this id. None if there is a single-file module: it may hold
        one of this id too, which takes reading to know."""
        volumes = self._survey[0].values()
        if not all(volume.is_folder for volume in volumes):
            return []
        return [volume.id for volume in volumes if f"{shelf.ROLEPLAYS}/{id}" in volume.files]

    def module(self, id: str) -> Module:
        """The module with this id; ContentFaulty if it cannot be used."""
        loaded = self.load(id)
        if loaded.module is None:
            worst = in_order(faults(loaded.problems))
            spot = worst[0].place
            raise ContentFaulty(module=id, faults=len(worst), first=f"{spot.file}:{spot.line}:{spot.column}")
        return loaded.module

    def load(self, id: str) -> Loaded:
        """The module and its structural problems, from the cache when none of its files has changed since."""
        volume = self._survey[0][id]
        content = self._content_key(volume)
        # Faults name their files, so what is kept for one place is not true of another; sound modules are the same everywhere.
        key = f"{content}/{cache.fingerprint(_where(volume).encode(errors='surrogateescape'))}"
        kept = self._cache_folder / f"{_name(volume)}.json" if self._cache_folder else None
        known = _read(cache.READY / f"{id}.json", content) or (_read(kept, key) if kept else None)
        if known:
            return known
        plain, problems = self._validated(volume)
        if kept:
            cache.write(kept, key, plain, problems)
        return _loaded(plain, problems)

    def make_ready(self, folder: Path) -> None:
        """Keep the validated form of every sound module in this folder: for modules that are shipped with the program."""
        for id, volume in self._survey[0].items():
            plain, problems = self._validated(volume)
            if plain and not problems:
                cache.write(folder / f"{id}.json", self._content_key(volume), plain, problems)

    def _content_key(self, volume: Volume) -> str:
        """What a validated form depends on: the program, and the bytes of every file of the modules."""
        parts = [cache.program()]
        for each in [volume, *self._linked(volume)]:
            parts += [f"{each.id} {section} {cache.fingerprint(beginning(path))}" for section, path in each.files.items()]
        return cache.fingerprint("\n".join(parts).encode(errors="surrogateescape"))

    def _linked(self, volume: Volume) -> list[Volume]:
        """The modules this one borrows facts from. Which they are is only known once it is read, so all others count
        when the head mentions links at all."""
        if b"links" not in beginning(volume.files["module"]):
            return []
        return [other for other in self._survey[0].values() if other.id != volume.id]

    def _validated(self, volume: Volume) -> tuple[dict[str, Any] | None, list[Problem]]:
        source, linked = self.source(volume.id)
        problems = source.told()
        if faults(problems) or source.head is None:
            return None, problems
        return plain_module(source, linked), problems

    def source(self, id: str) -> "tuple[Source, Mapping[str, dict[str, Any]]]":
        """The module as authored, its structure checked, and the facts it may borrow from linked modules."""
        from cstrain.curriculum.roleplays import check_roleplays
        from cstrain.curriculum.structure import check_structure

        source = read_source(self._survey[0][id])
        linked: dict[str, dict[str, Any]] = {}
        for place, link in enumerate((source.head or {}).get("links", [])):
            volume = self._survey[0].get(link)
            if volume is None or link == id:
                source.fault("unknown-link", ("links", place), id=link)
                continue
            other = read_source(volume, only="facts")
            check_structure(other, ())
            if any(problem.path[:1] in ((), ("facts",)) for problem in faults(other.problems)):
                source.fault("faulty-link", ("links", place), id=link)
                source.links_sound = False
            linked |= {fact["id"]: fact for _, fact in other.entries["facts"]}
        check_structure(source, linked)
        check_roleplays(source, linked)
        return source, linked


def read_source(volume: Volume, only: str | None = None) -> "Source":
    """Read and shape a module's files; with `only`, its head and that one part."""
    from cstrain.curriculum import document
    from cstrain.curriculum.shape import Source, shape

    documents = {
        section: document.read(path, str(path))
        for section, path in volume.files.items()
        if only is None or section in ("module", only)
    }
    if "items" in documents:
        documents["sets"] = documents["items"]
    if not volume.is_folder:
        documents |= dict.fromkeys(("facts", "lessons", "sets", "items", "roleplays"), documents["module"])
    source = Source(id=volume.id, file=str(volume.files["module"]), documents=documents)
    shape(source)
    return source


def plain_module(source: "Source", linked: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The sound module in plain form, its items and itself with the hash of their content."""
    facts = [fact for _, fact in source.entries["facts"]]
    items = [item for _, item in source.entries["items"]]
    own = {fact["id"] for fact in facts}
    lessons = [lesson for _, lesson in source.entries["lessons"]]
    roleplays = [roleplay for _, roleplay in source.entries["roleplays"]]
    parts = [part for roleplay in roleplays for part in (*roleplay["nodes"], *roleplay["endings"])]
    used = {id for entry in [*items, *lessons, *parts] for id in entry["facts"]} - own
    for item in items:
        item["content_hash"] = content_hash(item)
    for roleplay in roleplays:
        _hash_roleplay(roleplay)
    plain = {
        # What is excepted from the rules is nothing that a trainee sees.
        "head": {key: value for key, value in (source.head or {}).items() if key != "exceptions"},
        "facts": [*facts, *(linked[id] for id in sorted(used & set(linked)))],
        "lessons": lessons,
        "items": items,
    }
    if roleplays:
        plain["roleplays"] = roleplays
    return {**plain, "version": content_hash(plain)}


def _hash_roleplay(roleplay: dict[str, Any]) -> None:
    """A decision is what it is by its node and the scene it stands in."""
    scene = {name: roleplay[name] for name in ("scene", "customer")}
    for node in roleplay["nodes"]:
        node["content_hash"] = content_hash({**scene, **node})
    roleplay["content_hash"] = content_hash(roleplay)


def content_hash(plain: Mapping[str, Any]) -> str:
    """128 bits of SHA-256 over the canonical JSON of some content, in hex."""
    import hashlib

    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def _read(path: Path, key: str) -> Loaded | None:
    known = cache.read(path, key)
    try:
        loaded = _loaded(*known) if known else None
        return loaded if loaded and (loaded.module or loaded.problems) else None
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        # Not what this program would have written.
        return None


def _loaded(plain: dict[str, Any] | None, problems: Sequence[Problem]) -> Loaded:
    from cstrain.curriculum import assemble

    return Loaded(module=None if plain is None else assemble.module(plain), problems=problems)


def _where(volume: Volume) -> str:
    """Its files by the names that faults are told with."""
    return " ".join(str(path) for path in volume.files.values())


def _name(volume: Volume) -> str:
    """The name of a module's cache file: two folders may hold modules of one id."""
    where = cache.fingerprint(str(volume.files["module"].absolute()).encode(errors="surrogateescape"))
    return f"{volume.id}-{where}"
