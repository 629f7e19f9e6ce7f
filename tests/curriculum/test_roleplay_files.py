"""Where role-plays stand and what an author may write in them: files of their own or a list, each fault with its place."""

from pathlib import Path

import pytest

from cstrain.core.roleplay import play
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem, faults
from cstrain.curriculum.shelf import survey
from tests.curriculum.authored import but, found, marked, write
from tests.curriculum.talks import HEAD, guide, indented

NAME = "home/roleplays/broken-kettle.yaml"


def library(root: Path, text: str, name: str = NAME) -> Library:
    return Library([write(root, {"home/module.yaml": HEAD, name: text})], None)


def faults_of(root: Path, text: str, name: str = NAME) -> list[Problem]:
    return faults(check(library(root, text, name), ["home"]))


def test_the_guides_role_play_is_without_a_fault_and_can_be_played(tmp_path: Path) -> None:
    assert faults_of(tmp_path, guide()) == []
    roleplay = library(tmp_path, guide()).module("home").roleplays["broken-kettle"]
    ended = play.replay(roleplay, 1, ["hear", "exchange"])
    assert ended.ending and (ended.ending.id, ended.ending.verdict) == ("leaves-content", "good")


def test_a_role_play_in_the_list_of_a_single_file_is_the_same(tmp_path: Path) -> None:
    text = "\n".join(line for line in guide().splitlines() if not line.startswith("#"))
    single = write(tmp_path / "single", {"home.yaml": HEAD + "roleplays:\n" + indented(text)})
    folder = library(tmp_path / "folder", guide()).module("home")
    assert Library([single], None).module("home") == folder
    assert list(folder.roleplays) == ["broken-kettle"]


def test_a_role_play_comes_back_from_the_cache_and_its_file_is_part_of_the_key(tmp_path: Path) -> None:
    root, cache = tmp_path / "content", tmp_path / "cache"
    library(root, guide())
    first = Library([root], cache).module("home")
    assert Library([root], cache).module("home") == first
    (root / NAME).write_text(but("title: {id: Teko yang mati,", "title: {id: Teko,", guide()), encoding="utf-8")
    second = Library([root], cache).module("home")
    assert second.version != first.version
    changed, before = second.roleplays["broken-kettle"], first.roleplays["broken-kettle"]
    assert changed.title.say("id") == "Teko" and changed.content_hash != before.content_hash
    assert [node.content_hash for node in changed.nodes] == [node.content_hash for node in before.nodes]


def test_a_module_without_role_plays_has_the_version_it_had(tmp_path: Path) -> None:
    """An empty folder of role-plays changes nothing in what records keep."""
    one = Library([write(tmp_path / "one", {"home/module.yaml": HEAD})], None).module("home")
    (tmp_path / "two/home/roleplays").mkdir(parents=True)
    two = Library([write(tmp_path / "two", {"home/module.yaml": HEAD})], None).module("home")
    assert one.version == two.version and two.roleplays == {}


def test_of_two_files_for_one_role_play_none_is_passed_over_in_silence(tmp_path: Path) -> None:
    names = ["a.yaml", "a.yml", ".b.yaml", "notes.txt"]
    root = write(tmp_path, {"home/module.yaml": HEAD, **{f"home/roleplays/{name}": "" for name in names}})
    volumes, problems = survey([root])
    assert [part for part in volumes["home"].files if part != "module"] == ["roleplays/a"]
    assert [(problem.rule, Path(problem.place.file).name) for problem in problems] == [("stray-file", "a.yml")]


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("missing-key", "customer:\n  name:", "guest:\n  name:"),
        ("unknown-key", "mood: 30  ", "▸colour: red\nmood: 30  "),
        ("not-in-steps", "mood: 30  ", "▸mood: 31  "),
        ("out-of-range", "mood: 30  ", "▸mood: 105  "),
        ("not-a-number", "mood: 30  ", "▸mood: calm  "),
        ("out-of-range", "grade: 0", "▸grade: 4"),
        ("not-one-of", "verdict: mixed", "▸verdict: medium"),
        ("not-true-or-false", "critical: true", "▸critical: 1"),
        ("bad-id", "sets: [heard]", "sets: [▸I heard]"),
        ("not-in-steps", "{mood_at_least: 50}", "{▸mood_at_least: 52}"),
        ("unknown-key", "{mood_at_least: 50}", "{▸mood_above: 50}"),
        ("not-text", "        to: leaves-angry", "        ▸to: 5"),
        ("empty-text", "        to: leaves-angry", "        ▸to: []"),
        ("not-text", "          id: Ia melihat jam.", "          ▸id: 5"),
        ("missing-language", "        react:\n          id: Ia melihat jam.\n", "        ▸react:\n"),
        ("empty-text", "          id: Ia melihat jam.", "          ▸id: ' '"),
        ("control-character", "          id: Ia melihat jam.", '          ▸id: "Ia \\e melihat jam."'),
        ("several-paragraphs", "          id: Ia melihat jam.", '          ▸id: "Ia\\n\\nmelihat jam."'),
    ],
)
def test_a_fault_of_shape_or_text_stands_where_the_author_wrote_it(tmp_path: Path, rule: str, old: str, new: str) -> None:
    clean, spots = marked(but(old, new, guide()))
    problems = faults_of(tmp_path, clean)
    assert problems[0].rule == rule and problems[0].item == "broken-kettle"
    assert not spots or found(problems) == [(rule, *spots[0])]
    assert {problem.place.file for problem in problems} == {str(tmp_path / NAME)}


def test_a_debrief_may_have_paragraphs(tmp_path: Path) -> None:
    old = "id: Masalahnya selesai, tetapi ia belum percaya kepada Anda. Lain kali dengarkan ceritanya sebelum menawarkan apa pun."
    assert faults_of(tmp_path, but(old, 'id: "Selesai.\\n\\nTetapi belum."', guide())) == []


@pytest.mark.parametrize("text", ["", "- id: a", "a"])
def test_a_file_that_holds_no_role_play_is_a_fault(tmp_path: Path, text: str) -> None:
    assert len(faults_of(tmp_path, text)) == 1


@pytest.mark.parametrize(
    ("rule", "old", "new", "about"),
    [
        ("id-not-file", "id: broken-kettle\n", "▸id: kettle\n", {}),
        ("duplicate-id", "  - id: remedy\n", "  - ▸id: arrival\n", {}),
        ("duplicate-id", "  - id: leaves-angry\n", "  - ▸id: leaves-doubting\n", {}),
        ("duplicate-id", "  - id: leaves-content\n    verdict: good", "  - ▸id: remedy\n    verdict: good", {}),
        ("duplicate-id", "      - id: wait\n", "      - ▸id: exchange\n", {}),
        ("unknown-target", "        to: leaves-angry", "        ▸to: leaves", {"node": "remedy", "choice": "promise"}),
        ("unknown-target", "          - {to: leaves-doubting}", "          - {▸to: nowhere}", {"choice": "exchange"}),
        ("unknown-flag", "- {when: {has: [heard]}, to", "- {when: {has: [▸hear]}, to", {"id": "hear", "choice": "exchange"}),
        ("unknown-flag", "        when: {mood_below: 50} ", "        when: {lacks: [▸hear]} ", {"choice": "promise"}),
        ("unknown-flag", "sets: [heard]", "sets: [heard]\n        clears: [▸told]", {"choice": "hear"}),
        ("never-holds", "when: {mood_at_least: 50}", "▸when: {mood_at_least: 50, mood_below: 50}", {"node": "remedy"}),
        ("never-holds", "        when: {mood_below: 50} ", "        ▸when: {mood_below: 0} ", {"choice": "promise"}),
        ("never-holds", "- {when: {has: [heard]}, to", "- {when: {lacks: [heard], has: [▸heard]}, to", {"choice": "exchange"}),
        ("empty-text", "        when: {mood_below: 50} ", "        ▸when: {} ", {"key": "when"}),
        ("no-otherwise", "          - {to: leaves-doubting}", "          - {▸when: {lacks: [heard]}, to: leaves-doubting}", {}),
        ("never-reached", "- {to: leaves-doubting}", "- {to: leaves-doubting}\n          - ▸to: leaves-angry", {}),
        ("critical-key", "      - id: exchange\n", "      - ▸id: exchange\n        critical: true\n", {"choice": "exchange"}),
        ("unknown-skill", "skills: [recovery]", "skills: [▸baking]", {"id": "baking", "choice": "exchange"}),
        ("unknown-fact", "facts: []                     #", "facts: [▸F-1] #", {"id": "F-1"}),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_a_fault_at_its_place(
    tmp_path: Path, rule: str, old: str, new: str, about: dict[str, str]
) -> None:
    clean, (spot,) = marked(but(old, new, guide()))
    problems = [problem for problem in faults_of(tmp_path, clean) if problem.rule == rule]
    assert [(problem.place.line, problem.place.column) for problem in problems] == [spot or (0, 0)]
    assert about.items() <= problems[0].details.items()


def test_a_flag_that_is_set_may_be_cleared(tmp_path: Path) -> None:
    assert faults_of(tmp_path, but("sets: [heard]", "sets: [heard]\n        clears: [heard]", guide()))[0].rule == "unreachable"
    later = but("      - id: wait\n", "      - id: wait\n        clears: [heard]\n", guide())
    assert faults_of(tmp_path, later) == []


def test_a_node_teaches_one_to_three_facts_where_the_module_has_facts(tmp_path: Path) -> None:
    fact = (
        "facts: [{id: F-1, group: G, tier: C, kind: principle, provenance: practice, "
        "statement: {id: a, en: b}, source: {id: a, en: b}}]"
    )
    root = write(tmp_path, {"home/module.yaml": HEAD, "home/facts.yaml": fact, NAME: guide()})
    problems = [problem for problem in faults(check(Library([root], None), ["home"])) if problem.rule == "facts-of-item"]
    assert [(problem.details["node"], problem.figure, problem.bound) for problem in problems] == [
        ("arrival", "0", "1-3"),
        ("remedy", "0", "1-3"),
    ]


def test_an_item_and_a_role_play_have_different_ids(tmp_path: Path) -> None:
    items = """\
items:
  - {id: broken-kettle, kind: rate, level: recall, prompt: {id: a, en: b}, options: [
     {id: a, text: {id: a, en: b}, rating: 1, feedback: {id: a, en: b}},
     {id: b, text: {id: a, en: b}, rating: 5, feedback: {id: a, en: b}},
     {id: c, text: {id: a, en: b}, rating: 2, feedback: {id: a, en: b}}]}
"""
    root = write(tmp_path, {"home/module.yaml": HEAD, "home/items.yaml": items, NAME: guide()})
    (problem,) = faults(check(Library([root], None), ["home"]))
    assert (problem.rule, problem.details["id"]) == ("duplicate-id", "broken-kettle")
