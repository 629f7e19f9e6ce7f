"""Looking after people on the command line: what is asked, what is said on stdout, and what stands in the records after it."""

import json
from pathlib import Path

import pytest

from cstrain.core.trainee import Trainee
from cstrain.records import trainees
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import kept, run


@pytest.fixture(autouse=True)
def counters(shelved: Shelve, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelved(counter=counter())
    monkeypatch.chdir(tmp_path)


def people(home: Path) -> list[Trainee]:
    with Store(home / "records.db") as store:
        return trainees.everyone(store)


def known(home: Path) -> list[tuple[str, str, str]]:
    return [(one.name, one.employee_number, one.branch) for one in people(home)]


def sari(*more: str) -> None:
    run("trainee", "add", "Sari", "--employee-number", "0017", "--branch", "Bandung", *more)


# Entering


def test_who_was_added_is_said_on_stdout(home: Path) -> None:
    added = run("trainee", "add", "Sari", "--employee-number", "0017", "--required", "count")
    (one,) = people(home)
    assert (added.code, added.out, added.err) == (0, f"Added: Sari | 0017 | {one.id[:8]} | required: counter\n", "")
    assert one.required == ("counter",)


def test_someone_of_the_same_name_is_told(home: Path) -> None:
    sari()
    assert "There is someone of this name already: Sari | 0017 | Bandung" in run("trainee", "add", "SARI").out
    assert len(people(home)) == 2


def test_the_list_is_narrowed_and_a_filter_that_nobody_has_is_told(home: Path) -> None:
    sari("--cohort", "2026")
    run("trainee", "add", "Budi", "--branch", "Depok")
    assert run("trainee", "list", "--branch", "Depok").out.startswith("Budi | Depok | ")
    narrowed = json.loads(run("trainee", "list", "--cohort", "2026", "--json").out)
    assert [one["name"] for one in narrowed["trainees"]] == ["Sari"]
    refused = run("trainee", "list", "--branch", "Medan")
    assert refused.code == 2 and "Bandung, Depok" in refused.err


ROSTER = "nama;nip;toko;umur\nSari;0017;Depok;30\nBudi;0018;Depok;31\nTono;0019;Depok;32\n;;x;\n"


def bring_in(tmp_path: Path, *options: str, text: str = ROSTER) -> str:
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    done = run("trainee", "import", "roster.csv", *options)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_a_roster_is_told_first_and_then_done(home: Path, tmp_path: Path) -> None:
    sari()
    run("trainee", "add", "Tono")
    told = bring_in(tmp_path, "--dry-run")
    assert told.startswith("1 new, 1 changed, 0 unchanged, 1 doubtful, 1 left out.\n")
    assert "Sari: Branch: Bandung -> Depok" in told and "Budi | 0018 | Depok" in told
    assert "Line 4: Tono: the same person as Tono" in told and "Line 5: there is no name" in told and "umur" in told
    assert "Nothing was changed" in told and known(home)[0] == ("Sari", "0017", "Bandung") and len(known(home)) == 2
    assert "Nothing was changed" not in bring_in(tmp_path)
    assert known(home) == [("Sari", "0017", "Depok"), ("Tono", "", ""), ("Budi", "0018", "Depok")]
    bring_in(tmp_path, "--match-names")
    assert ("Tono", "0019", "Depok") in known(home)


def test_a_roster_is_told_in_indonesian_too(home: Path, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    told = run("--lang", "id", "trainee", "import", "roster.csv", "--dry-run").out
    assert told.startswith("3 baru, 0 berubah, 0 tetap, 0 meragukan, 1 dilewati.\n")


def test_only_telling_makes_no_records(home: Path, tmp_path: Path) -> None:
    assert "3 new" in bring_in(tmp_path, "--dry-run")
    assert not (home / "records.db").exists()


def test_a_script_gets_json(home: Path, tmp_path: Path) -> None:
    sari()
    told = json.loads(bring_in(tmp_path, "--json"))
    assert (told["format"], told["done"]) == ("cstrain.import/1", True)
    assert [(row["line"], row["fate"], row["employee_number"]) for row in told["rows"]] == [
        (2, "changed", "0017"),
        (3, "new", "0018"),
        (4, "new", "0019"),
    ]
    assert told["rows"][0]["changes"] == {"branch": {"before": "Bandung", "after": "Depok"}}
    assert told["rows"][1]["trainee_id"] == people(home)[1].id
    assert [(one["line"], one["doubt"], one["left_out"]) for one in told["remarks"]] == [
        (1, "unknown-column", False),
        (5, "no-name", True),
    ]


@pytest.mark.parametrize(("raw", "told"), [(b"PK\x03\x04", "CSV UTF-8"), (b"", "empty"), (b"a;b\nc;d\n", "nama")])
def test_what_is_no_roster_is_told_with_what_to_do(home: Path, tmp_path: Path, raw: bytes, told: str) -> None:
    (tmp_path / "roster.csv").write_bytes(raw)
    refused = run("trainee", "import", "roster.csv")
    assert (refused.code, refused.out) == (1, "")
    assert told in refused.err and len(refused.err.splitlines()) == 1
    assert not (home / "records.db").exists()


def test_much_is_told_shortly(home: Path, tmp_path: Path) -> None:
    rows = "".join(f"Orang {number};{number}\n" for number in range(100)) + ";9999\n" * 30
    told = bring_in(tmp_path, text="nama;nip\n" + rows)
    assert "And 80 more people." in told and "And 10 more remarks." in told
    assert len(told.splitlines()) < 60


# Correcting


def test_a_name_is_corrected_and_what_was_known_is_kept(home: Path) -> None:
    sari()
    done = run("trainee", "rename", "0017", "Sari Dewi")
    assert done.out.startswith("Before: Sari | 0017") and "Now: Sari Dewi | 0017" in done.out
    assert known(home) == [("Sari Dewi", "0017", "Bandung")]
    with Store(home / "records.db") as store:
        assert store.db.execute("SELECT name FROM trainee_detail ORDER BY sequence").fetchall() == [("Sari",), ("Sari Dewi",)]


def test_everything_else_is_changed_one_by_one_and_emptied_with_nothing(home: Path) -> None:
    sari()
    run("trainee", "change", "Sari", "--required", "counter", "--cohort", "2026")
    run("trainee", "change", "Sari", "--employee-number", "0018")
    (one,) = people(home)
    assert (one.employee_number, one.branch, one.cohort, one.required) == ("0018", "Bandung", "2026", ("counter",))
    run("trainee", "change", "Sari", "--branch", "", "--every-module")
    (one,) = people(home)
    assert (one.branch, one.cohort, one.required) == ("", "2026", ())


def test_nothing_to_change_is_said_and_writes_nothing(home: Path) -> None:
    sari()
    assert run("trainee", "change", "Sari", "--branch", "Bandung").out.startswith("Nothing to change: Sari")
    with Store(home / "records.db") as store:
        assert store.db.execute("SELECT count(*) FROM trainee_detail").fetchone() == (1,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["change", "Budi", "--employee-number", "0017"], "already belongs to Sari"),
        (["change", "Budi", "--required", "xyzzy"], "no module xyzzy"),
        (["change", "Budi", "--required", "counter", "--every-module"], "do not go together"),
        (["rename", "Budi", "7"], "at least one letter"),
        (["rename", "Bud", "Budi"], "there is Budi"),
        (["join", "Budi", "Budi", "--yes"], "one person already"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(home: Path, line: list[str], told: str) -> None:
    sari()
    run("trainee", "add", "Budi")
    refused = run("trainee", *line)
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err
    assert known(home) == [("Sari", "0017", "Bandung"), ("Budi", "", "")]


# Joining


def twice(home: Path) -> None:
    """Sari in the list of the office, and as she entered herself, each with an attempt."""
    sari()
    run("quiz", "counter", "--as", "0017", answers=[RIGHT])
    run("trainee", "add", "Sari D")
    run("quiz", "counter", "--as", "Sari D", answers=[RIGHT])


@pytest.mark.parametrize("language", ["en", "id"])
def test_two_entries_are_joined_when_that_is_confirmed(home: Path, language: str) -> None:
    twice(home)
    done = run("--lang", language, "trainee", "join", "0017", "Sari D", answers=["2"])
    assert done.code == 0
    assert "Sari | 0017 | Bandung" in done.out
    assert known(home) == [("Sari", "0017", "Bandung")]
    assert [attempt.started.kind for attempt in kept(home)] == ["quiz", "quiz"]


@pytest.mark.parametrize("answers", [["1"], ["q"], []])
def test_nothing_is_joined_unless_it_is_confirmed(home: Path, answers: list[str]) -> None:
    twice(home)
    done = run("trainee", "join", "0017", "Sari D", answers=answers)
    assert (done.code, done.err) == (1, "Nothing was changed.\n")
    assert len(people(home)) == 2


def test_who_was_joined_goes_on_with_one_standing(home: Path) -> None:
    """Two of three graded attempts are used, whichever entry they stand at; the entry that trained last is its person."""
    twice(home)
    run("trainee", "join", "0017", "Sari D", "--yes")
    going_on = run("quiz", "counter", "--resume", answers=[])
    assert going_on.code == 5
    summary = json.loads(run("report", "summary", "--json").out)["summary"]
    assert [(row["name"], row["attempts"]) for row in summary] == [("Sari", 2)]


def test_two_numbers_are_told_before_joining(home: Path) -> None:
    sari()
    run("trainee", "add", "Sari D", "--employee-number", "0099")
    assert "two employee numbers" in run("trainee", "join", "0017", "0099", answers=["1"]).out


def test_people_of_one_name_are_told_apart_at_home_and_before_a_quiz(home: Path) -> None:
    sari()
    run("trainee", "add", "Sari", "--branch", "Depok")
    assert "Trainee: Sari (0017)" in run("quiz", "counter", "--as", "0017").out
    other = next(one for one in people(home) if one.branch == "Depok")
    assert "Trainee: Sari (Depok)" in run("quiz", "counter", "--as", other.id[:8]).out
