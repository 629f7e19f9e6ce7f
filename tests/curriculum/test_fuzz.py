"""Content is not trusted: whatever bytes a file holds, reading it ends with a module or with faults, never with a crash."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cstrain.cli.render.problems import problem_line
from cstrain.curriculum.check import check
from cstrain.curriculum.document import MAX_DEPTH, parse
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem, Severity, faults, in_order
from tests.curriculum.authored import BOTH, SOUND, write
from tests.curriculum.talks import SHOP, indented
from tests.curriculum.talks import SOUND as LAMP

TALK = f"{SHOP}roleplays:\n{indented(LAMP)}"
BASES = [BOTH.encode(), SOUND.encode(), TALK.encode()]
# What YAML and our shapes give a meaning to; mutations made of these get further than random bytes.
SIGNS = [": ", "- ", "? ", "[", "]", "{", "}", ", ", "&a ", "*a", "<<: ", "!!x ", "! ", "|\n", ">-\n", "# ", "'", '"', "~"]
BREAKS = ["\n", "\n  ", "\t", "---\n", "...\n", "%YAML 1.1\n", "\ufeff", "\u2028", "\x85", "\x00", "\x1b", "é"]
SCALARS = [r'"\e"', r'"\ud800"', r'"\UFFFFFFFF"', "!%FF ", "1e999", "0", "-1", "true", "null", "''", "key", "id", "x" * 61]
ENTRIES = [
    "to: arrival",
    "to: []",
    "when: {}",
    "mood: 100",
    "has: [heard]",
    "kind: order",
    "kind: rate",
    "set: openings",
    "options: []",
    "figures: []",
    "facts: [F-1]",
]
TOKENS = [*(each.encode() for each in SIGNS + BREAKS + SCALARS + ENTRIES), b"\xff", b"\xed\xa0\x80"]


@st.composite
def mutated(draw: st.DrawFn, bases: Sequence[bytes] = BASES) -> bytes:
    """A sound module with a few pieces of it taken out, doubled, moved or replaced."""
    text = draw(st.sampled_from(bases))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 40)))
        put = draw(st.sampled_from(TOKENS) | st.binary(max_size=4) | st.just(text[begin:end] * 2) | st.just(b""))
        text = text[:begin] + put + text[end:]
    return text


@st.composite
def lines_moved(draw: st.DrawFn, bases: Sequence[bytes] = BASES) -> bytes:
    """A sound module with lines left out, doubled or indented otherwise: what happens to an author at a keyboard."""
    lines = draw(st.sampled_from(bases)).split(b"\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        lines[at : at + 1] = draw(st.sampled_from([[], [line, line], [b"  " + line], [line[2:]], [line[: len(line) // 2]]]))
    return b"\n".join(lines)


def depth(value: object) -> int:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, below), default=0) if isinstance(value, dict | list) else 0


def assert_document_sound(raw: bytes) -> None:
    document = parse(raw, "f.yaml")
    assert depth(document.data) <= MAX_DEPTH
    lines = len(raw.decode("utf-8", "replace").splitlines()) + 1
    for problem in document.problems:
        assert problem.severity is Severity.STRUCTURE
        assert 0 <= problem.place.line <= lines
        assert problem_line(problem)


@given(st.binary(max_size=200) | st.lists(st.sampled_from(TOKENS)).map(b"".join))
@example(b"a: !%F5%80%80%80 1")
def test_any_bytes_are_read_to_an_end(raw: bytes) -> None:
    assert_document_sound(raw)


@given(mutated())
def test_any_change_of_a_sound_file_is_read_to_an_end(raw: bytes) -> None:
    assert_document_sound(raw)


@pytest.mark.usefixtures("without_c")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=100) | st.lists(st.sampled_from(TOKENS)).map(b"".join) | mutated())
@example(rb'a: "\UFFFFFFFF"')
@example(rb'a: "\U00110000"')
def test_any_bytes_are_read_to_an_end_without_the_c_parser_too(raw: bytes) -> None:
    assert_document_sound(raw)


@given(mutated() | lines_moved())
def test_loading_ends_with_a_module_or_with_faults(raw: bytes) -> None:
    """The same the second time, from the cache; and every problem has its sentence."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = write(Path(folder, "content"), {"shop.yaml": raw}), Path(folder, "cache")
        loaded = Library([root], cache).load("shop")
        assert (loaded.module is None) == bool(faults(loaded.problems))
        assert Library([root], cache).load("shop") == loaded
        told = check(Library([root], None), ["shop"])
        assert faults(told) == list(loaded.problems)
        assert all(problem_line(problem) for problem in told)


@given(st.sampled_from(["module", "facts", "lessons", "items", "roleplays/lamp"]), mutated() | lines_moved())
def test_loading_a_folder_ends_with_a_module_or_with_faults(part: str, raw: bytes) -> None:
    """The text of a whole module in the place of one of its files: every key is in the wrong place."""
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {"shop/module.yaml": BOTH[: BOTH.index("items:")], f"shop/{part}.yaml": raw})
        loaded = Library([root], None).load("shop")
        assert (loaded.module is None) == bool(faults(loaded.problems))
        assert list(loaded.problems) == in_order(loaded.problems)


@given(mutated([LAMP.encode()]) | lines_moved([LAMP.encode()]))
def test_a_role_play_ends_with_a_module_or_with_faults(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {"home/module.yaml": SHOP, "home/roleplays/lamp.yaml": raw})
        loaded = Library([root], None).load("home")
        told = check(Library([root], None), ["home"])
        assert faults(told) == list(loaded.problems)
        assert (loaded.module is None) == bool(loaded.problems)
        assert all(problem_line(problem) for problem in told)


def test_every_problem_is_told_only_once() -> None:
    """However many sections stand in the file."""
    for raw in (b"a: *b", b"", b"[]", b"a: 1\na: 2"):
        with tempfile.TemporaryDirectory() as folder:
            problems: list[Problem] = list(Library([write(Path(folder), {"shop.yaml": raw})], None).load("shop").problems)
        assert len(problems) == len({(problem.rule, problem.place, str(problem.details)) for problem in problems})
