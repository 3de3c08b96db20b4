"""The actions of the workload: over its days and people, and over the tasks behind a cell."""

from ..locale import N_
from .kinds import LIVE, MORE, WORKLOAD, WRITES, Action, Group, Need, Takes

_PLAN, _MOVE, _LOOK = Group.PLAN, Group.MOVE, Group.LOOK
_ON = (Need.LIVE, Need.WRITER)

# fmt: off
LOADING: tuple[Action, ...] = (
    Action("load_open", ("enter",), N_("tasks"), N_("To the tasks behind the cell; on one of them: open it"), WORKLOAD, _MOVE,
           LIVE, 1),
    Action("load_next", ("pagedown", "ctrl+d"), N_("later"), N_("The next period"), WORKLOAD, _MOVE, LIVE, 6),
    Action("load_before", ("pageup", "ctrl+u"), N_("earlier"), N_("The period before"), WORKLOAD, _MOVE, LIVE),
    Action("load_today", ("T",), N_("today"), N_("Back to the period of today"), WORKLOAD, _MOVE, LIVE),
    Action("load_mark", ("space",), N_("mark"), N_("Mark the task, or take the mark off"), WORKLOAD, Group.MARK, LIVE),
    Action("load_move", ("m",), N_("move"), N_("Pick tasks up: arrows to another person or day, enter puts them down"),
           WORKLOAD, _PLAN, _ON, 2),
    Action("who", ("a",), N_("who could take it"), N_("Who could take the task, best first, and why the others not"),
           WORKLOAD | MORE, _PLAN, WRITES, 4, "who"),
    Action("load_why", ("exclamation_mark",), N_("why"), N_("How the hours of the cell come about"), WORKLOAD, _PLAN, LIVE, 3),
    Action("load_group", ("S",), N_("group"), N_("People, teams or skills; days or weeks"), WORKLOAD, _LOOK, LIVE, 5),
    Action("load_filter", ("slash",), N_("filter"), N_("Count only what a filter lets through"), WORKLOAD, Group.FIND, LIVE, 7,
           "only", Takes.FILTER),
)
# fmt: on
