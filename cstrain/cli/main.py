"""Where the program starts: the streams, the language, then the commands."""

import os
import sys


def main() -> None:
    """Run cstrain."""
    try:
        prepare_streams()
        if "_CSTRAIN_TAB" in os.environ:
            complete()
            return
        speak(sys.argv[1:])
        from cstrain.cli.commands import build, named_in

        build(named_in(sys.argv[1:]))()
    except KeyboardInterrupt:
        # While starting, before any command could say what is saved.
        from cstrain.errors import ExitCode

        sys.exit(ExitCode.INTERRUPTED)


def complete() -> None:
    """Answer a shell in which TAB was pressed."""
    from cstrain.cli.completion.shells import TYPED, answer
    from cstrain.errors import CstrainError

    speak(os.environ.get(TYPED, "").split())
    try:
        print(answer(os.environ))
    except CstrainError:
        # What is wrong (a folder that is not there, say) is told when the command runs.
        print("words")


def prepare_streams() -> None:
    """Characters that a terminal's encoding lacks are said with those it has; a closed stream is an empty one."""
    from cstrain.cli.safe import say_legibly

    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        say_legibly(stream)


def speak(arguments: list[str]) -> None:
    """Settle the language before any word is said."""
    from cstrain.app import settings
    from cstrain.app.places import places
    from cstrain.cli import words

    saved = settings.load(places(os.environ).settings).language
    words.use(words.asked_for(arguments, os.environ, saved) or words.of_locale())


if __name__ == "__main__":
    main()
