"""What is said about each error: what, where, and what to do next, in the language of this run."""

from collections.abc import Callable
from pathlib import Path

from cstrain import errors
from cstrain.cli.calling import command
from cstrain.cli.safe import shortened
from cstrain.cli.words import _


def words_for(error: errors.CstrainError) -> str:
    """One or two lines about this error."""
    return MESSAGES[type(error)](error)


def near(names: tuple[str, ...]) -> str:
    """ " Did you mean ...?", or nothing."""
    if not names:
        return ""
    return " " + _("Did you mean {names}?").format(names=listed(names))


def listed(names: tuple[str, ...]) -> str:
    return ", ".join(shortened(name) for name in names)


def _unknown_command(error: errors.UnknownCommand) -> str:
    return (
        _("There is no command {wanted}.").format(wanted=shortened(error.wanted))
        + near(error.near)
        + "\n"
        + _("All commands: {command}").format(command=command("--help"))
    )


def _unknown_module(error: errors.UnknownModule) -> str:
    return (
        _("There is no module {wanted}.").format(wanted=shortened(error.wanted))
        + near(error.near)
        + "\n"
        + _("All modules: {command}").format(command=command("modules"))
    )


def _unknown_item(error: errors.UnknownItem) -> str:
    return (
        _("There is no item {wanted} in the modules.").format(wanted=shortened(error.wanted))
        + near(error.near)
        + "\n"
        + _("All items: {command}").format(command=command("content list"))
    )


def _unknown_roleplay(error: errors.UnknownRoleplay) -> str:
    return (
        _("There is no role-play {wanted}.").format(wanted=shortened(error.wanted))
        + near(error.near)
        + "\n"
        + _("All role-plays: {command}").format(command=command("play"))
    )


def _unknown_attempt(error: errors.UnknownAttempt) -> str:
    if error.found:
        told = _("{found} role-plays that were played begin with {wanted}. Type more of it.")
    else:
        told = _("No role-play that was played begins with {wanted}.")
    where = _("It is shown with the result, and in: {command}").format(command=command("export attempts --out FILE"))
    return told.format(found=error.found, wanted=shortened(error.wanted)) + "\n" + where


def _unknown_session(error: errors.UnknownSession) -> str:
    where = _("All sessions: {command}").format(command=command("session list"))
    if not error.wanted:
        return _("There is no session for this.") + "\n" + where
    told = _("{found} sessions begin with {wanted}. Type more of it.") if error.found else _("There is no session {wanted}.")
    return told.format(found=error.found, wanted=shortened(error.wanted)) + "\n" + where


def _item_unsuited(error: errors.ItemUnsuited) -> str:
    told = _("{item} is no question for --mode {mode}: a card answers a choice with at most five options.")
    return told.format(item=shortened(error.item), mode=error.mode) + "\n" + _("Leave it out, or ask in turns: --mode turns")


def _unknown_trainee(error: errors.UnknownTrainee) -> str:
    if error.near:
        return (
            _("Nobody is called {wanted}, but there is {near}.").format(wanted=shortened(error.wanted), near=listed(error.near))
            + "\n"
            + _("Use that name, or add a new person first: {command}").format(command=command(f'trainee add "{_("NAME")}"'))
        )
    return (
        _("Nobody is called {wanted}.").format(wanted=shortened(error.wanted))
        + "\n"
        + _("Everyone there is: {command}").format(command=command("trainee list"))
    )


def _ambiguous_trainee(error: errors.AmbiguousTrainee) -> str:
    lines = [_("Several people are called {wanted}:").format(wanted=shortened(error.wanted))]
    lines += [f"  {shortened(choice, 100)}" for choice in error.choices]
    lines.append(_("Say which one with the employee number, or with the last part of the line: --as NUMBER"))
    return "\n".join(lines)


def _bad_name(error: errors.BadName) -> str:
    if error.reason == "long":
        return _("That name is too long. Use at most {limit} characters.").format(limit=error.limit)
    what = {"employee_number": _("employee number"), "branch": _("branch"), "cohort": _("cohort")}
    if error.reason in what:
        return _("That {what} is too long. Use at most {limit} characters.").format(what=what[error.reason], limit=error.limit)
    return _("A name needs at least one letter. Type the name as it should appear in reports.")


def _bad_filter(error: errors.BadFilter) -> str:
    message = _("Nothing has {option} {value}.").format(option=error.option, value=shortened(error.value))
    if error.accepted:
        return message + "\n" + _("There is: {accepted}").format(accepted=listed(error.accepted[:20]))
    return (
        message + "\n" + _("It is set with: {command}").format(command=command(f"trainee add {_('NAME')} --branch B --cohort C"))
    )


def _bad_roster(error: errors.BadRoster) -> str:
    unreadable = _("cannot be read ({detail}). Check the name and the folder.")
    why = {
        "not-a-file": _("is not a file. Name the CSV file itself."),
        "workbook": _("is a workbook of Excel. Open it there and save it as CSV: File, Save As, CSV UTF-8."),
        "binary": _("is not a text file. Save the list as CSV: in Excel with File, Save As, CSV UTF-8."),
        "large": _("is larger than {detail} MB. Split the list into several files."),
        "many": _("has more than {detail} people. Split the list into several files."),
        "empty": _("is empty. It needs one person in each line."),
        "no-header": _(
            "has several columns, and the first line does not name them. Put a line above: nama;nomor karyawan;cabang"
        ),
        "no-name-column": _("has no column of names. Call that column: nama"),
        "quote": _('has a quotation mark (") in line {line} that is never closed. Take it away, or close it.'),
    }.get(error.reason, unreadable)
    return shortened(error.path, 300) + " " + why.format(detail=shortened(error.detail), line=error.line)


def _no_attempts_left(error: errors.NoAttemptsLeft) -> str:
    used = _("All your graded attempts at {module} are used. Your trainer can grant another attempt.")
    practise = _("Practise as often as you like: {command}").format(command=command(f"quiz {error.module} --practice"))
    return used.format(module=error.module) + "\n" + practise


def _content_faulty(error: errors.ContentFaulty) -> str:
    return (
        _("The module {module} cannot be used: {faults} fault(s), the first at {first}.").format(
            module=error.module, faults=error.faults, first=shortened(error.first, 200)
        )
        + "\n"
        + _("See them all: {command}").format(command=command(f"content check {error.module}"))
    )


def _records_damaged(error: errors.RecordsDamaged) -> str:
    told = _("The records file is damaged: {path} ({detail}).").format(
        path=shortened(error.path, 300), detail=shortened(error.detail)
    )
    if not error.backup:
        return told + "\n" + _("It was left as it is. Keep it, put a backup in its place, or name another file: --records FILE")
    return (
        told
        + "\n"
        + _("It was left as it is. Keep it under another name, then copy the newest backup to its place: {backup}").format(
            backup=shortened(error.backup, 300)
        )
    )


def _records_emptied(error: errors.RecordsEmptied) -> str:
    return (
        _("The records file is empty or gone, though there was one: {path}").format(path=shortened(error.path, 300))
        + "\n"
        + _("Put a backup in its place, or name another file: --records FILE. If no scores were kept yet, delete {left}").format(
            left=shortened(error.left, 300)
        )
    )


def _records_foreign(error: errors.RecordsForeign) -> str:
    return (
        _("This is not a records file of cstrain: {path}").format(path=shortened(error.path, 300))
        + "\n"
        + _("It was left as it is. Name another file: --records FILE")
    )


def _records_newer(error: errors.RecordsNewer) -> str:
    return (
        _("The records file was written by a newer cstrain (its version {found}, ours {known}): {path}").format(
            found=error.found, known=error.known, path=shortened(error.path, 300)
        )
        + "\n"
        + _("It was left as it is. Install the newer cstrain.")
    )


def _records_not_copied(error: errors.RecordsNotCopied) -> str:
    return (
        _("These records of an older cstrain are copied before use: {path}").format(path=shortened(error.path, 300))
        + "\n"
        + _("The copy {target} cannot be written ({reason}). Nothing was changed. Free some space or check the folder.").format(
            target=shortened(error.target, 300), reason=shortened(error.reason)
        )
    )


def _records_locked(error: errors.RecordsLocked) -> str:
    return (
        _("Another program keeps the records file locked: {path}").format(path=shortened(error.path, 300))
        + "\n"
        + _("Nothing was saved. Close that program, then try again.")
    )


def _records_unreachable(error: errors.RecordsUnreachable) -> str:
    return (
        _("The records file cannot be used: {path} ({detail}).").format(
            path=shortened(error.path, 300), detail=shortened(error.detail)
        )
        + "\n"
        + _("Nothing was saved. Check the folder, its permissions and free space, or name another file: --records FILE")
    )


def _bad_receipt(error: errors.BadReceipt) -> str:
    path = shortened(error.path, 300)
    if error.line:
        told = _("This line of the receipt {path} was not copied right: {line}").format(path=path, line=shortened(error.line))
        return told + "\n" + _("Compare it with the receipt, figure by figure. The records were not looked at.")
    made = _("A receipt is made with: {command}").format(command=command("records receipt --out FILE"))
    return _("There is no receipt in {path}.").format(path=path) + "\n" + made


def _not_merged(error: errors.NotMerged) -> str:
    told = _("{path} was not merged: {reason}.").format(path=shortened(error.path, 300), reason=_why_not(error))
    return told + "\n" + _("Nothing was taken from any file. Get a fresh copy of it, or leave it out.")


def _why_not(error: errors.NotMerged) -> str:
    from cstrain.cli.render.soundness import refused_words

    detail = shortened(error.detail, 200)
    if error.reason == "unsound" and ": " in error.detail:
        return refused_words(error.detail)
    return {
        "newer": _("it was written by a newer cstrain ({detail}); install that one first"),
        "foreign": _("it is not a records file of cstrain, or it is empty"),
        "damaged": _("it is damaged ({detail})"),
        "unsound": _("it holds something that cannot be read ({detail})"),
        "schema": _("it holds something that is not of cstrain ({detail})"),
        "values": _("it holds something that cannot be true ({detail})"),
        "conflict": _("it tells something else of an entry than the others do ({detail})"),
        "locked": _("another program is using it"),
        "missing": _("there is no such file; check its name and folder"),
    }.get(error.reason, _("it cannot be read ({detail})")).format(detail=detail)


MESSAGES: dict[type[errors.CstrainError], Callable[..., str]] = {
    errors.UnknownCommand: _unknown_command,
    errors.UnknownModule: _unknown_module,
    errors.UnknownItem: _unknown_item,
    errors.NoGraph: lambda error: _("{item} is an item, and only role-plays have a graph. Leave out --graph.").format(
        item=shortened(error.item)
    ),
    errors.UnknownRoleplay: _unknown_roleplay,
    errors.UnknownAttempt: _unknown_attempt,
    errors.UnknownTrainee: _unknown_trainee,
    errors.AmbiguousTrainee: _ambiguous_trainee,
    errors.BadName: _bad_name,
    errors.BadDate: lambda error: _("{value} is not a day. Write it as year-month-day, for example 2026-03-31.").format(
        value=shortened(error.value)
    ),
    errors.BadModuleName: lambda error: _(
        "{wanted} cannot be the name of a module. Use small letters, digits and single dashes, for example lost-items."
    ).format(wanted=shortened(error.wanted)),
    errors.DaysTurnedRound: lambda error: _("{since} is after {until}. Write the earlier day after --since.").format(
        since=shortened(error.since), until=shortened(error.until)
    ),
    errors.BadFormat: lambda error: _("{value} is not a format for this. Use one of: {accepted}").format(
        value=shortened(error.value), accepted=listed(error.accepted)
    ),
    errors.NoFormat: lambda error: _(
        "The name {path} does not say which format is wanted. End it with one of {endings}, or add --format."
    ).format(path=shortened(error.path, 300), endings=listed(tuple(f".{each}" for each in error.accepted))),
    errors.TargetIsFolder: lambda error: _("{path} is a folder. Name the file in it, such as {example}.").format(
        path=shortened(error.path, 300), example=shortened(str(Path(error.path) / "summary.xlsx"), 300)
    ),
    errors.BadFilter: _bad_filter,
    errors.UnknownReport: lambda error: _("There is no report {wanted}. Use one of: {accepted}").format(
        wanted=shortened(error.wanted), accepted=listed(error.accepted)
    ),
    errors.NumberTaken: lambda error: _("The employee number {number} already belongs to {name}.").format(
        number=shortened(error.number), name=shortened(error.name)
    ),
    errors.BadRoster: _bad_roster,
    errors.BadPin: lambda error: _("A PIN has {shortest} to {longest} digits and nothing else.").format(
        shortest=error.shortest, longest=error.longest
    ),
    errors.PassphraseNeeded: lambda error: _(
        "The trainer's passphrase is needed for this. In a script put it in the variable {variable}."
    ).format(variable=error.variable),
    errors.WrongPassphrase: lambda error: (
        _("That was not the trainer's passphrase.")
        + "\n"
        + _("Forgotten? What to do then: {command}").format(command=command("trainee passphrase --help"))
    ),
    errors.WrongSecret: lambda error: (
        _("That was not the right PIN.")
        + "\n"
        + _("Ask your trainer, who can take a PIN away with the passphrase: {command}").format(
            command=command(f'trainee pin "{_("NAME")}" --remove')
        )
    ),
    errors.NothingChanged: lambda error: _("Nothing was changed."),
    errors.BadPeriod: lambda error: _("{value} is not a period. Write days, weeks, months or years: 180d, 26w, 6m or 2y.").format(
        value=shortened(error.value)
    ),
    errors.SamePerson: lambda error: _("Both are {name}: one person already. Name two different entries.").format(
        name=shortened(error.name)
    ),
    errors.NeedsName: lambda error: _('Who is training? Say it with --as "NAME".'),
    errors.UnknownSession: _unknown_session,
    errors.SessionOver: lambda error: _("The session {session} is over. See how it went: {command}").format(
        session=error.session[:8], command=command(f"session report {error.session[:8]}")
    ),
    errors.SessionGoesOn: lambda error: (
        _("Another window has gone on with this session.")
        + "\n"
        + _("Go on with: {command}").format(command=command(f"session resume {error.session[:8]}"))
    ),
    errors.ItemUnsuited: _item_unsuited,
    errors.NobodyThere: lambda error: _("Nobody takes part. Name people in a file (--roster FILE), or type their names in."),
    errors.NothingToResume: lambda error: _("There is no unfinished attempt to go on with. Leave out --resume to start one."),
    errors.ClashingOptions: lambda error: _("{first} and {second} do not go together. Leave one of them out.").format(
        first=error.first, second=error.second
    ),
    errors.NoAttemptsLeft: _no_attempts_left,
    errors.NothingToAsk: lambda error: _("The module {module} has nothing for this. See what it has: {command}").format(
        module=error.module, command=command("modules")
    ),
    errors.TargetExists: lambda error: _("There is already a file {path}. Choose another name, or add --replace.").format(
        path=shortened(error.path, 300)
    ),
    errors.TargetIsRecords: lambda error: _("{path} is kept by cstrain itself and never replaced. Choose another name.").format(
        path=shortened(error.path, 300)
    ),
    errors.ModuleExists: lambda error: _("There is already a module {path}. Nothing was written; choose another name.").format(
        path=shortened(error.path, 300)
    ),
    errors.CannotWrite: lambda error: _("{path} cannot be written ({reason}). Nothing was written.").format(
        path=shortened(error.path, 300), reason=shortened(error.reason)
    ),
    errors.ContentFaulty: _content_faulty,
    errors.NoContent: lambda error: _("There is no folder of modules at {path}. Check the name given to --content.").format(
        path=shortened(error.path, 300)
    ),
    errors.NoHome: lambda error: (
        _("There is no home folder to keep scores in.")
        + "\n"
        + _("Say where: --records FILE, or put the name of a folder in CSTRAIN_HOME.")
    ),
    errors.BadReceipt: _bad_receipt,
    errors.NotMerged: _not_merged,
    errors.RecordsDamaged: _records_damaged,
    errors.RecordsEmptied: _records_emptied,
    errors.RecordsForeign: _records_foreign,
    errors.RecordsNewer: _records_newer,
    errors.RecordsNotCopied: _records_not_copied,
    errors.RecordsLocked: _records_locked,
    errors.RecordsUnreachable: _records_unreachable,
}
