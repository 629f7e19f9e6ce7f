"""The room's vote as bars: legible without colour, in figures too, both votes where there were two."""

from fractions import Fraction

from cstrain.cli.lines import Look
from cstrain.cli.prompts.page import Row, hung, wrapped
from cstrain.cli.safe import legible
from cstrain.cli.session import telling
from cstrain.cli.session.stage import Room
from cstrain.cli.words import _, language, plural
from cstrain.core.items import Item
from cstrain.core.session import Asked, Round

BAR, LARGE_BAR = 30, 48


def vote_rows(asked: Asked, item: Item, room: Room, gap: list[Row], *, shows_key: bool) -> list[Row]:
    """For each option its text and its bars; then what the second vote has changed."""
    texts = {part.id: part.text.say(language()) for part in item.parts()}
    rounds = [one for one in asked.rounds if one.revealed]
    most = max((count for one in rounds for count in one.distribution(asked.question).values()), default=0) or 1
    rows: list[Row] = []
    for place, option in enumerate(asked.question.drawn.options):
        is_key = shows_key and option in asked.question.right
        look = Look.RIGHT if is_key else Look.NORMAL
        head = legible(f"{'✓' if is_key else ' '} {telling.letter(place)}   ")
        rows += hung(head, texts[option], room.width, look)
        for number, one in enumerate(rounds, start=1):
            before = _("vote {number}").format(number=number) + "  " if len(rounds) > 1 else ""
            rows.append(Row("     " + before + _bar(one, asked, option, most, room), look))
        rows += gap
    return [*rows, *_told(asked, rounds, texts, room, shows_key=shows_key)]


def _bar(one: Round, asked: Asked, option: str, most: int, room: Room) -> str:
    count = one.distribution(asked.question)[option]
    length = LARGE_BAR if room.is_large else BAR
    full = round(length * count / most)
    share = telling.share(Fraction(count, one.total)) if one.total else "-"
    return legible("█" * full + "░" * (length - full)) + f"  {count}  ({share})"


def _told(asked: Asked, rounds: list[Round], texts: dict[str, str], room: Room, *, shows_key: bool) -> list[Row]:
    said = [plural("{n} answer.", "{n} answers.", rounds[-1].total)] if rounds else []
    if len(rounds) > 1 and shows_key:
        before, after = (one.right_share(asked.question) for one in rounds)
        said.append(telling.change(before, after))
        if before is not None and after is not None:
            said.append(_("Gain: {points} points.").format(points=f"{round((after - before) * 100):+d}"))
    rows = [Row(row, Look.STRONG) for row in wrapped(" ".join(said), room.width)]
    if shows_key:
        options = asked.question.drawn.options
        for option in asked.question.right:
            told = _("Best answer: {letter}. {text}").format(letter=telling.letter(options.index(option)), text=texts[option])
            rows += [Row(row, Look.RIGHT) for row in wrapped(told, room.width)]
    return rows
