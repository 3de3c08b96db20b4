"""The actions that change tasks: with a key of their own, and those behind `,`."""

from ..locale import N_
from .kinds import BOARD, BOTH, CHANGES, DAY, MORE, ON_TASKS, OPENS, READS, WRITES, Action, Group, Need, Takes

_DO, _AND = Group.CHANGE, Group.MORE
_OFFERED = (*WRITES, Need.OFFERED)
_REPEATS = (*CHANGES[:3], Need.REPEAT)

# fmt: off
CHANGING: tuple[Action, ...] = (
    Action("add", ("n",), N_("new"), N_("Add a task in one line"), BOARD, _DO, (Need.LIVE, Need.WRITER), 7, "add",
           Takes.TASK),
    Action("assign", ("a",), N_("assign"), N_("Give the task an owner"), ON_TASKS, _DO, CHANGES, 2, "assign", Takes.PERSON),
    Action("take", ("i",), N_("take"), N_("Take it: make me the owner"), ON_TASKS, _DO, WRITES, 0, "take"),
    Action("hand_over", ("A",), N_("hand over"), N_("Offer it to somebody else, with what they need to know; or withdraw that"),
           ON_TASKS, _DO, OPENS, 0, "handover", Takes.PERSON),
    Action("accept", ("y",), N_("accept"), N_("Accept what is offered to you"), BOTH | DAY, _DO, _OFFERED, -2, "accept"),
    Action("return_it", ("N",), N_("return"), N_("Return what is offered to you, with a word"), BOTH | DAY, _DO, _OFFERED, -1, "return",
           Takes.TEXT),
    Action("status", ("s",), N_("status"), N_("Set the status, reopen, or close with a reason"), ON_TASKS, _DO, CHANGES, 3,
           "status", Takes.STATUS),
    Action("done", ("d",), N_("done"), N_("Done"), ON_TASKS, _DO, OPENS, 10, "done"),
    Action("status_left", ("H",), N_("move left"), N_("Move the task one column to the left"), BOARD, _DO, CHANGES),
    Action("status_right", ("L",), N_("move right"), N_("Move the task one column to the right"), BOARD, _DO, CHANGES),
    Action("priority", ("p",), N_("priority"), N_("Set impact and urgency in a box of three by three"), ON_TASKS, _DO,
           CHANGES, 4, "priority", Takes.PRIORITY),
    Action("urgency_up", ("plus",), N_("more urgent"), N_("One step more urgent"), BOTH, _DO, CHANGES),
    Action("urgency_down", ("minus",), N_("less urgent"), N_("One step less urgent"), BOTH, _DO, CHANGES),
    Action("due", ("D",), N_("due"), N_("Say when it is due"), ON_TASKS, _DO, CHANGES, 5, "due", Takes.DUE),
    Action("plan", ("P",), N_("plan a visit"), N_("Plan its owner's visit, move it, or call it off"), ON_TASKS, _DO,
           (*OPENS, Need.PLANNER), 0, "plan", Takes.MOMENT),
    Action("put_off", ("z",), N_("put off"), N_("Snooze it in the inbox; elsewhere, let it wait until a moment"), ON_TASKS, _DO,
           OPENS, 0, "wait", Takes.MOMENT),
    Action("note", ("c",), N_("note"), N_("Write a note that the team sees; Tab gives it room"), ON_TASKS, _DO, WRITES, 6, "note", Takes.TEXT),
    Action("update", ("C",), N_("customer update"), N_("Write what the customer is told: kept with the task, marked as theirs"),
           ON_TASKS, _DO, WRITES, 0, "update", Takes.TEXT),
    Action("edit", ("e",), N_("edit"), N_("Edit the title, or the line the cursor is on; Tab: title and text in your editor"), ON_TASKS, _DO, CHANGES, 0,
           "title", Takes.TEXT),
    Action("tags", ("t",), N_("tags"), N_("Add tags, or take them off with a minus"), ON_TASKS - DAY, _DO, CHANGES, 0, "tag",
           Takes.TAGS),
    Action("higher", ("K",), N_("move up"), N_("Put it above the task before it"), BOARD, _DO, OPENS),
    Action("lower", ("J",), N_("move down"), N_("Put it below the next task"), BOARD, _DO, OPENS),
    Action("repeat", ("full_stop",), N_("repeat"), N_("Do the last change again, to this task or the marked ones"), BOTH, _DO,
           _REPEATS, 0, "repeat"),
    Action("more", ("comma",), N_("more"), N_("More for the task: the list comes after a moment"), ON_TASKS, _DO,
           (Need.TASK,), 13),
)

AFTER_COMMA: tuple[Action, ...] = (
    Action("next_step", ("n",), N_("next step"), N_("Say in a line what happens next"), MORE, _AND, CHANGES, 1, "next",
           Takes.TEXT),
    Action("customer", ("c",), N_("customer"), N_("Say who it is for"), MORE, _AND, CHANGES, 2, "customer",
           Takes.CUSTOMER),
    Action("block", ("b",), N_("block"), N_("Say what stops it, or that nothing does any more"), MORE, _AND, OPENS, 3,
           "block", Takes.TEXT),
    Action("item", ("k",), N_("checklist item"), N_("Add a line to its checklist; several pasted lines are added at once"), MORE, _AND, OPENS, 9, "item",
           Takes.TEXT),
    Action("link", ("l",), N_("link"), N_("Link it to another task"), MORE, _AND, WRITES, 5),
    Action("split", ("s",), N_("split"), N_("Add a task that is a part of it; on a note, make a task of the note"), MORE, _AND, OPENS, 6),
    Action("watch", ("w",), N_("watch"), N_("Watch it, or watch it no longer"), MORE, _AND, READS, 7, "watch"),
    Action("pin", ("p",), N_("pin"), N_("Pin the note under the cursor above what happened, or let it go back"), MORE, _AND,
           (Need.LIVE, Need.WRITER, Need.NOTED), 10),
    Action("attach", ("f",), N_("file"), N_("Keep files with it, or addresses"), MORE, _AND, WRITES, 11, "attach", Takes.TEXT),
    Action("timer", ("t",), N_("timer"), N_("Start my timer for it, or stop it; one that runs for another stops"), MORE, _AND,
           WRITES, 12, "timer"),
    Action("log_time", ("h",), N_("time spent"), N_("Enter time that was spent on it"), MORE, _AND, WRITES, 13, "spent",
           Takes.TEXT),
    Action("yank", ("y",), N_("copy"), N_("Copy reference and title to the clipboard"), MORE, _AND, (Need.TASK,), 8,
           "copy"),
)

# fmt: on
