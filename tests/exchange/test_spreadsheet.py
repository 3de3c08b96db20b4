"""Whole files: the Danish sheet with its faults, and one question at a time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from servicedesk_tui.exchange.columns import Column, assign_columns, parse_map
from servicedesk_tui.exchange.rows import Known
from servicedesk_tui.exchange.spreadsheet import Reading, read_spreadsheet
from servicedesk_tui.vocabulary.enums import Category, Level
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.rows import StatusRow

from .danish_sheet import make_sheet

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = [
    ("anna", "Anna Lund"),
    ("bo", "Bo Holm"),
    ("ada", "Ada Kjær"),
    ("lars", "Lars Bæk"),
    ("dina", "Dina Juhl"),
    ("bo2", "Bodil Bo"),
]
STATUSES = [StatusRow(n, c.value, c.value.title(), c, n, None) for n, c in enumerate(Category)]
KNOWN = Known(PEOPLE, ["Acme A/S", "Café Ærø"], STATUSES)


def read(text: str | bytes, **options: object) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read_spreadsheet(data, now=NOW, zone=ZoneInfo("Europe/Copenhagen"), known=KNOWN, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_the_danish_sheet_is_read_whole_and_every_fault_is_found_on_its_line(encoding: str) -> None:
    sheet = make_sheet(1000, seed=3, encoding=encoding)
    reading = read(sheet.data)
    assert len(reading.rows) == sheet.good
    assert {row.line for row in reading.rejected} == set(sheet.rejected)
    assert reading.passed_over == sheet.passed_over
    assert reading.unknown_people == sheet.strangers
    assert reading.has_identity


def test_the_danish_sheet_is_the_same_for_the_same_seed() -> None:
    assert make_sheet(200, seed=9).data == make_sheet(200, seed=9).data
    assert make_sheet(200, seed=9).data != make_sheet(200, seed=8).data


def test_a_row_says_everything_in_its_cells() -> None:
    reading = read(
        "Nr;Emne;Kunde;Kontakt;Tlf;Adresse;Ansvarlig;Status;Prioritet;Frist;Timer;Type;Oprettet;Bemærkninger\n"
        "7;Pumpe støjer;ACME a/s;Lise Holm;11 22 33 44;Havnegade 3;Ada Kjær;I gang;Høj;31-12-2026;1,5;VVS, 24-timers vagt;01-03-2026;Ring først\n"
    )
    (row,) = reading.rows
    assert (row.identity, row.line, row.title) == ("7", 2, "Pumpe støjer")
    assert (row.customer, row.contact, row.phone, row.site) == ("Acme A/S", "Lise Holm", "11 22 33 44", "Havnegade 3")
    assert (row.owner, row.status, row.description) == ("ada", "doing", "Ring først")
    assert (row.impact, row.urgency) == (Level.MEDIUM, Level.HIGH)
    assert (row.due, row.due_is_day) == (datetime(2026, 12, 31, 16, tzinfo=UTC), True)
    assert (row.estimate_minutes, row.tags) == (90, ("VVS", "timers-vagt"))
    assert row.created_at == datetime(2026, 2, 28, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";Acme;;;;", "no title"),
        ("x" * 301 + ";Acme;;;;", "301"),
        ("x;Acme;tomorrowish;;;", "Frist"),
        ("x;Acme;;hos Knud;;", "hos Knud"),
        ("x;Acme;;;01-01-2031;", "future"),
        ("x;Acme;;;01-03-2026;01-02-2026", "before"),
        ("x;Acme;;;;;;mere", "8 cells"),
        ("x;Acme;31-02-2026;hos Knud;;", "; Status"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, reason: str) -> None:
    reading = read(f"Emne;Kunde;Frist;Status;Oprettet;Afsluttet\n{row}\n")
    assert reading.rows == ()
    assert [(r.line, reason in r.reason) for r in reading.rejected] == [(2, True)]


def test_a_done_date_alone_means_done_and_today_is_not_the_future() -> None:
    (row,) = read("Emne;Afsluttet\nx;02-03-2026\n").rows
    assert (row.status, row.done_at) == ("done", NOW)


def test_a_name_of_several_people_is_nobody() -> None:
    known = Known([("bo", "Bo Holm"), ("bo2", "Bo Lund")])
    reading = read_spreadsheet(
        b"Emne;Ansvarlig\nx;Bo Lund\ny;bo\nz;Bo Bo\n", now=NOW, zone=ZoneInfo("UTC"), known=known
    )
    assert [row.owner for row in reading.rows] == ["bo2", "bo", "Bo Bo"]
    assert reading.unknown_people == {"Bo Bo": 1}


def test_one_new_customer_spelled_two_ways_is_one() -> None:
    reading = read("Emne;Kunde\na;Åens  Vvs\nb;ÅENS VVS\nc;cafe aero\n")
    assert [row.customer for row in reading.rows] == ["Åens Vvs", "Åens Vvs", "Café Ærø"]
    assert reading.new_customers == {"Åens Vvs": 2}


def test_rows_are_known_by_their_id_whatever_the_file_is_called_or_grows_to() -> None:
    first, more = read("Nr;Emne\n1;a\n2;b\n"), read("Nr;Emne\n2;b, rettet\n1;a\n3;c\n")
    assert first.source == more.source
    assert [row.identity for row in more.rows] == ["2", "1", "3"]
    assert read("Nr;Titel\n1;a\n").source != first.source
    assert read("Nr;Emne\n1;a\n", source="syd").source == "syd"


def test_rows_without_an_id_are_known_by_the_file_and_the_line_never_by_what_they_say() -> None:
    first, again, other = read("Emne\nx\nx\n"), read("Emne\nx\nx\n"), read("Emne\nx\nx\ny\n")
    assert len({row.identity for row in first.rows}) == 2
    assert first.rows == again.rows
    assert not {row.identity for row in first.rows} & {row.identity for row in other.rows}


def test_an_unclosed_quotation_mark_is_a_fault_of_its_line() -> None:
    reading = read('Emne;Kunde\na;b\n"c;d\ne;f\n')
    assert [row.title for row in reading.rows] == ["a"]
    assert [(r.line, "quotation" in r.reason) for r in reading.rejected] == [(3, True)]


def test_hostile_cells_carry_no_controls() -> None:
    (row,) = read(b"Emne;Kunde\n\x1b]0;x\x07a\xe2\x80\xaeb;\x1b[2JAc\n".replace(b"]0;x", b"]0,x")).rows
    assert not any(ord(c) < 32 or c == "\u202e" for c in row.title + row.customer)


@pytest.mark.parametrize("text", ["", "\n\n;;\n", "Pris;Antal\n1;2\n"])
def test_a_file_without_tasks_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)


def test_a_chosen_column_goes_before_a_guessed_one() -> None:
    chosen = parse_map("Kunde=title, Emne=ignore,Sted ønsket=site")
    reading = read("Emne;Kunde;Sted ønsket\na;b;c\n", chosen=chosen)
    assert [(row.title, row.site, row.customer) for row in reading.rows] == [("b", "c", "")]


@pytest.mark.parametrize(
    ("text", "said"), [("Kunde", "--map"), ("=title", "--map"), ("Kunde=custmer", "customer"), ("A=xyzzy", "title")]
)
def test_a_wrong_map_is_refused_with_what_is_right(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        parse_map(text)


def test_a_map_of_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Invalid, match="“Emne”"):
        assign_columns(("Emne", "Kunde"), parse_map("Customer=customer"))


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Subject,Customer,Owner,Due", ["title", "customer", "owner", "due"]),
        ("Opgave,Emne,Sagsnr.,Nr", [None, "title", "id", None]),
        ("#,TITEL (kort),E-mail,Løbenr", ["id", "title", None, None]),
        ("Emne,Beskrivelse,Noter,Tags,Type", ["title", "description", "description", "tags", "tags"]),
        ("Emne,Afsluttet dato,Udføres senest,Sagsbehandler", ["title", "done", "due", "owner"]),
    ],
)
def test_headings_in_english_and_danish_are_guessed(headings: str, columns: list[Column | None]) -> None:
    assert list(assign_columns(tuple(headings.split(",")), {})) == columns
