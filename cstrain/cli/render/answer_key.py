"""The answer key of a worksheet: what is right, why each option tempts, what to ask the room, and where it comes from."""

from collections.abc import Iterator

from cstrain.app.attempt import Question
from cstrain.app.handout import Handout
from cstrain.cli.render.room import question_for_the_room
from cstrain.cli.render.sources import sources
from cstrain.cli.render.worksheet import Sayer, block, lettered
from cstrain.cli.words import _
from cstrain.core.items import Choice, Item, Match, Number, Order, Part, Rate
from cstrain.core.items.choice import BEST
from cstrain.core.items.rate import HIGHEST
from cstrain.reports.html_page import escape, paragraph


def answer_key(handout: Handout, say: Sayer) -> Iterator[str]:
    for question in handout.questions:
        room = _("For the room: {question}").format(question=question_for_the_room(question.item))
        told = (paragraph(line.text, "note") for line in sources(handout.module, question.item.facts))
        yield block(question, say, _rows(question, say), below="".join((paragraph(room, "room"), *told)))


def _rows(question: Question, say: Sayer) -> Iterator[str]:
    """Every option with its letter on the worksheet; what has a right order of its own stands in it."""
    item = question.item
    letters = {part.id: letter for letter, part in lettered(question)}
    parts = {part.id: part for part in item.parts()}
    first = item.correct() if isinstance(item, Order | Match | Number) else tuple(letters)
    lefts = {pair.id: f"{say(pair.left)}: " for pair in item.pairs} if isinstance(item, Match) else {}
    for id in dict.fromkeys((*first, *parts)):
        part = parts[id]
        letter = f'<span class="letter">{letters[id]}</span> ' if id in letters else ""
        why = f'<span class="why">{say(part.feedback)}</span>' if part.feedback else ""
        yield f"{_mark(item, part)}{lefts.get(id, '')}{letter}{say(part.text)}{why}"
    if isinstance(item, Number):
        yield f'{escape(_("Any other figure"))}<span class="why">{say(item.otherwise)}</span>'


def _mark(item: Item, part: Part) -> str:
    """How good it is, in a word."""
    told = [_("key")] if part.id in item.correct() and not isinstance(item, Order | Match | Rate) else []
    if isinstance(item, Choice):
        option = next(one for one in item.options if one.id == part.id)
        told += [_("grade {grade} of {best}").format(grade=option.grade, best=BEST)] if item.situational else []
        told += [_("critical")] if option.critical else []
    if isinstance(item, Order):
        told = [str(item.correct().index(part.id) + 1)]
    if isinstance(item, Match) and part.feedback is None:
        told = [_("belongs to none")]
    if isinstance(item, Rate):
        rating = next(one.rating for one in item.options if one.id == part.id)
        told = [_("rating {rating} of {highest}").format(rating=rating, highest=HIGHEST)]
    return f'<span class="mark">[{escape(", ".join(told))}]</span> ' if told else ""
