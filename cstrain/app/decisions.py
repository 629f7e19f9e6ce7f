"""Decisions of role-plays as items to practise: the situation they were met in, the same replies."""

from cstrain.app.roleplay import played
from cstrain.core.attempt import Kind
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.roleplay.graph import decision_id
from cstrain.core.roleplay.practice import decision_item
from cstrain.core.value import replace
from cstrain.errors import BadResponse
from cstrain.records import attempts
from cstrain.records.attempts import AnswerRow, Selection
from cstrain.records.store import Store

TALKS = (Kind.ROLEPLAY, Kind.REHEARSAL)


def missed(store: Store, module: Module, trainee: str) -> dict[str, Item]:
    """The decisions whose latest answer, in a talk or in practice, was not the best one."""
    latest, rows = _rows(store, module, trainee)
    return _items(store, module, {id: row for id, row in rows.items() if latest[id].score < latest[id].maximum})


def met(store: Store, module: Module, trainee: str) -> dict[str, Item]:
    """Every decision that this trainee came to in the module's role-plays, as it was the last time."""
    return _items(store, module, _rows(store, module, trainee)[1])


def _rows(store: Store, module: Module, trainee: str) -> tuple[dict[str, AnswerRow], dict[str, AnswerRow]]:
    """The latest answer to each item of the module, and the latest within a talk to each decision."""
    latest: dict[str, AnswerRow] = {}
    in_talks: dict[str, AnswerRow] = {}
    for row in attempts.answer_rows(store, Selection(trainee=trainee, modules=(module.id,))):
        latest[row.item] = row
        if row.kind in TALKS:
            in_talks[row.item] = row
    return latest, in_talks


def _items(store: Store, module: Module, rows: dict[str, AnswerRow]) -> dict[str, Item]:
    found = (_item(store, module, row) for row in rows.values())
    return {item.id: item for item in found if item}


def _item(store: Store, module: Module, row: AnswerRow) -> Item | None:
    """The decision as an item; None if the replies of then no longer lead to it."""
    state = attempts.load(store, row.attempt)
    roleplay = module.roleplays.get(state.started.roleplay)
    if roleplay is None:
        return None
    # A talk may come to one decision twice; the later one is meant.
    place = max(place for place in range(state.position) if state.started.plan[place].item == row.item)
    try:
        situation = played(roleplay, replace(state, answers=state.answers[:place])).situation
    except BadResponse:
        return None
    return decision_item(roleplay, situation) if row.item == decision_id(roleplay.id, situation.node) else None
