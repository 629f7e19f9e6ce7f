"""A worksheet: each question with room to answer it on paper."""

from collections.abc import Iterator, Sequence

from cstrain.app.attempt import Question
from cstrain.app.handout import Handout
from cstrain.cli.words import _, language
from cstrain.core.items import Choice, Item, Match, Multi, Number, Order, Part, Rate
from cstrain.core.items.rate import SCALE
from cstrain.core.localised import Localised
from cstrain.reports.html_page import escape, paragraph

BLANK = '<span class="blank"></span>'
LONG_BLANK = '<span class="blank long"></span>'
# What stands before an option to be filled in.
TO_FILL = {Choice: '<span class="box round"></span>', Multi: '<span class="box"></span>', Order: BLANK}


class Sayer:
    """Says authored texts as HTML, in the language of the run, and below it in the module's others if `both`."""

    def __init__(self, languages: Sequence[str], *, both: bool) -> None:
        self.first = language() if language() in languages else languages[0]
        self.others = [one for one in languages if one != self.first] if both else []

    def __call__(self, text: Localised) -> str:
        own = "" if self.first == language() else f' lang="{self.first}"'
        others = "".join(f'<span class="other" lang="{one}">{escape(text.say(one))}</span>' for one in self.others)
        return f"<span{own}>{escape(text.say(self.first))}</span>{others}"


def worksheet(handout: Handout, say: Sayer) -> Iterator[str]:
    yield f'<p class="fill">{escape(_("Name"))}: {LONG_BLANK} {escape(_("Date"))}: {LONG_BLANK}</p>\n'
    for question in handout.questions:
        yield block(question, say, _rows(question, say), above=paragraph(_how(question.item), "note"))


def block(question: Question, say: Sayer, rows: Iterator[str], *, above: str = "", below: str = "") -> str:
    """A question that no page break cuts, under its number."""
    listed = "".join(f"<li>{row}</li>\n" for row in rows)
    title = f"<h3>{question.number}. {say(question.item.prompt)}</h3>"
    return f'<div class="question">\n{title}\n{above}<ul>\n{listed}</ul>\n{below}</div>\n'


def lettered(question: Question) -> Iterator[tuple[str, Part]]:
    """The options in the order drawn, each with its letter; none for a figure that is written freely."""
    parts = {part.id: part for part in question.item.parts()}
    return ((chr(ord("A") + place), parts[id]) for place, id in enumerate(question.options))


def _how(item: Item) -> str:
    return {
        Choice: _("Tick one."),
        Multi: _("Several fit: tick them all."),
        Order: _("Write 1, 2, 3 ... in the order in which they belong."),
        Match: _("Write beside each the letter of what belongs to it."),
        Number: _("Write the figure."),
        Rate: _("Circle how good each reply is: 1 harms, 5 is very effective."),
    }[type(item)]


def _rows(question: Question, say: Sayer) -> Iterator[str]:
    item = question.item
    if isinstance(item, Number):
        yield f"{LONG_BLANK} {say(item.unit) if item.unit else ''}"
    if isinstance(item, Match):
        yield from (f"{BLANK} {say(pair.left)}" for pair in item.pairs)
    scale = " ".join(f'<span class="scale">{number}</span>' for number in SCALE)
    for letter, part in lettered(question):
        row = f'{TO_FILL.get(type(item), "")} <span class="letter">{letter}</span> {say(part.text)}'
        yield f"{row}<br>{scale}" if isinstance(item, Rate) else row
