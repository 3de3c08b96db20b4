"""The list of the people screen: people, teams and calendars under each other."""

from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk_tui.locale import _

from .paint import cut_spans
from .staff_rows import Row, Staff, calendar_row, person_head, person_row
from .team_rows import team_head, team_row


def list_rows(staff: Staff, width: int, now: datetime, tz: ZoneInfo) -> tuple[list[Row], list[int]]:
    """The list, and the row of each that can be chosen."""
    rows: list[Row] = [person_head(width)]
    places: list[int] = []

    def add(row: Row) -> None:
        places.append(len(rows))
        rows.append(row)

    def is_here() -> bool:
        return len(places) == staff.cursor

    for person in staff.people:
        add(person_row(person, is_here(), width, now, tz))
    if staff.teams:
        rows += [[], team_head(width)]
    for team in staff.teams:
        add(team_row(team, is_here(), width))
    rows += [[], cut_spans([(" ", ""), (_("Calendars"), "head")], width)]
    for calendar in staff.calendars:
        add(calendar_row(calendar, is_here(), width))
    return rows, places
