"""Which modules there are in which folders, without opening a file; whatever lies about is told and kept apart."""

from pathlib import Path

import pytest

from cstrain.curriculum import shelf
from cstrain.curriculum.library import Library
from cstrain.curriculum.shelf import survey
from cstrain.errors import ExitCode, NoContent
from tests.curriculum.authored import BOTH, FACTS, HEAD, ITEMS, LESSONS, SOUND, write


def left_out(root: Path, *names: str) -> list[tuple[str, str]]:
    """The rules broken when these empty files are a content folder, each with the file's path in it."""
    _, problems = survey([write(root, dict.fromkeys(names, ""))])
    return [(problem.rule, str(Path(problem.place.file).relative_to(root))) for problem in problems]


def test_a_module_is_a_folder_or_one_file(tmp_path: Path) -> None:
    names = [
        "one.yaml",
        "two.yml",
        "three/module.yaml",
        "three/items.yml",
        "four/module.yml",
        "four/facts.yaml",
        "four/lessons.yaml",
    ]
    volumes, problems = survey([write(tmp_path, dict.fromkeys(names, ""))])
    assert problems == []
    assert {id: sorted(volume.files) for id, volume in volumes.items()} == {
        "one": ["module"],
        "two": ["module"],
        "three": ["items", "module"],
        "four": ["facts", "lessons", "module"],
    }


def test_the_same_text_in_one_file_or_in_a_folder_is_the_same_module(tmp_path: Path) -> None:
    one = write(tmp_path / "one", {"shop.yaml": SOUND})
    many = {"module.yaml": HEAD, "facts.yaml": FACTS, "lessons.yaml": LESSONS, "items.yaml": ITEMS}
    folder = write(tmp_path / "folder", {f"shop/{name}": text for name, text in many.items()})
    assert Library([one], None).module("shop") == Library([folder], None).module("shop")


@pytest.mark.parametrize("folder", [False, True])
def test_a_module_may_be_called_module(tmp_path: Path, folder: bool) -> None:
    head = HEAD.replace("id: shop\n", "id: module\n")
    many = {"module.yaml": head, "facts.yaml": FACTS, "lessons.yaml": LESSONS, "items.yaml": ITEMS}
    files = {f"module/{name}": text for name, text in many.items()} if folder else {"module.yaml": "".join(many.values())}
    assert len(Library([write(tmp_path, files)], None).module("module").items) == 8


@pytest.mark.parametrize("part", ["module", "items"])
def test_of_two_files_for_one_part_none_is_passed_over_in_silence(tmp_path: Path, part: str) -> None:
    """items.yaml and items.yml: an author would go on writing in the one that is not read."""
    assert left_out(tmp_path, "shop/module.yaml", f"shop/{part}.yaml", f"shop/{part}.yml")


def test_what_is_no_yaml_or_hidden_is_nobodys_business(tmp_path: Path) -> None:
    assert (
        left_out(tmp_path, "README.md", "notes.txt", ".hidden.yaml", ".git/module.yaml", "pictures/shop.png", "schema/a.json")
        == []
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["shop/items.yaml"], [("no-module-file", "shop")]),
        (["shop/module.yaml", "shop/item.yaml"], [("stray-file", "shop/item.yaml")]),
        (["shop.yaml", "shop.yml"], [("module-twice", "shop.yml")]),
        (["shop/module.yaml", "shop.yaml"], [("module-twice", "shop.yaml")]),
        (["Shop.yaml"], [("bad-module-name", "Shop.yaml")]),
        (["my shop/module.yaml"], [("bad-module-name", "my shop")]),
        (["shop_1.yaml", "-a.yaml", "a-.yaml", "a--b.yaml", "é.yaml", "a.b.yaml"], [
            ("bad-module-name", name) for name in ("-a.yaml", "a--b.yaml", "a-.yaml", "a.b.yaml", "shop_1.yaml", "é.yaml")]),
        (["shop\n.yaml"], [("bad-module-name", "shop\n.yaml")]),
    ],
)  # fmt: skip
def test_what_belongs_to_no_module_is_told(tmp_path: Path, names: list[str], expected: list[tuple[str, str]]) -> None:
    assert left_out(tmp_path, *names) == expected


def test_of_two_modules_with_one_id_the_first_folder_s_is_kept(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a", {"shop.yaml": SOUND}), write(tmp_path / "b", {"shop.yaml": BOTH, "desk.yaml": BOTH})
    library = Library([first, second], None)
    assert library.ids == ["desk", "shop"]
    assert library.module("shop").languages == ("en",)
    assert [(problem.rule, problem.place.file, problem.details) for problem in library.misplaced] == [
        ("module-twice", str(second / "shop.yaml"), {"id": "shop"})
    ]


@pytest.mark.parametrize("what", ["gone", "file", "dangling"])
def test_a_content_folder_that_is_none_is_an_error_that_names_it(tmp_path: Path, what: str) -> None:
    root = tmp_path / what
    if what == "file":
        root.write_text("id: shop")
    if what == "dangling":
        root.symlink_to(tmp_path / "nowhere")
    with pytest.raises(NoContent) as raised:
        _ = Library([root], None).ids
    assert (raised.value.path, raised.value.exit_code) == (str(root), ExitCode.CONTENT)


@pytest.mark.parametrize("asked", ["iterdir", "is_dir"])
def test_a_module_folder_that_cannot_be_read_keeps_no_other_from_being_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """Without the right to read it, or, in a folder without the right to search it, even to ask what it is."""
    write(tmp_path, {"locked/module.yaml": HEAD, "shop.yaml": SOUND})
    really = getattr(Path, asked)

    def refuse(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, asked, refuse)
    library = Library([tmp_path], None)
    assert library.ids == ["shop"]
    assert [(problem.rule, problem.details["reason"]) for problem in library.misplaced] == [("unreadable", "Permission denied")]


def test_the_shipped_modules_are_those_of_the_checkout_or_else_the_installed_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (shelf.shipped() / "3s-greeting" / "module.yaml").is_file()
    monkeypatch.setattr(shelf, "__file__", str(tmp_path / "site-packages" / "cstrain" / "curriculum" / "shelf.py"))
    assert shelf.shipped() == tmp_path / "site-packages" / "cstrain" / "_content"
