"""Several machines with records of their own, for tests of merging: what is done on each, and what of it a person can see."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from cstrain.core.attempt import Ending, Finished, Kind, after, replay
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import answers, attempts, erasing, seals, trainees
from cstrain.records.attempts import Selection
from cstrain.records.erasing import Subject
from cstrain.records.merge import Merged, merge
from cstrain.records.store import Store
from cstrain.records.times import stored
from cstrain.records.verify import verify
from tests.making import NOON, answered, choice, started

QUESTIONS = tuple(choice(f"item-{n}") for n in range(3))
ACTS = (
    "add",
    "rename",
    "grant",
    "join",
    "pin",
    "start",
    "answer",
    "answer",
    "answer",
    "finish",
    "session",
    "event",
    "erase",
    "purge",
)


@dataclass
class World:
    """Machines by name, and one time that goes on for all of them. Everything comes from `rng`."""

    folder: Path
    rng: Random
    ticks: int = 0
    machines: list[str] = field(default_factory=list)

    def path(self, machine: str) -> Path:
        return self.folder / machine / "records.db"

    def now(self) -> datetime:
        # Now and then two rows share a moment, or a clock is set back.
        self.ticks += self.rng.choice((0, 1, 1, 5, -3))
        return NOON + timedelta(milliseconds=self.ticks)

    def uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def new(self, machine: str) -> None:
        self.machines.append(machine)
        (self.folder / machine).mkdir()
        Store(self.path(machine)).db.close()

    def copy(self, machine: str, name: str, *, with_key: bool) -> None:
        """As a folder, or the records file alone."""
        self.machines.append(name)
        shutil.copytree(self.folder / machine, self.folder / name)
        if not with_key:
            seals.key_path(self.path(name)).unlink(missing_ok=True)

    def act(self, machine: str, what: str) -> None:
        with Store(self.path(machine)) as store:
            getattr(self, f"_{what}")(store)

    # What is done; nothing where there is nobody to do it

    def _one(self, store: Store, query: str) -> Any:
        rows = store.db.execute(query).fetchall()
        return self.rng.choice(rows)[0] if rows else None

    def _add(self, store: Store) -> None:
        name = self.rng.choice(("Sari", "Budi", "sari "))
        with store.writing():
            trainees.add(store, Trainee(id=str(self.uuid()), name=name.strip() or name), self.now())

    def _rename(self, store: Store) -> None:
        if trainee := self._one(store, "SELECT id FROM trainee ORDER BY id"):
            with store.writing():
                trainees.describe(store, Trainee(id=trainee, name=f"Name {self.ticks}", branch="East"), self.now())

    def _grant(self, store: Store) -> None:
        if trainee := self._one(store, "SELECT id FROM trainee ORDER BY id"):
            with store.writing():
                trainees.grant(store, trainee, "welcome", self.now())

    def _join(self, store: Store) -> None:
        one, other = (self._one(store, "SELECT id FROM trainee ORDER BY id") for _ in range(2))
        if one != other:
            with store.writing():
                trainees.join(store, one, other, self.now())

    def _pin(self, store: Store) -> None:
        if trainee := self._one(store, "SELECT id FROM trainee ORDER BY id"):
            self._append(store, "pin", trainee_id=trainee, salt="s", digest=f"pin {self.ticks}")

    def _append(self, store: Store, table: str, at: str = "recorded", **columns: Any) -> str:
        moment, offset = stored(self.now())
        id = str(self.uuid())
        with store.writing():
            store.append(table, moment, id=id, **columns, **{f"{at}_at": moment, f"{at}_offset": offset})
        return id

    def _start(self, store: Store) -> None:
        trainee = self._one(store, "SELECT id FROM trainee ORDER BY id")
        session = self._one(store, "SELECT id FROM session UNION SELECT '' ORDER BY 1")
        if trainee:
            begun = started(*QUESTIONS, kind=Kind.SESSION if session else Kind.QUIZ)
            plan = () if session else begun.plan
            begun = replace(begun, attempt=str(self.uuid()), trainee=trainee, at=self.now(), session=session or "", plan=plan)
            with store.writing():
                attempts.start(store, begun, "self-declared", "0")

    def _open(self, store: Store) -> Any:
        query = "SELECT id FROM attempt WHERE id NOT IN (SELECT attempt_id FROM finish) ORDER BY id"
        id = self._one(store, query)
        return attempts.load(store, id) if id else None

    def _answer(self, store: Store) -> None:
        state = self._open(store)
        if state is None or state.position >= len(QUESTIONS):
            return
        given = replace(answered(state.position, self.rng.choice((0, 1))), at=self.now())
        with store.writing():
            if state.started.session:
                question = self.rng.choice(QUESTIONS)
                drawn = replace(started(question).plan[0])
                attempts.draw(store, state.started.attempt, state.position, drawn)
            attempts.answer(store, state.started.attempt, given, "hash", "en")

    def _finish(self, store: Store) -> None:
        if state := self._open(store):
            whole = state.position == len(QUESTIONS)
            ending = Finished(ending=Ending.COMPLETED if whole else Ending.ABANDONED, at=self.now())
            with store.writing():
                attempts.finish(store, after(replay(state.started, state.answers), ending))

    def _session(self, store: Store) -> None:
        fixed = {"modules": "[]", "mode": "turns", "seed": 1, "language": "en", "plan": "[]", "graded": 0, "program": "0"}
        session = self._append(store, "session", at="started", title="Monday", **fixed)
        if trainee := self._one(store, "SELECT id FROM trainee ORDER BY id"):
            self._append(store, "participant", session_id=session, trainee_id=trainee, nickname="S", team="")

    def _event(self, store: Store) -> None:
        if session := self._one(store, "SELECT id FROM session ORDER BY id"):
            (number,) = store.db.execute("SELECT count(*) FROM session_event WHERE session_id = ?", (session,)).fetchone()
            self._append(store, "session_event", session_id=session, number=number, event=f'{{"tick": {self.ticks}}}')

    def _erase(self, store: Store) -> None:
        if self.rng.random() < 0.4 and (trainee := self._one(store, "SELECT id FROM trainee ORDER BY id")):
            erasing.erase(store, [Subject("trainee", trainee)], self.now())
            erasing.finish(store)

    def _purge(self, store: Store) -> None:
        kind = self.rng.choice(("attempt", "session"))
        if self.rng.random() < 0.4 and (id := self._one(store, f"SELECT id FROM {kind} ORDER BY id")):
            erasing.erase(store, [Subject(kind, id)], self.now())
            erasing.finish(store)


def merged(into: Path, *others: Path) -> Merged:
    with Store(into) as store:
        return merge(store, others, NOON + timedelta(days=1))


SEEN = {
    "people": "SELECT id, name, employee_number, branch, cohort, required FROM person ORDER BY sequence",
    "identities": "SELECT trainee_id, person_id FROM identity ORDER BY 1",
    "details": "SELECT id, trainee_id, name FROM trainee_detail ORDER BY sequence",
    "grants": "SELECT id, trainee_id, module FROM attempt_grant ORDER BY sequence",
    "pins": "SELECT id, trainee_id, digest FROM pin ORDER BY sequence",
    "sessions": "SELECT id, title FROM session ORDER BY sequence",
    "participants": "SELECT id, session_id, trainee_id FROM participant ORDER BY sequence",
    "events": "SELECT session_id, number, id, event FROM session_event ORDER BY session_id, number",
    "drawn": "SELECT attempt_id, position, item FROM drawn ORDER BY 1, 2",
    "aside": "SELECT kind, id, attempt_id, content FROM set_aside ORDER BY 1, 2",
    "erased": "SELECT DISTINCT subject FROM erasure ORDER BY 1",
    "seals of rows": "SELECT DISTINCT machine, number, hash, salt IS NULL FROM seal WHERE kind <> 'erasure' ORDER BY 1, 2, 3",
}


def seen(path: Path) -> dict[str, Any]:
    """Everything that a report, a screen or a file could tell."""
    with Store(path) as store:
        assert verify(store).flaws == ()
        found: dict[str, Any] = {what: store.db.execute(query).fetchall() for what, query in SEEN.items()}
        found["attempts"] = list(attempts.outcomes(store, Selection()))
        found["answers"] = list(answers.answer_rows(store, Selection()))
        found["states"] = [attempts.load(store, outcome.attempt) for outcome in found["attempts"]]
    return found


def fresh(world: World, names: Sequence[str]) -> list[Path]:
    """Copies to merge into, without their keys: the law is about what they hold."""
    paths = []
    for name in names:
        folder = world.folder / f"fresh-{len(list(world.folder.iterdir()))}"
        folder.mkdir()
        shutil.copy(world.path(name), folder / "records.db")
        paths.append(folder / "records.db")
    return paths
