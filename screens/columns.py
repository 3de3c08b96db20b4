"""What the board shows: columns of cards, each a window into a status that may hold a million, and one cursor.

No drawing and no reading: it says which pages it wants and takes them in. Indices count from the top of the column.
"""

from dataclasses import dataclass, field

from servicedesk_tui.vocabulary.questions import PageQuestion, Toward
from servicedesk_tui.vocabulary.rows import BoardView, Card, CardPage, StatusRow

PAGE = 60
WINDOW = 240
MOST = 1_000
"""What a filtered column counts to; it holds one more when there are more."""


@dataclass(slots=True)
class Column:
    """One status and the cards of it that are in hand. `top` is the first one in view, `cursor` its own cursor."""

    status: StatusRow
    count: int = 0
    first: int = 0
    cards: list[Card] = field(default_factory=list)
    top: int = 0
    cursor: int = 0
    brief: bool = False
    """True while there are `count` cards at least: it was read in haste."""

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

    def from_top(self, through: str = "") -> PageQuestion:
        """The first page."""
        return PageQuestion(status_id=self.status.id, toward=Toward.AROUND, limit=PAGE, filter=through)

    def to_end(self, through: str = "") -> PageQuestion:
        """The last page."""
        first = max(0, self.count - PAGE) if through else 0
        return PageQuestion(status_id=self.status.id, toward=Toward.END, limit=PAGE, filter=through, first=first)

    def _page(self, toward: Toward, card: Card, first: int, limit: int, through: str) -> PageQuestion:
        if through:
            return PageQuestion(status_id=self.status.id, toward=toward, limit=limit, filter=through, first=first)
        return PageQuestion(status_id=self.status.id, toward=toward, limit=limit, key=card.key)


class Columns:
    """The columns of the board, which of them the cursor is in, the marked tasks, and the `filter` all was read through."""

    def __init__(self) -> None:
        self.all: list[Column] = []
        self.at = 0
        self.marks: dict[int, Card] = {}
        self.filter = ""

    @property
    def column(self) -> Column | None:
        """The column the cursor is in."""
        return self.all[self.at] if self.all else None

    @property
    def card(self) -> Card | None:
        """The card the cursor is on."""
        return self.column.card_at(self.column.cursor) if self.column else None

    def column_of(self, status_id: int) -> Column | None:
        """The column of a status."""
        return next((column for column in self.all if column.status.id == status_id), None)

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
        if found:
            self.at = found[0]
            self.all[self.at].put(found[1])
        return found is not None

    @property
    def is_bare(self) -> bool:
        """True when a filter lets nothing through."""
        return bool(self.filter and self.all) and not any(column.count for column in self.all)

    def load(self, view: BoardView, rows: int) -> list[PageQuestion]:
        """Take in a fresh board; answers the pages to read for columns that were scrolled away from their top."""
        known = {column.status.id: column for column in self.all}
        here = self.column.status.id if self.column else None
        pages = {page.status_id: page for page in view.pages}
        self.all = [self._refreshed(known.get(status.id), status) for status in view.statuses]
        self.at = next((n for n, column in enumerate(self.all) if column.status.id == here), 0)
        wanted = []
        for column in self.all:
            page = pages.get(column.status.id, CardPage(column.status.id, (), 0, 0))
            is_near_top = column.first == 0 and column.cursor + rows < PAGE
            if is_near_top or not column.cards or page.count <= len(page.cards):
                column.replace(page)
            else:
                column.count = page.count
                wanted.append(column.around(self.filter))
        self._refresh_marks()
        return wanted

    def load_through(self, view: BoardView, text: str) -> None:
        """Take in a board read through another filter: every column from its top."""
        here = self.column.status.id if self.column else None
        pages = {page.status_id: page for page in view.pages}
        self.filter = text
        self.all = [Column(status) for status in view.statuses]
        self.at = next((n for n, column in enumerate(self.all) if column.status.id == here), 0)
        for column in self.all:
            column.replace(pages.get(column.status.id, CardPage(column.status.id, (), 0, 0)))
        self._refresh_marks()

    def go_to_best(self) -> None:
        """The cursor onto the first task of its column, or of the first column that has any."""
        if self.column and not self.column.cards:
            self.at = next((n for n, column in enumerate(self.all) if column.cards), self.at)
        if self.column:
            self.column.put(0)

    def take_page(self, question: PageQuestion, page: CardPage) -> None:
        """Take in a page that was asked for; one of another filter is too late."""
        column = self.column_of(question.status_id)
        if column is None or question.filter != self.filter:
            return
        by_place = bool(question.filter)
        if (question.key is not None or by_place) and question.toward in (Toward.AFTER, Toward.BEFORE) and page.cards:
            column.extend(page, question.toward)
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
    def _refreshed(column: Column | None, status: StatusRow) -> Column:
        if column is None:
            return Column(status)
        column.status = status
        return column

    def _refresh_marks(self) -> None:
        """Marked tasks that are in hand are seen as they are now; one that was closed elsewhere stays marked."""
        for column in self.all:
            for card in column.cards:
                if card.id in self.marks:
                    self.marks[card.id] = card
