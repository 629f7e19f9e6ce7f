"""Whole sessions by lines, as a pipe, a script or a screen reader holds them."""

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cstrain.cli.session.telling import share
from cstrain.core.attempt import Kind
from cstrain.errors import RecordsLocked
from cstrain.records import sessions
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.conftest import Shelve
from tests.cli.running import Answer, Run, kept, picking, run
from tests.cli.sessions import counter, counts, head, letters, listed, roster, session
from tests.curriculum.talks import HEAD, guide, indented

ALL, NEXT = "", ""


@pytest.fixture
def team(home: Path, shelved: Shelve, tmp_path: Path) -> Path:
    """The module "counter" of ten questions, and a roster of twenty people."""
    shelved(counter=counter())
    return roster(tmp_path)


def sound(home: Path) -> bool:
    with Store(home / "records.db") as store:
        return not verify(store).flaws


def totals(home: Path) -> Counter[tuple[float, int]]:
    """How many attempts there are of each score and maximum."""
    return Counter((float(one.score), one.maximum) for one in kept(home))


# Twenty people and ten questions, in each mode


def test_a_whole_session_in_turns(home: Path, team: Path) -> None:
    asked = [line for _ in range(10) for line in (picking("right"), ALL, NEXT)]
    held = session("--roster", team, "--count", 10, answers=asked)
    assert (held.code, held.err) == (0, "")
    assert "20 people take part." in held.out and "Not all get as many questions: 10 for 20 people." in held.out
    assert totals(home) == {(1, 1): 10} and all(one.finished for one in kept(home))
    assert listed()[0]["status"] == "completed" and sound(home)


def test_in_turns_all_get_as_many_if_nobody_says_how_many(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter())
    asked = [line for _ in range(9) for line in (picking("wrong"), ALL, NEXT)]
    held = session("--roster", roster(tmp_path, ["Ani", "Budi", "Citra"]), answers=asked)
    assert held.code == 0 and "9 questions, one after another." in held.out
    assert sorted(one.maximum for one in kept(home)) == [3, 3, 3]


def test_a_whole_session_in_teams(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter())
    path = roster(tmp_path, team="Team-")
    asked: list[Answer] = [line for _ in range(10) for line in (letters("RRWN"), ALL, NEXT)]
    held = session("--roster", path, "--mode", "teams", answers=asked)
    assert held.code == 0 and "10 questions, in teams." in held.out
    assert totals(home) == {(10, 10): 10, (0, 10): 10}
    ranking = held.out.split("\nTeams:\n")[-1].split("\n\n")[0].splitlines()
    assert [line.strip()[-3:].strip(": ") for line in ranking] == ["10", "10", "0", "0"]
    assert "Aa" not in held.out.split("How it went")[1], "nobody is named in the debrief"
    assert sound(home)


def test_a_whole_session_with_cards_and_second_votes(home: Path, team: Path) -> None:
    """Half right at first, all but one after talking."""
    one = [letters("R" * 10 + "W" * 10), ALL, "again", letters("R" * 19 + "W"), ALL, NEXT]
    held = session("--roster", team, "--mode", "cards", answers=one * 10)
    assert held.code == 0 and held.err == ""
    assert held.out.count("Right before talking: 50%, after: 95%.") == 2 * 10
    assert "with more than 12 people --mode tally or teams is quicker" in held.out
    assert totals(home) == {(10, 10): 10, (0, 10): 10}, "second votes are no answers"
    assert {attempt.started.kind for attempt in kept(home)} == {Kind.SESSION}
    assert "What talking changed:" in held.out and sound(home)


def test_a_whole_session_with_the_room_counted(home: Path, team: Path) -> None:
    one = [counts(30, 50), ALL, "ulang", counts(60, 20), ALL, NEXT]
    held = session("--mode", "tally", answers=one * 10)
    assert held.code == 0 and "nothing is kept of single people" in held.out
    assert kept(home) == [] and "Right before talking: 38%, after: 75%." in held.out
    assert listed()[0]["people"] == 0 and listed()[0]["answered"] == 10
    assert session("--mode", "tally", "--roster", team).out.count("The roster is not used.") == 1


def test_a_role_play_with_the_room(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    """The group votes on each reply, the customer reacts; of as many votes the trainer takes one."""
    shelved(home=f"{HEAD}roleplays:\n{indented(guide())}")
    path = roster(tmp_path, ["Ani", "Budi"])

    answers: list[Answer] = ["aa", "", ""] * 12
    held = run("session", "run", "--roleplay", "broken-kettle", "--roster", path, "--mode", "cards", answers=answers)
    assert held.code == 0, held.out
    assert "The room says:" in held.out and "Mood now:" in held.out and "How it went" in held.out
    assert listed()[0]["roleplay"] == "broken-kettle" and listed()[0]["questions"] is None
    items = {drawn.item for attempt in kept(home) for drawn in attempt.started.plan}
    assert all(item.startswith("broken-kettle/") for item in items) and sound(home)


def test_of_replies_with_as_many_votes_the_trainer_takes_one(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(home=f"{HEAD}roleplays:\n{indented(guide())}")
    path = roster(tmp_path, ["Ani", "Budi"])
    answers = ["ab", "", "", "b", "ab", "", "c", "a", ""]
    held = run("session", "run", "--roleplay", "broken-kettle", "--roster", path, "--mode", "cards", "--seed", 1, answers=answers)
    assert held.code == 0
    assert "> As many votes each: A, B. Which one?" in held.out and "That reply did not get most votes." in held.out
    assert held.out.count("The room says:") == 2


# Leaving and going on


@pytest.mark.parametrize("end", [[], ["q"], ["Q"]], ids=["end of input", "q", "Q"])
def test_leaving_saves_and_exits_with_5(home: Path, team: Path, end: list[Answer]) -> None:
    left = session("--roster", team, "--mode", "cards", answers=[letters("RRR"), *end])
    assert left.code == 5
    assert left.out.endswith("\nSaved, with every vote so far.\nGo on with: cstrain session resume\n")


def test_going_on_shows_the_same_question_with_the_same_votes(home: Path, team: Path) -> None:
    left = session("--roster", team, "--mode", "cards", answers=[letters("R" * 20), ALL, NEXT, letters("RRR")])
    resumed = run("session", "resume", answers=[letters("W" * 17), ALL, "end"])
    assert resumed.code == 0 and "> Dd (4 of 20): " in resumed.out
    question = left.out.split("question 2 of 10\n")[1].split("\n>")[0]
    assert question in resumed.out
    assert totals(home) == {(2, 2): 3, (1, 2): 17}
    (one,) = listed()
    assert (one["status"], one["answered"]) == ("ended", 2)


def test_a_session_is_gone_on_with_by_its_id_and_not_when_it_is_over(home: Path, team: Path) -> None:
    session("--roster", team, answers=["end"])
    session("--roster", team)
    with Store(home / "records.db") as store:
        over, open_one = sessions.heads(store)
    assert run("session", "resume", open_one.id[:6]).code == 5
    refused = run("session", "resume", over.id)
    assert refused.code == 2 and f"cstrain session report {over.id[:8]}" in refused.err
    assert run("session", "resume", "zzz").err.startswith("There is no session zzz.\n")


def test_without_a_session_there_is_none_to_go_on_with(home: Path, team: Path) -> None:
    run("trainee", "add", "Sari")
    nothing = run("session", "resume")
    assert (nothing.code, nothing.out) == (2, "") and "There is no session for this." in nothing.err
    assert "No session yet." in run("session", "list").out and listed() == []


def test_another_window_is_told_and_shows_what_stands(home: Path, team: Path) -> None:
    def elsewhere(said: str) -> str:
        run("session", "resume", answers=[letters("RR")])
        return "a"

    held = session("--roster", team, "--mode", "cards", answers=[elsewhere, letters("N")])
    assert "Another window has gone on with this session." in held.out
    assert "> Cc (3 of 20): " in held.out and "> Dd (4 of 20): " in held.out


def test_questions_that_are_gone_are_skipped_and_told(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(3))
    session("--roster", roster(tmp_path, ["Ani"]), "--mode", "cards")
    shelved(counter=counter(2))
    gone = run("session", "resume", answers=[line for _ in range(3) for line in ("a", "", "")])
    told = "1 question is no longer in its module and was skipped."
    assert gone.code == 0 and told in gone.out and sound(home)


def test_a_session_whose_module_is_gone_ends_with_nothing_to_ask(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2))
    session("--roster", roster(tmp_path, ["Ani"]), "--mode", "cards", answers=[letters("W"), ALL])
    (tmp_path / "content" / "counter.yaml").unlink()
    shelved(other=counter(2).replace('"counter"', '"other"'))
    gone = run("session", "resume")
    assert gone.code == 0 and "2 questions are no longer in their modules and were skipped." in gone.out
    assert "Hardest questions:\n  1. question-" in gone.out and sound(home)


# What can be typed


def test_corrections_absence_and_late_comers(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2))
    path = roster(tmp_path, ["Ani", "Budi", "Citra"])
    lines: list[Answer] = [
        letters("RW-"), letters("2=R"), "budi=", letters("2=W"), "join Dewi Ayu", "here citra", letters("RR"), ALL, NEXT,
        "leave 1", letters("RRR"), ALL, NEXT,
    ]  # fmt: skip
    held = session("--roster", path, "--mode", "cards", answers=lines)
    assert held.code == 0
    for told in ("Budi: taken back", "Dewi Ayu has joined, new here.", "Citra is back.", "Ani has left."):
        assert told in held.out
    assert totals(home) == {(1, 1): 1, (1, 2): 1, (2, 2): 2}
    assert "Dewi: came at question 1" in held.out and "Ani: left before the end" in held.out


def test_whoever_is_called_by_the_name_on_the_screen_is_nobody_new(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    """Back from outside, back after leaving, or here already."""
    shelved(counter=counter(2))
    path = roster(tmp_path, ["Ani Lestari", "Budi Santoso", "Citra Dewi"])
    lines: list[Answer] = [
        "away ani",
        "join Ani",
        "leave budi",
        "join budi",
        "join citra",
        "join Citra Ayu",
        "join Citra Ayu P",
        "who",
    ]
    held = session("--roster", path, "--mode", "cards", answers=lines)
    assert "Ani is back." in held.out and "Budi Santoso has joined.\n" in held.out and "Citra is here already." in held.out
    assert "  1. Ani\n  2. Citra\n  3. Budi\n  4. Citra A.\n  5. Citra P.\n" in held.out
    assert len(json.loads(run("trainee", "list", "--json").out)["trainees"]) == 5


def test_turns_are_passed_on_taken_back_and_skipped(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(3))
    path = roster(tmp_path, ["Ani", "Budi", "Citra"])
    to_each: list[Answer] = ["away 3", "pass 1", "pass 1", "pass 3", "here 3"]
    lines: list[Answer] = [
        "pass", "oper 1", "1", "undo", picking("right"), ALL, NEXT, "skip", "pass nobody", *to_each, picking("right"),
    ]  # fmt: skip
    held = session("--roster", path, "--seed", 3, answers=[*lines, ALL, NEXT])
    assert held.code == 0 and held.out.count("taken back") == 1 and "Who? Type the number or the name." in held.out
    assert "Question 2 is skipped." in held.out
    assert held.out.count("Ani is on turn already.") in (1, 2) and "Citra is out of the room.\n> " in held.out
    assert sum(attempt.maximum for attempt in kept(home)) == 2


def test_a_pause_a_note_who_is_there_and_how_the_last_one_went(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2))
    path = roster(tmp_path, ["Ani", "Budi"])
    lines: list[Answer] = [
        "back", "who", "pause", "what", ALL, "note ask the till", "help", letters("RW"), "siapa", ALL, "what", ALL,
        "note", NEXT, "back", "l", "?",
    ]  # fmt: skip
    held = session("--roster", path, "--mode", "cards", answers=lines)
    assert held.code == 5
    for told in (
        "No question has been revealed yet.",
        "  1. Ani\n  2. Budi\n",
        "> Paused. Enter to go on: ",
        "Noted.",
        "join / gabung",
    ):
        assert told in held.out
    assert "Press Enter, or type a command. All of them: help" in held.out and "Type the note after the command." in held.out
    assert held.out.split("> Ani (1 of 2): ")[-3].count("Question number") == 1, "back tells the last question"
    assert "Pertanyaan nomor" in held.out


@pytest.mark.parametrize(
    "line",
    ["x", "9", "aaaa" * 9, "3=z", "99=a", "=a", "reveal", "again", "here 1", "leave zzz", "[bold]", "\x1b[A", "join", "pass"],
)
def test_a_line_that_means_nothing_now_records_nothing(home: Path, team: Path, line: str) -> None:
    held = session("--roster", team, "--mode", "cards", answers=[line])
    assert held.code == 5 and held.out.count("> Aa (1 of 20): ") == 2 and "\x1b" not in held.out
    with Store(home / "records.db") as store, store.reading() as db:
        assert db.execute("SELECT count(*) FROM session_event").fetchone() == (0,)


@pytest.mark.parametrize("line", ["", "1 2", "a", "a-1", "1 2 3 x", "join Sari", "1000000 0 0 0", "9" * 5000, "pass"])
def test_a_count_that_is_none_asks_again(home: Path, team: Path, line: str) -> None:
    held = session("--mode", "tally", answers=[line])
    assert held.code == 5 and held.out.count("> Counts, as in: 5 3 0 2: ") == 2


def test_not_all_have_to_answer(home: Path, team: Path) -> None:
    held = session("--roster", team, "--mode", "cards", answers=[letters("RR"), "", "reveal", NEXT, "end"])
    assert "Not all have answered. Type reveal to reveal all the same." in held.out
    assert len(kept(home)) == 2 and "Cc: without questions 1" in held.out


def test_people_can_be_typed_in(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(1))
    run("trainee", "add", "Sari Dewi", "--employee-number", "7")
    names: list[Answer] = ["7", "sari dewi", "123", "Budi", "BUDI", "", letters("RW"), ALL, ALL, NEXT]
    held = session("--mode", "cards", answers=names)
    assert held.code == 0 and held.out.count("is here already.") == 2 and "1 is new here and will be added: Budi" in held.out
    assert [one["name"] for one in json.loads(run("trainee", "list", "--json").out)["trainees"]] == ["Sari Dewi", "Budi"]


@pytest.mark.parametrize("names", [[], ["q"]])
def test_leaving_before_the_start_makes_no_session(home: Path, team: Path, names: list[Answer]) -> None:
    assert session(answers=names).code == 0
    assert listed() == []


def test_with_nobody_there_is_no_session(home: Path, team: Path) -> None:
    refused = session(answers=[""])
    assert refused.code == 2 and refused.err.startswith("Nobody takes part.")


def test_in_turns_with_nobody_left_the_question_waits(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2))
    lines: list[Answer] = ["away 1", ALL, "join Budi", picking("right"), ALL, NEXT, "end"]
    held = session("--roster", roster(tmp_path, ["Ani"]), answers=lines)
    assert held.code == 0 and "> Nobody is here. Type join NAME, here NAME or skip: " in held.out
    assert held.out.count("turn: Budi") == 2 and totals(home) == {(1, 1): 1}


def test_a_teams_answer_is_corrected_by_its_name_or_number(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(1))
    path = tmp_path / "teams.csv"
    path.write_text("nama;tim\nAni;Kasir\nBudi;Gudang\n", encoding="utf-8")
    lines: list[Answer] = [letters("WW"), letters("kasir=R"), letters("2=R"), ALL, NEXT]
    held = session("--roster", path, "--mode", "teams", answers=lines)
    assert held.code == 0 and "Kasir: " in held.out and totals(home) == {(1, 1): 2}


def test_several_people_of_one_name_are_never_guessed(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(1))
    for number in (1, 2):
        run("trainee", "add", "Sari", "--employee-number", number)
    path = tmp_path / "team.csv"
    path.write_text("nama\nSari\nBudi\n", encoding="utf-8")
    held = session("--roster", path, "--mode", "cards", answers=["join Sari", "join 2", "end"])
    assert "Line 2: several people are called Sari. Left out;" in held.out
    assert "Several people are called Sari. Use the employee number." in held.out and "Sari has joined." in held.out
    assert "Several people are called Sari." in session(answers=["Sari", "1", ""]).out


def at_a_terminal(*arguments: object, answers: list[Answer]) -> Run:
    return run("--plain", "--lang", "en", "session", *arguments, answers=answers, terminal=True)


def test_at_a_terminal_nothing_starts_before_the_trainer_says_so(home: Path, team: Path) -> None:
    options = ("run", "counter", "--roster", team, "--mode", "cards")
    assert at_a_terminal(*options, answers=["q"]).code == 0 and listed() == []
    assert at_a_terminal(*options, answers=["", "q"]).code == 5 and len(listed()) == 1


def test_what_cannot_be_saved_is_kept_until_it_can_be(home: Path, team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the trainer tries again with the same vote; in a pipe the run ends."""
    failures = iter([RecordsLocked(path="records.db")])
    keep = sessions.keep

    def fails_once(*given: Any) -> None:
        for failure in failures:
            raise failure
        keep(*given)

    monkeypatch.setattr(sessions, "keep", fails_once)
    held = at_a_terminal("run", "counter", "--roster", team, "--mode", "cards", answers=["", letters("R"), "", "q"])
    assert held.code == 5 and "keeps the records file locked" in held.out and "> Press Enter to try again: " in held.out
    assert "What you typed is kept here until it is saved." in held.out and "> Bb (2 of 20): " in held.out
    failures = iter([RecordsLocked(path="records.db")])
    assert run("session", "resume", answers=["a"]).code == 4
    assert "> Bb (2 of 20): " in run("session", "resume").out


def test_an_interrupt_says_what_is_saved(home: Path, team: Path) -> None:
    def interrupted(said: str) -> str:
        raise KeyboardInterrupt

    held = session("--roster", team, "--mode", "cards", answers=[letters("RR"), interrupted])
    assert held.code == 130 and "Saved, with every vote so far." in held.out


def test_a_role_play_is_no_item_and_some_modules_have_nothing_to_ask(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(home=f"{HEAD}roleplays:\n{indented(guide())}")
    path = roster(tmp_path, ["Ani"])
    assert run("session", "run", "--item", "broken-kettle", "--roster", path).code == 2
    nothing = run("session", "run", "home", "--roster", path)
    assert nothing.code == 1 and "home has nothing for this" in nothing.err


def test_who_begins_another_is_told_of_the_one_that_was_left(home: Path, team: Path) -> None:
    session("--mode", "tally")
    again = session("--mode", "tally", answers=["end"])
    assert f"is not over: At the counter. Go on with: cstrain session resume {listed()[-1]['id'][:8]}" in again.out
    assert "is not over" not in session("--mode", "tally").out


def test_more_questions_than_there_are_is_told(home: Path, team: Path) -> None:
    assert (
        "There are no more questions for this way of asking." in session("--roster", team, "--mode", "cards", "--count", 99).out
    )


# What is told before the start


def test_a_roster_with_mistakes_is_told_with_what_is_done(home: Path, team: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    text = "nama;nomor karyawan;warna\nSari;1;merah\n;;\nBudi;1;biru\n;9;x\n[bold]Eko;3;\nSari Dewi;1;\nCitra;4;\n"
    path.write_bytes(text.encode("utf-8"))
    run("trainee", "add", "Citra Ayu", "--employee-number", "4")
    told = session("--roster", path, "--mode", "cards").out.split("Commands:")[0]
    for line in (
        "Line 1: the column warna",
        "Line 3: nothing stands here, and it is passed over. Empty lines: 3",
        "Line 4: the employee number 1",
        "Line 5: there is no name",
        "Citra Ayu, who takes part",
    ):
        assert line in told
    assert "3 people take part." in told and "2 are new here and will be added: Sari, [bold]Eko" in told


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_roster_in_another_encoding_is_read_and_doubts_are_told(home: Path, team: Path, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes("nama;nomor karyawan\nRené;1\n".encode(encoding))
    held = session("--roster", path, "--mode", "cards")
    assert held.code == 5 and "> René (1 of 1): " in held.out
    assert ("the file is not in Unicode" in held.out) == (encoding == "cp1252")


def test_a_file_that_is_no_roster_is_refused(home: Path, team: Path, tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    path.write_bytes(b"PK\x03\x04 and more")
    refused = session("--roster", path)
    assert refused.code == 1 and "save it as CSV" in refused.err and listed() == []


def test_five_hundred_people_are_told_and_taken(home: Path, team: Path, tmp_path: Path) -> None:
    many = roster(tmp_path, [f"Name {n} x" for n in range(500)])
    held = session("--roster", many, "--mode", "cards")
    assert held.code == 5 and "500 people take part." in held.out and "--mode tally or teams is quicker" in held.out


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--graded", "--mode", "teams"], ("--graded", "--mode")),
        (["--graded", "--mode", "cards", "--count", "3"], ("--graded", "--count / --seed")),
        (["--graded", "--mode", "cards", "--item", "question-1"], ("--graded", "--item / --roleplay")),
        (["--item", "question-1", "--count", "3"], ("--item / --roleplay", "--count")),
        (["--item", "question-1", "--roleplay", "x"], ("--item", "--roleplay")),
        (["--teams", "3"], ("--teams", "--mode turns")),
        (["--graded"], ("--graded", "--mode turns")),
    ],
)
def test_options_that_do_not_go_together_are_refused(home: Path, team: Path, options: list[str], names: tuple[str, str]) -> None:
    refused = session("--roster", team, *options)
    assert refused.code == 2 and all(name in refused.err for name in names)


def test_without_anything_to_ask_about_it_says_what_to_name(home: Path, team: Path) -> None:
    refused = run("session", "run", "--roster", team)
    assert refused.code == 2 and refused.err.startswith("MODULE does not fit: name a module, or choose with --item or --roleplay")


def test_a_mode_that_there_is_not_is_refused(home: Path, team: Path) -> None:
    refused = session("--mode", "race")
    assert refused.code == 2 and "turns, teams, cards, tally" in refused.err


def test_chosen_items_are_asked_in_their_order(home: Path, team: Path) -> None:
    items = ["--item", "question-7", "--item", "counter/question-2"]
    session("--roster", team, "--mode", "cards", *items)
    assert [one.drawn.item for one in head(home).plan.questions] == ["question-7", "question-2"]
    alone = run("session", "run", *items, "--roster", team, "--mode", "cards")
    assert alone.code == 5 and len(head(home).plan.questions) == 2
    refused = session("--roster", team, "--item", "question-77")
    assert refused.code == 2 and "There is no item question-77" in refused.err and "Did you mean" in refused.err


def test_an_item_that_no_card_can_answer_is_refused_plainly(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    multi = {
        "id": "several", "kind": "multi", "level": "apply", "facts": [], "prompt": {"id": "Yang mana?", "en": "Which?"},
        "options": [
            {"id": id, "text": {"id": id, "en": id}, "feedback": {"id": id, "en": id}, **({"key": True} if id in "ab" else {})}
            for id in "abcd"
        ],
    }  # fmt: skip
    content = json.loads(counter(1))
    content["items"].append(multi)
    shelved(counter=json.dumps(content))
    path = roster(tmp_path, ["Ani"])
    refused = session("--roster", path, "--mode", "cards", "--item", "several")
    assert refused.code == 2 and "a card answers a choice" in refused.err and "--mode turns" in refused.err
    asked = session("--roster", path, "--item", "several", answers=["1 2", ALL, NEXT])
    assert (asked.code == 0 and kept(home)[0].answers[0].response in (("a", "b"), ("b", "a"))) or kept(home)[0].position == 1


def test_a_seed_gives_the_same_questions_and_teams(home: Path, team: Path) -> None:
    plans = []
    for seed in (7, 7, 8):
        session("--roster", team, "--mode", "teams", "--seed", seed, "--teams", 4, "--minutes", 30)
        plans.append(head(home).plan)
    assert plans[0] == plans[1] != plans[2] and plans[0].minutes == 30
    assert [len(one.members) for one in plans[0].teams] == [5, 5, 5, 5]


def test_a_graded_session_is_told_as_one_and_counts(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2, graded_attempts=1))
    path = roster(tmp_path, ["Ani", "Budi"])
    one = [letters("RR"), ALL, NEXT]
    first = session("--roster", path, "--mode", "cards", "--graded", answers=[*one, letters("RW"), ALL, ALL, NEXT])
    assert first.code == 0 and "Graded: whoever answers every question" in first.out
    assert {attempt.started.kind for attempt in kept(home)} == {Kind.QUIZ} and totals(home) == {(2, 2): 1, (1, 2): 1}
    second = session("--roster", path, "--mode", "cards", "--graded", answers=[*one, *one])
    assert "No graded attempt at counter left, answers are kept without counting: Ani, Budi" in second.out
    assert [attempt.started.kind for attempt in kept(home)[2:]] == [Kind.SESSION, Kind.SESSION]


def test_the_debrief_tells_what_was_hard_and_tempting(home: Path, shelved: Shelve, tmp_path: Path) -> None:
    shelved(counter=counter(2))
    path = roster(tmp_path, ["Ani", "Budi", "Citra", "Dewi"])
    held = session(
        "--roster", path, "--mode", "cards", answers=[letters("RRRR"), ALL, NEXT, letters("WWWN"), ALL, "note so", NEXT]
    )
    told = held.out.split("How it went")[1]
    assert told.count("Right: 0% of 4.") == 1 and "Most tempting: wrong" in told and "Note: so" in told
    assert re.search(r"Best answer: [A-D]\. right", told)


def test_the_list_tells_where_each_session_stands(home: Path, team: Path) -> None:
    session("--roster", team, "--mode", "cards", answers=[letters("R" * 20), ALL, NEXT])
    session("--mode", "tally", answers=["end"])
    told = run("session", "list").out
    assert "with cards | 20 people | question 2 of 10 | open" in told and "the room counted | 0 people" in told
    assert told.count("ended early") == 1 and "cstrain session resume" in told
    tally, cards = listed()
    assert (cards["mode"], cards["people"], cards["questions"], cards["answered"], cards["status"]) == (
        "cards",
        20,
        10,
        1,
        "open",
    )
    assert tally["graded"] is False and tally["modules"] == ["counter"]


def test_in_indonesian_too(home: Path, team: Path) -> None:
    held = run("--lang", "id", "session", "run", "counter", "--roster", team, "--mode", "cards", answers=["a" * 20, "selesai"])
    assert held.code == 0 and "20 orang" in held.out


def test_a_share_is_told_as_people_here_write_it() -> None:
    assert (share(Fraction(1, 3)), share(None)) == ("33%", "-")
