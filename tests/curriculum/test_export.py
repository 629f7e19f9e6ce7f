"""cstrain.items/1 (commands.md): every kind of item in one shape, and core types rebuilt from plain data without loss."""

import json
from pathlib import Path
from typing import Any

import pytest

from cstrain.core.items import KINDS, Item
from cstrain.core.localised import Localised
from cstrain.core.value import replace
from cstrain.curriculum import assemble
from cstrain.curriculum.export import item_json, items_json, plain
from cstrain.curriculum.library import Library
from tests.curriculum.authored import SOUND, write
from tests.making import choice, match, module, multi, number, order, rate, text

EVERY_KIND: list[Item] = [
    choice(grades=(3, 0, 0), facts=("F-1",), twin_set="openings"),
    choice("graded", grades=(3, 2, 0), situational=True, critical=2),
    multi(),
    order(),
    match(),
    number(others=(10, 2.5), tolerance=0.5),
    replace(number("priced"), unit=text("rupiah")),
    rate(),
]


def said(words: str) -> dict[str, str]:
    return {"id": f"{words} (id)", "en": f"{words} (en)"}


def option(id: str, text: str, feedback: str | None, grade: int | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "text": said(text), "feedback": said(feedback) if feedback else None, "grade": grade, **more}


def pair(id: str) -> dict[str, Any]:
    return option(id, f"right {id}", f"feedback {id}", left=said(f"left {id}"), right=said(f"right {id}"))


def figure(value: int, feedback: str, *, key: bool) -> dict[str, Any]:
    plainly = {"id": f"{value}", "en": f"{value}"}
    return {"id": f"{value}", "text": plainly, "feedback": said(feedback), "grade": None, "value": value, "key": key}


@pytest.mark.parametrize(
    ("item", "options", "correct"),
    [
        (
            choice(grades=(0, 3, 0)),
            [option(id, f"option {n}", f"feedback {n}", critical=False) for n, id in enumerate("abc")],
            ["b"],
        ),
        (
            choice(grades=(3, 1, 0), situational=True, critical=2),
            [option("abc"[n], f"option {n}", f"feedback {n}", (3, 1, 0)[n], critical=n == 2) for n in range(3)],
            ["a"],
        ),
        (multi(keys="bd"), [option(id, id, f"feedback {id}", key=id in "bd") for id in "abcd"], ["b", "d"]),
        (order(steps="cab"), [option(id, id, f"feedback {id}") for id in "cab"], ["c", "a", "b"]),
        (match(pairs="abc", extras="x"), [*map(pair, "abc"), option("x", "x", None)], ["a", "b", "c"]),
        (number(key=5, others=(10,)), [figure(5, "right", key=True), figure(10, "not 10", key=False)], ["5"]),
        (
            rate(ratings=(5, 1, 5)),
            [option("abc"[n], f"reply {n}", f"feedback {n}", rating=(5, 1, 5)[n]) for n in range(3)],
            ["a", "c"],
        ),
    ],
)
def test_an_item_of_each_kind(item: Item, options: list[dict[str, Any]], correct: list[str]) -> None:
    assert item_json(module(item), item) == {
        "id": item.id,
        "module": "welcome",
        "kind": item.kind,
        "level": "apply",
        "facts": [],
        "skills": [],
        "set": None,
        "prompt": said(f"prompt of {item.id}"),
        "options": options,
        "correct": correct,
        "content_hash": f"hash of {item.id}",
    }


def test_what_an_item_belongs_to_is_written_with_it() -> None:
    item = replace(choice(facts=("F-1", "F-2"), twin_set="openings"), skills=("talk",))
    written = item_json(module(item, id="desk"), item)
    assert (written["module"], written["facts"], written["skills"], written["set"]) == (
        "desk",
        ["F-1", "F-2"],
        ["talk"],
        "openings",
    )


def test_a_figure_is_shown_with_its_unit() -> None:
    item = replace(number(key=5, others=()), unit=Localised({"id": "detik", "en": "seconds"}))
    assert item_json(module(item), item)["options"][0]["text"] == {"id": "5 detik", "en": "5 seconds"}


def test_a_price_is_written_out() -> None:
    item = replace(number(key=1_500_000, others=()), unit=Localised({"id": "rupiah", "en": "rupiah"}))
    assert item_json(module(item), item)["options"][0]["text"]["en"] == "1500000 rupiah"


def test_all_items_of_all_modules_are_written_in_their_order() -> None:
    one, two = module(choice("b"), choice("a"), id="one"), module(rate("r"), id="two")
    written = items_json([two, one])
    assert list(written) == ["format", "items", "roleplays"]
    assert written["format"] == "cstrain.items/1"
    assert [(item["module"], item["id"]) for item in written["items"]] == [("two", "r"), ("one", "b"), ("one", "a")]
    assert items_json([]) == {"format": "cstrain.items/1", "items": [], "roleplays": []}


def test_every_key_named_is_an_option_and_all_of_it_is_json(tmp_path: Path) -> None:
    written = items_json([Library([write(tmp_path, {"shop.yaml": SOUND})], None).module("shop")])
    assert json.loads(json.dumps(written)) == written
    assert {item["kind"] for item in written["items"]} == set(KINDS)
    for item in written["items"]:
        assert item["correct"]
        assert set(item["correct"]) <= {option["id"] for option in item["options"]}


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.id)
def test_an_item_comes_back_from_its_plain_form(item: Item) -> None:
    """Also after it has been JSON: that is how the cache keeps it."""
    kept = json.loads(json.dumps({**plain(item), "kind": item.kind}))
    assert assemble.item(kept) == item


def test_a_module_comes_back_from_its_plain_form(tmp_path: Path) -> None:
    """Every field of every part; what is worked out (a lesson's missing check, sets) included."""
    found = Library([write(tmp_path, {"shop.yaml": SOUND})], None).module("shop")
    whole = plain(found)
    assert (found.id, found.languages, found.order, found.links) == ("shop", ("en",), 5, ())
    assert plain(found.policy) == {
        "pass_mark": 70, "graded_attempts": 3, "items_per_quiz": 3, "time_limit_minutes": None, "valid_days": 365,
    }  # fmt: skip
    head = {
        **{key: whole[key] for key in ("id", "languages", "title", "summary", "objectives", "policy", "order", "links")},
        "skills": {id: plain(name) for id, name in found.skills.items()},
    }
    again = assemble.module(
        {
            "head": head,
            "version": found.version,
            "facts": [plain(fact) for fact in found.facts.values()],
            "lessons": [plain(lesson) for lesson in found.lessons],
            "items": [{**plain(item), "kind": item.kind} for item in found.items.values()],
        }
    )
    assert again == found


def test_a_lesson_without_a_check_has_none() -> None:
    lesson: dict[str, Any] = {"id": "card", "title": {"en": "Card"}, "text": {"en": "Read."}, "facts": [], "check": None}
    head = {**plain(module()), "skills": {}}
    built = assemble.module({"head": head, "version": "v", "facts": [], "lessons": [lesson], "items": []})
    assert built.lessons[0].check == ""
