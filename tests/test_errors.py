"""Every refusal has an exit code and words in both languages, and the tree is drawn as it is."""

import ast
import re
import sys
from pathlib import Path
from typing import Any, ClassVar, get_origin, get_type_hints

import pytest

from cstrain import errors
from cstrain.cli import words
from cstrain.cli.error_words import MESSAGES, words_for
from cstrain.errors import CstrainError, ExitCode

# What nobody raises, and what a face asks again about.
WITHOUT_WORDS = {errors.CstrainError, errors.WrongUsage, errors.RecordsUnusable, errors.BadResponse, errors.AlreadyAnswered}


def family(root: type[CstrainError]) -> list[type[CstrainError]]:
    return [root, *(each for child in root.__subclasses__() for each in family(child))]


EVERY = [error for error in family(CstrainError) if error.__module__.startswith("cstrain.")]
TOLD = [error for error in EVERY if error not in WITHOUT_WORDS]
# The catalogue is compiled when the program is built.
indonesian = pytest.mark.skipif(not any(words.FOLDER.glob("id/**/*.mo")), reason="the Indonesian messages are not compiled")
LANGUAGES = ["en", pytest.param("id", marks=indonesian)]
SEVERAL = ("FIRST", "SECOND")
# Fields that choose the words, and are not told themselves.
CODES = {(errors.BadName, "reason"), (errors.BadRoster, "reason"), (errors.NotMerged, "reason")}


def fields(error: type[CstrainError]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(error).items() if get_origin(hint) is not ClassVar}


def sample(error: type[CstrainError]) -> CstrainError:
    """One with every field filled: a text with the field's own name in capitals."""
    return error(**{name: 7 if hint is int else name.upper() if hint is str else SEVERAL for name, hint in fields(error).items()})


@pytest.mark.parametrize(
    ("code", "number"),
    [("DONE", 0), ("FAILED", 1), ("USAGE", 2), ("CONTENT", 3), ("RECORDS", 4), ("UNFINISHED", 5), ("INTERRUPTED", 130)],
)
def test_exit_codes_are_a_contract(code: str, number: int) -> None:
    assert ExitCode[code] == number


@pytest.mark.parametrize("error", EVERY)
def test_every_error_has_an_exit_code_of_its_branch(error: type[CstrainError]) -> None:
    if issubclass(error, errors.WrongUsage):
        expected = ExitCode.USAGE
    elif issubclass(error, (errors.RecordsUnusable, errors.NoHome, errors.NotMerged)):
        expected = ExitCode.RECORDS
    elif error in (errors.ContentFaulty, errors.NoContent):
        expected = ExitCode.CONTENT
    else:
        expected = ExitCode.FAILED
    assert error.exit_code is expected


def test_exactly_the_errors_that_reach_the_edge_have_words() -> None:
    assert set(MESSAGES) == set(TOLD)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", TOLD)
def test_every_error_is_told_in_a_line_or_two(error: type[CstrainError], language: str) -> None:
    """With no placeholder left open; AmbiguousTrainee has a line for each person besides."""
    words.use(language)
    said = words_for(sample(error))
    lines = [line for line in said.splitlines() if line.strip() not in SEVERAL]
    assert 1 <= len(lines) <= 2
    assert all(line.strip() for line in lines)
    assert not set("{}") & set(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", TOLD)
def test_every_error_says_what_and_where(error: type[CstrainError], language: str) -> None:
    words.use(language)
    said = words_for(sample(error))
    texts = [name for name, hint in fields(error).items() if hint is str and (error, name) not in CODES]
    assert [name for name in texts if name.upper() not in said] == []


@indonesian
@pytest.mark.parametrize("error", TOLD)
def test_every_error_is_told_in_indonesian_too(error: type[CstrainError]) -> None:
    in_english = words_for(sample(error)).splitlines()
    words.use("id")
    in_indonesian = words_for(sample(error)).splitlines()
    same = [line for line in in_english if line in in_indonesian and line.strip() not in SEVERAL]
    assert (len(in_indonesian), same) == (len(in_english), [])


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = "".join(line for line in (errors.__doc__ or "").splitlines() if line.startswith("    "))
    assert sorted(re.findall(r"[A-Z]\w+", drawn)) == sorted(error.__name__ for error in EVERY)


def test_errors_import_nothing_of_ours() -> None:
    tree = ast.parse(Path(errors.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    origins = {"." * node.level + (node.module or "") for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported | origins} <= sys.stdlib_module_names
