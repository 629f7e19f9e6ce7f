"""records verify, receipt and merge, as a person and a script see them."""

import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cstrain.cli import keeping, words
from cstrain.cli.render.soundness import flaw_words
from cstrain.records import erasing, seals
from cstrain.records.erasing import Subject
from cstrain.records.store import Store
from tests.cli.running import run
from tests.making import NOON, answered, choice, started
from tests.records.keeping import keep, keep_trainee, tamper
from tests.test_errors import indonesian

LANGUAGES = ["en", pytest.param("id", marks=indonesian)]


@pytest.fixture
def records(home: Path) -> Path:
    path = home / "records.db"
    with Store(path) as store:
        keep_trainee(store, name="Sari")
        keep(store, started(choice("one"), choice("two")), [answered(0)])
    return path


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    (tmp_path / "depok").mkdir()
    path = tmp_path / "depok" / "records.db"
    with Store(path) as store:
        keep_trainee(store, id="11111111-there", name="SARI")
    return path


def test_what_was_found_is_the_output_and_the_exit_code(records: Path) -> None:
    sound = run("--lang", "en", "records", "verify")
    assert (sound.code, sound.err) == (0, "")
    assert sound.out.splitlines() == ["Sound: 1 trainees, 1 attempts, 1 answers.", "Every entry fits its seal (1 machine)."]
    tamper(records, "UPDATE trainee_detail SET name = 'Someone'")
    found = run("--lang", "en", "records", "verify")
    assert (found.code, found.err) == (4, "")
    assert "this entry was changed after it was written: trainee_detail" in found.out


def test_a_script_reads_what_was_found_as_json(records: Path) -> None:
    sound = json.loads(run("records", "verify", "--json").out)
    assert (sound["format"], sound["sound"], sound["answers"], sound["flaws"]) == ("cstrain.verify/1", True, 1, [])
    tamper(records, "DELETE FROM answer")
    found = run("records", "verify", "--json")
    assert found.code == 4
    (flaw,) = json.loads(found.out)["flaws"]
    assert flaw["check"] == "gone" and flaw["where"].startswith("answer ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_flaw_has_words(language: str) -> None:
    words.use(language)
    checks = "integrity schema reference total altered gone added moved broken forged cut receipt"
    told = [flaw_words(check) for check in checks.split()]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_a_receipt_on_paper_or_in_a_file_finds_out_a_file_that_was_put_back(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    yesterday = shutil.copy(records, tmp_path / "yesterday.db")
    assert run("trainee", "add", "Budi").code == 0
    paper = run("--lang", "en", "records", "receipt", *form)
    assert paper.code == 0
    kept = tmp_path / "receipt.txt"
    written = run("records", "receipt", "--out", str(kept), *form)
    assert written.code == 0 and kept.read_text(encoding="utf-8").splitlines()[-1] == paper.out.splitlines()[-1]
    good = run("--lang", "en", "records", "verify", "--receipt", str(kept))
    assert good.code == 0 and "go on from the receipt" in good.out
    monkeypatch.setattr(sys, "stdin", io.StringIO(paper.out))
    assert keeping.read_receipt(Path("-")) == keeping.read_receipt(kept)
    shutil.copy(yesterday, records)
    assert run("records", "verify").code == 0
    found = run("--lang", "en", "records", "verify", "--receipt", str(kept))
    assert found.code == 4 and "the receipt tells of an entry that is not here" in found.out


def test_a_receipt_takes_no_files_place(records: Path, tmp_path: Path) -> None:
    kept = tmp_path / "receipt.txt"
    assert run("records", "receipt", "--out", str(kept)).code == 0
    assert run("records", "receipt", "--out", str(kept)).code == 1
    assert run("records", "receipt", "--out", str(kept), "--replace").code == 0
    for own in (records, seals.key_path(records)):
        before = own.read_bytes()
        assert run("records", "receipt", "--out", str(own), "--replace").code == 1
        assert own.read_bytes() == before


@pytest.mark.parametrize("text", ["", "ca7ac40b 2 5932e4a773176983b4c372660661db4b 0000"])
def test_what_is_no_receipt_is_told(records: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "receipt.txt").write_text(text)
    for name in ("receipt.txt", "missing.txt"):
        told = run("--lang", "en", "records", "verify", "--receipt", str(tmp_path / name))
        assert (told.code, len(told.err.splitlines())) == (2, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merge_is_told_before_and_after(records: Path, branch: Path, language: str) -> None:
    tried = run("--lang", language, "records", "merge", str(branch), "--dry-run")
    assert (tried.code, tried.err) == (0, "")
    assert "SARI" in tried.out and "trainee join trainee- 11111111" in tried.out and "--dry-run" in tried.out
    done = run("--lang", language, "records", "merge", str(branch), str(branch))
    assert done.code == 0 and "before-merge" in done.out and len(done.err.splitlines()) == 2
    again = run("--lang", language, "records", "merge", str(branch))
    assert again.code == 0 and "before-merge" not in again.out
    assert json.loads(run("records", "verify", "--json").out)["trainees"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merge_of_corrections_alone_is_not_told_as_nothing(home: Path, records: Path, tmp_path: Path, language: str) -> None:
    """The same is said before and after: HR would not merge what is said to be nothing."""
    shutil.copytree(home, tmp_path / "there")
    assert run("--records", str(tmp_path / "there" / "records.db"), "trainee", "change", "Sari", "--branch", "Depok").code == 0
    nothing = "Nothing in them is new here." if language == "en" else "Tidak ada yang baru di sini."
    for more in (["--dry-run"], []):
        told = run("--lang", language, "records", "merge", str(tmp_path / "there" / "records.db"), *more)
        assert told.code == 0 and nothing not in told.out
    assert nothing in run("--lang", language, "records", "merge", str(tmp_path / "there" / "records.db")).out


def test_a_file_that_is_not_there_is_told_as_missing(records: Path, tmp_path: Path) -> None:
    told = run("--lang", "en", "records", "merge", str(tmp_path / "dpeok.db"))
    assert (told.code, told.out) == (4, "") and "there is no such file" in told.err
    assert "there is no such file" not in run("--lang", "en", "records", "merge", str(tmp_path)).err


def test_a_merge_as_json(records: Path, branch: Path) -> None:
    came = json.loads(run("records", "merge", str(branch), "--json").out)
    assert (came["format"], came["files"], came["dry_run"]) == ("cstrain.merge/1", 1, False)
    assert came["new"] == {"trainees": 1, "attempts": 0, "answers": 0}
    assert came["alike"] == [["trainee-1", "11111111-there"]] and came["backup"] and came["has_news"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_refused_is_told_in_two_lines(records: Path, branch: Path, language: str) -> None:
    before = records.read_bytes()
    tamper(branch, "UPDATE trainee_detail SET name = 'Someone'")
    told = run("--lang", language, "records", "merge", str(branch))
    assert (told.code, told.out, len(told.err.splitlines())) == (4, "", 2)
    assert str(branch) in told.err and "trainee_detail" in told.err
    assert records.read_bytes() == before


def test_an_older_file_that_is_damaged_is_looked_at_and_left(home: Path) -> None:
    """Its version is no reason to say nothing: before, it could not be opened at all."""
    path = home / "records.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((Path(__file__).parents[1] / "records" / "files" / "version-1.sql").read_text(encoding="utf-8"))
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'attempt_by_trainee'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    content[start + 3 : start + 5] = b"\0\0"
    path.write_bytes(content)
    found = run("--lang", "en", "records", "verify")
    assert found.code == 4 and "the file is damaged" in found.out
    assert path.read_bytes() == content


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_erased_by_a_merge_is_named_before_and_after(records: Path, tmp_path: Path, language: str) -> None:
    shutil.copytree(records.parent, tmp_path / "copy")
    there = tmp_path / "copy" / "records.db"
    with Store(there) as store:
        erasing.erase(store, [Subject("trainee", "trainee-1")], NOON)
        erasing.finish(store)
    shutil.copy(records, tmp_path / "before.db")
    tried = run("--lang", language, "records", "merge", str(there), "--dry-run")
    done = run("--lang", language, "records", "merge", str(there))
    assert all(ended.code == 0 and "(1): Sari" in ended.out for ended in (tried, done))
    again = run("--lang", language, "records", "merge", str(tmp_path / "before.db"))
    assert again.code == 0 and "Sari" not in again.out and " 4 " in f" {again.out.splitlines()[-1]} "
