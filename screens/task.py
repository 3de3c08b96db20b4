"""One task in full: facts and text, what happened, and the same verbs as on the board."""

from collections.abc import Callable

from textual.message import Message
from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.commands import MarkSeen
from servicedesk_tui.vocabulary.questions import TaskQuestion
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import Card, Done, TaskView

from .desk_screen import DeskScreen
from .facts import heading, task_rows
from .glyphs import GLYPHS
from .messages import Neighbour
from .paint import Span, clean, cut_spans, lay, wrap
from .session import Session
from .widgets.scroller import Scroller

MINUTE = 60.0


class TaskClosed(Message):
    """The person is done with this task's page."""


class TaskScreen(DeskScreen):
    """Reads one task, shows it, and goes on to its neighbours in the list it was opened from."""

    scope = Scope.TASK

    def __init__(self, session: Session, card: Card, neighbour: Neighbour) -> None:
        self.page = Scroller(id="page")
        super().__init__(session)
        self.card = card
        self.view: TaskView | None = None
        self._neighbour = neighbour
        self._anew = True

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys that read on, and to the next task."""
        page = self.page
        return {
            "up": lambda: page.scroll_rows(-1),
            "down": lambda: page.scroll_rows(1),
            "page_up": lambda: page.scroll_rows(1 - page.size.height),
            "page_down": lambda: page.scroll_rows(page.size.height - 1),
            "top": lambda: page.scroll_rows(-len(page.rows)),
            "bottom": lambda: page.scroll_rows(len(page.rows)),
            "next": lambda: self._go(1),
            "previous": lambda: self._go(-1),
            "escape": lambda: self._post(TaskClosed()),
            "back": lambda: self._post(TaskClosed()),
        }

    def body(self) -> Widget:
        """The page."""
        return self.page

    def targets(self) -> list[Card]:
        """This task."""
        return [self.view.card if self.view else self.card]

    def cursor_cell(self) -> tuple[int, int]:
        """The top of the page."""
        return 0, 0

    def on_mount(self) -> None:
        """Read it."""
        self.set_interval(MINUTE, self._paint)
        self.read()

    def settle(self) -> None:
        """Draw the page anew with the lines."""
        super().settle()
        self._paint()

    def read(self) -> None:
        """Read the task as it is now."""
        self.session.ask(TaskQuestion(id=self.card.id), "task", self._take, self._refused)

    def show_done(self, done: Done) -> None:
        """Show what a verb did."""
        if done.batch is not None:
            self.read()

    def title_row(self, width: int) -> list[Span]:
        """The reference and the title; the status and the priority."""
        card = self.targets()[0]
        left: list[Span] = [(f" {ref(card.number)}  ", "here"), (clean(card.title), "head")]
        status = f"{clean(self.view.status.name)} {GLYPHS.dot} " if self.view else ""
        return lay(left, [(f"{status}{card.priority.name} ", "dim")], width)

    def _go(self, by: int) -> None:
        card = self._neighbour(self.card.id, by)
        if card is None:
            self.say(_("There is no further task in this column."))
            return
        self.card, self.view, self._anew = card, None, True
        self.read()

    def _take(self, view: TaskView) -> None:
        if view.card.id == self.card.id:
            self.view = view
            self.settle()
            if view.card.unread:
                self.session.do_quietly(MarkSeen(tasks=(view.card.id,)))

    def _refused(self, refusal: Refusal) -> None:
        self.say(refusal.message, wrong=True)

    def _paint(self) -> None:
        view, width = self.view, self.size.width
        if view is None or not width:
            return
        now, zone = self.session.now()
        title: list[list[Span]] = [[(f" {line}", "bold")] for line in wrap(clean(view.card.title), width - 2)]
        head = cut_spans([(" ", ""), *heading(view.card, view.status.name, view.status_since, now)], width)
        rule: list[Span] = [(GLYPHS.rule * width, "dim")]
        shown = title if len(title) > 1 or not self.top.display else []
        above = [*shown, head, rule]
        rows = task_rows(view, width, now, zone, least=self.page.size.height - len(above))
        self.page.fill([*above, *rows], from_top=self._anew)
        self._anew = False
