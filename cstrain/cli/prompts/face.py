"""What both faces can do. A face shows and asks; it decides nothing."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from cstrain.app.attempt import Question
from cstrain.cli import words
from cstrain.cli.lines import Line
from cstrain.core.items import Response
from cstrain.core.value import Value


class Entry(Value):
    """One line of a menu; `key` is what comes back."""

    key: str
    label: str


class Heading(Value):
    """What stands above a question. `at_once`: a key answers without Enter (practice).

    `scene` stands there in place of the title and the prompt, where these are not all there is to see.
    """

    title: str
    at_once: bool
    scene: Sequence[Line] = ()


class Face(ABC):
    """`remember` keeps a language that was chosen on the way."""

    def __init__(self, remember: Callable[[str], None]) -> None:
        self._remember = remember

    def switch_language(self) -> None:
        other = "en" if words.language() == "id" else "id"
        words.use(other)
        self._remember(other)

    @abstractmethod
    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines."""

    @abstractmethod
    def ask(self, question: Question, heading: Callable[[], Heading]) -> Response:
        """Ask until there is a response that fits; Leave if the person stops. The language may change meanwhile."""

    @abstractmethod
    def menu(
        self,
        title: Callable[[], Sequence[Line]],
        entries: Callable[[], Sequence[Entry]],
        *,
        help: Callable[[], Sequence[Line]] | None = None,
    ) -> str:
        """The key of the entry chosen; Leave if the person stops. `help` is shown for a question mark."""

    @abstractmethod
    def ask_language(self) -> str:
        """The language wanted, asked for in both."""

    @abstractmethod
    def type_in(self, label: str, *, above: Sequence[Line] = (), note: str = "", hidden: bool = False) -> str:
        """A typed line, with lines and a note above it; Leave at the end of input. `hidden`: nobody sees on a terminal what is
        typed."""

    @abstractmethod
    def pause(
        self,
        lines: Callable[[], Sequence[Line]],
        label: Callable[[], str],
        *,
        above: Callable[[], Sequence[Line]] = list,
        wait: bool = False,
        stays: bool = False,
    ) -> None:
        """Show lines on a page of their own and wait until they are read; with `stays` they are left on the screen.

        What stands `above` is shown with them where the page is large enough. Plain mode has no pages: `above` was said
        before. It waits on a terminal only, if `wait` is set.
        """

    @abstractmethod
    def offer(self, lines: Callable[[], Sequence[Line]], label: Callable[[], str], key: str, what: Callable[[], str]) -> bool:
        """Show lines as `pause` does, and leave them on the screen; True if the person presses the key for what is offered.

        Plain mode offers it on a terminal only; elsewhere nobody is asked.
        """
