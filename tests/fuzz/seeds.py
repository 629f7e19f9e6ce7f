"""Where the search begins: small modules, of tests and cut from those that are shipped, and the words that they are made of."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from cstrain.curriculum.models import known_keys
from cstrain.curriculum.rules import EVERY
from cstrain.curriculum.shelf import SECTIONS, shipped
from tests.curriculum.authored import BOTH, SOUND
from tests.curriculum.test_fuzz import TOKENS

ITEMS_OF_A_SEED = 2


def seeds() -> Iterator[bytes]:
    yield SOUND.encode()
    yield BOTH.encode()
    for head in sorted(shipped().glob("*/module.yaml")):
        whole = yaml.safe_load(head.read_bytes()) | {"id": "shop"}
        for section in SECTIONS:
            whole |= yaml.safe_load((head.parent / f"{section}.yaml").read_bytes())
        for first in range(0, len(whole["items"]), ITEMS_OF_A_SEED):
            yield yaml.safe_dump(_cut(whole, first), allow_unicode=True, sort_keys=False).encode()


def _cut(whole: dict[str, object], first: int) -> dict[str, object]:
    """The module with few of its items and nothing that they do not need: a search among small files gets further."""
    items = whole["items"][first : first + ITEMS_OF_A_SEED]  # type: ignore[index]
    sets, facts = ({item.get("set") for item in items}, {id for item in items for id in item["facts"]})
    return {
        **whole,
        "lessons": whole["lessons"][:1],  # type: ignore[index]
        "facts": [fact for fact in whole["facts"] if fact["id"] in facts],  # type: ignore[attr-defined]
        "sets": [each for each in whole.get("sets", []) if each["id"] in sets],  # type: ignore[attr-defined]
        "items": items,
    }


def words() -> Iterator[bytes]:
    yield from TOKENS
    yield from (f"{key}: ".encode() for key in sorted(known_keys()))
    yield from (f"rule: {rule}".encode() for rule in EVERY)


def write(folder: Path) -> tuple[Path, Path]:
    """The seeds, one a file, in a folder; and the words as libFuzzer's dictionary."""
    corpus, dictionary = folder / "corpus", folder / "words.dict"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / f"seed-{number}.yaml").write_bytes(seed)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in words())
    dictionary.write_text("".join(f'"{word}"\n' for word in quoted), encoding="ascii")
    return corpus, dictionary


def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="cstrain-fuzz-"))
