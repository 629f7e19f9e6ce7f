"""Looking after the records: verifying them, giving a receipt of them, bringing in those of other machines."""

import sys
from pathlib import Path

import typer

from cstrain.cli.diagnostics import narrate
from cstrain.cli.render import merging
from cstrain.cli.render.soundness import soundness, soundness_json
from cstrain.cli.safe import safe_json, safe_text, shortened
from cstrain.cli.setup import Setup
from cstrain.cli.words import _
from cstrain.errors import BadReceipt, ExitCode, TargetIsRecords
from cstrain.files import whole_file
from cstrain.records import receipt as receipts
from cstrain.records.backup import is_own
from cstrain.records.counting import counted
from cstrain.records.receipt import End
from cstrain.records.verify import verify as verified

# A receipt of forty machines has a few thousand characters.
LONGEST_RECEIPT = 1_000_000


def verify(setup: Setup, receipt: Path | None, *, as_json: bool) -> None:
    """Tell whether the records are sound; exit 4 if not."""
    held_against = read_receipt(receipt) if receipt else []
    with setup.existing_store(forward=False) as store:
        found = verified(store, held_against)
    if as_json:
        typer.echo(safe_json(soundness_json(found), indent=2))
    else:
        typer.echo(safe_text(soundness(found), paragraphs=True))
        if held_against and not found.flaws:
            typer.echo(_("They go on from the receipt: nothing before it was changed or taken away."))
    raise typer.Exit(ExitCode.RECORDS if found.flaws else ExitCode.DONE)


def read_receipt(path: Path) -> list[End]:
    """What a receipt says; BadReceipt if it says nothing."""
    try:
        if str(path) == "-":
            return receipts.read(sys.stdin.read(LONGEST_RECEIPT))
        with path.open(encoding="utf-8", errors="replace") as stream:
            return receipts.read(stream.read(LONGEST_RECEIPT), str(path))
    except OSError as error:
        raise BadReceipt(line="", path=str(path)) from error


def receipt(setup: Setup, out: Path | None, *, replace: bool, as_json: bool) -> None:
    """Print a receipt, or write it to a file."""
    if out and is_own(setup.records_path, out):
        raise TargetIsRecords(path=str(out))
    now = setup.clock.now()
    with setup.existing_store() as store, store.snapshot(), store.reading() as db:
        ends = receipts.ends(db)
        counts = counted(db)
    text = safe_json(merging.receipt_json(ends, counts, now), indent=2) if as_json else merging.receipt(ends, counts, now)
    if out is None:
        typer.echo(text)
        return
    with whole_file(out, replace=replace) as stream:
        stream.write(text + "\n")
    narrate(_("Written: {path}").format(path=shortened(str(out), 300)))


def merge(setup: Setup, files: list[Path], *, dry_run: bool, as_json: bool) -> None:
    """Bring in these files, or tell what would come."""
    from cstrain.records.merge import merge as merged

    def tell(number: int, path: Path) -> None:
        if len(files) > 1:
            narrate(merging.reading(number + 1, len(files), path))

    with setup.store() as store:
        came = merged(store, files, setup.clock.now(), dry_run=dry_run, tell=tell)
    if as_json:
        typer.echo(safe_json(merging.merged_json(came, dry_run=dry_run), indent=2))
    else:
        typer.echo(safe_text(merging.merged(came, dry_run=dry_run), paragraphs=True))
