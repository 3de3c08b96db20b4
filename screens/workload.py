"""The workload: who has how much, when; the tasks behind each cell; handing them to another person or day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.planning import CellQuestion, LoadBy, WorkloadQuestion
from servicedesk_tui.vocabulary.plans import CellView, WorkloadView
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import Card

from .carrying import Carrying
from .desk_screen import DeskScreen
from .filtering import fault_of
from .glyphs import GLYPHS
from .load_mouse import GridMouse, PartsMouse
from .loads import title_row
from .messages import ModeWanted, TaskOpened
from .paint import Span, clean
from .parts import PartsPane, cell_head, day_words
from .prompts import PickPrompt, TextPrompt
from .session import Session
from .widgets.pointed import PointedGrid

REST = 0.08
"""Seconds the cursor rests on a cell before what is behind it is read."""
MINUTE = 60.0
_GROUPS = ("people", "teams", "skills", "days", "weeks")


class WorkloadScreen(DeskScreen):
    """Reads the workload of a period, and what is behind the cell under the cursor."""

    scope = Scope.WORKLOAD

    def __init__(self, session: Session) -> None:
        self.grid = PointedGrid(id="load")
        self.pane = PartsPane(id="parts")
        self.session = session
        self.carrying = Carrying(self)
        self.grid.hand, self.pane.hand = GridMouse(self), PartsMouse(self)
        super().__init__(session)
        self.view: WorkloadView | None = None
        self.by = LoadBy.PERSON
        self.weeks = False
        self.filter = ""
        self.start = self._this_period()
        self._cards: dict[int, Card] = {}
        self._rest: Timer | None = None

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of the workload."""
        return {
            "left": lambda: self._move(0, -1),
            "right": lambda: self._move(0, 1),
            "up": lambda: self._move(-1, 0),
            "down": lambda: self._move(1, 0),
            "top": lambda: self._move(-10_000, 0),
            "bottom": lambda: self._move(10_000, 0),
            "load_open": self._open,
            "load_next": lambda: self._turn(1),
            "load_before": lambda: self._turn(-1),
            "load_today": self._today,
            "load_mark": self._mark,
            "load_move": self.carrying.pick_up,
            "load_why": self._explain,
            "load_group": self._group,
            "load_filter": self._write_filter,
            "escape": self._escape,
            "back": self._back,
        }

    def worded_moves(self) -> dict[str, Callable[[str], str | None]]:
        """What commands do with their words."""
        return {"load_filter": self._filter_by}

    def body(self) -> Widget:
        """The grid over the parts."""
        return Vertical(self.grid, self.pane, id="loads")

    def targets(self) -> list[Card]:
        """The tasks that are chosen among those behind the cell."""
        return [self._cards[part.task] for part in self.pane.chosen() if part.task in self._cards]

    def is_closed(self, task: int) -> bool:
        """True for a task behind the cell that is known to be closed."""
        card = self._cards.get(task)
        return card is not None and not card.category.is_open

    def cursor_cell(self) -> tuple[int, int]:
        """The cell, or the part when the cursor is among them."""
        return self.grid.cursor_cell

    def on_mount(self) -> None:
        """Read it; let the minutes go by."""
        self.set_interval(MINUTE, self.read)

    def on_screen_resume(self) -> None:
        """Back from a task, or from another mode."""
        self.settle()
        self.read()

    def title_row(self, width: int) -> list[Span]:
        """What is shown, and the team's figures."""
        return title_row(self.view, self._place(), self.session.who, width)

    def show_done(self, done: Done) -> None:
        """Read what a command changed."""
        if done.batch is not None:
            self.pane.marks.clear()
        self.read(leads=True)

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self, *, leads: bool = False) -> None:
        """Read the period again; `leads` where the next key waits for it."""
        if self.session.is_live and self.is_current:
            days = 4 if self.weeks else 5
            question = WorkloadQuestion(start=self.start, days=days, weeks=self.weeks, by=self.by, filter=self.filter)
            self.session.ask(question, "workload", self._take, self.refused, leads=leads)

    def _take(self, view: WorkloadView) -> None:
        if self.view is None and view.today in view.days:
            self.grid.day = view.days.index(view.today)
        self.view = view
        self.grid.show(view)
        self.settle()
        self._read_cell()

    def _read_cell(self) -> None:
        row, cell = self.grid.at, self.grid.cell
        if row is None or cell is None:
            self.pane.fill(None, [], self.session.now())
            return
        days = 7 if self.weeks else 1
        question = CellQuestion(key=row.key, start=cell.day, days=days, by=self.by, filter=self.filter)
        self.session.ask(question, "cell", self._take_cell)

    def _take_cell(self, view: CellView) -> None:
        row, cell = self.grid.at, self.grid.cell
        if row is None or cell is None:
            return
        head = cell_head(row, [day_words(cell.day)], view.booked, view.available)
        self.pane.fill(view, head, self.session.now())
        tasks = tuple(dict.fromkeys(part.task for part in view.parts))
        self.session.ask(CardsQuestion(ids=tasks), "cell-cards", self._take_cards)

    def _take_cards(self, cards: tuple[Card, ...]) -> None:
        self._cards = {card.id: card for card in cards}
        self.hint_anew()

    # -- moving ------------------------------------------------------------------------------------------------------

    def _move(self, down: int, across: int) -> None:
        if self.pane.cursor is not None:
            self.pane.step(down)
            self.hint_anew()
            return
        self._to_cell(down, across)

    def point(self, row: int, day: int) -> None:
        """The cursor onto a cell."""
        if self.pane.cursor is not None:
            self.pane.cursor = None
            self.pane.lay_out()
            self.hint_anew()
        self._to_cell(row - self.grid.row, day - self.grid.day)

    def point_at_part(self, number: int) -> None:
        """The cursor onto a part of the cell."""
        self.pane.cursor = number
        self.pane.lay_out()
        self.hint_anew()

    def _to_cell(self, down: int, across: int) -> None:
        self.grid.move(down, across)
        self.place_cursor()
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._read_cell)

    def _open(self) -> None:
        if self.pane.explains:
            self._explain()  # what is acted on is seen
        part = self.pane.part
        if part is None:
            if self.pane.parts:
                self.pane.cursor = 0
                self.pane.lay_out()
                self.hint_anew()
            else:
                self.say(_("Nothing is booked here."))
        elif part.task in self._cards:
            self.tell(TaskOpened(self._cards[part.task], self._neighbour))

    def _neighbour(self, task: int, by: int) -> Card | None:
        order = [part.task for part in self.pane.parts]
        at = order.index(task) + by if task in order else -1
        return self._cards.get(order[at]) if 0 <= at < len(order) else None

    def _mark(self) -> None:
        part = self.pane.part
        if part is None:
            self.say(_("enter goes to the tasks behind the cell; there space marks."))
            return
        self.pane.marks ^= {part.task}
        self.pane.step(1)
        self.pane.lay_out()

    def _turn(self, by: int) -> None:
        self.start += timedelta(weeks=by * (4 if self.weeks else 1))
        self.read()

    def _today(self) -> None:
        self.start = self._this_period()
        self.read()

    def _this_period(self) -> date:
        now, zone = self.session.now()
        today = now.astimezone(zone).date()
        return today - timedelta(days=today.weekday())

    def _explain(self) -> None:
        self.pane.explain(explains=not self.pane.explains)

    def _escape(self) -> None:
        """Out of the marks, then of the parts, then of the filter."""
        if self.pane.explains:
            self._explain()
        elif self.pane.marks:
            self.pane.marks.clear()
            self.pane.lay_out()
        elif self.pane.cursor is not None:
            self.pane.cursor = None
            self.pane.lay_out()
            self.hint_anew()
        elif self.filter:
            self._filter_by("")

    def _back(self) -> None:
        if self.pane.cursor is not None:
            self._escape()
        else:
            self.tell(ModeWanted("board"))

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _place(self) -> str:
        by = {LoadBy.PERSON: _("people"), LoadBy.TEAM: _("teams"), LoadBy.SKILL: _("skills")}[self.by]
        said = _("weeks") if self.weeks else _("week {week}").format(week=self.start.isocalendar().week)
        parts = (said, by, clean(self.filter))
        return f" {GLYPHS.dot} ".join(part for part in parts if part)

    def _group(self) -> None:
        names = (_("people"), _("teams"), _("skills"), _("days"), _("weeks"))
        choices = [Choice(key, name) for key, name in zip(_GROUPS, names, strict=True)]
        self.open_prompt(PickPrompt(_("Show"), choices, self._show_by))

    def _show_by(self, key: Any) -> None:
        groups = {"people": LoadBy.PERSON, "teams": LoadBy.TEAM, "skills": LoadBy.SKILL}
        self.by = groups.get(key, self.by)
        if key in ("days", "weeks"):
            self.weeks = key == "weeks"
        self.read()

    def _write_filter(self) -> None:
        self.open_prompt(TextPrompt(_("Count only"), self._filter_by, text=self.filter))

    def _filter_by(self, text: str) -> str | None:
        fault = fault_of(text) if text else None
        if fault:
            return fault.sentence
        self.filter = text
        self.read()
        return None
