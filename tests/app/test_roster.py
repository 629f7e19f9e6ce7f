"""Rosters as people make them: read wherever there is no doubt, told with its line wherever there is."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstrain.app import roster
from cstrain.app.roster import Doubt, RosterRow, parse, read
from cstrain.errors import BadRoster

USUAL = [
    RosterRow(line=2, name="Sari Dewi", employee_number="0012", branch="Bandung"),
    RosterRow(line=3, name="Budi Santoso, S.E.", employee_number="0013", branch="Depok"),
]
TABLE = [["Nama", "No. Karyawan", "Cabang"], ["Sari Dewi", "0012", "Bandung"], ["Budi Santoso, S.E.", "0013", "Depok"]]


def written(delimiter: str, rows: list[list[str]] = TABLE) -> str:
    return "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\r\n" for row in rows)


def doubts(text: str) -> list[tuple[int, Doubt]]:
    return [(one.line, one.doubt) for one in parse(text).remarks]


def refused(text: str) -> str:
    with pytest.raises(BadRoster) as caught:
        parse(text)
    return caught.value.reason


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_every_delimiter_in_every_encoding_says_the_same(delimiter: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + written(delimiter).encode(encoding))
    found = read(path)
    assert list(found.people) == USUAL
    assert found.remarks == ()
    assert found.columns == ("branch", "employee_number", "name")


def test_a_file_that_is_not_in_unicode_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("nama\nRenée\n".encode("cp1252"))
    found = read(path)
    assert [one.name for one in found.people] == ["Renée"]
    assert [one.doubt for one in found.remarks] == [Doubt.NOT_UNICODE]


def test_the_line_excel_writes_for_its_separator_is_followed_and_lines_are_still_counted() -> None:
    found = parse('sep=|\nnama|NIP\n"Sari"|007\n')
    assert found.people == (RosterRow(line=3, name="Sari", employee_number="007"),)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(line_end: str) -> None:
    assert [one.line for one in parse(line_end.join(["nama;nip", "Sari;1", "", "Budi;2"])).people] == [2, 4]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NIK", "employee_number"),
        ("No. Pegawai", "employee_number"),
        ("Employee Number", "employee_number"),
        ("nomor_karyawan", "employee_number"),
        ("Cabang / Branch", "branch"),
        ("Toko", "branch"),
        ("Angkatan", "cohort"),
        ("kelas", "cohort"),
        ("Tim", "team"),
        ("Panggilan", "nickname"),
    ],
)
def test_headers_in_both_languages_with_points_case_and_spaces(header: str, field: str) -> None:
    (one,) = parse(f"Nama Lengkap;{header}\nSari;x 1\n").people
    assert getattr(one, field) == "x 1"


def test_a_header_that_says_one_column_twice_is_one_column() -> None:
    found = parse("Nama (Name);Umur\nSari;33\n")
    assert found.people == (RosterRow(line=2, name="Sari"),)
    assert doubts("Nama (Name);Umur\nSari;33\n") == [(1, Doubt.UNKNOWN_COLUMN)]


def test_first_and_last_name_in_two_columns_are_one_name() -> None:
    found = parse("First Name,Last Name\nSari,Dewi\n")
    assert [one.name for one in found.people] == ["Sari Dewi"]
    assert found.columns == ("name",)


def test_names_alone_need_no_header_and_a_degree_makes_no_second_column() -> None:
    found = parse("Sari Dewi\nBudi Santoso, S.E.\n\n  Tono  \nRina\n")
    assert [(one.line, one.name) for one in found.people] == [
        (1, "Sari Dewi"),
        (2, "Budi Santoso, S.E."),
        (4, "Tono"),
        (5, "Rina"),
    ]


def test_one_column_with_a_header_keeps_its_commas() -> None:
    assert [one.name for one in parse("Nama\nBudi, S.E.\nSari, S.T.\n").people] == ["Budi, S.E.", "Sari, S.T."]


def test_a_title_above_the_header_and_running_numbers_are_passed_over() -> None:
    text = "Daftar karyawan;;\n;;\nNo;Nama;NIP\n1;Sari;007\n"
    assert parse(text).people == (RosterRow(line=4, name="Sari", employee_number="007"),)
    assert doubts(text) == [(1, Doubt.ABOVE_HEADER)]


def test_a_column_that_comes_twice_counts_once() -> None:
    text = "nama,cabang,toko\nSari,A,B\n"
    assert parse(text).people[0].branch == "A"
    assert doubts(text) == [(1, Doubt.DOUBLE_COLUMN)]


def test_required_modules_are_a_list_and_all_of_them_is_none() -> None:
    text = "nama;modul wajib\nSari;3s-greeting, lost-items\nBudi;semua\nTono;\nRina;a a|b\n"
    assert [one.required for one in parse(text).people] == [("3s-greeting", "lost-items"), (), (), ("a", "b")]


def test_empty_rows_between_people_are_told_in_one_remark_those_above_and_below_are_not() -> None:
    text = "\nnama;nip\nSari;1\n;;\n\n \nBudi;2\n" + "".join(f"Tono {letter}\n\n" for letter in "abcdefgh") + "Ayu;4\n;\n;\n"
    (remark,) = parse(text).remarks
    assert (remark.line, remark.doubt, remark.is_left_out) == (4, Doubt.EMPTY, False)
    assert remark.value == "4, 5, 6, 9, 11, 13, 15, 17, ..."


def test_empty_rows_and_trailing_columns_say_nothing() -> None:
    text = "nama;nip;;\nSari;1;;;;\n;;;\n \t \n"
    assert [one.name for one in parse(text).people] == ["Sari"]
    assert doubts(text) == []


def test_a_cell_too_many_moves_all_others_so_the_row_is_left_out() -> None:
    text = "nama,nip\nBudi, S.E.,12\nSari,13\n"
    assert [one.name for one in parse(text).people] == ["Sari"]
    assert doubts(text) == [(2, Doubt.SURPLUS_CELLS)]
    assert parse(text).remarks[0].is_left_out


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (";7;Depok", Doubt.NO_NAME),
        ("123;7;Depok", Doubt.NO_NAME),
        ("Sari;" + "7" * 201 + ";Depok", Doubt.TOO_LONG),
        ('"Sa\nri";7;Depok', Doubt.BROKEN_LINES),
        ("Sari;3,27E+15;Depok", Doubt.ROUNDED_NUMBER),
    ],
)
def test_a_row_that_cannot_be_trusted_is_left_out_and_told(row: str, doubt: Doubt) -> None:
    text = f"nama;nip;toko\n{row}\nTono;8;Depok\n"
    assert [one.name for one in parse(text).people] == ["Tono"]
    assert doubts(text) == [(2, doubt)]


def test_leading_zeros_stay_however_excel_was_made_to_keep_them() -> None:
    text = 'nama;nip\nSari;007\nBudi;="008"\nTono;"=""009"""\n'
    assert [one.employee_number for one in parse(text).people] == ["007", "008", "009"]


def test_what_our_own_files_put_before_a_formula_is_taken_away_again() -> None:
    assert parse("nama;nip\nSari;'-7\n").people[0].employee_number == "-7"


def test_a_name_that_is_a_formula_is_kept_as_typed_and_told() -> None:
    text = 'nama;nip\n"=HYPERLINK(""x"")";7\n'
    assert parse(text).people[0].name == '=HYPERLINK("x")'
    assert doubts(text) == [(2, Doubt.FORMULA)]


def test_markup_is_kept_and_control_characters_are_not() -> None:
    assert parse("nama\n[bold]\x1b[31mSari\u202e\x07</script>\n").people[0].name == "[bold] [31mSari </script>"


def test_a_number_of_an_identity_card_is_told() -> None:
    assert doubts("nama;NIK\nSari;3201010101010001\n") == [(2, Doubt.NATIONAL_ID)]


def test_a_number_that_came_before_is_left_out_a_name_that_came_before_is_told() -> None:
    text = "nama;nip\nSari;e-1\nBudi;E-1\n sari ;2\nSARI;\n"
    found = parse(text)
    assert [one.line for one in found.people] == [2, 4, 5]
    assert [(one.line, one.doubt, one.other) for one in found.remarks] == [
        (3, Doubt.DOUBLE_NUMBER, 2),
        (4, Doubt.DOUBLE_NAME, 2),
        (5, Doubt.DOUBLE_NAME, 2),
    ]


def test_a_quotation_mark_within_a_name_is_a_part_of_it() -> None:
    assert [one.name for one in parse('nama;nip\nMuhammad "Toni" Ali;1\nBudi;2\n').people] == ['Muhammad "Toni" Ali', "Budi"]


def test_a_quotation_mark_that_is_never_closed_swallows_nobody() -> None:
    with pytest.raises(BadRoster) as caught:
        parse('nama;nip\nSari;1\n"Budi;2\nTono;3\n')
    assert (caught.value.reason, caught.value.line) == ("quote", 3)


def test_a_cell_that_is_longer_than_any_is_a_quotation_mark_that_is_not_closed() -> None:
    assert refused('nama;nip\nSari;1\n"' + "x" * 200_000 + '"\n') == "quote"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("Sari;1\nBudi;2\n", "no-header"),
        ("nip\n1\n", "no-name-column"),
        ("nip;cabang\n1;Depok\n", "no-name-column"),
        ("nama\n" + "1\n" * (roster.MOST_PEOPLE + 20), "many"),
    ],
)
def test_what_is_no_roster_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert refused(text) == reason


def test_a_header_and_nobody_is_an_empty_roster() -> None:
    assert refused("nama;nip\n") == "empty"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"nama\nSa\x00ri\n", "binary"),
        (b"\xff\xfen", "binary"),
        (b"nama\n\x81\n", "binary"),
        (b"x" * (roster.LARGEST_BYTES + 1), "large"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_its_reason(raw: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(raw)
    with pytest.raises(BadRoster) as caught:
        read(path)
    assert (caught.value.path, caught.value.reason) == (str(path), reason)


def test_only_a_regular_file_is_opened_a_pipe_would_wait_for_ever(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, reason in ((pipe, "not-a-file"), (tmp_path, "not-a-file"), (tmp_path / "none", "unreadable")):
        with pytest.raises(BadRoster) as caught:
            read(path)
        assert caught.value.reason == reason


def test_a_name_no_system_takes_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRoster):
        read(tmp_path / "a\0b")


def test_a_company_is_read_whole() -> None:
    text = "nama;nip;cabang\n" + "".join(f"Orang Ke{number};{number:05};Toko {number % 40}\n" for number in range(5000))
    found = parse(text)
    assert len(found.people) == 5000
    assert found.remarks == ()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_whatever_the_text_is_it_is_read_or_refused_and_every_line_is_told_once(text: str) -> None:
    try:
        found = parse(text)
    except BadRoster:
        return
    assert len({one.line for one in found.people}) == len(found.people)
    assert not {one.line for one in found.people} & {one.line for one in found.remarks if one.is_left_out}
