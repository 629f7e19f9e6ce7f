"""What people answered in a session, as attempts of theirs: each answer is kept in the same commit as its reveal.

A graded session keeps the attempt of a module when the last of its questions is revealed: only someone who was asked all of
them has taken the quiz (docs/decisions/0032-sessions-in-the-records.md).
"""

from datetime import datetime
from uuid import uuid4

from cstrain import __version__
from cstrain.app import quiz
from cstrain.app.clock import Clock, step_back
from cstrain.core.attempt import Answered, Attempt, Ending, Finished, Kind, Started, after, drawing
from cstrain.core.module import Module, Policy
from cstrain.core.session import Asked, Event, Left, Revealed, Session, Vote
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.records import attempts, sessions
from cstrain.records.sessions import Head
from cstrain.records.store import Store

IDENTITY = "supervised"
# A person's attempts are by module.
Account = tuple[str, str]
# What is asked of nobody: the policy of a module that is no longer there.
GONE = Policy(pass_mark=100, graded_attempts=0, items_per_quiz=0, time_limit_minutes=None, valid_days=None)


class Books(Value):
    """The attempts of a session that are open, and how many answers of each account are kept already."""

    open: dict[Account, Attempt]
    kept: dict[Account, int]


def load(store: Store, session: str) -> Books:
    """The books as they stand in the file."""
    books = Books(open={}, kept={})
    for id, is_open in sessions.attempts_of(store, session):
        attempt = attempts.load(store, id)
        account = (attempt.started.trainee, attempt.started.module)
        books.kept[account] = books.kept.get(account, 0) + attempt.position
        if is_open:
            books.open[account] = attempt
    return books


class Bookkeeper:
    """Writes what follows from an event. `known` are the ids that attempts can be kept for: an erased one has none."""

    def __init__(self, store: Store, head: Head, modules: dict[str, Module], clock: Clock) -> None:
        self._store = store
        self._head = head
        self._modules = modules
        self._clock = clock

    def keep(self, books: Books, state: Session, event: Event, known: frozenset[str], language: str) -> Books:
        """Inside `store.writing()`: keep what this event, which led to `state`, makes of the attempts; the books after it."""
        entry = _Entry(self._store, self._head, self._modules, self._clock, books, language)
        if isinstance(event, Revealed) and not state.now.is_second_vote:
            people = [person for person in state.now.credited if person in known]
            self._answers(entry, state, people)
        going = state.people if state.is_over else (event.person,) if isinstance(event, Left) else ()
        for person in going:
            if person in known:
                entry.settle(state, person)
        return entry.books

    def _answers(self, entry: "_Entry", state: Session, people: list[str]) -> None:
        for person in people:
            if self._head.graded:
                entry.grade_if_whole(state, person, state.now.question.module)
            else:
                entry.answer(person, state.now, state.now.credited[person])


class _Entry:
    """The writing of one event."""

    def __init__(self, store: Store, head: Head, modules: dict[str, Module], clock: Clock, books: Books, language: str) -> None:
        self._store = store
        self._head = head
        self._modules = modules
        self._clock = clock
        self._language = language
        self._now = clock.now()
        self.books = Books(open=dict(books.open), kept=dict(books.kept))

    def answer(self, person: str, asked: Asked, vote: Vote) -> None:
        """One more answer of this person, in their open attempt; the first one begins it."""
        account = (person, asked.question.module)
        attempt = self.books.open.get(account) or self._begin(account, Kind.SESSION)
        self.books.open[account] = self._with_answer(attempt, asked, vote)
        self.books.kept[account] = self.books.kept.get(account, 0) + 1

    def grade_if_whole(self, state: Session, person: str, module: str) -> None:
        """A graded attempt, if this person has now answered every question of the module; one that does not count where none
        is left to use."""
        due = self._due(state, person, module)
        planned = [question for question in state.plan.questions if question.module == module]
        if self.books.kept.get((person, module), 0) or len(due) < len(planned):
            return
        is_left = quiz.standing(self._store, self._modules[module], _someone(person), self._clock).attempts_left
        self._whole(state, person, module, Kind.QUIZ if is_left else Kind.SESSION)

    def settle(self, state: Session, person: str) -> None:
        """The person has gone, or the session is over: nothing of theirs stays open, nor goes unkept."""
        for module in dict.fromkeys(asked.question.module for asked in state.asked):
            if self._head.graded and self._due(state, person, module):
                self._whole(state, person, module, Kind.SESSION)
            attempt = self.books.open.pop((person, module), None)
            if attempt:
                self._finish(attempt)

    def _due(self, state: Session, person: str, module: str) -> list[tuple[Asked, Vote]]:
        """What the person has answered of a module and is not kept yet."""
        answered = [
            (asked, asked.credited[person])
            for asked in state.asked
            if asked.question.module == module and person in asked.credited
        ]
        return answered[self.books.kept.get((person, module), 0) :]

    def _whole(self, state: Session, person: str, module: str, kind: Kind) -> None:
        """An attempt with all that is due, finished at once."""
        account = (person, module)
        due = self._due(state, person, module)
        attempt = self._begin(account, kind)
        for asked, vote in due:
            attempt = self._with_answer(attempt, asked, vote)
        self.books.kept[account] = self.books.kept.get(account, 0) + len(due)
        self._finish(attempt)

    def _begin(self, account: Account, kind: Kind) -> Attempt:
        person, id = account
        # Answers are kept although their module has gone since; none of them counts then.
        module = self._modules.get(id)
        started = Started(
            attempt=str(uuid4()),
            trainee=person,
            kind=kind,
            module=id,
            version=module.version if module else "",
            policy=module.policy if module else GONE,
            seed=self._head.seed,
            language=self._language,
            at=self._now,
            plan=(),
            clock_step_s=self._step(),
            session=self._head.id,
        )
        attempts.start(self._store, started, IDENTITY, __version__)
        return Attempt(started=started)

    def _with_answer(self, attempt: Attempt, asked: Asked, vote: Vote) -> Attempt:
        question = asked.question
        # The pace is the trainer's: how long it took says nothing of the person.
        answered = Answered(
            position=attempt.position,
            response=vote.response,
            score=vote.score,
            maximum=1,
            chance=question.chance,
            critical=vote.critical,
            elapsed_ms=0,
            at=self._now,
        )
        id = attempt.started.attempt
        attempts.draw(self._store, id, attempt.position, question.drawn)
        attempts.answer(self._store, id, answered, question.drawn.content_hash, self._language)
        return after(drawing(attempt, question.drawn), answered)

    def _finish(self, attempt: Attempt) -> None:
        attempts.finish(self._store, after(attempt, Finished(ending=Ending.COMPLETED, at=self._now)))

    def _step(self) -> int:
        newest: datetime | None = attempts.newest_time(self._store)
        return step_back(self._now, newest)


def _someone(id: str) -> Trainee:
    """The bearer of this id, for what asks for no more."""
    return Trainee(id=id, name="-")
