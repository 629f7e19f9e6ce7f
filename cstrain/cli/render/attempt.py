"""An attempt in words: what its rules are, what is said after each answer, and how it ended."""

from cstrain.app.attempt import LiveAttempt, Question
from cstrain.app.quiz import Briefing
from cstrain.cli.calling import command
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.render.figures import day, percent
from cstrain.cli.render.sources import sources
from cstrain.cli.words import _, language, plural
from cstrain.core.attempt import Attempt, Ending, Kind
from cstrain.core.attempt import percent as percent_of
from cstrain.core.items import Grade, Response, Verdict
from cstrain.core.module import Module
from cstrain.core.standing import Outcome, Status


def title(module: Module, kind: Kind) -> str:
    """What is being done, and in which module; a drill ranges over all of them."""
    if not module.id:
        return _("Practice ahead") if kind is Kind.PRACTICE else _("Drill")
    name = {Kind.QUIZ: _("Quiz"), Kind.PRACTICE: _("Practice"), Kind.LESSON: _("Lesson")}[kind]
    return f"{name}: {module.title.say(language())}"


def heading(live: LiveAttempt, question: Question) -> str:
    counted = _("question {number} of {total}").format(number=question.number, total=question.total)
    return f"{title(live.module, live.state.started.kind)} - {counted}"


def briefing(brief: Briefing, trainee: str) -> list[Line]:
    """The rules, told before anything starts, and whose scores these will be."""
    lines = [Line(title(brief.module, brief.kind), Look.TITLE), Line(brief.module.summary.say(language())), BLANK]
    lines.append(Line(_("Trainee: {name}").format(name=trainee)))
    lines.append(Line(plural("{n} question.", "{n} questions.", brief.questions)))
    if brief.wanted is not None and brief.wanted > brief.questions:
        told = _("You asked for {wanted}; this module has no more for one practice.")
        lines.append(Line(told.format(wanted=brief.wanted)))
    if brief.kind is not Kind.QUIZ:
        return [*lines, Line(_("This is practice: it never counts, and you can do it as often as you like."))]
    return [*lines, *(Line(rule) for rule in _rules(brief)), *_so_far(brief)]


def _rules(brief: Briefing) -> list[str]:
    policy = brief.module.policy
    rules = [_("You pass with {mark}.").format(mark=percent(policy.pass_mark))]
    left = brief.standing.attempts_left
    rules.append(
        plural(
            "You have {n} graded attempt left; starting uses it.", "You have {n} graded attempts left; starting uses one.", left
        )
    )
    rules.append(_("Your best attempt counts."))
    if policy.time_limit_minutes is not None:
        rules.append(plural("Time: {n} minute.", "Time: {n} minutes.", policy.time_limit_minutes))
    if policy.valid_days is not None:
        rules.append(plural("A pass is valid for {n} day.", "A pass is valid for {n} days.", policy.valid_days))
    if brief.has_critical:
        rules.append(_("Some answers are critical errors: they fail the attempt whatever its score."))
    rules.append(_("Every answer is saved at once. You can stop at any time and go on later with the same questions."))
    return rules


def _so_far(brief: Briefing) -> list[Line]:
    standing = brief.standing
    if standing.status is not Status.PASSED or standing.best is None:
        return []
    text = _("You have already passed with {percent}.").format(percent=percent(standing.best))
    return [Line(text, Look.RIGHT)]


def asked(live: LiveAttempt, question: Question) -> list[Line]:
    """What was asked, for standing above its feedback."""
    return [Line(heading(live, question), Look.TITLE), BLANK, Line(question.item.prompt.say(language())), BLANK]


def feedback(live: LiveAttempt, question: Question, response: Response, grade: Grade) -> list[Line]:
    """What is said after an answer: how it was, why, and where that comes from."""
    lines = [verdict(grade)]
    if grade.critical:
        lines.append(Line(_("This is a critical error: it can do lasting harm to a customer."), Look.WRONG))
    lines += asking(question, language()).explain(response, grade)
    return [*lines, *sources(live.module, question.item.facts)]


def verdict(grade: Grade) -> Line:
    if grade.verdict is Verdict.RIGHT:
        return Line(_("Right."), Look.RIGHT)
    if grade.verdict is Verdict.WRONG:
        return Line(_("Not right."), Look.WRONG)
    return Line(_("Partly right: {percent}.").format(percent=percent(percent_of(grade.score, grade.maximum))), Look.PARTLY)


def unfinished(live: LiveAttempt) -> list[Line]:
    """What is said when someone leaves in the middle."""
    state = live.state
    done, total = state.position, len(state.started.plan)
    saved = _("Saved: {done} of {total} answered.").format(done=done, total=total)
    return [
        BLANK,
        Line(saved, Look.STRONG),
        Line(_("Go on with: {command}").format(command=command(rest_of_command(state.started.module, state.started.kind)))),
    ]


def rest_of_command(module: str, kind: Kind) -> str:
    """What goes on with (or starts) this, after the program's name; a drill has no module."""
    if not module:
        return "drill --ahead" if kind is Kind.PRACTICE else "drill"
    return {
        Kind.QUIZ: f"quiz {module}",
        Kind.PRACTICE: f"quiz {module} --practice",
        Kind.LESSON: f"learn {module}",
    }[kind]


def result(live: LiveAttempt) -> list[Line]:
    """How the attempt ended and what to review."""
    state = live.state
    reached = percent(percent_of(state.score, state.maximum))
    lines = [Line(_("Result: {title}").format(title=title(live.module, state.started.kind)), Look.TITLE)]
    if state.finished and state.finished.ending is Ending.TIME_UP:
        lines.append(Line(_("The time is up. Questions not answered count as 0."), Look.WRONG))
    lines.append(Line(_("Score: {percent}").format(percent=reached), Look.STRONG))
    if state.started.kind is Kind.QUIZ:
        lines += _outcome(state)
    lines += critical(live)
    lines += _review(live)
    return lines


def _outcome(state: Attempt) -> list[Line]:
    mark = percent(state.started.policy.pass_mark)
    if state.passed:
        lines = [Line(_("Passed. The pass mark is {mark}.").format(mark=mark), Look.RIGHT)]
        days = state.started.policy.valid_days
        if days is not None and state.finished:
            from datetime import timedelta

            until = day(state.finished.at + timedelta(days=days))
            lines.append(Line(_("Valid until {day}.").format(day=until)))
        return lines
    if state.critical_errors:
        return [Line(_("Not passed: there was a critical error."), Look.WRONG)]
    return [Line(_("Not passed yet. The pass mark is {mark}.").format(mark=mark), Look.WRONG)]


def critical(live: LiveAttempt) -> list[Line]:
    """The harmful replies chosen: what to talk about."""
    harmful = [
        item
        for drawn, answer in zip(live.state.started.plan, live.state.answers, strict=False)
        if (item := live.module.items.get(drawn.item)) and (answer.critical or (is_situational(item) and not answer.score))
    ]
    if not harmful:
        return []
    lines = [BLANK, Line(_("Talk these over with your trainer: the reply chosen does harm."), Look.STRONG)]
    return [*lines, *(Line(f"- {item.prompt.say(language())}", indent=2) for item in harmful)]


def is_situational(item: object) -> bool:
    return bool(getattr(item, "situational", False))


def review(live: LiveAttempt) -> list[Line]:
    """The facts behind the answers that were not wholly right, each once."""
    missed: dict[str, None] = {}
    for drawn, answer in zip(live.state.started.plan, live.state.answers, strict=False):
        item = live.module.items.get(drawn.item)
        if item and answer.score < answer.maximum:
            missed |= dict.fromkeys(item.facts)
    known = [live.module.facts[fact] for fact in missed if fact in live.module.facts]
    if not known:
        return []
    lines = [BLANK, Line(_("To review:"), Look.STRONG)]
    return [*lines, *(Line(f"- {fact.statement.say(language())}", indent=2) for fact in known)]


def _review(live: LiveAttempt) -> list[Line]:
    """The same, with where to read about it."""
    lines = review(live)
    if not lines:
        return []
    return [
        *lines,
        Line(_("Read about it: {command}").format(command=command(rest_of_command(live.module.id, Kind.LESSON))), Look.QUIET),
    ]


def rules_of_leaving(brief: Briefing, left: Outcome, trainee: str) -> list[Line]:
    """What is said about an attempt that was left unfinished, before asking what to do with it."""
    told = _("You have an unfinished attempt: {done} of {total} answered, started {day}.")
    lines = [
        Line(title(brief.module, brief.kind), Look.TITLE),
        Line(_("Trainee: {name}").format(name=trainee)),
        Line(told.format(done=left.answers, total=left.maximum, day=day(left.started))),
    ]
    if brief.kind is Kind.QUIZ:
        lines.append(Line(_("Starting again closes it with the score it has, and uses another attempt.")))
    return lines
