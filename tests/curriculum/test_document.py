"""One file: which scalar is what, what YAML may not hold here, and at which line and column it is told."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cstrain.curriculum import document
from cstrain.curriculum.document import Document, parse, read
from cstrain.curriculum.problem import Place
from tests.curriculum.authored import Found, found


@pytest.fixture(params=["fast", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest) -> None:
    """Every rule here holds with PyYAML's C parser and, where a machine has none, with the one in Python."""
    if request.param == "pure":
        request.getfixturevalue("without_c")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(word, word) for word in ("Ya", "Tidak", "yes", "No", "on", "Off", "TRUE", "True", "NULL", "y", "n")],
        *[(word, word) for word in ("12:30", "08:00:00", "2020-01-01", "2020-01-01T10:00:00Z", "0812", "-0812", "1_000", "1,5")],
        *[(word, word) for word in ("0x1F", "0o17", "1.2.3", "+", "--", ".", "e5", "=", ".inf", ".nan", "1e400")],
        ("12345678901234567890", "12345678901234567890"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("7", 7),
        ("+5", 5),
        ("-3", -3),
        ("123456789012345678", 123456789012345678),
        (".5", 0.5),
        ("1.", 1.0),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        ("'true'", "true"),
        ('"12"', "12"),
        ("! '12'", "12"),
        ("''", ""),
        (r'"\e[31m"', "\x1b[31m"),
        (r'"\u00e9\n"', "é\n"),
        ("|-\n  two\n  lines", "two\nlines"),
        (">-\n  one\n  line", "one line"),
    ],
)
def test_only_true_false_null_and_plain_numbers_are_typed(written: str, meant: Any) -> None:
    value = parse(f"a: {written}".encode(), "f.yaml").data["a"]
    assert (value, type(value)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # twice the same key, at any depth and however it is quoted
        ("a: 1\nb: 2\na: 3", [("duplicate-key", 3, 1)]),
        ("- {x: 1, 'x': 2}\n- y:\n    z: 1\n    z: 1", [("duplicate-key", 1, 10), ("duplicate-key", 4, 5)]),
        # anchors, aliases, merge keys
        ("a: &x 1\nb: *x", [("yaml-alias", 1, 4)]),
        ("a: 1\n&x b: 2", [("yaml-alias", 2, 1)]),
        ("a: &x [1]", [("yaml-alias", 1, 4)]),
        ("a: *x", [("yaml-alias", 1, 4)]),
        ("*x : 1", [("yaml-alias", 1, 1)]),
        ("a:\n  <<: {b: 1}", [("yaml-merge", 2, 3)]),
        # tags
        ("a: !!python/object/apply:os.system [id]", [("yaml-tag", 1, 4)]),
        ("a: !!str 1\n!!str b: !x {c: 1}", [("yaml-tag", 1, 4), ("yaml-tag", 2, 1), ("yaml-tag", 2, 10)]),
        # one document
        ("a: 1\n---\nb: 2", [("yaml-documents", 2, 1)]),
        ("---\na: 1\n...\n", []),
        # keys are plain text
        ("{[a]: b}", [("yaml-key", 1, 2)]),
        ("? {a: 1}\n: b", [("yaml-key", 1, 3)]),
        ("1: a\nnull: b\ntrue: c", []),
        # characters that no YAML file may hold; counted in characters, as an editor does
        ("a\x00b", [("yaml-character", 1, 2)]),
        ("a: 1\nb: \x1b[31m", [("yaml-character", 2, 4)]),
        ("a: ééééé\nb: é\x07", [("yaml-character", 2, 5)]),
        # nothing in it is no fault of the YAML
        ("", []),
        ("# only a remark", []),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line_and_column(text: str, expected: list[Found]) -> None:
    assert found(parse(text.encode(), "f.yaml").problems) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b: c", 1),
        ("a: 1\nb: [1,\n", 3),
        ("a: 1\n\tb: 2", 2),
        ("a: 1\nb: @b", 2),
        ("a: 'open", 1),
        ("%YAML 2.0\n---\na: 1", 1),
        (f"%YAML 1.{'1' * 5000}\n---\na: 1", 1),
        ('a: 1\nb: "\\UFFFFFFFF"', 2),
        ('a: 1\nb: "\\U00110000"', 2),
        ("a: 1\nb: !<tag:yaml.org,2002:%FF> 1", 2),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line_and_a_reason(text: str, line: int) -> None:
    """The two parsers may name different columns of it."""
    (problem,) = parse(text.encode(), "f.yaml").problems
    assert (problem.rule, problem.place.line) == ("yaml-syntax", line)
    assert problem.details["reason"]


def test_a_tag_that_is_no_text_is_a_fault_like_any_other() -> None:
    """Its bytes are written with per cent signs, so they get past the check of the file's encoding."""
    assert [rule for rule, _, _ in found(parse(b"a: !%F5%80%80%80 1", "f.yaml").problems)] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xff\xfea\x00", ("not-utf8", 1, 1)),
        (b"a: 1\nb: caf\xe9", ("not-utf8", 2, 7)),
        ("a: ééé".encode() + b"\xff", ("not-utf8", 1, 7)),
        (b"\xef\xbb\xbfab: 1\n\xff", ("not-utf8", 2, 1)),
        (b"a: \xed\xa0\x80", ("not-utf8", 1, 4)),
    ],
)
def test_text_in_another_encoding_is_told_where_it_first_shows(raw: bytes, expected: Found) -> None:
    broken = parse(raw, "f.yaml")
    assert broken.data is None
    assert found(broken.problems) == [expected]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    marked = parse("\ufeffa: 1\na: 2".encode(), "f.yaml")
    assert marked.data == {"a": 2}
    assert found(marked.problems) == [("duplicate-key", 2, 1)]


def test_nothing_of_a_file_that_stopped_half_way_is_used() -> None:
    assert parse(b"a: 1\nb: *c", "f.yaml").data is None
    assert parse(b"a: 1\nb: [", "f.yaml").data is None


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_endless_nesting_neither_ends_the_process_nor_is_followed(opening: str) -> None:
    bomb = parse(opening.encode() * 200_000, "f.yaml")
    assert bomb.data is None
    assert [rule for rule, _, _ in found(bomb.problems)] == ["yaml-depth"]


def test_whichever_part_of_pyyaml_sees_the_nesting_first_it_is_told_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 6.0.4 on its scanner, which looks far ahead, refuses it before our own count is reached; before, our count does."""

    def refuse(*given: Any, **named: Any) -> Any:
        raise yaml.scanner.ScannerError(None, None, document.TOO_DEEP, yaml.Mark("f.yaml", 0, 3, 7, None, 0))

    monkeypatch.setattr(yaml, "parse", refuse)
    (problem,) = parse(b"[[[[", "f.yaml").problems
    assert (problem.rule, problem.place.line, problem.place.column, problem.bound) == ("yaml-depth", 4, 8, "20")


def test_twenty_levels_are_enough_for_any_module_and_one_more_is_refused() -> None:
    assert not parse(("[" * 20 + "]" * 20).encode(), "f.yaml").problems
    assert found(parse(("[" * 21 + "]" * 21).encode(), "f.yaml").problems) == [("yaml-depth", 1, 21)]


def test_too_many_values_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_VALUES", 5)
    assert not parse(b"[1, 2, 3, 4]", "f.yaml").problems
    assert found(parse(b"[1, 2, 3, 4, 5]", "f.yaml").problems) == [("yaml-values", 1, 14)]
    assert found(parse(b"{a: 1, b: 2, c: 3}", "f.yaml").problems) == [("yaml-values", 1, 14)]


def test_a_file_beyond_the_cap_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 10)
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1234567")
    assert read(path, "f.yaml").data == {"a": 1234567}
    path.write_bytes(b"a: 12345678")
    assert found(read(path, "f.yaml").problems) == [("file-too-big", 0, 0)]


def test_every_value_has_its_place_and_what_is_missing_that_of_the_nearest_above() -> None:
    read_here = parse(b"a:\n  - b: 1\n  -   c\nd: 2", "f.yaml")
    places = {path: (read_here.place(path).line, read_here.place(path).column) for path in read_here.spots}
    assert places == {(): (1, 1), ("a",): (1, 1), ("a", 0): (2, 5), ("a", 0, "b"): (2, 5), ("a", 1): (3, 7), ("d",): (4, 1)}
    assert read_here.place(("a", 0, "missing", "deeper")) == Place(file="f.yaml", line=2, column=5)
    assert Document(file="f.yaml").place(("a",)) == Place(file="f.yaml", line=1, column=1)


def test_what_is_no_regular_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    folder, pipe, gone, dangling = (tmp_path / name for name in ("folder", "pipe", "gone", "dangling"))
    folder.mkdir()
    os.mkfifo(pipe)
    dangling.symlink_to(gone)
    for path in (folder, pipe, gone, dangling, Path(os.devnull)):
        assert found(read(path, path.name).problems) == [("not-a-file", 0, 0)]


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read is at hand on Linux")
def test_a_file_that_the_system_refuses_is_told_with_its_reason() -> None:
    (problem,) = read(Path("/proc/self/mem"), "f.yaml").problems
    assert (problem.rule, problem.details) == ("unreadable", {"reason": "Input/output error"})
