"""What the board shows: columns of cards, each a window into a group that may hold a million, and one cursor.

No drawing and no reading: it says which pages it wants and takes them in. Indices count from the top of the column.
"""

from dataclasses import dataclass, field

from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.notes import Around
from servicedesk_tui.vocabulary.questions import PageQuestion, Toward
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, ColumnRow, Layout

PAGE = 60
WINDOW = 240
MOST = 1_000
"""What a filtered column counts to; it holds one more when there are more."""


@dataclass(slots=True)
class Column:
    """A column of the board and the cards of it that are in hand. `top` is the first one in view, `cursor` its own
    cursor. A `folded` one shows its head alone."""

    row: ColumnRow
    by: Grouping = Grouping.STATUS
    count: int = 0
    first: int = 0
    cards: list[Card] = field(default_factory=list)
    top: int = 0
    cursor: int = 0
    brief: bool = False
    """True while there are `count` cards at least: it was read in haste."""
    folded: bool = False

    @property
    def is_over(self) -> bool:
        """True when it holds more than its limit."""
        return self.row.limit is not None and self.count > self.row.limit

    @property
    def last(self) -> int:
        """The index after the last card in hand."""
        return self.first + len(self.cards)

    def card_at(self, index: int) -> Card | None:
        """The card at `index`, None when it is not in hand."""
        return self.cards[index - self.first] if self.first <= index < self.last else None

    def index_of(self, task: int) -> int | None:
        """Where the task is, None when it is not in hand."""
        return next((self.first + n for n, card in enumerate(self.cards) if card.id == task), None)

    def replace(self, page: CardPage) -> None:
        """Take `page` as all that is in hand; the cursor stays on its task, else on its place."""
        held, offset = self.card_at(self.cursor), self.cursor - self.top
        self.first, self.cards, self.count, self.brief = page.first, list(page.cards), page.count, page.brief
        index = self.index_of(held.id) if held else None
        self.put(self.cursor if index is None else index)
        self.top = max(0, self.cursor - offset)

    def extend(self, page: CardPage, toward: Toward) -> None:
        """Join a page that follows (or precedes) what is in hand, letting go of what is farthest from it."""
        held = {card.id for card in self.cards}
        new = [card for card in page.cards if card.id not in held]
        self.count = page.count
        if toward is Toward.AFTER:
            spare = max(0, len(self.cards) + len(new) - WINDOW)
            self.cards, self.first = [*self.cards, *new][spare:], self.first + spare
        else:
            self.cards, self.first = [*new, *self.cards][:WINDOW], max(0, self.first - len(new))
        self.put(self.cursor)

    def put(self, index: int) -> None:
        """The cursor to `index`, or as near as there are cards in hand."""
        self.cursor = max(self.first, min(index, self.last - 1)) if self.cards else 0

    def reveal(self, rows: int) -> None:
        """Scroll so that the cursor is among the `rows` in view; by half of them, so that most steps scroll nothing."""
        if not self.top <= self.cursor < self.top + rows:
            self.top = self.cursor - rows // 2
        self.top = max(0, min(self.top, self.count - rows))

    def wanted(self, rows: int, through: str = "") -> PageQuestion | None:
        """The page to read next so that the cursor can go on in both directions; `through` a filter, by place."""
        if self.cards and self.cursor + 2 * rows >= self.last and self.last < self.count:
            return self._page(Toward.AFTER, self.cards[-1], self.last, PAGE, through)
        if self.cards and self.cursor - 2 * rows < self.first and self.first > 0:
            limit = min(PAGE, self.first) if through else PAGE
            return self._page(Toward.BEFORE, self.cards[0], self.first - limit, limit, through)
        return None

    def around(self, through: str = "") -> PageQuestion:
        """The page about what is in view now."""
        card = self.card_at(self.cursor) or self.cards[0]
        return self._page(Toward.AROUND, card, max(0, self.cursor - PAGE), 2 * PAGE, through)

    def about(self, card: Card) -> PageQuestion:
        """The page about a card of it that is not in hand."""
        return PageQuestion(column=self.row.key, by=self.by, key=card.key, toward=Toward.AROUND, limit=PAGE)

    def from_top(self, through: str = "") -> PageQuestion:
        """The first page."""
        return PageQuestion(column=self.row.key, by=self.by, toward=Toward.AROUND, limit=PAGE, filter=through)

    def to_end(self, through: str = "") -> PageQuestion:
        """The last page."""
        first, key = max(0, self.count - PAGE) if through else 0, self.row.key
        return PageQuestion(column=key, by=self.by, toward=Toward.END, limit=PAGE, filter=through, first=first)

    def _page(self, toward: Toward, card: Card, first: int, limit: int, through: str) -> PageQuestion:
        key, by = self.row.key, self.by
        if through:
            return PageQuestion(column=key, by=by, toward=toward, limit=limit, filter=through, first=first)
        return PageQuestion(column=key, by=by, toward=toward, limit=limit, key=card.key)


def key_under(card: Card, by: Grouping) -> int:
    """The key of the column that holds `card` where columns stand for `by`."""
    return {
        Grouping.STATUS: card.status_id,
        Grouping.OWNER: card.owner_id or 0,
        Grouping.CUSTOMER: card.customer_id or 0,
        Grouping.PRIORITY: int(card.priority),
        Grouping.TEAM: card.team_id or 0,
    }[by]


class Columns:
    """The columns of the board, which of them the cursor is in, the marked tasks, and the `filter` all was read through."""

    def __init__(self) -> None:
        self.all: list[Column] = []
        self.at = 0
        self.marks: dict[int, Card] = {}
        self.around: dict[int, Around] = {}
        """The tasks that others have open."""
        self.filter = ""
        self.by = Grouping.STATUS
        self.layout = Layout()
        self.more = 0
        """How many further columns have open tasks."""
        self.rows: tuple[ColumnRow, ...] = ()
        """All columns, the hidden ones too."""
        self.status_names: dict[int, str] = {}

    @property
    def column(self) -> Column | None:
        """The column the cursor is in."""
        return self.all[self.at] if self.all else None

    @property
    def card(self) -> Card | None:
        """The card the cursor is on."""
        return self.column.card_at(self.column.cursor) if self.column else None

    def column_of(self, card: Card) -> Column | None:
        """The column that holds `card`, whether it is in hand or not; None when it is on no column shown."""
        if self.by is not Grouping.STATUS and not card.category.is_open:
            return None
        return self.column_at(key_under(card, self.by))

    def column_at(self, key: int) -> Column | None:
        """The column of a key."""
        return next((column for column in self.all if column.row.key == key), None)

    def beside(self, by: int) -> Column | None:
        """The column `by` to the right of the cursor's, folded ones passed over; None past the last."""
        step = 1 if by > 0 else -1
        at = self.at + by
        while 0 <= at < len(self.all) and self.all[at].folded:
            at += step
        return self.all[at] if 0 <= at < len(self.all) else None

    def enter(self, column: Column) -> None:
        """The cursor into `column`."""
        self.at = self.all.index(column)

    def find(self, task: int) -> tuple[int, int] | None:
        """Column and index of a task that is in hand."""
        for number, column in enumerate(self.all):
            index = column.index_of(task)
            if index is not None:
                return number, index
        return None

    def go_to(self, task: int) -> bool:
        """The cursor onto `task`, when it is in hand."""
        found = self.find(task)
        if found is None or self.all[found[0]].folded:
            return False
        self.at = found[0]
        self.all[self.at].put(found[1])
        return True

    @property
    def is_bare(self) -> bool:
        """True when a filter lets nothing through."""
        return bool(self.filter and self.all) and not any(column.count for column in self.all)

    def load(self, view: BoardView, rows: int) -> list[PageQuestion]:
        """Take in a fresh board; answers the pages to read for columns that were scrolled away from their top."""
        pages = {page.column: page for page in view.pages}
        self._arrange(view, {column.row.key: column for column in self.all})
        wanted = []
        for column in self.all:
            page = pages.get(column.row.key, CardPage(column.row.key, (), 0, 0))
            is_near_top = column.first == 0 and column.cursor + rows < PAGE
            if page.count <= len(page.cards) or not column.cards or (is_near_top and self._keeps(column, page)):
                column.replace(page)
            else:
                column.count = page.count
                wanted.append(column.around(self.filter))
        self._refresh_marks()
        return wanted

    def _keeps(self, column: Column, page: CardPage) -> bool:
        """True unless `page` would take the cursor's task out of hand: others have put many above it."""
        return column is not self.column or self.card is None or any(card.id == self.card.id for card in page.cards)

    def load_through(self, view: BoardView, text: str) -> None:
        """Take in a board read through another filter, or by another grouping: every column from its top."""
        pages = {page.column: page for page in view.pages}
        self.filter = text
        self._arrange(view, {})
        for column in self.all:
            column.replace(pages.get(column.row.key, CardPage(column.row.key, (), 0, 0)))
        self._refresh_marks()

    def lay_out(self, layout: Layout, view: BoardView) -> None:
        """Show the same columns in another layout."""
        self.layout = layout
        if layout.by is view.by:
            known = {column.row.key: column for column in self.all}
            self._arrange(view, known)
            pages = {page.column: page for page in view.pages}
            for column in self.all:
                if column.row.key not in known:
                    column.replace(pages.get(column.row.key, CardPage(column.row.key, (), 0, 0)))

    def _arrange(self, view: BoardView, known: dict[int, Column]) -> None:
        """The columns of `view` that the layout shows; the cursor stays in its column where it can."""
        here = self.column.row.key if self.column and self.by is view.by else None
        self.by, self.rows, self.more = view.by, view.columns, view.more
        self.status_names = {status.id: status.name for status in view.statuses}
        hidden = self.layout.hidden if self.layout.by is view.by else frozenset()
        folded = self.layout.collapsed if self.layout.by is view.by else frozenset()
        shown = [row for row in view.columns if row.key not in hidden] or list(view.columns)
        self.all = [self._refreshed(known.get(row.key), row, view.by) for row in shown]
        for column in self.all:
            column.folded = column.row.key in folded
        open_ones = [n for n, column in enumerate(self.all) if not column.folded]
        if not open_ones and self.all:
            self.all[0].folded, open_ones = False, [0]
        at = next((n for n, column in enumerate(self.all) if column.row.key == here), None)
        if at is None and here is not None:
            at = min(self.at, len(self.all) - 1)  # it was hidden, or is gone: the next one
        self.at = min(open_ones, key=lambda n: abs(n - (at or 0))) if open_ones else 0

    def go_to_best(self) -> None:
        """The cursor onto the first task of its column, or of the first column that has any."""
        if self.column and not self.column.cards:
            self.at = next((n for n, column in enumerate(self.all) if column.cards and not column.folded), self.at)
        if self.column:
            self.column.put(0)

    def take_page(self, question: PageQuestion, page: CardPage) -> None:
        """Take in a page that was asked for; one of another filter is too late."""
        column = self.column_at(question.column)
        if column is None or question.filter != self.filter or question.by is not self.by:
            return
        if (question.key is not None or question.filter) and question.toward in (Toward.AFTER, Toward.BEFORE):
            column.extend(page, question.toward)  # it may be empty: what was to follow went elsewhere meanwhile
        else:
            column.replace(page)
        self._refresh_marks()

    def targets(self) -> list[Card]:
        """What a verb acts on: the marked tasks, else the one under the cursor."""
        if self.marks:
            return list(self.marks.values())
        return [self.card] if self.card else []

    def mark(self, cards: list[Card], *, on: bool = True) -> None:
        """Set or take off the mark of `cards`."""
        for card in cards:
            if on:
                self.marks[card.id] = card
            else:
                self.marks.pop(card.id, None)

    @staticmethod
    def _refreshed(column: Column | None, row: ColumnRow, by: Grouping) -> Column:
        if column is None or column.by is not by:
            return Column(row, by)
        column.row = row
        return column

    def _refresh_marks(self) -> None:
        """Marked tasks that are in hand are seen as they are now; one that was closed elsewhere stays marked."""
        for column in self.all:
            for card in column.cards:
                if card.id in self.marks:
                    self.marks[card.id] = card
