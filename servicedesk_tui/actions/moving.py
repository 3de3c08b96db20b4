"""The actions that move about, mark and find."""

from ..locale import N_
from .kinds import BOARD, BOTH, EVERYWHERE, GO, GRIDS, LIVE, TASK, Action, Group, Need, Takes

_MOVE, _MARK, _FIND = Group.MOVE, Group.MARK, Group.FIND
_ON = (Need.TASK,)

# fmt: off
MOVING: tuple[Action, ...] = (
    Action("left", ("h", "left"), N_("left"), N_("To the column on the left"), GRIDS, _MOVE),
    Action("down", ("j", "down"), N_("down"), N_("Down one task, or one line"), EVERYWHERE, _MOVE),
    Action("up", ("k", "up"), N_("up"), N_("Up one task, or one line"), EVERYWHERE, _MOVE),
    Action("right", ("l", "right"), N_("right"), N_("To the column on the right"), GRIDS, _MOVE),
    Action("page_down", ("ctrl+d", "pagedown"), N_("page down"), N_("Down a page"), BOTH, _MOVE),
    Action("page_up", ("ctrl+u", "pageup"), N_("page up"), N_("Up a page"), BOTH, _MOVE),
    Action("top", ("home",), N_("top"), N_("To the first one"), EVERYWHERE, _MOVE),
    Action("bottom", ("G", "end"), N_("bottom"), N_("To the last one"), EVERYWHERE, _MOVE),
    Action("next", ("J",), N_("next"), N_("The next task of the list"), TASK, _MOVE, hint=8),
    Action("previous", ("K",), N_("previous"), N_("The task before it in the list"), TASK, _MOVE),
    Action("open", ("enter",), N_("open"), N_("Open the task with its history"), BOARD, _MOVE, _ON, 1),
)

MARKING: tuple[Action, ...] = (
    Action("mark", ("space",), N_("mark"), N_("Mark the task, or take the mark off"), BOARD, _MARK, _ON),
    Action("mark_range", ("v",), N_("range"), N_("Mark from the last mark; again: the column; again: all of the board"),
           BOARD, _MARK, _ON),
)

FINDING: tuple[Action, ...] = (
    Action("filter", ("slash",), N_("filter"), N_("Show only what a filter lets through, as it is written"), BOARD,
           _FIND, LIVE, 8, "filter", Takes.FILTER),
    Action("command", ("colon",), N_("command"), N_("Write a command for the task, or the marked ones"), EVERYWHERE, _FIND),
    Action("number", ("number_sign",), N_("find"), N_("Go to a task by its number or by what it says"), BOARD, _FIND,
           LIVE, 0, "go", Takes.NUMBER),
    Action("go", ("g",), N_("go to"), N_("Go to a place: the list comes after a moment"), EVERYWHERE, _FIND),
    Action("unattended", ("O",), N_("unattended"), N_("To the tasks that nobody has, or that nobody has touched for days"),
           EVERYWHERE, _FIND, LIVE),
    Action("go_top", ("g",), N_("the first one"), N_("To the first one"), GO, _FIND, hint=1),
    Action("go_views", ("v",), N_("saved views"), N_("To a saved view"), GO, _FIND, LIVE, 2, "view", Takes.VIEW),
    Action("go_person", ("p",), N_("a person's tasks"), N_("To the tasks of a person"), GO, _FIND, LIVE, 4),
    Action("go_customer", ("c",), N_("a customer's tasks"), N_("To the tasks of a customer"), GO, _FIND, LIVE, 5),
    Action("go_unowned", ("o",), N_("tasks of nobody"), N_("To the tasks that nobody has"), GO, _FIND, LIVE, 6),
    Action("go_offered", ("a",), N_("offered to me"), N_("To what is offered to me, to accept it or return it"), GO, _FIND, LIVE,
           11),
    Action("go_history", ("h",), N_("what happened"), N_("To what happened on the desk, the latest first"), GO, _FIND, LIVE, 7),
    Action("go_undo", ("u",), N_("undo list"), N_("To my last 50 changes: see what each did, take any back"), GO, _FIND,
           (Need.LIVE, Need.WRITER), 8),
    Action("go_last", ("l",), N_("the view before"), N_("To the view or filter before this one"), GO, _FIND, LIVE, 3),
)
# fmt: on
