"""What a run of the program was given: language, face, files. Made once at the edge; opens things only when asked."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from errno import ENOENT
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cstrain.app.clock import Clock
from cstrain.app.places import Places, places
from cstrain.core.value import replace
from cstrain.errors import NoHome, RecordsUnreachable

if TYPE_CHECKING:
    from cstrain.app.settings import Settings
    from cstrain.cli.prompts.face import Face
    from cstrain.curriculum.library import Library
    from cstrain.records.store import Store


@dataclass
class Setup:
    """The options given before the command, and what follows from them."""

    language: str = ""
    plain: bool = False
    records: Path | None = None
    content: tuple[Path, ...] = ()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=Clock)
    # Who has typed their PIN in this run (ids of trainees).
    typed_their_pin: set[str] = field(default_factory=set)
    # Whether the trainer's passphrase was given; where there is none nobody is known to be a trainer.
    is_trainer: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options as they were given."""
        given = ["--lang", self.language] if self.language else []
        given += ["--plain"] if self.plain else []
        given += ["--records", str(self.records)] if self.records else []
        return (*given, *(word for folder in self.content for word in ("--content", str(folder))))

    @cached_property
    def places(self) -> Places:
        return places(self.environ)

    @property
    def on_terminal(self) -> bool:
        """Whether a person can be asked: both ends are a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def is_plain(self) -> bool:
        asked = self.plain or self.environ.get("CSTRAIN_PLAIN", "") not in ("", "0")
        return asked or not self.on_terminal or self.environ.get("TERM", "") in ("dumb", "unknown")

    @cached_property
    def face(self) -> "Face":
        if self.is_plain:
            from cstrain.cli.prompts.plain import PlainFace

            return PlainFace(self.remember_language)
        from cstrain.cli.prompts.rich import RichFace

        return RichFace(self.remember_language)

    @property
    def records_path(self) -> Path:
        """The records file of this run; NoHome if none is named and there is no home to keep one in."""
        if self.records is None and self.places.is_nowhere:
            raise NoHome
        return self.records or self.places.records

    def store(self) -> "Store":
        from cstrain.records.store import Store

        is_new = self.records is not None and not os.path.lexists(self.records)
        store = Store(self.records_path)
        if is_new:
            from cstrain.cli.diagnostics import narrate
            from cstrain.cli.safe import shortened
            from cstrain.cli.words import _

            # Perhaps a slip of the finger: whoever meant another file learns it now.
            narrate(_("New records file: {path}").format(path=shortened(str(self.records), 300)))
        return store

    def existing_store(self, *, forward: bool = True) -> "Store":
        """The records, for looking at only: a file that was named and is not there is a typing slip, not a new file."""
        from cstrain.records.store import Store

        if self.records is not None and not os.path.lexists(self.records):
            raise RecordsUnreachable(path=str(self.records), detail=os.strerror(ENOENT))
        return Store(self.records_path, forward=forward)

    @property
    def shelves(self) -> list[Path]:
        """The folders that modules stand in."""
        from cstrain.curriculum import shelf

        named = self.environ.get("CSTRAIN_CONTENT", "")
        roots = [shelf.shipped(), *(Path(each) for each in named.split(os.pathsep) if each)]
        # Not Path.is_dir(), which raises for a name that no system takes.
        if os.path.isdir(self.places.packs):  # noqa: PTH112
            roots.append(self.places.packs)
        return [*roots, *self.content]

    @cached_property
    def library(self) -> "Library":
        from cstrain.curriculum.library import Library

        return Library(self.shelves, self.places.cache)

    def settings(self) -> "Settings":
        from cstrain.app import settings

        return settings.load(self.places.settings)

    @property
    def language_is_settled(self) -> bool:
        """Whether someone has said which language is wanted, now or before."""
        from cstrain.cli.words import LANGUAGES

        return any(said in LANGUAGES for said in (self.language, self.environ.get("CSTRAIN_LANG"), self.settings().language))

    def remember_language(self, language: str) -> None:
        from cstrain.app import settings

        settings.save(self.places.settings, replace(self.settings(), language=language))

    def remember_trainee(self, trainee: str) -> None:
        from cstrain.app import settings

        settings.save(self.places.settings, replace(self.settings(), trainee=trainee))
