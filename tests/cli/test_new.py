"""cstrain content new: a trainer's first file is sound as it is written, in either language, and nothing is overwritten."""

from pathlib import Path

import pytest

from cstrain.cli import new_module
from cstrain.curriculum import schema
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import run


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_written_is_sound_and_runs_and_the_next_steps_do_what_they_say(home: Path, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "my modules"
    written = run("--lang", language, "content", "new", "lost-items", "--out", folder)
    assert (written.code, written.out) == (0, f"{folder / 'lost-items.yaml'}\n")
    assert f"cstrain --lang {language} --content '{folder}' content check lost-items" in written.err
    assert f"cstrain --lang {language} --content '{folder}' quiz lost-items --practice" in written.err
    assert check(Library([folder], None), ["lost-items"]) == []
    assert run("--content", folder, "content", "check", "lost-items", "--strict").code == 0
    quiz = ["quiz", "lost-items", "--practice", "--as", "Sari"]
    assert run("--lang", language, "--content", folder, *quiz, answers=["1", "1"]).code == 0


def test_the_remarks_are_in_the_language_of_the_run_and_the_texts_in_both(home: Path, tmp_path: Path) -> None:
    texts = {}
    for language in ("id", "en"):
        run("--lang", language, "content", "new", "shop", "--out", tmp_path / language)
        texts[language] = (tmp_path / language / "shop.yaml").read_text(encoding="utf-8").splitlines()
    for here, there in zip(*texts.values(), strict=True):
        is_remark = here.lstrip().startswith("#") and "yaml-language-server" not in here
        assert (here != there) == is_remark
        assert len(here) <= 130


def test_the_schema_that_an_editor_checks_it_with_lies_beside_it(home: Path, tmp_path: Path) -> None:
    run("content", "new", "shop", "--out", tmp_path / "mine")
    (first, *_) = (tmp_path / "mine" / "shop.yaml").read_text(encoding="utf-8").splitlines()
    named = tmp_path / "mine" / first.partition("$schema=")[2]
    assert named.read_text(encoding="utf-8") == schema.as_text("module")


def test_without_a_folder_it_is_written_into_this_one(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    written = run("content", "new", "shop")
    assert (written.code, written.out) == (0, "shop.yaml\n") and "cstrain --content . " in written.err
    assert (tmp_path / "here" / "shop.yaml").is_file()


@pytest.mark.parametrize("there", ["shop.yaml", "shop.yml", "shop/module.yaml"])
def test_a_module_that_is_there_is_never_overwritten(home: Path, tmp_path: Path, there: str) -> None:
    path = tmp_path / "mine" / there
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    refused = run("--lang", "en", "content", "new", "shop", "--out", tmp_path / "mine")
    assert (refused.code, refused.out) == (1, "") and "There is already a module" in refused.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert [each for each in (tmp_path / "mine").rglob("*") if each.is_file()] == [path]


def test_the_id_of_a_module_that_the_program_has_is_refused_too(shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter())
    assert run("content", "new", "counter", "--out", tmp_path / "mine").code == 1
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("id", ["../x", "/etc/x", "My Shop", "shop.", "con", "com1", "a" * 61, "é", "", "a\x1b[31m"])
def test_a_name_that_is_no_id_writes_nothing(home: Path, tmp_path: Path, id: str) -> None:
    refused = run("--lang", "en", "content", "new", "--out", tmp_path / "mine", "--", id)
    assert (refused.code, refused.out) == (2, "") and "lost-items" in refused.err and "\x1b" not in refused.err
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused = run("--lang", "en", "content", "new", "shop", "--out", tmp_path / "file" / "mine")
    assert refused.code == 1 and "cannot be written" in refused.err


def test_ids_of_the_longest_kind_are_taken(tmp_path: Path) -> None:
    assert new_module.write("a" * new_module.LONGEST_NAME, tmp_path).is_file()
