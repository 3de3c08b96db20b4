"""The board: a column a status, one cursor, and every verb on the task under it or on the marked ones."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.questions import BoardQuestion, CardsQuestion, PageQuestion, Toward
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, Done

from .columns import PAGE, Columns
from .desk_screen import DeskScreen, QuitWanted
from .glyphs import GLYPHS
from .messages import TaskOpened
from .paint import Span, clean, lay
from .session import Session
from .verbs import declined_of
from .widgets.board import Board
from .words import clock_words

REST = 0.15
MINUTE = 60.0


class BoardScreen(DeskScreen):
    """Reads the board, keeps the cursor on its task when anybody changes something, and opens tasks."""

    scope = Scope.BOARD

    def __init__(self, session: Session) -> None:
        self.columns = Columns()
        self.board = Board(self.columns, session.now, id="board")
        super().__init__(session)
        self.view: BoardView | None = None
        self._reading = False
        self._stale = False
        self._wanted: int | None = None
        self._last_mark: Card | None = None

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys that move about the board."""
        return {
            "left": lambda: self._sideways(-1),
            "right": lambda: self._sideways(1),
            "up": lambda: self._step(-1),
            "down": lambda: self._step(1),
            "page_up": lambda: self._step(-self.board.rows),
            "page_down": lambda: self._step(self.board.rows),
            "top": self._top,
            "bottom": self._bottom,
            "open": self._open,
            "mark": self._mark,
            "mark_range": self._mark_range,
            "escape": self._escape,
            "back": lambda: self._post(QuitWanted()),
        }

    def body(self) -> Widget:
        """The columns."""
        return self.board

    def targets(self) -> list[Card]:
        """The marked tasks, else the one under the cursor."""
        return self.columns.targets()

    def cursor_cell(self) -> tuple[int, int]:
        """The cursor's card."""
        return self.board.cursor_cell

    def on_mount(self) -> None:
        """Show the last board that was seen, and let the minutes go by."""
        if self.session.snapshot.board:
            self._show(self.session.snapshot.board)
        self.set_interval(MINUTE, self._tick)

    def on_screen_resume(self) -> None:
        """Back from another screen: show what happened meanwhile."""
        self.settle()
        if self._stale:
            self.read()

    def settle(self) -> None:
        """Bring the columns into view first: the cursor's place depends on it."""
        self.board.settle()
        super().settle()

    def read(self) -> None:
        """Read the board; while one reading is under way, only one more is remembered."""
        if not self.session.is_live:
            return
        if self._reading or not self.is_current:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self.session.ask(BoardQuestion(limit=PAGE), "board", self._take_board, self._no_board)

    def show_done(self, done: Done) -> None:
        """After a verb: take its marks off, go to a task that was added, and read what changed."""
        kept = declined_of(done)
        self.columns.mark([card for card in self.columns.targets() if card.id not in kept], on=False)
        self._wanted = done.created
        self.read()

    def title_row(self, width: int) -> list[Span]:
        """Where we are and whose desk it is; what is open and overdue; who sits here, or how old this is."""
        me, view = self.session.me, self.view
        name = clean(me.desk_name) if me else ""
        left: list[Span] = [(f" {_('Board')} ", "head"), (f"{GLYPHS.bar} {name}" if name else "", "dim")]
        right: list[Span] = []
        if self.columns.marks:
            right.append((f"{len(self.columns.marks)} {_('marked')} {GLYPHS.dot} ", "accent"))
        if view:
            count = view.totals.open
            right.append((n_("{count} open", "{count} open", count).format(count=count), "dim"))
        if view and view.totals.overdue:
            late = _("{count} overdue").format(count=view.totals.overdue)
            right += [(f" {GLYPHS.dot} ", "dim"), (late, "alarm")]
        right.append((f"  {self._who()} ", "dim"))
        return lay(left, right, width)

    def _who(self) -> str:
        if self.session.me:
            return clean(self.session.me.login)
        if self.view:
            return _("as of {time}").format(time=clock_words(self.view.read_at, self.session.zone))
        return _("opening")

    def _show(self, view: BoardView) -> list[PageQuestion]:
        self.view = view
        self.session.statuses = view.statuses
        wanted = self.columns.load(view, self.board.rows)
        self.board.reload()
        return wanted

    def _take_board(self, view: BoardView) -> None:
        self._reading = False
        held = self.columns.card
        here = self.columns.column.status.id if self.columns.column else None
        wanted = self._show(view)
        for question in wanted:
            self._read_page(question, held if question.status_id == here else None)
        if not any(question.status_id == here for question in wanted):
            self._follow(held)
        self.settle()
        self._read_ahead()
        if self._stale:
            self.set_timer(REST, self.read)

    def _no_board(self, refusal: Refusal) -> None:
        self._reading = False
        self.say(refusal.message, wrong=True)

    def _read_page(self, question: PageQuestion, held: Card | None = None) -> None:
        self.session.ask(question, f"page:{question.status_id}", partial(self._take_page, question, held))

    def _take_page(self, question: PageQuestion, held: Card | None, page: CardPage) -> None:
        self.columns.take_page(question, page)
        if question.toward is Toward.END:
            column = self.columns.column_of(question.status_id)
            if column:
                column.put(column.count - 1)
        self.board.reload()
        if held:
            self._follow(held)
        self.settle()

    def _follow(self, held: Card | None, *, far: bool = True) -> None:
        """Keep the cursor on the task it was on, or bring it to the one that is wanted, and say where it went."""
        wanted = self._wanted or (held.id if held else None)
        found = self.columns.find(wanted) if wanted else None
        card = self.columns.all[found[0]].card_at(found[1]) if found else None
        if wanted and card is None and far:
            self.session.ask(CardsQuestion(ids=(wanted,)), "followed", partial(self._follow_far, held))
            return
        self._wanted = None
        if card and card.category.is_open:
            self.columns.go_to(card.id)
            self.board.settle()
        if card:
            self._say_where(held, card)

    def _follow_far(self, held: Card | None, cards: tuple[Card, ...]) -> None:
        """The task is deep in a column, or off the board."""
        card = cards[0] if cards else None
        if card and card.category.is_open and self.columns.column_of(card.status_id):
            question = PageQuestion(status_id=card.status_id, key=card.key, toward=Toward.AROUND, limit=PAGE)
            self.session.ask(question, f"page:{card.status_id}", partial(self._take_far, question, held))
            return
        self._wanted = None
        if card:
            self._say_where(held, card)
        elif held and self._said is None:
            self.say(_("{ref} is gone.").format(ref=ref(held.number)))

    def _take_far(self, question: PageQuestion, held: Card | None, page: CardPage) -> None:
        self.columns.take_page(question, page)
        self.board.reload()
        self._follow(held, far=False)
        self.settle()

    def _say_where(self, held: Card | None, card: Card) -> None:
        """Say where somebody else took the task; what I did myself was said already."""
        column = self.columns.column_of(card.status_id)
        if held and held.id == card.id and held.status_id != card.status_id and column and self._said is None:
            self.say(_("{ref} is now in {status}.").format(ref=ref(card.number), status=column.status.name))

    def _step(self, by: int) -> None:
        column = self.columns.column
        if column:
            column.put(column.cursor + by)
            self._moved()

    def _sideways(self, by: int) -> None:
        if self.columns.all:
            self.columns.at = max(0, min(self.columns.at + by, len(self.columns.all) - 1))
            self._moved()

    def _top(self) -> None:
        column = self.columns.column
        if column is None:
            return
        if column.first and self.session.is_live:
            self._read_page(PageQuestion(status_id=column.status.id, limit=PAGE))
        column.cursor = 0
        column.put(0)
        self._moved()

    def _bottom(self) -> None:
        column = self.columns.column
        if column is None:
            return
        if column.last < column.count and self.session.is_live:
            self._read_page(PageQuestion(status_id=column.status.id, toward=Toward.END, limit=PAGE))
        else:
            column.put(column.last)
            self._moved()

    def _moved(self) -> None:
        self.board.settle()
        self.place_cursor()
        self._read_ahead()

    def _read_ahead(self) -> None:
        column = self.columns.column
        question = column.wanted(self.board.rows) if column and self.session.is_live else None
        if question:
            self._read_page(question)

    def _open(self) -> None:
        card = self.columns.card
        if card:
            self._post(TaskOpened(card, self._neighbour))

    def _neighbour(self, task: int, by: int) -> Card | None:
        """The task `by` steps from `task` in its column; the board's cursor goes with it."""
        if not self.columns.go_to(task) or self.columns.column is None:
            return None
        column = self.columns.column
        card = column.card_at(column.cursor + by)
        if card:
            column.put(column.cursor + by)
            self._read_ahead()
        return card

    def _mark(self) -> None:
        card = self.columns.card
        if card:
            self.columns.mark([card], on=card.id not in self.columns.marks)
            self._last_mark = card
            self.board.repaint_card()
            self._step(1)
            self._say_marks()

    def _mark_range(self) -> None:
        """From the last mark to the cursor when both are in this column and that is more than is marked; else all."""
        column = self.columns.column
        if column is None:
            return
        start = column.index_of(self._last_mark.id) if self._last_mark else None
        low, high = sorted((column.cursor if start is None else start, column.cursor))
        cards = [card for card in (column.card_at(n) for n in range(low, high + 1)) if card]
        if all(card.id in self.columns.marks for card in cards):
            cards = list(column.cards)
        self.columns.mark(cards)
        self.board.reload()
        self._say_marks()

    def _say_marks(self) -> None:
        self.top.show([self.title_row(self.size.width)])
        count = len(self.columns.marks)
        if count:
            said = n_("{count} task marked; escape clears.", "{count} tasks marked; escape clears.", count)
            self.say(said.format(count=count))

    def _escape(self) -> None:
        if self.columns.marks:
            self.columns.marks.clear()
            self.board.reload()
            self._say_marks()

    def _tick(self) -> None:
        if self.is_current:
            self.board.tick()
