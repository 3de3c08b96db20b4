"""The actions of lines and of the desk as a whole."""

from ..locale import N_
from .kinds import EVERYWHERE, LINE, LIVE, Action, Group, Need, Takes

_LINE, _DESK = Group.LINE, Group.DESK

# fmt: off
WRITING: tuple[Action, ...] = (
    Action("complete", ("tab",), N_("complete"), N_("Take what is offered"), LINE, _LINE, hint=1),
    Action("save_view", ("ctrl+l",), N_("save"), N_("Save the filter as a view, from its line"), LINE, _LINE, LIVE, 2,
           "save", Takes.NAME),
    Action("remove", ("ctrl+r",), N_("remove"), N_("Remove the chosen view, from their list"), LINE, _LINE, hint=3),
)

AROUND: tuple[Action, ...] = (
    Action("undo", ("u",), N_("undo"), N_("Take my last change back"), EVERYWHERE, _DESK, LIVE, 11, "undo"),
    Action("redo", ("U",), N_("redo"), N_("Do again what was taken back"), EVERYWHERE, _DESK, LIVE, 0, "redo"),
    Action("help", ("question_mark",), N_("keys"), N_("What the keys do here"), EVERYWHERE, _DESK, (), 9, "help"),
    Action("palette", ("ctrl+p",), N_("palette"), N_("Everything that can be done here, by name"), EVERYWHERE, _DESK),
    Action("theme", (), N_("theme"), N_("Set the colours of the glass"), EVERYWHERE, Group.LOOK, (), 0, "theme", Takes.THEME),
    Action("person", (), N_("add a person"), N_("Add somebody who works here: login, name, role"), EVERYWHERE, _DESK,
           (Need.LIVE, Need.ADMIN), 0, "person", Takes.SOMEBODY),
    Action("tour", (), N_("tour"), N_("Be shown the sample desk in six steps"), EVERYWHERE, _DESK, LIVE, 0, "tour"),
    Action("back", ("q",), N_("back"), N_("Back; on the board: quit"), EVERYWHERE, _DESK, hint=12),
    Action("escape", ("escape",), N_("close"),
           N_("Close what is open, then clear the marks, then the filter, then go back"), EVERYWHERE, _DESK),
    Action("quit", ("Q",), N_("quit"), N_("Quit"), EVERYWHERE, _DESK, (), 0, "quit"),
)
# fmt: on
