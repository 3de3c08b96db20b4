"""The actions of the people screen: who works here, when, what they can do; and the working calendars."""

from ..locale import N_
from .kinds import EVERYWHERE, GO, LIVE, PEOPLE, Action, Group, Need

_DESK, _MOVE, _CHANGE = Group.DESK, Group.MOVE, Group.CHANGE
_SETS = (Need.LIVE, Need.ADMIN)
_WRITES = (Need.LIVE, Need.WRITER)

# fmt: off
STAFFING: tuple[Action, ...] = (
    Action("staff_add", ("n",), N_("add a person"), N_("Add somebody who works here: login, name, role"), PEOPLE, _CHANGE, _SETS,
           6),
    Action("staff_edit", ("e", "enter"), N_("edit"), N_("Choose a field of the person or calendar, and set it"), PEOPLE, _CHANGE,
           _SETS, 1),
    Action("staff_hours", ("w",), N_("hours"), N_("Write the working hours, as in mon-fri 8-12 12.30-16"), PEOPLE, _CHANGE,
           _SETS, 2),
    Action("staff_away", ("b",), N_("away"), N_("Say when the person is away; of a calendar, which day is another"), PEOPLE,
           _CHANGE, _WRITES, 3),
    Action("staff_absences", ("B",), N_("change absences"), N_("Change an absence or a calendar's day, or take it off"), PEOPLE,
           _CHANGE, _WRITES, 5),
    Action("staff_cover", ("h",), N_("hand over"), N_("Hand the person's open tasks over while they are away"), PEOPLE,
           _CHANGE, _WRITES, 8),
    Action("staff_skill", ("s",), N_("skills"), N_("Say what the person can do, at level 1, 2 or 3"), PEOPLE, _CHANGE, _SETS, 4),
    Action("staff_leave", ("X",), N_("leaves"), N_("The person leaves, or is here again; asks who gets the tasks"), PEOPLE,
           _CHANGE, _SETS),
    Action("staff_calendar", ("C",), N_("add a calendar"), N_("Add a working calendar, for a team or a customer"), PEOPLE,
           _CHANGE, _SETS),
    Action("staff_team", ("T",), N_("add a team"), N_("Add a team; e gives it a lead and a calendar"), PEOPLE, _CHANGE, _SETS),
    Action("staff_holidays", ("H",), N_("holidays"), N_("Look through a country's holidays, and close the days that count"),
           PEOPLE, _CHANGE, _SETS, 7),
    Action("staff_down", ("pagedown", "ctrl+d"), N_("read on"), N_("Read on in what is shown of the person"), PEOPLE, _MOVE),
    Action("staff_up", ("pageup", "ctrl+u"), N_("read back"), N_("Read back in what is shown of the person"), PEOPLE, _MOVE),
    Action("go_people", ("w",), N_("who works here"), N_("To the people, their hours and absences, and the calendars"), GO,
           Group.FIND, LIVE, 9),
    Action("mode_people", (), N_("people"), N_("To the people, their hours and absences, and the calendars"), EVERYWHERE,
           Group.MODE, LIVE, 0, "people"),
)
# fmt: on
