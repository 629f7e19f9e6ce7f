"""What cannot be run or graded (content-rules.md, S): one small change of a sound module breaks each rule, and it alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Severity
from tests.curriculum.authored import (
    BOTH,
    CHOICE,
    HEAD,
    LESSONS,
    SETS,
    SOUND,
    TWINS,
    assert_only,
    but,
    found,
    marked,
    place_of,
    problems_of,
)

STEM = """\
  - id: {id}
    kind: choice
    set: openings
    level: apply
    prompt: Someone comes in.
    facts: [F-2]
    options:
      - {{id: near, key: true, feedback: That was right.}}
      - {{id: fast, feedback: That was too fast.}}
      - {{id: talk, feedback: That was too much.}}
"""
DOUBLE_FACT = "  - {▸id: F-3, group: G, tier: C, kind: claim, provenance: practice, statement: Again., source: Practice}\n"
MORE_STEPS = "".join(f"      - {{id: step-{n}, text: Do {n}, feedback: No.}}\n" for n in range(5))


@pytest.mark.parametrize(
    ("rule", "item", "old", "new"),
    [
        # the module itself
        ("id-not-file", "", "id: shop\n", "▸id: shap\n"),
        ("duplicate-id", "", "languages: [en]", "▸languages: [en, en]"),
        ("unknown-link", "", "order: 5", "links: [▸elsewhere]"),
        ("unknown-link", "", "order: 5", "links: [▸shop]"),
        # ids that are there twice
        ("duplicate-id", "", LESSONS, DOUBLE_FACT + LESSONS),
        ("duplicate-id", "", SETS, "  - {▸id: first-words, title: Again, text: More words}\n" + SETS),
        ("duplicate-id", "", SETS, SETS + SETS.removeprefix("sets:\n").replace("id: openings", "▸id: openings")),
        ("duplicate-id", "", "{id: talk, text", "{▸id: fast, text: Fast}\n      - {id: talk, text"),
        ("duplicate-id", "", "  - id: steps\n", "  - ▸id: promise\n"),
        ("duplicate-id", "shy", "facts: [F-1, F-2]", "facts: [F-1, ▸F-1]"),
        # ids that are not there
        ("unknown-item", "", "check: shy", "▸check: sly"),
        ("unknown-fact", "", "facts: [F-2, F-4]", "facts: [F-2, ▸F-5]"),
        ("unknown-fact", "shy", "facts: [F-1, F-2]", "facts: [F-1, ▸F-9]"),
        ("unknown-skill", "shy", "[F-1, F-2]\n    skills: [talk]", "[F-1, F-2]\n    skills: [talk, ▸walk]"),
        # twin sets
        ("set-stems", "", "sets:\n", "sets:\n  - ▸id: unused\n    options: [{id: a, text: A}]\n"),
        ("set-text", "shy", "{id: near, key: true, feedback: She", "{id: near, key: true, ▸text: Stay, feedback: She"),
        ("missing-key", "promise", "{id: ask, text: Ask the workshop for more speed,", "▸{id: ask,"),
        # how many facts
        ("facts-of-item", "shy", TWINS, TWINS.replace("id: shy", "▸id: shy").replace("[F-1, F-2]", "[]")),
        ("facts-of-item", "shy", TWINS, TWINS.replace("id: shy", "▸id: shy").replace("[F-1, F-2]", "[F-1, F-2, F-3, F-4]")),
    ],
)
def test_each_rule_is_broken_by_one_change(tmp_path: Path, rule: str, item: str, old: str, new: str) -> None:
    problem = assert_only(tmp_path, rule, but(old, new))
    assert (problem.severity, problem.item) == (Severity.STRUCTURE, item)


@pytest.mark.parametrize(
    ("rule", "item", "old", "new", "measure"),
    [
        ("keys-count", "signs", "boxes, key: true,", "boxes,", ("1", "2-2")),
        ("keys-count", "signs", "{id: phone,", "{id: phone, key: true,", ("3", "2-2")),
        ("keys-count", "seconds", "value: 5, key: true,", "value: 5,", ("0", "1")),
        ("keys-count", "seconds", "value: 30,", "value: 30, key: true,", ("2", "1")),
        ("keys-count", "shy", "{id: near, key: true, feedback: She", "{id: near, feedback: She", ("0", "1")),
        ("keys-count", "shy", "{id: fast, feedback: She", "{id: fast, key: true, feedback: She", ("2", "1")),
        ("key-or-grade", "promise", "best, grade: 0,", "best,", ("", "")),
        ("key-or-grade", "promise", "speed, grade: 2,", "speed, grade: 2, key: true,", ("", "")),
        ("best-grade", "promise", "best, grade: 0, critical: true,", "best, grade: 3,", ("2", "1")),
        ("best-grade", "promise", "loan, grade: 3,", "loan, grade: 2,", ("0", "1")),
        ("middle-grade", "promise", "speed, grade: 2,", "speed, grade: 0,", ("0", ">= 1")),
        ("tolerance", "seconds", "tolerance: 0.5", "tolerance: -1", ("-1", ">= 0")),
        ("critical-key", "promise", "loan, grade: 3,", "loan, grade: 3, critical: true,", ("", "")),
        (
            "critical-key",
            "shy",
            "{id: near, key: true, feedback: She",
            "{id: near, key: true, critical: true, feedback: She",
            ("", ""),
        ),
        ("figure-in-tolerance", "seconds", "value: 30,", "value: 5.5,", ("5.5", "")),
        ("rating", "replies", "rating: 5", "rating: 6", ("6", "1-5")),
        ("rating", "replies", "rating: 1", "rating: 0", ("0", "1-5")),
        ("duplicate-id", "promise", "{id: ask,", "{id: truth,", ("", "")),
        ("duplicate-id", "customers", "{id: lost,", "{id: regular,", ("", "")),
        ("duplicate-id", "customers", "{id: push,", "{id: lost,", ("", "")),
        ("duplicate-id", "seconds", "value: 30,", "value: 5,", ("", "")),
        ("set-options", "shy", "{id: talk, feedback: She", "{id: walk, feedback: She", ("", "")),
        ("options-count", "promise", CHOICE[CHOICE.index("      - {id: noon") :], "", ("2", "3-5")),
        ("options-count", "steps", "      - {id: listen,", MORE_STEPS + "      - {id: listen,", ("8", "3-7")),
    ],
)
def test_a_fault_of_the_key_or_the_options_stands_where_they_begin(
    tmp_path: Path, rule: str, item: str, old: str, new: str, measure: tuple[str, str]
) -> None:
    part = {"customers": "pairs:", "seconds": "figures:"}.get(item, "options:")
    text = but(old, new)
    (problem,) = problems_of(tmp_path, text)
    assert found([problem]) == [(rule, *place_of(text, f"id: {item}\n", part))]
    assert (problem.item, problem.figure, problem.bound) == (item, *measure)


@pytest.mark.parametrize(("stems", "sound"), [(2, True), (3, True), (4, True), (5, False)])
def test_a_set_has_two_to_four_stems(tmp_path: Path, stems: int, sound: bool) -> None:
    more = "".join(STEM.format(id=f"stem-{n}") for n in range(stems - 2))
    problems = [problem for problem in problems_of(tmp_path, SOUND + more) if problem.severity is Severity.STRUCTURE]
    assert [(problem.rule, problem.figure, problem.bound) for problem in problems] == (
        [] if sound else [("set-stems", "5", "2-4")]
    )


def test_a_stem_of_no_set_is_told_and_so_is_the_set_that_now_lacks_it(tmp_path: Path) -> None:
    text = but("  - id: openings", "  - ▸id: openings", SOUND + STEM.format(id="third").replace("set: openings", "▸set: opening"))
    text = text.replace(
        "  - id: hurried\n    kind: choice\n    set: openings", "  - id: hurried\n    kind: choice\n    ▸set: endings"
    )
    clean, spots = marked(text)
    rules = ["set-stems", "unknown-set", "unknown-set"]
    structural = [problem for problem in problems_of(tmp_path, clean) if problem.rule in rules]
    assert found(structural) == [(rule, *spot) for rule, spot in zip(rules, spots, strict=True)]


def test_an_item_without_a_set_that_lacks_a_text_is_not_blamed_on_anything_else(tmp_path: Path) -> None:
    text = but("    set: openings\n    level: apply\n    prompt: Ani", "    level: apply\n    prompt: Ani")
    rules = [rule for rule, _, _ in found(problems_of(tmp_path, text))]
    assert rules == ["set-stems", "missing-key", "missing-key", "missing-key"]


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("not-one-of", "tier: C", "▸tier: Z"),
        ("unknown-key", "  - id: openings\n", "  - id: openings\n    ▸colour: red\n"),
        ("not-true-or-false", "{id: near, key: true, feedback: She", "{id: near, ▸key: 1, feedback: She"),
    ],
)
def test_who_refers_to_a_faulty_entry_is_not_blamed_for_it(tmp_path: Path, rule: str, old: str, new: str) -> None:
    """The lesson, the stems and the items that name it are right: it is there, and its own fault is told."""
    clean, (spot,) = marked(but(old, new))
    problems = found(problems_of(tmp_path, clean))
    assert (rule, *spot) in problems
    assert not {"unknown-fact", "unknown-set", "unknown-item"} & {rule for rule, _, _ in problems}


def test_a_module_without_facts_may_ask_without_them(tmp_path: Path) -> None:
    assert problems_of(tmp_path, BOTH) == []
    problem = assert_only(tmp_path, "unknown-fact", but("    level: recall\n", "    level: recall\n    facts: [▸F-1]\n", BOTH))
    assert (problem.item, problem.details["id"]) == ("greet", "F-1")


def test_a_module_may_be_only_a_head(tmp_path: Path) -> None:
    assert problems_of(tmp_path, HEAD) == []


@pytest.mark.parametrize("other", ["1234561", "1234560.6"])
def test_two_figures_that_differ_are_two(tmp_path: Path, other: str) -> None:
    """Prices in rupiah have seven digits and more."""
    text = but("value: 5,", "value: 1234560,", but("value: 30,", f"value: {other},"))
    assert problems_of(tmp_path, text) == []


SHARED_SET = """\
  - id: signs-and-steps
    options:
      - {id: one, text: Looks at the clock}
      - {id: two, text: Reads each label}
      - {id: three, text: Asks for the price}
      - {id: four, text: Counts the coins}
"""
STEM_OF_KIND = {
    "multi": ["key: true", "key: true", "key: false", "key: false"],
    "order": ["", "", "", ""],
    "rate": ["rating: 5", "rating: 1", "rating: 3", "rating: 4"],
}


def stem_of(kind: str, id: str, tails: Sequence[str]) -> str:
    options = "".join(
        f"      - {{id: {option}, {tail + ', ' if tail else ''}feedback: It says what {option} of {id} shows in this place.}}\n"
        for option, tail in zip(("one", "two", "three", "four"), tails, strict=True)
    )
    head = f"  - id: {id}\n    kind: {kind}\n    set: signs-and-steps\n    level: apply\n    prompt: Someone waits ({id}).\n"
    return f"{head}    facts: [F-2]\n    options:\n{options}"


@pytest.mark.parametrize("kind", STEM_OF_KIND)
def test_every_kind_that_chooses_between_options_may_share_them(tmp_path: Path, kind: str) -> None:
    """Twins of any kind: the texts stand once, what is right belongs to each stem."""
    tails = STEM_OF_KIND[kind]
    text = but("sets:\n", "sets:\n" + SHARED_SET) + stem_of(kind, "ann", tails) + stem_of(kind, "ben", tails[::-1])
    assert [problem for problem in problems_of(tmp_path, text) if problem.severity is Severity.STRUCTURE] == []
    module = Library([tmp_path], None).module("shop")
    ann, ben = module.items["ann"], module.items["ben"]
    assert (ann.twin_set, ann.kind) == ("signs-and-steps", kind)
    assert [part.text for part in ann.parts()] == [part.text for part in ben.parts()]
    assert ann.correct() != ben.correct() or kind == "order"


@pytest.mark.parametrize("kind", STEM_OF_KIND)
def test_an_option_of_any_kind_without_set_and_text_is_told(tmp_path: Path, kind: str) -> None:
    stem = stem_of(kind, "ann", STEM_OF_KIND[kind]).replace("    set: signs-and-steps\n", "")
    rules = [problem.rule for problem in problems_of(tmp_path, SOUND + stem) if problem.severity is Severity.STRUCTURE]
    assert rules == ["missing-key"] * 4
