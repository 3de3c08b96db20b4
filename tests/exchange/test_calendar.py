"""Visits as a calendar file, read back by the library that clients' readers are like; and a day on paper."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from servicedesk_tui.exchange.calendar import calendar_file
from servicedesk_tui.exchange.daysheet import DaySheet, Stop, as_page, as_text
from servicedesk_tui.vocabulary.plans import VisitEvent

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
AT = datetime(2026, 3, 29, 1, 30, tzinfo=COPENHAGEN)
"""Half an hour before the clock goes forward."""


def event(**fields: object) -> VisitEvent:
    given = {
        "visit": 7, "uid": "one@servicedesk", "sequence": 2, "changed_at": AT, "number": 12, "title": "Boiler",
        "login": "bo", "start": AT, "end": AT + timedelta(hours=2), "is_off": False,
    } | fields  # fmt: skip
    return VisitEvent(**given)  # type: ignore[arg-type]


def read(content: bytes) -> list[icalendar.Event]:
    return [part for part in icalendar.Calendar.from_ical(content).walk("VEVENT") if isinstance(part, icalendar.Event)]


def test_a_visit_keeps_its_uid_its_instants_and_what_is_told() -> None:
    [found] = read(
        calendar_file([event(customer="Acme, Nord; Syd", place="Havnegade 3", next_step="ring")], "Nordvarme")
    )
    assert (str(found["uid"]), found["sequence"], str(found["status"])) == ("one@servicedesk", 2, "CONFIRMED")
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (
        AT.astimezone(UTC),
        (AT + timedelta(hours=2)).astimezone(UTC),
    )
    assert (str(found["summary"]), str(found["location"])) == ("SD-12 · Boiler · Acme, Nord; Syd", "Havnegade 3")
    assert str(found["description"]) == "@bo\nring"


def test_what_is_called_off_is_cancelled_under_the_same_uid() -> None:
    [found] = read(calendar_file([event(is_off=True, sequence=3)], "Nordvarme"))
    assert (str(found["uid"]), found["sequence"], str(found["status"])) == ("one@servicedesk", 3, "CANCELLED")


@given(st.text(max_size=60), st.text(max_size=200))
def test_whatever_people_wrote_stays_within_its_field(title: str, step: str) -> None:
    found = read(calendar_file([event(title=title, next_step=step), event(uid="two")], "x"))
    assert [str(one["uid"]) for one in found] == ["one@servicedesk", "two"]
    assert str(found[0]["status"]) == "CONFIRMED"


def test_a_field_cannot_end_an_event() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"
    assert len(read(calendar_file([event(title=hostile, next_step=hostile, place=hostile)], hostile))) == 1


SHEET = DaySheet(
    "Bo Berg · Monday 2 March 2026",
    "Hours: 08:00–16:00",
    [
        Stop(
            "09:00–10:00",
            "SD-1 <script>alert(1)</script>",
            ["Acme & Co", "Access: gate\ncode 4411"],
            ["bo is away then."],
        )
    ],
)


def test_a_day_on_paper_has_each_visit_with_what_is_needed_there() -> None:
    assert as_text(SHEET).splitlines() == [
        "Bo Berg · Monday 2 March 2026", "=" * 29, "Hours: 08:00–16:00", "", "09:00–10:00  SD-1 <script>alert(1)</script>",
        "    Acme & Co", "    Access: gate", "    code 4411", "  ! bo is away then.",
    ]  # fmt: skip
    assert "No visits." in as_text(DaySheet("Bo", "Hours: –", []))


def test_long_names_wrap_within_the_page() -> None:
    long = Stop("09:00–10:00", "SD-1 " + "very cold boiler " * 10, ["Notes: " + "ring first " * 20], ["x" * 200])
    lines = as_text(DaySheet("Bo Berg " * 12, "Hours: –", [long])).splitlines()
    assert max(map(len, lines)) <= 72
    assert [line[:14].strip() for line in lines if "cold" in line][:2] == ["09:00–10:00  S", "v"]


def test_a_page_is_black_on_white_and_loads_nothing() -> None:
    page = as_page(SHEET)
    assert "color:#000;background:#fff" in page
    assert not any(sign in page for sign in ("http", "url(", "src=", "<link", "@import"))


def test_a_page_holds_what_people_wrote_as_text() -> None:
    page = as_page(SHEET)
    assert "<script" not in page
    assert "SD-1 &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Acme &amp; Co" in page
    assert "<p>" in as_page(DaySheet("Bo", "", []))
