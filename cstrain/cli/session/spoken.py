"""The commands of a session's plain mode: words typed in place of an answer, the same in both languages."""

from collections.abc import Callable, Mapping

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import Unclear, place
from cstrain.cli.session import telling
from cstrain.cli.session.face import Join, Wish
from cstrain.cli.words import _, language
from cstrain.core.session import (
    Away,
    Ended,
    Here,
    Left,
    Mode,
    Noted,
    Passed,
    Paused,
    Revealed,
    Skipped,
    Unvoted,
    Voted,
)
from cstrain.core.trainee import likeness

LARGEST_COUNT = 100_000

# Each command by its words: scripts may use either.
WORDS: Mapping[str, tuple[str, ...]] = {
    "reveal": ("reveal", "buka"),
    "again": ("again", "ulang"),
    "undo": ("undo", "batal"),
    "skip": ("skip", "lewati"),
    "pass": ("pass", "oper"),
    "away": ("away", "keluar"),
    "here": ("here", "kembali"),
    "join": ("join", "gabung"),
    "leave": ("leave", "pulang"),
    "note": ("note", "catat"),
    "pause": ("pause", "jeda"),
    "who": ("who", "siapa"),
    "back": ("back", "mundur"),
    "end": ("end", "selesai"),
    "help": ("help", "bantuan"),
}
AGAIN = WORDS["again"]
COMMANDS = {word: name for name, words in WORDS.items() for word in words if name != "again"}


def introduction() -> list[Line]:
    return [Line(_("Commands: help lists them; ? shows this again, l for Bahasa Indonesia, q to save and leave."), Look.QUIET)]


def help_lines() -> list[Line]:
    told = {
        "reveal": _("close the vote and show it"),
        "again": _("open the second vote, where it is proposed"),
        "undo": _("take back the answer of WHO; in turns the one just given"),
        "skip": _("drop this question"),
        "pass": _("in turns: the question goes to the next, or to WHO"),
        "away": _("WHO is out of the room"),
        "here": _("WHO is back"),
        "join": _("NAME (or employee number) comes late"),
        "leave": _("WHO leaves; what was answered stays"),
        "note": _("remember TEXT about this question"),
        "pause": _("stop for a while"),
        "who": _("who takes part, with their numbers"),
        "back": _("show how the last question went"),
        "end": _("end the session now"),
    }
    return [Line(f"{' / '.join(WORDS[name])}: {text}", indent=2) for name, text in told.items()]


def command(live: LiveSession, line: str) -> Wish | list[Line] | None:
    """What a command wants or tells; None for a line that is none. Unclear if it is not whole."""
    word, _space, rest = line.partition(" ")
    name = COMMANDS.get(word.lower())
    return MEANINGS[name](live, rest.strip()) if name else None


def _pass(live: LiveSession, rest: str) -> Wish:
    if live.state.plan.mode is not Mode.TURNS:
        raise Unclear(_("Questions are passed on in turns alone."))
    return passed_to(live, rest) if rest else Passed()


def passed_to(live: LiveSession, typed: str) -> Passed:
    """The turn goes to whom this means; Unclear if that cannot be."""
    to = person(live, typed)
    if to == live.state.now.turn:
        raise Unclear(_("{name} is on turn already.").format(name=live.label(to)))
    if to in live.state.away:
        raise Unclear(_("{name} is out of the room.").format(name=live.label(to)))
    return Passed(to=to)


def _join(live: LiveSession, rest: str) -> Wish:
    if live.state.plan.mode is Mode.TALLY:
        raise Unclear(_("In a counted room nobody is kept by name."))
    if not rest:
        raise Unclear(_("Type the name after the command, as in: join Sari Dewi"))
    return Join(typed=rest)


def _note(live: LiveSession, rest: str) -> Wish:
    if not rest:
        raise Unclear(_("Type the note after the command."))
    return Noted(text=rest[:500])


def _who(live: LiveSession, rest: str) -> list[Line]:
    state = live.state
    lines = [
        Line(f"{number}. {live.label(one)}" + (f" ({_('away')})" if one in state.away else ""), indent=2)
        for number, one in enumerate(state.people, start=1)
    ]
    teams = [
        Line(f"{telling.team_name(live, team.id)}: {', '.join(map(live.label, team.members))}", indent=2) for team in state.teams
    ]
    return [*lines, *teams] or [Line(_("In a counted room nobody is kept by name."))]


def _back(live: LiveSession, rest: str) -> list[Line]:
    """How the question before went."""
    state = live.state
    before = [one for one in state.asked if one.is_answered and (one is not state.now or state.key_is_out)]
    if not before:
        return [Line(_("No question has been revealed yet."))]
    asked = before[-1]
    counts = asked.distribution
    texts = {option: telling.option_text(live, asked.question, option) for option in counts}
    lines = [BLANK, Line(live.prompt(state.asked.index(asked) + 1, language()), Look.STRONG)]
    for number, (option, count) in enumerate(counts.items()):
        look = Look.RIGHT if option in asked.question.right else Look.NORMAL
        lines.append(Line(f"{telling.letter(number)}. {count} - {texts[option]}", look, 2))
    right = ", ".join(texts[option] for option in asked.question.right)
    return [*lines, Line(_("Best answer: {text}").format(text=right), Look.RIGHT)] if right else lines


MEANINGS: Mapping[str, Callable[[LiveSession, str], Wish | list[Line]]] = {
    "reveal": lambda live, rest: Revealed(),
    "undo": lambda live, rest: Unvoted(by=live.state.now.turn if live.state.now.turn and not rest else voter(live, rest)),
    "skip": lambda live, rest: Skipped(),
    "pass": _pass,
    "away": lambda live, rest: Away(person=person(live, rest)),
    "here": lambda live, rest: Here(person=person(live, rest)),
    "join": _join,
    "leave": lambda live, rest: Left(person=person(live, rest)),
    "note": _note,
    "pause": lambda live, rest: Paused(),
    "who": _who,
    "back": _back,
    "end": lambda live, rest: Ended(),
    "help": lambda live, rest: help_lines(),
}


def done(live: LiveSession, wish: Wish) -> str:
    """What is said of a command once it is through; "" where the screen says it."""
    if isinstance(wish, Voted):
        options = live.state.now.question.drawn.options
        return f"{telling.voter_name(live, wish.by)}: {telling.letter(options.index(str(wish.response)))}"
    if isinstance(wish, Unvoted):
        return _("{name}: taken back").format(name=telling.voter_name(live, wish.by))
    if isinstance(wish, Away):
        return _("{name} is out of the room.").format(name=live.label(wish.person))
    if isinstance(wish, Here):
        return _("{name} is back.").format(name=live.label(wish.person))
    if isinstance(wish, Left):
        return _("{name} has left.").format(name=live.label(wish.person))
    if isinstance(wish, Skipped):
        return _("Question {number} is skipped.").format(number=live.state.number)
    return _("Noted.") if isinstance(wish, Noted) else ""


def person(live: LiveSession, typed: str) -> str:
    """Whom a number in the list, a nickname or a name means; Unclear if that is not one person."""
    people = live.state.people
    if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:6]) <= len(people):
        return people[int(typed) - 1]
    wanted = likeness(typed)
    found = [one for one in people if wanted in (likeness(live.label(one)), likeness(live.real_name(one)))]
    found = found or [one for one in people if wanted and likeness(live.label(one)).startswith(wanted)]
    if len(found) != 1:
        raise Unclear(_("Who? Type the number or the name. All of them: who"))
    return found[0]


def correction(live: LiveSession, line: str) -> Wish:
    """ "3=b" or "sari=b" gives someone another answer, "3=" takes it back."""
    who, _equals, answer = line.partition("=")
    by = voter(live, who.strip())
    if not answer.strip():
        return Unvoted(by=by)
    options = live.state.now.question.drawn.options
    return live.voted(by, options[place(answer, len(options))])


def voter(live: LiveSession, typed: str) -> str:
    """Whose answer is meant: a person's, or in teams a team's, by its number or name."""
    if live.state.plan.mode is not Mode.TEAMS:
        return person(live, typed)
    teams = live.state.teams
    named = [team.id for team in teams if team.name and likeness(team.name) == likeness(typed)]
    return named[0] if named else teams[place(typed, len(teams))].id


def figure(word: str) -> int:
    """A count; Unclear if it is none."""
    if not (word.isdecimal() and word.isascii()) or len(word) > 6 or int(word) > LARGEST_COUNT:
        raise Unclear(_("Type how many there are of each, as in: 5 3 0 2 or a5 b3"))
    return int(word)
