"""What comes next, in words: the step, the reason for it, and the command that does it."""

from cstrain.app.following import Next, Step, Why
from cstrain.cli.render.attempt import rest_of_command
from cstrain.cli.words import _, language
from cstrain.core.attempt import Kind


def next_step(step: Next) -> str:
    """What to do next, as a sentence without its end."""
    words = {
        Step.RESUME: _("go on with the quiz {title}"),
        Step.LEARN: _("learn {title}"),
        Step.QUIZ: _("take the quiz {title}"),
        Step.PRACTICE: _("practise {title}"),
        Step.PLAY: _("play the role-play {title}"),
        Step.DRILL: _("drill what is due today"),
        Step.MISSED: _("drill what you missed"),
    }
    named = step.roleplay.roleplay.title if step.roleplay else step.module.title if step.module else None
    return words[step.step].format(title=named.say(language()) if named else "")


def reason(step: Next) -> str:
    """Why this is what helps most now, in one short line."""
    lessons_first = _("The lessons come first: short cards, each with a question.")
    return {
        Why.HALF_DONE: _("It is begun, and saved."),
        Why.DUE: _("Repeating it today is what makes it stay."),
        Why.NEW: lessons_first if step.step is Step.LEARN else _("You have not done it yet."),
        Why.LEARNT: _("You have read the lessons: now see what has stayed."),
        Why.MISSED: _("First what you missed, then the quiz again."),
        Why.FAILED: _("You have not passed it yet; your best attempt counts."),
        Why.EXPIRED: _("You passed it before; that pass has run out."),
        Why.PASSED: _("You have passed the quiz: now try it with a customer."),
        Why.USED_UP: _("Your graded attempts are used; your trainer can grant another. Practising is always free."),
    }[step.why]


def next_command(step: Next) -> str:
    """After the program's name."""
    if step.step is Step.PLAY and step.roleplay:
        return f"play {step.roleplay.name}"
    if step.module is None or step.step in (Step.DRILL, Step.MISSED):
        return "drill --missed" if step.step is Step.MISSED else "drill"
    kinds = {Step.LEARN: Kind.LESSON, Step.PRACTICE: Kind.PRACTICE}
    return rest_of_command(step.module.id, kinds.get(step.step, Kind.QUIZ))
