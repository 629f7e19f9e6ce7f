"""Taking an attempt: the question to ask, and the answer that is committed before anything is said about it."""

from datetime import datetime
from enum import StrEnum
from random import Random
from uuid import uuid4

from cstrain import __version__
from cstrain.app.clock import Clock, step, step_back
from cstrain.core.attempt import Answered, Attempt, Ending, Finished, Kind, Started, after
from cstrain.core.draw import Drawn
from cstrain.core.items import Grade, Item, Response
from cstrain.core.module import Module
from cstrain.core.value import Value
from cstrain.errors import AlreadyAnswered, RecordsUnusable
from cstrain.records import attempts
from cstrain.records.store import Store


class Identity(StrEnum):
    """How it was known who takes an attempt: by their word, by their PIN, or by a trainer who was there."""

    SELF_DECLARED = "self-declared"
    PIN = "pin"
    SUPERVISED = "supervised"


# For reading which options an item shows, when their order does not matter.
ANY_ORDER = Random(0)


class Question(Value):
    """What a face asks now: the item, its options in the order drawn, and where in the attempt this is (from 1)."""

    number: int
    total: int
    item: Item
    options: tuple[str, ...]


class LiveAttempt:
    """An attempt that is being taken: `question` asks, `answer` commits, `state` is what is stored."""

    def __init__(self, store: Store, module: Module, state: Attempt, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._asked_at: tuple[int, float] | None = None
        # When both clocks were looked at last.
        self._looked: tuple[datetime, float] | None = None
        # A commit that failed may have failed after the file had the answer: which question that was, and the response.
        self._in_doubt: tuple[int, Response] | None = None
        self.module = module
        self.state = state

    @property
    def question(self) -> Question | None:
        """The question to ask now, None at the end. Its time runs from the first look at it."""
        drawn = self.state.prompt
        if drawn is None:
            return None
        position = self.state.position
        if self._asked_at is None or self._asked_at[0] != position:
            self._asked_at = (position, self._clock.monotonic())
        item = self._item(drawn)
        return Question(number=position + 1, total=len(self.state.started.plan), item=item, options=drawn.options)

    def answer(self, response: Response, language: str) -> Grade:
        """Grade the response to the question and commit it, together with the attempt's end if that follows.

        BadResponse leaves everything as it was. AlreadyAnswered means that another window was faster; the state is
        then what is stored. After any other failure the question still stands; giving the same response again stores
        it once, also if the file had it already.
        """
        question = self.question
        if question is None:
            raise ValueError("there is no question to answer")
        grade = question.item.grade(response)
        now = self._clock.now()
        answered = Answered(
            position=self.state.position,
            response=response,
            score=grade.score,
            maximum=grade.maximum,
            chance=question.item.chance(),
            critical=grade.critical,
            elapsed_ms=self._elapsed_ms(),
            at=now,
            clock_step_s=self._clock_step(now),
        )
        state = self._follow(after(self.state, answered), now)
        self._commit(state, answered, question.item.content_hash, language)
        self._looked = (now, self._clock.monotonic())
        return grade

    def _item(self, drawn: Drawn) -> Item:
        return self.module.items[drawn.item]

    def _follow(self, state: Attempt, now: datetime) -> Attempt:
        """What follows from an answer: the end, if it has come."""
        ending = state.due_ending
        return after(state, Finished(ending=ending, at=now)) if ending else state

    def _keep(self, state: Attempt, answered: Answered, content_hash: str, language: str) -> None:
        """Inside the transaction: keep the answer with what follows from it."""
        attempts.answer(self._store, state.started.attempt, answered, content_hash, language)
        if state.finished:
            attempts.finish(self._store, state)

    def _elapsed_ms(self) -> int:
        asked = self._asked_at[1] if self._asked_at else self._clock.monotonic()
        return max(0, round((self._clock.monotonic() - asked) * 1000))

    def _clock_step(self, now: datetime) -> int:
        """How the clock was moved since the answer before in this run, or else since the newest event of the attempt."""
        if self._looked is None:
            return step_back(now, self.state.newest)
        wall, real = self._looked
        return step((now - wall).total_seconds(), self._clock.monotonic() - real)

    def _commit(self, state: Attempt, answered: Answered, content_hash: str, language: str) -> None:
        id = state.started.attempt
        given = (answered.position, answered.response)
        try:
            with self._store.writing():
                self._keep(state, answered, content_hash, language)
        except AlreadyAnswered:
            stored = attempts.load(self._store, id)
            if self._in_doubt == given and given in ((one.position, one.response) for one in stored.answers):
                # It was this window, at a try that seemed to fail. Until this is through, the question stands.
                self._store.make_durable()
                self.state = stored
                return
            self.state = stored
            raise
        except RecordsUnusable:
            self._in_doubt = given
            raise
        self.state = state

    def reread(self) -> None:
        """Take the state from the file: after an interruption it may have one answer more than was told."""
        self.state = attempts.load(self._store, self.state.started.attempt)


class Opening(Value):
    """What a new attempt is made of; `roleplay` and `given` as in Started."""

    trainee: str
    kind: Kind
    seed: int
    language: str
    plan: tuple[Drawn, ...]
    roleplay: str = ""
    given: tuple[str, ...] = ()
    identity: Identity = Identity.SELF_DECLARED


def begin(store: Store, module: Module, opening: Opening, clock: Clock) -> LiveAttempt:
    """Inside `store.writing()`: keep a new attempt; taking it starts when the transaction is through."""
    now = clock.now()
    started = Started(
        attempt=str(uuid4()),
        trainee=opening.trainee,
        kind=opening.kind,
        module=module.id,
        version=module.version,
        policy=module.policy,
        seed=opening.seed,
        language=opening.language,
        at=now,
        plan=opening.plan,
        clock_step_s=step_back(now, attempts.newest_time(store)),
        roleplay=opening.roleplay,
        given=opening.given,
    )
    attempts.start(store, started, opening.identity, __version__)
    return LiveAttempt(store, module, Attempt(started=started), clock)


def close(store: Store, attempt: str, ending: Ending, clock: Clock) -> None:
    """Inside `store.writing()`: end an unfinished attempt for good, with the score it has."""
    state = attempts.load(store, attempt)
    if state.finished is None:
        attempts.finish(store, after(state, Finished(ending=ending, at=clock.now())))


def resume(store: Store, module: Module, attempt: str, clock: Clock) -> LiveAttempt | None:
    """An unfinished attempt, to go on with; None if its open questions are no longer in the module as they were drawn.

    Then it is closed as withdrawn, which uses none of the trainee's attempts. New wording is no reason: the question
    that is shown is the one that is graded, and its hash is kept with the answer.
    """
    state = attempts.load(store, attempt)
    if all(_still_there(module, drawn) for drawn in state.started.plan[state.position :]):
        return LiveAttempt(store, module, state, clock)
    with store.writing():
        close(store, attempt, Ending.WITHDRAWN, clock)
    return None


def _still_there(module: Module, drawn: Drawn) -> bool:
    item = module.items.get(drawn.item)
    return item is not None and item.kind == drawn.kind and set(item.arrange(ANY_ORDER)) == set(drawn.options)
