"""The board: a column a status, one cursor, and every verb on the task under it or on the marked ones."""

from collections.abc import Callable

from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from servicedesk_tui.actions import Scope
from servicedesk_tui.locale import _, n_
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.refusals import OutOfDate, Refusal
from servicedesk_tui.vocabulary.rows import BoardView, Card

from .arriving import Arriving
from .columns import Columns
from .desk_screen import DeskScreen, QuitWanted
from .filtering import Filter, FilterPrompt
from .firstday import guide_rows, is_first_day
from .glyphs import GLYPHS
from .laying import Laying
from .looking import Looking
from .marking import Marking
from .messages import LanguageWanted, StandingLeft, TaskOpened
from .mouse import Mouse
from .paint import Span, clean, cut_spans, strip_of
from .previewing import Previewing
from .prompts import Row
from .session import Session
from .shifting import Shifting
from .through import Through
from .topline import title_of
from .verbs import declined_of
from .widgets.board import Board
from .widgets.pointing import PointedBoard
from .words import clock_words

MINUTE = 60.0


class BoardScreen(DeskScreen):
    """Reads the board, keeps the cursor on its task when anybody changes something, and opens tasks."""

    scope = Scope.BOARD

    def __init__(self, session: Session) -> None:
        self.columns = Columns()
        self.board: Board = PointedBoard(self.columns, session.now, Mouse(self), id="board")
        self.session = session
        self.looking = Looking(self)
        self.through = Through(self)
        self.marking = Marking(self)
        self.arriving = Arriving(self)
        self.laying = Laying(self)
        self.shifting = Shifting(self)
        self.previewing = Previewing(self)
        self.board.guide = self.guide
        super().__init__(session)
        self.view: BoardView | None = None
        self.whole: BoardView | None = None

    def moves(self) -> dict[str, Callable[[], None]]:
        """The keys that move about the board, and say how it looks."""
        return {
            "left": lambda: self._sideways(-1),
            "right": lambda: self._sideways(1),
            "up": lambda: self.step(-1),
            "down": lambda: self.step(1),
            "page_up": lambda: self.step(-self.board.rows),
            "page_down": lambda: self.step(self.board.rows),
            "top": self._top,
            "bottom": self._bottom,
            "open": self._open,
            "mark": self.marking.mark,
            "mark_range": self.marking.mark_range,
            "preview": self.previewing.toggle,
            **self.through.acts(),
            **self.arriving.table,
            **self.laying.table,
            **self.shifting.table,
            "escape": self._escape,
            "back": lambda: self.tell(QuitWanted()),
        }

    def worded_moves(self) -> dict[str, Callable[[str], str | None]]:
        """What commands about views do with their words."""
        return {**self.through.worded(), **self.laying.worded(), "number": self.arriving.find}

    def guide(self, width: int) -> list[Row]:
        """What stands on the board of a desk on which nothing is yet."""
        if not is_first_day(self.session, self.columns):
            return []
        return guide_rows(self.session.keymap, width, self.board.size.height - 1)

    def body(self) -> Widget:
        """The columns, and the preview."""
        return Horizontal(self.board, self.previewing.pane, id="across")

    def targets(self) -> list[Card]:
        """The marked tasks, else the one under the cursor."""
        return self.columns.targets()

    def cursor_cell(self) -> tuple[int, int]:
        """The cursor's card."""
        return self.board.cursor_cell

    def on_mount(self) -> None:
        """Show the last board that was seen, and let the minutes go by."""
        self.previewing.pane.display = False
        if self.session.snapshot.board:
            self.view = self.whole = self.session.snapshot.board
            self.columns.layout = self.session.snapshot.layout
            self.looking.show(self.view)
        self.set_interval(MINUTE, self._tick)

    def on_screen_resume(self) -> None:
        """Back from another screen: show what happened meanwhile."""
        self.settle()
        self._mark_around()
        if self.looking.is_stale:
            self.read()

    def show_around(self) -> None:
        """Others have opened tasks, or left them: their cards say so too."""
        super().show_around()
        self._mark_around()

    def _mark_around(self) -> None:
        around = self.session.tasks_around()
        if around != self.columns.around:
            self.columns.around = around
            self.reload()

    def settle(self) -> None:
        """Bring the columns into view first: the cursor's place depends on it."""
        self.previewing.place()
        self.board.settle()
        super().settle()
        self.previewing.follow()

    def read(self) -> None:
        """Read the board again."""
        self.looking.read()

    def show_done(self, done: Done) -> None:
        """After a verb: take its marks off, go to a task that was added, and read what changed."""
        kept = declined_of(done)
        if done.tasks:
            self.columns.mark([card for card in self.columns.targets() if card.id not in kept], on=False)
        # What was added may be no task: a person, a reminder.
        self.looking.want(done.created if done.created in done.tasks else None)
        self.read()

    def title_row(self, width: int) -> list[Span]:
        """Where we are, through which view and filter; what is open and overdue; who sits here, or how old this is."""
        me = self.session.me
        return title_of(
            self.through.filter, self.columns, self.view, clean(me.desk_name) if me else "", self._who(), width
        )

    @property
    def is_plain(self) -> bool:
        """True while the whole board is shown and nothing is asked or marked: what a picture of it may show."""
        return bool(self.whole and self.top.display) and not (
            self.through.filter.text or self.columns.marks or self.minibuffer.is_open or self._said
        )

    def dated_title(self) -> Strip:
        """The top line of a picture: as of when it is."""
        width, me = self.size.width, self.session.me
        when = _("as of {time}").format(time=clock_words(self.session.clock.now(), self.session.zone))
        desk = clean(me.desk_name) if me else ""
        return strip_of(
            cut_spans(title_of(self.through.filter, self.columns, self.view, desk, when, width), width), width
        )

    def _who(self) -> str:
        """Who sits here and what keeps them from working; before the desk is open, how old this is."""
        trouble, me = self.session.trouble, self.session.me
        as_of = ""
        if self.view:
            as_of = _("as of {time}").format(time=clock_words(self.view.read_at, self.session.zone))
        if isinstance(trouble, OutOfDate):
            return _("read only: start again")
        if trouble:
            return f"{_('not connected')} {GLYPHS.dot} {as_of}"
        if me is None:
            return as_of or _("opening")
        return self.session.who if me.rights else f"{clean(me.login)} {GLYPHS.dot} {_('read only')}"

    # -- how it looks ------------------------------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """The filter in force."""
        return self.through.filter

    def show_filter(self, text: str) -> None:
        """Put a filter in force."""
        self.through.show(Filter(text))

    def refine(self, text: str) -> None:
        """Put a filter in force in the view that is shown."""
        self.through.show(Filter(text, self.filter.view))

    def can_go_back(self) -> bool:
        """True when there was a view or filter before this one."""
        return self.through.last is not None

    def held_by_status(self) -> dict[int, int]:
        """How many tasks each status holds, while the whole board is by status."""
        if self.columns.by is not Grouping.STATUS or self.columns.filter or self.view is None:
            return {}
        return {page.column: page.count for page in self.view.pages}

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

    def took(self, text: str, view: BoardView, *, shows: bool) -> None:
        """The board was read: what it says of itself is from now on of that."""
        self.view = view if shows else self.view
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
        else:
            self.through.missed(text, refusal)

    @property
    def shown_filter(self) -> str:
        """The filter that what is shown was read through."""
        return self.columns.filter

    @property
    def held(self) -> Card | None:
        """The task under the cursor."""
        return self.columns.card

    def show_title(self) -> None:
        """Paint the top line."""
        self.show_top()

    def show_language(self) -> None:
        """Show what the language can say, over the open line."""
        self.tell(LanguageWanted())

    # -- moving ------------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """The cursor so many tasks down."""
        column = self.columns.column
        if column:
            column.put(column.cursor + by)
            self._moved()

    def go_to(self, card: Card) -> None:
        """The cursor onto a task of the board; one that is under it, or is not on the board, is opened."""
        here = self.columns.card
        if (here and here.id == card.id) or not self._bring(card):
            self.tell(TaskOpened(card, self._neighbour))

    def _bring(self, card: Card) -> bool:
        if self.columns.go_to(card.id):
            self._moved()
            return True
        on_board = card.category.is_open and self.columns.column_of(card) and not self.columns.filter
        if on_board:
            self.looking.bring(card)
        return bool(on_board)

    def _sideways(self, by: int) -> None:
        column = self.columns.beside(by)
        if column:
            self.columns.enter(column)
            self._moved()
        elif by > 0 and self.columns.more:
            count = self.columns.more
            said = n_(
                "{count} more column has open tasks; / narrows.",
                "{count} more columns have open tasks; / narrows.",
                count,
            )
            self.say(said.format(count=count))

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
        self.previewing.follow()
        self.hint_anew()

    def _open(self) -> None:
        card = self.columns.card
        if card:
            self.tell(TaskOpened(card, self._neighbour))

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

    def show_marks(self) -> None:
        """Say how many tasks are marked."""
        self.show_title()
        count = len(self.columns.marks)
        if count:
            said = n_("{count} task marked; escape clears.", "{count} tasks marked; escape clears.", count)
            self.say(said.format(count=count))

    def _escape(self) -> None:
        """Clear the marks, else the filter."""
        if self.columns.marks:
            self.columns.marks.clear()
            self.board.reload()
            self.show_marks()
        elif self.through.filter.text:
            self.through.show(Filter())
        elif self.session.standing:
            self.tell(StandingLeft())

    def _tick(self) -> None:
        turns_at = self.view.turns_at if self.view else None
        if turns_at is not None and turns_at <= self.session.clock.now():
            self.read()
        if self.is_current:
            self.show_top()
            self.board.tick()
