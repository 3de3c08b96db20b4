"""The actions of my day: where one is, where one goes, and what comes next."""

from ..locale import N_
from .kinds import DAY, EVERYWHERE, GO, LIVE, READS, WRITES, Action, Group, Need

_MOVE, _DO, _LOOK = Group.MOVE, Group.CHANGE, Group.LOOK
_REPORTS = (Need.LIVE, Need.WRITER, Need.VISIT)

# fmt: off
DAYTIME: tuple[Action, ...] = (
    Action("day_open", ("enter",), N_("open"), N_("Open the task the line is about"), DAY, _MOVE, READS, 1),
    Action("day_part", ("tab",), N_("next part"), N_("To the next part: visits, what is due, what to do next"), DAY, _MOVE),
    Action("day_way", ("w",), N_("on my way"), N_("Say that you are on your way to the visit"), DAY, _DO, _REPORTS, -5),
    Action("day_arrived", ("v",), N_("arrived"), N_("Say that you have arrived; the task begins"), DAY, _DO, _REPORTS, -4),
    Action("day_left", ("L",), N_("leave"), N_("Say that you have left, and that more is to be done another time"), DAY, _DO, _REPORTS, -3),
    Action("day_timer", ("t",), N_("timer"), N_("Start my timer for the task, or stop it"), DAY, _DO, WRITES, 7),
    Action("day_seen", ("space",), N_("seen to"), N_("The reminder is seen to: it does not come any more"), DAY, _DO,
           (Need.LIVE, Need.REMINDER)),
    Action("day_whole", ("f",), N_("all, or a screen"), N_("Show every line, or as many of each part as fit on the screen"), DAY,
           _LOOK, LIVE, 8),
    Action("go_day", ("m",), N_("my day"), N_("To my day: visits, what is due, what to do next"), GO, Group.FIND, LIVE, -1),
    Action("mode_day", (), N_("my day"), N_("To my day: visits, what is due, what to do next"), EVERYWHERE, Group.MODE, LIVE, 0,
           "day"),
)
# fmt: on
