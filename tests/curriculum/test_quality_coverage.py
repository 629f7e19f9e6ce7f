"""Facts: asked as often as their tier wants, put to use and not only recalled, and doubtful ones with a word of warning."""

from pathlib import Path

import pytest

from cstrain.curriculum.problem import Severity
from tests.curriculum.authored import BOTH, FACTS, HEAD, ITEMS, LESSONS, SOUND, assert_only, but, problems_of

SECONDS = "first impression?\n    facts: [F-1]"
# The sound module with F-3 asked nowhere, or only where it is recalled.
UNASKED = HEAD + FACTS + LESSONS + ITEMS.replace("[F-2, F-3]", "[F-2]").replace("[F-3]", "[F-2]")
RECALLED = but(SECONDS, "first impression?\n    facts: [F-1, F-3]", UNASKED)
F_3 = "{id: F-3, group: G-open, tier: B, kind: principle"


@pytest.mark.parametrize(
    ("rule", "item", "text", "figure", "bound"),
    [
        ("fact-items", "", but("{id: F-1", "▸{id: F-1", but(SECONDS, SECONDS.replace("1]", "2]"))), "1", ">= 2"),
        ("fact-items", "", but(F_3, "▸" + F_3.replace("G-open", "G-ask").replace("principle", "acronym"), UNASKED), "0", ">= 1"),
        ("group-unused", "", but(F_3, "▸" + F_3.replace("G-open", "G-ask"), RECALLED), "", ""),
        ("tier-c-asked", "signs", but("asked?\n    facts: [F-2]", "asked?\n    facts: [F-2, ▸F-4]"), "", ""),
        ("not-according-to", "seconds", but("prompt: According to the article, how", "▸prompt: How"), "", ""),
        (
            "doubt-untold",
            "seconds",
            but(", doubt: No study is named for it.", "").replace(SECONDS, SECONDS.replace("F-", "▸F-")),
            "",
            "",
        ),
    ],
)
def test_each_rule_on_facts(tmp_path: Path, rule: str, item: str, text: str, figure: str, bound: str) -> None:
    problem = assert_only(tmp_path, rule, text)
    assert (problem.severity, problem.item, problem.figure, problem.bound) == (Severity.QUALITY, item, figure, bound)


@pytest.mark.parametrize(
    "text",
    [
        # tier C need not be asked, and an item that names a fact twice over two items counts twice
        SOUND,
        # one fact of a group put to use is enough for the group
        RECALLED,
        # what can only be recalled need not be put to use
        but(F_3, F_3.replace("G-open", "G-ask").replace("principle", "acronym"), RECALLED),
        # one item that asks is enough for tier B, none for C
        but(F_3, F_3.replace("tier: B", "tier: C"), UNASKED),
        # a doubtful fact put to use in a scene states nothing
        but(
            "    level: recall",
            "    level: apply",
            but("decide a first impression?", "decide it when people meet for the first time?"),
        ),
        # without a flag nobody need be named
        but(" flags: [D],", "", but("prompt: According to the article, how", "prompt: How")),
    ],
)
def test_what_keeps_to_the_rules_on_facts(tmp_path: Path, text: str) -> None:
    assert problems_of(tmp_path, text) == []


@pytest.mark.parametrize(
    ("flag", "indonesian", "english", "told"),
    [
        ("D", "Menurut materi, berapa detik kesan pertama itu?", "According to the deck, how many seconds?", []),
        ("X", "Dalam artikel, berapa detik kesan pertama itu?", "How many seconds are there in the article?", []),
        ("X", "Berapa detik untuk kesan pertama itu?", "How many seconds are there in the article?", ["id"]),
        ("D", "Berapa detik untuk kesan pertama itu?", "How many seconds are there, as you know?", ["id", "en"]),
        ("O", "Berapa detik untuk kesan pertama itu?", "How many seconds are there, as you know?", []),
    ],
)
def test_a_doubtful_fact_names_its_text_in_each_language(
    tmp_path: Path, flag: str, indonesian: str, english: str, told: list[str]
) -> None:
    fact = f"""\
facts:
  - id: F-1
    group: G
    tier: B
    kind: figure
    provenance: source
    flags: [{flag}]
    statement: {{id: Lima detik, en: Five seconds}}
    source: {{id: Artikel, en: Article}}
    doubt: {{id: Tanpa penelitian, en: Without a study}}
"""
    prompts = f"{{id: '{indonesian}', en: '{english}'}}"
    text = (
        BOTH[: BOTH.index("    prompt:")]
        + f"    facts: [F-1]\n    prompt: {prompts}\n"
        + BOTH[BOTH.index("    options:") :]
        + fact
    )
    problems = problems_of(tmp_path, text)
    assert [problem.language for problem in problems] == told
    assert {problem.rule for problem in problems} <= {"not-according-to"}
