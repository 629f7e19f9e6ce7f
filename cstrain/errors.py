"""Everything cstrain itself can refuse, as one tree.

    CstrainError                                       1  failed
    ├── WrongUsage                                     2
    │   ├── UnknownCommand, UnknownModule, UnknownItem, UnknownTrainee, AmbiguousTrainee, UnknownReport
    │   ├── BadName, BadDate, BadFormat, BadFilter, NumberTaken, ClashingOptions
    │   └── NeedsName, NothingToResume
    ├── NoAttemptsLeft, NothingToAsk, TargetExists, CannotWrite
    ├── ContentFaulty, NoContent                       3
    ├── RecordsUnusable                                4
    │   └── RecordsDamaged, RecordsForeign, RecordsNewer, RecordsLocked, RecordsUnreachable
    └── BadResponse, AlreadyAnswered                   never reach the edge: the face asks again

An error carries a code (its class), its fields and its exit code; the words are in cli/words.py. No imports of ours, no I/O.
"""

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell; a contract with scripts."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONTENT = 3
    RECORDS = 4
    UNFINISHED = 5
    INTERRUPTED = 130


@dataclass(kw_only=True, eq=False)
class CstrainError(Exception):
    """The root: an expected failure that the person can be told in a line or two."""

    exit_code = ExitCode.FAILED


# Wrong usage


class WrongUsage(CstrainError):
    exit_code = ExitCode.USAGE


@dataclass(kw_only=True, eq=False)
class UnknownCommand(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class UnknownModule(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()
    available: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class UnknownItem(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class UnknownTrainee(WrongUsage):
    wanted: str
    near: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class AmbiguousTrainee(WrongUsage):
    """Several people answer to this name; `choices` are lines that tell them apart."""

    wanted: str
    choices: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class BadName(WrongUsage):
    """`reason` is "empty" or "long"; `limit` in characters."""

    reason: str
    limit: int


@dataclass(kw_only=True, eq=False)
class BadDate(WrongUsage):
    value: str


@dataclass(kw_only=True, eq=False)
class BadFormat(WrongUsage):
    value: str
    accepted: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class UnknownReport(WrongUsage):
    wanted: str
    accepted: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class BadFilter(WrongUsage):
    """A filter that names nothing: `option` is its flag, `accepted` what there is."""

    option: str
    value: str
    accepted: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class NumberTaken(WrongUsage):
    """The employee number already belongs to someone."""

    number: str
    name: str


class NeedsName(WrongUsage):
    """Nobody is chosen and there is no terminal to ask on."""


class NothingToResume(WrongUsage):
    pass


@dataclass(kw_only=True, eq=False)
class ClashingOptions(WrongUsage):
    first: str
    second: str


# The thing itself cannot be done


@dataclass(kw_only=True, eq=False)
class NoAttemptsLeft(CstrainError):
    module: str
    allowed: int


@dataclass(kw_only=True, eq=False)
class NothingToAsk(CstrainError):
    """The module has no items (or no lessons) for what was wanted."""

    module: str


@dataclass(kw_only=True, eq=False)
class TargetExists(CstrainError):
    path: str


@dataclass(kw_only=True, eq=False)
class CannotWrite(CstrainError):
    path: str
    reason: str


# Content


@dataclass(kw_only=True, eq=False)
class ContentFaulty(CstrainError):
    """The module asked for has faults that keep it from being run."""

    exit_code = ExitCode.CONTENT
    module: str
    faults: int
    first: str


@dataclass(kw_only=True, eq=False)
class NoContent(CstrainError):
    """A content folder that is not there or holds no module."""

    exit_code = ExitCode.CONTENT
    path: str


# Records


@dataclass(kw_only=True, eq=False)
class RecordsUnusable(CstrainError):
    exit_code = ExitCode.RECORDS
    path: str


@dataclass(kw_only=True, eq=False)
class RecordsDamaged(RecordsUnusable):
    detail: str


class RecordsForeign(RecordsUnusable):
    """A file that some other program wrote."""


@dataclass(kw_only=True, eq=False)
class RecordsNewer(RecordsUnusable):
    found: int
    known: int


class RecordsLocked(RecordsUnusable):
    """Another program kept the file locked longer than we wait."""


@dataclass(kw_only=True, eq=False)
class RecordsUnreachable(RecordsUnusable):
    """No permission, read-only, no disk: `detail` is the system's own word."""

    detail: str


# Asked again by the face, never told at the edge


@dataclass(kw_only=True, eq=False)
class BadResponse(CstrainError):
    """A response that does not fit the item; nothing is recorded for it."""

    item: str


@dataclass(kw_only=True, eq=False)
class AlreadyAnswered(CstrainError):
    """This question was answered meanwhile, in another window."""

    position: int
