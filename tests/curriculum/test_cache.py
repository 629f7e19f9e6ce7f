"""The cache only saves time: with it, without it, and with whatever has become of it, a module is the same."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cstrain
from cstrain.curriculum import cache as cached
from cstrain.curriculum import document
from cstrain.curriculum.library import Library, Loaded
from cstrain.curriculum.shelf import shipped
from tests.curriculum.authored import BOTH, HEAD, SOUND, but, found, write

FAULTY = but("tolerance: 0.5", "tolerance: -1")


def load(root: Path, cache: Path | None, id: str = "shop") -> Loaded:
    """As a new start of the program loads it."""
    return Library([root], cache).load(id)


def kept(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"shop.yaml": SOUND})


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.mark.parametrize("text", [SOUND, BOTH, HEAD, FAULTY, "", "a: *b", "\x00", "id: shop".encode("utf-16")])
def test_what_comes_from_the_cache_equals_what_is_read_fresh(tmp_path: Path, cache: Path, text: str | bytes) -> None:
    """Module and problems, sound or faulty."""
    root = write(tmp_path / "content", {"shop.yaml": text})
    fresh = load(root, None)
    assert load(root, cache) == fresh
    assert load(root, cache) == fresh
    assert (fresh.module is None) == bool(fresh.problems)


@pytest.mark.parametrize("text", [r'"\ud800": 1', r'title: "\ud800"', r'items: [{kind: order, id: "\udfff"}]'])
@pytest.mark.usefixtures("without_c")
def test_half_a_character_is_a_fault_like_any_other(tmp_path: Path, cache: Path, text: str) -> None:
    """Only the parser in Python, used where PyYAML has no other, lets it through."""
    root = write(tmp_path / "content", {"shop.yaml": text})
    fresh = load(root, None)
    assert fresh.problems
    assert load(root, cache) == load(root, cache) == fresh


def test_a_shipped_module_comes_whole_from_the_cache(cache: Path) -> None:
    fresh = load(shipped(), cache, "3s-greeting")
    assert fresh.module is not None
    assert load(shipped(), cache, "3s-greeting") == fresh


def test_a_second_start_opens_no_yaml(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(root, cache)
    monkeypatch.setattr(document, "MAX_BYTES", 0)  # whoever parses now finds every file too big
    assert load(root, cache) == first
    assert load(root, None).module is None


def test_a_warm_start_waits_for_neither_yaml_nor_pydantic(root: Path, cache: Path) -> None:
    load(root, cache)
    script = (
        "import sys; from pathlib import Path; from cstrain.curriculum.library import Library\n"
        "assert Library([Path(sys.argv[1])], Path(sys.argv[2])).module('shop').id == 'shop'\n"
        "print(*(name for name in ('yaml', 'pydantic') if name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(root), str(cache)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(cstrain.__file__).parent.parent,
    )
    assert run.stdout.split() == []


def test_an_edited_module_is_read_again(root: Path, cache: Path) -> None:
    load(root, cache)
    write(root, {"shop.yaml": but("title: In the shop", "title: At the till")})
    changed = load(root, cache).module
    assert changed is not None and changed.title.say("en") == "At the till"
    write(root, {"shop.yaml": FAULTY})
    assert found(load(root, cache).problems) == found(load(root, None).problems) != []


def test_another_version_of_the_program_reads_again(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(root, cache)
    before = kept(cache).read_bytes()
    monkeypatch.setattr(cached, "program", lambda: "another")
    load(root, cache)
    assert kept(cache).read_bytes().split(b"\n")[0] != before.split(b"\n")[0]


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: b"",
        lambda whole: b"\n",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole + b" ",
        lambda whole: whole.replace(b"In the shop", b"In the ship"),
        lambda whole: whole.partition(b"\n")[2],
        lambda whole: b"\xff\xfe" + whole,
        lambda whole: whole.partition(b"\n")[0] + b"\n{}",
        lambda whole: b"[1, 2, 3]",
    ],
)
def test_a_damaged_or_edited_cache_is_made_anew_without_a_word(root: Path, cache: Path, harm: Callable[[bytes], bytes]) -> None:
    fresh = load(root, cache)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(harm(whole))
    assert load(root, cache) == fresh
    assert kept(cache).read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(root: Path, tmp_path: Path) -> None:
    """A file where the folder should be, a folder where the file should be, a path that goes through a file."""
    fresh = load(root, None)
    file = write(tmp_path, {"file": "mine"}) / "file"
    assert load(root, file / "deeper") == fresh
    assert load(root, file) == fresh
    assert file.read_text() == "mine"
    taken = tmp_path / "taken"
    load(root, taken)
    kept(taken).unlink()
    load(root, taken)
    path = kept(taken)
    path.unlink()
    path.mkdir()
    assert load(root, taken) == fresh
    assert [each.name for each in taken.iterdir()] == [path.name]


def test_a_disk_that_is_full_leaves_no_half_written_file(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert load(root, cache) == load(root, None)
    assert list(cache.iterdir()) == []


def test_two_folders_with_a_module_of_one_id_do_not_share_a_cache(tmp_path: Path, cache: Path) -> None:
    one = write(tmp_path / "one", {"shop.yaml": SOUND})
    two = write(tmp_path / "two", {"shop.yaml": SOUND})
    for _ in range(2):
        first, second = load(one, cache), load(two, cache)
    assert first == second == load(one, None)
    assert len(list(cache.iterdir())) == 2


def test_a_module_that_borrows_facts_is_read_again_when_any_other_changes(tmp_path: Path, cache: Path) -> None:
    desk = but("id: shop\n", "id: desk\nlinks: [shop]\n", HEAD) + (
        "lessons: [{id: card, title: Card, text: Read this., facts: [F-3]}]\n"
    )
    root = write(tmp_path / "content", {"desk.yaml": desk})
    assert [problem.rule for problem in load(root, cache, "desk").problems] == ["unknown-link", "unknown-fact"]
    write(root, {"shop.yaml": SOUND})
    borrowed = load(root, cache, "desk").module
    assert borrowed is not None and borrowed.facts["F-3"].statement.say("en") == "Ask before you show."
    write(root, {"shop.yaml": but("Ask before you show.", "Look before you ask.")})
    borrowed = load(root, cache, "desk").module
    assert borrowed is not None and borrowed.facts["F-3"].statement.say("en") == "Look before you ask."


def test_what_is_kept_is_a_line_of_two_fingerprints_and_json(root: Path, cache: Path) -> None:
    load(root, cache)
    first, _, rest = kept(cache).read_bytes().partition(b"\n")
    assert len(first.split()) == 2
    assert json.loads(rest)["module"]["head"]["id"] == "shop"


# What was made ready when the program was built


@pytest.fixture
def ready(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that was built with this module."""
    folder = tmp_path / "ready"
    monkeypatch.setattr(cached, "READY", folder)
    Library([root], None).make_ready(folder)
    return folder


def test_a_shipped_module_opens_no_yaml_even_the_first_time(root: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Library([root], None)._validated(Library([root], None)._survey[0]["shop"])
    monkeypatch.setattr(document, "MAX_BYTES", 0)
    first = load(root, None)
    assert first.module is not None and first.problems == fresh[1] == []


def test_what_is_ready_holds_for_the_same_module_elsewhere(tmp_path: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed program keeps its modules in another place than the one it was built from."""
    moved = write(tmp_path / "elsewhere", {"shop.yaml": SOUND})
    monkeypatch.setattr(document, "MAX_BYTES", 0)
    assert load(moved, None).module is not None


@pytest.mark.parametrize("change", ["title", "program", "damaged"])
def test_what_is_ready_is_not_trusted_when_it_is_not_of_this_module(
    root: Path, ready: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if change == "title":
        write(root, {"shop.yaml": but("title: In the shop", "title: At the till")})
    elif change == "program":
        monkeypatch.setattr(cached, "program", lambda: "another")
    else:
        kept(ready).write_bytes(kept(ready).read_bytes()[:-1])
    monkeypatch.setattr(document, "MAX_BYTES", 0)  # whoever parses now finds every file too big
    assert load(root, None).module is None


def test_a_faulty_module_is_not_made_ready(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"shop.yaml": FAULTY, "sound.yaml": but("id: shop\n", "id: sound\n")})
    Library([root], None).make_ready(tmp_path / "ready")
    assert [path.name for path in (tmp_path / "ready").iterdir()] == ["sound.json"]


@pytest.mark.parametrize(
    "body", ["[]", "{}", "7", '{"module": {}, "problems": []}', '{"module": null, "problems": []}', "[" * 100_000]
)
def test_a_cache_that_somebody_signed_is_rebuilt_without_a_word(root: Path, cache: Path, body: str) -> None:
    """Its digest is right, and what it says is not what this program would have written."""
    fresh = load(root, cache)
    key = kept(cache).read_bytes().split(b" ")[0].decode()
    kept(cache).write_text(f"{key} {cached.fingerprint(body.encode())}\n{body}")
    assert load(root, cache) == fresh
    assert load(root, cache) == fresh
