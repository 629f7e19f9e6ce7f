"""Items that give themselves away, teach nothing or set no scene: each rule has its figure, its bound and its place."""

from pathlib import Path

import pytest

from cstrain.curriculum.problem import Severity
from tests.curriculum.authored import BOTH, HEAD, assert_only, but, found, place_of, problems_of

NOON = "Say yes and hope for the best"
ASK = "Ask the workshop for more speed"
TRUTH = "Tell her two days and offer a loan"


@pytest.mark.parametrize(
    ("rule", "old", "new", "figure", "bound"),
    [
        ("option-lengths", NOON, "Say yes to her", "2.43", "<= 2.2"),
        ("all-or-none", NOON, "Do both of these at one time", "both of these", ""),
        ("all-or-none", NOON, "Say none of the above to her", "none of the", ""),
        ("option-endings", NOON, f"{NOON}.", "- .", ""),
        ("option-endings", NOON, f'"“{NOON}!”"', "! -", ""),
        ("option-capitals", NOON, "say yes and hope for the best", "", ""),
        ("same-options", ASK, "Offer a loan and tell her two days", "1.00", "< 0.8"),
        ("same-options", ASK, "Tell her two days and offer a loan right now", "0.80", "< 0.8"),
    ],
)
def test_options_that_differ_in_more_than_what_they_say(
    tmp_path: Path, rule: str, old: str, new: str, figure: str, bound: str
) -> None:
    text = but(f"text: {old}", f"text: {new}")
    (problem,) = problems_of(tmp_path, text)
    assert found([problem]) == [(rule, *place_of(text, "id: promise", "options:"))]
    assert (problem.severity, problem.item, problem.language) == (Severity.QUALITY, "promise", "en")
    assert (problem.figure, problem.bound) == (figure, bound)


@pytest.mark.parametrize(
    "noon",
    [
        "Say yes to them",  # 15 of 33 characters: 2.2 and not more
        "“Say yes and hope for the best”",  # quotes are set aside
        "3 times say yes and hope for it",  # a digit has no capital
        "Tell of two days or offer a loan",  # 7 of 9 words are shared
    ],
)
def test_what_stays_within_the_bounds_is_not_told(tmp_path: Path, noon: str) -> None:
    text = but(f"text: {NOON}", f"text: {noon}", but(TRUTH, "Tell of two days and offer a loan"))
    assert problems_of(tmp_path, text) == []


def test_lengths_say_nothing_about_options_of_a_word_or_two(tmp_path: Path) -> None:
    text = but("en: Please wait a moment", "en: Wait", but("id: Tunggu sebentar ya", "id: Nanti", BOTH))
    assert problems_of(tmp_path, text) == []


def test_indonesian_has_its_own_all_of_the_above(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, but("id: Tunggu sebentar ya", "id: Semua jawaban benar", BOTH))
    assert (problem.rule, problem.language, problem.figure) == ("all-or-none", "id", "Semua jawaban benar")


@pytest.mark.parametrize(
    ("rule", "old", "new", "figure", "bound"),
    [
        (
            "short-feedback",
            "fast, feedback: She shakes",
            "fast, ▸feedback: a b c d e f g h i j k l m n o p q r s t} #",
            "39",
            ">= 40",
        ),
        (
            "same-feedback",
            "She shakes her head and leaves because your question came before she had settled in at all.",
            "She feels free to look and comes to you herself as soon as she is ready to talk.",
            "",
            "",
        ),
        (
            "no-scene",
            "prompt: Dewi stands in front of the shelf for a while. Which two signs tell you that she wants to be asked?",
            "▸prompt: Dewi waits at the shelf. Which signs call for you?",
            "10",
            ">= 12",
        ),
        ("figures-order", "    figures:\n      - {value: 5,", "    ▸figures:\n      - {value: 50,", "50, 30", ""),
    ],
)
def test_feedback_teaches_a_prompt_sets_a_scene_and_figures_ascend(
    tmp_path: Path, rule: str, old: str, new: str, figure: str, bound: str
) -> None:
    text = but(old, new)
    if rule == "same-feedback":
        text = but("{id: fast, feedback: She", "{id: fast, ▸feedback: She", text)
    problem = assert_only(tmp_path, rule, text)
    assert (problem.severity, problem.figure, problem.bound) == (Severity.QUALITY, figure, bound)


def test_two_prompts_that_are_nearly_the_same(tmp_path: Path) -> None:
    """Stems of one set are exempt: the nearer they are, the better the set."""
    shy = "Ani steps in, looks down at her phone and keeps well away from you. What do you do first?"
    hurried = "Budi runs in with the engine still going outside and reads the signs above every shelf. What now?"
    assert problems_of(tmp_path, but(hurried, shy)) == []
    text = but("prompt: Dewi stands in front of the shelf for a while. Which two signs tell you that she wants to be asked?",
               f"▸prompt: {shy}")  # fmt: skip
    problem = assert_only(tmp_path, "same-prompts", text)
    assert (problem.item, problem.details["id"], problem.figure, problem.bound) == ("signs", "shy", "1.00", "< 0.85")


@pytest.mark.parametrize(
    ("key", "owner"),
    [(TRUTH, "promise"), ("she looks around for you", "signs"), ("stay near and wait for a sign", "shy")],
)
def test_no_prompt_says_the_key_of_another_item(tmp_path: Path, key: str, owner: str) -> None:
    text = but("prompt: Eko comes back", f"▸prompt: You {key}, and Eko comes back")
    problem = assert_only(tmp_path, "key-given-away", text)
    assert (problem.item, problem.details["id"]) == ("steps", owner)


def test_its_own_key_a_wrong_option_or_a_key_of_three_words_in_a_prompt_gives_nothing_away(tmp_path: Path) -> None:
    assert problems_of(tmp_path, but("prompt: Citra wants", f"prompt: {TRUTH} or not? Citra wants")) == []
    assert problems_of(tmp_path, but("prompt: Eko comes back", f"prompt: {NOON}, and Eko comes back")) == []
    three = but("She looks around for you", "She looks around").replace("She reads on her phone", "She reads much")
    assert problems_of(tmp_path, but("prompt: Eko comes", "prompt: She looks around while Eko comes", three)) == []
    four = three.replace("text: She looks around", "text: She looks around now")
    text = but("prompt: Eko comes", "▸prompt: She looks around now while Eko comes", four)
    assert_only(tmp_path, "key-given-away", text)


def test_a_feedback_of_forty_characters_and_a_scene_of_twelve_words_are_enough(tmp_path: Path) -> None:
    scene = "Dewi stands in front of the shelf for a while. Which two signs tell you that she wants to be asked?"
    text = but(scene, "Dewi waits at the shelf. Which two of these signs call you?")
    feedback = "By then the customer has long since made up his mind about you and about the shop."
    assert problems_of(tmp_path, but(feedback, "a b c d e f g h i j k l m n o p q r s tu", text)) == []


def items(recall: int, apply: int) -> str:
    """This many items, as different from each other as numbers in words can make them."""
    template = """\
  - {{id: item-{n}, kind: number, level: {level}, otherwise: No., figures: [{{value: {n}, key: true, feedback: Yes.}}],
     prompt: Number {n}}}
"""
    levels = ["recall"] * recall + ["apply"] * apply
    return "items:\n" + "".join(template.format(n=n, level=level) for n, level in enumerate(levels))


@pytest.mark.parametrize(
    ("recall", "apply", "told"),
    [(5, 5, []), (6, 4, ["6/10"]), (10, 0, ["10/10"]), (9, 0, []), (10, 10, []), (11, 10, ["11/21"])],
)
def test_at_most_half_of_ten_or_more_items_only_ask_for_recall(tmp_path: Path, recall: int, apply: int, told: list[str]) -> None:
    problems = problems_of(tmp_path, HEAD + items(recall, apply))
    assert [problem.figure for problem in problems if problem.rule == "recall-share"] == told


def test_a_module_with_a_fault_is_not_judged(tmp_path: Path) -> None:
    """Half a module has no quality to speak of: first the faults."""
    text = but("tolerance: 0.5", "tolerance: -1", but(f"text: {NOON}", "text: Say yes"))
    assert [rule for rule, _, _ in found(problems_of(tmp_path, text))] == ["tolerance"]
