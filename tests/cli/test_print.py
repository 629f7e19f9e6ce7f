"""Sheets to print: a worksheet that gives nothing away, a key that says why, cards told apart without colour."""

from pathlib import Path

import pytest

from cstrain.app.handout import Pick, handout
from cstrain.cli.render.handout import Print, handout_page
from cstrain.core.localised import Localised
from cstrain.core.value import replace
from tests import making
from tests.cli.conftest import Shelve
from tests.cli.modules import counter, module, question, said
from tests.cli.running import run
from tests.curriculum.authored import BOTH, SOUND
from tests.making import choice, match, multi, number, order, rate
from tests.reports.pages import Element, read, wrong

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><script>",
    "' onload='x",
    "\u202egnp.exe",
)
SHEETS = ("Worksheet", "Answer key, for the trainer", "Cards to hold up")


def printed(*arguments: str, language: str = "en") -> str:
    made = run("--lang", language, "content", "print", *arguments, "--out", "-")
    assert (made.code, made.err) == (0, "")
    return made.out


def sections(text: str) -> dict[str, Element]:
    """Each sheet by its heading."""
    return {section.one("h2").text: section for section in read(text).all("section")}


def prompts(sheet: Element) -> list[str]:
    return [one.text for one in sheet.all("h3")]


def letter_of(option: str, sheet: Element) -> str:
    (row,) = (one for one in sheet.all("li") if option in one.text)
    (letter,) = (one.text for one in row.all("span") if one.attributes.get("class") == "letter")
    return letter


@pytest.fixture(autouse=True)
def shop(shelved: Shelve) -> Path:
    return shelved(shop=SOUND, counter=counter(4))


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_is_sound_whole_and_in_the_language_of_the_run(language: str) -> None:
    text = printed("shop", "--items", "9", language=language)
    assert wrong(text) == []
    root = read(text)
    assert root.one("html").attributes["lang"] == language
    assert len(root.all("section")) == 3
    # What the module does not have in this language says so, for a screen reader.
    assert ('lang="en"' in text.split("<main>")[1]) is (language == "id")


def test_the_worksheet_has_every_kind_with_room_to_answer_and_nothing_of_the_key() -> None:
    sheet = sections(printed("shop", "--items", "9"))["Worksheet"]
    assert {one.text for one in sheet.all("p") if one.attributes.get("class") == "note"} == {
        "Tick one.",
        "Several fit: tick them all.",
        "Write 1, 2, 3 ... in the order in which they belong.",
        "Write beside each the letter of what belongs to it.",
        "Write the figure.",
        "Circle how good each reply is: 1 harms, 5 is very effective.",
    }
    for told in ("She can plan her day", "key", "grade", "critical", "rating", "The article on first impressions", "seconds: 5"):
        assert told not in sheet.text
    assert {"box round", "box", "blank", "blank long", "scale"} <= {one.attributes.get("class", "") for one in sheet.all("span")}


def test_the_key_has_each_option_with_its_feedback_its_letter_and_a_question_for_the_room() -> None:
    made = sections(printed("shop", "--item", "promise", "--item", "signs", "--seed", "3"))
    sheet, key = made["Worksheet"], made["Answer key, for the trainer"]
    assert prompts(sheet) == prompts(key)
    for told in ("[key, grade 3 of 3]", "[grade 0 of 3, critical]", "She can plan her day", "[key]", "For the room: "):
        assert told in key.text
    for option in ("Tell her two days", "Ask the workshop", "Say yes and hope", "She holds up two boxes"):
        assert letter_of(option, sheet) == letter_of(option, key) in list("ABCD")


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("steps", ["[1]", "[2]", "[3]", "What goes wrong if you start with “Test the lamp”"]),
        ("customers", ["A shy student", "[belongs to none]", "easiest to mix up"]),
        (
            "seconds",
            ["[key]", "5 seconds", "30 seconds", "Any other figure", "need this figure", "Note: No study is named for it."],
        ),
        ("replies", ["[rating 5 of 5]", "[rating 1 of 5]", "How would you change “Then buy it over there”"]),
        ("signs", ["forgotten most often"]),
        ("promise", ["When would “Ask the workshop for more speed” be the right thing"]),
    ],
)
def test_the_key_of_each_kind_says_what_is_right(item: str, told: list[str]) -> None:
    key = sections(printed("shop", "--item", item))["Answer key, for the trainer"].text
    assert [each for each in told if each not in key] == []


def test_the_room_asks_of_a_recalled_fact_how_to_remember_it_and_of_a_situation_where_another_reply_fits(shelved: Shelve) -> None:
    for level, told in (("recall", "What makes “wrong” tempting"), ("apply", "When would “wrong” be the right thing")):
        shelved(counter=module("counter", question(1) | {"level": level}))
        assert told in sections(printed("counter"))["Answer key, for the trainer"].text


def test_the_same_seed_prints_the_same_page_and_another_one_does_not() -> None:
    assert printed("counter", "--seed", "4") == printed("counter", "--seed", "4")
    assert printed("counter", "--seed", "4") != printed("counter", "--seed", "5")
    again = next(one.text for one in read(printed("counter")).all("p") if "hint" in one.attributes.get("class", ""))
    assert "cstrain --lang en content print counter --items 4 --seed " in again


def test_the_command_on_the_page_prints_it_again() -> None:
    for arguments in (("counter", "--items", "2"), ("counter", "--item", "question-3", "--item", "question-1")):
        first = printed(*arguments)
        typed = next(one.text for one in read(first).all("p") if "hint" in one.attributes.get("class", "")).split("print ")[1]
        assert printed(*typed.split()) == first


def test_named_items_come_in_the_order_named_each_once() -> None:
    made = sections(printed("counter", "--item", "question-2", "--item", "question-1", "--item", "question-2"))
    assert prompts(made["Worksheet"]) == ["1. Question number 2?", "2. Question number 1?"]


@pytest.mark.parametrize("letters", ["ABCD", "ABCDE"])
def test_there_are_four_cards_or_as_many_as_a_choice_has_options_each_with_its_own_shape(shelved: Shelve, letters: str) -> None:
    options = [{"id": id, "key": id == "a", "text": said(id, id), "feedback": said(id, id)} for id in letters.lower()]
    shelved(counter=module("counter", question(1) | {"options": options}))
    sheet = sections(printed("counter"))["Cards to hold up"]
    assert [one.one("title").text for one in sheet.all("svg")] == list(letters)
    assert len({one.one("desc").text for one in sheet.all("svg")}) == len(letters)
    assert len({tuple(sorted(shape.tag for shape in one.children)) for one in sheet.all("svg")}) > 1


@pytest.mark.parametrize(("flags", "a_page"), [([], [4]), (["--large-cards"], [1, 1, 1, 1])])
def test_cards_come_four_to_a_page_or_one(flags: list[str], a_page: list[int]) -> None:
    sheet = sections(printed("counter", *flags))["Cards to hold up"]
    pages = [one for one in sheet.all("div") if one.attributes["class"].startswith("sheet")]
    assert [len(one.all("svg")) for one in pages] == a_page


def test_no_page_break_cuts_a_question_and_each_sheet_begins_a_page() -> None:
    style = read(printed("counter")).one("style").text
    assert ".question { break-inside: avoid;" in style and ".part { break-before: page; }" in style


def test_single_sheets_stand_alone_in_their_own_order() -> None:
    assert tuple(sections(printed("counter"))) == SHEETS
    assert tuple(sections(printed("counter", "--only", "cards", "--only", "worksheet"))) == (SHEETS[0], SHEETS[2])
    alone = printed("counter", "--only", "worksheet")
    assert "So it is." not in alone and "That does harm." not in alone


def test_both_languages_stand_together_where_that_is_wanted(shelved: Shelve) -> None:
    shelved(shop=BOTH)
    text = printed("shop", "--both")
    sheet = sections(text)["Worksheet"]
    assert "What do you say first to a guest who comes in?Apa yang Anda katakan lebih dulu kepada tamu?" in sheet.text
    assert [one.attributes["lang"] for one in sheet.all("span") if "lang" in one.attributes] == ["id"] * 4
    assert wrong(text) == [] and "Selamat pagi Bu" not in printed("shop")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_content_is_text(text: str) -> None:
    """Also what no check of content lets through."""
    said_so = Localised({"en": text})
    items = (choice(situational=True), multi(), order(), match(), number(), rate())
    shop = making.module(*(replace(item, prompt=said_so) for item in items), items_per_quiz=6)
    made = "".join(handout_page(handout(replace(shop, title=said_so), Pick(seed=1)), Print()))
    assert wrong(made) == []
    assert read(made).one("h1").text == text.replace("\u202e", "")
    assert len(prompts(sections(made)["Worksheet"])) == 6


def test_a_file_is_written_whole_where_it_is_said_and_never_replaced_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("--lang", "en", "content", "print", "counter", "--seed", "1")
    assert (made.code, made.out) == (0, f"{tmp_path / 'counter.html'}\n")
    first = (tmp_path / "counter.html").read_text(encoding="utf-8")
    assert first == printed("counter", "--seed", "1")
    refused = run("--lang", "en", "content", "print", "counter", "--seed", "2")
    assert refused.code == 1 and "counter.html" in refused.err and (tmp_path / "counter.html").read_text("utf-8") == first
    assert run("content", "print", "counter", "--seed", "2", "--replace").code == 0
    assert (tmp_path / "counter.html").read_text("utf-8") != first


def test_the_records_are_never_replaced_by_a_page(home: Path) -> None:
    run("trainee", "add", "Sari")
    refused = run("content", "print", "counter", "--out", home / "records.db", "--replace")
    assert refused.code == 1 and (home / "records.db").read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["counter", "--item", "question-9"], 2, "There is no item question-9 in the modules. Did you mean question-"),
        (["counter", "--items", "2", "--item", "question-1"], 2, "--item"),
        (["counter", "--only", "poster"], 2, "worksheet, key, cards"),
        (["nothing"], 2, "There is no module nothing."),
    ],
)
def test_what_cannot_be_printed_is_told(arguments: list[str], code: int, told: str) -> None:
    refused = run("--lang", "en", "content", "print", *arguments, "--out", "-")
    assert (refused.code, refused.out) == (code, "") and told in refused.err
