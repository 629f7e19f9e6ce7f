"""A role-play by lines, as a pipe or a screen reader takes it. That it waits only after "> " is seen to by Mouth."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cstrain.cli import words
from cstrain.core.attempt import Ending, Kind
from cstrain.errors import RecordsLocked
from cstrain.records import talks
from cstrain.records.store import Store
from tests.cli.conftest import Shelve
from tests.cli.modules import counter
from tests.cli.running import Answer, Run, kept, picking, run
from tests.curriculum.talks import HEAD, guide, indented

HEAR, CHECK = picking("Ask what happened"), picking("Ask for the receipt")
EXCHANGE, WAIT, PROMISE = picking("Offer a new kettle"), picking("Ask him to wait"), picking("Promise his money")


def shop(id: str = "home") -> str:
    """A single-file module with the role-play of the guide."""
    return HEAD.replace("id: home", f"id: {id}") + "roleplays:\n" + indented(guide())


@pytest.fixture(autouse=True)
def content(shelved: Shelve) -> Path:
    return shelved(home=shop())


def play(*answers: Answer, flags: tuple[str, ...] = (), terminal: bool = False) -> Run:
    return run("--lang", "en", "--plain", "play", "broken-kettle", "--as", "Sari", *flags, answers=answers, terminal=terminal)


def in_order(out: str, *said: str) -> bool:
    """Whether all this is said, one after the other."""
    place = 0
    for each in said:
        found = out.find(each, place)
        if found < 0:
            return False
        place = found + len(each)
    return True


# From the scene to the result


def test_a_role_play_is_played_to_its_end_from_a_pipe(home: Path) -> None:
    played = play(HEAR, EXCHANGE)
    assert (played.code, played.err) == (0, "New trainee: Sari\n")
    assert in_order(played.out, "Result:", "A good ending.\nPassed.\nScore: 100%", "because you listened first")
    (attempt,) = kept(home)
    assert attempt.passed and attempt.started.kind is Kind.ROLEPLAY and attempt.started.roleplay == "broken-kettle"


def test_the_scene_comes_first(home: Path) -> None:
    before = play().out.split("reply 1")[0]
    assert "█" not in before
    told = ("Trainee: Sari", "You are a cashier", "Saturday afternoon", "What is allowed: Goods may be", "Mr Hadi. Firm and")
    assert in_order(before, *told, "Mood: 30 of 100, upset (0 very upset, 100 calm)", "good ending and no critical error")


def test_where_no_reply_is_critical_none_is_warned_of(home: Path, shelved: Shelve) -> None:
    shelved(home=re.sub(r"\n *critical: true.*", "", shop()))
    assert "You pass with a good ending.\n" in play().out


def test_the_customer_reacts_and_nothing_is_explained_before_the_end(home: Path) -> None:
    played = play(CHECK, WAIT)
    talk, debrief = played.out.split("Result:")
    said = ("He puts a kettle", "Mr Hadi: This kettle died", "You: Ask for the receipt", '"So you do not believe me?"')
    assert in_order(talk, *said, "Mood now: 20 of 100, upset (down 10)", "Mr Hadi: I have no time", "Mr Hadi: Well then.")
    assert "He feels suspected" not in talk and "He feels suspected" in debrief


def test_the_customer_reacts_also_where_the_file_cannot_be_read_after_the_commit(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(store: Store, attempt: str) -> None:
        raise RecordsLocked(path=str(store.path))

    monkeypatch.setattr(talks, "transcript", locked)
    played = play(HEAR, EXCHANGE, flags=("--coach",))
    assert in_order(played.out, "Mood now: 50", "Best reply: Ask", "Mood now: 60", "Best reply: Offer")
    assert played.code == 4 and kept(home)[0].finished


def test_with_a_coach_each_reply_is_explained_after_the_reaction_and_it_is_practice(home: Path) -> None:
    played = play(CHECK, WAIT, flags=("--coach",))
    talk = played.out.split("Result:")[0]
    assert "This is practice" in talk
    assert in_order(talk, '"So you do not', "Weak reply:", "He feels suspected", "Better: Ask what", "He feels heard", "reply 2")
    assert in_order(talk, "Mr Hadi: Well then.", "Weak reply: Ask him to wait")
    assert "This was practice" in played.out and kept(home)[0].started.kind is Kind.REHEARSAL


def test_the_debrief_tells_mood_skills_and_each_decision(home: Path) -> None:
    debrief = play(CHECK, EXCHANGE).out.split("Result:")[1]
    assert in_order(debrief, "A mixed ending", "Not passed yet", "Score: 66.6%", "he does not trust it yet")
    assert "At the start: 30\n  After reply 1: 20 (down 10)\n  After reply 2: 30 (up 10)\n" in debrief
    assert "Listening: 0%" in debrief and "Recovery: 100%" in debrief
    assert in_order(debrief, "1. Mr Hadi: This", "Weak reply", "Better:", "2. Mr Hadi: I have", "Best reply: Offer a new kettle")


def test_a_critical_reply_is_told_and_does_not_pass(home: Path) -> None:
    played = play(CHECK, PROMISE)
    assert "A bad ending.\nNot passed: there was a critical error." in played.out
    assert in_order(played.out, "Harmful reply: Promise", "This is a critical error")


@pytest.mark.parametrize("language", ["en", "id"])
def test_sources_are_told_with_the_decision_they_belong_to(home: Path, shelved: Shelve, language: str) -> None:
    text = HEAD + (
        "facts:\n  - id: F-1\n    group: G\n    tier: A\n    kind: rule\n    provenance: source\n"
        "    statement: {id: Dengarkan, en: Listen}\n    source: {id: Buku itu, en: The book}\n"
    )
    shelved(
        home=text
        + "roleplays:\n"
        + indented(guide().replace("facts: []", "facts: [F-1]").replace("id: remedy\n", "id: remedy\n    facts: [F-1]\n"))
    )
    words.use(language)
    out = run("--lang", language, "play", "broken-kettle", "--as", "Sari", answers=["1", "1"]).out
    assert {"en": "Source: The book", "id": "Sumber: Buku itu"}[language] in out


# On the way


def test_what_is_no_reply_is_asked_for_again_and_records_nothing(home: Path) -> None:
    played = play("9", "", "x y", "q")
    assert played.out.count("Type a number from 1 to 2") == 3 and kept(home)[0].position == 0


def test_a_question_mark_says_the_moment_again(home: Path) -> None:
    assert play("?").out.count("Mr Hadi: This kettle died") == 2


def test_the_language_is_switched_in_the_middle_of_the_same_talk(home: Path) -> None:
    played = play(HEAR, "l", picking("Tawarkan teko"))
    order = re.findall(r"\d\. (Offer|Ask him|Tawarkan|Minta ia menunggu)", played.out)
    same = {"Offer": "Tawarkan", "Ask him": "Minta ia menunggu"}
    assert [same[each] for each in order[:2]] == order[2:4]
    assert "Suasana hati sekarang: 60 dari 100, cukup tenang (naik 10)" in played.out and "Berakhir baik." in played.out
    assert kept(home)[0].passed


@pytest.mark.parametrize("end", [[], ["q"]], ids=["end of input", "q"])
def test_leaving_saves_and_the_next_run_goes_on(home: Path, end: list[Answer]) -> None:
    left = play(HEAR, *end)
    assert (
        left.code == 5
        and "Saved." in left.out
        and left.out.endswith("Go on with: cstrain --lang en --plain play broken-kettle\n")
    )
    again = play(picking("Go on where"), EXCHANGE)
    assert again.code == 0 and "1 reply given so far." in again.out
    assert in_order(again.out, "What was said last:", "You: Ask what happened", "reply 2", "Passed.")
    assert len(kept(home)) == 1


def test_resume_and_restart_decide_without_asking(home: Path) -> None:
    play(HEAR)
    assert play("q", flags=("--resume",)).code == 5
    assert play(CHECK, WAIT, flags=("--restart",)).code == 0
    first, second = kept(home)
    assert first.finished and first.finished.ending is Ending.ABANDONED and second.position == 2
    assert play(flags=("--resume",)).code == 2


def test_a_rehearsal_that_was_left_is_gone_on_with_by_its_own_command(home: Path) -> None:
    assert "Go on with: cstrain --lang en --plain play broken-kettle --coach" in play(HEAR, flags=("--seed", "3")).out
    assert play("q").code == 5
    assert play(picking("Go on"), EXCHANGE, flags=("--coach",)).code == 0
    assert [one.finished is not None for one in kept(home)] == [True, False]


def test_leaving_before_the_start_records_nothing(home: Path) -> None:
    assert play("q", terminal=True).code == 0 and kept(home) == []
    play(HEAR)
    assert play("q").code == 5 and len(kept(home)) == 1


def test_a_role_play_that_has_changed_is_started_anew(home: Path, shelved: Shelve) -> None:
    play(HEAR)
    shelved(home=shop().replace("remedy", "cure"))
    again = play(picking("Go on"), HEAR, EXCHANGE)
    assert again.code == 0 and in_order(again.out, "has changed since", "You are a cashier", "Passed.")
    first, second = kept(home)
    assert first.finished and first.finished.ending is Ending.WITHDRAWN and second.passed


def test_a_seed_says_the_same_each_time(home: Path) -> None:
    first, second = (play("1", "1", flags=("--seed", "11")).out.split("reply 1")[1].split("Read this")[0] for _ in range(2))
    assert first == second


def test_another_window_is_told_of_and_the_talk_goes_on_from_there(home: Path) -> None:
    def meanwhile(said: str) -> str:
        run("--lang", "en", "play", "broken-kettle", "--as", "Sari", "--resume", answers=[HEAR])
        return "1"

    played = play(meanwhile, EXCHANGE)
    assert "in another window" in played.out and "Passed." in played.out


# Once more


def test_on_a_terminal_it_can_be_played_again_from_the_start_or_from_a_decision(home: Path) -> None:
    enter = ""
    played = play(
        enter, CHECK, WAIT, picking("Again from one"), "2", EXCHANGE,
        picking("Again from the start"), enter, HEAR, EXCHANGE, picking("Finish"), terminal=True,
    )  # fmt: skip
    assert played.code == 0
    assert in_order(played.out, "From which decision?", "Role-play, practice: The dead kettle - reply 2", "Best reply: Offer")
    straight, rehearsal, again = kept(home)
    assert [one.started.kind for one in (straight, rehearsal, again)] == [Kind.ROLEPLAY, Kind.REHEARSAL, Kind.ROLEPLAY]
    assert (rehearsal.started.given, rehearsal.maximum, again.passed) == (("check",), 1, True)
    assert in_order(played.out.split("From which decision?")[1], "Result:", "You are a cashier", "You pass with", "reply 1")


def test_again_from_the_start_stays_the_practice_that_was_begun(home: Path) -> None:
    """Also by way of a decision; and the talk that was left open for its result stays open."""
    play(HEAR)
    coached = ("", HEAR, EXCHANGE, picking("Again from one"), "2", EXCHANGE, picking("Again from the start"), "", HEAR, WAIT)
    assert play(*coached, picking("Finish"), flags=("--coach",), terminal=True).code == 0
    left, *practice = kept(home)
    assert [one.started.kind for one in practice] == [Kind.REHEARSAL] * 3 and not left.finished


def test_again_from_the_start_asks_about_a_talk_that_was_left_meanwhile(home: Path) -> None:
    def meanwhile(said: str) -> str:
        run("--lang", "en", "play", "broken-kettle", "--as", "Sari", answers=[HEAR])
        return str(picking("Again from the start")(said))  # type: ignore[operator]

    played = play("", CHECK, WAIT, meanwhile, picking("Go on where"), EXCHANGE, picking("Finish"), terminal=True)
    assert played.code == 0 and "1 reply given so far." in played.out
    assert [one.position for one in kept(home)] == [2, 2]


def test_leaving_what_was_begun_again_is_unfinished(home: Path) -> None:
    assert play("", HEAR, EXCHANGE, picking("Again from the start"), "", "q", terminal=True).code == 5


# Which there are


def test_without_a_name_the_role_plays_are_listed_with_their_standing(home: Path) -> None:
    fresh = run("--lang", "en", "play")
    assert (fresh.code, fresh.err) == (0, "") and "broken-kettle: The dead kettle" in fresh.out and "not played yet" in fresh.out
    assert not (home / "records.db").exists()
    play(HEAR, EXCHANGE)
    play(CHECK)
    listed = run("--lang", "en", "play", "--as", "Sari").out
    assert "played 1 time, one not finished, best ending: good, passed" in listed
    run("trainee", "add", "Budi")
    assert "played 1 time" in run("--lang", "en", "play").out


def test_of_nobody_known_no_standing_is_told(home: Path) -> None:
    for name in ("Sari", "Budi"):
        run("trainee", "add", name)
    assert "not played yet" in run("--lang", "en", "play").out


def test_on_a_terminal_one_is_chosen_from_the_list(home: Path) -> None:
    chosen = run("--lang", "en", "--plain", "play", "--as", "Sari", answers=[picking("The dead kettle"), "", "q"], terminal=True)
    assert chosen.code == 5 and "You are a cashier" in chosen.out


def test_where_there_are_none_it_says_so(home: Path, shelved: Shelve) -> None:
    shelved(home=counter(1, id="home"))
    for terminal in (False, True):
        assert "There are no role-plays yet." in run("--lang", "en", "--plain", "play", terminal=terminal).out


@pytest.mark.parametrize("name", ["broken", "BROKEN-KETTLE", "home/broken-kettle"])
def test_a_name_may_be_short_or_whole(home: Path, name: str) -> None:
    assert run("play", name, "--as", "Sari").code == 5


def in_a_folder(modules: Path, id: str, *, roleplay: str) -> None:
    (modules / id / "roleplays").mkdir(parents=True)
    (modules / id / "module.yaml").write_text(HEAD.replace("id: home", f"id: {id}"), encoding="utf-8")
    (modules / id / "roleplays" / "broken-kettle.yaml").write_text(roleplay, encoding="utf-8")


def test_a_file_of_that_name_is_enough(home: Path, content: Path) -> None:
    """The other modules are not even looked into: this one is faulty."""
    in_a_folder(content, "shop", roleplay=guide())
    (content / "home.yaml").unlink()
    (content / "home").mkdir()
    (content / "home" / "module.yaml").write_text("id: home\n", encoding="utf-8")
    played = run("--lang", "en", "play", "broken-kettle", "--as", "Sari")
    assert (played.code, played.err) == (5, "New trainee: Sari\n")


@pytest.mark.parametrize(("name", "near"), [("brokn-kettle", "broken-kettle"), ("tea", ""), ("", "")])
def test_an_unknown_name_is_refused_with_what_comes_near(home: Path, name: str, near: str) -> None:
    refused = run("--lang", "en", "play", name)
    assert refused.code == 2 and near in refused.err and "All role-plays: cstrain --lang en play" in refused.err


def test_one_id_in_two_modules_is_told_apart(home: Path, shelved: Shelve) -> None:
    shelved(home=shop(), yard=shop("yard"))
    refused = run("--lang", "en", "play", "broken-kettle")
    assert refused.code == 2 and "home/broken-kettle, yard/broken-kettle" in refused.err
    assert run("play", "yard/broken-kettle", "--as", "Sari").code == 5 and kept(home)[0].started.module == "yard"


def test_a_file_of_that_name_does_not_hide_one_inside_a_single_file_module(home: Path, content: Path) -> None:
    """What is said of either has its whole name, which works."""
    in_a_folder(content, "shop", roleplay=guide())
    for name in ("broken-kettle", "broken"):
        refused = run("--lang", "en", "play", name)
        assert refused.code == 2 and "home/broken-kettle, shop/broken-kettle" in refused.err
    listed = run("--lang", "en", "play").out
    assert in_order(listed, "home/broken-kettle: The", "shop/broken-kettle: The", "cstrain --lang en play home/broken-kettle")
    for id in ("home", "shop"):
        left = run("--lang", "en", "play", f"{id}/broken-kettle", "--as", "Sari")
        assert left.code == 5 and left.out.endswith(f"Go on with: cstrain --lang en play {id}/broken-kettle\n")


@pytest.mark.parametrize("flags", [("--resume", "--restart"), ("--resume", "--seed", "1"), ("--replay", "abc")], ids=" ".join)
def test_what_does_not_go_together_is_refused(home: Path, flags: tuple[str, ...]) -> None:
    assert "do not go together" in play(flags=flags).err


# Read again


def test_a_talk_is_read_again_whole_also_when_its_module_is_gone(home: Path, tmp_path: Path) -> None:
    play(CHECK, WAIT)
    id = kept(home)[0].started.attempt
    words_of_it = (
        "He puts a kettle",
        "You: Ask for the receipt",
        "So you do not",
        "Weak reply",
        "You: Ask him to wait",
        "Mr Hadi: Well",
    )
    shown = run("--lang", "en", "play", "--replay", id[:8])
    assert (shown.code, shown.err) == (0, "") and in_order(
        shown.out, "Trainee: Sari", id, *words_of_it, "Result:", "Score: 33.3%"
    )
    (tmp_path / "content" / "home.yaml").unlink()
    gone = run("--lang", "id", "play", "--replay", id)
    assert in_order(
        gone.out, "broken-kettle", "Ia meletakkan teko", "Anda: Langsung minta nota", "Berakhir sedang", "listening: 0%"
    )


@pytest.mark.parametrize(
    ("flags", "told"),
    [((), "has not ended yet"), (("--restart",), "was left before its end")],
)
def test_what_has_not_ended_is_read_as_far_as_it_went(home: Path, flags: tuple[str, ...], told: str) -> None:
    play(HEAR)
    if flags:
        play(flags=flags)
    shown = run("--lang", "en", "play", "--replay", kept(home)[0].started.attempt)
    assert shown.code == 0 and told in shown.out and "You: Ask what happened" in shown.out


def test_what_was_withdrawn_says_so_when_it_is_read(home: Path, shelved: Shelve) -> None:
    play(HEAR)
    shelved(home=shop().replace("remedy", "cure"))
    play(picking("Go on"))
    shown = run("--lang", "en", "play", "--replay", kept(home)[0].started.attempt)
    assert "because the module has changed" in shown.out


def test_an_attempt_that_is_none_is_refused(home: Path) -> None:
    play(HEAR)
    refused = run("--lang", "en", "play", "--replay", "zz")
    assert refused.code == 2 and "begins with zz" in refused.err
    play(HEAR, flags=("--coach",))
    several = run("--lang", "en", "play", "--replay", "")
    assert several.code == 2 and "2 role-plays" in several.err


# In the figures


def test_the_exports_and_progress_have_it(home: Path) -> None:
    play(CHECK, EXCHANGE)
    answers = json.loads(run("export", "answers", "--out", "-", "--format", "json").out)["answers"]
    assert [row["item"] for row in answers] == ["broken-kettle/arrival", "broken-kettle/remedy"]
    assert answers[0]["says"] == "This kettle died on day two. I want my money back."
    (attempt,) = json.loads(run("export", "attempts", "--out", "-", "--format", "json", "--kind", "roleplay").out)["attempts"]
    assert (attempt["ending"], attempt["verdict"], attempt["counts"]) == ("leaves-doubting", "mixed", False)
    assert "The dead kettle - played 1 time, best ending: mixed" in run("--lang", "en", "progress").out
    (role_play,) = json.loads(run("progress", "--json").out)["roleplays"]
    assert (role_play["roleplay"], role_play["played"], role_play["best_verdict"]) == ("broken-kettle", 1, "mixed")
    assert "1 role-play" in run("--lang", "en", "modules").out
    assert json.loads(run("modules", "--json").out)["modules"][0]["roleplays"] == ["broken-kettle"]


def test_verify_finds_a_talk_that_was_altered(home: Path) -> None:
    play(CHECK, EXCHANGE)
    assert run("records", "verify").code == 0
    with closing(sqlite3.connect(home / "records.db", isolation_level=None)) as db:
        db.execute("UPDATE turn SET mood_after = 95 WHERE position = 0")
    assert run("records", "verify").code == 4
