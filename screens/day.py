"""My day: where I am and go, what is due and promised, what wakes, what I am to remember, what is offered to me, what next."""

from collections.abc import Callable, Sequence

from textual.widget import Widget

from servicedesk_tui.actions import BY_ID, Action, Need, Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.locale.words import word
from servicedesk_tui.vocabulary.day import DayQuestion, DayView, DayVisit, ReportVisit
from servicedesk_tui.vocabulary.enums import VisitState
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.questions import CardsQuestion
from servicedesk_tui.vocabulary.reminding import DropReminder, ReminderRow
from servicedesk_tui.vocabulary.rows import Card

from .day_lines import Line, Name, Sight
from .day_sheet import Sheet, draw
from .desk_screen import DeskScreen
from .glyphs import GLYPHS
from .keys import key_of
from .messages import ModeWanted, TaskOpened
from .paint import Span, lay, wrap
from .session import Session
from .timing import Timing
from .topline import NARROW
from .weekplan import day_name
from .widgets.lines import Lines

MINUTE = 60.0
_UNDER_WAY = (VisitState.ON_MY_WAY, VisitState.ARRIVED)
_HINTED = (
    "accept", "return_it", "day_seen", "day_way", "day_arrived", "done", "day_open", "note", "day_timer", "status", "hand_over", "put_off",
    "day_whole", "day_left", "undo", "back",
)  # fmt: skip
"""The hint line, most wanted first: what is done on the way."""


class DayScreen(DeskScreen):
    """Reads my day and shows it line by line, on one screen as far as it goes; the cursor stays on what it is on."""

    scope = Scope.DAY

    def __init__(self, session: Session) -> None:
        self.sheet = Lines(id="day")
        super().__init__(session)
        self.timing = Timing(self)
        self.view: DayView | None = None
        self._cards: dict[int, Card] = {}
        self._drawn = Sheet()
        self._at: tuple[Name | None, int | None] = None, None
        self._top = 0
        self._is_whole = False

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys of this screen."""
        return {
            "up": lambda: self.step(-1),
            "down": lambda: self.step(1),
            "top": lambda: self.step(-len(self._drawn.lines)),
            "bottom": lambda: self.step(len(self._drawn.lines)),
            "day_part": self.next_part,
            "day_open": self.open_task,
            "day_way": lambda: self.report(VisitState.ON_MY_WAY),
            "day_arrived": lambda: self.report(VisitState.ARRIVED),
            "day_left": lambda: self.report(VisitState.LEFT),
            "day_timer": self.toggle_timer,
            "day_whole": self.show_whole,
            "day_seen": self.see_to,
            "done": self.finish,
            "escape": self._leave,
            "back": self._leave,
        }

    def body(self) -> Widget:
        """The lines."""
        return self.sheet

    @property
    def _here(self) -> int:
        """Which of the lines the cursor is on."""
        return self._drawn.at(*self._at)

    def _stand_on(self, line: Line) -> None:
        self._at = line.name, line.task

    @property
    def line(self) -> Line | None:
        """What the cursor is on."""
        lines = self._drawn.lines
        return lines[self._here] if lines else None

    @property
    def visit(self) -> DayVisit | None:
        """The visit that is reported: the line's, else that of today to its task."""
        line, view = self.line, self.view
        if line is None or view is None or line.visit is not None:
            return line.visit if line else None
        today = [*([view.current] if view.current else []), *view.visits]
        return next((one for one in today if one.task == line.task), None)

    @property
    def reminder(self) -> ReminderRow | None:
        """The reminder that the cursor is on."""
        kind, number = self.line.name if self.line else ("", 0)
        if kind != "reminder" or self.view is None:
            return None
        return next((one for one in self.view.reminders if one.id == number), None)

    def targets(self) -> list[Card]:
        """The task that the line is about."""
        card = self._cards.get(self.line.task or 0) if self.line else None
        return [card] if card else []

    def present(self) -> frozenset[Need]:
        """Also whether there is a visit to report, or a reminder to see to."""
        here = {Need.VISIT: self.visit, Need.REMINDER: self.reminder}
        return super().present() | {need for need, one in here.items() if one}

    def why_locked(self, present: frozenset[Need]) -> str:
        """A reminder is one's own, whosever the task is that it is of."""
        return "" if Need.REMINDER in present else super().why_locked(present)

    def hinted(self) -> Sequence[Action]:
        """What is done on the way, before what is done at a desk."""
        return [BY_ID[name] for name in _HINTED]

    def cursor_cell(self) -> tuple[int, int]:
        """Where what is under the cursor is drawn."""
        if not self._drawn.places:
            return 0, 0
        column, row = self._drawn.places[self._here]
        return column, row - self._top

    def on_mount(self) -> None:
        """The minutes go by: what was due in a while is late."""
        self.set_interval(MINUTE, self.read)

    def on_screen_resume(self) -> None:
        """Back from a task, or from another mode."""
        self.settle()
        self.read()

    def settle(self) -> None:
        """Draw it with the lines."""
        self._paint()
        super().settle()

    def title_row(self, width: int) -> list[Span]:
        """Which day it is, and the figures that matter; where it is narrow, the day comes first."""
        now, zone = self.session.now()
        when, view = day_name(now.astimezone(zone).date()), self.view
        left: list[Span] = [(f" {when}", "head")]
        if width >= NARROW:
            left = [(f" {_('My day')} ", "head"), (f"{GLYPHS.bar} {when}", "")]
        if view is not None and view.away is not None:
            left.append((f" {GLYPHS.dot} {_('away: {why}').format(why=word(view.away))}", "accent"))
        right: list[Span] = []
        if view is not None:
            visits = len(view.visits) + (view.current is not None)
            said = n_("{count} visit", "{count} visits", visits).format(count=visits)
            right = [(f"{said} {GLYPHS.dot} " if visits else "", "dim")]
            right.append((n_("{n} late", "{n} late", view.late).format(n=view.late), "alarm" if view.late else "dim"))
            right += [(f" {GLYPHS.alarm}", "alarm")] if view.late else []
        who = self.session.who if width >= NARROW else self.session.login
        return lay(left, [*right, (f"  {who} ", "dim")], width)

    def show_done(self, _done: Done) -> None:
        """Read what a command changed."""
        self.read()

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read it again."""
        if self.session.is_live and self.is_current:
            self.session.ask(DayQuestion(), "day", self._take, self.refused, leads=self.view is None)

    def _take(self, view: DayView) -> None:
        is_first, self.view = self.view is None, view
        self.settle()
        if self._at[0] is None and self._drawn.lines:
            self._stand_on(self._drawn.lines[0])
        tasks = {line.task for line in self._sheet(whole=True).lines if line.task is not None}
        self.session.ask(CardsQuestion(ids=tuple(sorted(tasks))), "day-cards", self._take_cards, leads=is_first)

    def _take_cards(self, cards: tuple[Card, ...]) -> None:
        self._cards = {card.id: card for card in cards}
        self.hint_anew()

    # -- moving ------------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The cursor so many lines on."""
        lines = self._drawn.lines
        if lines:
            self._go_to(max(0, min(self._here + by, len(lines) - 1)))

    def next_part(self) -> None:
        """To the first line of the next part; from the last one to the first."""
        here, parts = self._here, self._drawn.parts
        if parts:
            self._go_to(next((first for first in parts if first > here), parts[0]))

    def _go_to(self, place: int) -> None:
        self._stand_on(self._drawn.lines[place])
        self._paint()
        self.place_cursor()
        self.hint_anew()

    def show_whole(self) -> None:
        """Every line, or one screen of them."""
        if not self._is_whole and not self._drawn.is_cut:
            self.say(_("All of it is on the screen."))
            return
        self._is_whole = not self._is_whole
        self._paint()
        self.place_cursor()

    def open_task(self) -> None:
        """The task of the line, with the others of the day beside it."""
        for card in self.targets():
            self.tell(TaskOpened(card, self._neighbour))

    def _neighbour(self, task: int, by: int) -> Card | None:
        order = list(dict.fromkeys(line.task for line in self._drawn.lines if line.task is not None))
        at = order.index(task) + by if task in order else -1
        if not 0 <= at < len(order):
            return None
        self._stand_on(next(line for line in self._drawn.lines if line.task == order[at]))
        return self._cards.get(order[at])

    def _leave(self) -> None:
        self.tell(ModeWanted("board"))

    # -- from the field ----------------------------------------------------------------------------------------------

    def report(self, state: VisitState) -> None:
        """The visit has come so far."""
        visit = self.visit
        if visit is not None:
            self.verbs.doing.asking.send(ReportVisit(visit=visit.visit, state=state))

    def finish(self) -> None:
        """Done: who is at a visit leaves with it. A visit that is still to come is no part of that."""
        visit = self.visit
        if visit is not None and (visit.state in _UNDER_WAY or visit.start <= self.session.now()[0]):
            command = ReportVisit(visit=visit.visit, state=VisitState.LEFT, finish=True)
            self.verbs.doing.asking.send(command)
        else:
            self.verbs.doing.finish(self.targets())

    def see_to(self) -> None:
        """The reminder need not come. One that comes again and again is for the inbox, where all of it is taken off."""
        reminder = self.reminder
        if reminder is None:
            return
        if reminder.every:
            keys = {name: key_of(name) for name in ("go", "go_inbox", "inbox_coming")}
            self.say(_("It comes again and again; {go} {go_inbox} {inbox_coming} takes it off.").format(**keys))
        else:
            self.verbs.doing.asking.send(DropReminder(reminder=reminder.id, over=True))

    def toggle_timer(self) -> None:
        """Start my timer for the task of the line, or stop it."""
        for card in self.targets():
            self.timing.toggle(card)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _paint(self) -> None:
        width, height = self.sheet.size
        if not width or not height:
            return
        self._drawn = self._sheet(whole=self._is_whole)
        rows = self._drawn.rows
        if not self._drawn.lines:
            rows = [*rows, [], *([(f" {line}", "dim")] for line in wrap(self._nothing(), max(8, width - 2)))]
            self._top = 0
        else:
            at = self._drawn.places[self._here][1]
            self._top = max(0, min(max(self._top, at - height + 2), at - 1 if at else 0, len(rows) - height))
        self.sheet.show(rows[self._top : self._top + height])

    def _sheet(self, *, whole: bool) -> Sheet:
        if self.view is None:
            return Sheet()
        sight = Sight(self.sheet.size.width, *self.session.now(), self.session.running)
        return draw(self.view, sight, self.sheet.size.height, self._place_of, whole=whole)

    def _place_of(self, lines: list[Line]) -> int:
        return Sheet(lines=lines).at(*self._at)

    def _nothing(self) -> str:
        """What to do on a day with nothing in it."""
        if self.view is None:
            return "" if self.session.is_live else _("opening")
        said = _("Nothing is due today, and you go nowhere. {go} {unowned} shows what nobody has, {take} takes it.")
        return said.format(go=key_of("go"), unowned=key_of("go_unowned"), take=key_of("take"))
