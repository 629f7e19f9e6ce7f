"""Hatch build hook: makes ready what the program would otherwise make at its first start.

The .po files become .mo (Babel is needed for building only, never for running), and the shipped modules are validated, so that
a first start waits for neither YAML nor pydantic.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeReady(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_messages(root / "cstrain" / "locale")
        if self.target_name == "wheel":
            validate_content(root)


def compile_messages(folder: Path) -> None:
    """Write each catalogue's .mo beside its .po."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for po in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def validate_content(root: Path) -> None:
    """Write the validated form of each shipped module into the package."""
    sys.path.insert(0, str(root))
    from cstrain.curriculum import cache
    from cstrain.curriculum.library import Library

    for old in cache.READY.glob("*.json"):
        old.unlink()
    Library([root / "content"], None).make_ready(cache.READY)
