"""Learning a module: its cards in order, each followed by an item to check oneself with. Kept, but never counted."""

from random import Random

from cstrain.app.attempt import Identity, LiveAttempt, Opening, begin, close, resume
from cstrain.app.clock import Clock
from cstrain.app.quiz import drawn_seed, unfinished
from cstrain.core.attempt import Ending, Kind
from cstrain.core.draw import show
from cstrain.core.module import Lesson, Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.errors import NothingToAsk
from cstrain.records.store import Store


class Card(Value):
    """One lesson on its way: `number` of `total`, from 1."""

    number: int
    total: int
    lesson: Lesson


class Course:
    """The cards that are still ahead, and the attempt that their check items belong to."""

    def __init__(self, module: Module, attempt: LiveAttempt | None) -> None:
        self.module = module
        self.attempt = attempt

    @property
    def cards(self) -> list[Card]:
        """From the card of the first check not yet answered; all of them at the start."""
        lessons = self.module.lessons
        done = self.attempt.state.position if self.attempt else 0
        first = 0
        if done:
            checked = [place for place, lesson in enumerate(lessons) if lesson.check]
            first = checked[done - 1] + 1
        return [
            Card(number=number, total=len(lessons), lesson=lesson)
            for number, lesson in enumerate(lessons, start=1)
            if number > first
        ]


def course(
    store: Store,
    module: Module,
    trainee: Trainee,
    language: str,
    clock: Clock,
    identity: Identity = Identity.SELF_DECLARED,
) -> Course:
    """The module's lessons from where this trainee left them; NothingToAsk if it has none."""
    if not module.lessons:
        raise NothingToAsk(module=module.id)
    left = unfinished(store, module, trainee, Kind.LESSON)
    if left:
        attempt = resume(store, module, left.attempt, clock)
        if attempt and _follows(module, attempt):
            return Course(module, attempt)
        if attempt:
            with store.writing():
                close(store, left.attempt, Ending.WITHDRAWN, clock)
    return Course(module, _begin(store, module, trainee, language, clock, identity))


def _follows(module: Module, attempt: LiveAttempt) -> bool:
    """Whether the attempt still asks what the lessons check, card by card."""
    return [drawn.item for drawn in attempt.state.started.plan] == [lesson.check for lesson in module.lessons if lesson.check]


def _begin(store: Store, module: Module, trainee: Trainee, language: str, clock: Clock, identity: Identity) -> LiveAttempt | None:
    seed = drawn_seed()
    rng = Random(seed)
    plan = tuple(show(module.items[lesson.check], rng) for lesson in module.lessons if lesson.check)
    if not plan:
        return None
    opening = Opening(trainee=trainee.id, kind=Kind.LESSON, seed=seed, language=language, plan=plan, identity=identity)
    with store.writing():
        return begin(store, module, opening, clock)
