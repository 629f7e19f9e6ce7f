"""Reports on the screen and in files: one definition, several ways out."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cstrain.app.report import Filters, report
from cstrain.cli.catalogue import usable_modules
from cstrain.cli.diagnostics import narrate
from cstrain.cli.safe import shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _, language
from cstrain.core.value import Value, replace
from cstrain.errors import BadFormat, CannotWrite, TargetIsRecords
from cstrain.files import whole_file
from cstrain.records import attempts
from cstrain.reports import csv_file, json_file
from cstrain.reports.table import Table

STDOUT = "-"
FORMATS = ("csv", "json")


class Target(Value):
    """Where a report goes, as asked for; `format` and `excel_locale` may be left open."""

    out: str
    format: str | None = None
    excel_locale: str | None = None
    replace: bool = False

    def settled_format(self) -> str:
        """The format named, else the file's suffix, else CSV on stdout; BadFormat if we do not write that."""
        wanted = self.format or ("csv" if self.out == STDOUT else Path(self.out).suffix.removeprefix("."))
        if wanted.lower() not in FORMATS:
            raise BadFormat(value=wanted or self.out, accepted=FORMATS)
        return wanted.lower()

    def settled_locale(self) -> csv_file.ExcelLocale:
        """Excel's locale as named, else that of the language of the run."""
        name = self.excel_locale or language()
        if name not in csv_file.LOCALES:
            raise BadFormat(value=name, accepted=tuple(csv_file.LOCALES))
        return csv_file.LOCALES[name]


@contextmanager
def made(setup: Setup, name: str, filters: Filters) -> Iterator[Table]:
    """The report, while the records are open: its rows are read as they are written."""
    modules = usable_modules(setup)
    with setup.existing_store() as store:
        recorded = attempts.modules(store)
        # A module that is no longer there can still be asked for by its id: its scores are.
        chosen = tuple(each if each in recorded else setup.library.find(each) for each in filters.modules)
        yield report(name, store, modules, replace(filters, modules=chosen), setup.clock)


def show(setup: Setup, name: str, filters: Filters, *, as_json: bool) -> None:
    """The report on the screen, or as JSON on stdout."""
    from cstrain.cli.render.table import print_table

    with made(setup, name, filters) as table:
        if as_json:
            json_file.write(table, sys.stdout)
        else:
            print_table(table, plain=setup.is_plain)


def save(setup: Setup, name: str, filters: Filters, target: Target) -> None:
    """The report as a file, or as text on stdout."""
    format, locale = target.settled_format(), target.settled_locale()
    with made(setup, name, filters) as table:
        if target.out == STDOUT:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", newline="")
            _write(table, sys.stdout, format, locale)
            return
        spare(setup, Path(target.out))
        with whole_file(Path(target.out), replace=target.replace) as stream:
            try:
                _write(table, stream, format, locale)
            except OSError as error:
                raise CannotWrite(path=target.out, reason=error.strerror or "") from error
    narrate(_("Written: {path}").format(path=shortened(target.out, 300)))


def spare(setup: Setup, out: Path) -> None:
    """TargetIsRecords if this is what cstrain keeps itself: no report takes the place of the scores, whatever is said."""
    from cstrain.records.backup import is_own

    if is_own(setup.records_path, out) or out.resolve() == setup.places.settings.resolve():
        raise TargetIsRecords(path=str(out))


def _write(table: Table, stream: TextIO, format: str, locale: csv_file.ExcelLocale) -> None:
    if format == "csv":
        csv_file.write(table, stream, locale)
    else:
        json_file.write(table, stream)
