"""Modules by name: found, loaded whole or refused, with the facts they borrow and the hashes that records keep."""

import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.module import Module
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library, content_hash
from cstrain.curriculum.shelf import MAX_BYTES
from cstrain.errors import ContentFaulty, ExitCode, UnknownModule
from tests.curriculum.authored import FACTS, HEAD, ITEMS, LESSONS, SOUND, but, found, write

WORDS = st.text("abc é日")


def sound(tmp_path: Path, text: str = SOUND) -> Module:
    return Library([write(tmp_path, {"shop.yaml": text})], None).module("shop")


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("care", "care"),
        ("care-more", "care-more"),
        ("care-", "care-more"),
        ("ph", "phone-calls"),
        ("PHONE", "phone-calls"),
        ("CARE", "care"),
        ("3", "3s"),
    ],
)
def test_a_module_goes_by_its_id_or_by_a_beginning_that_is_its_alone(tmp_path: Path, wanted: str, id: str) -> None:
    root = write(tmp_path, {f"{each}.yaml": "" for each in ("care", "care-more", "phone-calls", "3s")})
    assert Library([root], None).find(wanted) == id


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("ca", ("care", "care-more")),
        ("phone-cals", ("phone-calls",)),
        ("cair", ("care",)),
        ("Phone-Callz", ("phone-calls",)),
        ("zzzzzz", ()),
        ("", ()),
    ],
)
def test_a_name_that_means_no_one_module_is_told_with_what_comes_near(tmp_path: Path, wanted: str, near: tuple[str, ...]) -> None:
    root = write(tmp_path, {f"{each}.yaml": "" for each in ("care", "care-more", "phone-calls", "3s")})
    with pytest.raises(UnknownModule) as raised:
        Library([root], None).find(wanted)
    assert (raised.value.near, raised.value.available) == (near, ("3s", "care", "care-more", "phone-calls"))


def test_a_faulty_module_is_refused_with_the_number_of_its_faults_and_the_place_of_the_first(tmp_path: Path) -> None:
    root = write(tmp_path, {"shop.yaml": but("tolerance: 0.5", "tolerance: -1", but("check: shy", "check: sly"))})
    with pytest.raises(ContentFaulty) as raised:
        Library([root], None).module("shop")
    assert (raised.value.module, raised.value.faults, raised.value.exit_code) == ("shop", 2, ExitCode.CONTENT)
    assert raised.value.first == f"{root / 'shop.yaml'}:23:5"


def test_a_weakness_keeps_no_module_from_being_used(tmp_path: Path) -> None:
    """A trainer's first module runs at once; what could be better is told by a check."""
    root = write(tmp_path, {"shop.yaml": but("text: Say yes and hope for the best", "text: Yes")})
    assert Library([root], None).load("shop").module is not None
    assert [rule for rule, _, _ in found(check(Library([root], None), ["shop"]))] == ["option-lengths"]


def test_a_check_of_everything_also_tells_what_belongs_to_no_module(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": SOUND, "desk.yaml": "", "Bad.yaml": ""})], None)
    assert found(check(library, ["shop"])) == []
    assert found(check(library, ["desk"])) == [("empty-file", 1, 1)]
    assert found(check(library, library.ids)) == [("bad-module-name", 0, 0), ("empty-file", 1, 1)]


# Links: facts that stand in another module


DESK = (but("id: shop\n", "id: desk\nlinks: [shop]\n", HEAD) + LESSONS.replace("check: shy", "check: promise") + ITEMS).replace(
    "F-4", "F-9"
)
DESK += "facts: [{id: F-9, group: G-own, tier: C, kind: claim, provenance: practice, statement: Our own., source: Practice}]\n"


def test_a_module_may_use_the_facts_of_those_it_links_and_takes_along_what_it_uses(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": SOUND, "desk.yaml": DESK})], None)
    desk, shop = library.module("desk"), library.module("shop")
    assert list(desk.facts) == ["F-9", "F-1", "F-2", "F-3"]
    assert [desk.facts[id] for id in ("F-1", "F-2", "F-3")] == [shop.facts[id] for id in ("F-1", "F-2", "F-3")]


def test_its_own_fact_goes_before_a_borrowed_one_of_the_same_id(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": SOUND, "desk.yaml": DESK.replace("F-9", "F-4")})], None)
    assert library.module("desk").facts["F-4"].statement.say("en") == "Our own."


def test_two_modules_may_link_each_other(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": but("order: 5", "links: [desk]"), "desk.yaml": DESK})], None)
    assert library.module("desk").links == ("shop",)
    assert library.module("shop").links == ("desk",)


def test_facts_may_be_borrowed_from_a_folder(tmp_path: Path) -> None:
    """Also from one whose items are faulty: what is borrowed is sound."""
    files = {"shop/module.yaml": HEAD, "shop/facts.yaml": FACTS, "shop/items.yaml": "items: 5", "desk.yaml": DESK}
    library = Library([write(tmp_path, files)], None)
    assert library.load("shop").module is None
    assert library.module("desk").facts["F-3"].tier == "B"


@pytest.mark.parametrize("statement", [r'"\e[31mAsk."', "'<b>Ask</b>'", r'"Ask\u202e."', "{id: Tanya.}"])
def test_a_borrowed_fact_is_as_sound_as_an_own_one(tmp_path: Path, statement: str) -> None:
    """Content is not trusted, whichever file it comes from: a faulty fact does not get in by way of a link."""
    root = write(tmp_path, {"shop.yaml": but("statement: Ask before you show.", f"statement: {statement}"), "desk.yaml": DESK})
    loaded = Library([root], None).load("desk")
    assert found(loaded.problems) == [("faulty-link", 2, 9)]
    assert loaded.module is None


@pytest.mark.parametrize(
    "facts", ["facts: [", "facts: 5", "", but("tier: B", "tier: Z", FACTS), but("id: F-3", "id: F 3", FACTS)]
)
def test_who_borrows_from_a_faulty_module_is_not_blamed_for_its_facts(tmp_path: Path, facts: str) -> None:
    """The link is told, and not each item that names a fact which cannot be read."""
    root = write(tmp_path, {"shop/module.yaml": HEAD, "shop/facts.yaml": facts, "desk.yaml": DESK})
    assert found(Library([root], None).load("desk").problems) == [("faulty-link", 2, 9)]


def test_borrowed_facts_are_asked_in_their_own_module_and_counted_there(tmp_path: Path) -> None:
    """No rule on coverage speaks of facts that stand elsewhere."""
    library = Library([write(tmp_path, {"shop.yaml": SOUND, "desk.yaml": DESK})], None)
    assert check(library, ["desk"]) == []


# Content hashes: what a record keeps beside the item's id


CHANGES = {
    "a typo in the prompt": ("What do you do first?", "What do you do furst?"),
    "a typo in an option of the set": ("Stay near and wait for a sign", "Stay near and wait for a sing"),
    "a typo in a feedback": ("She feels free to look", "She feels fre to look"),
    "another fact": ("facts: [F-1, F-2]", "facts: [F-1, F-3]"),
    "another skill": ("facts: [F-1, F-2]\n    skills: [talk]", "facts: [F-1, F-2]\n    skills: []"),
    "another level": ("set: openings\n    level: apply\n    prompt: Ani", "set: openings\n    level: judge\n    prompt: Ani"),
    "a critical option": ("{id: fast, feedback: She", "{id: fast, critical: true, feedback: She"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_an_item_changes_its_hash_and_that_of_the_module(tmp_path: Path, change: str) -> None:
    before, after = sound(tmp_path), sound(tmp_path, but(*CHANGES[change]))
    changed = {id for id in before.items if before.items[id].content_hash != after.items[id].content_hash}
    assert changed == ({"shy", "hurried"} if "set" in change else {"shy"})
    assert before.version != after.version


def test_a_change_of_the_key_changes_the_hash(tmp_path: Path) -> None:
    text = but("{id: near, key: true, feedback: She", "{id: near, feedback: She")
    text = but("{id: talk, feedback: She", "{id: talk, key: true, feedback: She", text)
    assert sound(tmp_path).items["shy"].content_hash != sound(tmp_path, text).items["shy"].content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: holds, text: She holds up two boxes, key: true,", "{key: true, text: She holds up two boxes, id: holds,"),
        ("kind: multi\n    level: apply", "level: apply\n    kind: multi"),
        ("order: 5\n", "# a remark\n\norder: 5\n"),
        ("title: In the shop", "title: {en: '  In the shop  '}"),
        ("order: 5\n", "order: 5\nlinks: []\n"),
        ("tolerance: 0.5", "tolerance: 5e-1"),
    ],
)
def test_the_order_of_keys_and_the_way_of_writing_change_no_hash(tmp_path: Path, old: str, new: str) -> None:
    assert sound(tmp_path, but(old, new)) == sound(tmp_path)


@given(st.dictionaries(WORDS, WORDS | st.integers() | st.lists(WORDS)))
def test_a_hash_is_that_of_the_content_in_whatever_order(content: dict[str, object]) -> None:
    backwards = dict(reversed(content.items()))
    assert content_hash(backwards) == content_hash(content)
    assert content_hash({**content, "more": 1}) != content_hash({**content, "more": 2})
    assert len(content_hash(content)) == 32


# Where files lie and how big they are


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read is at hand on Linux")
def test_a_file_that_cannot_be_read_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"shop/module.yaml": HEAD})
    (root / "shop" / "items.yaml").symlink_to("/proc/self/mem")
    (root / "desk.yaml").symlink_to("/proc/self/mem")
    for _ in range(2):
        library = Library([root], tmp_path / "cache")
        for id in library.ids:
            (problem,) = library.load(id).problems
            assert (problem.rule, problem.details) == ("unreadable", {"reason": "Input/output error"})


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_in_a_module_s_folder_is_a_fault_and_never_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    root = write(tmp_path / "content", {"shop/module.yaml": HEAD})
    make(root / "shop" / "items.yaml")
    make(root / "desk.yaml")
    library = Library([root], tmp_path / "cache")
    assert found(library.load("shop").problems) == [("not-a-file", 0, 0)]
    assert make is Path.mkdir or found(library.load("desk").problems) == [("not-a-file", 0, 0)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are always text")
def test_a_folder_whose_name_is_no_text_is_a_folder(tmp_path: Path) -> None:
    """Paths are bytes on Linux; an old disk has names in other encodings."""
    root = write(tmp_path / os.fsdecode(b"caf\xe9"), {"shop.yaml": SOUND, "desk.yaml": ""})
    for _ in range(2):
        library = Library([root], tmp_path / "cache")
        assert library.module("shop").id == "shop"
        assert found(library.load("desk").problems) == [("empty-file", 1, 1)]


def test_a_module_with_the_longest_name_a_disk_takes_is_no_crash(tmp_path: Path) -> None:
    library = Library([write(tmp_path / "content", {"a" * 250 + "/module.yaml": HEAD})], tmp_path / "cache")
    assert [library.load(id).module for id in library.ids] in ([], [None])


def test_a_huge_file_is_refused_without_being_held_in_memory(tmp_path: Path) -> None:
    path = write(tmp_path, {"shop.yaml": SOUND}) / "shop.yaml"
    os.truncate(path, 10 * MAX_BYTES)
    tracemalloc.start()
    try:
        problems = Library([tmp_path], tmp_path / "cache").load("shop").problems
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found(problems) == [("file-too-big", 0, 0)]
    assert peak < 3 * MAX_BYTES
