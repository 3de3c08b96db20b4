"""Rows of a page that one can stand on: an item of the checklist, a file, a line of what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .paint import Span


class SpotKind(StrEnum):
    """What is stood on."""

    NOTE = "note"
    HANDOVER = "handover"
    REMINDER = "reminder"
    ITEM = "item"
    TASK = "task"
    FILE = "file"
    TIME = "time"
    EVENT = "event"


class Spot(NamedTuple):
    """A thing on the page by its id; of an event that of its batch."""

    kind: SpotKind
    id: int


class PageRow(NamedTuple):
    """A row, and what it is the row of. The first row of a spot is the one that is stood on."""

    spans: list[Span]
    spot: Spot | None = None


def plain(rows: Sequence[list[Span]]) -> list[PageRow]:
    """Rows to read only."""
    return [PageRow(row) for row in rows]


def of(spot: Spot, rows: Sequence[list[Span]]) -> list[PageRow]:
    """Rows of one thing."""
    return [PageRow(row, spot) for row in rows]


@dataclass
class Pane:
    """One column of a page: its rows, how far it is read, and the spot one stands on."""

    rows: list[PageRow] = field(default_factory=list)
    height: int = 1
    top: int = 0
    spot: Spot | None = None

    def fill(self, rows: list[PageRow], *, anew: bool = False) -> None:
        """Show other rows. One stays on the spot where one stood, and where that was on the glass; when it is gone, on the
        one that took its place."""
        place, before = self._head(self.spot), self.top
        heads = self._heads()
        self.rows = rows
        if anew:
            self.top, self.spot = 0, None
        elif self.spot is not None:
            now = self._head(self.spot)
            if now is None and place is not None:
                self._stand_near(heads.index(place) if place in heads else 0)
            elif now is not None and place is not None and before <= place < before + self.height:
                self.top += now - place
        self.top = self._within(self.top)

    def step(self, by: int) -> None:
        """To the next spot, or the one before; where that is not on the glass yet, a row further towards it."""
        heads, row = self._heads(), self.row
        if by > 0:
            here = self.top - 1 if row is None else self.top + row
            target = next((n for n in heads if n > here), None)
        else:
            here = self.top + (self.height if row is None else row)
            target = next((n for n in reversed(heads) if n < here), None)
        if target is not None and self.top <= target < self.top + self.height:
            self.spot = self.rows[target].spot
        else:
            self.top = self._within(self.top + by)

    def read_on(self, by: int) -> None:
        """So many rows on; one stands on the first spot that is then on the glass."""
        self.top = self._within(self.top + by)
        self._stand_within(last=by > 0 and self.top == self._within(len(self.rows)))

    def to_end(self, *, last: bool) -> None:
        """To the last row, or the first."""
        heads = self._heads()
        self.top = self._within(len(self.rows) if last else 0)
        self.spot = self.rows[heads[-1 if last else 0]].spot if heads else None

    def enter(self) -> None:
        """Somebody comes here: on the spot where one stood, else on the first on the glass."""
        if self._head(self.spot) is None:
            self.spot = None
            self._stand_within(last=False)

    def has(self, spot: Spot) -> bool:
        """True when a row is that of `spot`."""
        return self._head(spot) is not None

    def show(self, spot: Spot) -> None:
        """Stand there, and see it."""
        head = self._head(spot)
        if head is None:
            return
        self.spot = spot
        if not self.top <= head < self.top + self.height:
            self.top = self._within(head - self.height // 3)

    @property
    def row(self) -> int | None:
        """Which row of the glass one stands on, if it is there."""
        head = self._head(self.spot)
        return head - self.top if head is not None and self.top <= head < self.top + self.height else None

    def visible(self) -> list[PageRow]:
        """The rows on the glass."""
        return self.rows[self.top : self.top + self.height]

    @property
    def rest(self) -> int:
        """How many rows there are below the glass."""
        return max(0, len(self.rows) - self.top - self.height)

    def _heads(self) -> list[int]:
        rows = self.rows
        return [n for n, row in enumerate(rows) if row.spot is not None and (n == 0 or rows[n - 1].spot != row.spot)]

    def _head(self, spot: Spot | None) -> int | None:
        if spot is None:
            return None
        return next((n for n, row in enumerate(self.rows) if row.spot == spot), None)

    def _stand_near(self, place: int) -> None:
        heads = self._heads()
        self.spot = self.rows[heads[min(place, len(heads) - 1)]].spot if heads else None

    def _stand_within(self, *, last: bool) -> None:
        heads = [n for n in self._heads() if self.top <= n < self.top + self.height]
        if heads and self.row is None:
            self.spot = self.rows[heads[-1 if last else 0]].spot
        elif heads and last:
            self.spot = self.rows[heads[-1]].spot

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self.rows) - self.height))
