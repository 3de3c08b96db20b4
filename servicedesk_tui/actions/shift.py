"""The actions of a shift's hand-over: what is left to who comes next."""

from ..locale import N_
from .kinds import EVERYWHERE, GO, LIVE, SHIFT, Action, Group, Need

_DESK, _CHANGE = Group.DESK, Group.CHANGE
_WRITES = (Need.LIVE, Need.WRITER)

# fmt: off
HANDING: tuple[Action, ...] = (
    Action("shift_open", ("enter",), N_("open"), N_("Open the task the line is about"), SHIFT, _DESK, LIVE, 1),
    Action("shift_note", ("space",), N_("noted"), N_("Say that you have taken note of the line"), SHIFT, _CHANGE, _WRITES, 2),
    Action("shift_send", ("s",), N_("send, sign off"), N_("Send the draft; sign off what was sent, when all of it is noted"),
           SHIFT, _CHANGE, _WRITES, 3),
    Action("shift_add", ("n",), N_("add a line"), N_("Write a line of your own into the draft"), SHIFT, _CHANGE, _WRITES, 4),
    Action("shift_edit", ("e",), N_("edit"), N_("Write the line of the draft anew"), SHIFT, _CHANGE, _WRITES, 5),
    Action("shift_remove", ("X",), N_("take off"), N_("Take the line off the draft"), SHIFT, _CHANGE, _WRITES, 6),
    Action("shift_draft", ("d",), N_("draft"), N_("Draft it from what happened since the last one: yours or a team's"), SHIFT,
           _CHANGE, _WRITES, 7),
    Action("shift_list", ("L",), N_("earlier ones"), N_("Look at another shift hand-over, of those that are kept"), SHIFT, _DESK,
           LIVE, 8),
    Action("go_shift", ("b",), N_("shift hand-over"), N_("To what one shift leaves to the next"), GO, Group.FIND, LIVE, 10),
    Action("mode_shift", (), N_("shift hand-over"), N_("To what one shift leaves to the next"), EVERYWHERE, Group.MODE, LIVE, 0,
           "shift"),
)
# fmt: on
