"""The schedule: who goes where, when; moving visits, planning new ones, and the work that has none."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from textual.widget import Widget

from servicedesk_tui.actions import Action, Group, Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.planning import ScheduleQuestion
from servicedesk_tui.vocabulary.plans import ScheduleView
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Choice
from servicedesk_tui.vocabulary.rows import Card

from .asking import Asking
from .desk_screen import DeskScreen
from .filtering import fault_of
from .glyphs import GLYPHS
from .messages import ModeWanted, TaskOpened
from .paint import Span, clean, lay
from .plan_mouse import PlanMouse
from .planner import Planner, Shape, week_start
from .prompts import PickPrompt, TextPrompt
from .schedule_page import Drawing, Page, reading
from .session import Session
from .slotting import Slotting
from .topline import NARROW
from .visiting import MovePrompt, Visiting
from .weekplan import day_name
from .widgets.pointed import PointedLines

MINUTE = 60.0
UNPLANNED = 100


class ScheduleScreen(DeskScreen):
    """Reads a day or a week of visits, and keeps the cursor on its visit when anybody changes something."""

    scope = Scope.SCHEDULE

    def __init__(self, session: Session) -> None:
        self.session = session
        self.plan = PointedLines(id="plan")
        self.planner = Planner(self._today())
        self.drawing = Drawing(self.planner, session.keymap)
        self.visiting = Visiting(self)
        self.slotting = Slotting(self)
        self.plan.hand = PlanMouse(self)
        self.plan.show(reading())
        self.asking = Asking(self)
        super().__init__(session)
        self.filter = ""
        self._page = Page([])
        self._cards: dict[int, Card] = {}

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of the schedule."""
        visiting = self.visiting
        return {
            "left": lambda: self.step(0, -1),
            "right": lambda: self.step(0, 1),
            "up": lambda: self.step(-1, 0),
            "down": lambda: self.step(1, 0),
            "top": lambda: self._far(-1),
            "bottom": lambda: self._far(1),
            "schedule_open": self._open,
            "schedule_next": lambda: self.turn(1),
            "schedule_before": lambda: self.turn(-1),
            "schedule_today": lambda: self.show_day(self._today()),
            "schedule_week": self._change_shape,
            "schedule_aside": self._to_aside,
            "schedule_move": visiting.pick_up,
            "schedule_shorter": lambda: visiting.lengthen(-1),
            "schedule_longer": lambda: visiting.lengthen(1),
            "schedule_off": visiting.call_off,
            "schedule_conflicts": self._list_conflicts,
            "schedule_filter": self._write_filter,
            "plan": self._plan_visit,
            "escape": self._escape,
            "back": self._leave,
        }

    def body(self) -> Widget:
        """People, visits and what has none."""
        return self.plan

    def targets(self) -> list[Card]:
        """The task of what is under the cursor."""
        card = self._cards.get(self.planner.task or 0)
        return [card] if card else []

    def hinted(self) -> Sequence[Action]:
        """What plans and moves about; the verbs on tasks are in the list of keys."""
        return [action for action in super().hinted() if action.group is not Group.CHANGE]

    def cursor_cell(self) -> tuple[int, int]:
        """Where what is under the cursor is drawn."""
        return self._page.cursor

    def on_mount(self) -> None:
        """The minutes go by."""
        self.set_interval(MINUTE, self.paint)

    def on_screen_resume(self) -> None:
        """Back from a task, or from another mode."""
        self.settle()
        self.read()

    def settle(self) -> None:
        """Draw the page with the lines."""
        self.paint()
        super().settle()

    def title_row(self, width: int) -> list[Span]:
        """Which days, what is wrong in them, and how much is not planned; where it is narrow, the days come first."""
        view, start = self.planner.view, self.planner.start
        when = f"{day_name(start)} {start.year}"
        if self.planner.weeks:
            when = _("week {week}").format(week=start.isocalendar().week) + f" {GLYPHS.dot} {when}"
        seen_through: list[Span] = [(f" {GLYPHS.dot} {clean(self.filter)}", "accent")] if self.filter else []
        if width < NARROW:
            conflicts = f"{view.conflicts} {GLYPHS.alarm}" if view and view.conflicts else ""
            who = f"   {self.session.login} "
            return lay([(f" {when}", "head"), *seen_through], [(conflicts, "alarm"), (who, "dim")], width)
        left: list[Span] = [(f" {_('Schedule')} ", "head"), (f"{GLYPHS.bar} {when}", ""), *seen_through]
        right: list[Span] = []
        if view and view.conflicts:
            said = n_("{count} conflict", "{count} conflicts", view.conflicts).format(count=view.conflicts)
            right += [(f"{said} {GLYPHS.alarm}", "alarm"), (f" {GLYPHS.dot} ", "dim")]
        if view:
            count = f"{len(view.unplanned)}{'+' if len(view.unplanned) == UNPLANNED else ''}"
            right.append((_("{count} unplanned").format(count=count), "dim"))
        return lay(left, [*right, (f"   {self.session.who} ", "dim")], width)

    def show_done(self, _done: Done) -> None:
        """Read what a command changed: the next key acts on it as it is now."""
        self.read(leads=True)

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self, *, leads: bool = False) -> None:
        """Read the period again; `leads` where the next key waits for it."""
        if self.session.is_live and self.is_current:
            planner = self.planner
            question = ScheduleQuestion(start=planner.start, days=planner.days, filter=self.filter, unplanned=UNPLANNED)
            self.session.ask(question, "schedule", self._take, self.refused, leads=leads)

    def _take(self, view: ScheduleView) -> None:
        self.planner.show(view, self.session.zone)
        self.settle()
        tasks = {bar.task for row in view.rows for bar in row.bars} | {one.task for one in view.unplanned}
        self.session.ask(CardsQuestion(ids=tuple(sorted(tasks))), "schedule-cards", self._take_cards)

    def _take_cards(self, cards: tuple[Card, ...]) -> None:
        self._cards = {card.id: card for card in cards}
        self.hint_anew()

    # -- the period --------------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """So many days or weeks on."""
        self.show_day(self.planner.start + timedelta(days=by * self.planner.days))

    def show_day(self, day: date) -> None:
        """The day, or the week it is in."""
        self.planner.start = week_start(day) if self.planner.weeks else day
        self.planner.day = (day - self.planner.start).days
        self.read()

    def _change_shape(self) -> None:
        planner = self.planner
        day = planner.start + timedelta(days=planner.day if planner.weeks else 0)
        if planner.bar:
            day = planner.bar.start.astimezone(self.session.zone).date()
        planner.weeks = not planner.weeks
        self.show_day(day)

    def _today(self) -> date:
        now, zone = self.session.now()
        return now.astimezone(zone).date()

    # -- moving ------------------------------------------------------------------------------------------------------

    def step(self, down: int, across: int) -> None:
        """The cursor a step on; from the last visit to the work without one."""
        planner = self.planner
        is_beside = self.plan.size.width >= 120 and bool(planner.view and planner.view.unplanned)
        if planner.aside is not None and across < 0:
            planner.aside = None
        elif not planner.step(down, across, self.session.zone) and across > 0 and planner.aside is None and is_beside:
            planner.aside = 0
        self.moved()

    def _far(self, by: int) -> None:
        planner = self.planner
        while planner.step(by, 0, self.session.zone):
            pass
        self.moved()

    def moved(self) -> None:
        """The cursor is elsewhere, or a visit is held elsewhere: paint that."""
        self.paint()
        self.place_cursor()
        self.hint_anew()

    def _to_aside(self) -> None:
        planner = self.planner
        if planner.aside is not None:
            planner.aside = None
        elif planner.view and planner.view.unplanned:
            planner.aside = 0
        else:
            self.say(_("Every open task has a visit."))
        self.moved()

    def _open(self) -> None:
        for card in self.targets():
            self.tell(TaskOpened(card, self._neighbour))

    def _neighbour(self, task: int, by: int) -> Card | None:
        view, planner = self.planner.view, self.planner
        if view is None:
            return None
        bars = [bar for row in view.rows for bar in row.bars]
        order = [one.task for one in (view.unplanned if planner.aside is not None else bars)]
        at = order.index(task) + by if task in order else -1
        if not 0 <= at < len(order):
            return None
        if planner.aside is not None:
            planner.aside = at
        else:
            planner.go_to(bars[at].visit, self.session.zone)
        return self._cards.get(order[at])

    def _escape(self) -> None:
        """Out of the list beside it, then of the filter, then to the board."""
        if self.planner.aside is not None:
            self._to_aside()
        elif self.filter:
            self._filter_by("")
        else:
            self._leave()

    def _leave(self) -> None:
        self.tell(ModeWanted("board"))

    # -- what is wrong, and what is let through -----------------------------------------------------------------------

    def _list_conflicts(self) -> None:
        rows = self.planner.view.rows if self.planner.view else ()
        zone = self.session.zone
        found = sorted(
            ((bar, row) for row in rows for bar in row.bars if bar.conflicts), key=lambda pair: pair[0].start
        )
        if not found:
            self.say(_("Nothing is wrong with these visits."))
            return
        choices = [
            Choice(
                bar.visit,
                f"{day_name(bar.start.astimezone(zone).date())} {bar.start.astimezone(zone):%H:%M}  {clean(row.login)}  "
                f"{ref(bar.number)}  {f' {GLYPHS.dot} '.join(clean(one) for one in bar.conflicts)}",
            )
            for bar, row in found
        ]
        self.open_prompt(PickPrompt(_("Conflicts: enter goes there"), choices, self._go_to))

    def _go_to(self, visit: int) -> None:
        self.planner.go_to(visit, self.session.zone)
        self.moved()

    def _write_filter(self) -> None:
        self.open_prompt(TextPrompt(_("Show only"), self._filter_by, text=self.filter))

    def _filter_by(self, text: str) -> str | None:
        fault = fault_of(text) if text else None
        if fault:
            return fault.sentence
        self.filter = text
        self.read()
        return None

    def _plan_visit(self) -> None:
        """For unplanned work its first visit; for a visit another time, or with Tab a further one."""
        cards, row = self.targets(), self.planner.person
        if cards and self.planner.aside is None and row is not None:
            self.slotting.plan(cards[0], self.planner.bar, row.person)
        elif cards:
            self.slotting.plan(cards[0])

    # -- drawing -----------------------------------------------------------------------------------------------------

    def paint(self) -> None:
        """Draw the page; rows that look as they did are left alone."""
        width, height = self.plan.size
        if width and height:
            self._page = self.drawing.page(width, height, *self.session.now())
            self.plan.show(self._page.rows)

    @property
    def is_by_day(self) -> bool:
        """True while a step sideways is a day."""
        return self.planner.shape is Shape.WEEK

    def _cancel(self) -> None:
        """What is carried goes back to where it was."""
        prompt = self.minibuffer.prompt
        super()._cancel()
        if isinstance(prompt, MovePrompt):
            prompt.left()
