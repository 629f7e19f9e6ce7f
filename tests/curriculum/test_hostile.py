"""Content is not trusted (reliability.md, promise 7): whatever a file or folder holds ends as a clear finding with its place,
in bounded memory and work, and never in the terminal's hands.

Work is bounded by counting what is done, never by a clock.
"""

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from cstrain.cli.render.problems import check_json, problem_line
from cstrain.cli.safe import safe_json
from cstrain.curriculum import document, shape
from cstrain.curriculum.check import check
from cstrain.curriculum.document import parse
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import MAX_KEPT, Problem, Severity
from cstrain.curriculum.quality.items import ALL_OR_NONE
from cstrain.curriculum.quality.wording import sentences, syllables, words
from cstrain.curriculum.shelf import MAX_BYTES
from cstrain.curriculum.texts import MARKUP, first_harmful
from tests.curriculum.authored import HEAD, SOUND, Found, but, found, problems_of, write

MEGABYTE = 1_000_000
# What acts on a terminal: escape sequences in one and two bytes, the window's title, the bell, a turned reading order.
HARMFUL = [
    "\x1b[31m",
    "\x9b31m",
    "\x1b]0;owned\x07",
    "\x07",
    "\x08",
    "\x7f",
    "\x85",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\ufeff",
]


def assert_harmless(problems: list[Problem]) -> None:
    """Every problem is told in one short line and as JSON, without a character that a terminal acts on."""
    for problem in problems:
        line = problem_line(problem)
        assert line.isprintable()
        assert len(line) < 1_500
    text = safe_json(check_json(problems, 1), indent=2)
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)["problems"] == json.loads(json.dumps(check_json(problems, 1)))["problems"]


# What is written in a file


@pytest.mark.parametrize("character", HARMFUL)
def test_no_character_that_acts_on_a_terminal_gets_out_of_a_text(tmp_path: Path, character: str) -> None:
    """Raw or as an escape of YAML: a fault, told without the character. Raw, two of them are line breaks to YAML: spaces."""
    for written in (json.dumps(f"In {character} shop"), f"'In {character} shop'"):
        problems = problems_of(tmp_path, but("title: In the shop", f"title: {written}"))
        if not problems:
            assert Library([tmp_path], None).module("shop").title.texts == {"en": "In shop"}
        assert {problem.rule for problem in problems} <= {"control-character", "yaml-character", "several-paragraphs"}
        assert_harmless(problems)


@pytest.mark.parametrize("character", HARMFUL)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("order: 5", "order: 5\n{}: 1"),
        ("skills: {talk: Talking with customers}", "skills: {{{}: Talking}}"),
        ("id: shop\n", "id: {}\n"),
        ("id: openings\n", "id: {}\n"),
        ("{id: F-3,", "{{id: {},"),
        ("kind: multi", "kind: {}"),
        ("check: shy", "check: {}"),
        ("level: recall", "level: {}"),
        ("rating: 5", "rating: {}"),
        ("languages: [en]", "languages: [en, {}]"),
    ],
)
def test_nor_out_of_a_key_an_id_or_a_word_of_ours(tmp_path: Path, character: str, old: str, new: str) -> None:
    problems = problems_of(tmp_path, but(old, new.format(json.dumps(f"a{character}b"))))
    assert problems and all(problem.severity is Severity.STRUCTURE for problem in problems)
    assert_harmless(problems)


@pytest.mark.parametrize(
    "id", ["../x", "/etc", "a/b", "..", "con.", "a.", "a ", " a", "nul.yaml", "A", "a\\b", "%2e%2e", "~", "-a", "a" * 61]
)
def test_an_id_is_never_a_path(tmp_path: Path, id: str) -> None:
    """Ids name files in the cache and in other modules."""
    for text in (but("id: shop\n", f"id: {json.dumps(id)}\n"), but("order: 5", f"order: 5\nlinks: [{json.dumps(id)}]")):
        problems = check(Library([write(tmp_path / "content", {"shop.yaml": text})], tmp_path / "cache"), ["shop"])
        assert {problem.rule for problem in problems} <= {"bad-id", "id-not-file"} and problems
        assert_harmless(problems)


def test_the_names_that_windows_keeps_for_devices_name_no_file_of_ours(tmp_path: Path) -> None:
    """`con` is a sound id; what is written for it has a name of its own."""
    names = ("con", "nul", "aux", "com1")
    library = Library(
        [write(tmp_path / "content", {f"{name}.yaml": but("id: shop", f"id: {name}") for name in names})], tmp_path / "cache"
    )
    assert [library.module(name).id for name in names] == list(names)
    assert not {path.name.split(".")[0] for path in (tmp_path / "cache").iterdir()} & set(names)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a: é\n".encode("utf-16"), ("not-utf8", 1, 1)),
        ("id: shop\n".encode("utf-16-le"), ("yaml-character", 1, 2)),
        ("id: shop\n".encode("utf-16-be"), ("yaml-character", 1, 1)),
        ("id: shop\n".encode("utf-32"), ("not-utf8", 1, 1)),
        ("id: shop\ntitle: kafé\n".encode("latin-1"), ("not-utf8", 2, 11)),
        ("id: shop\ntitle: kafé “x”\n".encode("cp1252"), ("not-utf8", 2, 11)),
        ("id: shop\n# é\n".encode() + "title: é".encode("latin-1"), ("not-utf8", 3, 8)),
        (b"id: shop\ntitle: a\x00b\n", ("yaml-character", 2, 9)),
        (b"\x00" * 100, ("yaml-character", 1, 1)),
        (b"\xc0\xafid: shop", ("not-utf8", 1, 1)),
    ],
)
def test_text_in_whatever_encoding_is_told_where_it_first_shows(tmp_path: Path, raw: bytes, expected: Found) -> None:
    problems = check(Library([write(tmp_path, {"shop.yaml": raw})], None), ["shop"])
    assert found(problems) == [expected]
    assert_harmless(problems)


# Bombs


def laughs() -> str:
    """Nine lines that are a thousand million values when aliases are followed."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    return "\n".join([*lines, *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))])


# Eight megabytes each, or near it: what it is made of, and what is told of it.
BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "aliases": (laughs, "yaml-alias"),
    "brackets": (lambda: "[" * 7_900_000, "yaml-depth"),
    "dashes": (lambda: "- " * 3_900_000, "yaml-depth"),
    "braces": (lambda: "{a: " * 1_900_000, "yaml-depth"),
    "questions": (lambda: "? " * 3_900_000, "yaml-key"),
    "a million keys": (lambda: "\n".join(f"k{n}: 1" for n in range(700_000)), "yaml-values"),
    "one key a million times": (lambda: "a: 1\n" * 190_000, "duplicate-key"),
    "a million entries": (lambda: "items:\n" + "- 1\n" * 390_000, "more-problems"),
    "a long list in an entry": (lambda: "items:\n- options: [" + "1, " * 390_000 + "]", "entry-too-big"),
    "many skills": (
        lambda: HEAD.replace("{talk: Talking with customers}", "{" + ", ".join(f"k{n}: {{}}" for n in range(190_000)) + "}"),
        "entry-too-big",
    ),
    "one plain scalar": (lambda: but("title: In the shop", f"title: {'x' * 7_000_000}"), "long-text"),
    "one quoted scalar": (lambda: but("title: In the shop", f"title: '{'x y ' * 1_700_000}'"), "long-text"),
    "one block": (lambda: but("title: In the shop", "title: |\n" + "  x\n" * 1_700_000), "several-paragraphs"),
    "one key": (lambda: f"{'k' * 7_000_000}: 1", "yaml-syntax"),
    "one quoted key": (lambda: f"? '{'k' * 7_000_000}'\n: 1", "unknown-key"),
    "one comment": (lambda: HEAD + "#" * 7_900_000, ""),
    "empty lines": (lambda: HEAD + "\n" * 7_900_000, ""),
    "markup": (lambda: but("title: In the shop", f"title: '{'<a' * 3_500_000}'"), "long-text"),
    "unknown keys": (lambda: "\n".join(f"tittle{n}: 1" for n in range(190_000)), "entry-too-big"),
    "tags": (lambda: "items:\n" + "- !x 1\n" * 390_000, "more-problems"),
    "documents": (lambda: "---\n" * 1_900_000, "yaml-documents"),
    "digits": (lambda: but("order: 5", "order: " + "9" * 7_000_000), "not-a-number"),
}
# A check of one of these in a process of its own, with a limit on its memory.
ALONE = """
import resource, sys
from pathlib import Path
from cstrain.cli.render.problems import problem_line
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from tests.curriculum.test_hostile import BOMBS

resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
for name, (make, rule) in BOMBS.items():
    folder = Path(sys.argv[1], name.replace(" ", "-"))
    folder.mkdir()
    (folder / "shop.yaml").write_text(make(), encoding="utf-8")
    problems = check(Library([folder], None), ["shop"])
    assert rule in {problem.rule for problem in problems} if rule else not problems, (name, problems[:3])
    assert len(problems) <= 1_001 and all(len(problem_line(problem)) < 1_500 for problem in problems), name
    print(name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are at hand on Linux")
@pytest.mark.timeout(600)
def test_bombs_end_as_findings_in_bounded_memory(tmp_path: Path) -> None:
    """All of them within a fixed amount of memory, which no bomb's own size is near when it is let grow."""
    ended = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path), str(700 * MEGABYTE)], capture_output=True, text=True, check=False
    )
    assert (ended.stdout.splitlines(), ended.stderr, ended.returncode) == (list(BOMBS), "", 0)


@contextmanager
def held() -> Iterator[Callable[[], int]]:
    """How many bytes Python has held at most since the beginning."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_sparse_file_of_a_terabyte_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path, {"shop.yaml": SOUND}) / "shop.yaml"
    os.truncate(path, 10**12)
    with held() as peak:
        assert found(check(Library([tmp_path], None), ["shop"])) == [("file-too-big", 0, 0)]
    assert peak() < 3 * MAX_BYTES


def test_the_last_byte_that_a_file_may_have(tmp_path: Path) -> None:
    text = SOUND + "#" * (MAX_BYTES - len(SOUND.encode()))
    assert problems_of(tmp_path, text) == []
    assert found(problems_of(tmp_path, text + "#")) == [("file-too-big", 0, 0)]


def test_a_thousand_problems_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    """Nobody mends more at one sitting; and each that is told has its place."""
    problems = problems_of(tmp_path, SOUND + "  - {kind: choice}\n" * 5_000)
    (more,) = (problem for problem in problems if problem.rule == "more-problems")
    told = [problem for problem in problems if problem is not more]
    assert len(told) == MAX_KEPT and all(problem.place.line > 1 for problem in told)
    assert (more.rule, more.severity, more.figure) == ("more-problems", Severity.STRUCTURE, str(5_000 * 4 - MAX_KEPT))


def test_what_a_misspelt_key_may_have_meant_is_looked_for_only_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def look(key: str) -> str:
        asked.append(key)
        return ""

    monkeypatch.setattr(shape, "_near", look)
    problems_of(tmp_path, HEAD + "".join(f"tittle-{n}: 1\n" for n in range(1_900)))
    assert len(asked) == MAX_KEPT


def test_no_more_of_a_file_is_read_than_may_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of endless events only as many are asked for as values are allowed."""
    monkeypatch.setattr(document, "MAX_VALUES", 50)
    asked = 0
    really = yaml.parse

    def counted(*given: Any, **named: Any) -> Iterator[Any]:
        nonlocal asked
        for event in really(*given, **named):
            asked += 1
            yield event

    monkeypatch.setattr(yaml, "parse", counted)
    parse(b"- 1\n" * 100_000, "f.yaml")
    assert asked < 60


# Searches in texts


SEARCHES: dict[str, tuple[Callable[[str], object], str]] = {
    "markup, tags": (MARKUP.search, "<a"),
    "markup, brackets": (MARKUP.search, "[a "),
    "markup, headings": (MARKUP.search, "\n####"),
    "words": (words, "a-b'c"),
    "figures": (words, "1.2,"),
    "sentences": (sentences, '.""'),
    "sentences, quotes": (sentences, '"'),
    "sentences, spaces": (sentences, " "),
    "syllables": (syllables, "ae"),
    "all of the above": (ALL_OR_NONE.search, "semua "),
    "harm": (first_harmful, "é"),
}
ONE_SEARCH = """
import resource, sys
from tests.curriculum.test_hostile import SEARCHES

search, piece = SEARCHES[sys.argv[1]]
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
search(piece * (2_000_000 // len(piece)))
print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of processor time are at hand on Linux")
@pytest.mark.parametrize("name", SEARCHES)
def test_no_search_in_a_text_is_quadratic(name: str) -> None:
    """Two million characters made to mislead it: some 10^12 steps where each place is looked at from each other, so hours; else
    a moment, far from the processor time that it is given."""
    ended = subprocess.run([sys.executable, "-c", ONE_SEARCH, name], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("done\n", 0)


# What lies in folders


@pytest.mark.parametrize("character", [each for each in HARMFUL if each != "\x00"])
def test_names_of_files_and_folders_reach_no_terminal_raw(tmp_path: Path, character: str) -> None:
    name = f"a{character}b"
    files = {f"{name}.yaml": SOUND, f"{name}/module.yaml": SOUND, "shop/module.yaml": HEAD, f"shop/{name}.yaml": ""}
    library = Library([write(tmp_path, files)], None)
    problems = check(library, library.ids)
    assert {problem.rule for problem in problems} == {"bad-module-name", "stray-file"} and len(problems) == 3
    assert_harmless(problems)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are always text")
def test_nor_names_that_are_no_text(tmp_path: Path) -> None:
    write(tmp_path, {os.fsdecode(b"a\x9b\xe9.yaml"): SOUND})
    assert_harmless(check(Library([tmp_path], None), []))


def test_links_that_lead_nowhere_in_a_circle_or_to_a_device_are_told(tmp_path: Path) -> None:
    for name, target in {"gone": "nowhere", "self": "self.yaml", "device": "/dev/zero", "tty": "/dev/tty", "up": ".."}.items():
        (tmp_path / f"{name}.yaml").symlink_to(target)
    os.mkfifo(tmp_path / "pipe.yaml")
    library = Library([tmp_path], tmp_path / "cache")
    told = {Path(problem.place.file).stem: problem.rule for id in library.ids for problem in library.load(id).problems}
    assert told == dict.fromkeys(("gone", "self", "device", "tty", "pipe"), "not-a-file")


def test_a_folder_that_holds_itself_is_gone_into_once(tmp_path: Path) -> None:
    write(tmp_path, {"shop/module.yaml": HEAD})
    (tmp_path / "shop" / "shop").symlink_to(tmp_path / "shop")
    assert check(Library([tmp_path], None), ["shop"]) == []


def test_thousands_of_strange_files_are_counted_and_not_all_told(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"Strange {number}.yaml").touch()
    problems = check(Library([tmp_path], None), [])
    assert [problem.figure for problem in problems if problem.rule == "more-problems"] == ["2000"]
    assert len(problems) == MAX_KEPT + 1
