"""Rules on many items together: what they count, when they speak, at which module they are told, and what an author excepts."""

from pathlib import Path

import pytest

from cstrain.curriculum.check import check, examine
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem
from cstrain.curriculum.quality import prompts
from cstrain.curriculum.quality.bank import chi_square_beyond, even_chance
from cstrain.curriculum.quality.cues import negative_word
from cstrain.curriculum.quality.stems import stem, stems
from cstrain.curriculum.quality.wording import likeness, words
from tests.curriculum.authored import SOUND, but, found, write
from tests.curriculum.test_rules import bank, worded

NOON = "text: Say yes and hope for the best"
SAY_YES = but(NOON, "text: Say yes")


def excepting(*exceptions: str, text: str = SAY_YES) -> str:
    return but("order: 5", f"order: 5\nexceptions: [{', '.join(exceptions)}]", text)


def told(root: Path, rule: str, **modules: str) -> list[Problem]:
    """What a check of all these modules says of this rule."""
    library = Library([write(root, {f"{id}.yaml": text for id, text in modules.items()})], None)
    return [problem for problem in check(library, library.ids) if problem.rule == rule]


def test_statistics_speak_from_forty_items_on_whether_of_one_module_or_of_several(tmp_path: Path) -> None:
    long = worded("Surely", "So")
    assert told(tmp_path / "a", "key-longest", shop=bank(39, texts=long)) == []
    (one,) = told(tmp_path / "b", "key-longest", shop=bank(40, texts=long))
    assert (one.figure, one.bound, one.language, one.details["items"]) == ("100%", "10% - 43%", "en", "40")
    (two,) = told(tmp_path / "c", "key-longest", desk=bank(20, "desk"), shop=bank(20, texts=long))
    assert (two.details["items"], two.details["modules"]) == ("40", "2")


def test_a_weakness_of_the_bank_is_told_at_the_items_of_the_module_that_has_most_of_it(tmp_path: Path) -> None:
    modules = {
        "desk": bank(40, "desk"),
        "shop": bank(40, texts=worded("Surely", "So")),
        "till": bank(5, "till", texts=worded("Surely", "So")),
    }
    (problem,) = told(tmp_path, "key-longest", **modules)
    assert (Path(problem.place.file).name, problem.place.line, problem.path) == ("shop.yaml", 1, ("items",))


def test_a_key_that_is_among_the_longest_counts_by_its_share(tmp_path: Path) -> None:
    """Of three options equally long each is picked in a third of the cases by whoever picks the longest."""
    assert told(tmp_path, "key-longest", shop=bank(texts=lambda n: ["Box one", "Bag two", "Cup six"])) == []


def test_a_key_that_is_never_the_longest_gives_itself_away_as_well(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "key-longest", shop=bank(texts=worded("So", "Surely")))
    assert problem.figure == "0%"


def test_prompts_are_compared_across_modules_and_within_no_set(tmp_path: Path) -> None:
    same = "Ani steps in and looks down at her phone. What do you do first?"
    twins = bank(2, prompt=lambda n: same, set=lambda n: "s")
    assert told(tmp_path / "a", "same-prompts", shop=twins) == []
    (problem,) = told(tmp_path / "b", "same-prompts", shop=twins, desk=bank(1, "desk", prompt=lambda n: same))[:1]
    assert (Path(problem.place.file).name, problem.item, problem.details["id"], problem.figure) == (
        "shop.yaml",
        "i0",
        "desk/i0",
        "1.00",
    )


def test_a_key_said_in_the_prompt_of_another_module_is_given_away(tmp_path: Path) -> None:
    key = bank(1, texts=lambda n: ["Ask her where she was", "Show her the box", "Send her home at once"])
    prompt = bank(1, "desk", prompt=lambda n: "You ask her where she was, then what?")
    (problem,) = told(tmp_path, "key-given-away", shop=key, desk=prompt)
    assert (problem.item, problem.details["id"]) == ("i0", "shop/i0")


def test_all_near_prompts_are_found_that_a_comparison_of_all_pairs_finds() -> None:
    """The index only saves work: on prompts that differ by a word or two, both find the same."""
    said = [f"{' '.join(f'w{(n * 7 + k * k) % 23}' for k in range(20))} end{n // 4}" for n in range(120)]
    asked = [
        prompts.Asked(module="m", item=str(n), twin_set="", place=("f", 1, 1), path=(), said=prompts.packed(text))
        for n, text in enumerate(said)
    ]
    vocabularies = [frozenset(text.split()) for text in said]
    expected = {
        n
        for n, one in enumerate(vocabularies)
        if any(len(one & other) / len(one | other) >= prompts.SAME_PROMPTS for other in vocabularies[:n])
    }
    alike = {int(one.item) for one, _, _ in prompts._alike(asked)}
    assert alike == expected and 10 < len(expected) < 119


def test_thousands_of_prompts_are_not_compared_pairwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many prompts, ten times as many comparisons and not a hundred times."""
    compared = 0

    def counted(one: frozenset[int], other: frozenset[int]) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(prompts, "likeness", counted)
    for many, most in ((300, 300 * prompts.MOST_COMPARED), (3_000, 3_000 * prompts.MOST_COMPARED)):
        compared = 0
        # Made of the same forty words: the worst that a file can do.
        said = [prompts.packed(" ".join(f"w{(n * n + k * (n % 39 + 1)) % 40}" for k in range(25))) for n in range(many)]
        asked = [
            prompts.Asked(module="m", item=str(n), twin_set="", place=("f", 1, 1), path=(), said=each)
            for n, each in enumerate(said)
        ]
        list(prompts._alike(asked))
        assert compared <= most


@pytest.mark.parametrize(
    ("value", "freedom", "expected"),
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (9.488, 4, 0.05), (11.345, 3, 0.01), (0.0, 3, 1.0), (0.0, 2, 1.0)],
)
def test_chi_square_is_that_of_the_tables(value: float, freedom: int, expected: float) -> None:
    assert chi_square_beyond(value, freedom) == pytest.approx(expected, abs=1e-4)


def test_places_that_are_equally_frequent_are_as_likely_as_can_be() -> None:
    assert even_chance([10, 10, 10, 10]) == even_chance([0, 0, 0]) == 1.0
    assert even_chance([40, 0, 0, 0]) < 1e-9


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("en", "complain complains complained complaining"),
        ("en", "stop stops stopped stopping"),
        ("en", "smile smiles smiled smiling"),
        ("en", "promise promises promised promising"),
        ("en", "try tries tried trying"),
        ("en", "box boxes"),
        ("en", "guest guests guest's"),
        ("id", "sapa sapaan menyapa disapa menyapanya"),
        ("id", "tolong menolong ditolong pertolongan"),
        ("id", "bantu membantu dibantu bantuan bantulah"),
        ("id", "tunggu menunggu ditunggu"),
        ("id", "janji berjanji menjanjikan dijanjikan"),
        ("id", "barang barang-barang barangnya"),
    ],
)
def test_words_of_one_family_have_one_stem(language: str, family: str) -> None:
    assert len({stem(word, language) for word in family.split()}) == 1


def test_only_what_a_text_is_about_has_a_stem() -> None:
    assert stems(words("The GUEST is at the shelf, and so are guests"), "en") == {"guest", "shelf"}


@pytest.mark.parametrize(
    ("language", "prompt", "word"),
    [
        ("en", "Which of these is NOT a greeting?", "NOT"),
        ("en", "What should you never say to her?", "never"),
        ("en", "All of these help except?", "except"),
        ("en", 'He says, "Who says it will not break?" Which step comes first?', None),
        ("en", "She does not know what to take. What do you say?", None),
        ("en", "She asks which is not red. You nod.", None),
        ("id", "Mana yang BUKAN sapaan?", "BUKAN"),
        ("id", "Apa yang tidak boleh Anda ucapkan?", "tidak"),
        ("id", "Semua ini menolong, kecuali?", "kecuali"),
        ("id", '"Siapa bilang besok tidak mati lagi?" katanya. Langkah mana yang tepat?', None),
        ("id", "Ia tidak tahu mau apa. Apa yang Anda katakan agar ia tidak bingung?", None),
    ],
)
def test_a_negative_stem_is_one_that_asks_for_what_does_not_hold(language: str, prompt: str, word: str | None) -> None:
    """A scene may say no as often as people do."""
    assert negative_word(prompt, language) == word


# Exceptions


def test_an_exception_sets_aside_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    library = Library([write(tmp_path, {"shop.yaml": excepting("{rule: option-lengths, item: promise, reason: So.}")})], None)
    findings = examine(library, ["shop"])
    assert list(findings.problems) == []
    assert [(each.rule, each.item, each.reason, count) for each, count in findings.exceptions] == [
        ("option-lengths", "promise", "So.", 1)
    ]


@pytest.mark.parametrize(
    "exception", ["{rule: option-lengths, item: signs, reason: So.}", "{rule: same-options, item: promise, reason: So.}"]
)
def test_an_exception_in_vain_is_told_beside_what_it_does_not_cover(tmp_path: Path, exception: str) -> None:
    library = Library([write(tmp_path, {"shop.yaml": excepting(exception)})], None)
    assert {rule for rule, _, _ in found(check(library, ["shop"]))} == {"option-lengths", "unused-exception"}


@pytest.mark.parametrize(
    ("exception", "rule"),
    [
        ("{rule: keys-count, reason: So.}", "not-one-of"),
        ("{rule: option-lengths}", "missing-key"),
        ("{rule: option-lengths, reason: ''}", "empty-text"),
    ],
)
def test_a_fault_cannot_be_excepted_nor_a_weakness_without_a_reason(tmp_path: Path, exception: str, rule: str) -> None:
    library = Library([write(tmp_path, {"shop.yaml": excepting(exception)})], None)
    assert [name for name, _, _ in found(check(library, ["shop"]))] == [rule]


def test_an_exception_from_a_rule_of_the_bank_is_in_vain_only_if_all_modules_were_looked_at(tmp_path: Path) -> None:
    files = {"shop.yaml": excepting("{rule: key-longest, reason: So.}", text=SOUND), "desk.yaml": bank(1, "desk")}
    library = Library([write(tmp_path, files)], None)
    assert check(library, ["shop"]) == []
    assert "unused-exception" in {problem.rule for problem in check(library, library.ids)}


def test_an_exception_is_nothing_that_a_trainee_sees(tmp_path: Path) -> None:
    """So it makes no other version of the module."""
    one = Library([write(tmp_path / "a", {"shop.yaml": SAY_YES})], None).module("shop")
    other = Library([write(tmp_path / "b", {"shop.yaml": excepting("{rule: option-lengths, reason: So.}")})], None).module("shop")
    assert one == other
