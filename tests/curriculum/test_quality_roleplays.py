"""Role-plays that kindness or chance can win, that let nobody recover or teach nothing: each rule by a faulty and a sound one."""

import re
from pathlib import Path

import pytest

from cstrain.cli.render.problems import problem_line
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem, Severity
from tests.curriculum.authored import found, marked, write
from tests.curriculum.talks import SHOP, SOUND, Change, changed, problems_of, wide

TOP: Change = ("", "id: lamp", "▸id: lamp")


def weaknesses(root: Path, *changes: Change, rule: str) -> tuple[list[Problem], list[tuple[int, int]]]:
    """What breaks this rule, and where it is expected to, after these changes of the sound role-play. There are no faults."""
    clean, spots = marked(changed(*changes))
    problems = problems_of(root, clean)
    assert [problem.rule for problem in problems if problem.severity is Severity.STRUCTURE] == []
    assert all(problem_line(problem) for problem in problems)
    return [problem for problem in problems if problem.rule == rule], spots


@pytest.mark.parametrize(
    ("rule", "changes", "figure", "bound", "details"),
    [
        (
            "best-talk-length",
            [TOP, ("id: ask", "to: cause", "to: farewell"), ("", "mood_at_least: 75, has: [heard, solved]", "has: [heard]")],
            "2", "4-7", {"by": "ask > check"},
        ),
        (
            "ending-verdicts",
            [("", "endings:", "▸endings:"), ("", "verdict: bad", "verdict: mixed")],
            "good, mixed", "good, mixed, bad", {},
        ),
        (
            "early-ending",
            [("", "- id: receipt", "- ▸id: receipt"), ("id: receipt", "to: cause", "to: gone")],
            "", "", {"node": "arrival", "choice": "receipt"},
        ),
        (
            "replies-offered",
            [("", "- id: upset", "- ▸id: upset"), ("", "id: wait\n", "id: wait\n        when: {mood_at_least: 30}\n")],
            "2", "3-4", {"node": "upset", "by": "sorry > manual"},
        ),
        (
            "middle-grade",
            [("", "- id: upset", "- ▸id: upset"), ("id: wait", "grade: 1", "grade: 0")],
            "0", ">= 1", {"node": "upset", "by": "ask > manual"},
        ),
        ("mood-rises", [("id: manual", "mood: -20", "▸mood: 5")], "+5", "<= 0", {"node": "cause", "choice": "manual"}),
        (
            "never-taken",
            [("id: test", "- when: {has: [heard]}", "- ▸when: {mood_at_least: 80}")],
            "", "", {"node": "cause", "choice": "test"},
        ),
        (
            "never-taken",
            [("id: cause", "- when: {mood_at_least: 50}", "- ▸when: {mood_at_least: 80}")],
            "", "", {"node": "cause"},
        ),
        (
            "never-taken",
            [("id: check", "- to: uneasy", "- ▸when: {mood_at_least: 95}\n            to: gone\n          - to: uneasy")],
            "", "", {"node": "farewell", "choice": "check"},
        ),
        (
            "unused-flag",
            [("", "has: [heard, solved]", "has: [heard]"), ("", "sets: [solved]", "sets: [▸solved]")],
            "", "", {"node": "remedy", "choice": "swap", "id": "solved"},
        ),
    ],
)  # fmt: skip
def test_a_weakness_of_the_graph(
    tmp_path: Path, rule: str, changes: list[Change], figure: str, bound: str, details: dict[str, str]
) -> None:
    problems, (spot,) = weaknesses(tmp_path, *changes, rule=rule)
    assert found(problems) == [(rule, *spot)]
    (problem,) = problems
    assert (problem.item, problem.figure, problem.bound, dict(problem.details)) == ("lamp", figure, bound, details)


def test_an_ending_after_one_critical_reply_is_in_order(tmp_path: Path) -> None:
    critical = [("id: receipt", "grade: 1", "grade: 0\n        critical: true"), ("id: receipt", "to: cause", "to: gone")]
    assert weaknesses(tmp_path, *critical, rule="early-ending")[0] == []


LOST: Change = ("id: receipt", "to: cause", "to: gone")
NO_AMENDS: list[Change] = [("id: admit", "to: remedy", "to: gone"), ("id: wait", "to: remedy", "to: gone")]


def test_most_first_mistakes_leave_a_way_back(tmp_path: Path) -> None:
    """The first half of a best talk of four: two decisions with two mistakes each, three of which can be mended."""
    assert weaknesses(tmp_path / "three", LOST, rule="no-way-back")[0] == []
    (problem,), (spot,) = weaknesses(tmp_path / "two", TOP, LOST, *NO_AMENDS, rule="no-way-back")
    assert (problem.place.line, problem.place.column) == spot
    assert (problem.figure, problem.bound) == ("2/4", ">= 60%")
    assert problem.details["names"] == "arrival/receipt, cause/manual"


EASY: Change = (
    "id: check",
    "\n          - when: {mood_at_least: 75, has: [heard, solved]}\n            to: glad\n          - to: uneasy",
    " glad",
)


def test_kindness_at_the_end_does_not_win_by_itself(tmp_path: Path) -> None:
    (problem,), (spot,) = weaknesses(tmp_path, TOP, EASY, rule="good-by-chance")
    assert (problem.place.line, problem.place.column) == spot
    assert (problem.figure, problem.bound) == ("19.8%", "<= 15%")


def test_no_place_among_the_replies_wins(tmp_path: Path) -> None:
    """The second reply everywhere: sorry, test, a swap and the lamp lit."""
    swap = [("id: money", "        critical: true\n", ""), ("id: money", "to: gone", "to: farewell")]
    (problem,), (spot,) = weaknesses(tmp_path, TOP, EASY, *swap, rule="good-by-position")
    assert ((problem.place.line, problem.place.column), problem.details["number"]) == (spot, "2")


@pytest.mark.parametrize(("module", "nodes", "told"), [
    ("home", 3, []), ("home", 2, [("4", ">= 8")]), ("angry-customers", 3, [("8", ">= 12")]), ("angry-customers", 4, []),
])  # fmt: skip
def test_there_are_eight_ways_and_twelve_where_the_talk_is_the_heart_of_the_module(
    tmp_path: Path, module: str, nodes: int, told: list[tuple[str, str]]
) -> None:
    """Two replies in each of so many nodes in a row."""
    files = {f"{module}/module.yaml": SHOP.replace("id: home", f"id: {module}"), f"{module}/roleplays/lamp.yaml": wide(nodes)}
    problems = check(Library([write(tmp_path, files)], None), [module])
    assert [(problem.figure, problem.bound) for problem in problems if problem.rule == "few-ways"] == told


def test_many_nodes_are_told(tmp_path: Path) -> None:
    (problem,), (spot,) = wide_weaknesses(tmp_path / "more", 31)
    assert (problem.figure, problem.bound, (problem.place.line, problem.place.column)) == ("31", "<= 30", spot)
    assert wide_weaknesses(tmp_path / "enough", 30) == ([], [])


def wide_weaknesses(root: Path, nodes: int) -> tuple[list[Problem], list[tuple[int, int]]]:
    """Of so many nodes in a row, whose flags are taken away so that there are few situations."""
    clean, spots = marked(re.sub(r" sets: \[.*?\],", "", wide(nodes)).replace("nodes:", "▸nodes:"))
    problems = [problem for problem in problems_of(root, clean) if problem.rule == "many-nodes"]
    return problems, spots if problems else []


def test_a_third_to_two_thirds_of_the_replies_lead_back_to_the_best_talk(tmp_path: Path) -> None:
    """Six of fifteen in the sound one; here two of them go another way."""
    elsewhere = [("id: receipt", "to: cause", "to: upset"), ("id: sorry", "to: cause", "to: upset")]
    (problem,), (spot,) = weaknesses(tmp_path, TOP, *elsewhere, rule="merging")
    assert (problem.figure, problem.bound, (problem.place.line, problem.place.column)) == ("4/15", "30%-60%", spot)


@pytest.mark.parametrize(
    ("rule", "new", "figure"),
    [
        ("option-lengths", "Ask her now", "2.91"),
        ("all-or-none", "Do all of the above at one time", "all of the"),
        ("option-endings", "Ask her for the receipt first.", "- ."),
        ("option-capitals", "ask her for the receipt first", ""),
        ("same-options", "Ask her what happened that night again", "0.86"),
    ],
)
def test_replies_differ_in_nothing_but_what_they_say(tmp_path: Path, rule: str, new: str, figure: str) -> None:
    changes = [
        ("", "text: Ask her for the receipt first", f"text: {new}"),
        ("id: arrival", "choices:", "▸choices:"),
    ]
    problems, (spot,) = weaknesses(tmp_path, *changes, rule=rule)
    assert found(problems) == [(rule, *spot)]
    assert (problems[0].figure, problems[0].language, problems[0].details) == (figure, "en", {"node": "arrival"})


@pytest.mark.parametrize(
    ("rule", "new", "figure", "bound"),
    [
        ("short-feedback", "a b c d e f g h i j k l m n o p q r s t", "39", ">= 40"),
        ("same-feedback", "She calms down as she speaks because someone wants to know what she went through.", "", ""),
        ("text-words", "Eleven words are not enough to say what happened and why.", "11", "12-70"),
    ],
)
def test_feedback_teaches_and_says_something_else_for_each_reply(
    tmp_path: Path, rule: str, new: str, figure: str, bound: str
) -> None:
    old = "She takes the kind word and still waits for you to ask what went wrong."
    (problem,), (spot,) = weaknesses(tmp_path, ("", f"feedback: {old}", f"▸feedback: {new}"), rule=rule)
    assert ((problem.place.line, problem.place.column), problem.item) == (spot, "lamp")
    assert (problem.figure, problem.bound, problem.language) == (figure, bound, "en")
    if rule != "text-words":
        assert dict(problem.details) == {"node": "arrival", "choice": "sorry"}


WORDS_41 = " ".join(["word"] * 41)
WORDS_61 = " ".join(["word"] * 61)


@pytest.mark.parametrize(
    ("anchor", "key", "old", "words", "what"),
    [
        ("id: remedy", "says", "And what will you do about it?", 41, "line"),
        ("id: repair", "react", "She counts the days.", 41, "line"),
        ("id: test", "- text", "She taps the counter.", 41, "line"),
        ("scene", "place", "A busy Friday evening.", 61, "scene"),
        ("id: arrival", "situation", "She puts a lamp on the counter.", 61, "scene"),
        ("id: bye", "text", "Wish her a very pleasant evening", 29, "option"),
        ("id: glad", "says", "Thank you. I will come again.", 41, "line"),
    ],
)
def test_texts_are_short_enough_to_be_read_at_a_counter(
    tmp_path: Path, anchor: str, key: str, old: str, words: int, what: str
) -> None:
    mark = "- ▸text" if key == "- text" else f"▸{key}"
    change = (anchor, f"{key}: {old}", f"{mark}: {' '.join(['word'] * words)}")
    (problem,), (spot,) = weaknesses(tmp_path, change, rule="text-words")
    assert ((problem.place.line, problem.place.column), problem.details["what"], problem.item) == (spot, what, "lamp")


def test_a_debrief_says_more_than_a_word_or_two(tmp_path: Path) -> None:
    (problem,), _ = weaknesses(
        tmp_path, ("id: gone\n    verdict", "debrief: She left in anger.", "debrief: Short. #"), rule="text-words"
    )
    assert (problem.details["what"], problem.figure, problem.bound) == ("debrief", "1", "15-120")


FACTS = """\
facts:
  - {id: F-1, group: G, tier: A, kind: principle, provenance: practice, statement: One, source: Practice}
  - {id: F-2, group: G, tier: B, kind: principle, provenance: practice, statement: Two, source: Practice}
  - {id: F-3, group: H, tier: C, kind: principle, provenance: practice, statement: Three, source: Practice}
"""
ITEM = """\
items:
  - {id: one, kind: number, level: recall, prompt: One, facts: [F-1], otherwise: No,
     figures: [{value: 1, key: true, feedback: Yes}]}
"""
COVERAGE = {"fact-items", "group-unused", "tier-c-asked", "ending-facts"}


def coverage(root: Path, in_nodes: str, in_endings: str = "F-1", items: str = "items: []\n") -> list[tuple[str, str, str]]:
    """What is said of these facts in every node and ending, beside these items."""
    text = SOUND.replace("    choices:\n", f"    facts: [{in_nodes}]\n    choices:\n")
    text = text.replace("    debrief:", f"    facts: [{in_endings}]\n    debrief:")
    files = {"home/module.yaml": SHOP, "home/facts.yaml": FACTS, "home/items.yaml": items, "home/roleplays/lamp.yaml": text}
    problems = check(Library([write(root, files)], None), ["home"])
    assert [problem for problem in problems if problem.severity is Severity.STRUCTURE] == []
    about = [(problem.rule, problem.details.get("id", ""), problem.figure) for problem in problems]
    return [each for each in about if each[0] in COVERAGE]


def test_a_decision_stands_for_the_second_item_of_a_fact_and_for_no_only_one(tmp_path: Path) -> None:
    """Drills need items, so a fact of tier B has one, whatever is played."""
    assert coverage(tmp_path / "a", "F-1, F-2", items=ITEM) == [("fact-items", "F-2", "0")]
    assert coverage(tmp_path / "b", "F-2", items=ITEM) == [("fact-items", "F-1", "1"), ("fact-items", "F-2", "0")]
    assert coverage(tmp_path / "c", "F-1") == [("fact-items", "F-1", "0"), ("fact-items", "F-2", "0")]


def test_a_decision_puts_its_group_to_use(tmp_path: Path) -> None:
    told = coverage(tmp_path, "F-2", items=ITEM)
    assert "group-unused" not in [rule for rule, _, _ in told]


def test_a_fact_for_lessons_only_is_decided_nowhere(tmp_path: Path) -> None:
    told = coverage(tmp_path, "F-3", items=ITEM)
    assert told.count(("tier-c-asked", "F-3", "")) == 5 and ("group-unused", "G", "") in told


def test_an_ending_names_facts_where_there_are_facts(tmp_path: Path) -> None:
    assert [rule for rule, _, _ in coverage(tmp_path, "F-1", in_endings="")].count("ending-facts") == 3


def test_what_is_wrong_is_told_with_the_node_the_reply_and_the_way(tmp_path: Path) -> None:
    text = changed(("", "id: wait\n", "id: wait\n        when: {mood_at_least: 30}\n"))
    (line,) = [problem_line(problem) for problem in problems_of(tmp_path, text) if problem.rule == "replies-offered"]
    assert line.endswith(
        "weakness (lamp, upset): too few or too many replies are offered [found 2, asked for 3-4] [after sorry > manual]"
    )
