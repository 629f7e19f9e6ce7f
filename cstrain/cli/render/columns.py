"""The words of reports: what tables, charts, columns and the codes in cells are called, on the screen and in files for people.

In files for programs (CSV, JSON) columns and codes keep their keys. What each column means is told in docs/reports.md.
"""

from collections.abc import Callable, Mapping
from functools import cache

from cstrain.cli.words import _, language


def heading(key: str) -> str:
    """What a column is called; the key itself where nothing better is known."""
    return _said(HEADINGS, key)


def word(value: str) -> str:
    """A code of a fixed list (Measure.WORD), in words; also "yes" and "no"."""
    return _said(WORDS, value)


def title(name: str) -> str:
    """What a table or a chart is called; "skills/care" is that of one module."""
    kind, _slash, module = name.partition("/")
    return f"{_said(TITLES, kind)}: {module}" if module else _said(TITLES, kind)


Said = Callable[[], Mapping[str, str]]


def _said(kind: str, key: str) -> str:
    return _all(kind, language()).get(key, key)


@cache
def _all(kind: str, _language: str) -> Mapping[str, str]:
    """All words of a kind in one language: a report asks for them once for each cell."""
    return SAID[kind]()


def _headings() -> Mapping[str, str]:
    return {
        # Who
        "trainee_id": _("Trainee id"),
        "trainee": _("Trainee"),
        "name": _("Name"),
        "employee_number": _("Employee number"),
        "branch": _("Branch"),
        "cohort": _("Cohort"),
        "identity": _("Identified by"),
        # What
        "module": _("Module"),
        "title": _("Title"),
        "item": _("Item"),
        "prompt": _("Question"),
        "level": _("Level"),
        "kind": _("Kind"),
        "option": _("Option"),
        "text": _("Text"),
        "is_key": _("Is right"),
        "skill": _("Skill id"),
        "skill_name": _("Skill"),
        "fact": _("Fact"),
        "statement": _("What it says"),
        "roleplay": _("Role-play"),
        "session": _("Session"),
        # Standing
        "required": _("Required"),
        "status": _("Status"),
        "needs_help": _("Needs help"),
        "attempts": _("Attempts"),
        "attempts_allowed": _("Attempts allowed"),
        "attempts_granted": _("Attempts granted"),
        "attempts_left": _("Attempts left"),
        "abandoned": _("Abandoned"),
        "first_percent": _("First %"),
        "best_percent": _("Best %"),
        "latest_percent": _("Latest %"),
        "improvement_points": _("Improvement (points)"),
        "counted_attempt": _("Attempt that counts"),
        "passed_at": _("Passed on"),
        "valid_until": _("Valid until"),
        "expires_soon": _("Expires soon"),
        "critical_errors": _("Critical errors"),
        "minutes": _("Minutes"),
        "total_minutes": _("Minutes in all"),
        "practices": _("Practices"),
        "lessons_done": _("Lessons done"),
        # Role-plays
        "roleplays_passed": _("Role-plays passed"),
        "roleplays_available": _("Role-plays there are"),
        "played": _("Played"),
        "rehearsed": _("Rehearsed"),
        "best_verdict": _("Best ending"),
        "ending": _("Ending"),
        "verdict": _("Verdict"),
        "talks": _("Talks"),
        "talks_percent": _("Talks %"),
        # Of a group
        "people": _("People"),
        "started": _("Started"),
        "passed": _("Passed"),
        "passed_percent": _("Passed %"),
        "failed": _("Not passed yet"),
        "in_progress": _("In progress"),
        "expired": _("Expired"),
        "not_started": _("Not started"),
        "mean_best_percent": _("Mean of best %"),
        "median_minutes": _("Minutes (median)"),
        "pre_percent": _("Before %"),
        "post_percent": _("After %"),
        "gain": _("Gain"),
        "gain_people": _("People with both"),
        "band": _("Score"),
        "percent": _("Percent"),
        "below_mark": _("Below 80 %"),
        "missed": _("Missed by"),
        "missed_percent": _("Missed %"),
        "few": _("Few"),
        "items": _("Items"),
        # Items
        "first_attempts": _("First attempts"),
        "facility_percent": _("Right %"),
        "discrimination": _("Discrimination"),
        "efficiency": _("Efficiency"),
        "chance_percent": _("By chance %"),
        "needs_checking": _("Needs checking"),
        "because": _("Because"),
        "worst_distractor": _("Most chosen wrong option"),
        "worst_distractor_text": _("Its text"),
        "worst_distractor_percent": _("Chosen by %"),
        "versions": _("Versions"),
        "chosen": _("Chosen"),
        "chosen_percent": _("Chosen %"),
        "rest_percent": _("Their other answers %"),
        # Group sessions
        "number": _("No."),
        "right_percent": _("Right %"),
        "again_percent": _("Second vote %"),
        "gain_points": _("Gain (points)"),
        "notes": _("Notes"),
        "chosen_again": _("Second vote"),
        "without_questions": _("Not there for questions"),
        "came_at_question": _("Came at question"),
        "left_early": _("Left early"),
        "team": _("Team"),
        # Raw rows
        "attempt_id": _("Attempt id"),
        "answer_id": _("Answer id"),
        "started_at": _("Started at"),
        "finished_at": _("Finished at"),
        "answered_at": _("Answered at"),
        "utc_offset": _("Time zone"),
        "answers": _("Answers"),
        "score": _("Points"),
        "maximum": _("Points possible"),
        "chance": _("Points by chance"),
        "counts": _("Counts"),
        "elapsed_ms": _("Milliseconds"),
        "content_hash": _("Content hash"),
        "response": _("Response"),
        "clock_step_s": _("Clock moved (seconds)"),
        "mood_before": _("Mood before"),
        "mood_after": _("Mood after"),
        "says": _("Customer says"),
        "reply": _("Reply"),
        "reaction": _("Reaction"),
        "feedback": _("Feedback"),
    }


def _words() -> Mapping[str, str]:
    return {
        "yes": _("yes"),
        "no": _("no"),
        # Status
        "not-started": _("not started"),
        "in-progress": _("in progress"),
        "passed": _("passed"),
        "failed": _("not passed yet"),
        "expired": _("pass expired"),
        # Needs help: why
        "no-attempts-left": _("no attempts left"),
        "critical-error": _("critical error"),
        "not-passed": _("below the pass mark"),
        "pass-expired": _("pass expired"),
        # Kinds of attempt
        "quiz": _("quiz"),
        "practice": _("practice"),
        "lesson": _("lesson"),
        "roleplay": _("role-play"),
        "rehearsal": _("rehearsal"),
        "session": _("group session"),
        "drill": _("drill"),
        # Endings and verdicts
        "completed": _("completed"),
        "abandoned": _("abandoned"),
        "time-up": _("time was up"),
        "withdrawn": _("withdrawn"),
        "good": _("good"),
        "mixed": _("mixed"),
        "bad": _("bad"),
        # How someone was identified
        "self-declared": _("own word"),
        "pin": _("PIN"),
        "supervised": _("supervised"),
        # Kinds and levels of items
        "choice": _("choice"),
        "multi": _("several answers"),
        "order": _("order"),
        "match": _("pairs"),
        "number": _("figure"),
        "rate": _("rating"),
        "recall": _("recall"),
        "apply": _("apply"),
        "judge": _("judge"),
        # Whether an item needs checking
        "few": _("too few to say"),
        "unlikely": _("unlikely"),
        "likely": _("likely"),
        "very-likely": _("very likely"),
        # and why
        "key-loses": _("a wrong option is chosen more often than the right one"),
        "good-ones-fail": _("who does well elsewhere gets this one wrong"),
        "tells-nothing": _("who does well elsewhere does no better here"),
        "tells-little": _("who does well elsewhere does hardly better here"),
        "below-chance": _("right less often than by guessing"),
        "nearly-all-right": _("nearly everyone gets it right"),
    }


def _titles() -> Mapping[str, str]:
    return {
        "summary": _("Summary"),
        "session": _("Group session"),
        "trainee": _("Trainee"),
        "modules": _("Modules"),
        "module": _("Modules"),
        "items": _("Items"),
        "gaps": _("Weakest skills first"),
        "attempts": _("Attempts"),
        "answers": _("Answers"),
        "skills": _("Skills"),
        "weak_facts": _("Facts to learn again"),
        "roleplays": _("Role-plays"),
        "weeks": _("Mean score, week by week (%)"),
        "passed_by_week": _("Passed, week by week (%)"),
        "scores": _("Distribution of scores"),
        "statuses": _("Status (per person and module)"),
        "hardest_items": _("Hardest items"),
        "endings": _("How role-plays ended"),
        "missed_facts": _("Facts most missed"),
        "skills_by_person": _("Skills of each person"),
        "options": _("What was chosen"),
        "votes": _("What the room chose"),
        "repeat": _("To repeat"),
        "people": _("Who was there"),
        "teams": _("Teams"),
        "right_by_question": _("Right, question by question (%)"),
        "about": _("About this file"),
        "facilities": _("How many items are how easy (% right)"),
    }


HEADINGS, WORDS, TITLES = "headings", "words", "titles"
SAID: Mapping[str, Said] = {HEADINGS: _headings, WORDS: _words, TITLES: _titles}
