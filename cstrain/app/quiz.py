"""Taking a quiz: graded, under the module's policy, or as practice, as often as one likes."""

from collections.abc import Mapping
from random import Random, SystemRandom

from cstrain.app.attempt import Identity, LiveAttempt, Opening, begin, close, resume
from cstrain.app.clock import Clock
from cstrain.core.attempt import TALKS, Ending, Kind
from cstrain.core.draw import Drawn, draw, one_stem_of_a_set, show
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.standing import Outcome, Standing, stand
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value, replace
from cstrain.errors import NoAttemptsLeft, NothingToAsk
from cstrain.records import attempts, trainees
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# Seeds fit SQLite's integers.
SEEDS = 2**53
# One question in so many may be a decision of a role-play that went wrong.
ONE_MISSED_IN = 3


def drawn_seed() -> int:
    """A seed that nobody can foresee: for a graded attempt it is drawn, never chosen."""
    return SystemRandom().randrange(SEEDS)


class Wish(Value):
    """What kind of quiz is wanted. `count` and `seed` mean practice, so that nobody can pick an easy draw."""

    practice: bool = False
    count: int | None = None
    seed: int | None = None

    @property
    def kind(self) -> Kind:
        chosen = self.practice or self.count is not None or self.seed is not None
        return Kind.PRACTICE if chosen else Kind.QUIZ

    @property
    def is_own_draw(self) -> bool:
        """Whether a draw of one's own is asked for: then an older practice is not what is meant."""
        return self.count is not None or self.seed is not None

    @property
    def takes_up_missed(self) -> bool:
        """Whether decisions missed in role-plays are asked again: not in a draw that is to be the same each time."""
        return self.kind is Kind.PRACTICE and self.seed is None


class Briefing(Value):
    """What the trainee is told before a quiz starts. `unfinished` is the attempt that could be gone on with; `wanted` is how many
    questions were asked for, None if that was left to the module."""

    module: Module
    kind: Kind
    questions: int
    wanted: int | None
    standing: Standing
    unfinished: Outcome | None
    has_critical: bool


def standing(store: Store, module: Module, trainee: Trainee, clock: Clock) -> Standing:
    selection = Selection(trainee=trainee.id, modules=(module.id,), kinds=(Kind.QUIZ,))
    granted = trainees.granted_to(store, trainee.id).get(module.id, 0)
    return stand(attempts.outcomes(store, selection), module.policy, granted, clock.now())


def brief(store: Store, module: Module, trainee: Trainee, wish: Wish, clock: Clock) -> Briefing:
    """Where the trainee stands before this quiz; NothingToAsk if the module has no items."""
    if not module.items:
        raise NothingToAsk(module=module.id)
    return Briefing(
        module=module,
        kind=wish.kind,
        questions=question_count(module, wish),
        wanted=wish.count,
        standing=standing(store, module, trainee, clock),
        unfinished=None if wish.is_own_draw else unfinished(store, module, trainee, wish.kind),
        has_critical=any(item.can_fail for item in module.items.values()),
    )


def question_count(module: Module, wish: Wish) -> int:
    """How many questions there will be: a set gives one stem to an attempt, however many it has."""
    available = len(one_stem_of_a_set(module.items.values(), Random(0)))
    return min(wish.count or module.policy.items_per_quiz, available)


def unfinished(store: Store, module: Module, trainee: Trainee, kind: Kind) -> Outcome | None:
    """The newest attempt of this kind that was left and not closed."""
    still_open = Selection(trainee=trainee.id, modules=(module.id,), kinds=(kind,), is_open=True)
    found = list(attempts.outcomes(store, still_open))
    return found[-1] if found else None


def go_on(store: Store, briefing: Briefing, clock: Clock) -> LiveAttempt | None:
    """The unfinished attempt, with the same questions; None if the module has changed too much (it is then closed)."""
    if briefing.unfinished is None:
        raise ValueError("there is nothing to go on with")
    module = briefing.module
    if briefing.kind is Kind.PRACTICE and module.roleplays:
        state = attempts.load(store, briefing.unfinished.attempt)
        # Loading talks is only for those who need it.
        if any(one.item not in module.items for one in state.started.plan):
            from cstrain.app.decisions import drawn_before

            module = _with(module, drawn_before(store, module, state))
    return resume(store, module, briefing.unfinished.attempt, clock)


def _with(module: Module, decisions: Mapping[str, Item]) -> Module:
    return replace(module, items={**module.items, **decisions}) if decisions else module


def start(
    store: Store,
    module: Module,
    trainee: Trainee,
    wish: Wish,
    language: str,
    clock: Clock,
    identity: Identity = Identity.SELF_DECLARED,
) -> LiveAttempt:
    """A new attempt; what was left open of this kind is closed as abandoned, with its score.

    A graded attempt is used by starting it; NoAttemptsLeft if there is none to use. The allowance is looked at and used
    under one lock, so two windows cannot share the last one.
    """
    seed = wish.seed if wish.seed is not None else drawn_seed()
    rng = Random(seed)
    again = _missed(store, module, trainee) if wish.takes_up_missed else {}
    plan = _plan(module, again, question_count(module, wish), rng)
    opening = Opening(trainee=trainee.id, kind=wish.kind, seed=seed, language=language, plan=plan, identity=identity)
    with store.writing():
        if wish.kind is Kind.QUIZ and not standing(store, module, trainee, clock).attempts_left:
            raise NoAttemptsLeft(module=module.id)
        older = unfinished(store, module, trainee, wish.kind)
        if older:
            close(store, older.attempt, Ending.ABANDONED, clock)
        return begin(store, _with(module, again), opening, clock)


def _missed(store: Store, module: Module, trainee: Trainee) -> Mapping[str, Item]:
    talks = Selection(trainee=trainee.id, modules=(module.id,), kinds=TALKS)
    if not module.roleplays or next(attempts.outcomes(store, talks), None) is None:
        return {}
    from cstrain.app.decisions import missed

    return missed(store, module, trainee.id)


def _plan(module: Module, missed: Mapping[str, Item], count: int, rng: Random) -> tuple[Drawn, ...]:
    """So many questions, some of them decisions that were missed."""
    again = rng.sample(list(missed.values()), min(len(missed), count // ONE_MISSED_IN)) if missed else []
    plan = [*draw(module.items.values(), count - len(again), rng), *(show(item, rng) for item in again)]
    if again:
        rng.shuffle(plan)
    return tuple(plan)
