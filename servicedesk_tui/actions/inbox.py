"""The actions of the inbox: what reached me, and what I want to be reminded of."""

from ..locale import N_
from .kinds import EVERYWHERE, GO, INBOX, LIVE, ON_TASKS, READS, Action, Group, Takes

_DESK, _CHANGE = Group.DESK, Group.CHANGE

# fmt: off
TELLING: tuple[Action, ...] = (
    Action("remind", ("r",), N_("remind"), N_("Be reminded of it: at a moment, before it is due or visited, when it wakes"), ON_TASKS,
           _CHANGE, READS, 0, "remind", Takes.REMINDER),
    Action("inbox_open", ("enter",), N_("open"), N_("Open the task it is about"), INBOX, _DESK, LIVE, 1),
    Action("inbox_clear", ("space",), N_("cleared"), N_("It is seen to: clear it, or put it back"), INBOX, _CHANGE, LIVE, 2),
    Action("inbox_clear_task", ("C",), N_("clear the task"), N_("Clear all about this task"), INBOX, _CHANGE, LIVE),
    Action("inbox_later", ("z",), N_("later"), N_("Out of sight until a moment, then again"), INBOX, _CHANGE, LIVE, 3),
    Action("inbox_mute", ("m",), N_("mute"), N_("Hear no more of the task but what is meant for me by name; or again"), INBOX, _CHANGE,
           LIVE, 4),
    Action("inbox_remind", ("r",), N_("remind"), N_("Be reminded of the task it is about"), INBOX, _CHANGE, LIVE),
    Action("inbox_add", ("n",), N_("remind me"), N_("Be reminded of something that is no task"), INBOX, _CHANGE, LIVE, 5),
    Action("inbox_coming", ("L",), N_("to come"), N_("The reminders that are still to come: open their tasks, take them off"), INBOX,
           _DESK, LIVE, 6),
    Action("inbox_all", ("a",), N_("all"), N_("Show what was cleared or put off too, or only what is new"), INBOX, _DESK, LIVE, 7),
    Action("inbox_how", ("P",), N_("how I am told"), N_("What reaches me how, when it is quiet, and what is collected"), INBOX, _DESK,
           LIVE, 8),
    Action("inbox_drop", ("X",), N_("take off"), N_("Take the reminder off that this comes from"), INBOX, _CHANGE, LIVE),
    Action("go_inbox", ("n",), N_("inbox"), N_("To my inbox: reminders, and what others did that concerns me"), GO, Group.FIND, LIVE,
           12),
    Action("mode_inbox", (), N_("inbox"), N_("To my inbox: reminders, and what others did that concerns me"), EVERYWHERE, Group.MODE,
           LIVE, 0, "inbox"),
)
# fmt: on
