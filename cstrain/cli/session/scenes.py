"""What the room sees: the question that is on, without a word of its key; the vote and the key once they are out.

Each scene is rows for a room of a size; what the trainer says of a question is on none of them before its reveal.
"""

from collections.abc import Callable, Sequence

from prompt_toolkit.utils import get_cwidth

from cstrain.app.attempt import Question
from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.prompts.page import Row, View, hung, legend, rows_of, wrapped
from cstrain.cli.render.attempt import verdict
from cstrain.cli.render.roleplay import gauge, gauge_after, spoken
from cstrain.cli.render.room import question_for_the_room
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.session import telling
from cstrain.cli.session.block_letters import block_letters
from cstrain.cli.session.cue import Cue, Showing
from cstrain.cli.session.keys import last_revealed
from cstrain.cli.session.lists import chosen_row, help_rows, people_rows, typing_rows
from cstrain.cli.session.stage import Room
from cstrain.cli.session.status import status_rows
from cstrain.cli.session.votes import turn_rows, vote_rows
from cstrain.cli.words import _, language
from cstrain.core.items import Item
from cstrain.core.session import Asked, Mode
from cstrain.core.value import Value

BAR = 20
EMPTY = Row("")


class Shown(Value):
    """A question as a scene shows it: the one that is on, or the one before."""

    number: int
    asked: Asked
    item: Item
    key_is_out: bool


def view(live: LiveSession, cue: Cue, minutes: int, room: Room, more: bool) -> View:
    """What is on the screen; `minutes` is how long the session has gone on."""
    if live.state.paused:
        return _calm(room)
    footer = [EMPTY, *_foot(live, cue, room, more)]
    body = SCENES[cue.showing](live, cue, room)
    head = _head(live, minutes if cue.has_clock else None, room.width)
    row = len(head) + chosen_row(live, cue, room) if cue.showing is Showing.PEOPLE else 0
    return View(body=[*head, *body], footer=footer, here=(row, row + 1) if row else (0, 0))


def _calm(room: Room) -> View:
    """Nothing to look at but that it goes on."""
    word = _("Pause")
    rows = [Row(row, Look.STRONG) for row in block_letters(word, room.width)] or [Row(word, Look.STRONG)]
    return View(body=[EMPTY] * (room.height // 3) + rows, footer=legend((_("Enter go on"),), room.width))


def _head(live: LiveSession, minutes: int | None, width: int) -> list[Row]:
    """Which question this is, and how far the session has come; the time only where it is wanted."""
    state = live.state
    left = telling.counted(state)[:1].upper() + telling.counted(state)[1:]
    left += f" - {_('second vote')}" if state.now.is_second_vote and state.is_open else ""
    told = "" if minutes is None else _minutes(minutes, state.plan.minutes)
    rows = [Row(_ends(left, told, width), Look.TITLE)]
    if state.total:
        done = BAR * (state.number - 1) // state.total
        rows.append(Row(legible("█" * done + "░" * (BAR - done)), Look.QUIET))
    return [*rows, EMPTY]


def _minutes(gone: int, meant: int | None) -> str:
    return _("{gone} of {meant} min").format(gone=gone, meant=meant) if meant else _("{gone} min").format(gone=gone)


def _ends(left: str, right: str, width: int) -> str:
    """The one at the left end of a row, the other at its right end."""
    return left + " " * max(1, width - get_cwidth(left) - get_cwidth(right)) + right if right else left


def _question(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    shown = Shown(number=live.state.number, asked=live.state.now, item=live.item, key_is_out=live.state.key_is_out)
    if live.state.now.is_revealed:
        return _revealed(live, shown, room)
    return _fitting(room, lambda gap: _open(live, room, gap))


def _fitting(room: Room, make: Callable[[list[Row]], list[Row]], kept: int = 10) -> list[Row]:
    """The rows with room between them, where that fits; `kept` rows are for what stands around."""
    airy = make([EMPTY, EMPTY] if room.is_large else [EMPTY])
    return airy if len(airy) <= room.height - kept else make([])


def _open(live: LiveSession, room: Room, gap: list[Row]) -> list[Row]:
    item = live.item
    rows = [*_who(live, room), *_prompt(live, room), EMPTY]
    if not live.state.now.question.right:
        return [*rows, *rows_of(asking(live.question, language()).lines(), room.width)]
    texts = {part.id: part.text.say(language()) for part in item.parts()}
    chosen = live.state.now.round.votes if live.state.plan.mode is Mode.TURNS else {}
    responses = [vote.response for vote in chosen.values()]
    for place, option in enumerate(live.state.now.question.drawn.options):
        is_chosen = option in responses
        head = f"{'>' if is_chosen else ' '} {telling.letter(place)}   "
        rows += [*hung(head, texts[option], room.width, Look.STRONG if is_chosen else Look.NORMAL), *gap]
    return rows


def _who(live: LiveSession, room: Room) -> list[Row]:
    """Whose turn it is, as large as there is room for."""
    turn = live.state.now.turn
    if live.state.plan.mode is not Mode.TURNS:
        return []
    name = safe_text(live.label(turn)) if turn else _("Nobody is here")
    large = block_letters(name, room.width) if room.is_large else ()
    rows = [Row(legible(row), Look.STRONG) for row in large] or [
        Row(row, Look.TITLE) for row in wrapped(f">> {name} <<", room.width)
    ]
    return [*rows, EMPTY]


def _prompt(live: LiveSession, room: Room) -> list[Row]:
    """What is asked; in a role-play what there is to see and hear, with how the customer took the reply before."""
    if not live.state.plan.roleplay:
        return rows_of([Line(live.item.prompt.say(language()), Look.STRONG)], room.width)
    play = live.play
    mood = play.situation.mood
    lines = [gauge_after(play.decisions[-1].before.mood, mood) if play.decisions else gauge(mood)]
    if play.reaction:
        lines.append(Line(play.reaction.say(language())))
    else:
        scene = play.roleplay.scene
        lines.append(Line(" ".join(part.say(language()) for part in (scene.you, scene.place, scene.limits))))
    if play.node and play.node.situation:
        lines.append(Line(play.node.situation.say(language())))
    return rows_of([*lines, spoken(play.roleplay.customer.name, play.says)], room.width)


def _revealed(live: LiveSession, shown: Shown, room: Room) -> list[Row]:
    """The room's vote, and which option is right once that may be known."""
    is_talk = bool(live.state.plan.roleplay)
    prompt = _prompt(live, room) if is_talk else rows_of([Line(shown.item.prompt.say(language()), Look.STRONG)], room.width)
    if not shown.asked.question.right:
        return [*prompt, EMPTY, *_explained(shown, room)]
    if live.state.plan.mode is Mode.TURNS and shown.key_is_out:
        return _fitting(room, lambda gap: [*prompt, EMPTY, *turn_rows(shown.asked, shown.item, room, gap)])
    return _fitting(
        room, lambda gap: [*prompt, EMPTY, *vote_rows(live, shown.asked, shown.item, room, gap, shows_key=shown.key_is_out)]
    )


def _explained(shown: Shown, room: Room) -> list[Row]:
    """What is said of an answer that is no choice."""
    vote = next(iter(shown.asked.first.votes.values()), None)
    if vote is None:
        return []
    question = Question(number=shown.number, total=0, item=shown.item, options=shown.asked.question.drawn.options)
    grade = shown.item.grade(vote.response)
    return rows_of([verdict(grade), *asking(question, language()).explain(vote.response, grade)], room.width)


def _why(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    """Why people choose each option, and what comes of it."""
    now = live.state.now
    parts = {part.id: part for part in live.item.parts()}
    options = now.question.drawn.options or tuple(parts)
    right = now.question.right or (live.item.correct() if live.item.kind == "multi" else ())
    rows: list[Row] = []
    for place, option in enumerate(options):
        part = parts[option]
        look = Look.RIGHT if option in right else Look.STRONG
        mark = "✓ " if look is Look.RIGHT else "  "
        called = _called(live.item.kind, place, is_lettered=bool(now.question.right or live.state.plan.roleplay))
        rows += hung(f"{legible(mark)}{called} ", part.text.say(language()), room.width, look)
        if part.feedback:
            rows += rows_of([Line(part.feedback.say(language()), indent=5)], room.width)
        rows += [EMPTY] if room.is_large or place < len(options) - 1 else []
    return rows


def _called(kind: str, place: int, *, is_lettered: bool) -> str:
    """What the question put before this part."""
    if is_lettered:
        return f"{telling.letter(place)} "
    return "- " if kind in ("number", "rate") else f"{place + 1}."


def _talk(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    """One question for everyone."""
    now = live.state.now
    wrong = {option: count for option, count in now.first.distribution(now.question).items() if option not in now.question.right}
    tempting = max(wrong, key=lambda option: wrong[option], default="")
    asked = question_for_the_room(live.item, tempting if wrong.get(tempting) else "")
    return [EMPTY, *rows_of([Line(_("For everyone:"), Look.TITLE), Line(), Line(asked, Look.STRONG)], room.width)]


def _last(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    """The question before this one, with its key."""
    number = last_revealed(live)
    if not number:
        return []
    asked = live.state.asked[number - 1]
    item = live.modules[asked.question.module].items[asked.question.drawn.item]
    told = Row(_("Back to question {number}").format(number=number), Look.QUIET)
    return [told, EMPTY, *_revealed(live, Shown(number=number, asked=asked, item=item, key_is_out=True), room)]


def _teams(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    """How the teams stand. Where there are none nobody is ranked."""
    if live.state.plan.mode is not Mode.TEAMS:
        return rows_of([Line(_("There are no teams; people are not ranked.")), Line()], room.width)
    return rows_of([Line(_("Teams:"), Look.STRONG), Line(), *telling.team_lines(live, with_members=True)], room.width)


def _foot(live: LiveSession, cue: Cue, room: Room, more: bool) -> Sequence[Row]:
    """Where the vote stands, what is being typed, and the keys that matter now."""
    said = rows_of(cue.says, room.width)
    typed = typing_rows(live, cue, room.width)
    return [*said, *(typed or status_rows(live, cue, room.width, more))]


SCENES: dict[Showing, Callable[[LiveSession, Cue, Room], list[Row]]] = {
    Showing.QUESTION: _question,
    Showing.WHY: _why,
    Showing.TALK: _talk,
    Showing.LAST: _last,
    Showing.TEAMS: _teams,
    Showing.PEOPLE: people_rows,
    Showing.HELP: lambda live, cue, room: help_rows(live, room),
    Showing.LEAVING: _question,
}
