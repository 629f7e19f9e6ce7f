"""An answer that takes more than a key, typed line by line as in plain mode."""

from collections.abc import Callable, Sequence

from cstrain.app.session.live import LiveSession
from cstrain.cli.prompts.asking import Meaning
from cstrain.cli.prompts.kinds import asking
from cstrain.cli.words import language
from cstrain.core.items import Response


class Needs(Exception):
    """One more line is needed; the text says which."""


def response_of(live: LiveSession, lines: Sequence[str]) -> Response:
    """The response that these lines are; Needs if they are not all of it, Unclear if the last one is no answer."""
    left = list(lines)

    def read(hint: str, parse: Callable[[str], Meaning], /) -> Meaning:
        if not left:
            raise Needs(hint)
        return parse(left.pop(0))

    response: Response = asking(live.question, language()).read(read)
    return response


def needed(live: LiveSession, lines: Sequence[str]) -> str:
    """What the next line has to say."""
    try:
        response_of(live, lines)
    except Needs as needs:
        return str(needs)
    return ""
