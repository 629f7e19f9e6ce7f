"""How long `content check` takes for a large bank, and how much memory: against CSafeLoader's parse of the same bytes."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from tests.benchmarks.measuring import Measured, Size, least

ITEMS_OF_A_MODULE = 500
# Words of each text, as in the shipped modules.
PROMPT, OPTION, FEEDBACK = (30, 45), (5, 9), (22, 34)
# Two languages drawn apart would not say the same figures.
NO_LETTER = re.compile(r"[^\w'’-]|\d|_")
# Parses every file one after another, as the check reads them.
PARSE = """
import sys, yaml, pathlib
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
CHECK = """
import sys, pathlib
from cstrain.curriculum.check import examine
from cstrain.curriculum.library import Library
library = Library([pathlib.Path(sys.argv[1])], None)
examine(library, library.ids)
"""
PEAK = """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def measure(items: int, rounds: int) -> Iterator[Measured | Size]:
    with tempfile.TemporaryDirectory() as folder:
        write_bank(Path(folder), items)
        floor, ours = (lambda: _run(PARSE, folder)), (lambda: _run(CHECK, folder))
        least_floor, least_ours = least(floor, ours, rounds)
        yield Measured(what=f"content check, {items:,} items", floor=least_floor, ours=least_ours, budget=5.0)
        yield Size(what=f"content check, {items:,} items: peak memory", bytes=int(_run(CHECK + PEAK, folder)), budget=200_000_000)


def _run(program: str, folder: str) -> str:
    return subprocess.run([sys.executable, "-c", program, folder], capture_output=True, text=True, check=True).stdout


def write_bank(folder: Path, items: int) -> None:
    """Sound bilingual modules of at most 500 items, in words of the shipped ones; the same ones every time."""
    rng, said = Random(3), vocabulary()
    for number, first in enumerate(range(0, items, ITEMS_OF_A_MODULE)):
        id = f"bank-{number}"
        whole = module(id, min(ITEMS_OF_A_MODULE, items - first), rng, said)
        text = yaml.dump(whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{id}.yaml").write_text(text, encoding="utf-8")


def vocabulary() -> Mapping[str, list[str]]:
    """The words of the shipped modules' prompts, as often as they are said there."""
    library = Library([shelf.shipped()], None)
    prompts = [item.prompt.texts for id in library.ids for item in library.module(id).items.values()]
    return {language: [word for texts in prompts for word in texts[language].split()] for language in ("id", "en")}


def module(id: str, items: int, rng: Random, said: Mapping[str, list[str]]) -> dict[str, Any]:
    def text(bounds: tuple[int, int]) -> dict[str, str]:
        length = rng.randint(*bounds)
        return {language: _sentences(rng.choices(words, k=length)) for language, words in said.items()}

    def option(number: int, key: int) -> dict[str, Any]:
        written = {"id": f"option-{number}", "text": text(OPTION), "feedback": text(FEEDBACK)}
        return {**written, "key": True} if number == key else written

    facts = [
        {
            "id": f"F-{number}",
            "group": f"G-{number // 10}",
            "tier": "A",
            "kind": "principle",
            "provenance": "practice",
            "statement": text(OPTION),
            "source": text(OPTION),
        }
        for number in range(max(1, items // 10))
    ]
    asked = [
        {
            "id": f"item-{number}",
            "kind": "choice",
            "level": "apply",
            "facts": [facts[number % len(facts)]["id"]],
            "prompt": text(PROMPT),
            "options": [option(place, key) for key in [rng.randrange(4)] for place in range(4)],
        }
        for number in range(items)
    ]
    return {"id": id, "title": text(OPTION), "summary": text(OPTION), "facts": facts, "items": asked}


def _sentences(words: list[str]) -> str:
    """Words in sentences of about eight."""
    plain = [NO_LETTER.sub("", word) or "kata" for word in words]
    return ". ".join(" ".join(plain[at : at + 8]).capitalize() for at in range(0, len(plain), 8)) + "."
