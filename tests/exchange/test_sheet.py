"""Files of separated values: encodings, separators, lines."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.exchange.columns import count_known
from servicedesk_tui.exchange.sheet import Sheet, decode, read_sheet
from servicedesk_tui.vocabulary.refusals import Invalid

TEXT = "Emne;Kunde\r\nUtæt ventil på Ærø – 2. sal;Møller & Søn\r\n"


def read(data: bytes) -> Sheet:
    return read_sheet(data, lambda cells: count_known(cells, {}))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"],
)
def test_danish_letters_survive_every_ordinary_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0].removeprefix("\ufeff") == TEXT


def test_dos_letters_are_told_from_windows_ones() -> None:
    text = TEXT.replace("–", "-")
    assert decode(text.encode("cp850")) == (text, "cp850")


def test_bytes_that_windows_leaves_undefined_do_not_stop_the_reading() -> None:
    assert decode(b"\xe6\x81\xf8")[0] == "æ\x81ø"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"%PDF-1.7", b"abc\0\0\0def\0", b"\xef\xbb\xbfok\xff", b"\xff\xfea"]
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Invalid, match="save"):
        decode(data)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_even_among_commas_in_texts(separator: str) -> None:
    text = f'Opgave{separator}Kunde{separator}Timer\nPumpe{separator}"Falck, Nord; Syd"{separator}"1,5"\n'
    sheet = read(text.encode())
    assert sheet.separator == separator
    assert sheet.lines[1].cells == ("Pumpe", "Falck, Nord; Syd", "1,5")


def test_excels_own_first_line_names_the_separator() -> None:
    sheet = read(b"sep=|\r\nA|B\r\n1|2\r\n")
    assert [(line.number, line.cells) for line in sheet.lines] == [(2, ("A", "B")), (3, ("1", "2"))]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(newline: str) -> None:
    text = newline.join(["Emne;Kunde", '"to', 'linjer";A', "", "en;B"])
    assert [(line.number, line.last) for line in read(text.encode()).lines] == [(1, 1), (2, 3), (4, 4), (5, 5)]


def test_a_quotation_mark_that_is_never_closed_ends_the_reading_there() -> None:
    sheet = read(b'Emne;Kunde\na;b\n"aaben;c\nd;e\n')
    assert sheet.unclosed == 3
    assert [line.cells[0] for line in sheet.lines] == ["Emne", "a"]


def test_a_quotation_mark_closed_rows_later_is_not_taken_for_a_long_text() -> None:
    sheet = read(b'Emne;Kunde;Timer\na;b;1\n"aaben;c;1\nd;e;2\nf;"g";3\n')
    assert sheet.unclosed == 3


def test_an_endless_cell_is_an_unclosed_one() -> None:
    assert read(b'Emne;Kunde\n"' + b"x" * 200_000 + b'";a\n').unclosed == 2


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=12)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=8)


@given(ROWS)
def test_what_a_spreadsheet_writes_is_read_back_cell_for_cell(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([["Emne", "Kunde"], *rows])
    sheet = read(out.getvalue().encode("utf-8-sig"))
    assert [list(line.cells) for line in sheet.lines][1:] == rows


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        sheet = read(data)
    except Invalid as refusal:
        said = refusal.message
        assert said
        return
    assert sheet.separator
