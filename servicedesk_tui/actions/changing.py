"""The actions that change tasks: with a key of their own, and those behind `,`."""

from ..locale import N_
from .kinds import BOARD, BOTH, CHANGES, OPENS, WRITES, Action, Group, Need, Takes

_DO = Group.CHANGE

# fmt: off
CHANGING: tuple[Action, ...] = (
    Action("add", ("n",), N_("new"), N_("Add a task in one line"), BOARD, _DO, (Need.LIVE, Need.WRITER), 7, "add",
           Takes.TASK),
    Action("assign", ("a",), N_("assign"), N_("Give the task an owner"), BOTH, _DO, CHANGES, 2, "assign", Takes.PERSON),
    Action("take", ("i",), N_("take"), N_("Take it: make me the owner"), BOTH, _DO, WRITES, 0, "take"),
    Action("status", ("s",), N_("status"), N_("Set the status, reopen, or close with a reason"), BOTH, _DO, CHANGES, 3,
           "status", Takes.STATUS),
    Action("done", ("d",), N_("done"), N_("Done"), BOTH, _DO, OPENS, 10, "done"),
    Action("status_left", ("H",), N_("move left"), N_("Move the task one column to the left"), BOARD, _DO, CHANGES),
    Action("status_right", ("L",), N_("move right"), N_("Move the task one column to the right"), BOARD, _DO, CHANGES),
    Action("priority", ("p",), N_("priority"), N_("Set impact and urgency in a box of three by three"), BOTH, _DO,
           CHANGES, 4, "priority", Takes.PRIORITY),
    Action("urgency_up", ("plus",), N_("more urgent"), N_("One step more urgent"), BOTH, _DO, CHANGES),
    Action("urgency_down", ("minus",), N_("less urgent"), N_("One step less urgent"), BOTH, _DO, CHANGES),
    Action("due", ("D",), N_("due"), N_("Say when it is due"), BOTH, _DO, CHANGES, 5, "due", Takes.DUE),
    Action("note", ("c",), N_("note"), N_("Write a note that the team sees"), BOTH, _DO, WRITES, 6, "note", Takes.TEXT),
    Action("tags", ("t",), N_("tags"), N_("Add tags, or take them off with a minus"), BOTH, _DO, CHANGES, 0, "tag",
           Takes.TAGS),
)

# fmt: on
