"""A session in words: the question that is on, how the room voted, and what is said at the end."""

from fractions import Fraction

from cstrain.app.session.live import LiveSession
from cstrain.app.session.texts import option as said_option
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.render.figures import decimal, percent
from cstrain.cli.words import _, language, plural
from cstrain.core.session import Debrief, Mode, Question, Session, debrief

BAR = 20


def mode_name(mode: Mode) -> str:
    return {
        Mode.TURNS: _("one after another"),
        Mode.TEAMS: _("in teams"),
        Mode.CARDS: _("with cards"),
        Mode.TALLY: _("the room counted"),
    }[mode]


def letter(place: int) -> str:
    return chr(ord("A") + place)


def counted(state: Session) -> str:
    """Which question this is."""
    if state.total is None:
        return _("reply {number}").format(number=state.number)
    return _("question {number} of {total}").format(number=state.number, total=state.total)


def title(live: LiveSession) -> str:
    """What the session is called, in the language of this moment; as it was begun where its modules are gone."""
    modules = [live.modules.get(id) for id in live.head.modules]
    found = [module for module in modules if module]
    if len(found) < len(modules) or not found:
        return live.head.title
    roleplay = found[0].roleplays.get(live.head.plan.roleplay)
    return roleplay.title.say(language()) if roleplay else ", ".join(module.title.say(language()) for module in found)


def heading(live: LiveSession) -> str:
    state = live.state
    parts = [title(live), counted(state)]
    if state.now.is_second_vote:
        parts.append(_("second vote"))
    if state.plan.mode is Mode.TURNS and state.now.turn:
        parts.append(_("turn: {name}").format(name=live.label(state.now.turn)))
    return " - ".join(parts)


def team_name(live: LiveSession, id: str) -> str:
    team = next((team for team in live.state.teams if team.id == id), None)
    return team.name if team and team.name else _("Team {number}").format(number=id)


def voter_name(live: LiveSession, voter: str) -> str:
    """What a person or team is called on the screen."""
    return team_name(live, voter) if live.state.plan.mode is Mode.TEAMS else live.label(voter)


def prompt_lines(live: LiveSession) -> list[Line]:
    """What is asked; in a role-play the scene once, then what is seen and said now."""
    if live.head.plan.roleplay and live.state.number > 1:
        from cstrain.cli.session.talk import moment

        return moment(live)
    return [Line(paragraph) for paragraph in live.item.prompt.say(language()).split("\n\n")]


def option_texts(live: LiveSession) -> dict[str, str]:
    """The options that are on, by id, in the order shown."""
    texts = {part.id: part.text.say(language()) for part in live.item.parts()}
    return {id: texts[id] for id in live.state.now.question.drawn.options}


def lettered(live: LiveSession) -> list[Line]:
    """The options as the cards call them."""
    return [Line(f"{letter(place)}. {text}", indent=2) for place, text in enumerate(option_texts(live).values())]


def distribution(live: LiveSession) -> list[Line]:
    """How many chose each option: a bar for the eye, the same in figures for the ear. The key only where it is out."""
    now, is_out = live.state.now, live.state.key_is_out
    counts, texts = now.distribution, option_texts(live)
    most = max(counts.values(), default=0) or 1
    lines = [Line(plural("{n} answer.", "{n} answers.", now.round.total), Look.STRONG)]
    for place, (option, count) in enumerate(counts.items()):
        look = Look.RIGHT if is_out and option in now.question.right else Look.NORMAL
        bar = "█" * round(BAR * count / most)
        lines.append(Line(f"{letter(place)}. {count} - {texts[option]}", look, 2, bar=f"{bar:<{BAR}} "))
    if is_out and now.is_second_vote:
        lines.append(Line(change(now.first.right_share(now.question), now.round.right_share(now.question)), Look.STRONG))
    return lines


def change(before: Fraction | None, after: Fraction | None) -> str:
    return _("Right before talking: {before}, after: {after}.").format(before=share(before), after=share(after))


def share(part: Fraction | None) -> str:
    """In whole percent, as the bars say it."""
    return percent(round(part * 100)) if part is not None else "-"


def key_lines(live: LiveSession) -> list[Line]:
    """The right answer, and what is to be said of each option that was chosen."""
    now, texts = live.state.now, option_texts(live)
    counts = now.distribution
    feedback = {part.id: part.feedback for part in live.item.parts()}
    places = {option: place for place, option in enumerate(texts)}
    lines: list[Line] = []
    for option in now.question.right:
        lines.append(
            Line(_("Best answer: {letter}. {text}").format(letter=letter(places[option]), text=texts[option]), Look.RIGHT)
        )
    for option, place in places.items():
        said = feedback[option]
        if said is not None and (counts.get(option) or option in now.question.right):
            lines.append(Line(f"{letter(place)}. {said.say(language())}", Look.NORMAL, 2))
    return lines


def team_lines(live: LiveSession, *, with_members: bool = False) -> list[Line]:
    """The teams, the best first; on request who is in them."""
    members = {team.id: ", ".join(map(live.label, team.members)) for team in live.state.teams}
    lines: list[Line] = []
    for team, (score, _most) in sorted(live.state.team_scores.items(), key=lambda one: -one[1][0]):
        lines.append(Line(f"{team_name(live, team)}: {_points(score)}", indent=2))
        lines += [Line(members[team], Look.QUIET, indent=5)] if with_members else []
    return lines


def _points(score: Fraction) -> str:
    """Points as people count them; a part of a point to one place."""
    return decimal(round(float(score), 1))


# The end


def debrief_lines(live: LiveSession) -> list[Line]:
    told = debrief(live.state)
    lines = [BLANK, Line(_("How it went: {title}").format(title=title(live)), Look.TITLE)]
    if told.ended_early:
        lines.append(Line(_("Ended early.")))
    asked = plural("{n} question was answered.", "{n} questions were answered.", len(told.questions))
    lines.append(Line(asked))
    lines += _hardest(live, told) + _gains(told) + _teams(live, told) + _repeat(live, told) + _absent(live, told)
    again = command(f"session report {live.head.id[:8]}")
    return [*lines, BLANK, Line(_("Everything is saved. See it again: {command}").format(command=again), Look.QUIET)]


def _hardest(live: LiveSession, told: Debrief) -> list[Line]:
    if not told.hardest:
        return []
    lines = [BLANK, Line(_("Hardest questions:"), Look.STRONG)]
    for one in told.hardest[:5]:
        lines.append(Line(f"{one.number}. {live.prompt(one.number, language())}", indent=2))
        lines.append(Line(_("Right: {share} of {answers}.").format(share=share(one.share), answers=one.answers), indent=5))
        if one.distribution:
            votes = ", ".join(f"{letter(place)} {count}" for place, count in enumerate(one.distribution.values()))
            lines.append(Line(_("Chosen: {votes}").format(votes=votes), indent=5))
        lines += [Line(_("Best answer: {text}").format(text=told), indent=5) for told in _right(live, one.question)]
        if one.tempting:
            tempting = option_text(live, one.question, one.tempting)
            lines.append(Line(_("Most tempting: {option}").format(option=tempting), indent=5))
        lines += [Line(_("Note: {note}").format(note=note), indent=5) for note in one.notes]
    return lines


def _right(live: LiveSession, question: Question) -> list[str]:
    """The right options, with their letters."""
    options = question.drawn.options
    return [f"{letter(options.index(id))}. {option_text(live, question, id)}" for id in question.right]


def option_text(live: LiveSession, question: Question, option: str) -> str:
    return said_option(live.modules, question, option, language())


def _gains(told: Debrief) -> list[Line]:
    if not told.gains:
        return []
    lines = [BLANK, Line(_("What talking changed:"), Look.STRONG)]
    return [*lines, *(Line(f"{one.number}. {change(one.before, one.after)}", indent=2) for one in told.gains)]


def _teams(live: LiveSession, told: Debrief) -> list[Line]:
    return [BLANK, Line(_("Teams:"), Look.STRONG), *team_lines(live)] if told.teams else []


def _repeat(live: LiveSession, told: Debrief) -> list[Line]:
    facts = [
        live.modules[module].facts[fact].statement.say(language())
        for module, fact in told.repeat
        if module in live.modules and fact in live.modules[module].facts
    ]
    if not facts:
        return []
    return [BLANK, Line(_("To repeat:"), Look.STRONG), *(Line(f"- {fact}", indent=2) for fact in facts)]


def _absent(live: LiveSession, told: Debrief) -> list[Line]:
    lines: list[Line] = []
    for person, numbers in told.missed.items():
        missed = _("{name}: without questions {numbers}")
        lines.append(Line(missed.format(name=live.label(person), numbers=", ".join(map(str, numbers))), indent=2))
    for person, number in told.late.items():
        lines.append(Line(_("{name}: came at question {number}").format(name=live.label(person), number=number), indent=2))
    lines += [Line(_("{name}: left before the end").format(name=live.label(person)), indent=2) for person in told.left]
    return [BLANK, Line(_("Who was absent:"), Look.STRONG), *lines] if lines else []
