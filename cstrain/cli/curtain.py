"""Asking for a PIN or for the trainer's passphrase, and setting them. What they are worth is said whenever one is set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cstrain.app import curtain
from cstrain.app import settings as kept_settings
from cstrain.cli.error_words import words_for
from cstrain.cli.lines import Line, Look
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.errors import BadPin, CannotWrite, CstrainError, NothingChanged, PassphraseNeeded, WrongPassphrase, WrongSecret
from cstrain.records.store import Store

TRIES = 3
PASSPHRASE = "CSTRAIN_PASSPHRASE"


def admit(setup: Setup, store: Store, trainee: Trainee) -> Trainee:
    """The trainee, if they have no PIN or type it; WrongSecret after three others. A script is not asked, and its attempts say
    that nobody was."""
    pin = curtain.pin_of(store, trainee) if setup.on_terminal and trainee.id not in setup.typed_their_pin else None
    if pin:
        name = shortened(trainee.name, 40)
        _until_right(setup, lambda: _("PIN of {name}").format(name=name), lambda typed: curtain.is_right(typed.strip(), pin))
        setup.typed_their_pin.add(trainee.id)
    return trainee


@contextmanager
def nothing_if_left() -> Iterator[None]:
    """Whoever leaves in the middle has changed nothing, and a script is told so."""
    try:
        yield
    except Leave:
        raise NothingChanged from None


def _until_right(
    setup: Setup, label: Callable[[], str], is_right: Callable[[str], bool], otherwise: type[CstrainError] = WrongSecret
) -> None:
    """Ask three times; `otherwise` if it is never right."""
    note = ""
    for left in reversed(range(TRIES)):
        typed = _type(setup, label, note)
        if is_right(typed):
            return
        note = _("That is not it. Tries left: {left}").format(left=left)
    raise otherwise


def guard(setup: Setup) -> None:
    """Let a trainer pass who types the passphrase, or has it in the environment; anybody, where none is set."""
    kept = curtain.read(setup.settings().passphrase)
    if kept is None:
        return
    said = setup.environ.get(PASSPHRASE)
    if said is not None:
        if not curtain.is_right(said, kept):
            raise WrongPassphrase
    elif setup.on_terminal:
        _until_right(setup, lambda: _("Trainer's passphrase"), lambda typed: curtain.is_right(typed, kept), WrongPassphrase)
    else:
        raise PassphraseNeeded(variable=PASSPHRASE)
    setup.is_trainer = True


def change_pin(setup: Setup, store: Store, trainee: Trainee, *, remove: bool) -> Line:
    """Set, change or remove a PIN; who is not a trainer types the old one first. What to say of it."""
    old = curtain.pin_of(store, trainee)
    if old and not setup.is_trainer:
        _until_right(setup, lambda: _("PIN so far"), lambda typed: curtain.is_right(typed.strip(), old))
    if remove:
        if old:
            curtain.remove_pin(store, trainee, setup.clock)
        return Line(_("{name} has no PIN now.").format(name=shortened(trainee.name)))
    note = _(
        "A PIN of {shortest} to {longest} digits. It is a curtain, not a lock: whoever runs this computer can look behind it."
    )
    note = note.format(shortest=curtain.SHORTEST_PIN, longest=curtain.LONGEST_PIN)
    while True:
        typed = _typed_twice(setup, lambda: _("New PIN"), note)
        try:
            curtain.set_pin(store, trainee, typed, setup.clock)
        except BadPin as error:
            note = words_for(error)
            continue
        return Line(_("{name} is asked for this PIN from now on.").format(name=shortened(trainee.name)), Look.RIGHT)


def change_passphrase(setup: Setup, *, remove: bool) -> Line:
    """Set, change or remove the trainer's passphrase (`guard` has asked for the old one). What to say of it."""
    if remove:
        _remember(setup, "")
        return Line(_("There is no passphrase now: everyone at this computer can look at reports and records."))
    note = _(
        "At least {shortest} characters. It is a curtain, not a lock: whoever runs this computer can read the files without it."
    ).format(shortest=curtain.SHORTEST_PASSPHRASE)
    while len(typed := _typed_twice(setup, lambda: _("New passphrase"), note)) < curtain.SHORTEST_PASSPHRASE:
        note = _("That is too short. Use at least {shortest} characters.").format(shortest=curtain.SHORTEST_PASSPHRASE)
    _remember(setup, curtain.written(curtain.hashed(typed)))
    asked = _("From now on it is asked for before: {commands}. In scripts: {variable}")
    return Line(asked.format(commands="trainee, report, export, records", variable=PASSPHRASE), Look.RIGHT)


def _type(setup: Setup, label: Callable[[], str], note: str = "") -> str:
    """A line that nobody sees; what the letters mean everywhere they mean here, and no secret is so short."""
    while True:
        typed = setup.face.type_in(label(), note=note, hidden=True)
        match typed.strip().lower():
            case "q":
                raise Leave
            case "l":
                setup.face.switch_language()
                note = ""
            case _:
                return typed


def _typed_twice(setup: Setup, label: Callable[[], str], note: str) -> str:
    while True:
        typed = _type(setup, label, note)
        if _type(setup, lambda: _("Once more, to be sure")) == typed:
            return typed
        note = _("Those were two different ones. Type it again.")


def _remember(setup: Setup, passphrase: str) -> None:
    """Unlike all else in the settings this must not be lost unnoticed."""
    path = setup.places.settings
    kept_settings.save(path, replace(setup.settings(), passphrase=passphrase))
    if setup.settings().passphrase != passphrase:
        raise CannotWrite(path=str(path), reason="settings")
