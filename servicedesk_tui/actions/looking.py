"""The actions that say how the board looks: what its columns stand for, its order, its cards."""

from ..locale import N_
from .kinds import BOARD, LIVE, LOOK, Action, Group, Need, Takes

_LOOK = Group.LOOK

# fmt: off
LOOKING: tuple[Action, ...] = (
    Action("preview", ("0",), N_("preview"), N_("Show the task beside the board, or in its place where that is narrow"),
           BOARD, _LOOK),
    Action("look", ("S",), N_("sort and group"), N_("Say what the columns stand for, their order, and how cards look"), BOARD,
           _LOOK),
)

AFTER_S: tuple[Action, ...] = (
    Action("by_status", ("s",), N_("by status"), N_("A column a status"), LOOK, _LOOK, LIVE, 1, "by", Takes.GROUPING),
    Action("by_owner", ("o",), N_("by owner"), N_("A column a person"), LOOK, _LOOK, LIVE, 2),
    Action("by_customer", ("c",), N_("by customer"), N_("A column a customer"), LOOK, _LOOK, LIVE, 3),
    Action("by_priority", ("p",), N_("by priority"), N_("A column a priority"), LOOK, _LOOK, LIVE, 4),
    Action("by_team", ("t",), N_("by team"), N_("A column a team"), LOOK, _LOOK, LIVE, 5),
    Action("sort_board", ("b",), N_("board order"), N_("By priority, then as they were put"), LOOK, _LOOK, LIVE, 6),
    Action("sort_due", ("d",), N_("due first"), N_("What is due first comes first"), LOOK, _LOOK, LIVE, 7),
    Action("sort_changed", ("u",), N_("changed last"), N_("What was changed last comes first"), LOOK, _LOOK, LIVE, 8),
    Action("sort_oldest", ("a",), N_("oldest first"), N_("What was added first comes first"), LOOK, _LOOK, LIVE, 9),
    Action("cards_line", ("1",), N_("cards in a line"), N_("One row a card"), LOOK, _LOOK, (), 10),
    Action("cards_short", ("2",), N_("cards in two rows"), N_("Two rows a card"), LOOK, _LOOK, (), 11),
    Action("cards_full", ("3",), N_("cards in full"), N_("Five rows a card"), LOOK, _LOOK, (), 12),
    Action("fold", ("f",), N_("fold this column"), N_("Show the head of this column only"), LOOK, _LOOK, (), 13),
    Action("hide", ("h",), N_("hide this column"), N_("Leave this column out"), LOOK, _LOOK, (), 14),
    Action("show_columns", ("x",), N_("show all columns"), N_("Show what was hidden or folded"), LOOK, _LOOK, (), 15),
    Action("limit", ("w",), N_("limit of this column"), N_("Say how many tasks this status should hold at most"), LOOK, _LOOK,
           (Need.LIVE, Need.ADMIN), 16, "limit", Takes.NUMBER),
)
# fmt: on
