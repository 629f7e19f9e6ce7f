"""Texts: whole in the module's languages, harmless to a terminal and a reader, and no longer than a person reads."""

from pathlib import Path

import pytest

from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Severity, faults
from cstrain.curriculum.texts import MAX_CHARACTERS
from tests.curriculum.authored import BOTH, HEAD, SOUND, assert_only, but, found, problems_of, write

TITLE = "title: {id: Di toko, en: In the shop}"


@pytest.mark.parametrize(
    ("rule", "old", "new", "language"),
    [
        ("plain-text", TITLE, "▸title: In the shop", ""),
        ("missing-language", TITLE, "▸title: {id: Di toko}", "en"),
        ("missing-language", "text: {id: Tunggu sebentar ya, en: Please wait a moment}", "▸text: {id: Tunggu}", "en"),
        ("empty-text", TITLE, "title: {▸id: '  ', en: In the shop}", "id"),
        ("control-character", TITLE, r'title: {id: Di toko, ▸en: "In \e[31mthe shop"}', "en"),
        ("control-character", TITLE, 'title: {id: Di toko, ▸en: "In\\tthe shop"}', "en"),
        ("control-character", TITLE, "title: {▸id: Di to\u202eko, en: In the shop}", "id"),
        ("control-character", TITLE, r'title: {▸id: "Di\Ntoko", en: In the shop}', "id"),
        ("control-character", TITLE, "title: {▸id: Di\u200btoko, en: In the shop}", "id"),
        ("several-paragraphs", TITLE, 'title: {id: Di toko, ▸en: "In\\nthe shop"}', "en"),
        ("markup", TITLE, "title: {id: Di toko, ▸en: In <b>the</b> shop}", "en"),
        ("markup", TITLE, "title: {id: Di toko, ▸en: 'In [red]the[/red] shop'}", "en"),
        ("markup", TITLE, "title: {id: Di toko, ▸en: In **the** shop}", "en"),
        ("markup", TITLE, "title: {id: Di toko, ▸en: '# In the shop'}", "en"),
        ("markup", TITLE, "title: {id: Di toko, ▸en: In the `shop`}", "en"),
        ("long-text", TITLE, "title: {id: Di toko, ▸en: " + "x" * (MAX_CHARACTERS + 1) + "}", "en"),
    ],
)
def test_a_text_that_is_not_whole_or_not_harmless(tmp_path: Path, rule: str, old: str, new: str, language: str) -> None:
    problem = assert_only(tmp_path, rule, but(old, new, BOTH))
    assert (problem.severity, problem.language) == (Severity.STRUCTURE, language)


@pytest.mark.parametrize(
    "title",
    [
        "3 < 5, and 5 > 3",
        "Prices [2026]",
        "2 * 3 * 4",
        "#1 in town",
        "Snake_case is no word",
        "“Quoted” – and ‘dashed’ … 100 % é ñ 日本",
        "x" * MAX_CHARACTERS,
    ],
)
def test_what_only_looks_like_markup_is_text(tmp_path: Path, title: str) -> None:
    assert problems_of(tmp_path, but("title: In the shop", f"title: '{title}'", HEAD)) == []


def test_a_language_that_the_module_does_not_list_is_told(tmp_path: Path) -> None:
    problem = assert_only(tmp_path, "extra-language", but("title: In the shop", "title: {▸id: Di toko, en: In the shop}", HEAD))
    assert problem.language == "id"


def test_a_text_has_one_wording_in_a_language(tmp_path: Path) -> None:
    """A nameless key beside a named one: neither may vanish without a word."""
    text = but("title: In the shop", "title: {en: In the shop, '': At the counter}", HEAD)
    assert faults(problems_of(tmp_path, text))


def test_a_fault_in_a_text_of_an_item_names_the_item(tmp_path: Path) -> None:
    problem = assert_only(tmp_path, "markup", but("text: Test the lamp,", "▸text: Test the *lamp*__,"))
    assert (problem.item, problem.language, problem.details["found"]) == ("steps", "en", "__")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Test the lamp,", '▸text: "Test\\n\\nthe lamp",'),
        ("text: Ask the workshop for more speed,", '▸text: "Ask the workshop\\n\\nfor more speed",'),
        ("text: Stay near and wait for a sign}", '▸text: "Stay near\\n\\nand wait for a sign"}'),
        ("text: This offer ends today}", '▸text: "This offer\\n\\nends today"}'),
        ("right: Where would you like to go,", '▸right: "Where would\\n\\nyou like to go",'),
        ("statement: Smiles are catching.", '▸statement: "Smiles\\n\\nare catching."'),
    ],
)
def test_only_lessons_and_prompts_have_several_paragraphs(tmp_path: Path, old: str, new: str) -> None:
    """docs/authoring.md: everything else is one paragraph. An option of two paragraphs breaks the list it stands in."""
    assert_only(tmp_path, "several-paragraphs", but(old, new))


def test_a_prompt_has_several_paragraphs(tmp_path: Path) -> None:
    prompt = "According to the article, how many seconds decide a first impression?"
    text = but(f"prompt: {prompt}", f"prompt: |\n      {prompt}\n\n      Think of the door.")
    assert problems_of(tmp_path, text) == []


def test_texts_are_kept_by_language_and_without_the_space_around_them(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": but("title: In the shop", "title: '  In the shop '")})], None)
    module = library.module("shop")
    assert module.title.texts == {"en": "In the shop"}
    assert module.lessons[0].text.texts["en"].endswith("what follows.\n\nLook first, then speak.")


def test_every_text_wherever_it_stands_is_looked_at(tmp_path: Path) -> None:
    """Markup put into any text of a module is found at just that text, once."""
    words = ["Open a talk", "Talking with", "Small moments", "source: Practice", "Smiles are", "No study", "The first words"]
    words += ["Look first", "Begin with", "Ani steps", "He names", "Say yes", "Dewi stands", "She holds", "A lost", "This offer"]
    words += ["unit: seconds", "The article names", "By then", "Then buy", "He will do so"]
    for word in words:
        text = but(word, f"{word}__")
        (problem,) = problems_of(tmp_path, text)
        line = text[: text.index("__")].count("\n") + 1
        assert problem.rule == "markup"
        assert line - 4 <= problem.place.line <= line, word


def test_both_languages_are_looked_at_even_where_one_is_faulty(tmp_path: Path) -> None:
    text = but(TITLE, 'title: {id: "\\a", en: "<b>"}', BOTH)
    assert [rule for rule, _, _ in found(problems_of(tmp_path, text))] == ["control-character", "markup"]


def test_the_sound_module_is_also_sound_with_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "\ufeff" + SOUND.replace("\n", "\r\n")) == []
