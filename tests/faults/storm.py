"""Several processes that answer on one records file at once, and what is in the file afterwards.

Each process writes down an answer as confirmed only when its commit has returned; the file has to agree with all of them.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cstrain.app import quiz
from cstrain.app.clock import Clock
from cstrain.app.quiz import Wish
from cstrain.core.trainee import Trainee
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.benchmarks.measuring import percentile
from tests.faults import ROOT
from tests.making import choice, module

QUESTIONS = 12


@dataclass(frozen=True, kw_only=True)
class Storm:
    """What came of it: counts of answers, and seconds from the answer given to its commit, each in order of size."""

    processes: int
    confirmed: int
    lost: int
    doubled: int
    unclaimed: int
    flaws: int
    waits: Sequence[float]

    def table(self) -> str:
        p50, p99, longest = (round(percentile(self.waits, share) * 1000) for share in (0.5, 0.99, 1))
        return "\n".join(
            (
                "| processes | answers confirmed | lost | doubled | unclaimed | flaws | p50 ms | p99 ms | longest ms |",
                "|---|---|---|---|---|---|---|---|---|",
                f"| {self.processes} | {self.confirmed} | {self.lost} | {self.doubled} | {self.unclaimed} | {self.flaws}"
                f" | {p50} | {p99} | {longest} |",
            )
        )


def storm(folder: Path, processes: int, seconds: float) -> Storm:
    """Let so many processes answer for so long; then read the file."""
    records = folder / "records.db"
    command = [sys.executable, "-m", "tests.faults.storm", str(records), str(seconds)]
    running = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    for each in running:
        assert each.stdout and each.stdout.readline() == "ready\n"
    for each in running:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.communicate()[0] for each in running]
    failed = [each.returncode for each in running if each.returncode]
    if failed:
        raise RuntimeError(f"{len(failed)} of {processes} processes failed")
    confirmed = [tuple(json.loads(line)) for text in told for line in text.splitlines()]
    return _compared(records, processes, confirmed)


def _compared(records: Path, processes: int, confirmed: Sequence[tuple[str, int, str, float]]) -> Storm:
    claimed = Counter((attempt, position, response) for attempt, position, response, _ in confirmed)
    with Store(records) as store:
        kept = Counter(
            (outcome.attempt, answer.position, str(answer.response))
            for outcome in attempts.outcomes(store, Selection())
            for answer in attempts.load(store, outcome.attempt).answers
        )
        flaws = verify(store).flaws
    return Storm(
        processes=processes,
        confirmed=claimed.total(),
        lost=(claimed - kept).total(),
        doubled=sum(count - 1 for count in kept.values()),
        unclaimed=(kept - claimed).total(),
        flaws=len(flaws),
        waits=sorted(wait for *_, wait in confirmed),
    )


def answering(records: Path, seconds: float, number: int) -> Iterator[tuple[str, int, str, float]]:
    """One of the processes: attempt, position, response and wait of each answer, once it is committed."""
    clock, rng = Clock(), Random(number)
    taken = module(*(choice(f"item-{n}") for n in range(QUESTIONS)), items_per_quiz=QUESTIONS)
    trainee = Trainee(id=f"trainee-{number}", name=f"Trainee {number}")
    with Store(records) as store:
        with store.writing():
            trainees.add(store, trainee, clock.now())
        print("ready", flush=True)
        sys.stdin.readline()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            live = quiz.start(store, taken, trainee, Wish(practice=True), "en", clock)
            while (question := live.question) and time.monotonic() < end:
                response = rng.choice(question.options)
                began = time.monotonic()
                live.answer(response, "en")
                yield live.state.started.attempt, question.number - 1, response, time.monotonic() - began


def main() -> None:
    records, seconds, number = sys.argv[1:]
    # Kept back until the end, so that no pipe is ever waited for while answering.
    for each in list(answering(Path(records), float(seconds), int(number))):
        print(json.dumps(each))


if __name__ == "__main__":
    main()
