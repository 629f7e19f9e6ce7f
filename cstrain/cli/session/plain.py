"""A session by lines, for screen readers, pipes and scripts. The lines are described in the help of `session run`."""

from collections.abc import Callable, Sequence

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.asking import Meaning, Unclear, place
from cstrain.cli.prompts.face import Face
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.prompts.plain import PlainFace
from cstrain.cli.render.attempt import verdict
from cstrain.cli.session import spoken, telling
from cstrain.cli.session.face import SessionFace, Wish
from cstrain.cli.words import _, language
from cstrain.core.session import Away, Continued, Counted, KeyShown, Mode, Next, Revealed, VotedAgain

# What a question looks like changes with these alone.
Phase = tuple[int, int, bool, bool, str]


class Said(Exception):
    """A command was typed in place of an answer."""

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self.wish = wish


class Again(Exception):
    """What stands now is to be shown once more."""


class PlainSessionFace(SessionFace):
    def __init__(self, face: Face) -> None:
        self._face = face
        self._lines = face if isinstance(face, PlainFace) else PlainFace(lambda language: None)
        # What stands on the paper already, and what one line wants beyond its first wish.
        self._shown: Phase | None = None
        self._waiting: list[Wish] = []
        self._told = ""
        # Said of a command when it is through, before the next prompt.
        self._done = ""

    def tell(self, lines: Sequence[Line]) -> None:
        self._waiting.clear()
        self._done = ""
        self._lines.tell(lines)

    def failed(self, lines: Sequence[Line]) -> None:
        self._lines.tell(lines)
        self._lines.read_line(_("Press Enter to try again"))

    def stop(self) -> None:
        """Lines leave the terminal as it is."""

    def close(self, live: LiveSession) -> None:
        if live.state.ending:
            self._lines.tell(_reaction(live))
        self._lines.tell(telling.debrief_lines(live))

    def wish(self, live: LiveSession) -> Wish:
        while True:
            if self._waiting:
                return self._waiting.pop(0)
            if self._done:
                self._lines.tell([Line(self._done)])
                self._done = ""
            self._show(live)
            try:
                return self._read(live)
            except Said as said:
                self._done = spoken.done(live, said.wish)
                return said.wish
            except Again:
                self._shown = None

    # Showing

    def _show(self, live: LiveSession) -> None:
        """What stands now, once."""
        if self._told != language():
            self._lines.tell(spoken.introduction())
            self._told = language()
        now = live.state.now
        phase = (live.state.number, len(now.rounds), now.is_revealed, live.state.key_is_out, now.turn)
        if phase == self._shown:
            return
        if live.head.plan.roleplay and not now.is_revealed and (self._shown or phase)[0] != phase[0]:
            self._lines.tell(_reaction(live))
        self._shown = phase
        self._lines.tell(self._revealed(live) if now.is_revealed else self._asked(live))

    def _asked(self, live: LiveSession) -> list[Line]:
        lines = [BLANK, Line(telling.heading(live), Look.TITLE)]
        if live.state.now.is_second_vote:
            lines.append(Line(_("Talk to your neighbour, then vote again.")))
        if live.state.plan.mode is Mode.TURNS:
            return [*lines, *telling.prompt_lines(live), *asking(live.question, language()).lines()]
        return [*lines, *telling.prompt_lines(live), *telling.lettered(live)]

    def _revealed(self, live: LiveSession) -> list[Line]:
        if live.state.plan.roleplay:
            return [BLANK, *telling.distribution(live)]
        if live.state.plan.mode is Mode.TURNS:
            return [BLANK, *self._explained(live)]
        lines = [BLANK, *telling.distribution(live)]
        if not live.state.key_is_out:
            return [*lines, Line(_("Worth talking over: let neighbours talk, then vote again."), Look.STRONG)]
        lines += telling.key_lines(live)
        if live.state.plan.mode is Mode.TEAMS:
            lines += [Line(_("Teams:"), Look.STRONG), *telling.team_lines(live)]
        return lines

    def _explained(self, live: LiveSession) -> list[Line]:
        """What is said of one person's answer, to a question of any kind."""
        (vote,) = live.state.now.first.votes.values()
        grade = live.item.grade(vote.response)
        return [verdict(grade), *asking(live.question, language()).explain(vote.response, grade)]

    # Reading

    def _read(self, live: LiveSession) -> Wish:
        state = live.state
        if state.paused:
            return self._line(live, _("Paused. Enter to go on"), lambda line: _only_enter(line, Continued()))
        if state.is_open:
            return self._vote(live)
        if state.plan.roleplay:
            return self._reply(live)
        if not state.key_is_out:
            hint = _("Type again to vote again, or Enter for the answer")
            return self._line(live, hint, _again_or_key)
        return self._line(live, _("Enter for what comes next"), lambda line: _only_enter(line, Next()))

    def _vote(self, live: LiveSession) -> Wish:
        state = live.state
        if state.plan.mode is Mode.TALLY:
            hint = _("Counts, as in: 5 3 0 2. Enter to reveal") if state.now.round.total else _("Counts, as in: 5 3 0 2")
            return self._first(self._line(live, hint, lambda line: _counts(live, line)))
        if not state.voters:
            return self._line(live, _("Nobody is here. Type join NAME, here NAME or skip"), _nothing)
        if state.plan.mode is Mode.TURNS and state.waiting:
            return self._turn(live)
        if state.waiting:
            done = len(state.voters) - len(state.waiting)
            hint = _("{name} ({number} of {total})").format(
                name=telling.voter_name(live, state.waiting[0]), number=done + 1, total=len(state.voters)
            )
        elif state.plan.mode is Mode.TURNS:
            hint = _("Enter for the answer, undo to take it back")
        else:
            hint = _("All have answered. Enter to reveal")
        return self._first(self._line(live, hint, lambda line: _cards(live, line)))

    def _turn(self, live: LiveSession) -> Wish:
        """One person's answer, to a question of any kind."""
        person = live.state.now.turn
        name = live.label(person)
        response = asking(live.question, language()).read(lambda hint, parse: self._line(live, f"{name}: {hint}", parse))
        return live.voted(person, response)

    def _reply(self, live: LiveSession) -> Wish:
        """What the room goes on with: the reply with most votes, or the one of them that the trainer takes."""
        leading = live.state.leading
        if len(leading) == 1:
            return self._line(live, _("Enter for the customer"), lambda line: _only_enter(line, live.replied(leading[0])))
        options = live.state.now.question.drawn.options
        letters = ", ".join(telling.letter(options.index(option)) for option in leading)
        hint = _("As many votes each: {letters}. Which one?").format(letters=letters)
        return self._line(live, hint, lambda line: live.replied(_one_of(line, options, leading)))

    def _first(self, wishes: list[Wish]) -> Wish:
        """The first of what one line wants; the others follow."""
        self._waiting = wishes[1:]
        return wishes[0]

    def _line(self, live: LiveSession, hint: str, parse: Callable[[str], Meaning]) -> Meaning:
        """What `parse` makes of a line that is not a command."""
        while True:
            line = self._lines.read_line(hint).strip()
            try:
                if line.lower() == "q":
                    raise Leave
                if line == "?":
                    raise Again
                if line.lower() == "l":
                    self._face.switch_language()
                    raise Again
                said = spoken.command(live, line)
                if isinstance(said, list):
                    self._lines.tell(said)
                    continue
                if said is not None:
                    raise Said(said)
                return parse(line)
            except Unclear as unclear:
                self._lines.tell([Line(str(unclear))])


def _reaction(live: LiveSession) -> list[Line]:
    from cstrain.cli.session.talk import reaction

    return reaction(live)


def _only_enter(line: str, meaning: Meaning) -> Meaning:
    if line:
        raise Unclear(_("Press Enter, or type a command. All of them: help"))
    return meaning


def _nothing(line: str) -> Wish:
    return _only_enter(line or "?", Next())


def _again_or_key(line: str) -> Wish:
    if line.lower() in spoken.AGAIN:
        return VotedAgain()
    return _only_enter(line, KeyShown())


def _one_of(line: str, options: Sequence[str], leading: Sequence[str]) -> str:
    option = options[place(line, len(options))]
    if option not in leading:
        raise Unclear(_("That reply did not get most votes."))
    return option


def _cards(live: LiveSession, line: str) -> list[Wish]:
    """Letters for those who have not answered, in order; "-" for who is not there; or a correction such as 3=b."""
    state = live.state
    options = state.now.question.drawn.options
    if not line:
        if state.waiting:
            raise Unclear(_("Not all have answered. Type reveal to reveal all the same."))
        return [Revealed()]
    if "=" in line:
        raise Said(spoken.correction(live, line))
    letters = line.replace(" ", "").replace(",", "")
    if len(letters) > len(state.waiting):
        raise Unclear(_("That is more answers than people who have not answered."))
    wishes: list[Wish] = []
    for who, one in zip(state.waiting, letters, strict=False):
        if one == "-" and state.plan.mode is Mode.CARDS:
            wishes.append(Away(person=who))
        else:
            wishes.append(live.voted(who, options[place(one, len(options))]))
    return wishes


def _counts(live: LiveSession, line: str) -> list[Wish]:
    """A figure for each option, in the order shown; or some with their letters: a5 c2."""
    options = live.state.now.question.drawn.options
    if not line:
        if not live.state.now.round.total:
            raise Unclear(_("Nobody is counted yet."))
        return [Revealed()]
    words = line.replace(",", " ").split()
    if all(word.isdecimal() and word.isascii() for word in words):
        if len(words) != len(options):
            raise Unclear(_("Type {count} figures, one for each option.").format(count=len(options)))
        pairs = list(zip(options, words, strict=True))
    else:
        pairs = [(options[place(word[0], len(options))], word[1:].lstrip("=:")) for word in words]
    return [Counted(option=option, count=spoken.figure(count)) for option, count in pairs]
