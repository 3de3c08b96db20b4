"""What the mouse does on the schedule: a press selects a visit, a day or unplanned work, two open it, a visit that is dragged is
carried to another time or person and put down when it is let go, the wheel scrolls.

What is dragged is held as the key that moves holds it, so what speaks against it is said before.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from servicedesk_tui.actions import BY_ID, Action

from .plan_spots import Spot
from .planner import Planner
from .prompts import Press
from .schedule_page import Drawing
from .visiting import MovePrompt
from .visiting import Window as Visits
from .widgets.minibuffer import Minibuffer

QUARTER = timedelta(minutes=15)


class Window(Visits, Protocol):
    """The schedule on the glass."""

    planner: Planner
    drawing: Drawing
    minibuffer: Minibuffer

    def hush(self) -> None:
        """Say no more what was said."""
        ...

    def step(self, down: int, across: int) -> None:
        """The cursor a step on."""
        ...

    def do(self, action: Action) -> None:
        """Do what an action's key does."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...


class Taken(NamedTuple):
    """A visit that was pressed: where on the page, what lay there, and how long a cell is."""

    x: int
    spot: Spot
    start: datetime
    cell: timedelta


class PlanMouse:
    """Acts on the schedule's page. While something is asked it stays as it is."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._taken: Taken | None = None

    def press(self, x: int, y: int) -> None:
        """The cursor there; a visit may be carried from there on."""
        window, self._taken = self._window, None
        spot = window.drawing.spot(x, y)
        if spot is None or window.minibuffer.is_open:
            return
        window.hush()
        window.planner.put(*spot)
        window.moved()
        bar = window.planner.bar
        if spot.visit is not None and bar is not None:
            self._taken = Taken(x, spot, bar.start, window.drawing.cell)

    def open(self) -> None:
        """Open the task."""
        if not self._window.minibuffer.is_open and self._window.planner.task is not None:
            self._window.do(BY_ID["schedule_open"])

    def carry(self, x: int, y: int) -> None:
        """Hold the visit over another time or person."""
        window, taken = self._window, self._taken
        if taken is None:
            return
        planner = window.planner
        if planner.held is None and not window.minibuffer.is_open:
            window.do(BY_ID["schedule_move"])
        over = window.drawing.spot(x, y)
        if planner.held is None or not isinstance(window.minibuffer.prompt, MovePrompt):
            self._taken = None
            return
        row = planner.held.row if over is None or over.aside is not None else over.row
        start = taken.start + self._later(taken, x, over)
        planner.held = replace(planner.held, row=row, start=start, end=start + (planner.held.end - planner.held.start))
        planner.row = row
        window.minibuffer.prompt.look()
        window.moved()
        window.repaint_prompt()

    def drop(self) -> None:
        """Put it down where it is held."""
        taken, self._taken = self._taken, None
        if taken and self._window.planner.held and isinstance(self._window.minibuffer.prompt, MovePrompt):
            self._window.minibuffer.press(Press("enter", None))

    def wheel(self, x: int, y: int, by: int) -> None:
        """The cursor a row on, of the list that is pointed at."""
        window = self._window
        spot = window.drawing.spot(x, y)
        if window.minibuffer.is_open:
            return
        if spot and (spot.aside is None) is not (window.planner.aside is None):
            window.planner.put(*spot)
        window.step(by, 0)

    def _later(self, taken: Taken, x: int, over: Spot | None) -> timedelta:
        """How much later it is held than it was: in a week by days, else by quarters of an hour."""
        if self._window.is_by_day:
            days = 0 if over is None or over.aside is not None else over.day - taken.spot.day
            zone = self._window.session.zone
            moved = (taken.start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone)
            return moved - taken.start
        return round((x - taken.x) * taken.cell / QUARTER) * QUARTER
