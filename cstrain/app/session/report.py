"""What a session came to, as a report: each question with its votes, what to repeat, who was there, and how the teams did."""

from collections.abc import Iterator
from fractions import Fraction

from cstrain.app.session.live import LiveSession
from cstrain.app.session.texts import option
from cstrain.core.attempt import percent as percent_of
from cstrain.core.session import Debrief, Gain, Told, debrief
from cstrain.core.value import Value
from cstrain.records.sessions import Participant
from cstrain.reports.table import Bars, Cell, Column, Measure, Report, Table

# How much of an id stands for a masked name.
SHOWN_OF_ID = 8

QUESTIONS = (
    Column(key="number", measure=Measure.COUNT, on_screen=True),
    Column(key="module"),
    Column(key="item"),
    Column(key="prompt", on_screen=True),
    Column(key="answers", measure=Measure.COUNT, on_screen=True),
    Column(key="right_percent", measure=Measure.PERCENT, on_screen=True),
    Column(key="again_percent", measure=Measure.PERCENT),
    Column(key="gain_points", measure=Measure.POINTS),
    Column(key="worst_distractor"),
    Column(key="worst_distractor_text"),
    Column(key="notes"),
)
VOTES = (
    Column(key="number", measure=Measure.COUNT, on_screen=True),
    Column(key="option", on_screen=True),
    Column(key="text", on_screen=True),
    Column(key="is_key", measure=Measure.FLAG, on_screen=True),
    Column(key="chosen", measure=Measure.COUNT, on_screen=True),
    Column(key="chosen_percent", measure=Measure.PERCENT),
    Column(key="chosen_again", measure=Measure.COUNT),
)
REPEAT = (Column(key="module", on_screen=True), Column(key="fact"), Column(key="statement", on_screen=True))
PEOPLE = (
    Column(key="trainee_id"),
    Column(key="trainee", on_screen=True),
    Column(key="answers", measure=Measure.COUNT, on_screen=True),
    Column(key="score", measure=Measure.NUMBER),
    Column(key="percent", measure=Measure.PERCENT),
    Column(key="without_questions"),
    Column(key="came_at_question", measure=Measure.COUNT),
    Column(key="left_early", measure=Measure.FLAG),
)
TEAMS = (
    Column(key="team", on_screen=True),
    Column(key="answers", measure=Measure.COUNT, on_screen=True),
    Column(key="score", measure=Measure.NUMBER, on_screen=True),
)


class Names(Value):
    """What people are called in a report: by their names, or masked, by the beginning of an id."""

    people: dict[str, Participant]
    masked: bool

    def of(self, person: str) -> str:
        one = self.people.get(person)
        return person[:SHOWN_OF_ID] if self.masked or one is None or not one.name else one.name


def session_report(live: LiveSession, language: str, *, mask_names: bool) -> Report:
    """People stand in roster order, never ranked; whoever was erased goes by the beginning of an id."""
    told = debrief(live.state)
    gains = {gain.number: gain for gain in told.gains}
    names = Names(people=live.people, masked=mask_names)
    tables = (
        Table(
            name="session",
            columns=QUESTIONS,
            rows=[_question(live, one, gains.get(one.number), language) for one in _hardest_first(told)],
        ),
        Table(name="votes", columns=VOTES, rows=list(_votes(live, told, gains, language))),
        Table(name="repeat", columns=REPEAT, rows=list(_repeat(live, told, language))),
        Table(name="people", columns=PEOPLE, rows=list(_people(live, told, names))),
        Table(name="teams", columns=TEAMS, rows=list(_teams(live, told))),
    )
    easy = sorted(told.questions, key=lambda one: one.number)
    bars = Bars(
        name="right_by_question",
        labels=tuple(str(one.number) for one in easy),
        heights=tuple(float(percent_of(one.share, 1)) for one in easy),
        measure=Measure.PERCENT,
    )
    return Report(name="session", tables=tuple(one for one in tables if one.rows or one.name == "session"), charts=(bars,))


def _hardest_first(told: Debrief) -> list[Told]:
    return sorted(told.questions, key=lambda one: (one.share, one.number))


def _question(live: LiveSession, told: Told, gain: Gain | None, language: str) -> tuple[Cell, ...]:
    question = told.question
    tempting = option(live.modules, question, told.tempting, language) if told.tempting else None
    return (
        told.number,
        question.module,
        question.drawn.item,
        live.prompt(told.number, language),
        told.answers,
        _percent(told.share),
        _percent(gain.after) if gain else None,
        gain.points if gain else None,
        told.tempting or None,
        tempting,
        " / ".join(told.notes) or None,
    )


def _votes(live: LiveSession, told: Debrief, gains: dict[int, Gain], language: str) -> Iterator[tuple[Cell, ...]]:
    for one in told.questions:
        gain = gains.get(one.number)
        for place, (id, count) in enumerate(one.distribution.items()):
            yield (
                one.number,
                chr(ord("A") + place),
                option(live.modules, one.question, id, language),
                id in one.question.right,
                count,
                _percent(Fraction(count, one.answers)) if one.answers else None,
                gain.again.get(id, 0) if gain else None,
            )


def _repeat(live: LiveSession, told: Debrief, language: str) -> Iterator[tuple[Cell, ...]]:
    for module, id in told.repeat:
        known = live.modules.get(module)
        fact = known.facts.get(id) if known else None
        yield module, id, fact.statement.say(language) if fact else None


def _people(live: LiveSession, told: Debrief, names: Names) -> Iterator[tuple[Cell, ...]]:
    results = {one.who: one for one in told.people}
    for person in live.people:
        result = results.get(person)
        yield (
            person,
            names.of(person),
            result.maximum if result else 0,
            float(result.score) if result else None,
            _percent(result.score / result.maximum) if result and result.maximum else None,
            ", ".join(map(str, told.missed.get(person, ()))) or None,
            told.late.get(person),
            person in told.left,
        )


def _teams(live: LiveSession, told: Debrief) -> Iterator[tuple[Cell, ...]]:
    named = {team.id: team.name for team in live.state.teams}
    for one in told.teams:
        yield named.get(one.who) or one.who, one.maximum, float(one.score)


def _percent(share: Fraction) -> float:
    return float(percent_of(share, 1))
