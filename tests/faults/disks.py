"""What has to hold after a change to a file failed: told in a line or two, nothing confirmed lost, nothing half done or left."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.backup import is_sound
from cstrain.records.store import Store
from cstrain.records.verify import Soundness, verify
from tests.faults import shim
from tests.faults.injecting import WORKLOADS, Observed

# In CI each failure once; `python -m tests.faults disks` tries them all.
USUAL = ("EIO", "ENOSPC+", "KILL")
ALL = ("EIO", "EIO+", "ENOSPC", "ENOSPC+", "EROFS", "EROFS+", "KILL", "TEAR")
ALLOWED = re.compile(
    r"(records\.db(-journal|\.key)?|settings\.json|cache(/counter-[\w-]+\.json)?|tmp"
    r"|out(/answers\.csv|/attempts\.(xlsx|html)|/copy\.db)?|backups(/records-[\d-]+-(version-1|before-merge)(-\d+)?\.db)?)\Z"
)
TEMPORARY = re.compile(
    r"(((out|backups)/)?\.cstrain-\w+\.part(-journal)?|tmp/cstrain-\w+(/.*)?|settings\.json\.\d+"
    r"|cache/counter-[\w-]+\.json\.\d+|\.cstrain-merge-\d+-\w+(/\d+\.db(-journal|\.key)?)?)\Z"
)
CODES = {0, 1, 4, 5}


def runs(folder: Path, library: Path, workload: str, failures: Sequence[str]) -> Iterator[Observed]:
    ended = shim.preloaded(library, "-m", "tests.faults.injecting", str(folder), workload, *failures)
    for line in ended.stdout.splitlines():
        yield Observed(**json.loads(line))


def fastest_folder() -> Path:
    """A folder for thousands of files that are soon thrown away: in memory, where there is such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))


def wrong(folder: Path, workload: str, seen: Observed) -> list[str]:
    """What is not as promised after this run."""
    home = Path(seen.home)
    found = [*_said_wrong(seen), *_left_over(home, seen), *_in_records(home, workload, seen)]
    if workload.startswith("export"):
        found += _half_written(folder, home, workload, seen)
    for copy in (*home.glob("out/copy.db"), *home.glob("backups/records-*.db")):
        found += _half_copied(folder, copy)
    return found


def _half_copied(folder: Path, copy: Path) -> list[str]:
    """Whether the copy, opened as records, is sound and has all that the records had before the run."""
    if not is_sound(copy):
        return [f"half a copy: {copy.name}"]
    there, due = _looked_through(copy, folder / "copied.db"), _looked_through(folder / "base" / "records.db", folder / "due.db")
    return [] if there == due and not there.flaws else [f"a copy of something else: {copy.name} ({there}, not {due})"]


def _looked_through(records: Path, aside: Path) -> Soundness:
    # Opened aside: records of an older version are taken forward, and nothing of the run is to be changed.
    shutil.copy(records, aside)
    with Store(aside) as store:
        return verify(store)


def _said_wrong(seen: Observed) -> Iterator[str]:
    killed = seen.failure in ("KILL", "TEAR") and seen.code == -9
    if not killed and seen.code not in CODES:
        yield f"exit code {seen.code}"
    if len(seen.err.splitlines()) > 2 or "Traceback" in seen.err:
        yield f"said {seen.err}"
    if seen.code in (1, 4) and not seen.err:
        yield "failed without a word"


def _left_over(home: Path, seen: Observed) -> Iterator[str]:
    # Who is killed, or may not remove anything any more, leaves what there was.
    excused = seen.code < 0 or seen.failure.endswith("+") or seen.struck == "unlink"
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if not ALLOWED.match(name) and not (excused and TEMPORARY.match(name)):
            yield f"left {name}"


def _in_records(home: Path, workload: str, seen: Observed) -> Iterator[str]:
    records = home / "records.db"
    if not records.exists():
        if workload != "create" or seen.code == 0:
            yield "no records"
        return
    with Store(records) as store:
        yield from (str(flaw) for flaw in verify(store).flaws)
        people = [one.name for one in trainees.everyone(store)]
        taken = list(attempts.outcomes(store, Selection()))
    answered = sum(outcome.answers for outcome in taken) - _answers_before(home.parent / "base" / "records.db")
    if WORKLOADS[workload].branch:
        # All of it or nothing; and all of it where that was said.
        if (people, answered) not in ((["Sari"], 0), (["Sari", "Wati"], 2)) or (seen.code == 0 and not answered):
            yield f"half a merge: {people}, {answered} answers"
        return
    if people != (["Sari", "Budi"] if WORKLOADS[workload].old else ["Sari"]) and not (
        workload == "create" and seen.code != 0 and not people
    ):
        yield f"people {people}"
    confirmed = len(re.findall(r"^(?:Right|Not right)\.", seen.out, re.MULTILINE))
    # One more may have got into the file before the failure, unconfirmed: the last one given.
    if not confirmed <= answered <= confirmed + 1:
        yield f"{confirmed} answers confirmed, {answered} kept"
    if "Score:" in seen.out and not any(outcome.ending for outcome in taken):
        yield "the end was told and not kept"


@cache
def _answers_before(records: Path) -> int:
    if not records.exists():
        return 0
    # A copy: opening records of an older version takes them forward, and each run is to begin with them as they were.
    copy = records.parent.parent / "before.db"
    shutil.copy(records, copy)
    with Store(copy) as store:
        return sum(outcome.answers for outcome in attempts.outcomes(store, Selection()))


def _half_written(folder: Path, home: Path, workload: str, seen: Observed) -> Iterator[str]:
    command = WORKLOADS[workload].command
    target = Path(command[command.index("--out") + 1])
    old, new, is_now = (
        (place / target).read_bytes() if (place / target).exists() else None for place in (folder / "base", folder / "warm", home)
    )
    if is_now not in (old, new):
        yield "half an export"
    if seen.code == 0 and is_now != new:
        yield "the export was told and is not there"


def table(seen: Sequence[tuple[str, Observed, list[str]]]) -> str:
    lines = ["| while | failures injected | refused | went on | killed | not as promised |", "|---|---|---|---|---|---|"]
    for workload in WORKLOADS:
        of = [(one, found) for name, one, found in seen if name == workload and (one.struck or one.code < 0)]
        refused, killed = sum(one.code in (1, 4) for one, _ in of), sum(one.code < 0 for one, _ in of)
        bad = sum(bool(found) for _, found in of)
        lines.append(f"| {workload} | {len(of)} | {refused} | {len(of) - refused - killed} | {killed} | {bad} |")
    return "\n".join(lines)
