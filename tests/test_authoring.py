"""The guide for authors does what it says: every block in it is run, checked or compared with what it quotes."""

import re
from collections.abc import Iterator
from pathlib import Path
from shlex import split
from typing import Any

import pytest
import yaml

import cstrain
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.models import known_keys
from cstrain.curriculum.shelf import shipped
from tests.cli.running import run
from tests.curriculum.authored import write

GUIDE = (Path(cstrain.__file__).parents[1] / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^<!-- (\w+)(?:: ([^\n]*?))? -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a bad example is put into; it says all that is not the example's matter.
ITEM: dict[str, Any] = {
    "id": "promise",
    "kind": "choice",
    "level": "apply",
    "prompt": "Citra wants her lamp mended by noon, and the workshop has told you that it takes two days. What do you say?",
    "options": [
        {"id": "a", "key": True, "text": "Tell her two days and offer a loan"},
        {"id": "b", "text": "Ask the workshop for more speed"},
        {"id": "c", "text": "Say yes and hope for the best"},
    ],
}
FEEDBACK = "She hears {} from you and can plan the rest of her day with it, for better or for worse."


def blocks(kind: str) -> list[tuple[str, str]]:
    """What the marks of this kind say, and the blocks after them."""
    return [(about, text) for name, about, text in BLOCK.findall(GUIDE) if name == kind]


def test_every_block_is_marked_with_how_it_is_tested() -> None:
    assert len(BLOCK.findall(GUIDE)) == len(re.findall(r"^```\w+$", GUIDE, re.MULTILINE)) > 15
    assert {name for name, _, _ in BLOCK.findall(GUIDE)} == {"run", "sound", "content", "trips", "keys"}


def test_the_first_module_is_made_by_the_commands_of_the_guide_in_an_empty_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    commands = [split(text) for _, text in blocks("run")]
    assert len(commands) == 4 and all(command[0] == "cstrain" for command in commands)
    for command in commands:
        quiz = ["--as", "Sari"] if "quiz" in command else []
        done = run("--lang", "id", *command[1:], *quiz, answers=["1", "1"] if quiz else [])
        assert done.code == 0, done.err


@pytest.mark.parametrize(("id", "text"), blocks("sound"))
def test_what_runs_as_it_is_has_neither_fault_nor_weakness_and_runs(home: Path, tmp_path: Path, id: str, text: str) -> None:
    root = write(tmp_path / "mine", {f"{id}.yaml": text})
    assert check(Library([root], None), [id]) == []
    assert run("--content", root, "quiz", id, "--practice", "--as", "Sari", answers=["1"]).code == 0


def quoted(id: str) -> Any:
    """The item or set of the shipped modules, as written."""
    module, _, name = id.partition("/")
    whole = yaml.safe_load((shipped() / module / "items.yaml").read_bytes())
    return next(each for each in [*whole["sets"], *whole["items"]] if each["id"] == name)


def missing(part: Any, whole: Any, at: str = "") -> Iterator[str]:
    """Where a quotation says something else than what it quotes; it may leave things out."""
    if isinstance(part, dict):
        for key, below in part.items():
            yield from missing(below, whole.get(key) if isinstance(whole, dict) else None, f"{at}/{key}")
    elif isinstance(part, list):
        for index, below in enumerate(part):
            if all(list(missing(below, each)) for each in whole or []):
                yield f"{at}/{index}"
    elif part != whole:
        yield f"{at}: {part!r} is not {whole!r}"


@pytest.mark.parametrize(("id", "text"), blocks("content"))
def test_what_is_quoted_from_our_modules_stands_there(id: str, text: str) -> None:
    assert list(missing(yaml.safe_load(text), quoted(id))) == []


@pytest.mark.parametrize(("rule", "text"), blocks("trips"))
def test_what_is_shown_as_bad_is_found(tmp_path: Path, rule: str, text: str) -> None:
    """That and nothing else."""
    item = {**ITEM, **yaml.safe_load(text)}
    item["options"] = [{"feedback": FEEDBACK.format(each["text"].lower()), **each} for each in item["options"]]
    module = {"id": "shop", "languages": ["en"], "title": "In the shop", "summary": "Small moments.", "items": [item]}
    problems = check(Library([write(tmp_path, {"shop.yaml": yaml.safe_dump(module)})], None), ["shop"])
    assert {problem.rule for problem in problems} - {"text-words"} == {rule}


@pytest.mark.parametrize("text", [text for _, text in blocks("keys")])
def test_every_key_that_is_shown_is_one_that_may_be_written(text: str) -> None:
    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
        for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(below)

    assert set(keys(yaml.safe_load(text))) <= known_keys() | {"id", "en"}
