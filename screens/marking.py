"""Marking tasks: one, a range, a column, and all that a filter shows."""

from collections.abc import Callable
from typing import Any, Protocol

from servicedesk_tui.vocabulary.questions import CardsQuestion, IdsQuestion
from servicedesk_tui.vocabulary.rows import Card

from .columns import Column, Columns
from .filtering import open_ones
from .session import Session

MOST = 10_000
"""So many tasks are marked at once."""


class Glass(Protocol):
    """The board on the glass."""

    session: Session
    columns: Columns

    def step(self, by: int) -> None:
        """The cursor so many tasks down."""
        ...

    def reload(self) -> None:
        """Paint what the columns hold now."""
        ...

    def show_marks(self) -> None:
        """Say how many tasks are marked."""
        ...


class Marking:
    """Sets marks on a board."""

    def __init__(self, glass: Glass) -> None:
        self._glass = glass
        self._columns = glass.columns
        self._last: Card | None = None

    def mark(self) -> None:
        """Mark the task under the cursor, or take its mark off, and go on."""
        card = self._columns.card
        if card:
            self._columns.mark([card], on=card.id not in self._columns.marks)
            self._last = card
            self._glass.reload()
            self._glass.step(1)
            self._glass.show_marks()

    def mark_range(self) -> None:
        """From the last mark to the cursor when both are in this column and that is more than is marked; else what is
        in hand of the column; else all that the board shows, as far as it is open."""
        column = self._columns.column
        if column is None:
            return
        for cards in (self._range(column), column.cards):
            if any(card.id not in self._columns.marks for card in cards):
                self._put(cards)
                return
        self._mark_shown(self._columns.filter)

    def _range(self, column: Column) -> list[Card]:
        start = column.index_of(self._last.id) if self._last else None
        low, high = sorted((column.cursor if start is None else start, column.cursor))
        return [card for card in (column.card_at(n) for n in range(low, high + 1)) if card]

    def _put(self, cards: list[Card]) -> None:
        self._columns.mark(cards)
        self._glass.reload()
        self._glass.show_marks()

    def _mark_shown(self, text: str) -> None:
        """Open ones, as far as the board shows any; else the closed ones that were asked for."""
        shows_open = any(card.category.is_open for column in self._columns.all for card in column.cards)
        wanted = open_ones(text) if text else "is:open"
        question = IdsQuestion(filter=wanted if shows_open or not text else text, limit=MOST)
        self._ask(question, lambda ids: self._ask(CardsQuestion(ids=ids), lambda cards: self._take(text, cards)))

    def _take(self, text: str, cards: tuple[Card, ...]) -> None:
        if text == self._columns.filter:
            self._put(list(cards))

    def _ask(self, question: IdsQuestion | CardsQuestion, then: Callable[[Any], None]) -> None:
        self._glass.session.ask(question, "marked", then, leads=True)
