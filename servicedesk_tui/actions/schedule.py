"""The actions of the schedule: over its visits and days, and over the work that has no visit."""

from ..locale import N_
from .kinds import EVERYWHERE, LIVE, SCHEDULE, Action, Group, Need

_PLAN, _MOVE, _LOOK = Group.PLAN, Group.MOVE, Group.LOOK
_WRITES = (Need.LIVE, Need.WRITER, Need.PLANNER, Need.TASK)

# The hints of what needs no visit come first: a step from one onto nothing repaints little. The verbs on tasks have none here.
# fmt: off
SCHEDULING: tuple[Action, ...] = (
    Action("schedule_open", ("enter",), N_("open"), N_("Open the task of the visit, or the one without a visit"), SCHEDULE, _MOVE,
           (Need.LIVE, Need.TASK), -2),
    Action("schedule_next", ("pagedown", "ctrl+d"), N_("later"), N_("The next day or week"), SCHEDULE, _MOVE, LIVE, 7),
    Action("schedule_before", ("pageup", "ctrl+u"), N_("earlier"), N_("The day or week before"), SCHEDULE, _MOVE, LIVE),
    Action("schedule_today", ("T",), N_("today"), N_("Back to today"), SCHEDULE, _MOVE, LIVE),
    Action("schedule_week", ("w",), N_("day or week"), N_("Show the day, or the week it is in"), SCHEDULE, _LOOK, LIVE, -4),
    Action("schedule_aside", ("o",), N_("unplanned"), N_("To the work that has no visit, and back"), SCHEDULE, _MOVE, LIVE, -5),
    Action("schedule_move", ("m",), N_("move"), N_("Pick the visit up: arrows carry it, enter puts it down"), SCHEDULE, _PLAN,
           _WRITES, -1),
    Action("schedule_shorter", ("less_than_sign",), N_("shorter"), N_("15 minutes shorter"), SCHEDULE, _PLAN, _WRITES),
    Action("schedule_longer", ("greater_than_sign",), N_("longer"), N_("15 minutes longer"), SCHEDULE, _PLAN, _WRITES),
    Action("schedule_off", ("N",), N_("call off"), N_("Call the visit off"), SCHEDULE, _PLAN, _WRITES),
    Action("schedule_conflicts", ("exclamation_mark",), N_("conflicts"), N_("What is wrong in this period, and go there"),
           SCHEDULE, _PLAN, LIVE, -3),
    Action("schedule_filter", ("slash",), N_("filter"), N_("Show only the visits and work that a filter lets through"), SCHEDULE,
           Group.FIND, LIVE),
    Action("mode_schedule", ("3",), N_("schedule"), N_("To the schedule: who goes where, when"), EVERYWHERE, Group.MODE, LIVE, 0,
           "schedule"),
)
# fmt: on
