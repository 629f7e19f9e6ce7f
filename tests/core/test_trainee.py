"""Names are not trusted: whatever is typed becomes a name that can be kept and shown, or is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.core.trainee import LONGEST_NAME, clean_label, clean_name, likeness
from cstrain.errors import BadName

# Lone surrogates too, which a broken terminal can hand over.
pasted = st.lists(st.sampled_from(["e", "\u0301", "\u200b"]), min_size=2, max_size=6).map("".join)
typed = pasted | st.text(st.characters(exclude_categories=()))


def cleaned(text: str) -> str | None:
    try:
        return clean_name(text)
    except BadName:
        return None


@given(typed)
def test_a_name_that_is_kept_holds_nothing_that_moves_a_cursor_or_hides(text: str) -> None:
    name = cleaned(text)
    assert name is None or {unicodedata.category(character) for character in name}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@given(typed)
def test_a_name_that_is_kept_has_single_spaces_and_none_around(text: str) -> None:
    name = cleaned(text)
    assert name is None or (name and name == " ".join(name.split()))


@given(typed)
def test_a_name_that_is_kept_is_composed(text: str) -> None:
    name = cleaned(text)
    assert name is None or unicodedata.is_normalized("NFC", name)


@given(typed)
def test_cleaning_a_clean_name_changes_nothing(text: str) -> None:
    name = cleaned(text)
    assert name is None or clean_name(name) == name


@given(typed)
def test_a_name_typed_in_another_unicode_form_is_the_same_name(text: str) -> None:
    assert cleaned(unicodedata.normalize("NFD", text)) == cleaned(unicodedata.normalize("NFC", text))


def test_an_invisible_character_between_a_letter_and_its_accent_makes_no_other_name() -> None:
    """Pasted text holds such characters; "José" must stay findable when it is typed."""
    assert clean_name("Jose\u200b\u0301") == clean_name("José")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Siti \t Rahma\n", "Siti Rahma"),
        ("Siti\nRahma", "Siti Rahma"),
        ("Siti\u2028Rahma\u00a0W.", "Siti Rahma W."),
        ("Cafe\u0301", "Café"),
        ("\u202eSiti\u200b", "Siti"),
        ("Si\ud800ti", "Siti"),
        ("\x1b]0;owned\x07Siti", "]0;owned Siti"),
        ("\x1b[31mSiti\x1b[0m", "[31mSiti [0m"),
    ],
)
def test_spaces_forms_and_invisible_characters_are_put_right(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    "name",
    [
        "[/bold]",
        "=HYPERLINK(1)",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "C:\\NUL",
        "O'Brien; DROP TABLE trainee;--",
        "محمد علي",
        "李小龍",
        "{name} %s \\n",
        "X 🙂",
        "X",
    ],
)
def test_everything_else_stays_as_typed(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u200b\u202e", "\x00\x1b", "\ud800", "\u2028\u3000"])
def test_a_name_of_nothing_that_can_be_seen_is_refused(text: str) -> None:
    with pytest.raises(BadName) as refusal:
        clean_name(text)
    assert refusal.value.reason == "empty"


@pytest.mark.parametrize(
    "text", ["x" * LONGEST_NAME, " " * 10_000 + "x", "\u200b" * 10_000 + "x", "e\u0301" * LONGEST_NAME], ids=len
)
def test_only_what_is_kept_counts_against_the_limit(text: str) -> None:
    assert len(clean_name(text)) <= LONGEST_NAME


@pytest.mark.parametrize("text", ["x" * (LONGEST_NAME + 1), "x" * 10_000, "Zal\u0338\u0321go" * 1000], ids=len)
def test_a_name_that_is_too_long_is_refused_with_the_limit(text: str) -> None:
    with pytest.raises(BadName) as refusal:
        clean_name(text)
    assert (refusal.value.reason, refusal.value.limit) == ("long", LONGEST_NAME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Rahma", "siti rahma"),
        ("Siti Rahma", "SITIRAHMA"),
        ("Siti Rahma", "\uff33\uff49\uff54\uff49 \uff32\uff41\uff48\uff4d\uff41"),
        ("José", "Jose\u0301"),
        ("Groß", "GROSS"),
        ("ﬁtri", "Fitri"),
        ("Μαΐου", "Μαΐου".upper()),
    ],
)
def test_names_that_a_person_may_take_for_one_are_alike(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Siti", "Sita"), ("José", "Jose"), ("Siti Rahma", "Rahma Siti"), ("Budi 1", "Budi 2")]
)
def test_names_that_differ_otherwise_are_not(one: str, other: str) -> None:
    assert likeness(one) != likeness(other)


@given(st.text(st.characters(exclude_categories=())))
def test_the_unicode_form_makes_no_difference(name: str) -> None:
    assert {likeness(unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")} == {likeness(name)}


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=4),
    st.sampled_from([" ", "  ", "\u00a0", "\u3000", ""]),
)
def test_spaces_make_no_difference(words: list[str], space: str) -> None:
    assert likeness(space.join(words)) == likeness(" ".join(words))


@pytest.mark.parametrize("typed", ["0012", "...", "🙂", "- 7 -"])
def test_a_name_has_a_letter_so_that_a_mistyped_number_is_nobody(typed: str) -> None:
    with pytest.raises(BadName):
        clean_name(typed)
    assert clean_label(typed) == typed
