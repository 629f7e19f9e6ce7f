"""What the trainer looks up on the screen: who is there, which keys there are, and what is being typed."""

from prompt_toolkit.utils import get_cwidth

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.page import Row, legend, rows_of, wrapped
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.session.cue import Cue, Typing
from cstrain.cli.session.stage import Room
from cstrain.cli.session.typed_answer import needed
from cstrain.cli.words import _

COLUMN = 26


def people_rows(live: LiveSession, cue: Cue, room: Room) -> list[Row]:
    """Everyone in roster order, in columns; the one meant stands between brackets. Nobody's score is here."""
    people = live.state.people
    chosen = _chosen(live, cue)
    columns = _columns(room)
    cells = [_cell(live, number, one, is_chosen=one == chosen) for number, one in enumerate(people, start=1)]
    here = _("Here: {here} of {total}").format(here=len(live.state.present), total=len(people))
    rows = [Row(row, Look.TITLE) for row in wrapped(here, room.width)]
    for start in range(0, len(cells), columns):
        row = "".join(cell + " " * (COLUMN - get_cwidth(cell)) for cell in cells[start : start + columns])
        rows.append(Row(row.rstrip(), Look.STRONG if chosen in people[start : start + columns] else Look.NORMAL))
    return rows


def chosen_row(live: LiveSession, cue: Cue, room: Room) -> int:
    """Which of these rows the one meant stands in; the first says how many are here."""
    chosen = _chosen(live, cue)
    return 1 + live.state.people.index(chosen) // _columns(room) if chosen else 0


def _chosen(live: LiveSession, cue: Cue) -> str:
    people = live.state.people
    return cue.person if cue.person in people else people[0] if people else ""


def _columns(room: Room) -> int:
    return max(1, room.width // COLUMN)


def _cell(live: LiveSession, number: int, person: str, *, is_chosen: bool) -> str:
    away = f" ({_('away')})" if person in live.state.away else ""
    room = COLUMN - 9 - get_cwidth(away)
    name = safe_text(live.label(person))
    name = name if get_cwidth(name) <= room else name[: room - 3] + "..."
    return legible(f"[{number}. {name}{away}]" if is_chosen else f" {number}. {name}{away}")


def help_rows(live: LiveSession, room: Room) -> list[Row]:
    """Every key, by what it is for."""
    return rows_of(
        [
            Line(_("While the vote is open"), Look.STRONG),
            Line(_("A-E: the answer of whoever is marked. Up, Down: another one. Backspace: take back."), indent=2),
            Line(_("-: absent. Tab: the turn passes on. o: it passes to someone. x: skip the question."), indent=2),
            Line(_("A counted room: a letter, then how many; the next letter or Enter keeps it."), indent=2),
            Line(_("Enter: close the vote and show it."), indent=2),
            Line(_("After it"), Look.STRONG),
            Line(_("w: why people choose each. r: a question for the room. s: the teams. n: note something."), indent=2),
            Line(_("v: vote again, k: show the answer. Enter: on to what comes next."), indent=2),
            Line(_("At any time"), Look.STRONG),
            Line(_("m: who is here (away, back, comes late, leaves). Left: back to the last answer."), indent=2),
            Line(_("p: pause. i: the time. l: Bahasa Indonesia. q: leave or end. Page Up, Page Down: scroll."), indent=2),
        ],
        room.width,
    )


def typing_rows(live: LiveSession, cue: Cue, width: int) -> list[Row]:
    """The line that is being typed; nothing if none is."""
    if cue.typing is None:
        return []
    label = {
        Typing.JOIN: lambda: _("Who comes? Name or employee number"),
        Typing.NOTE: lambda: _("Note"),
        Typing.PASS: lambda: _("To whom? Number or name"),
        Typing.ANSWER: lambda: needed(live, cue.lines),
    }[cue.typing]()
    rows = [Row(row, Look.STRONG) for row in wrapped(f"{label}: {cue.typed}_", width)]
    return [*rows, *legend((_("Enter confirm"), _("Esc cancel")), width)]
