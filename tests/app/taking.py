"""Taking quizzes as a person would, without a face."""

from pathlib import Path

from cstrain.app import quiz
from cstrain.app.attempt import LiveAttempt
from cstrain.app.clock import Clock
from cstrain.app.quiz import Wish
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.records import attempts
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.making import choice, module

# The first option of making.choice() is the key.
RIGHT, WRONG = "a", "b"
GRADED, PRACTICE = Wish(), Wish(practice=True)


def choices(count: int = 4, id: str = "welcome", **policy: int | None) -> Module:
    """A module of choice items, all of which are asked."""
    return module(*(choice(f"{id}-{n}") for n in range(count)), id=id, items_per_quiz=count, **policy)


def take(store: Store, taken: Module, trainee: Trainee, clock: Clock, *responses: str, wish: Wish = GRADED) -> LiveAttempt:
    """Start a quiz and give these responses."""
    live = quiz.start(store, taken, trainee, wish, "en", clock)
    for response in responses:
        live.answer(response, "en")
    return live


def stored(live: LiveAttempt, path: Path) -> bool:
    """Whether the file, read by another program, says what this window says."""
    with Store(path) as other:
        return attempts.load(other, live.state.started.attempt) == live.state and not verify(other).flaws
