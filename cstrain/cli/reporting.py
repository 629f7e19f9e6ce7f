"""Reports on the screen and in files: one definition, several ways out."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cstrain.app.report import Filters, report
from cstrain.cli.catalogue import usable_modules
from cstrain.cli.diagnostics import narrate
from cstrain.cli.how_far import HowFar, watching
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.who import known
from cstrain.cli.words import _, language
from cstrain.core.value import Value, replace
from cstrain.errors import BadFormat, ClashingOptions, NoFormat, TargetIsFolder, TargetIsRecords
from cstrain.files import whole, whole_file
from cstrain.records import attempts
from cstrain.reports import csv_file, json_file
from cstrain.reports.table import Report

STDOUT = "-"
TEXT_FORMATS = ("csv", "json", "html")
FORMATS = ("csv", "xlsx", "json", "html")


class Target(Value):
    """Where a report goes, as asked for; `format` and `excel_locale` may be left open."""

    out: str
    format: str | None = None
    excel_locale: str | None = None
    replace: bool = False

    @property
    def is_stdout(self) -> bool:
        return self.out == STDOUT

    def settled_format(self) -> str:
        """The format named, else the file's suffix, else CSV on stdout.

        BadFormat if we do not write that, NoFormat or TargetIsFolder if the name says none, ClashingOptions if it is no text and
        is to go to stdout.
        """
        # Not Path.is_dir(), which raises for a name that no system takes.
        if not self.is_stdout and (os.path.isdir(self.out) or self.out.endswith(("/", "\\"))):  # noqa: PTH112
            raise TargetIsFolder(path=self.out)
        suffix = Path(self.out).suffix.removeprefix(".")
        wanted = self.format or ("csv" if self.is_stdout else suffix)
        if not wanted:
            raise NoFormat(path=self.out, accepted=FORMATS)
        settled = wanted.lower()
        if settled not in FORMATS:
            raise BadFormat(value=wanted, accepted=FORMATS)
        if self.is_stdout and settled not in TEXT_FORMATS:
            raise ClashingOptions(first=f"--format {settled}", second="--out -")
        return settled

    def check(self) -> None:
        """Before anything is read: an error if this cannot be written."""
        self.settled_format()
        self.settled_locale()

    def settled_locale(self) -> csv_file.ExcelLocale:
        """Excel's locale as named, else that of the language of the run."""
        name = self.excel_locale or language()
        if name not in csv_file.LOCALES:
            raise BadFormat(value=name, accepted=tuple(csv_file.LOCALES))
        return csv_file.LOCALES[name]


@contextmanager
def made(setup: Setup, name: str, filters: Filters) -> Iterator[Report]:
    """The report, while the records are open: its rows are read as they are written."""
    modules = usable_modules(setup)
    with setup.existing_store() as store:
        recorded = attempts.modules(store)
        # A module that is no longer there can still be asked for by its id: its scores are.
        chosen = tuple(each if each in recorded else setup.library.find(each) for each in filters.modules)
        filters = replace(filters, modules=chosen, language=language())
        if name == "trainee" and not filters.trainee:
            filters = replace(filters, trainee=known(setup, store, None).id)
        yield report(name, store, modules, filters, setup.clock)


def show(setup: Setup, name: str, filters: Filters, *, as_json: bool) -> None:
    """The report on the screen, or as JSON on stdout."""
    from cstrain.cli.render.report import print_report

    with made(setup, name, filters) as report:
        if as_json:
            json_file.write(report, sys.stdout)
        else:
            print_report(report, plain=setup.is_plain)


def save(setup: Setup, name: str, filters: Filters, target: Target) -> None:
    """The report as a file, or as text on stdout."""
    target.check()
    with made(setup, name, filters) as report, watching(setup, is_wanted=not target.is_stdout) as far:
        write(setup, _counted(report, far) if far else report, filters, target, _about(report))
    tell_written(target)


def _about(report: Report) -> tuple[str, ...]:
    """Whose report it is: a page that is printed goes from hand to hand, and has not every column."""
    from cstrain.cli.render.columns import heading

    return (f"{heading('trainee')}: {report.of}",) if report.of else ()


def write(setup: Setup, report: Report, filters: Filters, target: Target, about: tuple[str, ...] = ()) -> None:
    """A report in its format; `about` stands below the title of a file for people."""
    format, locale = target.settled_format(), target.settled_locale()
    if target.is_stdout:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        _write_text(setup, report, filters, about, sys.stdout, format, locale)
        return
    spare(setup, Path(target.out))
    if format == "xlsx":
        _write_workbook(setup, report, filters, about, target)
    else:
        with whole_file(Path(target.out), replace=target.replace) as stream:
            _write_text(setup, report, filters, about, stream, format, locale)


def tell_written(target: Target) -> None:
    if not target.is_stdout:
        narrate(_("Written: {path}").format(path=shortened(target.out, 300)))


def _counted(report: Report, far: HowFar) -> Report:
    tables = (replace(table, rows=far.over(table.rows, table.expected)) for table in report.tables)
    return replace(report, tables=tuple(tables))


def spare(setup: Setup, out: Path) -> None:
    """TargetIsRecords if this is what cstrain keeps itself: no report takes the place of the scores, whatever is said."""
    from cstrain.records.backup import is_own

    if is_own(setup.records_path, out) or out.resolve() == setup.places.settings.resolve():
        raise TargetIsRecords(path=str(out))


def _write_text(
    setup: Setup,
    report: Report,
    filters: Filters,
    about: tuple[str, ...],
    stream: TextIO,
    format: str,
    locale: csv_file.ExcelLocale,
) -> None:
    match format:
        case "csv":
            csv_file.write(report.tables[0], stream, locale)
        case "json":
            json_file.write(report, stream)
        case "html":
            from cstrain.cli.render.report_file import words
            from cstrain.reports import html_file

            stream.writelines(html_file.write(report, words(filters, setup.clock.now(), about)))


def _write_workbook(setup: Setup, report: Report, filters: Filters, about: tuple[str, ...], target: Target) -> None:
    from cstrain.cli.render.report_file import words
    from cstrain.reports import xlsx_file

    with whole(Path(target.out), replace=target.replace) as temporary:
        xlsx_file.write(report, temporary, words(filters, setup.clock.now(), about))
