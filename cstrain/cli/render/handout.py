"""What a trainer prints, as one HTML page: a worksheet without anything of the key, the answer key, cards to hold up."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from cstrain.app.handout import Handout
from cstrain.cli.calling import command
from cstrain.cli.render.answer_key import answer_key
from cstrain.cli.render.cards import cards
from cstrain.cli.render.worksheet import Sayer, worksheet
from cstrain.cli.words import _, language
from cstrain.core.items import Choice
from cstrain.core.value import Value
from cstrain.errors import BadFormat
from cstrain.reports.html_page import heading, page, paragraph

STYLE = """
@page { size: A4 portrait; margin: 14mm; }
main { max-width: 52rem; }
.question { break-inside: avoid; margin: 0 0 1.5rem; }
.question h3 { font-size: 1.1rem; font-weight: 600; margin: 0 0 0.4rem; }
.question ul { list-style: none; margin: 0; padding: 0; }
.question li { margin: 0 0 0.4rem; padding-left: 4.2rem; text-indent: -4.2rem; }
.question li * { text-indent: 0; }
.box, .blank, .letter, .scale { display: inline-block; }
.box { width: 1.1rem; height: 1.1rem; margin-right: 0.7rem; border: 2px solid #1a1a1a; vertical-align: -0.15rem; }
.round { border-radius: 50%; }
.blank { width: 2.2rem; margin-right: 0.5rem; border-bottom: 2px solid #1a1a1a; }
.long { width: 12rem; }
.letter { width: 1.6rem; font-weight: 700; }
.scale { width: 1.6rem; margin-right: 0.3rem; text-align: center; border: 1px solid #1a1a1a; border-radius: 50%; }
.other { display: block; color: #4a4a4a; font-style: italic; font-weight: 400; }
.fill { margin: 1rem 0 1.5rem; }
.why { display: block; color: #333; }
.mark { font-weight: 700; }
.room { border: 1px solid #5a5a5a; padding: 0.5rem 0.75rem; }
.sheet { break-inside: avoid; }
.four { display: grid; grid-template-columns: 1fr 1fr; }
.card { display: flex; align-items: center; justify-content: center; padding: 1rem; border: 1px dashed #9a9a9a; }
.card svg { width: 100%; max-width: 30rem; }
@media print {
  body { font-size: 11pt; }
  .hint { display: none; }
  .part { break-before: page; }
  .part.first { break-before: auto; }
  .sheet { break-after: page; }
  .sheet:last-child { break-after: auto; }
  .four .card { height: 122mm; }
  .one .card { height: 245mm; border: 0; }
  .one .card svg { max-width: none; }
}
"""


class Sheet(StrEnum):
    """What can be printed by itself."""

    WORKSHEET = "worksheet"
    KEY = "key"
    CARDS = "cards"


class Print(Value):
    """How it is wanted: which sheets; each text in the module's other language too if `both`; one card a page, or four."""

    sheets: tuple[Sheet, ...] = tuple(Sheet)
    both: bool = False
    large_cards: bool = False


def sheets_of(names: Sequence[str]) -> tuple[Sheet, ...]:
    """The sheets of these names, in their own order; all of them if none is named. BadFormat for another name."""
    for name in names:
        if name not in tuple(Sheet):
            raise BadFormat(value=name, accepted=tuple(Sheet))
    return tuple(sheet for sheet in Sheet if not names or sheet in names)


def handout_page(handout: Handout, wanted: Print) -> Iterator[str]:
    """The page, piece by piece, in the language of this run."""
    return page(handout.module.title.say(language()), language(), _body(handout, wanted), style=STYLE)


def _body(handout: Handout, wanted: Print) -> Iterator[str]:
    say = Sayer(handout.module.languages, both=wanted.both)
    most = max((len(one.options) for one in handout.questions if isinstance(one.item, Choice)), default=0)
    write: dict[Sheet, tuple[str, Callable[[], Iterator[str]]]] = {
        Sheet.WORKSHEET: (_("Worksheet"), lambda: worksheet(handout, say)),
        Sheet.KEY: (_("Answer key, for the trainer"), lambda: answer_key(handout, say)),
        Sheet.CARDS: (_("Cards to hold up"), lambda: cards(most, large=wanted.large_cards)),
    }
    yield paragraph(_again(handout), "note hint")
    for sheet in wanted.sheets:
        title, pieces = write[sheet]
        yield f'<section class="part{" first" if sheet is wanted.sheets[0] else ""}">\n'
        yield heading(2, title)
        yield from pieces()
        yield "</section>\n"


def _again(handout: Handout) -> str:
    """How to get the same sheets again; it stands on the screen and not on paper."""
    ids = "".join(f" --item {question.item.id}" for question in handout.questions) if handout.named else ""
    count = "" if handout.named else f" --items {len(handout.questions)}"
    typed = command(f"content print {handout.module.id}{ids}{count} --seed {handout.seed}")
    return _("Print this page. The same questions in the same order again: {command}").format(command=typed)
