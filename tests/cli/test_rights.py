"""What a person has a right to: a file with everything about them, and to be erased; and old attempts that are erased."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cstrain.app.clock import Clock
from cstrain.cli import rights
from cstrain.cli.rights import period
from cstrain.cli.setup import Setup
from cstrain.core.trainee import Trainee
from cstrain.errors import BadPeriod
from cstrain.records import backup, erasing, sessions, trainees
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import kept, run
from tests.cli.test_names import HOSTILE, harmful
from tests.making import NOON
from tests.records.test_sessions import head


@pytest.fixture(autouse=True)
def shop(shelved: Shelve, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sari and Budi have each taken the quiz."""
    shelved(counter=counter())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSTRAIN_LANG", "en")
    for name, number in (("Budi", "0018"), ("Sari Dewi", "0017")):
        run("trainee", "add", name, "--employee-number", number)
        run("quiz", "counter", "--as", name, answers=[RIGHT, RIGHT, RIGHT, RIGHT])


def names(home: Path) -> list[str]:
    with Store(home / "records.db") as store:
        return [one.name for one in trainees.everyone(store)]


# Data


def test_a_person_gets_everything_as_json(home: Path, tmp_path: Path) -> None:
    done = run("trainee", "data", "Sari Dewi", "--out", "sari.json")
    assert (done.code, done.out) == (0, "Written: sari.json\n")
    told = json.loads((tmp_path / "sari.json").read_text(encoding="utf-8"))
    assert told["format"] == "cstrain.data/1" and told["person"]["name"] == "Sari Dewi"
    assert len(told["attempts"]) == 1 and len(told["answers"]) == 4 and len(told["questions"]) == 4
    assert "Budi" not in json.dumps(told) and "0018" not in json.dumps(told)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What is kept about Sari Dewi"), ("id", "Yang disimpan tentang Sari Dewi")]
)
def test_a_person_gets_a_page_to_read(home: Path, tmp_path: Path, language: str, said: str) -> None:
    run("--lang", language, "trainee", "data", "0017", "--out", "sari.html")
    page = (tmp_path / "sari.html").read_text(encoding="utf-8")
    assert f"<h1>{said}</h1>" in page and f'<html lang="{language}">' in page
    assert "0017" in page and "Budi" not in page
    # Every question in words, and what was answered.
    question, answer = {"en": ("Question number {}?", "right"), "id": ("Pertanyaan nomor {}?", "benar")}[language]
    assert all(page.count(question.format(number)) == 1 for number in range(1, 5))
    assert page.count(f"<td>{answer}</td>") == 4


def test_no_name_breaks_the_page_or_the_json(home: Path, tmp_path: Path) -> None:
    for number, name in enumerate(HOSTILE.values()):
        assert run("trainee", "add", f"--employee-number=h{number}", "--", name).code == 0
        for suffix in ("html", "json"):
            assert run("trainee", "data", f"h{number}", "--out", f"{number}.{suffix}").code == 0
        page = (tmp_path / f"{number}.html").read_text(encoding="utf-8")
        assert "<script" not in page and not harmful(page) - {"\t"}
        assert json.loads((tmp_path / f"{number}.json").read_text(encoding="utf-8"))["person"]["employee_number"] == f"h{number}"


@pytest.mark.parametrize(
    ("out", "code", "told"),
    [("sari.docx", 2, "json, html"), ("sari", 2, "json, html"), ("taken.json", 1, "--replace"), ("nowhere/s.json", 1, "nowhere")],
)
def test_a_file_that_cannot_be_is_told(home: Path, tmp_path: Path, out: str, code: int, told: str) -> None:
    (tmp_path / "taken.json").write_text("mine")
    refused = run("trainee", "data", "0017", "--out", out)
    assert (refused.code, refused.out) == (code, "") and told in refused.err
    assert (tmp_path / "taken.json").read_text() == "mine"


# Forgetting


def test_whoever_is_forgotten_is_nowhere_any_more(home: Path) -> None:
    copy = run("records", "backup").out.strip()
    done = run("trainee", "forget", "0017", answers=["sari dewi"])
    assert done.code == 0
    assert "1 attempt with its answers" in done.out and "also in 1 backup" in done.out and "Erased: Sari Dewi" in done.out
    assert "cannot reach" in done.out and "exported" in done.out
    assert names(home) == ["Budi"]
    for path in (home / "records.db", Path(copy)):
        assert b"Sari Dewi" not in path.read_bytes() and b"Budi" in path.read_bytes() and backup.is_sound(path)
    assert json.loads((home / "settings.json").read_text())["trainee"] == ""
    assert run("records", "verify").code == 0


def test_whoever_was_joined_while_the_name_was_typed_goes_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(setup: Setup, store: Store, trainee: Trainee) -> None:
        found = {one.name: one for one in trainees.everyone(store)}
        with store.writing():
            trainees.join(store, found["Budi"].id, trainee.id, NOON)

    monkeypatch.setattr(rights, "_type_the_name", typed)
    assert run("trainee", "forget", "0017").code == 0
    assert names(home) == []


@pytest.mark.parametrize("answers", [[], ["Budi"], ["yes"], [""]])
def test_nobody_is_forgotten_unless_their_name_is_typed(home: Path, answers: list[str]) -> None:
    done = run("trainee", "forget", "0017", answers=answers)
    assert (done.code, done.err) == (1, "Nothing was changed.\n")
    assert names(home) == ["Budi", "Sari Dewi"] and len(kept(home)) == 2


def test_a_script_says_yes(home: Path) -> None:
    assert run("trainee", "forget", "0017", "--yes").code == 0
    assert names(home) == ["Budi"]


def test_a_backup_that_cannot_be_opened_is_named(home: Path) -> None:
    copy = Path(run("records", "backup").out.strip())
    copy.write_bytes(b"damaged")
    done = run("trainee", "forget", "0017", "--yes")
    assert done.code == 0 and str(copy) in done.out


def test_all_entries_of_a_person_are_forgotten(home: Path) -> None:
    run("trainee", "add", "Sari D")
    run("trainee", "join", "0017", "Sari D", "--yes")
    run("trainee", "forget", "0017", "--yes")
    assert names(home) == ["Budi"]
    with Store(home / "records.db") as store:
        assert store.db.execute("SELECT count(*) FROM trainee").fetchone() == (1,)
        assert verify(store).flaws == ()


# Old attempts


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> datetime:
    now = datetime.now().astimezone() + timedelta(days=400)
    init = Setup.__init__

    def later(self: Setup, *given: object, **named: object) -> None:
        init(self, *given, **{"clock": Clock(now=lambda: now), **named})  # type: ignore[arg-type]

    monkeypatch.setattr(Setup, "__init__", later)
    return now


def test_old_attempts_are_told_first_and_then_erased(home: Path, years_later: datetime) -> None:
    told = run("records", "purge", "--older-than", "1y", "--dry-run")
    assert told.code == 0 and ": 2\n" in told.out and "of 2 people" in told.out and "Nothing was erased" in told.out
    assert len(kept(home)) == 2
    assert run("records", "purge", "--older-than", "1y", answers=["1"]).code == 1
    assert run("records", "purge", "--older-than", "401d", "--yes").out.endswith(": 0\n")
    done = run("records", "purge", "--older-than", "1y", answers=["2"])
    assert done.code == 0 and "Erased: 2 attempts." in done.out
    assert kept(home) == [] and names(home) == ["Budi", "Sari Dewi"]
    with Store(home / "records.db") as store:
        assert verify(store).flaws == ()
        subjects = [subject for (subject,) in store.db.execute("SELECT subject FROM erasure")]
    assert len(subjects) == 2 and all(re.fullmatch(r"attempt [0-9a-f-]{36}", subject) for subject in subjects)


def test_old_sessions_go_with_old_attempts(home: Path, years_later: datetime) -> None:
    with Store(home / "records.db") as store, store.writing():
        sessions.start(store, head(), "0")
    told = run("records", "purge", "--older-than", "1y", "--dry-run")
    assert "and 1 group session, with who answered what" in told.out
    done = run("records", "purge", "--older-than", "1y", "--yes")
    assert "Erased: 2 attempts." in done.out and "Erased: 1 group session." in done.out
    assert json.loads(run("session", "list", "--json").out)["sessions"] == []
    assert run("records", "verify").code == 0


def test_passes_that_still_hold_are_told_before_they_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cstrain.cli.rights.period", lambda _typed: timedelta(days=-1))
    told = run("records", "purge", "--older-than", "1d", "--dry-run")
    assert "2 of them are passes that still hold" in told.out


@pytest.mark.parametrize(
    ("typed", "days"), [("1d", 1), ("26w", 182), ("6m", 180), ("2y", 730), (" 2Y ", 730), ("99999y", 36_500)]
)
def test_periods(typed: str, days: int) -> None:
    assert period(typed) == timedelta(days=days)


@pytest.mark.parametrize("typed", ["", "0d", "2", "y", "-1d", "1.5y", "1d2w", "٢y", "100000d"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(BadPeriod):
        period(typed)


def test_an_erasure_that_was_interrupted_is_finished_by_whatever_opens_the_records_next(home: Path) -> None:
    copy = Path(run("records", "backup").out.strip())
    with Store(home / "records.db") as store:
        (sari,) = [one for one in trainees.everyone(store) if one.name == "Sari Dewi"]
        erasing.erase(store, [erasing.Subject("trainee", sari.id)], NOON)
    assert b"Sari Dewi" in copy.read_bytes()
    assert run("modules").code == 0
    assert b"Sari Dewi" not in copy.read_bytes() and not erasing.mark(home / "records.db").exists()
