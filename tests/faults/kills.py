"""Real quizzes killed at random moments, each gone on with by the next run; after each the records are compared with the screen.

A person takes one quiz after another. Each run of the program goes on with what the last one left, and is itself ended: while
it starts, around a commit, or at any time. What was seen on the screen is held against the file, read from a copy, so that
the next run of the program finds it as the blow left it.
"""

import re
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from string import ascii_lowercase

from cstrain.core.attempt import Attempt
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.modules import counter
from tests.faults import ROOT
from tests.faults.victim import Blow, Ended, Shown, Struck, Victim

QUESTIONS = 8
MOMENTS = ("starting", "commit", "commit", "commit", "any")
# Longer than a start, and than a commit with its feedback, takes on a machine of no great speed.
START_SECONDS, COMMIT_SECONDS, ANY_SECONDS = 0.5, 0.03, 0.4
MADE_BY_US = re.compile(r"cli/main\.py")


@dataclass
class Course:
    """One person's quiz over all the runs it takes: what was seen of it so far."""

    name: str
    seen: dict[int, Shown] = field(default_factory=dict)
    confirmed: dict[int, str] = field(default_factory=dict)
    given: tuple[int, str] | None = None
    finished: bool = False


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one blow did, None for a run that came to its own end first. `faults` are words for whatever is not as promised."""

    blow: Blow | None
    moment: str
    plain: bool
    confirmed: int
    unseen: int
    lost: int
    doubled: int
    faults: tuple[str, ...]


@dataclass
class Rounds:
    """Rounds in a folder of their own, as they come with this seed."""

    folder: Path
    seed: int
    done: list[Round] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.home = self.folder / "home"
        content = self.folder / "content"
        content.mkdir()
        (content / "counter.yaml").write_text(counter(QUESTIONS, graded_attempts=1), encoding="utf-8")
        self.environ = {
            "CSTRAIN_HOME": str(self.home),
            "CSTRAIN_CONTENT": str(content),
            "CSTRAIN_LANG": "en",
            "PYTHONPATH": str(ROOT),
        }
        self.course = self.someone()

    def someone(self) -> Course:
        # A name nearly like one that is known is asked about: these are like none.
        return Course(name="".join(self.rng.choices(ascii_lowercase, k=16)).title())

    def run(self, count: int) -> None:
        """So many blows that found the program running, of each kind in turn."""
        blows = tuple(Blow)
        struck = 0
        while struck < count:
            round = self.strike(blows[struck % len(blows)])
            self.done.append(round)
            struck += round.blow is not None
            if self.course.finished:
                self.course = self.someone()

    @property
    def bad(self) -> list[Round]:
        return [round for round in self.done if round.lost or round.doubled or round.faults]

    def strike(self, wanted: Blow) -> Round:
        """One run of the program and its end."""
        moment, plain = self.rng.choice(MOMENTS), self.rng.random() < 0.3
        before = len(self.course.confirmed)
        victim = Victim(*self.arguments(), plain=plain, environ=self.environ)
        faults: list[str] = []
        blow: Blow | None = None
        try:
            self.drive(victim, moment, faults)
            victim.finish()
        except Ended:
            victim.die()
            faults.append("ended by itself")
        except Struck:
            blow = wanted
            victim.strike(blow)
            faults += remains(victim, blow)
        self.confirm(victim)
        confirmed = len(self.course.confirmed) - before
        (unseen, lost, doubled), unsound = self.compare()
        faults += [*unsound, *said_wrong(victim, self.kept())]
        victim.close()
        return Round(
            blow=blow,
            moment=moment,
            plain=plain,
            confirmed=confirmed,
            unseen=unseen,
            lost=lost,
            doubled=doubled,
            faults=tuple(faults),
        )

    def arguments(self) -> list[str]:
        """A new quiz, or the one that the last blow left."""
        flags = ["--resume"] if any(attempt.finished is None for attempt in self.kept()) else []
        return ["quiz", "counter", "--as", self.course.name, *flags]

    def drive(self, victim: Victim, moment: str, faults: list[str]) -> None:
        """Answer until the moment has come; it returns at the result."""
        if moment == "starting":
            victim.moment = time.monotonic() + self.rng.uniform(0, START_SECONDS)
        victim.begin()
        struck_at = self.rng.randrange(3)
        if moment == "any":
            victim.moment = time.monotonic() + self.rng.uniform(0, ANY_SECONDS)
        answered = 0
        while not victim.is_over:
            question = victim.question()
            faults += self.compare_screen(question)
            place = self.rng.randrange(len(question.options))
            self.course.given = (question.position, question.options[place])
            delay = self.rng.uniform(0, COMMIT_SECONDS) if moment == "commit" and answered == struck_at else None
            victim.answer(place, delay)
            victim.until(lambda: victim.has_feedback, "feedback")
            self.confirm(victim)
            victim.go_on()
            answered += 1

    def compare_screen(self, question: Shown) -> list[str]:
        """It is the question that is due, with the words and the order it had before."""
        known = self.course.seen.setdefault(question.position, question)
        faults = [] if known == question else [f"{known} became {question}"]
        due = [attempt.position for attempt in self.kept() if attempt.finished is None]
        if due != [question.position]:
            faults.append(f"question {question.position} was asked, due was {due}")
        plan = [drawn for attempt in self.kept() if attempt.finished is None for drawn in attempt.started.plan]
        drawn = plan[question.position]
        if (drawn.item, drawn.options) != (f"question-{question.prompt}", question.options):
            faults.append(f"{question} is not what was drawn: {drawn}")
        return faults

    def confirm(self, victim: Victim) -> None:
        """Count the last answer as confirmed, if something was said about it on the screen."""
        if self.course.given and victim.has_feedback:
            position, option = self.course.given
            self.course.confirmed[position] = option

    def kept(self) -> list[Attempt]:
        """This person's attempts, from a copy of the records."""
        records = self.copied()
        if records is None:
            return []
        with Store(records) as store:
            ids = [one.id for one in trainees.everyone(store) if one.name == self.course.name]
            outcomes = [outcome for id in ids for outcome in attempts.outcomes(store, Selection(trainee=id))]
            return [attempts.load(store, outcome.attempt) for outcome in outcomes]

    def copied(self) -> Path | None:
        folder = self.folder / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("records.db", "records.db-journal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(self.home / name, folder / name)
        return folder / "records.db" if (folder / "records.db").exists() else None

    def compare(self) -> tuple[tuple[int, int, int], list[str]]:
        """(answers in the records that nobody saw confirmed, lost, doubled), and what is unsound."""
        kept = self.kept()
        faults = [f"{len(kept)} attempts of one person"] if len(kept) > 1 else []
        records = self.copied()
        if records:
            with Store(records) as store:
                faults += [str(flaw) for flaw in verify(store).flaws]
        answers = [(answer.position, str(answer.response)) for attempt in kept for answer in attempt.answers]
        self.course.finished = any(attempt.finished for attempt in kept)
        confirmed = set(self.course.confirmed.items())
        unseen = set(answers) - confirmed
        if not unseen <= {self.course.given}:
            faults.append(f"nobody gave {unseen}")
        # The next run has to show what there is now: also what was committed before the blow; a loss is counted once.
        self.course.confirmed = dict(answers)
        lost = len(confirmed - set(answers))
        doubled = sum(count - 1 for count in Counter(position for position, _ in answers).values())
        return (len(unseen), lost, doubled), faults


def remains(victim: Victim, blow: Blow) -> list[str]:
    """What a person would find wrong after the blow."""
    faults = []
    started = "\n" in victim.everything or "\x1b" in victim.everything
    if "Traceback" in victim.everything and (MADE_BY_US.search(victim.everything) or blow is not Blow.CTRL_C):
        faults.append("traceback: " + victim.everything[victim.everything.index("Traceback") :])
    expected = {Blow.KILL: {-9}, Blow.TERM: {-15}, Blow.HUP: {-1}, Blow.CLOSED: {-1}, Blow.CTRL_C: {130, -2}}[blow]
    # When Python is already ending, Ctrl-C ends it without a word (-2): a shell says 130 of both.
    if blow is Blow.CTRL_C and not MADE_BY_US.search(victim.everything) and (not started or "Traceback" in victim.everything):
        # Python itself was still starting, or already going.
        expected = expected | {1}
    if victim.is_over:
        # In plain mode nothing waits after the result: the end was faster.
        expected = expected | {0}
    if victim.code not in expected:
        faults.append(f"exit code {victim.code}")
    if blow not in (Blow.KILL, Blow.CLOSED) and not victim.leaves_terminal_as_it_was:
        faults.append("the terminal is not as it was")
    return faults


def said_wrong(victim: Victim, kept: Sequence[Attempt]) -> list[str]:
    """What Ctrl-C tells about what is saved is what is saved."""
    said = re.findall(r"Saved: (\d+) of", victim.everything)
    saved = [len(attempt.answers) for attempt in kept]
    return [f"said {said[-1]} saved, {saved} are"] if said and [int(said[-1])] != saved else []


def table(rounds: Sequence[Round]) -> str:
    """A row for each kind of blow."""
    lines = [
        "| ended by | rounds | plain mode | around a commit | confirmed | saved, not yet seen | lost | doubled | unsound |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    every: set[Blow | None] = {*Blow, None}
    rows: dict[str, set[Blow | None]] = {**{blow.value: {blow} for blow in Blow}, "its own end": {None}, "all": every}
    for name, blows in rows.items():
        of = [round for round in rounds if round.blow in blows]
        sums = [sum(getattr(round, field) for round in of) for field in ("confirmed", "unseen", "lost", "doubled")]
        plain, commit = sum(round.plain for round in of), sum(round.moment == "commit" for round in of)
        unsound = sum(bool(round.faults) for round in of)
        lines.append(f"| {name} | {len(of)} | {plain} | {commit} | {' | '.join(map(str, sums))} | {unsound} |")
    return "\n".join(lines)
