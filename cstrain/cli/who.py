"""Who is training, and in which language: asked once, with as little as can be."""

from cstrain.app import trainees
from cstrain.app.trainees import Details
from cstrain.cli import words
from cstrain.cli.curtain import admit
from cstrain.cli.diagnostics import narrate
from cstrain.cli.error_words import words_for
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.face import Entry
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _
from cstrain.core.trainee import Trainee, clean_name, likeness
from cstrain.errors import BadName, NeedsName, UnknownTrainee, WrongSecret
from cstrain.records import trainees as records
from cstrain.records.store import Store

SOMEONE_NEW = "+"
MORE = ">"
# With the two lines after them, nine entries: a digit for each.
NAMES_ON_A_PAGE = 7


def settle_language(setup: Setup) -> None:
    """On the first run on a terminal, ask for the language: one key, in both languages."""
    if setup.language_is_settled or not setup.on_terminal:
        return
    chosen = setup.face.ask_language()
    words.use(chosen)
    setup.remember_language(chosen)


def _last(setup: Setup, store: Store) -> str:
    """Who trained last (an id, or ""): the person, if it was an entry that has been joined since."""
    last = setup.settings().trainee
    return records.persons(store).get(last, last)


def known(setup: Setup, store: Store, name: str | None) -> Trainee:
    """The trainee named, or the one who trained last; never someone new. NeedsName if nobody is meant."""
    if name is not None:
        return trainees.find(store, name)
    last = _last(setup, store)
    people = trainees.everyone(store)
    found = next((one for one in people if one.id == last), None)
    if found:
        return found
    if len(people) == 1:
        return people[0]
    raise NeedsName


def training(setup: Setup, store: Store, name: str | None) -> Trainee:
    """Who trains now: the one named, else the one chosen on the terminal. A new name becomes a new trainee."""
    trainee = admit(setup, store, _named(setup, store, name) if name is not None else _unnamed(setup, store))
    if trainee.id != setup.settings().trainee:
        setup.remember_trainee(trainee.id)
    return trainee


def _named(setup: Setup, store: Store, name: str) -> Trainee:
    try:
        return trainees.find(store, name)
    except UnknownTrainee as error:
        if error.near or not any(character.isalpha() for character in name):
            # A slip in a name or a number known here must not make someone new.
            raise
        trainee = trainees.add(store, Details(name=name), setup.clock)
        narrate(_("New trainee: {name}").format(name=shortened(trainee.name)))
        return trainee


def _unnamed(setup: Setup, store: Store) -> Trainee:
    people = trainees.everyone(store)
    if not setup.on_terminal:
        return known(setup, store, None)
    if not people:
        return introduce(setup, store)
    last = _last(setup, store)
    if len(people) == 1 and people[0].id == last:
        return people[0]
    return choose(setup, store)


def choose(setup: Setup, store: Store) -> Trainee:
    """Choose among the people known here, the last one first, or add someone new."""
    people = trainees.everyone(store)
    last = _last(setup, store)
    # Whoever trained last stands first; then the newest, who are the likeliest to come back.
    people.reverse()
    people.sort(key=lambda one: one.id != last)
    start, note = 0, list[Line]()
    while True:
        shown, more = people[start : start + NAMES_ON_A_PAGE], start + NAMES_ON_A_PAGE < len(people)
        chosen = _pick(setup, shown, people, more=more, note=note)
        if chosen == SOMEONE_NEW:
            return introduce(setup, store)
        if chosen == MORE:
            start += NAMES_ON_A_PAGE
            continue
        try:
            return admit(setup, store, next(one for one in people if one.id == chosen))
        except WrongSecret as error:
            # Someone else, perhaps: back to the names.
            start, note = 0, [Line(words_for(error), Look.WRONG), BLANK]


def _pick(setup: Setup, shown: list[Trainee], people: list[Trainee], *, more: bool, note: list[Line]) -> str:
    def entries() -> list[Entry]:
        offered = [Entry(key=one.id, label=label(one, people)) for one in shown]
        if more:
            offered.append(Entry(key=MORE, label=_("More names")))
        return [*offered, Entry(key=SOMEONE_NEW, label=_("I am new here"))]

    return setup.face.menu(lambda: [*note, Line(_("Who are you?"), Look.TITLE)], entries)


def label(one: Trainee, people: list[Trainee]) -> str:
    """The name; with what tells people apart where several have nearly the same."""
    alike = sum(likeness(other.name) == likeness(one.name) for other in people)
    return shortened(trainees.told_apart(one) if alike > 1 else one.name)


def introduce(setup: Setup, store: Store) -> Trainee:
    """Ask for a name until there is one, and add its bearer, unless it is someone already there."""
    note = ""
    while True:
        typed = setup.face.type_in(_("Your name"), note=note)
        # What they mean on every other screen; nobody is called so.
        if typed.strip().lower() == "q":
            raise Leave
        if typed.strip().lower() == "l":
            setup.face.switch_language()
            continue
        try:
            name = clean_name(typed)
        except BadName as error:
            note = words_for(error)
            continue
        alike = [one for one in trainees.everyone(store) if likeness(one.name) == likeness(name)]
        same = _one_of(setup, alike) if alike else None
        return admit(setup, store, same) if same else trainees.add(store, Details(name=name), setup.clock)


def _one_of(setup: Setup, alike: list[Trainee]) -> Trainee | None:
    """Which of the people with nearly this name it is; None for someone else of the same name."""
    title = [Line(_("This name is already here. Is it you?"), Look.TITLE)]
    entries = [Entry(key=one.id, label=_("Yes, I am {name}").format(name=label(one, alike))) for one in alike[:7]]
    entries.append(Entry(key=SOMEONE_NEW, label=_("No, I am someone else")))
    chosen = setup.face.menu(lambda: title, lambda: entries)
    return next((one for one in alike if one.id == chosen), None)
