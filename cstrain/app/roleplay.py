"""Playing a role-play: straight through, which gives a result, or as a rehearsal, as often as one likes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from cstrain.app.attempt import Identity, LiveAttempt, Opening, begin, close
from cstrain.app.clock import Clock
from cstrain.app.quiz import drawn_seed
from cstrain.core.attempt import TALKS, Answered, Attempt, Ending, Finished, Kind, after, drawing, percent
from cstrain.core.draw import Drawn
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.roleplay import Roleplay
from cstrain.core.roleplay.graph import decision_id
from cstrain.core.roleplay.play import Play, replay
from cstrain.core.roleplay.practice import decision_item
from cstrain.core.roleplay.transcript import Transcript, parting, turn
from cstrain.core.standing import Outcome
from cstrain.core.trainee import Trainee
from cstrain.core.value import Value
from cstrain.errors import BadResponse, UnknownAttempt
from cstrain.records import attempts, talks
from cstrain.records.attempts import Selection
from cstrain.records.store import Store

# A verdict that is none of these is that of an altered file, and ranks below them all (`records verify` names it).
RANKS = {"bad": 0, "mixed": 1, "good": 2}


class Wish(Value):
    """How to play. `coach`: each reply is explained at once. `seed`: one certain talk; `given`: from after these replies.

    All of them mean a rehearsal: a result comes from a talk that nobody has prepared.
    """

    coach: bool = False
    seed: int | None = None
    given: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return Kind.REHEARSAL if self.coach or self.is_own_draw else Kind.ROLEPLAY

    @property
    def is_own_draw(self) -> bool:
        """Whether one certain talk is asked for: then an older rehearsal is not what is meant."""
        return self.seed is not None


class Briefing(Value):
    """What the trainee is told before the talk. `unfinished` is the attempt that could be gone on with."""

    module: Module
    roleplay: Roleplay
    kind: Kind
    unfinished: Outcome | None


class Named(Value):
    """A role-play in its module, and what to call it: its id, or module/id where another module has one of this id too."""

    module: Module
    roleplay: Roleplay
    name: str


class RoleplayStanding(Named):
    """How a trainee stands in a role-play. `played` and `best` look at talks played straight through to their end, `rehearsed`
    counts the others. `best_verdict` is "" before the first."""

    played: int
    rehearsed: int
    passed: bool
    best_verdict: str
    best_percent: float | None
    open_attempt: str | None


class LivePlay(LiveAttempt):
    """A talk that is being played: each question is the decision that the replies so far have led to."""

    def __init__(self, store: Store, module: Module, roleplay: Roleplay, state: Attempt, clock: Clock) -> None:
        super().__init__(store, module, state, clock)
        self.roleplay = roleplay
        # What the latest reply given here came to, as it is kept: to be told without reading the file again.
        self.latest = Transcript()

    @property
    def play(self) -> Play:
        """The talk as far as it is committed."""
        return played(self.roleplay, self.state)

    @property
    def transcript(self) -> Transcript:
        """The talk as it is kept, read from the file."""
        id = self.state.started.attempt
        with talks.readable(self._store, id):
            return talks.transcript(self._store, id)

    def _item(self, drawn: Drawn) -> Item:
        return decision_item(self.roleplay, self.play.situation)

    def _follow(self, state: Attempt, now: datetime) -> Attempt:
        play = played(self.roleplay, state)
        if play.ending is None:
            return drawing(state, decision(play))
        end = Finished(ending=Ending.COMPLETED, at=now, roleplay_ending=play.ending.id, verdict=play.ending.verdict)
        return after(state, end)

    def _keep(self, state: Attempt, answered: Answered, content_hash: str, language: str) -> None:
        super()._keep(state, answered, content_hash, language)
        id, place = state.started.attempt, state.position
        play = played(self.roleplay, state)
        made, last = turn(self.play, play), parting(play)
        talks.keep_turn(self._store, id, answered.position, made)
        if last:
            talks.keep_parting(self._store, id, place, last)
        else:
            attempts.draw(self._store, id, place, state.started.plan[place])
        self.latest = Transcript(turns=(made,), parting=last)


def played(roleplay: Roleplay, state: Attempt) -> Play:
    """The talk that an attempt's replies add up to; BadResponse if the role-play no longer has one of them there."""
    return replay(roleplay, state.started.seed, (*state.started.given, *(str(answer.response) for answer in state.answers)))


def decision(play: Play) -> Drawn:
    """The decision a talk stands at, as a question: the replies in the order to show them."""
    if play.node is None:
        raise ValueError("the talk is over")
    id = decision_id(play.roleplay.id, play.node.id)
    return Drawn(item=id, kind="choice", content_hash=play.node.content_hash, options=play.shown)


def brief(store: Store, module: Module, roleplay: Roleplay, trainee: Trainee, wish: Wish) -> Briefing:
    left = None if wish.is_own_draw else unfinished(store, module, roleplay, trainee, wish.kind)
    return Briefing(module=module, roleplay=roleplay, kind=wish.kind, unfinished=left)


def unfinished(store: Store, module: Module, roleplay: Roleplay, trainee: Trainee, kind: Kind) -> Outcome | None:
    """The newest talk of this role-play that was left and not closed."""
    still_open = Selection(trainee=trainee.id, modules=(module.id,), kinds=(kind,), is_open=True, roleplay=roleplay.id)
    found = list(attempts.outcomes(store, still_open))
    return found[-1] if found else None


def start(
    store: Store,
    briefing: Briefing,
    trainee: Trainee,
    wish: Wish,
    language: str,
    clock: Clock,
    identity: Identity = Identity.SELF_DECLARED,
) -> LivePlay:
    """A new talk; one of its kind that was left open is closed as abandoned."""
    module, roleplay = briefing.module, briefing.roleplay
    seed = wish.seed if wish.seed is not None else drawn_seed()
    opening = Opening(
        trainee=trainee.id,
        kind=wish.kind,
        seed=seed,
        language=language,
        plan=(decision(replay(roleplay, seed, wish.given)),),
        roleplay=roleplay.id,
        given=wish.given,
        identity=identity,
    )
    with store.writing():
        older = unfinished(store, module, roleplay, trainee, wish.kind)
        if older:
            close(store, older.attempt, Ending.ABANDONED, clock)
        state = begin(store, module, opening, clock).state
    return LivePlay(store, module, roleplay, state, clock)


def go_on(store: Store, briefing: Briefing, clock: Clock) -> LivePlay | None:
    """The unfinished talk, where it was left; None if the role-play has changed so that it is no longer the same talk.

    Then it is closed as withdrawn. New wording is no reason.
    """
    if briefing.unfinished is None:
        raise ValueError("there is nothing to go on with")
    with store.snapshot():
        state = attempts.load(store, briefing.unfinished.attempt)
        mood = talks.mood_now(store, state.started.attempt)
    if state.finished or _is_same_talk(briefing.roleplay, state, mood):
        return LivePlay(store, briefing.module, briefing.roleplay, state, clock)
    with store.writing():
        close(store, state.started.attempt, Ending.WITHDRAWN, clock)
    return None


def _is_same_talk(roleplay: Roleplay, state: Attempt, mood: int | None) -> bool:
    """Whether the replies still lead to the decision that is open, with the same replies to choose from, in the same mood."""
    try:
        play = played(roleplay, state)
    except BadResponse:
        return False
    here, drawn = play.node, state.prompt
    if here is None or drawn is None or drawn.item != decision_id(roleplay.id, here.id):
        return False
    return set(drawn.options) == {choice.id for choice in play.offered} and mood in (None, play.situation.mood)


def from_decision(state: Attempt, place: int) -> Wish:
    """To play a talk again from its decision at this place (from 0), explained at once."""
    before = (str(answer.response) for answer in state.answers[:place])
    return Wish(coach=True, seed=state.started.seed, given=(*state.started.given, *before))


def kept(store: Store, beginning: str) -> tuple[Attempt, Transcript]:
    """The talk of the attempt whose id begins so; UnknownAttempt unless there is exactly one, RecordsDamaged if it is no talk."""
    found = talks.find(store, beginning.lower())
    if len(found) != 1:
        raise UnknownAttempt(wanted=beginning, found=len(found))
    with talks.readable(store, found[0]), store.snapshot():
        return attempts.load(store, found[0]), talks.transcript(store, found[0])


def standings(store: Store, modules: Sequence[Module], trainee: Trainee) -> list[RoleplayStanding]:
    """How the trainee stands in every role-play of these modules; nothing is read if there are none."""
    if not any(module.roleplays for module in modules):
        return []
    selection = Selection(trainee=trainee.id, kinds=TALKS)
    made: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in attempts.outcomes(store, selection):
        made.setdefault((outcome.module, outcome.roleplay), []).append(outcome)
    return _standings(modules, made)


def unplayed(modules: Sequence[Module]) -> list[RoleplayStanding]:
    """Every role-play, for someone who is not known."""
    return _standings(modules, {})


def named(modules: Sequence[Module]) -> list[Named]:
    """Every role-play of these modules."""
    ids = Counter(id for module in modules for id in module.roleplays)
    return [
        Named(module=module, roleplay=roleplay, name=id if ids[id] == 1 else f"{module.id}/{id}")
        for module in modules
        for id, roleplay in module.roleplays.items()
    ]


def _standings(modules: Sequence[Module], made: Mapping[tuple[str, str], list[Outcome]]) -> list[RoleplayStanding]:
    return [_standing(one, made.get((one.module.id, one.roleplay.id), [])) for one in named(modules)]


def _standing(one: Named, made: list[Outcome]) -> RoleplayStanding:
    straight = [each for each in made if each.kind is Kind.ROLEPLAY]
    ended = [each for each in straight if each.ending is Ending.COMPLETED]
    open_now = [each.attempt for each in straight if each.ending is None]
    best = max(ended, key=lambda each: (each.passed, RANKS.get(each.verdict, -1), each.percent), default=None)
    return RoleplayStanding(
        module=one.module,
        roleplay=one.roleplay,
        name=one.name,
        played=len(ended),
        rehearsed=sum(each.kind is Kind.REHEARSAL and each.ending is Ending.COMPLETED for each in made),
        passed=any(each.passed for each in ended),
        best_verdict=best.verdict if best and best.verdict in RANKS else "",
        best_percent=percent(best.score, best.maximum) if best else None,
        open_attempt=open_now[-1] if open_now else None,
    )
