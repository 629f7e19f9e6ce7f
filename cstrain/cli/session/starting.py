"""Before a session: who is in the room, what will be asked and kept, told plainly; then it starts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cstrain.app.roster import Remark, read
from cstrain.app.session import opening
from cstrain.app.session.opening import Offer, Wish
from cstrain.app.session.people import Finding, Seat, seated, taking_part, typed
from cstrain.cli.calling import command
from cstrain.cli.catalogue import find_item, wanted_modules
from cstrain.cli.error_words import words_for
from cstrain.cli.lines import BLANK, Line, Look
from cstrain.cli.prompts.interruptions import Leave
from cstrain.cli.render.figures import day
from cstrain.cli.render.roster import remark_lines
from cstrain.cli.safe import shortened
from cstrain.cli.session import telling
from cstrain.cli.session.hosting import hold
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, language, plural
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.session import Mode
from cstrain.core.trainee import likeness
from cstrain.core.value import Value
from cstrain.errors import BadName, ClashingOptions, ExitCode, NobodyThere, UnknownItem
from cstrain.records.sessions import Head
from cstrain.records.store import Store

# More hold up cards than one person can type in, in the time a room waits.
MOST_CARDS = 12
# As much of a session's id as tells it from others.
SHOWN_OF_ID = 8
# Names told one by one before the start.
NAMES_TOLD = 12


class Asked(Value):
    """What was asked for on the command line."""

    modules: tuple[str, ...]
    mode: Mode
    items: tuple[str, ...] = ()
    roleplay: str = ""
    roster: Path | None = None
    count: int | None = None
    seed: int | None = None
    teams: int | None = None
    minutes: int | None = None
    graded: bool = False


def run(setup: Setup, asked: Asked) -> ExitCode:
    """From the roster to the debrief."""
    _check(asked)
    wish = _wish(setup, asked)
    roster = read(asked.roster) if asked.roster else None
    with setup.store() as store:
        try:
            seats = () if wish.mode is Mode.TALLY else seated(store, roster.people) if roster else _typed_in(setup, store)
        except Leave:
            return ExitCode.DONE
        there = taking_part(seats)
        if not there and wish.mode is not Mode.TALLY:
            raise NobodyThere
        offered = opening.offer(store, wish, there, setup.clock)
        remarks = roster.remarks if roster else ()
        open_one = opening.left_open(store)

        def lines() -> list[Line]:
            return [*_left_open(open_one), *briefing(offered, seats, remarks, has_roster=roster is not None)]

        try:
            setup.face.pause(lines, _enter, wait=True)
        except Leave:
            return ExitCode.DONE
        live = opening.begin(store, offered, title(wish), language(), setup.clock)
        return hold(setup, store, live)


def _left_open(head: Head | None) -> list[Line]:
    """That a session was left, which may be the one that is meant."""
    if head is None:
        return []
    told = _("The session of {day} is not over: {title}. Go on with: {command}")
    again = command(f"session resume {head.id[:SHOWN_OF_ID]}")
    return [Line(told.format(day=day(head.started), title=shortened(head.title), command=again), Look.PARTLY), BLANK]


def _enter() -> str:
    return _("Press Enter to start")


def _check(asked: Asked) -> None:
    """Options that do not go together."""
    clashing = {
        ("--graded", f"--mode {asked.mode}"): asked.graded and asked.mode is not Mode.CARDS,
        ("--graded", "--item / --roleplay"): asked.graded and bool(asked.items or asked.roleplay),
        ("--graded", "--count / --seed"): asked.graded and (asked.count is not None or asked.seed is not None),
        ("--item", "--roleplay"): bool(asked.items and asked.roleplay),
        ("--item / --roleplay", "--count"): bool(asked.items or asked.roleplay) and asked.count is not None,
        ("--teams", f"--mode {asked.mode}"): asked.teams is not None and asked.mode is not Mode.TEAMS,
    }
    for (first, second), clash in clashing.items():
        if clash:
            raise ClashingOptions(first=first, second=second)


# What is asked


def _wish(setup: Setup, asked: Asked) -> Wish:
    roleplay = ""
    items: tuple[tuple[Module, Item], ...] = ()
    if asked.roleplay:
        from cstrain.cli.playing import find_roleplay

        found = find_roleplay(setup, asked.roleplay)
        modules: Sequence[Module] = (found.module,)
        roleplay = found.roleplay.id
    elif asked.modules:
        modules = wanted_modules(setup, tuple(dict.fromkeys(asked.modules)))
        items = tuple(_item_in(modules, id) for id in asked.items)
    else:
        items = tuple(_item(setup, id) for id in asked.items)
        modules = list({module.id: module for module, _ in items}.values())
    return Wish(
        modules=tuple(modules),
        mode=asked.mode,
        items=items,
        roleplay=roleplay,
        count=asked.count,
        seed=asked.seed,
        teams=asked.teams,
        minutes=asked.minutes,
        graded=asked.graded,
    )


def _item_in(modules: Sequence[Module], wanted: str) -> tuple[Module, Item]:
    for module in modules:
        for item in module.items.values():
            if wanted in (item.id, f"{module.id}/{item.id}"):
                return module, item
    from difflib import get_close_matches

    near = get_close_matches(wanted, [id for module in modules for id in module.items], n=3, cutoff=0.5)
    raise UnknownItem(wanted=wanted, near=tuple(near))


def _item(setup: Setup, wanted: str) -> tuple[Module, Item]:
    module, found = find_item(setup, wanted)
    if not isinstance(found, Item):
        raise UnknownItem(wanted=wanted)
    return module, found


def title(wish: Wish) -> str:
    """What the session is called: its role-play, or its modules."""
    if wish.roleplay:
        return wish.modules[0].roleplays[wish.roleplay].title.say(language())
    return ", ".join(module.title.say(language()) for module in wish.modules)


# Who is there


def _typed_in(setup: Setup, store: Store) -> tuple[Seat, ...]:
    """Everyone, typed in one by one, until an empty line."""
    face = setup.face
    seats: list[Seat] = []
    note = _("Who is in the room? One name (or employee number) in each line; an empty line when all are there.")
    while True:
        line = face.type_in(_("Name {number}").format(number=len(seats) + 1), note=note).strip()
        note = ""
        if line.lower() == "q":
            raise Leave
        if not line:
            return tuple(seats)
        try:
            seat = typed(store, line)
        except BadName as error:
            note = words_for(error)
            continue
        if seat.finding is Finding.SEVERAL:
            note = _("Several people are called {name}. Use the employee number.").format(name=shortened(line))
        elif any(_is_same(one, seat) for one in seats):
            note = _("{name} is here already.").format(name=shortened(line))
        else:
            seats.append(seat)


def _is_same(one: Seat, other: Seat) -> bool:
    both_new = one.is_new and other.is_new
    return one.trainee.id == other.trainee.id or (both_new and likeness(one.trainee.name) == likeness(other.trainee.name))


# What is told


def briefing(offered: Offer, seats: Sequence[Seat], remarks: Sequence[Remark], *, has_roster: bool) -> list[Line]:
    """What is wrong with the roster, who takes part, what will be asked, and what is kept of it."""
    wish = offered.wish
    lines = [Line(_("Group session: {title}").format(title=title(wish)), Look.TITLE)]
    lines += remark_lines(remarks)
    lines += list(_people(seats))
    lines += _questions(offered)
    lines += _kept(offered, has_roster=has_roster)
    return [*lines, BLANK]


def _people(seats: Sequence[Seat]) -> Iterable[Line]:
    there = taking_part(seats)
    if there:
        new = [seat for seat in there if seat.is_new]
        yield Line(plural("{n} person takes part.", "{n} people take part.", len(there)), Look.STRONG)
        if new:
            named = ", ".join(shortened(seat.trainee.name) for seat in new[:NAMES_TOLD])
            more = ", ..." if len(new) > NAMES_TOLD else ""
            told = plural("{n} is new here and will be added:", "{n} are new here and will be added:", len(new))
            yield Line(f"{told} {named}{more}")
    for seat in seats:
        if seat.finding is not Finding.NEW and seat.finding is not Finding.KNOWN:
            yield _finding(seat)


def _finding(seat: Seat) -> Line:
    name, line = shortened(seat.trainee.name), seat.line
    if seat.finding is Finding.OTHER_NAME:
        told = _("Line {line}: the employee number is that of {name}, who takes part.")
        return Line(told.format(line=line, name=shortened(seat.known_as)), Look.PARTLY)
    if seat.finding is Finding.TWICE:
        return Line(_("Line {line}: {name} is here already. Left out.").format(line=line, name=name), Look.WRONG)
    told = _("Line {line}: several people are called {name}. Left out; put the employee number beside the name.")
    return Line(told.format(line=line, name=name), Look.WRONG)


def _questions(offered: Offer) -> list[Line]:
    wish, plan = offered.wish, offered.plan
    how = telling.mode_name(wish.mode)
    if wish.roleplay:
        return [Line(_("A role-play with the room, {how}.").format(how=how))]
    count, people = len(plan.questions), len(plan.people)
    lines = [Line(plural("{n} question", "{n} questions", count) + f", {how}.")]
    if wish.count and count < wish.count:
        lines.append(Line(_("There are no more questions for this way of asking."), Look.PARTLY))
    if wish.mode is Mode.TURNS and count % people:
        lines.append(Line(_("Not all get as many questions: {count} for {people} people.").format(count=count, people=people)))
    if wish.mode is Mode.CARDS and people > MOST_CARDS:
        told = _("Cards are typed in one by one: with more than {most} people --mode tally or teams is quicker.")
        lines.append(Line(told.format(most=MOST_CARDS), Look.PARTLY))
    for team in plan.teams:
        names = {seat.trainee.id: shortened(seat.trainee.name) for seat in offered.seats}
        name = shortened(team.name) if team.name else _("Team {number}").format(number=team.id)
        lines.append(Line(f"{name}: {', '.join(names[id] for id in team.members)}", indent=2))
    return lines


def _kept(offered: Offer, *, has_roster: bool) -> list[Line]:
    wish = offered.wish
    if wish.mode is Mode.TALLY:
        lines = [Line(_("The room is counted: nothing is kept of single people."))]
        return [*lines, Line(_("The roster is not used."), Look.PARTLY)] if has_roster else lines
    if not wish.graded:
        return [Line(_("Each person's answers are kept; they do not count as graded attempts."))]
    lines = [Line(_("Graded: whoever answers every question of a module has used a graded attempt at it."), Look.STRONG)]
    for module in wish.modules:
        names = [seat.trainee.name for seat in offered.seats if (seat.trainee.id, module.id) in offered.none_left]
        if names:
            told = _("No graded attempt at {module} left, answers are kept without counting: {names}")
            lines.append(Line(told.format(module=module.id, names=", ".join(map(shortened, names))), Look.PARTLY))
    return lines
