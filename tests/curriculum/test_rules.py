"""The check itself is checked: every rule has a small module that breaks it and one, near it, that does not."""

import ast
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import cstrain
from cstrain.cli.render.problems import SENTENCES, problem_line
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import MAX_KEPT, Severity
from cstrain.curriculum.rules import EVERY, OF_A_MODULE, OF_A_ROLEPLAY
from cstrain.curriculum.shelf import MAX_BYTES
from tests.curriculum.authored import BOTH, FACTS, HEAD, ITEMS, LESSONS, SOUND, but, write

# A module "shop" as the text of its file, as the files of a content folder, or put there by hand.
Made = str | bytes | Mapping[str, str | bytes] | Callable[[Path], object]

NOON = "text: Say yes and hope for the best"
TITLE = "title: In the shop"
SCENE = "prompt: Eko comes back with a lamp"
ASKED = "prompt: Dewi stands in front of the shelf for a while. Which two signs tell you that she wants to be asked?"
SECONDS = "first impression?\n    facts: [F-1]"
F_3 = "{id: F-3, group: G-open, tier: B, kind: principle"
UNASKED = HEAD + FACTS + LESSONS + ITEMS.replace("[F-2, F-3]", "[F-2]").replace("[F-3]", "[F-2]")
TEXTS = "text: {id: Tunggu sebentar ya, en: Please wait a moment}"
TWO = "title: {id: Di toko, en: In the shop}"


USUAL: dict[str, Callable[[int], Any]] = {
    "prompt": "Guest {0} has {0} wishes. What now?".format,
    "level": lambda n: "apply",
    "texts": lambda n: [f"Take box {n}", f"Show bag {n}", f"Give cup {n}"],
    "key": lambda n: n % 3,
    "grades": lambda n: None,
    "set": lambda n: None,
}


def bank(items: int = 40, id: str = "shop", **how: Callable[[int], Any]) -> str:
    """A module of this many items of three options each. By the item's number: `prompt`, `level`, `texts` of the options, the
    place of the `key`, or `grades`, and the twin `set`."""
    given = {**USUAL, **how}
    written: list[dict[str, Any]] = []
    for number in range(items):
        texts = given["texts"](number)
        grades = given["grades"](number)
        key = given["key"](number)
        options = [
            {
                "id": f"o{place}",
                "text": text,
                "feedback": "Well.",
                **({"grade": grades[place]} if grades else {"key": place == key}),
            }
            for place, text in enumerate(texts)
        ]
        prompt = given["prompt"](number)
        written.append(
            {
                "id": f"i{number}",
                "kind": "choice",
                "level": given["level"](number),
                "prompt": prompt,
                "options": options,
            }
        )
        if twin := given["set"](number):
            for option in options:
                del option["text"]
            written[-1]["set"] = twin
    sets = [
        {
            "id": twin,
            "options": [{"id": f"o{place}", "text": f"{word} {twin}"} for place, word in enumerate(("Go", "Ask", "Give"))],
        }
        for twin in dict.fromkeys(item["set"] for item in written if "set" in item)
    ]
    return json.dumps({"id": id, "languages": ["en"], "title": "T", "summary": "S", "sets": sets, "items": written})


# What the cases below say more than once.
LINKED = but("order: 5", "order: 5\nlinks: [desk]")
RECALLED = but(SECONDS, "first impression?\n    facts: [F-1, F-3]", UNASKED)
EVEN = ["Take the small box now", "Show the small box now", "Give the small box now"]
COMPLAINT = "Guest {} is complaining. What now?"
VALUE = "A reason that he can check helps him to decide and\n          nobody has been talked down to."
AGREE = "Honest and calm but he still does not know why he should buy\n          the tea here."


def uneven(number: int) -> list[str]:
    return [f"Take the small box {number}", "Take box", f"Take a big box {number}"]


def worded(key: str, other: str) -> Callable[[int], list[str]]:
    """Options whose key, in its turn, begins with one word and whose distractors with another."""
    return lambda n: [f"{key if place == n % 3 else other} box {n}{place}" for place in range(3)]


def cards(*said: str, language: str = "en") -> str:
    lessons = [{"id": f"c{n}", "title": "Card", "text": text} for n, text in enumerate(said)]
    return json.dumps({"id": "shop", "languages": [language], "title": "T", "summary": "S", "lessons": lessons})


def link(target: str) -> Callable[[Path], object]:
    return lambda root: (root / "shop.yaml").symlink_to(target)


def folder(**files: str) -> dict[str, str]:
    parts = {"module": HEAD, "facts": FACTS, "lessons": LESSONS, "items": ITEMS}
    return {
        f"shop/{name.replace('_', '.')}": text for name, text in {**{f"{k}_yaml": v for k, v in parts.items()}, **files}.items()
    }


# Rule -> what breaks it, and what does not where that is not the sound module.
CASES: dict[str, tuple[Made, Made]] = {
    # files and folders
    "not-a-file": (link("/dev/null"), SOUND),
    "unreadable": (link("/proc/self/mem"), SOUND),
    "file-too-big": (SOUND + "#" * MAX_BYTES, SOUND + "#" * 1_000),
    "not-utf8": (SOUND.encode("utf-16"), SOUND.encode("utf-8-sig")),
    "empty-file": ("# nothing yet", SOUND),
    "no-module-file": ({"shop/items.yaml": ITEMS}, folder()),
    "stray-file": (folder(item_yaml=ITEMS), folder(notes_txt="")),
    "bad-module-name": ({"My Shop.yaml": SOUND}, {"my-shop.yaml": SOUND}),
    "module-twice": ({"shop.yaml": SOUND, "shop/module.yaml": HEAD}, {"shop.yaml": SOUND, "desk.yaml": SOUND}),
    "more-problems": (SOUND + "  - 1\n" * (MAX_KEPT + 1), SOUND + "  - 1\n" * MAX_KEPT),
    # YAML
    "yaml-syntax": ("id: shop: now", SOUND),
    "yaml-character": (SOUND + "# \x00", SOUND + "# é"),
    "yaml-alias": (but(TITLE, "title: &a In the shop"), but(TITLE, "title: In & out")),
    "yaml-merge": (but(TITLE, f"{TITLE}\n<<: {{order: 1}}"), SOUND),
    "yaml-tag": (but(TITLE, "title: !!str In the shop"), but(TITLE, "title: In the shop!")),
    "yaml-documents": (SOUND + "---\n", "---\n" + SOUND),
    "yaml-key": (but(TITLE, f"{TITLE}\n[a]: b"), SOUND),
    "yaml-depth": ("[" * 21 + "]" * 21, "[" * 20 + "]" * 20),
    "yaml-values": ("[" + "1," * 400_001 + "]", SOUND),
    "duplicate-key": (but(TITLE, f"{TITLE}\nid: shop"), SOUND),
    # shape
    "missing-key": (but(f"{TITLE}\n", ""), SOUND),
    "unknown-key": (but("order: 5", "odrer: 5"), SOUND),
    "unknown-kind": (but("kind: multi", "kind: many"), SOUND),
    "missing-kind": (but("    kind: multi\n", ""), SOUND),
    "not-one-of": (but("level: recall", "level: easy"), SOUND),
    "not-text": (but(TITLE, "title: 3"), but(TITLE, "title: '3'")),
    "not-true-or-false": (but("critical: true", "critical: Ya"), SOUND),
    "not-a-number": (but("order: 5", "order: five"), SOUND),
    "not-a-list": (but("objectives: [Open a talk with words that fit]", "objectives: {a: b}"), SOUND),
    "not-a-mapping": (SOUND + "  - 1\n", SOUND),
    "bad-id": (but("id: steps", "id: The Steps"), but("id: steps", "id: the-steps")),
    "empty-text": (but(TITLE, "title: ''"), SOUND),
    "out-of-range": (but("pass_mark: 70", "pass_mark: 101"), but("pass_mark: 70", "pass_mark: 100")),
    "entry-too-big": (SOUND + f"  - [{'1,' * 2_001}]\n", SOUND),
    # texts
    "plain-text": (but(TWO, "title: In the shop", BOTH), BOTH),
    "missing-language": (but(TWO, "title: {en: In the shop}", BOTH), BOTH),
    "extra-language": (but(TITLE, "title: {id: Di toko, en: In the shop}"), but(TITLE, "title: {en: In the shop}")),
    "control-character": (but(TITLE, r'title: "In\tthe shop"'), SOUND),
    "several-paragraphs": (but(TITLE, r'title: "In\n\nthe shop"'), SOUND),
    "markup": (but(TITLE, "title: In <b>the</b> shop"), but(TITLE, "title: 3 < 5 > 2")),
    "long-text": (but(TITLE, "title: " + "x" * 5_001), but(TITLE, "title: " + "x" * 5_000)),
    # structure
    "id-not-file": (but("id: shop", "id: shops"), SOUND),
    "duplicate-id": (but("id: steps", "id: signs"), SOUND),
    "unknown-item": (but("check: shy", "check: bold"), SOUND),
    "unknown-fact": (but(SECONDS, "first impression?\n    facts: [F-9]"), SOUND),
    "unknown-skill": (but("skills: {talk:", "skills: {walk:"), SOUND),
    "unknown-set": (but("id: openings", "id: closings"), SOUND),
    "unknown-link": (LINKED, {"shop.yaml": LINKED, "desk.yaml": but("id: shop", "id: desk")}),
    "faulty-link": ({"shop.yaml": LINKED, "desk.yaml": "facts: 5"}, SOUND),
    "set-stems": (HEAD + FACTS + ITEMS[: ITEMS.index("  - id: hurried")], SOUND),
    "set-options": (but("{id: talk, text: Begin", "{id: chat, text: Begin"), SOUND),
    "set-text": (but("{id: near, key: true,", "{id: near, text: Stay, key: true,"), SOUND),
    "facts-of-item": (but(SECONDS, "first impression?\n    facts: []"), SOUND),
    "options-count": (but("  - id: signs", "      - {id: no, text: No, grade: 0, feedback: No.}\n" * 3 + "  - id: signs"), SOUND),
    "keys-count": (but("{id: near, key: true,", "{id: near,"), SOUND),
    "critical-key": (but("{id: near, key: true,", "{id: near, key: true, critical: true,"), SOUND),
    "figure-in-tolerance": (but("tolerance: 0.5", "tolerance: 25"), but("tolerance: 0.5", "tolerance: 24.9")),
    "tolerance": (but("tolerance: 0.5", "tolerance: -0.5"), SOUND),
    "rating": (but("rating: 5", "rating: 6"), SOUND),
    "key-or-grade": (but("{id: near, key: true,", "{id: near, key: true, grade: 3,"), SOUND),
    "best-grade": (but("grade: 2", "grade: 3"), SOUND),
    "middle-grade": (but("grade: 2", "grade: 0"), but("grade: 2", "grade: 1")),
    # quality of a module
    "option-lengths": (but(NOON, "text: Say yes to her"), but(NOON, "text: Say yes to the man")),
    "all-or-none": (but(NOON, "text: Do all of these things now"), but(NOON, "text: Do all that can be done now")),
    "option-endings": (but(NOON, f"{NOON}."), SOUND),
    "option-capitals": (but(NOON, "text: say yes and hope for the best"), SOUND),
    "same-options": (but(NOON, "text: Offer a loan and tell her two days"), SOUND),
    "short-feedback": (but("fast, feedback: She shakes", "fast, feedback: a b c d e f g h i j k l m n o p q r s t} #"), SOUND),
    "same-feedback": (but(AGREE, VALUE), SOUND),
    "no-scene": (
        but(ASKED, "prompt: Dewi waits. Which signs call for you here now?"),
        but(ASKED, "prompt: Dewi waits at the shelf. Which two of these signs call you?"),
    ),
    "negative-capitals": (
        but(SCENE, "prompt: Which step is not the first? Which of these steps is not yours when Eko comes back? #"),
        but(SCENE, "prompt: Which step is it not? Which of these steps is NOT yours when Eko comes back? #"),
    ),
    "figures-order": (but("{value: 5,", "{value: 50,"), SOUND),
    "recall-share": (
        bank(10, level=lambda n: "recall" if n < 6 else "apply"),
        bank(10, level=lambda n: "recall" if n < 5 else "apply"),
    ),
    "twin-share": (
        {"care.yaml": bank(10, "care", set=lambda n: "s" if n < 2 else None)},
        {"care.yaml": bank(10, "care", set=lambda n: "s" if n < 3 else None)},
    ),
    "text-words": (but(NOON, "text: " + "so " * 29), but(NOON, "text: " + "so " * 28)),
    "language-ratio": (
        but(TEXTS, f"text: {{id: {'a' * 59}, en: {'a' * 100}}}", BOTH),
        but(TEXTS, f"text: {{id: {'a' * 60}, en: {'a' * 100}}}", BOTH),
    ),
    "figures-differ": (
        but(TEXTS, "text: {id: Tunggu 3 menit, en: Wait 5 minutes}", BOTH),
        but(TEXTS, "text: {id: Pukul 08.00 bayar Rp1.500 untuk 3S, en: 'At 8:00 pay Rp 1,500 for SSS'}", BOTH),
    ),
    "sentence-words": (cards(*["so " * 36 + "."] * 20), cards(*["so " * 35 + "."] * 20)),
    "long-sentences": (
        cards(*["ya " * 25 + "."] * 3, *["ya ya."] * 17, language="id"),
        cards(*["ya " * 24 + "."] * 3, *["ya ya."] * 17, language="id"),
    ),
    "reading-grade": (cards(*["consideration " * 10 + "."] * 10), cards(*["think it over " * 3 + "."] * 10)),
    "fact-items": (but(SECONDS, "first impression?\n    facts: [F-2]"), SOUND),
    "group-unused": (but(F_3, F_3.replace("G-open", "G-ask"), RECALLED), RECALLED),
    "list-incomplete": (UNASKED, but(F_3, F_3.replace("tier: B", "tier: C"), UNASKED)),
    "tier-c-asked": (but("asked?\n    facts: [F-2]", "asked?\n    facts: [F-2, F-4]"), SOUND),
    "not-according-to": (but("prompt: According to the article, how", "prompt: How"), SOUND),
    "doubt-untold": (but(", doubt: No study is named for it.", ""), SOUND),
    # quality of a bank
    "same-prompts": (
        but(
            ASKED,
            "prompt: Citra wants her lamp mended by noon, and the workshop told you that it takes two days. What do you say?",
        ),
        SOUND,
    ),
    "key-given-away": (
        but(SCENE, "prompt: You tell her two days and offer a loan and Eko comes back"),
        but(SCENE, "prompt: You say yes and hope for the best and Eko comes back"),
    ),
    "key-longest": (bank(texts=worded("Surely", "So")), bank()),
    "option-spread": (bank(texts=lambda n: uneven(n) if n < 5 else EVEN), bank(texts=lambda n: uneven(n) if n < 4 else EVEN)),
    "key-position": (bank(key=lambda n: 0 if n < 22 else n % 3), bank(key=lambda n: 0 if n < 10 else n % 3)),
    "absolute-words": (bank(texts=worded("So", "Only")), bank(texts=worded("Only", "Only"))),
    "hedges": (bank(texts=worded("Maybe", "So")), bank(texts=worded("Mabel", "So"))),
    "service-words": (
        bank(texts=lambda n: worded("Please" if n < 7 else "So", "So")(n)),
        bank(texts=lambda n: worded("Please" if n < 6 else "So", "So")(n)),
    ),
    "negative-options": (bank(texts=worded("So", "Not")), bank(texts=worded("Not", "So"))),
    "negative-stems": (
        bank(prompt=lambda n: "Which is NOT so?" if n < 3 else "Which is so?"),
        bank(prompt=lambda n: "Which is NOT so?" if n < 2 else "Who is not so? Which is so?"),
    ),
    "key-echoes": (
        bank(prompt=COMPLAINT.format, texts=lambda n: worded("Complained" if n < 18 else "Flour", "Sugar")(n)),
        bank(prompt=COMPLAINT.format, texts=lambda n: worded("Complained" if n < 17 else "Flour", "Sugar")(n)),
    ),
    "harmful-grades": (
        bank(grades=lambda n: [3, 1, 0] if n < 17 else [3, 2, 1]),
        bank(grades=lambda n: [3, 1, 0] if n < 16 else [3, 2, 1]),
    ),
    "mean-grade": (bank(grades=lambda n: [3, 2, 2]), bank(grades=lambda n: [3, 2, 1])),
    # exceptions
    "unused-exception": (
        but("order: 5", "order: 5\nexceptions: [{rule: same-options, reason: They differ in one word.}]"),
        but(
            "order: 5",
            "order: 5\nexceptions: [{rule: option-lengths, item: promise, reason: One word says it.}]",
            but(NOON, "text: Say yes"),
        ),
    ),
}


def rules(root: Path, made: Made) -> set[str]:
    """The rules that a check of everything finds broken, each problem told."""
    root.mkdir()
    if callable(made):
        made(root)
    else:
        write(root, made if isinstance(made, Mapping) else {"shop.yaml": made})
    library = Library([root], None)
    problems = check(library, library.ids)
    for problem in problems:
        assert problem_line(problem)
        assert problem.severity is (Severity.QUALITY if problem.rule in (*EVERY, "unused-exception") else Severity.STRUCTURE)
    return {problem.rule for problem in problems}


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_speaks_of_what_breaks_it_and_of_nothing_else(tmp_path: Path, rule: str) -> None:
    if rule == "unreadable" and not os.path.exists("/proc/self/mem"):  # noqa: PTH110
        pytest.skip("a file that opens and cannot be read is at hand on Linux")
    faulty, sound = CASES[rule]
    assert rule in rules(tmp_path / "faulty", faulty)
    assert rule not in rules(tmp_path / "sound", sound)


@pytest.mark.usefixtures("without_c")
def test_a_text_that_is_no_unicode_is_told_too(tmp_path: Path) -> None:
    """Only the parser in Python lets it through to our shapes."""
    assert rules(tmp_path / "faulty", but(TITLE, r'title: "\ud800"')) == {"bad-value"}


def test_every_rule_has_a_case_and_a_sentence() -> None:
    """Those of role-plays have theirs in the tests of role-plays."""
    here = Path(__file__).parent
    texts = [
        (here / f"test_{name}.py").read_text(encoding="utf-8")
        for name in ("roleplay_files", "roleplay_proof", "quality_roleplays")
    ]
    of_roleplays = {rule for rule in SENTENCES if any(f'"{rule}"' in text for text in texts)}
    assert set(OF_A_ROLEPLAY) <= of_roleplays
    assert {*CASES, "bad-value", *of_roleplays} == set(SENTENCES)
    assert set(EVERY) <= set(SENTENCES) and len(set(EVERY)) == len(EVERY)


def test_every_weakness_in_the_code_can_be_excepted() -> None:
    """Else an author could not say that it is meant. The names are found where they are written."""
    package = Path(cstrain.__file__).parent / "curriculum"
    written = {
        node.args[0].value
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "weakness"
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(written) > 15 and written <= {*OF_A_MODULE, *OF_A_ROLEPLAY}


def test_the_sound_module_breaks_no_rule(tmp_path: Path) -> None:
    assert rules(tmp_path / "a", SOUND) == rules(tmp_path / "b", BOTH) == set()
