"""How the board is read: through the filter in force, page by page, with the cursor kept on its task.

It asks and takes in; what is shown is the board's own matter.
"""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Protocol

from servicedesk_tui.locale import _
from servicedesk_tui.vocabulary.questions import BoardQuestion, CardsQuestion, MatchQuestion, PageQuestion, Toward
from servicedesk_tui.vocabulary.refs import ref
from servicedesk_tui.vocabulary.refusals import Refusal
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage

from .columns import PAGE, Columns
from .session import Session
from .whereabouts import left_view, where_now

REST = 0.15
GAP = 0.04
"""Seconds from one look through a filter to the next, while somebody writes it."""
Taken = Callable[[BoardView], None]


class Glass(Protocol):
    """The board on the glass."""

    session: Session
    columns: Columns

    @property
    def is_current(self) -> bool:
        """True while nothing lies over it."""
        ...

    @property
    def rows(self) -> int:
        """How many cards of a column are in view."""
        ...

    @property
    def has_spoken(self) -> bool:
        """True while something is said in the bottom line."""
        ...

    def reload(self) -> None:
        """Paint what the columns hold now."""
        ...

    def took(self, text: str, view: BoardView, *, shows: bool) -> None:
        """The board was read through `text`, and `shows` it."""
        ...

    def missed(self, text: str, refusal: Refusal) -> None:
        """The board could not be read through `text`."""
        ...

    def settle(self) -> None:
        """Bring lines and cursor up to date."""
        ...

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say what happened."""
        ...

    def set_timer(self, delay: float, callback: Any) -> Any:
        """Call back after `delay` seconds."""
        ...


class Looking:
    """Reads the board for a glass. `filter` is the last one that something was read through."""

    def __init__(self, glass: Glass) -> None:
        self._glass = glass
        self._columns = glass.columns
        self._asked: str | None = None
        self._stale = False
        self._wanted: int | None = None
        self._held: Card | None = None
        self._sparing = False
        self._looked = 0.0
        self._soon: Any = None

    @property
    def is_stale(self) -> bool:
        """True when something changed since the board was read."""
        return self._stale

    def is_elsewhere(self, text: str) -> bool:
        """True when what is shown, or about to be, is not what `text` lets through."""
        by_others = self._asked is None and self._columns.layout.by is not self._columns.by
        shown = self._columns.filter if self._asked is None else self._asked
        return text != shown or by_others or self._soon is not None

    def read(self) -> None:
        """Read the board again; while one reading is under way, only one more is remembered."""
        if not self._glass.session.is_live:
            return
        if self._asked is not None or not self._glass.is_current:
            self._stale = True
            return
        self._ask(self._columns.filter)

    def through(self, text: str, held: Card | None = None, *, sparing: bool = False) -> None:
        """Read the board through another filter, whatever is under way; the cursor goes to `held` if it is let through.
        `sparing` shows nothing of one that lets nothing through: it is half written."""
        self._held, self._sparing = held, sparing
        if self._soon:
            self._soon.stop()
            self._soon = None
        if self._glass.session.is_live:
            self._ask(text, brief=bool(text))

    def through_soon(self, text: str, held: Card | None, *, sparing: bool) -> None:
        """The same, but not more often than `GAP` allows."""
        wait = self._looked + GAP - monotonic()
        if wait <= 0:
            self.through(text, held, sparing=sparing)
            return
        if self._soon:
            self._soon.stop()
        self._soon = self._glass.set_timer(wait, partial(self.through, text, held, sparing=sparing))

    def want(self, task: int | None) -> None:
        """Bring the cursor to `task` when the board is read next."""
        self._wanted = task

    def bring(self, card: Card, held: Card | None = None) -> None:
        """Bring the cursor to a task that is deep in its column."""
        column = self._columns.column_of(card)
        if column:
            self._wanted = card.id
            question = column.about(card)
            self._glass.session.ask(question, f"page:{question.column}", partial(self._take_far, question, held))

    def page(self, question: PageQuestion, held: Card | None = None) -> None:
        """Read a page of a column."""
        self._glass.session.ask(question, f"page:{question.column}", partial(self._take_page, question, held))

    def ahead(self) -> None:
        """Read on before the cursor gets to the end of what is in hand."""
        column = self._columns.column
        live = self._glass.session.is_live
        question = column.wanted(self._glass.rows, self._columns.filter) if column and live else None
        if question:
            self.page(question)

    def _ask(self, text: str, *, brief: bool = False) -> None:
        """Read the board through `text`; `brief` first asks for what is open, and for all of it when that is there."""
        self._asked, self._stale, self._looked = text, False, monotonic()
        question = BoardQuestion(limit=PAGE, filter=text, brief=brief, by=self._columns.layout.by)
        take = partial(self._take_brief if brief else self._take, text)
        columns = self._columns
        # What is still being written is shown when it comes; another board that was chosen is what the next key is for.
        leads = not self._sparing and (text != columns.filter or question.by is not columns.by)
        self._glass.session.ask(question, "board", take, partial(self._miss, text), leads=leads)

    def _take_brief(self, text: str, view: BoardView) -> None:
        """What is open is shown at once, unless there is none of it: the whole answer then says whether there is any."""
        if any(page.count for page in view.pages):
            self._take(text, view)
        self._ask(text)

    def _take(self, text: str, view: BoardView) -> None:
        self._asked = None
        shows = not self._sparing or any(page.count for page in view.pages)
        if text == self._columns.filter and view.by is self._columns.by:
            self._refresh(view)
        elif shows:
            self._begin(text, view)
        self._glass.took(text, view, shows=shows)
        self._glass.settle()
        self.ahead()
        if self._stale:
            self._glass.set_timer(REST, self.read)

    def _miss(self, text: str, refusal: Refusal) -> None:
        self._asked = None
        self._glass.missed(text, refusal)
        if self._stale:
            self._glass.set_timer(REST, self.read)

    def _begin(self, text: str, view: BoardView) -> None:
        """Through another filter, or by another grouping: the cursor stays on its task if it is let through, else it goes to the best one."""
        held = self._held or self._columns.card
        self._columns.load_through(view, text)
        self._glass.session.statuses = view.statuses
        if held is None or not self._columns.go_to(held.id):
            self._columns.go_to_best()
            if held and not text:
                self._follow_held(held)
        self._glass.reload()

    def _follow_held(self, held: Card) -> None:
        """Without a filter a task deep in its column is found again by its place."""
        column = self._columns.column_of(held)
        if held.category.is_open and column:
            self.page(column.about(held), held)

    def _refresh(self, view: BoardView) -> None:
        held = self._columns.card
        here = self._columns.column.row.key if self._columns.column else None
        wanted = self.show(view)
        for question in wanted:
            self.page(question, held if question.column == here else None)
        if not any(question.column == here for question in wanted):
            self._follow(held)

    def show(self, view: BoardView) -> list[PageQuestion]:
        """Show a board read through the same filter as before; answers the pages that are still to be read."""
        self._glass.session.statuses = view.statuses
        wanted = self._columns.load(view, self._glass.rows)
        self._glass.reload()
        return wanted

    def _take_page(self, question: PageQuestion, held: Card | None, page: CardPage) -> None:
        self._columns.take_page(question, page)
        column = self._columns.column_at(question.column)
        if column and question.toward is Toward.END:
            column.put(column.count - 1)
        elif column and question == column.from_top(self._columns.filter):
            column.put(0)
        self._glass.reload()
        if held:
            self._follow(held)
        self._glass.settle()

    def _follow(self, held: Card | None, *, far: bool = True) -> None:
        """Keep the cursor on the task it was on, or bring it to the one that is wanted, and say where it went."""
        wanted = self._wanted or (held.id if held else None)
        found = self._columns.find(wanted) if wanted else None
        card = self._columns.all[found[0]].card_at(found[1]) if found else None
        if wanted and card is None and far:
            question = CardsQuestion(ids=(wanted,))
            self._glass.session.ask(question, "followed", partial(self._follow_far, held))
            return
        self._wanted = None
        if card and card.category.is_open:
            self._columns.go_to(card.id)
            self._glass.settle()
        if card:
            self._say_where(held, card)

    def _follow_far(self, held: Card | None, cards: tuple[Card, ...]) -> None:
        """The task is deep in a column, or off the board."""
        card = cards[0] if cards else None
        column = self._columns.column_of(card) if card else None
        if card and card.category.is_open and column and not self._columns.filter:
            self.bring(card, held)
            return
        self._wanted = None
        text = self._columns.filter
        if card and text and held and card.id == held.id:
            question = MatchQuestion(filter=text, ids=(card.id,))
            self._glass.session.ask(question, "left", partial(self._say_left, text, card))
        elif card:
            self._say_where(held, card)
        elif held and not self._glass.has_spoken:
            self._glass.say(_("{ref} is gone.").format(ref=ref(held.number)))

    def _take_far(self, question: PageQuestion, held: Card | None, page: CardPage) -> None:
        self._columns.take_page(question, page)
        self._glass.reload()
        self._follow(held, far=False)
        self._glass.settle()

    def _say_where(self, held: Card | None, card: Card) -> None:
        """Say where somebody else took the task; what I did myself was said already."""
        if held is not None and held.id == card.id and not self._glass.has_spoken:
            said = where_now(held, card, self._columns, self._glass.session.statuses)
            if said:
                self._glass.say(said)

    def _say_left(self, text: str, card: Card, let_through: frozenset[int]) -> None:
        """Say that the filter no longer lets the task through, unless it is only too far down."""
        if card.id not in let_through and text == self._columns.filter and not self._glass.has_spoken:
            self._glass.say(left_view(card, self._glass.session.statuses))
