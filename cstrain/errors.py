"""Everything cstrain itself can refuse, as one tree.

    CstrainError                                       1  failed
    ├── WrongUsage                                     2
    │   ├── UnknownCommand, UnknownModule, UnknownItem, UnknownRoleplay, UnknownAttempt, UnknownTrainee, AmbiguousTrainee
    │   ├── UnknownReport, BadName, BadModuleName, BadDate, BadFormat, BadFilter, NumberTaken, SamePerson, ClashingOptions
    │   ├── DaysTurnedRound, BadPin, BadPeriod, NoFormat, TargetIsFolder
    │   ├── BadReceipt
    │   ├── UnknownSession, SessionOver, ItemUnsuited, NobodyThere
    │   └── NeedsName, NothingToResume, NoGraph
    ├── PassphraseNeeded, WrongPassphrase, WrongSecret, BadRoster, NothingChanged, SessionGoesOn
    ├── NoAttemptsLeft, NothingToAsk, TargetExists, TargetIsRecords, ModuleExists, CannotWrite
    ├── ContentFaulty, NoContent                       3
    ├── NoHome                                         4
    ├── RecordsUnusable                                4
    │   ├── RecordsDamaged, RecordsEmptied, RecordsForeign, RecordsNewer, RecordsNotCopied
    │   └── RecordsLocked, RecordsUnreachable
    ├── NotMerged                                      4
    └── BadResponse, AlreadyAnswered                   never reach the edge: the face asks again

An error carries a code (its class), its fields and its exit code; the words are in cli/error_words.py. No imports of ours.
"""

from enum import IntEnum
from typing import Any, ClassVar, dataclass_transform


class ExitCode(IntEnum):
    """What the process tells the shell; a contract with scripts."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONTENT = 3
    RECORDS = 4
    UNFINISHED = 5
    INTERRUPTED = 130


@dataclass_transform(kw_only_default=True, eq_default=False)
class CstrainError(Exception):
    """The root: an expected failure that the person can be told in a line or two.

    A subclass lists its fields as a dataclass does, and is type-checked as one; made by hand here, because two dozen real
    dataclasses would cost every start of the program more than the rest of this package.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, **fields: Any) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in fields.items()))
        for name, value in fields.items():
            setattr(self, name, value)


# Wrong usage


class WrongUsage(CstrainError):
    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


class UnknownCommand(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


class UnknownModule(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()
    available: tuple[str, ...] = ()


class UnknownItem(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


class NoGraph(WrongUsage):
    item: str


class UnknownRoleplay(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


class UnknownAttempt(WrongUsage):
    """`found` is how many role-plays that were played answer to this: none, or several."""

    wanted: str
    found: int


class UnknownSession(WrongUsage):
    """`found` is how many sessions answer to this; `wanted` is "" where the newest open one was meant and there is none."""

    wanted: str
    found: int


class UnknownTrainee(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


class AmbiguousTrainee(WrongUsage):
    """Several people answer to this name; `choices` are lines that tell them apart."""

    wanted: str
    choices: tuple[str, ...]


class BadName(WrongUsage):
    """`reason` is "empty", "long", or the field other than the name that is too long; `limit` in characters."""

    reason: str
    limit: int


class BadModuleName(WrongUsage):
    """A name for a new module that is no id, or that some system keeps for a device."""

    wanted: str


class BadDate(WrongUsage):
    value: str


class DaysTurnedRound(WrongUsage):
    """The first day stands after the last."""

    since: str
    until: str


class BadFormat(WrongUsage):
    value: str
    accepted: tuple[str, ...]


class NoFormat(WrongUsage):
    """A file is to be written whose name does not say its format, and nothing else does."""

    path: str
    accepted: tuple[str, ...]


class TargetIsFolder(WrongUsage):
    """A file is to be written where there is a folder."""

    path: str


class UnknownReport(WrongUsage):
    wanted: str
    accepted: tuple[str, ...]


class BadFilter(WrongUsage):
    """A filter that names nothing: `option` is its flag, `accepted` what there is."""

    option: str
    value: str
    accepted: tuple[str, ...]


class NumberTaken(WrongUsage):
    """The employee number already belongs to someone."""

    number: str
    name: str


class BadPin(WrongUsage):
    """What is no PIN: one has so many digits."""

    shortest: int
    longest: int


class BadPeriod(WrongUsage):
    """What is no period of time."""

    value: str


class SamePerson(WrongUsage):
    """Two entries were to be joined that are one already."""

    name: str


class NeedsName(WrongUsage):
    """Nobody is chosen and there is no terminal to ask on."""


class NothingToResume(WrongUsage):
    pass


class ItemUnsuited(WrongUsage):
    """An item that a group cannot be asked in this mode: a card answers a choice alone."""

    item: str
    mode: str


class SessionOver(WrongUsage):
    """A session to be gone on with has come to its end."""

    session: str


class NobodyThere(WrongUsage):
    """A session for which nobody was named."""


class ClashingOptions(WrongUsage):
    first: str
    second: str


class BadReceipt(WrongUsage):
    """What was given as a receipt cannot be read, holds no line of one (`line` is "" for both), or one not copied right."""

    path: str
    line: str


# The thing itself cannot be done


class PassphraseNeeded(CstrainError):
    """The trainer's passphrase is needed, and there is no terminal to ask on: `variable` of the environment can say it."""

    variable: str


class WrongPassphrase(CstrainError):
    """Not the trainer's passphrase, as often as it may be tried."""


class WrongSecret(CstrainError):
    """Not the PIN of whom it was asked for, as often as it may be tried."""


class NothingChanged(CstrainError):
    """Somebody was asked whether to go on, and did not want to."""


class BadRoster(CstrainError):
    """A file that no roster can be read from.

    `reason`: "unreadable" (`detail` is the system's word), "not-a-file", "workbook", "binary", "large" (`detail` in MB), "many"
    (`detail` people), "empty", "no-header", "no-name-column", or "quote" (one that is opened in `line` and never closed).
    """

    path: str
    reason: str
    detail: str = ""
    line: int = 0


class NoAttemptsLeft(CstrainError):
    module: str


class NothingToAsk(CstrainError):
    """The module has no items (or no lessons) for what was wanted."""

    module: str


class SessionGoesOn(CstrainError):
    """Another window has gone on with this session."""

    session: str


class TargetExists(CstrainError):
    path: str


class TargetIsRecords(CstrainError):
    """A copy of the records was to take the place of the records themselves, or of the journal that belongs to them."""

    path: str


class ModuleExists(CstrainError):
    """A new module was to be written where there is one: `path` is its file, folder or id."""

    path: str


class CannotWrite(CstrainError):
    path: str
    reason: str


# Content


class ContentFaulty(CstrainError):
    """The module asked for has faults that keep it from being run."""

    exit_code: ClassVar[ExitCode] = ExitCode.CONTENT
    module: str
    faults: int
    first: str


class NoContent(CstrainError):
    """A content folder that is not there or holds no module."""

    exit_code: ClassVar[ExitCode] = ExitCode.CONTENT
    path: str


# Records


class NoHome(CstrainError):
    """Nobody said where to keep the records, and whoever runs the program has no home folder."""

    exit_code: ClassVar[ExitCode] = ExitCode.RECORDS


class RecordsUnusable(CstrainError):
    exit_code: ClassVar[ExitCode] = ExitCode.RECORDS
    path: str


class RecordsDamaged(RecordsUnusable):
    """`backup` is the newest sound copy beside the file, or ""."""

    detail: str
    backup: str = ""


class RecordsEmptied(RecordsUnusable):
    """What was recorded is gone: the file is empty, or only its journal is there. `left` is the file that says so."""

    left: str


class RecordsForeign(RecordsUnusable):
    """A file that some other program wrote."""


class RecordsNewer(RecordsUnusable):
    found: int
    known: int


class RecordsNotCopied(RecordsUnusable):
    """An older file has to be copied before it is brought forward, and the copy cannot be made."""

    target: str
    reason: str


class RecordsLocked(RecordsUnusable):
    """Another program kept the file locked longer than we wait."""


class RecordsUnreachable(RecordsUnusable):
    """No permission, read-only, no disk: `detail` is the system's own word."""

    detail: str


class NotMerged(CstrainError):
    """A file that was to be merged was refused, and nothing was taken from any: `reason` is what kind of refusal (words in
    error_words), `detail` the row, page or version that tells."""

    exit_code: ClassVar[ExitCode] = ExitCode.RECORDS
    path: str
    reason: str
    detail: str = ""


# Asked again by the face, never told at the edge


class BadResponse(CstrainError):
    """A response that does not fit the item; nothing is recorded for it."""

    item: str


class AlreadyAnswered(CstrainError):
    """This question was answered meanwhile, in another window."""

    position: int
