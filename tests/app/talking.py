"""Playing role-plays as a person would, without a face."""

from pathlib import Path

from cstrain.app import roleplay
from cstrain.app.clock import Clock
from cstrain.app.roleplay import Briefing, LivePlay, RoleplayStanding, Wish
from cstrain.core.module import Module
from cstrain.core.roleplay import Roleplay
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import attempts, talks
from cstrain.records.store import Store
from cstrain.records.verify import verify
from tests.making import choice, module
from tests.talks import KETTLE

STRAIGHT, COACHED = Wish(), Wish(coach=True)


def with_talks(*roleplays: Roleplay, items: int = 0, **policy: int | None) -> Module:
    """A module "shop" with these role-plays, and choice items beside them."""
    plain = module(*(choice(f"item-{n}") for n in range(items)), id="shop", **policy)
    return replace(plain, roleplays={one.id: one for one in roleplays})


SHOP = with_talks(KETTLE)


def brief(store: Store, trainee: Trainee, wish: Wish = STRAIGHT, shop: Module = SHOP, id: str = "kettle") -> Briefing:
    return roleplay.brief(store, shop, shop.roleplays[id], trainee, wish)


def play(
    store: Store, trainee: Trainee, clock: Clock, *replies: str, wish: Wish = STRAIGHT, shop: Module = SHOP, id: str = "kettle"
) -> LivePlay:
    """Start a talk and give these replies."""
    live = roleplay.start(store, brief(store, trainee, wish, shop, id), trainee, wish, "en", clock)
    for each in replies:
        live.answer(each, "en")
    return live


def go_on(store: Store, trainee: Trainee, clock: Clock, *, wish: Wish = STRAIGHT, shop: Module = SHOP) -> LivePlay | None:
    return roleplay.go_on(store, brief(store, trainee, wish, shop), clock)


def standing(store: Store, trainee: Trainee, shop: Module = SHOP) -> RoleplayStanding:
    (one,) = roleplay.standings(store, [shop], trainee)
    return one


def stored(live: LivePlay, path: Path) -> bool:
    """Whether the file, read by another program, says what this window says, and is sound."""
    id = live.state.started.attempt
    with Store(path) as other:
        kept = attempts.load(other, id)
        return kept == live.state and talks.transcript(other, id).belongs_to(kept) and not verify(other).flaws
