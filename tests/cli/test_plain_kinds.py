"""Each kind of item, answered by lines as commands.md says, and what is said about the answer."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cstrain.core.items import Response
from tests.cli.conftest import Shelve
from tests.cli.modules import module, question, said
from tests.cli.running import Answer, Run, kept, picking, run
from tests.curriculum.authored import CHOICE, FACTS, HEAD, MATCH, MULTI, NUMBER, ORDER, RATE

TRUTH, ASK, NOON = "Tell her two days", "Ask the workshop", "Say yes and hope"
LOOKS, HOLDS, PHONE, WALKS = "She looks around", "She holds up", "She reads", "She walks"
LISTEN, TEST, SOLVE = "Hear him out", "Test the lamp", "Offer a new one"
SHY, REGULAR, LOST, PUSH = "I am here", "How was the tea", "Where would you like", "This offer ends"
RATINGS = {"Ours was packed this week": 5, "That may well be so": 3, "Then buy it over there": 1}


def together(*texts: str) -> Answer:
    """The numbers of these texts in one run of digits."""
    spaced = picking(*texts)
    return lambda said: spaced(said).replace(" ", "") if callable(spaced) else spaced


def rated(wanted: dict[str, int]) -> Answer:
    """The rating of the reply that is asked about."""
    return lambda said: str(next(rating for reply, rating in wanted.items() if said.endswith(f"{reply}: ")))


def rated_together(wanted: dict[str, int]) -> Answer:
    """The ratings of all replies, in the order in which they stand."""
    return lambda said: ", ".join(str(wanted[reply]) for reply in re.findall(r"^  - (.*)$", said, re.MULTILINE))


def answer(shelved: Shelve, item: str, answers: list[Answer]) -> Run:
    shelved(shop=f"{HEAD}{FACTS}items:\n{item}")
    return run("quiz", "shop", "--as", "Sari", answers=answers)


@pytest.mark.parametrize(
    ("item", "lines", "response", "score"),
    [
        (CHOICE, [picking(TRUTH)], "truth", 1),
        (CHOICE, [picking(ASK)], "ask", Fraction(2, 3)),
        (MULTI, [picking(LOOKS, HOLDS)], {"looks", "holds"}, 1),
        (MULTI, [together(HOLDS, LOOKS)], {"looks", "holds"}, 1),
        (MULTI, [picking(LOOKS)], {"looks"}, Fraction(1, 2)),
        (MULTI, [picking(LOOKS, LOOKS, PHONE)], {"looks", "phone"}, 0),
        (MULTI, ["1,2;3 , 4"], {"looks", "holds", "phone", "walks"}, 0),
        (MULTI, ["a b c D"], {"looks", "holds", "phone", "walks"}, 0),
        (ORDER, [picking(LISTEN, TEST, SOLVE)], ("listen", "test", "solve"), 1),
        (ORDER, [together(SOLVE, TEST, LISTEN)], ("solve", "test", "listen"), 0),
        (ORDER, [picking(TEST, LISTEN, SOLVE)], ("test", "listen", "solve"), Fraction(2, 3)),
        (
            MATCH,
            [picking(SHY), picking(REGULAR), picking(LOST)],
            {"shy": "shy", "regular": "regular", "lost": "lost"},
            1,
        ),
        (MATCH, [picking(SHY, REGULAR, LOST)], {"shy": "shy", "regular": "regular", "lost": "lost"}, 1),
        (MATCH, [picking(PUSH), picking(REGULAR, LOST)], {"shy": "push", "regular": "regular", "lost": "lost"}, Fraction(2, 3)),
        (NUMBER, ["5"], 5, 1),
        (NUMBER, ["5.5"], 5.5, 1),
        (NUMBER, ["4,5"], 4.5, 1),
        (NUMBER, ["+5 seconds"], 5, 1),
        (NUMBER, ["5 SECONDS"], 5, 1),
        (NUMBER, ["5%"], 5, 1),
        (NUMBER, ["1.500", "1500"], 1500, 0),
        (NUMBER, ["5,125", "5,1250"], 5.125, 1),
        (NUMBER, ["0.125"], 0.125, 0),
        (NUMBER, ["1500.5"], 1500.5, 0),
        (NUMBER, ["-5"], -5, 0),
        (NUMBER, ["30"], 30, 0),
        (RATE, [rated(RATINGS)] * 3, {"value": 5, "agree": 3, "scorn": 1}, 1),
        (RATE, [rated_together(RATINGS)], {"value": 5, "agree": 3, "scorn": 1}, 1),
        (RATE, ["3 3 3"], {"value": 3, "agree": 3, "scorn": 3}, Fraction(2, 3)),
    ],
)
def test_a_kind_is_answered_by_lines(
    home: Path, shelved: Shelve, item: str, lines: list[Answer], response: Response | set[str], score: Fraction | int
) -> None:
    taken = answer(shelved, item, lines)
    assert taken.code == 0
    (attempt,) = kept(home)
    given = attempt.answers[0].response
    assert (set(given) if isinstance(given, tuple) and isinstance(response, set) else given) == response
    assert attempt.score == score


@pytest.mark.parametrize(
    ("item", "line", "accepted"),
    [
        (MULTI, "", "at least one number"),
        (MULTI, "1 5", "from 1 to 4"),
        (MULTI, "1x", "from 1 to 4"),
        (ORDER, "", "3 numbers once"),
        (ORDER, "1 2", "3 numbers once"),
        (ORDER, "1 2 2", "3 numbers once"),
        (ORDER, "1 2 3 4", "from 1 to 3"),
        (MATCH, "", "from 1 to 4"),
        (MATCH, "5", "from 1 to 4"),
        (MATCH, "1 1 2", "Number 1 is already used"),
        (MATCH, "1 2 9", "from 1 to 4"),
        (NUMBER, "", "Type digits"),
        (NUMBER, "five", "Type digits"),
        (NUMBER, "1e3", "Type digits"),
        (NUMBER, "nan", "Type digits"),
        (NUMBER, "1.000.000", "without a sign for thousands"),
        (NUMBER, "1.500", "Type 1500, without a sign for thousands, or the fraction: 1.5"),
        (NUMBER, "1,500 seconds", "Type 1500, without a sign for thousands, or the fraction: 1,5"),
        (NUMBER, "1.125", "Type 1125, without a sign for thousands, or the fraction: 1.1250"),
        (NUMBER, "2.000", "Type 2000, without a sign for thousands, or the fraction: 2"),
        (NUMBER, "1.500,50", "without a sign for thousands"),
        (NUMBER, "٥", "Type digits"),
        (NUMBER, "9" * 400, "Type digits"),
        (RATE, "", "from 1 to 5"),
        (RATE, "0", "from 1 to 5"),
        (RATE, "6", "from 1 to 5"),
        (RATE, "a", "from 1 to 5"),
        (RATE, "1 2 6", "from 1 to 5"),
    ],
)
def test_a_line_that_is_no_answer_says_what_is_accepted_and_asks_again(
    home: Path, shelved: Shelve, item: str, line: str, accepted: str
) -> None:
    asked = answer(shelved, item, [line])
    assert asked.code == 5
    assert accepted in asked.out
    prompts = re.findall(r"^> .*$", asked.out, re.MULTILINE)
    assert len(prompts) == 2 and prompts[0] == prompts[1]
    assert kept(home)[0].answers == ()


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (MATCH, [picking(SHY), "nonsense", picking(SHY), picking(REGULAR), picking(LOST)]),
        (RATE, [rated(RATINGS), "nonsense", rated(RATINGS), rated(RATINGS)]),
    ],
)
def test_an_unclear_row_is_asked_again_and_the_rows_before_it_stand(
    home: Path, shelved: Shelve, item: str, lines: list[Answer]
) -> None:
    assert answer(shelved, item, lines).code == 0
    assert kept(home)[0].score == 1


@pytest.mark.parametrize(
    ("item", "lines", "told"),
    [
        (CHOICE, [picking(TRUTH)], ["Right.", "Your answer: Tell her two days", "She can plan her day"]),
        (
            CHOICE,
            [picking(ASK)],
            ["Partly right: 66.6%", "Your answer: Ask the workshop", "She waits at the counter", "Best answer: Tell her"],
        ),
        (CHOICE, [picking(NOON)], ["Not right.", "critical error", "She comes at noon for nothing"]),
        (MULTI, [picking(LOOKS, PHONE, WALKS)], ["Fits: She looks", "Does not fit: She reads", "not ticked: She holds"]),
        (ORDER, [picking(SOLVE, LISTEN, TEST)], ["The right order:", "1. Hear him out", "3. Offer a new one"]),
        (MATCH, [picking(REGULAR, SHY, LOST)], ["It should be: A shy student - I am here", "Right: A lost tourist"]),
        (NUMBER, ["30"], ["Your answer: 30 seconds", "By then the customer", "Right answer: 5 seconds", "So says"]),
        (NUMBER, ["7.25"], ["Your answer: 7.25 seconds", "The article names a much shorter time"]),
        (NUMBER, ["5"], ["Source: The article on first impressions", "No study is named"]),
        (RATE, [rated_together(RATINGS | {"That may well be so": 1})], ["That may well be so", "You: 1", "Key: 3", "Honest"]),
    ],
)
def test_after_an_answer_each_part_gets_its_feedback(
    home: Path, shelved: Shelve, item: str, lines: list[Answer], told: list[str]
) -> None:
    feedback = answer(shelved, item, lines).out.rsplit("> ", 1)[1]
    assert [words for words in told if words not in feedback] == []


@pytest.mark.parametrize("interruption", ["?", "l"])
@pytest.mark.parametrize(
    ("item", "first", "rest", "said"),
    [
        (MATCH, picking(SHY), [picking(REGULAR), picking(LOST)], "- A shy student: I am here"),
        (RATE, rated(RATINGS), [rated(RATINGS), rated(RATINGS)], ": "),
    ],
    ids=["match", "rate"],
)
def test_rows_already_answered_stay_and_are_said_when_the_question_is_heard_again(
    home: Path, shelved: Shelve, item: str, first: Answer, rest: list[Answer], said: str, interruption: str
) -> None:
    taken = answer(shelved, item, [first, interruption, *rest])
    assert taken.code == 0 and kept(home)[0].score == 1
    again = taken.out.split({"?": "Answered so far:", "l": "Yang sudah dijawab:"}[interruption])[1]
    assert again.startswith("\n  - ") and (said in again or interruption == "l")


def test_after_an_order_each_step_says_where_it_was_put(home: Path, shelved: Shelve) -> None:
    """Right and wrong are never told by a mark or a colour alone."""
    told = answer(shelved, ORDER, [picking(LISTEN, SOLVE, TEST)]).out.split("The right order:")[1]
    assert "1. Hear him out" in told and "(right)" in told.split("1. Hear him out")[1].split("\n")[0]
    assert "(you: 3)" in told.split("2. Test the lamp")[1].split("\n")[0]


def test_a_figure_is_shown_with_the_decimal_sign_of_the_language(home: Path, shelved: Shelve) -> None:
    shelved(shop=HEAD + FACTS + "items:\n" + NUMBER.replace("value: 30", "value: 30.5"))
    for language, shown in (("en", "30.5"), ("id", "30,5")):
        assert f": {shown} seconds" in run("--lang", language, "quiz", "shop", "--as", "Sari", answers=["30,5"]).out


@pytest.mark.parametrize("figure", ["1500000", "1234567"])
def test_a_figure_is_shown_as_a_person_writes_it(home: Path, shelved: Shelve, figure: str) -> None:
    """Prices in rupiah run into millions: 1500000, not 1.5e+06."""
    shelved(shop=HEAD + FACTS + "items:\n" + NUMBER.replace("value: 30", f"value: {figure}"))
    assert f"Your answer: {figure} seconds" in run("quiz", "shop", "--as", "Sari", answers=[figure]).out


def test_a_text_of_several_paragraphs_stays_in_paragraphs(home: Path, shelved: Shelve) -> None:
    item: dict[str, Any] = question(1) | {"prompt": said("Satu.\n\nDua.", "One.\n\nTwo.")}
    shelved(counter=module("counter", item))
    assert "One.\n\nTwo.\n  1. " in run("quiz", "counter", "--as", "Sari").out
