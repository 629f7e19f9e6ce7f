"""The room's vote as bars: legible without colour, in figures too, both votes where there were two."""

from prompt_toolkit.utils import get_cwidth

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.page import Row, hung, rows_of, wrapped
from cstrain.cli.render.attempt import verdict
from cstrain.cli.render.figures import percent
from cstrain.cli.safe import legible
from cstrain.cli.session import telling
from cstrain.cli.session.stage import Room
from cstrain.cli.words import _, language, plural
from cstrain.core.items import Item
from cstrain.core.session import Asked, Mode, Round

BAR, LARGE_BAR, SHORT_BAR = 30, 48, 14


def vote_rows(live: LiveSession, asked: Asked, item: Item, room: Room, gap: list[Row], *, shows_key: bool) -> list[Row]:
    """For each option its text and its bars, in teams which of them chose it; then what the second vote has changed."""
    texts = {part.id: part.text.say(language()) for part in item.parts()}
    rounds = [one for one in asked.rounds if one.revealed]
    rows: list[Row] = []
    for place, option in enumerate(asked.question.drawn.options):
        is_key = shows_key and option in asked.question.right
        look = Look.RIGHT if is_key else Look.NORMAL
        head = legible(f"{'✓' if is_key else ' '} {telling.letter(place)}   ")
        rows += hung(head, texts[option], room.width, look)
        rows += [Row("     " + bar, look) for bar in _bars(asked, rounds, option, room)]
        rows += rows_of([Line(_teams(live, asked, option), look, 5)] if _teams(live, asked, option) else [], room.width)
        rows += gap
    return [*rows, *_told(asked, rounds, room, shows_key=shows_key)]


def _teams(live: LiveSession, asked: Asked, option: str) -> str:
    """The teams that chose this; what a person chose is shown to nobody."""
    if live.state.plan.mode is not Mode.TEAMS:
        return ""
    return ", ".join(telling.team_name(live, team) for team, vote in asked.round.votes.items() if vote.response == option)


def turn_rows(asked: Asked, item: Item, room: Room, gap: list[Row]) -> list[Row]:
    """One person's answer: what was chosen, and what is right."""
    texts = {part.id: part.text.say(language()) for part in item.parts()}
    chosen = [vote.response for vote in asked.round.votes.values()]
    rows: list[Row] = []
    for place, option in enumerate(asked.question.drawn.options):
        look = Look.RIGHT if option in asked.question.right else Look.WRONG if option in chosen else Look.NORMAL
        mark = {Look.RIGHT: "✓", Look.WRONG: "✗"}.get(look, " ")
        head = legible(f"{mark}{'>' if option in chosen else ' '}{telling.letter(place)}   ")
        rows += [*hung(head, texts[option], room.width, look), *gap]
    verdicts = [verdict(item.grade(response)) for response in chosen]
    return [*rows, *rows_of(verdicts, room.width)]


def _bars(asked: Asked, rounds: list[Round], option: str, room: Room) -> list[str]:
    """A bar for each vote, below one another where there is room for it, else side by side."""
    if len(rounds) < 2:
        return [_bar(one, asked, option, LARGE_BAR if room.is_large else BAR) for one in rounds]
    length = LARGE_BAR if room.is_large else SHORT_BAR
    bars = [
        _("vote {number}").format(number=number) + "  " + _bar(one, asked, option, length)
        for number, one in enumerate(rounds, start=1)
    ]
    beside = f"{bars[0]:<{SHORT_BAR + 23}}{bars[1]}"
    return bars if room.is_large or get_cwidth(beside) + 5 > room.width else [beside]


def _bar(one: Round, asked: Asked, option: str, length: int) -> str:
    """A whole bar is everyone, so that both votes compare."""
    count = one.distribution(asked.question)[option]
    full = round(length * count / one.total) if one.total else 0
    share = percent(round(100 * count / one.total)) if one.total else "-"
    return legible("█" * full + "░" * (length - full)) + f"  {count}  ({share})"


def _told(asked: Asked, rounds: list[Round], room: Room, *, shows_key: bool) -> list[Row]:
    said = [plural("{n} answer.", "{n} answers.", rounds[-1].total)] if rounds else []
    if len(rounds) > 1 and shows_key:
        before, after = (one.right_share(asked.question) for one in rounds)
        said.append(telling.change(before, after))
        if before is not None and after is not None:
            points = round((after - before) * 100)
            told = _("Gain: {points} points.") if points >= 0 else _("Down by {points} points.")
            said.append(told.format(points=f"+{points}" if points >= 0 else -points))
    if shows_key:
        options = asked.question.drawn.options
        letters = ", ".join(telling.letter(options.index(option)) for option in asked.question.right)
        said.insert(0, _("Best answer: {letter}.").format(letter=letters))
    return [Row(row, Look.STRONG) for row in wrapped(" ".join(said), room.width)]
