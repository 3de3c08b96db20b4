"""The actions of a task's page: its parts, what is stood on, and how what happened is told."""

from ..locale import N_
from .kinds import CHANGES, LIVE, TASK, Action, Group, Need

_MOVE, _DO, _LOOK = Group.MOVE, Group.CHANGE, Group.LOOK

# fmt: off
PAGE: tuple[Action, ...] = (
    Action("page_part", ("tab",), N_("next part"), N_("To the next part: facts, what hangs on the task, what happened"), TASK,
           _MOVE, hint=7),
    Action("spot_open", ("enter",), N_("open"), N_("Open what the cursor is on: a task, a file, a line of what happened"), TASK,
           _MOVE, (Need.SPOT,), 1),
    Action("tick", ("space",), N_("tick"), N_("Tick the line of the checklist, or take its tick off"), TASK, _DO,
           (*CHANGES, Need.ITEM), 14),
    Action("item_up", ("less_than_sign",), N_("line up"), N_("Put the line of the checklist above the one before it"), TASK, _DO,
           (*CHANGES, Need.ITEM)),
    Action("item_down", ("greater_than_sign",), N_("line down"), N_("Put the line of the checklist below the next one"), TASK,
           _DO, (*CHANGES, Need.ITEM)),
    Action("spot_remove", ("X",), N_("take off"), N_("Take off what the cursor is on: a line of the checklist, a link, a note"),
           TASK, _DO, (Need.LIVE, Need.WRITER, Need.REMOVABLE)),
    Action("addresses", ("o",), N_("addresses"), N_("Open the file under the cursor; show the addresses in a note or the description, and go to one"), TASK,
           _LOOK, LIVE),
    Action("save_files", ("E",), N_("save files"), N_("Save the file under the cursor in a folder; elsewhere all of the task"),
           TASK, _LOOK, (Need.LIVE, Need.FILES)),
    Action("story_kinds", ("f",), N_("kinds"), N_("Of what happened show notes, updates, calls or changes alone, in turn"), TASK,
           _LOOK, LIVE),
    Action("story_find", ("slash",), N_("find"), N_("Of what happened show only what holds a text"), TASK, _LOOK, LIVE),
    Action("story_order", ("S",), N_("order"), N_("What happened: newest first, or oldest first"), TASK, _LOOK),
    Action("story_raw", ("R",), N_("as written"), N_("Show texts as they were written, or as they are meant"), TASK, _LOOK),
)
# fmt: on
