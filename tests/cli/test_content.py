"""What authors get: content checked, listed, shown, exported, and its schemas."""

import json
from pathlib import Path
from typing import Any

import pytest

import cstrain
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import run
from tests.curriculum.authored import SOUND, but

CHECKOUT = Path(cstrain.__file__).parents[1]
WEAK = counter(2)
FAULTY = but("level: recall", "level: easy", but("rating: 5", "rating: 9"))
KINDS = {"choice", "multi", "order", "match", "number", "rate"}
# What scripts may rely on, beside what a kind adds of its own.
ITEM = {"id", "module", "kind", "level", "facts", "skills", "set", "prompt", "options", "correct"}
OPTION = {"id", "text", "feedback", "grade"}


@pytest.mark.parametrize(
    ("text", "flags", "code"),
    [(SOUND, [], 0), (WEAK, [], 0), (WEAK, ["--strict"], 3), (FAULTY, [], 3), (FAULTY, ["--strict"], 3)],
    ids=["sound", "weak", "weak, strict", "faulty", "faulty, strict"],
)
def test_a_check_exits_with_3_for_faults_and_when_strict_for_weaknesses(
    shelved: Shelve, text: str, flags: list[str], code: int
) -> None:
    shelved(**{"counter" if text is WEAK else "shop": text})
    for form in ([], ["--json"]):
        checked = run("content", "check", "counter" if text is WEAK else "shop", *flags, *form)
        assert (checked.code, checked.err) == (code, "")


def test_each_problem_is_a_line_with_its_place_item_figure_and_bound(shelved: Shelve) -> None:
    file = shelved(shop=FAULTY) / "shop.yaml"
    assert run("--lang", "en", "content", "check", "shop").out.splitlines() == [
        f"{file}:107:5: fault (seconds): level: easy is none of: recall, apply, judge",
        f"{file}:120:5: fault (replies): the rating of value is out of range [found 9, asked for 1-5]",
        "1 module checked: 2 faults, 0 weaknesses.",
    ]


def test_a_check_as_json_has_every_field_of_a_problem(shelved: Shelve) -> None:
    folder = shelved(shop=FAULTY)
    checked = json.loads(run("content", "check", "shop", "--json").out)
    assert (checked["format"], checked["modules"], len(checked["problems"])) == ("cstrain.check/1", 1, 2)
    assert checked["problems"][1] == {
        "rule": "rating",
        "severity": "S",
        "file": str(folder / "shop.yaml"),
        "line": 120,
        "column": 5,
        "path": ["items", 7, "options"],
        "item": "replies",
        "language": None,
        "figure": "9",
        "bound": "1-5",
        "details": {"id": "value"},
    }


def test_a_check_without_a_name_checks_everything_and_the_folders(shelved: Shelve) -> None:
    folder = shelved(shop=SOUND, counter=counter())
    (folder / "Not A Module.yaml").write_text("id: x")
    checked = run("--lang", "en", "content", "check")
    assert checked.code == 3
    assert "Not A Module.yaml: fault" in checked.out and "2 modules checked: 1 fault, " in checked.out


def test_the_figures_of_modules_are_told_beside_their_problems(shelved: Shelve) -> None:
    """With what each of them excepts from the rules, and why."""
    excepted = "order: 5\nexceptions: [{rule: option-lengths, item: promise, reason: One word says it.}]"
    shelved(shop=but("order: 5", excepted, but("text: Say yes and hope for the best", "text: Say yes")))
    assert run("--lang", "en", "content", "check", "--stats", "--strict", "shop").out.splitlines() == [
        "shop: 8 items",
        "   Kinds: choice 3, multi 1, order 1, match 1, number 1, rate 1",
        "   Levels: apply 5, judge 2, recall 1",
        "   Facts asked often enough: A 2/2, B 1/1",
        "   Items of use in twin sets: 2/7 (29%)",
        "   Key as written, first to last of 3 options: 2, 1, 0",
        "   Key is the longest of 3 options: en 50%",
        "   Sentences (en): 10.3 words on average, 19 of 20 at most 18; reading grade 2.8",
        "   Excepted: option-lengths (promise), 1 weakness: One word says it.",
        "1 module checked: 0 faults, 0 weaknesses.",
    ]
    told = json.loads(run("content", "check", "--stats", "--json", "shop").out)
    assert (told["format"], told["problems"]) == ("cstrain.check/1", [])
    assert told["exceptions"] == [
        {"module": "shop", "rule": "option-lengths", "item": "promise", "reason": "One word says it.", "weaknesses": 1}
    ]
    (figures,) = told["figures"]
    assert (figures["module"], figures["facts"]["A"], figures["twins"]) == ("shop", {"asked": 2, "of": 2}, {"items": 2, "of": 7})
    assert (figures["key_positions"], figures["key_longest"][0]["items"]) == ({"3": [2, 1, 0]}, 3)
    assert figures["readability"]["en"]["sentences"] > 40
    indonesian = run("--lang", "id", "content", "check", "--stats", "shop").out
    assert "Dikecualikan: option-lengths (promise)" in indonesian and "10,3 kata" in indonesian


def test_without_being_asked_for_figures_are_not_told(shelved: Shelve) -> None:
    shelved(shop=SOUND)
    assert set(json.loads(run("content", "check", "--json").out)) == {"format", "modules", "problems"}


def test_a_module_named_twice_is_checked_once(shelved: Shelve) -> None:
    shelved(shop=SOUND)
    assert run("--lang", "en", "content", "check", "shop", "sho").out == "1 module checked: 0 faults, 0 weaknesses.\n"


def test_a_problem_is_told_in_indonesian_too(shelved: Shelve) -> None:
    shelved(shop=FAULTY)
    english, indonesian = (run("--lang", language, "content", "check", "shop").out.splitlines() for language in ("en", "id"))
    assert not set(english) & set(indonesian)


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\u202eb", "[/x]", "{0}"])
def test_what_an_author_wrote_reaches_no_terminal_raw(shelved: Shelve, text: str) -> None:
    """Text with control characters is a fault, and a fault is told without them."""
    folder = shelved(shop=but("title: In the shop", f"title: {json.dumps(text)}\n{json.dumps(text)}: 1"))
    (folder / f"{text.replace('/', '-')}.yaml").write_text("id: x")
    for command in (["content", "check"], ["modules"], ["quiz", "shop", "--as", "Sari"]):
        told = run(*command)
        assert not {"\x1b", "\u202e"} & set(told.out + told.err)
        assert "Traceback" not in told.err


def test_items_are_listed_one_a_line_for_people_and_scripts(shelved: Shelve) -> None:
    shelved(shop=SOUND, counter=counter())
    lines = run("content", "list", "shop").out.splitlines()
    assert lines[0] == "shop\tshy\tchoice\tapply\topenings\tF-1,F-2"
    assert {line.split("\t")[2] for line in lines} == KINDS
    assert lines == [line for line in run("content", "list").out.splitlines() if line.startswith("shop\t")]
    listed = json.loads(run("content", "list", "shop", "--json").out)
    assert listed["format"] == "cstrain.item-list/1"
    first = {"id": "shy", "module": "shop", "kind": "choice", "level": "apply", "set": "openings"}
    assert listed["items"][0] == first | {"facts": ["F-1", "F-2"], "skills": ["talk"]}


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("shy", ["shop/shy (choice, apply, F-1, F-2)", "Twin set: openings", "Stay near and wait for a sign [key", "Note: No"]),
        ("promise", ["Tell her two days and offer a loan [key, grade 3]", "[grade 2]", "[grade 0, critical]"]),
        ("signs", ["2. She holds up two boxes [key", "3. She reads on her phone"]),
        ("steps", ["1. Hear him out", "3. Offer a new one", "The offer comes last"]),
        ("customers", ["A shy student - I am here if you need me", "4. This offer ends today"]),
        ("seconds", ["1. 5 seconds [key", "2. 30 seconds", "So says the article", "names a much shorter time"]),
        ("replies", ["rating 5", "rating 1", "Honest and calm"]),
        ("shop/replies", ["shop/replies (rate, judge, F-2)"]),
    ],
)  # fmt: skip
def test_an_item_is_shown_whole_with_its_keys_and_sources(shelved: Shelve, item: str, shown: list[str]) -> None:
    shelved(shop=SOUND)
    told = run("--lang", "en", "content", "show", item)
    assert told.code == 0
    assert [part for part in shown if part not in told.out] == []


def test_an_item_is_shown_in_the_language_of_the_run(shelved: Shelve) -> None:
    shelved(counter=counter())
    assert "Pertanyaan nomor 1?" in run("--lang", "id", "content", "show", "question-1").out


def test_the_export_has_every_item_in_the_shape_of_the_contract(shelved: Shelve) -> None:
    shelved(shop=SOUND, counter=counter())
    exported = json.loads(run("content", "export", "--format", "json").out)
    assert (exported["format"], exported["roleplays"]) == ("cstrain.items/1", [])
    items: list[dict[str, Any]] = exported["items"]
    assert {item["module"] for item in items} == {"shop", "counter"}
    for item in items:
        assert set(item) >= ITEM and item["kind"] in KINDS
        ids = [option["id"] for option in item["options"]]
        assert item["correct"] and set(item["correct"]) <= set(ids)
        for option in item["options"]:
            assert set(option) >= OPTION
            assert set(option["text"]) == set(item["prompt"])
            assert option["feedback"] is None or set(option["feedback"]) == set(item["prompt"])


@pytest.mark.parametrize(
    ("id", "correct", "set_"),
    [
        ("shy", ["near"], "openings"),
        ("promise", ["truth"], None),
        ("signs", ["looks", "holds"], None),
        ("steps", ["listen", "test", "solve"], None),
        ("customers", ["shy", "regular", "lost"], None),
        ("seconds", ["5"], None),
        ("replies", ["value"], None),
    ],
)
def test_the_export_says_what_is_correct(shelved: Shelve, id: str, correct: list[str], set_: str | None) -> None:
    shelved(shop=SOUND)
    (item,) = [item for item in json.loads(run("content", "export").out)["items"] if item["id"] == id]
    assert (item["correct"], item["set"]) == (correct, set_)


def test_the_schemas_beside_the_content_are_current(home: Path, tmp_path: Path) -> None:
    """After a change of the models: cstrain content schema --out content/schema"""
    written = run("content", "schema", "--out", tmp_path / "schema")
    assert written.code == 0
    folder = CHECKOUT / "content" / "schema"
    names = {Path(line).name for line in written.out.splitlines()}
    assert names == {path.name for path in folder.iterdir()}
    for name in sorted(names):
        assert (folder / name).read_text(encoding="utf-8") == (tmp_path / "schema" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["module", "facts", "lessons", "items", "roleplay"])
def test_a_schema_is_printed_as_json(home: Path, kind: str) -> None:
    printed = run("content", "schema", kind)
    assert printed.code == 0
    assert json.loads(printed.out)["$schema"].startswith("https://json-schema.org/")


def test_packs_and_folders_add_modules_without_touching_the_program(home: Path, tmp_path: Path) -> None:
    (home / "packs").mkdir()
    (home / "packs" / "counter.yaml").write_text(counter(1), encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "till.yaml").write_text(counter(1, id="till"), encoding="utf-8")
    assert "counter" in run("modules").out and "till" not in run("modules").out
    assert run("--content", tmp_path / "more", "quiz", "till", "--as", "Sari", answers=[RIGHT]).code == 0
