"""A talk as it is told: each decision with what came before and after it, and whether it is the one that was decided."""

from fractions import Fraction

import pytest

from cstrain.core.attempt import Answered, Attempt, Ending, Finished, Kind, drawing, replay
from cstrain.core.draw import Drawn
from cstrain.core.roleplay.play import choose, start
from cstrain.core.roleplay.transcript import Better, Transcript, parting, turn
from cstrain.core.value import replace
from tests.making import NOON, answered, started
from tests.talks import KETTLE, text

BEFORE = start(KETTLE, 1)
POOR, HEARD = choose(BEFORE, "poor"), choose(BEFORE, "listen")
TOLD = Transcript(turns=(turn(BEFORE, HEARD), turn(HEARD, choose(HEARD, "fix"))), parting=parting(choose(HEARD, "fix")))


def attempt(*choices: str, ending: Ending | None = Ending.COMPLETED, kind: Kind = Kind.ROLEPLAY) -> Attempt:
    """The attempt in which these replies were given."""
    play, nodes, answers = BEFORE, [], []
    for position, one in enumerate(choices):
        nodes.append(play.situation.node)
        play = choose(play, one)
        latest = play.decisions[-1].choice
        answers.append(replace(answered(position, Fraction(latest.grade, 3), critical=latest.critical), response=one))
    plan = tuple(Drawn(item=f"kettle/{node}", kind="choice", content_hash="h", options=("a",)) for node in nodes)
    begun = replace(started(kind=kind), roleplay="kettle", plan=plan)
    events: list[Answered | Finished] = list(answers)
    if ending:
        last = play.ending if ending is Ending.COMPLETED else None
        told = {"roleplay_ending": last.id, "verdict": last.verdict} if last else {}
        events.append(Finished(ending=ending, at=NOON, **told))
    return replay(begun, events)


def test_a_decision_is_told_with_what_came_before_it_and_what_came_of_it() -> None:
    told = turn(BEFORE, POOR)
    assert (told.node, told.situation, told.says) == ("first", text("situation of first"), text("says first"))
    assert (told.reply, told.grade, told.critical, told.reaction) == (text("reply poor"), 1, False, text("reaction to poor"))
    assert (told.mood_before, told.mood_after, told.facts) == (40, 30, ("F-first",))
    assert (told.feedback, told.skills) == (text("feedback on poor"), {"listen": 0})
    assert told.better == Better(reply=text("reply listen"), feedback=text("feedback on listen"))


def test_after_the_best_reply_there_is_nothing_better() -> None:
    assert turn(BEFORE, HEARD).better is None


def test_a_talk_that_has_just_begun_has_no_decision_to_tell_and_no_end() -> None:
    assert parting(BEFORE) is None and Transcript().moods == () and Transcript().skills == {}
    with pytest.raises(ValueError, match="nothing was decided"):
        turn(BEFORE, BEFORE)


def test_the_end_is_told_with_its_verdict_mood_and_last_words() -> None:
    assert TOLD.parting
    assert (TOLD.parting.ending, TOLD.parting.verdict, TOLD.parting.mood) == ("glad", "good", 70)
    assert (TOLD.parting.says, TOLD.parting.debrief) == (text("says glad"), text("debrief of glad"))


def test_moods_are_that_of_the_start_and_that_after_each_reply() -> None:
    assert TOLD.moods == (40, 60, 70)


def test_skills_are_the_grades_earned_of_those_there_were_to_earn() -> None:
    assert TOLD.skills == {"listen": (3, 3), "solve": (3, 3)}


def test_a_transcript_belongs_to_the_attempt_it_was_kept_for() -> None:
    assert TOLD.belongs_to(attempt("listen", "fix"))
    assert Transcript(turns=TOLD.turns[:1]).belongs_to(attempt("listen", ending=None))
    assert Transcript(turns=TOLD.turns[:1]).belongs_to(attempt("listen", ending=Ending.ABANDONED))


FIRST, SECOND = TOLD.turns
OTHERS = {
    "a decision missing": replace(TOLD, turns=(SECOND,)),
    "one too many": replace(TOLD, turns=(FIRST, SECOND, SECOND)),
    "decisions in another order": replace(TOLD, turns=(SECOND, FIRST)),
    "a mood that jumps": replace(TOLD, turns=(FIRST, replace(SECOND, mood_before=5))),
    "another mood at the end": replace(TOLD, turns=(FIRST, replace(SECOND, mood_after=5))),
    "no end": replace(TOLD, parting=None),
    "another ending": replace(TOLD, parting=replace(TOLD.parting, ending="doubting") if TOLD.parting else None),
    "another verdict": replace(TOLD, parting=replace(TOLD.parting, verdict="mixed") if TOLD.parting else None),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_talk_does_not_belong_to_it(other: Transcript) -> None:
    assert not other.belongs_to(attempt("listen", "fix"))


@pytest.mark.parametrize("ending", [None, Ending.ABANDONED, Ending.WITHDRAWN])
def test_an_end_belongs_to_no_attempt_that_did_not_come_to_one(ending: Ending | None) -> None:
    assert not TOLD.belongs_to(attempt("listen", "fix", ending=ending))


# The attempt


@pytest.mark.parametrize(
    ("choices", "passed"),
    [(("listen", "fix"), True), (("poor", "fix"), False), (("listen", "promise"), False), (("rude",), False)],
)
def test_a_role_play_passes_with_a_good_ending_and_no_critical_error(choices: tuple[str, ...], passed: bool) -> None:
    assert attempt(*choices).passed is passed


def test_neither_a_rehearsal_nor_what_was_left_passes() -> None:
    assert not attempt("listen", "fix", kind=Kind.REHEARSAL).passed
    assert not attempt("listen", "fix", ending=Ending.ABANDONED).passed
    assert not attempt("listen", "fix", ending=None).passed


def test_the_maximum_of_a_talk_is_the_decisions_taken_also_while_one_is_open() -> None:
    taken = attempt("poor", ending=None)
    asked = drawing(taken, Drawn(item="kettle/second", kind="choice", content_hash="h", options=("a",)))
    assert (asked.score, asked.maximum, asked.prompt) == (Fraction(1, 3), 1, asked.started.plan[1])
    assert asked.due_ending is None and taken.due_ending is Ending.COMPLETED
