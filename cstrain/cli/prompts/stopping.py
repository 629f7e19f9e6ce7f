"""Giving the terminal back when the program is told to stop from outside (SIGTERM) or loses its terminal (SIGHUP).

Every answer is committed when it is given, so there is nothing to save: the terminal gets its own settings again, and the
signal then does what it would have done without us. Nothing is raised: an error out of a handler comes at any line.
"""

import os
import signal
import sys
from contextlib import suppress

# Colours as they were, the cursor visible, long lines wrapped, pasted text as if typed; below what is shown, an empty line.
NORMAL_AGAIN = b"\x1b[0m\x1b[?25h\x1b[?7h\x1b[?2004l\n\x1b[J"


def give_the_terminal_back() -> None:
    """From now on, when told to stop. The terminal's settings of this moment are the ones it gets."""
    try:
        import termios

        descriptor = sys.stdin.fileno()
        settings = termios.tcgetattr(descriptor)
    except (ImportError, OSError, ValueError, termios.error):
        # Windows, or no terminal: there is nothing to give back.
        return

    def stop(number: int, frame: object) -> None:
        # From the background it may not be touched; asking would stop the program instead of ending it.
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with suppress(OSError, termios.error):
            if termios.tcgetattr(descriptor) != settings:
                termios.tcsetattr(descriptor, termios.TCSANOW, settings)
                os.write(descriptor, NORMAL_AGAIN)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        # Who started us with a signal ignored (nohup) wants it ignored.
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)
