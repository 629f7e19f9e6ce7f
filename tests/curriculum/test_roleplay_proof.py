"""Role-plays that cannot be played to an end or graded: each fault with its place, figure, bound and the replies that show it."""

from pathlib import Path

import pytest

from cstrain.cli.render.problems import problem_line
from cstrain.core.roleplay.analysis import explore
from cstrain.curriculum import proof, roleplays
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Severity
from tests.curriculum.authored import found, marked, write
from tests.curriculum.talks import SHOP, SOUND, WIDE, Change, changed, indented, problems_of, wide


def test_the_sound_role_play_breaks_no_rule(tmp_path: Path) -> None:
    assert problems_of(tmp_path, SOUND) == []


CALM = "\n        when: {mood_at_least: 45}"


@pytest.mark.parametrize(
    ("rule", "changes", "figure", "bound", "details"),
    [
        (
            "endless-loop",
            [("", "- id: remedy", "- ▸id: remedy"), ("id: repair", "to: farewell", "to: remedy")],
            "", "", {"node": "remedy", "by": "ask > manual > wait > repair > repair > repair", "round": "repair"},
        ),
        (
            "unreachable",
            [("", "- id: upset", "- ▸id: upset"), ("id: manual", "to: upset", "to: remedy")],
            "", "", {"node": "upset"},
        ),
        (
            "unreachable",
            [("", "- id: glad", "- ▸id: glad"), ("", "mood_at_least: 75", "mood_at_least: 90")],
            "", "", {"node": "glad"},
        ),
        (
            "never-offered",
            [("", "id: guess\n", "id: guess\n        ▸when: {mood_at_least: 80}\n")],
            "", "", {"node": "cause", "choice": "guess"},
        ),
        (
            "best-reply",
            [("", "- id: cause", "- ▸id: cause"), ("id: guess", "grade: 1", "grade: 3")],
            "2", "1", {"node": "cause", "by": "ask", "mood": "50", "flags": "heard"},
        ),
        (
            "best-reply",
            [("", "- id: cause", "- ▸id: cause"), ("", "id: test\n", "id: test\n        when: {has: [heard]}\n")],
            "0", "1", {"node": "cause", "by": "sorry", "mood": "40", "flags": ""},
        ),
        (
            "best-talk",
            [("", "- id: uneasy", "- ▸id: uneasy"), ("id: check", "mood_at_least", "mood_below")],
            "mixed", "good", {"node": "uneasy", "by": "ask > test > swap > check"},
        ),
        # In a bad mood all replies but one are gone.
        (
            "few-replies",
            [("", "- id: cause", "- ▸id: cause"), ("", "id: manual", f"id: manual{CALM}"), ("", "id: guess", f"id: guess{CALM}")],
            "1", ">= 2", {"node": "cause", "by": "sorry", "mood": "40", "flags": ""},
        ),
    ],
)  # fmt: skip
def test_a_fault_that_only_shows_when_all_ways_are_looked_at(
    tmp_path: Path, rule: str, changes: list[Change], figure: str, bound: str, details: dict[str, str]
) -> None:
    clean, (spot,) = marked(changed(*changes))
    problems = [problem for problem in problems_of(tmp_path, clean) if problem.rule == rule]
    assert found(problems) == [(rule, *spot)]
    (problem,) = problems
    assert (problem.severity, problem.item) == (Severity.STRUCTURE, "lamp")
    assert (problem.figure, problem.bound, dict(problem.details)) == (figure, bound, details)


def test_a_fault_is_told_with_the_node_and_the_way_there(tmp_path: Path) -> None:
    text = changed(("", "id: manual", f"id: manual{CALM}"), ("", "id: guess", f"id: guess{CALM}"))
    (problem,) = [problem for problem in problems_of(tmp_path, text) if problem.severity is Severity.STRUCTURE]
    line = problem_line(problem)
    assert "fault (lamp, cause): " in line and line.endswith("[found 1, asked for >= 2] [after sorry]")


def test_a_situation_with_no_reply_at_all_is_told_once(tmp_path: Path) -> None:
    text = changed(*(("", f"id: {reply}", f"id: {reply}{CALM}") for reply in ("ask", "sorry", "receipt")))
    problems = [problem for problem in problems_of(tmp_path, text) if problem.rule == "few-replies"]
    assert [(problem.figure, problem.details["by"]) for problem in problems] == [("0", "")]
    assert problem_line(problems[0]).endswith("[at the start]")


def test_going_back_once_is_no_loop(tmp_path: Path) -> None:
    """A flag keeps the reply from being offered a second time."""
    once = ("", "id: repair\n", "id: repair\n        when: {lacks: [offered]}\n        sets: [offered]\n")
    text = changed(once, ("id: repair", "to: farewell", "to: remedy"))
    assert [problem.rule for problem in problems_of(tmp_path, text) if problem.severity is Severity.STRUCTURE] == []


def test_ways_are_only_looked_at_where_everything_else_is_sound(tmp_path: Path) -> None:
    """A missing target is one fault, not one for every way that leads there."""
    problems = problems_of(tmp_path, changed(("id: manual", "to: upset", "to: nowhere")))
    assert [problem.rule for problem in problems] == ["unknown-target"]


def test_a_role_play_made_to_exhaust_the_program_is_told_in_bounded_time(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, wide(40))
    assert (problem.rule, problem.bound) == ("too-many-situations", "<= 10,000")
    assert problems_of(tmp_path / "less", wide(5))[0].severity is Severity.QUALITY


def test_many_of_them_in_one_module_are_stopped_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roleplays, "SITUATIONS_OF_A_ROLEPLAY", 100)
    monkeypatch.setattr(roleplays, "SITUATIONS_OF_A_MODULE", 250)
    looked: list[int] = []

    def counting(*arguments: object) -> object:
        space = explore(*arguments)  # type: ignore[arg-type]
        looked.append(len(space.steps))
        return space

    monkeypatch.setattr(proof, "explore", counting)
    entries = [indented(wide(20).replace("id: lamp", f"id: lamp-{number}")) for number in range(10)]
    problems = check(Library([write(tmp_path, {"home.yaml": SHOP + "roleplays:\n" + "".join(entries)})], None), ["home"])
    assert [problem.rule for problem in problems] == ["too-many-situations"] * 10
    assert {problem.bound for problem in problems} == {"<= 100", "<= 250"}
    assert sum(looked) <= 250


@pytest.mark.parametrize(
    ("key", "old", "entry"),
    [
        ("sets", "[heard]", "f{n}"),
        ("react", "She counts the days.", "{{text: A, when: {{mood_at_least: {n}}}}}"),
        ("to", "upset", "{{to: gone, when: {{mood_at_least: {n}}}}}"),
    ],
)
def test_lists_are_bounded(tmp_path: Path, key: str, old: str, entry: str) -> None:
    thirteen = ", ".join(entry.format(n=n) for n in range(5, 70, 5))
    problems = problems_of(tmp_path, changed(("", f"{key}: {old}", f"{key}: [{thirteen}]")))
    assert [(problem.rule, problem.details["key"], problem.bound) for problem in problems] == [("too-many-entries", key, "<= 12")]


def test_no_node_has_more_than_twelve_replies(tmp_path: Path) -> None:
    text = WIDE + f"  - {{id: n, says: A, choices: [{', '.join(['{}'] * 13)}]}}\nendings: []\n"
    assert "too-many-entries" in {problem.rule for problem in problems_of(tmp_path, text)}
