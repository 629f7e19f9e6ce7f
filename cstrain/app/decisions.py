"""Decisions of role-plays as items to practise: the situation they were met in, the same replies."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from cstrain.app.roleplay import played
from cstrain.core.attempt import TALKS, Attempt
from cstrain.core.draw import Drawn
from cstrain.core.items import Choice, Item
from cstrain.core.module import Module
from cstrain.core.roleplay.graph import decision_id
from cstrain.core.roleplay.practice import decision_item
from cstrain.core.value import replace
from cstrain.errors import BadResponse
from cstrain.records import answers, attempts
from cstrain.records.answers import AnswerRow
from cstrain.records.attempts import Selection
from cstrain.records.store import Store


def missed(store: Store, module: Module, trainee: str) -> dict[str, Item]:
    """The decisions whose latest answer, in a talk or in practice, was not the best one, as they were met the last time."""
    latest: dict[str, AnswerRow] = {}
    in_talks: dict[str, AnswerRow] = {}
    for row in answers.answer_rows(store, Selection(trainee=trainee, modules=(module.id,))):
        latest[row.item] = row
        if row.kind in TALKS:
            in_talks[row.item] = row
    wrong = [row for id, row in in_talks.items() if latest[id].score < latest[id].maximum]
    found = (next(_met(store, module, row.attempt, row.item), None) for row in wrong)
    return {item.id: item for item in found if item}


def drawn_before(store: Store, module: Module, practice: Attempt) -> dict[str, Item]:
    """The decisions among the questions of a practice, as they were met before it began: talks since then change none."""
    started = practice.started
    asked = {one.item: one for one in started.plan if one.item not in module.items}
    talks: dict[str, list[str]] = {id: [] for id in asked}
    earlier = Selection(trainee=started.trainee, modules=(module.id,), kinds=TALKS, before=started.attempt)
    for row in answers.answer_rows(store, earlier):
        if row.item in talks:
            talks[row.item].append(row.attempt)
    found = (
        _like(one, (item for talk in reversed(talks[id]) for item in _met(store, module, talk, id))) for id, one in asked.items()
    )
    return {item.id: item for item in found if item}


def _like(drawn: Drawn, met: Iterable[Choice]) -> Item | None:
    """The first with the replies that were drawn: a talk begun before the practice may have been gone on with since."""
    return next((item for item in met if {option.id for option in item.options} == set(drawn.options)), None)


def _met(store: Store, module: Module, talk: str, item: str) -> Iterator[Choice]:
    """This decision as it was met in a talk, the latest time first; not where the replies of then no longer lead to it."""
    state = attempts.load(store, talk)
    roleplay = module.roleplays.get(state.started.roleplay)
    if roleplay is None:
        return
    for place in reversed(range(state.position)):
        if state.started.plan[place].item != item:
            continue
        with suppress(BadResponse):
            situation = played(roleplay, replace(state, answers=state.answers[:place])).situation
            if item == decision_id(roleplay.id, situation.node):
                yield decision_item(roleplay, situation)
