"""Drilling: today's facts over all modules, what was missed, or practice ahead of the schedule."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from cstrain.app.attempt import Identity, LiveAttempt, Opening, begin, close, resume
from cstrain.app.clock import Clock
from cstrain.app.quiz import drawn_seed
from cstrain.core import drill
from cstrain.core.attempt import TALKS, Attempt, Ending, Kind
from cstrain.core.draw import Drawn, show
from cstrain.core.drill import QUESTIONS_A_MINUTE, Agenda, Bank, evidence, module_of, named
from cstrain.core.history import Past
from cstrain.core.items import Item
from cstrain.core.module import Module, Policy
from cstrain.core.schedule import Schedule, schedule
from cstrain.core.standing import Outcome
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value, replace
from cstrain.records import attempts
from cstrain.records.attempts import Selection
from cstrain.records.history import history
from cstrain.records.store import Store

MINUTES = 5
# The module of an attempt that ranges over all of them.
NO_MODULE = ""


class Wish(Value):
    """What to drill: what is due today, or only what was `missed`, or what is `ahead` (which does not touch the schedule)."""

    minutes: int = MINUTES
    missed: bool = False
    ahead: bool = False

    @property
    def kind(self) -> Kind:
        return Kind.PRACTICE if self.ahead else Kind.DRILL

    @property
    def length(self) -> int:
        """The most questions there will be."""
        return self.minutes * QUESTIONS_A_MINUTE

    @property
    def policy(self) -> Policy:
        """A drill has no pass mark and does not run out; only its time is limited."""
        return Policy(
            pass_mark=0, graded_attempts=0, items_per_quiz=self.length, time_limit_minutes=self.minutes, valid_days=None
        )


class Briefing(Value):
    """What the trainee is told before a drill: what would be asked. `new` and `known` are how many of the questions are about
    facts that were never asked, and about others. `unfinished` is the attempt that could be gone on with."""

    wish: Wish
    bank: Bank
    schedule: Schedule
    items: tuple[Item, ...]
    seed: int
    new: int
    unfinished: Outcome | None

    @property
    def known(self) -> int:
        return len(self.items) - self.new


class Return(Value):
    """On which day how many of the facts of a drill come back."""

    day: date
    in_days: int
    facts: int


def scheduled(modules: Sequence[Module], past: Iterable[Past], clock: Clock) -> Schedule:
    """When the facts of these modules are due for the person with this past. What is no longer taught anywhere is not due."""
    return _scheduled(Bank(modules), past, clock)


def _scheduled(bank: Bank, past: Iterable[Past], clock: Clock) -> Schedule:
    return schedule(evidence(bank, past), clock.now()).only(bank.items)


def brief(store: Store, modules: Sequence[Module], trainee: Trainee, wish: Wish, clock: Clock) -> Briefing:
    """What there is to drill now."""
    past = history(store, trainee.id)
    bank = Bank(modules, _missed_decisions(store, modules, trainee, past))
    made = _scheduled(bank, past, clock)
    seed = drawn_seed()
    items = drill.draw(bank, _agenda(bank, made, trainee, wish), made, Random(seed))
    return Briefing(
        wish=wish,
        bank=bank,
        schedule=made,
        items=items,
        seed=seed,
        new=sum(not any(fact in made.memories for fact in item.facts) for item in items),
        unfinished=unfinished(store, trainee, wish.kind),
    )


def _agenda(bank: Bank, made: Schedule, trainee: Trainee, wish: Wish) -> Agenda:
    if wish.missed:
        return drill.missed(made, wish.length)
    return drill.ahead(made, wish.length) if wish.ahead else drill.todays(bank, made, wish.length, trainee.required)


def _missed_decisions(store: Store, modules: Sequence[Module], trainee: Trainee, past: Iterable[Past]) -> dict[str, Item]:
    """The decisions of role-plays whose latest answer was not the best one, by their name in a drill."""
    talked = {one.module for one in past if one.kind in TALKS}
    found: dict[str, Item] = {}
    for module in modules:
        if module.id in talked and module.roleplays:
            # Loading talks is only for those who need it.
            from cstrain.app.decisions import missed

            found |= {named(module.id, id): item for id, item in missed(store, module, trainee.id).items()}
    return found


def unfinished(store: Store, trainee: Trainee, kind: Kind) -> Outcome | None:
    """The newest drill (or practice ahead) that was left and not closed."""
    still_open = Selection(trainee=trainee.id, modules=(NO_MODULE,), kinds=(kind,), is_open=True)
    found = list(attempts.outcomes(store, still_open))
    return found[-1] if found else None


def start(
    store: Store,
    briefing: Briefing,
    trainee: Trainee,
    language: str,
    clock: Clock,
    identity: Identity = Identity.SELF_DECLARED,
) -> LiveAttempt:
    """A new drill with the questions of the briefing; one of its kind that was left open is closed as abandoned."""
    wish, rng = briefing.wish, Random(briefing.seed)
    module = briefing.bank.mixed(briefing.items, wish.policy)
    opening = Opening(
        trainee=trainee.id,
        kind=wish.kind,
        seed=briefing.seed,
        language=language,
        plan=tuple(show(item, rng) for item in briefing.items),
        identity=identity,
    )
    with store.writing():
        older = unfinished(store, trainee, wish.kind)
        if older:
            close(store, older.attempt, Ending.ABANDONED, clock)
        return begin(store, module, opening, clock)


def go_on(store: Store, briefing: Briefing, clock: Clock) -> LiveAttempt | None:
    """The unfinished drill, with the same questions; None if they are no longer there as they were (it is then closed)."""
    if briefing.unfinished is None:
        raise ValueError("there is nothing to go on with")
    state = attempts.load(store, briefing.unfinished.attempt)
    bank = Bank(list(briefing.bank.modules.values()), _decisions_drawn(store, briefing.bank, state))
    items = (bank.item(drawn.item) for drawn in state.started.plan)
    module = bank.mixed((item for item in items if item), state.started.policy)
    return resume(store, module, state.started.attempt, clock)


def _decisions_drawn(store: Store, bank: Bank, state: Attempt) -> dict[str, Item]:
    """The decisions among the questions of a drill, as they were met before it began."""
    found: dict[str, Item] = {}
    for id, module in bank.modules.items():
        plan = tuple(_within(drawn) for drawn in state.started.plan if module_of(drawn.item) == id)
        if module.roleplays and any(drawn.item not in module.items for drawn in plan):
            from cstrain.app.decisions import drawn_before

            here = replace(state, started=replace(state.started, plan=plan))
            found |= {named(id, item): one for item, one in drawn_before(store, module, here).items()}
    return found


def _within(drawn: Drawn) -> Drawn:
    """The question under its name within its module."""
    return replace(drawn, item=drawn.item.partition("/")[2])


def comes_back(store: Store, modules: Sequence[Module], live: LiveAttempt, clock: Clock) -> list[Return]:
    """When the facts that were asked in this drill come back, the soonest first."""
    made = scheduled(modules, history(store, live.state.started.trainee), clock)
    plan = live.state.started.plan[: live.state.position]
    asked = {fact for drawn in plan if (item := live.module.items.get(drawn.item)) for fact in item.facts}
    days = sorted(made.memories[fact].due for fact in asked if fact in made.memories)
    return [Return(day=day, in_days=(day - made.today).days, facts=days.count(day)) for day in dict.fromkeys(days)]
