"""Teams as rows of the people screen: a line each, and one in full. Pure: rows of the desk in, spans out."""

from collections.abc import Sequence

from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.rows import PersonRow
from servicedesk_tui.vocabulary.staffing import CalendarView, TeamRow

from .glyphs import GLYPHS
from .keys import key_of
from .paint import clean, cut_spans, pad, pad_left
from .staff_rows import Row, calendar_name, columns, fact

_PEOPLE, _OPEN, _NOBODY = 7, 8, 10
_GIVEN = 3
"""Cells that a team's name gives to its figures, which are wider than a person's."""


def team_head(width: int) -> Row:
    """What stands in which column."""
    login, name, role, team = columns(width)
    figures = pad_left(_("people"), _PEOPLE) if role else ""
    figures += pad_left(_("tasks"), _OPEN) + pad_left(_("unowned"), _NOBODY)
    spans: Row = [(" ", ""), (pad(_("Teams"), login + name - _GIVEN), "head")]
    return cut_spans([*spans, (pad(_("lead"), role) + pad(_("calendar"), team) + figures, "dim")], width)


def team_row(one: TeamRow, here: bool, width: int) -> Row:
    """A team: its lead, calendar and people; what is open, and what of it nobody has."""
    login, name, role, team = columns(width)
    style = "cursor" if here else "bold"
    spans: Row = [
        (GLYPHS.cursor if here else " ", "accent"),
        (pad(clean(one.name), login + name - _GIVEN - 1), style),
        (" ", ""),
    ]
    if role:
        spans.append((pad(clean(one.lead or "") or GLYPHS.dash, role - 1) + " ", "dim"))
    if team:
        spans.append((pad(clean(one.calendar_key or "") or _("desk"), team - 1) + " ", "dim"))
    spans.append((pad_left(str(one.people), _PEOPLE) if role else "", ""))
    spans.append((pad_left(str(one.open_tasks), _OPEN), ""))
    return cut_spans([*spans, (pad_left(str(one.unowned), _NOBODY), "here" if one.unowned else "dim")], width)


def team_page(one: TeamRow, people: Sequence[PersonRow], calendars: Sequence[CalendarView], width: int) -> list[Row]:
    """A team in full."""
    members = [clean(person.login) for person in people if person.team == one.name and person.active]
    tasks = n_("{count} open", "{count} open", one.open_tasks).format(count=one.open_tasks)
    if one.unowned:
        tasks += f" {GLYPHS.dot} " + _("{count} unowned").format(count=one.unowned)
    nobody = _("nobody: {key} on a person gives it somebody").format(key=key_of("staff_edit"))
    facts = (
        (_("lead"), clean(one.lead or "") or _("nobody: {key} says who").format(key=key_of("staff_edit"))),
        (_("calendar"), calendar_name(one.calendar_key, calendars)),
        (_("people"), f" {GLYPHS.dot} ".join(members) or nobody),
        (_("tasks"), tasks),
    )
    title: Row = [(clean(one.name), "bold"), (f"  {_('team')}", "dim")]
    return [cut_spans(title, width), [], *(row for name, said in facts for row in fact(name, [said], width))]
