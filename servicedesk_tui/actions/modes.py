"""The actions that say where one works: the modes, each a screen that is there again as it was left."""

from ..locale import N_
from .kinds import EVERYWHERE, LIVE, Action, Group

_MODE = Group.MODE

# fmt: off
MODES: tuple[Action, ...] = (
    Action("mode_board", ("1",), N_("board"), N_("To the board"), EVERYWHERE, _MODE, (), 0, "board"),
    Action("mode_workload", ("4",), N_("workload"), N_("To the workload: who has how much, when"), EVERYWHERE, _MODE, LIVE, 0,
           "workload"),
)
# fmt: on
