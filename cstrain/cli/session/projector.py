"""The terminal while a session is on: one prompt_toolkit application for all of it, so that nothing flickers between two keys.

It runs only while a key is waited for. What a key comes to is committed while it stands still, with the screen as it was.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.prompts.page import STYLE, Page, bind_scrolling, forget_typed_ahead

INTERRUPTED = "interrupted"
# What a key is called here, by what prompt_toolkit calls it; all others are the character that is typed.
NAMES = {
    "enter": "enter",
    "backspace": "backspace",
    "tab": "tab",
    "up": "up",
    "down": "down",
    "left": "left",
    "escape": "escape",
    "c-c": INTERRUPTED,
    "<sigint>": INTERRUPTED,
    "c-d": "end",
}
# A clock on the screen goes on by itself.
SECONDS_BETWEEN_LOOKS = 20.0


class Projector:
    def __init__(self, page: Page) -> None:
        self._keys: deque[str] = deque()
        self._loop = asyncio.new_event_loop()
        self._running: asyncio.Task[None] | None = None
        self._application: Application[None] = Application(
            layout=Layout(Window(FormattedTextControl(page.text, focusable=True, show_cursor=False), wrap_lines=False)),
            key_bindings=self._bindings(page),
            style=STYLE,
            before_render=page.draw_anew,
            erase_when_done=True,
            refresh_interval=SECONDS_BETWEEN_LOOKS,
        )

    @property
    def is_on(self) -> bool:
        return not self._loop.is_closed()

    def key(self) -> str:
        """The next key, waited for with the page as it is now; Leave when the terminal is gone."""
        if not self._keys:
            self._wait()
        key = self._keys.popleft()
        if key == INTERRUPTED:
            raise KeyboardInterrupt
        return key

    def forget_keys(self) -> None:
        """Keys pressed before what is shown now belong to what was shown before."""
        self._keys.clear()
        forget_typed_ahead(self._application)

    def stop(self) -> None:
        """Give the terminal back; once is enough."""
        if self._loop.is_closed():
            return
        if self._running:
            if not self._running.done():
                self._application.exit()
            # The end of its input is what a terminal that is gone ends with.
            with suppress(EOFError):
                self._loop.run_until_complete(self._running)
        self._loop.close()

    def _wait(self) -> None:
        """Draw what stands now, and run until a key stops the loop: what that key leads to is drawn once, when it stands."""
        if self._running is None:
            forget_typed_ahead(self._application)
            self._running = self._loop.create_task(self._application.run_async())
            self._running.add_done_callback(lambda _ended: self._loop.stop())
        else:
            self._application.invalidate()
        self._loop.run_forever()
        if not self._keys:
            raise Leave

    def _bindings(self, page: Page) -> KeyBindings:
        keys = KeyBindings()
        bind_scrolling(keys, page, sideways=False)
        for name, meaning in NAMES.items():
            keys.add(name, eager=True)(self._taking(meaning))
        keys.add("<any>")(self._take_character)
        return keys

    def _taking(self, meaning: str) -> Callable[[KeyPressEvent], None]:
        return lambda event: self._take(meaning)

    def _take_character(self, event: KeyPressEvent) -> None:
        """Anything that is no single character does nothing: what is pasted answers no question."""
        key = event.key_sequence[0].key
        if not isinstance(key, Keys) and len(key) == 1 and key.isprintable():
            self._take(key)

    def _take(self, key: str) -> None:
        self._keys.append(key)
        self._loop.stop()
