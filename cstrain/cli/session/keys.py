"""What each key means on the projected screen: a wish of the trainer, or a change of what is shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.asking import Unclear
from cstrain.cli.prompts.interruptions import Leave, SwitchLanguage
from cstrain.cli.session import spoken, telling
from cstrain.cli.session.cue import Cue, Showing, Typing, following, is_by_roster, moved, pointed
from cstrain.cli.session.face import Join, Wish
from cstrain.cli.session.typed_answer import Needs, response_of
from cstrain.cli.words import _
from cstrain.core.session import (
    Away,
    Continued,
    Counted,
    Ended,
    Here,
    KeyShown,
    Left,
    Mode,
    Next,
    Noted,
    Passed,
    Paused,
    Revealed,
    Skipped,
    Unvoted,
    VotedAgain,
)

LONGEST_LINE = 200
MOST_DIGITS = 4
Meaning = Callable[[LiveSession, Cue], Wish | None]


def press(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    """What this key wants; None if it only changes what is shown. Leave and SwitchLanguage as everywhere."""
    cue.says = ()
    wish = _pressed(live, cue, key)
    if isinstance(wish, Away | Here | Left | Skipped):
        cue.says = [Line(spoken.done(live, wish), Look.STRONG)]
    return wish


def _pressed(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    if key == "end":
        raise Leave
    if cue.typing:
        return _type(live, cue, key)
    if live.state.paused:
        return _paused(live, cue, key)
    if cue.showing is Showing.LEAVING:
        return _leaving(cue, key)
    if cue.showing is Showing.PEOPLE:
        return _people(live, cue, key)
    if cue.showing is not Showing.QUESTION and key in ("enter", " ", "escape", "left"):
        # Back to the question, from whatever was looked at.
        cue.showing = Showing.QUESTION
        return None
    return _on_the_question(live, cue, key)


def _on_the_question(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    before = replace(cue)
    wish = _answer(live, cue, key)
    if wish is not None or cue != before:
        return wish
    meaning = {**ALWAYS, **(OPEN if live.state.is_open else AFTER)}.get(key.lower())
    if meaning:
        return meaning(live, cue)
    if len(key) == 1:
        # Whoever types without looking must not think that somebody's answer was taken.
        cue.says = [Line(_("The key {key} means nothing now. ? shows all keys.").format(key=key), Look.STRONG)]
    return None


def _answer(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    """An answer, a count or a reply; None if this key is none of them now."""
    state = live.state
    options = state.now.question.drawn.options
    if not state.is_open:
        place = _letter(key)
        is_tied = state.plan.roleplay and state.now.is_revealed and len(state.leading) > 1
        return live.replied(options[place]) if is_tied and place < len(options) and options[place] in state.leading else None
    if state.plan.mode is Mode.TALLY:
        return _count(live, cue, key)
    if not state.now.question.right:
        if state.voters and (key.isdecimal() or (_letter(key) < len(options) and key.lower() not in ALWAYS)):
            cue.start_typing(Typing.ANSWER, key)
        return None
    place = int(key) - 1 if key.isdecimal() and key.isascii() else _letter(key)
    voter = state.now.turn if state.plan.mode is Mode.TURNS else pointed(state, cue)
    if not 0 <= place < len(options) or not voter:
        return None
    cue.pointer, cue.was_told = following(state, voter), False
    return live.voted(voter, options[place])


def _letter(key: str) -> int:
    """The place that a letter means; beyond all options if it is none."""
    return ord(key.lower()) - ord("a") if len(key) == 1 and key.isascii() and key.isalpha() else 99


def _count(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    """Counts: a letter, then a figure; the next letter or Enter keeps it."""
    options = live.state.now.question.drawn.options
    if key.isdecimal() and key.isascii() and cue.option:
        cue.digits = (cue.digits + key)[-MOST_DIGITS:]
        return None
    place = _letter(key)
    if key not in ("enter", " ", ",") and place >= len(options):
        return None
    before, digits = cue.option, cue.digits
    cue.option, cue.digits = options[place] if place < len(options) else "", ""
    if before and digits:
        return Counted(option=before, count=int(digits))
    return None if place < len(options) or before else _reveal(live, cue)


def _reveal(live: LiveSession, cue: Cue) -> Wish | None:
    """Close the vote; where some have not answered, only when it is wanted once more."""
    state = live.state
    if not state.now.round.total:
        cue.says = [Line(_("Nobody has answered yet."), Look.STRONG)]
        return None
    if state.waiting and not cue.was_told:
        cue.was_told = True
        told = _("Not answered yet: {count}. Press Enter again to reveal all the same.")
        cue.says = [Line(told.format(count=len(state.waiting)), Look.STRONG)]
        return None
    return Revealed()


def _back(live: LiveSession, cue: Cue) -> Wish | None:
    """The newest answer or figure is taken back."""
    state = live.state
    if cue.digits or cue.option:
        cue.option, cue.digits = (cue.option, cue.digits[:-1]) if cue.digits else ("", "")
        return None
    voters, now = state.voters, pointed(state, cue)
    if now not in state.now.round.votes:
        before = voters[: voters.index(now)] if now in voters else voters
        now = next((one for one in reversed(before) if one in state.now.round.votes), "")
    cue.pointer = now
    return Unvoted(by=now) if now else None


def _move(step: int) -> Meaning:
    def meaning(live: LiveSession, cue: Cue) -> None:
        if is_by_roster(live.state):
            cue.pointer = moved(live.state, cue, step)

    return meaning


def _absent(live: LiveSession, cue: Cue) -> Wish | None:
    """Whoever is next is out of the room; in teams people are found in their list."""
    state = live.state
    if state.plan.mode not in (Mode.CARDS, Mode.TURNS):
        return None
    who = state.now.turn if state.plan.mode is Mode.TURNS else pointed(state, cue)
    if not who:
        return None
    cue.pointer = following(state, who)
    return Away(person=who)


def _pass(live: LiveSession, cue: Cue) -> Wish | None:
    return Passed() if Passed in live.state.allowed else None


def _pass_to(live: LiveSession, cue: Cue) -> None:
    if Passed in live.state.allowed:
        cue.start_typing(Typing.PASS)


def _skip(live: LiveSession, cue: Cue) -> Wish | None:
    return Skipped() if Skipped in live.state.allowed else None


def _vote_again(live: LiveSession, cue: Cue) -> Wish | None:
    return VotedAgain() if VotedAgain in live.state.allowed else None


def _show_key(live: LiveSession, cue: Cue) -> Wish | None:
    return KeyShown() if KeyShown in live.state.allowed else None


def _go_on(live: LiveSession, cue: Cue) -> Wish | None:
    """Enter after a reveal: the second vote where it is proposed, the customer's turn in a role-play, else what comes next."""
    state = live.state
    if state.proposes_second_vote:
        return VotedAgain()
    if not state.plan.roleplay:
        return Next()
    if len(state.leading) == 1:
        return live.replied(state.leading[0])
    letters = ", ".join(telling.letter(state.now.question.drawn.options.index(one)) for one in state.leading)
    cue.says = [Line(_("As many votes each: {letters}. Which one?").format(letters=letters), Look.STRONG)]
    return None


def _look(showing: Showing) -> Meaning:
    """Look at something, or back from it."""

    def meaning(live: LiveSession, cue: Cue) -> None:
        cue.showing = Showing.QUESTION if cue.showing is showing else showing

    return meaning


def _look_once_out(showing: Showing) -> Meaning:
    """The same, for what would give the key away."""
    look = _look(showing)

    def meaning(live: LiveSession, cue: Cue) -> None:
        if live.state.key_is_out:
            look(live, cue)

    return meaning


def _last(live: LiveSession, cue: Cue) -> None:
    if last_revealed(live):
        cue.showing = Showing.LAST
    else:
        cue.says = [Line(_("No question has been revealed yet."), Look.STRONG)]


def last_revealed(live: LiveSession) -> int:
    """The number of the question revealed before the one that is on; 0 if there is none. Talks have no such screen."""
    if live.state.plan.roleplay:
        return 0
    before = [number for number, one in enumerate(live.state.asked[:-1], start=1) if one.is_answered]
    return before[-1] if before else 0


def _note(live: LiveSession, cue: Cue) -> None:
    if live.state.key_is_out:
        cue.start_typing(Typing.NOTE)


def _clock(live: LiveSession, cue: Cue) -> None:
    cue.has_clock = not cue.has_clock


def _language(live: LiveSession, cue: Cue) -> Wish | None:
    raise SwitchLanguage


def _list_people(live: LiveSession, cue: Cue) -> None:
    if live.state.plan.mode is Mode.TALLY:
        cue.says = [Line(_("In a counted room nobody is kept by name."), Look.STRONG)]
    else:
        cue.showing, cue.person = Showing.PEOPLE, ""


ALWAYS: Mapping[str, Meaning] = {
    "p": lambda live, cue: Paused(),
    "m": _list_people,
    "i": _clock,
    "l": _language,
    "?": _look(Showing.HELP),
    "q": _look(Showing.LEAVING),
    "left": _last,
}
OPEN: Mapping[str, Meaning] = {
    "enter": _reveal,
    " ": _reveal,
    "backspace": _back,
    "up": _move(-1),
    "down": _move(+1),
    "-": _absent,
    "tab": _pass,
    "o": _pass_to,
    "x": _skip,
}
AFTER: Mapping[str, Meaning] = {
    "enter": _go_on,
    " ": _go_on,
    "v": _vote_again,
    "k": _show_key,
    "w": _look_once_out(Showing.WHY),
    "r": _look_once_out(Showing.TALK),
    "s": _look_once_out(Showing.TEAMS),
    "n": _note,
}


def _paused(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    if key.lower() == "l":
        raise SwitchLanguage
    if key.lower() == "q":
        raise Leave
    return Continued() if key.lower() in ("enter", " ", "p", "escape") else None


def _leaving(cue: Cue, key: str) -> Wish | None:
    """Asked once: to go on later, to end for good, or neither."""
    cue.showing = Showing.QUESTION
    if key.lower() == "q":
        raise Leave
    return Ended() if key.lower() == "x" else None


def _people(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    """The list of people: who is out of the room, who has left, who comes. A number marks whoever has it."""
    people = live.state.people
    before, cue.digits = cue.digits, ""
    place = people.index(cue.person) if cue.person in people else 0
    if key in ("up", "down") and people:
        cue.person = people[(place + (1 if key == "down" else -1)) % len(people)]
    elif key.isdecimal() and key.isascii():
        cue.digits = next((typed for typed in (before + key, key) if 1 <= int(typed) <= len(people)), "")
        cue.person = people[int(cue.digits) - 1] if cue.digits else cue.person
    elif key == "-" and people:
        who = people[place]
        return Here(person=who) if who in live.state.away else Away(person=who)
    elif key.lower() == "x" and people:
        return Left(person=people[place])
    elif key.lower() == "j":
        cue.start_typing(Typing.JOIN)
    elif key.lower() in ("enter", " ", "escape", "left", "m", "q"):
        cue.showing = Showing.QUESTION
    elif key.lower() == "l":
        raise SwitchLanguage
    return None


def _type(live: LiveSession, cue: Cue, key: str) -> Wish | None:
    """One more key of a typed line; Enter ends it."""
    if key == "backspace" and cue.typed:
        cue.typed = cue.typed[:-1]
    elif key in ("escape", "backspace"):
        cue.lines = []
        cue.stop_typing()
    elif len(key) == 1:
        cue.typed = (cue.typed + key)[:LONGEST_LINE]
    elif key == "enter":
        what, line = cue.typing, cue.typed.strip()
        cue.stop_typing()
        try:
            return _meant(live, cue, what, line) if line and what else None
        except Unclear as unclear:
            cue.says = [Line(str(unclear), Look.STRONG)]
    return None


def _meant(live: LiveSession, cue: Cue, what: Typing, line: str) -> Wish | None:
    """What a typed line wants; Unclear if nobody can tell."""
    if what is Typing.JOIN:
        return Join(typed=line)
    if what is Typing.NOTE:
        cue.says = [Line(_("Noted; it comes with the debrief."), Look.STRONG)]
        return Noted(text=line)
    if what is Typing.PASS:
        return spoken.passed_to(live, line)
    cue.lines.append(line)
    try:
        response = response_of(live, cue.lines)
    except Unclear:
        cue.lines.pop()
        raise
    except Needs:
        cue.start_typing(Typing.ANSWER)
        return None
    cue.lines = []
    return live.voted(live.state.now.turn, response)
