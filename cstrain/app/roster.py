"""Reading a roster: a CSV file of people, as Excel, a form or a text editor writes it. What to do with them is for others.

Whatever can be read without a doubt is read; what was passed over or looks wrong is a remark with its line. BadRoster only if
there is no roster to be had from the file at all.
"""

import csv
import io
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path

from cstrain.core.trainee import clean_label, clean_name, likeness
from cstrain.core.value import Value
from cstrain.errors import BadName, BadRoster

# A line for each of 20,000 people, with every column filled, is half of this in UTF-16.
LARGEST_BYTES = 8_000_000
MOST_PEOPLE = 20_000
# First bytes of what Excel writes when nobody asks it for CSV: a zip archive (.xlsx, .ods), or the older .xls.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# Stands for "no delimiter": a character that no text holds. First, so that a header of one column is one.
ALONE = "\x1f"
DELIMITERS = (ALONE, ";", ",", "\t", "|")
# Put after the text: a last row of its own, unless an open quotation mark swallows it.
END = "\x1e"
# A list may have a title above its header.
HEADER_WITHIN = 10
SEPARATOR_TOLD = re.compile(r'"?sep=(.)"?\s*')
# What Excel makes of a long number, and how people keep it from doing so: ="00123".
ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
KEPT_AS_TEXT = re.compile(r'="(.*)"')
NATIONAL_ID = re.compile(r"\d{16}")
# What a spreadsheet may take for a formula, and what our own CSV files put before it.
FORMULA = ("=", "+", "-", "@")
GUARD = "'"

# What people call the columns, without case, spaces and points.
COLUMNS = {
    "name": "nama namalengkap namakaryawan namapegawai namapeserta namastaf namastaff peserta "
    "name fullname employeename traineename trainee participant participantname staffname",
    "first": "namadepan firstname givenname",
    "last": "namabelakang lastname surname familyname",
    "employee_number": "nomorkaryawan nokaryawan nomorpegawai nopegawai nomorinduk noinduk nomorindukkaryawan nomorindukpegawai "
    "nik nip idkaryawan idpegawai nomorstaf nostaf employeenumber employeeno employeeid empno empid staffnumber staffno staffid "
    "personnelnumber payrollnumber",
    "branch": "cabang namacabang toko namatoko gerai outlet lokasi unit unitkerja branch store shop location",
    "cohort": "angkatan kelompok kelas gelombang batch cohort class group intake",
    "required": "modulwajib modul wajib requiredmodules requiredmodule required modules",
    "team": "tim namatim regu team teamname",
    "nickname": "panggilan namapanggilan nickname alias preferredname",
}
FIELDS = {word: field for field, words in COLUMNS.items() for word in words.split()}
# A running number says nothing of a person.
RUNNING = {"", "no", "nourut", "nomorurut"}
# Lines told one by one of those that are empty.
EMPTY_TOLD = 8
EVERY_MODULE = {"all", "semua", "*", "-"}


class Doubt(StrEnum):
    """What a remark is about."""

    NOT_UNICODE = "not-unicode"
    UNKNOWN_COLUMN = "unknown-column"
    DOUBLE_COLUMN = "double-column"
    ABOVE_HEADER = "above-header"
    NO_NAME = "no-name"
    TOO_LONG = "too-long"
    SURPLUS_CELLS = "surplus-cells"
    BROKEN_LINES = "broken-lines"
    DOUBLE_NUMBER = "double-number"
    DOUBLE_NAME = "double-name"
    ROUNDED_NUMBER = "rounded-number"
    NATIONAL_ID = "national-id"
    FORMULA = "formula"
    EMPTY = "empty"


# A row with one of these is left out: what it says cannot be trusted, or was said before.
LEFT_OUT = {Doubt.NO_NAME, Doubt.TOO_LONG, Doubt.SURPLUS_CELLS, Doubt.BROKEN_LINES, Doubt.DOUBLE_NUMBER, Doubt.ROUNDED_NUMBER}


class Remark(Value):
    """Something to tell about a line (from 1); `value` is what it is about, `other` the earlier line that it clashes with."""

    line: int
    doubt: Doubt
    value: str = ""
    other: int = 0

    @property
    def is_left_out(self) -> bool:
        """Whether the row of this line is not among the people."""
        return self.doubt in LEFT_OUT


class RosterRow(Value):
    """A person on the roster, cleaned as names are kept; "" and () stand for what is not said. `required` as typed."""

    line: int
    name: str
    employee_number: str = ""
    branch: str = ""
    cohort: str = ""
    required: tuple[str, ...] = ()
    team: str = ""
    nickname: str = ""


class Roster(Value):
    """`columns` are the fields that the file has a column for."""

    people: tuple[RosterRow, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[str, ...]


class _Layout(Value):
    """How the text is to be read: `fields` are those of the columns, "" for a column that is passed over."""

    delimiter: str
    header_line: int
    fields: tuple[str, ...]


def read(path: Path) -> Roster:
    """The people in the file; BadRoster if it is no CSV file, too large, or does not say where the names are."""
    raw = _bytes(path)
    try:
        text, is_unicode = _decoded(raw)
        return parse(text, is_unicode=is_unicode)
    except BadRoster as error:
        raise BadRoster(path=str(path), reason=error.reason, detail=error.detail, line=error.line) from None


def parse(text: str, *, is_unicode: bool = True) -> Roster:
    """The people in a text; BadRoster without a path."""
    text, told = _without_told_separator(text)
    layout = _layout(text, (told,) if told else DELIMITERS)
    remarks = [] if is_unicode else [Remark(line=1, doubt=Doubt.NOT_UNICODE)]
    people: list[RosterRow] = []
    empty: list[int] = []
    line = 0
    for count, (line, cells) in enumerate(_rows(text, layout.delimiter, empty)):
        if line < layout.header_line:
            remarks.append(Remark(line=line, doubt=Doubt.ABOVE_HEADER, value=" ".join(cells).strip()))
        elif line == layout.header_line:
            remarks += _about_columns(line, cells)
        else:
            row, found = _row(line, cells, layout)
            remarks += found
            people += [row] if row else []
        if count > MOST_PEOPLE + HEADER_WITHIN:
            raise BadRoster(path="", reason="many", detail=str(MOST_PEOPLE))
    if not people and not remarks:
        raise BadRoster(path="", reason="empty")
    remarks += _about_empty([one for one in empty if layout.header_line < one < line])
    kept, doubles = _without_doubles(people)
    columns = {"name" if field in ("first", "last") else field for field in layout.fields if field}
    ordered = sorted([*remarks, *doubles], key=lambda one: one.line)
    return Roster(people=tuple(kept), remarks=tuple(ordered), columns=tuple(sorted(columns)))


# The file


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # Opening a pipe or a device might wait for ever.
            raise BadRoster(path=str(path), reason="not-a-file")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        raise BadRoster(path=str(path), reason="unreadable", detail=detail) from error
    if raw.startswith(WORKBOOKS):
        raise BadRoster(path=str(path), reason="workbook")
    if len(raw) > LARGEST_BYTES:
        raise BadRoster(path=str(path), reason="large", detail=str(LARGEST_BYTES // 1_000_000))
    return raw


def _decoded(raw: bytes) -> tuple[str, bool]:
    """The text, and whether it was in Unicode: else its accents are a guess."""
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding != "cp1252"
    raise BadRoster(path="", reason="binary")


def _without_told_separator(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;", and the text with that line empty."""
    first, line_end, rest = text.partition("\n")
    found = SEPARATOR_TOLD.fullmatch(first.strip("\r"))
    return (line_end + rest, found[1]) if found else (text, "")


def _rows(text: str, delimiter: str, empty: list[int] | None = None) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins on; BadRoster where a quotation mark is never closed.

    The lines of the others are put into `empty`.
    """
    reader = csv.reader(io.StringIO(f"{text}\n{END}", newline=""), delimiter=delimiter)
    line, cells = begins, waiting = 1, [END]
    try:
        for cells in reader:
            if waiting == [END]:
                pass
            elif any(cell.strip() for cell in waiting):
                yield line, waiting
            elif empty is not None:
                empty.append(line)
            line, waiting = begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadRoster(path="", reason="quote", line=begins) from error
    if cells != [END]:
        raise BadRoster(path="", reason="quote", line=line)


# The columns


def _layout(text: str, delimiters: Iterable[str]) -> _Layout:
    """The delimiter under which a header says the most; without a header, one column of names."""
    found = [layout for delimiter in delimiters if (layout := _with_header(text, delimiter))]
    if found:
        return max(found, key=lambda layout: sum(1 for field in layout.fields if field))
    rows = {delimiter: _first_rows(text, delimiter) for delimiter in DELIMITERS}
    if any(_field(cell) for several in rows.values() for _, cells in several[:1] for cell in cells):
        raise BadRoster(path="", reason="no-name-column")
    # A degree after a comma (S.E.) makes no second column, unless nearly every line has one.
    if any(sum(len(cells) > 1 for _, cells in several) * 2 > len(several) for several in rows.values()):
        raise BadRoster(path="", reason="no-header")
    return _Layout(delimiter=ALONE, header_line=0, fields=("name",))


def _with_header(text: str, delimiter: str) -> _Layout | None:
    for line, cells in _first_rows(text, delimiter):
        fields = _fields(cells)
        if "name" in fields or {"first", "last"} <= set(fields):
            return _Layout(delimiter=delimiter, header_line=line, fields=fields)
    return None


def _first_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    # A quotation mark that is not closed is told when the file is read with the delimiter that it has.
    with suppress(BadRoster):
        rows.extend(islice(_rows(text, delimiter), HEADER_WITHIN))
    return rows


def _fields(cells: list[str]) -> tuple[str, ...]:
    """The field of each column; of two columns for one field, the first."""
    fields: list[str] = []
    for cell in cells:
        field = _field(cell)
        fields.append("" if field in fields else field)
    return tuple(fields)


def _field(cell: str) -> str:
    """What a column is for; "" if we do not know. A header may say it twice: Nama / Name, Nama (Name)."""
    parts = () if re.search(r"[;,|\t]", cell) else re.split(r"[/()]", cell)
    words = (_word(part) for part in (cell, *parts))
    return next((FIELDS[word] for word in words if word in FIELDS), "")


def _word(cell: str) -> str:
    """Without case, spaces and points; a delimiter stays, so that a whole line is not taken for one column."""
    return re.sub(r"[^\w;,|\t]|_", "", cell.casefold())


def _about_columns(line: int, cells: list[str]) -> Iterator[Remark]:
    fields = _fields(cells)
    for cell, field in zip(cells, fields, strict=True):
        if not field and _word(cell) not in RUNNING:
            doubt = Doubt.DOUBLE_COLUMN if _field(cell) else Doubt.UNKNOWN_COLUMN
            yield Remark(line=line, doubt=doubt, value=cell.strip())


def _about_empty(lines: list[int]) -> list[Remark]:
    """Lines with nobody on them, between those of people: what stands below the last one is no mistake."""
    told = ", ".join(map(str, lines[:EMPTY_TOLD])) + (", ..." if len(lines) > EMPTY_TOLD else "")
    return [Remark(line=lines[0], doubt=Doubt.EMPTY, value=told)] if lines else []


# The people


def _row(line: int, cells: list[str], layout: _Layout) -> tuple[RosterRow | None, list[Remark]]:
    """The person on this line, and what is to be said about it; nobody if that is not certain."""
    width = len(layout.fields)
    told = {field: _cell(cell) for field, cell in zip(layout.fields, cells, strict=False) if field}
    if layout.delimiter != ALONE and any(cell.strip() for cell in cells[width:]):
        # A comma in a name without quotation marks: every cell after it has moved.
        return None, [Remark(line=line, doubt=Doubt.SURPLUS_CELLS, value=layout.delimiter.join(cells[width:]).strip())]
    if broken := next((cell for cell in told.values() if "\n" in cell or "\r" in cell), None):
        return None, [Remark(line=line, doubt=Doubt.BROKEN_LINES, value=broken.split("\n")[0].strip())]
    if ROUNDED.fullmatch(number := told.get("employee_number", "")):
        return None, [Remark(line=line, doubt=Doubt.ROUNDED_NUMBER, value=number)]
    try:
        row = _person(line, told)
    except BadName as error:
        name = told.get("name", "")
        return None, [Remark(line=line, doubt=Doubt.TOO_LONG if error.reason == "long" else Doubt.NO_NAME, value=name[:80])]
    remarks = [Remark(line=line, doubt=Doubt.FORMULA, value=row.name)] if row.name.startswith(FORMULA) else []
    if NATIONAL_ID.fullmatch(number):
        remarks.append(Remark(line=line, doubt=Doubt.NATIONAL_ID, value=row.name))
    return row, remarks


def _cell(cell: str) -> str:
    """What a cell says, without what Excel or our own files put around it."""
    plain = cell.strip()
    if found := KEPT_AS_TEXT.fullmatch(plain):
        return found[1]
    return plain[1:] if plain.startswith(tuple(GUARD + sign for sign in FORMULA)) else plain


def _person(line: int, told: dict[str, str]) -> RosterRow:
    """BadName if there is no letter in the name, or something is too long."""
    labels = {
        field: clean_label(cell) if cell else "" for field, cell in told.items() if field not in ("required", "first", "last")
    }
    name = labels.pop("name", "") or f"{told.get('first', '')} {told.get('last', '')}"
    required = re.split(r"[\s;,|]+", told.get("required", "").strip(" ;,|\t"))
    asked = tuple(dict.fromkeys(id for id in required if id)) if required[0].casefold() not in EVERY_MODULE else ()
    return RosterRow(line=line, name=clean_name(name), required=asked, **labels)


def _without_doubles(people: Iterable[RosterRow]) -> tuple[list[RosterRow], list[Remark]]:
    """The first of each employee number; names that a person may take for one are kept, and told."""
    kept: list[RosterRow] = []
    remarks: list[Remark] = []
    numbers: dict[str, int] = {}
    names: dict[str, int] = {}
    for one in people:
        number, name = likeness(one.employee_number), likeness(one.name)
        if number and number in numbers:
            remarks.append(Remark(line=one.line, doubt=Doubt.DOUBLE_NUMBER, value=one.employee_number, other=numbers[number]))
            continue
        if name in names:
            remarks.append(Remark(line=one.line, doubt=Doubt.DOUBLE_NAME, value=one.name, other=names[name]))
        if number:
            numbers[number] = one.line
        names.setdefault(name, one.line)
        kept.append(one)
    return kept, remarks
