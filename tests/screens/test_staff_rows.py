"""How people, teams and calendars are listed, from rows made by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from screens.paint import spans_width
from screens.staff_list import list_rows
from screens.staff_rows import Row, Staff, calendar_rows
from screens.team_rows import team_page
from servicedesk_tui.vocabulary.enums import Role
from servicedesk_tui.vocabulary.rows import PersonRow
from servicedesk_tui.vocabulary.staffing import CalendarView, TeamRow

NOW = datetime(2026, 3, 3, 9, 20, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
BO = PersonRow(
    1, "bo", "Bo Berg", Role.AGENT, "field", True, "bo@example", "", "en", 19, weekly_minutes=2220, wip=4, wip_cap=6
)
EVA = replace(BO, id=2, login="eva", name="Eva Lund", wip=7)
OWN = CalendarView("", "", "Europe/Copenhagen", dict.fromkeys(range(1, 6), ((480, 960),)), {}, 0, NOW)
NIGHT = replace(OWN, key="night", name="Night", version=2, teams=("field", "guard"), customers=("Acme Køl",))
FIELD = TeamRow(1, "field", "bo", "night", 2, 31, 3)
OFFICE = TeamRow(2, "office", None, None, 0, 0)
STAFF = Staff((BO, EVA), (FIELD, OFFICE), (OWN, NIGHT))


def text(row: Row) -> str:
    return "".join(said for said, _style in row)


def listed(width: int = 80) -> list[str]:
    return [text(row) for row in list_rows(STAFF, width, NOW, ZONE)[0]]


@pytest.mark.parametrize("width", [45, 60, 62, 76, 80, 120])
def test_every_row_fits_and_says_what_is_begun_against_the_cap(width: int) -> None:
    rows, places = list_rows(STAFF, width, NOW, ZONE)
    assert all(spans_width(row) <= width for row in rows)
    assert len(places) == STAFF.count == 6
    said = [text(row) for row in rows]
    assert " 4/6" in said[places[0]]
    assert "7/6‼" in said[places[1]]
    assert "37 h" in said[places[0]]
    assert said[places[2]].startswith(" field")
    assert " 31" in said[places[2]]
    assert said[places[2]].rstrip().endswith(" 3")


def test_a_team_says_who_leads_it_by_which_calendar_and_what_nobody_has() -> None:
    said = "\n".join(listed())
    assert "lead         calendar    people   tasks   unowned" in said
    assert "bo           night            2      31         3" in said
    page = "\n".join(text(row) for row in team_page(FIELD, STAFF.people, STAFF.calendars, 60))
    for seen in ("lead        bo", "calendar    Night", "people      bo · eva", "31 open · 3 unowned"):
        assert seen in page
    empty = "\n".join(text(row) for row in team_page(OFFICE, STAFF.people, STAFF.calendars, 60))
    for seen in ("nobody: e says who", "the desk's own", "nobody: e on a person gives it somebody"):
        assert seen in empty


def test_a_calendar_says_who_works_by_it() -> None:
    assert "40 h a week · field · guard · Acme Køl" in listed(120)[-1]
    page = "\n".join(text(row) for row in calendar_rows(NIGHT, 60, NOW))
    assert "field · guard" in page
    assert "customers   Acme Køl" in page
    many = replace(NIGHT, customers=tuple(f"C{n}" for n in range(12)))
    assert "C11 · …" in "\n".join(text(row) for row in calendar_rows(many, 80, NOW))


def test_the_cursor_stays_on_what_it_was_on() -> None:
    staff = replace(STAFF, cursor=3)
    assert staff.team == OFFICE
    staff.take(people=(BO,))
    assert staff.team == OFFICE
    staff.take(teams=(OFFICE,))
    assert staff.team == OFFICE
    staff.take(teams=())
    assert staff.chosen is not None
    staff.cursor = staff.count - 1
    assert staff.calendar == NIGHT
    staff.take(teams=(FIELD, OFFICE), calendars=(OWN, replace(NIGHT, version=3)))
    assert staff.calendar is not None
    assert staff.calendar.version == 3
