"""The interface speaks Indonesian throughout: every message in the code is in the catalogue, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import cstrain
from cstrain.cli import words
from cstrain.cli.commands import build
from tests.test_readme import commands

PACKAGE = Path(cstrain.__file__).parent
PO = words.FOLDER / "id" / "LC_MESSAGES" / f"{words.DOMAIN}.po"
COMPILE = "the compiled messages are stale: pip install --editable ."
FIELD = re.compile(r"\{\w*\}")


def literal(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant) and isinstance(node.value, str), f"line {node.lineno}: a message must be written out"
    return node.value


def messages(source: str) -> Iterator[str | tuple[str, str]]:
    """What is said through _() and plural() in this code, f-strings included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "_":
                yield literal(node.args[0])
            if node.func.id == "plural":
                yield literal(node.args[0]), literal(node.args[1])


def in_code() -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set(words.SAID_BY_TYPER)
    for path in sorted(PACKAGE.rglob("*.py")):
        if path != Path(words.__file__):
            found.update(messages(path.read_text(encoding="utf-8")))
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as stream:
        return read_po(stream, locale="id")


def texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value]  # type: ignore[attr-defined]


def told(catalogue: Catalog) -> dict[str, list[str]]:
    """What is said for each message, by its English."""
    return {texts(message.id)[0]: texts(message.string) for message in catalogue if message.id}


def test_messages_are_found_wherever_they_stand() -> None:
    """Else the test below could pass with nothing found."""
    source = '_("a"); f"{_("b")} {plural("{n} c", "{n} cs", 2)}"; print([_("d").format(x=_("e"))])'
    assert set(messages(source.replace('_("b")', "_('b')").replace('"{n} c", "{n} cs"', "'{n} c', '{n} cs'"))) == {
        "a", "b", ("{n} c", "{n} cs"), "d", "e",
    }  # fmt: skip
    assert len(in_code()) > 200


def test_every_message_is_in_the_catalogue_and_nothing_else_is(catalogue: Catalog) -> None:
    kept = {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}
    assert (in_code() - kept, kept - in_code(), list(catalogue.obsolete)) == (set(), set(), [])


def test_every_message_is_translated(catalogue: Catalog) -> None:
    assert [english for english, indonesian in told(catalogue).items() if not all(indonesian)] == []
    assert [texts(message.id)[0] for message in catalogue if message.id and message.fuzzy] == []


def test_a_translation_has_the_same_fields_and_line_breaks(catalogue: Catalog) -> None:
    """A field that is missing is not told; one that is new would end the run."""
    for message in catalogue:
        for text in texts(message.string) if message.id else []:
            wanted = texts(message.id)[-1]
            assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(wanted)), wanted
            assert text.count("\n") == wanted.count("\n"), wanted
            assert (text[:1].isspace(), text[-1:].isspace()) == (wanted[:1].isspace(), wanted[-1:].isspace()), wanted


def test_a_translation_names_the_same_commands_and_options(catalogue: Catalog) -> None:
    """What is typed stays as it is; only what stands for a value (FILE, "NAME") is translated."""
    names = {each for line in commands("", typer.main.get_command(build())) for each in line.split()}
    typed = re.compile(rf"cstrain(?: (?:{'|'.join(sorted(names))}))*\b|--[a-z-]+")
    for message in catalogue:
        for text in texts(message.string) if message.id else []:
            wanted = texts(message.id)[-1]
            assert typed.findall(text) == typed.findall(wanted), wanted


def test_what_is_compiled_is_what_is_written(catalogue: Catalog) -> None:
    """But for the header, which holds the time of compiling."""
    mo = PO.with_suffix(".mo")
    assert mo.is_file(), COMPILE
    with mo.open("rb") as stream:
        assert told(read_mo(stream)) == told(catalogue), COMPILE


@pytest.mark.parametrize(
    ("arguments", "environ", "saved", "language"),
    [
        (["--lang", "id", "quiz"], {"CSTRAIN_LANG": "en"}, "en", "id"),
        (["--lang=id"], {}, "", "id"),
        ([], {"CSTRAIN_LANG": "id"}, "en", "id"),
        ([], {}, "id", "id"),
        (["--lang"], {}, "", None),
        (["--lang", "fr"], {"CSTRAIN_LANG": "de"}, "id", "id"),
        (["quiz"], {}, "", None),
    ],
)
def test_the_language_is_the_flags_else_the_environments_else_the_saved_one(
    arguments: list[str], environ: dict[str, str], saved: str, language: str | None
) -> None:
    assert words.asked_for(arguments, environ, saved) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "in_ID"}, "id"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "id_ID", "LANG": "en_US"}, "id"),
        ({"LANG": "xx_garbage"}, "en"),
    ],
)
def test_before_anyone_chose_it_is_the_systems_language(environ: dict[str, str], language: str) -> None:
    assert words.of_locale(environ) == language


@pytest.mark.parametrize(("language", "one", "many"), [("en", "1 question.", "2 questions."), ("id", "1 soal.", "2 soal.")])
def test_a_number_has_the_right_form(language: str, one: str, many: str) -> None:
    words.use(language)
    assert [words.plural("{n} question.", "{n} questions.", count) for count in (1, 2)] == [one, many]
