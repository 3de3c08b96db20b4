"""Tasks held over the workload: arrows carry them to another person or day, what that does to both is said before they are
put down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.planning import LoadBy, ShiftQuestion, ShiftWork
from servicedesk_tui.vocabulary.plans import ShiftView

from .asking import Asking, Speaker
from .glyphs import GLYPHS
from .keys import key_of
from .loads import hours
from .paint import clean
from .parts import PartsPane
from .prompts import Press, Row
from .textline import TextLine
from .widgets.workload import LoadGrid

REST = 0.08
Seen = Mapping[int, Mapping[str, Any]]
_STEPS = {
    "h": (0, -1), "left": (0, -1), "l": (0, 1), "right": (0, 1), "k": (-1, 0), "up": (-1, 0), "j": (1, 0), "down": (1, 0),
}  # fmt: skip


class Window(Speaker, Protocol):
    """The workload on the glass."""

    pane: PartsPane
    by: LoadBy
    weeks: bool

    @property
    def grid(self) -> LoadGrid:
        """The cells."""
        ...

    def is_closed(self, task: int) -> bool:
        """True for a task that is known to be closed."""
        ...

    def repaint_prompt(self) -> None:
        """Paint the open prompt as it is now."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """What is carried, from whom and which day."""

    tasks: tuple[int, ...]
    key: int
    day: date


class Carrying:
    """Carries tasks over one workload."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._asking = Asking(window)

    def pick_up(self) -> None:
        """Hold the chosen tasks, else all behind the cell."""
        window, row, cell = self._window, self._window.grid.at, self._window.grid.cell
        if window.by is not LoadBy.PERSON:
            window.say(_("Tasks are moved between people: {keys} shows them.").format(keys=key_of("load_group")))
            return
        parts = window.pane.chosen() or list(window.pane.parts)
        tasks = tuple(dict.fromkeys(part.task for part in parts if not window.is_closed(part.task)))
        if parts and not tasks:
            window.say(_("What is closed stays where it is."))
            return
        if row is None or cell is None or not tasks:
            window.say(_("Nothing is booked here."))
            return
        window.open_prompt(CarryPrompt(window, Held(tasks, row.key, cell.day), self._put_down))

    def _put_down(self, held: Held, key: int, day: date, seen: Seen) -> None:
        if (key, day) == (held.key, held.day):
            self._window.say(_("Left as it was."))
            return
        self._window.pane.cursor = None
        self._asking.send(ShiftWork(tasks=held.tasks, person=key, day=None if day == held.day else day, base=seen))


class CarryPrompt:
    """Arrows carry, enter puts down, anything else leaves it."""

    line: TextLine | None = None
    draft: str | None = None

    def __init__(self, window: Window, held: Held, put: Any) -> None:
        self.label = _("{count} held: arrows carry, enter puts down, escape leaves").format(count=len(held.tasks))
        self._window = window
        self._held = held
        self._put = put
        self._view: ShiftView | None = None
        self._row, self._day = window.grid.row, window.grid.day
        self._soon: Any = None
        window.grid.pick((self._row, self._day))
        self._look()

    def rows(self) -> list[Row]:
        """Both loads before and after, and what speaks against it."""
        if self._view is None:
            return [[("", "")]]
        row: Row = []
        for change in self._view.changes:
            over = change.after > change.available
            row += [
                (f"{clean(change.login)} ", "bold"),
                (f"{hours(change.before)} {GLYPHS.arrow} {hours(change.after)}", "urgent" if over else ""),
                (f" / {hours(change.available)} {_('h')}   ", "dim"),
            ]
        return [row or [(_("here it is now"), "dim")], *([(clean(one), "alarm")] for one in self._view.warnings[:3])]

    def key(self, press: Press) -> bool:
        """Carry, put down, or leave."""
        step = _STEPS.get(press.key)
        view = self._window.grid.view
        if step and view is not None:
            self._row = max(0, min(self._row + step[0], len(view.rows) - 1))
            self._day = max(0, min(self._day + step[1], len(view.days) - 1))
            self._window.grid.pick((self._row, self._day))
            self._look()
            return False
        self.left()
        if press.key == "enter" and view is not None:
            seen = self._view.seen if self._view else {}
            self._put(self._held, view.rows[self._row].key, view.days[self._day], seen)
        return True

    def left(self) -> None:
        """Hold nothing any more."""
        self._window.grid.pick(None)

    def _look(self) -> None:
        if self._soon:
            self._soon.stop()
        self._soon = self._window.set_timer(REST, self._ask)

    def _ask(self) -> None:
        view = self._window.grid.view
        if view is None or self._window.grid.picked is None:
            return
        person, day = view.rows[self._row].key, view.days[self._day]
        question = ShiftQuestion(tasks=self._held.tasks, person=person, day=None if day == self._held.day else day)
        self._window.session.ask(question, "shift", self._take)

    def _take(self, view: ShiftView) -> None:
        self._view = view
        self._window.repaint_prompt()
