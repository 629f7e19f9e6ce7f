"""Real group sessions killed at random moments, each gone on with by the next run; after each the file is held to the screen.

A trainer types one key a person, reveals, votes again, goes on. Every line is one event. A line is confirmed when the prompt
after it is on the screen: whatever was confirmed is in the file, and beyond it at most the line in hand.
"""

import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cstrain.core.session import Event, KeyShown, Next, Revealed, Session, Voted, VotedAgain, replay
from cstrain.records import attempts, sessions
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.cli.sessions import counter
from tests.faults import ROOT
from tests.faults.kills import remains
from tests.faults.victim import Blow, Ended, Struck, Victim

QUESTIONS = 3
NAMES = ("Ani", "Budi", "Citra", "Dewi")
MOMENTS = ("starting", "commit", "commit", "commit", "any")
START_SECONDS, COMMIT_SECONDS, ANY_SECONDS = 0.6, 0.03, 0.6
PROMPT = re.compile(r"> ([^\n]*?): \Z")
ASKED = re.compile(
    r"question (\d+) of \d+[^\n]*\n(?:Talk[^\n]*\n)?(Question number \d+\?)\n  A\. (\w+)\n  B\. (\w+)\n  C\. (\w+)\n  D\. (\w+)\n"
)
VOTER = re.compile(r"(\w+) \(\d+ of \d+\)")


class Host(Victim):
    """A session by lines, on a terminal of its own."""

    @property
    def said(self) -> str:
        return self.everything.replace("\r\n", "\n")

    @property
    def is_over(self) -> bool:
        return "How it went" in self.everything

    @property
    def prompt(self) -> str:
        """What is asked for since the last line was typed; "" if nothing is yet."""
        found = PROMPT.search(self.said[self.mark or 0 :])
        return found[1] if found else ""

    def wait(self) -> None:
        """Until it asks for something, or is over."""
        self.until(lambda: bool(self.prompt) or self.is_over, "a prompt")

    def type(self, line: str, delay: float | None) -> None:
        self.mark = len(self.said)
        if delay is not None:
            self.moment = time.monotonic() + delay
        self.press(f"{line}\n")

    def finish(self) -> None:
        """From the debrief to the end: nothing more is asked for."""
        self._drained()

    @property
    def asked(self) -> tuple[str, ...]:
        """The last question shown: its number, its words, its options in order."""
        return ASKED.findall(self.said)[-1]  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one blow did, None for a run that came to its own end first."""

    blow: Blow | None
    confirmed: int
    unseen: int
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
        (content / "counter.yaml").write_text(counter(QUESTIONS), encoding="utf-8")
        self.roster = self.folder / "team.csv"
        self.roster.write_text("\n".join(["nama", *NAMES]), encoding="utf-8")
        self.environ = {
            "CSTRAIN_HOME": str(self.home),
            "CSTRAIN_CONTENT": str(content),
            "CSTRAIN_LANG": "en",
            "PYTHONPATH": str(ROOT),
        }
        self.begin_anew()

    def begin_anew(self) -> None:
        # What each line that was typed means, those confirmed first; and every question as it was first seen.
        self.lines: list[tuple[str, ...]] = []
        self.confirmed = 0
        self.seen: dict[str, tuple[str, ...]] = {}

    def run(self, count: int) -> None:
        """So many blows that found the program running, of each kind in turn."""
        blows = tuple(Blow)
        struck = 0
        while struck < count:
            round = self.strike(blows[struck % len(blows)])
            self.done.append(round)
            struck += round.blow is not None

    @property
    def bad(self) -> list[Round]:
        return [round for round in self.done if round.faults]

    def strike(self, wanted: Blow) -> Round:
        before, faults = self.confirmed, list[str]()
        moment = self.rng.choice(MOMENTS)
        begun, goes_on = self.begun()
        arguments = ["resume"] if goes_on else ["run", "counter", "--roster", str(self.roster), "--mode", "cards"]
        if not goes_on:
            self.begin_anew()
            before = 0
            begun += 1
        victim = Host("session", *arguments, plain=True, environ=self.environ)
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
        # What was drawn before the blow came through counts as seen.
        if self.lines and (victim.prompt or victim.is_over) and victim.mark is not None:
            self.confirmed = len(self.lines)
        unseen, wrong = self.compare(begun)
        victim.close()
        seen = self.confirmed - before
        self.lines, self.confirmed = self.lines[: self.kept_count], self.kept_count
        return Round(blow=blow, confirmed=seen, unseen=unseen, faults=(*faults, *wrong))

    def drive(self, victim: Host, moment: str, faults: list[str]) -> None:
        """Type line after line until the moment has come; it returns at the debrief."""
        if moment == "starting":
            victim.moment = time.monotonic() + self.rng.uniform(0, START_SECONDS)
        victim.until(lambda: "Press Enter to start" in victim.text or bool(victim.prompt) or victim.is_over, "the start")
        if "Press Enter to start" in victim.text and victim.mark is None:
            victim.type("", None)
            victim.wait()
        if moment == "any":
            victim.moment = time.monotonic() + self.rng.uniform(0, ANY_SECONDS)
        struck_at, typed = self.rng.randrange(8), 0
        while not victim.is_over:
            line, meaning = self.line(victim, faults)
            self.lines.append(meaning)
            victim.type(line, self.rng.uniform(0, COMMIT_SECONDS) if moment == "commit" and typed == struck_at else None)
            victim.wait()
            self.confirmed = len(self.lines)
            typed += 1

    def line(self, victim: Host, faults: list[str]) -> tuple[str, tuple[str, ...]]:
        """What to type at this prompt, and the event that it means."""
        prompt = victim.prompt
        if found := VOTER.fullmatch(prompt):
            number, *question = victim.asked
            known = self.seen.setdefault(number, tuple(question))
            if known != tuple(question):
                faults.append(f"{known} became {question}")
            place = self.rng.choice((0, 0, 1, 2, 3)) if self.rng.random() < 0.6 else question.index("right") - 1
            return "abcd"[place], ("voted", found[1], question[1 + place])
        if "again" in prompt:
            again = self.rng.random() < 0.6
            return ("again", ("votedagain",)) if again else ("", ("keyshown",))
        return "", ("revealed",) if "reveal" in prompt else ("next",)

    def copied(self) -> Path | None:
        """The records with what belongs to them, as the next run will find them."""
        folder = self.folder / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("records.db", "records.db-journal", "records.db.key"):
            with suppress(FileNotFoundError):
                shutil.copyfile(self.home / name, folder / name)
        return folder / "records.db" if (folder / "records.db").exists() else None

    def begun(self) -> tuple[int, bool]:
        """How many sessions were begun, and whether the last of them is open."""
        records = self.copied()
        if records is None:
            return 0, False
        with Store(records) as store:
            heads = sessions.heads(store)
            is_open = bool(heads) and not replay(heads[-1].plan, sessions.events(store, heads[-1].id)).is_over
            return len(heads), is_open

    def compare(self, begun: int) -> tuple[int, list[str]]:
        """How many events are kept that nobody saw confirmed, and what is not as promised. `begun` counts the sessions up to
        the one that is held now."""
        self.kept_count = 0
        records = self.copied()
        if records is None:
            return 0, [] if not self.confirmed else ["the records are gone"]
        with Store(records) as store:
            faults = [str(flaw) for flaw in verify(store).flaws]
            heads = sessions.heads(store)
            if len(heads) < begun:
                # The blow came before there was a session.
                return 0, [*faults, *(["the session is gone"] if self.lines else [])]
            head = heads[-1]
            events = sessions.events(store, head.id)
            names = {one.trainee: one.nickname for one in sessions.participants(store, head.id)}
            state = replay(head.plan, events)
            faults += self.answers_wrong(store, head.id, state, names)
        self.kept_count = len(events)
        kept = [told(event, names) for event in events]
        if kept != self.lines[: len(kept)]:
            faults.append(f"kept {kept}, typed {self.lines}")
        if not self.confirmed <= len(kept) <= self.confirmed + 1:
            faults.append(f"{len(kept)} events are kept, {self.confirmed} were confirmed")
        return len(kept) - self.confirmed, faults

    def answers_wrong(self, store: Store, session: str, state: Session, names: dict[str, str]) -> list[str]:
        """Everyone's answers in the records are the first votes that were revealed, each once."""
        kept: dict[str, list[str]] = {person: [] for person in names}
        for outcome in attempts.outcomes(store, Selection()):
            attempt = attempts.load(store, outcome.attempt)
            if attempt.started.session == session:
                kept[attempt.started.trainee] += [str(answer.response) for answer in attempt.answers]
                if bool(attempt.finished) != state.is_over:
                    return ["an attempt is finished and its session is not, or the other way"]
        due = {who: [str(one.credited[who].response) for one in state.asked if who in one.credited] for who in names}
        return [] if kept == due else [f"answers {kept}, revealed {due}"]


def told(event: Event, names: dict[str, str]) -> tuple[str, ...]:
    """An event as the trainer typed it."""
    if isinstance(event, Voted):
        return ("voted", names[event.by], str(event.response))
    assert isinstance(event, Revealed | VotedAgain | KeyShown | Next)
    return (type(event).__name__.lower(),)


def table(rounds: Sequence[Round]) -> str:
    lines = ["| ended by | rounds | confirmed | saved, not yet seen | unsound |", "|---|---|---|---|---|"]
    every: set[Blow | None] = {*Blow, None}
    rows: dict[str, set[Blow | None]] = {**{blow.value: {blow} for blow in Blow}, "its own end": {None}, "all": every}
    for name, blows in rows.items():
        of = [round for round in rounds if round.blow in blows]
        confirmed, unseen = (sum(getattr(round, figure) for round in of) for figure in ("confirmed", "unseen"))
        lines.append(f"| {name} | {len(of)} | {confirmed} | {unseen} | {sum(bool(round.faults) for round in of)} |")
    return "\n".join(lines)
