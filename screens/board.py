"""The board: a column a status, one cursor, and every verb on the task under it or on the marked ones."""

from collections.abc import Callable

from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import BoardView, Card, Done

from .columns import Columns
from .completing import Completing
from .desk_screen import DeskScreen, QuitWanted
from .filtering import Filter, FilterPrompt
from .looking import Looking
from .messages import TaskOpened
from .paint import Span, clean
from .session import Session
from .topline import title_of
from .verbs import declined_of
from .widgets.board import Board
from .words import clock_words

MINUTE = 60.0


class BoardScreen(DeskScreen):
    """Reads the board, keeps the cursor on its task when anybody changes something, and opens tasks."""

    scope = Scope.BOARD

    def __init__(self, session: Session) -> None:
        self.columns = Columns()
        self.board = Board(self.columns, session.now, id="board")
        super().__init__(session)
        self.looking = Looking(self)
        self.filter = Filter()
        self.view: BoardView | None = None
        self.whole: BoardView | None = None
        self._before: tuple[Filter, Card | None] | None = None
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
            "filter": self.write_filter,
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
            self.view = self.whole = self.session.snapshot.board
            self.looking.show(self.view)
        self.set_interval(MINUTE, self._tick)

    def on_screen_resume(self) -> None:
        """Back from another screen: show what happened meanwhile."""
        self.settle()
        if self.looking.is_stale:
            self.read()

    def settle(self) -> None:
        """Bring the columns into view first: the cursor's place depends on it."""
        self.board.settle()
        super().settle()

    def read(self) -> None:
        """Read the board again."""
        self.looking.read()

    def show_done(self, done: Done) -> None:
        """After a verb: take its marks off, go to a task that was added, and read what changed."""
        kept = declined_of(done)
        self.columns.mark([card for card in self.columns.targets() if card.id not in kept], on=False)
        self.looking.want(done.created)
        self.read()

    def title_row(self, width: int) -> list[Span]:
        """Where we are, through which view and filter; what is open and overdue; who sits here, or how old this is."""
        me = self.session.me
        return title_of(self.filter, self.columns, self.view, clean(me.desk_name) if me else "", self._who(), width)

    def _who(self) -> str:
        if self.session.me:
            return clean(self.session.me.login)
        if self.view:
            return _("as of {time}").format(time=clock_words(self.view.read_at, self.session.zone))
        return _("opening")

    # -- what reading needs ------------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        """How many cards of a column are in view."""
        return self.board.rows

    @property
    def has_spoken(self) -> bool:
        """True while something is said in the bottom line."""
        return self._said is not None

    def reload(self) -> None:
        """Paint what the columns hold now."""
        self.board.reload()

    def took(self, text: str, view: BoardView) -> None:
        """The board was read: what it says of itself is from now on of that."""
        self.view = view
        if not text:
            self.whole = view
        prompt = self.minibuffer.prompt
        if isinstance(prompt, FilterPrompt):
            prompt.shown(text, sum(page.count for page in view.pages))
            self.minibuffer.repaint(prompt)

    def missed(self, text: str, refusal: Refusal) -> None:
        """It could not be read: what was shown stays."""
        prompt = self.minibuffer.prompt
        if isinstance(prompt, FilterPrompt):
            prompt.refused(text, refusal)
            self.minibuffer.repaint(prompt)
            return
        self.say(refusal.message, wrong=True)
        if text and text == self.filter.text != self.columns.filter:
            self._set_filter(Filter(self.columns.filter, self.filter.view))

    # -- the filter --------------------------------------------------------------------------------------------------

    def write_filter(self) -> None:
        """Open the filter line with the filter in force."""
        self._before = (self.filter, self.columns.card)
        completing = Completing(self.session, self._repaint_prompt)
        self.open_prompt(FilterPrompt(self, self.session.keymap, completing, self.filter.text))

    def look_through(self, text: str) -> None:
        """Show what `text` lets through while it is written; the cursor's task is kept in mind."""
        self.looking.through_soon(text, self._before[1] if self._before else None)

    def keep_filter(self, text: str) -> None:
        """The filter in force is `text` from now on."""
        self._before = None
        self.show_through(Filter(text, self.filter.view))

    def drop_filter(self) -> None:
        """Back to the filter that was in force before the line was opened."""
        if self._before:
            (before, held), self._before = self._before, None
            if self.looking.is_elsewhere(before.text):
                self.looking.through(before.text, held)

    def show_through(self, wanted: Filter) -> None:
        """Put a filter in force; without a text its view goes too."""
        self._set_filter(wanted if wanted.text else Filter())
        if self.looking.is_elsewhere(self.filter.text):
            self.looking.through(self.filter.text)

    def save_filter(self) -> None:
        """Ask under which name to keep the filter in force."""

    def _set_filter(self, wanted: Filter) -> None:
        self.filter = wanted
        self.top.show([self.title_row(self.size.width)])

    def _repaint_prompt(self) -> None:
        if self.minibuffer.prompt:
            self.minibuffer.repaint(self.minibuffer.prompt)

    # -- moving ------------------------------------------------------------------------------------------------------

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
            self.looking.page(column.from_top(self.columns.filter))
        else:
            column.put(0)
            self._moved()

    def _bottom(self) -> None:
        column = self.columns.column
        if column is None:
            return
        if column.last < column.count and self.session.is_live:
            self.looking.page(column.to_end(self.columns.filter))
        else:
            column.put(column.last)
            self._moved()

    def _moved(self) -> None:
        self.board.settle()
        self.place_cursor()
        self.looking.ahead()

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
            self.looking.ahead()
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
        """Clear the marks, else the filter."""
        if self.columns.marks:
            self.columns.marks.clear()
            self.board.reload()
            self._say_marks()
        elif self.filter.text:
            self.show_through(Filter())

    def _tick(self) -> None:
        if self.is_current:
            self.board.tick()
