"""What an author may write at each place: every departure is told there, all at once, and none hides another."""

from pathlib import Path

import pytest

from cstrain.curriculum.library import Library
from tests.curriculum.authored import BOTH, HEAD, SOUND, assert_only, but, found, marked, problems_of, write

LONG_ID = "a" * 61


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("missing-key", "id: shop\nlanguages: [en]\ntitle: In the shop\n", "▸id: shop\nlanguages: [en]\n"),
        ("unknown-key", "order: 5", "▸colour: red"),
        ("not-one-of", "[en]", "[en, ▸fr]"),
        ("empty-text", "languages: [en]", "▸languages: []"),
        ("not-a-list", "languages: [en]", "▸languages: en"),
        ("bad-id", "{talk:", "{▸Talk Show:"),
        ("not-text", "{talk: Talking with customers}", "{▸talk: 5}"),
        ("not-a-mapping", "skills: {talk: Talking with customers}", "▸skills: [talk]"),
        ("not-a-mapping", "policy: {pass_mark: 70, items_per_quiz: 3}", "▸policy: 70"),
        ("not-a-number", "pass_mark: 70", "▸pass_mark: 70.5"),
        ("not-a-number", "pass_mark: 70", "▸pass_mark: '70'"),
        ("not-a-number", "pass_mark: 70", "▸pass_mark: 070"),
        ("not-a-number", "pass_mark: 70", "▸pass_mark: true"),
        ("out-of-range", "pass_mark: 70", "▸pass_mark: 101"),
        ("out-of-range", "pass_mark: 70", "▸pass_mark: 0"),
        ("out-of-range", "pass_mark: 70", "▸time_limit_minutes: 0"),
        ("out-of-range", "order: 5", "▸order: 10000"),
        ("empty-text", "title: In the shop", "▸title: ''"),
        ("empty-text", "title: In the shop", "▸title: {}"),
        ("not-text", "title: In the shop", "▸title: 5"),
        ("not-text", "title: In the shop", "▸title: [In, the, shop]"),
        ("not-text", "title: In the shop", "title: {▸en: true}"),
        ("not-text", "title: In the shop", "▸title:"),
        ("not-one-of", "title: In the shop", "title: {en: In the shop, ▸de: Im Laden}"),
    ],
)
def test_a_fault_in_the_head(tmp_path: Path, rule: str, old: str, new: str) -> None:
    assert_only(tmp_path, rule, but(old, new, HEAD))


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("missing-key", "  - id: promise\n    kind: choice\n    level: judge\n", "  - ▸id: promise\n    kind: choice\n"),
        ("unknown-key", "id: ask, text", "id: ask, ▸hint: Slowly, text"),
        ("unknown-kind", "  - id: promise\n    kind: choice", "  - ▸id: promise\n    kind: chioce"),
        ("missing-kind", "  - id: promise\n    kind: choice", "  - ▸id: promise"),
        (
            "not-one-of",
            "  - id: promise\n    kind: choice\n    level: judge",
            "  - id: promise\n    kind: choice\n    ▸level: hard",
        ),
        ("not-true-or-false", "id: looks, text: She looks around for you, key: true", "id: looks, text: Eyes, ▸key: yes"),
        ("not-true-or-false", "critical: true", "▸critical: 1"),
        ("not-a-number", "value: 30", "▸value: thirty"),
        ("not-a-number", "tolerance: 0.5", "▸tolerance: 0,5"),
        ("not-a-number", "grade: 2", "▸grade: 2.5"),
        ("out-of-range", "grade: 2", "▸grade: 4"),
        ("not-a-list", "smallest loss.}\n    facts: [F-2]", "smallest loss.}\n    ▸facts: F-2"),
        ("not-a-mapping", "  - {id: F-4, group", "  - ▸F-4\n  - {id: F-5, group"),
        ("not-a-mapping", "items:\n", "items:\n  - ▸shy\n"),
        ("not-a-mapping", "      - {value: 30,", "      - ▸30\n      - {value: 40,"),
        ("bad-id", "id: promise", "▸id: The Promise"),
        ("bad-id", "id: promise", "▸id: promise-"),
        ("bad-id", "id: promise", f"▸id: {LONG_ID}"),
        ("not-text", "id: promise", "▸id: 12"),
        ("bad-id", "facts: [F-2, F-4]", "facts: [F-2, ▸F 4]"),
        ("bad-id", "kind: figure", "▸kind: Some figure"),
        ("not-one-of", "flags: [D]", "flags: [D, ▸Z]"),
        ("not-one-of", "tier: C", "▸tier: c"),
        ("not-text", "statement: Smiles are catching.", "▸statement: 5"),
        ("not-a-list", "sets:\n", "sets:\n  - {id: other, ▸options: none}\n"),
    ],
)
def test_a_fault_in_an_entry(tmp_path: Path, rule: str, old: str, new: str) -> None:
    assert_only(tmp_path, rule, but(old, new))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("empty-file", ""),
        ("empty-file", "# to be written\n"),
        ("not-a-mapping", "- id: shop"),
        ("not-a-mapping", "shop"),
    ],
)
def test_a_file_must_hold_keys_and_values(tmp_path: Path, rule: str, text: str) -> None:
    assert_only(tmp_path, rule, "▸" + text)


@pytest.mark.parametrize("section", ["facts", "lessons", "sets", "items"])
def test_a_section_must_be_a_list(tmp_path: Path, section: str) -> None:
    assert_only(tmp_path, "not-a-list", f"{HEAD}▸{section}: {{one: 1}}\n")
    assert_only(tmp_path, "not-a-list", f"{HEAD}▸{section}:\n")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        BOTH.replace("title: {id: Di toko", "title: {id: 5").replace("key: true", "▸kee: true").replace("id: greet", "▸id: Greet")
    )
    clean, spots = marked(text.replace("{id: 5", "{▸id: 5") + "▸colour: red\n")
    rules = ["not-text", "bad-id", "unknown-key", "unknown-key"]
    assert found(problems_of(tmp_path, clean)) == [(rule, *spot) for rule, spot in zip(rules, spots, strict=True)]


def test_a_faulty_item_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    """One kind of fault is found file by file, the other only between entries: both are told."""
    text = but("critical: true", "▸critical: 1", but("value: 30, feedback", "value: 30, ▸key: true, feedback"))
    clean, (first, _) = marked(text)
    assert [(problem.rule, problem.item) for problem in problems_of(tmp_path, clean)] == [
        ("not-true-or-false", "promise"),
        ("keys-count", "seconds"),
    ]
    assert found(problems_of(tmp_path, clean))[0] == ("not-true-or-false", *first)


def test_a_faulty_head_brings_no_faults_upon_the_items(tmp_path: Path) -> None:
    """The languages are written and sound: that another key is not must not turn every text into a fault."""
    assert_only(tmp_path, "out-of-range", but("pass_mark: 70", "▸pass_mark: 700"))


def test_a_faulty_twin_brings_no_fault_upon_its_set(tmp_path: Path) -> None:
    """Its set has its stems; the one that cannot be read counts as one."""
    assert_only(tmp_path, "unknown-key", but("  - id: hurried\n", "  - id: hurried\n    ▸colour: red\n"))


def test_a_fault_stands_at_its_key_also_where_a_key_has_the_name_of_the_kind(tmp_path: Path) -> None:
    text = but("  - id: steps\n    kind: order\n", "  - ▸id: Steps!\n    kind: order\n    ▸order: [listen, test]\n")
    clean, spots = marked(text)
    assert found(problems_of(tmp_path, clean)) == [("bad-id", *spots[0]), ("unknown-key", *spots[1])]


@pytest.mark.parametrize(
    ("written", "near"),
    [("feedbak", "feedback"), ("critcal", "critical"), ("Text", "text"), ("zzz", "")],
)
def test_a_misspelt_key_is_told_with_what_was_probably_meant(tmp_path: Path, written: str, near: str) -> None:
    problem = assert_only(tmp_path, "unknown-key", but("id: ask, text", f"id: ask, ▸{written}: x, text"))
    assert problem.details == {"key": written, "near": near}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: listen, text", "{id: listen, ▸key: true, text"),
        ("order: 5\n", "order: 5\n▸tier: A\n"),
        ("order: 5\n", "▸text: A\n"),
    ],
)
def test_a_key_that_belongs_elsewhere_is_spelt_right(tmp_path: Path, old: str, new: str) -> None:
    """ "There is no key text. Did you mean title?" leads astray: it is a key, but not here."""
    assert assert_only(tmp_path, "unknown-key", but(old, new)).details["near"] == ""


@pytest.mark.parametrize(
    ("rule", "old", "new", "key"),
    [
        ("empty-text", "title: In the shop", "▸title: ''", "title"),
        ("not-text", "title: In the shop", "▸title: 5", "title"),
        ("not-text", "facts: [F-2, F-4]", "facts: [F-2, ▸4]", "facts"),
        ("not-one-of", "flags: [D]", "flags: [D, ▸Z]", "flags"),
    ],
)
def test_a_fault_names_the_key_that_the_author_wrote(tmp_path: Path, rule: str, old: str, new: str, key: str) -> None:
    """Not the place in a list, and not the empty key under which a plain text is kept."""
    text = HEAD if old in HEAD else SOUND
    assert assert_only(tmp_path, rule, but(old, new, text)).details["key"] == key


def test_an_unknown_kind_is_told_with_those_there_are(tmp_path: Path) -> None:
    text = but("  - id: signs\n    kind: multi", "  - ▸id: signs\n    kind: multiple")
    problem = assert_only(tmp_path, "unknown-kind", text)
    assert problem.details["found"] == "multiple"
    assert problem.details["accepted"] == "choice, multi, order, match, number, rate"


def test_an_unknown_word_is_told_with_those_there_are(tmp_path: Path) -> None:
    problem = assert_only(tmp_path, "not-one-of", but("tier: C", "▸tier: D"))
    assert problem.details == {"key": "tier", "found": "D", "accepted": "A, B, C"}
    problem = assert_only(tmp_path, "not-one-of", but("title: In the shop", "title: {▸fr: Au magasin}", HEAD))
    assert problem.details == {"key": "fr", "found": "fr", "accepted": "id, en"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"facts.yaml": "facts: []\n▸itemz: []"}, "unknown-key"),
        ({"facts.yaml": "▸{}"}, "missing-key"),
        ({"lessons.yaml": "lessons: []\n▸items: []"}, "unknown-key"),
        ({"items.yaml": "▸sets: []"}, "missing-key"),
        ({"items.yaml": "sets: []\nitems: []\n▸facts: []"}, "unknown-key"),
        ({"module.yaml": HEAD + "▸items: []"}, "unknown-key"),
        ({"items.yaml": "▸"}, "empty-file"),
        ({"items.yaml": "▸- id: a"}, "not-a-mapping"),
    ],
)
def test_in_a_folder_each_file_holds_its_own_lists_and_nothing_else(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    ((name, text),) = files.items()
    clean, (spot,) = marked(text)
    write(tmp_path, {"shop/module.yaml": HEAD, f"shop/{name}": clean})
    problems = Library([tmp_path], None).load("shop").problems
    assert found(problems) == [(expected, *spot)]
    assert problems[0].place.file == str(tmp_path / "shop" / name)


def test_the_small_sound_modules_are_sound(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "one", SOUND) == []
    assert problems_of(tmp_path / "two", BOTH) == []
