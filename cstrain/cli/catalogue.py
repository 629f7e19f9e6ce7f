"""The modules that can be used, those with faults told beside; and the standing of whoever trained last."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cstrain.app.overview import ModuleProgress, overview
from cstrain.cli.calling import command
from cstrain.cli.diagnostics import narrate
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, plural
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.curriculum.problem import faults
from cstrain.errors import NeedsName, RecordsUnreachable, UnknownItem

if TYPE_CHECKING:
    from cstrain.core.roleplay import Roleplay

# Of files that are no modules so many are named at every start.
MOST_TOLD = 5


def usable_modules(setup: Setup) -> list[Module]:
    """In their order. A faulty module keeps none of the others from being used, but is told."""
    usable: list[Module] = []
    library = setup.library
    for id in library.ids:
        loaded = library.load(id)
        if loaded.module:
            usable.append(loaded.module)
        else:
            narrate(
                _("The module {module} has {count} fault(s) and is left out. See: {command}").format(
                    module=id, count=len(faults(loaded.problems)), command=command(f"content check {id}")
                )
            )
    for problem in library.misplaced[:MOST_TOLD]:
        told = _("Left out: {path}. See: {command}")
        narrate(told.format(path=shortened(problem.place.file, 200), command=command("content check")))
    if more := len(library.misplaced[MOST_TOLD:]):
        told = plural("{n} more is left out.", "{n} more are left out.", more)
        narrate(told + " " + _("See: {command}").format(command=command("content check")))
    return sorted(usable, key=lambda module: (module.order, module.id))


def standings(setup: Setup, modules: Sequence[Module]) -> list[ModuleProgress]:
    """How the trainee who is known here stands; nothing if nobody is, or if there are no records yet."""
    from cstrain.cli.who import known

    if not has_records(setup):
        return []
    with setup.store() as store:
        try:
            trainee = known(setup, store, None)
        except NeedsName:
            return []
        return overview(store, modules, trainee, setup.clock.now())


def has_records(setup: Setup) -> bool:
    """Whether anything was recorded yet: merely looking at the modules makes no file."""
    path = setup.records or setup.places.records
    try:
        return path.exists()
    except OSError as error:
        raise RecordsUnreachable(path=str(path), detail=error.strerror or "") from error


def wanted_modules(setup: Setup, names: Sequence[str]) -> list[Module]:
    """The modules named, each usable or an error; all usable ones if none is named."""
    if not names:
        return usable_modules(setup)
    return [setup.library.module(setup.library.find(name)) for name in names]


def find_item(setup: Setup, wanted: str) -> tuple[Module, "Item | Roleplay"]:
    """The item or role-play with this id, and its module; UnknownItem with what comes near."""
    every: list[tuple[Module, Item | Roleplay]] = []
    for module in usable_modules(setup):
        every += [(module, item) for item in module.items.values()]
        every += [(module, roleplay) for roleplay in module.roleplays.values()]
    for module, item in every:
        if wanted in (item.id, f"{module.id}/{item.id}"):
            return module, item
    import difflib

    near = difflib.get_close_matches(wanted, [item.id for _module, item in every], n=3, cutoff=0.5)
    raise UnknownItem(wanted=wanted, near=tuple(near))
