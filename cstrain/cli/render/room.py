"""What a trainer asks a room once the key is out: one question on each item, to be talked about and not to be answered by key."""

from cstrain.cli.words import _, language
from cstrain.core.items import Choice, Item, Match, Multi, Number, Order, Rate


def question_for_the_room(item: Item, tempting: str = "") -> str:
    """A question to talk about; `tempting` is the wrong option of a choice that most people here chose, if that is known."""
    match item:
        case Choice():
            return _about_an_option(item, tempting)
        case Multi():
            return _("Which of the right ones is forgotten most often where you work, and why?")
        case Order():
            first, second = (step.text.say(language()) for step in item.options[:2])
            return _("What goes wrong if you start with “{second}” and leave “{first}” for later?").format(
                first=first, second=second
            )
        case Match():
            return _("Which two are easiest to mix up, and how can you tell them apart?")
        case Number():
            return _("When did you last need this figure at work, or when will you?")
        case Rate():
            weakest = min(item.options, key=lambda reply: reply.rating)
            return _("How would you change “{reply}” so that it helps?").format(reply=weakest.text.say(language()))
    return _("Where have you seen this at work?")


def _about_an_option(item: Choice, tempting: str) -> str:
    """In a situation most wrong options are good service at another moment; elsewhere they are mistakes worth looking at."""
    others = [option for option in item.options if option is not item.key]
    # The best of the others is the one that tempts where nobody has been asked yet.
    chosen = next((option for option in others if option.id == tempting), max(others, key=lambda option: option.grade))
    said = chosen.text.say(language())
    if chosen.critical or item.level == "recall":
        return _("What makes “{option}” tempting, and how will you remember what is right?").format(option=said)
    return _("When would “{option}” be the right thing to do, and what is different here?").format(option=said)
