"""The foot of the projected screen: where the vote stands, who is next, and the few keys that matter now."""

from collections.abc import Sequence

from prompt_toolkit.utils import get_cwidth

from cstrain.app.session.live import LiveSession
from cstrain.cli.lines import Look
from cstrain.cli.prompts.page import Row, legend, wrapped
from cstrain.cli.safe import legible, safe_text
from cstrain.cli.session import telling
from cstrain.cli.session.cue import Cue, Showing, is_by_roster, pointed
from cstrain.cli.words import _
from cstrain.core.session import Mode, Passed, Skipped

LONGEST_NAME = 16


def status_rows(live: LiveSession, cue: Cue, width: int, more: bool) -> list[Row]:
    """`more`: there is more below what is in sight."""
    if cue.showing is Showing.LEAVING:
        return _leaving(width)
    if cue.showing is Showing.PEOPLE:
        return legend(
            (_("number marks"), _("- away or back"), _("j someone comes"), _("x leaves for good"), _("Enter back")), width
        )
    if cue.showing is not Showing.QUESTION:
        return legend((_("Enter read on") if more else _("Enter back"),), width)
    if live.state.is_open:
        return [*_where(live, cue, width), *legend((*_open_keys(live), _("? keys")), width)]
    return [*_proposal(live, width), *legend((*_after_keys(live), _("? keys")), width)]


def _leaving(width: int) -> list[Row]:
    rows = [Row(row, Look.STRONG) for row in wrapped(_("Leave the session?"), width)]
    keys = (_("q save and go on another time"), _("x end it now, for good"), _("Enter stay"))
    return [*rows, *legend(keys, width)]


def _where(live: LiveSession, cue: Cue, width: int) -> list[Row]:
    """How many have answered, never what."""
    state = live.state
    if state.plan.mode is Mode.TALLY:
        return [Row(_counted(live, cue), Look.STRONG)]
    if not is_by_roster(state):
        return _turn(live, width)
    done, total = len(state.voters) - len(state.waiting), len(state.voters)
    if not total:
        return [Row(row, Look.STRONG) for row in wrapped(_("Nobody is here. m: the people"), width)]
    told = _("Answered: {done} of {total}.").format(done=done, total=total)
    return [*(Row(row, Look.STRONG) for row in wrapped(told, width)), Row(strip(live, pointed(state, cue), width), Look.STRONG)]


def _turn(live: LiveSession, width: int) -> list[Row]:
    if not live.state.now.turn:
        return [Row(row, Look.STRONG) for row in wrapped(_("Nobody is here. m: the people"), width)]
    return (
        [Row(row, Look.STRONG) for row in wrapped(_("Answered. Enter shows how it was."), width)]
        if live.state.now.round.votes
        else []
    )


def _counted(live: LiveSession, cue: Cue) -> str:
    """Which options are counted, and the figure being typed."""
    now = live.state.now
    options = now.question.drawn.options
    told = []
    for place, option in enumerate(options):
        is_counted = option in now.round.counts
        typed = f": {cue.digits}_" if option == cue.option else legible(" ✓") if is_counted else ": -"
        told.append(telling.letter(place) + typed)
    return "   ".join([*told, _("Counted: {count}").format(count=now.round.total)])


def strip(live: LiveSession, voter: str, width: int) -> str:
    """The people around the one who is next, in roster order: who has answered has a mark, who is next stands between arrows."""
    state = live.state
    voters = state.voters
    middle = voters.index(voter) if voter in voters else len(voters)
    names = [_marked(live, one, is_next=one == voter) for one in voters]
    first, end = middle, min(middle + 1, len(voters))
    while first > 0 or end < len(names):
        # One more at either end in turn, the nearer first, as long as the row holds them.
        grown = (first - 1, end) if first > 0 and (middle - first <= end - middle or end == len(names)) else (first, end + 1)
        if get_cwidth("  ".join(names[grown[0] : grown[1]])) > width:
            break
        first, end = grown
    return "  ".join(names[first:end])


def _marked(live: LiveSession, voter: str, *, is_next: bool) -> str:
    name = safe_text(telling.voter_name(live, voter))
    name = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 3] + "..."
    done = " ✓" if voter in live.state.now.round.votes else ""
    return legible(f"[{name}{done}]" if is_next else f"{name}{done}")


def _open_keys(live: LiveSession) -> Sequence[str]:
    state = live.state
    last = telling.letter(max(0, len(state.now.question.drawn.options) - 1))
    if state.plan.mode is Mode.TALLY:
        return (_("letter, then how many"), _("Enter reveal"))
    if not state.now.question.right:
        return (_("type the number"), _("Enter reveal"), *_turn_keys(live))
    answers = _("A-{last} answer").format(last=last)
    if state.plan.mode is Mode.TURNS:
        return (answers, _("Enter reveal"), *_turn_keys(live))
    absent = (_("- absent"),) if state.plan.mode is Mode.CARDS else ()
    return (answers, *absent, _("Backspace undo"), _("Enter reveal"))


def _turn_keys(live: LiveSession) -> Sequence[str]:
    allowed = live.state.allowed
    return (*((_("Tab pass on"),) if Passed in allowed else ()), *((_("x skip"),) if Skipped in allowed else ()))


def _proposal(live: LiveSession, width: int) -> list[Row]:
    if not live.state.proposes_second_vote:
        return []
    told = _("Talk to your neighbour: why is your answer right? Then we vote again.")
    return [Row(row, Look.STRONG) for row in wrapped(told, width)]


def _after_keys(live: LiveSession) -> Sequence[str]:
    state = live.state
    if state.proposes_second_vote:
        return (_("Enter vote again"), _("k show the answer"))
    going = _("Enter the customer answers") if state.plan.roleplay else _("Enter next")
    teams = (_("s teams"),) if state.plan.mode is Mode.TEAMS else ()
    return (_("w why"), _("r for the room"), *teams, going)
