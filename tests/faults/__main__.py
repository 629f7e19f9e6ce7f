"""python -m tests.faults kills | sessions | disks | acts | storm: as long as is wanted; one table each.

Exit 1 if anything is not as promised.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults import acts, disks, kills, sessions, shim
from tests.faults import storm as storms
from tests.faults.injecting import WORKLOADS


def run_kills(folder: Path, wanted: argparse.Namespace) -> bool:
    rounds = kills.Rounds(folder, wanted.seed)
    try:
        rounds.run(wanted.rounds)
    finally:
        print(kills.table(rounds.done))
    for round in rounds.bad:
        print(round)
    return not rounds.bad


def run_sessions(folder: Path, wanted: argparse.Namespace) -> bool:
    rounds = sessions.Rounds(folder, wanted.seed)
    try:
        rounds.run(wanted.rounds)
    finally:
        print(sessions.table(rounds.done))
    for round in rounds.bad:
        print(round)
    return not rounds.bad


def run_disks(folder: Path, wanted: argparse.Namespace) -> bool:
    library = shim.compiled(folder)
    seen = []
    for workload in WORKLOADS:
        here = disks.fastest_folder()
        runs = disks.runs(here, library, workload, disks.ALL)
        seen += [(workload, one, disks.wrong(here, workload, one)) for one in runs]
        shutil.rmtree(here)
    print(disks.table(seen))
    for workload, one, found in seen:
        if found:
            print(workload, one.failure, one.nth, one.struck, found)
    return not any(found for *_, found in seen)


def run_acts(folder: Path, wanted: argparse.Namespace) -> bool:
    struck = [one for name in acts.ACTS for one in acts.blows(folder, name, wanted.seed, wanted.rounds)]
    print(acts.table(struck))
    for one in struck:
        if one.faults:
            print(one)
    return not any(one.faults for one in struck)


def run_storm(folder: Path, wanted: argparse.Namespace) -> bool:
    came = storms.storm(folder, wanted.processes, wanted.seconds)
    print(came.table())
    return not (came.lost or came.doubled or came.unclaimed or came.flaws) and came.waits[-1] <= 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    commands = parser.add_subparsers(required=True)
    kill = commands.add_parser("kills", help="real quizzes killed at random moments")
    kill.add_argument("--rounds", type=int, default=500)
    kill.add_argument("--seed", type=int, default=1)
    kill.set_defaults(run=run_kills)
    held = commands.add_parser("sessions", help="real group sessions killed at random moments")
    held.add_argument("--rounds", type=int, default=200)
    held.add_argument("--seed", type=int, default=1)
    held.set_defaults(run=run_sessions)
    disk = commands.add_parser("disks", help="every change to a file fails in turn, in every way")
    disk.set_defaults(run=run_disks)
    act = commands.add_parser("acts", help="merges, migrations, backups and erasures killed at random moments")
    act.add_argument("--rounds", type=int, default=50)
    act.add_argument("--seed", type=int, default=1)
    act.set_defaults(run=run_acts)
    storm = commands.add_parser("storm", help="several processes that answer at once")
    storm.add_argument("--processes", type=int, default=8)
    storm.add_argument("--seconds", type=float, default=60)
    storm.set_defaults(run=run_storm)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if wanted.run(Path(folder), wanted) else 1)


main()
